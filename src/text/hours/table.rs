//! Hours for people: a table with the days grouped, in the words of a language.

use super::super::locale::{Lang, Locale};
use super::{Day, EVERY_DAY, Hours, MIDNIGHT, Season, Span, State, Week, runs};
use jiff::civil::{Time, Weekday};

/// A row of the table: days that have the same hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The months, when hours change with the season: `d’avril à septembre`.
    pub season: Option<String>,
    /// The days: `du lundi au vendredi`, `samedi`, `jours fériés`.
    pub days: String,
    /// The times, or that it is closed: `9 h – 12 h 30, 14 h – 18 h`. Empty when only
    /// the comment tells.
    pub times: String,
    /// The remark, as it was written.
    pub comment: Option<String>,
}

impl Hours {
    /// The table of hours. Days without hours are left out, unless there is nothing else;
    /// words exist in French and English, other languages get dashes.
    pub fn table(&self, locale: &Locale) -> Vec<Row> {
        let seasons = self.seasons();
        let alone = seasons.len() == 1;
        let rows = |season: &Season| {
            let name = (!alone).then(|| months(season, locale));
            season.week.rows(name, locale)
        };
        seasons.iter().flat_map(rows).collect()
    }
}

impl Week {
    fn rows(&self, season: Option<String>, locale: &Locale) -> Vec<Row> {
        let row = |days: String, day: &Day| Row {
            season: season.clone(),
            days,
            times: times(&day.state, locale),
            comment: day.comment.clone(),
        };
        let groups = self.groups();
        let mut rows: Vec<_> =
            groups.iter().map(|(set, day)| row(days(*set, locale), day)).collect();
        if let Some(day) = &self.holidays {
            rows.push(row(words(locale).holidays.to_owned(), day));
        }
        rows
    }

    /// The sets of days that have the same hours, by their first day.
    fn groups(&self) -> Vec<(u16, &Day)> {
        let mut groups: Vec<(u16, &Day)> = Vec::new();
        for (i, day) in self.days.iter().enumerate() {
            match groups.iter_mut().find(|(_, same)| *same == day) {
                Some((set, _)) => *set |= 1 << i,
                None => groups.push((1 << i, day)),
            }
        }
        let said = |day: &Day| day.state != State::Closed || day.comment.is_some();
        if groups.iter().any(|(_, day)| said(day)) {
            groups.retain(|(_, day)| said(day));
        }
        groups
    }
}

/// The words of a language around days and times.
struct Words {
    /// None: the first and last days are named.
    every_day: Option<&'static str>,
    and: &'static str,
    holidays: &'static str,
    closed: &'static str,
    around_the_clock: &'static str,
}

fn words(locale: &Locale) -> Words {
    match locale.lang() {
        Lang::FR => Words {
            every_day: Some("tous les jours"),
            and: " et ",
            holidays: "jours fériés",
            closed: "fermé",
            around_the_clock: "24\u{202f}h/24",
        },
        Lang::EN => Words {
            every_day: Some("every day"),
            and: " and ",
            holidays: "public holidays",
            closed: "closed",
            around_the_clock: "24 hours",
        },
        _ => Words {
            every_day: None,
            and: ", ",
            holidays: "PH",
            closed: "–",
            around_the_clock: "24/24",
        },
    }
}

fn times(state: &State, locale: &Locale) -> String {
    match state {
        State::Closed => words(locale).closed.to_owned(),
        State::Unknown => String::new(),
        State::Open(spans) => spans
            .iter()
            .map(|span| time_span(span, locale))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn time_span(span: &Span, locale: &Locale) -> String {
    if (span.open, span.close) == (0, MIDNIGHT) {
        return words(locale).around_the_clock.to_owned();
    }
    let at = |minutes: u16| {
        let past_midnight = jiff::SignedDuration::from_mins(minutes.into());
        locale.time(Time::midnight().wrapping_add(past_midnight))
    };
    format!("{} – {}", at(span.open), at(span.close))
}

/// `du lundi au mercredi et vendredi`.
fn days(set: u16, locale: &Locale) -> String {
    if let (EVERY_DAY, Some(every_day)) = (set, words(locale).every_day) {
        return every_day.to_owned();
    }
    let name = |i: usize| {
        let offset = i8::try_from(i).unwrap_or_default();
        locale
            .weekday(Weekday::from_monday_zero_offset(offset).unwrap_or(Weekday::Sunday))
    };
    let parts: Vec<String> = runs(set)
        .into_iter()
        .flat_map(|(first, last)| match last - first {
            // Two days are named, more are a range.
            0 => vec![name(first)],
            1 => vec![name(first), name(last)],
            _ => vec![range(&name(first), &name(last), locale)],
        })
        .collect();
    enumeration(&parts, words(locale).and)
}

fn range(first: &str, last: &str, locale: &Locale) -> String {
    match locale.lang() {
        Lang::FR => format!("du {first} au {last}"),
        Lang::EN => format!("{first} to {last}"),
        _ => format!("{first} – {last}"),
    }
}

fn enumeration(parts: &[String], and: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{}{and}{last}", firsts.join(", ")),
    }
}

/// `en août`, `d’avril à septembre`.
fn months(season: &Season, locale: &Locale) -> String {
    let (first, last) = (locale.month(season.first), locale.month(season.last));
    match locale.lang() {
        Lang::FR if first == last => format!("en {first}"),
        Lang::FR if first.starts_with(['a', 'o']) => format!("d’{first} à {last}"),
        Lang::FR => format!("de {first} à {last}"),
        Lang::EN if first == last => format!("in {first}"),
        Lang::EN => format!("{first} to {last}"),
        _ => format!("{first} – {last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str, lang: Lang) -> Vec<String> {
        let hours: Hours = text.parse().expect(text);
        let line = |row: Row| {
            let season = row.season.map(|s| s + " ").unwrap_or_default();
            let comment = row.comment.map(|c| format!(" ({c})")).unwrap_or_default();
            format!("{season}{}: {}{comment}", row.days, row.times)
                .replace('\u{202f}', " ")
        };
        hours.table(&Locale::new(lang)).into_iter().map(line).collect()
    }

    #[test]
    fn tables_in_french() {
        for (text, expected) in [
            ("Mo-Fr 09:00-12:30", &["du lundi au vendredi: 9 h – 12 h 30"][..]),
            (
                "Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:30-12:00; PH off",
                &[
                    "du lundi au vendredi: 9 h – 12 h, 14 h – 18 h",
                    "samedi: 9 h 30 – 12 h",
                    "jours fériés: fermé",
                ],
            ),
            ("Mo,Th 09:00-12:00", &["lundi et jeudi: 9 h – 12 h"]),
            ("Mo-We,Fr 09:00-12:00", &["du lundi au mercredi et vendredi: 9 h – 12 h"]),
            ("Mo,Tu,Fr 09:00-12:00", &["lundi, mardi et vendredi: 9 h – 12 h"]),
            ("24/7", &["tous les jours: 24 h/24"]),
            ("Sa 20:00-24:00", &["samedi: 20 h – 0 h"]),
            ("Sa \"sur rendez-vous\"", &["samedi:  (sur rendez-vous)"]),
            ("off", &["tous les jours: fermé"]),
            (
                "Apr-Sep Mo 09:00-18:00; Oct-Mar Mo 10:00-17:00",
                &[
                    "d’avril à septembre lundi: 9 h – 18 h",
                    "d’octobre à mars lundi: 10 h – 17 h",
                ],
            ),
            (
                "Mo 09:00-12:00; Aug off \"congés\"",
                &[
                    "en août tous les jours: fermé (congés)",
                    "de septembre à juillet lundi: 9 h – 12 h",
                ],
            ),
        ] {
            assert_eq!(table(text, Lang::FR), expected, "{text}");
        }
    }

    #[test]
    fn tables_in_other_languages() {
        let text = "Mo-Fr 09:00-12:30; Sa,Su 10:00-11:00; PH off";
        assert_eq!(
            table(text, Lang::EN),
            [
                "Monday to Friday: 09:00 – 12:30",
                "Saturday and Sunday: 10:00 – 11:00",
                "public holidays: closed"
            ]
        );
        assert_eq!(
            table("Mo-Fr 09:00-12:30", "de".parse().unwrap()),
            ["Montag – Freitag: 09:00 – 12:30"]
        );
        let de = "de".parse().unwrap();
        assert_eq!(table("24/7", de), ["Montag – Sonntag: 24/24"]);
    }
}
