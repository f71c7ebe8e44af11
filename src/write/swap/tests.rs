use super::*;
use crate::write::manifest::Written;

struct Site(tempfile::TempDir);

impl Site {
    /// An output with an old site, and a file of someone else.
    fn old() -> Self {
        let site = Self(tempfile::tempdir().expect("temporary folder"));
        site.stage("old").publish().expect("published");
        fs::write(site.output().join("CNAME"), "example.org").expect("written");
        site
    }

    fn output(&self) -> PathBuf {
        self.0.path().join("public")
    }

    fn stage(&self, content: &str) -> Workshop {
        let workshop = Workshop::open(&self.output()).expect("free");
        let page = format!("{content}/index.html");
        let names = ["index.html", &page];
        for name in names {
            let path = workshop.staged().join(name);
            create(path.parent().expect("in the site")).expect("made");
            fs::write(path, content).expect("written");
        }
        let written =
            names.map(|name| (name.to_owned(), Written::of(content.as_bytes())));
        Manifest::new(written.into()).write(&workshop.staged()).expect("written");
        workshop
    }

    /// Which site is whole in the output.
    fn whole(&self) -> &'static str {
        let index = fs::read_to_string(self.output().join("index.html")).expect("a page");
        let has = |name: &str| self.output().join(name).join("index.html").exists();
        match (index.as_str(), has("old"), has("new")) {
            ("old", true, false) => "old",
            ("new", false, true) => "new",
            mixture => panic!("{mixture:?}"),
        }
    }

    /// The next build succeeds, and the other file is still there.
    fn next_build_succeeds(&self) {
        let workshop = Workshop::open(&self.output()).expect("recovered");
        self.whole();
        workshop.close().expect("closed");
        let workshop = self.stage("new");
        workshop.publish().expect("published");
        workshop.close().expect("closed");
        assert_eq!(self.whole(), "new");
        let other = fs::read_to_string(self.output().join("CNAME"));
        assert_eq!(other.expect("kept"), "example.org");
        let names = fs::read_dir(self.0.path()).expect("readable");
        assert_eq!(names.count(), 1, "only the output is left");
    }
}

#[test]
fn a_build_killed_at_any_step_leaves_a_whole_site() {
    for steps in 0..=Workshop::STEPS.len() {
        let site = Site::old();
        let workshop = site.stage("new");
        for step in &Workshop::STEPS[..steps] {
            step(&workshop).expect("done");
        }
        drop(workshop);
        assert_eq!(site.whole(), if steps < 2 { "old" } else { "new" }, "{steps}");
        site.next_build_succeeds();
    }
}

#[test]
fn without_an_exchange_the_next_build_brings_the_old_site_back() {
    for steps in 0..=2 {
        let site = Site::old();
        let workshop = site.stage("new");
        workshop.seal().expect("done");
        let halves = [Workshop::move_away, Workshop::move_in];
        for half in &halves[..steps] {
            half(&workshop).expect("done");
        }
        drop(workshop);
        site.next_build_succeeds();
    }
}

#[test]
fn retiring_can_be_killed_too() {
    let site = Site::old();
    let workshop = site.stage("new");
    workshop.seal().expect("done");
    workshop.exchange().expect("done");
    fs::remove_file(workshop.ready().join("index.html")).expect("removed");
    drop(workshop);
    assert_eq!(site.whole(), "new");
    site.next_build_succeeds();
}

#[test]
fn what_a_killed_build_staged_is_removed() {
    let site = Site::old();
    fs::write(site.stage("new").staged().join("half.html"), "<p").expect("written");
    site.next_build_succeeds();
}
