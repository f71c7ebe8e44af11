//! Cases: one file each, a portal that differs from a tiny default one, and what its
//! build says and makes. `BLESS=1 cargo test` rewrites the expectations.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::TempDir;
use tt_site::diag::Severity;

use crate::outline;
use crate::portal::{self, Built};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");

/// The portal that every case starts from.
const DEFAULT: &[(&str, &str)] = &[
    (
        "content/portail.yaml",
        "titre: Portail d’essai\nurl: https://www.example.org\nediteur:\n  nom: Éditeur d’essai\n",
    ),
    (
        "content/departements/cantal/departement.md",
        "---\ncode: \"15\"\nnom: Cantal\n---\n",
    ),
];

pub struct Case {
    /// Its file.
    pub path: PathBuf,
    /// What it shows, in words.
    intro: String,
    /// Sections in order: names and contents.
    sections: Vec<(String, String)>,
}

#[test]
fn every_case_holds() {
    let mut paths = Vec::new();
    collect(Path::new(CASES), &mut paths);
    assert!(!paths.is_empty(), "there are cases");
    let failures: Vec<String> = paths.par_iter().filter_map(|path| run(path)).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The cases of a folder of `tests/cases/`.
pub fn all_of(folder: &str) -> Vec<Case> {
    let mut paths = Vec::new();
    collect(&Path::new(CASES).join(folder), &mut paths);
    paths.iter().map(|path| read(path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder of cases") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|e| e == "txt") {
            paths.push(path);
        }
    }
    paths.sort();
}

fn run(path: &Path) -> Option<String> {
    let case = read(path);
    let built = case.build();
    let actual: Vec<(String, String)> = case
        .sections
        .iter()
        .map(|(name, expected)| (name.clone(), case.actual(name, expected, &built)))
        .collect();
    let actual = case.with_report(actual, &built);
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, case.write(&actual)).expect("a writable case");
        return None;
    }
    let (wanted, got) = (case.write(&case.sections), case.write(&actual));
    (wanted != got)
        .then(|| format!("{}: expected\n{wanted}\nbut got\n{got}", path.display()))
}

impl Case {
    /// The portal of the case, written to a folder.
    pub fn folder(&self) -> TempDir {
        let folder = portal::write(&self.inputs());
        #[cfg(unix)]
        for (link, to) in self.links() {
            let link = folder.path().join(link);
            fs::create_dir_all(link.parent().expect("a folder")).expect("folders");
            std::os::unix::fs::symlink(to, link).expect("a link");
        }
        folder
    }

    /// The build of the case.
    pub fn build(&self) -> Built {
        let mut options = portal::options();
        options.drafts = self.sections.iter().any(|(name, _)| name == "drafts");
        let previous = self.sections.iter().filter(|(name, _)| name == "previous");
        options.previous =
            previous.flat_map(|(_, text)| text.lines().map(str::to_owned)).collect();
        portal::build(self.folder().path(), &options)
    }

    /// The case as it is written, but for what is expected of it.
    pub fn given(&self) -> String {
        let given = |(name, _): &&(String, String)| name != "report";
        let given: Vec<_> = self.sections.iter().filter(given).cloned().collect();
        self.write(&given)
    }

    /// What is expected to be reported.
    pub fn expected(&self) -> &str {
        let report = self.sections.iter().find(|(name, _)| name == "report");
        report.map_or("", |(_, text)| text)
    }

    fn inputs(&self) -> BTreeMap<String, Vec<u8>> {
        let default =
            DEFAULT.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()));
        let mut files: BTreeMap<_, _> =
            default.map(|(path, bytes)| (path.to_owned(), bytes)).collect();
        for (name, text) in &self.sections {
            if let Some(path) = name.strip_prefix("latin-1 ") {
                let byte = |c: char| u8::try_from(c).expect("a character of Latin-1");
                files.insert(path.to_owned(), text.chars().map(byte).collect());
            } else if let Some(path) = name.strip_prefix("utf-16 ") {
                let bytes = text.encode_utf16().flat_map(u16::to_le_bytes);
                files.insert(path.to_owned(), bytes.collect());
            } else if let Some(path) = name.strip_prefix("without ") {
                files.remove(path);
            } else if is_input(name) {
                files.insert(name.clone(), text.clone().into_bytes());
            }
        }
        files
    }

    /// Symbolic links: where they stand and what they lead to.
    #[cfg(unix)]
    fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sections
            .iter()
            .filter_map(|(name, to)| Some((name.strip_prefix("link ")?, to.trim_end())))
    }

    fn actual(&self, name: &str, expected: &str, built: &Built) -> String {
        match name {
            "report" => built.report(),
            "files" => files(built),
            name if name.starts_with("main ") => match built.files.get(&name[5..]) {
                Some(html) => outline::main_of(&String::from_utf8_lossy(html)),
                None => "(no such file)\n".into(),
            },
            name if name.starts_with("file ") => match built.files.get(&name[5..]) {
                Some(bytes) => String::from_utf8_lossy(bytes).replace("\r\n", "\n"),
                None => "(no such file)\n".into(),
            },
            _ => expected.to_owned(),
        }
    }

    /// A case that says nothing of a report expects none.
    fn with_report(
        &self,
        mut actual: Vec<(String, String)>,
        built: &Built,
    ) -> Vec<(String, String)> {
        let silent = !actual.iter().any(|(name, _)| name == "report");
        let errors = built.outcome.diagnostics.count(Severity::Error);
        let warnings = built.outcome.diagnostics.count(Severity::Warning);
        if silent && errors + warnings > 0 {
            actual.push(("report".into(), built.report()));
        }
        actual
    }

    fn write(&self, sections: &[(String, String)]) -> String {
        let sections = sections.iter().map(|(name, text)| {
            let newline = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
            format!("-- {name} --\n{text}{newline}")
        });
        format!("{}{}", self.intro, sections.collect::<String>())
    }
}

fn is_input(name: &str) -> bool {
    ["content/", "theme/", "themes/"].iter().any(|folder| name.starts_with(folder))
}

fn files(built: &Built) -> String {
    // Named after their content, which every page or color of the portal changes.
    let is_hashed = |path: &str| {
        let folders = ["theme/", "medias/cartes/"];
        folders.iter().any(|folder| path.starts_with(folder))
            || (path.starts_with("recherche/") && !path.ends_with(".html"))
    };
    let lasting = built.files.keys().filter(|path| !is_hashed(path));
    lasting.map(|path| format!("{path}\n")).collect()
}

fn read(path: &Path) -> Case {
    let text = fs::read_to_string(path).expect("a readable case");
    case_of(path, &text)
}

/// The case that a text holds.
pub fn case_of(path: &Path, text: &str) -> Case {
    let mut case =
        Case { path: path.to_owned(), intro: String::new(), sections: Vec::new() };
    for line in text.split_inclusive('\n') {
        let name =
            line.trim_end().strip_prefix("-- ").and_then(|l| l.strip_suffix(" --"));
        match (name, case.sections.last_mut()) {
            (Some(name), _) => case.sections.push((name.to_owned(), String::new())),
            (None, Some((_, content))) => content.push_str(line),
            (None, None) => case.intro.push_str(line),
        }
    }
    assert!(!case.intro.trim().is_empty(), "{} says what it shows", case.path.display());
    case
}
