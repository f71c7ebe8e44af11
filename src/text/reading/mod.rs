//! How hard a text is to read: its sentences, its syllables, and one figure from both.

mod sentence;
mod syllable;

pub use sentence::sentences;
pub use syllable::syllables;

use crate::text::locale::Lang;

/// The words of a text: what stands between spaces and holds a letter or a digit.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric))
}

/// How easily a text reads, from 100 (at once) to 0 (with great pains): the formula of
/// Kandel and Moles for French, Flesch's for English. `None` for other languages, and for
/// a text without words.
pub fn ease<'a>(lang: Lang, sentences: impl Iterator<Item = &'a str>) -> Option<f64> {
    let (base, by_word) = match lang {
        Lang::FR => (207.0, 73.6),
        Lang::EN => (206.835, 84.6),
        _ => return None,
    };
    let (mut n_sentences, mut n_words, mut n_syllables) = (0_u32, 0_u32, 0_u32);
    for sentence in sentences {
        n_sentences += 1;
        for word in words(sentence) {
            n_words += 1;
            n_syllables += syllables(lang, word);
        }
    }
    if n_words == 0 {
        return None;
    }
    let words = f64::from(n_words);
    let score = base
        - 1.015 * words / f64::from(n_sentences)
        - by_word * f64::from(n_syllables) / words;
    Some(score.clamp(0.0, 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(lang: Lang, text: &str) -> f64 {
        ease(lang, sentences(text).into_iter()).expect("a text with words")
    }

    #[test]
    fn short_words_and_sentences_read_better() {
        let plain = "Le bureau est au bout de la rue. On y vient à pied.";
        let office = "La contractualisation pluriannuelle des interventions \
            départementales s’inscrit dans une démarche d’accompagnement territorialisée.";
        assert!(score(Lang::FR, plain) > 80.0);
        assert!(score(Lang::FR, office) < 20.0);
        assert!(score(Lang::EN, "The cat sat on the mat.") > 90.0);
    }

    #[test]
    fn other_languages_and_empty_texts_have_no_figure() {
        assert_eq!(ease("de".parse().unwrap(), ["Guten Tag."].into_iter()), None);
        assert_eq!(ease(Lang::FR, ["…"].into_iter()), None);
        assert_eq!(ease(Lang::FR, std::iter::empty()), None);
    }
}
