//! All offers of the portal, of one nature or of all.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::Entry;
use crate::model::kind::{Offer, OfferStatus, OfferType};
use crate::model::place::Kind;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::pagination::{numbered, pagination};
use crate::render::view::{self, Facet, FacetOption, Hero, Link, Listing, ridgelines};
use crate::render::{Built, card, part};
use crate::site::address::PageKey;
use crate::site::list::{self, CARDS};

/// Page `n`, from 1, of the offers of a nature (as editors write it), or of all.
pub fn build<'a>(
    cx: &Context<'a>,
    nature: Option<&str>,
    n: usize,
) -> Built<'a, view::Offers> {
    let all = offers(cx);
    let wanted =
        |offer: &Offer| nature.is_none_or(|nature| offer.nature.word() == nature);
    let kept: Vec<_> = all.iter().filter(|(_, offer)| wanted(offer)).collect();
    let every = cx.label("kinds", Kind::Offer.folder());
    let title = nature.map_or_else(|| every.clone(), |word| cx.label("nature", word));
    let notice = notice(cx, kept.iter().map(|(_, offer)| *offer));
    let facets = [nature_facet(cx, &all, nature), department_facet(cx)];
    let total = kept.len();
    let cards =
        card::cards(cx, list::page(kept.iter().map(|(entry, _)| *entry), n, CARDS));
    let key = |n| PageKey::Offers(nature.map(str::to_owned), n);
    let view = view::Offers {
        hero: Hero {
            title: title.clone(),
            lead: Some(cx.phrase("offers_lead", &[])),
            ridges: ridgelines(Kind::Offer.folder()),
            ..Hero::default()
        },
        listing: Listing {
            total: card::counted(cx, Kind::Offer, total),
            facets: facets.into_iter().flatten().collect(),
            empty: cards.is_empty().then(|| cx.phrase("offers_none", &[])),
            cards,
            pagination: pagination(cx, n, total, CARDS, key),
        },
        notice,
    };
    let whole = Link { href: cx.href(&PageKey::Offers(None, 1)), text: every };
    let trail = nature.map(|_| whole).into_iter().collect();
    let title = numbered(cx, title, n);
    let description = Some(cx.phrase("offers_lead", &[]));
    (Head { title, description, trail, ..Head::default() }, view)
}

/// Every offer: those that can be had first, then the latest checked.
fn offers<'a>(cx: &Context<'a>) -> Vec<(&'a Entry, &'a Offer)> {
    let all = cx.site.all(cx.lang, Kind::Offer);
    let mut offers: Vec<(&Entry, &Offer)> =
        all.filter_map(|entry| Some((entry, entry.is::<Offer>()?))).collect();
    offers.sort_by_key(|(entry, offer)| {
        let status = offer.status.unwrap_or(OfferStatus::Available);
        (status, Reverse(offer.checked_on), entry.id)
    });
    offers
}

/// How fresh they are.
fn notice<'o>(
    cx: &Context<'_>,
    offers: impl Iterator<Item = &'o Offer>,
) -> Option<String> {
    let days: Vec<_> = offers.map(|offer| offer.checked_on).collect();
    let dates = cx.locale.date_range(*days.iter().min()?, *days.iter().max()?);
    Some(cx.phrase("offers_notice", &[("dates", &dates)]))
}

fn nature_facet(
    cx: &Context<'_>,
    offers: &[(&Entry, &Offer)],
    current: Option<&str>,
) -> Option<Facet> {
    let mut counts: BTreeMap<OfferType, usize> = BTreeMap::new();
    for (_, offer) in offers {
        *counts.entry(offer.nature).or_default() += 1;
    }
    let all = FacetOption {
        href: cx.href(&PageKey::Offers(None, 1)),
        label: cx.phrase("all", &[]),
        count: Some(offers.len()),
        current: current.is_none(),
    };
    let options = counts.iter().map(|(nature, n)| FacetOption {
        href: cx.href(&PageKey::Offers(Some(nature.word().to_owned()), 1)),
        label: cx.label("nature", nature.word()),
        count: Some(*n),
        current: current == Some(nature.word()),
    });
    let options = std::iter::once(all).chain(options).collect();
    let label = cx.label("fact", "nature");
    (!counts.is_empty()).then_some(Facet { label, options })
}

/// The offers of each département.
fn department_facet(cx: &Context<'_>) -> Option<Facet> {
    let option = |department: &Entry| {
        let count = card::listed(cx, cx.lang, &department.place.territory, Kind::Offer);
        Some(FacetOption {
            href: part::section_link(cx, department, Kind::Offer)?.href,
            label: cx.t(&department.title),
            count: Some(count),
            current: false,
        })
    };
    let departments = cx.site.departments(cx.lang);
    let options: Vec<_> = departments.into_iter().filter_map(option).collect();
    let label = cx.label("kind", Kind::Department.word());
    (options.len() > 1).then_some(Facet { label, options })
}
