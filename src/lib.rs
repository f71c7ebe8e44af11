//! `tt-site` turns Markdown and YAML about territories into a complete static portal.
//!
//! # The tour
//!
//! Data flows one way, each stage a function from one type to the next:
//!
//! 1. [`world`] reads the portal's folder into sources, assets and theme files;
//! 2. [`parse`] reads each source into a [`parse::Document`]: fields with their places,
//!    and the Markdown body;
//! 3. [`model`] understands the documents as a [`model::Portal`]: typed, checked,
//!    references resolved;
//! 4. [`site`] lays the portal out as a [`site::Site`]: pages, addresses, languages, what
//!    takes place when;
//! 5. [`assets`] plans and encodes images and files;
//! 6. [`index`] writes what is not a page: search, calendars, feeds, exports;
//! 7. [`render`] fills a view for each page and lays it out with the [`theme`];
//! 8. [`check`] says what can be said only of the whole.
//!
//! [`compile::compile`] is the one path through them. The core knows no clock, no
//! environment and no disk: [`cli`], [`write`] and [`serve`] do.
//!
//! Everything speaks of what is wrong through [`diag`], of places in files through
//! [`source`], and leans on vocabulary that knows no portal: [`yaml`], [`text`], [`geo`],
//! [`calendar`], [`memo`], [`options`], [`sink`].

pub mod assets;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod compile;
pub mod config;
pub mod diag;
pub mod edit;
pub mod failure;
pub mod geo;
pub mod import;
pub mod index;
pub mod memo;
pub mod minify;
pub mod model;
pub mod options;
pub mod parse;
pub mod render;
pub mod serve;
pub mod sink;
pub mod site;
pub mod source;
pub mod store;
pub mod text;
pub mod theme;
pub mod world;
pub mod write;
pub mod yaml;
