//! Words, numbers and dates as people write them and as readers should see them.
//!
//! Pure functions of text: no disk, no clock, no portal. Everything that depends on a
//! language's conventions goes through [`locale::Locale`], which rests on ICU data.

pub mod coordinates;
pub mod fold;
pub mod hidden;
pub mod hours;
pub mod locale;
pub mod names;
pub mod phone;
pub mod reading;
pub mod scalar;
pub mod slug;
pub mod suggest;
pub mod synonyms;
pub mod typography;
pub mod wrap;

/// A text with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
