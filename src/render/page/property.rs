//! The property market of a département: rankings, with what each figure rests on.

use std::collections::BTreeMap;

use crate::model::Entry;
use crate::model::kind::{
    Offer, OfferType, PropertyMarket, PropertyReading, PropertyType,
};
use crate::model::place::Kind;
use crate::model::sheet::{Provenance, Sheets};
use crate::model::territory::Town;
use crate::render::context::{Context, escape};
use crate::render::layout::Head;
use crate::render::view::{
    self, CardGroup, Html, IntervalBar, LineChart, MaybeLink, PriceRow, PriceTable,
};
use crate::render::{Built, card, map, page, part};

/// Below this many sales or leases, a median says little.
const FRAGILE: u32 = 11;

/// A longer ranking shows so many places at each of its ends: a phone has to draw it.
const ENDS: usize = 3;

/// The page of the market.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    data: &'a PropertyMarket,
) -> Built<'a, view::Property> {
    let name = cx.department_name(&entry.place.territory).unwrap_or_default();
    let title = cx.phrase("market_of", &[("name", &name)]);
    let shared = part::entry(cx, entry, cx.label("kind", Kind::Property.word()));
    let imported = imported(cx, entry);
    let own = data.source.iter().cloned().chain(imported.iter().map(|one| one.source()));
    let own: Vec<_> = own.map(|source| part::source(cx, &source)).collect();
    let method = data.method.as_ref().map(|method| cx.prose(method));
    let told = (!imported.is_empty())
        .then(|| format!("<p>{}</p>", escape(&cx.phrase("property_method", &[]))));
    let property = view::Property {
        entry: view::Entry {
            title: title.clone(),
            body: Html(method.map(|method| method.0).into_iter().chain(told).collect()),
            sources: own.into_iter().chain(shared.sources).collect(),
            ..shared
        },
        tables: tables(cx, entry, data),
        trends: trends(cx, entry, data),
        offers: homes(cx, entry),
    };
    (Head { title, ..page::head(cx, entry) }, property)
}

/// What imports tell of the market.
fn imported<'a>(cx: &Context<'a>, entry: &Entry) -> Vec<&'a Provenance> {
    let sheets = cx.site.portal.sheets_of(&entry.place.territory).into_iter();
    sheets.flat_map(Sheets::prices).map(|sheet| &sheet.provenance).collect()
}

/// A price or a rent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
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

    /// The quartiles of prices, the range of rents.
    fn interval(self, reading: &PropertyReading) -> Option<(f64, f64)> {
        let bounds = match self {
            Self::Price => reading.q1.zip(reading.q3),
            Self::Rent => reading.rent_low.zip(reading.rent_high),
        };
        bounds.filter(|(low, high)| low <= high)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Price => "prix",
            Self::Rent => "loyer",
        }
    }

    /// What its samples count.
    fn unit(self) -> &'static str {
        match self {
            Self::Price => "sale",
            Self::Rent => "lease",
        }
    }
}

fn tables(cx: &Context<'_>, entry: &Entry, data: &PropertyMarket) -> Vec<PriceTable> {
    let types = [PropertyType::House, PropertyType::Flat, PropertyType::Land];
    let measures = [Measure::Price, Measure::Rent];
    let pairs =
        types.into_iter().flat_map(|kind| measures.map(|measure| (kind, measure)));
    let whole = [false, true];
    let all = pairs.flat_map(|of| whole.map(|is_epci| (of, is_epci)));
    all.filter_map(|(of, is_epci)| table(cx, entry, data, of, is_epci)).collect()
}

fn table(
    cx: &Context<'_>,
    entry: &Entry,
    data: &PropertyMarket,
    (category, measure): (PropertyType, Measure),
    is_epci: bool,
) -> Option<PriceTable> {
    let wanted = |reading: &PropertyReading| {
        reading.category == category
            && measure.of(reading).is_some()
            && reading.epci.is_some() == is_epci
    };
    let mut readings = latest(&data.readings, wanted);
    let value = |reading: &PropertyReading| measure.of(reading).unwrap_or_default();
    readings.sort_by(|a, b| value(b).total_cmp(&value(a)));
    let bounds = readings.iter().flat_map(|reading| {
        [Some(value(reading)), measure.interval(reading).map(|(_, high)| high)]
    });
    let top = bounds.flatten().fold(0.0, f64::max);
    let year = years(readings.first()?);
    let year = readings.iter().all(|r| years(r) == year).then_some(year);
    let is_example = |r: &&PropertyReading| r.example || entry.common.example;
    let example = readings.iter().all(is_example);
    let row = |(rank, reading): (usize, &&PropertyReading)| PriceRow {
        rank,
        year: year.is_none().then(|| years(reading)),
        example: !example && is_example(reading),
        ..row(cx, entry, reading, measure, top)
    };
    let map = (category == PropertyType::House && measure == Measure::Price && !is_epci)
        .then(|| prices(cx, entry, &readings, (year.as_deref(), example)))
        .flatten();
    let mut rows: Vec<PriceRow> = (1..).zip(&readings).map(row).collect();
    let between = rows.len().saturating_sub(2 * ENDS);
    rows.drain(ENDS.min(rows.len())..(ENDS + between).min(rows.len()));
    let between =
        (between > 0).then(|| cx.phrase("rows_between", &[("n", &between.to_string())]));
    let note = cx.phrase(&format!("note_{}", measure.word()), &[]);
    let title = title(cx, category, measure);
    let suffix = if is_epci { "-epci" } else { "" };
    Some(PriceTable {
        id: format!("{}-{}{suffix}", category.word(), measure.word()),
        title: match is_epci {
            true => cx.phrase("by_epci", &[("title", &title)]),
            false => title,
        },
        by_epci: is_epci,
        measure: cx.phrase(&format!("median_{}", measure.word()), &[]),
        has_intervals: rows.iter().any(|row| row.interval.is_some()),
        year,
        example,
        map,
        rows,
        note: Some(
            [Some(note), between].into_iter().flatten().collect::<Vec<_>>().join(" "),
        ),
    })
}

/// The communes by the price of their houses.
fn prices(
    cx: &Context<'_>,
    entry: &Entry,
    readings: &[&PropertyReading],
    (year, example): (Option<&str>, bool),
) -> Option<view::ClassMap> {
    let prices =
        readings.iter().filter_map(|one| Some((one.commune?.0.code, one.price?)));
    let name = title(cx, PropertyType::House, Measure::Price);
    let median = cx.phrase("median_prix", &[]);
    let themed = map::Themed {
        title: cx.phrase("by_commune", &[("title", &name)]),
        measure: [Some(median.as_str()), year]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", "),
        values: prices.collect(),
        words: &|price| cx.locale.price(price),
        without: cx.phrase("too_few_sales", &[]),
        example,
    };
    map::classes(cx, &entry.place.territory, themed)
}

/// « Maison : prix au m² »
fn title(cx: &Context<'_>, category: PropertyType, measure: Measure) -> String {
    let name = cx.label("property", category.word());
    cx.phrase(&format!("title_{}", measure.word()), &[("name", &name)])
}

/// `2024`, or `2020–2024`.
fn years(reading: &PropertyReading) -> String {
    let last = reading.year;
    match reading.since.filter(|first| *first < last) {
        Some(first) => format!("{first}–{last}"),
        None => last.to_string(),
    }
}

/// Fewest years that make a course.
const COURSE: usize = 3;

/// The course of a price: of readings of one place, a year each.
fn course(
    cx: &Context<'_>,
    caption: String,
    readings: &[&PropertyReading],
    measure: Measure,
) -> Option<LineChart> {
    let mut years: BTreeMap<u32, f64> = BTreeMap::new();
    for reading in readings.iter().filter(|reading| reading.since.is_none()) {
        years.extend(measure.of(reading).map(|value| (reading.year, value)));
    }
    let points = years.iter().map(|(year, value)| view::Reading {
        at: f64::from(*year),
        value: *value,
        label: year.to_string(),
        text: cx.locale.price(*value),
    });
    let points: Vec<_> = points.collect();
    (points.len() >= COURSE).then(|| LineChart::new(caption, &points, None))
}

/// The course of the price of houses in each intercommunality.
fn trends(cx: &Context<'_>, entry: &Entry, data: &PropertyMarket) -> Vec<LineChart> {
    let mut by_place: BTreeMap<_, Vec<&PropertyReading>> = BTreeMap::new();
    let houses = data.readings.iter().filter(|one| one.category == PropertyType::House);
    for reading in houses.filter(|reading| reading.price.is_some()) {
        if let Some(epci) = reading.epci {
            by_place.entry(epci.0.code).or_default().push(reading);
        }
    }
    let name = title(cx, PropertyType::House, Measure::Price);
    let courses = by_place.into_values().filter_map(|readings| {
        let place = place(cx, entry, readings.first()?).text;
        let caption = cx.phrase("trend", &[("place", &place), ("name", &name)]);
        course(cx, caption, &readings, Measure::Price)
    });
    courses.collect()
}

/// What homes cost in a commune, or else in its intercommunality.
pub(super) fn figures_of(
    cx: &Context<'_>,
    entry: &Entry,
    town: Town,
) -> Vec<view::Figure> {
    let market = cx.site.list(cx.lang, &entry.place.territory, Kind::Property).next();
    let Some((market, data)) = market.and_then(|entry| Some((entry, entry.is()?))) else {
        return Vec::new();
    };
    let types = [PropertyType::House, PropertyType::Flat];
    let measures = [Measure::Price, Measure::Rent];
    let all = types.into_iter().flat_map(|kind| measures.map(|measure| (kind, measure)));
    all.filter_map(|(kind, measure)| figure(cx, market, data, town, kind, measure))
        .collect()
}

fn figure(
    cx: &Context<'_>,
    market: &Entry,
    data: &PropertyMarket,
    town: Town,
    category: PropertyType,
    measure: Measure,
) -> Option<view::Figure> {
    let all = data
        .readings
        .iter()
        .filter(|reading| reading.category == category && measure.of(reading).is_some());
    let own: Vec<_> = all.clone().filter(|r| r.commune == Some(town)).collect();
    let around = all.filter(|r| r.epci.map(|epci| epci.0.code) == town.0.epci);
    let around: Vec<_> = around.filter(|reading| reading.epci.is_some()).collect();
    let (readings, is_own) = if own.is_empty() { (around, false) } else { (own, true) };
    let reading = readings.iter().copied().max_by_key(|reading| reading.year)?;
    let instead = || {
        let place = place(cx, market, reading).text;
        cx.phrase("instead", &[("place", &place)])
    };
    let basis = [
        Some(cx.count(measure.unit(), reading.sample as usize)),
        Some(years(reading)),
        interval_text(cx, reading, measure),
        reading.borrowed.then(|| cx.phrase("borrowed_from", &[])),
        (!is_own).then(instead),
    ];
    let basis: Vec<String> = basis.into_iter().flatten().collect();
    let caption = title(cx, category, measure);
    Some(view::Figure {
        label: caption.clone(),
        value: cx.locale.price(measure.of(reading)?),
        reference: Some(basis.join(", ")),
        source: reading
            .source
            .as_ref()
            .or(data.source.as_ref())
            .map(|s| part::source(cx, s)),
        series: (category == PropertyType::House && measure == Measure::Price)
            .then(|| course(cx, caption, &readings, measure))
            .flatten(),
        example: reading.example || market.common.example,
        ..view::Figure::default()
    })
}

fn interval_text(
    cx: &Context<'_>,
    reading: &PropertyReading,
    measure: Measure,
) -> Option<String> {
    let (low, high) = measure.interval(reading)?;
    let (low, high) = (cx.locale.number(low), cx.locale.price(high));
    Some(cx.phrase("range", &[("low", &low), ("high", &high)]))
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
    PriceRow {
        place: place(cx, entry, reading),
        value: cx.locale.price(value),
        interval: interval_text(cx, reading, measure),
        sample: Some(cx.locale.number(f64::from(reading.sample))),
        fragile: reading.sample < FRAGILE,
        borrowed: reading.borrowed,
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
