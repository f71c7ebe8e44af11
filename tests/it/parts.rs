//! The law of sharing: however a portal is divided among machines, what they make together is
//! the site that one makes alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use tt_site::compile::compile;
use tt_site::memo::Store;
use tt_site::options::Options;
use tt_site::sink::Memory;
use tt_site::store::DiskStore;
use tt_site::world;

use crate::portal::{self, Built};

/// Counts what has to be made.
struct Counting<'a> {
    store: &'a DiskStore,
    made: AtomicUsize,
}

impl Store for Counting<'_> {
    fn load(&self, key: &str) -> Option<Vec<u8>> {
        self.store.load(key)
    }

    fn save(&self, key: &str, bytes: &[u8]) {
        self.made.fetch_add(1, Ordering::Relaxed);
        self.store.save(key, bytes);
    }
}

/// Builds with a cache of its own and parts of others; tells how many results it made.
fn build(root: &Path, options: &Options, parts: &[PathBuf]) -> (Built, Vec<u8>, usize) {
    let world = world::load(root).expect("readable");
    let cache = tempfile::tempdir().expect("a folder");
    let store = DiskStore::new(cache.path());
    for part in parts {
        store.adopt(part).expect("readable").expect("a part");
    }
    let sink = Memory::default();
    let counting = Counting { store: &store, made: AtomicUsize::new(0) };
    let outcome = compile(&world, options, &counting, &sink);
    let built = Built { files: sink.into_files(), outcome, world };
    (built, store.part(""), counting.made.into_inner())
}

/// Builds each département apart; answers the files of each, and where its part is.
fn apart(
    root: &Path,
    departments: &[&str],
    to: &Path,
) -> Vec<(BTreeMap<String, Vec<u8>>, PathBuf)> {
    let made = departments.iter().map(|name| {
        let only = Some((*name).to_owned());
        let options = Options { only, ..portal::options() };
        let (built, part, _) = build(root, &options, &[]);
        assert!(!built.outcome.diagnostics.has_errors(), "{}", built.report());
        let path = to.join(name);
        fs::write(&path, part).expect("writable");
        (built.files, path)
    });
    made.collect()
}

#[test]
fn parts_hold_their_pages_as_the_whole_site_has_them_and_are_not_made_again() {
    const DEPARTMENTS: [&str; 5] = ["allier", "cantal", "gers", "lozere", "orne"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (whole, _, all) = build(root, &portal::options(), &[]);
    let to = tempfile::tempdir().expect("a folder");
    let parts = apart(root, &DEPARTMENTS, to.path());
    for (name, (files, _)) in DEPARTMENTS.iter().zip(&parts) {
        let is_own = |path: &str| {
            path.starts_with(&format!("{name}/"))
                || path.starts_with(&format!("en/{name}/"))
        };
        let own = |files: &BTreeMap<String, Vec<u8>>| {
            let own = files.iter().filter(|(path, _)| is_own(path));
            own.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
        };
        portal::assert_same(&own(files), &own(&whole.files), name);
        let home = String::from_utf8_lossy(&files["index.html"]);
        assert!(home.contains("Page commune"), "{name}");
        let others = DEPARTMENTS.iter().filter(|other| *other != name);
        for other in others {
            let page = format!("{other}/index.html");
            assert!(!files.contains_key(&page), "{name} made {page}");
        }
        assert!(!files.contains_key("donnees/espaces.csv"), "{name} made open data");
        assert!(whole.files.contains_key("donnees/espaces.csv"));
    }
    for taken in [0, 2, DEPARTMENTS.len()] {
        let taken: Vec<PathBuf> =
            parts[..taken].iter().map(|(_, path)| path.clone()).collect();
        let (merged, _, made) = build(root, &portal::options(), &taken);
        let when = format!("with {} parts", taken.len());
        assert_eq!(merged.report(), whole.report(), "{when}");
        portal::assert_same(&merged.files, &whole.files, &when);
        if taken.len() == DEPARTMENTS.len() {
            assert!(made * 2 < all, "{made} results made again of {all}");
        }
    }
}

const NAMES: [(&str, &str, &str, [f64; 2]); 3] = [
    ("cantal", "15", "Murat", [45.11, 2.87]),
    ("gers", "32", "Auch", [43.64, 0.58]),
    ("orne", "61", "Flers", [48.74, -0.57]),
];

/// A page of a portal: its département and kind, and the page that it leads to.
type Leaf = (usize, usize, usize);

/// A portal with these pages.
fn files(leaves: &[Leaf]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let settings = "titre: Essai\nurl: https://www.example.org\nediteur:\n  nom: Un éditeur\naccessibilite:\n  etat: non conforme\n";
    files.insert("content/portail.yaml".to_owned(), settings.into());
    for (slug, code, ..) in NAMES {
        let text = format!("---\nnom: {slug}\ncode: \"{code}\"\n---\nBienvenue.\n");
        files.insert(format!("content/departements/{slug}/departement.md"), text.into());
    }
    let place = |n: usize| {
        let (department, kind, _) = leaves[n % leaves.len()];
        let folder = ["espaces", "actualites", "agenda"][kind % 3];
        format!("departements/{}/{folder}/page-{n}.md", NAMES[department % 3].0)
    };
    for (n, (department, kind, other)) in leaves.iter().enumerate() {
        let (_, _, commune, [lat, lon]) = NAMES[department % 3];
        let head = match kind % 3 {
            0 => format!(
                "type: coworking\ncommune: {commune}\nposition: [{lat}, {lon}]\ncontact: {{telephone: \"04 65 71 15 00\"}}"
            ),
            1 => "date: 2026-11-02".to_owned(),
            _ => format!("debut: 2026-12-{:02}", 1 + n % 28),
        };
        let link = place(other % leaves.len());
        let body = format!("Le lieu numéro {n} mène [à un autre](../../../{link}).");
        let text = format!("---\ntitre: Page {n}\n{head}\n---\n{body}\n");
        files.insert(format!("content/{}", place(n)), text.into());
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_division_of_any_portal_gives_the_same_site(
        leaves in prop::collection::vec((0..3_usize, 0..3_usize, 0..40_usize), 1..40),
        taken in prop::collection::btree_set(0..3_usize, 0..=3),
    ) {
        let folder = portal::write(&files(&leaves));
        let root = folder.path();
        let (whole, ..) = build(root, &portal::options(), &[]);
        prop_assert!(!whole.outcome.diagnostics.has_errors(), "{}", whole.report());
        let names: Vec<&str> = taken.iter().map(|n| NAMES[*n].0).collect();
        let parts = apart(root, &names, root);
        let paths: Vec<PathBuf> = parts.into_iter().map(|(_, path)| path).collect();
        let (merged, ..) = build(root, &portal::options(), &paths);
        portal::assert_same(&merged.files, &whole.files, &format!("with {names:?}"));
    }
}
