//! Work grows with the portal, not with its square. What is counted is how often an entry is
//! looked at, to be shown, listed or compared with another.

#![expect(clippy::disallowed_methods, reason = "a test writes files")]

use std::fs;
use std::path::Path;

use jiff::civil::date;
use tempfile::TempDir;

use super::compile;
use crate::memo::NoStore;
use crate::model::catalog::looks;
use crate::options::Options;
use crate::sink::Nowhere;
use crate::world;

const SETTINGS: &str = "titre: Essai\nurl: https://www.example.org\nediteur: {nom: Un éditeur}\naccessibilite: {etat: non conforme}\n";

/// A portal of so many entries of each of five kinds, which share keywords, a theme and a
/// commune.
fn portal(entries: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, head: &str, body: &str| {
        let path = folder.path().join("content").join(path);
        fs::create_dir_all(path.parent().expect("a file")).expect("writable");
        fs::write(path, format!("---\n{head}\n---\n{body}\n")).expect("writable");
    };
    fs::create_dir_all(folder.path().join("content")).expect("writable");
    fs::write(folder.path().join("content/portail.yaml"), SETTINGS).expect("writable");
    for (slug, code, town, position) in [
        ("cantal", "15", "Murat", "[45.11, 2.87]"),
        ("gers", "32", "Auch", "[43.64, 0.58]"),
    ] {
        let home = format!("departements/{slug}");
        write(
            &format!("{home}/departement.md"),
            &format!("nom: {slug}\ncode: \"{code}\""),
            "",
        );
        for n in 0..entries / 2 {
            let (day, next) = (1 + n % 28, (n + 1) % (entries / 2));
            let contact = "contact: {telephone: \"04 65 71 15 00\"}";
            let common = format!("titre: Page {n}\nmots_cles: [commun, mot-{}]", n % 7);
            let link = format!("[Ailleurs](../espaces/page-{next}.md).");
            let file = |kind: &str| format!("{home}/{kind}/page-{n}.md");
            write(
                &file("espaces"),
                &format!(
                    "{common}\ntype: coworking\ncommune: {town}\nposition: {position}\n{contact}"
                ),
                &link,
            );
            write(
                &file("offres"),
                &format!(
                    "{common}\nnature: emploi\ncommune: {town}\nverifie_le: 2026-11-{:02}\nexpire_le: 2027-06-30\n{contact}",
                    1 + n % 20
                ),
                &link,
            );
            write(
                &file("agenda"),
                &format!("{common}\ndebut: 2027-01-{day:02}T18:00\ntheme: rencontre"),
                &link,
            );
            write(
                &file("actualites"),
                &format!("{common}\ndate: 2026-10-{day:02}"),
                &link,
            );
            write(&file("dispositifs"), &format!("{common}\ntype: programme"), &link);
        }
    }
    folder
}

/// How often entries of a portal are looked at while it is built.
fn looks_at(root: &Path) -> u64 {
    let world = world::load(root).expect("readable");
    let today = date(2026, 11, 22);
    let options = Options::on(today);
    // One thread, which no other test shares.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(|| {
        looks::take();
        let outcome = compile(&world, &options, &NoStore, &Nowhere);
        let first = outcome.diagnostics.iter().next().map(|found| &found.message.fr);
        assert!(!outcome.diagnostics.has_errors(), "{first:?}");
        looks::take()
    })
}

#[test]
fn work_grows_with_the_portal_and_not_with_its_square() {
    let [few, many] = [40, 160].map(|entries| looks_at(portal(entries).path()));
    // Four times as much, but for what stays the same.
    assert!(few > 1_000 && many < 4 * few, "{few} looks, then {many}");
}
