//! Opening hours in the syntax of OpenStreetMap, as the key `horaires` holds them.
//!
//! A parser of our own, for the part of the syntax that public places use: the crate
//! `opening-hours-syntax` brings chrono and pest, takes sunsets and Easter that no table
//! can show, and its errors speak of grammar, where editors need `lundi` put right.
//!
//! Rules apply in order, each replacing what earlier ones said of its days, as
//! <https://wiki.openstreetmap.org/wiki/Key:opening_hours> has it.

mod french;
mod output;
mod parse;
mod table;

pub use output::Specification;
pub use parse::{HoursError, HoursErrorKind};
use std::{fmt, str::FromStr};
pub use table::Row;

/// The days as OpenStreetMap writes them; the place of each is its bit in a set of days.
const DAYS: [&str; 8] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"];
/// The months as OpenStreetMap writes them; the place of each is its bit in a set.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const EVERY_DAY: u16 = (1 << 7) - 1;
const EVERY_MONTH: u16 = (1 << 12) - 1;
const HOLIDAYS: usize = 7;
const MIDNIGHT: u16 = 24 * 60;

/// A valid `opening_hours` value. [`fmt::Display`] writes it in a canonical form, which
/// reads back as the same hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    rules: Vec<Rule>,
    /// What holds outside the rules: `|| "sur rendez-vous"`.
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    /// One bit a month, January first.
    months: u16,
    /// One bit a day, Monday first, then public holidays.
    days: u16,
    day: Day,
    /// Whether it adds its times to those of earlier rules instead of replacing them.
    adds: bool,
}

/// A time during which a place is open, in minutes after midnight; `close` is past 1440
/// when the place closes after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// When it opens.
    pub open: u16,
    /// When it closes, after `open`.
    pub close: u16,
}

/// What is known of a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Closed, which is also what holds of a day that no rule names.
    Closed,
    /// Open at these times, in order, apart from each other, at least one.
    Open(Vec<Span>),
    /// Only the comment tells: `"sur rendez-vous"`.
    Unknown,
}

/// A day's hours.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Whether it opens, and when.
    pub state: State,
    /// A remark to readers.
    pub comment: Option<String>,
}

/// The hours of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// From Monday to Sunday.
    pub days: [Day; 7],
    /// Public holidays, when the hours say something of them.
    pub holidays: Option<Day>,
}

/// A stretch of months with the same week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Season {
    /// The first month, from 1 to 12.
    pub first: i8,
    /// The last month, before `first` when the season runs over the new year.
    pub last: i8,
    /// Its week.
    pub week: Week,
}

impl FromStr for Hours {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        parse::parse(text).map_err(|error| HoursError { fix: french::fix(text), ..error })
    }
}

impl Hours {
    /// The week of a month, from 1 to 12.
    pub fn week(&self, month: i8) -> Week {
        let closed = Day { state: State::Closed, comment: None };
        let mut week =
            Week { days: std::array::from_fn(|_| closed.clone()), holidays: None };
        let bit = 1 << (month.clamp(1, 12) - 1);
        for rule in self.rules.iter().filter(|rule| rule.months & bit != 0) {
            for (i, day) in week.days.iter_mut().enumerate() {
                if rule.days & (1 << i) != 0 {
                    rule.apply(day);
                }
            }
            if rule.days & (1 << HOLIDAYS) != 0 {
                rule.apply(week.holidays.get_or_insert_with(|| closed.clone()));
            }
        }
        week
    }

    /// The year in stretches of months with the same week; a single one from January to
    /// December when nothing changes.
    pub fn seasons(&self) -> Vec<Season> {
        let mut seasons: Vec<Season> = Vec::new();
        for month in 1..=12 {
            let week = self.week(month);
            match seasons.last_mut() {
                Some(season) if season.week == week => season.last = month,
                _ => seasons.push(Season { first: month, last: month, week }),
            }
        }
        if seasons.len() > 1 && seasons[0].week == seasons[seasons.len() - 1].week {
            let january = seasons.remove(0);
            seasons.last_mut().expect("two seasons less one").last = january.last;
        }
        seasons
    }

    /// What holds outside the rules, such as `sur rendez-vous`.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}

impl Rule {
    fn apply(&self, day: &mut Day) {
        match (&mut day.state, &self.day.state) {
            (State::Open(spans), State::Open(more)) if self.adds => {
                spans.extend(more);
                *spans = merged(std::mem::take(spans));
                if self.day.comment.is_some() {
                    day.comment.clone_from(&self.day.comment);
                }
            }
            _ => *day = self.day.clone(),
        }
    }
}

/// The spans in order, those that touch or overlap made one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.open <= last.close => {
                last.close = last.close.max(span.close);
            }
            _ => out.push(span),
        }
    }
    out
}

/// The stretches of consecutive bits of a set, each by its first and last place.
fn runs(set: u16) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for i in (0..16).filter(|i| set & (1 << i) != 0) {
        match out.last_mut() {
            Some((_, last)) if *last + 1 == i => *last = i,
            _ => out.push((i, i)),
        }
    }
    out
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, rule) in self.rules.iter().enumerate() {
            let separator = if rule.adds { ", " } else { "; " };
            write!(f, "{}{rule}", if i == 0 { "" } else { separator })?;
        }
        self.note.iter().try_for_each(|note| write!(f, " || \"{note}\""))
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Vec::new();
        if self.months != EVERY_MONTH {
            words.push(names(self.months, &MONTHS));
        }
        let always =
            self.day.state == State::Open(vec![Span { open: 0, close: MIDNIGHT }]);
        // After a comma, hours alone would be more of those before.
        let names_days = self.days != EVERY_DAY || (self.adds && words.is_empty());
        if always && !names_days && words.is_empty() {
            words.push("24/7".to_owned());
        } else {
            if names_days {
                // Holidays are no day of the week: `Sa,Su,PH`, and not `Sa-PH`.
                let week = names(self.days & EVERY_DAY, &DAYS);
                let holidays = names(self.days & !EVERY_DAY, &DAYS);
                words.push([week, holidays].join(",").trim_matches(',').to_owned());
            }
            words.extend(match &self.day.state {
                State::Closed => Some("off".to_owned()),
                State::Open(spans) => Some(list(spans)),
                State::Unknown => None,
            });
        }
        words.extend(self.day.comment.iter().map(|comment| format!("\"{comment}\"")));
        f.write_str(&words.join(" "))
    }
}

fn names(set: u16, names: &[&str]) -> String {
    let run = |(first, last): (usize, usize)| match (first, last) {
        _ if first == last => names[first].to_owned(),
        _ => format!("{}-{}", names[first], names[last]),
    };
    runs(set).into_iter().map(run).collect::<Vec<_>>().join(",")
}

fn list(spans: &[Span]) -> String {
    spans.iter().map(Span::to_string).collect::<Vec<_>>().join(",")
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A full day ends at 24:00; a night ends at its hour of the next day.
        let past = self.close > MIDNIGHT;
        let close = if past { self.close - MIDNIGHT } else { self.close };
        write!(f, "{}-{}", clock(self.open), clock(close))
    }
}

/// Minutes after midnight as `09:30`.
fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(text: &str) -> Hours {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error:?}"))
    }

    /// A week as one letter-free line: days apart by `/`.
    fn line(week: &Week) -> String {
        let day = |day: &Day| match &day.state {
            State::Closed => "-".to_owned(),
            State::Open(spans) => list(spans),
            State::Unknown => "?".to_owned(),
        };
        week.days.iter().map(day).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn later_rules_replace_and_commas_add() {
        for (text, expected) in [
            ("Mo-We 09:00-12:00", "09:00-12:00/09:00-12:00/09:00-12:00/-/-/-/-"),
            ("Mo,We 09:00-12:00; We off", "09:00-12:00/-/-/-/-/-/-"),
            ("Mo 09:00-12:00, Mo 14:00-18:00", "09:00-12:00,14:00-18:00/-/-/-/-/-/-"),
            ("Mo 09:00-12:00; Mo 14:00-18:00", "14:00-18:00/-/-/-/-/-/-"),
            ("Mo 09:00-12:00, Mo 11:00-18:00", "09:00-18:00/-/-/-/-/-/-"),
            (
                "Fr-Mo 10:00-11:00",
                "10:00-11:00/-/-/-/10:00-11:00/10:00-11:00/10:00-11:00",
            ),
            ("Sa \"sur rendez-vous\"", "-/-/-/-/-/?/-"),
            ("Sa 22:00-02:00", "-/-/-/-/-/22:00-02:00/-"),
        ] {
            assert_eq!(line(&hours(text).week(6)), expected, "{text}");
        }
    }

    #[test]
    fn holidays_are_said_or_not() {
        assert_eq!(hours("Mo 09:00-12:00").week(1).holidays, None);
        let closed = Day { state: State::Closed, comment: None };
        assert_eq!(hours("Mo 09:00-12:00; PH off").week(1).holidays, Some(closed));
    }

    #[test]
    fn seasons_meet_over_the_new_year() {
        let bounds = |text: &str| -> Vec<(i8, i8)> {
            hours(text).seasons().iter().map(|s| (s.first, s.last)).collect()
        };
        assert_eq!(bounds("Mo 09:00-12:00"), [(1, 12)]);
        assert_eq!(
            bounds("Apr-Sep Mo 09:00-18:00; Oct-Mar Mo 10:00-17:00"),
            [(4, 9), (10, 3)]
        );
        assert_eq!(bounds("Mo 09:00-12:00; Aug off"), [(8, 8), (9, 7)]);
    }
}
