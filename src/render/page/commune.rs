//! The sheet of a commune: what is there, for and against.

use std::collections::BTreeSet;

use crate::geo;
use crate::model::Entry;
use crate::model::kind::{CommuneSheet, Event, Offer, Testimonial, Workspace};
use crate::model::place::Kind;
use crate::model::territory::Town;
use crate::render::context::Context;
use crate::render::page::agenda::place_of;
use crate::render::view::{self, Card, CardGroup, Fact};
use crate::render::{Built, card, map, page, part};

/// The page of a commune.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    data: &'a CommuneSheet,
) -> Built<'a, view::Commune> {
    let commune = view::Commune {
        entry: part::entry(cx, entry, cx.label("kind", Kind::Commune.word())),
        facts: facts(cx, data.commune),
        advantages: part::arguments(cx, &data.advantages, entry),
        drawbacks: part::arguments(cx, &data.drawbacks, entry),
        services: data.services.iter().map(|service| cx.t(service)).collect(),
        map: map::beside_body(entry, data.position.and_then(|_| map::single(cx, entry))),
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

/// What the portal knows there, kind by kind.
fn groups(cx: &Context<'_>, entry: &Entry, town: Town) -> Vec<CardGroup> {
    let territory = &entry.place.territory;
    let department = cx.site.department_of(cx.lang, territory);
    let of_kind = |kind: Kind| {
        let list = cx.site.list(cx.lang, territory, kind);
        let there = list.filter(|other| town_of(other).is_some_and(|t| t == town));
        (kind, card::local(cx, there))
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

fn town_of(entry: &Entry) -> Option<Town> {
    let workspace = entry.is::<Workspace>().map(|workspace| workspace.commune);
    let offer = || entry.is::<Offer>().map(|offer| offer.commune);
    let words = || entry.is::<Testimonial>().and_then(|words| words.commune);
    workspace.or_else(offer).or_else(words)
}

/// What is to come there, each event once.
fn events(cx: &Context<'_>, entry: &Entry, town: Town) -> Vec<Card> {
    let mut seen = BTreeSet::new();
    let takes_place_there = |event: &Entry| {
        let place = event.is::<Event>().and_then(|event| place_of(cx, event));
        event.place.territory == entry.place.territory
            && place.is_some_and(|place| place.town == Some(town))
    };
    cx.site
        .upcoming(cx.lang)
        .filter(|o| cx.site.entry(cx.lang, o.entry).is_some_and(takes_place_there))
        .filter(|o| seen.insert(o.entry))
        .filter_map(|o| card::local_event(cx, o))
        .map(Card::Event)
        .collect()
}
