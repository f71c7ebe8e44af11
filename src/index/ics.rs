//! iCalendar files: the agenda of the portal, of each theme and département, and each event.
//!
//! Nothing in them depends on the day of the build, so that subscribers see a change only
//! when an event changed.

use rayon::prelude::*;

use crate::calendar::{Calendar, IcsEvent, Status, Zone};
use crate::index::{changed_on, host, summary, url_of};
use crate::model::Entry;
use crate::model::kind::{Event, EventStatus, Location, Online, Workspace};
use crate::model::place::{Kind, Territory};
use crate::model::territory::Town;
use crate::site::Site;
use crate::site::address::{PageKey, file_of};
use crate::text::locale::Lang;
use crate::text::slug::slug;

/// Hours after which a subscriber should ask again.
const REFRESH: u32 = 12;

/// Every calendar, by path.
pub fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for lang in site.portal.langs() {
        files.extend(of_portal(site, lang));
        let themes = site.themes(lang).into_keys();
        files.extend(themes.filter_map(|theme| of_theme(site, lang, theme)));
        for department in site.departments(lang) {
            files.extend(of_department(site, lang, department));
        }
        let events: Vec<_> = site.all(lang, Kind::Event).collect();
        files.par_extend(events.par_iter().filter_map(|e| of_event(site, lang, e)));
    }
    files
}

fn of_portal(site: &Site<'_>, lang: Lang) -> Option<(String, Vec<u8>)> {
    let page = &site.page(lang, &PageKey::Agenda(1))?.url;
    let events: Vec<_> = site.all(lang, Kind::Event).collect();
    let path = page.trim_matches('/').to_owned() + ".ics";
    let name = format!("{} — agenda", site.portal.settings(lang).title);
    Some((path, write(site, lang, name, page, Zone::paris(), &events)))
}

/// The file lies beside the page of the theme, a slug.
fn of_theme(site: &Site<'_>, lang: Lang, theme: String) -> Option<(String, Vec<u8>)> {
    let is_about = |entry: &&Entry| theme_of(entry).is_some_and(|t| slug(t) == theme);
    let events: Vec<_> = site.all(lang, Kind::Event).filter(is_about).collect();
    let theme_name = theme_of(events.first()?)?;
    let name = format!("{} — {theme_name}", site.portal.settings(lang).title);
    let page = &site.page(lang, &PageKey::AgendaTheme(theme.clone(), 1))?.url;
    let path = format!("{}agenda.ics", page.trim_start_matches('/'));
    Some((path, write(site, lang, name, page, Zone::paris(), &events)))
}

fn theme_of(entry: &Entry) -> Option<&str> {
    entry.is::<Event>()?.theme.as_deref()
}

/// The file lies beside the page of the département; one without translation has none.
fn of_department(
    site: &Site<'_>,
    lang: Lang,
    department: &Entry,
) -> Option<(String, Vec<u8>)> {
    let territory = &department.place.territory;
    let page = &site.page(lang, &PageKey::Entry(department.id))?.url;
    let events: Vec<_> = site.list(lang, territory, Kind::Event).collect();
    let path = format!("{}agenda.ics", page.trim_start_matches('/'));
    let name = format!("{} — agenda", department.title);
    let zone = site.zone(territory);
    Some((path, write(site, lang, name, page, zone, &events)))
}

fn of_event(site: &Site<'_>, lang: Lang, entry: &Entry) -> Option<(String, Vec<u8>)> {
    let page = &site.page(lang, &PageKey::Entry(entry.id))?.url;
    let path = file_of(&format!("{page}evenement.ics"));
    let zone = site.zone(&entry.place.territory);
    Some((path, write(site, lang, entry.title.clone(), page, zone, &[entry])))
}

fn write(
    site: &Site<'_>,
    lang: Lang,
    name: String,
    page: &str,
    zone: Zone,
    entries: &[&Entry],
) -> Vec<u8> {
    let calendar = Calendar {
        name,
        url: site.base.absolute(page),
        zone,
        prodid: format!("-//tt-site//Agenda//{}", lang.as_str().to_uppercase()),
        refresh: REFRESH,
    };
    let mut events: Vec<_> =
        entries.iter().filter_map(|entry| event(site, lang, entry)).collect();
    events.sort_by(|a, b| (a.timing.start, &a.uid).cmp(&(b.timing.start, &b.uid)));
    calendar.write(&events).into_bytes()
}

/// An event for calendars; `None` for an entry of another kind.
fn event(site: &Site<'_>, lang: Lang, entry: &Entry) -> Option<IcsEvent> {
    let event = entry.is::<Event>()?;
    let place = event.location.as_ref().and_then(|location| spot(site, lang, location));
    let (location, geo) = place.unzip();
    Some(IcsEvent {
        uid: uid(site, entry),
        sequence: event.revision.unwrap_or(0),
        stamp: changed_on(entry).unwrap_or(event.start.date()),
        timing: event.timing(site.zone(&entry.place.territory)),
        summary: entry.title.clone(),
        description: description(entry, event),
        location: location.or_else(|| online(event)),
        geo: geo.flatten(),
        url: url_of(site, lang, entry),
        organizer: None,
        categories: event.theme.iter().cloned().collect(),
        status: status(event.status),
        overrides: Vec::new(),
    })
}

/// The same in every language: an event and its translation are one.
fn uid(site: &Site<'_>, entry: &Entry) -> String {
    let owner = match &entry.place.territory {
        Territory::Portal => "portail",
        Territory::Region(slug) | Territory::Department(slug) => slug,
    };
    format!("{owner}/{}@{}", entry.place.slug, host(site))
}

fn status(status: Option<EventStatus>) -> Status {
    match status {
        Some(EventStatus::Canceled) => Status::Cancelled,
        Some(EventStatus::Postponed) => Status::Tentative,
        Some(EventStatus::Planned | EventStatus::Full) | None => Status::Confirmed,
    }
}

fn description(entry: &Entry, event: &Event) -> Option<String> {
    let registration = event.registration.as_ref().map(|url| url.0.clone());
    let organizers = event.organizers.join(", ");
    let organizers = (!organizers.is_empty()).then_some(organizers);
    let parts =
        [summary(entry), organizers, event.price.clone(), registration, online(event)];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}

fn online(event: &Event) -> Option<String> {
    match event.online.as_ref()? {
        Online::At(url) => Some(url.0.clone()),
        Online::Yes => None,
    }
}

/// Name and address of a place on one line, and its position.
fn spot(
    site: &Site<'_>,
    lang: Lang,
    location: &Location,
) -> Option<(String, Option<(f64, f64)>)> {
    let (name, address, commune, position) = match location {
        Location::Venue(venue) => {
            (&venue.name, &venue.address, venue.commune, venue.position)
        }
        Location::Workspace(place) => {
            let entry = site.entry_or_default(lang, place.id)?;
            let workspace = entry.is::<Workspace>()?;
            let (commune, position) = (workspace.commune, workspace.position);
            (&entry.title, &workspace.address, Some(commune), Some(position))
        }
    };
    let town = commune.map(town_line);
    let parts = [Some(name.clone()), address.clone(), town];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Some((line, position.map(|position| (position.lat, position.lon))))
}

/// `15300 Murat`, or the bare name where there are several postal codes.
fn town_line(town: Town) -> String {
    let codes: Vec<_> = town.0.postcodes().collect();
    match codes.as_slice() {
        [code] => format!("{code} {}", town.0.name),
        _ => town.0.name.to_owned(),
    }
}
