//! The sheet of a commune: what is there, for and against.

use crate::geo;
use crate::model::Entry;
use crate::model::kind::{CommuneSheet, Correspondent, Department, Welcome};
use crate::model::place::Kind;
use crate::model::territory::Town;
use crate::render::context::Context;
use crate::render::page::map::known;
use crate::render::page::{connectivity, property, service, welcome};
use crate::render::view::{self, Card, CardGroup, Fact, Figure, LocalContact, MaybeLink};
use crate::render::{Built, card, map, page, part};
use crate::site::address::PageKey;

/// The page of a commune.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    data: &'a CommuneSheet,
) -> Built<'a, view::Commune> {
    let welcomes = known(cx, &entry.place.territory, Kind::Welcome);
    let welcomes: Vec<&Welcome> =
        welcomes.into_iter().filter_map(|entry| entry.is()).collect();
    let locator = map::locator(cx, entry, data.commune);
    let single = || data.position.and_then(|_| map::single(cx, entry));
    let commune = view::Commune {
        entry: part::entry(cx, entry, cx.label("kind", Kind::Commune.word())),
        facts: facts(cx, data.commune),
        advantages: part::arguments(cx, &data.advantages, entry),
        drawbacks: part::arguments(cx, &data.drawbacks, entry),
        figures: figures(cx, entry, data.commune),
        services: data.services.iter().map(|service| cx.t(service)).collect(),
        nearest: service::nearest(cx, entry, data),
        map: map::beside_body(entry, if locator.is_none() { single() } else { None }),
        locator,
        compare: compare(cx, entry),
        contact: contact(cx, entry, data.commune, &welcomes),
        sponsors: sponsors(cx, entry, data.commune, &welcomes),
        committees: committees(cx, entry, data.commune, &welcomes),
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

/// What a home costs, how it is connected, and who looks after children.
fn figures(cx: &Context<'_>, entry: &Entry, town: Town) -> Vec<Figure> {
    let mut figures = property::figures_of(cx, entry, town);
    figures.extend(connectivity::figures_of(cx, entry, town));
    figures.extend(service::figures_of(cx, entry, town));
    figures
}

/// The page where communes are compared, with this one in it.
fn compare(cx: &Context<'_>, entry: &Entry) -> Option<String> {
    cx.site.page(cx.lang, &PageKey::CompareTowns)?;
    Some(format!("{}#{}", cx.href(&PageKey::CompareTowns), cx.href_of(entry.id)?))
}

/// Who answers those who want to come: for the commune, else for its intercommunality, else
/// for the département.
fn contact(
    cx: &Context<'_>,
    entry: &Entry,
    town: Town,
    welcomes: &[&Welcome],
) -> Option<LocalContact> {
    let is_for = |person: &&Correspondent| match (person.commune, person.epci) {
        (Some(other), _) => other == town,
        (None, Some(epci)) => town.0.epci == Some(epci.0.code),
        (None, None) => person.department,
    };
    let people = welcomes.iter().flat_map(|welcome| &welcome.correspondents);
    let nearest = people.filter(is_for).min_by_key(|person| welcome::nearness(person));
    if let Some(person) = nearest {
        let LocalContact { territory, contact } =
            welcome::local_contact(cx, entry, person);
        // A page does not lead to itself.
        let href = territory.href.filter(|_| person.commune.is_none());
        return Some(LocalContact {
            territory: MaybeLink { href, ..territory },
            contact,
        });
    }
    let department = cx.site.department_of(cx.lang, &entry.place.territory)?;
    let contact = department.is::<Department>()?.contact.as_ref()?;
    Some(LocalContact {
        territory: welcome::whole_department(cx, entry),
        contact: part::contact(cx, contact),
    })
}

/// Who sponsors newcomers there.
fn sponsors(
    cx: &Context<'_>,
    entry: &Entry,
    town: Town,
    welcomes: &[&Welcome],
) -> Vec<view::Sponsor> {
    let all = welcomes.iter().flat_map(|welcome| &welcome.sponsors);
    let here = all.filter(|sponsor| sponsor.commune == Some(town));
    here.map(|sponsor| view::Sponsor {
        commune: None,
        ..welcome::sponsor(cx, entry, sponsor)
    })
    .collect()
}

/// Who receives newcomers there.
fn committees(
    cx: &Context<'_>,
    entry: &Entry,
    town: Town,
    welcomes: &[&Welcome],
) -> Vec<view::Committee> {
    let all = welcomes.iter().flat_map(|welcome| &welcome.committees);
    let here = all.filter(|committee| committee.commune == Some(town));
    here.map(|committee| view::Committee {
        commune: None,
        ..welcome::committee(cx, entry, committee)
    })
    .collect()
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
