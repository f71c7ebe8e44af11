//! Typography: the spaces, quotation marks and apostrophes that editors do not type.
//!
//! Only runs of text are given, never code, addresses or attributes; only spaces, quotes,
//! apostrophes, dashes and suspension points are changed, and doing it twice is doing it
//! once. French rules follow the Imprimerie nationale, with a narrow no-break space where
//! it has a thin one.

use super::{fold::is_elided, locale::Lang, names};
use std::borrow::Cow;

const NBSP: char = '\u{a0}';
const NNBSP: char = '\u{202f}';

/// Symbols of units, which a narrow no-break space ties to their number.
const UNITS: [&str; 35] = [
    "€", "%", "‰", "°C", "k€", "M€", "m", "m²", "m³", "km", "km²", "cm", "mm", "ha", "g",
    "kg", "t", "h", "min", "Mbit/s", "Gbit/s", "kbit/s", "Mb/s", "Gb/s", "ko", "Ko",
    "Mo", "Go", "To", "kW", "kWh", "MW", "MWh", "GWh", "km/h",
];

/// Abbreviations before a number or a name, which stay on its line.
const BEFORE_NUMBER: [&str; 14] = [
    "n°", "N°", "nº", "Nº", "p.", "pp.", "art.", "Art.", "chap.", "fig.", "vol.", "l.",
    "§", "al.",
];
const BEFORE_NAME: [&str; 8] = ["M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Dr", "Pr"];

/// Whether a text is the symbol of a unit.
pub(super) fn is_unit(text: &str) -> bool {
    UNITS.contains(&text)
        || text.split_once('/').is_some_and(|(unit, _)| UNITS.contains(&unit))
}

/// The typography of a text that stands alone: a title, a sentence of a data file.
pub fn typeset(text: &str, lang: Lang) -> Cow<'_, str> {
    Typographer::new(lang).run(text)
}

/// The typography of a paragraph, given run by run as inline tags cut it. Quotation marks
/// and spaces are matched across runs; a new paragraph takes a new typographer.
#[derive(Debug, Clone)]
pub struct Typographer {
    lang: Lang,
    /// The last character given out.
    previous: Option<char>,
    /// Whether a quotation is open.
    quoting: bool,
    /// Whether `«` has just had its space, so that a written one must go.
    glued: bool,
}

impl Typographer {
    /// A typographer for one paragraph. French has its whole typography, English its
    /// curly quotes, other languages are left as they are.
    pub fn new(lang: Lang) -> Self {
        Self { lang, previous: None, quoting: false, glued: false }
    }

    /// The next run of text of the paragraph.
    pub fn run<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        let step = match self.lang {
            Lang::FR => Self::french,
            Lang::EN => Self::english,
            _ => return Cow::Borrowed(text),
        };
        let mut run = Run { rest: text, out: String::new(), before: self.previous };
        run.out.reserve(text.len() + text.len() / 16);
        while let Some(c) = run.rest.chars().next() {
            // Within a word nothing changes.
            if c.is_alphanumeric() && run.previous().is_some_and(char::is_alphanumeric) {
                let inside = |c: char| !c.is_alphanumeric();
                run.copy(run.rest.find(inside).unwrap_or(run.rest.len()));
                self.glued = false;
                continue;
            }
            match run.address() {
                0 => {
                    run.rest = &run.rest[c.len_utf8()..];
                    step(self, &mut run, c);
                }
                length => {
                    run.copy(length);
                    self.glued = false;
                }
            }
        }
        self.previous = run.previous();
        if run.out == text { Cow::Borrowed(text) } else { Cow::Owned(run.out) }
    }

    /// Says that something else than text stands here: code, an image, a line break.
    pub fn skip(&mut self) {
        self.previous = Some('\u{fffc}');
        self.glued = false;
    }

    fn french(&mut self, run: &mut Run<'_>, c: char) {
        if is_space(c) {
            if !self.glued {
                run.out.push(run.space(c));
            }
            return;
        }
        self.glued = false;
        match c {
            '"' => match self.quote(run) {
                Some(Side::Open) => self.open(run),
                Some(Side::Close) => self.close(run),
                None => run.out.push('"'),
            },
            '«' => self.open(run),
            '»' => self.close(run),
            '\'' if run.is_elision() => run.out.push('’'),
            ';' | '!' | '?' | ':' if run.is_punctuation(c) => {
                run.tie(if c == ':' { NBSP } else { NNBSP });
                run.out.push(c);
            }
            '%' | '€' if run.is_unit_without_space() => run.out.extend([NNBSP, c]),
            '.' if run.is_suspension() => {
                run.rest = &run.rest[2..];
                run.out.push('…');
            }
            '-' if run.is_dash() => {
                run.rest = &run.rest[1..];
                run.out.push('–');
            }
            _ => run.out.push(c),
        }
    }

    fn english(&mut self, run: &mut Run<'_>, c: char) {
        let quote = match c {
            '"' => match self.quote(run) {
                Some(Side::Open) => '“',
                Some(Side::Close) => '”',
                None => c,
            },
            '\'' => run.single_quote(),
            _ => c,
        };
        match quote {
            '“' => self.quoting = true,
            '”' => self.quoting = false,
            _ => {}
        }
        run.out.push(quote);
    }

    /// The side of a straight quotation mark, when it is plain.
    fn quote(&self, run: &Run<'_>) -> Option<Side> {
        let opens = run.previous().is_none_or(opens_word);
        // A sign that takes a space before it counts as one, so that doing it twice is
        // doing it once.
        let spaced =
            run.next().is_some_and(|c| c.is_whitespace() || "»\";:!?".contains(c));
        match self.quoting {
            true if !opens || spaced || run.next().is_none() => Some(Side::Close),
            false if opens && !spaced => Some(Side::Open),
            _ => None,
        }
    }

    fn open(&mut self, run: &mut Run<'_>) {
        run.out.extend(['«', NNBSP]);
        self.quoting = true;
        self.glued = true;
    }

    fn close(&mut self, run: &mut Run<'_>) {
        run.tie(NNBSP);
        run.out.push('»');
        self.quoting = false;
    }
}

/// A side of a quotation.
enum Side {
    Open,
    Close,
}

/// A run of text under way.
struct Run<'a> {
    /// What comes after the character at hand.
    rest: &'a str,
    out: String,
    /// The last character of the run before.
    before: Option<char>,
}

impl Run<'_> {
    fn previous(&self) -> Option<char> {
        self.out.chars().next_back().or(self.before)
    }

    fn next(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn copy(&mut self, length: usize) {
        let (copied, rest) = self.rest.split_at(length);
        self.out.push_str(copied);
        self.rest = rest;
    }

    /// The length of the address that begins here, or 0.
    fn address(&self) -> usize {
        const BEGINNINGS: [&str; 4] = ["http://", "https://", "mailto:", "www."];
        let begins = BEGINNINGS.iter().any(|beginning| self.rest.starts_with(beginning));
        if !begins || self.previous().is_some_and(char::is_alphanumeric) {
            return 0;
        }
        let ends = |c: char| c.is_whitespace() || "«»“”\"<>".contains(c);
        self.rest.find(ends).unwrap_or(self.rest.len())
    }

    /// Replaces the spaces just given out by one no-break space. What follows nothing,
    /// a line break or a space of the run before is left as it is.
    fn tie(&mut self, space: char) {
        let words = self.out.trim_end_matches(is_space).len();
        if words == 0 && self.before.is_none_or(char::is_whitespace) {
            return;
        }
        if self.out[..words].ends_with(char::is_whitespace) {
            return;
        }
        self.out.truncate(words);
        self.out.push(space);
    }

    /// The word being given out, back to a space or an opening sign. Of what is longer than
    /// any word, the end: it must not be gone through again at each of its characters.
    fn word(&self) -> &str {
        const LONGEST: usize = 64;
        let boundary = |c: char| c.is_whitespace() || "(«“'’/-–—".contains(c);
        let from = self.out.ceil_char_boundary(self.out.len().saturating_sub(LONGEST));
        self.out[from..].rsplit(boundary).next().unwrap_or_default()
    }

    /// The word that comes.
    fn next_word(&self) -> &str {
        let inside = |c: char| c.is_alphanumeric() || "€%‰°²³/".contains(c);
        &self.rest[..self.rest.find(|c| !inside(c)).unwrap_or(self.rest.len())]
    }

    /// What a space becomes between the words around it.
    fn space(&self, space: char) -> char {
        let (word, next) = (self.word(), self.next());
        let in_measure =
            word.ends_with(|c: char| c.is_ascii_digit()) && is_unit(self.next_word());
        if in_measure || self.is_thousands() || self.is_clock() {
            NNBSP
        } else if BEFORE_NUMBER.contains(&word) && next.is_some_and(char::is_alphanumeric)
            || BEFORE_NAME.contains(&word) && next.is_some_and(char::is_uppercase)
            || word == "1er" && names::month(self.next_word()).is_some()
        {
            NBSP
        } else {
            space
        }
    }

    /// Between one to three digits and exactly three.
    fn is_thousands(&self) -> bool {
        let before = self.out.bytes().rev().take_while(u8::is_ascii_digit).count();
        let after = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&before) && after == 3
    }

    /// Between `9 h` and `30`.
    fn is_clock(&self) -> bool {
        let hour = self.out.strip_suffix('h').map(|out| out.trim_end_matches(is_space));
        let minutes = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        minutes == 2
            && hour.is_some_and(|hour| {
                hour.len() + 1 < self.out.len()
                    && hour.ends_with(|c: char| c.is_ascii_digit())
            })
    }

    /// A straight apostrophe within a word, or after an elided one at the end of a run.
    fn is_elision(&self) -> bool {
        let after_letter = self.previous().is_some_and(char::is_alphabetic);
        let elided = is_elided(self.word());
        match self.next() {
            Some(c) if c.is_alphanumeric() => after_letter,
            None | Some('"' | '«' | '“') => after_letter && elided,
            Some(_) => false,
        }
    }

    /// Whether `; : ! ?` ends a phrase, and is no part of an address, a time or a smiley.
    fn is_punctuation(&self, sign: char) -> bool {
        let word = self.word();
        let Some(previous) = self.last_before_spaces() else { return false };
        let phrase =
            previous.is_alphanumeric() || "»”\")]…%€’°.²³\u{fffc}".contains(previous);
        let ends = match self.next() {
            None => true,
            Some(c) if c.is_whitespace() => true,
            Some(c) if sign == ':' => "«»\"".contains(c),
            Some(c) if sign == ';' => "»\"".contains(c),
            Some(c) => "!?»\")…".contains(c) || c == '.' && self.rest.starts_with("..."),
        };
        phrase && ends && !(sign == ':' && word.starts_with(':'))
    }

    fn last_before_spaces(&self) -> Option<char> {
        match self.out.trim_end_matches(is_space).chars().next_back() {
            Some(c) => Some(c),
            // A space that ends the run before is no longer ours to tie.
            None => self.before.filter(|c| !is_space(*c)),
        }
    }

    fn is_unit_without_space(&self) -> bool {
        self.previous().is_some_and(|c| c.is_ascii_digit())
            && !self.next().is_some_and(char::is_alphanumeric)
    }

    /// Three dots, no more and no less.
    fn is_suspension(&self) -> bool {
        let three = self.rest.starts_with("..") && !self.rest.starts_with("...");
        three && self.previous() != Some('.')
    }

    /// Two hyphens between spaces; the narrow one may be ours, before `»`.
    fn is_dash(&self) -> bool {
        let after = self.rest.strip_prefix('-').and_then(|rest| rest.chars().next());
        self.previous().is_some_and(char::is_whitespace)
            && after.is_some_and(|c| c.is_whitespace() && c != NNBSP)
    }

    fn single_quote(&self) -> char {
        let letter = self.next().is_some_and(char::is_alphabetic);
        match self.previous() {
            previous if previous.is_none_or(opens_word) => match self.next() {
                _ if letter => '‘',
                Some(c) if c.is_ascii_digit() => '’',
                _ => '\'',
            },
            // Feet and minutes.
            Some(c) if c.is_ascii_digit() && !letter => '\'',
            _ => '’',
        }
    }
}

/// The spaces that may replace each other; line breaks and tabs are none of them.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | NBSP | NNBSP)
}

/// Whether a word may begin after a character.
fn opens_word(c: char) -> bool {
    c.is_whitespace() || "([{«“‘’'-–—/".contains(c)
}

#[cfg(test)]
mod tests;
