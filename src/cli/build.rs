//! `tt-site build`: writes the site, or nothing.

use std::path::{Component, Path, PathBuf};

use crate::cli::args::{Build, Written};
use crate::cli::around::Around;
use crate::cli::done;
use crate::cli::merge;
use crate::cli::new::existing_department;
use crate::cli::telling::pages_and_time;
use crate::cli::timings::{Stopwatch, Timed};
use crate::cli::{Verdict, tell};
use crate::compile::compile;
use crate::options::Options;
use crate::serve;
use crate::sink::Sink;
use crate::store::DiskStore;
use crate::text;
use crate::world;
use crate::write::Staging;

/// Folder of the site when none is given.
const OUTPUT: &str = "public";

pub fn run(args: &Build, around: &Around) -> anyhow::Result<Verdict> {
    let root = &args.site.inputs.root;
    let only = args.only.as_deref().map(|name| existing_department(name, root));
    write(&args.site, only.transpose()?, &DiskStore::new(root), around)
}

/// Writes a site, or the part of one département, with what the store remembers.
pub fn write(
    args: &Written,
    only: Option<String>,
    store: &DiskStore,
    around: &Around,
) -> anyhow::Result<Verdict> {
    let options = args.inputs.options(args.base_url.as_deref(), around)?;
    let options = Options { only, ..options };
    let root = &args.inputs.root;
    let output = args.output.clone().unwrap_or_else(|| root.join(OUTPUT));
    let watch = Stopwatch::start(args.telling.timings.is_some());
    let world = world::load(root)?;
    let staging = Staging::new(root, &output)?;
    let key = done::key(&world, &options);
    let known = key.as_ref().and_then(|key| done::recall(key, store, &staging));
    let is_done = known.is_some();
    let make = || compile(&world, &options, store, &Timed::new(&staging, &watch));
    let outcome = known.unwrap_or_else(make);
    args.telling.show(&outcome.diagnostics, &world.sources, root, around)?;
    if args.telling.forbids(&outcome.diagnostics) {
        staging.discard()?;
        return Ok(Verdict::BadContent);
    }
    if options.only.is_some() {
        merge::add_part(store, &staging);
    } else if let Some(editor) = &outcome.web_editor {
        for (path, content) in serve::editor_files(root, &world.sources, editor)? {
            staging.put(&path, content);
        }
    }
    watch.lap(text!("écriture", "writing"));
    let pages = outcome.pages;
    if is_done {
        staging.discard()?;
    } else {
        let site = staging.commit()?;
        if let Some(key) = key {
            done::keep(&key, outcome, site, store);
        }
        store.prune();
    }
    args.telling.show_timings(&watch, around)?;
    let done = pages_and_time(pages, watch.elapsed());
    let (fr, en, output) = (done.fr, done.en, plain(&output));
    let output = output.display();
    tell(&text!("{fr} → {output}/", "{en} → {output}/"), around);
    Ok(Verdict::Fine)
}

/// `public` for `./public/`.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}
