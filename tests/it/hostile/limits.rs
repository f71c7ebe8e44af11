//! Limits on what is too large for a case.

use std::collections::BTreeMap;
use std::fs;

use tempfile::TempDir;
use tt_site::diag::rules::{self, Rule};
use tt_site::model::kind::MAX_SESSIONS;
use tt_site::world::{MAX_SOURCE_BYTES, MAX_THEME_BYTES};

use crate::portal::{Built, build, options, write};

const PAGE: &str = "content/pages/essai.md";

fn portal(path: &str, text: impl Into<Vec<u8>>) -> TempDir {
    let settings = "titre: P\nurl: https://www.example.org\nediteur: {nom: E}\n";
    let department = "---\ncode: \"15\"\nnom: Cantal\n---\n";
    let files = BTreeMap::from([
        ("content/portail.yaml".to_owned(), settings.as_bytes().to_vec()),
        ("content/departements/cantal/departement.md".to_owned(), department.into()),
        (path.to_owned(), text.into()),
    ]);
    write(&files)
}

fn built(path: &str, text: impl Into<Vec<u8>>) -> Built {
    build(portal(path, text).path(), &options())
}

fn assert_refused(built: &Built, rule: &'static Rule, says: &str) {
    let found = built.outcome.diagnostics.iter().find(|finding| finding.rule == rule);
    let found = found.unwrap_or_else(|| panic!("{says}: {}", built.report()));
    let text = format!("{} {}", found.message.fr, found.message.en);
    assert!(text.contains(says), "{text}");
    assert!(built.files.is_empty(), "{says}");
}

#[test]
fn files_have_a_size() {
    let front = format!("---\ntitre: Essai\nresume: {}\n---\n", "mot ".repeat(25 << 20));
    assert!(front.len() > 100 << 20);
    assert_refused(&built(PAGE, front), &rules::LIMIT, "essai.md` pèse plus de 4 Mo");
    let theme = vec![b' '; usize::try_from(MAX_THEME_BYTES).expect("small") + 1];
    assert_refused(&built("theme/styles/a.css", theme), &rules::LIMIT, "a.css");
}

#[test]
fn titles_and_programmes_have_a_length() {
    let title = format!("---\ntitre: {}\n---\n", "a".repeat(100_000));
    assert_refused(&built(PAGE, title), &rules::LIMIT, "1000 caractères");
    let programme = |n: usize| {
        let session = "  - {debut: \"09:00\", titre: Atelier}\n".repeat(n);
        format!("---\ntitre: E\ndebut: 2026-12-01T09:00\nprogramme:\n{session}---\n")
    };
    let event = "content/departements/cantal/agenda/essai.md";
    assert_refused(&built(event, programme(10_000)), &rules::LIMIT, "programme");
    let most = built(event, programme(MAX_SESSIONS));
    assert!(!most.outcome.diagnostics.has_errors(), "{}", most.report());
}

#[test]
fn a_file_with_thousands_of_faults_is_told_in_a_hundred() {
    for text in [
        format!("---\n{}---\n", "titre: a\n".repeat(50_000)),
        format!("---\ntitre: a\n---\n{}", ":::encadre\n".repeat(20_000)),
        format!("---\ntitre: a\n---\n{}", "<b>".repeat(20_000)),
        format!("---\ntitre: a\n---\n{}", "[a](nulle-part.md)\n\n".repeat(10_000)),
    ] {
        let built = built(PAGE, text);
        assert_refused(&built, &rules::LIMIT, "autres constats");
        assert!(built.outcome.diagnostics.iter().count() < 310);
    }
}

#[test]
fn long_texts_are_gone_through_once() {
    let size = usize::try_from(MAX_SOURCE_BYTES).expect("small") / 64;
    for piece in ["![", "[", "`", "*a ", "<", "&", "| a", "[^1]", "a! ", "# a\n\n"] {
        let text = format!("---\ntitre: a\n---\n{}", piece.repeat(size / piece.len()));
        let built = built(PAGE, text);
        assert!(!built.outcome.diagnostics.has_errors(), "{piece}: {}", built.report());
    }
}

/// A portal is read to its end even where a link leads to where it stands, or a file would
/// wait for a writer.
#[cfg(unix)]
#[test]
fn what_has_no_end_is_not_read() {
    let folder = portal(PAGE, "---\ntitre: a\n---\n");
    let at = |name: &str| folder.path().join("content").join(name);
    for name in ["a", "b", "c"] {
        std::os::unix::fs::symlink(".", at(name)).expect("a link");
    }
    fs::create_dir(at("medias")).expect("a folder");
    std::os::unix::fs::symlink("../pages", at("medias/pages")).expect("a link");
    std::os::unix::fs::symlink("../medias", at("pages/medias")).expect("a link");
    let built = build(folder.path(), &options());
    assert_refused(&built, &rules::OUTSIDE_PORTAL, "tourne en rond");
    let folder = portal(PAGE, "---\ntitre: a\n---\n");
    let pipe = folder.path().join("content/pages/tube.md");
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    let fifo = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, fifo, mode, 0).expect("a pipe");
    let built = build(folder.path(), &options());
    assert_refused(&built, &rules::MISPLACED_FILE, "ni un fichier ni un dossier");
}

/// Few bytes that announce many pixels (a PNG of 30,000 by 30,000) are not decoded.
#[test]
fn image_bombs_are_told_by_their_header() {
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bomb.extend(30_000_u32.to_be_bytes().into_iter().chain(30_000_u32.to_be_bytes()));
    bomb.extend([8, 2, 0, 0, 0]);
    bomb.extend(crc(&bomb[12..]).to_be_bytes());
    bomb.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    let folder = portal(PAGE, "---\ntitre: a\nimage: bombe.png\nalt: a\n---\n");
    fs::write(folder.path().join("content/pages/bombe.png"), bomb).expect("an image");
    let built = build(folder.path(), &options());
    assert_refused(&built, &rules::BAD_IMAGE, "30000 × 30000 pixels");
}

/// The checksum of a part of a PNG (ISO 15948, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| match c & 1 {
            1 => (c >> 1) ^ 0xEDB8_8320,
            _ => c >> 1,
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}
