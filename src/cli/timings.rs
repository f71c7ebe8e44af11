//! How long each stage took.

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::diag::{Text, Tongue};
use crate::sink::{Sink, Stage};
use crate::text;

/// A sink that notes when stages start, and passes everything on.
pub struct Timed<'a> {
    sink: &'a dyn Sink,
    watch: &'a Stopwatch,
}

/// Notes what begins when.
pub struct Stopwatch {
    started: Instant,
    laps: Mutex<Vec<(Text, Instant)>>,
}

impl<'a> Timed<'a> {
    /// Watches a sink.
    pub fn new(sink: &'a dyn Sink, watch: &'a Stopwatch) -> Self {
        Self { sink, watch }
    }
}

impl Sink for Timed<'_> {
    fn put(&self, path: &str, bytes: Vec<u8>) {
        self.sink.put(path, bytes);
    }

    fn stage(&self, stage: Stage) {
        self.watch.lap(name(stage));
        self.sink.stage(stage);
    }
}

impl Stopwatch {
    /// Starts, with the reading of the portal.
    pub fn start() -> Self {
        let watch = Self { started: now(), laps: Mutex::default() };
        watch.lap(text!("lecture", "reading"));
        watch
    }

    /// Notes that something begins.
    pub fn lap(&self, name: Text) {
        let mut laps = self.laps.lock().unwrap_or_else(PoisonError::into_inner);
        laps.push((name, now()));
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        now().duration_since(self.started)
    }

    /// A line for each thing that began: its name and its milliseconds.
    pub fn table(&self, tongue: Tongue) -> String {
        let laps = self.laps.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = laps.iter().skip(1).map(|(_, start)| *start).chain([now()]);
        let mut table = String::new();
        for ((name, start), end) in laps.iter().zip(ends) {
            let milliseconds = end.duration_since(*start).as_secs_f64() * 1000.0;
            let name = name.in_tongue(tongue);
            let _ = writeln!(table, "{name:<12}{milliseconds:>8.0} ms");
        }
        table
    }
}

#[expect(clippy::disallowed_methods, reason = "durations are measured here alone")]
fn now() -> Instant {
    Instant::now()
}

fn name(stage: Stage) -> Text {
    match stage {
        Stage::Parse => text!("analyse", "parse"),
        Stage::Model => text!("modèle", "model"),
        Stage::Site => text!("adresses", "site"),
        Stage::Assets => text!("images", "assets"),
        Stage::Render => text!("pages", "render"),
        Stage::Index => text!("index", "index"),
        Stage::Check => text!("contrôles", "check"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sink::Memory;

    #[test]
    fn stages_are_listed_in_order_and_files_pass_through() {
        let (memory, watch) = (Memory::default(), Stopwatch::start());
        let timed = Timed::new(&memory, &watch);
        timed.stage(Stage::Parse);
        timed.put("a", vec![1]);
        timed.stage(Stage::Render);
        let table = watch.table(Tongue::English);
        let names: Vec<_> =
            table.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(names, ["reading", "parse", "render"]);
        assert_eq!(memory.into_files().len(), 1);
    }
}
