//! What a body says without its markup: for search, summaries and counts.

use super::directive::Name;
use super::tree::{Kind, Node};
use super::{Body, Heading};
use std::ops::Range;

/// A part of a body, from a heading to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<'a> {
    /// Its heading; `None` for what precedes the first.
    pub heading: Option<&'a Heading>,
    /// Its text on one line, alternative texts of images included.
    pub text: String,
}

/// What a reader takes in at once: a paragraph, or an item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its text on one line, images left out.
    pub text: String,
    /// Where it stands, in bytes of the file.
    pub span: Range<usize>,
}

impl Body {
    /// The text of each part, in order, footnotes excluded; a part without text is kept
    /// when it has a heading.
    pub fn sections(&self) -> Vec<Section<'_>> {
        let mut sections = vec![Section { heading: None, text: String::new() }];
        self.add_sections(&self.nodes, &mut sections);
        for section in &mut sections {
            section.text = one_line(&section.text);
        }
        sections.retain(|section| section.heading.is_some() || !section.text.is_empty());
        sections
    }

    fn add_sections<'a>(&'a self, nodes: &'a [Node], sections: &mut Vec<Section<'a>>) {
        for node in nodes {
            if let Kind::Heading(index) = node.kind {
                let heading = Some(&self.headings[index]);
                sections.push(Section { heading, text: String::new() });
                continue;
            }
            if let Some(section) = sections.last_mut() {
                section.text.push_str(own_text(&node.kind));
            }
            self.add_sections(&node.children, sections);
            if let Some(section) = sections.last_mut().filter(|_| is_block(&node.kind)) {
                section.text.push('\n');
            }
        }
    }

    /// The first paragraph of text, on one line, for a summary; empty when there is none.
    pub fn first_paragraph(&self) -> String {
        let paragraphs =
            self.nodes.iter().filter(|node| matches!(node.kind, Kind::Paragraph));
        let mut texts = paragraphs.map(|paragraph| {
            let mut text = String::new();
            add_words(paragraph, &mut text);
            one_line(&text)
        });
        texts.find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The paragraphs and items that the author of the page wrote, in order: quotations,
    /// tables, code, figures and footnotes are left out.
    pub fn passages(&self) -> Vec<Passage> {
        let mut passages = Vec::new();
        self.add_passages(&self.nodes, &mut passages);
        passages
    }

    fn add_passages(&self, nodes: &[Node], passages: &mut Vec<Passage>) {
        for run in nodes.chunk_by(|a, b| is_inline(&a.kind) && is_inline(&b.kind)) {
            match &run[0].kind {
                Kind::Paragraph
                | Kind::List(_)
                | Kind::Item
                | Kind::DefinitionList
                | Kind::Definition => self.add_passages(&run[0].children, passages),
                Kind::Container(index)
                    if self.directives[*index].name != Name::Citation =>
                {
                    self.add_passages(&run[0].children, passages);
                }
                kind if is_inline(kind) => passages.extend(self.passage(run)),
                _ => {}
            }
        }
    }

    fn passage(&self, run: &[Node]) -> Option<Passage> {
        let mut text = String::new();
        run.iter().for_each(|node| add_words(node, &mut text));
        let (first, last) = (run.first()?, run.last()?);
        let span = first.span.start + self.offset..last.span.end + self.offset;
        let text = one_line(&text);
        (!text.is_empty()).then_some(Passage { text, span })
    }

    /// How many words a reader meets, headings included.
    pub fn word_count(&self) -> usize {
        let words = |text: &str| {
            let has_letter = |word: &&str| word.contains(char::is_alphanumeric);
            text.split_whitespace().filter(has_letter).count()
        };
        let count = |section: &Section<'_>| {
            words(&section.text)
                + section.heading.map_or(0, |heading| words(&heading.text))
        };
        self.sections().iter().map(count).sum()
    }
}

/// The text of inlines, on one line.
pub(super) fn plain(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        add_text(node, &mut text);
    }
    one_line(&text)
}

fn add_text(node: &Node, text: &mut String) {
    text.push_str(own_text(&node.kind));
    for child in &node.children {
        add_text(child, text);
    }
}

/// The text of a node without that of its images.
fn add_words(node: &Node, text: &mut String) {
    if matches!(node.kind, Kind::Image(_)) {
        return;
    }
    text.push_str(own_text(&node.kind));
    node.children.iter().for_each(|child| add_words(child, text));
}

fn own_text(kind: &Kind) -> &str {
    match kind {
        Kind::Text(text)
        | Kind::Address(text)
        | Kind::Code(text)
        | Kind::CodeBlock { code: text, .. } => text,
        Kind::HardBreak => "\n",
        _ => "",
    }
}

fn is_block(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::Emphasis
            | Kind::Strong
            | Kind::Deleted
            | Kind::Link(_)
            | Kind::Image(_)
            | Kind::Text(_)
            | Kind::Address(_)
            | Kind::Code(_)
            | Kind::Note(_)
            | Kind::Raw(_)
    )
}

fn is_inline(kind: &Kind) -> bool {
    !is_block(kind) || matches!(kind, Kind::HardBreak | Kind::Task(_))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
