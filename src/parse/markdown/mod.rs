//! Markdown bodies: what editors write below the front matter.
//!
//! [`parse`] makes a [`Body`], a value that later stages query (headings, links, images,
//! directives, text) and check; [`render`] makes HTML of it, asking a [`Host`] for what
//! only the page knows. Both are pure.
//!
//! The HTML is well-formed, holds no inline style or script, and uses these classes:
//!
//! | written | HTML |
//! | --- | --- |
//! | `:::encadre` | `aside.encadre.encadre-{info,attention,exemple}[role=note]`, title in `p.encadre-titre` |
//! | `:::citation` | `figure.citation > blockquote + figcaption`, with `.citation-auteur`, `.citation-fonction`, `cite` |
//! | `:::chiffres` | `dl.chiffres > div.chiffre > dt + dd.chiffre-valeur + dd.chiffre-source` (label first: show the value above with `order`) |
//! | `:::faq` | `div.faq > details#anchor > summary + div.faq-reponse` |
//! | `::carte`, `::agenda` | `div.bloc-carte`, `div.bloc-agenda`, around what the host gives |
//! | `::bouton` | `p.actions > a.bouton` |
//! | table | `div.tableau[role=group][tabindex=0][aria-label] > table`, cells `.a-gauche`, `.a-droite`, `.au-centre` |
//! | image alone with a title | `figure.image > img + figcaption` |
//! | image the host has not | `span.image-absente` with the alternative text |
//! | link with a note | `a > span.lien-note` |
//! | link out of the portal | `a[rel="noopener external"]` |
//! | footnotes | `sup.renvoi > a`, then `section.notes > ol > li#note_1` with `a.note-retour` |
//! | task list | `li.tache > input[type=checkbox][disabled]` |
//!
//! Headings start at `h2` (a `#` is shown as one) and carry their anchor.

mod builder;
mod container;
mod directive;
mod figure;
mod problem;
mod raw;
mod render;
mod text;
mod tree;

pub use directive::{Attribute, Directive, Form, Name, forms};
pub use problem::{Problem, ProblemKind};
pub use render::{Host, Labels, Picture, PictureSource, Target, Verbatim, render};
pub use text::{Passage, Section};

use std::collections::BTreeMap;
use std::ops::Range;
use tree::Node;

/// A body, parsed. Spans are bytes of the file that it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// The links, those of buttons included, in order.
    pub links: Vec<Link>,
    /// The images, in order.
    pub images: Vec<Image>,
    /// The directives of a known name, in order.
    pub directives: Vec<Directive>,
    nodes: Vec<Node>,
    /// Footnotes by their name in lower case.
    notes: BTreeMap<String, Vec<Node>>,
    /// When editors wrote HTML: a name that occurs nowhere in the body, see
    /// [`render`].
    seal: Option<String>,
    /// Where it starts in its file, in bytes.
    offset: usize,
    dialect: Dialect,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The level shown, 2 to 6.
    pub level: u8,
    /// The level written: how many `#`.
    pub written: u8,
    /// Its text without markup.
    pub text: String,
    /// Its `id`: a slug, alone of its name in the body.
    pub anchor: String,
    /// Whether it is a question of `:::faq`, shown as a summary and not as a heading.
    pub question: bool,
    /// The whole heading.
    pub span: Range<usize>,
}

/// A link, its scheme already found safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it goes, as written (`mailto:` added to a bare e-mail address).
    pub destination: String,
    /// Its title, often empty.
    pub title: String,
    /// Its text without markup.
    pub text: String,
    /// The destination, or the whole link when it is written elsewhere (a reference).
    pub span: Range<usize>,
}

/// An image, its scheme already found safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its file, as written.
    pub source: String,
    /// Its alternative text; empty when decorative.
    pub alt: String,
    /// Its title, shown as a caption when it stands alone.
    pub title: String,
    /// The source, or the whole image when it is written elsewhere (a reference).
    pub span: Range<usize>,
}

/// An entry of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The heading.
    pub heading: &'a Heading,
    /// The headings of level 3 below one of level 2.
    pub children: Vec<Entry<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// What editors write.
    Portal,
    /// The CommonMark specification, nothing more and nothing less.
    CommonMark,
}

/// Parses a body that starts at byte `offset` of its file. Problems are in file order.
pub fn parse(text: &str, offset: usize) -> (Body, Vec<Problem>) {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = offset + text.len() - body.len();
    let (mut body, mut problems) = tree::build(body, Dialect::Portal);
    body.offset = offset;
    let spans = problems.iter_mut().map(|problem| &mut problem.span);
    for span in spans.chain(body.spans_mut()) {
        *span = span.start + offset..span.end + offset;
    }
    (body, problems)
}

/// Parses and renders as the CommonMark specification says: no extension, no check, raw
/// HTML kept. For comparison with the specification, not for content.
pub fn commonmark(text: &str) -> String {
    render(&tree::build(text, Dialect::CommonMark).0, &mut render::Verbatim)
}

impl Body {
    fn empty(dialect: Dialect) -> Self {
        Self {
            headings: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            directives: Vec::new(),
            nodes: Vec::new(),
            notes: BTreeMap::new(),
            seal: None,
            offset: 0,
            dialect,
        }
    }

    fn spans_mut(&mut self) -> impl Iterator<Item = &mut Range<usize>> {
        let headings = self.headings.iter_mut().map(|heading| &mut heading.span);
        let links = self.links.iter_mut().map(|link| &mut link.span);
        let images = self.images.iter_mut().map(|image| &mut image.span);
        let directives = self.directives.iter_mut().flat_map(|directive| {
            let attributes = directive.attributes.iter_mut();
            let spans = attributes.flat_map(|a| [&mut a.name_span, &mut a.value_span]);
            spans.chain([&mut directive.span])
        });
        headings.chain(links).chain(images).chain(directives)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The table of contents: headings of level 2, each with those of level 3 below it.
    pub fn contents(&self) -> Vec<Entry<'_>> {
        let mut entries: Vec<Entry<'_>> = Vec::new();
        for heading in self.headings.iter().filter(|heading| !heading.question) {
            let entry = Entry { heading, children: Vec::new() };
            match (heading.level, entries.last_mut()) {
                (3, Some(parent)) if parent.heading.level == 2 => {
                    parent.children.push(entry);
                }
                (2 | 3, _) => entries.push(entry),
                _ => {}
            }
        }
        entries
    }
}

#[cfg(test)]
mod tests;
