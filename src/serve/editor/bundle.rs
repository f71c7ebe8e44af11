//! The program of the web editor, Decap CMS (MIT): fetched once from its npm package, or
//! given as a file, checked against its hash, and kept beside the caches. It is large and
//! only editors need it, so it is neither in the repository nor in the program.

#![expect(clippy::disallowed_methods, reason = "the preview is an edge")]

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context;
use flate2::read::GzDecoder;
use tar::Archive;

use crate::failure;

/// Version of Decap CMS.
pub const VERSION: &str = "3.16.3";
/// BLAKE3 of its npm package.
const HASH: &str = "40eb80b2c6099629742f92f58c99c2b84addffa2941a73e813da5e0b68e8767d";
/// The file that pages load; it loads the others when it needs them.
pub const MAIN: &str = "decap-cms.js";
/// Largest file of the package that is kept, in bytes.
const MAX_FILE: u64 = 16 << 20;

/// Where the program is kept for the portal at `root`.
fn folder(root: &Path) -> PathBuf {
    root.join(".tt-site/editor").join(format!("decap-cms-{VERSION}"))
}

/// Whether the program is there.
pub fn is_installed(root: &Path) -> bool {
    folder(root).join(MAIN).is_file()
}

/// A file of the program.
pub fn file(root: &Path, name: &str) -> Option<Vec<u8>> {
    if name.contains(['/', '\\']) || name.starts_with('.') {
        return None;
    }
    fs::read(folder(root).join(name)).ok()
}

/// Names of the files of the program, sorted.
pub fn names(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder(root)).into_iter().flatten().flatten();
    let mut names: Vec<_> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// Installs the program for the portal at `root`, from its npm package at `from` or from
/// the registry.
///
/// # Errors
/// When the package cannot be had, or is not the one that is known.
pub fn install(root: &Path, from: Option<&Path>) -> anyhow::Result<()> {
    let given =
        from.map(|path| fs::read(path).with_context(|| path.display().to_string()));
    let package = given.unwrap_or_else(|| fetch(root))?;
    if blake3::hash(&package).to_hex().as_str() != HASH {
        return Err(failure!(
            "ce n’est pas le paquet decap-cms {VERSION} : rien n’a été installé",
            "this is not the package decap-cms {VERSION}: nothing was installed"
        ));
    }
    let folder = folder(root);
    let aside = folder.with_extension("tmp");
    let _ = fs::remove_dir_all(&aside);
    fs::create_dir_all(&aside).with_context(|| aside.display().to_string())?;
    unpack(&package, &aside)?;
    let _ = fs::remove_dir_all(&folder);
    fs::rename(&aside, &folder).with_context(|| folder.display().to_string())
}

/// Takes the scripts of the package; it holds two builds, and maps for its authors.
fn unpack(package: &[u8], folder: &Path) -> anyhow::Result<()> {
    let mut archive = Archive::new(GzDecoder::new(package));
    for entry in archive.entries()? {
        let entry = entry?;
        let path = entry.path()?.into_owned();
        let name = path.strip_prefix("package/dist").ok().and_then(Path::to_str);
        let Some(name) = name.filter(|name| is_wanted(name)) else { continue };
        let mut content = Vec::new();
        entry.take(MAX_FILE).read_to_end(&mut content)?;
        fs::write(folder.join(name), content)?;
    }
    Ok(())
}

fn is_wanted(name: &str) -> bool {
    let is_plain = !name.contains(['/', '\\']);
    is_plain
        && (name.ends_with("decap-cms.js")
            || name.ends_with(".wasm")
            || name.ends_with(".txt"))
}

/// The package, by the client of the registry where there is one, else by `curl`, which
/// systems come with. Both know the proxies of the network.
fn fetch(root: &Path) -> anyhow::Result<Vec<u8>> {
    let folder = root.join(".tt-site/editor");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let file = folder.join(format!("decap-cms-{VERSION}.tgz"));
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut by_npm = Command::new(npm);
    by_npm.args(["pack", "--silent", &format!("decap-cms@{VERSION}")]);
    let mut by_curl = Command::new("curl");
    by_curl.args(["--fail", "--silent", "--location", "--output"]).arg(&file);
    by_curl
        .arg(format!("https://registry.npmjs.org/decap-cms/-/decap-cms-{VERSION}.tgz"));
    let done = [by_npm, by_curl].iter_mut().any(|command| {
        command.current_dir(&folder).stdin(Stdio::null());
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success()) && file.is_file()
    });
    if !done {
        return Err(failure!(
            "le paquet decap-cms {VERSION} n’a pas pu être téléchargé : vérifiez le réseau, ou donnez le fichier avec `tt-site editor --from decap-cms-{VERSION}.tgz`",
            "the package decap-cms {VERSION} could not be downloaded: check the network, or give the file with `tt-site editor --from decap-cms-{VERSION}.tgz`"
        ));
    }
    let mut package = Vec::new();
    File::open(&file)?.read_to_end(&mut package)?;
    let _ = fs::remove_file(&file);
    Ok(package)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_package_is_refused_and_nothing_is_written() {
        let root = tempfile::tempdir().expect("temporary folder");
        let path = root.path().join("other.tgz");
        fs::write(&path, b"something else").expect("written");
        install(root.path(), Some(&path)).expect_err("not the package");
        assert!(!is_installed(root.path()));
    }

    #[test]
    fn only_plain_names_are_served() {
        let root = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder(root.path())).expect("made");
        fs::write(folder(root.path()).join(MAIN), b"x").expect("written");
        fs::write(root.path().join(".tt-site/editor/secret"), b"x").expect("written");
        assert!(file(root.path(), MAIN).is_some());
        for name in ["../secret", "..", ".", "", "a/b", "..\\secret"] {
            assert!(file(root.path(), name).is_none(), "{name}");
        }
    }
}
