//! One file at a time: whoever reads it sees the old bytes or the new ones.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes an editor's file, or writes it again: beside its place first, then in it. Its
/// rights stay, and a link stays a link.
///
/// # Errors
/// When the disk refuses; the file is then what it was.
pub fn rewrite(path: &Path, content: &[u8]) -> io::Result<()> {
    let path = match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        found => found?,
    };
    let beside = beside(&path);
    let written = put(&path, &beside, content);
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn put(path: &Path, beside: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(beside)?;
    file.write_all(content)?;
    if let Ok(meta) = fs::metadata(path) {
        file.set_permissions(meta.permissions())?;
    }
    file.sync_all()?;
    fs::rename(beside, path)
}

/// A name that the portal does not read, in the same folder.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().display();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}
