//! What a YAML fault is in the words of someone who never heard of YAML.

use std::ops::Range;

use granit_parser::ErrorKind;

use crate::diag::{Diagnostic, Text, rules};
use crate::source::Span;
use crate::text;

/// The diagnostic of a scanner fault at `byte` of `yaml`.
pub(super) fn diagnose(
    kind: &ErrorKind,
    yaml: &str,
    byte: usize,
    span: impl Fn(Range<usize>) -> Span,
) -> Diagnostic {
    let byte = yaml.floor_char_boundary(byte.min(yaml.len()));
    if let Some(tab) = leading_tab(yaml, byte) {
        return tab_fault().at(span(tab));
    }
    if let Some(value) = unquoted_value(kind, yaml, byte) {
        return quote_fault(kind, &yaml[value.clone()], span(value));
    }
    let end = byte + yaml[byte..].chars().next().map_or(0, char::len_utf8);
    let diagnostic =
        Diagnostic::new(&rules::YAML_SYNTAX, message(kind)).at(span(byte..end));
    diagnostic.hint(text!(
        "chaque champ s’écrit `nom: valeur`, une espace après le deux-points ; les \
         listes et sous-champs sont décalés par des espaces",
        "each field reads `name: value`, with a space after the colon; lists and \
         sub-fields are indented with spaces"
    ))
}

fn message(kind: &ErrorKind) -> Text {
    match kind {
        ErrorKind::SimpleKeyExpected | ErrorKind::ExpectedBlockMappingKey => text!(
            "il manque l’espace après « : », ou le « : » lui-même",
            "the space after `:`, or the `:` itself, is missing"
        ),
        ErrorKind::UnclosedFlowCollection { open } => {
            text!("« {open} » n’est pas refermé", "`{open}` is never closed")
        }
        ErrorKind::UnclosedQuotedScalar => {
            text!("un guillemet n’est pas refermé", "a quote is never closed")
        }
        ErrorKind::UnknownQuotedScalarEscape => text!(
            "« \\ » a un sens spécial entre guillemets droits : écrivez « / »",
            "`\\` is special between double quotes: write `/`"
        ),
        ErrorKind::InvalidIndentation => text!(
            "le décalage de cette ligne ne correspond à aucune ligne au-dessus",
            "the indentation of this line matches no line above"
        ),
        _ => text!("ces lignes ne se lisent pas", "these lines cannot be read"),
    }
}

fn tab_fault() -> Diagnostic {
    let message = text!(
        "une tabulation décale cette ligne : seules les espaces sont comprises",
        "a tab indents this line: only spaces are understood"
    );
    Diagnostic::new(&rules::YAML_SYNTAX, message).hint(text!(
        "remplacez la tabulation par deux espaces",
        "replace the tab with two spaces"
    ))
}

fn quote_fault(kind: &ErrorKind, value: &str, span: Span) -> Diagnostic {
    let message = match kind {
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => text!(
            "ce texte commence par un guillemet et continue après sa fermeture",
            "this text starts with a quote and goes on after it closes"
        ),
        _ => text!(
            "ce texte contient « : » : il faut le mettre entre guillemets",
            "this text contains `: `: it needs quotes"
        ),
    };
    Diagnostic::new(&rules::YAML_SYNTAX, message).at(span).fix(span, quoted(value))
}

/// A value that reads back as itself whatever it holds: JSON strings are YAML.
fn quoted(value: &str) -> String {
    let inner = match value.trim().strip_prefix('\'') {
        Some(rest) => rest.strip_suffix('\'').unwrap_or(rest),
        None => value.trim(),
    };
    let inner = inner.replace('"', "'");
    serde_json::to_string(&inner).expect("a string serializes")
}

/// The value of the line, when quoting it whole would mend the fault.
fn unquoted_value(kind: &ErrorKind, yaml: &str, byte: usize) -> Option<Range<usize>> {
    let quotable = matches!(
        kind,
        ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidTrailingDoubleQuotedScalar
            | ErrorKind::MappingValueNotAllowed
    );
    if !quotable {
        return None;
    }
    let line = line_at(yaml, byte);
    let colon = line.start + yaml[line.clone()].find(": ")? + 2;
    let value = yaml[colon..line.end].trim();
    let start = colon + yaml[colon..line.end].find(value)?;
    (!value.is_empty()).then(|| start..start + value.len())
}

fn leading_tab(yaml: &str, byte: usize) -> Option<Range<usize>> {
    let line = line_at(yaml, byte);
    let indent = yaml[line.clone()].find(|c: char| c != ' ' && c != '\t')?;
    let tab = line.start + yaml[line.start..line.start + indent].find('\t')?;
    Some(tab..tab + 1)
}

fn line_at(yaml: &str, byte: usize) -> Range<usize> {
    let start = yaml[..byte].rfind('\n').map_or(0, |i| i + 1);
    let end = yaml[byte..].find('\n').map_or(yaml.len(), |i| byte + i);
    start..end
}
