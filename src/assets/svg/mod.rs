//! Vector drawings made safe: an SVG file is a program as much as a picture.
//!
//! The drawing is written anew from a list of the elements and attributes of static
//! pictures. What a static picture does not need (scripts, handlers, animations, metadata
//! of drawing programs) is left out; what would be missed if it were left out (style
//! sheets, embedded images, HTML) makes the drawing refused rather than deformed.

mod size;
#[cfg(test)]
mod tests;
mod value;

use std::collections::BTreeSet;
use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::diag::Text;
use crate::text;

use super::PlannedImage;

use size::size;
use value::kept_value;

/// Deepest nesting of elements; browsers give up at about twice that.
const MAX_DEPTH: usize = 100;
/// The namespace of SVG.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Elements that are kept.
const KEPT: [&str; 21] = [
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "svg",
    "text",
    "title",
    "tspan",
];
/// Elements without which a still picture looks the same.
const IDLE: [&str; 6] =
    ["animate", "animateMotion", "animateTransform", "metadata", "script", "set"];
/// Elements whose text is shown or read aloud.
const WORDED: [&str; 4] = ["desc", "text", "title", "tspan"];

/// A drawing that is safe to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Its text.
    pub svg: String,
    /// Its width in CSS pixels.
    pub width: u32,
    /// Its height in CSS pixels.
    pub height: u32,
}

/// Why a drawing cannot be made safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is no well-formed XML in UTF-8, or uses entities of its own.
    Malformed,
    /// Its root is not that of an SVG drawing.
    NotSvg,
    /// It has neither a width and a height nor a `viewBox`.
    NoSize,
    /// Its elements are nested too deep.
    TooDeep,
    /// It needs an element that is not published.
    Element(String),
}

impl Drawing {
    /// What pages must know, once the drawing has its address.
    pub(super) fn planned(&self, src: String) -> PlannedImage {
        let &Self { width, height, .. } = self;
        PlannedImage { src, srcset: None, webp: None, width, height }
    }
}

impl Refusal {
    pub(super) fn message(&self, path: &str) -> Text {
        match self {
            Self::Malformed => text!(
                "« {path} » n’est pas un fichier SVG bien formé",
                "`{path}` is no well-formed SVG file"
            ),
            Self::NotSvg => {
                text!("« {path} » n’est pas un dessin SVG", "`{path}` is no SVG drawing")
            }
            Self::NoSize => text!(
                "« {path} » n’a pas de dimensions (`viewBox`, ou `width` et `height`)",
                "`{path}` has no size (`viewBox`, or `width` and `height`)"
            ),
            Self::TooDeep => text!(
                "« {path} » imbrique plus de {MAX_DEPTH} éléments",
                "`{path}` nests more than {MAX_DEPTH} elements"
            ),
            Self::Element(name) => text!(
                "« {path} » contient un élément `{name}`, qui ne se publie pas",
                "`{path}` has an element `{name}`, which is not published"
            ),
        }
    }
}

/// The drawing without anything that acts, refers to other files or speaks to programs.
pub fn sanitize(content: &[u8]) -> Result<Drawing, Refusal> {
    let text = std::str::from_utf8(content).map_err(|_| Refusal::Malformed)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut writer = Writer::default();
    loop {
        match reader.read_event().map_err(|_| Refusal::Malformed)? {
            Event::Start(tag) if is_left_out(&tag) => {
                reader.read_to_end(tag.name()).map_err(|_| Refusal::Malformed)?;
            }
            Event::Start(tag) => writer.start(&tag)?,
            Event::End(_) => writer.end(),
            Event::Text(text) => writer.text(&text.xml10_content()),
            Event::CData(text) => writer.text(&text.xml10_content()),
            Event::GeneralRef(entity) => writer.text(&resolved(&entity)?),
            Event::Eof => return writer.finish(),
            _ => {}
        }
    }
}

fn is_left_out(tag: &BytesStart<'_>) -> bool {
    let name = tag.name().into_inner();
    name.contains(':') || IDLE.contains(&name)
}

fn resolved(entity: &BytesRef<'_>) -> Result<String, Refusal> {
    if let Some(c) = entity.resolve_char_ref().map_err(|_| Refusal::Malformed)? {
        return Ok(c.to_string());
    }
    let known = resolve_predefined_entity(entity);
    known.map(str::to_owned).ok_or(Refusal::Malformed)
}

#[derive(Default)]
struct Writer {
    out: String,
    open: Vec<String>,
    /// Whether nothing was written since the last start tag.
    is_empty: bool,
    /// Width and height, once the root has been read.
    size: Option<(u32, u32)>,
}

impl Writer {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        let name = tag.name().into_inner();
        let is_root = self.open.is_empty();
        if is_root && (name != "svg" || self.size.is_some() || is_foreign(tag)) {
            return Err(Refusal::NotSvg);
        }
        if !KEPT.contains(&name) {
            return Err(Refusal::Element(name.to_owned()));
        }
        if self.open.len() == MAX_DEPTH {
            return Err(Refusal::TooDeep);
        }
        self.out.push('<');
        self.out.push_str(name);
        if is_root {
            self.attribute("xmlns", NAMESPACE);
            self.size = Some(size(tag).ok_or(Refusal::NoSize)?);
        }
        let mut written = BTreeSet::new();
        for (key, value) in attributes(tag) {
            let Some(value) = kept_value(name, &key, &value) else { continue };
            let key = key.trim_start_matches("xlink:").to_owned();
            if !written.contains(&key) {
                self.attribute(&key, &value);
                written.insert(key);
            }
        }
        self.out.push('>');
        self.open.push(name.to_owned());
        self.is_empty = true;
        Ok(())
    }

    fn attribute(&mut self, key: &str, value: &str) {
        write!(self.out, " {key}=\"{}\"", escape(xml_text(value)))
            .expect("writing to a string never fails");
    }

    fn end(&mut self) {
        let Some(name) = self.open.pop() else { return };
        if std::mem::take(&mut self.is_empty) {
            self.out.truncate(self.out.len() - 1);
            self.out.push_str("/>");
        } else {
            write!(self.out, "</{name}>").expect("writing to a string never fails");
        }
    }

    fn text(&mut self, text: &str) {
        let is_shown = |name: &String| WORDED.contains(&name.as_str());
        if !text.is_empty() && self.open.last().is_some_and(is_shown) {
            self.is_empty = false;
            self.out.push_str(&escape(xml_text(text)));
        }
    }

    fn finish(self) -> Result<Drawing, Refusal> {
        if !self.open.is_empty() {
            return Err(Refusal::Malformed);
        }
        let (width, height) = self.size.ok_or(Refusal::NotSvg)?;
        Ok(Drawing { svg: self.out, width, height })
    }
}

/// A text without the characters that XML 1.0 has no place for.
fn xml_text(text: &str) -> String {
    let is_xml = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    text.chars().filter(|&c| is_xml(c)).collect()
}

/// Whether the root says that it belongs to another vocabulary.
fn is_foreign(tag: &BytesStart<'_>) -> bool {
    attributes(tag).any(|(key, value)| key == "xmlns" && value != NAMESPACE)
}

/// The attributes that can be read, with their entities resolved.
fn attributes(tag: &BytesStart<'_>) -> impl Iterator<Item = (String, String)> {
    tag.attributes().flatten().filter_map(|attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some((attribute.key.into_inner().to_owned(), value.into_owned()))
    })
}
