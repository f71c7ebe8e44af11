//! Somebody's story.

use crate::model::Entry;
use crate::model::kind::Testimonial;
use crate::render::context::Context;
use crate::render::view::{self, Fact};
use crate::render::{Built, page, part};

/// The view of a testimonial.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    words: &'a Testimonial,
) -> Built<'a, view::Testimonial> {
    let view = view::Testimonial {
        entry: part::entry(cx, entry, cx.label("kind", "temoignage")),
        name: cx.t(&words.name),
        role: words.trade.as_ref().map(|trade| cx.t(trade)),
        quote: cx.prose(&words.quote),
        facts: facts(cx, entry, words),
    };
    (page::head(cx, entry), view)
}

fn facts(cx: &Context<'_>, entry: &Entry, words: &Testimonial) -> Vec<Fact> {
    let text = |term: &str, value: &Option<String>| {
        value.as_ref().map(|value| cx.fact(term, cx.t(value)))
    };
    let town = words.commune.map(|town| cx.town(town, &entry.place.territory));
    let commune =
        town.map(|town| Fact { href: town.href, ..cx.fact("commune", town.text) });
    let status =
        words.status.map(|s| cx.fact("statut", cx.label("person_status", s.word())));
    let arrival = words.arrival.map(|year| cx.fact("arrivee", year.to_string()));
    [
        commune,
        text("origine", &words.origin),
        arrival,
        status,
        text("secteur", &words.sector),
    ]
    .into_iter()
    .flatten()
    .collect()
}
