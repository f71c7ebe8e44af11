//! Numbers with a decimal point and nothing around.

use super::ScalarError;

/// The ways to get a number wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberErrorKind {
    /// A word of approximation before it: `env. 40`.
    Approximate(String),
    /// A unit after it: `12 %`, `1200 €`.
    Unit(String),
    /// Groups of digits set apart: `1 200`.
    Grouping,
    /// A decimal comma: `12,5`.
    DecimalComma,
    /// Zeros before the number: `07`, which is rather a code than a number.
    LeadingZero,
    /// Decimals where only a whole number has a meaning.
    NotWhole,
    /// Too large for a whole number of 64 bits, or not finite.
    TooLarge,
    /// Nothing that reads as a number.
    NotANumber,
}

/// A number that cannot be read, and why.
pub type NumberError = ScalarError<NumberErrorKind>;

/// Reads a number: digits, with a sign before and a decimal point inside if need be.
pub fn number(text: &str) -> Result<f64, NumberError> {
    let text = text.trim();
    if !is_plain_number(text) {
        return Err(number_error(text));
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(ScalarError { kind: NumberErrorKind::TooLarge, fix: None }),
    }
}

/// Reads a whole number.
pub fn integer(text: &str) -> Result<i64, NumberError> {
    let text = text.trim();
    number(text).map_err(|error| match error.fix {
        Some(fix) if fix.contains('.') => {
            ScalarError { kind: NumberErrorKind::NotWhole, fix: None }
        }
        fix => ScalarError { kind: error.kind, fix },
    })?;
    match text.split_once('.') {
        None => text
            .parse()
            .map_err(|_| ScalarError { kind: NumberErrorKind::TooLarge, fix: None }),
        Some((whole, decimals)) => {
            let fix = decimals.bytes().all(|b| b == b'0').then(|| whole.to_owned());
            Err(ScalarError { kind: NumberErrorKind::NotWhole, fix })
        }
    }
}

fn is_plain_number(text: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, decimals) = match unsigned.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (unsigned, None),
    };
    digits(whole)
        && decimals.is_none_or(digits)
        && !(whole.len() > 1 && whole.starts_with('0'))
}

fn number_error(text: &str) -> NumberError {
    use NumberErrorKind::{
        Approximate, DecimalComma, Grouping, LeadingZero, NotANumber, Unit,
    };
    let Some((before, digits, after)) = around_digits(text) else {
        return ScalarError { kind: NotANumber, fix: None };
    };
    let kind = match (before, after) {
        ("", "") if !are_thousands(digits) => NotANumber,
        ("", "") if digits.contains(char::is_whitespace) => Grouping,
        ("", "") if digits.contains(',') => DecimalComma,
        ("", "") if digits.trim_start_matches(['-', '+']).starts_with('0') => LeadingZero,
        ("", "") => NotANumber,
        ("", unit) => Unit(unit.to_owned()),
        (word, _) if is_approximation(word) => Approximate(word.to_owned()),
        ("€", "") => Unit("€".to_owned()),
        _ => NotANumber,
    };
    let certain = kind != NotANumber && !is_multiple(after);
    let fix = if certain { unformatted(digits) } else { None };
    ScalarError { kind, fix }
}

/// Whether the fix of a faulty number is beyond doubt: nothing is dropped but the unit
/// that its field has anyway (`help` says which), and spaces only part thousands.
pub fn is_sure_number(text: &str, help: &str) -> bool {
    let Some((before, digits, after)) = around_digits(text.trim()) else { return false };
    let alone = before.is_empty() || (before == "€" && after.is_empty());
    let unit = if before == "€" { before } else { after };
    alone && are_thousands(digits) && (unit.is_empty() || is_unit_of(unit, help))
}

/// Whether the groups of digits are those of one number.
fn are_thousands(digits: &str) -> bool {
    let whole = digits.trim_start_matches(['-', '+']);
    let whole = whole.split_once(',').map_or(whole, |(whole, _)| whole);
    let mut groups = whole.split(|c: char| c.is_whitespace());
    let first = groups.next().unwrap_or_default();
    let first_is_short = first.len() <= 3;
    let mut others = groups.peekable();
    let is_one_group = others.peek().is_none();
    let group = |group: &str| {
        let digits = group.split_once('.').map_or(group, |(digits, _)| digits);
        digits.len() == 3
    };
    is_one_group || (first_is_short && others.all(group))
}

/// Whether what follows a number starts with the unit that its field has anyway, such as
/// `€ FAI` for a price in euros.
pub fn starts_with_unit(unit: &str, help: &str) -> bool {
    unit.split_whitespace().next().is_some_and(|word| is_unit_of(word, help))
}

/// Whether a unit is the one that the help of a field names.
fn is_unit_of(unit: &str, help: &str) -> bool {
    let unit = unit.to_lowercase().replace('€', "euros").replace('/', " par ");
    let unit = match unit.trim() {
        "euro" | "eur" => "euros",
        "m2" => "m²",
        "mbit par s" | "mbits par s" | "mb par s" | "mbps" => "mbit/s",
        other => other,
    };
    let help = help.to_lowercase().replace("pourcents", "%");
    let folded = super::super::fold::fold(unit);
    super::super::fold::fold(&help).split(' ').any(|word| word == folded)
        || (unit.starts_with("euros par") && help.contains(unit))
}

/// The number meant by one whose thousands a point parts, such as `85.000`: it reads as 85.
pub fn dotted_thousands(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.trim().split('.').collect();
    let (first, others) = groups.split_first()?;
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let starts = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let thousands = others.iter().all(|group| group.len() == 3 && digits(group));
    (!others.is_empty() && starts && digits(first) && thousands).then(|| groups.concat())
}

/// What stands before the digits, the digits with what groups them, and what follows.
fn around_digits(text: &str) -> Option<(&str, &str, &str)> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let start = match text[..first].chars().next_back() {
        Some(sign @ ('-' | '+')) => first - sign.len_utf8(),
        _ => first,
    };
    let inside = |c: char| c.is_ascii_digit() || c.is_whitespace() || ",.".contains(c);
    let end = text[first..].find(|c| !inside(c)).map_or(text.len(), |n| first + n);
    let digits = text[start..end].trim_end();
    Some((text[..start].trim(), digits, text[end..].trim()))
}

fn is_approximation(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "env.",
        "env",
        "environ",
        "~",
        "≈",
        "plus de",
        "près de",
        "pres de",
        "moins de",
        "à partir de",
        "dès",
        "autour de",
        "jusqu’à",
        "about",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}

/// Whether a unit multiplies the number (`12 k€`) or holds a second one (`10-20`).
fn is_multiple(unit: &str) -> bool {
    const MULTIPLES: [&str; 6] = ["k", "K", "k€", "K€", "M€", "Md€"];
    let word = unit.split_whitespace().next().unwrap_or_default();
    let unit = unit.replace("m2", "m²");
    unit.contains(|c: char| c.is_ascii_digit())
        || MULTIPLES.contains(&word)
        || word.starts_with("mill")
}

/// The digits without grouping and with a decimal point, unless a comma may be either.
fn unformatted(digits: &str) -> Option<String> {
    let joined: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = match joined.split_once(',') {
        Some((_, decimals)) if decimals.len() == 3 => return None,
        Some((whole, decimals)) => format!("{}.{decimals}", whole.replace('.', "")),
        None => joined,
    };
    let sign = if plain.starts_with('-') { "-" } else { "" };
    let unsigned = plain.trim_start_matches(['-', '+']);
    let trimmed = unsigned.trim_start_matches('0');
    let lost_zero = trimmed.is_empty() || trimmed.starts_with('.');
    let plain = format!("{sign}{}{trimmed}", if lost_zero { "0" } else { "" });
    is_plain_number(&plain).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_numbers() {
        for (text, expected) in [
            ("0", 0.0),
            ("1200", 1200.0),
            ("-3.5", -3.5),
            ("+12", 12.0),
            ("0.25", 0.25),
            (" 350 ", 350.0),
        ] {
            assert_eq!(number(text), Ok(expected), "{text}");
        }
        assert_eq!(integer("1200"), Ok(1200));
        assert_eq!(integer("-7"), Ok(-7));
    }

    #[test]
    fn other_notations_of_numbers() {
        use NumberErrorKind::*;
        let unit = |u: &str| Unit(u.to_owned());
        let about = |w: &str| Approximate(w.to_owned());
        for (text, kind, fix) in [
            ("1 200 €", unit("€"), Some("1200")),
            ("€1200", unit("€"), Some("1200")),
            ("1200,50", DecimalComma, Some("1200.50")),
            ("1200,50 €", unit("€"), Some("1200.50")),
            ("1.200,50", DecimalComma, Some("1200.50")),
            ("1,200", DecimalComma, None),
            ("10 20", NotANumber, None),
            ("92 m2", unit("m2"), Some("92")),
            ("à partir de 90 000 €", about("à partir de"), Some("90000")),
            ("12 %", unit("%"), Some("12")),
            ("12%", unit("%"), Some("12")),
            ("85 m²", unit("m²"), Some("85")),
            ("30 km", unit("km"), Some("30")),
            ("100 Mbit/s", unit("Mbit/s"), Some("100")),
            ("12 k€", unit("k€"), None),
            ("3 millions", unit("millions"), None),
            ("10-20", unit("-20"), None),
            ("env. 40", about("env."), Some("40")),
            ("Environ 1 500 €", about("Environ"), Some("1500")),
            ("~12,5", about("~"), Some("12.5")),
            ("plus de 60", about("plus de"), Some("60")),
            ("1 200", Grouping, Some("1200")),
            ("1\u{202f}200", Grouping, Some("1200")),
            ("-1 200,5", Grouping, Some("-1200.5")),
            ("07", LeadingZero, Some("7")),
            ("00.5", LeadingZero, Some("0.5")),
            ("1e3", unit("e3"), None),
            ("0x1F", unit("x1F"), None),
            ("1_000", unit("_000"), None),
            ("1.2.3", NotANumber, None),
            ("le 3", NotANumber, None),
            ("beaucoup", NotANumber, None),
            ("", NotANumber, None),
            (".inf", NotANumber, None),
        ] {
            let fix = fix.map(str::to_owned);
            assert_eq!(number(text), Err(ScalarError { kind, fix }), "{text}");
        }
    }

    #[test]
    fn some_fixes_drop_what_was_meant() {
        for (text, help) in [
            ("1 200 €", "prix en euros"),
            ("€1200", "prix en euros"),
            ("1200,50", ""),
            ("1\u{202f}200", ""),
            ("450 €/mois", "loyer en euros par mois"),
            ("92 m2", "surface en m²"),
            ("300 Mbit/s", "débit en Mbit/s"),
            ("12 places", "nombre de places"),
            ("20 %", "part en %"),
            ("07", ""),
        ] {
            assert!(is_sure_number(text, help), "{text}");
        }
        for (text, help) in [
            ("12 %", "le chiffre"),
            ("env. 40", "nombre de membres"),
            ("2 ha", "surface en m²"),
            ("1 Gbit/s", "débit en Mbit/s"),
            ("10 20", ""),
            ("06 12 34", ""),
            ("450 € hors charges", "loyer en euros par mois"),
        ] {
            assert!(!is_sure_number(text, help), "{text}");
        }
    }

    #[test]
    fn thousands_that_a_point_parts_are_found() {
        assert_eq!(dotted_thousands("85.000"), Some("85000".to_owned()));
        assert_eq!(dotted_thousands("1.200.000"), Some("1200000".to_owned()));
        for text in ["85.5", "0.125", "1200.000", "85", "1.20a", ".000", ""] {
            assert_eq!(dotted_thousands(text), None, "{text}");
        }
    }

    #[test]
    fn whole_numbers_only() {
        use NumberErrorKind::*;
        for (text, kind, fix) in [
            ("12.0", NotWhole, Some("12")),
            ("12.5", NotWhole, None),
            ("12,5", NotWhole, None),
            ("1 200", Grouping, Some("1200")),
            ("99999999999999999999", TooLarge, None),
        ] {
            let fix = fix.map(str::to_owned);
            assert_eq!(integer(text), Err(ScalarError { kind, fix }), "{text}");
        }
        assert_eq!(number(&"9".repeat(400)).unwrap_err().kind, TooLarge);
    }

    proptest! {
        #[test]
        fn a_fix_is_always_accepted(text in "\\PC{0,20}|[-+0-9 ,.€%k~]{0,16}") {
            if let Err(ScalarError { fix: Some(fix), .. }) = number(&text) {
                prop_assert!(number(&fix).is_ok(), "{}", fix);
            }
            if let Err(ScalarError { fix: Some(fix), .. }) = integer(&text) {
                prop_assert!(integer(&fix).is_ok(), "{}", fix);
            }
        }

        #[test]
        fn whole_numbers_read_back(value: i64) {
            prop_assert_eq!(integer(&value.to_string()), Ok(value));
        }
    }
}
