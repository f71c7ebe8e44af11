//! The law of the cache: after any edits, a build that remembers equals one that does not,
//! findings included.

use std::fs;
use std::path::Path;

use tt_site::compile::compile;
use tt_site::options::Options;
use tt_site::sink::Memory;
use tt_site::store::DiskStore;
use tt_site::world;

use crate::portal::{self, Built};

const MURAT: &str = "content/departements/cantal/espaces/telecentre-murat.md";
const SETTINGS: &str = "content/portail.yaml";

/// An edit of a portal's folder.
type Edit = fn(&Path);

/// Edits one after the other: the cache remembers all that came before.
const EDITS: &[(&str, Edit)] = &[
    ("nothing", |_| ()),
    ("a title", |root| replace(root, MURAT, "titre: ", "titre: Nouveau ")),
    ("a mistake", |root| replace(root, MURAT, "commune: Murat", "commune: Murrat")),
    ("its remedy", |root| replace(root, MURAT, "commune: Murrat", "commune: Murat")),
    ("a text", |root| {
        replace(root, MURAT, "Murat est l'endroit", "Murat est un endroit");
    }),
    ("a link that leads nowhere", |root| {
        append(root, MURAT, "\n[Perdu](nulle-part.md)\n");
    }),
    ("no such link", |root| replace(root, MURAT, "\n[Perdu](nulle-part.md)\n", "\n")),
    ("the portal's name", |root| replace(root, SETTINGS, "titre: ", "titre: Le ")),
    ("a page less", |root| {
        let page = root.join("content/departements/cantal/offres/terrain-riom.md");
        fs::remove_file(page).expect("there");
    }),
    ("a style", |root| {
        let styles = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/styles");
        let base = fs::read_to_string(styles.join("base.css")).expect("there");
        fs::create_dir_all(root.join("theme/styles")).expect("writable");
        let base = format!("{base}\nh1 {{ letter-spacing: 1px; }}\n");
        fs::write(root.join("theme/styles/base.css"), base).expect("writable");
    }),
    ("the styles of before", |root| {
        fs::remove_dir_all(root.join("theme")).expect("there");
    }),
];

fn replace(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).expect("there");
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).expect("writable");
}

fn append(root: &Path, file: &str, more: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).expect("there");
    fs::write(path, text + more).expect("writable");
}

/// Builds with the cache of the portal's folder.
fn warm(root: &Path, options: &Options) -> Built {
    let world = world::load(root).expect("readable");
    let sink = Memory::default();
    let store = DiskStore::new(root);
    let outcome = compile(&world, options, &store, &sink);
    store.prune();
    Built { files: sink.into_files(), outcome, world }
}

#[test]
fn after_any_edit_a_warm_build_equals_a_cold_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    portal::copy_backwards(&demo, &root.join("content"));
    let options = portal::options();
    for (what, edit) in EDITS {
        edit(root);
        let (warm, cold) = (warm(root, &options), portal::build(root, &options));
        assert_eq!(warm.report(), cold.report(), "after {what}");
        assert_eq!(warm.outcome.pages, cold.outcome.pages, "after {what}");
        if cold.outcome.diagnostics.has_errors() {
            continue;
        }
        portal::assert_same(&warm.files, &cold.files, &format!("after {what}"));
    }
}
