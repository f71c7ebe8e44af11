//! What can be wrong in a body, as data: the model layer words it.

use super::directive::Name;
use std::ops::Range;

/// One thing wrong, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of the file.
    pub span: Range<usize>,
    /// What.
    pub kind: ProblemKind,
}

/// The kinds of problem. `known` and `expected` are the candidates of a suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant's text says what its fields are")]
pub enum ProblemKind {
    /// `:::nom` or `::nom` with a name that means nothing; the span is the name.
    UnknownDirective { name: String, known: Vec<&'static str> },
    /// A container written as a leaf (`::encadre`) or a leaf as a container
    /// (`:::carte`); `container` is what it should be, the span is the line.
    WrongForm { directive: Name, container: bool },
    /// A container that nothing closes; the span is its opening line.
    UnclosedContainer { name: String },
    /// `:::` with nothing to close.
    StrayClosing,
    /// Attributes that do not read as `{nom="valeur" …}`; the span starts where reading
    /// stopped.
    BadAttributes,
    /// An attribute that the directive does not have; the span is its name.
    UnknownAttribute { directive: Name, name: String, known: Vec<&'static str> },
    /// An attribute given twice; the span is the second name.
    RepeatedAttribute { directive: Name, name: String },
    /// A required attribute that is absent or empty; the span is the line.
    MissingAttribute { directive: Name, name: &'static str },
    /// A value outside the list of those allowed; the span is the value.
    UnknownValue { attribute: String, value: String, expected: &'static [&'static str] },
    /// A value that should be a whole number from 1 up; the span is the value.
    NotACount { attribute: String, value: String },
    /// `:::chiffres` without a list, `:::faq` without a heading; the span is the line.
    NothingInside { directive: Name },
    /// An item of `:::chiffres` that does not start with a figure in bold.
    FigureWithoutValue,
    /// A second `#`: a page has one title, its parts start at `##`.
    SecondTitle,
    /// `{#written}` that is no slug, or that an earlier heading has: `given` replaced it.
    Anchor { written: String, given: String },
    /// An HTML tag that bodies may not hold: it was removed.
    RefusedHtml { tag: String },
    /// An HTML tag that nothing closes.
    UnclosedHtml { tag: String },
    /// A link or an image to a scheme that is not allowed (`javascript:`, `data:`…).
    UnsafeDestination { scheme: String },
    /// Blocks nested beyond reason: what lies deeper was left out.
    TooDeep,
}
