//! Builds that are done: what one found is told again, and nothing is made, when nothing that it
//! depends on has changed since and its site still stands in the output.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::compile::Outcome;
use crate::diag::Diagnostics;
use crate::memo::{self, Store};
use crate::options::Options;
use crate::world::World;
use crate::write::Staging;

/// What came of a build whose site was published.
#[derive(Serialize, Deserialize)]
struct Done {
    diagnostics: Diagnostics,
    pages: usize,
    /// The name of the site.
    site: String,
}

/// Names all that a build depends on; `None` when something cannot be read.
pub fn key(world: &World, options: &Options) -> Option<String> {
    let files = world.assets.par_iter().map(|(path, asset)| {
        let hash = blake3::hash(&asset.read().ok()?);
        Some(memo::key(&[path.as_bytes(), hash.as_bytes()]))
    });
    let files: Vec<String> = files.collect::<Option<_>>()?;
    let texts: Vec<_> = world.sources.iter().collect();
    let texts: Vec<String> =
        texts.par_iter().map(|(_, text)| memo::key(&[&text.path, &text.text])).collect();
    let theme = world.theme_files.iter();
    let theme: Vec<String> =
        theme.map(|(path, bytes)| memo::key(&[path.as_bytes(), bytes])).collect();
    let found = serde_json::to_string(&world.diags).ok()?;
    let minified = if cfg!(feature = "minify") { "minified" } else { "as it is" };
    let options = format!("{options:?}");
    let parts = [files, texts, theme].map(|part| memo::key(&part));
    let [files, texts, theme] = parts.each_ref().map(String::as_str);
    let program = env!("TT_SITE_CODE");
    Some(memo::key(&["site", program, minified, &options, &found, files, texts, theme]))
}

/// What came of the build of this key, if its site stands.
pub fn recall(key: &str, store: &dyn Store, staging: &Staging) -> Option<Outcome> {
    let Done { diagnostics, pages, site } =
        serde_json::from_slice(&store.load(key)?).ok()?;
    let outcome = Outcome { diagnostics, pages, web_editor: None };
    staging.stands(&site).then_some(outcome)
}

/// Keeps what came of a build whose site has this name.
pub fn keep(key: &str, outcome: Outcome, site: String, store: &dyn Store) {
    let Outcome { diagnostics, pages, .. } = outcome;
    if let Ok(bytes) = serde_json::to_vec(&Done { diagnostics, pages, site }) {
        store.save(key, &bytes);
    }
}
