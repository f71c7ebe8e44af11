//! The iCalendar file (RFC 5545) of an agenda.
//!
//! Written here because what reads it is unforgiving: calendar programs want CRLF, lines of
//! 75 bytes, the time zone spelled out, an exclusive end for whole days, and a DTSTART that
//! its own rule falls on. Nothing depends on the day of the build.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::zone::{Change, Clock};
use super::{Timing, Zone};

/// A line holds at most so many bytes, its end not counted (RFC 5545 §3.1).
const MAX_LINE: usize = 75;

/// A file of events.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Name shown in the calendar application.
    pub name: String,
    /// The page that shows the same events.
    pub url: String,
    /// The zone that programs assume where nothing says otherwise.
    pub zone: Zone,
    /// The maker of the file, such as `-//tt-site//Agenda//FR`.
    pub prodid: String,
    /// Hours after which a subscriber should ask again.
    pub refresh: u32,
}

/// An event of the file. Texts are plain: neither Markdown nor HTML.
#[derive(Clone, Debug)]
pub struct IcsEvent {
    /// Stable and worldwide: `path@domain`.
    pub uid: String,
    /// Revision of the event: programs take a change into account when it grows.
    pub sequence: u32,
    /// Day of the last change of the content.
    pub stamp: Date,
    /// When it takes place.
    pub timing: Timing,
    /// Title.
    pub summary: String,
    /// What it is about, in plain text.
    pub description: Option<String>,
    /// Where, in words.
    pub location: Option<String>,
    /// Latitude and longitude, WGS 84.
    pub geo: Option<(f64, f64)>,
    /// Whole address of its page.
    pub url: Option<String>,
    /// Who organizes it.
    pub organizer: Option<Organizer>,
    /// Themes.
    pub categories: Vec<String>,
    /// Whether it takes place.
    pub status: Status,
    /// Occurrences that differ from the series.
    pub overrides: Vec<Override>,
}

/// Whom to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organizer {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// Whether the event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// As announced.
    Confirmed,
    /// Put off, the new date not known.
    Tentative,
    /// Canceled.
    Cancelled,
}

/// An occurrence moved or cancelled, which calendars show in place of the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The day when the series would have it.
    pub day: Date,
    /// New start.
    pub start: DateTime,
    /// New end.
    pub end: Option<DateTime>,
    /// Whether that occurrence takes place.
    pub status: Status,
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Status::Confirmed => "CONFIRMED",
            Status::Tentative => "TENTATIVE",
            Status::Cancelled => "CANCELLED",
        }
    }
}

impl Calendar {
    /// The file, CRLF included, with the zones that its events use. An event whose rule
    /// falls on no day is left out: it never takes place.
    pub fn write(&self, events: &[IcsEvent]) -> String {
        let mut out = Lines::default();
        out.line("BEGIN", "VCALENDAR");
        out.line("VERSION", "2.0");
        out.line("PRODID", &escape(&self.prodid));
        out.line("CALSCALE", "GREGORIAN");
        out.line("METHOD", "PUBLISH");
        out.line("NAME", &escape(&self.name));
        out.line("X-WR-CALNAME", &escape(&self.name));
        out.line("X-WR-TIMEZONE", self.zone.id());
        out.line("URL", &self.url);
        out.line("REFRESH-INTERVAL;VALUE=DURATION", &format!("PT{}H", self.refresh));
        out.line("X-PUBLISHED-TTL", &format!("PT{}H", self.refresh));
        for zone in zones(events) {
            out.zone(zone);
        }
        for event in events {
            out.event(event);
        }
        out.line("END", "VCALENDAR");
        out.text
    }
}

/// The zones of the events, each once, by name.
fn zones(events: &[IcsEvent]) -> Vec<&Zone> {
    let mut zones: Vec<&Zone> = events.iter().map(|event| &event.timing.zone).collect();
    zones.sort_by_key(|zone| zone.id());
    zones.dedup_by_key(|zone| zone.id());
    zones
}

/// The file as it grows.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// A property, folded; its value is escaped already. Control characters have no place in
    /// a line, and one that slipped in must not end it.
    fn line(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:{value}");
        line.retain(|c| !c.is_control());
        self.text += &fold(&line);
        self.text += "\r\n";
    }

    fn optional(&mut self, name: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.line(name, &escape(value));
        }
    }

    fn zone(&mut self, zone: &Zone) {
        let rules = zone.rules;
        self.line("BEGIN", "VTIMEZONE");
        self.line("TZID", rules.id);
        match &rules.changes {
            None => {
                let offset = rules.standard.offset;
                self.clock("STANDARD", &rules.standard, offset, "19700101T000000", None);
            }
            Some(changes) => {
                let (winter, summer) = (&rules.standard, &changes.summer);
                self.change("STANDARD", winter, summer, &changes.to_standard);
                self.change("DAYLIGHT", summer, winter, &changes.to_summer);
            }
        }
        self.line("END", "VTIMEZONE");
    }

    fn change(&mut self, kind: &str, to: &Clock, from: &Clock, change: &Change) {
        self.clock(kind, to, from.offset, change.start, Some(change.rule));
    }

    fn clock(
        &mut self,
        kind: &str,
        clock: &Clock,
        from: &str,
        start: &str,
        rule: Option<&str>,
    ) {
        self.line("BEGIN", kind);
        self.line("DTSTART", start);
        self.line("TZOFFSETFROM", from);
        self.line("TZOFFSETTO", clock.offset);
        self.line("TZNAME", clock.name);
        if let Some(rule) = rule {
            self.line("RRULE", rule);
        }
        self.line("END", kind);
    }

    fn event(&mut self, event: &IcsEvent) {
        let timing = &event.timing;
        let Some(first) = timing.first() else { return };
        self.head(event, event.status);
        self.times(timing, first, timing.occurrence(first).end);
        self.series(timing, first);
        self.body(event);
        for change in &event.overrides {
            self.head(event, change.status);
            self.moment("RECURRENCE-ID", timing, at(change.day, first));
            self.times(timing, change.start, change.end);
            self.body(event);
        }
    }

    fn head(&mut self, event: &IcsEvent, status: Status) {
        let stamp = event.stamp.strftime("%Y%m%dT000000Z").to_string();
        self.line("BEGIN", "VEVENT");
        self.line("UID", &escape(&event.uid));
        self.line("DTSTAMP", &stamp);
        self.line("LAST-MODIFIED", &stamp);
        self.line("SEQUENCE", &event.sequence.to_string());
        self.line("STATUS", status.name());
    }

    /// An end that nobody said stays unsaid; that of whole days is the day after the last.
    fn times(&mut self, timing: &Timing, start: DateTime, end: Option<DateTime>) {
        self.moment("DTSTART", timing, start);
        match end {
            Some(end) if !timing.all_day => self.moment("DTEND", timing, end.max(start)),
            None if !timing.all_day => {}
            end => {
                let last = end.unwrap_or(start).max(start);
                self.moment("DTEND", timing, last.saturating_add(1.day()));
            }
        }
    }

    fn moment(&mut self, name: &str, timing: &Timing, moment: DateTime) {
        if timing.all_day {
            let day = moment.strftime("%Y%m%d").to_string();
            self.line(&format!("{name};VALUE=DATE"), &day);
        } else {
            let local = moment.strftime("%Y%m%dT%H%M%S").to_string();
            self.line(&format!("{name};TZID={}", timing.zone.id()), &local);
        }
    }

    fn series(&mut self, timing: &Timing, first: DateTime) {
        for other in &timing.others {
            let usual = timing.occurrence(other.start);
            match other.end.filter(|_| !timing.all_day && *other != usual) {
                None => self.moment("RDATE", timing, other.start),
                Some(end) => {
                    let [start, end] = [other.start, end.max(other.start)]
                        .map(|moment| moment.strftime("%Y%m%dT%H%M%S").to_string());
                    let name = format!("RDATE;VALUE=PERIOD;TZID={}", timing.zone.id());
                    self.line(&name, &format!("{start}/{end}"));
                }
            }
        }
        let Some(rule) = &timing.recurrence else { return };
        let until = |last: DateTime| match timing.all_day {
            true => last.date().strftime("%Y%m%d").to_string(),
            false => utc(&timing.zone, last),
        };
        self.line("RRULE", &rule.to_rrule(&timing.zone, until));
        for day in &timing.exceptions {
            self.moment("EXDATE", timing, at(*day, first));
        }
    }

    fn body(&mut self, event: &IcsEvent) {
        self.line("SUMMARY", &escape(&event.summary));
        self.optional("DESCRIPTION", event.description.as_ref());
        self.optional("LOCATION", event.location.as_ref());
        if let Some((latitude, longitude)) = event.geo {
            self.line("GEO", &format!("{latitude:.6};{longitude:.6}"));
        }
        if let Some(url) = &event.url {
            self.line("URL", url);
        }
        if let Some(organizer) = &event.organizer {
            let name = organizer.name.replace('"', "'");
            self.line(
                &format!("ORGANIZER;CN=\"{name}\""),
                &format!("mailto:{}", organizer.email),
            );
        }
        if !event.categories.is_empty() {
            let categories: Vec<String> =
                event.categories.iter().map(|c| escape(c)).collect();
            self.line("CATEGORIES", &categories.join(","));
        }
        self.line("END", "VEVENT");
    }
}

/// The moment of an occurrence: its day, at the hour of the series.
fn at(day: Date, series: DateTime) -> DateTime {
    day.to_datetime(series.time())
}

fn utc(zone: &Zone, local: DateTime) -> String {
    TimeZone::UTC.to_datetime(zone.instant(local)).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text value (RFC 5545 §3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Cuts a line where it would be too long, between characters; what follows starts with a
/// space (RFC 5545 §3.1).
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / 25);
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > MAX_LINE {
            folded.push_str("\r\n ");
            width = 1;
        }
        folded.push(c);
        width += c.len_utf8();
    }
    folded
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};
    use proptest::prelude::*;

    use super::super::Recurrence;
    use super::*;

    fn calendar() -> Calendar {
        Calendar {
            name: "Agenda du Cantal".to_owned(),
            url: "https://exemple.fr/agenda/".to_owned(),
            zone: Zone::paris(),
            prodid: "-//tt-site//Agenda//FR".to_owned(),
            refresh: 12,
        }
    }

    fn event(rule: Option<&str>) -> IcsEvent {
        IcsEvent {
            uid: "cantal/agenda/cafe@exemple.fr".to_owned(),
            sequence: 2,
            stamp: date(2026, 5, 1),
            timing: Timing {
                start: datetime(2026, 6, 4, 18, 0, 0, 0),
                end: Some(datetime(2026, 6, 4, 20, 0, 0, 0)),
                all_day: false,
                recurrence: rule.map(|rule| Recurrence::parse(rule).expect(rule)),
                exceptions: Vec::new(),
                others: Vec::new(),
                zone: Zone::paris(),
            },
            summary: "Café; échanges, \"projets\"".to_owned(),
            description: None,
            location: None,
            geo: None,
            url: None,
            organizer: None,
            categories: Vec::new(),
            status: Status::Confirmed,
            overrides: Vec::new(),
        }
    }

    /// The lines of the events, unfolded.
    fn lines(event: &IcsEvent) -> Vec<String> {
        let text = calendar().write(std::slice::from_ref(event)).replace("\r\n ", "");
        let events = text.find("BEGIN:VEVENT").map_or("", |at| &text[at..]);
        events.lines().map(str::to_owned).collect()
    }

    fn has(event: &IcsEvent, expected: &[&str]) {
        let lines = lines(event);
        for line in expected {
            assert!(lines.iter().any(|l| l == line), "{line} is not in {lines:#?}");
        }
    }

    #[test]
    fn a_file_opens_with_its_name_and_zones() {
        let text = calendar().write(&[event(None), event(None)]);
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        assert!(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
        for line in
            ["METHOD:PUBLISH", "X-WR-CALNAME:Agenda du Cantal", "TZID:Europe/Paris"]
        {
            assert_eq!(text.matches(&format!("\r\n{line}\r\n")).count(), 1, "{line}");
        }
    }

    #[test]
    fn an_event_is_written_whole() {
        let mut event = event(None);
        event.description = Some("Un\r\ndeux\\trois".to_owned());
        event.location = Some("Murat, Cantal".to_owned());
        event.geo = Some((45.11, 2.868_765_4));
        event.url = Some("https://exemple.fr/cantal/agenda/cafe/".to_owned());
        event.organizer = Some(Organizer {
            name: "Le \"Tiers\"-lieu\r\nX".to_owned(),
            email: "contact@exemple.fr".to_owned(),
        });
        event.categories = vec!["Réseau".to_owned(), "a,b".to_owned()];
        event.status = Status::Cancelled;
        has(
            &event,
            &[
                "UID:cantal/agenda/cafe@exemple.fr",
                "DTSTAMP:20260501T000000Z",
                "SEQUENCE:2",
                "STATUS:CANCELLED",
                "DTSTART;TZID=Europe/Paris:20260604T180000",
                "DTEND;TZID=Europe/Paris:20260604T200000",
                "SUMMARY:Café\\; échanges\\, \"projets\"",
                "DESCRIPTION:Un\\ndeux\\\\trois",
                "LOCATION:Murat\\, Cantal",
                "GEO:45.110000;2.868765",
                "URL:https://exemple.fr/cantal/agenda/cafe/",
                "ORGANIZER;CN=\"Le 'Tiers'-lieuX\":mailto:contact@exemple.fr",
                "CATEGORIES:Réseau,a\\,b",
            ],
        );
    }

    #[test]
    fn a_series_starts_on_its_rule_and_ends_in_utc() {
        let mut event = event(Some("chaque mois, 1er mardi, jusqu'au 2026-12-31"));
        event.timing.exceptions = vec![date(2026, 8, 4)];
        event.overrides = vec![Override {
            day: date(2026, 9, 1),
            start: datetime(2026, 9, 2, 17, 0, 0, 0),
            end: None,
            status: Status::Tentative,
        }];
        has(
            &event,
            &[
                "DTSTART;TZID=Europe/Paris:20260707T180000",
                "DTEND;TZID=Europe/Paris:20260707T200000",
                "RRULE:FREQ=MONTHLY;UNTIL=20261231T225959Z;BYDAY=1TU",
                "EXDATE;TZID=Europe/Paris:20260804T180000",
                "RECURRENCE-ID;TZID=Europe/Paris:20260901T180000",
                "DTSTART;TZID=Europe/Paris:20260902T170000",
                "STATUS:TENTATIVE",
            ],
        );
    }

    #[test]
    fn whole_days_are_dates_and_their_end_is_exclusive() {
        let mut event = event(Some("chaque année, jusqu'au 2028-12-31"));
        event.timing.all_day = true;
        event.timing.exceptions = vec![date(2027, 6, 4)];
        has(
            &event,
            &[
                "DTSTART;VALUE=DATE:20260604",
                "DTEND;VALUE=DATE:20260605",
                "RRULE:FREQ=YEARLY;UNTIL=20281231",
                "EXDATE;VALUE=DATE:20270604",
            ],
        );
    }

    #[test]
    fn an_end_that_nobody_said_is_not_written() {
        let mut event = event(None);
        event.timing.end = None;
        assert!(!lines(&event).iter().any(|line| line.starts_with("DTEND")));
    }

    #[test]
    fn a_series_that_never_takes_place_is_left_out() {
        assert_eq!(lines(&event(Some("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))), [""; 0]);
    }

    proptest! {
        #[test]
        fn folding_keeps_the_text_and_the_width(text in "\\PC{0,300}") {
            let folded = fold(&text);
            prop_assert_eq!(folded.replace("\r\n ", ""), text);
            prop_assert!(folded.split("\r\n").all(|line| line.len() <= MAX_LINE));
        }

        #[test]
        fn no_text_ends_its_line(text in any::<String>()) {
            let mut out = Lines::default();
            out.line("SUMMARY", &escape(&text));
            let unfolded = out.text.replace("\r\n ", "");
            prop_assert_eq!(unfolded.matches(['\r', '\n']).count(), 2);
        }
    }
}
