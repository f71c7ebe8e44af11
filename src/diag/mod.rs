//! Diagnostics as data: what is wrong, where, and how to mend it.
//!
//! Stages push [`Diagnostic`]s and go on; nothing is thrown at the first fault. How they
//! look on a terminal or to a machine is decided in the file of each format alone.

pub mod ci;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod rules;
pub mod sarif;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::source::{LineColumn, SourceId, Sources, Span};

pub use rules::Rule;

/// Most findings of one weight that are told of one file.
pub const MAX_OF_A_FILE: usize = 100;

/// How much a diagnostic weighs. Only errors stop a build.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Severity {
    /// The portal cannot be published like this.
    Error,
    /// It can, and something deserves a look.
    Warning,
    /// It would be better otherwise. Never counts as an error.
    Note,
}

impl Severity {
    /// Its name in formats for machines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// The weights that a portal gives to rules, by name; `None` silences one.
pub type Weights = BTreeMap<&'static str, Option<Severity>>;

/// The language that messages are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// French, the language of the editors.
    French,
    /// English.
    English,
}

/// A message in both languages of the tool.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Text {
    /// French wording.
    pub fr: String,
    /// English wording.
    pub en: String,
}

impl Text {
    /// The wording in one language.
    pub fn in_tongue(&self, tongue: Tongue) -> &str {
        match tongue {
            Tongue::French => &self.fr,
            Tongue::English => &self.en,
        }
    }
}

/// Formats a message in French, then in English: `text!("…{x}", "…{x}")`.
#[macro_export]
macro_rules! text {
    ($fr:literal, $en:literal $(,)?) => {
        $crate::diag::Text { fr: format!($fr), en: format!($en) }
    };
}

/// A further place that explains a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be seen there.
    pub text: Text,
}

/// A way to mend the fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hint {
    /// What to do.
    pub text: Text,
    /// What to write, and in place of what, when that is certain enough to be pasted.
    pub replacement: Option<(Span, String)>,
    /// Whether nothing else can have been meant, so that a program may write it.
    pub certain: bool,
}

/// One finding about the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule that was broken.
    #[serde(with = "rules::by_name")]
    pub rule: &'static Rule,
    /// Its weight in this portal.
    pub severity: Severity,
    /// What is wrong, in one phrase that is enough alone.
    pub message: Text,
    /// Where; `None` for a fault of the portal as a whole.
    pub span: Option<Span>,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// How to mend it.
    pub hints: Vec<Hint>,
}

impl Diagnostic {
    /// A finding without a place.
    pub fn new(rule: &'static Rule, message: Text) -> Self {
        let severity = rule.severity;
        Self {
            rule,
            severity,
            message,
            span: None,
            labels: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Sets the place.
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Adds a place that explains the finding.
    pub fn label(mut self, span: Span, text: Text) -> Self {
        self.labels.push(Label { span, text });
        self
    }

    /// Adds advice.
    pub fn hint(mut self, text: Text) -> Self {
        self.hints.push(Hint { text, replacement: None, certain: false });
        self
    }

    /// Adds advice that shows what to write instead of `span`; nothing else can be meant.
    pub fn fix(self, span: Span, with: impl Into<String>) -> Self {
        self.replacement(span, with.into(), true)
    }

    /// Adds advice that shows what was probably meant instead of `span`.
    pub fn propose(self, span: Span, with: impl Into<String>) -> Self {
        self.replacement(span, with.into(), false)
    }

    /// Adds advice whose replacement is certain and invisible, such as spaces.
    pub fn replace(mut self, span: Span, with: impl Into<String>, text: Text) -> Self {
        let replacement = Some((span, with.into()));
        self.hints.push(Hint { text, replacement, certain: true });
        self
    }

    /// Adds advice that a program follows by writing the file again as it was understood.
    pub fn rewrite(mut self, file: Span, text: Text) -> Self {
        let replacement = Some((Span { end: file.start, ..file }, String::new()));
        self.hints.push(Hint { text, replacement, certain: true });
        self
    }

    fn replacement(mut self, span: Span, with: String, certain: bool) -> Self {
        let text = text!("écrivez « {with} »", "write `{with}`");
        self.hints.push(Hint { text, replacement: Some((span, with)), certain });
        self
    }

    /// Adds « vouliez-vous dire » when there are candidates; the first one can be pasted.
    pub fn suggest<S: AsRef<str>>(mut self, span: Span, candidates: &[S]) -> Self {
        let Some(first) = candidates.first() else { return self };
        let list = |open, close| quoted_list(candidates, open, close);
        let (fr, en) = (list("« ", " »"), list("`", "`"));
        let text = text!("vouliez-vous dire {fr} ?", "did you mean {en}?");
        let replacement = Some((span, first.as_ref().to_owned()));
        self.hints.push(Hint { text, replacement, certain: false });
        self
    }

    /// What a program may write to mend the fault, and in place of what.
    pub fn certain_fix(&self) -> Option<(Span, &str)> {
        let certain = self.hints.iter().find(|hint| hint.certain)?;
        certain.replacement.as_ref().map(|(span, with)| (*span, with.as_str()))
    }

    /// Its file, and where it starts and ends in it.
    pub fn place<'a>(&self, sources: &'a Sources) -> Option<Place<'a>> {
        let span = self.span?;
        let source = sources.get(span.source);
        let [start, end] = [span.start, span.end].map(|b| source.line_column(b as usize));
        Some(Place { path: &source.path, start, end })
    }

    fn key(&self) -> (bool, Option<Span>, &str, &Text) {
        (self.span.is_some(), self.span, self.rule.name, &self.message)
    }
}

/// Where a finding stands, for people and their tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file, from the portal's root.
    pub path: &'a str,
    /// Its first character.
    pub start: LineColumn,
    /// The character after its last one.
    pub end: LineColumn,
}

/// `a`, `b`, `c` each between quotes.
pub fn quoted_list<S: AsRef<str>>(items: &[S], open: &str, close: &str) -> String {
    let quoted: Vec<_> =
        items.iter().map(|item| format!("{open}{}{close}", item.as_ref())).collect();
    quoted.join(", ")
}

/// The findings of a stage or of a whole run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds findings.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(findings);
    }

    /// Adds the findings of another stage.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Drops the findings that do not hold.
    pub fn retain(&mut self, holds: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(holds);
    }

    /// Gives each finding the weight that the portal wants for its rule.
    pub fn weigh(&mut self, weights: &Weights) {
        self.0.retain_mut(|diagnostic| match weights.get(diagnostic.rule.name) {
            Some(None) => false,
            Some(Some(severity)) => {
                diagnostic.severity = *severity;
                true
            }
            None => true,
        });
    }

    /// Sorts by file and place, drops exact repetitions and what nobody would read: of each
    /// file and weight, the first [`MAX_OF_A_FILE`] findings are kept, the others counted.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| a.key().cmp(&b.key()));
        self.0.dedup();
        let mut counts: BTreeMap<(SourceId, Severity), usize> = BTreeMap::new();
        self.0.retain(|finding| {
            let Some(span) = finding.span else { return true };
            let count = counts.entry((span.source, finding.severity)).or_default();
            *count += 1;
            *count <= MAX_OF_A_FILE
        });
        for ((source, severity), count) in counts {
            let more = count.saturating_sub(MAX_OF_A_FILE);
            if more > 0 {
                let message = text!(
                    "{more} autres constats dans ce fichier, qui ne sont pas montrés",
                    "{more} more findings in this file, which are not shown"
                );
                let rest = Diagnostic::new(&rules::LIMIT, message);
                self.0.push(Diagnostic { severity, ..rest }.at(Span::file(source)));
            }
        }
    }

    /// The findings, in their present order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// How many findings have this weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether anything forbids publishing.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether there is no finding at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
