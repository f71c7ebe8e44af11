//! Tells the findings of a build, and decides whether the site may be published.

use std::path::Path;
use std::time::Duration;

use crate::cli::args::{Format, Telling, Timings};
use crate::cli::around::Around;
use crate::cli::timings::Stopwatch;
use crate::cli::{files, print, say, tell};
use crate::diag::ci::Report;
use crate::diag::{Diagnostics, Severity, Text, github, gitlab, human, json, sarif};
use crate::source::Sources;
use crate::store::DiskStore;
use crate::text;

impl Telling {
    /// Prints every finding: for people on standard error, for machines on standard output.
    pub fn show(
        &self,
        diagnostics: &Diagnostics,
        sources: &Sources,
        root: &Path,
        around: &Around,
    ) -> anyhow::Result<()> {
        let (tongue, folder) = (around.tongue, around.folder(root));
        let report = Report { diagnostics, sources, tongue, folder: &folder };
        match self.format {
            Format::Human => show_people(diagnostics, sources, root, around),
            Format::Json => print(&json::render(diagnostics, sources, tongue))?,
            Format::Github => {
                print(&github::render(&report))?;
                summarize(&report, around)?;
            }
            Format::Gitlab => print(&gitlab::render(&report))?,
            Format::Sarif => print(&sarif::render(&report))?,
        }
        if self.forbids(diagnostics) && !diagnostics.has_errors() {
            let message = text!(
                "les avertissements comptent comme des erreurs (--strict)",
                "warnings count as errors (--strict)"
            );
            tell(&message, around);
        }
        Ok(())
    }

    /// Prints what stages took, if that was asked for: for people on standard error, for
    /// machines on standard output.
    pub fn show_timings(&self, watch: &Stopwatch, around: &Around) -> anyhow::Result<()> {
        match self.timings {
            None => {}
            Some(Timings::Table) => say(watch.table(around.tongue).trim_end()),
            Some(Timings::Json) => print(&format!("{}\n", watch.json()))?,
        }
        Ok(())
    }

    /// Whether the findings forbid publishing.
    pub fn forbids(&self, diagnostics: &Diagnostics) -> bool {
        diagnostics.has_errors()
            || (self.strict && diagnostics.count(Severity::Warning) > 0)
    }
}

/// Prints every finding for people.
pub fn show_people(
    diagnostics: &Diagnostics,
    sources: &Sources,
    root: &Path,
    around: &Around,
) {
    if !diagnostics.is_empty() {
        say(human::render(diagnostics, sources, &around.style(root)).trim_end());
    }
}

/// Adds the findings to the page of the run, where GitHub gives one.
fn summarize(report: &Report<'_>, around: &Around) -> anyhow::Result<()> {
    match &around.step_summary {
        Some(path) if !report.diagnostics.is_empty() => {
            files::append(path, &github::summary(report))
        }
        _ => Ok(()),
    }
}

/// Ends the use of the store, and says so when something in it was damaged.
pub fn settle(store: &DiskStore, around: &Around) {
    if store.prune() {
        let message = text!(
            "le cache (.tt-site/cache) était abîmé : ce qui l’était a été refait",
            "the cache (.tt-site/cache) was damaged: what was has been made again"
        );
        tell(&message, around);
    }
}

/// « 143 pages, 1,2 s »
pub fn pages_and_time(pages: usize, time: Duration) -> Text {
    let seconds = format!("{:.1}", time.as_secs_f64());
    let comma = seconds.replace('.', ",");
    let plural = |one: bool| if one { "" } else { "s" };
    let (fr, en) = (plural(pages < 2), plural(pages == 1));
    text!("{pages} page{fr}, {comma} s", "{pages} page{en}, {seconds} s")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Diagnostic, rules};

    #[test]
    fn warnings_forbid_publishing_only_when_asked() {
        let telling = |strict| Telling { format: Format::Human, strict, timings: None };
        let message = || text!("…", "…");
        let mut findings = Diagnostics::default();
        assert!(!telling(true).forbids(&findings));
        findings.push(Diagnostic::new(&rules::STALE_OFFER, message()));
        assert!(!telling(false).forbids(&findings));
        assert!(telling(true).forbids(&findings));
        findings.push(Diagnostic::new(&rules::BAD_VALUE, message()));
        assert!(telling(false).forbids(&findings));
    }

    #[test]
    fn counts_follow_the_language() {
        let text = pages_and_time(0, Duration::from_millis(1234));
        assert_eq!(
            (text.fr.as_str(), text.en.as_str()),
            ("0 page, 1,2 s", "0 pages, 1.2 s")
        );
        let text = pages_and_time(143, Duration::from_secs(2));
        assert_eq!(
            (text.fr.as_str(), text.en.as_str()),
            ("143 pages, 2,0 s", "143 pages, 2.0 s")
        );
    }
}
