//! Folding: one spelling for texts that a reader takes for the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Words that lose their vowel before another one, without the apostrophe.
const ELIDED: [&str; 14] = [
    "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
    "quelqu",
];

/// A text reduced for comparison and search: canonically decomposed without its marks,
/// lower-case, `œ` and `æ` in two letters, hyphens, underscores, apostrophes and every
/// kind of space as one plain space, none at either end.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let letters = text.chars().flat_map(char::to_lowercase).nfd();
    for c in letters.filter(|c| !is_combining_mark(*c)) {
        match (ligature(c), is_separator(c)) {
            (Some(letters), _) => out.push_str(letters),
            (None, true) => separate(&mut out),
            (None, false) => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The letters and digits of a word alone, reduced further: what only looks different, such
/// as `²`, is what it stands for.
pub fn fold_letters(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match ligature(c) {
            Some(letters) => folded.push_str(letters),
            None if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            None => decompose_compatible(c, |part| match ligature(part) {
                Some(letters) => folded.push_str(letters),
                None if part.is_alphanumeric() && !is_combining_mark(part) => {
                    folded.extend(part.to_lowercase());
                }
                None => {}
            }),
        }
    }
    folded
}

fn ligature(c: char) -> Option<&'static str> {
    match c {
        'œ' | 'Œ' => Some("oe"),
        'æ' | 'Æ' => Some("ae"),
        _ => None,
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '_' | '\'' | '’' | 'ʼ' | '\u{2010}' | '\u{2011}')
}

fn separate(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// A word without the article or conjunction elided before it: `l'école` is `école`,
/// `aujourd'hui` stays whole.
pub fn strip_elision(word: &str) -> &str {
    match word.split_once(['\'', '’']) {
        Some((head, rest)) if !rest.is_empty() && is_elided(head) => rest,
        _ => word,
    }
}

/// Whether a word is one that French elides (`l`, `qu`, `lorsqu`…), in any case.
pub(super) fn is_elided(word: &str) -> bool {
    ELIDED.iter().any(|elided| elided.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folded_texts() {
        for (text, expected) in [
            ("Actualité", "actualite"),
            ("Cœur de Ville", "coeur de ville"),
            ("ŒUVRE", "oeuvre"),
            ("ex-æquo", "ex aequo"),
            ("L’Haÿ-les-Roses", "l hay les roses"),
            ("saint_flour", "saint flour"),
            ("1\u{a0}200\u{202f}€", "1 200 €"),
            ("  deux   mots ", "deux mots"),
            ("e\u{301}te\u{301}", "ete"),
            ("-'-", ""),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn letters_that_only_look_different_are_what_they_stand_for() {
        for (word, expected) in [
            ("50m²", "50m2"),
            ("Œuvre", "oeuvre"),
            ("ﬁn", "fin"),
            // Small letters above the line that stand for ligatures.
            ("\u{10783}", "ae"),
            ("\u{1d2d}", "ae"),
            ("ꟹ", "oe"),
            ("e\u{301}", "e"),
        ] {
            assert_eq!(fold_letters(word), expected, "{word}");
        }
    }

    #[test]
    fn elisions_go_and_words_stay() {
        for (word, expected) in [
            ("l'école", "école"),
            ("L’Isle", "Isle"),
            ("qu'il", "il"),
            ("Lorsqu’on", "on"),
            ("aujourd'hui", "aujourd'hui"),
            ("presqu'île", "presqu'île"),
            ("école", "école"),
            ("l'", "l'"),
        ] {
            assert_eq!(strip_elision(word), expected);
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn accents_and_case_do_not_count(text in "[a-zA-Zéèàçùôïœ' -]{0,30}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
            prop_assert_eq!(fold(&text.nfd().collect::<String>()), fold(&text));
        }
    }
}
