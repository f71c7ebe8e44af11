//! The program itself, run as people run it, and what it leaves on the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::portal;

/// Where the program is.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_tt-site");
/// A build on the day of the tests.
pub const BUILD: &str = "build --date 2026-11-22";
const SETTINGS: &str = "content/portail.yaml";

/// What is typed, in a portal's folder; nobody is there to answer.
pub fn command(root: &Path, typed: &str) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(typed.split_whitespace()).current_dir(root);
    command.env("LC_ALL", "fr_FR.UTF-8").env_remove("GITHUB_STEP_SUMMARY");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the program to its end.
pub fn run(root: &Path, typed: &str) -> Output {
    command(root, typed).output().expect("the program runs")
}

pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// The files of a folder, at any depth.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").to_str();
                let name = name.expect("UTF-8").to_owned();
                found.insert(name, fs::read(&path).expect("readable"));
            }
        }
    }
    found
}

/// A build that must end well.
fn build(root: &Path) {
    let built = run(root, BUILD);
    assert_eq!(built.status.code(), Some(0), "{}", err(&built));
}

/// A portal that has one of two titles, which are on every page, and the site of each as a
/// clean folder gives it.
pub struct Changing {
    folder: TempDir,
    clean: [TempDir; 2],
    titles: [String; 2],
}

impl Changing {
    /// Of the content of a portal; its first site is in place.
    pub fn new(content: &Path) -> Self {
        let settings = fs::read_to_string(content.join("portail.yaml")).expect("there");
        assert!(settings.contains("titre: "), "{settings}");
        let other = settings.replacen("titre: ", "titre: Le ", 1);
        let copy = |settings: &str| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            portal::copy_backwards(content, &folder.path().join("content"));
            fs::write(folder.path().join(SETTINGS), settings).expect("writable");
            folder
        };
        let (folder, clean) = (copy(&settings), [copy(&settings), copy(&other)]);
        for portal in &clean {
            build(portal.path());
        }
        // What one made spares the other the time.
        let cache = |portal: &TempDir| portal.path().join(".tt-site");
        portal::copy_backwards(&cache(&clean[0]), &cache(&folder));
        build(folder.path());
        Self { folder, clean, titles: [settings, other] }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn output(&self) -> PathBuf {
        self.root().join("public")
    }

    /// Gives the portal one of its titles.
    pub fn set(&self, title: usize) {
        fs::write(self.root().join(SETTINGS), &self.titles[title]).expect("writable");
    }

    /// The portal of a title, built once in a folder of its own.
    pub fn clean(&self, title: usize) -> &Path {
        self.clean[title].path()
    }

    /// The site of a title.
    pub fn site(&self, title: usize) -> BTreeMap<String, Vec<u8>> {
        files(&self.clean(title).join("public"))
    }

    /// Builds to the end, and asserts that it is the clean site of a title, beside which
    /// nothing is left.
    pub fn ends_well(&self, title: usize, when: &str) {
        build(self.root());
        portal::assert_same(&files(&self.output()), &self.site(title), when);
        assert!(!self.root().join(".public.tt-site").exists(), "{when}");
    }
}
