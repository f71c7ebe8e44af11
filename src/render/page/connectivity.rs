//! Broadband in a département: what was promised beside what is there, by intercommunality;
//! each commune has its own on its sheet.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::geo;
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::common::Objective;
use crate::model::kind::{Department, Region};
use crate::model::place::Kind;
use crate::model::sheet::{Connection, ConnectionSheet};
use crate::model::territory::Town;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::view::{self, ConnectionRow, Hero, ShareBar, ridgelines};
use crate::render::{Built, map, part};

/// The rates that are counted, in Mbit/s.
const RATES: [u32; 4] = [8, 30, 100, 1000];
/// How objectives are written that are about rates.
const UNIT: &str = "Mbit/s";

/// The page of a département's broadband.
pub fn build<'a>(
    cx: &Context<'a>,
    department: EntryId,
) -> Option<Built<'a, view::Connectivity>> {
    let department = cx.site.entry_or_default(cx.lang, department)?;
    let territory = &department.place.territory;
    let sheets = cx.site.portal.sheets_of(territory)?;
    let sheet = sheets.connections.as_ref()?;
    let communes = sheets.latest_connections();
    let name = cx.t(&department.title);
    let title = cx.phrase("connectivity", &[]);
    let day = communes.values().map(|one| one.date).max()?;
    let view = view::Connectivity {
        hero: Hero {
            kicker: Some(name.clone()),
            title: title.clone(),
            lead: Some(cx.phrase("connectivity_lead", &[("date", &cx.locale.date(day))])),
            ridges: ridgelines(&part::skyline(cx, Some(territory))),
            ..Hero::default()
        },
        example: sheet.provenance.example,
        whole: shares(cx, &communes),
        objectives: part::objectives(cx, &objectives(cx, department, &communes, day)),
        map: fibre(cx, department, sheet, &communes),
        caption: cx.phrase("connectivity_of", &[("name", &name)]),
        columns: columns(cx),
        rows: rows(cx, &communes),
        method: cx.phrase("connectivity_method", &[]),
        sources: vec![source(cx, sheet)],
    };
    let head = Head {
        title: cx.phrase("section_of", &[("section", &title), ("name", &name)]),
        description: view.hero.lead.clone(),
        trail: cx.link_to(department.id).into_iter().collect(),
        territory: Some(territory),
        ..Head::default()
    };
    Some((head, view))
}

/// The communes by share of premises that can have fibre.
fn fibre(
    cx: &Context<'_>,
    department: &Entry,
    sheet: &ConnectionSheet,
    communes: &Communes<'_>,
) -> Option<view::ClassMap> {
    let shares = communes
        .values()
        .filter_map(|one| Some((one.commune.0.code, share(one.fiber?, one.premises)?)));
    let measure = cx.phrase("fibered", &[]);
    let themed = map::Themed {
        title: cx.phrase("by_commune", &[("title", &measure)]),
        measure,
        values: shares.collect(),
        words: &|share| cx.locale.percent(share),
        without: cx.phrase("not_known", &[]),
        example: sheet.provenance.example,
    };
    map::classes(cx, &department.place.territory, themed)
}

fn source(cx: &Context<'_>, sheet: &ConnectionSheet) -> view::Source {
    part::source(cx, &sheet.provenance.source())
}

/// The share of premises that reach a rate, in percent to one decimal, never rounded up:
/// nobody shall read that all have what one does not.
pub(super) fn share(reached: u32, premises: u32) -> Option<f64> {
    (premises > 0)
        .then(|| (f64::from(reached) / f64::from(premises) * 1000.0).floor() / 10.0)
}

/// Premises that reach a rate, in Mbit/s, where that is known.
fn reached(one: &Connection, rate: u32) -> Option<u32> {
    match rate {
        8 => one.rate_8,
        30 => one.rate_30,
        100 => one.rate_100,
        1000 => one.rate_1000,
        _ => None,
    }
}

/// The share of all premises of the communes where it is known.
fn together(
    communes: &Communes<'_>,
    count: impl Fn(&Connection) -> Option<u32>,
) -> Option<f64> {
    let known = communes.values().filter_map(|one| Some((count(one)?, one.premises)));
    let (reached, premises) =
        known.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    share(reached, premises)
}

fn columns(cx: &Context<'_>) -> Vec<String> {
    let rates = RATES.map(|rate| cx.locale.measure(f64::from(rate), UNIT));
    let rates = rates.map(|rate| cx.phrase("rate_or_more", &[("rate", &rate)]));
    rates.into_iter().chain([cx.phrase("fiber", &[])]).collect()
}

fn counts(one: &Connection) -> [Option<u32>; 5] {
    let [a, b, c, d] = RATES.map(|rate| reached(one, rate));
    [a, b, c, d, one.fiber]
}

fn shares(cx: &Context<'_>, communes: &Communes<'_>) -> Vec<ShareBar> {
    let labels = columns(cx).into_iter().enumerate();
    labels
        .filter_map(|(at, label)| {
            let share = together(communes, |one| counts(one)[at])?;
            Some(ShareBar { label, ..bar(cx, share) })
        })
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a width on screen")]
fn bar(cx: &Context<'_>, share: f64) -> ShareBar {
    ShareBar {
        label: String::new(),
        text: cx.locale.percent(share),
        percent: share as f32,
    }
}

/// Communes by their codes.
type Communes<'a> = BTreeMap<&'a str, &'a Connection>;

fn rows(cx: &Context<'_>, communes: &Communes<'_>) -> Vec<ConnectionRow> {
    let mut groups: BTreeMap<&str, Communes<'_>> = BTreeMap::new();
    for (code, one) in communes {
        // A commune of no intercommunality stands alone.
        let epci = one.commune.0.epci.and_then(geo::epci);
        let name = epci.map_or(one.commune.0.name, |epci| epci.name);
        groups.entry(name).or_default().insert(code, one);
    }
    let mut rows: Vec<_> =
        groups.iter().map(|(name, group)| row(cx, name, group)).collect();
    rows.sort_by(|a, b| cx.locale.compare(&a.place, &b.place));
    rows
}

fn row(cx: &Context<'_>, name: &str, communes: &Communes<'_>) -> ConnectionRow {
    let cell = |at: usize| Some(bar(cx, together(communes, |one| counts(one)[at])?));
    let premises = communes.values().map(|one| f64::from(one.premises)).sum();
    ConnectionRow {
        place: cx.t(name),
        communes: cx.count("commune", communes.len()),
        premises: cx.locale.number(premises),
        cells: (0..=RATES.len()).map(cell).collect(),
    }
}

/// How the homes of a commune are connected.
pub(super) fn figures_of(
    cx: &Context<'_>,
    entry: &Entry,
    town: Town,
) -> Vec<view::Figure> {
    let sheets = cx.site.portal.sheets_of(&entry.place.territory);
    let sheet = sheets.and_then(|sheets| sheets.connections.as_ref());
    let one = sheets.and_then(|sheets| sheets.connection(town));
    let Some((one, sheet)) = one.zip(sheet) else { return Vec::new() };
    let all = [("wired", one.rate_100), ("fibered", one.fiber)];
    let figures = all.into_iter().filter_map(|(phrase, count)| {
        Some(view::Figure {
            label: cx.phrase(phrase, &[]),
            value: cx.locale.percent(share(count?, one.premises)?),
            source: Some(part::source(cx, &sheet.provenance.source())),
            example: sheet.provenance.example,
            ..view::Figure::default()
        })
    });
    figures.collect()
}

/// What was promised for the département and its regions, with what is reached of it.
fn objectives(
    cx: &Context<'_>,
    department: &Entry,
    communes: &Communes<'_>,
    day: Date,
) -> Vec<Objective> {
    let own = department.is::<Department>();
    let regions = cx.site.all(cx.site.portal.lang, Kind::Region);
    let regions = regions.filter_map(|entry| cx.site.entry_or_default(cx.lang, entry.id));
    let regions = regions.filter_map(|entry| entry.is::<Region>()).filter(|region| {
        let code = own.map(|own| own.code);
        region.departments.iter().any(|one| Some(*one) == code)
    });
    let promised = own.into_iter().flat_map(|own| &own.objectives);
    let promised = promised.chain(regions.flat_map(|region| &region.objectives));
    let measured = promised.filter_map(|objective| {
        let is_rate = objective.unit.as_deref() == Some(UNIT);
        let rate = objective.threshold.filter(|_| is_rate)?;
        let rate = RATES.into_iter().find(|known| f64::from(*known) == rate)?;
        let reached = together(communes, |one| reached(one, rate))?;
        Some(Objective {
            share: Some(objective.share.unwrap_or(100.0)),
            reached: Some(reached),
            reached_on: Some(day),
            ..objective.clone()
        })
    });
    measured.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_never_rounded_up() {
        assert_eq!(share(9_999, 10_000), Some(99.9));
        assert_eq!(share(10_000, 10_000), Some(100.0));
        assert_eq!(share(0, 12), Some(0.0));
        assert_eq!(share(0, 0), None);
    }
}
