//! What helps a project along: schemes and trainings.

use super::{Badge, CardGroup, Contact, Entry, Fact, Figure, MaybeLink, Objective, When};
use serde::Serialize;

/// An aid, a cluster, a support, a programme, a strategy.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Scheme {
    /// What every entry shows.
    pub entry: Entry,
    /// Open, closed, closing soon.
    pub status: Option<Badge>,
    /// What one may get.
    pub amount: Option<String>,
    /// Who carries it, for whom, from when to when.
    pub facts: Vec<Fact>,
    /// What must be met.
    pub conditions: Vec<String>,
    /// Targets against results.
    pub objectives: Vec<Objective>,
    /// Where to apply.
    pub apply: Option<String>,
    /// Who answers.
    pub contact: Option<Contact>,
    /// Départements where it holds, for that of a region.
    pub departments: Option<CardGroup>,
}

/// A training.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Training {
    /// What every entry shows.
    pub entry: Entry,
    /// Organization, audiences, length, funding, place.
    pub facts: Vec<Fact>,
    /// Its sessions, in order of date.
    pub sessions: Vec<TrainingSession>,
    /// What came of it.
    pub results: Vec<Figure>,
    /// Where to enroll.
    pub booking: Option<String>,
    /// Who answers.
    pub contact: Option<Contact>,
}

/// A session of a training.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TrainingSession {
    /// From when to when, in words.
    pub dates: When,
    /// Where.
    pub place: Option<MaybeLink>,
    /// `12 places`.
    pub seats: Option<String>,
    /// Past, under way, to come.
    pub status: Option<Badge>,
    /// Instant of the end, milliseconds since 1970.
    pub ends_ms: i64,
    /// Whether it is an openly marked example.
    pub example: bool,
}
