//! Reads the RRULE of RFC 5545 §3.3.10, with the place of each fault.

use std::ops::Range;

use jiff::civil::{Date, DateTime};

use super::recurrence::{
    Draft, End, FREQUENCIES, Frequency, MAX_COUNT, MAX_INTERVAL, NthWeekday, Recurrence,
    RecurrenceError, RecurrenceFault, WEEKDAYS, date, fault, nearest, through,
};

const PARTS: [&str; 9] = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
];

const UNSUPPORTED: [&str; 5] =
    ["BYHOUR", "BYMINUTE", "BYSECOND", "BYWEEKNO", "BYYEARDAY"];

/// A piece of the text and the byte where it starts.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Piece<'a> {
    fn span(self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    fn split(self, separator: char) -> impl Iterator<Item = Piece<'a>> {
        let base = self.text.as_ptr() as usize;
        self.text.split(separator).map(move |part| {
            let inner = part.trim();
            Piece { text: inner, at: self.at + (inner.as_ptr() as usize - base) }
        })
    }

    fn find<T: Copy>(self, table: &[(&'static str, T)]) -> Result<T, RecurrenceError> {
        let word = self.text.to_ascii_uppercase();
        match table.iter().find(|(name, _)| *name == word) {
            Some((_, value)) => Ok(*value),
            None => {
                let nearest = nearest(&word, table.iter().map(|(name, _)| *name));
                fault(RecurrenceFault::Unknown { nearest }, self.span())
            }
        }
    }

    /// A number from `min` to `max`; zero means nothing in a rule.
    fn number<T: TryFrom<i32>>(self, min: i32, max: i32) -> Result<T, RecurrenceError> {
        let Ok(number) = self.text.parse::<i32>() else {
            return fault(RecurrenceFault::NotANumber, self.span());
        };
        match T::try_from(number) {
            Ok(value) if number != 0 && (min..=max).contains(&number) => Ok(value),
            _ => fault(RecurrenceFault::OutOfRange { min, max }, self.span()),
        }
    }
}

/// Reads an RRULE that starts at the byte `offset` of what the editor wrote.
pub(super) fn parse(body: &str, offset: usize) -> Result<Recurrence, RecurrenceError> {
    let skip = match body.get(..6) {
        Some(name) if name.eq_ignore_ascii_case("RRULE:") => 6,
        _ => 0,
    };
    let rule = Piece { text: &body[skip..], at: offset + skip };
    let mut draft = Draft::new();
    let mut seen: Vec<String> = Vec::new();
    for part in rule.split(';').filter(|part| !part.text.is_empty()) {
        let mut halves = part.split('=');
        let name = halves.next().expect("split yields at least one piece");
        let key = name.text.to_ascii_uppercase();
        if seen.contains(&key) {
            return fault(RecurrenceFault::Twice, name.span());
        }
        let Some(value) = halves.next().filter(|value| !value.text.is_empty()) else {
            return fault(RecurrenceFault::Incomplete, part.span());
        };
        read_part(&mut draft, name, &key, value)?;
        seen.push(key);
    }
    let whole = rule.span();
    if seen.iter().any(|key| key == "BYSETPOS") && !seen.iter().any(|key| is_by_day(key))
    {
        return fault(RecurrenceFault::Incomplete, whole);
    }
    draft.finish(whole)
}

/// The parts among whose days `BYSETPOS` may choose.
fn is_by_day(key: &str) -> bool {
    ["BYDAY", "BYMONTHDAY", "BYMONTH"].contains(&key)
}

fn read_part(
    draft: &mut Draft,
    name: Piece<'_>,
    key: &str,
    value: Piece<'_>,
) -> Result<(), RecurrenceError> {
    let rule = &mut draft.rule;
    match key {
        "FREQ" => draft.frequency = Some(frequency(value)?),
        "INTERVAL" => rule.interval = value.number(1, i32::from(MAX_INTERVAL))?,
        "COUNT" => {
            let most = i32::try_from(MAX_COUNT).expect("a small constant");
            draft.set_end(End::Count(value.number(1, most)?), value.span())?;
        }
        "UNTIL" => draft.set_end(until(value)?, value.span())?,
        "BYDAY" => {
            rule.weekdays = value.split(',').map(weekday).collect::<Result<_, _>>()?;
            draft.weekdays_at = value.span();
        }
        "BYMONTHDAY" => {
            rule.month_days = numbers(value, -31, 31)?;
            draft.month_days_at = value.span();
        }
        "BYMONTH" => rule.months = numbers(value, 1, 12)?,
        "BYSETPOS" => rule.positions = numbers(value, -366, 366)?,
        "WKST" => rule.week_start = value.find(&WEEKDAYS)?,
        _ if UNSUPPORTED.contains(&key) => {
            return fault(RecurrenceFault::Unsupported, name.span());
        }
        _ => {
            let nearest = nearest(key, PARTS.into_iter());
            return fault(RecurrenceFault::Unknown { nearest }, name.span());
        }
    }
    Ok(())
}

fn frequency(value: Piece<'_>) -> Result<Frequency, RecurrenceError> {
    match value.text.to_ascii_uppercase().as_str() {
        "HOURLY" | "MINUTELY" | "SECONDLY" => {
            fault(RecurrenceFault::TooFrequent, value.span())
        }
        _ => value.find(&FREQUENCIES),
    }
}

fn numbers<T: TryFrom<i32>>(
    value: Piece<'_>,
    min: i32,
    max: i32,
) -> Result<Vec<T>, RecurrenceError> {
    value.split(',').map(|item| item.number(min, max)).collect()
}

/// A weekday of `BYDAY`: `TU`, `1TU`, `-1FR`.
fn weekday(item: Piece<'_>) -> Result<NthWeekday, RecurrenceError> {
    let cut = item.text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
    let (nth, day) = item.text.split_at(cut);
    let day = Piece { text: day, at: item.at + cut }.find(&WEEKDAYS)?;
    let nth = match nth {
        "" => None,
        _ => Some(Piece { text: nth, at: item.at }.number(-53, 53)?),
    };
    Ok(NthWeekday { nth, weekday: day })
}

/// `UNTIL`: a day, which counts whole, a local time, or a UTC time.
fn until(value: Piece<'_>) -> Result<End, RecurrenceError> {
    let text = value.text.to_ascii_uppercase();
    if let Ok(moment) = DateTime::strptime("%Y%m%dT%H%M%SZ", &text) {
        return Ok(End::Utc(moment));
    }
    if let Ok(moment) = DateTime::strptime("%Y%m%dT%H%M%S", &text) {
        return Ok(End::Local(moment));
    }
    match Date::strptime("%Y%m%d", &text) {
        Ok(day) => Ok(through(day)),
        Err(_) => date(value.text, value.span()).map(through),
    }
}
