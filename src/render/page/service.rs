//! Services of daily life around a commune: the nearest of each kind.

use std::collections::BTreeMap;

use crate::geo::{self, Position};
use crate::model::Entry;
use crate::model::common::{FullSource, Source};
use crate::model::kind::{CommuneSheet, Workspace};
use crate::model::place::Kind;
use crate::model::service::{Service, ServiceKind, Services};
use crate::model::sheet::Provenance;
use crate::model::territory::Town;
use crate::model::value::Period;
use crate::render::context::Context;
use crate::render::page::map::known;
use crate::render::view::{Fact, Figure, Nearest};
use crate::render::{map, part};

/// Below so many kilometers, a distance has a decimal.
const NEAR_KM: f64 = 10.0;

/// Where a commune is, as seen from which distances are told: where its editor puts it, at its
/// town hall, or where maps write its name.
fn position_of(data: &CommuneSheet, services: Option<&Services>) -> Option<Position> {
    let town = data.commune;
    let hall = || services?.town_hall(town);
    data.position.or_else(hall).or_else(|| geo::town_position(town.0.code))
}

fn services_of<'a>(cx: &Context<'a>, entry: &Entry) -> Option<&'a Services> {
    Some(&cx.site.portal.sheets_of(&entry.place.territory)?.services)
}

/// The services of a commune, and the nearest of each kind that it has none of.
pub(super) fn nearest(
    cx: &Context<'_>,
    entry: &Entry,
    data: &CommuneSheet,
) -> Option<Nearest> {
    let services = services_of(cx, entry);
    let from = position_of(data, services);
    let mut here = Vec::new();
    let mut away: Vec<Fact> =
        from.and_then(|from| workspace(cx, entry, data, from)).into_iter().collect();
    let mut origins: BTreeMap<&str, &Provenance> = BTreeMap::new();
    for (kind, (provenance, all)) in services.iter().flat_map(|s| s.by_kind()) {
        // Every commune has one.
        if kind == ServiceKind::TownHall {
            continue;
        }
        let term = cx.label("service", kind.word());
        if let Some(n) = count_in(&all, data.commune) {
            here.push(if n == 1 { term } else { several(cx, &term, n) });
        } else if let Some(text) = from.and_then(|from| beyond(cx, &all, from)) {
            away.push(Fact { term, text, href: None });
        } else {
            continue;
        }
        origins.insert(&provenance.title, provenance);
    }
    let source = |origin: &&Provenance| part::source(cx, &origin.source());
    (!here.is_empty() || !away.is_empty()).then(|| Nearest {
        here: (!here.is_empty()).then(|| here.join(", ")),
        method: (!away.is_empty()).then(|| cx.phrase("as_the_crow_flies", &[])),
        away,
        sources: origins.values().map(source).collect(),
        example: origins.values().any(|origin| origin.example),
    })
}

/// How many there are in a commune, if any.
fn count_in(all: &[&Service], town: Town) -> Option<u32> {
    let here = all.iter().filter(|service| service.commune == town);
    Some(here.map(|service| service.count.unwrap_or(1)).sum()).filter(|n| *n > 0)
}

fn several(cx: &Context<'_>, term: &str, n: u32) -> String {
    let n = cx.locale.number(f64::from(n));
    cx.phrase("several_services", &[("service", term), ("n", &n)])
}

/// The commune of the nearest, and how far it is.
fn beyond(cx: &Context<'_>, all: &[&Service], from: Position) -> Option<String> {
    let distances = all.iter().filter_map(|service| {
        Some((geo::distance_km(from, service.position?), service.commune.0))
    });
    let (km, commune) = distances
        .min_by(|(a, one), (b, other)| a.total_cmp(b).then(one.code.cmp(other.code)))?;
    Some(away(cx, commune.name, km))
}

/// « Murat, 4,4 km »
fn away(cx: &Context<'_>, place: &str, km: f64) -> String {
    let distance = cx.locale.measure(rounded(km), "km");
    cx.phrase("away", &[("place", &cx.t(place)), ("distance", &distance)])
}

/// The nearest workspace that one can go to, for a commune that has none.
fn workspace(
    cx: &Context<'_>,
    entry: &Entry,
    data: &CommuneSheet,
    from: Position,
) -> Option<Fact> {
    if cx.site.in_town(cx.lang, Kind::Workspace, data.commune).next().is_some() {
        return None;
    }
    let all = known(cx, &entry.place.territory, Kind::Workspace).into_iter();
    let open =
        all.filter(|entry| entry.is::<Workspace>().is_some_and(Workspace::is_open));
    let distances = open.filter_map(|entry| {
        Some((geo::distance_km(from, map::position(cx, entry)?), entry))
    });
    let (km, nearest) = distances
        .min_by(|(a, one), (b, other)| a.total_cmp(b).then(one.id.cmp(&other.id)))?;
    Some(Fact {
        term: cx.label("kind", Kind::Workspace.word()),
        text: away(cx, &nearest.title, km),
        href: cx.href_of(nearest.id),
    })
}

/// Kilometers as they are told.
fn rounded(km: f64) -> f64 {
    let tenths = (km * 10.0).round() / 10.0;
    if tenths < NEAR_KM { tenths } else { km.round() }
}

/// How many children find a place in a commune.
pub(super) fn figures_of(cx: &Context<'_>, entry: &Entry, town: Town) -> Vec<Figure> {
    let services = services_of(cx, entry);
    let childcare = services.and_then(|services| services.childcare_in(town));
    let Some((sheet, one)) = childcare else { return Vec::new() };
    let Source(source) = sheet.provenance.source();
    let year = i16::try_from(one.year).ok().map(Period::Year);
    let number = |rate: f64| cx.locale.number(rate);
    let nurseries = one.nurseries.filter(|rate| *rate > 0.0);
    vec![Figure {
        label: cx.phrase("childcare", &[]),
        value: number(one.rate),
        reference: nurseries
            .map(|rate| cx.phrase("childcare_nurseries", &[("n", &number(rate))])),
        source: Some(part::source(cx, &Source(FullSource { date: year, ..source }))),
        example: sheet.provenance.example,
        ..Figure::default()
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_have_a_decimal_where_it_tells_something() {
        let told = [0.04, 3.12, 9.94, 9.96, 17.6].map(rounded);
        assert_eq!(told, [0.0, 3.1, 9.9, 10.0, 18.0]);
    }
}
