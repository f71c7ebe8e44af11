//! A portal in a temporary folder, built through the one build path.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use tempfile::TempDir;
use tt_site::compile::{Outcome, compile};
use tt_site::diag::{Tongue, human};
use tt_site::memo::NoStore;
use tt_site::options::Options;
use tt_site::sink::Memory;
use tt_site::world::{self, World};

/// The day on which every test takes place.
pub const TODAY: Date = date(2026, 11, 22);

/// The files of a build, and what was said of it.
pub struct Built {
    pub files: BTreeMap<String, Vec<u8>>,
    pub outcome: Outcome,
    pub world: World,
}

impl Built {
    /// The findings as an editor reads them.
    pub fn report(&self) -> String {
        let style = human::Style::plain(Tongue::French);
        human::render(&self.outcome.diagnostics, &self.world.sources, &style)
    }

    /// A page or another text file.
    pub fn text(&self, path: &str) -> String {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no file {path}"));
        String::from_utf8(bytes.clone()).unwrap_or_else(|_| panic!("{path} is no text"))
    }
}

pub fn options() -> Options {
    Options::on(TODAY)
}

/// Builds the portal at a folder.
pub fn build(root: &Path, options: &Options) -> Built {
    let world = world::load(root).expect("the portal's folder is readable");
    let sink = Memory::default();
    let outcome = compile(&world, options, &NoStore, &sink);
    Built { files: sink.into_files(), outcome, world }
}

/// Writes files into a new temporary folder.
pub fn write(files: &BTreeMap<String, Vec<u8>>) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, content) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a file in a folder")).expect("folders");
        fs::write(file, content).expect("a file of the case");
    }
    folder
}

/// A portal of one département with so many workspaces.
pub fn made(entries: usize) -> TempDir {
    const SETTINGS: &str = "titre: Essai\nurl: https://www.example.org\nediteur: {nom: Un éditeur}\naccessibilite: {etat: non conforme}\n";
    const HOME: &str = "content/departements/cantal";
    let department = "---\nnom: Cantal\ncode: \"15\"\n---\n";
    let workspace = |n: usize| {
        let text = format!(
            "---\ntitre: Atelier {n}\ntype: coworking\ncommune: Murat\nposition: [45.11, 2.87]\ncontact: {{telephone: \"04 65 71 15 00\"}}\n---\nUn bureau sur la place, numéro {n}.\n"
        );
        (format!("{HOME}/espaces/atelier-{n}.md"), text.into_bytes())
    };
    let mut files: BTreeMap<_, _> = (0..entries).map(workspace).collect();
    files.insert("content/portail.yaml".into(), SETTINGS.into());
    files.insert(format!("{HOME}/departement.md"), department.into());
    write(&files)
}

/// Copies a folder, its files made in another order than that of their names.
pub fn copy_backwards(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    let mut paths: Vec<_> = fs::read_dir(from)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths.into_iter().rev() {
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_backwards(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// Asserts that two sites have the same files.
pub fn assert_same(
    a: &BTreeMap<String, Vec<u8>>,
    b: &BTreeMap<String, Vec<u8>>,
    when: &str,
) {
    let names =
        |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(a), names(b), "{when}");
    for (path, bytes) in a {
        assert!(bytes == &b[path], "{path} differs {when}");
    }
}
