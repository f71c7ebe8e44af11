//! The tree of a body: Markdown's blocks with the directives in their place.
//!
//! The parser sees directive lines as blocks of their own ([`directive::mask`]), so that
//! what lies inside is Markdown of the page, with its footnotes and references; here they
//! become the containers that they open and close among their siblings. A tree is never
//! deeper than the builder's limits, so that walking it by recursion is safe.

use super::builder::Builder;
use super::directive::{self, Fence};
use super::problem::Problem;
use super::{Body, Dialect};
use pulldown_cmark::{Alignment, Event, Options, Parser, Tag};
use std::collections::BTreeSet;
use std::ops::Range;

/// A block or an inline, with what it holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub kind: Kind,
    /// Bytes of the parsed text.
    pub span: Range<usize>,
    pub children: Vec<Node>,
}

/// What a node is; numbers are places in the lists of the [`Body`].
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Paragraph,
    Heading(usize),
    BlockQuote,
    CodeBlock {
        language: String,
        code: String,
    },
    List(Option<u64>),
    Item,
    Table(Vec<Alignment>),
    TableHead,
    TableRow,
    TableCell,
    DefinitionList,
    Term,
    Definition,
    Rule,
    Container(usize),
    /// A list of `:::chiffres`; its items are figures, made of three parts.
    Figures,
    Figure,
    Part,
    Leaf(usize),
    Button(usize),
    /// A directive line, until containers are built.
    Fence(usize),
    Emphasis,
    Strong,
    Deleted,
    Link(usize),
    Image(usize),
    Text(String),
    /// Text that is an address.
    Address(String),
    Code(String),
    HardBreak,
    Note(String),
    Task(bool),
    Raw(String),
    RawBlock(String),
}

/// The tree of a text; spans are bytes of that text.
pub(super) fn build(text: &str, dialect: Dialect) -> (Body, Vec<Problem>) {
    let options = options(dialect);
    let fences = match dialect {
        Dialect::Portal => met(text, directive::scan(text), options),
        Dialect::CommonMark => Vec::new(),
    };
    let masked = directive::mask(text, &fences);
    let mut builder = Builder::new(text, dialect, fences);
    for (event, span) in Parser::new_ext(&masked, options).into_offset_iter() {
        builder.event(event, span);
    }
    builder.finish()
}

fn options(dialect: Dialect) -> Options {
    match dialect {
        Dialect::CommonMark => Options::empty(),
        Dialect::Portal => {
            Options::ENABLE_TABLES
                | Options::ENABLE_FOOTNOTES
                | Options::ENABLE_STRIKETHROUGH
                | Options::ENABLE_TASKLISTS
                | Options::ENABLE_DEFINITION_LIST
                | Options::ENABLE_HEADING_ATTRIBUTES
        }
    }
}

/// The fences that Markdown sees as blocks, not those that lie in code, in HTML or in the
/// middle of a paragraph.
fn met(text: &str, mut fences: Vec<Fence>, options: Options) -> Vec<Fence> {
    if fences.is_empty() {
        return fences;
    }
    let masked = directive::mask(text, &fences);
    let events = Parser::new_ext(&masked, options).into_offset_iter();
    let blocks = events
        .filter(|(event, _)| matches!(event, Event::Start(Tag::HtmlBlock)))
        .map(|(_, span)| span.start)
        .collect::<BTreeSet<_>>();
    fences.retain(|fence| blocks.contains(&fence.span.start));
    fences
}
