//! From text to [`Document`]: front matter as spanned YAML, and the Markdown body.
//!
//! A pure function of one file: it knows no other file, so it can run in parallel and be
//! remembered by content.

mod faults;
pub mod markdown;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::source::{Source, SourceId, Span};
use crate::text;
use crate::text::hidden;
use crate::yaml::{self, Node};
use markdown::Body;

/// A file, read but not yet understood.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its fields; `None` when there are none, or when they could not be read.
    pub front: Option<Node>,
    /// Its text; `None` for a YAML file.
    pub body: Option<Arc<Body>>,
    /// What was wrong.
    pub diags: Diagnostics,
}

/// Every document of a portal.
pub type Documents = BTreeMap<SourceId, Arc<Document>>;

/// A file and what it says.
type Read = (Arc<Source>, Arc<Document>);

/// Documents of earlier builds, each with the file that it was read from.
#[derive(Debug, Default)]
pub struct Parsed(Mutex<HashMap<SourceId, Read>>);

impl Parsed {
    /// Reads a file, or remembers it.
    pub fn parse(&self, id: SourceId, source: &Arc<Source>) -> Arc<Document> {
        if let Some((known, document)) = self.known().get(&id)
            && (Arc::ptr_eq(known, source) || known == source)
        {
            return Arc::clone(document);
        }
        let document = Arc::new(parse(id, source));
        self.known().insert(id, (Arc::clone(source), Arc::clone(&document)));
        document
    }

    fn known(&self) -> MutexGuard<'_, HashMap<SourceId, Read>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads a Markdown or YAML file.
pub fn parse(id: SourceId, source: &Source) -> Document {
    let mut diags = Diagnostics::default();
    diags.extend(hidden_characters(id, source));
    if diags.has_errors() {
        return Document { front: None, body: None, diags };
    }
    let (front, body_start) = front(id, source, &mut diags);
    if is_data(source) {
        return Document { front, body: None, diags };
    }
    let (body, problems) = markdown::parse(&source.text[body_start..], body_start);
    for problem in faults::causes(problems) {
        diags.push(faults::diagnose(&problem, id));
    }
    Document { front, body: Some(Arc::new(body)), diags }
}

/// A finding for each hidden character: what a parser makes of one is nobody's meaning.
fn hidden_characters(id: SourceId, source: &Source) -> impl Iterator<Item = Diagnostic> {
    let found = source.text.char_indices().filter(|(_, c)| hidden::is_hidden(*c));
    found.map(move |(at, c)| {
        let span = Span::new(id, at..at + c.len_utf8());
        hidden_character(c).at(span).replace(span, "", text!("retirez-le", "remove it"))
    })
}

fn hidden_character(c: char) -> Diagnostic {
    let name = hidden::name(c);
    let message = text!(
        "un caractère invisible est ici ({name})",
        "an invisible character is here ({name})"
    );
    Diagnostic::new(&rules::HIDDEN_CHARACTER, message)
}

/// The fields of a file, and the byte where its text starts.
pub fn front(
    id: SourceId,
    source: &Source,
    diags: &mut Diagnostics,
) -> (Option<Node>, usize) {
    if is_data(source) {
        return (yaml::parse(&source.text, id, 0, diags), source.text.len());
    }
    front_matter(id, source, diags)
}

fn is_data(source: &Source) -> bool {
    source.path.ends_with(".yaml")
}

/// The fields between the two `---` lines, and the byte where the body starts.
fn front_matter(
    id: SourceId,
    source: &Source,
    diags: &mut Diagnostics,
) -> (Option<Node>, usize) {
    let text = &source.text;
    let Some(start) = fence_end(text, 0) else {
        diags.push(missing_fence(text, id));
        return (None, 0);
    };
    let mut line = start;
    while line < text.len() {
        if let Some(end) = fence_end(text, line) {
            return (yaml::parse(&text[start..line], id, start, diags), end);
        }
        line = text[line..].find('\n').map_or(text.len(), |i| line + i + 1);
    }
    diags.push(unclosed(text, start, id));
    (None, text.len())
}

/// The byte after a line that is only `---`.
fn fence_end(text: &str, line: usize) -> Option<usize> {
    let end = text[line..].find('\n').map_or(text.len(), |i| line + i + 1);
    (text[line..end].trim_end() == "---").then_some(end)
}

/// A line of other dashes than three hyphens, from byte `from` on: what word processors
/// make of `---`. Blank lines before it are taken with it.
fn other_fence(text: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let start = from + text[from..].find(|c: char| !c.is_whitespace())?;
    let line = text[start..].lines().next()?.trim_end();
    let dashes = line.chars().all(|c| "-–—−‐‑".contains(c));
    let wide = line.chars().count() > 1 || line == "—";
    (dashes && wide).then_some(start..start + line.len())
}

fn unclosed(text: &str, start: usize, id: SourceId) -> Diagnostic {
    let message = text!("l’en-tête n’est pas fermé", "the front matter is not closed");
    let fault = Diagnostic::new(&rules::FRONT_MATTER, message);
    let mut lines = text.match_indices('\n').map(|(at, _)| at + 1);
    let fence = lines.find_map(|line| {
        let fence = other_fence(text, line).filter(|fence| fence.start == line)?;
        (line >= start).then_some(fence)
    });
    let Some(fence) = fence else {
        return fault.at(Span::new(id, 0..3)).hint(text!(
            "ajoutez une ligne `---` après le dernier champ",
            "add a line `---` after the last field"
        ));
    };
    let mut aside = Diagnostics::default();
    let fields = yaml::parse(&text[start..fence.start], id, start, &mut aside);
    let span = Span::new(id, fence);
    match fields.is_some_and(|fields| !fields.entries().is_empty()) {
        true => fault.at(span).fix(span, "---"),
        false => fault.at(span).propose(span, "---"),
    }
}

/// Whether the text starts with fields that a line `---` closes.
fn has_fields_first(text: &str, id: SourceId) -> bool {
    let mut lines =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    let Some(fence) = lines.find(|line| fence_end(text, *line).is_some()) else {
        return false;
    };
    let fields = yaml::parse(&text[..fence], id, 0, &mut Diagnostics::default());
    fields.is_some_and(|fields| !fields.entries().is_empty())
}

fn missing_fence(text: &str, id: SourceId) -> Diagnostic {
    let message = text!(
        "le fichier ne commence pas par son en-tête",
        "the file does not start with its front matter"
    );
    let fault = Diagnostic::new(&rules::FRONT_MATTER, message);
    let starts_fields = |fence: &std::ops::Range<usize>| {
        text[fence.end..]
            .trim_start()
            .lines()
            .next()
            .is_some_and(|line| line.contains(':'))
    };
    if let Some(fence) = other_fence(text, 0).filter(starts_fields) {
        let span = Span::new(id, 0..fence.end);
        return fault.at(Span::new(id, fence)).fix(span, "---");
    }
    if has_fields_first(text, id) {
        let advice = text!(
            "ajoutez une ligne `---` avant le premier champ",
            "add a line `---` before the first field"
        );
        let newline = if text.contains("\r\n") { "---\r\n" } else { "---\n" };
        return fault.at(Span::file(id)).replace(Span::file(id), newline, advice);
    }
    fault.at(Span::file(id)).hint(text!(
        "commencez par une ligne `---`, puis `titre: …`, puis une ligne `---`",
        "start with a line `---`, then `titre: …`, then a line `---`"
    ))
}
