//! What search knows of a language: how it inflects, which of its words tell nothing.

use std::collections::BTreeSet;

use snowball_stemmers_rs::{Algorithm, Stemmer};

/// A language of search.
pub struct Language {
    stemmer: Option<Stemmer>,
    stop_words: BTreeSet<&'static str>,
    /// Endings that a visitor may write where the portal has others, as an expression that
    /// the script understands.
    pub endings: &'static str,
}

/// The language of a code; one that is not known is neither stemmed nor stripped of stop words.
pub fn language(code: &str) -> Language {
    match code {
        "fr" => Language {
            stemmer: Some(Stemmer::create(Algorithm::French)),
            stop_words: BTreeSet::from(FRENCH_STOP_WORDS),
            endings: FRENCH_ENDINGS,
        },
        "en" => Language {
            stemmer: Some(Stemmer::create(Algorithm::English)),
            stop_words: BTreeSet::from(ENGLISH_STOP_WORDS),
            endings: ENGLISH_ENDINGS,
        },
        _ => Language { stemmer: None, stop_words: BTreeSet::new(), endings: "s" },
    }
}

impl Language {
    /// What the inflections of a word have in common.
    pub fn stem(&self, spelling: &str) -> String {
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(spelling).into_owned(),
            None => spelling.to_owned(),
        }
    }

    /// Whether a folded word never tells one page from another.
    pub fn is_stop_word(&self, form: &str) -> bool {
        form.len() <= LONGEST_STOP_WORD && self.stop_words.contains(form)
    }

    /// The stop words, folded.
    pub fn stop_words(&self) -> Vec<&'static str> {
        self.stop_words.iter().copied().collect()
    }
}

/// Most words are longer: there is no need to look.
const LONGEST_STOP_WORD: usize = 7;

const FRENCH_ENDINGS: &str = "(?:ations?|ements?|ateurs?|atrices?|euses?|eurs?|ables?|[ea]nces?|ites?|iques?|ives?|ifs?|eaux?|aux?|al|ail|ees?|es?|[sx]|e?rai?t?|[ei]rs?|ez|e?nt|ant[es]*|ons|[ai]it|is|i)";
const ENGLISH_ENDINGS: &str = "(?:ations?|ments?|ings?|ness|ers?|ed|e?s|ly|e|y|ies)";

/// Folded, and only words that never tell one page from another: `ete` is a season, `sans`,
/// `pas`, `chez` change a meaning.
#[rustfmt::skip]
const FRENCH_STOP_WORDS: [&str; 82] = [
    "a", "ai", "au", "aux", "avec", "avons", "avez", "c", "ca", "ce", "ceci", "cela", "ces",
    "cet", "cette", "d", "dans", "de", "des", "du", "elle", "elles", "en", "es", "est", "et",
    "eux", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "leurs", "lui", "m", "ma",
    "mais", "me", "mes", "mon", "n", "ne", "nos", "notre", "nous", "on", "ont", "ou", "par",
    "pour", "qu", "que", "quel", "quelle", "quelles", "quels", "qui", "s", "sa", "se", "ses",
    "son", "sont", "suis", "sur", "t", "ta", "te", "tes", "ton", "tu", "un", "une", "vos",
    "votre", "vous", "y", "etes",
];

#[rustfmt::skip]
const ENGLISH_STOP_WORDS: [&str; 50] = [
    "a", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by", "do", "does", "for",
    "from", "had", "has", "have", "he", "her", "his", "i", "if", "in", "is", "it", "its", "me",
    "my", "of", "on", "or", "our", "she", "so", "than", "that", "the", "their", "them", "they",
    "this", "to", "was", "we", "were", "with", "you", "your", "us",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::search::words::words;

    #[test]
    fn stop_words_are_folded() {
        for code in ["fr", "en"] {
            for word in language(code).stop_words() {
                assert_eq!(words(word)[0].form, word);
                assert!(word.len() <= LONGEST_STOP_WORD, "{word}");
            }
        }
    }

    #[test]
    fn inflections_share_their_stem() {
        let (french, english) = (language("fr"), language("en"));
        for (language, forms) in [
            (&french, ["télécentre", "télécentres"]),
            (&french, ["installée", "installation"]),
            (&french, ["premier", "première"]),
            (&french, ["cheval", "chevaux"]),
            (&english, ["working", "works"]),
        ] {
            assert_eq!(language.stem(forms[0]), language.stem(forms[1]), "{forms:?}");
        }
        assert_eq!(language("de").stem("Häuser"), "Häuser");
    }
}
