//! Builds that are killed (SIGKILL) at any moment: the output is wholly the site of before
//! or wholly the new one, and the next build makes what a clean folder gives.
//!
//! `KILLS=200 PORTAL=DIR cargo test --test it killed -- --nocapture` kills as often, over the
//! demonstration and over the portal in a folder, such as one of `benches/portals`.

use std::env;
use std::fs;
use std::io::{Write, stderr};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::portal;
use crate::program::{BUILD, Changing, command, files};

/// A file of other people in the output.
const FOREIGN: &str = "CNAME";

/// Chance that is the same every time (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end.max(1)
    }
}

/// What came of the kills.
#[derive(Debug, Default)]
struct Tally {
    /// Builds that were killed.
    killed: u64,
    /// Builds that were done before.
    too_late: u64,
    /// Killed builds that left the site of before, and the new one.
    found: [u64; 2],
}

/// Waits until a build is about there: some time after its start, after its first file, or
/// after its last one.
fn wait_for_a_moment(
    root: &Path,
    child: &mut Child,
    usual: Duration,
    chance: &mut Chance,
) {
    let share = |part: u32, chance: &mut Chance| {
        let nanoseconds = u64::try_from((usual / part).as_nanos()).unwrap_or(u64::MAX);
        Duration::from_nanos(chance.below(nanoseconds))
    };
    let (landmark, then) = match chance.below(3) {
        0 => (None, share(1, chance)),
        1 => (Some("staged"), share(1, chance)),
        _ => (Some("ready"), share(30, chance)),
    };
    let is_there = |name| root.join(".public.tt-site").join(name).exists();
    while landmark.is_some_and(|name| !is_there(name)) {
        if child.try_wait().expect("a process").is_some() {
            return;
        }
    }
    sleep(then);
}

fn kill(content: &Path, kills: u64) -> Tally {
    let mut chance = Chance(kills);
    let portal = Changing::new(content);
    let sites = [0, 1].map(|title| portal.site(title));
    let foreign = portal.output().join(FOREIGN);
    fs::write(&foreign, "www.example.org").expect("writable");
    let start = Instant::now();
    assert!(command(portal.root(), BUILD).output().expect("it runs").status.success());
    let usual = start.elapsed();
    let mut tally = Tally::default();
    for round in 1.. {
        if tally.killed >= kills {
            break;
        }
        let title = round % 2;
        portal.set(title);
        if round % 8 == 0 {
            fs::remove_dir_all(portal.root().join(".tt-site")).expect("a cache");
        }
        // A build that mends what a killed one left is killed too.
        for _ in 0..=chance.below(3) {
            let mut build = command(portal.root(), BUILD);
            // Nobody reads what it says: it must not wait for that.
            build.stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = build.spawn().expect("it runs");
            wait_for_a_moment(portal.root(), &mut child, usual, &mut chance);
            child.kill().expect("it may be over");
            let is_over = child.wait().expect("a process").success();
            let mut site = files(&portal.output());
            site.remove(FOREIGN);
            let found = sites.iter().position(|whole| *whole == site);
            let found = found.unwrap_or_else(|| panic!("a mixture in round {round}"));
            tally.found[usize::from(found == title)] += u64::from(!is_over);
            tally.killed += u64::from(!is_over);
            tally.too_late += u64::from(is_over);
        }
        let built = command(portal.root(), BUILD).output().expect("it runs");
        assert!(built.status.success(), "round {round}");
        // It comes over to the new site, or never left the old one.
        assert!(foreign.exists(), "lost in round {round}");
        let mut site = files(&portal.output());
        site.remove(FOREIGN);
        portal::assert_same(&site, &sites[title], &format!("after round {round}"));
        assert!(!portal.root().join(".public.tt-site").exists(), "round {round}");
    }
    tally
}

fn survive(content: &Path, kills: u64) {
    let kills = env::var("KILLS").map_or(kills, |kills| kills.parse().expect("a number"));
    let tally = kill(content, kills);
    let _ = writeln!(stderr(), "{}: {tally:?}", content.display());
}

#[test]
fn a_killed_build_of_the_demonstration_leaves_a_whole_site() {
    survive(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), 6);
}

#[test]
fn a_killed_build_of_a_made_portal_leaves_a_whole_site() {
    match env::var("PORTAL") {
        Ok(folder) => survive(&Path::new(&folder).join("content"), 12),
        Err(_) => survive(&portal::made(60).path().join("content"), 12),
    }
}
