//! Texts that mean harm, in every field of every kind: they reach every output as texts.

mod limits;
mod portal;
mod skeleton;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use tt_site::parse::markdown;

use crate::laws::held::dangers;
use crate::portal::{Built, build, options, write};
use skeleton::of;

/// A payload a line; `tests/browser/hostile.test.js` loads the pages that hold them.
const PAYLOADS: &str = include_str!("payloads.txt");

/// Portals that the browser opens.
const TURNS: usize = 4;

/// How many there are at least.
const HELD: usize = 60;

/// A portal with a text in all of its fields, and a number after it that tells them apart.
fn portal_of(text: &str) -> (Built, usize) {
    let mut count = 0;
    let mut texts = || {
        count += 1;
        format!("{text} f{count:03}")
    };
    let files = portal::files(&mut texts, "Un texte.");
    (build(write(&files).path(), &options()), count)
}

/// The structure of each file. Pages of a theme are named after it, files of search after
/// what they hold.
fn skeletons(built: &Built) -> BTreeMap<String, Vec<String>> {
    let path_of = |path: &str| {
        let named = ["agenda/themes/", "recherche/"];
        let folder = named.into_iter().find(|folder| path.starts_with(folder));
        let name = path.rsplit('/').next().unwrap_or(path);
        match folder {
            Some(folder) if name.ends_with(".json") => format!("{folder}*.json"),
            Some(folder) => format!("{folder}{name}"),
            None => path.to_owned(),
        }
    };
    let files = built.files.iter();
    files.filter_map(|(path, bytes)| Some((path_of(path), of(path, bytes)?))).collect()
}

#[test]
fn payloads_are_held() {
    let mut payloads: Vec<_> = PAYLOADS.lines().collect();
    payloads.sort_unstable();
    payloads.dedup();
    assert_eq!(payloads.len(), PAYLOADS.lines().count());
    assert!(payloads.len() >= HELD);
}

#[test]
fn no_text_of_a_field_becomes_anything_else() {
    let (harmless, count) = portal_of("zork");
    assert!(!harmless.outcome.diagnostics.has_errors(), "{}", harmless.report());
    assert!(count >= 150, "{count} texts");
    let expected = skeletons(&harmless);
    assert!(expected.len() > 40, "{} files", expected.len());
    // A commune has its official name, before or after which the others are sorted.
    let before = skeletons(&portal_of("aa").0);
    let payloads: Vec<_> = PAYLOADS.lines().collect();
    let faults: Vec<String> = payloads
        .par_iter()
        .flat_map_iter(|payload| {
            let (hostile, _) = portal_of(payload);
            if hostile.outcome.diagnostics.has_errors() {
                return vec![format!("{payload}: {}", hostile.report())];
            }
            let found = skeletons(&hostile);
            let mut faults = Vec::new();
            if !found.keys().eq(expected.keys()) {
                let other = |path: &&String| !found.contains_key(*path);
                let other: Vec<_> = expected.keys().filter(other).collect();
                faults.push(format!("{payload}: other files: {other:?} {}", found.len()));
            }
            for (path, found) in found {
                let Some(expected) = expected.get(&path).filter(|e| **e != found) else {
                    continue;
                };
                if before.get(&path) == Some(&found) {
                    continue;
                }
                let at = expected.iter().zip(&found).position(|(a, b)| a != b);
                let at = at.unwrap_or(expected.len().min(found.len()));
                let part = |all: &[String]| {
                    format!("{:?}", all.get(at).map(|s| &s[..s.floor_char_boundary(300)]))
                };
                faults.push(format!(
                    "{payload}: {path}: {} became {}",
                    part(expected),
                    part(&found)
                ));
            }
            faults
        })
        .collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// The ways in which a text can stand in a body.
fn body_of(text: &str) -> String {
    format!(
        "{text}\n\n## {text}\n\n- {text}\n\n| a |\n|---|\n| {text} |\n\n> {text}\n\n\
         [{text}](https://www.example.org)\n\n[a](https://www.example.org \"{text}\")\n\n\
         [a](<{text}>)\n\n`{text}`\n\n```\n{text}\n```\n\n:::encadre{{titre=\"{text}\"}}\n\
         {text}\n:::\n\n<b>{text}</b>\n\n<div>{text}</div>\n\na[^1]\n\n[^1]: {text}\n"
    )
}

/// Markdown makes elements of some of it: none that acts. What is refused is an error, and
/// then nothing is published.
#[test]
fn no_text_of_a_body_acts() {
    let payloads: Vec<_> = PAYLOADS.lines().collect();
    let faults: Vec<String> = payloads
        .par_iter()
        .flat_map_iter(|payload| {
            let (body, _) = markdown::parse(&body_of(payload), 0);
            let html = markdown::render(&body, &mut markdown::Verbatim);
            dangers(&html).into_iter().map(move |danger| format!("{payload}: {danger}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// An address that would run, or lead out, is refused wherever an address may stand.
#[test]
fn addresses_that_act_are_refused() {
    for address in [
        "javascript:alert(1)",
        "javascript:alert(1)//a.md",
        "javascript://www.example.org/%0aalert(1)",
        "data:text/html,x",
        "data:text/html,x.md",
        "vbscript:x.md",
        "//evil.example/x",
        "/\\\\evil.example",
        "\\\\evil.example\\a.md",
        "file:///etc/passwd",
        "blob:https://a.b/c",
    ] {
        let page = format!(
            "---\ntitre: Accueil\nportes: [{{titre: a, lien: \"{address}\"}}]\n---\n"
        );
        let site = format!("---\ntitre: A\ntype: aide\nlien: \"{address}\"\n---\n");
        for (path, text) in [
            ("content/accueil.md", &page),
            ("content/departements/cantal/dispositifs/a.md", &site),
        ] {
            let built = built_from(path, text);
            assert!(built.outcome.diagnostics.has_errors(), "{path}: {address}");
        }
    }
}

/// A former address becomes a file and a line of `_redirects` and nothing else, or is
/// refused.
#[test]
fn former_addresses_become_one_line() {
    let addresses: Vec<_> =
        PAYLOADS.lines().map(|payload| format!("/{payload}/")).collect();
    let kept = addresses.par_iter().filter(|address| {
        let alias = serde_json::json!([address]);
        let text = format!("---\ntitre: A\nalias: {alias}\n---\n");
        let built = built_from("content/pages/a.md", &text);
        if built.outcome.diagnostics.has_errors() {
            return false;
        }
        let rules = built.text("_redirects");
        let fields: Vec<_> = rules.lines().map(|line| line.split(' ').count()).collect();
        assert_eq!(fields, [3], "{rules}");
        true
    });
    assert!(kept.count() > 5, "some payloads are harmless addresses");
    for address in [
        "/../a/",
        "/a/../../b/",
        "/%2e%2e/..",
        "/con/",
        "/a/AUX.html",
        "/_redirects",
        "/_headers",
        "/.htaccess",
        "/a\\\\b/",
        "/a\\u202eb/",
        "/CANTAL/",
    ] {
        let text = format!("---\ntitre: A\nalias: [\"{address}\"]\n---\n");
        let built = built_from("content/pages/a.md", &text);
        assert!(built.outcome.diagnostics.has_errors(), "{address}");
    }
}

fn built_from(path: &str, text: &str) -> Built {
    let mut files = BTreeMap::new();
    let settings = "titre: P\nurl: https://www.example.org\nediteur: {nom: E}\n";
    files.insert("content/portail.yaml".to_owned(), settings.as_bytes().to_vec());
    let department = "---\ncode: \"15\"\nnom: Cantal\n---\n";
    let place = "content/departements/cantal/departement.md";
    files.insert(place.to_owned(), department.as_bytes().to_vec());
    files.insert(path.to_owned(), text.as_bytes().to_vec());
    build(write(&files).path(), &options())
}

/// The address of the site stands in style sheets and scripts too.
#[test]
fn the_address_of_the_site_is_a_plain_one() {
    for address in [
        "https://www.example.org/?q=</style><script>x</script>",
        "https://www.example.org/a)b",
        "https://www.example.org/a'b",
        "https://www.example.org/?a=b",
        "https://www.example.org/#a",
    ] {
        let text = format!("titre: P\nurl: \"{address}\"\nediteur: {{nom: E}}\n");
        let built = built_from("content/portail.yaml", &text);
        assert!(built.outcome.diagnostics.has_errors(), "{address}");
    }
}

/// The portal that `tests/browser/hostile.test.js` opens: each field with another payload.
#[test]
fn pages_for_the_browser_are_built() {
    let payloads: Vec<_> = PAYLOADS.lines().collect();
    for turn in 0..TURNS {
        let mut next = turn * payloads.len() / TURNS;
        let mut texts = || {
            next += 1;
            format!("{} f{next:03}", payloads[next % payloads.len()])
        };
        let files = portal::files(&mut texts, "Un texte.");
        let built = build(write(&files).path(), &options());
        assert!(!built.outcome.diagnostics.has_errors(), "{}", built.report());
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{turn}"));
        let _ = fs::remove_dir_all(&folder);
        for (path, bytes) in &built.files {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
            fs::write(file, bytes).expect("a page");
        }
    }
}
