//! Pages as search sees them.

use crate::index::search::Document;
use crate::model::Entry;
use crate::model::kind::{Data, Testimonial};
use crate::model::place::Kind;
use crate::site::Site;
use crate::site::address::PageKey;
use crate::text::locale::Lang;
use crate::theme::Phrases;

/// Every entry of a language that lists show.
pub fn documents(site: &Site<'_>, phrases: &Phrases, lang: Lang) -> Vec<Document> {
    let entries = site.portal.entries.keys().filter_map(|id| site.entry(lang, *id));
    let listed = entries.filter(|entry| site.state(entry.id).is_listed());
    listed.filter_map(|entry| document(site, phrases, lang, entry)).collect()
}

fn document(
    site: &Site<'_>,
    phrases: &Phrases,
    lang: Lang,
    entry: &Entry,
) -> Option<Document> {
    let key = match entry.kind() {
        Kind::Home => PageKey::Home,
        _ => PageKey::Entry(entry.id),
    };
    let page = site.page(lang, &key)?;
    let department = site.department_of(lang, &entry.place.territory);
    let summary =
        entry.common.summary.as_ref().map(super::super::model::value::Prose::line);
    Some(Document {
        url: site.base.href(&page.url),
        title: entry.title.clone(),
        summary: summary.unwrap_or_default(),
        body: body(entry),
        kind: entry.kind().word().to_owned(),
        kind_label: kind_label(phrases, entry),
        department: department.map(|d| d.place.slug.clone()).unwrap_or_default(),
        department_label: department.map(|d| d.title.clone()).unwrap_or_default(),
        keywords: entry.common.keywords.clone(),
        commune: commune(entry).unwrap_or_default(),
        date: entry.common.date.map(|date| date.to_string()).unwrap_or_default(),
    })
}

fn kind_label(phrases: &Phrases, entry: &Entry) -> String {
    let word = match entry.kind() {
        Kind::Article => "article",
        Kind::Home => "page",
        kind => kind.word(),
    };
    phrases.label("kind", word).to_owned()
}

/// Headings and text, and the words of a testimonial.
fn body(entry: &Entry) -> String {
    let sections = entry
        .body
        .as_ref()
        .map(super::super::parse::markdown::Body::sections)
        .unwrap_or_default();
    let mut parts: Vec<String> = Vec::new();
    if let Data::Testimonial(Testimonial { name, quote, .. }) = &entry.data {
        parts.extend([name.clone(), quote.line()]);
    }
    for section in sections {
        parts.extend(section.heading.map(|heading| heading.text.clone()));
        parts.push(section.text);
    }
    parts.join(" ")
}

fn commune(entry: &Entry) -> Option<String> {
    let town = match &entry.data {
        Data::Workspace(workspace) => workspace.commune,
        Data::Offer(offer) => offer.commune,
        Data::Commune(sheet) => sheet.commune,
        _ => return None,
    };
    Some(town.0.name.to_owned())
}
