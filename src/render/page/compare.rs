//! Départements side by side, on what the portal and the registers know of each.

use jiff::ToSpan;

use crate::geo;
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::common::Source;
use crate::model::kind::{
    Department, Equipment, Event, EventStatus, Members, PropertyMarket, PropertyReading,
    PropertyType, Technology, Workspace,
};
use crate::model::place::Kind;
use crate::render::context::Context;
use crate::render::layout::{Head, property_link};
use crate::render::page::map::known;
use crate::render::page::property::latest;
use crate::render::view::{
    Compare, CompareCell, CompareGroup, CompareRow, Hero, Link, ridgelines,
};
use crate::render::{Built, part};
use crate::site::address::PageKey;

/// The page of the comparison: of all départements, or of two.
pub fn build<'a>(cx: &Context<'a>, pair: Option<[EntryId; 2]>) -> Built<'a, Compare> {
    let all = cx.site.departments(cx.lang);
    let is_shown = |entry: &&Entry| pair.is_none_or(|pair| pair.contains(&entry.id));
    let departments: Vec<&Entry> = all.iter().copied().filter(is_shown).collect();
    let columns = departments.iter().filter_map(|entry| cx.link_to(entry.id));
    let columns: Vec<Link> = columns.collect();
    let title = match &columns[..] {
        [a, b] if pair.is_some() => {
            cx.phrase("compare_pair", &[("a", &a.text), ("b", &b.text)])
        }
        _ => cx.phrase("compare", &[]),
    };
    let lead = cx.phrase("compare_lead", &[]);
    let page = Compare {
        hero: Hero {
            title: title.clone(),
            lead: Some(lead.clone()),
            ridges: ridgelines("comparer"),
            ..Hero::default()
        },
        caption: cx.phrase("compare_caption", &[]),
        columns,
        groups: groups(cx, &departments),
        links: links(cx, pair.is_some()),
        pairs: if pair.is_none() { pairs(cx, &all) } else { Vec::new() },
    };
    (Head { title, description: Some(lead), ..Head::default() }, page)
}

/// The page of each two of them, where there are such pages.
fn pairs(cx: &Context<'_>, all: &[&Entry]) -> Vec<Link> {
    let each = all.iter().enumerate();
    let two = each.flat_map(|(at, a)| all[at + 1..].iter().map(move |b| (a, b)));
    let link = |(a, b): (&&Entry, &&Entry)| {
        let key = PageKey::Pair(a.id, b.id);
        cx.site.page(cx.lang, &key)?;
        let [a, b] = [a, b].map(|entry| cx.t(&entry.title));
        let text = cx.phrase("pair", &[("a", &a), ("b", &b)]);
        Some(Link { href: cx.href(&key), text })
    };
    two.filter_map(link).collect()
}

/// The other comparisons.
fn links(cx: &Context<'_>, is_pair: bool) -> Vec<Link> {
    let whole = is_pair.then_some((PageKey::Compare, "compare"));
    let others = [(PageKey::CompareTowns, "compare_towns"), (PageKey::Budget, "budget")];
    let all = whole.into_iter().chain(others);
    all.filter(|(key, _)| cx.site.page(cx.lang, key).is_some())
        .map(|(key, text)| Link { href: cx.href(&key), text: cx.phrase(text, &[]) })
        .collect()
}

/// What one département gives to a row.
#[derive(Default)]
struct Value {
    /// The quantity that the bar stands for.
    amount: Option<f64>,
    /// Words for it, where they are more than the number.
    text: Option<String>,
    href: Option<String>,
    source: Option<Source>,
}

/// A row before it is laid out: its word in the locale, and how to read a département.
type Reading = fn(&Context<'_>, &Entry) -> Value;

const GROUPS: [(&str, &[(&str, Reading)]); 4] = [
    ("territory", &[("population", population), ("communes", communes)]),
    ("work", &[("espaces", workspaces), ("postes", desks), ("fibre", fiber)]),
    ("settle", &[("offres", offers), ("prix", houses), ("accueil", welcome)]),
    ("meet", &[("agenda", events), ("formations", trainings), ("membres", members)]),
];

fn groups(cx: &Context<'_>, departments: &[&Entry]) -> Vec<CompareGroup> {
    GROUPS
        .iter()
        .map(|(title, rows)| CompareGroup {
            title: cx.label("compare_group", title),
            rows: rows
                .iter()
                .map(|(word, read)| row(cx, word, *read, departments))
                .collect(),
        })
        .collect()
}

fn row(
    cx: &Context<'_>,
    word: &str,
    read: Reading,
    departments: &[&Entry],
) -> CompareRow {
    let values: Vec<Value> = departments.iter().map(|entry| read(cx, entry)).collect();
    let top = values.iter().filter_map(|value| value.amount).fold(0.0, f64::max);
    let note = cx.label("compare_note", word);
    CompareRow {
        label: cx.label("compare", word),
        note: (note != word).then_some(note),
        cells: values.into_iter().map(|value| cell(cx, value, top)).collect(),
    }
}

fn cell(cx: &Context<'_>, value: Value, top: f64) -> CompareCell {
    #[expect(clippy::cast_possible_truncation, reason = "a width on screen")]
    let percent = |amount: f64| (amount / top * 100.0) as f32;
    CompareCell {
        text: value.text.or_else(|| value.amount.map(|amount| cx.locale.number(amount))),
        href: value.href,
        percent: value.amount.filter(|_| top > 0.0).map(percent),
        source: value.source.as_ref().map(|source| part::source(cx, source)),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of things stay small")]
fn number(n: usize) -> Option<f64> {
    Some(n as f64)
}

fn code(entry: &Entry) -> &str {
    entry.is::<Department>().map_or("", |data| data.code.0.code)
}

fn population(_: &Context<'_>, entry: &Entry) -> Value {
    let inhabitants =
        geo::communes_of(code(entry)).filter_map(|commune| commune.population);
    Value { amount: Some(inhabitants.map(f64::from).sum()), ..Value::default() }
}

fn communes(_: &Context<'_>, entry: &Entry) -> Value {
    Value { amount: number(geo::communes_of(code(entry)).count()), ..Value::default() }
}

/// How many entries of a kind, with the way to their list.
fn section(cx: &Context<'_>, entry: &Entry, kind: Kind, n: usize) -> Value {
    let href = part::section_link(cx, entry, kind).map(|link| link.href);
    Value { amount: number(n), href, ..Value::default() }
}

/// The workspaces where one can go today.
fn open<'a>(cx: &Context<'a>, entry: &Entry) -> Vec<&'a Workspace> {
    let all = known(cx, &entry.place.territory, Kind::Workspace);
    all.into_iter()
        .filter_map(|entry| entry.is::<Workspace>())
        .filter(|place| place.is_open())
        .collect()
}

fn workspaces(cx: &Context<'_>, entry: &Entry) -> Value {
    section(cx, entry, Kind::Workspace, open(cx, entry).len())
}

fn desks(cx: &Context<'_>, entry: &Entry) -> Value {
    let seats: Vec<u32> =
        open(cx, entry).iter().filter_map(|place| place.seats).collect();
    let amount = (!seats.is_empty()).then(|| f64::from(seats.iter().sum::<u32>()));
    Value { amount, ..Value::default() }
}

fn fiber(cx: &Context<'_>, entry: &Entry) -> Value {
    let places = open(cx, entry);
    let wired = places.iter().filter(|place| has_fiber(place)).count();
    let share = || Some((number(wired)? / number(places.len())? * 100.0).round());
    let amount = if places.is_empty() { None } else { share() };
    Value {
        amount,
        text: amount.map(|share| cx.locale.percent(share)),
        ..Value::default()
    }
}

fn has_fiber(place: &Workspace) -> bool {
    let technology = place.broadband.as_ref().and_then(|broadband| broadband.technology);
    place.equipment.contains(&Equipment::Fiber) || technology == Some(Technology::Fiber)
}

fn offers(cx: &Context<'_>, entry: &Entry) -> Value {
    let all = known(cx, &entry.place.territory, Kind::Offer);
    let open = all.into_iter().filter(|entry| super::department::is_open(entry));
    section(cx, entry, Kind::Offer, open.count())
}

fn welcome(cx: &Context<'_>, entry: &Entry) -> Value {
    let all = known(cx, &entry.place.territory, Kind::Welcome);
    section(cx, entry, Kind::Welcome, all.len())
}

fn trainings(cx: &Context<'_>, entry: &Entry) -> Value {
    let all = known(cx, &entry.place.territory, Kind::Training);
    section(cx, entry, Kind::Training, all.len())
}

/// Every occurrence of the next twelve months counts, but for those that were canceled.
fn events(cx: &Context<'_>, entry: &Entry) -> Value {
    let end = cx.site.today.saturating_add(12.months());
    let takes_place = |other: &Entry| {
        let canceled = Some(EventStatus::Canceled);
        other.place.territory == entry.place.territory
            && other.is::<Event>().is_some_and(|event| event.status != canceled)
    };
    let lang = cx.site.portal.lang;
    let coming = cx.site.upcoming(lang).filter(|o| o.at.start.date() <= end);
    let here = coming.filter(|o| cx.site.entry(lang, o.entry).is_some_and(takes_place));
    section(cx, entry, Kind::Event, here.count())
}

fn members(cx: &Context<'_>, entry: &Entry) -> Value {
    let files = known(cx, &entry.place.territory, Kind::Members);
    let members = files.iter().filter_map(|entry| entry.is::<Members>());
    let today = cx.site.today;
    let listed = members.flat_map(|file| &file.members);
    let listed = listed.filter(|member| member.is_listed_on(today));
    section(cx, entry, Kind::Network, listed.count())
}

/// From the cheapest to the dearest place, the latest reading of each.
fn houses(cx: &Context<'_>, entry: &Entry) -> Value {
    let markets = known(cx, &entry.place.territory, Kind::Property);
    let Some(market) = markets.first().and_then(|entry| entry.is::<PropertyMarket>())
    else {
        return Value::default();
    };
    let is_price = |reading: &PropertyReading| {
        reading.category == PropertyType::House && reading.price.is_some()
    };
    let readings = latest(&market.readings, is_price);
    let prices: Vec<f64> = readings.iter().filter_map(|reading| reading.price).collect();
    let low = prices.iter().copied().reduce(f64::min);
    let high = prices.iter().copied().reduce(f64::max);
    Value {
        amount: high,
        text: low.zip(high).map(|(low, high)| range(cx, low, high)),
        href: property_link(cx, &entry.place.territory).map(|link| link.href),
        source: market.source.clone(),
    }
}

fn range(cx: &Context<'_>, low: f64, high: f64) -> String {
    let top = cx.locale.measure(high, "€/m²");
    if low < high {
        let low = cx.locale.number(low);
        return cx.phrase("range", &[("low", &low), ("high", &top)]);
    }
    top
}
