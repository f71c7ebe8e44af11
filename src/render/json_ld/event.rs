//! Events: one document for each time that they take place, as search engines ask.

use jiff::civil::DateTime;
use serde_json::{Value, json};

use super::{Subject, part};
use crate::calendar::{Occurrence, Zone};
use crate::model::kind::{Event, EventStatus, Online, Session, Speaker};
use crate::model::value::Prose;

/// No series says more than its next times.
const LONGEST: usize = 12;

/// The next times, or the first one when all are over.
pub(super) fn documents(subject: &Subject<'_>, event: &Event) -> Vec<Value> {
    let site = subject.about.site;
    let all = site.occurrences_of(subject.entry.id).map(|occurrence| occurrence.at);
    let next = all.filter(|at| site.is_ahead(at));
    let mut times: Vec<Occurrence> = next.take(LONGEST).collect();
    if times.is_empty() {
        let timing = event.timing(site.zone(&subject.entry.place.territory));
        times.extend(timing.first().map(|start| Occurrence {
            start,
            end: timing.end.filter(|_| !event.comes_back()),
            all_day: timing.all_day,
        }));
    }
    times.iter().map(|at| document(subject, event, at)).collect()
}

fn document(subject: &Subject<'_>, event: &Event, at: &Occurrence) -> Value {
    let zone = &subject.about.site.zone(&subject.entry.place.territory);
    let id = match event.comes_back() {
        true => format!("{}#{}", subject.url(), at.id()),
        false => format!("{}#evenement", subject.url()),
    };
    let organizers: Vec<_> =
        event.organizers.iter().map(|name| part::organization(name)).collect();
    let sessions = event.programme.iter().map(|part| session(event, part, zone));
    subject.thing(
        "BusinessEvent",
        json!({
            "@id": id,
            "startDate": time(at.start, at.all_day, zone),
            "endDate": at.end.map(|end| time(end, at.all_day, zone)),
            "eventStatus": format!("https://schema.org/{}", status(event.status)),
            "eventAttendanceMode": format!("https://schema.org/{}", attendance(event)),
            "location": location(subject, event),
            "organizer": organizers,
            "about": event.theme,
            "performer": performers(event),
            "subEvent": sessions.collect::<Vec<_>>(),
            "offers": offers(event),
        }),
    )
}

/// A time with its offset; whole days are bare dates.
fn time(time: DateTime, all_day: bool, zone: &Zone) -> String {
    if all_day { time.date().to_string() } else { zone.with_offset(time) }
}

fn status(status: Option<EventStatus>) -> &'static str {
    match status {
        Some(EventStatus::Canceled) => "EventCancelled",
        Some(EventStatus::Postponed) => "EventPostponed",
        Some(EventStatus::Planned | EventStatus::Full) | None => "EventScheduled",
    }
}

fn attendance(event: &Event) -> &'static str {
    match (&event.location, &event.online) {
        (Some(_), Some(_)) => "MixedEventAttendanceMode",
        (None, Some(_)) => "OnlineEventAttendanceMode",
        (_, None) => "OfflineEventAttendanceMode",
    }
}

/// The place, and the address to follow from a distance.
fn location(subject: &Subject<'_>, event: &Event) -> Vec<Value> {
    let place = event.location.as_ref().and_then(|at| part::place(subject, at));
    let online = event.online.as_ref().map(|online| {
        let url = match online {
            Online::At(url) => url.0.clone(),
            Online::Yes => subject.url(),
        };
        json!({"@type": "VirtualLocation", "url": url})
    });
    place.into_iter().chain(online).collect()
}

fn session(event: &Event, session: &Session, zone: &Zone) -> Value {
    let day = event.start.date();
    json!({
        "@type": "Event",
        "name": session.title,
        "startDate": zone.with_offset(session.start.on(day)),
        "endDate": session.end.map(|end| zone.with_offset(end.on(day))),
        "description": session.text.as_ref().map(Prose::line),
        "performer": session.speakers.iter().map(person).collect::<Vec<_>>(),
    })
}

/// Everyone who speaks, each once.
fn performers(event: &Event) -> Vec<Value> {
    let mut all: Vec<&Speaker> = Vec::new();
    for speaker in event.programme.iter().flat_map(|session| &session.speakers) {
        if !all.iter().any(|known| known.name == speaker.name) {
            all.push(speaker);
        }
    }
    all.into_iter().map(person).collect()
}

fn person(speaker: &Speaker) -> Value {
    json!({
        "@type": "Person",
        "name": speaker.name,
        "jobTitle": speaker.role,
        "affiliation": speaker.organization.as_deref().map(part::organization),
    })
}

fn offers(event: &Event) -> Option<Value> {
    let registration = event.registration.as_ref()?;
    let full = event.status == Some(EventStatus::Full);
    let availability = if full { "SoldOut" } else { "InStock" };
    Some(json!({
        "@type": "Offer",
        "url": registration.0,
        "description": event.price,
        "availability": format!("https://schema.org/{availability}"),
    }))
}
