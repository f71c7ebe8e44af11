//! The home: in ten seconds, what the territories offer.

use std::cmp::Reverse;

use crate::model::Entry;
use crate::model::common::Argument;
use crate::model::kind::{Department, Door, Home};
use crate::model::place::{Kind, Territory};
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::page::department;
use crate::render::page::map::places;
use crate::render::view::{
    self, Card, CardGroup, Hero, Html, Link, Picture, TerritoryCard, ridgelines, sizes,
};
use crate::render::{Built, body, card, map, part};
use crate::site::address::PageKey;
use crate::site::link::{self, Destination};

/// Territories shown before one asks for all of them.
const TERRITORIES: usize = 12;
/// Cards of a group.
const CARDS: usize = 3;

/// The home of the portal, which is that of its département when it has only one.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, view::Home> {
    let homes = [cx.lang, cx.site.portal.lang];
    let home = homes.into_iter().find_map(|lang| cx.site.all(lang, Kind::Home).next());
    match cx.site.departments(cx.lang)[..] {
        [only] => match only.is::<Department>() {
            Some(data) => of_department(cx, home, only, data),
            None => of_portal(cx, home),
        },
        _ => of_portal(cx, home),
    }
}

fn of_portal<'a>(cx: &Context<'a>, home: Option<&'a Entry>) -> Built<'a, view::Home> {
    let hero = hero(cx, home);
    let head = Head {
        title: hero.title.clone(),
        description: hero.lead.clone(),
        entry: home,
        picture: hero.picture.clone(),
        ..Head::default()
    };
    let page = view::Home {
        map: match home {
            Some(home) => map::beside_body(home, territories_map(cx)),
            None => territories_map(cx),
        },
        territories: territories(cx),
        events: department::beside_body(home, department::events(cx, None)),
        testimonial: department::testimonial(cx, None),
        groups: [offers(cx), news(cx)].into_iter().flatten().collect(),
        ..said(cx, home, hero)
    };
    (head, page)
}

/// What `accueil.md` says wins over what `departement.md` says, but for the hero.
fn of_department<'a>(
    cx: &Context<'a>,
    home: Option<&'a Entry>,
    entry: &'a Entry,
    data: &Department,
) -> Built<'a, view::Home> {
    let territory = &entry.place.territory;
    let own = said(cx, home, department::hero(cx, entry, data));
    let text = home.filter(|_| own.body != Html::default()).unwrap_or(entry);
    let events = department::events(cx, Some(territory));
    let page = view::Home {
        doors: or(own.doors, || department::doors(cx, entry)),
        body: Html(or(own.body.0, || body::body(cx, entry).0)),
        arguments: or(own.arguments, || part::arguments(cx, &data.arguments, entry)),
        figures: or(own.figures, || part::figures(cx, &entry.common.figures)),
        map: map::beside_body(text, department::places_map(cx, entry)),
        territories: workspaces(cx, entry),
        events: department::beside_body(Some(text), events),
        testimonial: department::testimonial(cx, Some(territory)),
        groups: [Kind::Offer, Kind::Article]
            .into_iter()
            .filter_map(|kind| department::section(cx, entry, kind))
            .collect(),
        hero: own.hero,
    };
    let head = Head {
        title: page.hero.title.clone(),
        description: page.hero.lead.clone(),
        territory: Some(territory),
        entry: Some(entry),
        picture: cx.picture(entry, sizes::HERO, false),
        calendars: department::calendars(cx, entry),
        ..Head::default()
    };
    (head, page)
}

/// The first, unless it is empty.
fn or<T: Default + PartialEq>(first: T, second: impl FnOnce() -> T) -> T {
    if first == T::default() { second() } else { first }
}

/// What the home's own file says.
fn said(cx: &Context<'_>, home: Option<&Entry>, hero: Hero) -> view::Home {
    let Some((entry, data)) = home.and_then(|e| Some((e, e.is::<Home>()?))) else {
        return view::Home { hero, ..view::Home::default() };
    };
    let arguments: &[Argument] = &data.arguments;
    view::Home {
        hero,
        doors: data.doors.iter().map(|item| door(cx, item, entry)).collect(),
        body: body::body(cx, entry),
        arguments: part::arguments(cx, arguments, entry),
        figures: part::figures(cx, &entry.common.figures),
        ..view::Home::default()
    }
}

/// The head of the page: the home's promise under the portal's.
fn hero(cx: &Context<'_>, home: Option<&Entry>) -> Hero {
    let settings = cx.site.portal.settings(cx.lang);
    let tagline = settings.tagline.as_ref().map(|tagline| cx.t(tagline));
    let summary = home.and_then(|home| home.common.summary.as_ref());
    let summary = summary.map(|summary| cx.line(summary));
    let title = home.map_or(&settings.title, |home| &home.title);
    let actions =
        [(PageKey::Departments, "see_territories"), (PageKey::Compare, "see_compare")];
    let has_territories = !cx.site.departments(cx.lang).is_empty();
    let actions = actions.into_iter().filter(|_| has_territories);
    Hero {
        kicker: tagline.clone().filter(|_| summary.is_some()),
        title: cx.t(title),
        lead: summary.or(tagline),
        actions: actions
            .map(|(key, text)| Link { href: cx.href(&key), text: cx.phrase(text, &[]) })
            .collect(),
        picture: home.and_then(|home| wide(cx, home)),
        ridges: ridgelines(&part::skyline(cx, None)),
    }
}

/// The image of an entry across the whole page.
pub(super) fn wide(cx: &Context<'_>, entry: &Entry) -> Option<Picture> {
    cx.picture(entry, sizes::HERO, false)
}

fn door(cx: &Context<'_>, door: &Door, owner: &Entry) -> view::Door {
    view::Door {
        href: cx.target(&door.link, owner),
        title: cx.t(&door.title),
        text: door.text.as_ref().map(|text| cx.line(text)),
        count: behind(cx, &door.link.href, owner),
    }
}

/// How much there is behind a door, where that can be counted.
fn behind(cx: &Context<'_>, href: &str, owner: &Entry) -> Option<String> {
    let sources = cx.world.sources;
    let from = &sources.get(owner.source).path;
    let Destination::Page { url, .. } =
        link::follow(cx.site, sources, cx.lang, from, href)
    else {
        return None;
    };
    let bare = url.split('?').next().unwrap_or(&url);
    let total = |kind| -> usize {
        let departments = cx.site.departments(cx.lang).into_iter();
        departments.map(|d| card::listed(cx, cx.lang, &d.place.territory, kind)).sum()
    };
    let (kind, n) = match &cx.site.page_at(bare)?.key {
        PageKey::Map => return Some(cx.count("place", places_of_portal(cx))),
        PageKey::Agenda(_) => (Kind::Event, total(Kind::Event)),
        PageKey::Offers(None, _) => (Kind::Offer, total(Kind::Offer)),
        PageKey::Departments => (Kind::Department, cx.site.departments(cx.lang).len()),
        PageKey::Section(id, kind, _) => {
            let territory = &cx.site.portal.catalog.get(*id).place.territory;
            (*kind, card::listed(cx, cx.lang, territory, *kind))
        }
        _ => return None,
    };
    (n > 0).then(|| card::counted(cx, kind, n))
}

fn places_of_portal(cx: &Context<'_>) -> usize {
    let departments = cx.site.departments(cx.lang).into_iter();
    departments.map(|department| places(cx, &department.place.territory).len()).sum()
}

/// The outlines of all départements, each leading to its page.
fn territories_map(cx: &Context<'_>) -> Option<view::MapView> {
    let departments = cx.site.departments(cx.lang);
    map::view(cx, cx.phrase("territories", &[]), &departments, &[])
}

fn territories(cx: &Context<'_>) -> CardGroup {
    let departments = cx.site.departments(cx.lang).into_iter();
    let href = cx.href(&PageKey::Departments);
    // The map beside them has their outlines.
    let cards = departments.take(TERRITORIES).filter_map(|d| card::territory(cx, d));
    let cards =
        cards.map(|card| Card::Territory(TerritoryCard { outline: None, ..card }));
    CardGroup {
        title: cx.phrase("territories", &[]),
        lead: None,
        cards: cards.collect(),
        more: Some(Link { href, text: cx.phrase("all_territories", &[]) }),
    }
}

/// The places to work in beside the map of the only département.
fn workspaces(cx: &Context<'_>, entry: &Entry) -> CardGroup {
    let group = department::section(cx, entry, Kind::Workspace);
    group.unwrap_or_else(|| CardGroup {
        title: cx.t(&entry.title),
        ..CardGroup::default()
    })
}

/// The offers checked last that one can still have.
fn offers(cx: &Context<'_>) -> Option<CardGroup> {
    use crate::model::kind::Offer;
    let all =
        cx.site.all(cx.lang, Kind::Offer).filter(|entry| department::is_open(entry));
    let mut all: Vec<&Entry> = all.collect();
    all.sort_by_key(|entry| {
        let checked = entry.is::<Offer>().map(|offer| offer.checked_on);
        (Reverse(checked), &entry.place)
    });
    let href = cx.href(&PageKey::Offers(None, 1));
    let more = Link { href, text: cx.phrase("all_offers", &[]) };
    let cards = card::cards(cx, all.into_iter().take(CARDS));
    card::group(cx.phrase("latest_offers", &[]), cards, Some(more))
}

/// The latest news of the portal and of its territories.
fn news(cx: &Context<'_>) -> Option<CardGroup> {
    let mut all: Vec<&Entry> = cx.site.all(cx.lang, Kind::Article).collect();
    all.sort_by_key(|entry| (Reverse(entry.common.date), &entry.place));
    let own = cx.site.section(cx.lang, &Territory::Portal, Kind::Article);
    let more = (!own.is_empty()).then(|| Link {
        href: cx.href(&PageKey::News(1)),
        text: cx.phrase("all_news", &[]),
    });
    let cards = card::cards(cx, all.into_iter().take(CARDS));
    card::group(cx.phrase("latest_news", &[]), cards, more)
}
