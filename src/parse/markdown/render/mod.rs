//! From a body to HTML.

mod directive;
mod host;
mod html;
mod image;
mod note;
mod table;

pub use host::{Host, Labels, Picture, PictureSource, Target, Verbatim};

use super::tree::{Kind, Node};
use super::{Body, Dialect, Link};
use html::Html;

/// The HTML of a body: well-formed, sanitized where editors wrote HTML.
pub fn render(body: &Body, host: &mut dyn Host) -> String {
    let seal = body.seal.as_deref();
    let mut writer = Writer {
        body,
        labels: host.labels(),
        host,
        html: Html::new(seal),
        notes: Vec::new(),
    };
    writer.nodes(&body.nodes);
    let main = std::mem::replace(&mut writer.html, Html::new(seal)).finish();
    writer.notes();
    main + &writer.html.finish()
}

struct Writer<'a> {
    body: &'a Body,
    host: &'a mut dyn Host,
    html: Html,
    labels: Labels,
    /// The footnotes called so far: the first is number 1.
    notes: Vec<&'a str>,
}

impl<'a> Writer<'a> {
    fn is_portal(&self) -> bool {
        self.body.dialect == Dialect::Portal
    }

    fn nodes(&mut self, nodes: &'a [Node]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &'a Node) {
        let children = &node.children;
        match &node.kind {
            Kind::Paragraph => self.paragraph(children),
            Kind::Heading(index) => self.heading(*index, children),
            Kind::BlockQuote => self.block("blockquote", &[], "\n", children),
            Kind::CodeBlock { language, code } => self.code_block(language, code),
            Kind::List(start) => self.list(*start, children),
            Kind::Item => self.item(children),
            Kind::DefinitionList => self.block("dl", &[], "\n", children),
            Kind::Term => self.text_block("dt", children),
            Kind::Definition => self.text_block("dd", children),
            Kind::Table(alignments) => self.table(alignments, children),
            Kind::Container(index) => self.container(*index, children),
            Kind::Figures => self.block("dl", &[("class", "chiffres")], "\n", children),
            Kind::Figure => self.figure_item(children),
            Kind::Leaf(index) => self.leaf(*index),
            Kind::Button(index) => self.button(*index),
            Kind::RawBlock(html) => {
                self.html.line();
                self.html.markup(html);
            }
            _ => self.inline(node),
        }
    }

    fn inline(&mut self, node: &'a Node) {
        match &node.kind {
            Kind::Text(text) => {
                let text = self.host.run(text);
                self.html.text(&text);
            }
            Kind::Address(text) => self.html.text(text),
            Kind::Code(code) => {
                self.html.markup("<code>");
                self.html.text(code);
                self.html.markup("</code>");
            }
            Kind::Emphasis => self.phrase("em", &node.children),
            Kind::Strong => self.phrase("strong", &node.children),
            Kind::Deleted => self.phrase("del", &node.children),
            Kind::Link(index) => self.link(*index, &node.children),
            Kind::Image(index) => self.image(*index),
            Kind::Note(name) => self.note_call(name),
            Kind::Raw(html) => self.html.markup(html),
            Kind::HardBreak => self.html.markup("<br />\n"),
            Kind::Rule => {
                self.html.line();
                self.html.markup("<hr />\n");
            }
            Kind::Task(done) => self.task(*done),
            _ => self.nodes(&node.children),
        }
    }

    fn phrase(&mut self, tag: &str, children: &'a [Node]) {
        self.html.open(tag, &[]);
        self.nodes(children);
        self.html.close(tag);
    }

    /// A block on lines of its own, with what follows its start tag.
    fn block(
        &mut self,
        tag: &str,
        attributes: &[(&str, &str)],
        after: &str,
        children: &'a [Node],
    ) {
        self.html.line();
        self.html.open(tag, attributes);
        self.html.markup(after);
        self.nodes(children);
        self.html.close(tag);
        self.html.markup("\n");
    }

    /// A block that may hold text directly.
    fn text_block(&mut self, tag: &str, children: &'a [Node]) {
        self.host.start_block();
        self.block(tag, &[], "", children);
    }

    fn paragraph(&mut self, children: &'a [Node]) {
        if let [Node { kind: Kind::Image(index), .. }] = children
            && self.is_portal()
            && !self.body.images[*index].title.is_empty()
        {
            self.figure(*index);
        } else {
            self.text_block("p", children);
        }
    }

    fn heading(&mut self, index: usize, children: &'a [Node]) {
        let heading = &self.body.headings[index];
        let tag = format!("h{}", heading.level);
        let id = [("id", heading.anchor.as_str())];
        self.host.start_block();
        self.block(&tag, if self.is_portal() { &id } else { &[] }, "", children);
    }

    fn code_block(&mut self, language: &str, code: &str) {
        let class = format!("language-{language}");
        let class = [("class", class.as_str())];
        self.html.line();
        self.html.markup("<pre>");
        self.html.open("code", if language.is_empty() { &[] } else { &class });
        self.html.text(code);
        self.html.markup("</code></pre>\n");
    }

    fn list(&mut self, start: Option<u64>, items: &'a [Node]) {
        match start {
            None => self.block("ul", &[], "\n", items),
            Some(1) => self.block("ol", &[], "\n", items),
            Some(start) => {
                self.block("ol", &[("start", &start.to_string())], "\n", items);
            }
        }
    }

    fn item(&mut self, children: &'a [Node]) {
        let first = children.first().map(|node| match node.kind {
            Kind::Paragraph => node.children.first().map(|node| &node.kind),
            _ => Some(&node.kind),
        });
        let class: &[(&str, &str)] = match first {
            Some(Some(Kind::Task(_))) => &[("class", "tache")],
            _ => &[],
        };
        self.host.start_block();
        self.block("li", class, "", children);
    }

    fn task(&mut self, done: bool) {
        let attributes = [("type", "checkbox"), ("disabled", ""), ("checked", "")];
        let shown = if done { 3 } else { 2 };
        self.html.chunk(&html::void("input", &attributes[..shown]));
        self.html.markup(" ");
    }

    fn link(&mut self, index: usize, children: &'a [Node]) {
        let body = self.body;
        let open = self.open_link(&body.links[index], None);
        self.nodes(children);
        if let Some(note) = open {
            self.close_link(&note);
        }
    }

    /// The start tag of a link, with what to say after its text; `None` when it goes
    /// nowhere.
    fn open_link(&mut self, link: &Link, class: Option<&str>) -> Option<String> {
        let target = self.host.link(link)?;
        let title = self.host.phrase(&link.title);
        let mut attributes = vec![("href", target.url.as_str())];
        attributes.extend(class.map(|class| ("class", class)));
        attributes.extend(target.language.as_deref().map(|code| ("hreflang", code)));
        if !title.is_empty() {
            attributes.push(("title", &title));
        }
        if target.external {
            attributes.push(("rel", "noopener external"));
        }
        self.html.open("a", &attributes);
        Some(target.note.unwrap_or_default())
    }

    fn close_link(&mut self, note: &str) {
        if !note.is_empty() {
            self.html.markup(" ");
            self.html.open("span", &[("class", "lien-note")]);
            self.html.text(&format!("({note})"));
            self.html.close("span");
        }
        self.html.close("a");
    }
}
