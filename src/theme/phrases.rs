//! The words of the interface in one language: `locales/<lang>.yaml`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Files;
use super::manifest::yaml_of;
use crate::diag::Diagnostics;
use crate::text::locale::Lang;
use crate::text::typography::typeset;
use crate::yaml::{Kind, Node};

/// Strings of the interface in one language, which templates see as `ui`.
pub type Strings = BTreeMap<String, String>;

type Table = BTreeMap<String, BTreeMap<String, String>>;

/// Words for templates (`strings`), for the program (`phrases`, `plurals`, `labels`) and
/// for the search script (`search`).
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    /// Name of the language in itself.
    pub name: String,
    /// Tag for Open Graph, such as `fr_FR`.
    pub locale: String,
    /// What templates see as `ui`.
    pub strings: Strings,
    /// What the search script is handed.
    pub search: Value,
    phrases: BTreeMap<String, String>,
    plurals: Table,
    labels: Table,
}

impl Phrases {
    /// A sentence with its holes `{name}` filled. A key that the locale lacks is shown as
    /// it is: a theme's author sees it at once.
    pub fn phrase(&self, key: &str, holes: &[(&str, &str)]) -> String {
        let phrase = self.phrases.get(key).map_or(key, String::as_str);
        holes.iter().fold(phrase.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    }

    /// A count in words: `category` is the plural category of the number, `n` the number
    /// as it is shown.
    pub fn count(&self, key: &str, category: &str, n: &str) -> String {
        let forms = self.plurals.get(key);
        let form = forms.and_then(|f| f.get(category).or_else(|| f.get("other")));
        form.map_or_else(|| format!("{n} {key}"), |form| form.replace("{n}", n))
    }

    /// The label of a word that editors write.
    pub fn label<'a>(&'a self, group: &str, word: &'a str) -> &'a str {
        let label = self.labels.get(group).and_then(|labels| labels.get(word));
        label.map_or(word, String::as_str)
    }

    /// The labels of the words of a closed list: those of the first group that has them all.
    pub fn labels_of(&self, words: &[&str]) -> Option<Vec<&str>> {
        let mut groups = self.labels.values();
        groups.find_map(|group| {
            words.iter().map(|word| group.get(*word).map(String::as_str)).collect()
        })
    }
}

/// Reads every locale of the theme.
pub(super) fn read_all(
    files: &Files<'_>,
    diags: &mut Diagnostics,
) -> BTreeMap<Lang, Phrases> {
    let mut all = BTreeMap::new();
    for (path, bytes) in files {
        let tag = path.strip_prefix("locales/").and_then(|p| p.strip_suffix(".yaml"));
        let Some(lang) = tag.and_then(|tag| tag.parse().ok()) else { continue };
        all.extend(yaml_of(path, bytes, diags).map(|node| (lang, read(&node, lang))));
    }
    all
}

fn read(node: &Node, lang: Lang) -> Phrases {
    let text = |key: &str| node.get(key).and_then(Node::as_text).unwrap_or_default();
    let map = |key: &str| node.get(key).map(|node| flat(node, lang)).unwrap_or_default();
    let table = |key: &str| -> Table {
        let groups = node.get(key).map(Node::entries).unwrap_or_default();
        groups
            .iter()
            .filter_map(|(k, v)| Some((k.as_text()?.to_owned(), flat(v, lang))))
            .collect()
    };
    Phrases {
        name: text("name").to_owned(),
        locale: text("locale").to_owned(),
        strings: map("strings"),
        phrases: map("phrases"),
        plurals: table("plurals"),
        labels: table("labels"),
        search: node.get("search").map_or(Value::Null, json),
    }
}

/// Words with the spaces and quotation marks of their language.
fn flat(node: &Node, lang: Lang) -> BTreeMap<String, String> {
    let entries = node.entries().iter();
    entries
        .filter_map(|(key, value)| {
            let text = typeset(value.as_text()?, lang);
            Some((key.as_text()?.to_owned(), text.into_owned()))
        })
        .collect()
}

fn json(node: &Node) -> Value {
    match &node.kind {
        Kind::Scalar { text, .. } => Value::String(text.clone()),
        Kind::Seq(items) => Value::Array(items.iter().map(json).collect()),
        Kind::Map(entries) => entries
            .iter()
            .map(|(key, value)| {
                (key.as_text().unwrap_or_default().to_owned(), json(value))
            })
            .collect(),
    }
}
