//! Puts a finished site in the place of the old one, so that a build that is killed at any
//! moment leaves one of them whole.
//!
//! Everything happens in a hidden folder beside the output, which one build at a time may
//! hold: `staged` is being written, `ready` is complete. The exchange is one system call
//! where there is one. Then what the old site holds is retired: our files are removed, and
//! those of other people move to the new site.

use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context;
use rayon::prelude::*;

use super::manifest::{MARKER, Manifest};
use crate::failure;

/// Tries at taking the lock while other builds end.
const ATTEMPTS: usize = 5;

/// The folder beside the output where a site is made.
pub(super) struct Workshop {
    pub(super) output: PathBuf,
    folder: PathBuf,
    _lock: File,
}

impl Workshop {
    /// Takes the lock, and ends or undoes what a killed build left. `output` is absolute.
    pub(super) fn open(output: &Path) -> anyhow::Result<Self> {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        let folder = output.with_file_name(format!(".{name}.tt-site"));
        let lock = lock(&folder, output)?;
        let workshop = Self { output: output.to_owned(), folder, _lock: lock };
        workshop.recover()?;
        create(&workshop.staged())?;
        Ok(workshop)
    }

    /// Where files are written.
    pub(super) fn staged(&self) -> PathBuf {
        self.folder.join("staged")
    }

    fn ready(&self) -> PathBuf {
        self.folder.join("ready")
    }

    fn old(&self) -> PathBuf {
        self.folder.join("old")
    }

    /// What publishing is made of. Being killed between two steps leaves a whole site.
    const STEPS: [fn(&Self) -> anyhow::Result<()>; 3] =
        [Self::seal, Self::exchange, Self::retire];

    /// Makes the staged site the output.
    pub(super) fn publish(&self) -> anyhow::Result<()> {
        Self::STEPS.iter().try_for_each(|step| step(self))
    }

    /// Removes what is left, and the lock last.
    pub(super) fn close(self) -> anyhow::Result<()> {
        remove_tree(&self.staged())?;
        // A folder that still holds an old site stays, for the next build to retire.
        if fs::read_dir(&self.folder).is_ok_and(|entries| entries.count() == 1) {
            let _ = fs::remove_file(lock_file(&self.folder));
            let _ = fs::remove_dir(&self.folder);
        }
        Ok(())
    }

    fn recover(&self) -> anyhow::Result<()> {
        if self.old().exists() && !self.output.exists() {
            rename(&self.old(), &self.output)?;
        }
        remove_tree(&self.staged())?;
        self.retire()
    }

    fn seal(&self) -> anyhow::Result<()> {
        rename(&self.staged(), &self.ready())
    }

    fn exchange(&self) -> anyhow::Result<()> {
        if !self.output.exists() {
            return rename(&self.ready(), &self.output);
        }
        if exchange_at_once(&self.ready(), &self.output)? {
            return Ok(());
        }
        self.move_away()?;
        self.move_in()
    }

    /// First half of the exchange where the system has no call for it.
    fn move_away(&self) -> anyhow::Result<()> {
        rename(&self.output, &self.old())
    }

    /// Second half; the old site comes back when it fails.
    fn move_in(&self) -> anyhow::Result<()> {
        let moved = rename(&self.ready(), &self.output);
        if moved.is_err() {
            rename(&self.old(), &self.output)?;
        }
        moved
    }

    fn retire(&self) -> anyhow::Result<()> {
        for from in [self.ready(), self.old()] {
            if from.exists() {
                let manifest = Manifest::read(&from)?.unwrap_or_default();
                Retired { from: &from, to: &self.output, manifest }.remove()?;
            }
        }
        Ok(())
    }
}

/// A site that is no longer the output.
struct Retired<'a> {
    from: &'a Path,
    to: &'a Path,
    manifest: Manifest,
}

impl Retired<'_> {
    /// The marker goes last: without it, a killed build would leave nothing that tells our
    /// files from those of other people.
    fn remove(&self) -> anyhow::Result<()> {
        self.empty(Path::new(""))?;
        let marker = self.from.join(MARKER);
        if marker.exists() {
            fs::remove_file(&marker).with_context(|| shown(&marker))?;
        }
        fs::remove_dir(self.from).with_context(|| shown(self.from))
    }

    /// Empties a folder, named from the site's root.
    fn empty(&self, name: &Path) -> anyhow::Result<()> {
        let folder = self.from.join(name);
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<_>>);
        let entries: Vec<fs::DirEntry> = entries.with_context(|| shown(&folder))?;
        entries.par_iter().try_for_each(|entry| self.clear(name, entry))
    }

    /// Removes what is ours of an entry of a folder, and keeps the rest.
    fn clear(&self, folder: &Path, entry: &fs::DirEntry) -> anyhow::Result<()> {
        let name = folder.join(entry.file_name());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if name == Path::new(MARKER) {
            return Ok(());
        }
        if self.manifest.owns(&name) && !is_folder {
            return fs::remove_file(entry.path()).with_context(|| shown(&entry.path()));
        }
        if is_folder && self.has_ours(&name) {
            self.empty(&name)?;
            return fs::remove_dir(entry.path()).with_context(|| shown(&entry.path()));
        }
        self.carry(&name)
    }

    fn has_ours(&self, folder: &Path) -> bool {
        self.manifest.reaches_into(folder) || self.to.join(folder).is_dir()
    }

    /// Moves what is not ours to the new site.
    fn carry(&self, name: &Path) -> anyhow::Result<()> {
        let target = self.to.join(name);
        create(target.parent().unwrap_or(self.to))?;
        rename(&self.from.join(name), &target)
    }
}

fn lock_file(folder: &Path) -> PathBuf {
    folder.join("lock")
}

fn lock(folder: &Path, output: &Path) -> anyhow::Result<File> {
    let path = lock_file(folder);
    for _ in 0..ATTEMPTS {
        create(folder)?;
        let mut options = File::options();
        let file =
            options.create(true).truncate(false).read(true).write(true).open(&path);
        let mut file = match file {
            // The build that held the lock has just removed its folder.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            file => file.with_context(|| shown(&path))?,
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => break,
            // Some network disks have no locks.
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {}
            taken => taken.map_err(io::Error::from).with_context(|| shown(&path))?,
        }
        if is_still_there(&mut file, &path).with_context(|| shown(&path))? {
            return Ok(file);
        }
    }
    Err(failure!(
        "un autre tt-site écrit déjà dans ce dossier ; attendez qu’il ait fini",
        "another tt-site is writing to this folder; wait until it is done"
    )
    .context(shown(output)))
}

/// Whether the locked file is the one at the path: the build that held it before may have
/// removed it between our opening and our locking it.
fn is_still_there(file: &mut File, path: &Path) -> io::Result<bool> {
    static TAKEN: AtomicU64 = AtomicU64::new(0);
    let owner = format!("{}.{}", process::id(), TAKEN.fetch_add(1, Ordering::Relaxed));
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(owner.as_bytes())?;
    match fs::read_to_string(path) {
        Ok(found) => Ok(found == owner),
        // Where locks are mandatory, a locked file cannot be read through another handle.
        Err(error) => Ok(error.kind() != io::ErrorKind::NotFound),
    }
}

/// Exchanges two folders in one step; `false` where that cannot be done.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange_at_once(a: &Path, b: &Path) -> anyhow::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(io::Error::from(error)).with_context(|| shown(b)),
        Ok(()) => Ok(true),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange_at_once(_: &Path, _: &Path) -> anyhow::Result<bool> {
    Ok(false)
}

fn rename(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::rename(from, to).with_context(|| shown(to))
}

fn create(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| shown(folder))
}

fn remove_tree(folder: &Path) -> anyhow::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome.with_context(|| shown(folder)),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests;
