//! Hears that the portal's files change.

#![expect(clippy::disallowed_methods, reason = "the preview is an edge")]

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Context;
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// Folders whose content makes the site.
const FOLDERS: [&str; 3] = ["content", "theme", "themes"];
/// Changes closer than this belong to one batch…
const QUIET: Duration = Duration::from_millis(80);
/// …which lasts no longer than this.
const LONGEST: Duration = Duration::from_millis(500);
/// How often a disk that announces nothing is looked at.
const POLL: Duration = Duration::from_secs(1);

/// The changes of a portal's files.
pub struct Changes {
    root: PathBuf,
    heard: Receiver<()>,
    watcher: Box<dyn Watcher + Send>,
    polling: bool,
}

impl Changes {
    /// Starts watching the portal at `root`.
    ///
    /// # Errors
    /// When the folder can neither be watched nor polled.
    pub fn watch(root: &Path) -> anyhow::Result<Self> {
        let root = root.canonicalize().with_context(|| root.display().to_string())?;
        Self::announced(&root).or_else(|_| Self::polled(&root))
    }

    /// Whether changes are looked for, because the disk does not announce them.
    pub fn is_polling(&self) -> bool {
        self.polling
    }

    fn announced(root: &Path) -> anyhow::Result<Self> {
        let (handler, heard) = handler(root);
        let watcher = Box::new(RecommendedWatcher::new(handler, Config::default())?);
        Self { root: root.to_owned(), heard, watcher, polling: false }.begin()
    }

    fn polled(root: &Path) -> anyhow::Result<Self> {
        let (handler, heard) = handler(root);
        let config = Config::default().with_poll_interval(POLL);
        let watcher = Box::new(PollWatcher::new(handler, config)?);
        Self { root: root.to_owned(), heard, watcher, polling: true }.begin()
    }

    /// The root is watched too, for folders that come later.
    fn begin(mut self) -> anyhow::Result<Self> {
        self.watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        self.watch_folders()?;
        Ok(self)
    }

    fn watch_folders(&mut self) -> notify::Result<()> {
        for folder in FOLDERS.map(|folder| self.root.join(folder)) {
            if folder.is_dir() {
                self.watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }

    /// Waits for a batch of changes; `false` when there will be none any more.
    pub(super) fn wait(&mut self) -> bool {
        if self.heard.recv().is_err() {
            return false;
        }
        let end = Instant::now() + LONGEST;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match self.heard.recv_timeout(QUIET.min(left)) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        // A folder that is new, or was replaced as a whole, needs to be watched again; one
        // that vanished meanwhile will be heard of at its return.
        let _ = self.watch_folders();
        true
    }
}

fn handler(
    root: &Path,
) -> (impl Fn(notify::Result<Event>) + Send + 'static, Receiver<()>) {
    let (sender, heard) = mpsc::channel();
    let root = root.to_owned();
    let handle = move |event: notify::Result<Event>| {
        if event.map_or(true, |event| matters(&event, &root)) {
            // Nobody listens any more when the preview ends.
            let _ = sender.send(());
        }
    };
    (handle, heard)
}

/// Whether an event may change the site. Our own reading is an event too.
fn matters(event: &Event, root: &Path) -> bool {
    let is_ours = |path: &PathBuf| {
        let first =
            path.strip_prefix(root).ok().and_then(|path| path.components().next());
        first.is_some_and(|first| {
            FOLDERS.iter().any(|folder| first.as_os_str() == *folder)
        })
    };
    event.need_rescan() || (!event.kind.is_access() && event.paths.iter().any(is_ours))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use notify::EventKind;
    use notify::event::{AccessKind, CreateKind};

    use super::*;

    #[test]
    fn only_changes_of_the_sources_matter() {
        let root = Path::new("/portal");
        let event = |kind, path: &str| Event::new(kind).add_path(root.join(path));
        let create = EventKind::Create(CreateKind::File);
        for (kind, path, expected) in [
            (create, "content/a.md", true),
            (create, "theme/a.css", true),
            (create, "public/index.html", false),
            (create, "README.md", false),
            (EventKind::Access(AccessKind::Read), "content/a.md", false),
        ] {
            assert_eq!(matters(&event(kind, path), root), expected, "{path}");
        }
    }

    #[test]
    fn a_change_is_heard_also_in_a_folder_that_comes_later() {
        for watch in [Changes::announced, Changes::polled] {
            let root = tempfile::tempdir().expect("temporary folder");
            let path = root.path().canonicalize().expect("there");
            fs::create_dir(path.join("content")).expect("made");
            let mut changes = watch(&path).expect("watched");
            fs::write(path.join("content/a.md"), "1").expect("written");
            assert!(changes.wait());
            fs::create_dir(path.join("theme")).expect("made");
            assert!(changes.wait());
            fs::write(path.join("theme/a.css"), "1").expect("written");
            assert!(changes.wait());
        }
    }
}
