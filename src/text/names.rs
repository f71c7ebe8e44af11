//! Names of days and months as people write them, in French and in English.
//!
//! ICU writes these names; nothing reads them, with their abbreviations.

use super::fold::fold;
use jiff::civil::Weekday;

/// Folded names from Monday. `mar` is not here: it may be a month.
const DAYS: [&[&str]; 7] = [
    &["lundi", "lundis", "lun", "lu", "mo", "mon", "monday"],
    &["mardi", "mardis", "ma", "tu", "tue", "tuesday"],
    &["mercredi", "mercredis", "mer", "me", "we", "wed", "wednesday"],
    &["jeudi", "jeudis", "jeu", "je", "th", "thu", "thursday"],
    &["vendredi", "vendredis", "ven", "ve", "fr", "fri", "friday"],
    &["samedi", "samedis", "sam", "sa", "sat", "saturday"],
    &["dimanche", "dimanches", "dim", "di", "su", "sun", "sunday"],
];

/// Folded names from January.
const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "jan", "january"],
    &["fevrier", "fevr", "fev", "feb", "february"],
    &["mars", "march"],
    &["avril", "avr", "apr", "april"],
    &["mai", "may"],
    &["juin", "jun", "june"],
    &["juillet", "juil", "jul", "july"],
    &["aout", "aug", "august"],
    &["septembre", "sept", "sep", "september"],
    &["octobre", "oct", "october"],
    &["novembre", "nov", "november"],
    &["decembre", "dec", "december"],
];

/// The day that a word names, in any case and with or without accents.
pub fn weekday(word: &str) -> Option<Weekday> {
    let place = i8::try_from(place(&DAYS, word)?).ok()?;
    Weekday::from_monday_zero_offset(place).ok()
}

/// The month that a word names, from 1 to 12.
pub fn month(word: &str) -> Option<i8> {
    i8::try_from(place(&MONTHS, word)? + 1).ok()
}

fn place(names: &[&[&str]], word: &str) -> Option<usize> {
    let folded = fold(word);
    names.iter().position(|names| names.contains(&folded.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::locale::{Lang, Locale};
    use super::*;

    #[test]
    fn icu_names_read_back() {
        for locale in [Lang::FR, Lang::EN].map(Locale::new) {
            for number in 1..=12 {
                assert_eq!(month(&locale.month(number)), Some(number));
            }
            for day in Weekday::Monday.cycle_forward().take(7) {
                assert_eq!(weekday(&locale.weekday(day)), Some(day));
            }
        }
    }

    #[test]
    fn no_name_means_two_things() {
        let mut names: Vec<_> = DAYS.concat();
        names.extend(MONTHS.concat());
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert_eq!((weekday("mar"), month("mar"), weekday("")), (None, None, None));
    }
}
