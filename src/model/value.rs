//! The types that single values can have, each with the faults that people make.

use std::ops::Deref;

use crate::diag::{Diagnostic, Severity, Text, rules};
pub use crate::model::address::{Email, Target, Url, is_email};
pub use crate::model::moment::{Moment, Period, SessionTime};
use crate::model::record::{Context, Shape, Value, bad_value, cut, scalar};
use crate::source::Span;
use crate::text;
use crate::text::scalar::{self as read, NumberError, NumberErrorKind};
use crate::yaml::{Kind, Node};

/// Longest text of several lines, in characters.
pub const MAX_TEXT: usize = 20_000;
/// Longest text of one line, in characters: a title, a name, a summary.
pub const MAX_LINE: usize = 1_000;

impl Value for String {
    fn shape() -> Shape {
        Shape::Line
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = text_of(node, MAX_LINE, cx)?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// A text that is there and no longer than so many characters.
fn text_of<'n>(node: &'n Node, longest: usize, cx: &mut Context<'_>) -> Option<&'n str> {
    let text = scalar(node, cx)?.trim();
    if node.is_cut() {
        let severity = if text.is_empty() { Severity::Error } else { Severity::Warning };
        cx.diags.push(Diagnostic { severity, ..cut(node) });
    }
    if text.is_empty() && node.is_cut() {
        return None;
    }
    if text.is_empty() {
        bad_value(node, text!("un texte est attendu ici", "a text is expected here"), cx);
        return None;
    }
    if text.chars().count() > longest {
        let message = text!(
            "ce texte dépasse {longest} caractères",
            "this text is longer than {longest} characters"
        );
        let fault = Diagnostic::new(&rules::LIMIT, message).at(node.span);
        cx.diags.push(fault.hint(text!(
            "raccourcissez-le, ou mettez-le dans le texte de la page",
            "make it shorter, or put it into the text of the page"
        )));
        return None;
    }
    Some(text)
}

/// A text of several lines. Blank lines separate paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose(pub String);

impl Value for Prose {
    fn shape() -> Shape {
        Shape::Prose
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        text_of(node, MAX_TEXT, cx).map(|text| Self(text.to_owned()))
    }
}

impl Prose {
    /// Its paragraphs, each on one line.
    pub fn paragraphs(&self) -> impl Iterator<Item = String> {
        let text = self.0.replace("\r\n", "\n");
        let paragraphs: Vec<String> = text
            .split("\n\n")
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|part| !part.is_empty())
            .collect();
        paragraphs.into_iter()
    }

    /// All of it on one line.
    pub fn line(&self) -> String {
        self.0.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A text that may be empty: an alternative text says by that "decorative".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AltText(pub String);

impl Value for AltText {
    fn shape() -> Shape {
        Shape::Line
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        if node.is_null() {
            let message =
                text!("le texte alternatif est vide", "the alternative text is empty");
            cx.diags.push(
                Diagnostic::new(&rules::MISSING_ALT, message).at(node.span).hint(text!(
                    "décrivez l’image, ou écrivez `alt: \"\"` si elle est décorative",
                    "describe the image, or write `alt: \"\"` if it is decorative"
                )),
            );
            return None;
        }
        let text = scalar(node, cx)?.trim();
        match text.is_empty() {
            true => Some(Self(String::new())),
            false => text_of(node, MAX_LINE, cx).map(|text| Self(text.to_owned())),
        }
    }
}

/// A text with its place, for values that are checked later against other files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Value for Located {
    fn shape() -> Shape {
        Shape::Line
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        String::decode(node, cx).map(|text| Self { text, span: node.span })
    }
}

/// The path of an image, beside the file or in `medias/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImagePath(Located);

impl Deref for ImagePath {
    type Target = Located;

    fn deref(&self) -> &Located {
        &self.0
    }
}

impl Value for ImagePath {
    fn shape() -> Shape {
        Shape::Format("image")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        Located::decode(node, cx).map(Self)
    }
}

impl Value for bool {
    fn shape() -> Shape {
        Shape::Boolean
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        let read = read::yes_or_no(text);
        if read.is_none() {
            let message = text!(
                "`oui` ou `non` est attendu ici",
                "`oui` or `non` is expected here"
            );
            let meant = match text.to_lowercase().as_str() {
                "o" | "yes" | "y" | "on" | "ok" | "x" => Some("oui"),
                "n" | "no" | "off" | "aucun" | "aucune" => Some("non"),
                _ => None,
            };
            push_with_fix(node, message, meant.map(sure), cx);
        }
        read
    }

    fn absent() -> Option<Self> {
        Some(false)
    }
}

impl Value for f64 {
    fn shape() -> Shape {
        Shape::Number
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        let is_amount = cx.field.is_some_and(|field| field.help.contains("euros"));
        if let Some(meant) = read::dotted_thousands(text).filter(|_| is_amount) {
            let short = text.trim_end_matches('0').trim_end_matches('.');
            let message = text!(
                "« {text} » se lit {short} : le point sépare les décimales",
                "`{text}` reads as {short}: a point parts decimals"
            );
            push_with_fix(node, message, Some(likely(meant)), cx);
            return None;
        }
        let read = read::number(text);
        read.map_err(|error| number_fault(node, error, cx)).ok()
    }
}

impl Value for u32 {
    fn shape() -> Shape {
        Shape::Integer
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let read = read::integer(scalar(node, cx)?);
        let number = read.map_err(|error| number_fault(node, error, cx)).ok()?;
        let natural = Self::try_from(number).ok();
        if natural.is_none() {
            let message = text!(
                "un nombre entier positif est attendu ici",
                "a positive whole number is expected here"
            );
            bad_value(node, message, cx);
        }
        natural
    }
}

fn number_fault(node: &Node, error: NumberError, cx: &mut Context<'_>) {
    let text = node.as_text().unwrap_or_default();
    let help = cx.field.map_or("", |field| field.help);
    let fault = Diagnostic::new(&rules::BAD_VALUE, number_message(&error.kind));
    let fault = fault.at(node.span);
    cx.diags.push(match (error.kind, error.fix) {
        (_, Some(fix)) if read::is_sure_number(text, help) => fault.fix(node.span, fix),
        (NumberErrorKind::Unit(unit), None) if unit.starts_with(['-', '–', '/']) => fault,
        (NumberErrorKind::Unit(unit), fix) => {
            with_unit(fault, node.span, &unit, fix, help)
        }
        (_, Some(fix)) => fault.propose(node.span, fix),
        (NumberErrorKind::NotANumber, None) if help.starts_with("prix") => {
            fault.hint(text!(
                "retirez cette ligne si le prix n’est pas fixé, et dites-le dans le texte",
                "remove this line if there is no fixed price, and say so in the text"
            ))
        }
        (_, None) => fault,
    });
}

/// Advice about a number with something after it: what follows may change what it counts.
fn with_unit(
    fault: Diagnostic,
    span: Span,
    unit: &str,
    fix: Option<String>,
    help: &str,
) -> Diagnostic {
    let in_unit = help.rsplit_once(" en ").map(|(_, unit)| unit);
    match (fix, in_unit) {
        (Some(fix), Some(_)) if read::starts_with_unit(unit, help) => {
            fault.propose(span, fix)
        }
        (_, Some(wanted)) => {
            fault.hint(text!("ce champ est en {wanted}", "this field is in {wanted}"))
        }
        (Some(fix), None) if help == "le chiffre" => {
            fault.propose(span, fix).hint(text!(
                "l’unité a son propre champ : `unite: \"{unit}\"`",
                "the unit has a field of its own: `unite: \"{unit}\"`"
            ))
        }
        (Some(fix), None) => fault.propose(span, fix),
        (None, None) => fault,
    }
}

fn number_message(kind: &NumberErrorKind) -> Text {
    match kind {
        NumberErrorKind::Approximate(word) => text!(
            "un nombre seul est attendu, sans « {word} »",
            "a bare number is expected, without `{word}`"
        ),
        NumberErrorKind::Unit(unit)
            if unit.replace("m2", "").contains(|c: char| c.is_ascii_digit()) =>
        {
            text!(
                "un seul nombre est attendu ici, en chiffres",
                "a single number is expected here, in digits"
            )
        }
        NumberErrorKind::Unit(unit) => text!(
            "un nombre seul est attendu, sans « {unit} »",
            "a bare number is expected, without `{unit}`"
        ),
        NumberErrorKind::Grouping => text!(
            "un nombre s’écrit sans espace entre ses chiffres",
            "a number has no space between its digits"
        ),
        NumberErrorKind::DecimalComma => text!(
            "les décimales s’écrivent ici avec un point",
            "decimals are written with a point here"
        ),
        NumberErrorKind::LeadingZero => text!(
            "un nombre ne commence pas par zéro",
            "a number does not start with a zero"
        ),
        NumberErrorKind::NotWhole => {
            text!("un nombre entier est attendu ici", "a whole number is expected here")
        }
        NumberErrorKind::TooLarge => {
            text!("ce nombre est trop grand", "this number is too large")
        }
        NumberErrorKind::NotANumber => {
            text!("un nombre est attendu ici", "a number is expected here")
        }
    }
}

/// What to write instead, and whether nothing else can be meant.
pub(super) struct Remedy {
    fix: String,
    is_sure: bool,
}

pub(super) fn sure(fix: impl Into<String>) -> Remedy {
    Remedy { fix: fix.into(), is_sure: true }
}

pub(super) fn likely(fix: impl Into<String>) -> Remedy {
    Remedy { fix: fix.into(), is_sure: false }
}

pub(super) fn push_with_fix(
    node: &Node,
    message: Text,
    fix: Option<Remedy>,
    cx: &mut Context<'_>,
) {
    let diagnostic = Diagnostic::new(&rules::BAD_VALUE, message).at(node.span);
    cx.diags.push(match fix {
        Some(Remedy { fix, is_sure: true }) => diagnostic.fix(node.span, fix),
        Some(Remedy { fix, is_sure: false }) => diagnostic.propose(node.span, fix),
        None => diagnostic,
    });
}

/// A list that the file must have, with something in it.
#[derive(Debug, Clone, PartialEq)]
pub struct NonEmpty<T>(Vec<T>);

impl<T> Deref for NonEmpty<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a NonEmpty<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Value> Value for NonEmpty<T> {
    fn shape() -> Shape {
        Vec::<T>::shape()
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        if matches!(&node.kind, Kind::Seq(items) if items.is_empty()) {
            let message = text!(
                "cette liste a au moins un élément",
                "this list has at least one item"
            );
            bad_value(node, message, cx);
            return None;
        }
        // Items that cannot be read are already reported: what is left is checked as usual.
        Vec::decode(node, cx).map(Self)
    }
}
