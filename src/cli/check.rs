//! `tt-site check`: everything that a build says, without writing; what a rule wants; and
//! the corrections that leave no doubt.

use crate::cli::args::Check;
use crate::cli::around::Around;
use crate::cli::telling::pages_and_time;
use crate::cli::timings::{Stopwatch, Timed};
use crate::cli::{Verdict, explain, fix, tell};
use crate::compile::compile;
use crate::sink::Nowhere;
use crate::store::DiskStore;
use crate::world;
use crate::write;

pub fn run(args: &Check, around: &Around) -> anyhow::Result<Verdict> {
    if let Some(rule) = &args.explain {
        return explain::run(rule, around);
    }
    let mut options = args.inputs.options(None, around)?;
    if let Some(list) = &args.previous {
        options.previous = write::listed(list)?;
    }
    let root = &args.inputs.root;
    if args.fix {
        fix::run(root, &options, args.yes, args.telling.format, around)?;
    }
    let watch = Stopwatch::start(args.telling.timings.is_some());
    let world = world::load(root)?;
    let store = DiskStore::new(root);
    let outcome = compile(&world, &options, &store, &Timed::new(&Nowhere, &watch));
    args.telling.show(&outcome.diagnostics, &world.sources, root, around)?;
    args.telling.show_timings(&watch, around)?;
    if args.telling.forbids(&outcome.diagnostics) {
        return Ok(Verdict::BadContent);
    }
    tell(&pages_and_time(outcome.pages, watch.elapsed()), around);
    Ok(Verdict::Fine)
}
