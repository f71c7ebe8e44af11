//! Where output goes: to a staging folder, to memory, or nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

use crate::memo::Store;

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
    /// The search index.
    Search,
    /// Maps, calendars, feeds, exports.
    Index,
    /// What can be said only of the whole.
    Check,
}

/// What a site tells its editors beside its pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    /// The files of its pages.
    pub pages: BTreeSet<String>,
    /// The file that each page is written from, by address without the base.
    pub origins: BTreeMap<String, String>,
    /// What comes out or expires in the next days.
    pub changes: Vec<Change>,
}

/// A page that comes or goes by its own dates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The day.
    pub day: Date,
    /// Whether it comes.
    pub comes: bool,
    /// Its title.
    pub title: String,
    /// Its file.
    pub path: String,
}

/// Where output goes as soon as it is made. Called from several threads.
pub trait Sink: Sync {
    /// Takes a file. `path` is relative to the output folder, with `/` between its parts;
    /// each path comes once.
    fn put(&self, path: &str, bytes: Vec<u8>);

    /// Whether a file whose content has this hash (BLAKE3) stands there already: it need not be
    /// put then.
    fn has(&self, _path: &str, _hash: &[u8; 32]) -> bool {
        false
    }

    /// Hears that a stage starts.
    fn stage(&self, _stage: Stage) {}

    /// Who looks at the site while it is made.
    fn viewer(&self) -> &dyn Viewer {
        &Nobody
    }
}

/// Sends a file as a store remembers it under a key; answers whether it does.
pub fn put_known(sink: &dyn Sink, path: &str, store: &dyn Store, key: &str) -> bool {
    let stands = store.hash(key).is_some_and(|hash| sink.has(path, &hash));
    stands || store.load(key).map(|bytes| sink.put(path, bytes)).is_some()
}

/// Somebody who looks at a site while it is made. Asked from several threads.
pub trait Viewer: Sync {
    /// Hears that nothing forbids the site: in a preview, its pages come next.
    fn laid(&self, _told: Told) {}

    /// The file of a page that somebody waits for, once: it is made before all others.
    fn urgent(&self) -> Option<String> {
        None
    }

    /// Whether nobody wants what is left to make.
    fn is_dropped(&self) -> bool {
        false
    }
}

/// Nobody looks before it is done.
struct Nobody;

impl Viewer for Nobody {}

/// A sink that keeps nothing.
#[derive(Debug)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &str, _: Vec<u8>) {}
}

/// Output kept in memory, for the live preview and the tests.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Memory {
    /// The files.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Memory {
    fn put(&self, path: &str, bytes: Vec<u8>) {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), bytes);
    }
}
