//! Dates, times and what spans them.
//!
//! CLDR writes `1 mars`, `09:30` and `3–5 juillet`; French readers expect `1er mars`,
//! `9 h 30` and `du 3 au 5 juillet`. Only these are put in words here.

use super::{Lang, Locale};
use icu_calendar::{Date as IcuDate, Gregorian};
use icu_datetime::{
    DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter as Formatter,
    NoCalendarFormatter,
    fieldsets::{E, M, MD, T, YM, YMD, YMDE},
    input::Time as IcuTime,
};
use jiff::civil::{Date, DateTime, Time, Weekday};
use std::error::Error;

/// A narrow no-break space, within times and numbers.
const NNBSP: char = '\u{202f}';

/// The formatters of dates of one language.
#[derive(Debug)]
pub(super) struct Dates {
    long: Formatter<Gregorian, YMDE>,
    medium: Formatter<Gregorian, YMD>,
    month_year: Formatter<Gregorian, YM>,
    day_month: Formatter<Gregorian, MD>,
    month: Formatter<Gregorian, M>,
    month_short: Formatter<Gregorian, M>,
    weekday: Formatter<Gregorian, E>,
    weekday_short: Formatter<Gregorian, E>,
    time: NoCalendarFormatter<T>,
}

impl Dates {
    pub(super) fn load(tag: &icu_locale_core::Locale) -> Result<Self, Box<dyn Error>> {
        let prefs = DateTimeFormatterPreferences::from(tag);
        Ok(Self {
            long: Formatter::try_new(prefs, YMDE::long())?,
            medium: Formatter::try_new(prefs, YMD::long())?,
            month_year: Formatter::try_new(prefs, YM::long())?,
            day_month: Formatter::try_new(prefs, MD::long())?,
            month: Formatter::try_new(prefs, M::long())?,
            month_short: Formatter::try_new(prefs, M::medium())?,
            weekday: Formatter::try_new(prefs, E::long())?,
            weekday_short: Formatter::try_new(prefs, E::short())?,
            time: NoCalendarFormatter::try_new(prefs, T::hm())?,
        })
    }
}

/// Dates and times. French ones use `1er` for the first of the month and `9 h 30`.
impl Locale {
    /// `mardi 9 juin 2026`.
    pub fn date_long(&self, date: Date) -> String {
        self.ordinal(self.dates.long.format(&icu_date(date)).to_string())
    }

    /// `9 juin 2026`.
    pub fn date(&self, date: Date) -> String {
        self.ordinal(self.dates.medium.format(&icu_date(date)).to_string())
    }

    /// `9 juin`.
    pub fn day_month(&self, date: Date) -> String {
        self.ordinal(self.dates.day_month.format(&icu_date(date)).to_string())
    }

    /// `juin 2026`.
    pub fn month_year(&self, date: Date) -> String {
        self.dates.month_year.format(&icu_date(date)).to_string()
    }

    /// `juin`, for a month from 1 to 12 (taken within these bounds).
    pub fn month(&self, month: i8) -> String {
        let date = jiff::civil::date(2000, month.clamp(1, 12), 1);
        self.dates.month.format(&icu_date(date)).to_string()
    }

    /// `juil.`, for a month from 1 to 12 (taken within these bounds).
    pub fn month_short(&self, month: i8) -> String {
        let date = jiff::civil::date(2000, month.clamp(1, 12), 1);
        self.dates.month_short.format(&icu_date(date)).to_string()
    }

    /// `mardi`.
    pub fn weekday(&self, day: Weekday) -> String {
        self.dates.weekday.format(&day_of(day)).to_string()
    }

    /// `mar.`.
    pub fn weekday_short(&self, day: Weekday) -> String {
        self.dates.weekday_short.format(&day_of(day)).to_string()
    }

    /// `9 h 30`, `18 h` (with narrow no-break spaces); `09:30` in English.
    pub fn time(&self, time: Time) -> String {
        if self.lang != Lang::FR {
            return self.dates.time.format(&icu_time(time)).to_string();
        }
        match (time.hour(), time.minute()) {
            (hour, 0) => format!("{hour}{NNBSP}h"),
            (hour, minute) => format!("{hour}{NNBSP}h{NNBSP}{minute:02}"),
        }
    }

    /// `mardi 9 juin 2026 à 9 h 30`.
    pub fn date_time(&self, at: DateTime) -> String {
        let (date, time) = (self.date_long(at.date()), self.time(at.time()));
        match self.lang {
            Lang::FR => format!("{date} à {time}"),
            _ => format!("{date}, {time}"),
        }
    }

    /// `du 3 au 5 juillet 2026`, `du 30 juin au 2 juillet 2026`, with the year twice
    /// when it changes; a single day as [`Locale::date`]. Ends in either order.
    ///
    /// English leaves out what repeats too; other languages have both dates in full,
    /// since ICU4X's own ranges are not ready (long ones panic in 2.4).
    pub fn date_range(&self, start: Date, end: Date) -> String {
        let (start, end) = (start.min(end), start.max(end));
        let (first, last) = (self.first_of_range(start, end), self.date(end));
        match self.lang {
            _ if start == end => last,
            Lang::FR => format!("du {first} au {last}"),
            Lang::EN if first.contains(' ') => format!("{first} – {last}"),
            Lang::EN => format!("{first}–{last}"),
            _ => format!("{} – {last}", self.date(start)),
        }
    }

    /// What the end of a range does not say of its start.
    fn first_of_range(&self, start: Date, end: Date) -> String {
        if start.year() != end.year() {
            self.date(start)
        } else if start.month() != end.month() {
            self.day_month(start)
        } else {
            self.ordinal(start.day().to_string())
        }
    }

    /// `mardi 9 juin 2026, de 9 h 30 à 17 h`; over several days,
    /// `du mardi 9 juin 2026 à 9 h 30 au mercredi 10 juin 2026 à 17 h`.
    pub fn date_time_range(&self, start: DateTime, end: DateTime) -> String {
        let (start, end) = (start.min(end), start.max(end));
        let one_day = start.date() == end.date();
        let (from, to) = (self.time(start.time()), self.time(end.time()));
        let day = || self.date_long(start.date());
        match self.lang {
            _ if start == end => self.date_time(start),
            Lang::FR if one_day => format!("{}, de {from} à {to}", day()),
            Lang::FR => {
                format!("du {} au {}", self.date_time(start), self.date_time(end))
            }
            _ if one_day => format!("{}, {from}–{to}", day()),
            _ => format!("{} – {}", self.date_time(start), self.date_time(end)),
        }
    }

    /// In French, the first of a month is an ordinal.
    fn ordinal(&self, date: String) -> String {
        if self.lang != Lang::FR {
            return date;
        }
        let word = |w| if w == "1" { "1er" } else { w };
        date.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }
}

fn icu_date(date: Date) -> IcuDate<Gregorian> {
    IcuDate::try_new_gregorian(date.year().into(), date.month() as u8, date.day() as u8)
        .expect("a civil date is a Gregorian date")
}

fn icu_time(time: Time) -> IcuTime {
    IcuTime::try_new(time.hour() as u8, time.minute() as u8, 0, 0)
        .expect("a civil time has valid hours and minutes")
}

/// A date that falls on a weekday: 1 January 2024 was a Monday.
fn day_of(day: Weekday) -> IcuDate<Gregorian> {
    let first = jiff::civil::date(2024, 1, 1);
    icu_date(jiff::civil::date(2024, 1, first.day() + day.to_monday_zero_offset()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime, time};

    fn fr() -> Locale {
        Locale::new(Lang::FR)
    }

    fn en() -> Locale {
        Locale::new(Lang::EN)
    }

    /// What ICU alone writes, to show where French usage differs and where it does not.
    fn icu(date: Date) -> String {
        fr().dates.long.format(&icu_date(date)).to_string()
    }

    #[test]
    fn dates_follow_icu_but_for_the_first_of_a_month() {
        for (day, expected, same) in [
            (date(2026, 6, 9), "mardi 9 juin 2026", true),
            (date(2026, 3, 1), "dimanche 1er mars 2026", false),
            (date(2026, 8, 11), "mardi 11 août 2026", true),
            (date(2028, 2, 29), "mardi 29 février 2028", true),
            (date(2014, 10, 9), "jeudi 9 octobre 2014", true),
            (date(2026, 12, 31), "jeudi 31 décembre 2026", true),
        ] {
            assert_eq!(fr().date_long(day), expected);
            assert_eq!(icu(day) == expected, same, "{expected}");
        }
    }

    #[test]
    fn every_form_of_a_date() {
        let (fr, en, day) = (fr(), en(), date(2026, 3, 1));
        for (french, english, expected) in [
            (fr.date(day), en.date(day), ("1er mars 2026", "1 March 2026")),
            (fr.day_month(day), en.day_month(day), ("1er mars", "1 March")),
            (fr.month_year(day), en.month_year(day), ("mars 2026", "March 2026")),
            (
                fr.date_long(day),
                en.date_long(day),
                ("dimanche 1er mars 2026", "Sunday, 1 March 2026"),
            ),
            (
                fr.weekday(day.weekday()),
                en.weekday(day.weekday()),
                ("dimanche", "Sunday"),
            ),
            (
                fr.weekday_short(day.weekday()),
                en.weekday_short(day.weekday()),
                ("dim.", "Sun"),
            ),
        ] {
            assert_eq!((french.as_str(), english.as_str()), expected);
        }
    }

    #[test]
    fn months_and_weekdays_by_name() {
        let months: Vec<_> = (1..=12).map(|month| fr().month(month)).collect();
        assert_eq!(
            months.join(" "),
            "janvier février mars avril mai juin juillet août septembre octobre novembre \
             décembre"
        );
        let days: Vec<_> = Weekday::Monday
            .cycle_forward()
            .take(7)
            .map(|day| fr().weekday(day))
            .collect();
        assert_eq!(days.join(" "), "lundi mardi mercredi jeudi vendredi samedi dimanche");
    }

    #[test]
    fn times() {
        for (at, french, english) in [
            (time(9, 30, 0, 0), "9\u{202f}h\u{202f}30", "09:30"),
            (time(18, 0, 0, 0), "18\u{202f}h", "18:00"),
            (time(0, 5, 0, 0), "0\u{202f}h\u{202f}05", "00:05"),
        ] {
            assert_eq!((fr().time(at), en().time(at)), (french.into(), english.into()));
        }
    }

    #[test]
    fn ranges_of_dates() {
        for (start, end, french, english) in [
            (
                date(2026, 7, 3),
                date(2026, 7, 5),
                "du 3 au 5 juillet 2026",
                "3–5 July 2026",
            ),
            (
                date(2026, 7, 1),
                date(2026, 7, 5),
                "du 1er au 5 juillet 2026",
                "1–5 July 2026",
            ),
            (
                date(2026, 6, 30),
                date(2026, 7, 2),
                "du 30 juin au 2 juillet 2026",
                "30 June – 2 July 2026",
            ),
            (
                date(2026, 12, 30),
                date(2027, 1, 1),
                "du 30 décembre 2026 au 1er janvier 2027",
                "30 December 2026 – 1 January 2027",
            ),
            (date(2026, 7, 3), date(2026, 7, 3), "3 juillet 2026", "3 July 2026"),
            (
                date(2026, 7, 5),
                date(2026, 7, 3),
                "du 3 au 5 juillet 2026",
                "3–5 July 2026",
            ),
        ] {
            assert_eq!(fr().date_range(start, end), french);
            assert_eq!(en().date_range(start, end), english);
        }
        let de = Locale::new("de".parse().unwrap());
        assert_eq!(
            de.date_range(date(2026, 7, 3), date(2026, 7, 5)),
            "3. Juli 2026 – 5. Juli 2026"
        );
    }

    #[test]
    fn ranges_of_times() {
        let start = datetime(2026, 6, 9, 9, 30, 0, 0);
        let plain = |text: String| text.replace('\u{202f}', " ");
        for (end, french, english) in [
            (
                datetime(2026, 6, 9, 17, 0, 0, 0),
                "mardi 9 juin 2026, de 9 h 30 à 17 h",
                "Tuesday, 9 June 2026, 09:30–17:00",
            ),
            (
                datetime(2026, 6, 10, 17, 0, 0, 0),
                "du mardi 9 juin 2026 à 9 h 30 au mercredi 10 juin 2026 à 17 h",
                "Tuesday, 9 June 2026, 09:30 – Wednesday, 10 June 2026, 17:00",
            ),
            (start, "mardi 9 juin 2026 à 9 h 30", "Tuesday, 9 June 2026, 09:30"),
        ] {
            assert_eq!(plain(fr().date_time_range(start, end)), french);
            assert_eq!(plain(en().date_time_range(start, end)), english);
        }
    }
}
