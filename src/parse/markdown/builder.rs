//! From the parser's events to the tree: each block that closes becomes a node, and what
//! others ask for (headings, links, images) is listed on the way.

use super::directive::{self, Fence, Name};
use super::problem::{Problem, ProblemKind};
use super::raw::{Sieve, unused_name};
use super::text::plain;
use super::tree::{Kind, Node};
use super::{Body, Dialect, Heading, Image, Link, container};
use crate::text::hidden::is_hidden;
use crate::text::slug::Anchors;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag};
use std::ops::Range;

/// How deep Markdown may nest before the rest is left out; together with the limit on
/// containers it bounds every recursion over the tree.
const MAX_DEPTH: usize = 48;

/// The schemes that links may name.
const SCHEMES: [&str; 7] = ["http", "https", "mailto", "tel", "sms", "geo", "webcal"];

/// What a directive line does.
#[derive(Clone, Copy)]
pub(super) enum Role {
    /// Opens the container of this number in the body, or one of an unknown name.
    Open(Option<usize>),
    Leaf(Option<usize>),
    Close,
}

struct Frame<'a> {
    tag: Tag<'a>,
    span: Range<usize>,
    children: Vec<Node>,
}

pub(super) struct Builder<'a> {
    text: &'a str,
    dialect: Dialect,
    /// The directive lines that count, and what each does.
    pub fences: Vec<(Fence, Role)>,
    pub body: Body,
    problems: Vec<Problem>,
    anchors: Anchors,
    root: Vec<Node>,
    stack: Vec<Frame<'a>>,
    /// How many tags are open beyond the deepest level kept.
    beyond: usize,
    sieve: Sieve,
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str, dialect: Dialect, fences: Vec<Fence>) -> Self {
        let mut builder = Self {
            text,
            dialect,
            fences: Vec::new(),
            body: Body::empty(dialect),
            problems: Vec::new(),
            anchors: Anchors::default(),
            root: Vec::new(),
            stack: Vec::new(),
            beyond: 0,
            sieve: Sieve::default(),
        };
        for fence in fences {
            let role = builder.role(&fence);
            builder.fences.push((fence, role));
        }
        builder
    }

    fn role(&mut self, fence: &Fence) -> Role {
        if fence.name.is_empty() {
            return Role::Close;
        }
        let Some(directive) = directive::read(self.text, fence, &mut self.problems)
        else {
            return if fence.colons > 2 { Role::Open(None) } else { Role::Leaf(None) };
        };
        let container = directive.name.is_container();
        self.body.directives.push(directive);
        let index = Some(self.body.directives.len() - 1);
        if container { Role::Open(index) } else { Role::Leaf(index) }
    }

    /// The name written on a directive line.
    pub(super) fn word(&self, fence: usize) -> &'a str {
        &self.text[self.fences[fence].0.name.clone()]
    }

    /// A span without the white space at its end.
    fn trimmed(&self, span: Range<usize>) -> Range<usize> {
        span.start..span.start + self.text[span].trim_end().len()
    }

    pub(super) fn problem(&mut self, span: Range<usize>, kind: ProblemKind) {
        self.problems.push(Problem { span, kind });
    }

    pub(super) fn event(&mut self, event: Event<'a>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(_) => self.end(),
            _ if self.beyond > 0 => {}
            Event::Text(text) | Event::Html(text) => self.characters(&text, span),
            Event::SoftBreak => self.characters("\n", span),
            Event::HardBreak => self.leaf(Kind::HardBreak, span),
            Event::Rule => self.leaf(Kind::Rule, span),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                self.leaf(Kind::Code(code.into_string()), span);
            }
            Event::InlineHtml(html) => {
                let html = self.raw(&html, &span);
                self.leaf(Kind::Raw(html), span);
            }
            Event::FootnoteReference(name) => {
                self.leaf(Kind::Note(name.to_lowercase()), span);
            }
            Event::TaskListMarker(done) => self.leaf(Kind::Task(done), span),
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Range<usize>) {
        if self.beyond > 0 || self.stack.len() == MAX_DEPTH {
            if self.beyond == 0 {
                self.problem(span, ProblemKind::TooDeep);
            }
            self.beyond += 1;
        } else {
            if !matches!(tag, Tag::HtmlBlock) {
                self.sieve.enter();
            }
            self.stack.push(Frame { tag, span, children: Vec::new() });
        }
    }

    fn end(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(Frame { tag, span, mut children }) = self.stack.pop() else { return };
        if !matches!(tag, Tag::HtmlBlock) {
            let closing = self.sieve.leave();
            if !closing.is_empty() {
                let kind = Kind::Raw(closing);
                children.push(Node { kind, span: span.end..span.end, children: vec![] });
            }
        }
        let mut children = container::nest(self, children);
        // Most nodes have one child, a vector room for four: a portal has millions of them.
        children.shrink_to_fit();
        self.close(tag, span, children);
    }

    fn siblings(&mut self) -> &mut Vec<Node> {
        match self.stack.last_mut() {
            Some(frame) => &mut frame.children,
            None => &mut self.root,
        }
    }

    fn leaf(&mut self, kind: Kind, span: Range<usize>) {
        self.siblings().push(Node { kind, span, children: Vec::new() });
    }

    /// Adds text; what the parser cut in pieces is one run again.
    /// More text; an entity such as `&#8238;` brings no character that may not be written.
    fn characters(&mut self, more: &str, span: Range<usize>) {
        let more = &more.replace(is_hidden, "");
        if let Some(Node { kind: Kind::Text(text), span: run, .. }) =
            self.siblings().last_mut()
        {
            text.push_str(more);
            run.end = span.end;
        } else {
            self.leaf(Kind::Text(more.to_owned()), span);
        }
    }

    fn close(&mut self, tag: Tag<'_>, span: Range<usize>, children: Vec<Node>) {
        let span = self.trimmed(span);
        let kind = match tag {
            Tag::Heading { level, id, .. } => {
                self.heading(level, id.as_deref(), &span, &children)
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                return self.link(link_type, &dest_url, &title, span, children);
            }
            Tag::Image { dest_url, title, .. } => {
                return self.image(&dest_url, &title, span, children);
            }
            Tag::HtmlBlock => return self.html_block(span, &children),
            Tag::CodeBlock(info) => return self.leaf(code_block(&info, &children), span),
            Tag::FootnoteDefinition(name) => {
                self.body.notes.entry(name.to_lowercase()).or_insert(children);
                return;
            }
            tag => simple(tag),
        };
        self.siblings().push(Node { kind, span, children });
    }

    fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        span: &Range<usize>,
        children: &[Node],
    ) -> Kind {
        let written = level as u8;
        let text = plain(children);
        let anchor = self.anchors.claim(id.unwrap_or(&text));
        if let Some(id) = id.filter(|id| **id != anchor) {
            let (written, given) = (id.to_owned(), anchor.clone());
            self.problem(span.clone(), ProblemKind::Anchor { written, given });
        }
        if written == 1 && self.body.headings.iter().any(|other| other.written == 1) {
            self.problem(span.clone(), ProblemKind::SecondTitle);
        }
        let level = match self.dialect {
            Dialect::Portal => written.max(2),
            Dialect::CommonMark => written,
        };
        let span = span.clone();
        let heading = Heading { level, written, text, anchor, question: false, span };
        self.body.headings.push(heading);
        Kind::Heading(self.body.headings.len() - 1)
    }

    fn link(
        &mut self,
        link_type: LinkType,
        destination: &str,
        title: &str,
        span: Range<usize>,
        mut children: Vec<Node>,
    ) {
        let after_text = children.last().map_or(span.start, |node| node.span.end);
        if matches!(link_type, LinkType::Autolink | LinkType::Email) {
            children.iter_mut().for_each(keep_as_written);
        }
        let place = self.place(destination, after_text, &span);
        let email = if link_type == LinkType::Email { "mailto:" } else { "" };
        let link = Link {
            destination: format!("{email}{destination}"),
            title: title.to_owned(),
            text: plain(&children),
            span: place,
        };
        match self.list_link(link) {
            Some(index) => {
                self.siblings().push(Node { kind: Kind::Link(index), span, children });
            }
            None => self.siblings().extend(children),
        }
    }

    /// Lists a link; `None`, with a problem, when its scheme is refused.
    fn list_link(&mut self, link: Link) -> Option<usize> {
        if !self.is_safe(&link.destination, &link.span, &SCHEMES) {
            return None;
        }
        self.body.links.push(link);
        Some(self.body.links.len() - 1)
    }

    fn image(
        &mut self,
        source: &str,
        title: &str,
        span: Range<usize>,
        children: Vec<Node>,
    ) {
        let after_text = children.last().map_or(span.start, |node| node.span.end);
        let place = self.place(source, after_text, &span);
        if !self.is_safe(source, &place, &SCHEMES[..2]) {
            return self.siblings().extend(children);
        }
        let alt = plain(&children);
        let (source, title) = (source.to_owned(), title.to_owned());
        self.body.images.push(Image { source, alt, title, span: place });
        let kind = Kind::Image(self.body.images.len() - 1);
        self.siblings().push(Node { kind, span, children });
    }

    /// Where an address is written inside its link, else the whole link (a reference).
    fn place(&self, address: &str, after: usize, link: &Range<usize>) -> Range<usize> {
        let found = |from: usize| {
            let at = from + self.text.get(from..link.end)?.find(address)?;
            Some(at..at + address.len())
        };
        let place = found(after).or_else(|| found(link.start));
        place.filter(|_| !address.is_empty()).unwrap_or_else(|| link.clone())
    }

    fn is_safe(&mut self, address: &str, span: &Range<usize>, allowed: &[&str]) -> bool {
        let refused = scheme(address).filter(|scheme| {
            self.dialect == Dialect::Portal && !allowed.contains(&scheme.as_str())
        });
        let safe = refused.is_none();
        if let Some(scheme) = refused {
            self.problem(span.clone(), ProblemKind::UnsafeDestination { scheme });
        }
        safe
    }

    /// A block of HTML: a directive line in disguise, or what its author wrote.
    fn html_block(&mut self, span: Range<usize>, children: &[Node]) {
        let starts = |(fence, _): &(Fence, Role)| fence.span.start.cmp(&span.start);
        if let Ok(fence) = self.fences.binary_search_by(starts) {
            return self.fence(fence);
        }
        let html = self.raw(&verbatim(children), &span);
        self.leaf(Kind::RawBlock(html), span);
    }

    /// What is kept of HTML written by hand, found at a place of the text.
    fn raw(&mut self, html: &str, span: &Range<usize>) -> String {
        if self.dialect == Dialect::CommonMark {
            return html.to_owned();
        }
        let source = &self.text[span.clone()];
        let kept = if source.replace('\r', "").trim() == html.trim() {
            let locate =
                |part: Range<usize>| span.start + part.start..span.start + part.end;
            self.sieve.sift(source, &locate).replace('\r', "")
        } else {
            // Quotation or list marks lie in between: no finer place is known.
            self.sieve.sift(html, &|_| span.clone())
        };
        if self.body.seal.is_none() && kept.contains('<') {
            self.body.seal = Some(unused_name(self.text));
        }
        kept
    }

    fn fence(&mut self, index: usize) {
        let (fence, role) = &self.fences[index];
        let span = fence.span.clone();
        let Role::Leaf(directive) = *role else {
            return self.leaf(Kind::Fence(index), span);
        };
        let Some(directive) = directive else { return };
        if self.body.directives[directive].name == Name::Bouton {
            self.button(directive, span);
        } else {
            self.leaf(Kind::Leaf(directive), span);
        }
    }

    fn button(&mut self, directive: usize, span: Range<usize>) {
        let directive = &self.body.directives[directive];
        let (Some(target), Some(text)) =
            (directive.attribute("lien"), directive.get("texte"))
        else {
            return;
        };
        let link = Link {
            destination: target.value.clone(),
            title: String::new(),
            text: text.to_owned(),
            span: target.value_span.clone(),
        };
        if let Some(index) = self.list_link(link) {
            self.leaf(Kind::Button(index), span);
        }
    }

    pub(super) fn finish(mut self) -> (Body, Vec<Problem>) {
        let root = std::mem::take(&mut self.root);
        self.body.nodes = container::nest(&mut self, root);
        self.problems.extend(self.sieve.finish());
        self.problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        (self.body, self.problems)
    }
}

fn simple(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::BlockQuote(_) => Kind::BlockQuote,
        Tag::List(start) => Kind::List(start),
        Tag::Item => Kind::Item,
        Tag::Table(alignments) => Kind::Table(alignments),
        Tag::TableHead => Kind::TableHead,
        Tag::TableRow => Kind::TableRow,
        Tag::TableCell => Kind::TableCell,
        Tag::DefinitionList => Kind::DefinitionList,
        Tag::DefinitionListTitle => Kind::Term,
        Tag::DefinitionListDefinition => Kind::Definition,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Deleted,
        _ => Kind::Paragraph,
    }
}

fn code_block(info: &CodeBlockKind<'_>, children: &[Node]) -> Kind {
    let language = match info {
        CodeBlockKind::Fenced(info) => info.split(' ').next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    };
    Kind::CodeBlock { language: language.to_owned(), code: verbatim(children) }
}

fn verbatim(children: &[Node]) -> String {
    let texts = children.iter().filter_map(|node| match &node.kind {
        Kind::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

fn keep_as_written(node: &mut Node) {
    if let Kind::Text(text) = &mut node.kind {
        node.kind = Kind::Address(std::mem::take(text));
    }
}

/// The scheme of an address as a browser reads it: white space and controls inside do
/// not count.
fn scheme(address: &str) -> Option<String> {
    let seen: String = address.chars().filter(|c| *c > ' ').collect();
    let end = seen.find([':', '/', '?', '#'])?;
    seen[end..].starts_with(':').then(|| seen[..end].to_ascii_lowercase())
}
