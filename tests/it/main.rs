//! Tests of the whole: cases, the demonstration portal, the rules of the house.
//!
//! One binary, since linking is the slow part. See `tests/README.md`.

#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

mod cases;
mod cli;
mod commonmark;
mod demo;
mod diagnostics;
mod docs;
mod edit;
mod editorial;
mod entries;
mod faults;
mod guide;
mod hostile;
mod import;
mod killed;
mod laws;
mod nodes;
mod outline;
mod parts;
mod portal;
mod preview;
mod program;
mod published;
mod services;
mod supply;
mod theme;
mod tidy;
mod warm;
