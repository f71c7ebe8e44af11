//! What can be said only of the whole: links, freshness, contradictions, and the pages as
//! they came out.

pub mod codes;
pub mod content;
pub mod editorial;
pub mod links;
pub mod lost;
pub mod output;
pub mod statement;
