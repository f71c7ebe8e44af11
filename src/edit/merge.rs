//! Changed values written into a file as byte patches: what a form did not change is not
//! touched.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::diag::Diagnostics;
use crate::edit::value::{get, is_empty, of_map, of_node, pruned, same};
use crate::edit::{body, emit};
use crate::model::record::{Field, Shape};
use crate::source::{Source, SourceId, Sources};
use crate::text;
use crate::yaml::write::{self, Around};
use crate::yaml::{Kind, Node};
use crate::{diag, parse};

/// Signs that are no part of a value where it ends. No-break spaces are.
const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// What a form says of a file.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// Values by field. Only the fields of `fields` are written.
    pub values: &'a Map<String, Value>,
    /// The text, for a page.
    pub body: Option<&'a str>,
    /// The fields that the form shows.
    pub fields: &'a [Field],
}

/// A new file.
pub fn create(form: &Form<'_>) -> String {
    let values = Value::Object(form.values.clone());
    let Value::Object(values) = pruned(&values) else { return String::new() };
    let declared = form.fields.iter();
    let filled = declared.filter(|field| !is_empty(get(&values, field.key)));
    let lines: String = filled
        .map(|field| {
            let value = emit::after_colon(get(&values, field.key), &field.shape, 0);
            format!("{}:{value}\n", field.key)
        })
        .collect();
    match form.body {
        Some(text) => format!("---\n{lines}---\n{}", body::merged("", text)),
        None => lines,
    }
}

/// The file with what the form says.
///
/// # Errors
/// When the file cannot be read as it is, or when the result would not say what the form
/// says: then nothing is to be written.
pub fn merge(path: &str, old: &str, form: &Form<'_>) -> Result<String, diag::Text> {
    let (front, body_start) = read(path, old).ok_or_else(unreadable)?;
    let end_of_line = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let mut patches = Patches { text: old, edits: Vec::new() };
    patches.map(&front, form.fields, form.values, Around::Block);
    if let Some(new) = form.body {
        let text = &old[body_start..];
        let merged = body::merged(text, new);
        if merged != text {
            patches.edits.push((body_start..old.len(), merged));
        }
    }
    let new = patches.apply(end_of_line);
    let (front, _) = read(path, &new).ok_or_else(unfaithful)?;
    let written = Value::Object(of_map(&front, form.fields));
    let known = form.fields.iter();
    let wanted = known.filter_map(|field| {
        Some((field.key.to_owned(), form.values.get(field.key)?.clone()))
    });
    match same(&pruned(&written), &pruned(&Value::Object(wanted.collect()))) {
        true => Ok(new),
        false => Err(unfaithful()),
    }
}

fn unreadable() -> diag::Text {
    text!(
        "l’en-tête de ce fichier contient une faute : corrigez-la d’abord dans le fichier",
        "the front matter of this file has a fault: mend it in the file first"
    )
}

fn unfaithful() -> diag::Text {
    text!(
        "ce changement ne peut pas être écrit sans abîmer le fichier : modifiez-le dans un éditeur de texte",
        "this change cannot be written without harm to the file: change it in a text editor"
    )
}

/// The fields of a file and the byte where its text starts.
pub fn read(path: &str, text: &str) -> Option<(Node, usize)> {
    let source = Source { path: path.to_owned(), text: text.to_owned() };
    let sources = Sources::new(vec![source]);
    let (id, source): (SourceId, _) = sources.iter().next()?;
    let mut diags = Diagnostics::default();
    let (front, body_start) = parse::front(id, source, &mut diags);
    front.filter(|_| !diags.has_errors()).map(|front| (front, body_start))
}

/// Replacements of byte ranges, collected in any order.
struct Patches<'a> {
    text: &'a str,
    edits: Vec<(Range<usize>, String)>,
}

impl Patches<'_> {
    /// Line endings of what is written are those of the file.
    fn apply(mut self, end_of_line: &str) -> String {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(self.text.len());
        let mut at = 0;
        for (range, with) in self.edits {
            let start = range.start.max(at);
            out.push_str(&self.text[at..start]);
            out.push_str(&with.replace("\r\n", "\n").replace('\n', end_of_line));
            at = range.end.max(start);
        }
        out.push_str(&self.text[at..]);
        out
    }

    fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.edits.push((range, with.into()));
    }

    /// Writes the fields that changed: in place, after the field before it, or away.
    fn map(
        &mut self,
        node: &Node,
        fields: &[Field],
        new: &Map<String, Value>,
        around: Around,
    ) {
        let around = self.inside(node, around);
        let stays = |key: &Node| {
            let known = key.as_text().and_then(|key| new.get(key));
            known.is_some_and(|value| !is_empty(value))
                || !fields.iter().any(|field| key.as_text() == Some(field.key))
        };
        if around == Around::Flow && !node.entries().iter().any(|(key, _)| stays(key)) {
            return self.replace(node.span.range(), emit::flow_map(new, fields));
        }
        for (rank, field) in fields.iter().enumerate() {
            let Some(wanted) = new.get(field.key) else {
                if let Some(place) = position(node, field.key) {
                    self.remove_field(node, place, around);
                }
                continue;
            };
            match position(node, field.key) {
                Some(place) => {
                    let old = of_node(&node.entries()[place].1, &field.shape);
                    if same(&old, wanted) {
                        continue;
                    }
                    if is_empty(wanted) && !is_no(wanted, &old) {
                        self.remove_field(node, place, around);
                    } else {
                        self.field(node, place, &field.shape, wanted, around);
                    }
                }
                None if !is_empty(wanted) => {
                    let before = fields[..rank].iter().rev();
                    let after =
                        before.filter_map(|field| position(node, field.key)).next();
                    self.add_field(node, after, field, &pruned(wanted), around);
                }
                None => {}
            }
        }
    }

    /// Where the parts of a value stand. A list without indentation starts where its first
    /// item does, whatever sign that one starts with.
    fn inside(&self, node: &Node, around: Around) -> Around {
        let start = node.span.range().start;
        let (sign, first) = match &node.kind {
            Kind::Seq(items) => ('[', items.first()),
            Kind::Map(entries) => ('{', entries.first().map(|(key, _)| key)),
            Kind::Scalar { .. } => return around,
        };
        let is_flow = self.text[start..].starts_with(sign)
            && first.is_none_or(|first| first.span.range().start > start);
        if is_flow { Around::Flow } else { around }
    }

    /// Writes a changed value, as deep as the change lies.
    fn field(
        &mut self,
        map: &Node,
        place: usize,
        shape: &Shape,
        new: &Value,
        around: Around,
    ) {
        let (key, value) = &map.entries()[place];
        let new = said(value, new, shape);
        match (&value.kind, new, shape) {
            (Kind::Seq(_), Value::Array(new), Shape::List(item)) => {
                self.list(value, item, new, around);
            }
            _ if self.in_place(value, shape, new, around) => {}
            (_, Value::String(text), _) if self.has_note(value) => {
                let with = format!(" {}", write::quoted(text.trim_end()));
                self.replace(self.colon(key)..self.end(value), with);
            }
            _ => {
                let indent = self.column(key.span.range().start);
                let with = emit::after_colon(&pruned(new), shape, indent);
                let with = with_note(with, self.header(value).unwrap_or_default());
                self.replace(self.colon(key)..self.end(value), with);
            }
        }
    }

    /// Writes a change that leaves the lines around a value as they are; `false` when the
    /// value needs lines of its own.
    fn in_place(
        &mut self,
        old: &Node,
        shape: &Shape,
        new: &Value,
        around: Around,
    ) -> bool {
        match (&old.kind, new, shape) {
            (
                Kind::Map(_),
                Value::Object(new),
                Shape::Record(fields) | Shape::Named(fields),
            ) => self.map(old, &fields(), new, around),
            (
                Kind::Scalar { .. },
                Value::String(_) | Value::Number(_) | Value::Bool(_),
                _,
            ) if self.is_one_line(old, new) => self.scalar(old, shape, new, around),
            _ if around == Around::Flow => {
                let with = emit::inline(&pruned(new), shape, around);
                self.replace(old.span.range(), with);
            }
            _ => return false,
        }
        true
    }

    /// Whether a value and the one that takes its place both stand on one line.
    fn is_one_line(&self, old: &Node, new: &Value) -> bool {
        let written = &self.text[old.span.range()];
        let breaks = |text: &str| text.trim_end().contains('\n');
        !written.is_empty()
            && !breaks(written)
            && self.header(old).is_none()
            && !new.as_str().is_some_and(breaks)
    }

    /// Whether something, a comment, follows a value on its last line: a block of text
    /// would swallow it.
    fn has_note(&self, old: &Node) -> bool {
        let end = self.end(old);
        !self.text[end..self.next_line(end)].trim().is_empty()
    }

    fn scalar(&mut self, old: &Node, shape: &Shape, new: &Value, around: Around) {
        let written = &self.text[old.span.range()];
        let with = match new {
            Value::String(text) if written.starts_with(['"', '\'']) => {
                write::like(written, text.trim_end(), around)
            }
            Value::String(text) => {
                emit::inline(&Value::from(text.trim_end()), shape, around)
            }
            other => emit::inline(other, shape, around),
        };
        self.replace(old.span.range(), with);
    }

    /// Writes the items that changed. Those before and after them are told by what they
    /// say; between them, an item is taken for the old one at its place.
    fn list(&mut self, node: &Node, shape: &Shape, new: &[Value], around: Around) {
        let around = self.inside(node, around);
        let Kind::Seq(items) = &node.kind else { return };
        let new: Vec<&Value> = new.iter().filter(|item| !is_empty(item)).collect();
        let old: Vec<Value> = items.iter().map(|item| of_node(item, shape)).collect();
        let pairs = old.iter().zip(&new);
        let head = pairs.take_while(|(a, b)| same(a, b)).count();
        let ends = old[head..].iter().rev().zip(new[head..].iter().rev());
        let tail = ends.take_while(|(a, b)| same(a, b)).count();
        let (olds, news) =
            (&items[head..items.len() - tail], &new[head..new.len() - tail]);
        for (item, value) in olds.iter().zip(news) {
            self.item(item, shape, value, around);
        }
        let paired = olds.len().min(news.len());
        for rank in head + paired..head + olds.len() {
            self.remove_item(items, rank, around);
        }
        if news.len() > paired {
            self.add_items(node, head + paired, &news[paired..], shape, around);
        }
    }

    fn item(&mut self, old: &Node, shape: &Shape, new: &Value, around: Around) {
        let new = said(old, new, shape);
        if self.in_place(old, shape, new, around) {
            return;
        }
        match new {
            Value::String(text) if self.has_note(old) => {
                self.replace(old.span.range(), write::quoted(text.trim_end()));
            }
            _ => {
                let start = old.span.range().start;
                let with = emit::in_place(new, shape, self.column(start));
                self.replace(start..self.end(old), with);
            }
        }
    }

    fn remove_item(&mut self, items: &[Node], rank: usize, around: Around) {
        let span = items[rank].span.range();
        let range = match (around, rank) {
            (Around::Block, _) => {
                self.line_start(self.dash(&items[rank]))
                    ..self.next_line(self.end(&items[rank]))
            }
            (Around::Flow, 0) => {
                span.start..items.get(1).map_or(span.end, |next| next.span.range().start)
            }
            (Around::Flow, _) => items[rank - 1].span.range().end..span.end,
        };
        self.replace(range, "");
    }

    fn add_items(
        &mut self,
        list: &Node,
        rank: usize,
        new: &[&Value],
        shape: &Shape,
        around: Around,
    ) {
        let Kind::Seq(items) = &list.kind else { return };
        if around == Around::Flow {
            let values: Vec<_> =
                new.iter().map(|value| emit::inline(value, shape, around)).collect();
            let values = values.join(", ");
            return match rank.checked_sub(1).and_then(|last| items.get(last)) {
                Some(last) => self.insert(last.span.range().end, format!(", {values}")),
                None if items.is_empty() => {
                    self.insert(list.span.range().start + 1, values);
                }
                None => self.insert(items[0].span.range().start, format!("{values}, ")),
            };
        }
        let Some(first) = items.first() else { return };
        let dash = self.dash(first);
        let (line, dash) = (self.line_start(dash), self.column(dash));
        let lines: String = new
            .iter()
            .map(|value| format!("{}\n", emit::list_item(value, shape, dash)))
            .collect();
        match rank.checked_sub(1).and_then(|last| items.get(last)) {
            Some(last) => self.insert_line(self.end(last), &lines),
            None => self.insert(line, lines),
        }
    }

    fn add_field(
        &mut self,
        map: &Node,
        after: Option<usize>,
        field: &Field,
        value: &Value,
        around: Around,
    ) {
        let entries = map.entries();
        let Some((first, _)) = entries.first() else {
            let start = map.span.range().start;
            if around == Around::Flow {
                let value = emit::inline(value, &field.shape, around);
                return self.insert(start + 1, format!("{}: {value}", field.key));
            }
            let at = self.front_start();
            let value = emit::after_colon(value, &field.shape, 0);
            return self.insert(at, format!("{}:{value}\n", field.key));
        };
        let last = after.unwrap_or(entries.len() - 1);
        if around == Around::Flow {
            let value = emit::inline(value, &field.shape, around);
            let end = entries[last].1.span.range().end;
            return self.insert(end, format!(", {}: {value}", field.key));
        }
        let indent = self.column(first.span.range().start);
        let value = emit::after_colon(value, &field.shape, indent);
        let line = format!("{}{}:{value}\n", " ".repeat(indent), field.key);
        let end = self.end(&entries[last].1).max(self.colon(&entries[last].0));
        self.insert_line(end, &line);
    }

    fn remove_field(&mut self, map: &Node, place: usize, around: Around) {
        let entries = map.entries();
        let (key, value) = &entries[place];
        let start = key.span.range().start;
        let end = self.end(value).max(self.colon(key));
        let next = entries.get(place + 1).map(|(next, _)| next.span.range().start);
        let range = match (around, place) {
            (Around::Flow, 0) => start..next.unwrap_or(end),
            (Around::Flow, _) => entries[place - 1].1.span.range().end..end,
            // The first field of an item stands after its dash, which stays.
            (Around::Block, 0) if self.follows_dash(start) => start..next.unwrap_or(end),
            (Around::Block, _) => self.line_start(start)..self.next_line(end),
        };
        self.replace(range, "");
    }

    fn insert(&mut self, at: usize, with: impl Into<String>) {
        self.replace(at..at, with);
    }

    /// Inserts whole lines after the line of byte `end`.
    fn insert_line(&mut self, end: usize, lines: &str) {
        let at = self.next_line(end);
        if self.text[..at].ends_with('\n') || at == 0 {
            self.insert(at, lines);
        } else {
            self.insert(at, format!("\n{}", lines.trim_end_matches('\n')));
        }
    }

    /// The byte after a value, without the line break that ends a block of text.
    fn end(&self, node: &Node) -> usize {
        let range = node.span.range();
        match self.text[range.clone()].trim_end_matches(BLANK).len() {
            0 => self.text[..range.start].trim_end_matches(BLANK).len(),
            length => range.start + length,
        }
    }

    /// The line that opens a block of text, from its `|` or `>` on: a value's own span
    /// starts after it.
    fn header(&self, value: &Node) -> Option<&str> {
        let start = value.span.range().start;
        let before = &self.text[..start];
        if !matches!(value.kind, Kind::Scalar { .. })
            || !before[self.line_start(start)..].trim_matches(BLANK).is_empty()
        {
            return None;
        }
        let line = before.trim_end_matches(BLANK).lines().next_back()?;
        let opens = |sign: char| {
            let at = line.find([':', '-'])?;
            let rest =
                line[at..].rfind(&format!(" {sign}")).map(|found| at + found + 1)?;
            Some(&line[rest..])
        };
        opens('|').or_else(|| opens('>'))
    }

    /// The dash of an item, which may stand on a line before it.
    fn dash(&self, item: &Node) -> usize {
        let mut line = self.line_start(item.span.range().start);
        loop {
            let indent = self.text[line..].find(|c| c != ' ').unwrap_or_default();
            if self.text[line + indent..].starts_with('-') || line == 0 {
                return line + indent;
            }
            line = self.line_start(line - 1);
        }
    }

    /// The byte after the colon of a key.
    fn colon(&self, key: &Node) -> usize {
        let end = key.span.range().end;
        self.text[end..].find(':').map_or(end, |colon| end + colon + 1)
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    fn next_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    fn column(&self, at: usize) -> usize {
        self.text[self.line_start(at)..at].chars().count()
    }

    fn follows_dash(&self, at: usize) -> bool {
        self.text[self.line_start(at)..at].trim_start().starts_with('-')
    }

    /// Where the fields of a file without fields would start.
    fn front_start(&self) -> usize {
        if self.text.starts_with("---") { self.next_line(0) } else { 0 }
    }
}

/// What a form says, as a bare text where a bare text was.
fn said<'a>(old: &Node, new: &'a Value, shape: &Shape) -> &'a Value {
    match old.kind {
        Kind::Scalar { .. } => emit::shortest(new, shape),
        Kind::Seq(_) | Kind::Map(_) => new,
    }
}

/// A value after a colon, with the comment of the line that opened the one before it.
fn with_note(value: String, header: &str) -> String {
    let Some((_, note)) = header.split_once('#') else { return value };
    let (first, rest) = value.split_once('\n').unwrap_or((&value, ""));
    let line_break = if rest.is_empty() { "" } else { "\n" };
    format!("{first} #{note}{line_break}{rest}")
}

fn position(map: &Node, key: &str) -> Option<usize> {
    map.entries().iter().position(|(name, _)| name.as_text() == Some(key))
}

/// A « no » that takes the place of a « yes » is written.
fn is_no(new: &Value, old: &Value) -> bool {
    *new == Value::Bool(false) && old.is_boolean()
}
