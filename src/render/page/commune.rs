//! The sheet of a commune: what is there, for and against.

use crate::geo;
use crate::model::Entry;
use crate::model::kind::CommuneSheet;
use crate::model::place::Kind;
use crate::model::territory::Town;
use crate::render::context::Context;
use crate::render::page::{connectivity, property};
use crate::render::view::{self, Card, CardGroup, Fact, Figure};
use crate::render::{Built, card, map, page, part};

/// The page of a commune.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    data: &'a CommuneSheet,
) -> Built<'a, view::Commune> {
    let locator = map::locator(cx, entry, data.commune);
    let single = || data.position.and_then(|_| map::single(cx, entry));
    let commune = view::Commune {
        entry: part::entry(cx, entry, cx.label("kind", Kind::Commune.word())),
        facts: facts(cx, data.commune),
        advantages: part::arguments(cx, &data.advantages, entry),
        drawbacks: part::arguments(cx, &data.drawbacks, entry),
        figures: figures(cx, entry, data.commune),
        services: data.services.iter().map(|service| cx.t(service)).collect(),
        map: map::beside_body(entry, if locator.is_none() { single() } else { None }),
        locator,
        groups: groups(cx, entry, data.commune),
    };
    (page::head(cx, entry), commune)
}

/// What the national registers say of it.
fn facts(cx: &Context<'_>, town: Town) -> Vec<Fact> {
    let population = town.0.population.map(|n| cx.locale.number(f64::from(n)));
    let postcodes: Vec<&str> = town.0.postcodes().collect();
    let postcodes = (!postcodes.is_empty()).then(|| postcodes.join(", "));
    let community = town.0.epci.and_then(geo::epci).map(|epci| cx.t(epci.name));
    [("population", population), ("code_postal", postcodes), ("epci", community)]
        .into_iter()
        .filter_map(|(term, text)| Some(cx.fact(term, text?)))
        .collect()
}

/// What a home costs, and how it is connected.
fn figures(cx: &Context<'_>, entry: &Entry, town: Town) -> Vec<Figure> {
    let mut figures = property::figures_of(cx, entry, town);
    figures.extend(connectivity::figures_of(cx, entry, town));
    figures
}

/// What the portal knows there, kind by kind.
fn groups(cx: &Context<'_>, entry: &Entry, town: Town) -> Vec<CardGroup> {
    let territory = &entry.place.territory;
    let department = cx.site.department_of(cx.lang, territory);
    let of_kind = |kind: Kind| {
        let there = cx.site.in_town(cx.lang, kind, town);
        (kind, card::local(cx, there.filter(|other| other.place.territory == *territory)))
    };
    let events = (Kind::Event, events(cx, entry, town));
    let groups = [
        of_kind(Kind::Workspace),
        of_kind(Kind::Offer),
        events,
        of_kind(Kind::Testimonial),
    ];
    groups
        .into_iter()
        .filter_map(|(kind, cards)| {
            let more = department.and_then(|d| part::section_link(cx, d, kind));
            card::group(cx.label("kinds", kind.folder()), cards, more)
        })
        .collect()
}

/// What is to come there, each event once.
fn events(cx: &Context<'_>, entry: &Entry, town: Town) -> Vec<Card> {
    let territory = &entry.place.territory;
    let catalog = &cx.site.portal.catalog;
    let there = cx.site.next_times_in(cx.lang, town).iter();
    let there = there.filter(|o| catalog.get(o.entry).place.territory == *territory);
    there.filter_map(|o| card::local_event(cx, o)).map(Card::Event).collect()
}
