//! HTML written by hand in a body: which tags it may use.
//!
//! This pass keeps a careless piece of HTML from swallowing the blocks after it, and says
//! what is refused and where. Safety does not rest on it but on the sanitizer, which
//! sees the whole body as a browser would.

use super::problem::{Problem, ProblemKind};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Tags that bodies may hold. Links and images are absent: they are written in Markdown,
/// where they are checked.
const ALLOWED: [&str; 63] = [
    "abbr",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "address",
];

/// Tags that hold nothing, hence are not closed.
const VOID: [&str; 4] = ["br", "col", "hr", "wbr"];

/// Tags that may be left open: the next one or their parent closes them.
const CLOSED_BY_OTHERS: [&str; 14] = [
    "caption", "colgroup", "dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot",
    "th", "thead", "tr",
];

/// Elements whose content is not text for the reader, or not HTML.
const OPAQUE: [&str; 14] = [
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// The tags allowed to editors, for the sanitizer.
pub(super) fn allowed() -> HashSet<&'static str> {
    ALLOWED.into_iter().collect()
}

/// A name for attributes and elements that the text of a body cannot hold.
pub(super) fn unused_name(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut name = "x-seal".to_owned();
    while lower.contains(&name) {
        name.push('x');
    }
    name
}

/// The HTML of one body, piece by piece in its order.
#[derive(Default)]
pub(super) struct Sieve {
    /// The tags open so far.
    open: Vec<(String, Range<usize>)>,
    /// How many were when each of the blocks and inlines around started.
    scopes: Vec<usize>,
    problems: Vec<Problem>,
}

impl Sieve {
    /// What remains of a piece; `locate` gives the place in the body of a place in it.
    pub(super) fn sift(
        &mut self,
        html: &str,
        locate: &dyn Fn(Range<usize>) -> Range<usize>,
    ) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            out.push_str(&rest[..start]);
            rest = &rest[start..];
            let at = html.len() - rest.len();
            let (kept, length) = match tag(rest) {
                Some(tag) => {
                    let span = locate(at..at + tag.source.len());
                    self.pass(rest, tag, span)
                }
                None => {
                    let (kept, length) = markup(rest);
                    (kept.into(), length)
                }
            };
            out.push_str(&kept);
            rest = &rest[length..];
        }
        out.push_str(rest);
        out
    }

    /// What to keep of the tag that a text starts with, and how long what it says is.
    fn pass<'a>(
        &mut self,
        text: &str,
        tag: Tag<'a>,
        span: Range<usize>,
    ) -> (Cow<'a, str>, usize) {
        let length = tag.source.len();
        let allowed = ALLOWED.contains(&tag.name.as_str());
        if tag.closing {
            return (self.close(&tag).into(), length);
        }
        if !allowed {
            let length = refused_length(text, &tag);
            self.problems
                .push(Problem { span, kind: ProblemKind::RefusedHtml { tag: tag.name } });
            return ("".into(), length);
        }
        if !VOID.contains(&tag.name.as_str()) {
            self.open.push((tag.name, span));
        }
        (tag.source.into(), length)
    }

    /// Closes the last tag of a name and what was left open in it. Nothing when none is
    /// open here: a stray tag closes no block of Markdown.
    fn close(&mut self, tag: &Tag<'_>) -> String {
        let scope = self.scopes.last().copied().unwrap_or_default();
        let found = self.open[scope..].iter().rposition(|(other, _)| *other == tag.name);
        let Some(at) = found else { return String::new() };
        let closing = self.forget(scope + at + 1);
        self.open.pop();
        closing + tag.source
    }

    /// A block or an inline of Markdown starts: tags open before it end after it.
    pub(super) fn enter(&mut self) {
        self.scopes.push(self.open.len());
    }

    /// It ends: what closes the tags left open in it.
    pub(super) fn leave(&mut self) -> String {
        let scope = self.scopes.pop().unwrap_or_default();
        self.forget(scope)
    }

    /// Reports the tags open from a place on, and gives what closes them.
    fn forget(&mut self, from: usize) -> String {
        let mut closing = String::new();
        for (tag, span) in self.open.drain(from..).rev() {
            if !CLOSED_BY_OTHERS.contains(&tag.as_str()) {
                closing.push_str(&format!("</{tag}>"));
                self.problems
                    .push(Problem { span, kind: ProblemKind::UnclosedHtml { tag } });
            }
        }
        closing
    }

    /// The problems of all pieces.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        self.forget(0);
        self.problems
    }
}

struct Tag<'a> {
    name: String,
    closing: bool,
    source: &'a str,
}

/// The complete tag that a text starts with.
fn tag(text: &str) -> Option<Tag<'_>> {
    let closing = text.starts_with("</");
    let inner = &text[if closing { 2 } else { 1 }..];
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
    let name = inner[..inner.find(is_end)?].to_ascii_lowercase();
    let source = &text[..tag_length(text)?];
    Some(Tag { name, closing, source })
}

/// Up to the `>` that is not in a quoted value.
fn tag_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at += match bytes[at] {
            b'>' => return Some(at + 1),
            b'=' => {
                let spaces = text[at + 1..].len() - text[at + 1..].trim_start().len();
                let value = &text[at + 1 + spaces..];
                match value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
                    Some(quote) => 3 + spaces + value[1..].find(quote)?,
                    None => 1 + spaces,
                }
            }
            _ => 1,
        };
    }
    None
}

/// How much goes with a refused start tag: an opaque element goes with its content.
fn refused_length(text: &str, tag: &Tag<'_>) -> usize {
    let length = tag.source.len();
    if !OPAQUE.contains(&tag.name.as_str()) {
        return length;
    }
    let closing = format!("</{}", tag.name);
    let found = text.to_ascii_lowercase()[length..].find(&closing);
    let Some(close) = found.map(|found| length + found) else { return text.len() };
    text[close..].find('>').map_or(text.len(), |end| close + end + 1)
}

/// What to keep of a `<` that starts no tag, and how long it is: comments and
/// declarations vanish, anything else is the character itself.
fn markup(text: &str) -> (&'static str, usize) {
    let until = |end: &str| text.find(end).map_or(text.len(), |at| at + end.len());
    if text.starts_with("<!--") {
        ("", until("-->"))
    } else if text.starts_with("<!") || text.starts_with("<?") {
        ("", until(">"))
    } else {
        ("&lt;", 1)
    }
}
