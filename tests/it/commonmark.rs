//! Every example of the CommonMark specification, through our own tree and writer.

use tt_site::parse::markdown;

struct Example<'a> {
    number: usize,
    section: &'a str,
    markdown: String,
    html: String,
}

/// The examples of the specification's text, which writes tabs as arrows.
fn examples(spec: &str) -> Vec<Example<'_>> {
    let fence = "`".repeat(32);
    let start = format!("{fence} example");
    let mut examples = Vec::new();
    let mut section = "";
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            section = line.trim_start_matches('#').trim();
        }
        if line == start {
            let mut until = |end: &str| {
                let part = lines.by_ref().take_while(|line| *line != end);
                part.map(|line| line.replace('→', "\t") + "\n").collect::<String>()
            };
            let (markdown, html) = (until("."), until(&fence));
            let number = examples.len() + 1;
            examples.push(Example { number, section, markdown, html });
        }
    }
    examples
}

/// Of what the reference suite holds equal, the one thing that we write otherwise: a
/// quotation mark in text needs no entity.
fn normalized(html: &str) -> String {
    html.replace("&quot;", "\"")
}

#[test]
fn every_example_of_the_specification_holds() {
    let examples = examples(include_str!("../commonmark/spec.txt"));
    assert_eq!(examples.len(), 652, "the specification has 652 examples");
    let mut failures = Vec::new();
    for Example { number, section, markdown, html } in &examples {
        let ours = markdown::commonmark(markdown);
        if normalized(&ours) != normalized(html) {
            failures.push(format!(
                "example {number} ({section})\n{markdown:?}\nexpected {html:?}\ngot      {ours:?}"
            ));
        }
    }
    assert!(failures.is_empty(), "{} fail:\n{}", failures.len(), failures.join("\n\n"));
}
