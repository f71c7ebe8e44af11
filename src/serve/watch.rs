//! Hears that the portal's files change.

#![expect(clippy::disallowed_methods, reason = "the preview is an edge")]

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use anyhow::Context;
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::poll::{self, Polled};
use crate::world;

/// Folders whose content makes the site.
pub(super) const FOLDERS: [&str; 3] = ["content", "theme", "themes"];
/// Changes closer than this belong to one batch: whoever saves by rename, or empties a file
/// before writing it, does so within a few milliseconds…
const QUIET: Duration = Duration::from_millis(25);
/// …and a batch lasts no longer than this.
const LONGEST: Duration = Duration::from_millis(500);

/// The changes of a portal's files.
pub struct Changes(Way);

enum Way {
    Announced(Announced),
    Polled(Polled),
}

/// How the preview hears of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hearing {
    /// As the disk allows.
    Automatic,
    /// The files are looked at again and again.
    Polling,
}

impl Changes {
    /// Starts watching the portal at `root`.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn watch(root: &Path, hearing: Hearing) -> anyhow::Result<Self> {
        let root = root.canonicalize().with_context(|| root.display().to_string())?;
        let polls = hearing == Hearing::Polling || poll::is_silent(&root);
        let announced = (!polls).then(|| Announced::begin(&root).ok()).flatten();
        let polled = || Way::Polled(Polled::new(&root));
        Ok(Self(announced.map_or_else(polled, Way::Announced)))
    }

    /// Whether changes are looked for, because the disk does not announce them.
    pub fn is_polling(&self) -> bool {
        matches!(self.0, Way::Polled(_))
    }

    /// Waits for a batch of changes.
    pub(super) fn wait(&mut self) {
        match &mut self.0 {
            Way::Polled(polled) => polled.wait(),
            Way::Announced(announced) => {
                if announced.wait().is_err() {
                    // The portal's folder is gone, or its disk: it may come back.
                    self.0 = Way::Polled(Polled::new(&announced.root));
                }
            }
        }
    }
}

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    /// A file that makes the site.
    File,
    /// A folder that is watched itself.
    Folder,
}

struct Announced {
    root: PathBuf,
    heard: Receiver<Heard>,
    watcher: RecommendedWatcher,
}

impl Announced {
    fn begin(root: &Path) -> anyhow::Result<Self> {
        let (sender, heard) = mpsc::channel();
        let from = root.to_owned();
        let handle = move |event: notify::Result<Event>| {
            let about = event.map_or(Some(Heard::File), |event| about(&event, &from));
            if let Some(about) = about {
                // Nobody listens any more when the preview ends.
                let _ = sender.send(about);
            }
        };
        let watcher = RecommendedWatcher::new(handle, Config::default())?;
        let mut announced = Self { root: root.to_owned(), heard, watcher };
        announced.watch_folders()?;
        Ok(announced)
    }

    /// The root is watched too, for folders that come later.
    fn watch_folders(&mut self) -> notify::Result<()> {
        self.watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS.map(|folder| self.root.join(folder)) {
            if folder.is_dir() {
                self.watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }

    fn wait(&mut self) -> anyhow::Result<()> {
        let mut heard = vec![self.heard.recv()?];
        let end = Instant::now() + LONGEST;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match self.heard.recv_timeout(QUIET.min(left)) {
                Ok(more) => heard.push(more),
                Err(_) => break,
            }
        }
        // A folder that is new, or was replaced as a whole, needs to be watched again.
        if heard.contains(&Heard::Folder) {
            self.watch_folders()?;
        }
        Ok(())
    }
}

/// What an event may change in the site. Our own reading is an event too.
fn about(event: &Event, root: &Path) -> Option<Heard> {
    if event.need_rescan() {
        // Events were lost: maybe those of a folder.
        return Some(Heard::Folder);
    }
    if event.kind.is_access() {
        return None;
    }
    let about = event.paths.iter().filter_map(|path| about_path(path, root));
    about.max_by_key(|about| *about == Heard::Folder)
}

fn about_path(path: &Path, root: &Path) -> Option<Heard> {
    let mut names = path.strip_prefix(root).ok()?.iter();
    let Some(first) = names.next() else { return Some(Heard::Folder) };
    if !FOLDERS.iter().any(|folder| first == *folder) {
        return None;
    }
    let below: Vec<_> = names.collect();
    if below.is_empty() {
        return Some(Heard::Folder);
    }
    let ignored = |name: &&std::ffi::OsStr| name.to_str().is_some_and(world::is_ignored);
    (!below.iter().any(ignored)).then_some(Heard::File)
}

#[cfg(test)]
mod tests {
    use std::{fs, thread};

    use notify::EventKind;
    use notify::event::{AccessKind, CreateKind, Flag};

    use super::*;

    #[test]
    fn only_changes_of_the_sources_matter() {
        let root = Path::new("/portal");
        let event = |kind, path: &str| Event::new(kind).add_path(root.join(path));
        let create = EventKind::Create(CreateKind::File);
        for (kind, path, expected) in [
            (create, "content/a.md", Some(Heard::File)),
            (create, "theme/a.css", Some(Heard::File)),
            (create, "content", Some(Heard::Folder)),
            (create, "", Some(Heard::Folder)),
            (create, "public/index.html", None),
            (create, "README.md", None),
            (create, "content/pages/4913", None),
            (create, "content/pages/a.md~", None),
            (create, "content/pages/.a.md.swp", None),
            (create, "content/pages/#a.md#", None),
            (create, "content/pages/~$a.docx", None),
            (create, "content/pages/a.md.tmp", None),
            (create, "content/.git/index", None),
            (EventKind::Access(AccessKind::Read), "content/a.md", None),
        ] {
            assert_eq!(about(&event(kind, path), root), expected, "{path}");
        }
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(about(&lost, root), Some(Heard::Folder));
    }

    /// Calls `test` with a portal and its changes, heard in either way, as often as asked:
    /// `heard` fails a test that waits in vain.
    fn in_both_ways(test: impl Fn(&Path, &dyn Fn(bool))) {
        for hearing in [Hearing::Automatic, Hearing::Polling] {
            let root = tempfile::tempdir().expect("temporary folder");
            let path = root.path().canonicalize().expect("there");
            fs::create_dir_all(path.join("content/pages")).expect("made");
            fs::write(path.join("content/pages/a.md"), "0").expect("written");
            let mut changes = Changes::watch(&path, hearing).expect("watched");
            assert_eq!(changes.is_polling(), hearing == Hearing::Polling);
            let (sender, batches) = mpsc::channel();
            thread::spawn(move || {
                loop {
                    changes.wait();
                    if sender.send(()).is_err() {
                        break;
                    }
                }
            });
            test(&path, &|expected| {
                let patience =
                    Duration::from_millis(if expected { 20_000 } else { 1_300 });
                assert_eq!(
                    batches.recv_timeout(patience).is_ok(),
                    expected,
                    "{hearing:?}"
                );
            });
        }
    }

    #[test]
    fn a_save_is_heard_once_however_an_editor_saves() {
        in_both_ways(|root, heard| {
            let path = |name: &str| root.join("content/pages").join(name);
            let write = |name: &str, text: &str| {
                fs::write(path(name), text).expect("written");
            };
            let rename = |from: &str, to: &str| {
                fs::rename(path(from), path(to)).expect("renamed");
            };
            // In place, as VS Code does.
            write("a.md", "1");
            heard(true);
            heard(false);
            // A new file over the old one, as gedit and most others do.
            write(".goutputstream-1", "22");
            rename(".goutputstream-1", "a.md");
            heard(true);
            heard(false);
            // The old one becomes the copy, as Vim does.
            write("4913", "");
            fs::remove_file(path("4913")).expect("removed");
            rename("a.md", "a.md~");
            write("a.md", "333");
            fs::remove_file(path("a.md~")).expect("removed");
            heard(true);
            heard(false);
        });
    }

    #[test]
    fn what_editors_leave_beside_is_not_heard() {
        in_both_ways(|root, heard| {
            for name in [".a.md.swp", "4913", "#a.md#", ".#a.md", "~$a.docx", "a.md.tmp"]
            {
                fs::write(root.join("content/pages").join(name), "1").expect("written");
            }
            heard(false);
        });
    }

    #[test]
    fn folders_may_go_come_back_and_be_new() {
        in_both_ways(|root, heard| {
            fs::remove_dir_all(root.join("content")).expect("removed");
            heard(true);
            fs::create_dir_all(root.join("content/pages")).expect("made");
            heard(true);
            fs::write(root.join("content/pages/a.md"), "1").expect("written");
            heard(true);
            fs::create_dir(root.join("theme")).expect("made");
            heard(true);
            fs::write(root.join("theme/a.css"), "1").expect("written");
            heard(true);
            fs::create_dir(root.join("other")).expect("made");
            heard(false);
        });
    }

    #[test]
    fn the_portal_itself_may_be_replaced() {
        in_both_ways(|root, heard| {
            let aside = root.with_extension("aside");
            fs::rename(root, &aside).expect("renamed");
            heard(true);
            fs::rename(&aside, root).expect("renamed");
            heard(true);
            fs::write(root.join("content/pages/a.md"), "1").expect("written");
            heard(true);
        });
    }
}
