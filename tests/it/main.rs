//! Tests of the whole: cases, the demonstration portal, the rules of the house.
//!
//! One binary, since linking is the slow part. See `tests/README.md`.

mod cases;
mod commonmark;
mod demo;
mod docs;
mod outline;
mod portal;
mod tidy;
