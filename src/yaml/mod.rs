//! YAML as editors write it: a tree of raw texts with their places.
//!
//! A value's type is decided by the field that it fills, never by its looks: `01` stays
//! `01`, `oui` is a word until a yes-or-no field asks for it. This is why the tree is
//! built from parser events: every `Value`-first crate guesses types before the schema
//! is known, and `serde_yaml` is archived.

mod marks;
mod node;
mod syntax;
pub mod write;

pub use node::{Kind, Node};

use granit_parser::{Event, Parser, ScalarStyle, ScanError, options};

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::source::{SourceId, Span};
use crate::text;
use crate::text::hidden::is_hidden;
use marks::marks;
use syntax::{Fault, SIGILS};

/// Deepest nesting of lists and fields.
pub const MAX_DEPTH: usize = 32;

/// Reads the YAML that stands at byte `offset` of a source.
///
/// An empty document is a map without fields. Returns `None` after a fault, which is
/// pushed to `diags`.
pub fn parse(
    yaml: &str,
    source: SourceId,
    offset: usize,
    diags: &mut Diagnostics,
) -> Option<Node> {
    let mut builder =
        Builder { yaml, source, offset, last: 0, stack: Vec::new(), root: None };
    let options = options! { disallow_directives: true, emit_comments: false };
    for event in Parser::new_from_str_with_options(yaml, options) {
        let step = event
            .map_err(|error| Box::new(builder.scan_error(&error)))
            .and_then(|(event, span)| builder.event(event, span.byte_range()));
        if let Err(diagnostic) = step {
            diags.push(*diagnostic);
            return None;
        }
    }
    // Nothing was written: what lacks is told at the top of the file.
    let Some(mut root) = builder.root else {
        return Some(Node::empty(Span::file(source)));
    };
    if let Some(fault) = node::no_break_indent(&root, yaml, offset) {
        diags.push(fault);
        return None;
    }
    node::trim_keys(&mut root, diags);
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

struct Builder<'a> {
    yaml: &'a str,
    source: SourceId,
    offset: usize,
    /// The end of the last text or bracket.
    last: usize,
    stack: Vec<Open>,
    root: Option<Node>,
}

type Range = Option<std::ops::Range<usize>>;

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range) -> Result<(), Box<Diagnostic>> {
        let range = range.unwrap_or_default();
        let span = self.span(range.clone());
        if event.tag().is_some() || event.anchor_id().is_some_and(|id| id > 0) {
            let is_text = matches!(event, Event::Scalar(..));
            return Err(Box::new(self.refused(is_text, range)));
        }
        if matches!(event, Event::Scalar(..)) || self.is_bracket(&range) {
            self.last = self.last.max(range.end);
        }
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err(Box::new(syntax::second_document(span)));
            }
            Event::Scalar(text, style, ..) => {
                if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
                    return Err(Box::new(syntax::hidden(hidden, span)));
                }
                let plain = style == ScalarStyle::Plain;
                let span = self.past_colon(span);
                let cut = plain && self.is_cut(span, text.is_empty());
                let node = Node::scalar(span, text.into_owned(), plain);
                self.add(if cut { node.cut() } else { node });
            }
            Event::SequenceStart(..) => {
                self.open(range.start, Collection::Seq(vec![]))?;
            }
            Event::MappingStart(..) => {
                let node = Collection::Map { entries: vec![], key: None };
                self.open(range.start, node)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Alias(_) => return Err(Box::new(self.refused(true, range))),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, start: usize, node: Collection) -> Result<(), Box<Diagnostic>> {
        if self.stack.len() >= MAX_DEPTH {
            let message = text!(
                "plus de {MAX_DEPTH} niveaux imbriqués",
                "more than {MAX_DEPTH} nested levels"
            );
            let span = self.span(start..start);
            let fault = Diagnostic::new(&rules::YAML_SYNTAX, message).at(span);
            return Err(Box::new(fault));
        }
        self.stack.push(Open { start, node });
        Ok(())
    }

    fn close(&mut self, end: std::ops::Range<usize>) {
        let flow = self.is_bracket(&end);
        let Some(Open { start, node }) = self.stack.pop() else { return };
        let (kind, last) = match node {
            Collection::Seq(mut items) => {
                items.shrink_to_fit();
                let last = items.last().map(|item| item.span.end);
                (Kind::Seq(items), last)
            }
            Collection::Map { mut entries, .. } => {
                entries.shrink_to_fit();
                let last = entries.last().map(|(_, value)| value.span.end);
                (Kind::Map(entries), last)
            }
        };
        let mut span = self.span(start..end.end.max(start));
        if let Some(last) = last.filter(|_| !flow) {
            // Block collections end where the next token starts; their last item tells better.
            span.end = span.end.min(last.max(span.start));
        }
        self.add(Node { span, kind });
    }

    fn add(&mut self, node: Node) {
        match self.stack.last_mut().map(|open| &mut open.node) {
            // Of several documents the first one counts: the next is refused as it starts.
            None => self.root = self.root.take().or(Some(node)),
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

    /// A value that is not written is missed after the colon, not on it.
    fn past_colon(&self, span: Span) -> Span {
        let at = span.range().start - self.offset;
        if span.range().is_empty() && self.yaml[at..].starts_with(':') {
            return self.span(at + 1..at + 1);
        }
        span
    }

    /// Whether a comment follows a value on its line. After no value at all it is one only
    /// when it does not look like the value itself, as `#ff0000` does.
    fn is_cut(&self, span: Span, is_empty: bool) -> bool {
        let rest = &self.yaml[span.range().end - self.offset..];
        let comment = rest.trim_start_matches([' ', '\t']);
        let Some(note) = comment.strip_prefix('#') else { return false };
        let is_apart = comment.len() < rest.len();
        is_apart && !(is_empty && note.starts_with(char::is_whitespace))
    }

    /// Whether a range is one bracket: blocks have none.
    fn is_bracket(&self, range: &std::ops::Range<usize>) -> bool {
        matches!(self.yaml.get(range.clone()), Some("[" | "]" | "{" | "}"))
    }

    /// The fault of an anchor, an alias or a tag before what stands at `range`.
    fn refused(&self, is_text: bool, range: std::ops::Range<usize>) -> Diagnostic {
        let sigil = marks(self.yaml, self.last)
            .find(|mark| SIGILS.contains(&mark.sign) && mark.at <= range.start);
        let value = sigil.map_or(range, |mark| syntax::value_from(self.yaml, mark.at));
        match self.yaml.get(value.clone()) {
            Some(text) if is_text => syntax::refused(text, self.span(value)),
            _ => syntax::refused_block(self.span(value)),
        }
    }

    fn scan_error(&self, error: &ScanError) -> Diagnostic {
        let byte = error.marker().byte_offset().unwrap_or(0).min(self.yaml.len());
        let mut open = self.stack.iter().map(|open| open.start);
        let fault = Fault {
            kind: error.kind(),
            yaml: self.yaml,
            byte: self.yaml.floor_char_boundary(byte),
            last: self.last,
            bracket: open.find(|&start| self.yaml[start..].starts_with(['[', '{'])),
        };
        fault.diagnose(|range| self.span(range))
    }
}

#[cfg(test)]
mod tests;
