//! The web editor's view of content: a file as the values of a form, and back.
//!
//! What a form did not change keeps its bytes: order of the fields, comments, quotes, line
//! endings. [`value`] gives the values of a file, [`merge`] writes changed ones into it,
//! [`emit`] writes new ones.

mod body;
mod emit;
pub mod merge;
pub mod value;
