//! Finding again, in a source, what was read from it.

use std::ops::Range;

/// Where words stand in a part of a source, whatever markup lies between them. The part
/// itself when none of them is found.
pub fn words(text: &str, source: &str, within: Range<usize>) -> Range<usize> {
    let part = source.get(within.clone()).unwrap_or_default();
    let (mut start, mut end) = (None, 0);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let Some(at) = part[end..].find(word) else { continue };
        start.get_or_insert(end + at);
        end += at + word.len();
    }
    let Some(start) = start else { return within };
    let closing = |c: char| matches!(c, '.' | '!' | '?' | '…' | ')' | '»' | '”');
    end = part.len() - part[end..].trim_start_matches(closing).len();
    within.start + start..within.start + end
}

/// The text of a link or of an image, looked for around its address, else the address.
pub fn label(text: &str, source: &str, address: Range<usize>) -> Range<usize> {
    let line_start = source[..address.start].rfind("\n\n").map_or(0, |at| at + 2);
    let before = &source[line_start..address.start];
    if let Some(at) = before.rfind(text).filter(|_| !text.is_empty()) {
        let start = line_start + at;
        return start..start + text.len();
    }
    let rest = &source[address.end..];
    let line = rest.lines().next().unwrap_or_default();
    match line.find(text).filter(|_| !text.is_empty()) {
        Some(at) => address.end + at..address.end + at + text.len(),
        None => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_through_markup() {
        let source = "Une. Le **grand** [bureau](le-bureau.md) ouvre. Fin.";
        let found = words("Le grand bureau ouvre.", source, 4..source.len());
        assert_eq!(&source[found], "Le **grand** [bureau](le-bureau.md) ouvre.");
        assert_eq!(words("Rien", "abc", 1..3), 1..3);
    }

    #[test]
    fn labels_stand_before_or_after_their_address() {
        let source = "ici [ici](a.md)\n::bouton{lien=\"b.md\" texte=\"Voir\"}";
        let a = source.find("a.md").unwrap();
        assert_eq!(label("ici", source, a..a + 4), 5..8);
        let b = source.find("b.md").unwrap();
        let voir = source.find("Voir").unwrap();
        assert_eq!(label("Voir", source, b..b + 4), voir..voir + 4);
        assert_eq!(label("absent", source, b..b + 4), b..b + 4);
    }
}
