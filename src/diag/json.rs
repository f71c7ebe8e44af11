//! Diagnostics for machines: one JSON object a line.

use serde::Serialize;
use serde_json::Value;

use crate::diag::{Diagnostic, Diagnostics, Tongue};
use crate::source::Sources;

const SERIALIZES: &str = "strings and numbers serialize";

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
    fixes: Vec<Fix<'a>>,
}

/// What to write in place of some bytes of a file, a byte-order mark not counted.
#[derive(Serialize)]
struct Fix<'a> {
    file: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
    certain: bool,
}

/// Every finding as a line of JSON.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, tongue: Tongue) -> String {
    let lines = diagnostics.iter().map(|d| line(d, sources, tongue));
    lines.map(|line| serde_json::to_string(&line).expect(SERIALIZES) + "\n").collect()
}

/// Every finding as a JSON object.
pub fn values(
    diagnostics: &Diagnostics,
    sources: &Sources,
    tongue: Tongue,
) -> Vec<Value> {
    let lines = diagnostics.iter().map(move |d| line(d, sources, tongue));
    lines.map(|line| serde_json::to_value(line).expect(SERIALIZES)).collect()
}

fn line<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    tongue: Tongue,
) -> Line<'a> {
    let place = diagnostic.place(sources);
    Line {
        severity: diagnostic.severity.name(),
        rule: diagnostic.rule.name,
        message: diagnostic.message.in_tongue(tongue),
        file: place.map(|place| place.path),
        line: place.map(|place| place.start.line),
        column: place.map(|place| place.start.column),
        end_line: place.map(|place| place.end.line),
        end_column: place.map(|place| place.end.column),
        hints: diagnostic.hints.iter().map(|hint| hint.text.in_tongue(tongue)).collect(),
        fixes: fixes(diagnostic, sources),
    }
}

fn fixes<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Fix<'a>> {
    let fix = |hint: &'a super::Hint| {
        let (span, text) = hint.replacement.as_ref()?;
        let file = sources.get(span.source).path.as_str();
        let (start, end, certain) = (span.start, span.end, hint.certain);
        Some(Fix { file, start, end, text, certain })
    };
    diagnostic.hints.iter().filter_map(fix).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::ci::tests::sample;

    #[test]
    fn a_line_says_where_and_what_to_write() {
        let (diagnostics, sources) = sample();
        let text = render(&diagnostics, &sources, Tongue::French);
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let first = &lines[0];
        assert_eq!(first["severity"], "error");
        assert_eq!(first["file"], "content/pages/été.md");
        // « é » and an emoji are one column each, and two and four bytes.
        assert_eq!([&first["line"], &first["column"], &first["end_column"]], [3, 7, 17]);
        assert_eq!(first["fixes"][0]["text"], "2026-12-31");
        let (start, end) =
            (first["fixes"][0]["start"].as_u64(), &first["fixes"][0]["end"]);
        assert_eq!((start, end.as_u64()), (Some(28), Some(38)));
        assert_eq!(first["fixes"][0]["certain"], true);
        assert!(lines[2]["file"].is_null());
    }
}
