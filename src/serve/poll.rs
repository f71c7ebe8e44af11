//! Looks for changes where the disk announces none: network drives, shared folders.

#![expect(clippy::disallowed_methods, reason = "the preview is an edge")]

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::world::{self, MAX_FOLDER_DEPTH};

/// How often the files are looked at…
const EVERY: Duration = Duration::from_secs(1);
/// …or, when a look takes long, after so many times as long.
const REST: u32 = 20;
/// A change is over once two looks at this distance see the same…
const QUIET: Duration = Duration::from_millis(100);
/// …or after so many of them.
const LOOKS: usize = 5;

/// A portal whose files are looked at.
#[derive(Debug)]
pub(super) struct Polled {
    root: PathBuf,
    seen: u64,
}

impl Polled {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), seen: look(root) }
    }

    /// Waits until the files are not what they were.
    pub(super) fn wait(&mut self) {
        loop {
            let start = Instant::now();
            let now = look(&self.root);
            if now != self.seen {
                self.seen = now;
                return self.settle();
            }
            thread::sleep(EVERY.max(start.elapsed() * REST));
        }
    }

    fn settle(&mut self) {
        for _ in 0..LOOKS {
            thread::sleep(QUIET);
            let now = look(&self.root);
            if now == self.seen {
                return;
            }
            self.seen = now;
        }
    }
}

/// A number that stands for the names, sizes and dates of everything that makes the site.
fn look(root: &Path) -> u64 {
    let folders = super::watch::FOLDERS.iter();
    folders.fold(0, |sum, folder| sum.wrapping_add(look_into(&root.join(folder), 0)))
}

/// What cannot be read is as if it were not there: it may come back.
fn look_into(folder: &Path, depth: usize) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    // A sum does not depend on the order in which a disk lists its files.
    let mut sum = 1_u64;
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(world::is_ignored) {
            continue;
        }
        let path = entry.path();
        let Ok(mut meta) = entry.metadata() else { continue };
        if meta.is_symlink() {
            let Ok(target) = fs::metadata(&path) else { continue };
            meta = target;
        }
        let mut hasher = DefaultHasher::new();
        path.hash(&mut hasher);
        if !meta.is_dir() {
            (meta.len(), meta.modified().ok()).hash(&mut hasher);
        } else if depth < MAX_FOLDER_DEPTH {
            look_into(&path, depth + 1).hash(&mut hasher);
        }
        sum = sum.wrapping_add(hasher.finish());
    }
    sum
}

/// Whether the disk below `root` is known to announce nothing of what others change on it.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn is_silent(root: &Path) -> bool {
    // The magic number has 32 bits, in a type that depends on the processor.
    rustix::fs::statfs(root).is_ok_and(|disk| is_remote(disk.f_type as u32))
}

/// Elsewhere the system announces what comes over the network, or nobody can tell.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) fn is_silent(_: &Path) -> bool {
    false
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn is_remote(magic: u32) -> bool {
    /// By `statfs(2)`: NFS, SMB, CIFS, SMB 2, 9p (Windows files in WSL), FUSE (sshfs,
    /// shared folders of containers), folders of VirtualBox, VMware and Parallels, AFS, Ceph.
    const REMOTE: [u32; 11] = [
        0x0000_6969,
        0x0000_517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x0102_1997,
        0x6573_5546,
        0x786f_4256,
        0xbacb_acbc,
        0x7c7c_6673,
        0x5346_414f,
        0x00c3_6400,
    ];
    REMOTE.contains(&magic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_sees_every_change_that_matters_and_no_other() {
        let root = tempfile::tempdir().expect("temporary folder");
        let path = |name: &str| root.path().join(name);
        fs::create_dir_all(path("content/pages")).expect("made");
        fs::write(path("content/pages/a.md"), "1").expect("written");
        let mut seen = look(root.path());
        let steps: [(&str, bool, &dyn Fn()); 7] = [
            ("nothing", false, &|| {}),
            ("a leftover", false, &|| {
                fs::write(path("content/pages/.a.md.swp"), "1").expect("written");
            }),
            ("another folder", false, &|| {
                fs::create_dir(path("public")).expect("made");
            }),
            ("the same size, in the same second", true, &|| {
                thread::sleep(Duration::from_millis(20));
                fs::write(path("content/pages/a.md"), "2").expect("written");
            }),
            ("a name", true, &|| {
                fs::rename(path("content/pages/a.md"), path("content/pages/b.md"))
                    .expect("renamed");
            }),
            ("an empty folder", true, &|| {
                fs::create_dir(path("theme")).expect("made");
            }),
            ("everything gone", true, &|| {
                fs::remove_dir_all(path("content")).expect("removed");
            }),
        ];
        for (what, changes, act) in steps {
            act();
            let now = look(root.path());
            assert_eq!(now != seen, changes, "{what}");
            seen = now;
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn network_drives_are_known_by_their_numbers() {
        for (magic, remote) in
            [(0x6969, true), (0x0102_1997, true), (0xef53, false), (0x794c_7630, false)]
        {
            assert_eq!(is_remote(magic), remote, "{magic:x}");
        }
    }
}
