//! How hard a text is to read: its sentences, its syllables, and one figure from both.

mod sentence;
mod syllable;

pub use sentence::sentences;
use syllable::syllables;

use crate::text::locale::Lang;

/// How much a reader has to take in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    /// Words: what stands between spaces and holds a letter or a digit.
    pub words: u32,
    /// Their syllables.
    pub syllables: u32,
}

/// The load of a text.
pub fn load(lang: Lang, text: &str) -> Load {
    let words = text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric));
    words.fold(Load::default(), |load, word| Load {
        words: load.words + 1,
        syllables: load.syllables + syllables(lang, word),
    })
}

/// How easily a text of so many sentences reads, from 100 (at once) to 0 (with great
/// pains): the formula of Kandel and Moles for French, Flesch's for English. `None` for
/// other languages, and for a text without words.
pub fn ease(lang: Lang, sentences: u32, load: Load) -> Option<f64> {
    let (base, by_syllable) = match lang {
        Lang::FR => (207.0, 73.6),
        Lang::EN => (206.835, 84.6),
        _ => return None,
    };
    if load.words == 0 || sentences == 0 {
        return None;
    }
    let words = f64::from(load.words);
    let score = base
        - 1.015 * words / f64::from(sentences)
        - by_syllable * f64::from(load.syllables) / words;
    Some(score.clamp(0.0, 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(lang: Lang, text: &str) -> f64 {
        let n_sentences = u32::try_from(sentences(text).len()).unwrap();
        ease(lang, n_sentences, load(lang, text)).expect("a text with words")
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
        let german = "de".parse().unwrap();
        assert_eq!(ease(german, 1, load(german, "Guten Tag.")), None);
        assert_eq!(ease(Lang::FR, 1, load(Lang::FR, "…")), None);
        assert_eq!(ease(Lang::FR, 0, Load::default()), None);
    }
}
