//! The one build path: every command and every test goes through [`compile`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::assets::{self, Plan};
use crate::check;
use crate::check::editorial::Review;
use crate::config::WebEditor;
use crate::diag::Diagnostics;
use crate::index::{self, search};
use crate::memo::Store;
use crate::model;
use crate::options::Options;
use crate::parse::{self, Parsed};
use crate::render;
use crate::render::context::World as RenderWorld;
use crate::render::made;
use crate::render::shared::Shared;
use crate::sink::{Sink, Stage, Viewer};
use crate::site::{self, Site, origin};
use crate::text::locale::{Lang, Locale};
use crate::theme::{self, Theme};
use crate::world::World;

/// What came of a build.
#[derive(Debug, Default)]
pub struct Outcome {
    /// All findings, sorted. When there are errors the output is not to be published.
    pub diagnostics: Diagnostics,
    /// Number of HTML pages.
    pub pages: usize,
    /// The web editor that the site is published with.
    pub web_editor: Option<WebEditor>,
}

/// Builds the portal into `sink`. The same world and options give the same bytes and the
/// same findings, whatever the number of threads.
pub fn compile(
    world: &World,
    options: &Options,
    store: &dyn Store,
    sink: &dyn Sink,
) -> Outcome {
    recompile(world, &Parsed::default(), options, store, sink)
}

/// Builds the portal again, with the documents of earlier builds.
pub fn recompile(
    world: &World,
    parsed: &Parsed,
    options: &Options,
    store: &dyn Store,
    sink: &dyn Sink,
) -> Outcome {
    let mut diags = world.diags.clone();
    let sink = Recorder { sink, paths: Mutex::default() };
    sink.stage(Stage::Parse);
    let documents = parse_all(world, parsed, &mut diags);
    let laid = stages(world, &documents, options, store, &sink, &mut diags);
    let laid = laid.unwrap_or_default();
    diags.sort();
    Outcome { diagnostics: diags, ..laid }
}

/// What is wrong in the content as far as its own files tell: neither laid out nor
/// rendered.
pub fn examine(world: &World) -> Diagnostics {
    let mut diags = world.diags.clone();
    let documents = parse_all(world, &Parsed::default(), &mut diags);
    model::build(&world.sources, &documents, &mut diags);
    diags.sort();
    diags
}

/// The stages in order: what they make, findings apart. `None` when the portal cannot be
/// understood at all.
fn stages(
    world: &World,
    documents: &parse::Documents,
    options: &Options,
    store: &dyn Store,
    sink: &Recorder<'_>,
    diags: &mut Diagnostics,
) -> Option<Outcome> {
    sink.stage(Stage::Model);
    let portal = model::build(&world.sources, documents, diags)?;
    sink.stage(Stage::Site);
    let weights = &portal.settings(portal.lang).rules.0;
    let theme_name = portal.settings(portal.lang).theme.clone();
    let theme_name = theme_name.as_deref().unwrap_or("default");
    let theme = theme::load(theme_name, &world.theme_files, diags)?;
    let site = site::build(&portal, options, diags);
    let mut broken = Diagnostics::default();
    let follow = || {
        let reached = check::links::check(&site, world, documents, &mut broken);
        (reached, assets::wanted::wanted(&site, world))
    };
    let look = || {
        check::content::check(&site, diags);
        check::statement::check(&site, diags);
        check::codes::check(&site, documents, diags);
    };
    let ((), (reached, wanted)) = rayon::join(look, follow);
    diags.append(broken);
    sink.stage(Stage::Assets);
    let plan = assets::plan(world, &wanted, diags);
    diags.weigh(weights);
    let is_good = !diags.has_errors();
    if is_good {
        let laid = Laid { world, documents, site: &site, theme: &theme };
        publish(&laid, options, plan, &Edges { store, sink }, diags);
    }
    if !sink.viewer().is_dropped() {
        let review = Review { site: &site, world, documents, store };
        check::editorial::check(&review, &wanted, is_good.then_some(&reached), diags);
    }
    diags.weigh(weights);
    let web_editor = portal.settings(portal.lang).web_editor.clone();
    is_good.then(|| Outcome {
        pages: site.pages_made(),
        web_editor,
        ..Outcome::default()
    })
}

fn parse_all(
    world: &World,
    parsed: &Parsed,
    diags: &mut Diagnostics,
) -> parse::Documents {
    let sources: Vec<_> = world.sources.iter().collect();
    let documents: Vec<_> =
        sources.par_iter().map(|(id, source)| (*id, parsed.parse(*id, source))).collect();
    for (id, document) in &documents {
        let found = !document.diags.is_empty();
        if found && model::place::is_known(&world.sources.get(*id).path) {
            diags.append(document.diags.clone());
        }
    }
    documents.into_iter().collect()
}

/// Everything that is written from the laid out site.
fn publish(
    laid: &Laid<'_>,
    options: &Options,
    mut plan: Plan,
    edges: &Edges<'_>,
    diags: &mut Diagnostics,
) {
    let Laid { world, documents, site, theme } = *laid;
    let Edges { store, sink } = *edges;
    plan.leave(|path| site.is_elsewhere(path));
    let colors = assets::encode(world, &plan, store, sink, diags);
    if options.preview {
        sink.viewer().laid(origin::told(site, &world.sources));
    }
    let locales: BTreeMap<Lang, Locale> =
        site.portal.langs().into_iter().map(|lang| (lang, Locale::new(lang))).collect();
    for file in theme.files() {
        sink.put(file.url.trim_start_matches('/'), file.bytes.clone());
    }
    sink.stage(Stage::Render);
    let href = |url: &str| site.base.href(url);
    let accents = render::accent::Accents::new(site.portal, theme.sheet(), diags);
    let tiles = site.portal.settings(site.portal.lang).tiles_origin();
    let world = RenderWorld {
        site,
        sources: &world.sources,
        dress: theme.dress(accents.cards(), tiles, href),
        tools: made::tools(theme.signature(), &href("/"), accents.cards()),
        store,
        sink,
        theme,
        plan: &plan,
        colors,
        accents,
        shared: locales.keys().map(|lang| (*lang, Shared::default())).collect(),
        locales,
        datasets: OnceLock::new(),
        options,
    };
    let seen = check::output::Seen::default();
    render::render(&world, &|page, facts| seen.page(&page.url, &facts), diags);
    if sink.viewer().is_dropped() {
        return;
    }
    sink.stage(Stage::Search);
    search::write(site, documents, theme, store, sink);
    if sink.viewer().is_dropped() {
        return;
    }
    sink.stage(Stage::Index);
    index::all(site, world.datasets(), sink);
    sink.stage(Stage::Check);
    // A page that a template failed to make would break every link to it, and what is made
    // elsewhere is checked where all comes together.
    if !diags.has_errors() && site.is_whole() {
        let files = sink.paths();
        seen.check(&site.base.href(""), &files, diags);
        check::lost::check(site, &options.previous, &files, diags);
    }
}

/// What there is to publish, and where it comes from.
struct Laid<'a> {
    world: &'a World,
    documents: &'a parse::Documents,
    site: &'a Site<'a>,
    theme: &'a Theme,
}

/// What the core writes to: what is remembered, and what is published.
struct Edges<'a> {
    store: &'a dyn Store,
    sink: &'a Recorder<'a>,
}

/// Passes files on and remembers their paths.
struct Recorder<'a> {
    sink: &'a dyn Sink,
    paths: Mutex<BTreeSet<String>>,
}

impl Recorder<'_> {
    fn record(&self, path: &str) {
        let mut paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        paths.insert(path.to_owned());
    }

    fn paths(&self) -> BTreeSet<String> {
        self.paths.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Sink for Recorder<'_> {
    fn put(&self, path: &str, bytes: Vec<u8>) {
        self.record(path);
        self.sink.put(path, bytes);
    }

    fn has(&self, path: &str, hash: &[u8; 32]) -> bool {
        let has = self.sink.has(path, hash);
        if has {
            self.record(path);
        }
        has
    }

    fn stage(&self, stage: Stage) {
        self.sink.stage(stage);
    }

    fn viewer(&self) -> &dyn Viewer {
        self.sink.viewer()
    }
}

#[cfg(test)]
mod growth;
