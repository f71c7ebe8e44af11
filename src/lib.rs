//! wip
pub mod calendar;
pub mod compile;
pub mod config;
pub mod diag;
pub mod geo;
pub mod model;
pub mod parse;
pub mod site;
pub mod source;
pub mod text;
pub mod world;
pub mod yaml;
