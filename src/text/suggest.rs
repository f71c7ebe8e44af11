//! "Did you mean": the known words nearest to one that nobody knows.

use super::fold::fold;
use std::collections::BTreeSet;
use strsim::damerau_levenshtein;

/// How many suggestions a reader can weigh at once.
const MOST: usize = 3;

/// How a candidate differs from what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// Only accents, case, hyphens, apostrophes or spaces differ.
    AccentOnly,
    /// That many letters were added, dropped, changed or swapped.
    Letters(usize),
}

/// The candidates near the input, best first, at most three.
///
/// Near means a Damerau-Levenshtein distance, between folded texts, of at most a third of
/// the input's length (and at least one), without changing every letter. Equal distances sort by candidate, so the
/// result does not depend on the order of the candidates.
pub fn matches<'a>(
    input: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Vec<(&'a str, Match)> {
    let folded = fold(input);
    let length = folded.chars().count();
    let tolerance = (length / 3).max(1);
    let near = |candidate: &'a str| {
        let other = fold(candidate);
        if other.chars().count().abs_diff(length) > tolerance {
            return None;
        }
        let distance = damerau_levenshtein(&folded, &other);
        (distance <= tolerance && distance < length).then_some((distance, candidate))
    };
    let ranked: BTreeSet<_> = candidates.into_iter().filter_map(near).collect();
    ranked.into_iter().take(MOST).map(|(d, text)| (text, kind(d))).collect()
}

/// The candidates of [`matches`] alone.
pub fn nearest<'a>(
    input: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    matches(input, candidates).into_iter().map(|(text, _)| text).collect()
}

/// The one candidate that only accents, case, hyphens, apostrophes or spaces tell from the
/// input: nothing else can have been meant.
pub fn respelled<'a>(
    input: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let folded = fold(input);
    let mut same = candidates.into_iter().filter(|other| fold(other) == folded);
    let only = same.next()?;
    same.next().is_none().then_some(only)
}

fn kind(distance: usize) -> Match {
    match distance {
        0 => Match::AccentOnly,
        letters => Match::Letters(letters),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEYS: [&str; 8] =
        ["titre", "résumé", "commune", "communes", "prix", "loyer", "alt", "alias"];

    #[test]
    fn suggestions() {
        for (input, expected) in [
            ("tire", vec![("titre", Match::Letters(1))]),
            ("titer", vec![("titre", Match::Letters(1))]),
            ("resume", vec![("résumé", Match::AccentOnly)]),
            ("RÉSUMÉ", vec![("résumé", Match::AccentOnly)]),
            (
                "comune",
                vec![("commune", Match::Letters(1)), ("communes", Match::Letters(2))],
            ),
            ("at", vec![("alt", Match::Letters(1))]),
            ("surface", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(matches(input, KEYS), expected, "{input}");
        }
    }

    #[test]
    fn three_at_most_in_alphabetical_order() {
        assert_eq!(nearest("xa", ["xe", "xd", "xc", "xb"]), ["xb", "xc", "xd"]);
        // A letter alone resembles nothing.
        assert!(nearest("a", ["b", "c"]).is_empty());
    }

    #[test]
    fn the_same_word_spelled_otherwise() {
        assert_eq!(respelled("Titré", KEYS), Some("titre"));
        assert_eq!(respelled("titer", KEYS), None);
        assert_eq!(respelled("a b", ["a-b", "a_b"]), None);
    }

    proptest! {
        #[test]
        fn order_of_candidates_does_not_matter(
            input in "[a-d]{1,6}",
            words in proptest::collection::vec("[a-d]{1,6}", 0..12),
        ) {
            let forward = nearest(&input, words.iter().map(String::as_str));
            let backward = nearest(&input, words.iter().rev().map(String::as_str));
            prop_assert_eq!(forward, backward);
        }
    }
}
