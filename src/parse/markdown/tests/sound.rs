//! What every output must be, whatever was written: laws over any text.

use super::*;
use html5gum::{StartTag, Token, Tokenizer};
use proptest::prelude::*;

const VOID: [&str; 7] = ["br", "hr", "img", "input", "source", "col", "wbr"];
const PHRASING: [&str; 35] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img",
    "input", "ins", "kbd", "mark", "picture", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "source", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// What is wrong with some HTML: tags that do not match, a block in a paragraph, a link in
/// a link, anything that could run.
pub(super) fn faults(html: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    let mut faults = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                faults.extend(start_fault(&name, &open));
                faults.extend(attribute_faults(&name, &tag));
                if !VOID.contains(&&*name) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let last = open.pop();
                if last.as_ref() != Some(&name) {
                    faults.push(format!("</{name}> closes {last:?}"));
                }
            }
            Token::Comment(_) | Token::Doctype(_) => faults.push("a declaration".into()),
            Token::Error(error) if !error.to_string().contains("character") => {
                faults.push(error.to_string());
            }
            Token::String(_) | Token::Error(_) => {}
        }
    }
    faults.extend(open.iter().map(|tag| format!("<{tag}> is left open")));
    faults
}

fn start_fault(name: &str, open: &[String]) -> Option<String> {
    let inside = |outer: &str| open.iter().any(|tag| tag == outer);
    let hostile = ["script", "style", "iframe", "svg", "object"].contains(&name);
    let misplaced =
        !PHRASING.contains(&name) && inside("p") || name == "a" && inside("a");
    (hostile || misplaced).then(|| format!("<{name}> in {open:?}"))
}

fn attribute_faults(tag_name: &str, tag: &StartTag<()>) -> Vec<String> {
    let texts = tag.attributes.iter().map(|(name, value)| {
        (String::from_utf8_lossy(name), String::from_utf8_lossy(value))
    });
    let faults = texts.filter(|(name, value)| {
        let scheme = value.split(':').next().unwrap_or_default().trim().to_lowercase();
        let runs = ["javascript", "data", "vbscript"].contains(&&*scheme);
        name.starts_with("on") && !tag_name.starts_with("tt-")
            || name == "style"
            || (name == "href" || name == "src") && runs
    });
    faults.map(|(name, value)| format!("{name}={value:?}")).collect()
}

#[test]
fn faults_are_seen() {
    assert_eq!(faults("<p>a <b>b</b><br></p>"), Vec::<String>::new());
    for html in [
        "<p>",
        "<b></p></b>",
        "</i>",
        "<p><div></div></p>",
        "<a><a></a></a>",
        "<!-- -->",
        "<b onclick=1></b>",
        "<a href=\"JavaScript:x\"></a>",
        "<svg></svg>",
        "<p title=\"",
    ] {
        assert_ne!(faults(html), Vec::<String>::new(), "{html}");
    }
}

/// Pieces that break things when put side by side.
fn soup() -> impl Strategy<Value = String> {
    let pieces = [
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "    ",
        "\t",
        "> ",
        "- ",
        "1. ",
        "# ",
        "### ",
        "a",
        "é",
        "\"",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "[",
        "](",
        ")",
        "![",
        "](x.jpg",
        "\"t\"",
        "](javascript:alert(1))",
        "[^1]",
        "\n\n[^1]: note ",
        "[^1]: [^2]\n\n",
        "\n[^2]: [^1]\n",
        "<https://a.fr>",
        "[r]",
        "\n\n[r]: /u\n",
        "| a | b |\n|---|--:|\n",
        "| 1 |",
        "\n: d",
        "- [ ] ",
        "- [x] ",
        "\n:::encadre{titre=\"T\" ton=\"info\"}\n",
        "\n:::citation{auteur='A'}\n",
        "\n:::chiffres\n",
        "- **1** b (c)\n",
        "\n:::faq\n",
        "\n:::\n",
        "\n::::\n",
        "\n::::encadre\n",
        "\n::carte{type=\"é\"}\n",
        "\n::agenda\n",
        "\n::bouton{lien=\"a.md\" texte=\"b\"}\n",
        "\n::bouton{lien=\"data:x\" texte=\"b\"}\n",
        "\n:::é{",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "\n<div title=\"",
        "\">",
        "<p>",
        "</p>",
        "<table>",
        "<td>",
        "</table>",
        "<tr>",
        "<h2>",
        "</h3>",
        "<script>",
        "</script>",
        "<style>",
        "<svg onload=x>",
        "</svg>",
        "<iframe src=x>",
        "<!--",
        "-->",
        "<?",
        "?>",
        "<a href='javascript:x'>",
        "</a>",
        "<img src=x onerror=y>",
        "<details open>",
        "<summary>",
        "<ul><li>",
        "<span lang=en style=a onclick=b>",
        "</span>",
        "<textarea>",
        "<title>",
        "<plaintext>",
        "<select>",
        "<math>",
        "x-seal=\"0\"",
        "<x-seal x-seal=\"0\">",
        "<b x-seal=\"1\">",
        "&#120;-seal",
        "&lt;script&gt;",
        "&#0;",
        "\u{0}",
        "\u{feff}",
    ];
    let piece = proptest::sample::select(pieces.to_vec());
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn holds(text: &str, offset: usize) -> Result<(), TestCaseError> {
    let (mut body, problems) = parse(text, offset);
    let html = render(&body, &mut Page::default());
    prop_assert_eq!(faults(&html), Vec::<String>::new(), "{:?}\n{}", text, html);
    let spans = problems.into_iter().map(|problem| problem.span);
    let spans: Vec<_> = spans.chain(body.spans_mut().map(|span| span.clone())).collect();
    for span in spans {
        let part = span.start.checked_sub(offset).zip(span.end.checked_sub(offset));
        let inside = part.is_some_and(|(start, end)| text.get(start..end).is_some());
        prop_assert!(inside, "{:?} in {:?}", span, text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_gives_sound_html_and_right_spans(text in "\\PC{0,80}", offset in 0_usize..9) {
        holds(&text, offset)?;
    }

    #[test]
    fn any_mixture_gives_sound_html_and_right_spans(text in soup(), offset in 0_usize..9) {
        holds(&text, offset)?;
    }

    #[test]
    fn anchors_and_footnotes_have_distinct_ids(text in soup()) {
        let html = html(&text);
        let mut ids: Vec<_> = html.split(" id=\"").skip(1).collect();
        ids.iter_mut().for_each(|id| *id = id.split('"').next().unwrap_or_default());
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), count, "{:?}\n{}", text, html);
    }
}

#[test]
fn depth_has_a_limit() {
    for (open, close) in [("> ", ""), ("- ", ""), ("*a ", ""), ("[", "](u)"), ("<b>", "")]
    {
        let text = format!("{}x{}\n\nafter", open.repeat(9_000), close.repeat(9_000));
        let html = html(&text);
        assert_eq!(faults(&html), Vec::<String>::new(), "{open}");
        assert!(html.contains("after"), "{open}");
    }
    let text = format!("{}x", ":::encadre\n".repeat(2_000));
    assert_eq!(html(&text).matches("<aside").count(), 4);
    assert!(problems(&"> ".repeat(60)).iter().any(|(_, p)| *p == ProblemKind::TooDeep));
}
