//! Broadband in a département.

use super::{ClassMap, Hero, Objective, Source};
use serde::Serialize;

/// Shares of premises by rate.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Connectivity {
    /// The top of the page.
    pub hero: Hero,
    /// Whether the figures are openly marked examples.
    pub example: bool,
    /// Shares of the whole département.
    pub whole: Vec<ShareBar>,
    /// What was promised, beside what is there.
    pub objectives: Vec<Objective>,
    /// Communes by share of premises with fibre.
    pub map: Option<ClassMap>,
    /// Caption of the table.
    pub caption: String,
    /// Headers of its columns of shares.
    pub columns: Vec<String>,
    /// Intercommunalities, in order of name.
    pub rows: Vec<ConnectionRow>,
    /// How the figures are made, and what they do not tell.
    pub method: String,
    /// Where they come from.
    pub sources: Vec<Source>,
}

/// An intercommunality.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ConnectionRow {
    /// Its name.
    pub place: String,
    /// `12 communes`.
    pub communes: String,
    /// Number of premises.
    pub premises: String,
    /// Shares, one a column; none where it is not known.
    pub cells: Vec<Option<ShareBar>>,
}

/// A share and its bar.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ShareBar {
    /// What it is a share of, where the column does not say.
    pub label: String,
    /// `97,4 %`.
    pub text: String,
    /// Length of the bar, from 0 to 100.
    pub percent: f32,
}
