//! What the published site lets nobody do: run what the theme did not write, gather
//! addresses, be framed elsewhere.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use html5gum::{DefaultEmitter, Token, Tokenizer};
use tt_site::index::headers::EVERYWHERE;
use tt_site::options::Options;

use crate::demo::demo;
use crate::portal;

/// What a page holds that a policy is about.
#[derive(Default)]
struct Inside {
    policies: Vec<String>,
    styles: Vec<String>,
    scripts: Vec<String>,
    /// Attributes that no policy without `unsafe-inline` lets through.
    attributes: Vec<String>,
    /// What stood before the policy, though it is about it.
    before: bool,
}

impl Inside {
    fn of(html: &str) -> Self {
        let mut inside = Self::default();
        let mut open: Option<(&str, String)> = None;
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) => {
                    let value = |name: &str| {
                        let value = tag.attributes.get(name.as_bytes())?;
                        Some(String::from_utf8_lossy(value).into_owned())
                    };
                    let is_policy =
                        value("http-equiv").as_deref() == Some("Content-Security-Policy");
                    inside.policies.extend(value("content").filter(|_| is_policy));
                    let names =
                        tag.attributes.keys().map(|name| String::from_utf8_lossy(name));
                    inside.attributes.extend(
                        names
                            .filter(|name| *name == "style" || name.starts_with("on"))
                            .map(std::borrow::Cow::into_owned),
                    );
                    let is_data = value("type").is_some_and(|kind| kind.contains("json"));
                    open = match tag.name.0.as_slice() {
                        b"style" => Some(("style", String::new())),
                        b"script" if !is_data && value("src").is_none() => {
                            Some(("script", String::new()))
                        }
                        _ => None,
                    };
                    inside.before |= open.is_some() && inside.policies.is_empty();
                }
                Token::String(text) => {
                    if let Some((_, inner)) = &mut open {
                        inner.push_str(&String::from_utf8_lossy(&text.value));
                    }
                }
                Token::EndTag(_) => match open.take() {
                    Some(("style", text)) => inside.styles.push(text),
                    Some((_, text)) => inside.scripts.push(text),
                    None => {}
                },
                _ => {}
            }
        }
        inside
    }
}

/// The sources that a directive of a policy names.
fn sources<'a>(policy: &'a str, name: &str) -> Vec<&'a str> {
    let mut directives = policy.split(';').map(str::split_whitespace);
    let found =
        directives.find_map(|mut words| (words.next() == Some(name)).then_some(words));
    found.map(Iterator::collect).unwrap_or_default()
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(hmac_sha256::Hash::hash(text.as_bytes())))
}

#[test]
fn every_page_runs_what_the_theme_wrote_and_nothing_else() {
    let drafts = Options { drafts: true, ..portal::options() };
    let with_styleguide = portal::build(Path::new(env!("CARGO_MANIFEST_DIR")), &drafts);
    let (mut scripts, mut pages) = (0, 0);
    for (path, bytes) in &with_styleguide.files {
        if !path.ends_with(".html") {
            continue;
        }
        let inside = Inside::of(&String::from_utf8_lossy(bytes));
        let [policy] = inside.policies.as_slice() else {
            panic!("{path}: {} policies", inside.policies.len())
        };
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}: {policy}");
        assert!(!inside.before, "{path}: the policy comes too late");
        assert!(inside.attributes.is_empty(), "{path}: {:?}", inside.attributes);
        let styles = sources(policy, "style-src");
        for style in &inside.styles {
            assert!(styles.contains(&hash(style).as_str()), "{path}: {style}");
        }
        let known = sources(policy, "script-src");
        for script in &inside.scripts {
            assert!(known.contains(&hash(script).as_str()), "{path}: {script}");
        }
        // Nothing is let through that is not there.
        let hashes = policy.matches("'sha256-").count();
        let distinct: std::collections::BTreeSet<_> =
            inside.styles.iter().chain(&inside.scripts).collect();
        assert_eq!(hashes, distinct.len(), "{path}: {policy}");
        scripts += inside.scripts.len();
        pages += 1;
    }
    assert!(scripts > 5 && pages > 200, "{scripts} scripts on {pages} pages");
}

#[test]
fn no_page_holds_an_address_that_programs_gather() {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let mut veiled = 0;
    for (path, bytes) in demo().files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for (at, _) in html.match_indices('@') {
            let around =
                html[..at].ends_with(is_word) && html[at + 1..].starts_with(is_word);
            assert!(!around, "{path}: {}", &html[at.saturating_sub(30)..at + 10]);
        }
        veiled += html.matches("mailto:").count();
    }
    assert!(veiled > 100, "{veiled} addresses");
}

#[test]
fn hosts_are_told_the_same_everywhere() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci");
    for file in ["nginx.conf", "htaccess", "Caddyfile"] {
        let recipe = fs::read_to_string(folder.join(file)).expect("a recipe");
        for (name, value) in EVERYWHERE {
            let line = recipe.lines().find(|line| line.contains(name));
            assert!(
                line.is_some_and(|line| line.contains(value)),
                "{file}: {name}: {value}"
            );
        }
    }
    let headers = demo().text("_headers");
    let expected =
        EVERYWHERE.map(|(name, value)| format!("  {name}: {value}\n")).concat();
    assert!(headers.starts_with(&format!("/*\n{expected}/theme/*\n")), "{headers}");
}
