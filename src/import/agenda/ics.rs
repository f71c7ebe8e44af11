//! Agendas as iCalendar (RFC 5545).

use std::collections::BTreeMap;
use std::io::Read;

use jiff::Span;
use jiff::civil::{Date, DateTime};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::super::table::text_of;
use super::super::{Fault, Opened, Reason, Tally};
use super::times::{Time, Times};
use super::{Agenda, Told, Venue, fault_of};
use crate::calendar::Zone;
use crate::diag::Text;
use crate::model::value::Moment;
use crate::text;
use crate::text::slug::slug;

/// Largest file that must be read as a whole, in bytes.
const MAX_WHOLE: u64 = 64 << 20;

/// A line, unfolded: `NAME;PARAM=x:value`.
#[derive(Debug)]
struct Property {
    name: String,
    /// In capitals, without quotes.
    params: Vec<(String, String)>,
    value: String,
}

/// A VEVENT.
#[derive(Debug, Default)]
struct Component {
    /// Where it begins.
    line: u64,
    properties: Vec<Property>,
}

/// Events of one UID: the series, and its times that were moved.
type Series<'c> = (Option<&'c Component>, Vec<&'c Component>);

/// All of a file, which has a size that can be read as a whole.
fn whole(file: &mut Opened<'_>) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let read = (&mut *file.bytes).take(MAX_WHOLE + 1).read_to_end(&mut bytes);
    read.map_err(|error| Fault::stopped(file.name, &error))?;
    if bytes.len() as u64 > MAX_WHOLE {
        let mega = MAX_WHOLE >> 20;
        return Err(Fault::of_file(
            file,
            text!(
                "ce fichier dépasse {mega} Mo : exportez-le par période",
                "this file is larger than {mega} MB: export it by period"
            ),
        ));
    }
    Ok(bytes)
}

/// Reads a file.
pub fn read(
    agenda: &mut Agenda,
    file: &mut Opened<'_>,
    tally: &mut Tally,
) -> Result<(), Fault> {
    let bytes = whole(file)?;
    let components = components(&text_of(&bytes));
    let mut all: BTreeMap<&str, Series<'_>> = BTreeMap::new();
    for component in &components {
        tally.read += 1;
        let series = all.entry(component.value("UID")).or_default();
        match component.get("RECURRENCE-ID") {
            Some(_) => series.1.push(component),
            None if series
                .0
                .is_none_or(|other| other.revision() <= component.revision()) =>
            {
                if series.0.replace(component).is_some() {
                    tally.drop(Reason::Twice);
                }
            }
            None => tally.drop(Reason::Twice),
        }
    }
    for (master, moved) in all.values() {
        let Some(master) = master.or(moved.first().copied()) else { continue };
        if ["PRIVATE", "CONFIDENTIAL"].contains(&master.value("CLASS")) {
            tally.drop(Reason::Unpublished);
        } else if master.value("STATUS") == "TENTATIVE" {
            tally.drop(Reason::Unconfirmed);
        } else if let Err(text) =
            told(master, moved, &agenda.zone).and_then(|told| agenda.keep(&told, tally))
        {
            tally.fault(fault_of(file.name, Some(master.line), "", text));
        }
    }
    Ok(())
}

/// The VEVENTs of a file, without what stands in them.
fn components(text: &str) -> Vec<Component> {
    let mut all = Vec::new();
    let mut open: Option<Component> = None;
    let mut depth = 0;
    for (line, text) in unfolded(text) {
        let Some(property) = property(&text) else { continue };
        let kind = property.value.trim().to_ascii_uppercase();
        match (property.name.as_str(), &mut open) {
            ("BEGIN", None) if kind == "VEVENT" => {
                open = Some(Component { line, ..Component::default() });
                depth = 0;
            }
            ("BEGIN", Some(_)) => depth += 1,
            ("END", Some(_)) if depth > 0 => depth -= 1,
            ("END", Some(_)) => all.extend(open.take()),
            (_, Some(component)) if depth == 0 => component.properties.push(property),
            _ => {}
        }
    }
    all
}

/// Lines with what follows a space put back, each with the number of its first one.
fn unfolded(text: &str) -> Vec<(u64, String)> {
    let mut lines: Vec<(u64, String)> = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ => lines.push((number, line.to_owned())),
        }
    }
    lines
}

fn property(line: &str) -> Option<Property> {
    let mut in_quotes = false;
    let end = line.find(|c: char| {
        in_quotes ^= c == '"';
        c == ':' && !in_quotes
    })?;
    let (head, value) = (&line[..end], &line[end + 1..]);
    let mut parts = head.split(';');
    let name = parts.next()?.trim().to_ascii_uppercase();
    let params = parts.filter_map(|part| part.split_once('=')).map(|(name, value)| {
        (name.to_ascii_uppercase(), value.trim_matches('"').to_owned())
    });
    Some(Property { name, params: params.collect(), value: value.to_owned() })
}

impl Property {
    fn param(&self, name: &str) -> &str {
        let found = self.params.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    /// Its text, without what protects signs.
    fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut signs = self.value.chars();
        while let Some(sign) = signs.next() {
            match (sign, sign == '\\') {
                (_, true) => match signs.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(other) => text.push(other),
                    None => {}
                },
                (sign, false) => text.push(sign),
            }
        }
        text
    }

    /// Its moments, on the clocks of the zone.
    fn times(&self, zone: &Zone) -> Result<Vec<Time>, Text> {
        let parts = self.value.split(',').filter(|part| !part.trim().is_empty());
        let time = |part: &str| {
            let (start, end) = part.split_once('/').unwrap_or((part, ""));
            let start = self.moment(start, zone)?;
            let end = match end.starts_with(['P', '+']) {
                true => after(start, end),
                false => self.moment(end, zone),
            };
            Some(Time::new(start, end))
        };
        let Self { name, .. } = self;
        let wrong = |part: &str| {
            text!(
                "`{name}` vaut « {part} » : un jour comme 20270115 ou une heure comme 20270115T180000 est attendu",
                "`{name}` is `{part}`: a day such as 20270115 or a time such as 20270115T180000 is expected"
            )
        };
        parts.map(|part| time(part).ok_or_else(|| wrong(part))).collect()
    }

    fn moment(&self, text: &str, zone: &Zone) -> Option<Moment> {
        let text = text.trim();
        if let Ok(day) = Date::strptime("%Y%m%d", text) {
            return Some(Moment::Day(day));
        }
        let bare = text.strip_suffix('Z').unwrap_or(text);
        let civil = DateTime::strptime("%Y%m%dT%H%M%S", bare).ok()?;
        let theirs = match bare.len() == text.len() {
            false => Some(TimeZone::UTC),
            // A zone that is not known is taken for that of the portal.
            true => TimeZoneDatabase::bundled().get(self.param("TZID")).ok(),
        };
        let instant = theirs.and_then(|zone| zone.to_timestamp(civil).ok());
        Some(Moment::Time(instant.map_or(civil, |instant| zone.local(instant))))
    }
}

/// A moment and so long after it: `PT1H30M`.
fn after(start: Moment, length: &str) -> Option<Moment> {
    let span: Span = length.trim().trim_start_matches('+').parse().ok()?;
    let end = start.time().checked_add(span).ok()?;
    Some(match start {
        // The end of whole days is the day after the last.
        Moment::Day(_) => Moment::Day(end.date().yesterday().ok()?),
        Moment::Time(_) => Moment::Time(end),
    })
}

impl Component {
    fn get(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    fn value(&self, name: &str) -> &str {
        self.get(name).map_or("", |property| property.value.trim())
    }

    fn text(&self, name: &str) -> String {
        self.get(name).map(Property::text).unwrap_or_default()
    }

    fn revision(&self) -> u32 {
        self.value("SEQUENCE").parse().unwrap_or_default()
    }

    /// All times that a property gives, however often it stands.
    fn times(&self, name: &str, zone: &Zone) -> Result<Vec<Time>, Text> {
        let of_name = self.properties.iter().filter(|property| property.name == name);
        let all: Vec<Vec<Time>> =
            of_name.map(|one| one.times(zone)).collect::<Result<_, _>>()?;
        Ok(all.into_iter().flatten().collect())
    }

    /// From DTSTART to DTEND, or as long as DURATION says.
    fn time(&self, zone: &Zone) -> Result<Time, Text> {
        let Some(Time { start, .. }) = self.times("DTSTART", zone)?.first().copied()
        else {
            return Err(text!("sans `DTSTART`", "without `DTSTART`"));
        };
        let end = match self.times("DTEND", zone)?.first().map(|time| time.start) {
            Some(Moment::Day(day)) => day.yesterday().ok().map(Moment::Day),
            Some(end) => Some(end),
            None => after(start, self.value("DURATION")),
        };
        Ok(Time::new(start, end))
    }
}

fn told(master: &Component, moved: &[&Component], zone: &Zone) -> Result<Told, Text> {
    let first = master.time(zone)?;
    let mut times = Times { all: vec![first], ..Times::default() };
    for mut time in master.times("RDATE", zone)? {
        // Without an end of its own, it lasts as long as the first.
        if let (None, Some(end)) = (time.end, first.end) {
            let length = end.time() - first.start.time();
            time = Time::new(
                time.start,
                time.start.time().checked_add(length).ok().map(Moment::Time),
            );
        }
        times.all.push(time);
    }
    let rule = master.value("RRULE");
    times.rule = Some(rule.to_owned()).filter(|rule| !rule.is_empty());
    let excluded = master.times("EXDATE", zone)?;
    times.exceptions = excluded.iter().map(|time| time.start.date()).collect();
    for change in moved.iter().filter(|change| !std::ptr::eq(**change, master)) {
        let was = change.times("RECURRENCE-ID", zone)?;
        times.exceptions.extend(was.iter().map(|time| time.start.date()));
        if change.value("STATUS") != "CANCELLED" {
            times.all.push(change.time(zone)?);
        }
    }
    if times.rule.is_none() {
        let excluded = std::mem::take(&mut times.exceptions);
        let moved = times.all.split_off(1);
        times
            .all
            .retain(|time| !excluded.contains(&time.start.date()) || moved.is_empty());
        times.all.extend(moved);
    }
    let location = master.text("LOCATION");
    let is_online = super::web(&location).is_some();
    let (lat, lon) = master.value("GEO").split_once(';').unwrap_or_default();
    let mut venue = venue(if is_online { "" } else { &location });
    (venue.lat, venue.lon) = (lat.to_owned(), lon.to_owned());
    let keywords = master.properties.iter().filter(|one| one.name == "CATEGORIES");
    let keywords = keywords.flat_map(|one| {
        one.text().split(',').map(|word| word.trim().to_owned()).collect::<Vec<_>>()
    });
    let updated =
        master.get("LAST-MODIFIED").and_then(|one| one.moment(&one.value, zone));
    Ok(Told {
        // Names of calendars look like addresses of persons.
        id: slug(master.value("UID")),
        title: master.text("SUMMARY"),
        about: master.text("DESCRIPTION"),
        times,
        venue,
        is_online,
        link: if is_online { location } else { String::new() },
        status: (master.value("STATUS") == "CANCELLED").then_some("annule"),
        registration: master.value("URL").to_owned(),
        keywords: keywords.collect(),
        updated: updated.map(|moment| moment.date().to_string()).unwrap_or_default(),
        revision: Some(master.revision()),
        ..Told::default()
    })
}

/// A place in words: « Salle des fêtes, 1 place de la Mairie, 15300 Murat, France ».
fn venue(location: &str) -> Venue {
    let parts = location.split([',', '\n']).map(str::trim);
    let parts: Vec<&str> =
        parts.filter(|part| !part.is_empty() && *part != "France").collect();
    let coded = |part: &str| {
        let (code, town) = part.split_once(' ')?;
        let is_code = code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit());
        let town = town.trim();
        let town = town.split(" Cedex").next().unwrap_or(town);
        let town = town.split(" CEDEX").next().unwrap_or(town);
        is_code.then(|| (code.to_owned(), town.to_owned()))
    };
    let found = parts.iter().enumerate().find_map(|(at, part)| Some((at, coded(part)?)));
    let (at, (postcode, town)) = found.unwrap_or_else(|| {
        let last = parts.len().saturating_sub(1);
        (last, (String::new(), parts.last().copied().unwrap_or_default().to_owned()))
    });
    let before = &parts[..at.min(parts.len())];
    Venue {
        name: before.first().copied().unwrap_or_default().to_owned(),
        address: before.get(1..).unwrap_or_default().join(", "),
        postcode,
        town,
        ..Venue::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_unfolded_and_signs_freed() {
        let text = "BEGIN:VEVENT\r\nSUMMARY;X=\"a:b\":Caf\r\n \u{e9}\\, thé\\nici\r\nBEGIN:VALARM\r\nSUMMARY:non\r\nEND:VALARM\r\nEND:VEVENT\r\n";
        let all = components(text);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].text("SUMMARY"), "Café, thé\nici");
        assert_eq!(all[0].get("SUMMARY").map(|one| one.param("X")), Some("a:b"));
    }

    #[test]
    fn moments_are_put_on_the_clocks_of_the_zone() {
        let zone = Zone::paris();
        for (line, expected) in [
            ("DTSTART:20270115T170000Z", "2027-01-15T18:00:00"),
            ("DTSTART:20270115T180000", "2027-01-15T18:00:00"),
            ("DTSTART;TZID=Europe/London:20270115T170000", "2027-01-15T18:00:00"),
            ("DTSTART;TZID=Heure de Paris:20270115T180000", "2027-01-15T18:00:00"),
            ("DTSTART;VALUE=DATE:20270115", "2027-01-15T00:00:00"),
        ] {
            let property = property(line).expect("a property");
            let times = property.times(&zone).expect("a time");
            assert_eq!(times[0].start.time().to_string(), expected, "{line}");
        }
        let wrong = property("DTSTART:demain").expect("a property");
        assert!(wrong.times(&zone).is_err());
    }

    #[test]
    fn places_in_words_are_cut() {
        let of = |text: &str| {
            let Venue { name, address, postcode, town, .. } = venue(text);
            [name, address, postcode, town]
        };
        assert_eq!(
            of("Salle, 1 place de l'Exemple, 15300 Murat Cedex, France"),
            ["Salle", "1 place de l'Exemple", "15300", "Murat"]
        );
        assert_eq!(of("Murat"), ["", "", "", "Murat"]);
        assert_eq!(of(""), ["", "", "", ""]);
    }
}
