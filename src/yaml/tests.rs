use super::*;
use crate::source::{Source, Sources};

fn read(yaml: &str) -> (Option<Node>, Diagnostics, Sources) {
    let sources = Sources::new(vec![Source { path: "a.yaml".into(), text: yaml.into() }]);
    let mut diags = Diagnostics::default();
    let id = sources.find("a.yaml").expect("just added");
    let node = parse(yaml, id, 0, &mut diags);
    (node, diags, sources)
}

#[test]
fn scalars_stay_raw_text() {
    for (yaml, text) in [
        ("a: 01", "01"),
        ("a: 015138", "015138"),
        ("a: 1.10", "1.10"),
        ("a: oui", "oui"),
        ("a: 2A004", "2A004"),
        ("a: 'x'", "x"),
        ("a: \"x\\u00e9\"", "xé"),
        ("a: « Vivre »", "« Vivre »"),
    ] {
        let (node, diags, _) = read(yaml);
        assert!(diags.is_empty(), "{yaml}");
        let node = node.expect("parses");
        assert_eq!(node.get("a").and_then(Node::as_text), Some(text), "{yaml}");
    }
}

#[test]
fn spans_are_bytes_of_the_file() {
    let yaml = "é: à la\r\nb: [x, \"y z\"]\r\n";
    let (node, _, sources) = read(yaml);
    let node = node.expect("parses");
    assert_eq!(sources.slice(node.get("é").expect("key").span), "à la");
    let Kind::Seq(items) = &node.get("b").expect("key").kind else { panic!("a list") };
    assert_eq!(sources.slice(items[1].span), "\"y z\"");
}

#[test]
fn a_colon_in_a_text_proposes_quotes() {
    let (_, diags, sources) = read("titre: Ardèche : vivre\nb: 1\n");
    let diagnostic = diags.iter().next().expect("one fault");
    let (span, with) = diagnostic.hints[0].replacement.clone().expect("a fix");
    assert_eq!(sources.slice(span), "Ardèche : vivre");
    assert_eq!(with, "\"Ardèche : vivre\"");
}

#[test]
fn tabs_anchors_and_duplicates_are_named() {
    for (yaml, rule) in [
        ("a:\n\tb: 1\n", &rules::YAML_SYNTAX),
        ("a: &x 1\n", &rules::YAML_REFUSED),
        ("a: *x\n", &rules::YAML_SYNTAX),
        ("a: !attention à ça\n", &rules::YAML_REFUSED),
        ("a: 1\na: 2\n", &rules::DUPLICATE_KEY),
        ("a: 'L'accueil'\n", &rules::YAML_SYNTAX),
        ("a: [1, 2\n", &rules::YAML_SYNTAX),
    ] {
        let (_, diags, _) = read(yaml);
        assert_eq!(diags.iter().next().map(|d| d.rule), Some(rule), "{yaml}");
    }
}

#[test]
fn depth_is_bounded() {
    let (node, diags, _) = read(&"[".repeat(20_000));
    assert!(node.is_none() && diags.has_errors());
}

proptest::proptest! {
    #[test]
    fn no_input_panics_and_spans_stay_inside(yaml in "\\PC{0,200}|[ -~\n\t:\\-\\[\\]{}\"'&*!|>#é]{0,200}") {
        let (node, diags, sources) = read(&yaml);
        if let Some(node) = node {
            assert_inside(&node, &sources);
        }
        for span in diags.iter().filter_map(|d| d.span) {
            assert!(yaml.get(span.range()).is_some());
        }
    }
}

fn assert_inside(node: &Node, sources: &Sources) {
    assert!(sources.get(node.span.source).text.get(node.span.range()).is_some());
    if let Kind::Seq(items) = &node.kind {
        items.iter().for_each(|item| assert_inside(item, sources));
    }
    for (key, value) in node.entries() {
        assert_inside(key, sources);
        assert_inside(value, sources);
    }
}
