//! What the browser can be shown: the last good site, page by page as a build makes it.
//!
//! Once a build has found nothing that forbids it, its pages come as they are asked for, the
//! rest behind them. A request for what is not made yet waits; one that was made replaces
//! that of the build before.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::watch;

use super::reply::{Found, Reply, reply};
use crate::diag::Tongue;
use crate::sink::{Sink, Told, Viewer};
use crate::text;

/// What is said of a build that is over.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Build {
    /// Every finding, as [`findings`](super::findings) gives them.
    pub findings: Vec<Value>,
    /// The same as on a terminal, when they forbid the site.
    pub errors: Option<String>,
    /// Language of the findings.
    pub tongue: Option<Tongue>,
}

/// What can be shown now.
#[derive(Debug, Default)]
pub(super) struct Preview {
    /// Grows with each build that may have changed a page, or what is said of the content.
    pub number: u64,
    files: BTreeMap<String, File>,
    /// What the site tells beside its pages.
    pub told: Told,
    /// The last build that is over.
    pub build: Build,
    /// The build that files are made by now.
    round: u64,
    /// How far that build is.
    state: State,
    /// Pages that somebody waits for, by file.
    urgent: VecDeque<String>,
}

/// How far the present build is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Nothing can be shown yet.
    #[default]
    Empty,
    /// Its files come.
    Making,
    /// It is over, or another one is shown.
    Over,
}

#[derive(Debug)]
struct File {
    bytes: Vec<u8>,
    round: u64,
}

impl Preview {
    /// A file by its path; `Wait` while it may still come.
    pub fn find(&self, path: &str) -> Found<'_> {
        let file = self.files.get(path);
        match self.state {
            State::Empty => Found::Wait,
            State::Making
                if self.told.pages.contains(path) || !path.ends_with(".html") =>
            {
                match file.filter(|file| file.round == self.round) {
                    Some(file) => Found::File(&file.bytes),
                    None => Found::Wait,
                }
            }
            State::Making => Found::Nothing,
            State::Over => file.map_or(Found::Nothing, |file| Found::File(&file.bytes)),
        }
    }

    /// Whether there are errors, and no site was ever good.
    pub fn is_bare(&self) -> bool {
        self.files.is_empty() && self.build.errors.is_some()
    }

    /// Whether a page of the site is missing because of errors.
    pub fn failed(&self, path: &str) -> bool {
        self.told.pages.contains(path) && self.build.errors.is_some()
    }

    fn want(&mut self, path: &str) {
        if self.told.pages.contains(path) && !self.urgent.iter().any(|one| one == path) {
            self.urgent.push_back(path.to_owned());
        }
    }
}

/// The preview, shared between the builds and those who look.
#[derive(Debug)]
pub(super) struct Live {
    preview: Mutex<Preview>,
    /// Grows with anything that a waiting request may wait for.
    pulse: watch::Sender<u64>,
    /// Counts what those who follow the preview were told.
    news: watch::Sender<u64>,
    /// Counts the changes of the portal.
    changes: watch::Sender<u64>,
}

impl Live {
    /// A preview whose builds are numbered from `first` on.
    pub fn new(first: u64) -> Self {
        let preview = Preview { number: first, ..Preview::default() };
        Self {
            preview: Mutex::new(preview),
            pulse: watch::Sender::default(),
            news: watch::Sender::default(),
            changes: watch::Sender::default(),
        }
    }

    /// The preview as it stands.
    pub fn preview(&self) -> MutexGuard<'_, Preview> {
        self.preview.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hears of builds: once when pages can be asked for, once when it is over.
    pub fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// Says that the portal changed.
    pub fn change(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Hears of changes of the portal.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// The answer to a request, once there is one.
    pub async fn answer(&self, path: &str, query: Option<&str>) -> Reply {
        let mut pulse = self.pulse.subscribe();
        loop {
            if let Some(reply) = self.reply_now(path, query) {
                return reply;
            }
            // The sender is ours: it lasts.
            let _ = pulse.changed().await;
        }
    }

    /// The answer, if it can be given; else what it needs is made next.
    fn reply_now(&self, path: &str, query: Option<&str>) -> Option<Reply> {
        let mut preview = self.preview();
        let found = reply(&preview, path, query);
        found.map_err(|file| preview.want(&file)).ok()
    }

    /// Waits until there is something to show.
    pub async fn first(&self) {
        let mut news = self.news();
        let _ = news.wait_for(|times| *times > 0).await;
    }

    /// A build begins, of the portal as it is after so many changes.
    pub fn begin(&self) -> Round<'_> {
        let change = *self.changes.borrow();
        self.preview().round += 1;
        Round { live: self, change }
    }

    /// What is said of a build that crashed: what could be shown still can.
    pub fn crashed(&self) -> Build {
        let tongue = self.preview().build.tongue;
        let why = text!(
            "tt-site a rencontré une erreur interne : c’est un défaut du programme, pas de vos fichiers. Le prochain changement relance la construction.",
            "tt-site met an internal error: a fault of the program, not of your files. The next change starts another build."
        );
        let why = why.in_tongue(tongue.unwrap_or(Tongue::French)).to_owned();
        Build { errors: Some(why), tongue, ..Build::default() }
    }

    fn beat(&self) {
        self.pulse.send_modify(|count| *count += 1);
    }
}

/// A build under way, which a later change of the portal makes worthless.
pub struct Round<'a> {
    live: &'a Live,
    change: u64,
}

impl Round<'_> {
    /// What came of it; nothing, when the portal could not even be read.
    pub(super) fn end(self, build: Option<Build>) {
        let mut preview = self.live.preview();
        if let Some(build) = build {
            let round = preview.round;
            if build.errors.is_none() {
                preview.files.retain(|_, file| file.round == round);
            }
            preview.number += u64::from(preview.build != build);
            preview.build = build;
        }
        preview.state = State::Over;
        preview.urgent.clear();
        self.tell(preview);
    }

    /// Lets those who wait and those who follow look again.
    fn tell(&self, preview: MutexGuard<'_, Preview>) {
        drop(preview);
        self.live.beat();
        self.live.news.send_modify(|times| *times += 1);
    }
}

impl Sink for Round<'_> {
    fn put(&self, path: &str, bytes: Vec<u8>) {
        let mut preview = self.live.preview();
        let round = preview.round;
        preview.files.insert(path.to_owned(), File { bytes, round });
        drop(preview);
        self.live.beat();
    }

    fn viewer(&self) -> &dyn Viewer {
        self
    }
}

impl Viewer for Round<'_> {
    fn laid(&self, told: Told) {
        let mut preview = self.live.preview();
        preview.told = told;
        preview.state = State::Making;
        preview.build.errors = None;
        preview.number += 1;
        self.tell(preview);
    }

    fn urgent(&self) -> Option<String> {
        self.live.preview().urgent.pop_front()
    }

    fn is_dropped(&self) -> bool {
        *self.live.changes.borrow() > self.change
    }
}
