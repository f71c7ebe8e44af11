//! Characters that nobody sees and that change what is around them: controls, and those
//! that turn the direction of a text, by which it shows as something else than it says.

/// Whether a text of an editor has no place for a character.
pub fn is_hidden(c: char) -> bool {
    let is_blank = matches!(c, '\t' | '\n' | '\r');
    c.is_control() && !is_blank
        // Embeddings, overrides and isolates (UAX #9).
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        // What is no character, which XML refuses.
        || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The name of such a character: `U+202E`.
pub fn name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// A text with the names of its hidden characters in their place.
pub fn shown(text: &str) -> String {
    let is_plain = |c: char| !is_hidden(c) && !c.is_control();
    let each =
        |c: char| if is_plain(c) { c.to_string() } else { format!("<{}>", name(c)) };
    text.chars().map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden() {
        for c in [
            '\0', '\u{7}', '\u{1b}', '\u{7f}', '\u{92}', '\u{202e}', '\u{2066}',
            '\u{ffff}',
        ] {
            assert!(is_hidden(c), "{c:?}");
        }
        for c in ['\t', '\n', '\r', ' ', 'é', '\u{a0}', '\u{200d}', '\u{200f}', '😀'] {
            assert!(!is_hidden(c), "{c:?}");
        }
        assert_eq!(shown("a\u{202e}b\n"), "a<U+202E>b<U+000A>");
    }
}
