//! One entry: what its file and its translations say.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::catalog::{Catalog, EntryId, Slot};
use crate::model::common::{self, Common};
use crate::model::kind::{Data, Facet};
use crate::model::place::{Kind, Place};
use crate::model::record::{Context, Field, FieldName, Reader, Record, Shape};
use crate::parse::markdown::Body;
use crate::parse::{Document, Documents};
use crate::source::{SourceId, Span};
use crate::text::locale::Lang;
use crate::yaml::{self, Node};

/// An entry in one language.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id, the same in every language.
    pub id: EntryId,
    /// What it is and where.
    pub place: Place,
    /// Its language.
    pub lang: Lang,
    /// Its title. Members and property markets have none of their own.
    pub title: String,
    /// What all entries say.
    pub common: Common,
    /// What its kind says.
    pub data: Data,
    /// Its text.
    pub body: Option<Arc<Body>>,
    /// Language of its text, which a translation without a text of its own borrows.
    pub body_lang: Lang,
    /// Its file, in this language.
    pub source: SourceId,
    /// The file that its text comes from.
    pub body_source: SourceId,
    spans: BTreeMap<String, Span>,
}

impl Entry {
    /// The data, when it is of this kind.
    pub fn is<T: Facet>(&self) -> Option<&T> {
        T::of(&self.data)
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.place.kind
    }

    /// Place of a field of the front matter, or of an item of it (`chiffres/0`), or the
    /// start of the file.
    pub fn span(&self, key: &str) -> Span {
        self.spans.get(key).copied().unwrap_or_else(|| Span::file(self.source))
    }
}

/// What the files of an entry gave.
pub(super) struct Outcome {
    pub original: Option<Entry>,
    pub translations: Vec<Entry>,
    pub diags: Diagnostics,
}

static TITLE: FieldName =
    FieldName { key: "titre", help: "titre de la page", example: "Un titre court" };
static NAME: FieldName =
    FieldName { key: "nom", help: "nom du territoire", example: "Cantal" };

/// The field that holds the title of a kind; `None` where the data itself names it.
pub fn title_field(kind: Kind) -> Option<&'static FieldName> {
    match kind {
        Kind::Region | Kind::Department => Some(&NAME),
        Kind::Commune | Kind::Members | Kind::Property => None,
        _ => Some(&TITLE),
    }
}

/// All fields of a kind: its title, its own, then those of every kind.
pub fn fields(kind: Kind) -> Vec<Field> {
    let title = title_field(kind).map(|field| Field {
        key: field.key,
        help: field.help,
        example: field.example,
        required: true,
        shape: Shape::Line,
    });
    title.into_iter().chain(Data::fields(kind)).chain(Common::fields()).collect()
}

/// Reads an entry and its translations.
pub(super) fn read_all(
    id: EntryId,
    slot: &Slot,
    catalog: &Catalog,
    lang: Lang,
    documents: &Documents,
) -> Outcome {
    let mut diags = Diagnostics::default();
    let mut outcome = Outcome {
        original: None,
        translations: Vec::new(),
        diags: Diagnostics::default(),
    };
    let Some(document) = documents.get(&slot.source) else { return outcome };
    let Some(base) = slot.made.as_ref().or(document.front.as_ref()) else {
        return outcome;
    };
    let mut cx = Context {
        catalog,
        territory: &slot.place.territory,
        field: None,
        diags: &mut diags,
    };
    let file = File { id, slot, lang, source: slot.source, front: base, document };
    outcome.original = read(&file, &mut cx);
    for (tag, source) in &slot.translations {
        let (Ok(lang), Some(translation)) = (tag.parse(), documents.get(source)) else {
            continue;
        };
        let front = match &translation.front {
            Some(over) => base.overlaid(over),
            None => base.clone(),
        };
        let file = File {
            id,
            slot,
            lang,
            source: *source,
            front: &front,
            document: translation,
        };
        let mut own = Diagnostics::default();
        let territory = &slot.place.territory;
        let mut cx = Context { catalog, territory, field: None, diags: &mut own };
        let entry = read(&file, &mut cx);
        own.retain(|finding| is_own(finding, *source, &front));
        diags.append(own);
        let original = outcome.original.as_ref();
        outcome.translations.extend(entry.map(|entry| with_body_of(entry, original)));
    }
    outcome.diags = diags;
    outcome
}

/// Whether a finding is about what the translation itself says: what the original lacks
/// is told there.
fn is_own(finding: &Diagnostic, source: SourceId, front: &Node) -> bool {
    let at_start = |span: Span| span.end == front.span.start;
    finding.span.is_some_and(|span| span.source == source && !at_start(span))
}

/// Lends the original's text to a translation that has none.
fn with_body_of(mut entry: Entry, original: Option<&Entry>) -> Entry {
    let has_own = entry.body.as_deref().is_some_and(|body| !body.is_empty());
    if let (false, Some(original)) = (has_own, original) {
        entry.body.clone_from(&original.body);
        entry.body_lang = original.lang;
        entry.body_source = original.source;
    }
    entry
}

struct File<'a> {
    id: EntryId,
    slot: &'a Slot,
    lang: Lang,
    source: SourceId,
    front: &'a Node,
    document: &'a Document,
}

/// Says what is wrong with the fields of an entry of a kind.
pub fn examine(kind: Kind, front: &Node, cx: &mut Context<'_>) {
    decode(kind, front, cx);
}

fn decode(
    kind: Kind,
    front: &Node,
    cx: &mut Context<'_>,
) -> Option<(String, Common, Data)> {
    let mut reader = Reader::new(front, cx)?;
    let title = match title_field(kind) {
        Some(field) => reader.take::<String>(field, cx),
        None => Some(String::new()),
    };
    let common = Common::read(&mut reader, cx);
    if let Some(common) = &common {
        common::validate(common, kind, &reader, cx);
    }
    let data = Data::read(kind, &mut reader, cx);
    reader.finish(cx);
    Some((title?, common?, data?))
}

fn read(file: &File<'_>, cx: &mut Context<'_>) -> Option<Entry> {
    let (title, common, data) = decode(file.slot.place.kind, file.front, cx)?;
    Some(Entry {
        id: file.id,
        place: file.slot.place.clone(),
        lang: file.lang,
        title: named_by_data(&data).unwrap_or(title),
        common,
        data,
        body: file.document.body.clone(),
        body_lang: file.lang,
        source: file.source,
        body_source: file.source,
        spans: spans(file.front),
    })
}

fn named_by_data(data: &Data) -> Option<String> {
    match data {
        Data::Commune(sheet) => Some(sheet.commune.0.name.to_owned()),
        _ => None,
    }
}

fn spans(front: &Node) -> BTreeMap<String, Span> {
    let mut spans = BTreeMap::new();
    for (key, value) in front.entries() {
        let Some(key) = key.as_text() else { continue };
        spans.insert(key.to_owned(), value.span);
        if let yaml::Kind::Seq(items) = &value.kind {
            let items = items.iter().enumerate();
            spans.extend(items.map(|(i, item)| (format!("{key}/{i}"), item.span)));
        }
    }
    spans
}
