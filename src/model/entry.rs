//! One entry: what its file and its translations say.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::model::catalog::{Catalog, EntryId, Slot};
use crate::model::common::{self, Common};
use crate::model::kind::{Data, Facet};
use crate::model::place::{Kind, Place};
use crate::model::record::{Context, FieldName, Reader, Record};
use crate::parse::Document;
use crate::parse::markdown::Body;
use crate::source::{SourceId, Span};
use crate::text::locale::Lang;
use crate::yaml::Node;

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
    pub body: Option<Body>,
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

    /// Place of a field of the front matter, or the start of the file.
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

/// Reads an entry and its translations.
pub(super) fn read_all(
    id: EntryId,
    slot: &Slot,
    catalog: &Catalog,
    lang: Lang,
    documents: &BTreeMap<SourceId, Document>,
) -> Outcome {
    let mut diags = Diagnostics::default();
    let mut outcome = Outcome {
        original: None,
        translations: Vec::new(),
        diags: Diagnostics::default(),
    };
    let Some(document) = documents.get(&slot.source) else { return outcome };
    let empty = Node::empty(Span::file(slot.source));
    let base = document.front.as_ref().or(document.body.is_none().then_some(&empty));
    let Some(base) = base else { return outcome };
    let mut cx = Context { catalog, territory: &slot.place.territory, diags: &mut diags };
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
        let entry = read(&file, &mut cx);
        let original = outcome.original.as_ref();
        outcome.translations.extend(entry.map(|entry| with_body_of(entry, original)));
    }
    outcome.diags = diags;
    outcome
}

/// Lends the original's text to a translation that has none.
fn with_body_of(mut entry: Entry, original: Option<&Entry>) -> Entry {
    let has_own = entry.body.as_ref().is_some_and(|body| !body.is_empty());
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

fn read(file: &File<'_>, cx: &mut Context<'_>) -> Option<Entry> {
    let kind = file.slot.place.kind;
    let mut reader = Reader::new(file.front, cx)?;
    let title = match title_field(kind) {
        Some(field) => reader.take::<String>(field, cx),
        None => Some(String::new()),
    };
    let common = Common::read(&mut reader, cx);
    if let Some(common) = &common {
        common::validate(common, |key| reader.span(key), cx);
    }
    let data = Data::read(kind, &mut reader, cx);
    reader.finish(cx);
    let (common, data) = (common?, data?);
    Some(Entry {
        id: file.id,
        place: file.slot.place.clone(),
        lang: file.lang,
        title: named_by_data(&data).unwrap_or(title?),
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
    let entries = front.entries().iter();
    entries.filter_map(|(k, v)| Some((k.as_text()?.to_owned(), v.span))).collect()
}
