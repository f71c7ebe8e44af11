//! `tt-site check`: everything that a build says, without writing.

use crate::cli::args::Check;
use crate::cli::around::Around;
use crate::cli::telling::pages_and_time;
use crate::cli::timings::{Stopwatch, Timed};
use crate::cli::{Verdict, say, tell};
use crate::compile::compile;
use crate::sink::Sink;
use crate::store::DiskStore;
use crate::world;

/// A sink that keeps nothing.
struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &str, _: Vec<u8>) {}
}

pub fn run(args: &Check, around: &Around) -> anyhow::Result<Verdict> {
    let options = args.inputs.options(None, around)?;
    let watch = Stopwatch::start(args.telling.timings);
    let world = world::load(&args.inputs.root)?;
    let store = DiskStore::new(&args.inputs.root);
    let outcome = compile(&world, &options, &store, &Timed::new(&Nowhere, &watch));
    args.telling.show(&outcome.diagnostics, &world.sources, around)?;
    if args.telling.timings {
        say(watch.table(around.tongue).trim_end());
    }
    if args.telling.forbids(&outcome.diagnostics) {
        return Ok(Verdict::BadContent);
    }
    tell(&pages_and_time(outcome.pages, watch.elapsed()), around);
    Ok(Verdict::Fine)
}
