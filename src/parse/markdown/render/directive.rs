//! Directives as HTML.

use super::super::directive::{Directive, Name};
use super::super::tree::{Kind, Node};
use super::Writer;

impl<'a> Writer<'a> {
    pub(super) fn container(&mut self, index: usize, children: &'a [Node]) {
        let directive = &self.body.directives[index];
        match directive.name {
            Name::Encadre => self.aside(directive, children),
            Name::Citation => self.citation(directive, children),
            Name::Faq => self.questions(children),
            _ => self.nodes(children),
        }
    }

    pub(super) fn leaf(&mut self, index: usize) {
        let directive = &self.body.directives[index];
        let class = format!("bloc-{}", directive.name.word());
        let html = self.host.directive(directive);
        self.html.line();
        self.html.open("div", &[("class", &class)]);
        self.html.chunk(&html);
        self.html.markup("</div>\n");
    }

    pub(super) fn button(&mut self, index: usize) {
        let link = &self.body.links[index];
        self.html.line();
        self.html.open("p", &[("class", "actions")]);
        let open = self.open_link(link, Some("bouton"));
        self.words(&link.text);
        if let Some(note) = open {
            self.close_link(&note);
        }
        self.html.markup("</p>\n");
    }

    /// Words of an attribute.
    fn words(&mut self, text: &str) {
        let text = self.host.phrase(text);
        self.html.text(&text);
    }

    fn element(&mut self, tag: &str, class: &str, text: &str) {
        self.html.open(tag, &[("class", class)]);
        self.words(text);
        self.html.close(tag);
    }

    fn aside(&mut self, directive: &Directive, children: &'a [Node]) {
        let tone = directive.get("ton").unwrap_or("info");
        let class = format!("encadre encadre-{tone}");
        self.html.line();
        self.html.open("aside", &[("class", &class), ("role", "note")]);
        self.html.markup("\n");
        if let Some(title) = directive.get("titre") {
            self.element("p", "encadre-titre", title);
            self.html.markup("\n");
        }
        self.nodes(children);
        self.html.line();
        self.html.markup("</aside>\n");
    }

    fn citation(&mut self, directive: &Directive, children: &'a [Node]) {
        self.html.line();
        self.html.open("figure", &[("class", "citation")]);
        self.block("blockquote", &[], "\n", children);
        self.html.markup("<figcaption>");
        let parts = [
            ("span", "citation-auteur", "auteur"),
            ("span", "citation-fonction", "fonction"),
            ("cite", "citation-source", "source"),
        ];
        let mut separator = "";
        for (tag, class, key) in parts {
            if let Some(text) = directive.get(key) {
                self.html.markup(separator);
                self.element(tag, class, text);
                separator = ", ";
            }
        }
        self.html.markup("</figcaption>\n</figure>\n");
    }

    /// Value, label, source: written in that order, for the typography, but shown label
    /// first, as a list of terms must be.
    pub(super) fn figure_item(&mut self, parts: &'a [Node]) {
        let [value, label, source] = parts else { return };
        self.host.start_block();
        self.html.line();
        self.html.open("div", &[("class", "chiffre")]);
        let start = self.html.len();
        self.part("dd", &[("class", "chiffre-valeur")], value);
        let value = self.html.split_off(start);
        self.part("dt", &[], label);
        self.html.markup(&value);
        if !source.children.is_empty() {
            self.part("dd", &[("class", "chiffre-source")], source);
        }
        self.html.close("div");
        self.html.markup("\n");
    }

    fn part(&mut self, tag: &str, attributes: &[(&str, &str)], part: &'a Node) {
        self.html.open(tag, attributes);
        self.nodes(&part.children);
        self.html.close(tag);
    }

    fn questions(&mut self, children: &'a [Node]) {
        self.html.line();
        self.html.open("div", &[("class", "faq")]);
        self.html.markup("\n");
        let first = children.iter().position(|node| self.is_question(node));
        let (before, mut rest) = children.split_at(first.unwrap_or(children.len()));
        self.nodes(before);
        while let Some((question, after)) = rest.split_first() {
            let next = after.iter().position(|node| self.is_question(node));
            let (answer, others) = after.split_at(next.unwrap_or(after.len()));
            self.question(question, answer);
            rest = others;
        }
        self.html.line();
        self.html.markup("</div>\n");
    }

    fn is_question(&self, node: &Node) -> bool {
        matches!(node.kind, Kind::Heading(index) if self.body.headings[index].question)
    }

    fn question(&mut self, question: &'a Node, answer: &'a [Node]) {
        let Kind::Heading(index) = question.kind else { return };
        self.html.line();
        self.html.open("details", &[("id", &self.body.headings[index].anchor)]);
        self.html.markup("\n<summary>");
        self.host.start_block();
        self.nodes(&question.children);
        self.html.markup("</summary>\n");
        self.html.open("div", &[("class", "faq-reponse")]);
        self.html.markup("\n");
        self.nodes(answer);
        self.html.line();
        self.html.markup("</div>\n</details>\n");
    }
}
