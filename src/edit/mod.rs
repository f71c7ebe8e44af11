//! The web editor's view of content: forms made from the declarations of fields, a file as
//! the values of a form, and back.
//!
//! What a form did not change keeps its bytes: order of the fields, comments, quotes, line
//! endings. [`collections`] makes the forms, [`aids`] what helps to fill them in;
//! [`value`] gives the values of a file, [`merge`] writes changed ones into it, `emit`
//! writes new ones.

pub mod aids;
mod body;
pub mod collections;
pub mod contents;
mod emit;
pub mod merge;
pub mod scope;
#[cfg(test)]
mod tests;
pub mod value;
pub mod words;
