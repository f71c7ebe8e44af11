//! The guide for editors and the recipes of `docs/`: the guide builds without a finding,
//! its examples are sound, what it says of repetitions is what the calendar does, and every
//! command that a document shows is one that the program takes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use tt_site::calendar::{Recurrence, Timing, Zone, expand};
use tt_site::cli::reference::guide;
use tt_site::compile::compile;
use tt_site::diag::{Diagnostics, Severity};
use tt_site::sink::Memory;
use tt_site::source::{Source, Sources};
use tt_site::store::DiskStore;
use tt_site::text::locale::{Lang, Locale};
use tt_site::world;
use tt_site::yaml::{self, Kind, Node};

use crate::portal::{self, Built};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PROGRAM: &str = env!("CARGO_BIN_EXE_tt-site");

/// Pages whose examples the others may lean on: settings, a département, a workspace.
const BASE: [&str; 3] = ["fiche-portail.md", "fiche-departement.md", "fiche-espace.md"];
/// Dates that a row of the tables of repetitions shows.
const DATES_SHOWN: usize = 4;

fn docs() -> PathBuf {
    Path::new(ROOT).join("docs")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|_| panic!("{} is readable", path.display()))
}

fn is_blessed() -> bool {
    std::env::var_os("BLESS").is_some()
}

/// The pages of the guide, by file name.
fn pages() -> BTreeMap<String, String> {
    let folder = docs().join(guide::FOLDER);
    let entries = fs::read_dir(folder).expect("the pages of the guide");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let name = |path: &Path| path.file_name().expect("a name").display().to_string();
    paths.map(|path| (name(&path), read(&path))).collect()
}

/// Builds the guide with its cache: its many pictures are encoded once for all runs.
fn build_guide() -> Built {
    let root = docs().join("guide");
    let world = world::load(&root).expect("the guide is readable");
    let sink = Memory::default();
    let outcome = compile(&world, &portal::options(), &DiskStore::new(&root), &sink);
    Built { files: sink.into_files(), outcome, world }
}

#[test]
fn it_builds_without_a_finding() {
    let built = build_guide();
    assert_eq!(built.outcome.diagnostics.iter().count(), 0, "{}", built.report());
    assert!(built.files.contains_key("premiere-page/index.html"));
}

#[test]
fn every_field_has_its_place() {
    let folder = docs().join(guide::FOLDER);
    for (name, page) in guide::pages() {
        if is_blessed() {
            fs::write(folder.join(&name), &page).expect("a writable page");
        }
        let actual = fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert!(actual == page, "{name} is old: run `tt-site reference --output docs`");
    }
}

/// The files that a page gives whole: a fence whose second word is their path.
fn examples(page: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open: Option<(String, String)> = None;
    for line in page.split_inclusive('\n') {
        let fence = line.strip_prefix("```").map(str::trim_end);
        match (&mut open, fence) {
            (None, Some(info)) => {
                let path = info.split(' ').nth(1).unwrap_or_default();
                open = Some((path.to_owned(), String::new()));
            }
            (Some(_), Some("")) => {
                let (path, content) = open.take().expect("an open fence");
                if path.starts_with("content/") {
                    files.insert(path, content.into_bytes());
                }
            }
            (Some((_, content)), _) => content.push_str(line),
            (None, None) => {}
        }
    }
    files
}

/// Builds a portal of these files, which has to be one without an error.
fn assert_sound(name: &str, mut files: BTreeMap<String, Vec<u8>>) {
    if files.keys().any(|path| path.contains(".en.")) {
        let settings = files.get_mut("content/portail.yaml").expect("settings");
        let text = String::from_utf8_lossy(settings).replace("[fr]", "[fr, en]");
        *settings = text.into_bytes();
    }
    let folder = portal::write(&files);
    let built = portal::build(folder.path(), &portal::options());
    let errors = built.outcome.diagnostics.count(Severity::Error);
    assert_eq!(errors, 0, "{name}:\n{}", built.report());
}

#[test]
fn the_examples_of_a_page_make_a_portal() {
    let pages = pages();
    let base: BTreeMap<_, _> =
        BASE.iter().flat_map(|name| examples(&pages[*name])).collect();
    let own = pages.iter().map(|(name, page)| (name, examples(page)));
    let own: Vec<_> = own.filter(|(_, files)| !files.is_empty()).collect();
    own.par_iter().for_each(|(name, files)| {
        assert_sound(name, base.clone().into_iter().chain(files.clone()).collect());
    });
    let count: usize = own.iter().map(|(_, files)| files.len()).sum();
    assert!(count >= 20, "{count} examples");
}

#[test]
fn all_examples_together_make_a_portal() {
    let all = pages().values().flat_map(|page| examples(page)).collect();
    assert_sound("all pages", all);
}

#[test]
fn repetitions_give_the_dates_that_the_guide_tells() {
    let path = docs().join(guide::FOLDER).join("repetitions.md");
    let page = read(&path);
    let expected: String = page.split_inclusive('\n').map(with_dates).collect();
    if is_blessed() {
        fs::write(&path, &expected).expect("a writable page");
        return;
    }
    assert!(page == expected, "repetitions.md is old: BLESS=1 cargo test guide");
    assert!(page.matches(", …").count() >= 20, "there are dates");
}

/// A row of a table, ``| `rule` dès `first day` | dates |``, with its dates; other lines as
/// they are.
fn with_dates(line: &str) -> String {
    let cells: Vec<_> = line.split('|').map(str::trim).collect();
    let ["", rule, _, ""] = cells[..] else { return line.to_owned() };
    let ["", text, " dès ", first, ""] = rule.split('`').collect::<Vec<_>>()[..] else {
        return line.to_owned();
    };
    let first: Date = first.parse().unwrap_or_else(|_| panic!("{line}: the first day"));
    let recurrence =
        Recurrence::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let timing = Timing {
        start: first.at(18, 30, 0, 0),
        end: None,
        all_day: false,
        recurrence: Some(recurrence),
        exceptions: Vec::new(),
        others: Vec::new(),
        zone: Zone::paris(),
    };
    let dates = expand(&timing, (first, first.saturating_add(20.years())));
    let mut days = dates.iter().map(|occurrence| occurrence.start.date());
    assert_eq!(days.clone().next(), Some(first), "{text} starts on its first day");
    let more = if dates.len() > DATES_SHOWN { ", …" } else { "" };
    let told = told(&days.by_ref().take(DATES_SHOWN).collect::<Vec<_>>());
    format!("| {rule} | {told}{more} |\n")
}

/// Days with their weekdays, and with their year where it is a new one.
fn told(days: &[Date]) -> String {
    let locale = Locale::new(Lang::FR);
    let mut year = 0;
    let one = |day: &Date| {
        let is_new = std::mem::replace(&mut year, day.year()) != day.year();
        let date = if is_new { locale.date(*day) } else { locale.day_month(*day) };
        format!("{} {date}", locale.weekday_short(day.weekday()))
    };
    days.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Every document that shows commands.
fn documents() -> Vec<(String, String)> {
    let mut paths = vec![
        Path::new(ROOT).join("README.md"),
        docs().join("publier.md"),
        docs().join("guide/content/accueil.md"),
    ];
    for folder in [docs().join(guide::FOLDER), docs().join("ci")] {
        let entries = fs::read_dir(folder).expect("a folder of documents");
        paths.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    let shown = |path: &Path| path.display().to_string();
    paths.into_iter().map(|path| (shown(&path), read(&path))).collect()
}

/// The commands of a text: whole lines, and code within lines.
fn commands(text: &str) -> BTreeSet<&str> {
    let lines = text.lines().map(|line| line.trim_start_matches([' ', '-', '$']));
    let codes = text.split('`');
    lines
        .chain(codes.filter(|code| !code.contains('\n')))
        .filter(|command| command.starts_with("tt-site "))
        // Outlines such as `tt-site new <kind>`, and what follows on the line in a shell.
        .filter(|command| !command.contains(['<', '[']))
        .map(|command| command.split(['>', '|', '&']).next().unwrap_or_default().trim())
        .collect()
}

fn shell(command: &str, folder: &Path) -> Output {
    let bin = Path::new(PROGRAM).parent().expect("a folder").display().to_string();
    let path = std::env::var("PATH").unwrap_or_default();
    Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", format!("{bin}:{path}"))
        .env("BASE_URL", "https://www.example.org/essai/")
        .env("JOUR", "2026-11-22")
        .output()
        .expect("a shell")
}

#[test]
fn every_command_that_is_shown_is_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut count = 0;
    for (path, text) in documents() {
        for command in commands(&text) {
            // Values are read before the request for help is answered.
            let output = shell(&format!("{command} --help"), folder.path());
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{path}: {command}\n{said}");
            count += 1;
        }
    }
    assert!(count >= 20, "{count} commands");
}

#[test]
fn the_commands_of_the_recipes_run() {
    for name in ["github.yml", "gitlab.yml", "forgejo.yml"] {
        let recipe = recipe(name);
        let mut scripts = Vec::new();
        texts(&recipe, &mut scripts);
        let lines: Vec<_> = scripts
            .iter()
            .flat_map(|script| script.lines())
            .filter(|line| line.trim().starts_with("tt-site "))
            .collect();
        assert!(lines.len() >= 3, "{name}: {lines:?}");

        let folder = tempfile::tempdir().expect("a temporary folder");
        assert!(shell("tt-site init .", folder.path()).status.success());
        for line in lines {
            let output = shell(line, folder.path());
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{name}: {line}\n{said}");
        }
        assert!(folder.path().join("public/index.html").exists(), "{name} makes a site");
    }
}

#[test]
fn the_recipes_of_several_machines_make_the_site_of_one() {
    let root = Path::new(ROOT);
    let alone = tempfile::tempdir().expect("a temporary folder");
    let whole = format!(
        "tt-site build --root {} --date 2026-11-22 --base-url https://www.example.org/essai/ --output {}",
        root.display(),
        alone.path().display()
    );
    assert!(shell(&whole, root).status.success());
    for name in ["github-departements.yml", "gitlab-departements.yml"] {
        let mut scripts = Vec::new();
        let recipe = recipe(name);
        texts(&recipe, &mut scripts);
        let lines = scripts.iter().flat_map(|script| script.lines());
        let commands: Vec<_> =
            lines.filter(|line| line.starts_with("tt-site ")).collect();
        let [apart, together] = commands[..] else { panic!("{name}: {commands:?}") };
        let folder = tempfile::tempdir().expect("a temporary folder");
        portal::copy_backwards(&root.join("content"), &folder.path().join("content"));
        let run = |given: &str, line: &str| {
            let output = shell(&format!("{given}{line}"), folder.path());
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{name}: {line}\n{said}");
        };
        std::thread::scope(|machines| {
            for department in ["allier", "cantal", "gers", "lozere", "orne"] {
                let given = format!("DEPARTEMENT={department}; ");
                machines.spawn(move || run(&given, apart));
            }
        });
        // What goes from machine to machine.
        for part in fs::read_dir(folder.path().join("parties")).expect("parts") {
            for file in fs::read_dir(part.expect("a part").path()).expect("a folder") {
                let path = file.expect("a file").path();
                if path.is_dir() {
                    fs::remove_dir_all(path).expect("removable");
                }
            }
        }
        fs::remove_dir_all(folder.path().join(".tt-site")).expect("a cache");
        run("", together);
        let difference = format!("diff -r public {}", alone.path().display());
        let said = shell(&difference, folder.path());
        assert!(
            said.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&said.stdout)
        );
    }
}

fn recipe(name: &str) -> Node {
    let text = read(&docs().join("ci").join(name));
    let source = Source { path: name.to_owned(), text: text.clone() };
    let id = Sources::new(vec![source]).find(name).expect("the only source");
    let mut diags = Diagnostics::default();
    yaml::parse(&text, id, 0, &mut diags).unwrap_or_else(|| panic!("{name}: {diags:?}"))
}

/// Every text of a tree.
fn texts<'a>(node: &'a Node, found: &mut Vec<&'a str>) {
    match &node.kind {
        Kind::Scalar { text, .. } => found.push(text),
        Kind::Seq(items) => items.iter().for_each(|item| texts(item, found)),
        Kind::Map(fields) => fields.iter().for_each(|(_, value)| texts(value, found)),
    }
}
