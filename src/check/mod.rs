//! What can be said only of the whole: links, freshness, contradictions, and the pages as
//! they came out.

pub mod content;
pub mod links;
pub mod output;

/// An offer is stale when nobody checked it for longer than this.
pub const STALE_AFTER_DAYS: i32 = 90;
