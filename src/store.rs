//! The store on disk: what builds of the same portal remember of each other.
//!
//! A cache may fail: whatever goes wrong here only costs time, so nothing is reported.
//! Entries carry their length and hash, and are written beside their place then renamed:
//! a build that is killed, a full disk or a damaged file never gives wrong bytes.

#![expect(
    clippy::disallowed_methods,
    reason = "this module is an edge: it owns the cache"
)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use crate::memo::Store;

/// Most bytes that the caches of all versions keep after [`DiskStore::prune`].
pub const MAX_CACHE_BYTES: u64 = 512 << 20;
/// Bytes of an entry before its content: the length, then the hash.
const HEADER: usize = 8 + blake3::OUT_LEN;
/// Length of a key, in hexadecimal digits.
const KEY: usize = 2 * blake3::OUT_LEN;

/// Results kept under `.tt-site/cache/<version>/` of a portal.
#[derive(Debug)]
pub struct DiskStore {
    /// Folder of all versions.
    caches: PathBuf,
    /// Folder of this version.
    folder: PathBuf,
    /// Entries being written, for names of their own.
    written: AtomicU64,
}

impl DiskStore {
    /// The store of the portal at `root`. Touches nothing until the first entry.
    pub fn new(root: &Path) -> Self {
        let caches = root.join(".tt-site").join("cache");
        let folder = caches.join(env!("CARGO_PKG_VERSION"));
        Self { caches, folder, written: AtomicU64::new(0) }
    }

    /// Forgets the entries used longest ago, of any version, beyond [`MAX_CACHE_BYTES`].
    pub fn prune(&self) {
        self.prune_to(MAX_CACHE_BYTES);
    }

    fn prune_to(&self, limit: u64) {
        let mut entries = Vec::new();
        collect(&self.caches, &mut entries);
        entries.sort();
        let mut kept = 0;
        for (_, path, bytes) in entries.iter().rev() {
            kept += bytes;
            if kept > limit {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// The file of an entry; `None` for what is no key, so that none leaves the folder.
    fn file(&self, key: &str) -> Option<PathBuf> {
        let is_key = key.len() == KEY && key.bytes().all(|b| b.is_ascii_hexdigit());
        is_key.then(|| self.folder.join(&key[..2]).join(key))
    }

    fn try_save(&self, key: &str, bytes: &[u8]) -> Option<()> {
        let file = self.file(key)?;
        fs::create_dir_all(file.parent()?).ok()?;
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        let draft = file.with_extension(format!("{}-{number}.tmp", std::process::id()));
        let renamed =
            fs::write(&draft, entry(bytes)).and_then(|()| fs::rename(&draft, &file));
        if renamed.is_err() {
            let _ = fs::remove_file(&draft);
        }
        renamed.ok()
    }
}

impl Store for DiskStore {
    fn load(&self, key: &str) -> Option<Vec<u8>> {
        let file = self.file(key)?;
        let content = content(fs::read(&file).ok()?)?;
        mark_used(&file);
        Some(content)
    }

    fn save(&self, key: &str, bytes: &[u8]) {
        let _ = self.try_save(key, bytes);
    }
}

fn entry(bytes: &[u8]) -> Vec<u8> {
    let mut entry = Vec::with_capacity(HEADER + bytes.len());
    entry.extend((bytes.len() as u64).to_le_bytes());
    entry.extend(blake3::hash(bytes).as_bytes());
    entry.extend(bytes);
    entry
}

/// The content of an entry, if it is whole.
fn content(mut entry: Vec<u8>) -> Option<Vec<u8>> {
    let (length, rest) = entry.split_first_chunk::<8>()?;
    let (hash, bytes) = rest.split_first_chunk::<{ blake3::OUT_LEN }>()?;
    let is_whole =
        u64::from_le_bytes(*length) == bytes.len() as u64 && blake3::hash(bytes) == *hash;
    is_whole.then(|| entry.split_off(HEADER))
}

fn mark_used(file: &Path) {
    if let Ok(file) = File::open(file) {
        let _ = file.set_modified(SystemTime::now());
    }
}

/// Every file under a folder with its age and its size, links not followed.
fn collect(folder: &Path, files: &mut Vec<(SystemTime, PathBuf, u64)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let Ok(meta) = path.symlink_metadata() else { continue };
        if meta.is_dir() {
            collect(&path, files);
        } else if let Ok(used) = meta.modified() {
            files.push((used, path, meta.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memo::key;
    use std::time::Duration;

    fn store() -> (tempfile::TempDir, DiskStore) {
        let root = tempfile::tempdir().expect("a temporary folder");
        let store = DiskStore::new(root.path());
        (root, store)
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let (root, store) = store();
        let key = key(&["a"]);
        assert_eq!(store.load(&key), None);
        for bytes in [&b"first"[..], b"", b"second"] {
            store.save(&key, bytes);
            assert_eq!(DiskStore::new(root.path()).load(&key).as_deref(), Some(bytes));
        }
        let mut files = Vec::new();
        collect(root.path(), &mut files);
        assert_eq!(files.len(), 1, "no draft is left: {files:?}");
    }

    #[test]
    fn damaged_entries_are_ignored() {
        let (_root, store) = store();
        let key = key(&["a"]);
        store.save(&key, b"some content");
        let file = store.file(&key).expect("a key");
        let whole = fs::read(&file).expect("saved");
        for end in 0..whole.len() {
            fs::write(&file, &whole[..end]).expect("writable");
            assert_eq!(store.load(&key), None, "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&file, damaged).expect("writable");
            assert_eq!(store.load(&key), None, "changed at {at}");
        }
        store.save(&key, b"some content");
        assert_eq!(store.load(&key).as_deref(), Some(&b"some content"[..]));
    }

    #[test]
    fn what_is_no_key_is_not_kept() {
        let (root, store) = store();
        for name in ["", "../../../escape", "a/b", &"g".repeat(KEY), &"é".repeat(KEY / 2)]
        {
            store.save(name, b"bytes");
            assert_eq!(store.load(name), None);
        }
        assert_eq!(fs::read_dir(root.path()).expect("readable").count(), 0);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_no_fault() {
        let (root, store) = store();
        fs::write(root.path().join(".tt-site"), "a file in its place").expect("writable");
        store.save(&key(&["a"]), b"bytes");
        assert_eq!(store.load(&key(&["a"])), None);
        store.prune();
    }

    #[test]
    fn pruning_forgets_what_was_used_longest_ago() {
        let (_root, store) = store();
        let keys = ["a", "b", "c", "d"].map(|name| key(&[name]));
        let now = SystemTime::now();
        for (age, key) in [40, 30, 20, 10].into_iter().zip(&keys) {
            store.save(key, &[0; 100]);
            let file = File::open(store.file(key).expect("a key")).expect("saved");
            file.set_modified(now - Duration::from_secs(age)).expect("allowed");
        }
        assert!(store.load(&keys[0]).is_some(), "the oldest, and now used again");
        store.prune_to(2 * (100 + HEADER as u64));
        let kept = keys.map(|key| store.load(&key).is_some());
        assert_eq!(kept, [true, false, false, true]);
    }
}
