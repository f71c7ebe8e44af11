//! What importers of entries share: rows that the model accepts, and values that are fit to be
//! published.

use std::collections::BTreeMap;

use super::{Reason, Row, Tally};
use crate::diag::{Diagnostic, Diagnostics, Severity, Text, rules};
use crate::geo::Department;
use crate::model::catalog::Catalog;
use crate::model::entry;
use crate::model::place::{Kind, Territory};
use crate::model::record::Context;
use crate::model::value::is_email;
use crate::source::{Source, Sources};
use crate::text;
use crate::text::phone::Phone;
use crate::yaml::write::quoted;
use crate::yaml::{self, Node};

/// Longest summary, in characters.
const MAX_SUMMARY: usize = 280;
/// Longest value that a finding repeats, in characters.
const MAX_SHOWN: usize = 60;

/// Entries of a kind, by their ids.
pub struct Entries {
    kind: Kind,
    catalog: Catalog,
    territory: Territory,
    rows: BTreeMap<String, Row>,
}

impl Entries {
    /// None yet.
    pub fn of(kind: Kind, department: &Department) -> Self {
        let slug = department.code.to_lowercase();
        let codes = BTreeMap::from([(slug.clone(), department.code.to_owned())]);
        let catalog = Catalog::new(Vec::new(), codes);
        let territory = Territory::Department(slug);
        Self { kind, catalog, territory, rows: BTreeMap::new() }
    }

    /// Keeps a row, unless its page could not be made. Of two rows of one id, the one that was
    /// brought up to date last stands, whatever their order.
    ///
    /// # Errors
    /// What the model says of it.
    pub fn add(&mut self, id: &str, row: Row, tally: &mut Tally) -> Result<(), Text> {
        if let Some(text) = self.fault_of(&row) {
            return Err(text);
        }
        match self.rows.get_mut(id) {
            None => {
                tally.kept += 1;
                self.rows.insert(id.to_owned(), row);
            }
            Some(other) => {
                tally.drop(Reason::Twice);
                let rank =
                    |row: &Row| (row.get("mise_a_jour").map(str::to_owned), row.clone());
                if rank(&row) > rank(other) {
                    *other = row;
                }
            }
        }
        Ok(())
    }

    /// The rows, in the order of their ids.
    pub fn finish(self) -> Vec<Row> {
        self.rows.into_values().collect()
    }

    /// What the model says of a row, read as it will be.
    fn fault_of(&self, row: &Row) -> Option<Text> {
        let text = row.text();
        let sources = Sources::new(vec![Source { path: "a.yaml".into(), text }]);
        let (id, source) = sources.iter().next()?;
        let mut diags = Diagnostics::default();
        let front = yaml::parse(&source.text, id, 0, &mut diags);
        let front = front.map(|front| front.without("id"));
        if let Some(front) = &front {
            let mut cx = Context {
                catalog: &self.catalog,
                territory: &self.territory,
                field: None,
                diags: &mut diags,
            };
            entry::examine(self.kind, front, &mut cx);
        }
        // What the portal has is not known here: the build tells.
        let is_fault = |fault: &&Diagnostic| {
            fault.severity == Severity::Error && *fault.rule != rules::UNKNOWN_REFERENCE
        };
        diags.iter().find(is_fault).map(|fault| worded(fault, front.as_ref(), source))
    }
}

/// A finding with the key and the value that it is about, and its remedy.
fn worded(fault: &Diagnostic, front: Option<&Node>, source: &Source) -> Text {
    let Text { fr, en } = &fault.message;
    let remedy = fault.hints.first().map(|hint| &hint.text);
    let (more_fr, more_en) = remedy
        .map(|Text { fr, en }| (format!(" ; {fr}"), format!("; {en}")))
        .unwrap_or_default();
    let at = fault.span.filter(|span| span.start < span.end);
    let holds = |value: &Node| {
        at.is_some_and(|at| value.span.start <= at.start && at.end <= value.span.end)
    };
    let field = front.and_then(|front| {
        front.entries().iter().find(|(_, value)| holds(value)).map(|(key, _)| key)
    });
    let (Some(key), Some(at)) = (field.and_then(Node::as_text), at) else {
        return text!("{fr}{more_fr}", "{en}{more_en}");
    };
    let value = source.text.get(at.range()).unwrap_or_default().trim_matches('"');
    let value = shortened(value, MAX_SHOWN);
    text!(
        "`{key}` vaut « {value} » : {fr}{more_fr}",
        "`{key}` is `{value}`: {en}{more_en}"
    )
}

/// A text on one line, without what looks like an address of somebody; quoted. `None` when
/// nothing is left.
pub fn written(text: &str) -> Option<String> {
    let text = public(text);
    (!text.is_empty()).then(|| quoted(&text))
}

/// A text on one line, without what looks like an address of somebody.
pub fn public(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| !has_email(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Whether there is an e-mail address in a text.
pub fn has_email(text: &str) -> bool {
    let is_sign = |c: char| c.is_whitespace() || "<>()[]\"',;:/|?&=".contains(c);
    text.split(is_sign).any(|part| is_email(part.trim_matches('.')))
}

/// The beginning of a text that tells what something is about, without the tags of HTML and
/// without the sentences that give an address of somebody.
pub fn summary(text: &str) -> Option<String> {
    let plain = without_tags(text);
    let mut kept: Vec<&str> = Vec::new();
    let mut whole = 0;
    for word in plain.split_whitespace() {
        kept.push(word);
        if word.ends_with(['.', '!', '?', '…']) {
            if kept[whole..].iter().any(|word| has_email(word)) {
                kept.truncate(whole);
            }
            whole = kept.len();
        }
    }
    if kept[whole..].iter().any(|word| has_email(word)) {
        kept.truncate(whole);
    }
    let text = shortened(&kept.join(" "), MAX_SUMMARY);
    (!text.is_empty()).then(|| quoted(&text))
}

/// A text whose tags of HTML are gone: those of paragraphs part words, those of letters do not.
fn without_tags(text: &str) -> String {
    const OF_LETTERS: [&str; 8] = ["a", "b", "em", "i", "span", "strong", "sup", "u"];
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain += before;
        let name = after.trim_start_matches('/');
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
        match after.split_once('>').filter(|_| is_tag) {
            Some((_, after)) => {
                let end = name.find(|c: char| !c.is_ascii_alphanumeric());
                let name = name[..end.unwrap_or(name.len())].to_ascii_lowercase();
                if !OF_LETTERS.contains(&name.as_str()) {
                    plain.push(' ');
                }
                rest = after;
            }
            None => {
                plain.push('<');
                rest = after;
            }
        }
    }
    plain + rest
}

/// A text of at most so many characters, cut after a word.
pub fn shortened(text: &str, longest: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(longest) else { return text.to_owned() };
    let kept = &text[..end];
    let kept = kept.rsplit_once(' ').map_or(kept, |(kept, _)| kept);
    format!("{}…", kept.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// The first web address in a text.
pub fn web(text: &str) -> Option<&str> {
    let starts = ["https://", "http://"].into_iter().filter_map(|start| text.find(start));
    let text = &text[starts.min()?..];
    let end = text.find(|c: char| c.is_whitespace() || "\"'<>|;,#)]}\\".contains(c));
    let address = &text[..end.unwrap_or(text.len())];
    (!has_email(address)).then_some(address)
}

/// A public contact, as far as there is one.
pub fn contact(phone: &str, site: &str) -> Option<String> {
    let phone = phone.split('|').next().map(str::trim);
    let phone = phone.filter(|text| Phone::parse(text).is_ok());
    let values = [("telephone", phone), ("url", web(site))].into_iter();
    let values =
        values.filter_map(|(key, value)| Some(format!("{key}: {}", quoted(value?))));
    let values: Vec<String> = values.collect();
    (!values.is_empty()).then(|| format!("{{{}}}", values.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_persons_are_left_out() {
        assert_eq!(public("Écrire à <a.b@example.org>, ou venir"), "Écrire à ou venir");
        for kept in ["@mairie", "a@b", "1 @ 2.5"] {
            assert_eq!(public(kept), kept);
        }
        assert!(has_email("mailto:a.b@example.org?x=1"));
    }

    #[test]
    fn summaries_are_short_and_plain() {
        let of = |text: &str| summary(text).unwrap_or_default();
        assert_eq!(of("<p>Un <b>café</b></p>&"), "\"Un café &\"");
        assert_eq!(of("a < b, <3"), "\"a < b, <3\"");
        assert_eq!(of("<p>Venez, <b>dit-on</b>.<br>Ou pas"), "\"Venez, dit-on. Ou pas\"");
        assert_eq!(of("Un thé. Écrire à a.b@example.org. À midi"), "\"Un thé. À midi\"");
        let long = of(&"mot ".repeat(100));
        assert!(long.ends_with("mot…\"") && long.chars().count() <= MAX_SUMMARY + 3);
        assert_eq!(of(" <br> "), "");
    }

    #[test]
    fn the_first_address_of_a_text_is_found() {
        for (text, expected) in [
            (
                "04 99 00 12 34#https://www.example.org/a|x",
                Some("https://www.example.org/a"),
            ),
            (
                "[{\"type\":\"link\",\"value\":\"http://example.org\"}]",
                Some("http://example.org"),
            ),
            ("www.example.org", None),
            ("https://a.b@example.org", None),
        ] {
            assert_eq!(web(text), expected, "{text}");
        }
    }
}
