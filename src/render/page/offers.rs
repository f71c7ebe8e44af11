//! All offers of the portal, of one nature or of all.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::Entry;
use crate::model::catalog::EntryId;
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
    let lists = cx.shared.offers.get_or_init(|| Lists::new(cx));
    let kept = lists.of(nature);
    let every = cx.label("kinds", Kind::Offer.folder());
    let title = nature.map_or_else(|| every.clone(), |word| cx.label("nature", word));
    let notice = kept.notice(cx);
    let facets = [nature_facet(cx, lists, nature), department_facet(cx)];
    let total = kept.offers.len();
    let shown = list::page(kept.offers.iter(), n, CARDS);
    let cards = card::cards(cx, shown.filter_map(|offer| cx.site.entry(cx.lang, *offer)));
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

/// The offers of the portal, whole and by nature.
#[derive(Debug, Default)]
pub struct Lists {
    all: List,
    by_nature: BTreeMap<OfferType, List>,
}

/// Offers: those that can be had first, then the latest checked.
#[derive(Debug, Default)]
struct List {
    offers: Vec<EntryId>,
    /// The first and the last day when one of them was checked.
    checked: Option<(Date, Date)>,
}

impl Lists {
    fn new(cx: &Context<'_>) -> Self {
        let all = cx.site.all(cx.lang, Kind::Offer);
        let mut offers: Vec<(EntryId, &Offer)> =
            all.filter_map(|entry| Some((entry.id, entry.is::<Offer>()?))).collect();
        offers.sort_by_key(|(id, offer)| {
            let status = offer.status.unwrap_or(OfferStatus::Available);
            (status, Reverse(offer.checked_on), *id)
        });
        let mut lists = Self::default();
        for (id, offer) in offers {
            lists.all.push(id, offer.checked_on);
            lists.by_nature.entry(offer.nature).or_default().push(id, offer.checked_on);
        }
        lists
    }

    /// The offers of a nature, as editors write it, or all of them.
    fn of(&self, nature: Option<&str>) -> &List {
        const NONE: &List = &List { offers: Vec::new(), checked: None };
        let Some(word) = nature else { return &self.all };
        let mut lists = self.by_nature.iter();
        lists.find(|(nature, _)| nature.word() == word).map_or(NONE, |(_, list)| list)
    }
}

impl List {
    fn push(&mut self, offer: EntryId, day: Date) {
        self.offers.push(offer);
        let (first, last) = self.checked.unwrap_or((day, day));
        self.checked = Some((first.min(day), last.max(day)));
    }

    /// How fresh they are.
    fn notice(&self, cx: &Context<'_>) -> Option<String> {
        let (first, last) = self.checked?;
        let dates = cx.locale.date_range(first, last);
        Some(cx.phrase("offers_notice", &[("dates", &dates)]))
    }
}

fn nature_facet(cx: &Context<'_>, lists: &Lists, current: Option<&str>) -> Option<Facet> {
    let all = FacetOption {
        href: cx.href(&PageKey::Offers(None, 1)),
        label: cx.phrase("all", &[]),
        count: Some(lists.all.offers.len()),
        current: current.is_none(),
    };
    let options = lists.by_nature.iter().map(|(nature, list)| FacetOption {
        href: cx.href(&PageKey::Offers(Some(nature.word().to_owned()), 1)),
        label: cx.label("nature", nature.word()),
        count: Some(list.offers.len()),
        current: current == Some(nature.word()),
    });
    let options = std::iter::once(all).chain(options).collect();
    let label = cx.label("fact", "nature");
    (!lists.by_nature.is_empty()).then_some(Facet { label, options })
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
