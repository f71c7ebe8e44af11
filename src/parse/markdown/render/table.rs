//! Tables, in a box that scrolls sideways by itself on small screens. It is a group and no
//! region: a landmark would need a name that no other table of the page has.

use super::super::text::plain;
use super::super::tree::{Kind, Node};
use super::Writer;
use pulldown_cmark::Alignment;

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, alignments: &[Alignment], rows: &'a [Node]) {
        let label = self.table_label(rows);
        let group = [
            ("class", "tableau"),
            ("role", "group"),
            ("tabindex", "0"),
            ("aria-label", label.as_str()),
        ];
        self.html.line();
        self.html.open("div", &group);
        self.html.markup("\n<table>\n");
        let (head, body) = rows.split_at(rows.len().min(1));
        self.rows("thead", "th", alignments, head);
        self.rows("tbody", "td", alignments, body);
        self.html.markup("</table>\n</div>\n");
    }

    /// What the table is about: the names of its columns.
    fn table_label(&self, rows: &[Node]) -> String {
        let head = rows.iter().find(|row| row.kind == Kind::TableHead);
        let cells = head.map_or(&[][..], |head| &head.children);
        let names: Vec<_> = cells
            .iter()
            .map(|cell| plain(&cell.children))
            .filter(|name| !name.is_empty())
            .collect();
        let label = format!("{} {}", self.labels.table, names.join(", "));
        self.host.phrase(&label).into_owned()
    }

    fn rows(
        &mut self,
        group: &str,
        cell: &str,
        alignments: &[Alignment],
        rows: &'a [Node],
    ) {
        if rows.is_empty() {
            return;
        }
        self.html.open(group, &[]);
        self.html.markup("\n");
        for row in rows {
            self.html.open("tr", &[]);
            for (index, node) in row.children.iter().enumerate() {
                let alignment = alignments.get(index).unwrap_or(&Alignment::None);
                self.cell(cell, *alignment, &node.children);
            }
            self.html.markup("</tr>\n");
        }
        self.html.close(group);
        self.html.markup("\n");
    }

    fn cell(&mut self, tag: &str, alignment: Alignment, children: &'a [Node]) {
        let class = match alignment {
            Alignment::None => None,
            Alignment::Left => Some(("class", "a-gauche")),
            Alignment::Center => Some(("class", "au-centre")),
            Alignment::Right => Some(("class", "a-droite")),
        };
        let scope = (tag == "th").then_some(("scope", "col"));
        let attributes: Vec<_> = scope.into_iter().chain(class).collect();
        self.host.start_block();
        self.html.open(tag, &attributes);
        self.nodes(children);
        self.html.close(tag);
    }
}
