//! The agenda: what is to come, months, what is over, and the page of an event.

use super::{
    Badge, Entry, EventCard, Facet, Fact, FilterOption, Hero, Html, Link, MapView,
    MaybeLink, Pagination, Photo, When,
};
use serde::Serialize;

/// What is to come, by month.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Agenda {
    /// Title and promise.
    pub hero: Hero,
    /// Facets, as links to other pages.
    pub facets: Vec<Facet>,
    /// Départements present, for the filters of the script, which work where all that is to
    /// come stands on one page.
    pub departments: Vec<FilterOption>,
    /// Themes present, for the filters of the script.
    pub themes: Vec<FilterOption>,
    /// Events in order of time, by month.
    pub months: Vec<MonthGroup>,
    /// Other pages of the list.
    pub pagination: Option<Pagination>,
    /// The same month by month.
    pub calendar: Option<Link>,
    /// The page of what is over.
    pub past: Link,
    /// Ways to subscribe.
    pub subscribe: Subscribe,
}

/// Events of a month.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MonthGroup {
    /// `2026-06`.
    pub id: String,
    /// `juin 2026`.
    pub title: String,
    /// Its events.
    pub events: Vec<EventCard>,
}

/// Ways to have the agenda in one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Subscribe {
    /// `webcal:` address: a subscription.
    pub webcal: Option<String>,
    /// Address of the iCalendar file.
    pub file: Option<String>,
    /// Address of the feed.
    pub feed: Option<String>,
}

/// A month as a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AgendaMonth {
    /// Title of the page: `Agenda de juin 2026`.
    pub title: String,
    /// Caption of the table.
    pub caption: String,
    /// Names of the days, Monday first.
    pub weekdays: Vec<String>,
    /// Weeks of seven days.
    pub weeks: Vec<Vec<Day>>,
    /// The same events as a list.
    pub events: Vec<EventCard>,
    /// The month before.
    pub previous: Option<Link>,
    /// The month after.
    pub next: Option<Link>,
    /// The list of what is to come.
    pub agenda: Link,
    /// Ways to subscribe.
    pub subscribe: Subscribe,
}

/// A cell of a month.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Its date: `2026-12-01`.
    pub date: String,
    /// Its number in the month.
    pub number: i8,
    /// Whether it belongs to another month.
    pub outside: bool,
    /// What happens that day.
    pub events: Vec<DayEvent>,
}

/// An event in the cell of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DayEvent {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// `9 h 30`.
    pub time: Option<String>,
    /// Cancelled, full.
    pub status: Option<Badge>,
}

/// What is over.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AgendaPast {
    /// Title and promise.
    pub hero: Hero,
    /// Events, latest first, by month.
    pub months: Vec<MonthGroup>,
    /// Other pages of the list.
    pub pagination: Option<Pagination>,
    /// The list of what is to come.
    pub agenda: Link,
}

/// An event.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Event {
    /// What every entry shows.
    pub entry: Entry,
    /// From when to when, in words.
    pub when: When,
    /// End of it, for machines.
    pub ends: Option<When>,
    /// Instant of the end, milliseconds since 1970.
    pub ends_ms: i64,
    /// Cancelled, full, postponed.
    pub status: Option<Badge>,
    /// Its rhythm: `chaque mois, 1er mardi`.
    pub recurrence: Option<String>,
    /// Its next occurrences.
    pub dates: Vec<EventDate>,
    /// Where.
    pub place: Option<EventPlace>,
    /// Where to follow it from afar.
    pub online: Option<MaybeLink>,
    /// Theme, organizers, price.
    pub facts: Vec<Fact>,
    /// Where to enroll.
    pub booking: Option<String>,
    /// Its iCalendar file.
    pub ics: Option<String>,
    /// Its programme, day by day.
    pub program: Vec<ProgramDay>,
    /// What came of it.
    pub report: Option<Report>,
}

/// An occurrence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct EventDate {
    /// When.
    pub when: When,
    /// Instant of its end, milliseconds since 1970.
    pub ends_ms: i64,
}

/// Where an event takes place.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct EventPlace {
    /// Name, leading to the workspace when it is one.
    pub name: MaybeLink,
    /// Lines of the address.
    pub address: Vec<String>,
    /// Where it is.
    pub map: Option<MapView>,
}

/// A day of a programme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProgramDay {
    /// Its date, when there are several days.
    pub title: Option<String>,
    /// What happens, in order of time.
    pub slots: Vec<Slot>,
}

/// Sessions that start together; several run in parallel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Slot {
    /// `14 h – 15 h 30`.
    pub when: When,
    /// Said when there are several: `2 ateliers en parallèle`.
    pub parallel: Option<String>,
    /// The sessions.
    pub sessions: Vec<Session>,
}

/// A session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Session {
    /// Its title.
    pub title: String,
    /// Its kind, a slug: `table-ronde`, `pause`.
    pub kind: String,
    /// Name of its kind.
    pub kind_label: Option<String>,
    /// Its track.
    pub track: Option<String>,
    /// What it is about.
    pub text: Html,
    /// Who speaks.
    pub speakers: Vec<Speaker>,
}

/// Who speaks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// Name.
    pub name: String,
    /// Role and organization, joined.
    pub role: Option<String>,
}

/// What came of an event.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// `110 participants`.
    pub attendance: Option<String>,
    /// Its text.
    pub text: Html,
    /// What was learned.
    pub lessons: Vec<String>,
    /// To read further.
    pub links: Vec<Link>,
    /// What it looked like.
    pub photos: Vec<Photo>,
}
