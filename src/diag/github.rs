//! Diagnostics as annotations of GitHub Actions, and as the table of a run's summary.

use std::fmt::Write as _;

use crate::diag::ci::{Report, word};
use crate::diag::{Diagnostic, Severity, Tongue};

/// How many rows the table of a summary has: GitHub refuses more than a mebibyte.
const MOST_ROWS: usize = 500;

/// A workflow command a line.
pub fn render(report: &Report<'_>) -> String {
    report.by_weight().into_iter().map(|d| command(d, report)).collect()
}

fn command(diagnostic: &Diagnostic, report: &Report<'_>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = report.place(diagnostic);
    let file = property(&report.path(place.path));
    let (line, end_line) = (place.start.line, place.end.line);
    let mut command = format!("::{level} file={file},line={line},endLine={end_line}");
    // Columns mean something to GitHub within one line only.
    if line == end_line {
        let (column, end) = (place.start.column, place.end.column);
        let _ = write!(command, ",col={column},endColumn={end}");
    }
    let message = data(&report.message_and_hints(diagnostic, "\n"));
    let _ = writeln!(command, ",title={}::{message}", property(diagnostic.rule.name));
    command
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The findings as a table in Markdown, for the page of the run.
pub fn summary(report: &Report<'_>) -> String {
    let all = report.by_weight();
    let mut page = match report.tongue {
        Tongue::French => "| | Où | Quoi | Règle |\n| --- | --- | --- | --- |\n",
        Tongue::English => "| | Where | What | Rule |\n| --- | --- | --- | --- |\n",
    }
    .to_owned();
    for diagnostic in all.iter().take(MOST_ROWS) {
        let place = report.place(diagnostic);
        let (path, line) = (cell(&report.path(place.path)), place.start.line);
        let severity = word(diagnostic.severity, report.tongue);
        let message = cell(&report.message_and_hints(diagnostic, "<br>"));
        let rule = diagnostic.rule.name;
        let _ = writeln!(page, "| {severity} | `{path}:{line}` | {message} | `{rule}` |");
    }
    let left = all.len().saturating_sub(MOST_ROWS);
    if left > 0 {
        let _ = match report.tongue {
            Tongue::French => writeln!(page, "\n… et {left} de plus."),
            Tongue::English => writeln!(page, "\n… and {left} more."),
        };
    }
    page
}

/// A text that a cell of a Markdown table can hold.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::ci::tests::{report, sample};

    #[test]
    fn commands_are_escaped_and_errors_come_first() {
        let (diagnostics, sources) = sample();
        let text = render(&report(&diagnostics, &sources));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "::error file=site web/content/pages/été.md,line=3,endLine=3,col=7,endColumn=17,\
             title=bad-value::100 %25 faux, non ?%0Aécrivez « 2026-12-31 »"
        );
        assert!(
            lines[1].starts_with("::error file=site web/content/portail.yaml,line=1")
        );
        assert!(
            lines[2].contains("line=4,endLine=4,col=11,endColumn=13"),
            "{}",
            lines[2]
        );
        assert_eq!(property("a:b,c%\r\n"), "a%3Ab%2Cc%25%0D%0A");
    }

    #[test]
    fn the_summary_is_a_table() {
        let (diagnostics, sources) = sample();
        let page = summary(&report(&diagnostics, &sources));
        assert!(page.contains(
            "| erreur | `site web/content/pages/été.md:3` | 100 % faux, non ?<br>écrivez"
        ));
        assert_eq!(page.lines().count(), 5);
    }
}
