//! The list of one kind in a département, and the news of the portal.

use super::agenda;
use super::map::PLACED;
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::kind::{Offer, Workspace};
use crate::model::place::{Kind, Territory};
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::pagination::{numbered, pagination};
use crate::render::view::{
    self, Card, Facet, FacetOption, Hero, Link, Listing, MapView, ridgelines,
};
use crate::render::{Built, card, map, part};
use crate::site::address::PageKey;
use crate::site::list::{self, CARDS};
use crate::site::members::members;

/// Page `n`, from 1, of the list of a kind in a département.
pub fn build<'a>(
    cx: &Context<'a>,
    department: EntryId,
    kind: Kind,
    n: usize,
) -> Option<Built<'a, view::Section>> {
    let department = cx.site.entry_or_default(cx.lang, department)?;
    let territory = &department.place.territory;
    let total = cx.site.section(cx.lang, territory, kind).len();
    let name = cx.t(&department.title);
    let section = cx.label("kinds", kind.folder());
    let counted = card::counted(cx, kind, total);
    let key = |n| PageKey::Section(department.id, kind, n);
    // What goes through the whole list stands on its first page alone.
    let is_first = n == 1;
    let view = view::Section {
        hero: Hero {
            kicker: Some(name.clone()),
            title: section.clone(),
            lead: is_first.then(|| lead(cx, territory, kind)).flatten(),
            ridges: ridgelines(&part::skyline(cx, Some(territory))),
            ..Hero::default()
        },
        listing: Listing {
            total: counted.clone(),
            facets: is_first
                .then(|| natures(cx, territory, kind))
                .flatten()
                .into_iter()
                .collect(),
            cards: cards(cx, territory, kind, n),
            pagination: pagination(cx, n, total, CARDS, key),
            empty: None,
        },
        map: is_first.then(|| places(cx, department, kind)).flatten(),
        links: links(cx, kind),
        subscribe: (kind == Kind::Event).then(|| agenda::subscribe(cx, Some(department))),
    };
    let title = cx.phrase("section_of", &[("section", &section), ("name", &name)]);
    let about = [("name", name.as_str()), ("total", &counted)];
    let head = Head {
        title: numbered(cx, title, n),
        description: Some(cx.phrase("section_about", &about)),
        trail: cx.link_to(department.id).into_iter().collect(),
        territory: Some(territory),
        calendars: calendars(cx, department, kind),
        ..Head::default()
    };
    Some((head, view))
}

/// Page `n`, from 1, of the news of the portal.
pub fn news<'a>(cx: &Context<'a>, n: usize) -> Built<'a, view::Section> {
    let total = cx.site.section(cx.lang, &Territory::Portal, Kind::Article).len();
    let title = cx.label("kinds", Kind::Article.folder());
    let view = view::Section {
        hero: Hero {
            title: title.clone(),
            ridges: ridgelines(Kind::Article.folder()),
            ..Hero::default()
        },
        listing: Listing {
            total: card::counted(cx, Kind::Article, total),
            cards: cards(cx, &Territory::Portal, Kind::Article, n),
            pagination: pagination(cx, n, total, CARDS, PageKey::News),
            ..Listing::default()
        },
        map: None,
        links: news_elsewhere(cx),
        subscribe: None,
    };
    (Head { title: numbered(cx, title, n), ..Head::default() }, view)
}

/// What a list adds up to, when that says more than its length.
fn lead(cx: &Context<'_>, territory: &Territory, kind: Kind) -> Option<String> {
    let entries = cx.site.list(cx.lang, territory, kind);
    let (word, n) = match kind {
        Kind::Workspace => {
            let seats = entries.filter_map(|entry| entry.is::<Workspace>()?.seats);
            ("desk", seats.map(|n| n as usize).sum())
        }
        Kind::Network => {
            ("member", entries.map(|entry| members(cx.site, entry).len()).sum())
        }
        _ => return None,
    };
    (n > 0).then(|| cx.count(word, n))
}

/// The cards of a page. Events come by their next time, those that are over last.
fn cards(cx: &Context<'_>, territory: &Territory, kind: Kind, n: usize) -> Vec<Card> {
    if kind != Kind::Event {
        let entries = cx.site.section(cx.lang, territory, kind).iter();
        let shown = list::page(entries, n, CARDS);
        return card::local(cx, shown.filter_map(|id| cx.site.entry(cx.lang, *id)));
    }
    let ahead = cx.site.next_times(cx.lang, Some(territory)).iter();
    let over = cx.site.last_times(cx.lang, Some(territory));
    let shown = list::page(ahead.chain(over), n, CARDS);
    shown
        .filter_map(|occurrence| card::local_event(cx, occurrence).map(Card::Event))
        .collect()
}

/// The way to all offers of a nature, for those of a département.
fn natures(cx: &Context<'_>, territory: &Territory, kind: Kind) -> Option<Facet> {
    let offers = cx.site.list(cx.lang, territory, kind).filter_map(Entry::is::<Offer>);
    let mut natures: Vec<_> = offers.map(|offer| offer.nature).collect();
    natures.sort_unstable();
    natures.dedup();
    let option = |word: &str| FacetOption {
        href: cx.href(&PageKey::Offers(Some(word.to_owned()), 1)),
        label: cx.label("nature", word),
        ..FacetOption::default()
    };
    let options: Vec<_> = natures.iter().map(|nature| option(nature.word())).collect();
    let label = cx.phrase("offers_everywhere", &[]);
    (!options.is_empty()).then_some(Facet { label, options })
}

/// The map of a list of places.
fn places(cx: &Context<'_>, department: &Entry, kind: Kind) -> Option<MapView> {
    if !PLACED.contains(&kind) {
        return None;
    }
    let entries = cx.site.list(cx.lang, &department.place.territory, kind);
    let placed: Vec<_> = entries.filter(|e| map::position(cx, e).is_some()).collect();
    let names = [cx.label("kinds", kind.folder()), cx.t(&department.title)];
    let title = cx.phrase("map_of", &[("name", &names.join(", "))]);
    let view =
        map::view(cx, title, &[department], &placed).filter(|_| !placed.is_empty())?;
    // The cards are the list of the map.
    Some(MapView { single: true, ..view })
}

fn links(cx: &Context<'_>, kind: Kind) -> Vec<Link> {
    let to = |key, phrase| Link { href: cx.href(&key), text: cx.phrase(phrase, &[]) };
    match kind {
        Kind::Event => {
            vec![to(PageKey::Agenda(1), "agenda_upcoming"), agenda::past_link(cx)]
        }
        Kind::Offer => vec![to(PageKey::Offers(None, 1), "all_offers")],
        Kind::Article => portal_news(cx).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn calendars(cx: &Context<'_>, department: &Entry, kind: Kind) -> Vec<Link> {
    let file = (kind == Kind::Event).then(|| agenda::calendar_file(cx, Some(department)));
    file.into_iter().collect()
}

fn portal_news(cx: &Context<'_>) -> Option<Link> {
    let page = cx.site.page(cx.lang, &PageKey::News(1))?;
    Some(Link { href: cx.site.base.href(&page.url), text: cx.phrase("portal_news", &[]) })
}

/// The news of the départements.
fn news_elsewhere(cx: &Context<'_>) -> Vec<Link> {
    let link = |department: &Entry| {
        let link = part::section_link(cx, department, Kind::Article)?;
        let name = cx.t(&department.title);
        Some(Link { text: cx.phrase("news_of", &[("name", &name)]), ..link })
    };
    cx.site.departments(cx.lang).into_iter().filter_map(link).collect()
}
