//! A scheme: an aid, a cluster, a programme, a strategy.

use crate::model::Entry;
use crate::model::kind::{Region, Scheme};
use crate::model::place::{Kind, Territory};
use crate::render::context::Context;
use crate::render::view::{self, CardGroup, Fact};
use crate::render::{Built, card, page, part};

/// The view of a scheme.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    scheme: &'a Scheme,
) -> Built<'a, view::Scheme> {
    let view = view::Scheme {
        entry: part::entry(cx, entry, cx.label("scheme", scheme.category.word())),
        status: card::scheme_status(cx, scheme),
        amount: scheme.amount.as_ref().map(|text| cx.t(text)),
        facts: facts(cx, scheme),
        conditions: scheme.conditions.iter().map(|text| cx.t(text)).collect(),
        objectives: part::objectives(cx, &scheme.objectives),
        apply: scheme.link.as_ref().map(|url| url.0.clone()),
        contact: scheme.contact.as_ref().map(|contact| part::contact(cx, contact)),
        departments: departments(cx, entry),
    };
    (page::head(cx, entry), view)
}

fn facts(cx: &Context<'_>, scheme: &Scheme) -> Vec<Fact> {
    let list = |term: &str, items: &[String]| {
        let texts: Vec<_> = items.iter().map(|item| cx.t(item)).collect();
        (!texts.is_empty()).then(|| cx.fact(term, texts.join(", ")))
    };
    let window = card::window(cx, scheme);
    [
        list("porteurs", &scheme.leads),
        list("beneficiaires", &scheme.beneficiaries),
        window.map(|window| cx.fact("fenetre", window)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The départements of the region that carries it.
fn departments(cx: &Context<'_>, entry: &Entry) -> Option<CardGroup> {
    let Territory::Region(slug) = &entry.place.territory else { return None };
    let mut regions = cx.site.all(cx.site.portal.lang, Kind::Region);
    let region = regions.find(|region| region.place.slug == *slug)?.is::<Region>()?;
    let all = card::departments_of(cx, region).into_iter();
    let cards = all.filter_map(|d| card::territory(cx, d)).map(view::Card::Territory);
    card::group(cx.phrase("where_it_holds", &[]), cards.collect(), None)
}
