//! The rules of the house that the compiler cannot hold: layers, sizes, module docs.

use std::fs;
use std::path::{Path, PathBuf};

const SRC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// Longest file, its tests left out, and longest function, in lines.
const MAX_FILE: usize = 800;
const MAX_FUNCTION: usize = 80;

/// The stages in order: each may import only those above it, and the vocabulary.
const STAGES: &[&str] = &[
    "world", "config", "parse", "model", "site", "theme", "assets", "index", "render",
    "check", "compile", "write", "store", "edit", "import", "serve", "cli",
];

/// Imports that go against the order, each for a reason.
const EXCEPTIONS: &[(&str, &str, &str)] =
    &[("config", "model", "settings are decoded with the same records as content")];

/// Modules without stage: they know no portal.
const VOCABULARY: &[&str] = &[
    "source", "diag", "text", "yaml", "memo", "calendar", "geo", "failure", "options",
    "sink", "minify",
];

fn files() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    collect(Path::new(SRC), &mut paths);
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(SRC).expect("a source").to_str().expect("UTF-8");
            (name.to_owned(), fs::read_to_string(&path).expect("a readable source"))
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    paths.sort();
}

/// The module at the top of the crate that a file belongs to.
fn module(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// The part of a file that is no test.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

fn is_test(file: &str) -> bool {
    file.ends_with("tests.rs") || file.contains("/tests/")
}

#[test]
fn stages_import_only_what_is_above_them() {
    let rank = |name: &str| STAGES.iter().position(|stage| *stage == name);
    let mut faults = Vec::new();
    for (file, text) in files() {
        let own = module(&file);
        for line in code(&text).lines() {
            for part in line.split("crate::").skip(1) {
                let used: String = part
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                let against = match (rank(own), rank(&used)) {
                    (Some(own), Some(used)) => used > own,
                    (None, Some(_)) => VOCABULARY.contains(&own),
                    _ => false,
                };
                let known =
                    EXCEPTIONS.iter().any(|(from, to, _)| *from == own && *to == used);
                if against && !known {
                    faults.push(format!("{file} imports {used}: {}", line.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_and_functions_stay_readable() {
    let mut faults = Vec::new();
    for (file, text) in files().into_iter().filter(|(file, _)| !is_test(file)) {
        let n_lines = code(&text).lines().count();
        if n_lines > MAX_FILE {
            faults.push(format!("{file}: {n_lines} lines"));
        }
        for (name, length) in functions(code(&text)) {
            if length > MAX_FUNCTION {
                faults.push(format!("{file}: {name} has {length} lines"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Functions with their lengths, told by indentation, which rustfmt holds.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let Some(rest) = line.trim_start().trim_start_matches("pub ").strip_prefix("fn ")
        else {
            continue;
        };
        let end = format!("{}}}", " ".repeat(indent));
        let length = lines[start..].iter().position(|line| *line == end).unwrap_or(0) + 1;
        found.push((rest.split('(').next().unwrap_or(rest).to_owned(), length));
    }
    found
}

#[test]
fn every_module_says_what_it_is_for() {
    for (file, text) in files() {
        if !is_test(&file) {
            assert!(text.starts_with("//!"), "{file} has no module documentation");
        }
    }
}

#[test]
fn nothing_is_put_off() {
    for (file, text) in files() {
        for marker in
            ["todo!(", "unimplemented!(", "FIXME", "XXX", "#[ignore", "#[allow("]
        {
            assert!(!text.contains(marker), "{file} holds {marker}");
        }
    }
}
