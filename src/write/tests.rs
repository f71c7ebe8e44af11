use super::*;
use std::time::{Duration, SystemTime};

/// A portal's folder, and what a build of it writes.
struct Bench(tempfile::TempDir);

impl Bench {
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().expect("temporary folder"));
        fs::create_dir(bench.0.path().join("content")).expect("made");
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn staging(&self) -> anyhow::Result<Staging> {
        Staging::new(self.0.path(), &self.path("public"))
    }

    fn build(&self, files: &[(&str, &str)]) {
        let staging = self.staging().expect("ours");
        for (path, content) in files {
            staging.put(path, content.as_bytes().to_vec());
        }
        staging.commit().expect("published");
    }

    fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.path(name)).ok()
    }

    /// Names in the portal's folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("readable");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry.expect("readable").file_name().to_string_lossy().into_owned()
            })
            .collect();
        names.sort();
        names
    }
}

#[test]
fn a_site_replaces_the_one_before() {
    let bench = Bench::new();
    bench.build(&[("index.html", "1"), ("old/index.html", "x")]);
    bench.build(&[("index.html", "2"), ("new/index.html", "y")]);
    assert_eq!(bench.read("public/index.html").as_deref(), Some("2"));
    assert_eq!(bench.read("public/new/index.html").as_deref(), Some("y"));
    assert!(!bench.path("public/old").exists());
    assert_eq!(bench.names(), ["content", "public"]);
}

#[test]
fn a_discarded_site_leaves_no_trace() {
    let bench = Bench::new();
    let staging = bench.staging().expect("ours");
    staging.put("index.html", b"1".to_vec());
    staging.discard().expect("removed");
    assert_eq!(bench.names(), ["content"]);
}

#[test]
fn files_of_other_people_stay() {
    let bench = Bench::new();
    bench.build(&[("index.html", "1"), ("docs/a.html", "a")]);
    for (name, content) in [("CNAME", "example.org"), ("docs/own.pdf", "pdf")] {
        fs::write(bench.path("public").join(name), content).expect("written");
    }
    fs::create_dir_all(bench.path("public/.git/objects")).expect("made");
    bench.build(&[("index.html", "2")]);
    assert_eq!(bench.read("public/CNAME").as_deref(), Some("example.org"));
    assert_eq!(bench.read("public/docs/own.pdf").as_deref(), Some("pdf"));
    assert!(bench.path("public/.git/objects").is_dir());
    assert!(!bench.path("public/docs/a.html").exists());
    assert_eq!(bench.read("public/index.html").as_deref(), Some("2"));
}

#[test]
fn a_file_of_other_people_is_never_overwritten() {
    for (name, taken) in [("robots.txt", "robots.txt"), ("docs", "docs/a.html")] {
        let bench = Bench::new();
        bench.build(&[("index.html", "1")]);
        fs::write(bench.path("public").join(name), "mine").expect("written");
        let staging = bench.staging().expect("ours");
        staging.put(taken, b"ours".to_vec());
        let error = staging.commit().expect_err("refused").to_string();
        assert!(error.contains(name), "{error}");
        assert_eq!(bench.read(&format!("public/{name}")).as_deref(), Some("mine"));
        assert_eq!(bench.read("public/index.html").as_deref(), Some("1"));
        assert_eq!(bench.names(), ["content", "public"]);
    }
}

#[test]
fn folders_that_are_not_ours_are_refused() {
    let bench = Bench::new();
    fs::create_dir(bench.path("public")).expect("made");
    bench.staging().expect("empty").discard().expect("removed");
    fs::write(bench.path("public/thesis.odt"), "years of work").expect("written");
    assert!(bench.staging().is_err());
    assert_eq!(bench.names(), ["content", "public"]);
    for output in [".", "content", "content/public", "theme/x", "../"] {
        let refused = Staging::new(bench.0.path(), &bench.path(output));
        assert!(refused.is_err(), "{output}");
    }
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let bench = Bench::new();
    let first = bench.staging().expect("free");
    let Err(error) = bench.staging() else { panic!("the output is taken") };
    assert!(format!("{error:#}").contains("another tt-site"), "{error:#}");
    first.put("index.html", b"1".to_vec());
    first.commit().expect("published");
    bench.staging().expect("free again").discard().expect("removed");
}

#[test]
fn the_first_error_is_told_at_the_end() {
    let bench = Bench::new();
    let staging = bench.staging().expect("ours");
    staging.put("../escape.html", b"x".to_vec());
    staging.put("index.html", b"x".to_vec());
    let error = staging.commit().expect_err("one file was refused").to_string();
    assert!(error.contains("escape"), "{error}");
    assert_eq!(bench.names(), ["content"]);
}

#[test]
fn unchanged_files_keep_their_time() {
    let bench = Bench::new();
    let files = [("same.html", "1"), ("other.html", "1")];
    bench.build(&files);
    let past = SystemTime::now() - Duration::from_secs(86_400);
    for (name, _) in files {
        let file = File::options().write(true).open(bench.path("public").join(name));
        file.expect("there").set_modified(past).expect("set");
    }
    bench.build(&[("same.html", "1"), ("other.html", "2")]);
    let time = |name: &str| {
        let metadata = fs::metadata(bench.path("public").join(name)).expect("there");
        metadata.modified().expect("known")
    };
    assert_eq!(time("same.html"), past);
    assert!(time("other.html") > past);
}

#[test]
fn what_somebody_changed_in_the_output_is_written_again() {
    let bench = Bench::new();
    bench.build(&[("same.html", "1"), ("edited.html", "1")]);
    let edited = bench.path("public/edited.html");
    fs::write(&edited, "2").expect("writable");
    let later = SystemTime::now() + Duration::from_secs(1);
    let file = File::options().write(true).open(&edited).expect("there");
    file.set_modified(later).expect("set");
    bench.build(&[("same.html", "1"), ("edited.html", "1")]);
    assert_eq!(bench.read("public/edited.html").as_deref(), Some("1"));
    assert_eq!(bench.read("public/same.html").as_deref(), Some("1"));
}

#[test]
fn paths_stay_in_the_site() {
    for path in ["a.html", "a/b.html", ".well-known/x"] {
        assert!(is_inside(path), "{path}");
    }
    for path in ["", "/etc/passwd", "../a", "a/../../b", ".", MARKER] {
        assert!(!is_inside(path), "{path}");
    }
}

#[test]
fn folders_may_vanish_while_a_site_is_written() {
    for gone in ["public", ".public.tt-site", ".public.tt-site/staged"] {
        let bench = Bench::new();
        bench.build(&[("same.html", "1"), ("other.html", "1")]);
        let staging = bench.staging().expect("ours");
        staging.put("same.html", b"1".to_vec());
        fs::remove_dir_all(bench.path(gone)).expect("there");
        staging.put("deep/other.html", b"2".to_vec());
        assert!(staging.commit().is_err(), "{gone}");
        let stands = (gone != "public").then(|| "1".to_owned());
        assert_eq!(bench.read("public/same.html"), stands, "{gone}");
        bench.build(&[("same.html", "1"), ("other.html", "2")]);
        assert_eq!(bench.read("public/other.html").as_deref(), Some("2"), "{gone}");
        assert_eq!(bench.names(), ["content", "public"], "{gone}");
    }
}
