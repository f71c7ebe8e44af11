//! An offer: a home, a business to take over, a job, premises, land.

use jiff::civil::Date;

use crate::model::Entry;
use crate::model::kind::{Channel, Offer, OfferStatus, OfferType, STALE_AFTER_DAYS};
use crate::render::context::Context;
use crate::render::view::{self, Argument, Card, Fact, Html};
use crate::render::{Built, card, map, page, part};

/// The view of an offer.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    offer: &'a Offer,
) -> Built<'a, view::Offer> {
    let view = view::Offer {
        entry: part::entry(cx, entry, cx.label("nature", offer.nature.word())),
        status: card::offer_status(cx, entry, offer),
        price: card::price(cx, offer),
        price_note: price_note(cx, offer),
        facts: facts(cx, offer),
        energy: offer.energy.map(|class| class.word().to_owned()),
        channel: offer.channel.map(|c| channel(cx, c)),
        verified: Some(cx.day(offer.checked_on)),
        stale: stale(cx, offer),
        expires: last_day(entry).map(|date| cx.day(date)),
        commune: cx.town(offer.commune, &entry.place.territory),
        map: map::single(cx, entry),
        contact: offer.contact.as_ref().map(|contact| part::contact(cx, contact)),
        bundle: bundle(cx, offer),
    };
    (page::head(cx, entry), view)
}

/// What a square meter of a home for sale costs.
fn price_note(cx: &Context<'_>, offer: &Offer) -> Option<String> {
    let home = offer.nature == OfferType::HomeForSale;
    let surface = offer.surface.filter(|surface| home && *surface > 0.0)?;
    let per_meter = cx.locale.price((offer.price? / surface).round());
    Some(cx.phrase("per_square_meter", &[("price", &per_meter)]))
}

fn facts(cx: &Context<'_>, offer: &Offer) -> Vec<Fact> {
    let area = |area: f64| cx.locale.measure(area, "m²");
    let job = offer.nature == OfferType::Job;
    [
        offer.rooms.map(|n| cx.fact("pieces", cx.locale.number(f64::from(n)))),
        offer.surface.map(|surface| cx.fact("surface", area(surface))),
        offer.land.map(|land| cx.fact("terrain", area(land))),
        offer.contract.map(|c| cx.fact("contrat", cx.label("contract", c.word()))),
        job.then(|| cx.fact("teletravail", cx.label("yes_no", yes_no(offer.remote)))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "oui" } else { "non" }
}

fn channel(cx: &Context<'_>, channel: Channel) -> Argument {
    let word = channel.word();
    let text = cx.label("channel_note", word);
    Argument {
        title: cx.label("channel", word),
        text: Html(format!("<p>{}</p>", crate::render::context::escape(&text))),
        href: None,
    }
}

/// The day before the one from which the offer is over.
fn last_day(entry: &Entry) -> Option<Date> {
    entry.common.expire_on.and_then(|date| date.yesterday().ok())
}

fn stale(cx: &Context<'_>, offer: &Offer) -> Option<String> {
    if offer.status == Some(OfferStatus::Taken) {
        return None;
    }
    let days = offer.checked_on.until(cx.site.today).ok()?.get_days();
    (days > STALE_AFTER_DAYS).then(|| {
        cx.phrase("stale_offer", &[("days", &cx.locale.number(f64::from(days)))])
    })
}

/// What goes with it: a qualified offer joins an activity, a home and a place to work.
fn bundle(cx: &Context<'_>, offer: &Offer) -> Vec<Card> {
    let related = offer.related.iter();
    card::cards(
        cx,
        related.filter_map(|other| cx.site.entry_or_default(cx.lang, other.id)),
    )
}
