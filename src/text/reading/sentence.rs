//! Where sentences end: not after « M. », « art. 3 », an initial or inside an address.

/// Words that a full stop shortens without ending the sentence, in lower case.
const SHORT: [&str; 45] = [
    "adm", "al", "apr", "art", "av", "bd", "cf", "ch", "chap", "coll", "dir", "dr",
    "e.g", "env", "ex", "fig", "i.e", "janv", "févr", "juil", "sept", "oct", "nov",
    "déc", "m", "me", "mm", "mme", "mmes", "mlle", "mr", "mrs", "ms", "no", "p", "pp",
    "pr", "réf", "st", "ste", "tél", "tel", "vol", "vs", "éd",
];

/// The sentences of a text on one line, in order, without the space around them.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut marks = text.match_indices(is_mark).map(|(at, _)| at).peekable();
    while let Some(at) = marks.next() {
        while marks.next_if(|next| text[at..*next].chars().all(is_mark)).is_some() {}
        let end = closing(text, at);
        if is_end(&text[start..at], &text[at..end], &text[end..]) {
            found.push(text[start..end].trim());
            start = end;
        }
    }
    found.push(text[start..].trim());
    found.retain(|sentence| sentence.contains(char::is_alphanumeric));
    found
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

/// The byte after the marks at a place, and the quotation marks and brackets they close.
fn closing(text: &str, at: usize) -> usize {
    let marks = text[at..].trim_start_matches(is_mark);
    let quoted = marks.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let rest = if quoted.starts_with('»') { quoted } else { marks };
    text.len() - rest.trim_start_matches(['»', '”', '’', '"', ')', ']']).len()
}

fn is_end(before: &str, marks: &str, after: &str) -> bool {
    let next = after.trim_start();
    if next.len() == after.len() && !after.is_empty() {
        return false;
    }
    if next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_punctuation()) {
        return false;
    }
    marks != "." || !is_short(before)
}

/// Whether the last word is one that a full stop only shortens: a known one, or an initial.
fn is_short(before: &str) -> bool {
    let apart = |c: char| c.is_whitespace() || matches!(c, '’' | '\'' | '(' | '«' | '-');
    let word = before.rsplit(apart).next().unwrap_or_default();
    let mut letters = word.chars();
    let initial =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial || SHORT.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_end_where_readers_stop() {
        for (text, expected) in [
            ("Un. Deux ! Trois ? Quatre… Cinq", 5),
            ("M. Dupont et Mme. Durand arrivent.", 1),
            ("Voir l’art. 3 et la p. 12. Puis rien.", 2),
            ("Il cite J. Martin et J.-P. Petit. Voilà.", 2),
            ("Des postes, des salles, etc. sont là.", 1),
            ("Des postes, des salles, etc. Le reste suit.", 2),
            ("Comptez 1.5 Mbit/s. Pas plus.", 2),
            ("Écrivez à www.example.org. Merci.", 2),
            ("Lisez https://www.example.org/a.b?c=d. Merci.", 2),
            ("Le bureau n° 5 (au 1er étage.) Une salle.", 2),
            ("« Venez voir ! » Il avait raison.", 2),
            ("« Qui ? » demanda-t-elle.", 1),
            ("Vraiment ?! Oui...", 2),
            ("10. Une étape", 2),
            ("", 0),
            ("— …", 0),
        ] {
            assert_eq!(sentences(text).len(), expected, "{text}: {:?}", sentences(text));
        }
    }

    #[test]
    fn sentences_keep_their_marks() {
        let text = "« Venez voir ! » Il avait raison.";
        assert_eq!(sentences(text), ["« Venez voir ! »", "Il avait raison."]);
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in "[a-zA-ZÀ-ÿ0-9 .!?…»«(),;’-]{0,80}") {
            let letters = |text: &str| {
                text.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
            };
            prop_assert_eq!(letters(&sentences(&text).concat()), letters(&text));
        }

        #[test]
        fn a_sentence_is_one(text in "\\PC{0,60}") {
            for sentence in sentences(&text) {
                prop_assert_eq!(sentence, sentence.trim());
                prop_assert!(sentence.contains(char::is_alphanumeric));
            }
        }
    }
}
