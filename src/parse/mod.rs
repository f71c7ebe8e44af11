//! From text to [`Document`]: front matter as spanned YAML, and the Markdown body.
//!
//! A pure function of one file: it knows no other file, so it can run in parallel and be
//! remembered by content.

mod faults;
pub mod markdown;

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::source::{Source, SourceId, Span};
use crate::text;
use crate::yaml::{self, Node};
use markdown::Body;

/// A file, read but not yet understood.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its fields; `None` when there are none, or when they could not be read.
    pub front: Option<Node>,
    /// Its text; `None` for a YAML file.
    pub body: Option<Body>,
    /// What was wrong.
    pub diags: Diagnostics,
}

/// Reads a Markdown or YAML file.
pub fn parse(id: SourceId, source: &Source) -> Document {
    let mut diags = Diagnostics::default();
    let (front, body_start) = front(id, source, &mut diags);
    if is_data(source) {
        return Document { front, body: None, diags };
    }
    let (body, problems) = markdown::parse(&source.text[body_start..], body_start);
    for problem in faults::causes(problems) {
        diags.push(faults::diagnose(&problem, id));
    }
    Document { front, body: Some(body), diags }
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
        diags.push(missing_fence(Span::file(id)));
        return (None, 0);
    };
    let mut line = start;
    while line < text.len() {
        if let Some(end) = fence_end(text, line) {
            return (yaml::parse(&text[start..line], id, start, diags), end);
        }
        line = text[line..].find('\n').map_or(text.len(), |i| line + i + 1);
    }
    let message = text!("l’en-tête n’est pas fermé", "the front matter is not closed");
    diags.push(
        Diagnostic::new(&rules::FRONT_MATTER, message).at(Span::new(id, 0..3)).hint(
            text!(
                "ajoutez une ligne `---` après le dernier champ",
                "add a line `---` after the last field"
            ),
        ),
    );
    (None, text.len())
}

/// The byte after a line that is only `---`.
fn fence_end(text: &str, line: usize) -> Option<usize> {
    let end = text[line..].find('\n').map_or(text.len(), |i| line + i + 1);
    (text[line..end].trim_end() == "---").then_some(end)
}

fn missing_fence(span: Span) -> Diagnostic {
    let message = text!(
        "le fichier ne commence pas par son en-tête",
        "the file does not start with its front matter"
    );
    Diagnostic::new(&rules::FRONT_MATTER, message).at(span).hint(text!(
        "commencez par une ligne `---`, puis `titre: …`, puis une ligne `---`",
        "start with a line `---`, then `titre: …`, then a line `---`"
    ))
}
