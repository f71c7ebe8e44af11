//! The few files that commands write beside the site.

#![expect(clippy::disallowed_methods, reason = "commands are an edge")]

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use anyhow::Context;

use crate::write::file;

/// Writes a file that is ours to replace.
pub fn replace(path: &Path, content: &str) -> anyhow::Result<()> {
    make_parent(path)?;
    fs::write(path, content).with_context(|| path.display().to_string())
}

/// Writes a file for an editor; one that is there already is never touched.
pub fn write_new(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    make_parent(path)?;
    let file = File::options().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(content))
        .with_context(|| path.display().to_string())
}

/// Adds to the end of a file.
pub fn append(path: &Path, content: &str) -> anyhow::Result<()> {
    let file = File::options().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(content.as_bytes()))
        .with_context(|| path.display().to_string())
}

/// The bytes of a file.
pub fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| path.display().to_string())
}

/// Writes an editor's file again; there is one.
pub fn rewrite(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let written = path.canonicalize().and_then(|path| file::rewrite(&path, content));
    written.with_context(|| path.display().to_string())
}

fn make_parent(path: &Path) -> anyhow::Result<()> {
    let Some(parent) = path.parent() else { return Ok(()) };
    fs::create_dir_all(parent).with_context(|| parent.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_never_touched() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("a/b.md");
        write_new(&path, b"mine").expect("free");
        write_new(&path, b"yours").expect_err("taken");
        assert_eq!(fs::read_to_string(&path).expect("there"), "mine");
        replace(&path, "generated").expect("ours");
        assert_eq!(fs::read_to_string(&path).expect("there"), "generated");
    }

    #[test]
    fn a_file_is_written_again_in_one_go() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("été.md");
        rewrite(&path, b"x").expect_err("nothing to write again");
        replace(&path, "old").expect("free");
        rewrite(&path, b"new").expect("there");
        append(&path, "er").expect("there");
        assert_eq!(read(&path).expect("there"), b"newer");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
