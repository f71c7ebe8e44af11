//! Footnotes: their calls in the text, and the list at the end.

use super::Writer;

impl<'a> Writer<'a> {
    /// A call: a link to the note. It never lies in a link: Markdown makes none around it.
    pub(super) fn note_call(&mut self, name: &'a str) {
        if !self.body.notes.contains_key(name) {
            return;
        }
        let known = self.notes.iter().position(|other| *other == name);
        let index = known.unwrap_or_else(|| {
            self.notes.push(name);
            self.notes.len() - 1
        });
        let number = (index + 1).to_string();
        self.html.open("sup", &[("class", "renvoi")]);
        self.note_link(&number, known.is_none());
        self.html.close("sup");
    }

    fn note_link(&mut self, number: &str, is_first: bool) {
        let (href, id) = (format!("#note_{number}"), format!("renvoi_{number}"));
        let attributes = [("href", href.as_str()), ("role", "doc-noteref"), ("id", &id)];
        self.html.open("a", &attributes[..if is_first { 3 } else { 2 }]);
        self.html.text(number);
        self.html.close("a");
    }

    /// The list of the notes called; one may call others.
    pub(super) fn notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        let label = self.labels.notes.clone();
        self.html.line();
        let attributes =
            [("class", "notes"), ("role", "doc-endnotes"), ("aria-label", &*label)];
        self.html.open("section", &attributes);
        self.html.markup("\n<ol>\n");
        let mut index = 0;
        while let Some(name) = self.notes.get(index) {
            let name = *name;
            index += 1;
            self.note(name, &index.to_string());
        }
        self.html.markup("</ol>\n</section>\n");
    }

    fn note(&mut self, name: &str, number: &str) {
        let body = self.body;
        let id = format!("note_{number}");
        self.html.open("li", &[("id", &id)]);
        self.host.start_block();
        self.nodes(body.notes.get(name).map_or(&[], Vec::as_slice));
        let (href, label) =
            (format!("#renvoi_{number}"), format!("{} {number}", self.labels.back));
        let attributes = [
            ("class", "note-retour"),
            ("href", href.as_str()),
            ("role", "doc-backlink"),
            ("aria-label", &label),
        ];
        self.html.open("a", &attributes);
        self.html.text("↩");
        self.html.close("a");
        self.html.markup("</li>\n");
    }
}
