//! The demonstration portal: it builds without a finding, always to the same bytes, and
//! says what it should.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use html5gum::{StartTag, Token, Tokenizer};
use tt_site::diag::Severity;
use tt_site::options::Options;
use tt_site::write::MARKER;

use crate::nodes::Nodes;
use crate::outline;
use crate::portal::{self, Built};
use crate::program;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");

/// Pages whose outlines are kept.
const GOLDEN_PAGES: &[&str] = &[
    "index.html",
    "en/index.html",
    "cantal/index.html",
    "regions/auvergne/index.html",
    "regions/auvergne/dispositifs/auvergne-2030/index.html",
    "cantal/espaces/telecentre-murat/index.html",
    "cantal/offres/atelier-velos-murat/index.html",
    "gers/reseau/soho-solo/index.html",
    "lozere/agenda/tour-de-france-du-teletravail/index.html",
    "orne/accueil/accueil-des-arrivants/index.html",
    "agenda/index.html",
    "carte/index.html",
    "comparer/index.html",
    "cantal/immobilier/index.html",
];

/// The demonstration portal, built once for all tests.
pub fn demo() -> &'static Built {
    static DEMO: OnceLock<Built> = OnceLock::new();
    DEMO.get_or_init(build)
}

#[test]
fn with_drafts_the_living_page_of_the_theme_is_there() {
    let options = Options { drafts: true, ..portal::options() };
    let built = portal::build(Path::new(ROOT), &options);
    assert_eq!(built.outcome.diagnostics.count(Severity::Error), 0, "{}", built.report());
    assert!(built.files.contains_key("styleguide/index.html"));
    assert!(!demo().files.contains_key("styleguide/index.html"));
}

fn build() -> Built {
    portal::build(Path::new(ROOT), &portal::options())
}

#[test]
fn it_builds_without_a_warning_and_with_expected_advice_only() {
    let built = demo();
    assert_eq!(built.outcome.diagnostics.count(Severity::Error), 0, "{}", built.report());
    assert_eq!(
        built.outcome.diagnostics.count(Severity::Warning),
        0,
        "{}",
        built.report()
    );
    let rules: BTreeSet<_> =
        built.outcome.diagnostics.iter().map(|finding| finding.rule.name).collect();
    let expected = ["expired-offer", "undated-figure"];
    assert_eq!(rules, BTreeSet::from(expected), "{}", built.report());
    assert!(built.outcome.pages >= 120, "{} pages", built.outcome.pages);
}

/// Threads, the order of folders, the time zone, the locale, the clock: none is seen.
#[test]
fn the_same_input_gives_the_same_bytes_wherever_it_is_built() {
    let content = Path::new(ROOT).join("content");
    let copies = [(); 2].map(|()| tempfile::tempdir().expect("a temporary folder"));
    // A copy made in another order lists its folders in another order.
    for copy in &copies {
        portal::copy_backwards(&content, &copy.path().join("content"));
    }
    let noon = ("SOURCE_DATE_EPOCH", "1795348800");
    let places = [
        ("--jobs 1", "Pacific/Kiritimati", "tr_TR.UTF-8", noon),
        (
            "--jobs 4 --date 2026-11-22",
            "America/Anchorage",
            "C",
            ("SOURCE_DATE_EPOCH", "0"),
        ),
    ];
    let mut said = BTreeSet::new();
    for (copy, (typed, zone, locale, (epoch, seconds))) in copies.iter().zip(places) {
        let typed = format!("--lang fr build --format json {typed}");
        let mut build = program::command(copy.path(), &typed);
        build.env("TZ", zone).env("LC_ALL", locale).env("LANG", locale);
        let built = build.env(epoch, seconds).output().expect("it runs");
        assert_eq!(built.status.code(), Some(0), "{}", program::err(&built));
        said.insert(program::out(&built));
        let mut files = program::files(&copy.path().join("public"));
        files.remove(MARKER);
        portal::assert_same(&files, &demo().files, zone);
    }
    assert_eq!(said.len(), 1, "the same findings: {said:?}");
}

#[test]
fn golden_pages_say_what_they_said() {
    let built = demo();
    let mut failures = Vec::new();
    for page in GOLDEN_PAGES {
        let actual = outline::main_of(&built.text(page));
        let name = page.trim_end_matches("index.html").trim_end_matches('/');
        let name =
            if name.is_empty() { "accueil".into() } else { name.replace('/', "-") };
        let path = Path::new(GOLDEN).join(format!("{name}.txt"));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, actual).expect("a writable golden");
        } else if fs::read_to_string(&path).unwrap_or_default() != actual {
            failures.push(format!("{name} differs from {}:\n{actual}", path.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_facts_of_the_articles_are_there() {
    let built = demo();
    for (page, facts) in [
        (
            "regions/auvergne/index.html",
            &["8\u{202f}Mbit/s", "2017", "75\u{202f}%", "2025"][..],
        ),
        ("cantal/espaces/telecentre-murat/index.html", &["25"]),
        ("cantal/index.html", &["50", "8 fois"]),
        (
            "gers/reseau/soho-solo/index.html",
            &["350", "70", "20\u{202f}%", "57", "16\u{202f}%"],
        ),
        (
            "lozere/agenda/tour-de-france-du-teletravail/index.html",
            &["110", "Bruno Moriset", "Gaëlle Ottan", "Yoann Duriaux", "Pauline Maurin"],
        ),
        ("orne/reseau/club-du-tricorne/index.html", &["85"]),
    ] {
        let text = outline::main_of(&built.text(page));
        for fact in facts {
            assert!(text.contains(fact), "{page} lacks « {fact} »:\n{text}");
        }
    }
}

#[test]
fn no_page_asks_another_origin_for_anything() {
    let built = demo();
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for marker in ["src=\"http", "src=http", "url(http", "@import", "srcset=\"http"] {
            assert!(!html.contains(marker), "{path} holds {marker}");
        }
    }
}

/// The most nodes that a page may have: with few requests, EcoIndex gives it an A.
const MOST_NODES: usize = 350;
/// Those of a market with imported prices and of the communes of an intercommunality: their
/// rows are what one comes for.
const MOST_NODES_OF_A_TABLE: usize = 600;
/// Those of the sheet of a commune of which everything is known, each figure with its source.
const MOST_NODES_OF_A_COMMUNE: usize = 375;

fn most_nodes(path: &str) -> usize {
    let is_neighbors = path.starts_with("comparer/communes/c");
    if path == "cantal/immobilier/index.html" || is_neighbors {
        MOST_NODES_OF_A_TABLE
    } else if path.starts_with("cantal/communes/") {
        MOST_NODES_OF_A_COMMUNE
    } else {
        MOST_NODES
    }
}

#[test]
fn no_page_is_heavy_to_lay_out() {
    let pages = demo().files.iter().filter(|(path, _)| path.ends_with(".html"));
    let mut heavy = Vec::new();
    for (path, html) in pages.filter(|(path, _)| !path.starts_with("styleguide/")) {
        let nodes = Nodes::of(&String::from_utf8_lossy(html));
        if nodes.total > most_nodes(path) {
            heavy.push(format!("{path}: {} nodes, {}", nodes.total, nodes.heaviest()));
        }
    }
    assert!(heavy.is_empty(), "{}", heavy.join("\n"));
}

#[test]
fn every_page_is_described() {
    let pages = demo().files.iter().filter(|(path, _)| path.ends_with("index.html"));
    for (path, html) in pages {
        let html = String::from_utf8_lossy(html);
        let described = attribute(&html, ("name", "description"), "content").is_some();
        // Pages that only lead to another one are in no index.
        let leads_on = attribute(&html, ("http-equiv", "refresh"), "content");
        assert!(described || leads_on.is_some(), "{path}");
    }
}

#[test]
fn every_data_set_has_its_page() {
    let built = demo();
    let names = |end: &str| -> Vec<String> {
        let files = built.files.keys().filter_map(|path| path.strip_prefix("donnees/"));
        files.filter_map(|path| path.strip_suffix(end)).map(str::to_owned).collect()
    };
    assert_eq!(names("/index.html"), names(".csv"));
}

#[test]
fn lists_lead_to_every_page() {
    let built = demo();
    let site_map = links(&built.text("plan-du-site/index.html"));
    let mut reached = site_map.clone();
    for (path, html) in &built.files {
        let url = format!("/{}", path.trim_end_matches("index.html"));
        if site_map.contains(&url)
            || path.ends_with("index.html")
                && (path.contains("/page/") || path.contains("/reseau/"))
        {
            reached.extend(links(&String::from_utf8_lossy(html)));
        }
    }
    let origin = "<loc>https://www.example.org";
    let pages = built.text("sitemap.xml");
    let pages = pages.lines().filter_map(|line| line.trim().strip_prefix(origin));
    let pages: Vec<_> = pages.filter_map(|line| line.strip_suffix("</loc>")).collect();
    assert!(pages.len() > 200, "{} pages", pages.len());
    let made = |url: &str| ["/en/", "/agenda/"].iter().any(|f| url.starts_with(f));
    for url in pages.into_iter().filter(|url| !made(url)) {
        assert!(reached.contains(url), "no list leads to {url}");
    }
}

/// The start tags of a page.
fn tags(html: &str) -> impl Iterator<Item = StartTag<()>> {
    Tokenizer::new(html).filter_map(|Ok(token)| match token {
        Token::StartTag(tag) => Some(tag),
        _ => None,
    })
}

fn value(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// Where the links of a page lead.
fn links(html: &str) -> BTreeSet<String> {
    tags(html).filter_map(|tag| value(&tag, "href")).collect()
}

/// An attribute of the first element of a page that has the attribute `key` of that value,
/// any when it is empty.
fn attribute(html: &str, (key, wanted): (&str, &str), name: &str) -> Option<String> {
    tags(html).find_map(|tag| {
        value(&tag, key).filter(|found| wanted.is_empty() || found == wanted)?;
        value(&tag, name)
    })
}

/// The value of a property of a page's head.
fn property(html: &str, name: &str) -> Option<String> {
    attribute(html, ("property", name), "content")
}

#[test]
fn every_page_names_an_image_for_social_networks_that_is_there() {
    let built = demo();
    let (mut cards, mut photos) = (0, 0);
    for (path, bytes) in &built.files {
        let html = String::from_utf8_lossy(bytes);
        if !path.ends_with(".html")
            || path.ends_with("404.html")
            || !html.contains("og:title")
        {
            continue;
        }
        let named = property(&html, "og:image").unwrap_or_else(|| panic!("{path}: none"));
        let file = named.trim_start_matches("https://www.example.org/");
        let image = built.files.get(file).unwrap_or_else(|| panic!("{path}: {named}"));
        let size =
            ["og:image:width", "og:image:height"].map(|name| property(&html, name));
        let Some(header) = file.starts_with("medias/cartes/").then(|| &image[..24])
        else {
            photos += 1;
            assert!(size[0].as_deref() > Some("0"), "{path}");
            continue;
        };
        cards += 1;
        assert!(header.starts_with(b"\x89PNG"), "{path}");
        assert_eq!(header[16..], [0, 0, 4, 176, 0, 0, 2, 118], "{path}: 1200 × 630");
        assert_eq!(
            size.each_ref().map(Option::as_deref),
            [Some("1200"), Some("630")],
            "{path}"
        );
        assert!(image.len() < 30_000, "{path}: {} bytes", image.len());
        let card = attribute(&html, ("name", "twitter:card"), "content");
        assert_eq!(card.as_deref(), Some("summary_large_image"), "{path}");
    }
    assert!(cards > 100 && photos > 10, "{cards} cards, {photos} photos");
}

#[test]
fn a_photo_shows_its_color_and_what_its_editor_wants_seen() {
    let page = &demo().files["lozere/offres/auberge-chanac/index.html"];
    let html = String::from_utf8_lossy(page);
    let style = attribute(&html, ("width", ""), "data-css").expect("declarations");
    assert!(style.starts_with("background:#"), "{style}");
    assert!(style.ends_with("object-position:bottom"), "{style}");
    assert!(html.contains(&format!("[data-css=\"{style}\"]{{{style}}}")), "{style}");
}

#[test]
fn maps_of_communes_are_light_drawings_with_a_legend_in_words() {
    let built = demo();
    for page in ["cantal/immobilier/index.html", "cantal/connectivite/index.html"] {
        let html = built.text(page);
        let map = between(&html, "<figure class=class-map", "</figure>");
        let classes =
            between(map, "<g class=map-classes>", "</g>").matches("<path").count();
        assert_eq!(
            map.matches("class=map-key>").count(),
            classes,
            "{page}: a key a class"
        );
        assert!((4..=6).contains(&classes), "{page}: {classes}");
        assert!(map.contains("Contours schématiques"), "{page}");
    }
    let html = built.text("cantal/communes/murat/index.html");
    let locator = between(&html, "<figure class=locator", "</figure>");
    assert!(locator.contains("Murat dans le département\u{a0}: Cantal"), "{locator}");
    assert!(locator.contains("Contours schématiques"), "{locator}");
    assert!(locator.len() <= 6_000, "{} bytes", locator.len());
    assert!(locator.matches("<path").count() == 3, "{locator}");
}

fn between<'h>(html: &'h str, start: &str, end: &str) -> &'h str {
    let (_, rest) = html.split_once(start).unwrap_or_else(|| panic!("no {start}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end}")).0
}
