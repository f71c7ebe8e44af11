//! What the formats of forges share: paths from the repository, and fingerprints that
//! outlive the lines above.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

use crate::diag::{Diagnostic, Diagnostics, Place, Severity, Tongue};
use crate::source::{LineColumn, Sources};

/// Characters that stand in the path of a URI as they are.
pub const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// Where a fault of the portal as a whole is shown.
const WHOLE: Place<'_> = Place {
    path: "content/portail.yaml",
    start: LineColumn { line: 1, column: 1 },
    end: LineColumn { line: 1, column: 1 },
};

/// Findings as a forge wants them told.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The findings.
    pub diagnostics: &'a Diagnostics,
    /// The files that they speak of.
    pub sources: &'a Sources,
    /// Language of the messages.
    pub tongue: Tongue,
    /// The portal's folder in its repository, with its last `/`; empty at the root.
    pub folder: &'a str,
}

impl<'a> Report<'a> {
    /// The findings, errors first: forges show only the first ones.
    pub(super) fn by_weight(&self) -> Vec<&'a Diagnostic> {
        let mut all: Vec<_> = self.diagnostics.iter().collect();
        all.sort_by_key(|diagnostic| diagnostic.severity);
        all
    }

    /// Where a finding is shown; one without a place is shown at the settings.
    pub(super) fn place(&self, diagnostic: &Diagnostic) -> Place<'a> {
        diagnostic.place(self.sources).unwrap_or(WHOLE)
    }

    /// A path from the root of the repository.
    pub(super) fn path(&self, path: &str) -> String {
        format!("{}{path}", self.folder)
    }

    /// The message, then what can be done.
    pub(super) fn message_and_hints(
        &self,
        diagnostic: &Diagnostic,
        join: &str,
    ) -> String {
        let hints = diagnostic.hints.iter().map(|hint| hint.text.in_tongue(self.tongue));
        let parts = std::iter::once(diagnostic.message.in_tongue(self.tongue));
        parts.chain(hints).collect::<Vec<_>>().join(join)
    }

    /// What tells each finding from the others from one run to the next: its rule, its
    /// file, the text of its line and its rank among those alike. Never the line's number.
    pub(super) fn fingerprints(&self) -> Vec<String> {
        let mut seen = BTreeMap::new();
        let one = |diagnostic: &Diagnostic| {
            let line = diagnostic.span.map_or("", |span| {
                let text = &self.sources.get(span.source).text;
                let start = text.floor_char_boundary(span.start as usize);
                let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
                text[from..].lines().next().unwrap_or_default()
            });
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            let place = self.place(diagnostic);
            let known = format!("{}\0{}\0{line}", diagnostic.rule.name, place.path);
            let rank = seen.entry(known.clone()).and_modify(|n| *n += 1).or_insert(0);
            let hash = blake3::hash(format!("{known}\0{rank}").as_bytes());
            hash.to_hex()[..32].to_owned()
        };
        self.diagnostics.iter().map(one).collect()
    }
}

/// The word of a weight in Markdown and in the terminal.
pub(super) fn word(severity: Severity, tongue: Tongue) -> &'static str {
    match (severity, tongue) {
        (Severity::Error, Tongue::French) => "erreur",
        (Severity::Error, Tongue::English) => "error",
        (Severity::Warning, Tongue::French) => "attention",
        (Severity::Warning, Tongue::English) => "warning",
        (Severity::Note, Tongue::French) => "conseil",
        (Severity::Note, Tongue::English) => "advice",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::diag::rules;
    use crate::source::{Source, Span};
    use crate::text;

    const TEXT: &str = "---\ntitre: Été 🌞\ndate: 31/12/2026\nréf: [é🌞, b]\n---\n";

    /// A certain fault, a warning after wide characters, and a fault without a place.
    pub fn sample() -> (Diagnostics, Sources) {
        let path = "content/pages/été.md".to_owned();
        let sources = Sources::new(vec![Source { path, text: TEXT.into() }]);
        let id = sources.iter().next().expect("one").0;
        let at = |part: &str| {
            let start = TEXT.find(part).expect("there");
            Span::new(id, start..start + part.len())
        };
        let mut diagnostics = Diagnostics::default();
        let date = at("31/12/2026");
        diagnostics.push(
            Diagnostic::new(&rules::BAD_VALUE, text!("100 % faux, non ?", "wrong"))
                .at(date)
                .fix(date, "2026-12-31"),
        );
        diagnostics.push(
            Diagnostic::new(&rules::RENAMED_COMMUNE, text!("b, et après", "b"))
                .at(at("b]"))
                .label(at("titre"), text!("voyez ici", "see here")),
        );
        diagnostics.push(Diagnostic::new(&rules::NO_PORTAL, text!("rien", "nothing")));
        (diagnostics, sources)
    }

    pub fn report<'a>(diagnostics: &'a Diagnostics, sources: &'a Sources) -> Report<'a> {
        Report { diagnostics, sources, tongue: Tongue::French, folder: "site web/" }
    }

    #[test]
    fn a_fingerprint_outlives_the_lines_above() {
        let (diagnostics, sources) = sample();
        let before = report(&diagnostics, &sources).fingerprints();
        let longer = TEXT.replacen("titre", "alias: []\ntitre", 1);
        let path = "content/pages/été.md".to_owned();
        let moved = Sources::new(vec![Source { path, text: longer }]);
        let shift =
            |span: Span| Span { start: span.start + 10, end: span.end + 10, ..span };
        let mut later = Diagnostics::default();
        later.extend(
            diagnostics
                .iter()
                .map(|d| Diagnostic { span: d.span.map(shift), ..d.clone() }),
        );
        assert_eq!(report(&later, &moved).fingerprints(), before);
        assert_eq!(before.len(), 3);
        assert_ne!(before[0], before[1]);
    }

    #[test]
    fn alike_findings_of_a_line_differ() {
        let (mut diagnostics, sources) = sample();
        let again = diagnostics.iter().next().expect("one").clone();
        diagnostics.push(again);
        let all = report(&diagnostics, &sources).fingerprints();
        assert_ne!(all[0], all[3]);
    }
}
