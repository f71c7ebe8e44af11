//! The budget of a move.

use super::{Hero, Source};
use serde::Serialize;

/// What the page of the budget shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Budget {
    /// Title and promise.
    pub hero: Hero,
    /// Communes that one can choose, by département.
    pub groups: Vec<BudgetTowns>,
    /// How it is computed.
    pub method: String,
    /// Where prices and rents come from.
    pub sources: Vec<Source>,
}

/// The communes of a département.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct BudgetTowns {
    /// The département.
    pub label: String,
    /// Its communes, in order of name.
    pub towns: Vec<BudgetTown>,
}

/// A commune with what a house costs there.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct BudgetTown {
    /// Its name.
    pub name: String,
    /// Its INSEE code.
    pub code: String,
    /// Euros per m².
    pub price: Option<f64>,
    /// Euros per m² and month.
    pub rent: Option<f64>,
    /// Whether these are openly marked examples.
    pub example: bool,
}
