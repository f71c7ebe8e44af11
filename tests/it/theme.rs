//! The design system: every component and every token is documented, and shown on the
//! living page through the components that pages call.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tt_site::theme::color::{self, FixedColors};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).expect("a readable file")
}

fn templates(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(ROOT).join("themes/default/templates").join(folder);
    let entries = fs::read_dir(folder).expect("a folder of templates");
    let mut paths: Vec<_> =
        entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "html"));
    paths.sort();
    paths
}

/// The names after `before`, up to what ends a name.
fn names(text: &str, before: &str) -> BTreeSet<String> {
    let name = |rest: &str| {
        rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
    };
    text.split(before).skip(1).map(name).filter(|name| !name.is_empty()).collect()
}

/// The components of `components/`, and what each calls.
fn components() -> BTreeMap<String, BTreeSet<String>> {
    let texts = templates("components").into_iter().map(read);
    let bodies = texts.flat_map(|text| {
        let parts: Vec<_> =
            text.split("{% component ").skip(1).map(str::to_owned).collect();
        parts
    });
    bodies
        .map(|body| {
            let name = body.split('(').next().unwrap_or_default().to_owned();
            (name, names(&body, "<"))
        })
        .collect()
}

fn tokens() -> Vec<String> {
    let colors = color::tokens(145.0, &FixedColors::default());
    let colors = colors.swatches().map(|swatch| format!("--{}", swatch.name));
    let css = read("themes/default/styles/tokens.css");
    let root = css.split(":root {").nth(1).expect("tokens").to_owned();
    let others = root.lines().filter_map(|line| line.trim().split_once(':'));
    let others = others.map(|(name, _)| name.to_owned()).filter(|n| n.starts_with("--"));
    colors.chain(others.collect::<Vec<_>>()).collect()
}

#[test]
fn every_component_and_token_is_documented() {
    let page = read("docs/theme.md");
    let components = components();
    assert!(components.len() > 40, "{}", components.len());
    let names = components.keys().cloned().chain(tokens());
    let missing: Vec<_> =
        names.filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/theme.md does not speak of {missing:?}");
}

#[test]
fn every_component_and_token_is_on_the_living_page() {
    let page = read("themes/default/templates/styleguide.html");
    let components = components();
    let mut shown = BTreeSet::new();
    let mut ahead: Vec<_> = names(&page, "<").into_iter().collect();
    while let Some(name) = ahead.pop() {
        if let Some(calls) = components.get(&name)
            && shown.insert(name)
        {
            ahead.extend(calls.iter().cloned());
        }
    }
    let missing: Vec<_> =
        components.keys().filter(|name| !shown.contains(*name)).collect();
    assert!(missing.is_empty(), "styleguide.html does not show {missing:?}");
    let colors = color::tokens(145.0, &FixedColors::default());
    let colors: Vec<_> = colors.swatches().map(|s| format!("--{}", s.name)).collect();
    let unseen: Vec<_> = tokens()
        .into_iter()
        .filter(|name| !colors.contains(name) && !page.contains(name.as_str()))
        .collect();
    assert!(unseen.is_empty(), "styleguide.html does not show {unseen:?}");
}
