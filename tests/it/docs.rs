//! Documents that are written from the code are up to date.

use std::fs;
use std::path::Path;

use tt_site::cli::reference;

fn check(file: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, expected).expect("a writable document");
    }
    let actual = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        actual == expected,
        "docs/{file} is old: run `tt-site reference --output docs`"
    );
}

#[test]
fn every_rule_is_explained() {
    check("regles.md", &reference::rules_markdown());
}

#[test]
fn every_field_is_explained() {
    check("contenu.md", &reference::kinds_markdown());
}
