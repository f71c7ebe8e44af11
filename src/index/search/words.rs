//! The words of a text as search compares them. `search-engine.js` does the same to what a
//! visitor types: what differs here and there is not found.

use std::borrow::Cow;
use std::mem::take;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::fold::{fold_letters, strip_elision};

/// A word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// In lower case, with its accents: what a stemmer wants.
    pub spelling: String,
    /// Without accents, ligatures and apostrophes: what is compared.
    pub form: String,
    /// Whether it stands for several words at once, which come before it: `teletravail` for
    /// `télé-travail`.
    pub joined: bool,
}

/// Characters beyond which a word is noise (an address, a key), not a term.
const LONGEST: usize = 40;

/// The words of a text, in order. Elided articles and English possessives are dropped, the
/// apostrophe inside a word (`aujourd'hui`) is closed up, `1 200` is one number, `E.P.N.` one
/// word; the parts of `Saint-Flour` and of `50m²` are followed by the whole.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut chain: Vec<Word> = Vec::new();
    // Where the run of letters starts, if within one, and where the last one ended.
    let (mut start, mut ended) = (None, 0);
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        match start {
            None if is_letter(c) => start = Some(at),
            Some(from) if !is_letter(c) && !is_apostrophe(c) => {
                add(&mut words, &mut chain, &text[from..at], &text[ended..from]);
                (start, ended) = (None, at);
            }
            _ => {}
        }
    }
    close(&mut words, &mut chain);
    words
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || !c.is_ascii() && is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn is_digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Adds a run of letters to the chain of words that it continues, or begins another one.
fn add(words: &mut Vec<Word>, chain: &mut Vec<Word>, run: &str, gap: &str) {
    let run = run.trim_end_matches(is_apostrophe);
    let run = match run.contains(is_apostrophe) {
        true => Cow::from(run.replace(is_apostrophe, "'")),
        false => Cow::from(run),
    };
    let continues = match (gap, chain.last_mut()) {
        ("." | "·", Some(last)) if takes_letter(last, &run) => {
            return extend(last, &run, "");
        }
        ("." | " " | "\u{a0}" | "\u{202f}" | "\u{2009}", Some(last))
            if is_digits(&run)
                && is_digits(&last.form)
                && takes_digits(last, gap, &run) =>
        {
            return extend(last, &run, " ");
        }
        ("-" | "_" | "\u{2010}" | "\u{2011}", last) => last.is_some(),
        _ => false,
    };
    if !continues {
        close(words, chain);
    }
    let run = match run.contains('\'') {
        true => {
            let whole =
                run.strip_suffix(['s', 'S']).and_then(|run| run.strip_suffix('\''));
            let whole = whole.unwrap_or(&run);
            Cow::from(strip_elision(whole).replace('\'', ""))
        }
        false => run,
    };
    let digits = run.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = run.split_at(digits);
    chain.extend([number, rest].into_iter().filter(|part| !part.is_empty()).map(word));
}

/// `E.P` becomes `E.P.N`, `habitant·e` becomes `habitantes`.
fn takes_letter(word: &Word, run: &str) -> bool {
    let mut letters = run.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.next().is_none()
        && word.form.chars().all(char::is_alphabetic)
}

/// `15` becomes `15 100`, `04 71` becomes `04 71 20`; a year before a number stays one.
fn takes_digits(word: &Word, gap: &str, run: &str) -> bool {
    let first = word.spelling.split(' ').next().unwrap_or_default();
    match run.len() {
        2 => first.len() == 2 && first.starts_with('0') && word.form.len() < 10,
        3 => first.len() < 4 && gap != ".",
        _ => false,
    }
}

fn extend(word: &mut Word, run: &str, between: &str) {
    let more = self::word(run);
    word.spelling = format!("{}{between}{}", word.spelling, more.spelling);
    word.form.push_str(&more.form);
}

fn word(run: &str) -> Word {
    // Most words: nothing in them has an accent to lose.
    if run.is_ascii()
        && !run.eq_ignore_ascii_case("st")
        && !run.eq_ignore_ascii_case("ste")
    {
        let spelling = run.to_ascii_lowercase();
        return Word { form: spelling.clone(), spelling, joined: false };
    }
    let spelling: String = match run.chars().any(is_combining_mark) {
        true => run.nfc().flat_map(char::to_lowercase).collect(),
        false => run.chars().flat_map(char::to_lowercase).collect(),
    };
    let form = fold_letters(&spelling);
    match form.as_str() {
        "st" | "ste" => {
            let whole = form.replacen("st", "saint", 1);
            Word { spelling: whole.clone(), form: whole, joined: false }
        }
        _ => Word { spelling, form, joined: false },
    }
}

/// Ends a chain: its words, then what they make together.
fn close(words: &mut Vec<Word>, chain: &mut Vec<Word>) {
    let is_short =
        |word: &Word| !word.form.is_empty() && word.form.chars().count() <= LONGEST;
    let whole = (chain.len() > 1).then(|| join(chain));
    words.extend(take(chain).into_iter().chain(whole).filter(is_short));
}

/// Several words as one.
fn join(words: &[Word]) -> Word {
    let all = |of: fn(&Word) -> &str| words.iter().map(of).collect::<String>();
    Word {
        spelling: all(|word| &word.spelling),
        form: all(|word| &word.form),
        joined: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.form).collect()
    }

    #[test]
    fn words_of_french() {
        for (text, expected) in [
            ("l’Auvergne d'Aurillac", "auvergne aurillac"),
            ("Aujourd’hui, jusqu'à l'été", "aujourdhui a ete"),
            ("'citation' d’aujourd’hui", "citation aujourdhui"),
            ("« l' » — ’ e\u{301}te\u{301}", "l ete"),
            ("Œuvre, ex æquo", "oeuvre ex aequo"),
            (
                "Saint-Flour st flour Ste‑Marie",
                "saint flour saintflour saint flour sainte marie saintemarie",
            ),
            ("le télé-travail", "le tele travail teletravail"),
            (
                "1 200 € ou 1\u{202f}200\u{a0}000 F, en 2025 300 pas",
                "1200 ou 1200000 f en 2025 300 pas",
            ),
            ("50 m², 50m², 4G, 1 Gbit/s", "50 m2 50 m2 50m2 4 g 4g 1 gbit s"),
            ("un E.P.N. ou EPN. A. Durand", "un epn ou epn a durand"),
            ("habitant·e·s installé.e.s", "habitantes installees"),
            ("04 71 20 00 00 ou 04.71.20.00.01", "0471200000 ou 0471200001"),
            ("15 100 Saint", "15100 saint"),
            ("the town’s offices, TOWN'S", "the town offices town"),
            ("- -a- --b", "a b"),
            ("¼", "14"),
        ] {
            assert_eq!(forms(text).join(" "), expected, "{text}");
        }
        assert!(words(&"x".repeat(LONGEST + 1)).is_empty());
    }

    #[test]
    fn spellings_keep_accents() {
        let words = words("Télé-Travail E\u{301}te\u{301}");
        let spellings: Vec<_> = words.iter().map(|word| word.spelling.as_str()).collect();
        assert_eq!(spellings, ["télé", "travail", "télétravail", "été"]);
        assert!(words[2].joined && !words[1].joined);
    }

    proptest! {
        #[test]
        fn the_words_of_forms_are_those_forms(text in "\\PC{0,40}") {
            for form in forms(&text) {
                let is_kept = |again: &String| *again == form;
                // `st` was written out already; a number before letters comes apart again.
                prop_assert!(forms(&form).iter().any(is_kept), "{form}");
            }
        }

        #[test]
        fn accents_and_case_do_not_count(text in "[a-zA-Zéèàçùôïœ' -]{0,30}") {
            prop_assert_eq!(forms(&text.to_uppercase()), forms(&text));
            prop_assert_eq!(forms(&text.nfd().collect::<String>()), forms(&text));
        }
    }
}
