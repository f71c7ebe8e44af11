//! Syllables, counted by groups of vowels: near enough for a mean over a page.

use crate::text::locale::Lang;

/// How many syllables a word has, at least one.
pub fn syllables(lang: Lang, word: &str) -> u32 {
    let lower: String;
    let word = if word.contains(char::is_uppercase) {
        lower = word.to_lowercase();
        &lower
    } else {
        word
    };
    let parts = word.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty());
    let count = |part: &str| match lang {
        Lang::EN => english(part),
        _ => french(part),
    };
    parts.map(count).sum::<u32>().max(1)
}

fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'a' | 'e'
            | 'i'
            | 'o'
            | 'u'
            | 'y'
            | 'à'
            | 'â'
            | 'ä'
            | 'é'
            | 'è'
            | 'ê'
            | 'ë'
            | 'î'
            | 'ï'
            | 'ô'
            | 'ö'
            | 'ù'
            | 'û'
            | 'ü'
            | 'œ'
            | 'æ'
    )
}

/// Elided words (« l’ », « qu’ ») have none; a final mute `e` does not count.
fn french(part: &str) -> u32 {
    let mut count = 0;
    let mut last = ' ';
    let mut letters = part.chars().peekable();
    while let Some(c) = letters.next() {
        let before_vowel = letters.peek().copied().is_some_and(is_vowel);
        let silent = match c {
            'u' => matches!(last, 'q' | 'g') && before_vowel,
            'y' => is_vowel(last) && before_vowel,
            _ => false,
        };
        let c = if silent { ' ' } else { c };
        let apart = !is_vowel(last)
            || matches!(c, 'ï' | 'ë' | 'ü')
            || (matches!(c, 'é' | 'è' | 'ê') && matches!(last, 'a' | 'o' | 'é'))
            || (last == 'é' && c != 'e');
        count += u32::from(is_vowel(c) && apart);
        last = c;
    }
    let stem = part.strip_suffix('s').unwrap_or(part).strip_suffix('e');
    let mute = stem.is_some_and(|stem| !stem.ends_with(is_vowel) || stem.ends_with("qu"));
    if mute && count > 1 { count - 1 } else { count }
}

fn english(part: &str) -> u32 {
    let mut count = 0;
    let mut last = ' ';
    for c in part.chars() {
        count += u32::from(is_vowel(c) && !is_vowel(last));
        last = c;
    }
    let silent = if let Some(stem) = part.strip_suffix("ed") {
        !stem.ends_with(['t', 'd']) && !stem.ends_with(is_vowel)
    } else if let Some(stem) = part.strip_suffix("es") {
        !stem.ends_with(['s', 'x', 'z', 'c', 'g', 'h']) && !stem.ends_with(is_vowel)
    } else {
        part.strip_suffix('e').is_some_and(|stem| {
            !stem.ends_with(is_vowel) && (!stem.ends_with('l') || stem.ends_with("al"))
        })
    };
    if silent && count > 1 { count - 1 } else { count }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_words() {
        for (word, expected) in [
            ("pré", 1),
            ("maison", 2),
            ("télétravail", 4),
            ("commune", 2),
            ("communes", 2),
            ("le", 1),
            ("que", 1),
            ("quelque", 1),
            ("guichet", 2),
            ("vie", 1),
            ("arrivée", 3),
            ("réaliser", 4),
            ("création", 3),
            ("Noël", 2),
            ("naïf", 2),
            ("voyage", 2),
            ("bureau", 2),
            ("l’accueil", 2),
            ("rendez-vous", 3),
            ("2026", 1),
            ("EPN", 1),
        ] {
            assert_eq!(syllables(Lang::FR, word), expected, "{word}");
        }
    }

    #[test]
    fn english_words() {
        for (word, expected) in [
            ("home", 1),
            ("table", 2),
            ("worked", 1),
            ("wanted", 2),
            ("places", 2),
            ("hedges", 2),
            ("countryside", 3),
            ("village", 2),
            ("the", 1),
        ] {
            assert_eq!(syllables(Lang::EN, word), expected, "{word}");
        }
    }
}
