//! The marker of an output folder, which lists every file that we wrote there.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::Context;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::failure;

/// Name of the marker in the output folder.
pub const MARKER: &str = ".tt-site-output";
const VERSION: u32 = 1;

/// A file as we wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    pub(super) size: usize,
    blake3: String,
}

impl Written {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { size: bytes.len(), blake3: blake3::hash(bytes).to_hex().to_string() }
    }

    /// Whether its content has this hash.
    pub(super) fn is(&self, hash: &[u8; 32]) -> bool {
        self.blake3 == blake3::Hash::from_bytes(*hash).to_hex().as_str()
    }
}

/// What an output folder holds of ours, by path with `/` between its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    version: u32,
    files: BTreeMap<String, Written>,
}

impl Default for Manifest {
    fn default() -> Self {
        Self::new(BTreeMap::new())
    }
}

impl Manifest {
    pub(super) fn new(files: BTreeMap<String, Written>) -> Self {
        Self { version: VERSION, files }
    }

    /// The manifest of a folder; `None` when the folder is not marked as ours.
    pub(super) fn read(folder: &Path) -> anyhow::Result<Option<Self>> {
        let path = folder.join(MARKER);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text.with_context(|| path.display().to_string())?,
        };
        let manifest: Option<Self> = serde_json::from_slice(&text).ok();
        let known = manifest.filter(|manifest| manifest.version == VERSION);
        known.map(Some).ok_or_else(|| {
            failure!(
                "le marqueur `{MARKER}` n’est pas lisible par cette version de tt-site ; videz le dossier pour continuer",
                "the marker `{MARKER}` cannot be read by this version of tt-site; empty the folder to go on"
            )
            .context(folder.display().to_string())
        })
    }

    /// Marks a folder.
    pub(super) fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let path = folder.join(MARKER);
        fs::write(&path, self.json()).with_context(|| path.display().to_string())
    }

    fn json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).expect("strings and numbers serialize")
    }

    /// The hash of all that it lists.
    pub(super) fn hash(&self) -> String {
        blake3::hash(&self.json()).to_hex().to_string()
    }

    /// Whether the file is ours.
    pub(super) fn owns(&self, path: &Path) -> bool {
        path.to_str().is_some_and(|path| path == MARKER || self.files.contains_key(path))
    }

    /// Whether a file of ours lies in the folder, at any depth.
    pub(super) fn reaches_into(&self, folder: &Path) -> bool {
        let Some(prefix) = folder.to_str().map(|folder| format!("{folder}/")) else {
            return false;
        };
        let first = self.files.range(prefix.clone()..).next();
        first.is_some_and(|(path, _)| path.starts_with(&prefix))
    }

    /// A file of ours, as we wrote it.
    pub(super) fn get(&self, path: &str) -> Option<&Written> {
        self.files.get(path)
    }

    /// The files with their paths, in order.
    pub(super) fn files(&self) -> impl ParallelIterator<Item = (&String, &Written)> {
        self.files.par_iter()
    }

    /// The paths, in order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().map(Path::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_ours_only_by_its_files() {
        let files = [("a/b.html".to_owned(), Written::of(b"x"))];
        let manifest = Manifest::new(files.into());
        assert!(manifest.reaches_into(Path::new("a")));
        for other in ["a/b.html", "a/b", "ab", "b"] {
            assert!(!manifest.reaches_into(Path::new(other)), "{other}");
        }
        assert!(manifest.owns(Path::new("a/b.html")) && manifest.owns(Path::new(MARKER)));
        assert!(!manifest.owns(Path::new("a")));
    }

    #[test]
    fn a_marker_of_another_version_is_refused() {
        let folder = tempfile::tempdir().expect("temporary folder");
        assert_eq!(Manifest::read(folder.path()).expect("readable"), None);
        Manifest::default().write(folder.path()).expect("written");
        let read = Manifest::read(folder.path()).expect("readable");
        assert_eq!(read, Some(Manifest::default()));
        let newer = Manifest { version: VERSION + 1, ..Manifest::default() };
        newer.write(folder.path()).expect("written");
        Manifest::read(folder.path()).expect_err("a newer version");
    }
}
