//! The rule of a series, as a value: what an editor may write, and what calendars read.
//!
//! Two notations give the same [`Recurrence`]: the RRULE of RFC 5545 §3.3.10, less what no
//! public event needs (hours, minutes, week numbers), and French short forms, in
//! [`super::french`]. Both are read with the place of each fault.

use std::ops::Range;

use jiff::civil::{Date, DateTime, Weekday, time};
use strsim::damerau_levenshtein;

use super::{Zone, french, rule_text};

/// Highest `INTERVAL`: a longer one is a slip of the hand.
pub const MAX_INTERVAL: u16 = 999;

/// Highest `COUNT` of occurrences.
pub const MAX_COUNT: u32 = 9999;

/// Model answers for an editor whose text was not understood.
pub const ACCEPTED_FORMS: [&str; 8] = [
    "chaque mois, 1er mardi",
    "chaque mois, dernier vendredi",
    "chaque mois, le 15",
    "chaque semaine, mardi et jeudi",
    "toutes les 2 semaines, lundi",
    "chaque année",
    "chaque semaine, lundi, jusqu'au 2026-12-31",
    "chaque mois, 1er mardi, 10 fois",
];

/// How often a series comes back. Nothing repeats more than once a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every year.
    Yearly,
}

/// A weekday, and which one of the month or year: 1 the first, -1 the last, none each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NthWeekday {
    /// Which one of its month or year, from the end when negative; none for all.
    pub nth: Option<i8>,
    /// The day.
    pub weekday: Weekday,
}

/// What ends a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It goes on.
    Never,
    /// After that many occurrences, exceptions included.
    Count(u32),
    /// Last local moment at which an occurrence may start.
    Local(DateTime),
    /// The same in UTC, as calendar programs write it.
    Utc(DateTime),
}

impl End {
    /// The last local moment at which an occurrence may start.
    pub fn moment(self, zone: &Zone) -> Option<DateTime> {
        match self {
            End::Never | End::Count(_) => None,
            End::Local(moment) => Some(moment),
            End::Utc(moment) => {
                let utc = jiff::tz::TimeZone::UTC.to_timestamp(moment).ok()?;
                Some(zone.local(utc))
            }
        }
    }
}

/// A rule of repetition. Lists are sorted and without duplicates; empty means unsaid, and
/// then the start of the event says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// How often.
    pub frequency: Frequency,
    /// Every how many days, weeks, months or years: 1 or more.
    pub interval: u16,
    /// Days of the week, `BYDAY`.
    pub weekdays: Vec<NthWeekday>,
    /// Days of the month, from 1; from the end when negative.
    pub month_days: Vec<i8>,
    /// Months, from 1 to 12.
    pub months: Vec<i8>,
    /// Which of the days found in each period are kept (`BYSETPOS`).
    pub positions: Vec<i16>,
    /// First day of the week, `WKST`.
    pub week_start: Weekday,
    /// When it stops.
    pub end: End,
}

/// A rule that could not be read, and the bytes at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecurrenceError {
    /// What is wrong.
    pub fault: RecurrenceFault,
    /// Where, in bytes of the text.
    pub span: Range<usize>,
}

/// Why a rule could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecurrenceFault {
    /// Nothing is written.
    Empty,
    /// A word or a part that means nothing here, and the nearest that does.
    Unknown {
        /// The word that was probably meant.
        nearest: Option<&'static str>,
    },
    /// A part of RFC 5545 that public events do without.
    Unsupported,
    /// Hourly or more often.
    TooFrequent,
    /// Nothing says every what.
    NoFrequency,
    /// The same thing is said twice.
    Twice,
    /// A word that waits for another: `2e` without its day.
    Incomplete,
    /// A number is due.
    NotANumber,
    /// A number is too small or too large.
    OutOfRange {
        /// The smallest allowed.
        min: i32,
        /// The largest allowed.
        max: i32,
    },
    /// A date is due.
    NotADate,
    /// A date day first, and what it is in ISO 8601.
    DayFirstDate {
        /// The same date, year first.
        iso: Date,
    },
    /// Both a last day and a number of times.
    TwoEnds,
    /// This frequency has no such day: a first Tuesday of the week.
    WrongFrequency,
    /// A weekday of the month or year, without saying which one.
    WhichWeekday,
    /// Both a day of the month and a weekday.
    DayAndWeekday,
}

pub(super) fn fault<T>(
    fault: RecurrenceFault,
    span: Range<usize>,
) -> Result<T, RecurrenceError> {
    Err(RecurrenceError { fault, span })
}

/// The word of `known` that was probably meant; the first of them when several are as near.
pub(super) fn nearest(
    word: &str,
    known: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    known
        .map(|candidate| (damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= (word.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A rule being read, with the places that later checks need.
pub(super) struct Draft {
    pub frequency: Option<Frequency>,
    pub rule: Recurrence,
    pub weekdays_at: Range<usize>,
    pub month_days_at: Range<usize>,
}

impl Draft {
    pub fn new() -> Draft {
        let rule = Recurrence {
            frequency: Frequency::Daily,
            interval: 1,
            weekdays: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Monday,
            end: End::Never,
        };
        Draft { frequency: None, rule, weekdays_at: 0..0, month_days_at: 0..0 }
    }

    pub fn set_end(
        &mut self,
        end: End,
        span: Range<usize>,
    ) -> Result<(), RecurrenceError> {
        match (self.rule.end, end) {
            (End::Never, _) => self.rule.end = end,
            (End::Count(_), End::Count(_)) => return fault(RecurrenceFault::Twice, span),
            (End::Count(_), _) | (_, End::Count(_)) => {
                return fault(RecurrenceFault::TwoEnds, span);
            }
            _ => return fault(RecurrenceFault::Twice, span),
        }
        Ok(())
    }

    /// Puts lists in order and refuses days that the frequency does not have.
    pub fn finish(self, whole: Range<usize>) -> Result<Recurrence, RecurrenceError> {
        let Some(frequency) = self.frequency else {
            return fault(RecurrenceFault::NoFrequency, whole);
        };
        let mut rule = Recurrence { frequency, ..self.rule };
        rule.weekdays.sort_by_key(|d| (d.nth, d.weekday.to_monday_zero_offset()));
        rule.weekdays.dedup();
        for list in [&mut rule.month_days, &mut rule.months] {
            list.sort_unstable();
            list.dedup();
        }
        rule.positions.sort_unstable();
        rule.positions.dedup();
        rule.check_weekdays(self.weekdays_at)?;
        if frequency == Frequency::Weekly && !rule.month_days.is_empty() {
            return fault(RecurrenceFault::WrongFrequency, self.month_days_at);
        }
        Ok(rule)
    }
}

impl Recurrence {
    /// Reads an RRULE, with or without `RRULE:`, or a French short form.
    ///
    /// # Errors
    /// The first fault of the text, with its place.
    pub fn parse(text: &str) -> Result<Recurrence, RecurrenceError> {
        let body = text.trim();
        let offset = text.len() - text.trim_start().len();
        if body.is_empty() {
            return fault(RecurrenceFault::Empty, 0..text.len());
        }
        if body.contains('=') {
            return rule_text::parse(body, offset);
        }
        french::parse(text)
    }

    /// The RRULE of RFC 5545, without its name. `until` writes the last local moment of the
    /// series, for its form depends on that of the start (RFC 5545 §3.3.10).
    pub fn to_rrule(&self, zone: &Zone, until: impl Fn(DateTime) -> String) -> String {
        let mut text = format!("FREQ={}", self.frequency.name());
        if self.interval != 1 {
            push(&mut text, "INTERVAL", &self.interval.to_string());
        }
        if let End::Count(count) = self.end {
            push(&mut text, "COUNT", &count.to_string());
        }
        if let Some(moment) = self.end.moment(zone) {
            push(&mut text, "UNTIL", &until(moment));
        }
        push_list(&mut text, "BYMONTH", &self.months);
        push_list(&mut text, "BYMONTHDAY", &self.month_days);
        let days: Vec<String> = self.weekdays.iter().map(NthWeekday::code).collect();
        push_list(&mut text, "BYDAY", &days);
        push_list(&mut text, "BYSETPOS", &self.positions);
        if self.week_start != Weekday::Monday {
            push(&mut text, "WKST", weekday_code(self.week_start));
        }
        text
    }

    fn check_weekdays(&self, span: Range<usize>) -> Result<(), RecurrenceError> {
        let most = match self.frequency {
            Frequency::Yearly if self.months.is_empty() => 53,
            Frequency::Yearly | Frequency::Monthly => 5,
            Frequency::Weekly | Frequency::Daily => 0,
        };
        match self.weekdays.iter().filter_map(|day| day.nth).find(|n| n.abs() > most) {
            Some(_) if most == 0 => fault(RecurrenceFault::WrongFrequency, span),
            Some(_) => {
                let (min, max) = (i32::from(-most), i32::from(most));
                fault(RecurrenceFault::OutOfRange { min, max }, span)
            }
            None => Ok(()),
        }
    }
}

fn push(text: &mut String, name: &str, value: &str) {
    *text += &format!(";{name}={value}");
}

fn push_list(text: &mut String, name: &str, values: &[impl ToString]) {
    if !values.is_empty() {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        push(text, name, &values.join(","));
    }
}

pub(super) const FREQUENCIES: [(&str, Frequency); 4] = [
    ("DAILY", Frequency::Daily),
    ("WEEKLY", Frequency::Weekly),
    ("MONTHLY", Frequency::Monthly),
    ("YEARLY", Frequency::Yearly),
];

pub(super) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

impl Frequency {
    fn name(self) -> &'static str {
        FREQUENCIES[self as usize].0
    }
}

fn weekday_code(day: Weekday) -> &'static str {
    let index = usize::try_from(day.to_monday_zero_offset()).expect("from 0 to 6");
    WEEKDAYS[index].0
}

impl NthWeekday {
    fn code(&self) -> String {
        let nth = self.nth.map(|n| n.to_string()).unwrap_or_default();
        format!("{nth}{}", weekday_code(self.weekday))
    }
}

/// The end of a series that goes on through a day.
pub(super) fn through(day: Date) -> End {
    End::Local(day.to_datetime(time(23, 59, 59, 0)))
}

/// A day in ISO 8601; the French order is a fault that knows its remedy.
pub(super) fn date(text: &str, span: Range<usize>) -> Result<Date, RecurrenceError> {
    if let Ok(day) = Date::strptime("%Y-%m-%d", text) {
        return Ok(day);
    }
    let day_first = text.replace(['.', '-'], "/");
    match Date::strptime("%d/%m/%Y", &day_first) {
        Ok(iso) => fault(RecurrenceFault::DayFirstDate { iso }, span),
        Err(_) => fault(RecurrenceFault::NotADate, span),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::RecurrenceFault as Fault;
    use super::*;

    fn rrule(text: &str) -> String {
        let rule = Recurrence::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
        let until = |m: DateTime| m.strftime("%Y%m%dT%H%M%S").to_string();
        rule.to_rrule(&Zone::paris(), until)
    }

    #[test]
    fn an_rrule_is_read_and_written_back() {
        let cases = [
            ("FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYDAY=1TU"),
            (" rrule:freq=weekly;byday=th,tu ", "FREQ=WEEKLY;BYDAY=TU,TH"),
            ("FREQ=DAILY;INTERVAL=3;COUNT=5", "FREQ=DAILY;INTERVAL=3;COUNT=5"),
            ("FREQ=MONTHLY;BYMONTHDAY=15,-1;", "FREQ=MONTHLY;BYMONTHDAY=-1,15"),
            ("FREQ=YEARLY;BYDAY=20MO;WKST=SU", "FREQ=YEARLY;BYDAY=20MO;WKST=SU"),
            (
                "FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=-1",
                "FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=-1",
            ),
            ("FREQ=WEEKLY;UNTIL=20261231", "FREQ=WEEKLY;UNTIL=20261231T235959"),
            ("FREQ=WEEKLY;UNTIL=2026-12-31", "FREQ=WEEKLY;UNTIL=20261231T235959"),
            ("FREQ=WEEKLY;UNTIL=20261231T180000", "FREQ=WEEKLY;UNTIL=20261231T180000"),
            ("FREQ=WEEKLY;UNTIL=20260630T170000Z", "FREQ=WEEKLY;UNTIL=20260630T190000"),
        ];
        for (text, expected) in cases {
            assert_eq!(rrule(text), expected, "{text}");
        }
    }

    #[test]
    fn a_fault_says_what_and_where() {
        let unknown = |nearest| Fault::Unknown { nearest };
        let range = |min, max| Fault::OutOfRange { min, max };
        let cases = [
            ("  ", Fault::Empty, "  "),
            ("FREQ=HOURLY", Fault::TooFrequent, "HOURLY"),
            ("FREQ=MONTHY", unknown(Some("MONTHLY")), "MONTHY"),
            ("FREQ=DAILY;BYDAI=MO", unknown(Some("BYDAY")), "BYDAI"),
            ("FREQ=DAILY;BYHOUR=9", Fault::Unsupported, "BYHOUR"),
            ("BYDAY=MO", Fault::NoFrequency, "BYDAY=MO"),
            ("FREQ=DAILY;FREQ=WEEKLY", Fault::Twice, "FREQ"),
            ("FREQ=DAILY;COUNT=", Fault::Incomplete, "COUNT="),
            ("FREQ=DAILY;COUNT", Fault::Incomplete, "COUNT"),
            ("FREQ=DAILY;COUNT=many", Fault::NotANumber, "many"),
            ("FREQ=DAILY;INTERVAL=0", range(1, 999), "0"),
            ("FREQ=MONTHLY;BYMONTHDAY=2,32", range(-31, 31), "32"),
            ("FREQ=MONTHLY;BYDAY=6MO", range(-5, 5), "6MO"),
            ("FREQ=MONTHLY;BYDAY=MO, 1XX", unknown(None), "XX"),
            ("FREQ=WEEKLY;BYDAY=1MO", Fault::WrongFrequency, "1MO"),
            ("FREQ=WEEKLY;BYMONTHDAY=3", Fault::WrongFrequency, "3"),
            ("FREQ=DAILY;COUNT=2;UNTIL=20260101", Fault::TwoEnds, "20260101"),
            ("FREQ=DAILY;UNTIL=20260230", Fault::NotADate, "20260230"),
            ("FREQ=DAILY;BYSETPOS=1", Fault::Incomplete, "FREQ=DAILY;BYSETPOS=1"),
        ];
        for (text, expected, place) in cases {
            let error = Recurrence::parse(text).expect_err(text);
            assert_eq!(error.fault, expected, "{text}");
            assert_eq!(&text[error.span], place, "{text}");
        }
    }

    #[test]
    fn every_model_answer_is_accepted() {
        for form in ACCEPTED_FORMS {
            assert!(Recurrence::parse(form).is_ok(), "{form}");
        }
    }

    proptest! {
        #[test]
        fn whatever_the_text_the_place_lies_within_it(text in "\\PC{0,60}") {
            if let Err(error) = Recurrence::parse(&text) {
                prop_assert!(text.get(error.span).is_some());
            }
        }

        #[test]
        fn near_rules_never_panic(
            parts in prop::collection::vec(
                "(FREQ|BYDAY|BYMONTHDAY|COUNT|UNTIL|INTERVAL|BYSETPOS)=\
                 (DAILY|MONTHLY|-?[0-9]{0,12}|-?[0-9]?(MO|é)|2026[0-9]{4}(T[0-9]{6}Z)?)",
                1..5,
            )
        ) {
            let text = parts.join(";");
            if let Ok(rule) = Recurrence::parse(&text) {
                let until = |m: DateTime| m.strftime("%Y%m%dT%H%M%SZ").to_string();
                let written = rule.to_rrule(&Zone::paris(), until);
                let again = Recurrence::parse(&written).expect("our own writing");
                prop_assert_eq!(again.weekdays, rule.weekdays);
                prop_assert_eq!(again.month_days, rule.month_days);
            } else if let Err(error) = Recurrence::parse(&text) {
                prop_assert!(text.get(error.span).is_some());
            }
        }
    }
}
