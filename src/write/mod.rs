//! Writes a site to a folder: beside it first, then in its place.
//!
//! The output folder is the old site or the new one, never a mixture, whenever the process
//! is killed. It carries a marker that lists our files: a folder that has content and no
//! marker is refused, and no file of other people is ever removed.

#![expect(clippy::disallowed_methods, reason = "this module is the writing edge")]

pub mod file;
mod manifest;
mod swap;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use anyhow::Context;
use rayon::prelude::*;

use crate::failure;
use crate::sink::Sink;
use manifest::{Manifest, Written};
use swap::Workshop;

pub use manifest::MARKER;

/// Folders of a portal where a site must not be written.
const SOURCES: [&str; 3] = ["content", "theme", "themes"];

/// A site that is being written.
pub struct Staging {
    workshop: Workshop,
    old: Manifest,
    /// When the old site was written: its marker comes last.
    sealed: Option<SystemTime>,
    state: Mutex<State>,
}

/// What has been written so far.
#[derive(Default)]
struct State {
    files: BTreeMap<String, Written>,
    /// Files that stand in the output as they are to be.
    kept: Vec<String>,
    folders: BTreeSet<PathBuf>,
    error: Option<anyhow::Error>,
}

impl Staging {
    /// Starts a site for `output`, of the portal at `root`.
    ///
    /// # Errors
    /// When the folder is not for us to write in, another build is writing there, or the
    /// disk refuses.
    pub fn new(root: &Path, output: &Path) -> anyhow::Result<Self> {
        let output = resolve(output).with_context(|| output.display().to_string())?;
        refuse_sources(root, &output)?;
        // Before anything is made, so that a refusal leaves no trace.
        refuse_foreign(&output)?;
        let workshop = Workshop::open(&output)?;
        let old = Manifest::read(&output)?.unwrap_or_default();
        let marker = fs::metadata(output.join(MARKER));
        let sealed = marker.and_then(|marker| marker.modified()).ok();
        Ok(Self { workshop, old, sealed, state: Mutex::default() })
    }

    /// Makes what was written the output, and answers the name of that site. The old site
    /// stands when this fails.
    ///
    /// # Errors
    /// The first error met while writing, or while publishing.
    pub fn commit(self) -> anyhow::Result<String> {
        let published = self.publish();
        let closed = self.workshop.close();
        closed.and(published)
    }

    /// Whether the output is the site of a name that [`Self::commit`] answered, untouched.
    pub fn stands(&self, name: &str) -> bool {
        let is_untouched =
            |(path, file): (&String, &Written)| self.is_untouched(path, file.size);
        self.old.hash() == name && self.old.files().all(is_untouched)
    }

    /// Forgets what was written. The output stands untouched.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn discard(self) -> anyhow::Result<()> {
        self.workshop.close()
    }

    fn publish(&self) -> anyhow::Result<String> {
        let State { files, kept, error, .. } = std::mem::take(&mut *self.state());
        if let Some(error) = error {
            return Err(error);
        }
        let new = Manifest::new(files);
        if new == self.old && kept.len() == new.paths().count() {
            return Ok(new.hash());
        }
        self.refuse_conflicts(&new)?;
        kept.par_iter().try_for_each(|path| self.keep(path))?;
        new.write(&self.workshop.staged())?;
        self.workshop.publish()?;
        Ok(new.hash())
    }

    /// Files of other people may lie in the output, but not where ours go.
    fn refuse_conflicts(&self, new: &Manifest) -> anyhow::Result<()> {
        let output = &self.workshop.output;
        let is_folder = |path: &Path| output.join(path).is_dir();
        let exists = |path: &Path| output.join(path).symlink_metadata().is_ok();
        let is_foreign =
            |path: &Path| !self.old.owns(path) && !self.old.reaches_into(path);
        let file = new.paths().find(|path| exists(path) && is_foreign(path));
        let folders: BTreeSet<&Path> = new.paths().flat_map(above).collect();
        let mut folders = folders.into_iter();
        let folder = folders.find(|p| exists(p) && !is_folder(p) && is_foreign(p));
        let Some(path) = file.or(folder) else { return Ok(()) };
        Err(failure!(
            "ce fichier n’a pas été écrit par tt-site, et le site en a un du même nom : déplacez-le",
            "this file was not written by tt-site, and the site has one of that name: move it away"
        )
        .context(output.join(path).display().to_string()))
    }

    /// Writes a file, unless it stands there already.
    fn write(&self, path: &str, bytes: &[u8]) -> anyhow::Result<Written> {
        if !is_inside(path) {
            return Err(failure!(
                "« {path} » n’est pas un chemin dans le site",
                "`{path}` is not a path in the site"
            ));
        }
        let written = Written::of(bytes);
        let is_same = self.old.get(path) == Some(&written);
        if is_same && self.is_untouched(path, bytes.len()) {
            self.state().kept.push(path.to_owned());
            return Ok(written);
        }
        self.make_folders(Path::new(path))?;
        let file = self.workshop.staged().join(path);
        fs::write(&file, bytes).with_context(|| file.display().to_string())?;
        if is_same {
            self.keep_time(path, &file);
        }
        Ok(written)
    }

    fn make_folders(&self, path: &Path) -> anyhow::Result<()> {
        let Some(folder) = path.parent() else { return Ok(()) };
        if self.state().folders.contains(folder) {
            return Ok(());
        }
        swap::create(&self.workshop.staged().join(folder))?;
        self.state().folders.extend(above(path).map(Path::to_owned));
        Ok(())
    }

    /// Whether a file of the output is the one that we wrote.
    fn is_untouched(&self, path: &str, size: usize) -> bool {
        let Ok(meta) = self.workshop.output.join(path).symlink_metadata() else {
            return false;
        };
        let is_old = meta.modified().is_ok_and(|time| Some(time) <= self.sealed);
        meta.is_file() && meta.len() == size as u64 && is_old
    }

    /// Takes a file of the output over: the same one where the disk knows second names.
    fn keep(&self, path: &str) -> anyhow::Result<()> {
        self.make_folders(Path::new(path))?;
        let (old, new) =
            (self.workshop.output.join(path), self.workshop.staged().join(path));
        if fs::hard_link(&old, &new).is_err() {
            fs::copy(&old, &new).with_context(|| new.display().to_string())?;
            self.keep_time(path, &new);
        }
        Ok(())
    }

    /// An unchanged file keeps its time, which spares those who copy or cache the site;
    /// it is only a comfort, so a disk that refuses is no error.
    fn keep_time(&self, path: &str, file: &Path) {
        let old =
            fs::metadata(self.workshop.output.join(path)).and_then(|m| m.modified());
        if let (Ok(time), Ok(file)) = (old, File::options().write(true).open(file)) {
            let _ = file.set_modified(time);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Staging {
    fn has(&self, path: &str, hash: &[u8; 32]) -> bool {
        let same = self.old.get(path).filter(|old| old.is(hash));
        let Some(same) = same.filter(|old| self.is_untouched(path, old.size)) else {
            return false;
        };
        let mut state = self.state();
        state.kept.push(path.to_owned());
        state.files.insert(path.to_owned(), same.clone());
        true
    }

    fn put(&self, path: &str, bytes: Vec<u8>) {
        if self.state().error.is_some() {
            return;
        }
        let outcome = self.write(path, &bytes);
        let mut state = self.state();
        match outcome {
            Ok(written) => {
                state.files.insert(path.to_owned(), written);
            }
            Err(error) => {
                state.error.get_or_insert(error);
            }
        }
    }
}

/// The folders that a path of the site lies in.
fn above(path: &Path) -> impl Iterator<Item = &Path> {
    path.ancestors().skip(1).filter(|folder| *folder != Path::new(""))
}

/// The absolute path behind links, also of a folder that is not there yet.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    match (path.canonicalize(), path.parent(), path.file_name()) {
        (Err(error), Some(parent), Some(name))
            if error.kind() == io::ErrorKind::NotFound =>
        {
            Ok(resolve(parent)?.join(name))
        }
        (resolved, ..) => resolved,
    }
}

fn refuse_sources(root: &Path, output: &Path) -> anyhow::Result<()> {
    let root = resolve(root).with_context(|| root.display().to_string())?;
    let in_sources = SOURCES.iter().any(|folder| output.starts_with(root.join(folder)));
    if !in_sources && !root.starts_with(output) {
        return Ok(());
    }
    Err(failure!(
        "le site ne peut pas être écrit par-dessus les fichiers du portail ; choisissez un autre dossier avec --output",
        "the site cannot be written over the portal’s files; choose another folder with --output"
    )
    .context(output.display().to_string()))
}

fn refuse_foreign(output: &Path) -> anyhow::Result<()> {
    let mut entries = match fs::read_dir(output) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(|| output.display().to_string())?,
    };
    if entries.next().is_none() || Manifest::read(output)?.is_some() {
        return Ok(());
    }
    Err(failure!(
        "ce dossier contient des fichiers que tt-site n’a pas écrits ; videz-le ou choisissez-en un autre avec --output",
        "this folder holds files that tt-site did not write; empty it or choose another one with --output"
    )
    .context(output.display().to_string()))
}

/// Whether a path stays in the site and is not the marker's.
fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components().peekable();
    let is_plain =
        parts.peek().is_some() && parts.all(|p| matches!(p, Component::Normal(_)));
    is_plain && path != MARKER
}

#[cfg(test)]
mod tests;
