//! The time zones of the French départements and territories.
//!
//! Local time becomes an instant here and nowhere else. The zones are few, so the rules that
//! an iCalendar file must spell out (RFC 5545 §3.6.5) are a table, which a test holds against
//! the IANA database bundled with the program.

use jiff::civil::DateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, Zoned};

/// A French time zone: its IANA name, the rule of its clock changes, and its history.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    pub(super) rules: &'static Rules,
    tz: TimeZone,
}

/// What a `VTIMEZONE` says of a zone.
#[derive(Debug, PartialEq)]
pub(super) struct Rules {
    pub id: &'static str,
    /// INSEE codes of the départements and collectivities that live by this zone.
    codes: &'static [&'static str],
    pub standard: Clock,
    pub changes: Option<Changes>,
}

/// An offset from UTC as iCalendar writes it (`+0100`), and its abbreviation.
#[derive(Debug, PartialEq)]
pub(super) struct Clock {
    pub offset: &'static str,
    pub name: &'static str,
}

/// Summer time, and the yearly moments when clocks change.
#[derive(Debug, PartialEq)]
pub(super) struct Changes {
    pub summer: Clock,
    pub to_summer: Change,
    pub to_standard: Change,
}

/// A yearly clock change: its first date and hour in local time, and its rule.
#[derive(Debug, PartialEq)]
pub(super) struct Change {
    pub start: &'static str,
    pub rule: &'static str,
}

const fn fixed(
    id: &'static str,
    codes: &'static [&'static str],
    offset: &'static str,
    name: &'static str,
) -> Rules {
    Rules { id, codes, standard: Clock { offset, name }, changes: None }
}

/// Mainland France comes first: it is the zone of every code that no other row names.
static ZONES: &[Rules] = &[
    Rules {
        id: "Europe/Paris",
        codes: &[],
        standard: Clock { offset: "+0100", name: "CET" },
        changes: Some(Changes {
            summer: Clock { offset: "+0200", name: "CEST" },
            to_summer: Change {
                start: "19700329T020000",
                rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            },
            to_standard: Change {
                start: "19701025T030000",
                rule: "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            },
        }),
    },
    Rules {
        id: "America/Miquelon",
        codes: &["975"],
        standard: Clock { offset: "-0300", name: "-03" },
        changes: Some(Changes {
            summer: Clock { offset: "-0200", name: "-02" },
            to_summer: Change {
                start: "20070311T020000",
                rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
            },
            to_standard: Change {
                start: "20071104T020000",
                rule: "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
            },
        }),
    },
    fixed("America/Guadeloupe", &["971"], "-0400", "AST"),
    fixed("America/Martinique", &["972"], "-0400", "AST"),
    fixed("America/Cayenne", &["973"], "-0300", "-03"),
    fixed("Indian/Reunion", &["974"], "+0400", "+04"),
    fixed("Indian/Mayotte", &["976"], "+0300", "EAT"),
    fixed("America/St_Barthelemy", &["977"], "-0400", "AST"),
    fixed("America/Marigot", &["978"], "-0400", "AST"),
    fixed("Pacific/Wallis", &["986"], "+1200", "+12"),
    fixed("Pacific/Tahiti", &["987"], "-1000", "-10"),
    fixed("Pacific/Marquesas", &[], "-0930", "-0930"),
    fixed("Pacific/Gambier", &[], "-0900", "-09"),
    fixed("Pacific/Noumea", &["988"], "+1100", "+11"),
];

impl Zone {
    /// The zone of mainland France.
    pub fn paris() -> Zone {
        Zone::of(&ZONES[0])
    }

    /// The French zone of that IANA name, if there is one.
    pub fn named(id: &str) -> Option<Zone> {
        ZONES.iter().find(|rules| rules.id == id).map(Zone::of)
    }

    /// The zone of a département or collectivity, by INSEE code; mainland unless overseas.
    pub fn of_departement(code: &str) -> Zone {
        ZONES.iter().find(|r| r.codes.contains(&code)).map_or_else(Zone::paris, Zone::of)
    }

    fn of(rules: &'static Rules) -> Zone {
        let tz = TimeZoneDatabase::bundled()
            .get(rules.id)
            .expect("the bundled database knows every zone of the table");
        Zone { rules, tz }
    }

    /// The IANA name, such as `Europe/Paris`.
    pub fn id(&self) -> &'static str {
        self.rules.id
    }

    /// The instant of a local time. A time that the spring change skips counts from before
    /// the change (02:30 is 03:30 summer time); one that autumn repeats is the first of the
    /// two (RFC 5545 §3.3.5).
    pub fn instant(&self, local: DateTime) -> Timestamp {
        self.zoned(local).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }

    /// Milliseconds since 1970-01-01 UTC, as scripts in the page count.
    pub fn epoch_ms(&self, local: DateTime) -> i64 {
        self.instant(local).as_millisecond()
    }

    /// ISO 8601 with offset, to the second: `2026-06-04T09:30:00+02:00`.
    pub fn with_offset(&self, local: DateTime) -> String {
        match self.zoned(local) {
            Ok(zoned) => zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            Err(_) => local.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        }
    }

    /// The local time of an instant.
    pub fn local(&self, instant: Timestamp) -> DateTime {
        self.tz.to_datetime(instant)
    }

    /// Fails only within a day of the ends of the calendar, in years −9999 and 9999.
    fn zoned(&self, local: DateTime) -> Result<Zoned, jiff::Error> {
        self.tz.to_ambiguous_zoned(local).compatible()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, Weekday, date, datetime};

    use super::*;

    #[test]
    fn a_departement_has_its_zone() {
        let cases = [
            ("15", "Europe/Paris"),
            ("2A", "Europe/Paris"),
            ("974", "Indian/Reunion"),
            ("975", "America/Miquelon"),
        ];
        for (code, id) in cases {
            assert_eq!(Zone::of_departement(code).id(), id, "{code}");
        }
        assert_eq!(Zone::named("Europe/Berlin"), None);
    }

    #[test]
    fn a_local_time_gets_the_offset_of_its_season() {
        let cases = [
            (datetime(2026, 6, 4, 9, 30, 0, 0), "2026-06-04T09:30:00+02:00"),
            (datetime(2026, 12, 4, 9, 30, 0, 0), "2026-12-04T09:30:00+01:00"),
            (datetime(2026, 3, 29, 2, 30, 0, 0), "2026-03-29T03:30:00+02:00"),
            (datetime(2026, 10, 25, 2, 30, 0, 0), "2026-10-25T02:30:00+02:00"),
        ];
        for (local, expected) in cases {
            assert_eq!(Zone::paris().with_offset(local), expected);
        }
        let reunion = Zone::of_departement("974");
        assert_eq!(reunion.epoch_ms(datetime(1970, 1, 1, 4, 0, 1, 0)), 1000);
    }

    #[test]
    fn instants_come_back_to_local_time() {
        let local = datetime(2026, 6, 4, 0, 30, 0, 0);
        let instant = Zone::paris().instant(local);
        assert_eq!(Zone::paris().local(instant), local);
        let cayenne = Zone::named("America/Cayenne").unwrap();
        assert_eq!(cayenne.local(instant), datetime(2026, 6, 3, 19, 30, 0, 0));
    }

    /// What the table says of a local noon, from the dates of the yearly changes.
    fn offset_by_table(rules: &Rules, day: Date) -> &'static str {
        let Some(changes) = &rules.changes else { return rules.standard.offset };
        let change_day = |rule: &str| {
            let part = |name: &str| {
                rule.split(';')
                    .find_map(|p| p.strip_prefix(name))
                    .expect("part of the rule")
            };
            let month = part("BYMONTH=").parse().expect("a month");
            let nth = part("BYDAY=").trim_end_matches("SU").parse().expect("an ordinal");
            let first = Date::new(day.year(), month, 1).expect("a date");
            first.nth_weekday_of_month(nth, Weekday::Sunday).expect("a Sunday")
        };
        let summer =
            change_day(changes.to_summer.rule)..change_day(changes.to_standard.rule);
        if summer.contains(&day) { changes.summer.offset } else { rules.standard.offset }
    }

    #[test]
    fn the_table_agrees_with_the_iana_database() {
        for rules in ZONES {
            let zone = Zone::of(rules);
            for day in date(2010, 1, 1).series(jiff::Span::new().days(1)).take(365 * 25) {
                let zoned = zone.zoned(day.at(12, 0, 0, 0)).unwrap();
                let offset = zoned.strftime("%z").to_string();
                assert_eq!(offset, offset_by_table(rules, day), "{} on {day}", rules.id);
            }
            let winter = zone.zoned(datetime(2026, 1, 5, 12, 0, 0, 0)).unwrap();
            assert_eq!(
                winter.strftime("%Z").to_string(),
                rules.standard.name,
                "{}",
                rules.id
            );
        }
    }
}
