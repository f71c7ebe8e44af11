//! YAML as editors write it: a tree of raw texts with their places.
//!
//! A value's type is decided by the field that it fills, never by its looks: `01` stays
//! `01`, `oui` is a word until a yes-or-no field asks for it. This is why the tree is
//! built from parser events: every `Value`-first crate guesses types before the schema
//! is known, and `serde_yaml` is archived.

mod node;
mod syntax;

pub use node::{Kind, Node};

use granit_parser::{Event, Parser, ScalarStyle, ScanError, options};

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::source::{SourceId, Span};
use crate::text;

/// Deepest nesting of lists and fields.
pub const MAX_DEPTH: usize = 32;

/// Reads the YAML that stands at byte `offset` of a source.
///
/// Returns `None` for an empty document, and after a fault, which is pushed to `diags`.
pub fn parse(
    yaml: &str,
    source: SourceId,
    offset: usize,
    diags: &mut Diagnostics,
) -> Option<Node> {
    let mut builder = Builder { source, offset, stack: Vec::new(), root: None };
    let options = options! { disallow_directives: true, emit_comments: false };
    for event in Parser::new_from_str_with_options(yaml, options) {
        let step = event
            .map_err(|error| builder.scan_error(&error, yaml))
            .and_then(|(event, span)| builder.event(event, span.byte_range()));
        if let Err(diagnostic) = step {
            diags.push(diagnostic);
            return None;
        }
    }
    let root = builder.root?;
    node::report_duplicates(&root, diags);
    Some(root)
}

/// A list or a map that is still open.
struct Open {
    start: usize,
    node: Collection,
}

enum Collection {
    Seq(Vec<Node>),
    Map { entries: Vec<(Node, Node)>, key: Option<Node> },
}

struct Builder {
    source: SourceId,
    offset: usize,
    stack: Vec<Open>,
    root: Option<Node>,
}

type Range = Option<std::ops::Range<usize>>;

impl Builder {
    fn event(&mut self, event: Event<'_>, range: Range) -> Result<(), Diagnostic> {
        let range = range.unwrap_or_default();
        let span = self.span(range.clone());
        if event.tag().is_some() || event.anchor_id().is_some_and(|id| id > 0) {
            return Err(refused(span));
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                self.add(Node::scalar(span, text.into_owned(), plain));
            }
            Event::SequenceStart(..) => {
                self.open(range.start, Collection::Seq(vec![]))?;
            }
            Event::MappingStart(..) => {
                let node = Collection::Map { entries: vec![], key: None };
                self.open(range.start, node)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Alias(_) => return Err(refused(span)),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, start: usize, node: Collection) -> Result<(), Diagnostic> {
        if self.stack.len() >= MAX_DEPTH {
            let message = text!(
                "plus de {MAX_DEPTH} niveaux imbriqués",
                "more than {MAX_DEPTH} nested levels"
            );
            let span = self.span(start..start);
            return Err(Diagnostic::new(&rules::YAML_SYNTAX, message).at(span));
        }
        self.stack.push(Open { start, node });
        Ok(())
    }

    fn close(&mut self, end: usize) {
        let Some(Open { start, node }) = self.stack.pop() else { return };
        let (kind, last) = match node {
            Collection::Seq(items) => {
                let last = items.last().map(|item| item.span.end);
                (Kind::Seq(items), last)
            }
            Collection::Map { entries, .. } => {
                let last = entries.last().map(|(_, value)| value.span.end);
                (Kind::Map(entries), last)
            }
        };
        let mut span = self.span(start..end.max(start));
        if let Some(last) = last {
            // Block collections end where the next token starts; their last item tells better.
            span.end = span.end.min(last.max(span.start));
        }
        self.add(Node { span, kind });
    }

    fn add(&mut self, node: Node) {
        match self.stack.last_mut().map(|open| &mut open.node) {
            None => self.root = Some(node),
            Some(Collection::Seq(items)) => items.push(node),
            Some(Collection::Map { entries, key }) => match key.take() {
                None => *key = Some(node),
                Some(name) => entries.push((name, node)),
            },
        }
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, range.start + self.offset..range.end + self.offset)
    }

    fn scan_error(&self, error: &ScanError, yaml: &str) -> Diagnostic {
        let byte = error.marker().byte_offset().unwrap_or(0);
        syntax::diagnose(error.kind(), yaml, byte, |range| self.span(range))
    }
}

fn refused(span: Span) -> Diagnostic {
    let message = text!(
        "`&`, `*` et `!` ont un sens spécial au début d’une valeur",
        "`&`, `*` and `!` have a special meaning at the start of a value"
    );
    Diagnostic::new(&rules::YAML_REFUSED, message).at(span).hint(text!(
        "mettez le texte entre guillemets : \"…\"",
        "put the text between quotes: \"…\""
    ))
}

#[cfg(test)]
mod tests;
