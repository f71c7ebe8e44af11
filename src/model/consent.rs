//! The agreement of a person to be published.

use jiff::civil::Date;

/// What it is worth on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// The person agreed, or nobody needs to.
    Given,
    /// Nothing says that the person agreed.
    Missing,
    /// It is dated later than this day, the day of the build.
    Ahead,
    /// It was given up to this day, which is over.
    Over(Date),
}

impl Consent {
    /// An agreement of the day `given`, for good or up to and with the day `last`.
    pub fn on(today: Date, given: Option<Date>, last: Option<Date>) -> Self {
        match (given, last) {
            (None, _) => Self::Missing,
            (_, Some(last)) if last < today => Self::Over(last),
            (Some(given), _) if given > today => Self::Ahead,
            (Some(_), _) => Self::Given,
        }
    }
}
