//! What a YAML fault is in the words of someone who never heard of YAML.

use std::ops::Range;

use granit_parser::{ErrorKind, Parser};

use crate::diag::{Diagnostic, Text, rules};
use crate::source::Span;
use crate::text;
use crate::text::hidden;
use crate::yaml::marks::{Mark, bad_escape, marks, unclosed_bracket};

/// Signs that make something else of the value that they start.
pub(super) const SIGILS: [char; 3] = ['&', '*', '!'];

/// Spaces that look like others and indent nothing.
pub(super) const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];

/// Where and why the parser gave up.
pub(super) struct Fault<'a> {
    pub kind: &'a ErrorKind,
    pub yaml: &'a str,
    /// Where it gave up.
    pub byte: usize,
    /// The end of the last text that it read.
    pub last: usize,
    /// The outermost bracket that is still open.
    pub bracket: Option<usize>,
}

impl Fault<'_> {
    /// What to tell.
    pub(super) fn diagnose(&self, span: impl Fn(Range<usize>) -> Span) -> Diagnostic {
        let (yaml, byte) = (self.yaml, self.byte);
        let next = (line_at(yaml, byte).end + 1).min(yaml.len());
        if let Some(tab) = leading_tab(yaml, byte).or_else(|| leading_tab(yaml, next)) {
            return tab_fault(span(tab), reads(&without_tabs(yaml)));
        }
        if let Some(spaces) = leading_no_break(yaml, byte) {
            return no_break_fault(yaml, &spaces, &span);
        }
        if let Some(value) = self.sigil() {
            return refused(&yaml[value.clone()], span(value));
        }
        if let Some((at, message)) = self.origin() {
            return unreadable(message, span(char_at(yaml, at)));
        }
        if let Some(value) = unquoted_value(self.kind, yaml, byte) {
            let with = quoted(&yaml[value.clone()]);
            let is_sure = mends(yaml, &value, &with);
            let fault = quote_fault(self.kind).at(span(value.clone()));
            return match is_sure {
                true => fault.fix(span(value), with),
                false => fault.propose(span(value), with),
            };
        }
        if let Some((value, sign)) = self.special_start() {
            let with = quoted(&yaml[value.clone()]);
            let fault = special_fault(sign).at(span(value.clone()));
            let is_sure = "@`%".contains(sign) && reads_past(yaml, &value, &with);
            return match is_sure {
                true => fault.fix(span(value), with),
                false => fault.propose(span(value), with),
            };
        }
        let fault = unreadable(message(self.kind), span(char_at(yaml, byte)));
        match yaml[line_at(yaml, byte)].contains(':') {
            true => fault,
            false => fault.hint(text!(
                "si cette ligne est la suite du texte de la ligne au-dessus, décalez-la de \
                 deux espaces",
                "if this line goes on with the text of the line above, indent it with two \
                 spaces"
            )),
        }
    }

    /// The value of the line and the sign that it starts with, when that sign is why the
    /// line does not read.
    fn special_start(&self) -> Option<(Range<usize>, char)> {
        let line = line_at(self.yaml, self.byte);
        let start = value_start(self.yaml, self.byte)?;
        let value = start..start + self.yaml[start..line.end].trim_end().len();
        let text = &self.yaml[value.clone()];
        let sign = text.chars().next().filter(|c| "@`%[{|>-?".contains(*c))?;
        let after_brackets = !matches!(sign, '[' | '{') || !text.ends_with([']', '}']);
        (after_brackets && reads_past(self.yaml, &value, &quoted(text)))
            .then_some((value, sign))
    }

    /// The value that starts with `&`, `*` or `!`, when the fault lies in one.
    fn sigil(&self) -> Option<Range<usize>> {
        let here = self.yaml[self.byte..].starts_with(SIGILS);
        let at = if here { self.byte } else { value_start(self.yaml, self.byte)? };
        self.yaml[at..].starts_with(SIGILS).then(|| value_from(self.yaml, at))
    }

    /// Where the mistake starts and what it is, when the parser stopped further on.
    fn origin(&self) -> Option<(usize, Text)> {
        self.open_quote()
            .or_else(|| self.open_bracket())
            .or_else(|| self.bad_escape())
            .or_else(|| self.indentation())
    }

    fn open_quote(&self) -> Option<(usize, Text)> {
        let quoted = matches!(
            self.kind,
            ErrorKind::UnclosedQuotedScalar
                | ErrorKind::InvalidQuotedScalarIndent
                | ErrorKind::DocumentIndicatorInQuotedScalar
        );
        let is_open = |mark: &Mark| {
            matches!(mark.sign, '"' | '\'') && mark.end.is_none_or(|end| end > self.byte)
        };
        let mark = quoted.then(|| marks(self.yaml, self.last).find(is_open))??;
        Some((mark.at, message(&ErrorKind::UnclosedQuotedScalar)))
    }

    fn open_bracket(&self) -> Option<(usize, Text)> {
        let unclosed = matches!(self.kind, ErrorKind::UnclosedFlowCollection { .. });
        let from = self.bracket.or_else(|| unclosed.then_some(self.last))?;
        let (at, open) = unclosed_bracket(self.yaml, from)?;
        Some((at, message(&ErrorKind::UnclosedFlowCollection { open })))
    }

    fn bad_escape(&self) -> Option<(usize, Text)> {
        let escape = matches!(
            self.kind,
            ErrorKind::UnknownQuotedScalarEscape
                | ErrorKind::InvalidQuotedScalarHexEscape
                | ErrorKind::InvalidUnicodeEscape
        );
        let holds =
            |mark: &Mark| mark.sign == '"' && mark.end.is_none_or(|e| e > self.byte);
        let quote = escape.then(|| marks(self.yaml, self.last).find(holds))??;
        let at = quote.at + bad_escape(&self.yaml[quote.at..])?;
        Some((at, message(&ErrorKind::UnknownQuotedScalarEscape)))
    }

    /// A line that is a well-written field can only be at the wrong place.
    fn indentation(&self) -> Option<(usize, Text)> {
        let line = line_at(self.yaml, self.byte);
        let start = line.start + self.yaml[line.clone()].find(|c: char| c != ' ')?;
        let text = self.yaml[start..line.end].trim_end();
        let colon =
            text.find(": ").or_else(|| text.ends_with(':').then(|| text.len() - 1));
        let misplaced = match self.kind {
            ErrorKind::ExpectedBlockMappingKey | ErrorKind::SimpleKeyExpected => {
                start > line.start && colon.is_some()
            }
            // Past the first colon, it is a text that holds another one.
            ErrorKind::MappingValueNotAllowed => {
                start > line.start
                    && colon.is_some_and(|colon| self.byte <= start + colon)
            }
            _ => false,
        };
        misplaced.then(|| (start, message(&ErrorKind::InvalidIndentation)))
    }
}

/// The fault of a text with an escape, such as `\0`, for a character that has no place in
/// texts.
pub(super) fn hidden(c: char, span: Span) -> Diagnostic {
    let name = hidden::name(c);
    let message = text!(
        "ce texte contient un caractère invisible ({name})",
        "this text holds an invisible character ({name})"
    );
    Diagnostic::new(&rules::HIDDEN_CHARACTER, message).at(span).hint(text!(
        "retirez ce qui suit la barre oblique inverse `\\`",
        "remove what follows the backslash `\\`"
    ))
}

fn unreadable(message: Text, span: Span) -> Diagnostic {
    Diagnostic::new(&rules::YAML_SYNTAX, message).at(span).hint(text!(
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

/// The fault of a line that starts a second document.
pub(super) fn second_document(span: Span) -> Diagnostic {
    let message = text!(
        "une ligne `---` sépare ce fichier en deux : la suite ne serait pas lue",
        "a line `---` parts this file in two: what follows would not be read"
    );
    Diagnostic::new(&rules::YAML_SYNTAX, message)
        .at(span)
        .hint(text!("retirez cette ligne", "remove this line"))
}

fn special_fault(sign: char) -> Diagnostic {
    let message = text!(
        "« {sign} » a un sens spécial au début d’une valeur : il faut la mettre entre guillemets",
        "`{sign}` has a special meaning at the start of a value: it needs quotes"
    );
    Diagnostic::new(&rules::YAML_SYNTAX, message)
}

/// The fault of a value that starts with `&`, `*` or `!`.
pub(super) fn refused(value: &str, span: Span) -> Diagnostic {
    let fault = Diagnostic::new(&rules::YAML_REFUSED, sigil_message()).at(span);
    match value.contains('"') {
        true => fault.propose(span, quoted(value)),
        false => fault.fix(span, quoted(value)),
    }
}

/// The same before a list or fields, which quotes would not mend.
pub(super) fn refused_block(span: Span) -> Diagnostic {
    Diagnostic::new(&rules::YAML_REFUSED, sigil_message()).at(span).hint(text!(
        "mettez le texte entre guillemets : \"…\"",
        "put the text between quotes: \"…\""
    ))
}

fn sigil_message() -> Text {
    text!(
        "`&`, `*` et `!` ont un sens spécial au début d’une valeur",
        "`&`, `*` and `!` have a special meaning at the start of a value"
    )
}

/// The fault of a line that no-break spaces indent.
pub(super) fn no_break_fault(
    yaml: &str,
    spaces: &Range<usize>,
    span: impl Fn(Range<usize>) -> Span,
) -> Diagnostic {
    let message = text!(
        "des espaces insécables décalent cette ligne : seules les espaces ordinaires \
         sont comprises",
        "no-break spaces indent this line: only ordinary spaces are understood"
    );
    let advice = text!(
        "remplacez-les par des espaces ordinaires",
        "replace them with ordinary spaces"
    );
    let with = " ".repeat(yaml[spaces.clone()].chars().count());
    let is_sure = reads_past(yaml, spaces, &with);
    let span = span(spaces.clone());
    let fault = Diagnostic::new(&rules::YAML_SYNTAX, message).at(span);
    match is_sure {
        true => fault.replace(span, with, advice),
        false => fault.hint(advice),
    }
}

fn tab_fault(span: Span, is_sure: bool) -> Diagnostic {
    let message = text!(
        "une tabulation décale cette ligne : seules les espaces sont comprises",
        "a tab indents this line: only spaces are understood"
    );
    let advice = text!(
        "remplacez la tabulation par deux espaces",
        "replace the tab with two spaces"
    );
    let fault = Diagnostic::new(&rules::YAML_SYNTAX, message).at(span);
    match is_sure {
        true => fault.replace(span, "  ", advice),
        false => fault.hint(advice),
    }
}

fn quote_fault(kind: &ErrorKind) -> Diagnostic {
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
    Diagnostic::new(&rules::YAML_SYNTAX, message)
}

/// A value that reads back as itself whatever it holds: JSON strings are YAML. Quotes
/// inside stay those that were written.
fn quoted(value: &str) -> String {
    let inner = match value.trim().strip_prefix('\'') {
        Some(rest) => rest.strip_suffix('\'').unwrap_or(rest),
        None => value.trim(),
    };
    if inner.contains('"') && !inner.contains('\'') {
        return format!("'{inner}'");
    }
    serde_json::to_string(inner).expect("a string serializes")
}

/// Whether writing `with` in place of a value leaves nothing to doubt: the lines around
/// it then read, and it swallows neither a comment nor brackets.
fn mends(yaml: &str, value: &Range<usize>, with: &str) -> bool {
    let text = &yaml[value.clone()];
    if text.contains(" #") || text.contains(['[', ']', '{', '}']) {
        return false;
    }
    let line_start = yaml[..value.start].rfind('\n').map_or(0, |at| at + 1);
    if yaml[line_start..value.start].contains(['[', '{']) {
        return false;
    }
    reads_past(yaml, value, with)
}

/// Whether the lines read up to the one that holds `with` in place of some bytes, itself
/// included.
pub(super) fn reads_past(yaml: &str, place: &Range<usize>, with: &str) -> bool {
    let mended = [&yaml[..place.start], with, &yaml[place.end..]].concat();
    let line = line_at(&mended, place.start + with.len());
    let fault = Parser::new_from_str(&mended).find_map(Result::err);
    fault.is_none_or(|fault| fault.marker().byte_offset().is_some_and(|at| at > line.end))
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

/// Whether the lines read.
fn reads(yaml: &str) -> bool {
    Parser::new_from_str(yaml).all(|event| event.is_ok())
}

/// The lines with two spaces in place of each tab that indents them.
fn without_tabs(yaml: &str) -> String {
    let line = |line: &str| {
        let text = line.trim_start_matches([' ', '\t']);
        let indent = &line[..line.len() - text.len()];
        format!("{}{text}", indent.replace('\t', "  "))
    };
    yaml.split_inclusive('\n').map(line).collect()
}

fn leading_tab(yaml: &str, byte: usize) -> Option<Range<usize>> {
    let line = line_at(yaml, byte);
    let indent = yaml[line.clone()].find(|c: char| c != ' ' && c != '\t')?;
    let tab = line.start + yaml[line.start..line.start + indent].find('\t')?;
    Some(tab..tab + 1)
}

/// The no-break spaces that start the line of a byte.
pub(super) fn leading_no_break(yaml: &str, byte: usize) -> Option<Range<usize>> {
    let line = line_at(yaml, byte);
    let start = line.start + yaml[line.clone()].find(|c: char| c != ' ')?;
    let rest = &yaml[start..line.end];
    let length = rest.len() - rest.trim_start_matches(NO_BREAK).len();
    (length > 0).then(|| start..start + length)
}

/// Where the value of a line starts, after its dashes and the name of its field.
fn value_start(yaml: &str, byte: usize) -> Option<usize> {
    let line = line_at(yaml, byte);
    let text = yaml[line.clone()].trim_start_matches([' ', '-']);
    let start = line.end - text.len();
    if text.starts_with(SIGILS) {
        return Some(start);
    }
    let after = start + text.find(": ")? + 2;
    Some(line.end - yaml[after..line.end].trim_start().len())
}

/// The value from byte `at` to the end of its line, or of its item in a list between
/// brackets.
pub(super) fn value_from(yaml: &str, at: usize) -> Range<usize> {
    let line = line_at(yaml, at);
    let text = &yaml[at..line.end];
    let text = text.find(" #").map_or(text, |comment| &text[..comment]);
    let inside = yaml[line.start..at].contains(['[', '{']);
    let end = if inside { text.find([',', ']', '}']) } else { None };
    at..at + text[..end.unwrap_or(text.len())].trim_end().len()
}

/// The bytes of the character at `byte`.
fn char_at(yaml: &str, byte: usize) -> Range<usize> {
    byte..byte + yaml[byte..].chars().next().map_or(0, char::len_utf8)
}

fn line_at(yaml: &str, byte: usize) -> Range<usize> {
    let start = yaml[..byte].rfind('\n').map_or(0, |i| i + 1);
    let end = yaml[byte..].find('\n').map_or(yaml.len(), |i| byte + i);
    start..end
}
