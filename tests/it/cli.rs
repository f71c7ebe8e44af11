//! The program itself: what it prints where, what it writes, how it ends.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;
use tt_site::store::DiskStore;

use crate::portal;

const SETTINGS: &str =
    "titre: Essai\nurl: https://www.example.org\nediteur:\n  nom: Un éditeur\n";

fn site(files: &[(&str, &[u8])]) -> TempDir {
    let mut all: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
    all.entry("content/portail.yaml".into()).or_insert_with(|| SETTINGS.into());
    portal::write(&all)
}

fn run(root: &Path, typed: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tt-site"));
    command.args(typed.split_whitespace()).current_dir(root);
    command.env("LC_ALL", "fr_FR.UTF-8").env_remove("GITHUB_STEP_SUMMARY");
    command.stdin(std::process::Stdio::null());
    command.output().expect("the program runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[test]
fn rules_are_explained() {
    let nowhere = tempfile::tempdir().expect("a folder");
    let explained = run(nowhere.path(), "check --explain bad-value");
    assert_eq!(explained.status.code(), Some(0));
    assert!(out(&explained).contains("Au lieu de :\n\n    date: 31/12/2026\n"));
    let all = run(nowhere.path(), "check --explain");
    assert!(out(&all).lines().count() > 30);
    let unknown = run(nowhere.path(), "check --explain bad-valeu");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("vouliez-vous dire « bad-value » ?"));
    let english = run(nowhere.path(), "--lang en check --explain bad-value");
    assert!(out(&english).contains("Instead of:"));
}

#[test]
fn corrections_keep_everything_else_of_a_file() {
    let page = "\u{feff}---\r\ntitre: 'L'été'   # à relire\r\ndate:   31/12/2026\r\n---\r\nÉté !\r\n";
    let page = page.replace("   # à relire", "");
    let latin: Vec<u8> = "---\ntitre: Été\n---\n".chars().map(|c| c as u8).collect();
    let folder = site(&[
        ("content/pages/a.md", page.as_bytes()),
        ("content/pages/b.md", &latin),
        ("content/pages/c.md", b"---\ntitre: C\ndate: 01-02-26\n---\n"),
    ]);
    let fixed = run(folder.path(), "check --fix");
    let read = |path: &str| fs::read(folder.path().join(path)).expect("there");
    let expected =
        page.replace("'L'été'", "\"L'été\"").replace("31/12/2026", "2026-12-31");
    assert_eq!(String::from_utf8(read("content/pages/a.md")), Ok(expected));
    assert_eq!(read("content/pages/b.md"), "---\ntitre: Été\n---\n".as_bytes());
    // A year of two digits is a guess: it is told, not written.
    assert_eq!(read("content/pages/c.md"), b"---\ntitre: C\ndate: 01-02-26\n---\n");
    for line in ["-date:   31/12/2026\n", "+date:   2026-12-31\n", "+titre: \"L'été\"\n"]
    {
        assert!(out(&fixed).contains(line), "{}", out(&fixed));
    }
    assert!(err(&fixed).contains("2 fichiers corrigés"), "{}", err(&fixed));
    assert!(err(&fixed).contains("content/pages/c.md:3:7"), "{}", err(&fixed));
    assert_eq!(fixed.status.code(), Some(1));
    let again = run(folder.path(), "check --fix --yes");
    assert!(err(&again).contains("rien ne se corrige"), "{}", err(&again));
}

#[test]
fn formats_are_data_on_standard_output() {
    let folder = site(&[(
        "content/pages/a.md",
        b"---\ntitre: A\ndate: 31/12/2026\ndans_le_pied: oui\n---\n",
    )]);
    let root = folder.path().file_name().and_then(|name| name.to_str()).expect("a name");
    let above = folder.path().parent().expect("a folder above");
    let github = run(above, &format!("check --root {root} --format github"));
    let start = format!("::error file={root}/content/pages/a.md,line=3,");
    assert!(out(&github).starts_with(&start), "{}", out(&github));
    assert_eq!(github.status.code(), Some(1));
    for format in ["json", "gitlab", "sarif"] {
        let output = run(folder.path(), &format!("build --format {format}"));
        let json: Result<serde_json::Value, _> = serde_json::from_slice(&output.stdout);
        assert!(json.is_ok(), "{format}: {}", out(&output));
    }
    let fixed = run(folder.path(), "check --fix --format json --strict");
    assert_eq!((out(&fixed).as_str(), fixed.status.code()), ("", Some(0)));
    assert!(err(&fixed).contains("+date: 2026-12-31"), "{}", err(&fixed));
    let folder =
        site(&[("content/pages/a.md", b"---\ntitre: A\ndate: 31/12/2026\n---\n")]);
    let human = run(folder.path(), "check");
    assert!(out(&human).is_empty());
    assert!(
        err(&human).contains("1 erreur, 0 avertissement dans 1 fichier — 1 corrigeable")
    );
}

#[test]
fn the_page_of_a_run_gets_a_table() {
    let folder =
        site(&[("content/pages/a.md", b"---\ntitre: A\ndate: 31/12/2026\n---\n")]);
    let summary = folder.path().join("summary.md");
    fs::write(&summary, "# Avant\n").expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tt-site"));
    command.args(["check", "--format", "github"]).current_dir(folder.path());
    command.env("LC_ALL", "fr_FR.UTF-8").env("GITHUB_STEP_SUMMARY", &summary);
    command.output().expect("the program runs");
    let page = fs::read_to_string(&summary).expect("there");
    assert!(page.starts_with("# Avant\n| | Où | Quoi | Règle |\n"), "{page}");
    assert!(page.contains("| erreur | `content/pages/a.md:3` |"), "{page}");
}

#[test]
fn departments_are_built_apart_and_put_together() {
    let department =
        |name: &str, code: &str| format!("---\nnom: {name}\ncode: \"{code}\"\n---\n");
    let (cantal, gers) = (department("Cantal", "15"), department("Gers", "32"));
    let folder = site(&[
        ("content/departements/cantal/departement.md", cantal.as_bytes()),
        ("content/departements/gers/departement.md", gers.as_bytes()),
    ]);
    let root = folder.path();
    let typo = run(root, "build --only cantl");
    assert_eq!(typo.status.code(), Some(2));
    assert!(err(&typo).contains("il a « cantal »"), "{}", err(&typo));
    for part in ["15 --output parties/cantal", "Gers --output parties/gers"] {
        let made = run(root, &format!("build --date 2026-11-22 --only {part}"));
        assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    }
    assert!(root.join("parties/cantal/cantal/index.html").exists());
    assert!(!root.join("parties/cantal/gers/index.html").exists());
    fs::remove_dir_all(root.join(".tt-site")).expect("a cache");
    let merged = run(root, "merge parties/cantal parties/gers --date 2026-11-22");
    assert_eq!(merged.status.code(), Some(0), "{}", err(&merged));
    assert!(err(&merged).contains("repris dans les parties"), "{}", err(&merged));
    let whole = run(root, "build --date 2026-11-22 --output tout");
    assert_eq!(whole.status.code(), Some(0), "{}", err(&whole));
    let read = |path: &str| fs::read(root.join(path)).expect("written");
    for file in [
        "index.html",
        "cantal/index.html",
        "gers/index.html",
        "sitemap.xml",
        "recherche/reglages.json",
    ] {
        assert_eq!(
            read(&format!("public/{file}")),
            read(&format!("tout/{file}")),
            "{file}"
        );
    }
    assert!(!root.join("public/partie.tt-site").exists());
    let none = run(root, "merge content");
    assert_eq!(none.status.code(), Some(2));
    assert!(
        err(&none).contains("content : ce dossier n’est pas une partie"),
        "{}",
        err(&none)
    );
    let part = root.join("parties/cantal/partie.tt-site");
    fs::write(&part, DiskStore::new(root).part("another program")).expect("writable");
    let foreign = run(root, "merge parties/cantal");
    assert_eq!(foreign.status.code(), Some(2));
    assert!(err(&foreign).contains("une autre version"), "{}", err(&foreign));
}

/// Whether a build made anything, by the stages that it went through.
fn made(output: &Output) -> bool {
    assert_eq!(output.status.code(), Some(0), "{}", err(output));
    out(output).contains("\"parse\"")
}

/// The findings that a program told, without what it took.
fn told(output: &Output) -> String {
    let text = err(output);
    text.rsplit_once("conseil").map_or(text.clone(), |(findings, _)| findings.to_owned())
}

#[test]
fn a_build_that_is_done_is_not_done_again() {
    let page = "---\ntitre: Une page seule\n---\nUn texte.\n\n[PDF](/medias/plan.pdf)\n";
    let folder = site(&[
        ("content/pages/seule.md", page.as_bytes()),
        ("content/medias/plan.pdf", b"un plan"),
    ]);
    let root = folder.path();
    let build = |more: &str| {
        let day = if more.contains("--date") { "" } else { "--date 2026-11-22" };
        run(root, &format!("build --timings=json {day} {more}"))
    };
    let first = build("");
    assert!(made(&first) && told(&first).contains("seule.md"), "{}", err(&first));
    let again = build("");
    assert!(!made(&again));
    assert_eq!(told(&again), told(&first));
    assert!(err(&again).contains("→ public/"), "{}", err(&again));

    let page_file = root.join("public/seule/index.html");
    let whole = fs::read(&page_file).expect("written");
    let changes: [(&str, &dyn Fn(), &str); 7] = [
        ("another day", &|| (), "--date 2026-11-23"),
        ("another address", &|| (), "--base-url https://other.example"),
        ("another folder", &|| (), "--output ailleurs"),
        (
            "a text",
            &|| write(root, "content/pages/seule.md", &page.replace('U', "u")),
            "",
        ),
        ("a file", &|| write(root, "content/medias/plan.pdf", "un plin"), ""),
        ("a theme", &|| write(root, "theme/styles/print.css", "p { color: red }"), ""),
        ("a page that is gone", &|| fs::remove_file(&page_file).expect("there"), ""),
    ];
    for (what, change, more) in changes {
        change();
        assert!(made(&build(more)), "{what}");
        assert!(!made(&build(more)), "{what}, again");
    }
    assert_ne!(fs::read(&page_file).expect("written"), whole);
}

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("writable");
    fs::write(file, text).expect("writable");
}
