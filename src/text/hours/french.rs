//! Hours as French (and English) people write them, turned into the syntax.
//!
//! A fix is offered only when every word was understood and the result is valid.

use super::super::{fold::fold, names};
use super::{DAYS, HOLIDAYS, MONTHS, clock};
use jiff::civil::Weekday;

/// How the syntax writes a day or a month named in French or English.
pub(super) fn meaning(word: &str) -> Option<&'static str> {
    if matches!(fold(word).as_str(), "ferie" | "feries" | "ph") {
        return Some(DAYS[HOLIDAYS]);
    }
    let day = names::weekday(word).map(Weekday::to_monday_zero_offset);
    let month =
        || names::month(word).map(|month| MONTHS[usize::from(month.unsigned_abs()) - 1]);
    day.map(|day| DAYS[usize::from(day.unsigned_abs())]).or_else(month)
}

/// The value that a text in everyday language means, in canonical form.
pub(super) fn fix(text: &str) -> Option<String> {
    const ALWAYS: [&str; 6] = [
        "24h/24",
        "24h/24 7j/7",
        "24h/24 et 7j/7",
        "7j/7 24h/24",
        "7j/7 et 24h/24",
        "24/24 7/7",
    ];
    if ALWAYS.contains(&fold(&text.replace(", ", " ")).as_str()) {
        return Some("24/7".to_owned());
    }
    let mut draft = Draft::default();
    let mut tokens = tokens(text).into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            Token::Number(hour) => {
                let marked = tokens.next_if(Token::marks_hours).is_some();
                let minute = match tokens.peek() {
                    Some(Token::Number(digits)) if marked && digits.len() == 2 => {
                        let minute = digits.parse::<u8>().ok()?;
                        tokens.next();
                        minute
                    }
                    _ => 0,
                };
                let hour = hour.parse::<u8>().ok().filter(|_| marked)?;
                draft.time(u16::from(hour) * 60 + u16::from(minute))?;
            }
            Token::Word(word) => draft.word(&word)?,
            Token::Sign(sign) => draft.sign(sign)?,
        }
    }
    draft.finish();
    let hours = super::parse::parse(&draft.rules.join("; ")).ok()?;
    Some(hours.to_string())
}

#[derive(Debug)]
enum Token {
    Number(String),
    Word(String),
    Sign(char),
}

impl Token {
    /// Whether it follows an hour: `9h`, `9:00`, `9.30`.
    fn marks_hours(&self) -> bool {
        match self {
            Self::Word(word) => matches!(word.as_str(), "h" | "heure" | "heures"),
            Self::Sign(sign) => matches!(sign, ':' | '.'),
            Self::Number(_) => false,
        }
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let alike = |c: char| match first {
            _ if first.is_ascii_digit() => c.is_ascii_digit(),
            _ => first.is_alphabetic() && c.is_alphabetic(),
        };
        let end = rest.find(|c| !alike(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (token, after) = rest.split_at(end);
        out.push(match first {
            _ if first.is_ascii_digit() => Token::Number(token.to_owned()),
            _ if first.is_alphabetic() => Token::Word(fold(token)),
            _ => Token::Sign(first),
        });
        rest = after.trim_start();
    }
    out
}

/// Rules being written, and the one under way.
#[derive(Debug, Default)]
struct Draft {
    rules: Vec<String>,
    months: String,
    days: String,
    times: String,
    /// `fermé`, and whether it came before the days that it closes.
    closed: Option<bool>,
    separator: Option<char>,
}

impl Draft {
    fn word(&mut self, word: &str) -> Option<()> {
        match word {
            "du" | "le" | "les" | "la" | "de" | "d" | "des" | "jour" | "jours" => {}
            "au" | "a" | "to" => self.separator = Some('-'),
            "et" | "and" | "puis" => self.separator = Some(','),
            "tous" => self.day("Mo-Su")?,
            "midi" => self.time(12 * 60)?,
            "minuit" => self.time(24 * 60)?,
            "ferme" | "fermee" | "fermes" | "closed" | "off" => self.close(),
            _ => {
                let name = meaning(word)?;
                if DAYS.contains(&name) { self.day(name)? } else { self.month(name)? }
            }
        }
        Some(())
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        match sign {
            '-' | '–' | '—' => self.separator = Some('-'),
            ',' | '/' | '&' | '+' => self.separator = Some(','),
            ';' | '|' => self.finish(),
            // After a day or an abbreviation, and in elisions.
            ':' | '.' | '\'' | '’' => {}
            _ => return None,
        }
        Some(())
    }

    fn month(&mut self, name: &str) -> Option<()> {
        if !self.days.is_empty() || !self.times.is_empty() {
            self.finish();
        }
        append(&mut self.months, name, self.separator.take())
    }

    fn day(&mut self, name: &str) -> Option<()> {
        if !self.times.is_empty() || self.closed == Some(false) {
            self.finish();
        }
        append(&mut self.days, name, self.separator.take())
    }

    fn time(&mut self, minutes: u16) -> Option<()> {
        append(&mut self.times, &clock(minutes), self.separator.take())
    }

    fn close(&mut self) {
        if !self.times.is_empty() {
            self.finish();
        }
        self.separator = None;
        self.closed = Some(self.days.is_empty());
    }

    /// Ends the rule under way; a separator before the next one has said all it can.
    fn finish(&mut self) {
        let off = if self.closed.is_some() { "off" } else { "" };
        let parts = [&self.months, &self.days, &self.times].map(String::as_str);
        let words = parts.into_iter().chain([off]).filter(|part| !part.is_empty());
        let rule = words.collect::<Vec<_>>().join(" ");
        let mut rules = std::mem::take(&mut self.rules);
        if !rule.is_empty() {
            rules.push(rule);
        }
        *self = Self { rules, ..Self::default() };
    }
}

/// Adds to a list; two items with nothing between may mean anything.
fn append(list: &mut String, item: &str, separator: Option<char>) -> Option<()> {
    if !list.is_empty() {
        list.push(separator?);
    }
    list.push_str(item);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_language_is_put_right() {
        for (text, expected) in [
            ("lundi 09:00-12:00", "Mo 09:00-12:00"),
            ("Mo-Fr 9h-12h", "Mo-Fr 09:00-12:00"),
            ("Mo-Fr 9:00-12:30", "Mo-Fr 09:00-12:30"),
            ("mo-fr 9:00-12:00", "Mo-Fr 09:00-12:00"),
            ("Mo: 09:00-12:00", "Mo 09:00-12:00"),
            ("lun-ven 9h30-18h", "Mo-Fr 09:30-18:00"),
            ("du lundi au vendredi de 9 h à 12 h 30", "Mo-Fr 09:00-12:30"),
            ("Du lundi au vendredi : 9h-12h et 14h-18h", "Mo-Fr 09:00-12:00,14:00-18:00"),
            (
                "lundi, mardi et jeudi 9h-12h / 14h-17h",
                "Mo-Tu,Th 09:00-12:00,14:00-17:00",
            ),
            ("lundi 9h-12h, mardi 14h-18h", "Mo 09:00-12:00; Tu 14:00-18:00"),
            ("Mo-Fr 9h-18h ; dimanche fermé", "Mo-Fr 09:00-18:00; Su off"),
            (
                "Mo-Fr 9h-18h, fermé le samedi et le dimanche",
                "Mo-Fr 09:00-18:00; Sa-Su off",
            ),
            ("Mo-Fr 9h-18h; fermé les jours fériés", "Mo-Fr 09:00-18:00; PH off"),
            ("tous les jours de 8h à minuit", "08:00-24:00"),
            ("avril-septembre lundi 9h-12h", "Apr-Sep Mo 09:00-12:00"),
            ("d'avril à octobre : samedi 10h-midi", "Apr-Oct Sa 10:00-12:00"),
            ("Mon-Fri 09:00-17:00", "Mo-Fr 09:00-17:00"),
        ] {
            assert_eq!(fix(text).as_deref(), Some(expected), "{text}");
            assert!(text.parse::<super::super::Hours>().is_err(), "{text}");
        }
    }

    #[test]
    fn doubtful_texts_are_left_alone() {
        for text in [
            "",
            "mar 9h-12h",
            "lundi matin",
            "lundi mardi 9h-12h",
            "lundi 9-12",
            "lundi 9h",
            "sur rendez-vous",
            "lundi 9h-12h (sauf été)",
            "lundi 26h-30h",
            "lundi 99999999999h",
            "Jul 14 off",
        ] {
            assert_eq!(fix(text), None, "{text}");
        }
    }
}
