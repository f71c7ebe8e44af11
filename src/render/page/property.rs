//! The property market of a département: rankings, with what each figure rests on.

use std::collections::BTreeMap;

use crate::model::Entry;
use crate::model::kind::{
    Offer, OfferType, PropertyMarket, PropertyReading, PropertyType,
};
use crate::model::place::Kind;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::view::{
    self, CardGroup, IntervalBar, MaybeLink, PriceRow, PriceTable,
};
use crate::render::{Built, card, page, part};

/// Below this many sales or leases, a median says little.
const FRAGILE: u32 = 11;

/// The page of the market.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    data: &'a PropertyMarket,
) -> Built<'a, view::Property> {
    let name = cx.department_name(&entry.place.territory).unwrap_or_default();
    let title = cx.phrase("market_of", &[("name", &name)]);
    let shared = part::entry(cx, entry, cx.label("kind", Kind::Property.word()));
    let own = data.source.as_ref().map(|source| part::source(cx, source));
    let property = view::Property {
        entry: view::Entry {
            title: title.clone(),
            body: data.method.as_ref().map(|method| cx.prose(method)).unwrap_or_default(),
            sources: own.into_iter().chain(shared.sources).collect(),
            ..shared
        },
        tables: tables(cx, entry, data),
        offers: homes(cx, entry),
    };
    (Head { title, ..page::head(cx, entry) }, property)
}

/// A price or a rent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Price,
    Rent,
}

impl Measure {
    fn of(self, reading: &PropertyReading) -> Option<f64> {
        match self {
            Self::Price => reading.price,
            Self::Rent => reading.rent,
        }
    }

    /// Quartiles, which are those of prices.
    fn interval(self, reading: &PropertyReading) -> Option<(f64, f64)> {
        if self == Self::Rent {
            return None;
        }
        reading.q1.zip(reading.q3).filter(|(low, high)| low <= high)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Price => "prix",
            Self::Rent => "loyer",
        }
    }
}

fn tables(cx: &Context<'_>, entry: &Entry, data: &PropertyMarket) -> Vec<PriceTable> {
    let types = [PropertyType::House, PropertyType::Flat, PropertyType::Land];
    let measures = [Measure::Price, Measure::Rent];
    let pairs =
        types.into_iter().flat_map(|kind| measures.map(|measure| (kind, measure)));
    pairs.filter_map(|(kind, measure)| table(cx, entry, data, kind, measure)).collect()
}

fn table(
    cx: &Context<'_>,
    entry: &Entry,
    data: &PropertyMarket,
    category: PropertyType,
    measure: Measure,
) -> Option<PriceTable> {
    let wanted = |reading: &PropertyReading| {
        reading.category == category && measure.of(reading).is_some()
    };
    let mut readings = latest(&data.readings, wanted);
    let value = |reading: &PropertyReading| measure.of(reading).unwrap_or_default();
    readings.sort_by(|a, b| value(b).total_cmp(&value(a)));
    let bounds = readings.iter().flat_map(|reading| {
        [Some(value(reading)), measure.interval(reading).map(|(_, high)| high)]
    });
    let top = bounds.flatten().fold(0.0, f64::max);
    let year = readings.first()?.year;
    let year = readings.iter().all(|r| r.year == year).then(|| year.to_string());
    let is_example = |r: &&PropertyReading| r.example || entry.common.example;
    let example = readings.iter().all(is_example);
    let row = |(rank, reading): (usize, &&PropertyReading)| PriceRow {
        rank,
        year: year.is_none().then(|| reading.year.to_string()),
        example: !example && is_example(reading),
        ..row(cx, entry, reading, measure, top)
    };
    let rows: Vec<PriceRow> = (1..).zip(&readings).map(row).collect();
    let name = cx.label("property", category.word());
    Some(PriceTable {
        id: format!("{}-{}", category.word(), measure.word()),
        title: cx.phrase(&format!("title_{}", measure.word()), &[("name", &name)]),
        measure: cx.phrase(&format!("median_{}", measure.word()), &[]),
        has_intervals: rows.iter().any(|row| row.interval.is_some()),
        year,
        example,
        rows,
        note: Some(cx.phrase(&format!("note_{}", measure.word()), &[])),
    })
}

/// The last reading of each place among those wanted, in order of place.
pub(super) fn latest(
    readings: &[PropertyReading],
    wanted: impl Fn(&PropertyReading) -> bool,
) -> Vec<&PropertyReading> {
    let mut by_place: BTreeMap<(Option<&str>, Option<&str>), &PropertyReading> =
        BTreeMap::new();
    for reading in readings.iter().filter(|reading| wanted(reading)) {
        let place = (
            reading.commune.map(|town| town.0.code),
            reading.epci.map(|community| community.0.code),
        );
        let last = by_place.entry(place).or_insert(reading);
        if reading.year > last.year {
            *last = reading;
        }
    }
    by_place.into_values().collect()
}

fn row(
    cx: &Context<'_>,
    entry: &Entry,
    reading: &PropertyReading,
    measure: Measure,
    top: f64,
) -> PriceRow {
    let value = measure.of(reading).unwrap_or_default();
    let interval = measure.interval(reading);
    let price = |euros: f64| cx.locale.price(euros);
    PriceRow {
        place: place(cx, entry, reading),
        value: price(value),
        interval: interval.map(|(low, high)| {
            let low = cx.locale.number(low);
            cx.phrase("range", &[("low", &low), ("high", &price(high))])
        }),
        sample: Some(cx.locale.number(f64::from(reading.sample))),
        fragile: reading.sample < FRAGILE,
        bar: bar(value, interval, top),
        ..PriceRow::default()
    }
}

fn place(cx: &Context<'_>, entry: &Entry, reading: &PropertyReading) -> MaybeLink {
    let community = || {
        let name = reading.epci.map(|community| cx.t(community.0.name));
        MaybeLink { text: name.unwrap_or_default(), href: None }
    };
    let town = reading.commune.map(|town| cx.town(town, &entry.place.territory));
    town.unwrap_or_else(community)
}

/// Lengths in percent of the greatest bound of the table.
fn bar(value: f64, interval: Option<(f64, f64)>, top: f64) -> IntervalBar {
    #[expect(clippy::cast_possible_truncation, reason = "a width on screen")]
    let percent = |amount: f64| {
        if top > 0.0 { (amount / top * 100.0).clamp(0.0, 100.0) as f32 } else { 0.0 }
    };
    IntervalBar {
        value: percent(value),
        low: interval.map(|(low, _)| percent(low)),
        span: interval.map(|(low, high)| percent(high - low)),
    }
}

/// The homes that one can have now.
fn homes(cx: &Context<'_>, entry: &Entry) -> Option<CardGroup> {
    let territory = &entry.place.territory;
    let is_home = |offer: &Offer| {
        matches!(offer.nature, OfferType::HomeForSale | OfferType::HomeToRent)
    };
    let list = cx.site.list(cx.lang, territory, Kind::Offer);
    let homes = list
        .filter(|entry| entry.is::<Offer>().is_some_and(is_home))
        .filter(|entry| super::department::is_open(entry));
    let department = cx.site.department_of(cx.lang, territory);
    let more = department.and_then(|entry| part::section_link(cx, entry, Kind::Offer));
    card::group(cx.phrase("homes", &[]), card::local(cx, homes), more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stay_in_their_track() {
        let whole = bar(50.0, Some((25.0, 100.0)), 100.0);
        assert_eq!((whole.value, whole.low, whole.span), (50.0, Some(25.0), Some(75.0)));
        let nothing = bar(0.0, None, 0.0);
        assert_eq!(nothing, IntervalBar::default());
        assert_eq!(bar(9.0, None, 3.0).value, 100.0);
    }
}
