//! The grammar, read by hand so that each error has its bytes.

use super::{
    DAYS, Day, EVERY_DAY, EVERY_MONTH, HOLIDAYS, Hours, MIDNIGHT, MONTHS, Rule, Span,
    State, french,
};
use std::ops::Range;

/// Why a text is not a value of `opening_hours`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursError {
    /// What is wrong.
    pub kind: HoursErrorKind,
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// The whole value put right, when what was meant is certain.
    pub fix: Option<String>,
}

/// The ways to get opening hours wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoursErrorKind {
    /// Nothing is written.
    Empty,
    /// A word that is no day, no month and no keyword.
    Word {
        /// The word.
        word: String,
        /// How OpenStreetMap writes it, when it is the French or English name of a day
        /// or a month.
        meant: Option<&'static str>,
    },
    /// A part of the syntax that is valid in OpenStreetMap and not taken here.
    Unsupported(String),
    /// A time that is not `HH:MM`, or a range of times without its end.
    Time,
    /// An hour beyond 24 or a minute beyond 59.
    NoSuchTime,
    /// Times that overlap, or a span that ends when it begins.
    Overlap,
    /// Days or months without times, `off` or a comment.
    MissingTimes,
    /// A comment without its closing quotation mark.
    UnclosedComment,
    /// A character that has no place there.
    Character(char),
}

use HoursErrorKind as Kind;

/// Reads hours, without looking for a fix to an error.
pub(super) fn parse(text: &str) -> Result<Hours, HoursError> {
    let mut parser = Parser { text, at: 0 };
    let mut hours = Hours { rules: Vec::new(), note: None };
    parser.skip_spaces();
    if parser.rest().is_empty() {
        return Err(parser.error(Kind::Empty, 0..text.len()));
    }
    let mut adds = false;
    loop {
        hours.rules.push(parser.rule(adds)?);
        if parser.eat("||") {
            hours.note = Some(parser.comment()?.ok_or_else(|| parser.unexpected())?);
            break;
        }
        adds = parser.eat(",");
        if !adds && !parser.eat(";") || parser.rest().is_empty() {
            break;
        }
    }
    if parser.rest().is_empty() { Ok(hours) } else { Err(parser.unexpected()) }
}

/// A cursor, always before something else than a space.
struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
            self.skip_spaces();
        }
        found
    }

    fn word(&self) -> &'a str {
        let end = self.rest().find(|c: char| !c.is_alphabetic());
        &self.rest()[..end.unwrap_or(self.rest().len())]
    }

    fn error(&self, kind: Kind, span: Range<usize>) -> HoursError {
        HoursError { kind, span, fix: None }
    }

    /// An error about the word or the character at the cursor.
    fn unexpected(&self) -> HoursError {
        const ELSEWHERE: [&str; 10] = [
            "SH", "week", "easter", "sunrise", "sunset", "dawn", "dusk", "open",
            "unknown", "year",
        ];
        let word = self.word();
        let kind = match (word, self.rest().chars().next()) {
            (_, None) => Kind::MissingTimes,
            ("", Some(c)) => Kind::Character(c),
            _ if ELSEWHERE.contains(&word) => Kind::Unsupported(word.to_owned()),
            _ => Kind::Word { word: word.to_owned(), meant: french::meaning(word) },
        };
        let length = match word.len() {
            0 => self.rest().chars().next().map_or(0, char::len_utf8),
            length => length,
        };
        self.error(kind, self.at..self.at + length)
    }

    fn rule(&mut self, adds: bool) -> Result<Rule, HoursError> {
        let start = self.at;
        let months = self.set(&MONTHS, 12)?;
        if months.is_some() {
            self.eat(":");
        }
        let days = self.set(&DAYS, HOLIDAYS)?;
        let state = self.state()?;
        let comment = self.comment()?;
        let state = match (state, &comment) {
            (Some(state), _) => state,
            (None, Some(_)) => State::Unknown,
            (None, None) if self.at > start && self.at_end_of_rule() => {
                return Err(self.error(Kind::MissingTimes, start..self.at));
            }
            (None, None) => return Err(self.unexpected()),
        };
        let (months, days) = (months.unwrap_or(EVERY_MONTH), days.unwrap_or(EVERY_DAY));
        Ok(Rule { months, days, day: Day { state, comment }, adds })
    }

    fn at_end_of_rule(&self) -> bool {
        self.rest().is_empty() || self.rest().starts_with([';', ','])
    }

    /// Days or months: names, ranges of names that go round after `ring` of them, commas
    /// between.
    fn set(&mut self, names: &[&str], ring: usize) -> Result<Option<u16>, HoursError> {
        let mut set = 0;
        while let Some(first) = self.name(names) {
            let mut last = first;
            if first < ring && self.eat("-") {
                last = self.name(&names[..ring]).ok_or_else(|| self.unexpected())?;
            }
            set |= if first < ring { circular(first, last, ring) } else { 1 << first };
            self.no_ordinal()?;
            if !self.eat(",") {
                return Ok(Some(set));
            }
        }
        if set == 0 { Ok(None) } else { Err(self.unexpected()) }
    }

    /// Refuses `Mo[1]` and `Jul 14`: neither is taken here.
    fn no_ordinal(&self) -> Result<(), HoursError> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let after = self.rest()[digits..].chars().next();
        let ordinal = match digits {
            0 if after == Some('[') => "[",
            1 | 2 if !after.is_some_and(|c| ":.h/".contains(c)) => &self.rest()[..digits],
            _ => return Ok(()),
        };
        let span = self.at..self.at + ordinal.len();
        Err(self.error(Kind::Unsupported(ordinal.to_owned()), span))
    }

    fn name(&mut self, names: &[&str]) -> Option<usize> {
        let word = self.word();
        let place = names.iter().position(|name| *name == word)?;
        self.eat(word);
        Some(place)
    }

    fn state(&mut self) -> Result<Option<State>, HoursError> {
        if matches!(self.word(), "off" | "closed") {
            self.eat(self.word());
            return Ok(Some(State::Closed));
        }
        if self.eat("24/7") {
            return Ok(Some(State::Open(vec![Span { open: 0, close: MIDNIGHT }])));
        }
        if !self.rest().starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(None);
        }
        let start = self.at;
        let mut spans = vec![self.span()?];
        while self.another_span() {
            self.eat(",");
            spans.push(self.span()?);
        }
        spans.sort_unstable();
        let overlap = spans.windows(2).any(|pair| pair[1].open < pair[0].close);
        if overlap {
            return Err(self.error(Kind::Overlap, start..self.at));
        }
        Ok(Some(State::Open(spans)))
    }

    /// Whether a comma leads to more times, and not to another rule.
    fn another_span(&self) -> bool {
        let after = self.rest().strip_prefix(',').map(str::trim_start);
        after.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    fn span(&mut self) -> Result<Span, HoursError> {
        let start = self.at;
        let open = self.time()?;
        if !self.eat("-") {
            return Err(self.error(Kind::Time, start..self.at));
        }
        let close = self.time()?;
        if open == close || open == MIDNIGHT {
            return Err(self.error(Kind::Overlap, start..self.at));
        }
        let close = if close < open { close + MIDNIGHT } else { close };
        Ok(Span { open, close })
    }

    /// `HH:MM`, up to 24:00, in minutes after midnight.
    fn time(&mut self) -> Result<u16, HoursError> {
        let inside = |c: char| c.is_ascii_digit() || ":.h".contains(c);
        let end = self.rest().find(|c| !inside(c)).unwrap_or(self.rest().len());
        let (text, span) = (&self.rest()[..end], self.at..self.at + end);
        let digits = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
        let parts = text.split_once(':').filter(|(h, m)| digits(h) && digits(m));
        let Some((hour, minute)) = parts else {
            return Err(self.error(Kind::Time, span));
        };
        let (hour, minute) = (hour.parse().unwrap_or(99), minute.parse().unwrap_or(99));
        let minutes: u16 = hour * 60 + minute;
        if minute > 59 || minutes > MIDNIGHT {
            return Err(self.error(Kind::NoSuchTime, span));
        }
        self.eat(text);
        Ok(minutes)
    }

    fn comment(&mut self) -> Result<Option<String>, HoursError> {
        let Some(rest) = self.rest().strip_prefix('"') else { return Ok(None) };
        let Some(end) = rest.find('"') else {
            return Err(self.error(Kind::UnclosedComment, self.at..self.text.len()));
        };
        self.at += end + 2;
        self.skip_spaces();
        Ok(Some(rest[..end].to_owned()))
    }
}

/// The places from one to another, round after the last of the ring.
fn circular(first: usize, last: usize, ring: usize) -> u16 {
    let steps = (last + ring - first) % ring;
    (0..=steps).map(|step| 1 << ((first + step) % ring)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn canonical_forms() {
        for (text, expected) in [
            ("24/7", "24/7"),
            ("24/7,Th24/7,24/7", "24/7, Th 00:00-24:00, Mo-Su 00:00-24:00"),
            ("Apr-Sep 24/7", "Apr-Sep 00:00-24:00"),
            ("PH off", "PH off"),
            ("Mo-Su 00:00-24:00", "24/7"),
            ("Mo-Fr 09:00-12:00,14:00-18:00", "Mo-Fr 09:00-12:00,14:00-18:00"),
            ("Mo-Fr 14:00-18:00, 09:00-12:00", "Mo-Fr 09:00-12:00,14:00-18:00"),
            ("Mo,Tu,We 09:00-12:00;PH off", "Mo-We 09:00-12:00; PH off"),
            ("Sa,Su,PH closed", "Sa-Su,PH off"),
            ("Apr-Sep: Mo-Fr 09:00-18:00", "Apr-Sep Mo-Fr 09:00-18:00"),
            ("Jul,Aug Mo 09:00-10:00;", "Jul-Aug Mo 09:00-10:00"),
            ("Fr-Mo 22:00-02:00", "Mo,Fr-Su 22:00-02:00"),
            ("08:00-20:00", "08:00-20:00"),
            ("Mo 09:00-12:00, We 14:00-18:00", "Mo 09:00-12:00, We 14:00-18:00"),
            ("Mo 09:00-12:00 \"le matin\"", "Mo 09:00-12:00 \"le matin\""),
            ("\"sur rendez-vous\"", "\"sur rendez-vous\""),
            ("Mo off || \"sur demande\"", "Mo off || \"sur demande\""),
            ("Aug off", "Aug off"),
        ] {
            assert_eq!(parse(text).expect(text).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn errors_and_their_places() {
        let word = |word: &str, meant| Kind::Word { word: word.to_owned(), meant };
        let unsupported = |text: &str| Kind::Unsupported(text.to_owned());
        for (text, kind, span) in [
            ("  ", Kind::Empty, 0..2),
            ("lundi 09:00-12:00", word("lundi", Some("Mo")), 0..5),
            ("Mo-vendredi 09:00-12:00", word("vendredi", Some("Fr")), 3..11),
            ("mo 09:00-12:00", word("mo", Some("Mo")), 0..2),
            ("mar 09:00-12:00", word("mar", None), 0..3),
            ("Mo 9h-12h", Kind::Time, 3..5),
            ("Mo 9:00-12:00", Kind::Time, 3..7),
            ("Mo 09:00", Kind::Time, 3..8),
            ("Mo 09:00-25:00", Kind::NoSuchTime, 9..14),
            ("Mo 09:60-12:00", Kind::NoSuchTime, 3..8),
            ("Mo 09:00-12:00,11:00-13:00", Kind::Overlap, 3..26),
            ("Mo 09:00-09:00", Kind::Overlap, 3..14),
            ("Mo-Fr", Kind::MissingTimes, 0..5),
            ("Mo-Fr; Sa 09:00-12:00", Kind::MissingTimes, 0..5),
            ("Mo \"ouvert", Kind::UnclosedComment, 3..10),
            ("Mo: 09:00-12:00", Kind::Character(':'), 2..3),
            ("Mo[1] 09:00-12:00", unsupported("["), 2..3),
            ("SH off", unsupported("SH"), 0..2),
            ("sunrise-sunset", unsupported("sunrise"), 0..7),
            ("Mo-PH off", word("PH", Some("PH")), 3..5),
            ("PH-Mo off", Kind::Character('-'), 2..3),
            ("Jul 14 off", unsupported("14"), 4..6),
            ("Jul 14-Aug 20 off", unsupported("14"), 4..6),
            ("Mo é", word("é", None), 3..5),
        ] {
            let error = parse(text).expect_err(text);
            assert_eq!((error.kind, error.span), (kind, span), "{text}");
        }
    }

    proptest! {
        #[test]
        fn canonical_forms_read_back(
            text in "((Apr-Sep|Jul,Dec|Nov-Feb) )?(Mo|Mo-Fr|Sa,Su|Fr-Mo|PH|Tu,PH) \
                     (0[89]:(00|30)-1[0-2]:00(,1[34]:00-1[89]:30)?|off|22:00-02:00)\
                     ( \"[a-zé ]{1,8}\")?([;,] ?(We|Su,PH) (off|10:00-11:00))?\
                     ( \\|\\| \"[a-z]{1,5}\")?"
        ) {
            let hours = parse(&text).expect("the grammar");
            prop_assert_eq!(parse(&hours.to_string()), Ok(hours));
        }

        #[test]
        fn errors_lie_in_the_text(text in "\\PC{0,20}|[MoTuPH0-9:,;h \"-]{0,20}") {
            if let Err(error) = text.parse::<Hours>() {
                prop_assert!(text.get(error.span).is_some());
            }
        }
    }
}
