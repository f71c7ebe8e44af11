//! The tree itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::source::Span;
use crate::text;
use crate::yaml::syntax::{NO_BREAK, leading_no_break, no_break_fault};

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a value is. Scalars are texts: fields give them a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A text, as written, escapes resolved.
    Scalar {
        /// The text.
        text: String,
        /// Whether it stands without quotes: only then can `~` or nothing mean "absent".
        plain: bool,
        /// Whether a `#` ends it on its line, which may not have been meant.
        cut: bool,
    },
    /// A list.
    Seq(Vec<Node>),
    /// Fields, in order.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// A scalar.
    pub fn scalar(span: Span, text: String, plain: bool) -> Self {
        Self { span, kind: Kind::Scalar { text, plain, cut: false } }
    }

    /// The same, ended by a `#` on its line.
    pub(super) fn cut(mut self) -> Self {
        if let Kind::Scalar { cut, .. } = &mut self.kind {
            *cut = true;
        }
        self
    }

    /// Whether a `#` ends it on its line.
    pub fn is_cut(&self) -> bool {
        matches!(self.kind, Kind::Scalar { cut: true, .. })
    }

    /// A map without fields: what an empty file says.
    pub fn empty(span: Span) -> Self {
        Self { span, kind: Kind::Map(Vec::new()) }
    }

    /// A map of one field, all of it at one place.
    pub fn field(span: Span, key: &str, value: &str) -> Self {
        let [key, value] =
            [key, value].map(|text| Self::scalar(span, text.to_owned(), false));
        Self::map(span, vec![(key, value)])
    }

    /// A map.
    pub fn map(span: Span, entries: Vec<(Self, Self)>) -> Self {
        Self { span, kind: Kind::Map(entries) }
    }

    /// A list.
    pub fn seq(span: Span, items: Vec<Self>) -> Self {
        Self { span, kind: Kind::Seq(items) }
    }

    /// This map without one of its fields.
    pub fn without(&self, name: &str) -> Self {
        let mut entries = self.entries().to_vec();
        entries.retain(|(key, _)| key.as_text() != Some(name));
        Self::map(self.span, entries)
    }

    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::Seq(_) | Kind::Map(_) => None,
        }
    }

    /// Whether nothing was written.
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true, .. }
            if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// The fields of a map.
    pub fn entries(&self) -> &[(Self, Self)] {
        match &self.kind {
            Kind::Map(entries) => entries,
            Kind::Scalar { .. } | Kind::Seq(_) => &[],
        }
    }

    /// The items of a list.
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::Seq(items) => items,
            Kind::Scalar { .. } | Kind::Map(_) => &[],
        }
    }

    /// The value of a field of a map.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(k, _)| k.as_text() == Some(key)).map(|(_, v)| v)
    }

    /// This map with the fields of `over` in place of its own.
    pub fn overlaid(&self, over: &Self) -> Self {
        let (Kind::Map(base), Kind::Map(new)) = (&self.kind, &over.kind) else {
            return over.clone();
        };
        let names: BTreeSet<_> =
            new.iter().filter_map(|(key, _)| key.as_text()).collect();
        let replaced = |key: &Self| key.as_text().is_some_and(|key| names.contains(key));
        let kept = base.iter().filter(|(key, _)| !replaced(key)).cloned();
        Self {
            span: over.span,
            kind: Kind::Map(kept.chain(new.iter().cloned()).collect()),
        }
    }
}

/// The fault of the first field that no-break spaces indent: they became part of its name.
pub(super) fn no_break_indent(
    node: &Node,
    yaml: &str,
    offset: usize,
) -> Option<Diagnostic> {
    let fault = |key: &Node| {
        let byte = key.span.range().start.checked_sub(offset)?;
        let spaces = leading_no_break(yaml, byte).filter(|s| s.start == byte)?;
        let span = |range: std::ops::Range<usize>| {
            Span::new(key.span.source, range.start + offset..range.end + offset)
        };
        Some(no_break_fault(yaml, &spaces, span))
    };
    let inner = |node: &Node| no_break_indent(node, yaml, offset);
    match &node.kind {
        Kind::Scalar { .. } => None,
        Kind::Seq(items) => items.iter().find_map(inner),
        Kind::Map(entries) => {
            entries.iter().find_map(|(key, value)| fault(key).or_else(|| inner(value)))
        }
    }
}

/// Frees the names of fields from the no-break spaces around them, and reports these.
pub(super) fn trim_keys(node: &mut Node, diags: &mut Diagnostics) {
    match &mut node.kind {
        Kind::Scalar { .. } => {}
        Kind::Seq(items) => items.iter_mut().for_each(|item| trim_keys(item, diags)),
        Kind::Map(entries) => {
            for (key, value) in entries {
                trim_key(key, diags);
                trim_keys(value, diags);
            }
        }
    }
}

fn trim_key(key: &mut Node, diags: &mut Diagnostics) {
    let Kind::Scalar { text, plain: true, .. } = &mut key.kind else { return };
    let around = |c: char| c == ' ' || NO_BREAK.contains(&c);
    let name = text.trim_matches(around).to_owned();
    if name.is_empty() || name == *text {
        return;
    }
    let message = text!(
        "le nom de ce champ contient une espace insécable",
        "the name of this field contains a no-break space"
    );
    diags.push(
        Diagnostic::new(&rules::UNKNOWN_FIELD, message)
            .at(key.span)
            .fix(key.span, name.clone()),
    );
    *text = name;
}

/// Reports fields that a map holds twice.
pub(super) fn report_duplicates(node: &Node, diags: &mut Diagnostics) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for (key, value) in node.entries() {
        if let Some(name) = key.as_text() {
            match first.get(name) {
                Some(first) => diags.push(duplicate(name, key.span, *first)),
                None => {
                    first.insert(name, key.span);
                }
            }
        }
        report_duplicates(value, diags);
    }
    if let Kind::Seq(items) = &node.kind {
        items.iter().for_each(|item| report_duplicates(item, diags));
    }
}

fn duplicate(name: &str, again: Span, first: Span) -> Diagnostic {
    let message = text!(
        "le champ « {name} » est écrit deux fois",
        "field `{name}` is written twice"
    );
    Diagnostic::new(&rules::DUPLICATE_KEY, message)
        .at(again)
        .label(first, text!("première fois ici", "first here"))
        .hint(text!("gardez une seule des deux lignes", "keep only one of the two lines"))
}
