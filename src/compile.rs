//! The one build path: every command and every test goes through [`compile`].

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::civil::Date;

use crate::diag::Diagnostics;
use crate::world::World;

/// What a build depends on beside the portal's files.
#[derive(Debug, Clone)]
pub struct Options {
    /// Today, in the portal's own time zone.
    pub today: Date,
    /// Address of the published site, in place of the one in the settings.
    pub base_url: Option<String>,
    /// Whether drafts and pages of the future are built too.
    pub drafts: bool,
    /// Whether pages carry what the live preview needs.
    pub preview: bool,
}

/// A stage of the pipeline, announced when it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Texts to documents.
    Parse,
    /// Documents to the portal.
    Model,
    /// The portal to pages and addresses.
    Site,
    /// Images and files.
    Assets,
    /// Pages to HTML.
    Render,
    /// Search, maps, calendars, feeds, exports.
    Index,
    /// What can be said only of the whole.
    Check,
}

/// Where output goes as soon as it is made. Called from several threads.
pub trait Sink: Sync {
    /// Takes a file. `path` is relative to the output folder, with `/` between its parts;
    /// each path comes once.
    fn put(&self, path: &str, bytes: Vec<u8>);

    /// Hears that a stage starts.
    fn stage(&self, _stage: Stage) {}
}

/// Output kept in memory, for the live preview and the tests.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Memory {
    /// The files.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.0.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Sink for Memory {
    fn put(&self, path: &str, bytes: Vec<u8>) {
        let mut files = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        files.insert(path.to_owned(), bytes);
    }
}

/// What came of a build.
#[derive(Debug)]
pub struct Outcome {
    /// All findings, sorted. When there are errors the output is not to be published.
    pub diagnostics: Diagnostics,
    /// Number of HTML pages.
    pub pages: usize,
}
