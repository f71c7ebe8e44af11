//! Directives: the few blocks beyond Markdown that a body may hold.
//!
//! A container is a line `:::nom{cle="valeur"}`, Markdown, and a line `:::`; a leaf is a
//! line `::nom{cle="valeur"}`. To nest, give the outer one more colons.

use super::problem::{Problem, ProblemKind};
use std::ops::Range;

/// The directives that exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// A box beside the main text.
    Encadre,
    /// A quotation with its author.
    Citation,
    /// Key figures, one an item of a list.
    Chiffres,
    /// Questions (headings) and answers.
    Faq,
    /// A map, drawn by the caller.
    Carte,
    /// The next events, drawn by the caller.
    Agenda,
    /// A link that looks like a button.
    Bouton,
}

/// A directive as it was written, its known attributes only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// Which one.
    pub name: Name,
    /// Its attributes, as written.
    pub attributes: Vec<Attribute>,
    /// Its line (the opening one of a container), in bytes of the file.
    pub span: Range<usize>,
}

/// One `cle="valeur"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The key.
    pub name: String,
    /// The value, without its quotes.
    pub value: String,
    /// Where the key is, in bytes of the file.
    pub name_span: Range<usize>,
    /// Where the value is, quotes excluded, in bytes of the file.
    pub value_span: Range<usize>,
}

impl Directive {
    /// An attribute with its place.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The value of an attribute, when there is one and it is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self.attribute(name)?.value.trim();
        (!value.is_empty()).then_some(value)
    }
}

/// What an attribute accepts.
enum Value {
    Text,
    Count,
    OneOf(&'static [&'static str]),
}

struct Key {
    name: &'static str,
    required: bool,
    value: Value,
}

const fn key(name: &'static str, value: Value) -> Key {
    Key { name, required: false, value }
}

const fn required(name: &'static str) -> Key {
    Key { name, required: true, value: Value::Text }
}

struct Rule {
    name: Name,
    container: bool,
    keys: &'static [Key],
}

const RULES: [Rule; 7] = [
    Rule {
        name: Name::Encadre,
        container: true,
        keys: &[
            key("titre", Value::Text),
            key("ton", Value::OneOf(&["info", "attention", "exemple"])),
        ],
    },
    Rule {
        name: Name::Citation,
        container: true,
        keys: &[
            required("auteur"),
            key("fonction", Value::Text),
            key("source", Value::Text),
        ],
    },
    Rule { name: Name::Chiffres, container: true, keys: &[] },
    Rule { name: Name::Faq, container: true, keys: &[] },
    Rule {
        name: Name::Carte,
        container: false,
        keys: &[key("departement", Value::Text), key("type", Value::Text)],
    },
    Rule {
        name: Name::Agenda,
        container: false,
        keys: &[key("departement", Value::Text), key("nombre", Value::Count)],
    },
    Rule {
        name: Name::Bouton,
        container: false,
        keys: &[required("lien"), required("texte")],
    },
];

impl Name {
    /// Whether it is written as a container.
    pub fn is_container(self) -> bool {
        rule(self.word()).is_some_and(|rule| rule.container)
    }

    /// The word that editors write.
    pub fn word(self) -> &'static str {
        match self {
            Name::Encadre => "encadre",
            Name::Citation => "citation",
            Name::Chiffres => "chiffres",
            Name::Faq => "faq",
            Name::Carte => "carte",
            Name::Agenda => "agenda",
            Name::Bouton => "bouton",
        }
    }
}

/// How a directive is written, for those who teach it.
pub struct Form {
    /// Its name.
    pub name: Name,
    /// Its attributes: name, whether it is required, and the words it accepts if its list
    /// is closed.
    pub keys: Vec<(&'static str, bool, &'static [&'static str])>,
}

/// Every directive.
pub fn forms() -> impl Iterator<Item = Form> {
    RULES.iter().map(|rule| Form {
        name: rule.name,
        keys: rule.keys.iter().map(|key| (key.name, key.required, words(key))).collect(),
    })
}

fn words(key: &Key) -> &'static [&'static str] {
    match key.value {
        Value::OneOf(words) => words,
        Value::Text | Value::Count => &[],
    }
}

fn rule(word: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name.word() == word)
}

/// A line that may be part of a directive; spans are bytes of the scanned text.
#[derive(Debug)]
pub(super) struct Fence {
    /// The line without the space around it.
    pub span: Range<usize>,
    /// How many colons it starts with: two for a leaf.
    pub colons: usize,
    /// The name; empty for a closing line.
    pub name: Range<usize>,
}

/// The lines of a text that look like directives, code blocks not yet set apart.
pub(super) fn scan(text: &str) -> Vec<Fence> {
    let mut start = 0;
    let lines = text.split_inclusive(['\n', '\r']).map(|line| {
        start += line.len();
        (start - line.len(), line)
    });
    lines.filter_map(|(start, line)| fence(line, start)).collect()
}

fn fence(line: &str, start: usize) -> Option<Fence> {
    let line_start = start + line.len() - line.trim_start_matches([' ', '\t']).len();
    let line = line.trim_matches([' ', '\t', '\n', '\r']);
    let after = line.trim_start_matches(':');
    let colons = line.len() - after.len();
    let spaced = after.trim_start();
    let name = &spaced[..spaced.find(|c| !is_name(c)).unwrap_or(spaced.len())];
    let rest = spaced[name.len()..].trim_start();
    let is_fence = match colons {
        0 | 1 => false,
        2 => {
            let reads = rest.is_empty() || rest.starts_with('{') || rule(name).is_some();
            spaced.len() == after.len() && !name.is_empty() && reads
        }
        _ => spaced.is_empty() || !name.is_empty(),
    };
    let name_start = line_start + line.len() - spaced.len();
    is_fence.then(|| Fence {
        span: line_start..line_start + line.len(),
        colons,
        name: name_start..name_start + name.len(),
    })
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// The text with each fence replaced by a processing instruction of the same length.
///
/// In CommonMark such a line ends whatever paragraph, list or table precedes it, is a
/// block of its own, and leaves every other byte in place.
pub(super) fn mask(text: &str, fences: &[Fence]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for Fence { span, .. } in fences {
        masked.push_str(&text[done..span.start]);
        masked.push_str(if span.len() == 3 { "<?>" } else { "<?" });
        if span.len() > 3 {
            masked.extend(std::iter::repeat_n(' ', span.len() - 4));
            masked.push_str("?>");
        }
        done = span.end;
    }
    masked.push_str(&text[done..]);
    masked
}

/// Reads the directive of a line that names one; `None` when nothing has that name.
pub(super) fn read(
    text: &str,
    fence: &Fence,
    problems: &mut Vec<Problem>,
) -> Option<Directive> {
    let word = &text[fence.name.clone()];
    let mut problem =
        |span: &Range<usize>, kind| problems.push(Problem { span: span.clone(), kind });
    let Some(rule) = rule(word) else {
        let known = RULES.iter().map(|rule| rule.name.word()).collect();
        problem(&fence.name, ProblemKind::UnknownDirective { name: word.into(), known });
        return None;
    };
    if rule.container != (fence.colons > 2) {
        let (directive, container) = (rule.name, rule.container);
        problem(&fence.span, ProblemKind::WrongForm { directive, container });
    }
    let (attributes, stopped) = attributes(text, fence.name.end..fence.span.end);
    if let Some(at) = stopped {
        problem(&(at..fence.span.end), ProblemKind::BadAttributes);
    }
    let mut directive =
        Directive { name: rule.name, attributes, span: fence.span.clone() };
    check(rule, &mut directive, stopped.is_none(), problems);
    Some(directive)
}

/// Reports and removes what the rule does not allow, then reports what is missing.
fn check(
    rule: &Rule,
    directive: &mut Directive,
    complete: bool,
    problems: &mut Vec<Problem>,
) {
    let mut kept: Vec<Attribute> = Vec::new();
    for attribute in directive.attributes.drain(..) {
        let repeated = kept.iter().any(|other| other.name == attribute.name);
        match fault(rule, &attribute, repeated) {
            Some(problem) => problems.push(problem),
            None => kept.push(attribute),
        }
    }
    directive.attributes = kept;
    for key in rule.keys.iter().filter(|key| key.required && complete) {
        if directive.get(key.name).is_none() {
            let kind =
                ProblemKind::MissingAttribute { directive: rule.name, name: key.name };
            problems.push(Problem { span: directive.span.clone(), kind });
        }
    }
}

fn fault(rule: &Rule, attribute: &Attribute, repeated: bool) -> Option<Problem> {
    let Attribute { name, value, name_span, value_span } = attribute;
    let (directive, name, value) = (rule.name, name.clone(), value.clone());
    let at_name = |kind| Some(Problem { span: name_span.clone(), kind });
    let at_value = |kind| Some(Problem { span: value_span.clone(), kind });
    let Some(key) = rule.keys.iter().find(|key| key.name == name) else {
        let known = rule.keys.iter().map(|key| key.name).collect();
        return at_name(ProblemKind::UnknownAttribute { directive, name, known });
    };
    if repeated {
        return at_name(ProblemKind::RepeatedAttribute { directive, name });
    }
    match key.value {
        Value::OneOf(expected) if !expected.contains(&value.as_str()) => {
            at_value(ProblemKind::UnknownValue { attribute: name, value, expected })
        }
        Value::Count if !value.parse().is_ok_and(|count: u16| count > 0) => {
            at_value(ProblemKind::NotACount { attribute: name, value })
        }
        _ => None,
    }
}

/// Reads `{cle="valeur" cle='valeur' cle=valeur}` in a part of the text; with the place
/// where reading stopped when it is not that.
fn attributes(text: &str, part: Range<usize>) -> (Vec<Attribute>, Option<usize>) {
    let mut found = Vec::new();
    let mut at = skip_space(text, part.start);
    if at >= part.end {
        return (found, None);
    }
    if !text[at..].starts_with('{') {
        return (found, Some(at));
    }
    let brace = at;
    at += 1;
    loop {
        at = skip_space(text, at);
        if at >= part.end {
            return (found, Some(brace));
        }
        if text[at..part.end].starts_with('}') {
            let end = skip_space(text, at + 1);
            return (found, (end < part.end).then_some(end));
        }
        let Some((attribute, end)) = attribute(&text[..part.end], at) else {
            return (found, Some(at));
        };
        found.push(attribute);
        at = end;
    }
}

/// One attribute at a place, and where it ends.
fn attribute(text: &str, at: usize) -> Option<(Attribute, usize)> {
    let name_end = at + text[at..].find(|c| !is_name(c))?;
    let equals = skip_space(text, name_end);
    if name_end == at || !text[equals..].starts_with('=') {
        return None;
    }
    let (value, end) = value(text, skip_space(text, equals + 1))?;
    let attribute = Attribute {
        name: text[at..name_end].to_owned(),
        value: text[value.clone()].to_owned(),
        name_span: at..name_end,
        value_span: value,
    };
    Some((attribute, end))
}

/// The place of a value without its quotes, and where it ends with them.
fn value(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let rest = &text[at..];
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let end = at + 1 + rest[1..].find(quote)?;
        return Some((at + 1..end, end + 1));
    }
    let ends = |c: char| c.is_whitespace() || c == '}';
    let end = at + rest.find(ends).unwrap_or(rest.len());
    let bare = &text[at..end];
    let quotes = ['"', '\'', '“', '”', '«', '»', '’'];
    (!bare.is_empty() && !bare.contains(quotes)).then_some((at..end, end))
}

fn skip_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}
