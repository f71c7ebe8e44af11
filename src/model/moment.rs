//! Days, times and years, each with the faults that people make.

use jiff::civil::{Date, DateTime, Time};

use crate::diag::Text;
use crate::model::record::{Context, Shape, Value, bad_value, scalar};
use crate::model::value::{Remedy, likely, push_with_fix, sure};
use crate::text;
use crate::text::scalar::{self as read, DateError, DateErrorKind};
use crate::yaml::Node;

/// The remedy of a date or time.
fn dated(node: &Node, error: &DateError) -> Option<Remedy> {
    let is_sure = read::is_sure_date(node.as_text().unwrap_or_default(), &error.kind);
    error.fix.clone().map(if is_sure { sure } else { likely })
}

fn date_fault(node: &Node, error: DateError, cx: &mut Context<'_>) {
    push_with_fix(node, date_message(&error.kind), dated(node, &error), cx);
}

fn time_fault(node: &Node, error: DateError, cx: &mut Context<'_>) {
    let message = match &error.kind {
        DateErrorKind::Layout => text!(
            "une heure s’écrit avec deux chiffres, comme `09:30`",
            "a time is written with two digits, such as `09:30`"
        ),
        DateErrorKind::NotADate => text!(
            "une heure est attendue, comme `09:30`",
            "a time is expected, such as `09:30`"
        ),
        kind => date_message(kind),
    };
    push_with_fix(node, message, dated(node, &error), cx);
}

/// Blames the part of a date and time that is wrong, or what joins them.
fn moment_fault(node: &Node, text: &str, error: DateError, cx: &mut Context<'_>) {
    if matches!(read::time(text), Ok(_) | Err(DateError { fix: Some(_), .. })) {
        let message = text!(
            "il manque le jour avant l’heure, comme `2026-06-04T09:30`",
            "the day before the time is missing, such as `2026-06-04T09:30`"
        );
        bad_value(node, message, cx);
        return;
    }
    let day_is_right = |separator| {
        text.split_once(separator).is_some_and(|(day, _)| read::date(day).is_ok())
    };
    if day_is_right('T') {
        time_fault(node, error, cx);
    } else if error.kind == DateErrorKind::Layout && day_is_right(' ') {
        let message = text!(
            "un « T » sépare la date et l’heure",
            "a `T` stands between the date and the time"
        );
        push_with_fix(node, message, dated(node, &error), cx);
    } else {
        date_fault(node, error, cx);
    }
}

fn date_message(kind: &DateErrorKind) -> Text {
    match kind {
        DateErrorKind::DayFirst | DateErrorKind::Words | DateErrorKind::Layout => {
            text!("une date s’écrit année-mois-jour", "a date is written year-month-day")
        }
        DateErrorKind::NoSuchDay { last } => text!(
            "ce jour n’existe pas : ce mois finit le {last}",
            "there is no such day: that month ends on {last}"
        ),
        DateErrorKind::NoSuchMonth => {
            text!("ce mois n’existe pas", "there is no such month")
        }
        DateErrorKind::NoSuchTime => {
            text!("cette heure n’existe pas", "there is no such time")
        }
        DateErrorKind::Zone => text!(
            "les heures sont celles du portail : sans fuseau",
            "times are the portal’s own: without a zone"
        ),
        DateErrorKind::NotADate => text!(
            "une date est attendue, comme `2026-06-04`",
            "a date is expected, such as `2026-06-04`"
        ),
    }
}

impl Value for Date {
    fn shape() -> Shape {
        Shape::Format("date")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        if let Ok(moment) = read::date_time(text) {
            let message = text!(
                "un jour seul est attendu ici, sans heure",
                "a day alone is expected here, without a time"
            );
            push_with_fix(node, message, Some(likely(moment.date().to_string())), cx);
            return None;
        }
        read::date(text).map_err(|error| date_fault(node, error, cx)).ok()
    }
}

/// A day, or a time of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// A whole day.
    Day(Date),
    /// A time.
    Time(DateTime),
}

impl Moment {
    /// Its day.
    pub fn date(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Time(time) => time.date(),
        }
    }

    /// Its time, or midnight.
    pub fn time(self) -> DateTime {
        match self {
            Self::Day(date) => date.at(0, 0, 0, 0),
            Self::Time(time) => time,
        }
    }
}

impl Value for Moment {
    fn shape() -> Shape {
        Shape::Format("date-time")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        match read::date(text) {
            Ok(date) => return Some(Self::Day(date)),
            Err(error) if error.kind != DateErrorKind::NotADate => {
                date_fault(node, error, cx);
                return None;
            }
            Err(_) => {}
        }
        let read = read::date_time(text).map(Self::Time);
        read.map_err(|error| moment_fault(node, text, error, cx)).ok()
    }
}

/// A time, of a given day or of the event's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionTime {
    /// `09:30`.
    Clock(Time),
    /// `2026-06-04T09:30`.
    Moment(DateTime),
}

impl SessionTime {
    /// Reads a time, or a moment when there is a `T`.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        if text.contains('T') {
            return read::date_time(text).map(Self::Moment);
        }
        read::time(text).map(Self::Clock)
    }

    /// The moment, given the day of the event.
    pub fn on(self, day: Date) -> DateTime {
        match self {
            Self::Clock(time) => day.to_datetime(time),
            Self::Moment(moment) => moment,
        }
    }
}

impl Value for SessionTime {
    fn shape() -> Shape {
        Shape::Format("time")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        let fault = |error| match text.contains('T') {
            true => moment_fault(node, text, error, cx),
            false => time_fault(node, error, cx),
        };
        Self::parse(text).map_err(fault).ok()
    }
}

/// A year, or a day of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// A whole year.
    Year(i16),
    /// A day.
    Day(Date),
}

impl Period {
    /// Its year.
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) => year,
            Self::Day(date) => date.year(),
        }
    }
}

impl Value for Period {
    fn shape() -> Shape {
        Shape::Format("year or date")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        let year = text.parse().ok().filter(|year| (1000..=2999).contains(year));
        if let Some(year) = year {
            return Some(Self::Year(year));
        }
        read::date(text)
            .map(Self::Day)
            .map_err(|error| period_fault(node, error, cx))
            .ok()
    }
}

fn period_fault(node: &Node, error: DateError, cx: &mut Context<'_>) {
    let message = match &error.kind {
        DateErrorKind::NotADate => text!(
            "une année ou une date est attendue, comme `2026` ou `2026-06-04`",
            "a year or a date is expected, such as `2026` or `2026-06-04`"
        ),
        kind => date_message(kind),
    };
    push_with_fix(node, message, dated(node, &error), cx);
}
