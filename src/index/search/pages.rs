//! Pages as search sees them.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use rayon::prelude::*;

use super::Document;
use crate::geo::Position;
use crate::index::export::spot;
use crate::index::{key_of, summary};
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::kind::{Data, Location, Member, Offer, Workspace};
use crate::model::place::Kind;
use crate::model::territory::Town;
use crate::parse;
use crate::parse::markdown::Body;
use crate::site::Site;
use crate::site::address::PageKey;
use crate::site::members::members;
use crate::text::locale::Lang;
use crate::theme::Phrases;
use crate::yaml::{self, Node};

/// Every entry of a language that lists show, the lists of a kind in a département, and the
/// tools of the portal.
pub fn documents(
    site: &Site<'_>,
    sources: &parse::Documents,
    phrases: &Phrases,
    lang: Lang,
) -> Vec<Document> {
    let entries = site.portal.entries.ids().filter_map(|id| site.entry(lang, id));
    let mut listed: Vec<&Entry> =
        entries.filter(|entry| site.state(entry.id).is_listed()).collect();
    let made = |entry: &Entry| site.portal.catalog.get(entry.id).made.as_ref();
    // Of pages that answer as well, those that somebody wrote come first.
    listed.sort_by_key(|entry| !site.portal.catalog.get(entry.id).is_written());
    let times = times(site);
    let described = listed.into_par_iter().filter_map(|entry| {
        let written = || sources.get(&entry.source)?.front.as_ref();
        document(site, phrases, lang, &times, entry, made(entry).or_else(written))
    });
    let mut documents: Vec<Document> = described.collect();
    documents.extend(lists(site, phrases, lang));
    documents.extend(tools(site, phrases, lang));
    documents
}

fn document(
    site: &Site<'_>,
    phrases: &Phrases,
    lang: Lang,
    times: &BTreeMap<EntryId, (Date, Date)>,
    entry: &Entry,
    front: Option<&Node>,
) -> Option<Document> {
    let page = site.page(lang, &key_of(entry))?;
    let department = site.department_of(lang, &entry.place.territory);
    let (headings, body) = texts(site, entry, front);
    let (town, position) = place(site, entry);
    let dated = entry.common.date.map(|date| date.to_string());
    let time = times.get(&entry.id);
    let hours = entry.is::<Workspace>().and_then(|place| place.hours.as_ref());
    Some(Document {
        url: site.base.href(&page.url),
        title: title(phrases, entry, department),
        headings,
        summary: summary(entry).unwrap_or_default(),
        body,
        kind: word(entry.kind()).to_owned(),
        kind_label: phrases.label("kind", word(entry.kind())).to_owned(),
        department: department.map(|d| d.place.slug.clone()).unwrap_or_default(),
        department_label: department.map(|d| d.title.clone()).unwrap_or_default(),
        keywords: entry.common.keywords.clone(),
        commune: town.map(|Town(commune)| commune),
        position,
        date: time.map(|(next, _)| next.to_string()).or(dated).unwrap_or_default(),
        last_day: time.map(|(_, last)| days_since_1970(*last)),
        hours: hours.map(|hours| {
            (hours.json(), site.zone(&entry.place.territory).id().to_owned())
        }),
        remote: entry.is::<Offer>().is_some_and(|offer| offer.remote),
        unwritten: entry.kind() == Kind::Commune
            && !site.portal.catalog.get(entry.id).is_written(),
    })
}

/// The title of its page, which property markets do not write.
fn title(phrases: &Phrases, entry: &Entry, department: Option<&Entry>) -> String {
    match (entry.kind(), department) {
        (Kind::Property, Some(department)) => {
            phrases.phrase("market_of", &[("name", &department.title)])
        }
        _ => entry.title.clone(),
    }
}

/// The word of a kind in addresses and settings.
fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Home => "page",
        Kind::Article => "article",
        kind => kind.word(),
    }
}

/// The label of each kind.
pub fn kinds(phrases: &Phrases) -> BTreeMap<&'static str, String> {
    let more = [Kind::Page, Kind::Region, Kind::Department, Kind::Property];
    let all = Kind::SECTIONS.into_iter().chain(more);
    all.map(|kind| (word(kind), phrases.label("kind", word(kind)).to_owned())).collect()
}

/// Headings, then everything else that the editor wrote: the text and the fields.
fn texts(site: &Site<'_>, entry: &Entry, front: Option<&Node>) -> (Vec<String>, String) {
    let sections = entry.body.as_deref().map(Body::sections).unwrap_or_default();
    let (mut headings, mut parts) = (Vec::new(), Vec::new());
    for section in sections {
        headings.extend(section.heading.map(|heading| heading.text.clone()));
        parts.push(section.text);
    }
    if entry.kind() == Kind::Network {
        let described = |member: &Member| {
            format!("{}, {}, {}", member.name, member.activity, member.sector)
        };
        parts.extend(members(site, entry).into_iter().map(described));
    }
    if let Some(front) = front {
        add_fields(front, &mut parts);
    }
    (headings, parts.join("\n"))
}

/// Fields that weigh on their own, that tell the program something, or that speak of images.
const NOT_TEXT: [&str; 11] = [
    "titre",
    "resume",
    "mots_cles",
    "horaires",
    "position",
    "alias",
    "regle",
    "image",
    "publie",
    "alt",
    "credit",
];

/// The texts of fields, as far as they are words, and their numbers with the units that pages
/// show after them.
fn add_fields(fields: &Node, parts: &mut Vec<String>) {
    for (key, value) in fields.entries() {
        let key = key.as_text().unwrap_or_default();
        if !NOT_TEXT.contains(&key) {
            add_texts(key, value, parts);
        }
    }
}

fn add_texts(key: &str, node: &Node, parts: &mut Vec<String>) {
    match &node.kind {
        yaml::Kind::Seq(items) => {
            for item in items {
                add_texts(key, item, parts);
            }
        }
        yaml::Kind::Map(_) => add_fields(node, parts),
        yaml::Kind::Scalar { text, .. } if is_prose(text) => {
            parts.push(format!("{text} {}", unit(key)));
        }
        yaml::Kind::Scalar { .. } => {}
    }
}

/// Addresses, files and dates are no words.
fn is_prose(text: &str) -> bool {
    let is_name = !text.contains(char::is_whitespace) && text.contains(['/', '@', '_']);
    let is_file =
        text.rsplit_once('.').is_some_and(|(_, end)| end.len() > 2 && !end.contains(' '));
    let is_date = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains('-');
    !is_name && !is_file && !is_date && !text.contains("://")
}

/// The unit of a number, by its field.
fn unit(key: &str) -> &'static str {
    match key {
        "surface" | "terrain" => "m²",
        "descendant" | "montant" => "Mbit/s",
        _ => "",
    }
}

/// The commune of an entry, and where it is as far as the entry says.
fn place(site: &Site<'_>, entry: &Entry) -> (Option<Town>, Option<Position>) {
    let at = |location: Option<&Location>| {
        spot(site, location).map_or((None, None), |spot| (spot.town, spot.position))
    };
    match &entry.data {
        Data::Workspace(workspace) => (Some(workspace.commune), Some(workspace.position)),
        Data::Offer(offer) => (Some(offer.commune), offer.position),
        Data::Commune(sheet) => (Some(sheet.commune), sheet.position),
        Data::Testimonial(testimonial) => (testimonial.commune, None),
        Data::Event(event) => at(event.location.as_ref()),
        Data::Training(training) => at(training.location.as_ref()),
        _ => (None, None),
    }
}

/// The next time of each event, or else its last one, and the day on which all are over.
fn times(site: &Site<'_>) -> BTreeMap<EntryId, (Date, Date)> {
    let mut times: BTreeMap<EntryId, (Date, Date)> = BTreeMap::new();
    for occurrence in site.occurrences.iter().rev() {
        let (start, over) = (occurrence.at.start.date(), occurrence.at.over().date());
        let (next, last) = times.entry(occurrence.entry).or_insert((start, over));
        *last = over.max(*last);
        if site.is_ahead(&occurrence.at) {
            *next = start;
        }
    }
    times
}

fn days_since_1970(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

/// The lists of a kind in a département, and the page of its broadband.
fn lists(site: &Site<'_>, phrases: &Phrases, lang: Lang) -> Vec<Document> {
    let of = |department: &Entry, key, kind, section: &str| {
        let page = site.page(lang, &key)?;
        let name = &department.title;
        Some(Document {
            url: site.base.href(&page.url),
            title: phrases.phrase("section_of", &[("section", section), ("name", name)]),
            kind: word(kind).to_owned(),
            kind_label: phrases.label("kind", word(kind)).to_owned(),
            department: department.place.slug.clone(),
            department_label: name.clone(),
            ..Document::default()
        })
    };
    let broadband = phrases.phrase("connectivity", &[]);
    let mut lists = Vec::new();
    for department in site.departments(lang) {
        lists.extend(Kind::SECTIONS.into_iter().filter_map(|kind| {
            let section = phrases.label("kinds", kind.folder());
            of(department, PageKey::Section(department.id, kind, 1), kind, section)
        }));
        let key = PageKey::Connectivity(department.id);
        lists.extend(of(department, key, Kind::Page, &broadband));
    }
    lists
}

/// The pages that serve the whole portal.
fn tools(site: &Site<'_>, phrases: &Phrases, lang: Lang) -> Vec<Document> {
    let all = [
        (PageKey::Map, phrases.phrase("map", &[])),
        (PageKey::Agenda(1), phrases.phrase("agenda", &[])),
        (
            PageKey::Offers(None, 1),
            phrases.label("kinds", Kind::Offer.folder()).to_owned(),
        ),
        (PageKey::News(1), phrases.label("kinds", Kind::Article.folder()).to_owned()),
        (PageKey::Departments, phrases.phrase("territories", &[])),
        (PageKey::Compare, phrases.phrase("compare", &[])),
        (PageKey::CompareTowns, phrases.phrase("compare_towns", &[])),
        (PageKey::Budget, phrases.phrase("budget", &[])),
        (PageKey::Data, phrases.phrase("open_data", &[])),
        (PageKey::Shortlist, phrases.phrase("shortlist", &[])),
        (PageKey::Sitemap(1), phrases.phrase("site_map", &[])),
        (PageKey::Accessibility, phrases.phrase("accessibility", &[])),
    ];
    let kind = word(Kind::Page);
    all.into_iter()
        .filter_map(|(key, title)| {
            let page = site.page(lang, &key)?;
            Some(Document {
                url: site.base.href(&page.url),
                title,
                kind: kind.to_owned(),
                kind_label: phrases.label("kind", kind).to_owned(),
                ..Document::default()
            })
        })
        .collect()
}
