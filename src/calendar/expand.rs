//! From an event to the days when it takes place.
//!
//! Series unroll in local time that knows no offset, so an event keeps its hour through the
//! clock changes; all-day events are bare dates. `rrule` computes the series and is seen
//! nowhere else: text goes in, seconds come out.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Recurrence, Zone};

/// No event gives more occurrences than this within a horizon.
pub const MAX_OCCURRENCES: usize = 2000;

/// No series is followed further than this from its start, in occurrences.
const MAX_STEPS: usize = 100_000;

/// When an event takes place, in the local time of its zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Timing {
    /// First time of the event.
    pub start: DateTime,
    /// As the editor said it, never guessed. For an all-day event, a moment of its last day.
    pub end: Option<DateTime>,
    /// Only the days of `start` and `end` count.
    pub all_day: bool,
    /// How it comes back, if it does.
    pub recurrence: Option<Recurrence>,
    /// Days when the series does not take place.
    pub exceptions: Vec<Date>,
    /// Times beside the first one and the series.
    pub others: Vec<Occurrence>,
    /// The clock it follows.
    pub zone: Zone,
}

/// One time that an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// When it starts.
    pub start: DateTime,
    /// When it ends, when that is known.
    pub end: Option<DateTime>,
    /// Whether it lasts whole days.
    pub all_day: bool,
}

impl Occurrence {
    /// Names an occurrence among those of its event, whatever else changes: its day.
    pub fn id(&self) -> String {
        self.start.date().to_string()
    }

    /// The local moment from which it is over. One whose end nobody said lasts until
    /// midnight: hiding an event that still goes on is worse than showing one that is over.
    pub fn over(&self) -> DateTime {
        match self.end {
            Some(end) if !self.all_day => end,
            end => {
                let last = end.map_or(self.start, |end| end.max(self.start)).date();
                last.saturating_add(1.day()).to_datetime(Default::default())
            }
        }
    }

    /// Its first and last days. One that ends at midnight does not touch the next day.
    pub fn days(&self) -> (Date, Date) {
        let first = self.start.date();
        let last = self.over().saturating_sub(1.nanosecond()).date();
        (first, last.max(first))
    }
}

impl Timing {
    /// The first time that the series takes place, before exceptions; it differs from
    /// `start` when the rule does not fall on it. `None` when the rule falls on no day.
    pub fn first(&self) -> Option<DateTime> {
        self.starts().next()
    }

    /// The rule in words, for the page; empty for an event that takes place once.
    pub fn describe(&self, lang: &str) -> String {
        let rule = self.recurrence.as_ref().map(|rule| rule.describe(lang, &self.zone));
        let (n, is_french) = (self.others.len(), lang.starts_with("fr"));
        match (rule, n, is_french) {
            (rule, 0, _) => rule.unwrap_or_default(),
            (None, ..) => format!("{} dates", n + 1),
            (Some(rule), 1, true) => format!("{rule}, et une autre date"),
            (Some(rule), _, true) => format!("{rule}, et {n} autres dates"),
            (Some(rule), 1, false) => format!("{rule}, and another date"),
            (Some(rule), _, false) => format!("{rule}, and {n} other dates"),
        }
    }

    /// Exceptions that remove nothing: most often a date mistyped.
    pub fn idle_exceptions(&self) -> Vec<Date> {
        let Some(last) = self.exceptions.iter().max() else { return Vec::new() };
        let days = self.starts().map(DateTime::date).take_while(|day| day <= last);
        let excluded: Vec<Date> = days.filter(|day| self.excludes(*day)).collect();
        self.exceptions.iter().filter(|day| !excluded.contains(day)).copied().collect()
    }

    /// Every start, in order, before exceptions.
    fn starts(&self) -> Box<dyn Iterator<Item = DateTime>> {
        let start = match self.all_day {
            true => self.start.date().to_datetime(Default::default()),
            false => self.start,
        };
        match &self.recurrence {
            None => Box::new(std::iter::once(start)),
            Some(rule) => series(rule, start, &self.zone),
        }
    }

    /// The occurrence that starts then. Each has the same local length: 22:00 to 06:00 stays
    /// so on the night when clocks change.
    pub fn occurrence(&self, start: DateTime) -> Occurrence {
        let length = |end: DateTime| match self.all_day {
            true => end.date() - self.start.date(),
            false => end - self.start,
        };
        let end = self.end.map(|end| start.saturating_add(length(end)));
        Occurrence { start, end, all_day: self.all_day }
    }

    fn excludes(&self, day: Date) -> bool {
        self.recurrence.is_some() && self.exceptions.contains(&day)
    }
}

/// The occurrences that touch the days from the first to the last of `horizon`, both
/// included, in order; at most [`MAX_OCCURRENCES`].
pub fn expand(event: &Timing, horizon: (Date, Date)) -> Vec<Occurrence> {
    let (from, to) = horizon;
    let series = event
        .starts()
        .take_while(|start| start.date() <= to)
        .filter(|start| !event.excludes(start.date()))
        .map(|start| event.occurrence(start))
        .filter(|occurrence| occurrence.days().1 >= from)
        .take(MAX_OCCURRENCES);
    let others = event.others.iter().filter(|occurrence| {
        let (first, last) = occurrence.days();
        first <= to && last >= from
    });
    let mut all: Vec<Occurrence> = series.chain(others.copied()).collect();
    all.sort();
    all.dedup_by_key(|occurrence| occurrence.start);
    all.truncate(MAX_OCCURRENCES);
    all
}

/// The starts of a series, computed as if local time were UTC: it then has no clock changes.
fn series(
    rule: &Recurrence,
    start: DateTime,
    zone: &Zone,
) -> Box<dyn Iterator<Item = DateTime>> {
    let compact = |moment: DateTime| moment.strftime("%Y%m%dT%H%M%SZ").to_string();
    let rule = rule.to_rrule(zone, compact);
    let text = format!("DTSTART:{}\nRRULE:{rule}", compact(start));
    match text.parse::<rrule::RRuleSet>() {
        Ok(set) => {
            let starts = set.limit().into_iter().take(MAX_STEPS);
            Box::new(starts.map_while(|start| civil(start.timestamp())))
        }
        // The rule was validated when parsed: what remains is an end before the start.
        Err(_) => Box::new(std::iter::empty()),
    }
}

fn civil(seconds: i64) -> Option<DateTime> {
    Timestamp::from_second(seconds).ok().map(|instant| TimeZone::UTC.to_datetime(instant))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};
    use proptest::prelude::*;

    use super::*;

    fn event(start: DateTime, hours: Option<i64>, rule: &str) -> Timing {
        Timing {
            start,
            end: hours.map(|hours| start + hours.hours()),
            all_day: false,
            recurrence: Some(Recurrence::parse(rule).expect(rule)),
            exceptions: Vec::new(),
            others: Vec::new(),
            zone: Zone::paris(),
        }
    }

    fn days(event: &Timing, horizon: (Date, Date)) -> Vec<String> {
        expand(event, horizon).iter().map(Occurrence::id).collect()
    }

    const YEAR: (Date, Date) = (date(2026, 1, 1), date(2026, 12, 31));

    #[test]
    fn other_times_stand_in_order_beside_the_series() {
        let mut event = event(
            datetime(2026, 10, 6, 18, 0, 0, 0),
            Some(2),
            "chaque mois, 1er mardi, 2 fois",
        );
        let extra = event.occurrence(datetime(2026, 10, 20, 18, 0, 0, 0));
        let again = event.occurrence(event.start);
        event.others = vec![extra, again];
        assert_eq!(days(&event, YEAR), ["2026-10-06", "2026-10-20", "2026-11-03"]);
        assert!(event.describe("fr").ends_with(", et 2 autres dates"));
        event.recurrence = None;
        event.others.truncate(1);
        assert_eq!(days(&event, YEAR), ["2026-10-06", "2026-10-20"]);
        assert_eq!(event.describe("fr"), "2 dates");
    }

    #[test]
    fn rules_fall_on_their_days() {
        let cases: [(&str, &[&str]); 8] = [
            (
                "chaque mois, 1er mardi, 3 fois",
                &["2026-10-06", "2026-11-03", "2026-12-01"],
            ),
            (
                "chaque mois, dernier vendredi",
                &["2026-10-30", "2026-11-27", "2026-12-25"],
            ),
            ("chaque mois, le 31", &["2026-10-31", "2026-12-31"]),
            (
                "toutes les 2 semaines, lundi, 3 fois",
                &["2026-10-12", "2026-10-26", "2026-11-09"],
            ),
            (
                "chaque jour, jusqu'au 2026-10-03",
                &["2026-10-01", "2026-10-02", "2026-10-03"],
            ),
            ("chaque semaine, jusqu'au 2026-10-08", &["2026-10-01", "2026-10-08"]),
            ("chaque jour, jusqu'au 2026-09-30", &[]),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", &[]),
        ];
        for (rule, expected) in cases {
            let event = event(datetime(2026, 10, 1, 18, 0, 0, 0), Some(2), rule);
            assert_eq!(days(&event, YEAR), expected, "{rule}");
        }
    }

    #[test]
    fn an_event_keeps_its_hour_through_clock_changes() {
        let weekly = event(datetime(2026, 3, 22, 18, 0, 0, 0), Some(2), "chaque semaine");
        let around = |day: Date| (day.saturating_sub(7.days()), day);
        for (change, offsets) in [
            (date(2026, 3, 29), ["18:00:00+01:00", "18:00:00+02:00"]),
            (date(2026, 10, 25), ["18:00:00+02:00", "18:00:00+01:00"]),
        ] {
            let starts: Vec<String> = expand(&weekly, around(change))
                .iter()
                .map(|o| weekly.zone.with_offset(o.start)[11..].to_owned())
                .collect();
            assert_eq!(starts, offsets);
        }
        let night =
            event(datetime(2026, 10, 24, 22, 0, 0, 0), Some(8), "chaque jour, 2 fois");
        let ends: Vec<i8> =
            expand(&night, YEAR).iter().map(|o| o.end.unwrap().hour()).collect();
        assert_eq!(ends, [6, 6]);
    }

    #[test]
    fn an_hour_that_a_clock_change_skips_keeps_its_place_in_the_series() {
        let daily =
            event(datetime(2026, 3, 28, 2, 30, 0, 0), None, "chaque jour, 3 fois");
        let starts: Vec<String> = expand(&daily, YEAR)
            .iter()
            .map(|o| daily.zone.with_offset(o.start))
            .collect();
        let expected = [
            "2026-03-28T02:30:00+01:00",
            "2026-03-29T03:30:00+02:00",
            "2026-03-30T02:30:00+02:00",
        ];
        assert_eq!(starts, expected);
    }

    #[test]
    fn exceptions_count_but_do_not_take_place() {
        let mut weekly =
            event(datetime(2026, 6, 1, 9, 0, 0, 0), Some(1), "tous les lundis, 3 fois");
        weekly.exceptions = vec![date(2026, 6, 1), date(2026, 6, 9)];
        assert_eq!(days(&weekly, YEAR), ["2026-06-08", "2026-06-15"]);
        assert_eq!(weekly.idle_exceptions(), [date(2026, 6, 9)]);
        assert_eq!(weekly.first(), Some(datetime(2026, 6, 1, 9, 0, 0, 0)));
        weekly.recurrence = None;
        assert_eq!(days(&weekly, YEAR), ["2026-06-01"]);
        assert_eq!(weekly.idle_exceptions(), weekly.exceptions);
    }

    #[test]
    fn whole_days_ignore_the_hours_of_their_ends() {
        let mut festival =
            event(datetime(2026, 6, 5, 9, 0, 0, 0), None, "chaque mois, 2 fois");
        festival.end = Some(datetime(2026, 6, 7, 8, 0, 0, 0));
        festival.all_day = true;
        let occurrences = expand(&festival, (date(2026, 7, 7), date(2026, 8, 1)));
        assert_eq!(occurrences.len(), 1);
        assert_eq!(occurrences[0].days(), (date(2026, 7, 5), date(2026, 7, 7)));
        assert_eq!(occurrences[0].over(), datetime(2026, 7, 8, 0, 0, 0, 0));
    }

    #[test]
    fn an_end_that_nobody_said_is_the_end_of_the_day() {
        let start = datetime(2026, 6, 5, 9, 0, 0, 0);
        let occurrence = Occurrence { start, end: None, all_day: false };
        assert_eq!(occurrence.over(), datetime(2026, 6, 6, 0, 0, 0, 0));
        assert_eq!(occurrence.days(), (start.date(), start.date()));
        let end = Some(datetime(2026, 6, 5, 9, 0, 0, 0));
        let instant = Occurrence { end, ..occurrence };
        assert_eq!(instant.days(), (start.date(), start.date()));
    }

    #[test]
    fn an_endless_series_is_bounded() {
        let daily = event(datetime(1900, 1, 1, 9, 0, 0, 0), None, "chaque jour");
        assert_eq!(expand(&daily, YEAR).len(), 365);
        let all = expand(&daily, (date(1900, 1, 1), Date::MAX));
        assert_eq!(all.len(), MAX_OCCURRENCES);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn occurrences_are_sorted_and_touch_the_horizon(
            rule in prop::sample::select(vec![
                "chaque jour", "chaque semaine, mardi et jeudi", "toutes les 3 semaines",
                "chaque mois, 5e mardi", "chaque mois, le 31", "FREQ=YEARLY;BYDAY=-1SU",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "tous les 2 ans",
            ]),
            start in 0i64..2000,
            hours in prop::option::of(0i64..80),
            from in 0i64..2000,
            length in 0i64..800,
        ) {
            let day = |n: i64| date(2024, 1, 1).saturating_add(n.days());
            let event = event(day(start).at(18, 0, 0, 0), hours, rule);
            let horizon = (day(from), day(from + length));
            let found = expand(&event, horizon);
            prop_assert!(found.windows(2).all(|w| w[0].start < w[1].start));
            for occurrence in found {
                let (first, last) = occurrence.days();
                prop_assert!(first >= event.start.date());
                prop_assert!(first <= horizon.1 && last >= horizon.0);
            }
        }
    }
}
