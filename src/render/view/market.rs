//! The property market of a département: figures with their sample sizes.

use super::{CardGroup, ClassMap, Entry, LineChart, MaybeLink};
use serde::Serialize;

/// Prices and rents.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Property {
    /// What every entry shows; its body is the method.
    pub entry: Entry,
    /// One table a type of property and measure.
    pub tables: Vec<PriceTable>,
    /// Prices over the years, where there are enough of them.
    pub trends: Vec<LineChart>,
    /// Housing offers of the département.
    pub offers: Option<CardGroup>,
}

/// A ranking of places.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PriceTable {
    /// Anchor.
    pub id: String,
    /// `Maisons : prix au m²`.
    pub title: String,
    /// Whether its places are intercommunalities.
    pub by_epci: bool,
    /// Header of the column of values: `Prix médian au m²`.
    pub measure: String,
    /// The year of all its figures, when it is the same.
    pub year: Option<String>,
    /// Whether all its rows are openly marked examples.
    pub example: bool,
    /// Whether some place has an interval.
    pub has_intervals: bool,
    /// The communes by class, on a map.
    pub map: Option<ClassMap>,
    /// Places, dearest first.
    pub rows: Vec<PriceRow>,
    /// What the interval is: first to third quartile.
    pub note: Option<String>,
}

/// A place in a ranking.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PriceRow {
    /// Its rank.
    pub rank: usize,
    /// Commune or group of communes.
    pub place: MaybeLink,
    /// `1 240 €`.
    pub value: String,
    /// `980 à 1 510 €`.
    pub interval: Option<String>,
    /// Number of sales or of listings: `42`.
    pub sample: Option<String>,
    /// Said when the sample is too small to conclude.
    pub fragile: bool,
    /// Year of the figures, when the table does not say it.
    pub year: Option<String>,
    /// Whether it was estimated with the neighbours' figures.
    pub borrowed: bool,
    /// Whether it is an openly marked example among others that are not.
    pub example: bool,
    /// The bar and its interval, in percent of the greatest bound (0 to 100).
    pub bar: IntervalBar,
}

/// A bar with the interval around its end, in percent of its track.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct IntervalBar {
    /// Length of the bar.
    pub value: f32,
    /// Start of the interval.
    pub low: Option<f32>,
    /// Length of the interval.
    pub span: Option<f32>,
}
