//! Diagnostics for machines: one JSON object a line.

use serde::Serialize;

use crate::diag::{Diagnostic, Diagnostics, Severity, Tongue};
use crate::source::Sources;

/// One line of the output. Lines and columns are 1-based, columns in Unicode scalars.
#[derive(Serialize)]
struct Line<'a> {
    severity: &'static str,
    rule: &'static str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    hints: Vec<&'a str>,
}

/// Every finding as a line of JSON.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, tongue: Tongue) -> String {
    diagnostics.iter().map(|d| line(d, sources, tongue)).collect()
}

fn line(diagnostic: &Diagnostic, sources: &Sources, tongue: Tongue) -> String {
    let source = diagnostic.span.map(|span| sources.get(span.source));
    let place = |byte: fn(crate::source::Span) -> u32| {
        let span = diagnostic.span?;
        Some(sources.get(span.source).line_column(byte(span) as usize))
    };
    let (start, end) = (place(|span| span.start), place(|span| span.end));
    let line = Line {
        severity: severity(diagnostic.severity),
        rule: diagnostic.rule.name,
        message: diagnostic.message.in_tongue(tongue),
        file: source.map(|source| source.path.as_str()),
        line: start.map(|place| place.line),
        column: start.map(|place| place.column),
        end_line: end.map(|place| place.line),
        end_column: end.map(|place| place.column),
        hints: diagnostic.hints.iter().map(|hint| hint.text.in_tongue(tongue)).collect(),
    };
    let mut json = serde_json::to_string(&line).expect("strings and numbers serialize");
    json.push('\n');
    json
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
