//! What each stage took: time, and where the system tells them, work and memory.

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::diag::{Text, Tongue};
use crate::sink::{Sink, Stage, Viewer};
use crate::text;

/// A sink that notes when stages start, and passes everything on.
pub struct Timed<'a> {
    sink: &'a dyn Sink,
    watch: &'a Stopwatch,
}

/// Notes what begins when.
pub struct Stopwatch {
    started: Instant,
    /// Whether work and memory are looked at too. The system forgets the peak of memory when
    /// it has told it, so that whoever else measures this program would be misled.
    thorough: bool,
    laps: Mutex<Vec<(Text, Moment)>>,
}

/// What the clock and the system say.
#[derive(Clone, Copy)]
struct Moment {
    clock: Instant,
    /// Since the start of the program, all threads together.
    work: Option<Duration>,
    /// The most memory that was used since the moment before, in bytes.
    peak: Option<u64>,
}

/// What one thing took.
struct Lap {
    name: Text,
    time: Duration,
    work: Option<Duration>,
    peak: Option<u64>,
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

    fn has(&self, path: &str, hash: &[u8; 32]) -> bool {
        self.sink.has(path, hash)
    }

    fn stage(&self, stage: Stage) {
        self.watch.lap(name(stage));
        self.sink.stage(stage);
    }

    fn viewer(&self) -> &dyn Viewer {
        self.sink.viewer()
    }
}

impl Stopwatch {
    /// Starts, with the reading of the portal; `thorough` looks at work and memory too.
    pub fn start(thorough: bool) -> Self {
        let watch = Self { started: now(), thorough, laps: Mutex::default() };
        watch.lap(text!("lecture", "reading"));
        watch
    }

    /// Notes that something begins.
    pub fn lap(&self, name: Text) {
        let mut laps = self.laps.lock().unwrap_or_else(PoisonError::into_inner);
        laps.push((name, self.now()));
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        now().duration_since(self.started)
    }

    /// A line for each thing that began: its name and milliseconds, then milliseconds of
    /// work on all processors and the most memory used meanwhile.
    pub fn table(&self, tongue: Tongue) -> String {
        let mut table = String::new();
        for Lap { name, time, work, peak } in self.laps() {
            let (name, time) = (name.in_tongue(tongue), milliseconds(time));
            let _ = write!(table, "{name:<12}{time:>8.0} ms");
            if let (Some(work), Some(peak)) = (work, peak) {
                let work = milliseconds(work);
                let _ = write!(table, "{work:>9.0} ms CPU{:>6} MB", peak >> 20);
            }
            table.push('\n');
        }
        table
    }

    /// The same for machines, in English, memory in bytes.
    pub fn json(&self) -> Value {
        let stage = |lap: Lap| {
            json!({
                "stage": lap.name.en,
                "milliseconds": milliseconds(lap.time),
                "work_milliseconds": lap.work.map(milliseconds),
                "peak_bytes": lap.peak,
            })
        };
        json!({ "stages": self.laps().into_iter().map(stage).collect::<Vec<_>>() })
    }

    fn laps(&self) -> Vec<Lap> {
        let laps = self.laps.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = laps.iter().skip(1).map(|(_, start)| *start).chain([self.now()]);
        let took = laps.iter().zip(ends).map(|((name, start), end)| Lap {
            name: name.clone(),
            time: end.clock.duration_since(start.clock),
            work: end.work.zip(start.work).map(|(end, start)| end.saturating_sub(start)),
            peak: end.peak,
        });
        took.collect()
    }

    fn now(&self) -> Moment {
        let (work, peak) = if self.thorough { (work(), peak()) } else { (None, None) };
        Moment { clock: now(), work, peak }
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Time of all threads, from `/proc` (Linux; proc_pid_stat(5), fields 14 and 15, in the
/// hundredths of a second that Linux has shown for decades).
#[expect(clippy::disallowed_methods, reason = "what the system says of this program")]
fn work() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(Duration::from_millis(10 * (ticks(11)? + ticks(12)?)))
}

/// The most memory since the last call, from `/proc` (Linux; proc_pid_clear_refs(5)).
#[expect(clippy::disallowed_methods, reason = "what the system says of this program")]
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    Some(kilobytes << 10)
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
        Stage::Search => text!("recherche", "search"),
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
        let (memory, watch) = (Memory::default(), Stopwatch::start(true));
        let timed = Timed::new(&memory, &watch);
        timed.stage(Stage::Parse);
        timed.put("a", vec![1]);
        timed.stage(Stage::Render);
        let table = watch.table(Tongue::English);
        let names: Vec<_> =
            table.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(names, ["reading", "parse", "render"]);
        let json = watch.json();
        let stages = json["stages"].as_array().expect("a list");
        let names: Vec<_> = stages.iter().map(|stage| stage["stage"].as_str()).collect();
        assert_eq!(names, ["reading", "parse", "render"].map(Some));
        assert!(stages.iter().all(|stage| stage["milliseconds"].is_f64()), "{json}");
        assert_eq!(memory.into_files().len(), 1);
    }
}
