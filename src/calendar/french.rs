//! Recurrences as French editors write them: `chaque mois, 1er mardi`.
//!
//! The grammar is free in its order, its accents, its case and its commas, and strict in its
//! words: one that is not in the table is a fault, for a rule half understood would publish
//! wrong dates.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::recurrence::{
    Draft, End, Frequency, MAX_COUNT, MAX_INTERVAL, NthWeekday, Recurrence,
    RecurrenceError, RecurrenceFault, date, fault, nearest, through,
};

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
    /// Grammar only.
    Link,
    /// A period, and how many of it.
    Unit(Frequency, u16),
    Weekday(Weekday),
    Month(i8),
    Number(i32),
    /// Which one: 1 the first, -1 the last.
    Ordinal(i8),
    /// `du lundi au vendredi`.
    Through,
    /// `une semaine sur deux`.
    OneIn,
    Until,
    Times,
    /// Digits and punctuation that look like a date.
    Date,
}

/// Every known word, folded, in the singular.
const WORDS: &[(&str, Word)] = &[
    ("chaque", Word::Link),
    ("tout", Word::Link),
    ("tous", Word::Link),
    ("toute", Word::Link),
    ("le", Word::Link),
    ("la", Word::Link),
    ("de", Word::Link),
    ("du", Word::Link),
    ("des", Word::Link),
    ("en", Word::Link),
    ("et", Word::Link),
    ("un", Word::Link),
    ("une", Word::Link),
    ("inclus", Word::Link),
    ("jour", Word::Unit(Frequency::Daily, 1)),
    ("quotidien", Word::Unit(Frequency::Daily, 1)),
    ("semaine", Word::Unit(Frequency::Weekly, 1)),
    ("hebdomadaire", Word::Unit(Frequency::Weekly, 1)),
    ("quinzaine", Word::Unit(Frequency::Weekly, 2)),
    ("mois", Word::Unit(Frequency::Monthly, 1)),
    ("mensuel", Word::Unit(Frequency::Monthly, 1)),
    ("trimestre", Word::Unit(Frequency::Monthly, 3)),
    ("semestre", Word::Unit(Frequency::Monthly, 6)),
    ("an", Word::Unit(Frequency::Yearly, 1)),
    ("annee", Word::Unit(Frequency::Yearly, 1)),
    ("annuel", Word::Unit(Frequency::Yearly, 1)),
    ("lundi", Word::Weekday(Weekday::Monday)),
    ("mardi", Word::Weekday(Weekday::Tuesday)),
    ("mercredi", Word::Weekday(Weekday::Wednesday)),
    ("jeudi", Word::Weekday(Weekday::Thursday)),
    ("vendredi", Word::Weekday(Weekday::Friday)),
    ("samedi", Word::Weekday(Weekday::Saturday)),
    ("dimanche", Word::Weekday(Weekday::Sunday)),
    ("janvier", Word::Month(1)),
    ("fevrier", Word::Month(2)),
    ("mars", Word::Month(3)),
    ("avril", Word::Month(4)),
    ("mai", Word::Month(5)),
    ("juin", Word::Month(6)),
    ("juillet", Word::Month(7)),
    ("aout", Word::Month(8)),
    ("septembre", Word::Month(9)),
    ("octobre", Word::Month(10)),
    ("novembre", Word::Month(11)),
    ("decembre", Word::Month(12)),
    ("deux", Word::Number(2)),
    ("trois", Word::Number(3)),
    ("quatre", Word::Number(4)),
    ("cinq", Word::Number(5)),
    ("six", Word::Number(6)),
    ("dix", Word::Number(10)),
    ("douze", Word::Number(12)),
    ("quinze", Word::Number(15)),
    ("premier", Word::Ordinal(1)),
    ("deuxieme", Word::Ordinal(2)),
    ("second", Word::Ordinal(2)),
    ("troisieme", Word::Ordinal(3)),
    ("quatrieme", Word::Ordinal(4)),
    ("cinquieme", Word::Ordinal(5)),
    ("dernier", Word::Ordinal(-1)),
    ("avant-dernier", Word::Ordinal(-2)),
    ("au", Word::Through),
    ("sur", Word::OneIn),
    ("jusqu'au", Word::Until),
    ("fois", Word::Times),
];

/// A word of the text, without accents or capitals, and its place.
struct Token<'a> {
    text: &'a str,
    folded: String,
    span: Range<usize>,
}

/// Reads a French short form; spans are bytes of `text`.
pub(super) fn parse(text: &str) -> Result<Recurrence, RecurrenceError> {
    let tokens = tokens(text);
    let words = tokens.iter().map(word).collect::<Result<Vec<_>, _>>()?;
    let mut reader = Reader {
        tokens: &tokens,
        words: &words,
        at: 0,
        draft: Draft::new(),
        ordinals: Vec::new(),
        through: false,
    };
    while reader.at < words.len() {
        reader.step()?;
    }
    reader.finish(0..text.len())
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let base = text.as_ptr() as usize;
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'))
        .filter(|part| !part.is_empty())
        .map(|part| {
            let start = part.as_ptr() as usize - base;
            Token { text: part, folded: fold(part), span: start..start + part.len() }
        })
        .collect()
}

/// Lower case, straight apostrophes, no accents, no elided article.
fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let plain: String = lower
        .chars()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))
        .map(|c| match c {
            'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            '’' | 'ʼ' => '\'',
            _ => c,
        })
        .collect();
    match plain.strip_prefix("d'").or_else(|| plain.strip_prefix("l'")) {
        Some(rest) => rest.to_owned(),
        None => plain,
    }
}

fn word(token: &Token<'_>) -> Result<Word, RecurrenceError> {
    let folded = token.folded.as_str();
    let singular = folded.strip_suffix('s').unwrap_or(folded);
    let known = WORDS.iter().find(|(name, _)| *name == folded || *name == singular);
    if let Some((_, word)) = known {
        return Ok(*word);
    }
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        return figure(token);
    }
    let nearest = nearest(folded, WORDS.iter().map(|(name, _)| *name));
    fault(RecurrenceFault::Unknown { nearest }, token.span.clone())
}

/// `15`, `1er`, `2e`, `3ème`, or a date.
fn figure(token: &Token<'_>) -> Result<Word, RecurrenceError> {
    let folded = token.folded.as_str();
    let digits = folded.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if digits.contains(['-', '/', '.']) {
        return Ok(Word::Date);
    }
    let Ok(number) = digits.parse::<i32>() else {
        return fault(RecurrenceFault::NotANumber, token.span.clone());
    };
    match &folded[digits.len()..] {
        "" => Ok(Word::Number(number)),
        "er" | "ere" | "e" | "eme" | "nd" | "nde" => {
            let nth = within(number, 1, 5, token.span.clone())?;
            Ok(Word::Ordinal(nth))
        }
        _ => fault(RecurrenceFault::Unknown { nearest: None }, token.span.clone()),
    }
}

fn within<T: TryFrom<i32>>(
    number: i32,
    min: i32,
    max: i32,
    span: Range<usize>,
) -> Result<T, RecurrenceError> {
    match T::try_from(number) {
        Ok(value) if (min..=max).contains(&number) => Ok(value),
        _ => fault(RecurrenceFault::OutOfRange { min, max }, span),
    }
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    words: &'a [Word],
    at: usize,
    draft: Draft,
    /// Ordinals that wait for their weekday, and their places.
    ordinals: Vec<(i8, Range<usize>)>,
    /// The next weekday closes a range.
    through: bool,
}

impl Reader<'_> {
    fn step(&mut self) -> Result<(), RecurrenceError> {
        let word = self.words[self.at];
        let span = self.tokens[self.at].span.clone();
        self.at += 1;
        match word {
            Word::Link => Ok(()),
            Word::Number(number) => self.number(number, span),
            Word::Ordinal(nth) => {
                self.ordinals.push((nth, span));
                Ok(())
            }
            Word::Unit(Frequency::Daily, _) if !self.ordinals.is_empty() => {
                self.ordinal_days(span);
                Ok(())
            }
            Word::Unit(frequency, factor) => self.unit(frequency, factor, 1, span),
            Word::Weekday(day) => self.weekday(day, span),
            Word::Month(month) => {
                self.draft.rule.months.push(month);
                Ok(())
            }
            Word::Through if matches!(self.peek(), Some(Word::Weekday(_))) => {
                self.through = true;
                Ok(())
            }
            Word::OneIn => self.one_in(span),
            Word::Until => self.until(span),
            Word::Times | Word::Through => fault(RecurrenceFault::Incomplete, span),
            Word::Date => fault(RecurrenceFault::Unknown { nearest: None }, span),
        }
    }

    fn peek(&self) -> Option<Word> {
        self.words.get(self.at).copied()
    }

    /// A number counts periods, times, or is a day of the month.
    fn number(&mut self, number: i32, span: Range<usize>) -> Result<(), RecurrenceError> {
        match self.peek() {
            Some(Word::Unit(frequency, factor)) => {
                self.at += 1;
                self.unit(frequency, factor, number, span)
            }
            Some(Word::Times) => {
                self.at += 1;
                let most = i32::try_from(MAX_COUNT).expect("a small constant");
                let count = within(number, 1, most, span.clone())?;
                self.draft.set_end(End::Count(count), span)
            }
            _ => {
                let day = within(number, 1, 31, span.clone())?;
                self.month_day(day, span);
                Ok(())
            }
        }
    }

    fn month_day(&mut self, day: i8, span: Range<usize>) {
        self.draft.rule.month_days.push(day);
        self.draft.month_days_at = span;
    }

    /// `dernier jour`: the waiting ordinals are days of the month.
    fn ordinal_days(&mut self, span: Range<usize>) {
        for (nth, start) in std::mem::take(&mut self.ordinals) {
            self.month_day(nth, start.start..span.end);
        }
    }

    /// « Tous les quinze jours » is French for every two weeks, and « huit » for one.
    fn unit(
        &mut self,
        frequency: Frequency,
        factor: u16,
        number: i32,
        span: Range<usize>,
    ) -> Result<(), RecurrenceError> {
        if self.draft.frequency.is_some() {
            return fault(RecurrenceFault::Twice, span);
        }
        let (frequency, number) = match (frequency, number) {
            (Frequency::Daily, 15) => (Frequency::Weekly, 2),
            (Frequency::Daily, 8) => (Frequency::Weekly, 1),
            other => other,
        };
        self.draft.frequency = Some(frequency);
        self.multiply(number.saturating_mul(i32::from(factor)), span)
    }

    fn multiply(
        &mut self,
        number: i32,
        span: Range<usize>,
    ) -> Result<(), RecurrenceError> {
        let interval = i32::from(self.draft.rule.interval).saturating_mul(number);
        self.draft.rule.interval = within(interval, 1, i32::from(MAX_INTERVAL), span)?;
        Ok(())
    }

    fn one_in(&mut self, span: Range<usize>) -> Result<(), RecurrenceError> {
        let Some(Word::Number(number)) = self.peek() else {
            return fault(RecurrenceFault::Incomplete, span);
        };
        self.at += 1;
        self.multiply(number, span)
    }

    fn weekday(
        &mut self,
        day: Weekday,
        span: Range<usize>,
    ) -> Result<(), RecurrenceError> {
        let weekdays = &mut self.draft.rule.weekdays;
        let start = match weekdays.is_empty() {
            true => span.start,
            false => self.draft.weekdays_at.start,
        };
        self.draft.weekdays_at = start..span.end;
        if std::mem::take(&mut self.through) {
            let Some(first) = weekdays.last().filter(|first| first.nth.is_none()) else {
                return fault(RecurrenceFault::Incomplete, span);
            };
            let days = first.weekday.cycle_forward().skip(1);
            let count = usize::try_from(first.weekday.until(day)).expect("from 0 to 6");
            weekdays.extend(
                days.take(count).map(|weekday| NthWeekday { nth: None, weekday }),
            );
        } else if self.ordinals.is_empty() {
            weekdays.push(NthWeekday { nth: None, weekday: day });
        } else {
            let ordinals = std::mem::take(&mut self.ordinals);
            self.draft.weekdays_at.start = start.min(ordinals[0].1.start);
            let nth = ordinals.into_iter().map(|(nth, _)| nth);
            weekdays.extend(nth.map(|n| NthWeekday { nth: Some(n), weekday: day }));
        }
        Ok(())
    }

    /// The date after `jusqu'au`: ISO, or `31 décembre 2026`.
    fn until(&mut self, span: Range<usize>) -> Result<(), RecurrenceError> {
        while self.peek() == Some(Word::Link) {
            self.at += 1;
        }
        let (day, end) = match self.words.get(self.at..).unwrap_or_default() {
            [Word::Date, ..] => {
                let token = &self.tokens[self.at];
                self.at += 1;
                (date(token.text, token.span.clone())?, token.span.end)
            }
            [day, Word::Month(month), Word::Number(year), ..] => {
                let end = self.tokens[self.at + 2].span.end;
                self.at += 3;
                (long_date(*day, *month, *year, span.start..end)?, end)
            }
            _ => return fault(RecurrenceFault::NotADate, span),
        };
        self.draft.set_end(through(day), span.start..end)
    }

    fn finish(mut self, whole: Range<usize>) -> Result<Recurrence, RecurrenceError> {
        for (nth, span) in std::mem::take(&mut self.ordinals) {
            if nth != 1 {
                return fault(RecurrenceFault::Incomplete, span);
            }
            self.month_day(nth, span);
        }
        let mut draft = self.draft;
        let rule = &draft.rule;
        let bare = rule.weekdays.iter().any(|day| day.nth.is_none());
        draft.frequency = draft.frequency.or(match bare {
            _ if !rule.months.is_empty() => Some(Frequency::Yearly),
            true => Some(Frequency::Weekly),
            false => None,
        });
        if !rule.weekdays.is_empty() && !rule.month_days.is_empty() {
            return fault(RecurrenceFault::DayAndWeekday, draft.month_days_at);
        }
        if bare && draft.frequency >= Some(Frequency::Monthly) {
            return fault(RecurrenceFault::WhichWeekday, draft.weekdays_at);
        }
        draft.finish(whole)
    }
}

fn long_date(
    day: Word,
    month: i8,
    year: i32,
    span: Range<usize>,
) -> Result<Date, RecurrenceError> {
    let day = match day {
        Word::Number(day) => i8::try_from(day).ok(),
        Word::Ordinal(1) => Some(1),
        _ => None,
    };
    let parts = day.zip(i16::try_from(year).ok());
    match parts.and_then(|(day, year)| Date::new(year, month, day).ok()) {
        Some(date) => Ok(date),
        None => fault(RecurrenceFault::NotADate, span),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Zone;
    use super::RecurrenceFault as Fault;
    use super::*;

    #[test]
    fn short_forms_are_rules() {
        let cases = [
            ("chaque mois, 1er mardi", "FREQ=MONTHLY;BYDAY=1TU"),
            ("Chaque mois : le premier mardi", "FREQ=MONTHLY;BYDAY=1TU"),
            ("CHAQUE MOIS, 2E JEUDI", "FREQ=MONTHLY;BYDAY=2TH"),
            ("le dernier vendredi de chaque mois", "FREQ=MONTHLY;BYDAY=-1FR"),
            ("1er et 3ème mardis du mois", "FREQ=MONTHLY;BYDAY=1TU,3TU"),
            ("chaque mois, le 15", "FREQ=MONTHLY;BYMONTHDAY=15"),
            ("chaque mois, le 1er et le 15", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
            ("chaque mois, dernier jour", "FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("tous les mois", "FREQ=MONTHLY"),
            ("chaque trimestre, 1er lundi", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"),
            ("chaque semaine, mardi et jeudi", "FREQ=WEEKLY;BYDAY=TU,TH"),
            ("tous les mardis", "FREQ=WEEKLY;BYDAY=TU"),
            ("chaque semaine du lundi au vendredi", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            ("du vendredi au dimanche", "FREQ=WEEKLY;BYDAY=FR,SA,SU"),
            ("toutes les 2 semaines, lundi", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
            ("une semaine sur deux, le lundi", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
            ("tous les quinze jours", "FREQ=WEEKLY;INTERVAL=2"),
            ("tous les 3 jours", "FREQ=DAILY;INTERVAL=3"),
            ("chaque année", "FREQ=YEARLY"),
            ("chaque anne\u{301}e, le 14 juillet", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=14"),
            ("1er dimanche d’août", "FREQ=YEARLY;BYMONTH=8;BYDAY=1SU"),
            ("tous les mois, 10 fois", "FREQ=MONTHLY;COUNT=10"),
            ("chaque jour jusqu'au 2026-12-31", "FREQ=DAILY;UNTIL=20261231"),
            (
                "chaque jour, jusqu’au 31 décembre 2026 inclus",
                "FREQ=DAILY;UNTIL=20261231",
            ),
        ];
        for (text, expected) in cases {
            let until = |last: jiff::civil::DateTime| last.strftime("%Y%m%d").to_string();
            let rule = parse(text).map(|rule| rule.to_rrule(&Zone::paris(), until));
            assert_eq!(rule.unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn a_fault_says_what_and_where() {
        let unknown = |nearest| Fault::Unknown { nearest };
        let iso = jiff::civil::date(2026, 12, 31);
        let cases = [
            ("chaque moi, 1er mardi", unknown(Some("mois")), "moi"),
            ("chaque semaine, mradi", unknown(Some("mardi")), "mradi"),
            ("chaque mois sauf août", unknown(None), "sauf"),
            ("chaque mois, 2026-01-01", unknown(None), "2026-01-01"),
            ("chaque mois, 6e mardi", Fault::OutOfRange { min: 1, max: 5 }, "6e"),
            ("chaque mois, le 32", Fault::OutOfRange { min: 1, max: 31 }, "32"),
            ("tous les 0 mois", Fault::OutOfRange { min: 1, max: 999 }, "0"),
            ("chaque mois, 2e", Fault::Incomplete, "2e"),
            ("chaque mois, fois", Fault::Incomplete, "fois"),
            ("une semaine sur, lundi", Fault::Incomplete, "sur"),
            ("chaque mois au mardi", Fault::Incomplete, "mardi"),
            ("chaque mois, mardi", Fault::WhichWeekday, "mardi"),
            ("1er mardi", Fault::NoFrequency, "1er mardi"),
            ("chaque semaine, 1er mardi", Fault::WrongFrequency, "1er mardi"),
            ("chaque semaine, le 15", Fault::WrongFrequency, "15"),
            ("chaque mois, le 15, 1er mardi", Fault::DayAndWeekday, "15"),
            ("chaque mois, chaque semaine", Fault::Twice, "semaine"),
            (
                "chaque jour jusqu’au 31/12/2026",
                Fault::DayFirstDate { iso },
                "31/12/2026",
            ),
            ("chaque jour jusqu'au 2026-02-30", Fault::NotADate, "2026-02-30"),
            ("chaque jour jusqu'au", Fault::NotADate, "jusqu'au"),
            (
                "chaque jour, 2 fois, jusqu'au 2026-12-31",
                Fault::TwoEnds,
                "jusqu'au 2026-12-31",
            ),
        ];
        for (text, expected, place) in cases {
            let error = parse(text).expect_err(text);
            assert_eq!(error.fault, expected, "{text}");
            assert_eq!(&text[error.span], place, "{text}");
        }
    }

    proptest! {
        #[test]
        fn known_words_in_any_order_never_panic(
            picks in prop::collection::vec(0..WORDS.len() + 3, 0..9)
        ) {
            let figures = ["15", "1er", "2026-12-31"];
            let words: Vec<&str> = picks
                .into_iter()
                .map(|i| WORDS.get(i).map_or_else(|| figures[i - WORDS.len()], |(w, _)| w))
                .collect();
            let text = words.join(" ");
            if let Err(error) = parse(&text) {
                prop_assert!(text.get(error.span).is_some());
            }
        }
    }
}
