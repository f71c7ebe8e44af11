//! Diagnostics in SARIF 2.1.0, the format of code scanning services.

use percent_encoding::utf8_percent_encode;
use serde_json::{Value, json};

use crate::diag::ci::{PATH, Report};
use crate::diag::rules::RULES;
use crate::diag::{Diagnostic, Hint, Label, Place};
use crate::source::{Source, Span};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One log with one run.
pub fn render(report: &Report<'_>) -> String {
    let prints = report.fingerprints();
    let all = report.diagnostics.iter().zip(&prints);
    let results: Vec<_> = all.map(|(d, print)| result(d, print, report)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tt-site",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("a value serializes");
    text.push('\n');
    text
}

fn rules() -> Vec<Value> {
    let rule = |rule: &&super::Rule| {
        json!({
            "id": rule.name,
            "shortDescription": { "text": rule.summary },
            "help": { "text": rule.advice },
            "defaultConfiguration": { "level": rule.severity.name() },
        })
    };
    RULES.iter().map(rule).collect()
}

fn result(diagnostic: &Diagnostic, fingerprint: &str, report: &Report<'_>) -> Value {
    let rank = RULES.iter().position(|rule| rule.name == diagnostic.rule.name);
    let mut result = json!({
        "ruleId": diagnostic.rule.name,
        "level": diagnostic.severity.name(),
        "message": { "text": report.message_and_hints(diagnostic, "\n") },
        "locations": [location(report.place(diagnostic), report)],
        "partialFingerprints": { "lineText/v1": fingerprint },
    });
    if let Some(rank) = rank {
        result["ruleIndex"] = rank.into();
    }
    let labels: Vec<_> = diagnostic.labels.iter().map(|l| related(l, report)).collect();
    if !labels.is_empty() {
        result["relatedLocations"] = labels.into();
    }
    let fixes: Vec<_> =
        diagnostic.hints.iter().filter_map(|hint| fix(hint, report)).collect();
    if !fixes.is_empty() {
        result["fixes"] = fixes.into();
    }
    result
}

fn location(place: Place<'_>, report: &Report<'_>) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": artifact(place.path, report),
        "region": region(place),
    }})
}

fn artifact(path: &str, report: &Report<'_>) -> Value {
    let path = report.path(path);
    json!({ "uri": utf8_percent_encode(&path, PATH).to_string() })
}

fn region(place: Place<'_>) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    })
}

fn related(label: &Label, report: &Report<'_>) -> Value {
    let source = report.sources.get(label.span.source);
    let mut related = location(place(label.span, source), report);
    related["message"] = json!({ "text": label.text.in_tongue(report.tongue) });
    related
}

fn fix(hint: &Hint, report: &Report<'_>) -> Option<Value> {
    let (span, with) = hint.replacement.as_ref()?;
    let source = report.sources.get(span.source);
    Some(json!({
        "description": { "text": hint.text.in_tongue(report.tongue) },
        "artifactChanges": [{
            "artifactLocation": artifact(&source.path, report),
            "replacements": [{
                "deletedRegion": region(place(*span, source)),
                "insertedContent": { "text": with },
            }],
        }],
    }))
}

fn place(span: Span, source: &Source) -> Place<'_> {
    let [start, end] = [span.start, span.end].map(|b| source.line_column(b as usize));
    Place { path: &source.path, start, end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::ci::tests::{report, sample};

    #[test]
    fn a_log_has_rules_places_and_fixes() {
        let (diagnostics, sources) = sample();
        let text = render(&report(&diagnostics, &sources));
        let log: Value = serde_json::from_str(&text).expect("JSON");
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        let results = run["results"].as_array().expect("results");
        for result in results {
            let rank = result["ruleIndex"].as_u64().expect("a rank");
            let rank = usize::try_from(rank).expect("small");
            assert_eq!(rules[rank]["id"], result["ruleId"]);
        }
        let place = &results[1]["locations"][0]["physicalLocation"];
        let uri = "site%20web/content/pages/%C3%A9t%C3%A9.md";
        assert_eq!(place["artifactLocation"]["uri"], uri);
        // An emoji is one code point: two columns in UTF-16 would be wrong.
        assert_eq!(place["region"]["startColumn"], 11);
        let change = &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(change["deletedRegion"]["startColumn"], 7);
        assert_eq!(change["insertedContent"]["text"], "2026-12-31");
        assert_eq!(results[1]["relatedLocations"][0]["message"]["text"], "voyez ici");
    }
}
