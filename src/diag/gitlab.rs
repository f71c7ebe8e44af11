//! Diagnostics as a report of code quality for GitLab.

use serde::Serialize;

use crate::diag::Severity;
use crate::diag::ci::Report;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// One JSON array.
pub fn render(report: &Report<'_>) -> String {
    let all = report.diagnostics.iter().zip(report.fingerprints());
    let issues: Vec<_> = all
        .map(|(diagnostic, fingerprint)| {
            let place = report.place(diagnostic);
            Issue {
                description: report.message_and_hints(diagnostic, " — "),
                check_name: diagnostic.rule.name,
                fingerprint,
                severity: severity(diagnostic.severity),
                location: Location {
                    path: report.path(place.path),
                    lines: Lines { begin: place.start.line, end: place.end.line },
                },
            }
        })
        .collect();
    let mut json = serde_json::to_string_pretty(&issues).expect("texts serialize");
    json.push('\n');
    json
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::diag::ci::tests::{report, sample};
    use serde_json::Value;

    #[test]
    fn every_issue_has_what_gitlab_asks_for() {
        let (diagnostics, sources) = sample();
        let json = render(&report(&diagnostics, &sources));
        let issues: Vec<Value> = serde_json::from_str(&json).expect("an array");
        assert_eq!(issues.len(), 3);
        assert_eq!(issues[0]["location"]["path"], "site web/content/pages/été.md");
        assert_eq!(issues[0]["location"]["lines"]["begin"], 3);
        assert_eq!(issues[1]["severity"], "minor");
        for issue in &issues {
            assert_eq!(issue["fingerprint"].as_str().map(str::len), Some(32));
        }
    }

    #[test]
    fn a_clean_portal_is_an_empty_array() {
        let (diagnostics, (_, sources)) = (Diagnostics::default(), sample());
        assert_eq!(render(&report(&diagnostics, &sources)), "[]\n");
    }
}
