//! Dates and times of ISO 8601, local to the portal.

use super::{super::names, ScalarError};
use jiff::civil::{Date, DateTime, Time};

/// The ways to get a date or a time wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateErrorKind {
    /// Day first: `31/12/2026`.
    DayFirst,
    /// In words: `1er mars 2026`.
    Words,
    /// The right order, written otherwise than ISO 8601: `2026-2-3`, `2026/02/03`.
    Layout,
    /// A day that its month does not have; the fix is the last one that it has.
    NoSuchDay {
        /// The last day of that month.
        last: Date,
    },
    /// A month beyond 12.
    NoSuchMonth,
    /// An hour beyond 23 or a minute beyond 59.
    NoSuchTime,
    /// A time zone or an offset: times are local to the portal.
    Zone,
    /// Nothing that reads as a date.
    NotADate,
}

/// A date or time that cannot be read, and why.
pub type DateError = ScalarError<DateErrorKind>;

/// Reads a date of ISO 8601: `2026-06-09`.
pub fn date(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    let iso = is_shaped(text, "0000-00-00");
    let parts = iso.then(|| triple(&text[..4], &text[5..7], &text[8..])).flatten();
    match parts {
        Some([year, month, day]) => civil_date(year, month, day),
        None => Err(date_error(text)),
    }
}

/// Reads a local date and time of ISO 8601, to the minute: `2026-06-09T09:30`.
pub fn date_time(text: &str) -> Result<DateTime, DateError> {
    let text = text.trim();
    let (day, rest, layout) = match text.split_once('T') {
        Some((day, rest)) if day.ends_with(|c: char| c.is_ascii_digit()) => {
            (day, rest, true)
        }
        _ => match split_in_words(text) {
            Some((day, rest)) => (day, rest, false),
            None => return Err(bare(DateErrorKind::NotADate)),
        },
    };
    let (parsed_day, parsed_time) = (date(day), time(rest));
    match (parsed_day, parsed_time) {
        (Ok(day), Ok(time)) if layout => Ok(day.to_datetime(time)),
        (day, time) => Err(joined_error(day, time)),
    }
}

/// The day and the time of `3/12/2026 9h30` or `3 décembre 2026 à 9 h 30`: parted where
/// what stands before reads as a day.
fn split_in_words(text: &str) -> Option<(&str, &str)> {
    let spaces = text.match_indices(' ').map(|(at, _)| text.split_at(at));
    let mut parts = spaces.map(|(day, rest)| {
        let rest = rest.trim_start().trim_start_matches(['à', ',']).trim_start();
        (day.trim_end_matches([',', ' ']), rest)
    });
    parts.find(|(day, rest)| {
        let starts = rest.starts_with(|c: char| c.is_ascii_digit());
        starts
            && !matches!(
                date(day),
                Err(ScalarError { kind: DateErrorKind::NotADate, .. })
            )
    })
}

/// Whether the fix of a fault is beyond doubt: a year in full, and no day of the week that
/// would contradict the date.
pub fn is_sure_date(text: &str, kind: &DateErrorKind) -> bool {
    let text = split_in_words(text).map_or(text, |(day, _)| day);
    let full_year =
        text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    match kind {
        DateErrorKind::Layout => true,
        DateErrorKind::DayFirst => full_year,
        DateErrorKind::Words => full_year && weekday_agrees(text),
        _ => false,
    }
}

/// Whether the words before a date in words are its day of the week, or none.
fn weekday_agrees(text: &str) -> bool {
    let folded = super::super::fold::fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let date = in_words(text).and_then(|[y, m, d]| civil_date(y, m, d).ok());
    match (words[..].len(), date) {
        (3, _) => true,
        (4, Some(date)) => {
            names::weekday(words[0].trim_end_matches(',')) == Some(date.weekday())
        }
        _ => false,
    }
}

/// The error of a date and time of which either part, or what joins them, is wrong.
fn joined_error(
    day: Result<Date, DateError>,
    time: Result<Time, DateError>,
) -> DateError {
    let fixed_day = day.as_ref().map_or_else(|e| e.fix.clone(), |d| Some(d.to_string()));
    let fixed_time = time
        .as_ref()
        .map_or_else(|e| e.fix.clone(), |t| Some(t.strftime("%H:%M").to_string()));
    let fix = fixed_day.zip(fixed_time).map(|(day, time)| format!("{day}T{time}"));
    let kind = day.err().or(time.err()).map_or(DateErrorKind::Layout, |error| error.kind);
    ScalarError { kind, fix }
}

/// Reads a time of day: `09:30`.
pub fn time(text: &str) -> Result<Time, DateError> {
    let text = text.trim();
    let shaped = is_shaped(text, "00:00") || is_shaped(text, "00:00:00");
    let (clock, zone) = match text.find(['Z', '+']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let Some((hour, minute)) = loose_time(clock) else {
        return Err(bare(DateErrorKind::NotADate));
    };
    let parsed = Time::new(hour, minute, 0, 0);
    match parsed {
        _ if !zone.is_empty() => Err(bare(DateErrorKind::Zone)),
        Err(_) => Err(bare(DateErrorKind::NoSuchTime)),
        Ok(time) if shaped => Ok(time),
        Ok(time) => Err(ScalarError {
            kind: DateErrorKind::Layout,
            fix: Some(time.strftime("%H:%M").to_string()),
        }),
    }
}

/// Hours and minutes out of `9:30`, `9h30`, `9 h`, `09:30:00`.
fn loose_time(text: &str) -> Option<(i8, i8)> {
    let text = text.to_lowercase();
    let (hour, rest) = text.split_once([':', 'h'])?;
    let minute = rest.trim().trim_end_matches("min").trim_end();
    let minute = minute.split(':').next().filter(|m| !m.is_empty()).unwrap_or("0");
    Some((hour.trim().parse().ok()?, minute.parse().ok()?))
}

fn date_error(text: &str) -> DateError {
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let kind_and_date = match parts[..] {
        [year, month, day] if year.len() == 4 => {
            (DateErrorKind::Layout, triple(year, month, day))
        }
        // No month is beyond 12: what cannot be a month is the day.
        [a, b, year] => {
            let year =
                if year.len() == 2 { format!("20{year}") } else { year.to_owned() };
            match b.parse::<i16>() {
                Ok(13..) => (DateErrorKind::DayFirst, triple(&year, a, b)),
                _ => (DateErrorKind::DayFirst, triple(&year, b, a)),
            }
        }
        _ => (DateErrorKind::Words, in_words(text)),
    };
    match kind_and_date {
        (_, None) => bare(DateErrorKind::NotADate),
        (kind, Some([year, month, day])) => match civil_date(year, month, day) {
            Ok(date) => ScalarError { kind, fix: Some(date.to_string()) },
            Err(error) => error,
        },
    }
}

fn triple(year: &str, month: &str, day: &str) -> Option<[i16; 3]> {
    let short =
        |s: &str| (1..=4).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let parts = [year, month, day];
    let read = |part: &str| part.parse().unwrap_or_default();
    (parts.iter().all(|part| short(part)) && year.len() == 4).then(|| parts.map(read))
}

/// `1er mars 2026`, `mardi 9 juin 2026`, `9 June 2026`.
fn in_words(text: &str) -> Option<[i16; 3]> {
    let folded = super::super::fold::fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let [.., day, month, year] = words[..] else { return None };
    let day = day.strip_suffix("er").unwrap_or(day);
    let month = names::month(month)?;
    triple(year, &month.to_string(), day)
}

fn civil_date(year: i16, month: i16, day: i16) -> Result<Date, DateError> {
    let narrow = |n: i16| i8::try_from(n).unwrap_or(i8::MAX);
    let Ok(first) = Date::new(year, narrow(month), 1) else {
        return Err(bare(DateErrorKind::NoSuchMonth));
    };
    Date::new(year, narrow(month), narrow(day)).map_err(|_| {
        let last = first.last_of_month();
        let fix = (day > 0).then(|| last.to_string());
        ScalarError { kind: DateErrorKind::NoSuchDay { last }, fix }
    })
}

/// Whether a text has the shape of a sample: its `0` stand for digits.
fn is_shaped(text: &str, sample: &str) -> bool {
    text.len() == sample.len()
        && text
            .bytes()
            .zip(sample.bytes())
            .all(|(b, s)| if s == b'0' { b.is_ascii_digit() } else { b == s })
}

fn bare(kind: DateErrorKind) -> DateError {
    ScalarError { kind, fix: None }
}

#[cfg(test)]
mod tests {
    use super::super::super::locale::{Lang, Locale};
    use super::*;
    use jiff::civil;
    use proptest::prelude::*;

    #[test]
    fn dates() {
        assert_eq!(date("2026-06-09"), Ok(civil::date(2026, 6, 9)));
        assert_eq!(date("2028-02-29"), Ok(civil::date(2028, 2, 29)));
        use DateErrorKind::*;
        let no_day = |y, m, d| NoSuchDay { last: civil::date(y, m, d) };
        for (text, kind, fix) in [
            ("31/12/2026", DayFirst, Some("2026-12-31")),
            ("1/3/2026", DayFirst, Some("2026-03-01")),
            ("31.12.2026", DayFirst, Some("2026-12-31")),
            ("31-12-26", DayFirst, Some("2026-12-31")),
            ("12/31/2026", DayFirst, Some("2026-12-31")),
            ("1er mars 2026", Words, Some("2026-03-01")),
            ("Mardi 9 juin 2026", Words, Some("2026-06-09")),
            ("15 août 2026", Words, Some("2026-08-15")),
            ("9 June 2026", Words, Some("2026-06-09")),
            ("2026-2-3", Layout, Some("2026-02-03")),
            ("2026/02/03", Layout, Some("2026-02-03")),
            ("2026-02-30", no_day(2026, 2, 28), Some("2026-02-28")),
            ("30/02/2028", no_day(2028, 2, 29), Some("2028-02-29")),
            ("2026-04-00", no_day(2026, 4, 30), None),
            ("2026-13-01", NoSuchMonth, None),
            ("31/31/2026", NoSuchMonth, None),
            ("mars 2026", NotADate, None),
            ("2026", NotADate, None),
            ("30 brumaire 2026", NotADate, None),
            ("bientôt", NotADate, None),
            ("", NotADate, None),
        ] {
            let fix = fix.map(str::to_owned);
            assert_eq!(date(text), Err(ScalarError { kind, fix }), "{text}");
        }
    }

    #[test]
    fn times() {
        assert_eq!(time("09:30"), Ok(civil::time(9, 30, 0, 0)));
        assert_eq!(time("18:00:00"), Ok(civil::time(18, 0, 0, 0)));
        use DateErrorKind::*;
        for (text, kind, fix) in [
            ("9:30", Layout, Some("09:30")),
            ("9h30", Layout, Some("09:30")),
            ("9 h 30", Layout, Some("09:30")),
            ("18h", Layout, Some("18:00")),
            ("25:00", NoSuchTime, None),
            ("12:75", NoSuchTime, None),
            ("09:30Z", Zone, None),
            ("midi", NotADate, None),
        ] {
            let fix = fix.map(str::to_owned);
            assert_eq!(time(text), Err(ScalarError { kind, fix }), "{text}");
        }
    }

    #[test]
    fn dates_with_times() {
        let expected = civil::date(2026, 6, 4).at(9, 30, 0, 0);
        assert_eq!(date_time("2026-06-04T09:30"), Ok(expected));
        use DateErrorKind::*;
        for (text, kind, fix) in [
            ("2026-06-04 09:30", Layout, Some("2026-06-04T09:30")),
            ("2026-06-04T9h30", Layout, Some("2026-06-04T09:30")),
            ("04/06/2026 9h30", DayFirst, Some("2026-06-04T09:30")),
            ("2026-06-04T09:30+02:00", Zone, None),
            ("3 décembre 2026 à 9 h 30", Words, Some("2026-12-03T09:30")),
            ("jeudi 3 décembre 2026, 18h", Words, Some("2026-12-03T18:00")),
            ("2026-06-04", NotADate, None),
            ("demain", NotADate, None),
            ("demain 9h", NotADate, None),
        ] {
            let fix = fix.map(str::to_owned);
            assert_eq!(date_time(text), Err(ScalarError { kind, fix }), "{text}");
        }
    }

    #[test]
    fn some_fixes_are_guesses() {
        let sure = |text: &str| is_sure_date(text, &date(text).expect_err(text).kind);
        for text in ["31/12/2026", "2026-2-3", "1er mars 2026", "mardi 9 juin 2026"] {
            assert!(sure(text), "{text}");
        }
        for text in ["31-12-26", "lundi 9 juin 2026", "2026-02-30", "vers le 9 juin 2026"]
        {
            assert!(!sure(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_fix_is_always_accepted(text in "\\PC{0,20}|[-0-9 ./:hT]{0,16}") {
            if let Err(ScalarError { fix: Some(fix), .. }) = date(&text) {
                prop_assert!(date(&fix).is_ok(), "{}", fix);
            }
            if let Err(ScalarError { fix: Some(fix), .. }) = date_time(&text) {
                prop_assert!(date_time(&fix).is_ok(), "{}", fix);
            }
        }

        #[test]
        fn what_french_hands_write_is_put_right(
            day in 1..=28i8, month in 1..=12i8, year in 1900..=2100i16
        ) {
            let written = civil::date(year, month, day);
            prop_assert_eq!(date(&written.to_string()), Ok(written));
            let texts = [
                format!("{day}/{month}/{year}"),
                format!("{year}-{month}-{day}"),
                Locale::new(Lang::FR).date_long(written),
            ];
            for text in texts.into_iter().filter(|text| *text != written.to_string()) {
                prop_assert_eq!(date(&text).unwrap_err().fix, Some(written.to_string()));
            }
        }
    }
}
