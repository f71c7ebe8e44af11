//! French telephone numbers: checked, shown in pairs, dialed in international form.

use std::fmt;

/// Country codes of the overseas territories, by the first four digits of their national
/// numbers (numbering plan of the regulator, Arcep). Every other number is under +33.
const OVERSEAS: [(&str, &[&str]); 5] = [
    ("262", &["0262", "0263", "0269", "0639", "0692", "0693"]),
    ("508", &["0508", "0708"]),
    ("590", &["0590", "0690", "0691"]),
    ("594", &["0594", "0694"]),
    ("596", &["0596", "0696", "0697"]),
];

/// A valid telephone number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phone {
    /// Ten digits, from `01` to `09`.
    National(String),
    /// A short number of four digits (`3949`) or six (`116117`), dialed as it is.
    Short(String),
    /// A number of another country, digits with the country code.
    Foreign(String),
}

/// Why a text is not a telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneError {
    /// What is wrong.
    pub kind: PhoneErrorKind,
    /// The number meant, when it is certain.
    pub fix: Option<String>,
}

/// The ways to get a telephone number wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneErrorKind {
    /// A character that no number has, at this byte.
    Character(usize),
    /// Fewer digits than a number has.
    TooShort(usize),
    /// More digits than a number has.
    TooLong(usize),
    /// The right count of digits under a prefix that does not exist.
    Prefix,
}

impl Phone {
    /// Reads a number as people write it: spaces, dots, hyphens or slashes between
    /// digits, `+33` or `0033` before, `(0)` inside.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let digits = digits(text)?;
        let international =
            digits.strip_prefix('+').or_else(|| digits.strip_prefix("00"));
        match international {
            Some(number) => from_international(number),
            None => from_national(&digits),
        }
    }

    /// The number in the form of RFC 3966, to put in a link: `tel:+33471200000`.
    pub fn uri(&self) -> String {
        match self {
            Self::National(digits) => {
                format!("tel:+{}{}", country_code(digits), &digits[1..])
            }
            Self::Short(digits) => format!("tel:{digits}"),
            Self::Foreign(digits) => format!("tel:+{digits}"),
        }
    }
}

/// The usual French layout: `04 71 20 00 00`, `0 800 123 456`, `39 49`.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::National(digits) if digits.starts_with("08") => {
                let (head, tail) = digits.split_at(1);
                write!(f, "{head} {}", grouped(tail, 3))
            }
            Self::National(digits) => f.write_str(&grouped(digits, 2)),
            Self::Short(digits) if digits.len() == 6 => f.write_str(&grouped(digits, 3)),
            Self::Short(digits) => f.write_str(&grouped(digits, 2)),
            Self::Foreign(digits) => write!(f, "+{digits}"),
        }
    }
}

fn grouped(digits: &str, size: usize) -> String {
    let mut out = String::with_capacity(digits.len() * 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && i % size == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

fn country_code(national: &str) -> &'static str {
    let of = |(_, prefixes): &&(&str, &[&str])| {
        prefixes.iter().any(|prefix| national.starts_with(prefix))
    };
    OVERSEAS.iter().find(of).map_or("33", |(code, _)| code)
}

/// The digits of a text, after a `+` when it begins so.
fn digits(text: &str) -> Result<String, PhoneError> {
    let text = text.trim_end();
    let mut out = String::with_capacity(text.len());
    let trunk_zero = text.find("(0)").unwrap_or(usize::MAX);
    for (at, c) in text.char_indices() {
        let in_trunk_zero = (trunk_zero..trunk_zero.saturating_add(3)).contains(&at);
        match c {
            _ if in_trunk_zero => {}
            '0'..='9' => out.push(c),
            '+' if out.is_empty() => out.push(c),
            '.' | '-' | '/' | '\u{2011}' => {}
            c if c.is_whitespace() => {}
            _ => return Err(error(PhoneErrorKind::Character(at))),
        }
    }
    Ok(out)
}

fn from_national(digits: &str) -> Result<Phone, PhoneError> {
    match (digits.len(), digits.as_bytes().first()) {
        (10, Some(b'0')) if digits.as_bytes()[1] != b'0' => {
            Ok(Phone::National(digits.into()))
        }
        (4, Some(b'1' | b'3')) => Ok(Phone::Short(digits.into())),
        (6, _) if digits.starts_with("116") => Ok(Phone::Short(digits.into())),
        // A spreadsheet ate the leading zero.
        (9, Some(b'1'..=b'9')) => Err(PhoneError {
            kind: PhoneErrorKind::TooShort(9),
            fix: Some(grouped(&format!("0{digits}"), 2)),
        }),
        (0..10, _) => Err(error(PhoneErrorKind::TooShort(digits.len()))),
        (10, _) => Err(error(PhoneErrorKind::Prefix)),
        _ => Err(error(PhoneErrorKind::TooLong(digits.len()))),
    }
}

fn from_international(digits: &str) -> Result<Phone, PhoneError> {
    let codes = OVERSEAS.iter().map(|(code, _)| *code).chain(["33"]);
    for code in codes {
        if let Some(rest) = digits.strip_prefix(code) {
            // `+33 04…` is a common slip: the zero belongs to the national form.
            let rest = rest.strip_prefix('0').unwrap_or(rest);
            let national = from_national(&format!("0{rest}"))?;
            let right =
                matches!(&national, Phone::National(n) if country_code(n) == code);
            return if right { Ok(national) } else { Err(error(PhoneErrorKind::Prefix)) };
        }
    }
    match digits.len() {
        // E.164: at most fifteen digits; no country's numbers have fewer than seven.
        7..=15 if !digits.starts_with('0') => Ok(Phone::Foreign(digits.into())),
        0..7 => Err(error(PhoneErrorKind::TooShort(digits.len()))),
        16.. => Err(error(PhoneErrorKind::TooLong(digits.len()))),
        _ => Err(error(PhoneErrorKind::Prefix)),
    }
}

fn error(kind: PhoneErrorKind) -> PhoneError {
    PhoneError { kind, fix: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_shown_and_dialed() {
        for (text, shown, uri) in [
            ("04 71 20 00 00", "04 71 20 00 00", "tel:+33471200000"),
            ("0471200000", "04 71 20 00 00", "tel:+33471200000"),
            ("04.71.20.00.00", "04 71 20 00 00", "tel:+33471200000"),
            ("04-71-20-00-00", "04 71 20 00 00", "tel:+33471200000"),
            ("04\u{a0}71 20 00 00 ", "04 71 20 00 00", "tel:+33471200000"),
            ("+33 4 71 20 00 00", "04 71 20 00 00", "tel:+33471200000"),
            ("+33 (0)4 71 20 00 00", "04 71 20 00 00", "tel:+33471200000"),
            ("+33 04 71 20 00 00", "04 71 20 00 00", "tel:+33471200000"),
            ("0033471200000", "04 71 20 00 00", "tel:+33471200000"),
            ("0590 12 34 56", "05 90 12 34 56", "tel:+590590123456"),
            ("+590 690 12 34 56", "06 90 12 34 56", "tel:+590690123456"),
            ("0262 12 34 56", "02 62 12 34 56", "tel:+262262123456"),
            ("0639 12 34 56", "06 39 12 34 56", "tel:+262639123456"),
            ("0594 12 34 56", "05 94 12 34 56", "tel:+594594123456"),
            ("0696 12 34 56", "06 96 12 34 56", "tel:+596696123456"),
            ("0 800 123 456", "0 800 123 456", "tel:+33800123456"),
            ("3949", "39 49", "tel:3949"),
            ("116 117", "116 117", "tel:116117"),
            ("+32 2 555 12 12", "+3225551212", "tel:+3225551212"),
        ] {
            let phone = Phone::parse(text).expect(text);
            assert_eq!((phone.to_string().as_str(), phone.uri().as_str()), (shown, uri));
        }
    }

    #[test]
    fn wrong_numbers_say_why() {
        use PhoneErrorKind::{Character, Prefix, TooLong, TooShort};
        for (text, kind, fix) in [
            ("", TooShort(0), None),
            ("04 71 20 00", TooShort(8), None),
            ("471200000", TooShort(9), Some("04 71 20 00 00")),
            ("04 71 20 00 00 0", TooLong(11), None),
            ("14 71 20 00 00", Prefix, None),
            ("04 71 20 00 0O", Character(13), None),
            ("+33 0590 12 34 56", Prefix, None),
            ("+590 471 20 00 00", Prefix, None),
            ("+12345", TooShort(5), None),
            ("+1234567890123456", TooLong(16), None),
        ] {
            let expected = PhoneError { kind, fix: fix.map(str::to_owned) };
            assert_eq!(Phone::parse(text), Err(expected), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(digits in "0[1-9][0-9]{8}") {
            let phone = Phone::parse(&digits).unwrap();
            prop_assert_eq!(&Phone::parse(&phone.to_string()).unwrap(), &phone);
            prop_assert_eq!(&Phone::parse(&phone.uri()[4..]).unwrap(), &phone);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,20}|[+0-9() ]{0,20}") {
            let _ = Phone::parse(&text);
        }
    }
}
