//! Numbers and dates as editors write them in YAML, from the raw text of the scalar.
//!
//! Only one notation is accepted, so that a file reads the same everywhere; each usual
//! other notation has its own error, with the text to paste when it is certain.

mod dates;
mod numbers;

pub use dates::{DateError, DateErrorKind, date, date_time, time};
pub use numbers::{NumberError, NumberErrorKind, integer, number};

/// A scalar that does not read as what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScalarError<K> {
    /// What is wrong.
    pub kind: K,
    /// The text to write instead, when there is no doubt about it.
    pub fix: Option<String>,
}
