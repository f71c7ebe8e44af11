//! The live preview: a server on this machine that shows the last good build, reloads the
//! browser at each new one, and lays the errors of a bad one over the page.
//!
//! It answers its own addresses only (a `Host` that is not this machine is refused, which
//! stops other sites from reading drafts through the browser), and keeps everything in
//! memory.

mod editor;
mod guard;
mod overlay;
mod reply;
mod server;
mod watch;

use std::collections::BTreeMap;

use crate::diag::Tongue;

pub use editor::install as install_editor;
pub use server::{Server, run};
pub use watch::Changes;

/// What came of a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Build {
    /// A site: its files by path.
    Good(BTreeMap<String, Vec<u8>>),
    /// Errors, for the overlay and for the page of a site that was never good.
    Bad {
        /// One JSON object a line.
        findings: String,
        /// The same as on a terminal.
        text: String,
        /// Their language.
        tongue: Tongue,
    },
}

/// What the browser can be shown.
#[derive(Debug, Clone, Default)]
struct Preview {
    /// Grows with each build that changes something.
    number: u64,
    /// The last good site.
    site: Option<BTreeMap<String, Vec<u8>>>,
    /// The errors of the present content.
    bad: Option<Errors>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Errors {
    findings: String,
    text: String,
    tongue: Tongue,
}

impl Preview {
    /// Takes a build; `false` when it changes nothing for the browser.
    fn take(&mut self, build: Build) -> bool {
        let changed = match build {
            Build::Good(files) => {
                let was_bad = self.bad.take().is_some();
                let is_new = self.site.as_ref() != Some(&files);
                self.site = Some(files);
                was_bad || is_new
            }
            Build::Bad { findings, text, tongue } => {
                let errors = Some(Errors { findings, text, tongue });
                let is_new = self.bad != errors;
                self.bad = errors;
                is_new
            }
        };
        self.number += u64::from(changed);
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(content: &str) -> Build {
        Build::Good([("index.html".to_owned(), content.as_bytes().to_vec())].into())
    }

    fn bad(text: &str) -> Build {
        Build::Bad { findings: String::new(), text: text.into(), tongue: Tongue::French }
    }

    #[test]
    fn only_what_changes_is_announced_and_the_last_good_site_stays() {
        let mut preview = Preview::default();
        for (build, changes) in [
            (good("1"), true),
            (good("1"), false),
            (bad("x"), true),
            (bad("x"), false),
            (bad("y"), true),
            (good("1"), true),
        ] {
            let before = preview.number;
            assert_eq!(preview.take(build), changes);
            assert_eq!(preview.number > before, changes);
            assert!(preview.site.is_some());
        }
        assert!(preview.bad.is_none());
    }
}
