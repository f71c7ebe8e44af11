//! The live preview: a server on this machine that shows the last good build, reloads the
//! browser at each new one, and lays the errors of a bad one over the page.
//!
//! It answers its own addresses only (a `Host` that is not this machine is refused, which
//! stops other sites from reading drafts through the browser), and keeps everything in
//! memory.

mod editor;
mod guard;
mod note;
mod overlay;
mod poll;
mod reply;
mod server;
mod watch;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diag::Tongue;
use crate::site::origin::Change;

pub use editor::{files as editor_files, install as install_editor};
pub use note::{EDITOR, findings};
pub use server::{Server, run};
pub use watch::{Changes, Hearing};

/// What came of a build.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Build {
    /// The files of the site by path; `None` when errors forbid it.
    pub site: Option<BTreeMap<String, Vec<u8>>>,
    /// Where its pages come from, and what the next days change.
    pub told: Told,
    /// Every finding, as [`findings`] gives them.
    pub findings: Vec<Value>,
    /// The same as on a terminal.
    pub text: String,
    /// Language of the findings.
    pub tongue: Option<Tongue>,
}

/// What a site tells its editors beside its pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    /// The file of each page, by address.
    pub origins: BTreeMap<String, String>,
    /// What comes out or expires in the next days.
    pub changes: Vec<Change>,
}

/// What the browser can be shown.
#[derive(Debug, Clone, Default)]
struct Preview {
    /// Grows with each build that changes something.
    number: u64,
    /// The last good site.
    site: Option<BTreeMap<String, Vec<u8>>>,
    /// What it tells.
    told: Told,
    /// The findings of the present content.
    findings: Vec<Value>,
    /// The same as on a terminal, when there are errors.
    errors: Option<String>,
    /// Language of the findings.
    tongue: Option<Tongue>,
}

impl Preview {
    /// Takes a build; `false` when it changes nothing for the browser.
    fn take(&mut self, build: Build) -> bool {
        let Build { site, told, findings, text, tongue } = build;
        let errors = site.is_none().then_some(text);
        let mut changed = self.findings != findings || self.errors != errors;
        (self.findings, self.errors, self.tongue) = (findings, errors, tongue);
        if site.is_some() {
            changed |= self.site != site || self.told != told;
            (self.site, self.told) = (site, told);
        }
        self.number += u64::from(changed);
        changed
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(super) fn good(files: &[(&str, &str)]) -> Build {
        let file =
            |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
        Build { site: Some(files.iter().map(file).collect()), ..Build::default() }
    }

    pub(super) fn bad(text: &str) -> Build {
        Build { text: text.into(), tongue: Some(Tongue::French), ..Build::default() }
    }

    #[test]
    fn only_what_changes_is_announced_and_the_last_good_site_stays() {
        let mut preview = Preview::default();
        let one = || good(&[("index.html", "1")]);
        for (build, changes) in [
            (one(), true),
            (one(), false),
            (bad("x"), true),
            (bad("x"), false),
            (bad("y"), true),
            (one(), true),
        ] {
            let before = preview.number;
            assert_eq!(preview.take(build), changes);
            assert_eq!(preview.number > before, changes);
            assert!(preview.site.is_some());
        }
        assert!(preview.errors.is_none());
    }
}
