//! What goes wrong around a build: the disk, the cache, other builds, files that move. The
//! site of before stays, and the next build makes what a clean folder gives.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::killed::Chance;
use crate::portal;
use crate::program::{BUILD, Changing, command, err, files, run};

fn changing() -> Changing {
    Changing::new(&portal::made(30).path().join("content"))
}

#[test]
fn builds_at_once_on_one_output_wait_for_nobody_and_do_not_mix() {
    let portal = changing();
    portal.set(1);
    let builds =
        [(); 4].map(|()| command(portal.root(), BUILD).spawn().expect("it runs"));
    let ends = builds.map(|build| build.wait_with_output().expect("a process"));
    for end in ends.iter().filter(|end| !end.status.success()) {
        assert_eq!(end.status.code(), Some(2), "{}", err(end));
        let why = "un autre tt-site écrit déjà dans ce dossier";
        assert!(err(end).contains(why), "{}", err(end));
    }
    assert!(ends.iter().any(|end| end.status.success()), "one of them had the output");
    portal.ends_well(1, "after builds at once");
}

#[test]
fn a_folder_of_other_people_is_refused() {
    let portal = portal::made(1);
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::write(home.path().join("thesis.odt"), "years of work").expect("writable");
    let typed = format!("{BUILD} --output {}", home.path().display());
    let refused = run(portal.path(), &typed);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("que tt-site n’a pas écrits"), "{}", err(&refused));
    assert_eq!(files(home.path()).len(), 1);
}

/// The segments of the cache.
fn damage(root: &Path, change: impl Fn(&mut Vec<u8>)) {
    let cache = root.join(".tt-site/cache");
    let segments = files(&cache);
    assert!(!segments.is_empty());
    for (name, mut bytes) in segments {
        change(&mut bytes);
        fs::write(cache.join(name), bytes).expect("writable");
    }
}

#[test]
fn a_damaged_cache_is_made_again_and_told_once() {
    const TOLD: &str = "le cache (.tt-site/cache) était abîmé";
    let portal = changing();
    let told = |when: &str| {
        // Nothing that stands in the output spares a look at the cache.
        fs::remove_dir_all(portal.output()).expect("a site");
        let built = run(portal.root(), BUILD);
        assert_eq!(built.status.code(), Some(0), "{when}: {}", err(&built));
        portal::assert_same(&files(&portal.output()), &portal.site(0), when);
        err(&built).matches(TOLD).count()
    };
    let mut chance = Chance(7);
    for round in 0..4 {
        let at = chance.below(1 << 16);
        damage(portal.root(), |bytes| {
            let at = usize::try_from(at).expect("small") % bytes.len();
            let end = bytes.len().min(at + 4096);
            bytes[at..end].fill(0);
        });
        let when = format!("round {round}");
        assert_eq!([told(&when), told(&when)], [1, 0], "{when}");
    }
    damage(portal.root(), |bytes| *bytes = b"no cache at all".repeat(20));
    assert_eq!([told("other bytes"), told("other bytes")], [1, 0]);
    // What a killed build leaves is no damage.
    damage(portal.root(), |bytes| bytes.truncate(bytes.len() / 2));
    assert_eq!(told("half of it"), 0);
    fs::remove_dir_all(portal.root().join(".tt-site")).expect("a cache");
    fs::write(portal.root().join(".tt-site"), "a file in its place").expect("writable");
    assert_eq!(told("no cache"), 0);
}

#[test]
fn files_may_move_while_they_are_read() {
    let portal = changing();
    let (page, drawing) = ("content/pages/mobile.md", "content/medias/mobile.svg");
    fs::create_dir_all(portal.root().join("content/pages")).expect("made");
    fs::create_dir_all(portal.root().join("content/medias")).expect("made");
    let text =
        |n| format!("---\ntitre: Mobile {n}\n---\n![Un dessin](/medias/mobile.svg)\n");
    let svg =
        |n| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {n} 9\"/>");
    let write = |path: &str, text: String| {
        fs::write(portal.root().join(path), text).expect("writable");
    };
    let is_over = AtomicBool::new(false);
    let mut built = 0;
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut chance = Chance(11);
            while !is_over.load(Ordering::Relaxed) {
                let n = chance.below(9) + 1;
                write(page, text(n));
                write(drawing, svg(n));
                let gone = [page, drawing][usize::from(n > 4)];
                fs::remove_file(portal.root().join(gone)).expect("there");
            }
        });
        for _ in 0..8 {
            let build = run(portal.root(), BUILD);
            let code = build.status.code();
            assert!(matches!(code, Some(0..=2)), "{code:?}: {}", err(&build));
            assert!(!err(&build).contains("panicked"), "{}", err(&build));
            built += usize::from(code == Some(0));
        }
        is_over.store(true, Ordering::Relaxed);
    });
    for path in [page, drawing] {
        let _ = fs::remove_file(portal.root().join(path));
    }
    portal.ends_well(0, &format!("after {built} builds of what moved"));
}

#[cfg(target_os = "linux")]
mod disks {
    //! Disks that are full or cannot be written, mounted where nobody else sees them.

    use std::io::{Write, stderr};
    use std::process::{Command, Output};

    use super::*;
    use crate::program::PROGRAM;

    /// Ways to mount something without anybody else seeing it: as root, or as anybody where
    /// the system lets them.
    const WAYS: [&[&str]; 2] = [&["--mount"], &["--user", "--map-root-user", "--mount"]];

    /// Runs a script with `$disk`, a small disk that the portal is copied to, and what else
    /// it needs; `None` where nothing can be mounted.
    fn on_a_small_disk(portal: &Changing, script: &str) -> Option<Output> {
        let disk = tempfile::tempdir().expect("a temporary folder");
        let mount = "mount -t tmpfs -o size=64m none \"$disk\"";
        let sh = |way: &[&str], script: &str| {
            let mut command = Command::new("unshare");
            command.args(way).args(["sh", "-euc", script]);
            command.env("disk", disk.path()).env("program", PROGRAM);
            command.env("old", portal.clean(0)).env("new", portal.clean(1));
            command.env("LC_ALL", "fr_FR.UTF-8").env_remove("GITHUB_STEP_SUMMARY");
            command.output()
        };
        let can =
            |way: &&&[&str]| sh(way, mount).is_ok_and(|tried| tried.status.success());
        let Some(way) = WAYS.iter().find(can) else {
            // Said even when tests that pass say nothing.
            let _ = writeln!(stderr(), "SKIPPED: no small disk can be mounted here");
            return None;
        };
        let script = format!(
            "{mount}\n\
             cp -R \"$old/content\" \"$old/public\" \"$disk\"\n\
             build() {{ \"$program\" build --root \"$disk\" --date 2026-11-22 \"$@\" >&2 && code=0 || code=$?; }}\n\
             is() {{ diff -r \"$disk/public\" \"$1/public\" >&2 && echo yes || echo no; }}\n\
             {script}"
        );
        let output = sh(way, &script).expect("it ran before");
        assert!(output.status.success(), "{}", err(&output));
        Some(output)
    }

    #[test]
    fn a_full_disk_loses_nothing() {
        let portal = changing();
        let script = "cp \"$new/content/portail.yaml\" \"$disk/content/\"\n\
             for free in 0 8 64 256 512; do\n\
               dd if=/dev/zero of=\"$disk/fill\" bs=1k 2>/dev/null || true\n\
               truncate -s -${free}k \"$disk/fill\"\n\
               build; echo \"$free $code $(is \"$old\")\"\n\
               rm \"$disk/fill\"\n\
             done\n\
             build; echo \"$code $(is \"$new\")\"";
        let Some(output) = on_a_small_disk(&portal, script) else { return };
        let expected = "0 2 yes\n8 2 yes\n64 2 yes\n256 2 yes\n512 2 yes\n0 yes\n";
        assert_eq!(crate::program::out(&output), expected, "{}", err(&output));
        assert_eq!(err(&output).matches("le disque est plein").count(), 5);
    }

    #[test]
    fn a_disk_that_cannot_be_written_keeps_its_site() {
        let portal = changing();
        let script = "cp \"$new/content/portail.yaml\" \"$disk/content/\"\n\
             mkdir \"$disk/aside\"\n\
             mount -t tmpfs none \"$disk/aside\"\n\
             mount -o remount,ro \"$disk\"\n\
             build; echo \"$code $(is \"$old\")\"\n\
             build --output \"$disk/aside/site\"; echo $code\n\
             diff -r \"$disk/aside/site\" \"$new/public\" && echo same";
        let Some(output) = on_a_small_disk(&portal, script) else { return };
        assert_eq!(crate::program::out(&output), "2 yes\n0\nsame\n", "{}", err(&output));
        assert!(err(&output).contains("lecture seule"), "{}", err(&output));
    }
}
