//! The HTML being written.
//!
//! When editors wrote HTML of their own, the whole body goes through a sanitizer that
//! parses it as a browser does. Our own attributes must survive what editors' may not, so
//! they are *sealed*: a tag carries only a number, under a name that no editor wrote, and
//! takes its attributes back afterwards. Chunks made elsewhere are sealed whole.

use super::super::raw;
use ammonia::Builder;
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};
use std::collections::HashSet;

/// What editors' own tags may carry: nothing that names an address, a class or a script.
const ATTRIBUTES: [&str; 10] = [
    "lang", "dir", "title", "colspan", "rowspan", "scope", "start", "value", "datetime",
    "open",
];

pub(super) struct Html {
    out: String,
    seal: Option<Seal>,
}

struct Seal {
    /// The attribute, and the element, that stand for what is sealed.
    name: String,
    sealed: Vec<String>,
}

impl Html {
    /// Starts writing, for a sanitizer if there is a name to seal with.
    pub(super) fn new(seal: Option<&str>) -> Self {
        let seal = seal.map(|name| Seal { name: name.to_owned(), sealed: Vec::new() });
        Self { out: String::new(), seal }
    }

    /// A start tag; values are escaped here, addresses as addresses.
    pub(super) fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.markup("<");
        self.markup(tag);
        let attributes = written(attributes);
        match &mut self.seal {
            Some(seal) if !attributes.is_empty() => {
                self.out.push_str(&format!(" {}=\"{}\"", seal.name, seal.sealed.len()));
                seal.sealed.push(attributes);
            }
            _ => self.out.push_str(&attributes),
        }
        self.markup(">");
    }

    /// An end tag.
    pub(super) fn close(&mut self, tag: &str) {
        self.markup("</");
        self.markup(tag);
        self.markup(">");
    }

    /// Markup of ours, or of an editor: the sanitizer will see it.
    pub(super) fn markup(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// HTML that is to be trusted: the sanitizer will not see it.
    pub(super) fn chunk(&mut self, html: &str) {
        match &mut self.seal {
            Some(Seal { name, sealed }) => {
                let number = sealed.len();
                self.out.push_str(&format!("<{name} {name}=\"{number}\"></{name}>"));
                sealed.push(html.to_owned());
            }
            None => self.out.push_str(html),
        }
    }

    /// Text of the reader.
    pub(super) fn text(&mut self, text: &str) {
        infallible(escape_html_body_text(&mut self.out, text));
    }

    /// Makes sure that what follows starts a line.
    pub(super) fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Takes out what was written since the HTML had this length.
    pub(super) fn split_off(&mut self, length: usize) -> String {
        self.out.split_off(length)
    }

    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// The HTML, sanitized if need be; without the one character that HTML cannot hold.
    pub(super) fn finish(self) -> String {
        let html = match self.seal {
            Some(seal) => seal.open(&seal.clean(&self.out)),
            None => self.out,
        };
        if html.contains('\0') { html.replace('\0', "\u{fffd}") } else { html }
    }
}

impl Seal {
    fn clean(&self, html: &str) -> String {
        let mut tags = raw::allowed();
        tags.extend(["a", self.name.as_str()]);
        let attributes = [self.name.as_str()].into_iter().chain(ATTRIBUTES);
        Builder::empty()
            .tags(tags)
            .clean_content_tags(HashSet::from(["script", "style"]))
            .generic_attributes(attributes.collect())
            .link_rel(None)
            .clean(html)
            .to_string()
    }

    /// Gives back what is sealed.
    fn open(&self, html: &str) -> String {
        let mark = format!(" {}=\"", self.name);
        let mut out = String::with_capacity(html.len() * 2);
        let mut rest = html;
        while let Some((before, after)) = rest.split_once(&mark) {
            out.push_str(before);
            rest = after;
            match self.sealed(before, after) {
                Some((chunk, tail)) if out.ends_with(&format!("<{}", self.name)) => {
                    out.truncate(out.len() - self.name.len() - 1);
                    out.push_str(chunk);
                    let end = format!("></{}>", self.name);
                    rest = tail.strip_prefix(&end).unwrap_or(tail);
                }
                Some((attributes, tail)) => {
                    out.push_str(attributes);
                    rest = tail;
                }
                None => out.push_str(&mark),
            }
        }
        out.push_str(rest);
        out
    }

    /// What the mark between these two stands for, with what follows its number; `None`
    /// when it is text that looks like a mark.
    fn sealed<'a>(&'a self, before: &str, after: &'a str) -> Option<(&'a str, &'a str)> {
        let tag = &before[before.rfind('<')? + 1..];
        let is_name = tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let (number, tail) = after.split_once('"').filter(|_| is_name)?;
        let sealed = self.sealed.get(number.parse::<usize>().ok()?)?;
        Some((sealed, tail))
    }
}

/// A void tag, as a chunk.
pub(super) fn void(tag: &str, attributes: &[(&str, &str)]) -> String {
    format!("<{tag}{} />", written(attributes))
}

fn written(attributes: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in attributes {
        out.push_str(&format!(" {name}=\""));
        infallible(match *name {
            "href" | "src" => escape_href(&mut out, value),
            _ => escape_html(&mut out, value),
        });
        out.push('"');
    }
    out
}

/// Writing to a string cannot fail.
fn infallible(result: Result<(), std::fmt::Error>) {
    debug_assert!(result.is_ok());
}
