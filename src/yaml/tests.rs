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
        ("a: *x\n", &rules::YAML_REFUSED),
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
fn faults_are_where_they_start() {
    for (yaml, place) in [
        ("a: [1, &b c, d]\n", "&b c"),
        ("a: [1, *b, d]\n", "*b"),
        ("- &b c\n", "&b c"),
        ("a: 1\nb:\n  - !c d # e\n", "!c d"),
        ("a: &b c : d\n", "&b c : d"),
        ("a: * b\n", "* b"),
        ("a: *b* : *c*\n", "*b* : *c*"),
        ("a: \"b\n", "\""),
        ("a: 'b\n", "'"),
        ("a: [\"b\", \"c\nd: e\n", "\""),
        ("a: 1\nb: [c, {d: e]\n", "{"),
        ("a: {b: c\nd: e\n", "{"),
        ("a: [b\n", "["),
        ("a: \"b\\t\\d\"\n", "\\"),
        ("a: b\n  c: d\n", "c"),
        ("a:\n    b: c\n  é: d\n", "é"),
        ("a:\n\u{202f}\u{202f}b: c\n", "\u{202f}\u{202f}"),
        ("a:\n  b: c\n\u{a0}\u{a0}- d\n", "\u{a0}\u{a0}"),
        ("b\u{a0}: c\n", "b\u{a0}"),
    ] {
        let (_, diags, sources) = read(yaml);
        let span = diags.iter().next().and_then(|d| d.span).expect(yaml);
        assert_eq!(sources.slice(span), place, "{yaml}");
    }
}

#[test]
fn collections_end_where_they_are_closed() {
    let (node, _, sources) = read("a: [b, {c: d} ]\ne: {f: [] }\ng:\n  - h\n\ni: j\n");
    let node = node.expect("parses");
    for (key, text) in [("a", "[b, {c: d} ]"), ("e", "{f: [] }"), ("g", "- h")] {
        assert_eq!(sources.slice(node.get(key).expect(key).span), text);
    }
}

#[test]
fn an_absent_value_is_missed_after_its_colon() {
    let (node, ..) = read("a:\nb: c\n");
    let node = node.expect("parses");
    assert_eq!(node.get("a").expect("key").span.range(), 2..2);
}

#[test]
fn nothing_written_is_a_map_without_fields() {
    for yaml in ["", "\n", "# rien\n"] {
        let (node, diags, _) = read(yaml);
        assert!(diags.is_empty() && node.is_some_and(|n| n.entries().is_empty()));
    }
}

#[test]
fn no_break_spaces_around_a_name_are_said_once() {
    let (node, diags, _) = read("titre\u{a0}: b\n");
    assert_eq!(diags.iter().count(), 1);
    assert!(node.expect("parses").get("titre").is_some());
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
