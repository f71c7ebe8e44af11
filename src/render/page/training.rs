//! A training course.

use crate::model::Entry;
use crate::model::kind::{Location, Training, TrainingSession};
use crate::render::context::Context;
use crate::render::page::agenda;
use crate::render::view::{self, Badge, Fact, Tone, When};
use crate::render::{Built, page, part};

/// The view of a training course.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    training: &'a Training,
) -> Built<'a, view::Training> {
    let mut sessions: Vec<&TrainingSession> = training.sessions.iter().collect();
    sessions.sort_by_key(|session| session.start);
    let view = view::Training {
        entry: part::entry(cx, entry, cx.label("kind", "formation")),
        facts: facts(cx, training),
        sessions: sessions.into_iter().map(|s| session(cx, entry, s)).collect(),
        results: part::figures(cx, &training.results),
        booking: training.registration.as_ref().map(|url| url.0.clone()),
        contact: training.contact.as_ref().map(|contact| part::contact(cx, contact)),
    };
    (page::head(cx, entry), view)
}

fn facts(cx: &Context<'_>, training: &Training) -> Vec<Fact> {
    let text = |term: &str, value: &Option<String>| {
        value.as_ref().map(|value| cx.fact(term, cx.t(value)))
    };
    let audiences: Vec<_> = training.audiences.iter().map(|text| cx.t(text)).collect();
    let audiences =
        (!audiences.is_empty()).then(|| cx.fact("publics", audiences.join(", ")));
    [
        Some(cx.fact("organisme", cx.t(&training.provider))),
        audiences,
        text("duree", &training.duration),
        text("financement", &training.funding),
        training.location.as_ref().map(|location| place(cx, location)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn place(cx: &Context<'_>, location: &Location) -> Fact {
    let place = agenda::place_at(cx, location);
    Fact { href: place.name.href, ..cx.fact("lieu", place.name.text) }
}

fn session(
    cx: &Context<'_>,
    entry: &Entry,
    session: &TrainingSession,
) -> view::TrainingSession {
    let end = session.end.unwrap_or(session.start);
    let zone = cx.site.zone(&entry.place.territory);
    let over = end.tomorrow().unwrap_or(end).at(0, 0, 0, 0);
    let text = if end == session.start {
        cx.locale.date(end)
    } else {
        cx.locale.date_range(session.start, end)
    };
    view::TrainingSession {
        dates: When { iso: session.start.to_string(), text },
        place: session.commune.map(|town| cx.town(town, &entry.place.territory)),
        seats: session.seats.map(|n| cx.count("seat", n as usize)),
        status: status(cx, session),
        ends_ms: zone.epoch_ms(over),
        example: session.example,
    }
}

fn status(cx: &Context<'_>, session: &TrainingSession) -> Option<Badge> {
    let today = cx.site.today;
    let end = session.end.unwrap_or(session.start);
    let (key, tone) = match () {
        () if end < today => ("session_over", Tone::Neutral),
        () if session.start <= today => ("session_running", Tone::Warn),
        () => return None,
    };
    Some(Badge { text: cx.phrase(key, &[]), tone })
}
