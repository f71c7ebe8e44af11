//! The page of a département, and the blocks that the home shares with it.

use std::cmp::Reverse;

use crate::model::Entry;
use crate::model::kind::{Department, Offer, OfferStatus};
use crate::model::place::{Kind, Territory};
use crate::parse::markdown::{Body, Name};
use crate::render::context::Context;
use crate::render::layout::{Head, property_link};
use crate::render::page::map::{self as map_page, places};
use crate::render::view::{
    self, Card, CardGroup, Door, Hero, Link, MapView, TestimonialCard, sizes,
};
use crate::render::{Built, card, map, page, part};
use crate::site::address::PageKey;

/// Events shown before one asks for the agenda.
const EVENTS: usize = 3;
/// Cards shown before one asks for the list.
const CARDS: usize = 3;

/// The page of a département.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    data: &'a Department,
) -> Built<'a, view::Department> {
    let territory = &entry.place.territory;
    let department = view::Department {
        hero: hero(cx, entry, data),
        entry: part::entry(cx, entry, cx.label("kind", Kind::Department.word())),
        doors: doors(cx, entry),
        arguments: part::arguments(cx, &data.arguments, entry),
        map: map::beside_body(entry, places_map(cx, entry)),
        events: beside_body(Some(entry), events(cx, Some(territory))),
        testimonial: testimonial(cx, Some(territory)),
        groups: groups(cx, entry),
        objectives: part::objectives(cx, &data.objectives),
        contact: data.contact.as_ref().map(|contact| part::contact(cx, contact)),
        neighbors: neighbors(cx, data),
    };
    let head = Head { calendars: calendars(cx, entry), ..page::head(cx, entry) };
    (head, department)
}

/// The head of the page: its code above its name.
pub(super) fn hero(cx: &Context<'_>, entry: &Entry, data: &Department) -> Hero {
    let kind = cx.label("kind", Kind::Department.word());
    let kicker = format!("{kind} · {}", data.code.0.code);
    page::territory_hero(cx, entry, kicker, data.tagline.as_ref())
}

/// Its sections, with what they hold.
pub(super) fn doors(cx: &Context<'_>, entry: &Entry) -> Vec<Door> {
    let territory = &entry.place.territory;
    let sections = Kind::SECTIONS.into_iter().filter_map(|kind| {
        let link = part::section_link(cx, entry, kind)?;
        let n = card::listed(cx, cx.lang, territory, kind);
        Some(door(link, (n > 0).then(|| card::counted(cx, kind, n))))
    });
    let property = property_link(cx, territory).map(|link| door(link, None));
    sections.chain(property).collect()
}

fn door(link: Link, count: Option<String>) -> Door {
    Door { href: link.href, title: link.text, text: None, count }
}

/// The map of its places, when there are any; their list is that of the whole map.
pub(super) fn places_map(cx: &Context<'_>, entry: &Entry) -> Option<MapView> {
    let places = places(cx, &entry.place.territory);
    if places.is_empty() {
        return None;
    }
    let title = cx.phrase("map_of", &[("name", &cx.t(&entry.title))]);
    let map = map::view(cx, title, &[entry], &places)?;
    let whole = format!("{}?dept={}", cx.href(&PageKey::Map), entry.place.slug);
    Some(MapView { single: true, whole: Some(whole), ..map })
}

/// The next events of a territory, or of the portal: each event once.
pub(super) fn events(
    cx: &Context<'_>,
    territory: Option<&Territory>,
) -> Option<CardGroup> {
    let next = cx.site.next_times(cx.lang, territory).iter();
    let cards = next.filter_map(|o| match territory {
        Some(_) => card::local_event(cx, o),
        None => card::event(cx, o),
    });
    let cards = cards.take(EVENTS).map(Card::Event).collect();
    let department = territory.and_then(|t| cx.site.department_of(cx.lang, t));
    let list = department.and_then(|entry| part::section_link(cx, entry, Kind::Event));
    let href = list.map_or_else(|| cx.href(&PageKey::Agenda(1)), |link| link.href);
    let more = Link { href, text: cx.phrase("all_events", &[]) };
    card::group(cx.phrase("next_events", &[]), cards, Some(more))
}

/// The events of a page, unless its text already lists them.
pub(super) fn beside_body(
    text: Option<&Entry>,
    events: Option<CardGroup>,
) -> Option<CardGroup> {
    let body = text.and_then(|entry| entry.body.as_deref());
    let listed = |body: &Body| body.directives.iter().any(|d| d.name == Name::Agenda);
    events.filter(|_| !body.is_some_and(listed))
}

/// The newest story; an example only where there is no other.
pub(super) fn testimonial(
    cx: &Context<'_>,
    territory: Option<&Territory>,
) -> Option<TestimonialCard> {
    let order = |entry: &&Entry| {
        (entry.common.example, Reverse(entry.common.date), entry.place.slug.clone())
    };
    let (site, kind) = (cx.site, Kind::Testimonial);
    let chosen = match territory {
        Some(territory) => site.list(cx.lang, territory, kind).min_by_key(order)?,
        None => site.all(cx.lang, kind).min_by_key(order)?,
    };
    let mut card = card::testimonial(cx, chosen)?;
    card.head.picture = cx.picture(chosen, sizes::QUOTE, true);
    Some(card)
}

/// A few cards of what changes; its places are on the map.
fn groups(cx: &Context<'_>, entry: &Entry) -> Vec<CardGroup> {
    let kinds = [Kind::Offer, Kind::Article];
    kinds.into_iter().filter_map(|kind| section(cx, entry, kind)).collect()
}

/// A few cards of a section and the way to the rest.
pub(super) fn section(cx: &Context<'_>, entry: &Entry, kind: Kind) -> Option<CardGroup> {
    let territory = &entry.place.territory;
    let list = cx.site.list(cx.lang, territory, kind).filter(|entry| is_open(entry));
    let cards = card::local(cx, list.take(CARDS));
    let whole = card::counted(cx, kind, card::listed(cx, cx.lang, territory, kind));
    let more = part::section_link(cx, entry, kind)
        .map(|link| Link { text: cx.phrase("see_all", &[("what", &whole)]), ..link });
    card::group(cx.label("kinds", kind.folder()), cards, more)
}

/// Whether one can still have it: offers that are gone stay on their list alone.
pub(super) fn is_open(entry: &Entry) -> bool {
    entry.is::<Offer>().is_none_or(|offer| offer.status != Some(OfferStatus::Taken))
}

fn neighbors(cx: &Context<'_>, data: &Department) -> Vec<Link> {
    let found = data.see_also.iter().filter_map(|slug| cx.site.department(cx.lang, slug));
    found.filter_map(|entry| cx.link_to(entry.id)).collect()
}

/// The iCalendar file of the département, when it has an agenda.
pub(super) fn calendars(cx: &Context<'_>, entry: &Entry) -> Vec<Link> {
    if map_page::known(cx, &entry.place.territory, Kind::Event).is_empty() {
        return Vec::new();
    }
    let href = cx.site.base.href(&format!("/{}/agenda.ics", entry.place.slug));
    let text = cx.phrase("agenda_of", &[("name", &cx.t(&entry.title))]);
    vec![Link { href, text }]
}
