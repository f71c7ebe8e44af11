//! How long each stage takes on the demonstration portal, cold and with all that an earlier
//! build remembers; then the steps that most of a page's time goes to. `cargo bench` compares
//! with the run before, and names the stage that became slower.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use tt_site::compile::compile;
use tt_site::diag::Diagnostics;
use tt_site::memo::{NoStore, Store};
use tt_site::options::Options;
use tt_site::parse::parse;
use tt_site::sink::{Sink, Stage};
use tt_site::text::locale::Lang;
use tt_site::text::typography::typeset;
use tt_site::world::{self, World};
use tt_site::{minify, yaml};

const STAGES: [Stage; 8] = [
    Stage::Parse,
    Stage::Model,
    Stage::Site,
    Stage::Assets,
    Stage::Render,
    Stage::Search,
    Stage::Index,
    Stage::Check,
];

/// Notes when stages start, and keeps the pages.
#[derive(Default)]
struct Watch {
    starts: Mutex<Vec<(Stage, Instant)>>,
    pages: Mutex<Vec<Vec<u8>>>,
}

impl Sink for Watch {
    fn put(&self, path: &str, bytes: Vec<u8>) {
        if path.ends_with(".html") {
            self.pages.lock().unwrap_or_else(PoisonError::into_inner).push(bytes);
        }
    }

    fn stage(&self, stage: Stage) {
        let mut starts = self.starts.lock().unwrap_or_else(PoisonError::into_inner);
        starts.push((stage, Instant::now()));
    }
}

/// Keeps everything in memory.
#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Store for Memory {
    fn load(&self, key: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn save(&self, key: &str, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(key.to_owned(), bytes.to_vec());
    }
}

fn demo() -> World {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    world::load(&root).expect("the demonstration portal")
}

fn options() -> Options {
    let today = date(2026, 11, 22);
    Options::on(today)
}

/// How long one stage took in a build.
fn lasted(world: &World, store: &dyn Store, wanted: Stage) -> Duration {
    let watch = Watch::default();
    let outcome = compile(world, &options(), store, &watch);
    let end = Instant::now();
    assert!(!outcome.diagnostics.has_errors());
    let starts = watch.starts.into_inner().unwrap_or_else(PoisonError::into_inner);
    let at = starts.iter().position(|(stage, _)| *stage == wanted).expect("announced");
    let next = starts.get(at + 1).map_or(end, |(_, next)| *next);
    next - starts[at].1
}

fn stages(criterion: &mut Criterion) {
    let world = demo();
    let memory = Memory::default();
    compile(&world, &options(), &memory, &Watch::default());
    let stores: [(&str, &dyn Store); 2] = [("cold", &NoStore), ("warm", &memory)];
    for (name, store) in stores {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        for stage in STAGES {
            // Images are encoded once and for all: cold, that would drown the rest.
            if (name, stage) == ("cold", Stage::Assets) {
                continue;
            }
            let id = BenchmarkId::from_parameter(format!("{stage:?}").to_lowercase());
            group.bench_function(id, |bencher| {
                bencher.iter_custom(|times| {
                    (0..times).map(|_| lasted(&world, store, stage)).sum()
                });
            });
        }
    }
}

fn steps(criterion: &mut Criterion) {
    let world = demo();
    let (id, source) = world
        .sources
        .iter()
        .max_by_key(|(_, source)| source.text.len())
        .expect("the demonstration portal has files");
    let mut group = criterion.benchmark_group("step");
    group.bench_function("document", |bencher| {
        bencher.iter(|| parse(id, black_box(source)));
    });
    group.bench_function("yaml", |bencher| {
        let settings = world.sources.find("content/portail.yaml").expect("there");
        let text = &world.sources.get(settings).text;
        bencher.iter(|| {
            yaml::parse(black_box(text), settings, 0, &mut Diagnostics::default())
        });
    });
    group.bench_function("typography", |bencher| {
        bencher.iter(|| typeset(black_box(&source.text), Lang::FR).len());
    });
    let watch = Watch::default();
    compile(&world, &options(), &NoStore, &watch);
    let pages = watch.pages.into_inner().unwrap_or_else(PoisonError::into_inner);
    let page = pages.into_iter().max_by_key(Vec::len).expect("pages");
    let page = String::from_utf8(page).expect("pages are UTF-8");
    group.bench_function("minify", |bencher| {
        bencher.iter(|| minify::html(black_box(page.clone())));
    });
}

criterion_group!(benches, stages, steps);
criterion_main!(benches);
