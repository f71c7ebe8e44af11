//! An event: when, where, its programme, and what came of it.

use jiff::civil::{Date, DateTime};

use super::agenda;
use crate::calendar;
use crate::model::Entry;
use crate::model::kind::{Event, EventStatus, Online, Session, SessionType, Speaker};
use crate::model::place::{Kind, Territory};
use crate::model::value::Moment;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::view::{
    self, Card, CardGroup, EventDate, EventPlace, Fact, Link, MaybeLink, Photo,
    ProgramDay, Slot, When, sizes,
};
use crate::render::{Built, card, map, part};
use crate::site::address::PageKey;
use crate::text::slug::slug;

/// The view of an event.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    event: &'a Event,
) -> Built<'a, view::Event> {
    let territory = &entry.place.territory;
    let ahead = ahead(cx, entry);
    let at = time_shown(cx, entry, event, &ahead);
    let zone = cx.site.zone(territory);
    let rhythm = event.timing(zone.clone()).describe(cx.lang.as_str());
    let takes_place = event.status != Some(EventStatus::Canceled) && !ahead.is_empty();
    let ics = cx
        .href_of(entry.id)
        .filter(|_| takes_place)
        .map(|page| format!("{page}evenement.ics"));
    let mut common = part::entry(cx, entry, cx.label("kind", Kind::Event.word()));
    common.related.extend(others(cx, entry));
    let view = view::Event {
        entry: common,
        when: card::when(cx, &at, territory),
        ends: at.end.map(|end| ends(cx, &at, end, territory)),
        // A series is over with its last time, not with the next one.
        ends_ms: zone.epoch_ms(ahead.last().unwrap_or(&at).over()),
        status: card::event_status(cx, event),
        recurrence: (!rhythm.is_empty()).then(|| cx.t(&rhythm)),
        dates: dates(cx, event, &ahead, territory),
        place: place(cx, entry, event),
        online: event.online.as_ref().map(|online| afar(cx, online)),
        facts: facts(cx, event),
        booking: booking(event, &ahead),
        ics: ics.clone(),
        program: program(cx, event, territory, at.start.date()),
        report: report(cx, entry, event),
    };
    let file = ics.map(|href| Link { href, text: cx.t(&entry.title) });
    (Head { calendars: file.into_iter().collect(), ..super::head(cx, entry) }, view)
}

/// Its times that are not over.
fn ahead(cx: &Context<'_>, entry: &Entry) -> Vec<calendar::Occurrence> {
    let all = cx.site.occurrences_of(entry.id).map(|occurrence| occurrence.at);
    all.filter(|at| cx.site.is_ahead(at)).collect()
}

/// The next time, else the last, else the first of a series that is still far away.
fn time_shown(
    cx: &Context<'_>,
    entry: &Entry,
    event: &Event,
    ahead: &[calendar::Occurrence],
) -> calendar::Occurrence {
    let last = || cx.site.last_time(entry).map(|occurrence| occurrence.at);
    ahead.first().copied().or_else(last).unwrap_or_else(|| calendar::Occurrence {
        start: event.start.time(),
        end: event.end.map(Moment::time),
        all_day: event.is_all_day(),
    })
}

fn ends(
    cx: &Context<'_>,
    at: &calendar::Occurrence,
    end: DateTime,
    territory: &Territory,
) -> When {
    if at.all_day { cx.day(end.date()) } else { cx.time(end, territory) }
}

/// The next times of a series.
fn dates(
    cx: &Context<'_>,
    event: &Event,
    ahead: &[calendar::Occurrence],
    territory: &Territory,
) -> Vec<EventDate> {
    const SHOWN: usize = 6;
    if !event.comes_back() {
        return Vec::new();
    }
    let zone = cx.site.zone(territory);
    let date = |at: &calendar::Occurrence| EventDate {
        when: card::when(cx, at, territory),
        ends_ms: zone.epoch_ms(at.over()),
    };
    ahead.iter().take(SHOWN).map(date).collect()
}

fn place(cx: &Context<'_>, entry: &Entry, event: &Event) -> Option<EventPlace> {
    let place = agenda::place_of(cx, event)?;
    let map = place.position.and_then(|_| map::single(cx, entry));
    Some(EventPlace { name: place.name, address: place.address, map })
}

/// How to follow it from afar.
fn afar(cx: &Context<'_>, online: &Online) -> MaybeLink {
    match online {
        Online::Yes => MaybeLink { text: cx.phrase("online_on_signup", &[]), href: None },
        Online::At(url) => {
            let rest = url.0.split("://").last().unwrap_or(&url.0);
            let host = rest.split('/').next().unwrap_or(rest);
            MaybeLink { text: host.to_owned(), href: Some(url.0.clone()) }
        }
    }
}

fn facts(cx: &Context<'_>, event: &Event) -> Vec<Fact> {
    let theme = event.theme.as_ref().map(|theme| {
        let page = cx.site.page(cx.lang, &PageKey::AgendaTheme(slug(theme), 1));
        let href = page.map(|page| cx.site.base.href(&page.url));
        Fact { href, ..cx.fact("theme", cx.t(theme)) }
    });
    let organizers: Vec<_> = event.organizers.iter().map(|name| cx.t(name)).collect();
    let organizers =
        (!organizers.is_empty()).then(|| cx.fact("organisateurs", organizers.join(", ")));
    let price = event.price.as_ref().map(|price| cx.fact("tarif", cx.t(price)));
    [theme, organizers, price].into_iter().flatten().collect()
}

/// Where to enroll, as long as one can.
fn booking(event: &Event, ahead: &[calendar::Occurrence]) -> Option<String> {
    let closed = matches!(event.status, Some(EventStatus::Full | EventStatus::Canceled));
    let open = !closed && !ahead.is_empty();
    event.registration.as_ref().filter(|_| open).map(|url| url.0.clone())
}

/// A session with its start and its end.
struct Timed<'a> {
    start: DateTime,
    end: Option<DateTime>,
    session: &'a Session,
}

/// The programme, day by day. Hours without a date are those of `day`.
fn program(
    cx: &Context<'_>,
    event: &Event,
    territory: &Territory,
    day: Date,
) -> Vec<ProgramDay> {
    let timed = |session| Timed::of(session, day);
    let mut sessions: Vec<_> = event.programme.iter().map(timed).collect();
    sessions.sort_by_key(|timed| timed.start);
    let days: Vec<_> =
        sessions.chunk_by(|a, b| a.start.date() == b.start.date()).collect();
    let title = |day: Date| (days.len() > 1).then(|| cx.locale.date_long(day));
    days.iter()
        .map(|sessions| ProgramDay {
            title: title(sessions[0].start.date()),
            slots: sessions
                .chunk_by(|a, b| a.start == b.start)
                .map(|together| slot(cx, together, territory))
                .collect(),
        })
        .collect()
}

impl<'a> Timed<'a> {
    fn of(session: &'a Session, day: Date) -> Self {
        let start = session.start.on(day);
        let end = session.end.map(|end| end.on(start.date()));
        Self { start, end, session }
    }
}

/// Sessions that start together.
fn slot(cx: &Context<'_>, together: &[Timed<'_>], territory: &Territory) -> Slot {
    let start = together[0].start;
    let end = together.iter().filter_map(|timed| timed.end).max();
    let n = together.len();
    Slot {
        when: When {
            iso: cx.site.zone(territory).with_offset(start),
            text: hours(cx, start, end),
        },
        parallel: (n > 1).then(|| cx.count("parallel", n)),
        sessions: together.iter().map(|timed| session(cx, timed.session)).collect(),
    }
}

fn hours(cx: &Context<'_>, start: DateTime, end: Option<DateTime>) -> String {
    let from = cx.locale.time(start.time());
    match end {
        Some(end) => format!("{from} – {}", cx.locale.time(end.time())),
        None => from,
    }
}

fn session(cx: &Context<'_>, session: &Session) -> view::Session {
    let word = session.category.map(SessionType::word);
    let label = word.map(|word| cx.label("session", word));
    let title = cx.t(&session.title);
    view::Session {
        kind: word.unwrap_or_default().to_owned(),
        kind_label: label.filter(|label| *label != title),
        track: session.track.as_ref().map(|track| cx.t(track)),
        text: session.text.as_ref().map(|text| cx.prose(text)).unwrap_or_default(),
        speakers: session.speakers.iter().map(|s| speaker(cx, s)).collect(),
        title,
    }
}

fn speaker(cx: &Context<'_>, speaker: &Speaker) -> view::Speaker {
    let parts = [&speaker.role, &speaker.organization].into_iter().flatten();
    let parts: Vec<_> = parts.map(|part| cx.t(part)).collect();
    view::Speaker {
        name: cx.t(&speaker.name),
        role: (!parts.is_empty()).then(|| parts.join(", ")),
    }
}

fn report(cx: &Context<'_>, entry: &Entry, event: &Event) -> Option<view::Report> {
    let report = event.report.as_ref()?;
    let photos = report.photos.iter().filter_map(|photo| {
        let picture =
            cx.image(entry, &photo.image.text, &photo.alt.0, sizes::TILE, true)?;
        Some(Photo { picture, caption: photo.caption.as_ref().map(|text| cx.t(text)) })
    });
    let links = report.links.iter();
    Some(view::Report {
        attendance: report.attendance.map(|n| cx.count("participant", n as usize)),
        text: report.text.as_ref().map(|text| cx.prose(text)).unwrap_or_default(),
        lessons: report.takeaways.iter().map(|lesson| cx.t(lesson)).collect(),
        links: links
            .map(|link| Link { href: link.url.0.clone(), text: cx.t(&link.title) })
            .collect(),
        photos: photos.collect(),
    })
}

/// The next events of the same département.
fn others(cx: &Context<'_>, entry: &Entry) -> Option<CardGroup> {
    const SHOWN: usize = 3;
    let territory = &entry.place.territory;
    let near = cx.site.next_times(cx.lang, Some(territory)).iter();
    let near = near.filter(|occurrence| occurrence.entry != entry.id);
    let cards = near.filter_map(|o| card::local_event(cx, o).map(Card::Event));
    let cards = cards.take(SHOWN).collect();
    let department = cx.site.department_of(cx.lang, territory);
    let more = department.and_then(|entry| part::section_link(cx, entry, Kind::Event));
    card::group(cx.phrase("other_events", &[]), cards, more)
}
