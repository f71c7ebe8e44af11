//! The store on disk: what builds of the same portal remember of each other.
//!
//! A portal has tens of thousands of entries: their contents stand one after the other in a
//! few large files, the segments, and their headers in the index beside each, which is all
//! that is read before an entry is asked for. Each build appends to a segment of its own, so
//! that builds at the same time do not meet.
//!
//! A cache may fail: whatever goes wrong here only costs time, so nothing is an error.
//! Entries carry their length and hash: a build that is killed, a full disk or a damaged
//! file never gives wrong bytes. Damage is told once, when it is gone.

#![expect(
    clippy::disallowed_methods,
    reason = "this module is an edge: it owns the cache"
)]

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::memo::{self, Store};

/// Most bytes that the cache keeps after [`DiskStore::prune`].
pub const MAX_CACHE_BYTES: u64 = 1 << 30;
/// Most segments that it keeps: beyond, they are joined.
const MAX_SEGMENTS: usize = 12;
/// Length of a key, in hexadecimal digits.
const KEY: usize = 2 * blake3::OUT_LEN;
/// Bytes that an index tells of an entry: the key, the length, the hash.
const HEADER: usize = KEY + 8 + blake3::OUT_LEN;
/// The number of all parts, which come before what the store itself keeps.
const ADOPTED: u64 = 0;
/// Under this key a part tells what it is.
const PART: &str = "part";
/// How names of segments end; a number comes before, larger for later ones.
const SEGMENT: &str = "pack";
/// How names of their indexes end.
const INDEX: &str = "index";

/// Results kept under `.tt-site/cache/<version>/` of a portal.
#[derive(Debug)]
pub struct DiskStore {
    /// Folder of all versions.
    caches: PathBuf,
    /// Folder of this version.
    folder: PathBuf,
    known: RwLock<BTreeMap<String, Entry>>,
    own: Mutex<Own>,
    /// Whether something was not what it was written as.
    damaged: AtomicBool,
}

/// Where the content of an entry is.
#[derive(Debug)]
struct Entry {
    segment: Arc<Segment>,
    /// Of the content, from the start of the segment.
    offset: u64,
    length: usize,
    hash: blake3::Hash,
    used: AtomicBool,
}

#[derive(Debug)]
struct Segment {
    number: u64,
    path: PathBuf,
    file: File,
}

/// The segment that this store writes.
#[derive(Debug, Default)]
enum Own {
    /// Nothing has been kept yet.
    #[default]
    None,
    /// Its index, and its own length.
    Open(Arc<Segment>, File, u64),
    /// The disk refuses.
    Lost,
}

impl DiskStore {
    /// The store of the portal at `root`. Writes nothing until the first entry.
    pub fn new(root: &Path) -> Self {
        let caches = root.join(".tt-site").join("cache");
        let folder = caches.join(env!("CARGO_PKG_VERSION"));
        let damaged = AtomicBool::new(false);
        let known = RwLock::new(scan_all(&folder, &damaged));
        Self { caches, folder, known, own: Mutex::default(), damaged }
    }

    /// Joins segments when there are many or when they are large, and forgets what other
    /// versions kept. What was not used since the store was opened goes first. Answers
    /// whether something was damaged, which is left out then.
    pub fn prune(&self) -> bool {
        let damaged = self.damaged.load(Ordering::Relaxed);
        self.prune_to(MAX_CACHE_BYTES, if damaged { 0 } else { MAX_SEGMENTS });
        damaged
    }

    /// The results that this store was asked for or given, as one file that [`Self::adopt`]
    /// reads, about which it tells `what`.
    pub fn part(&self, what: &str) -> Vec<u8> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let (mut index, mut contents) = (Vec::new(), Vec::new());
        let mut add = |key: &str, hash, content: &[u8]| {
            index.extend(header(key, content.len(), hash));
            contents.extend(content);
        };
        add(&memo::key(&[PART]), blake3::hash(what.as_bytes()), what.as_bytes());
        let used = known.iter().filter(|(_, entry)| entry.used.load(Ordering::Relaxed));
        for (key, entry) in used {
            if let Some(content) = entry.content() {
                add(key, entry.hash, &content);
            }
        }
        let length = (index.len() as u64).to_le_bytes();
        [&length[..], &index, &contents].concat()
    }

    /// How many results of parts were used.
    pub fn adopted(&self) -> usize {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let adopted = known.values().filter(|entry| entry.segment.number == ADOPTED);
        adopted.filter(|entry| entry.used.load(Ordering::Relaxed)).count()
    }

    /// Adds the results of a part to those that are known, read where they are as they are
    /// asked for. Answers what the part tells; `None` when the file is no part.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn adopt(&self, path: &Path) -> io::Result<Option<String>> {
        let (file, path) = (File::open(path)?, path.to_owned());
        let Some((index, start)) = part_index(&file) else { return Ok(None) };
        let part = Arc::new(Segment { number: ADOPTED, path, file });
        let mut entries = part.entries(&index, start, &self.damaged).into_iter();
        let first = entries.next().filter(|(key, _)| *key == memo::key(&[PART]));
        let told = first.and_then(|(_, entry)| entry.content());
        let Some(told) = told.and_then(|bytes| String::from_utf8(bytes).ok()) else {
            return Ok(None);
        };
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        for (key, entry) in entries {
            known.entry(key).or_insert(entry);
        }
        Ok(Some(told))
    }

    fn prune_to(&self, bytes: u64, count: usize) {
        forget_other_versions(&self.caches, &self.folder);
        let segments = segments(&self.folder);
        let length = |meta: io::Result<Metadata>| meta.map_or(0, |meta| meta.len());
        let size = |segment: &Arc<Segment>| {
            length(segment.file.metadata()) + length(fs::metadata(segment.index()))
        };
        if segments.len() <= count && segments.iter().map(size).sum::<u64>() <= bytes {
            return;
        }
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if self.join(&known, bytes).is_some() {
            for segment in segments {
                let _ = fs::remove_file(segment.index());
                let _ = fs::remove_file(&segment.path);
            }
            *own = Own::None;
            self.damaged.store(false, Ordering::Relaxed);
            *known = scan_all(&self.folder, &self.damaged);
        }
    }

    /// Writes what is worth keeping to one segment.
    fn join(&self, known: &BTreeMap<String, Entry>, most: u64) -> Option<()> {
        let mut entries: Vec<_> = known.iter().collect();
        // The ones used last first, then the latest.
        entries.sort_by_key(|(_, entry)| {
            let unused = !entry.used.load(Ordering::Relaxed);
            (unused, u64::MAX - entry.segment.number, u64::MAX - entry.offset)
        });
        let (segment, index) = Segment::create(&self.folder)?;
        let [mut contents, mut index] = [&segment.file, &index].map(io::BufWriter::new);
        let mut total = 0;
        let kept = entries.iter().take_while(|(_, entry)| {
            total += (HEADER + entry.length) as u64;
            total <= most
        });
        let kept = kept.count();
        // What is worth most stands last, as what is kept later does.
        for (key, entry) in entries[..kept].iter().rev() {
            if let Some(content) = entry.content() {
                contents.write_all(&content).ok()?;
                index.write_all(&header(key, content.len(), entry.hash)).ok()?;
            }
        }
        contents.flush().ok()?;
        index.flush().ok()
    }

    fn append(&self, key: &str, bytes: &[u8]) -> Option<()> {
        let hash = blake3::hash(bytes);
        let header = header(key, bytes.len(), hash);
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*own, Own::None) {
            *own = Segment::create(&self.folder).map_or(Own::Lost, |(segment, index)| {
                Own::Open(Arc::new(segment), index, 0)
            });
        }
        let Own::Open(segment, index, length) = &mut *own else { return None };
        let written = (&segment.file).write_all(bytes);
        if written.and_then(|()| index.write_all(&header)).is_err() {
            *own = Own::Lost;
            return None;
        }
        let offset = *length;
        *length += bytes.len() as u64;
        let entry = Entry {
            segment: Arc::clone(segment),
            offset,
            length: bytes.len(),
            hash,
            used: AtomicBool::new(true),
        };
        drop(own);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(key.to_owned(), entry);
        Some(())
    }
}

impl Store for DiskStore {
    fn load(&self, key: &str) -> Option<Vec<u8>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let entry = known.get(key)?;
        let content = entry.content();
        let mark = if content.is_some() { &entry.used } else { &self.damaged };
        mark.store(true, Ordering::Relaxed);
        content
    }

    fn hash(&self, key: &str) -> Option<[u8; 32]> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let entry = known.get(key)?;
        entry.used.store(true, Ordering::Relaxed);
        Some(*entry.hash.as_bytes())
    }

    fn save(&self, key: &str, bytes: &[u8]) {
        if is_key(key) {
            let _ = self.append(key, bytes);
        }
    }
}

impl Entry {
    /// The content, if it is whole.
    fn content(&self) -> Option<Vec<u8>> {
        let mut bytes = vec![0; self.length];
        read_at(&self.segment.file, &mut bytes, self.offset).ok()?;
        (blake3::hash(&bytes) == self.hash).then_some(bytes)
    }
}

impl Segment {
    fn open(path: PathBuf) -> Option<Self> {
        let number = path.file_stem()?.to_str()?.parse().ok()?;
        (path.extension()? == SEGMENT).then_some(())?;
        Some(Self { number, file: File::open(&path).ok()?, path })
    }

    /// A new one, after all those that are there, and its index.
    fn create(folder: &Path) -> Option<(Self, File)> {
        fs::create_dir_all(folder).ok()?;
        let last = segments(folder).iter().map(|segment| segment.number).max();
        (last.map_or(1, |last| last.saturating_add(1))..).take(100).find_map(|number| {
            let path = folder.join(format!("{number}.{SEGMENT}"));
            let mut options = File::options();
            options.create_new(true).read(true).append(true);
            let segment = Self { number, file: options.open(&path).ok()?, path };
            let index = options.open(segment.index()).ok()?;
            Some((segment, index))
        })
    }

    /// The file of its index.
    fn index(&self) -> PathBuf {
        self.path.with_extension(INDEX)
    }

    /// The entries that an index tells, whose contents begin at `start`. What a killed build
    /// did not finish is none, and no damage.
    fn entries(
        self: &Arc<Self>,
        index: &[u8],
        start: u64,
        damaged: &AtomicBool,
    ) -> Vec<(String, Entry)> {
        let size = self.file.metadata().map_or(0, |meta| meta.len());
        let mut entries = Vec::new();
        let mut offset = start;
        for header in index.as_chunks::<HEADER>().0 {
            let Some((key, length, hash)) = parse(header) else {
                damaged.store(true, Ordering::Relaxed);
                break;
            };
            let Some(end) = offset.checked_add(length).filter(|end| *end <= size) else {
                break;
            };
            let Ok(length) = usize::try_from(length) else { break };
            let (segment, used) = (Arc::clone(self), AtomicBool::new(false));
            entries.push((key, Entry { segment, offset, length, hash, used }));
            offset = end;
        }
        entries
    }
}

/// The index of a part, and where its contents begin.
fn part_index(part: &File) -> Option<(Vec<u8>, u64)> {
    const LENGTH: u64 = size_of::<u64>() as u64;
    let size = part.metadata().ok()?.len();
    let mut length = [0; LENGTH as usize];
    read_at(part, &mut length, 0).ok()?;
    let start = LENGTH.checked_add(u64::from_le_bytes(length))?;
    let mut index = vec![0; usize::try_from(start.min(size).checked_sub(LENGTH)?).ok()?];
    read_at(part, &mut index, LENGTH).ok()?;
    Some((index, start))
}

fn is_key(text: &str) -> bool {
    text.len() == KEY && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn header(key: &str, length: usize, hash: blake3::Hash) -> Vec<u8> {
    let mut header = Vec::with_capacity(HEADER);
    header.extend(key.as_bytes());
    header.extend((length as u64).to_le_bytes());
    header.extend(hash.as_bytes());
    header
}

fn parse(header: &[u8; HEADER]) -> Option<(String, u64, blake3::Hash)> {
    let (key, rest) = header.split_first_chunk::<KEY>()?;
    let (length, rest) = rest.split_first_chunk::<8>()?;
    let hash = rest.first_chunk::<{ blake3::OUT_LEN }>()?;
    let key = String::from_utf8(key.to_vec()).ok().filter(|key| is_key(key))?;
    Some((key, u64::from_le_bytes(*length), (*hash).into()))
}

/// The segments of a folder, the latest last.
fn segments(folder: &Path) -> Vec<Arc<Segment>> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut segments: Vec<_> =
        files.filter_map(|file| Segment::open(file.path())).map(Arc::new).collect();
    segments.sort_by_key(|segment| segment.number);
    segments
}

fn scan_all(folder: &Path, damaged: &AtomicBool) -> BTreeMap<String, Entry> {
    let segments = segments(folder).into_iter().flat_map(|segment| {
        let index = fs::read(segment.index()).unwrap_or_default();
        segment.entries(&index, 0, damaged)
    });
    segments.collect()
}

fn forget_other_versions(caches: &Path, own: &Path) {
    for folder in fs::read_dir(caches).into_iter().flatten().flatten() {
        if folder.path() != own && folder.file_type().is_ok_and(|kind| kind.is_dir()) {
            let _ = fs::remove_dir_all(folder.path());
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, offset)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                bytes = &mut bytes[read..];
                offset += read as u64;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memo::key;

    fn store() -> (tempfile::TempDir, DiskStore) {
        let root = tempfile::tempdir().expect("a temporary folder");
        let store = DiskStore::new(root.path());
        (root, store)
    }

    fn only_segment(store: &DiskStore) -> PathBuf {
        let segments = segments(&store.folder);
        assert_eq!(segments.len(), 1);
        segments[0].path.clone()
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let (root, store) = store();
        for (name, bytes) in [("a", &b"first"[..]), ("b", b""), ("c", b"third")] {
            let key = key(&[name]);
            assert_eq!((store.load(&key), store.hash(&key)), (None, None));
            store.save(&key, bytes);
            for store in [&store, &DiskStore::new(root.path())] {
                assert_eq!(store.load(&key).as_deref(), Some(bytes));
                assert_eq!(store.hash(&key), Some(*blake3::hash(bytes).as_bytes()));
            }
        }
        only_segment(&store);
    }

    #[test]
    fn builds_at_the_same_time_do_not_meet() {
        let (root, one) = store();
        let other = DiskStore::new(root.path());
        one.save(&key(&["a"]), b"one");
        other.save(&key(&["b"]), b"other");
        one.save(&key(&["c"]), b"one again");
        let both = DiskStore::new(root.path());
        let loaded = ["a", "b", "c"].map(|name| both.load(&key(&[name])));
        let expected = [&b"one"[..], b"other", b"one again"];
        assert_eq!(loaded, expected.map(|bytes| Some(bytes.to_vec())));
    }

    #[test]
    fn damaged_entries_are_ignored() {
        let (root, store) = store();
        let key = key(&["a"]);
        store.save(&key, b"some content");
        let contents = only_segment(&store);
        let index = contents.with_extension(INDEX);
        for file in [&contents, &index] {
            let whole = fs::read(file).expect("saved");
            for end in 0..whole.len() {
                fs::write(file, &whole[..end]).expect("writable");
                assert_eq!(DiskStore::new(root.path()).load(&key), None, "cut at {end}");
            }
            for at in 0..whole.len() {
                let mut damaged = whole.clone();
                damaged[at] ^= 1;
                fs::write(file, damaged).expect("writable");
                let loaded = DiskStore::new(root.path()).load(&key);
                assert_eq!(loaded, None, "changed at {at}");
            }
            fs::remove_file(file).expect("there");
            assert_eq!(DiskStore::new(root.path()).load(&key), None, "gone");
            fs::write(file, whole).expect("writable");
            assert!(DiskStore::new(root.path()).load(&key).is_some());
        }
        let again = DiskStore::new(root.path());
        again.save(&key, b"some content");
        let loaded = DiskStore::new(root.path()).load(&key);
        assert_eq!(loaded.as_deref(), Some(&b"some content"[..]));
    }

    #[test]
    fn damage_is_told_once() {
        let key = key(&["a"]);
        let told = |extension: &str, change: &dyn Fn(&mut Vec<u8>)| {
            let (root, store) = store();
            store.save(&key, b"some content");
            let file = only_segment(&store).with_extension(extension);
            let mut bytes = fs::read(&file).expect("saved");
            change(&mut bytes);
            fs::write(&file, bytes).expect("writable");
            [(); 2].map(|()| {
                let store = DiskStore::new(root.path());
                store.load(&key);
                store.prune()
            })
        };
        for (what, file, at) in
            [("key", INDEX, 0), ("hash", INDEX, KEY + 8), ("content", SEGMENT, 0)]
        {
            assert_eq!(told(file, &|bytes| bytes[at] ^= 0x40), [true, false], "{what}");
        }
        // A build that was killed leaves as much.
        assert_eq!(told(INDEX, &|bytes| bytes.truncate(HEADER - 1)), [false, false]);
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
    fn a_part_has_what_was_used_and_is_taken_over_as_it_was() {
        let (_root, store) = store();
        for name in ["a", "b"] {
            store.save(&key(&[name]), name.as_bytes());
        }
        let (other, _) = self::store();
        let path = other.path().join("part");
        fs::write(&path, store.part("cantal")).expect("writable");
        let merged = DiskStore::new(other.path());
        assert_eq!(merged.adopt(&path).expect("readable").as_deref(), Some("cantal"));
        assert_eq!(merged.load(&key(&["b"])).as_deref(), Some(&b"b"[..]));
        let again = other.path().join("again");
        fs::write(&again, merged.part("")).expect("writable");
        let last = DiskStore::new(other.path());
        last.adopt(&again).expect("readable");
        let loaded = ["a", "b"].map(|name| last.load(&key(&[name])).is_some());
        assert_eq!(loaded, [false, true], "only what was asked for");
        for bytes in [&b""[..], b"no part", &store.part("x")[..200]] {
            fs::write(&again, bytes).expect("writable");
            let told = DiskStore::new(other.path()).adopt(&again).expect("readable");
            assert!(told.is_none_or(|told| told == "x"), "{bytes:?}");
        }
    }

    #[test]
    fn pruning_joins_segments_and_forgets_what_was_not_used() {
        let (root, _) = store();
        let keys = ["a", "b", "c", "d"].map(|name| key(&[name]));
        for key in &keys {
            DiskStore::new(root.path()).save(key, &[0; 100]);
        }
        let old = root.path().join(".tt-site/cache/0.0.0");
        fs::create_dir(&old).expect("writable");
        let store = DiskStore::new(root.path());
        assert!(store.load(&keys[0]).is_some(), "the oldest, and now used again");
        let kept = || keys.each_ref().map(|key| store.load(key).is_some());
        store.prune_to(2 * (100 + HEADER as u64), 4);
        assert_eq!(kept(), [true, false, false, true]);
        assert!(!old.exists());
        only_segment(&store);
        store.save(&keys[1], &[0; 100]);
        assert_eq!(kept(), [true, true, false, true]);
        store.prune_to(MAX_CACHE_BYTES, 1);
        assert_eq!(kept(), [true, true, false, true]);
        only_segment(&store);
    }
}
