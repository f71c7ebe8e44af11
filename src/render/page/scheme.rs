//! A scheme: an aid, a cluster, a programme, a strategy.

use jiff::civil::Date;

use crate::model::Entry;
use crate::model::kind::{Region, Scheme};
use crate::model::place::{Kind, Territory};
use crate::render::context::Context;
use crate::render::view::{self, Badge, CardGroup, Fact, Tone};
use crate::render::{Built, card, page, part};

/// The view of a scheme.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    scheme: &'a Scheme,
) -> Built<'a, view::Scheme> {
    let view = view::Scheme {
        entry: part::entry(cx, entry, cx.label("scheme", scheme.category.word())),
        status: status(cx, scheme),
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

/// Whether one can apply today; nothing when it says no dates.
pub fn status(cx: &Context<'_>, scheme: &Scheme) -> Option<Badge> {
    let today = cx.site.today;
    let (opens, closes) = (scheme.opens_on, scheme.closes_on);
    let (word, tone) = match (opens, closes) {
        (None, None) => return None,
        (_, Some(closes)) if closes < today => ("clos", Tone::Bad),
        (Some(opens), _) if opens > today => ("bientot", Tone::Warn),
        _ => ("ouvert", Tone::Good),
    };
    Some(cx.badge("scheme_status", word, tone))
}

/// From when to when, in words.
pub fn window(cx: &Context<'_>, opens: Option<Date>, closes: Option<Date>) -> Option<String> {
    let day = |date: Date| cx.locale.date(date);
    match (opens, closes) {
        (Some(opens), Some(closes)) => Some(cx.locale.date_range(opens, closes)),
        (Some(opens), None) => Some(cx.phrase("since", &[("date", &day(opens))])),
        (None, Some(closes)) => Some(cx.phrase("until", &[("date", &day(closes))])),
        (None, None) => None,
    }
}

fn facts(cx: &Context<'_>, scheme: &Scheme) -> Vec<Fact> {
    let list = |term: &str, items: &[String]| {
        let texts: Vec<_> = items.iter().map(|item| cx.t(item)).collect();
        (!texts.is_empty()).then(|| cx.fact(term, texts.join(", ")))
    };
    let window = window(cx, scheme.opens_on, scheme.closes_on);
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
    let codes: Vec<_> = region.departments.iter().map(|d| d.0.code).collect();
    let all = cx.site.departments(cx.lang).into_iter().filter(|department| {
        let code = cx.site.portal.catalog.department_code(&department.place.slug);
        code.is_some_and(|code| codes.contains(&code))
    });
    let cards = all.filter_map(|d| card::territory(cx, d)).map(view::Card::Territory);
    card::group(cx.phrase("where_it_holds", &[]), cards.collect(), None)
}
