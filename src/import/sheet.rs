//! What an import writes: a sheet of rows with where they come from, a line each, so that what
//! changes from one import to the next is seen line by line.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::Date;

use super::{About, CSV, Row, Tally};
use crate::yaml::write::{Around, quoted, text};

/// The figures of a source for a département.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet<'a> {
    /// The source.
    pub about: &'a About<'a>,
    /// The files, with their days.
    pub files: Vec<(String, Date)>,
    /// The day of the import.
    pub day: Date,
    /// Whether the figures are made up, to show what it looks like.
    pub example: bool,
    /// What became of the rows.
    pub tally: Tally,
    /// The figures.
    pub rows: Vec<Row>,
}

/// How the line of the day of the import begins.
const DAY: &str = "  importe_le: ";
/// How the last line begins: by it one knows whether a hand was laid on the sheet.
const MARK: &str = "# empreinte : ";
/// How lines of rows begin.
const ROW: &str = "  - {";

impl Sheet<'_> {
    /// The sheet as it is written.
    pub fn text(&self) -> String {
        let About { title, producer, licence, url, .. } = self.about;
        let mut out = format!(
            "# {made_by} : ne pas modifier à la main, le prochain import l’écrase.\n\
             provenance:\n  titre: {title}\n  producteur: {producer}\n  licence: {licence}\n  url: {url}\n  fichiers:\n",
            made_by = self.made_by(),
            title = text(title, Around::Block),
            producer = text(producer, Around::Block),
            licence = text(licence, Around::Block),
        );
        let mut files = self.files.clone();
        files.sort();
        for (file, day) in files {
            let file = quoted(&file);
            let _ = writeln!(out, "    - {{nom: {file}, date: {day}}}");
        }
        let Tally { read, kept, unplaced, .. } = self.tally;
        let _ = writeln!(out, "{DAY}{}\n  lus: {read}\n  retenus: {kept}", self.day);
        if unplaced > 0 {
            let _ = writeln!(out, "  sans_position: {unplaced}");
        }
        if !self.tally.dropped.is_empty() {
            out.push_str("  ecartes:\n");
        }
        for (reason, n) in &self.tally.dropped {
            let _ = writeln!(out, "    - {{raison: {}, nombre: {n}}}", reason.words());
        }
        if self.example {
            out.push_str("  exemple: oui\n");
        }
        out.push_str("releves:\n");
        for row in &self.rows {
            let _ = writeln!(out, "  - {}", row.text());
        }
        let mark = mark(&out);
        let _ = writeln!(out, "{MARK}{mark}");
        out
    }

    /// How its first line begins: the command that writes it.
    fn made_by(&self) -> String {
        format!("Écrit par « tt-site import {} »", self.about.name)
    }

    /// Whether it may stand for a sheet: one of the same command, and of the same table where
    /// an editor explains one.
    pub fn follows(&self, before: &str) -> bool {
        let title = text(self.about.title, Around::Block);
        let is_own = before.contains(&self.made_by());
        let is_explained = self.about.name == CSV;
        is_own && (!is_explained || before.contains(&format!("\n  titre: {title}\n")))
    }

    /// The sheet, unless it says no more than the one before but for the day of the import.
    pub fn new_text(&self, before: Option<&str>) -> Option<String> {
        let text = self.text();
        let same = |before: &str| without_day(before).eq(without_day(&text));
        (!before.is_some_and(same)).then_some(text)
    }
}

/// Whether a text is a sheet as an import wrote it: no hand was laid on it.
pub fn is_untouched(text: &str) -> bool {
    let text = text.replace("\r\n", "\n");
    let Some((body, last)) = text.trim_end().rsplit_once(MARK) else { return false };
    last.trim() == mark(body)
}

/// The first digits of the hash (BLAKE3) of a sheet.
fn mark(body: &str) -> String {
    blake3::hash(body.as_bytes()).to_hex()[..16].to_owned()
}

fn without_day(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with(DAY) && !line.starts_with(MARK))
}

/// How many rows an import changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// Rows that are new.
    pub added: usize,
    /// Rows with other figures.
    pub changed: usize,
    /// Rows that are gone.
    pub removed: usize,
}

/// What another import of the same source changes.
pub fn changes(before: &str, sheet: &Sheet<'_>) -> Change {
    let names = sheet.rows.iter().map(|row| row.names).max().unwrap_or_default();
    let (old, text) = (by_name(before, names), sheet.text());
    let new = by_name(&text, names);
    Change {
        added: new.keys().filter(|name| !old.contains_key(*name)).count(),
        changed: new.iter().filter(|(k, v)| old.get(*k).is_some_and(|o| o != *v)).count(),
        removed: old.keys().filter(|name| !new.contains_key(*name)).count(),
    }
}

/// Rows by the values that name them.
fn by_name(text: &str, names: usize) -> BTreeMap<String, &str> {
    let rows = text.lines().filter_map(|line| line.strip_prefix(ROW));
    rows.map(|row| {
        let name: Vec<&str> = row.split(", ").take(names).collect();
        (name.join(", "), row)
    })
    .collect()
}
