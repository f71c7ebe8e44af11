//! Communes side by side: those that the visitor chooses, whose sheets the script reads, and
//! those of an intercommunality, in a table that needs no script.

use crate::geo;
use crate::model::Entry;
use crate::model::common::Source;
use crate::model::kind::{CommuneSheet, PropertyMarket, PropertyReading, PropertyType};
use crate::model::place::Kind;
use crate::model::sheet::Connection;
use crate::model::territory::Town;
use crate::render::Built;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::page::connectivity::share;
use crate::render::page::department::is_open;
use crate::render::pagination::{numbered, pagination};
use crate::render::part;
use crate::render::view::{
    self, CompareTowns, Hero, Link, NeighborRow, Neighbors, ridgelines,
};
use crate::site::address::PageKey;
use crate::site::list::{self, TOWNS};

/// The page where one chooses.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, CompareTowns> {
    let title = cx.phrase("compare_towns", &[]);
    let lead = cx.phrase("compare_towns_lead", &[]);
    let towns = cx.site.all(cx.lang, Kind::Commune);
    let mut towns: Vec<Link> = towns.filter_map(|entry| choice(cx, entry)).collect();
    towns.sort_by(|a, b| cx.locale.compare(&a.text, &b.text));
    let communities = cx.site.communities(cx.lang);
    let communities = communities.filter_map(|(code, _)| geo::epci(code));
    let communities = communities.map(|epci| Link {
        href: cx.href(&PageKey::Neighbors(epci.code, 1)),
        text: cx.t(epci.name),
    });
    let mut communities: Vec<Link> = communities.collect();
    communities.sort_by(|a, b| cx.locale.compare(&a.text, &b.text));
    let page = CompareTowns {
        hero: Hero {
            title: title.clone(),
            lead: Some(lead.clone()),
            ridges: ridgelines("communes"),
            ..Hero::default()
        },
        towns,
        communities,
    };
    (Head { title, description: Some(lead), trail: trail(cx), ..Head::default() }, page)
}

fn trail(cx: &Context<'_>) -> Vec<Link> {
    vec![Link { href: cx.href(&PageKey::Compare), text: cx.phrase("compare", &[]) }]
}

/// « Murat (Cantal) »
fn choice(cx: &Context<'_>, entry: &Entry) -> Option<Link> {
    let department = cx.department_name(&entry.place.territory).unwrap_or_default();
    let Link { href, text } = cx.link_to(entry.id)?;
    Some(Link { href, text: format!("{text} ({department})") })
}

/// Page `n`, from 1, of the communes of an intercommunality.
pub fn neighbors<'a>(
    cx: &Context<'a>,
    code: &'static str,
    n: usize,
) -> Option<Built<'a, Neighbors>> {
    let name = cx.t(geo::epci(code)?.name);
    let mut towns: Vec<&Entry> = cx.site.in_community(cx.lang, code).collect();
    towns.sort_by(|a, b| cx.locale.compare(&a.title, &b.title));
    let total = towns.len();
    let title = cx.phrase("neighbors", &[("name", &name)]);
    let mut told = Told::default();
    let rows = list::page(towns.into_iter(), n, TOWNS);
    let rows: Vec<_> = rows.filter_map(|entry| row(cx, entry, &mut told)).collect();
    let choose = (PageKey::CompareTowns, "compare_towns");
    let links = [choose, (PageKey::Compare, "compare")];
    let page = Neighbors {
        hero: Hero {
            title: title.clone(),
            lead: Some(cx.phrase("neighbors_lead", &[])),
            ridges: ridgelines(code),
            ..Hero::default()
        },
        caption: title.clone(),
        columns: MEASURES.map(|(word, _)| cx.label("neighbors", word)).into(),
        rows,
        example: told.example,
        pagination: pagination(cx, n, total, TOWNS, |n| PageKey::Neighbors(code, n)),
        links: links
            .map(|(key, text)| Link { href: cx.href(&key), text: cx.phrase(text, &[]) })
            .into(),
        sources: told.sources,
    };
    let head = Head {
        title: numbered(cx, title, n),
        description: page.hero.lead.clone(),
        trail: trail(cx),
        ..Head::default()
    };
    Some((head, page))
}

/// What the figures of a page rest on.
#[derive(Default)]
struct Told {
    sources: Vec<view::Source>,
    example: bool,
}

impl Told {
    fn add(&mut self, cx: &Context<'_>, source: Option<&Source>, example: bool) {
        self.example |= example;
        let source = source.map(|source| part::source(cx, source));
        let is_new = |source: &view::Source| !self.sources.contains(source);
        self.sources.extend(source.filter(is_new));
    }
}

/// A commune, and what is known of it.
struct Known<'a> {
    entry: &'a Entry,
    town: Town,
    connection: Option<Connection>,
}

type Reading = fn(&Context<'_>, &Known<'_>, &mut Told) -> Option<String>;

const MEASURES: [(&str, Reading); 7] = [
    ("population", population),
    ("prix", |cx, known, told| price(cx, known, |one| one.price, told)),
    ("loyer", |cx, known, told| price(cx, known, |one| one.rent, told)),
    ("debit", |cx, known, told| connected(cx, known, |one| one.rate_100, told)),
    ("fibre", |cx, known, told| connected(cx, known, |one| one.fiber, told)),
    ("espaces", |cx, known, _| there(cx, known, Kind::Workspace)),
    ("offres", |cx, known, _| there(cx, known, Kind::Offer)),
];

fn row(cx: &Context<'_>, entry: &Entry, told: &mut Told) -> Option<NeighborRow> {
    let town = entry.is::<CommuneSheet>()?.commune;
    let sheets = cx.site.portal.sheets_of(&entry.place.territory);
    let connection = sheets.and_then(|sheets| sheets.connection(town)).cloned();
    let known = Known { entry, town, connection };
    let cells = MEASURES.iter().map(|(_, read)| read(cx, &known, told)).collect();
    Some(NeighborRow { town: cx.link_to(entry.id)?, cells })
}

fn population(cx: &Context<'_>, known: &Known<'_>, _: &mut Told) -> Option<String> {
    known.town.0.population.map(|n| cx.locale.number(f64::from(n)))
}

/// The latest price or rent of a house.
fn price(
    cx: &Context<'_>,
    known: &Known<'_>,
    pick: fn(&PropertyReading) -> Option<f64>,
    told: &mut Told,
) -> Option<String> {
    let territory = &known.entry.place.territory;
    let market = cx.site.list(cx.lang, territory, Kind::Property).next()?;
    let data = market.is::<PropertyMarket>()?;
    let is_its_own = |one: &&PropertyReading| {
        one.commune == Some(known.town) && one.category == PropertyType::House
    };
    let own = data.readings.iter().filter(is_its_own);
    let last =
        own.filter(|one| pick(one).is_some()).max_by_key(|reading| reading.year)?;
    let source = last.source.as_ref().or(data.source.as_ref());
    told.add(cx, source, last.example || market.common.example);
    pick(last).map(|value| cx.locale.price(value))
}

/// The share of premises that can have a connection.
fn connected(
    cx: &Context<'_>,
    known: &Known<'_>,
    pick: fn(&Connection) -> Option<u32>,
    told: &mut Told,
) -> Option<String> {
    let one = known.connection.as_ref()?;
    let share = share(pick(one)?, one.premises)?;
    let sheets = cx.site.portal.sheets_of(&known.entry.place.territory)?;
    let provenance = &sheets.connections.as_ref()?.provenance;
    told.add(cx, Some(&provenance.source()), provenance.example);
    Some(cx.locale.percent(share))
}

/// How many entries of a kind are there, those that are taken left out.
fn there(cx: &Context<'_>, known: &Known<'_>, kind: Kind) -> Option<String> {
    let all = cx.site.in_town(cx.lang, kind, known.town);
    let open = all.filter(|entry| is_open(entry)).count();
    Some(open.to_string())
}
