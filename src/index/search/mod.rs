//! The search index of one language, in files small enough that a query fetches only what it
//! needs: `docs/search.md` tells their form, `search-engine.js` reads them.
//!
//! A word is looked up as it stands in the portal: the files list every form that occurs, with
//! the family of inflections that it belongs to, so that the browser needs no stemmer.

mod bits;
mod language;
mod pages;
mod places;
mod reader;
mod results;
mod settings;
mod shard;
mod terms;
mod words;

#[cfg(test)]
mod tests;

pub use places::Department;
pub use settings::write;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::geo::{Commune, Position};
use crate::text::fold::fold;
use reader::Reader;

/// A page as search sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Address of the page, as a link within the site; one document per address.
    pub url: String,
    /// Title of the page.
    pub title: String,
    /// Titles of its parts.
    pub headings: Vec<String>,
    /// Its summary, in plain text.
    pub summary: String,
    /// The rest of its text, without markup.
    pub body: String,
    /// Kind: the value of the filter `kind`.
    pub kind: String,
    /// Name of the kind in the page's language.
    pub kind_label: String,
    /// Slug of the département, the value of the filter `departement`; empty when none.
    pub department: String,
    /// Name of the département.
    pub department_label: String,
    /// Keywords given by the editor.
    pub keywords: Vec<String>,
    /// Its commune.
    pub commune: Option<Commune>,
    /// Where it is.
    pub position: Option<Position>,
    /// ISO 8601 date shown beside the result; empty when the page is not dated.
    pub date: String,
    /// Day on which an event is over, in days since 1970-01-01.
    pub last_day: Option<i32>,
    /// Opening hours, as `hours.js` reads them, and their time zone.
    pub hours: Option<(String, String)>,
    /// Whether it is a job that can be done from afar.
    pub remote: bool,
    /// Whether nobody wrote about it: who asks for its surroundings asks for other pages.
    pub unwritten: bool,
}

/// The index of one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// Its files, all JSON in UTF-8, by name.
    pub files: BTreeMap<String, String>,
    /// What the script has to know before it fetches any.
    pub manifest: Value,
}

/// Indexes the documents of a language, read by `reader`. The order of `documents` does not
/// matter. `None` as soon as it is not `wanted` any more.
pub fn build(
    reader: &Reader<'_>,
    mut documents: Vec<Document>,
    departments: &[Department],
    wanted: &dyn Fn() -> bool,
) -> Option<Index> {
    // Pages of like titles answer the same queries: as neighbors they come in one file.
    documents.sort_by_cached_key(order);
    let documents: Vec<&Document> = documents.iter().collect();
    let language = &reader.language;
    let total = documents.len() as u32;
    let terms = terms::terms(reader, &documents, wanted)?;
    let places = places::places(departments, &documents);
    let shelves = results::shelves(&documents, departments);
    let shards = shard::terms(&terms, &places, &shelves.departments, total);
    let backward = shard::backward(&terms);
    let blocks = results::blocks(&documents, &shelves);
    let manifest = json!({
        "total": total,
        "block": results::block(total),
        "shelves": shelves.kinds,
        "terms": shards.starts.join(" "),
        "stop": language.stop_words().join(" "),
        "endings": language.endings,
    });
    let single = [
        ("d", results::departments(&documents, &shelves)),
        ("f", results::filters(&documents)),
        // Only who types a word that nobody knows has to know where those files start.
        ("w", json!(backward.starts).to_string()),
    ];
    let mut files: BTreeMap<String, String> =
        single.into_iter().map(|(name, file)| (format!("{name}.json"), file)).collect();
    for (letter, all) in [("t", shards.files), ("w", backward.files), ("r", blocks)] {
        files.extend((0..).zip(all).map(|(n, file)| (format!("{letter}{n}.json"), file)));
    }
    Some(Index { files, manifest })
}

fn order(document: &Document) -> (String, String, String) {
    (document.kind.clone(), fold(&document.title), document.url.clone())
}
