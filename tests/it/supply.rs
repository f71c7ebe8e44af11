//! What the program is made of, as the lock file, the bill of materials, the notices and the
//! rules of `deny.toml` say it: the same everywhere, free and from one place.
//! `cargo deny` looks closer; this needs nothing but the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(file)).expect("a file of the repository")
}

/// The packages of the lock file: name and version, then their checksum.
fn locked() -> BTreeMap<(String, String), String> {
    let lock = read("Cargo.lock");
    let packages = lock.split("[[package]]").skip(1).map(|package| {
        let field = |name: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(name));
            line.map(|value| value.trim_matches([' ', '=', '"']).to_owned())
        };
        let name = field("name ").expect("a name");
        let own = name == "tt-site";
        assert!(own || field("source ").as_deref() == Some(REGISTRY), "{package}");
        let checksum = field("checksum ");
        assert!(own || checksum.is_some(), "{package}");
        ((name, field("version ").expect("a version")), checksum.unwrap_or_default())
    });
    packages.filter(|((name, _), _)| name != "tt-site").collect()
}

fn components() -> Vec<Value> {
    let bill: Value = serde_json::from_str(&read("supply/sbom.cdx.json")).expect("JSON");
    assert_eq!(bill["bomFormat"], "CycloneDX");
    assert_eq!(bill["metadata"]["component"]["version"], env!("CARGO_PKG_VERSION"));
    bill["components"].as_array().expect("components").clone()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn title(component: &Value) -> String {
    format!("{} {}", text(component, "/name"), text(component, "/version"))
}

#[test]
fn the_bill_of_materials_is_that_of_the_lock_file() {
    let components = components();
    let listed = components.iter().map(|component| {
        let [name, version, sum] = ["/name", "/version", "/hashes/0/content"]
            .map(|pointer| text(component, pointer).to_owned());
        ((name, version), sum)
    });
    let listed: BTreeMap<_, _> = listed.collect();
    assert!(listed == locked(), "run supply/derive.py");
}

/// Whether one of the alternatives of each part of an expression is allowed.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let parts = expression.split(" AND ");
    parts.into_iter().all(|part| {
        let names = part.trim_matches(['(', ')']).split(" OR ");
        names.into_iter().any(|name| allowed.contains(&name))
    })
}

#[test]
fn every_licence_is_one_that_is_allowed() {
    let rules = read("deny.toml");
    let allow = rules.split("[licenses]").nth(1).and_then(|rules| {
        rules.split_once("allow = [").and_then(|(_, rest)| rest.split(']').next())
    });
    let allow: Vec<&str> = allow.expect("a list").split('"').skip(1).step_by(2).collect();
    assert!(is_allowed("(MIT OR GPL-3.0) AND ISC", &allow));
    assert!(
        !is_allowed("GPL-3.0 OR LGPL-3.0", &allow) && !is_allowed("MIT AND X", &allow)
    );
    for component in components() {
        let licence = text(&component, "/licenses/0/expression");
        assert!(is_allowed(licence, &allow), "{}: {licence}", title(&component));
    }
}

#[test]
fn the_notices_name_all_that_the_program_carries() {
    let notices = read("NOTICES");
    let inside = components();
    let inside: Vec<String> = inside
        .iter()
        .filter(|component| text(component, "/scope") == "required")
        .map(title)
        .collect();
    assert!(inside.len() > 200, "{} crates", inside.len());
    let unnamed: Vec<_> = inside
        .iter()
        .filter(|title| !notices.lines().any(|line| line == *title))
        .collect();
    assert!(unnamed.is_empty(), "run supply/derive.py: {unnamed:?}");
    for folder in ["src/geo/data", "themes/default/fonts", "src/render/cover/fonts"] {
        for entry in fs::read_dir(Path::new(ROOT).join(folder)).expect("a folder") {
            let name = entry.expect("a file").file_name();
            let name = name.to_str().expect("UTF-8");
            let is_carried = [".csv", ".geojson", ".woff2", ".ttf"]
                .iter()
                .any(|end| name.ends_with(end));
            assert!(!is_carried || notices.contains(name), "{folder}/{name}");
        }
    }
}

#[test]
fn the_program_prints_its_notices() {
    let program = Command::new(env!("CARGO_BIN_EXE_tt-site")).arg("licences").output();
    let output = program.expect("the program runs");
    assert!(output.status.success());
    assert!(output.stdout == read("NOTICES").into_bytes());
}

#[test]
fn what_every_dependency_of_ours_is_is_carried() {
    let manifest = read("Cargo.toml");
    let ours = manifest.split("[dependencies]").nth(1).expect("dependencies");
    let ours = ours.split("\n[").next().unwrap_or_default().lines();
    let ours: Vec<_> = ours
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split_once('=')?.0.trim()))
        .collect();
    assert!(ours.len() > 40, "{ours:?}");
    let components = components();
    for name in ours {
        let found = components.iter().any(|component| {
            text(component, "/name") == name && text(component, "/scope") == "required"
        });
        // A macro runs while the program is made.
        assert!(found, "{name} is not said to be in the program");
    }
}
