//! Writing single values back, in the way that every reader of YAML understands alike.

/// Words that some reader of YAML takes for something other than text.
const RESERVED: [&str; 14] = [
    "true", "false", "yes", "no", "on", "off", "y", "n", "null", "oui", "non", "vrai",
    "faux", "nan",
];

/// Where a value stands: brackets give a meaning to more signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// On a line of its own field or item.
    Block,
    /// Between brackets.
    Flow,
}

/// A text as a YAML value on one line: bare when it cannot be mistaken for anything else,
/// else between double quotes.
pub fn text(text: &str, around: Around) -> String {
    if is_bare(text, around) { text.to_owned() } else { quoted(text) }
}

/// A text between double quotes: a JSON string is one in YAML too.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text in the style of the one that it replaces.
pub fn like(old: &str, new: &str, around: Around) -> String {
    match old.chars().next() {
        Some('"') => quoted(new),
        Some('\'') if !new.contains(is_special) => {
            format!("'{}'", new.replace('\'', "''"))
        }
        _ => text(new, around),
    }
}

/// Whether a text without quotes reads as itself.
pub fn is_bare(text: &str, around: Around) -> bool {
    let starts_well = text.starts_with(|c: char| c.is_alphabetic() || "«/".contains(c));
    let ends_well = !text.ends_with([' ', ':', '\u{a0}']);
    let in_block = [": ", ":\u{a0}", ":\u{202f}", " #"];
    let has_sign = in_block.iter().any(|sign| text.contains(sign))
        || (around == Around::Flow && text.contains([',', '[', ']', '{', '}', '"', ':']))
        || text.contains(is_special);
    let word = text.to_lowercase();
    starts_well && ends_well && !has_sign && !RESERVED.contains(&word.as_str())
}

/// Signs that break a line or are not seen.
fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diag::Diagnostics;
    use crate::source::{Source, Sources};
    use crate::yaml::{self, Node};

    fn read(yaml: &str) -> Option<String> {
        let source = Source { path: "a.yaml".into(), text: yaml.to_owned() };
        let sources = Sources::new(vec![source]);
        let (id, source) = sources.iter().next()?;
        let mut diags = Diagnostics::default();
        let node = yaml::parse(&source.text, id, 0, &mut diags)?;
        node.get("k").and_then(Node::as_text).map(str::to_owned)
    }

    #[test]
    fn only_what_needs_quotes_gets_them() {
        for bare in ["Vivre en Ardèche", "« Vivre »", "/carte/", "l’été, non", "a \"b\""]
        {
            assert_eq!(text(bare, Around::Block), bare);
        }
        for code in
            ["07", "2026-03-01", "1 200", "oui", "Non", "a: b", "a #b", "", "-a", "a:"]
        {
            assert_eq!(text(code, Around::Block), quoted(code), "{code}");
        }
        assert_eq!(text("a, b", Around::Flow), "\"a, b\"");
    }

    #[test]
    fn the_style_of_the_old_text_is_kept() {
        assert_eq!(like("'a'", "l'eau", Around::Block), "'l''eau'");
        assert_eq!(like("\"a\"", "b", Around::Block), "\"b\"");
        assert_eq!(like("a", "b", Around::Block), "b");
        assert_eq!(like("07000", "07100", Around::Block), "\"07100\"");
    }

    proptest! {
        #[test]
        fn every_text_reads_back(written in "\\PC{0,24}", old in "['\"a]") {
            let expected = Some(written.clone());
            for value in [text(&written, Around::Block), like(&old, &written, Around::Block)] {
                prop_assert_eq!(read(&format!("k: {value}")), expected.clone());
            }
            let value = like(&old, &written, Around::Flow);
            prop_assert_eq!(read(&format!("{{k: {value}}}")), expected);
        }
    }
}
