//! The budget of a move: today's home and way to work beside those of a commune. The page
//! holds the prices, its script computes in the browser, and nothing is sent.

use crate::model::Entry;
use crate::model::kind::{PropertyMarket, PropertyReading, PropertyType};
use crate::model::place::Kind;
use crate::render::Built;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::page::property::latest;
use crate::render::part;
use crate::render::view;
use crate::render::view::{Budget, BudgetTown, BudgetTowns, Hero, ridgelines};

/// The page.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, Budget> {
    let title = cx.phrase("budget", &[]);
    let lead = cx.phrase("budget_lead", &[]);
    let departments = cx.site.departments(cx.lang);
    let mut sources: Vec<view::Source> = Vec::new();
    let groups = departments.iter().filter_map(|department| {
        let territory = &department.place.territory;
        let market = cx.site.list(cx.lang, territory, Kind::Property).next()?;
        let data = market.is::<PropertyMarket>()?;
        let own = data
            .source
            .iter()
            .chain(data.readings.iter().filter_map(|r| r.source.as_ref()));
        for source in own.map(|source| part::source(cx, source)) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        let towns = towns(cx, market, data);
        let label = cx.t(&department.title);
        (!towns.is_empty()).then_some(BudgetTowns { label, towns })
    });
    let groups = groups.collect();
    let page = Budget {
        hero: Hero {
            title: title.clone(),
            lead: Some(lead.clone()),
            ridges: ridgelines("budget"),
            ..Hero::default()
        },
        groups,
        method: cx.phrase("budget_method", &[]),
        sources,
    };
    (Head { title, description: Some(lead), ..Head::default() }, page)
}

/// The communes of a market with the price or the rent of a house.
fn towns(cx: &Context<'_>, market: &Entry, data: &PropertyMarket) -> Vec<BudgetTown> {
    let of = |pick: fn(&PropertyReading) -> Option<f64>| {
        let wanted = |reading: &PropertyReading| {
            let is_house = reading.category == PropertyType::House;
            is_house && reading.commune.is_some() && pick(reading).is_some()
        };
        let readings = latest(&data.readings, wanted).into_iter();
        readings
            .filter_map(|reading| {
                Some((reading.commune?, pick(reading)?, reading.example))
            })
            .collect::<Vec<_>>()
    };
    let (prices, rents) = (of(|reading| reading.price), of(|reading| reading.rent));
    let mut all: Vec<_> = prices.iter().chain(&rents).map(|(town, ..)| *town).collect();
    all.sort_by_key(|town| town.0.code);
    all.dedup();
    let found = |list: &[(_, f64, bool)], town| {
        list.iter()
            .find(|(other, ..)| *other == town)
            .map(|(_, value, example)| (*value, *example))
    };
    let mut towns: Vec<BudgetTown> = all
        .into_iter()
        .map(|town| {
            let (price, rent) = (found(&prices, town), found(&rents, town));
            BudgetTown {
                name: cx.town(town, &market.place.territory).text,
                code: town.0.code.to_owned(),
                price: price.map(|(value, _)| value),
                rent: rent.map(|(value, _)| value),
                example: market.common.example
                    || price.into_iter().chain(rent).any(|(_, example)| example),
            }
        })
        .collect();
    towns.sort_by(|a, b| cx.locale.compare(&a.name, &b.name));
    towns
}
