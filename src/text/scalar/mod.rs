//! Numbers and dates as editors write them in YAML, from the raw text of the scalar.
//!
//! Only one notation is accepted, so that a file reads the same everywhere; each usual
//! other notation has its own error, with the text to paste when it is certain.

mod dates;
mod numbers;

pub use dates::{DateError, DateErrorKind, date, date_time, is_sure_date, time};
pub use numbers::{
    NumberError, NumberErrorKind, dotted_thousands, integer, is_sure_number, number,
    starts_with_unit,
};

/// A scalar that does not read as what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScalarError<K> {
    /// What is wrong.
    pub kind: K,
    /// The text to write instead, as far as can be told.
    pub fix: Option<String>,
}

/// What a word for yes or no says, in any case.
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "oui" | "vrai" | "true" => Some(true),
        "non" | "faux" | "false" => Some(false),
        _ => None,
    }
}
