//! A page as a reader meets it: its headings, texts, links and images in order. Goldens
//! are written in this form, so that they hold whether pages are minified or not.

use html5gum::{Token, Tokenizer};

const BLOCKS: &[&str] = &[
    "p",
    "li",
    "dt",
    "dd",
    "tr",
    "div",
    "section",
    "figure",
    "figcaption",
    "blockquote",
    "caption",
    "summary",
    "label",
    "legend",
    "form",
    "nav",
    "ol",
    "ul",
    "table",
    "button",
];
const SILENT: &[&str] = &["script", "style", "svg", "template"];
/// Elements without an end tag.
const VOID: &[&str] =
    &["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// The outline of the `<main>` of a page.
pub fn main_of(html: &str) -> String {
    let mut outline = Outline::default();
    for Ok(token) in Tokenizer::new(html) {
        outline.token(token);
    }
    outline.finish()
}

#[derive(Default)]
struct Outline {
    inside: bool,
    /// The element that no reader meets, and how many of its name are open.
    silent: Option<(String, usize)>,
    line: String,
    lines: Vec<String>,
    links: Vec<Option<String>>,
}

impl Outline {
    fn token(&mut self, token: Token) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |key: &str| {
                    let value = tag.attributes.get(key.as_bytes())?;
                    Some(String::from_utf8_lossy(value).into_owned())
                };
                self.start(&name, tag.self_closing, attribute);
            }
            Token::EndTag(tag) => self.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if self.inside && self.silent.is_none() => {
                self.line.push_str(&String::from_utf8_lossy(&text));
            }
            _ => {}
        }
    }

    fn start(
        &mut self,
        name: &str,
        self_closing: bool,
        attribute: impl Fn(&str) -> Option<String>,
    ) {
        self.inside |= name == "main";
        if !self.inside {
            return;
        }
        let is_hidden = attribute("hidden").is_some() || SILENT.contains(&name);
        if let Some((element, depth)) = &mut self.silent {
            *depth += usize::from(element == name);
            return;
        }
        if is_hidden {
            let opens = !self_closing && !VOID.contains(&name);
            self.silent = opens.then(|| (name.to_owned(), 1));
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                let level = name[1..].parse().unwrap_or(1);
                self.line.push_str(&format!("{} ", "#".repeat(level)));
            }
            "a" => {
                let href = attribute("href");
                if href.is_some() {
                    self.line.push('[');
                }
                self.links.push(href);
            }
            "img" => {
                let alt = attribute("alt").unwrap_or_default();
                self.line.push_str(&format!("![{alt}] "));
            }
            "td" | "th" => self.line.push_str(" | "),
            name if BLOCKS.contains(&name) => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((element, depth)) = &mut self.silent {
            *depth -= usize::from(element == name);
            if *depth == 0 {
                self.silent = None;
            }
            return;
        }
        if !self.inside {
            return;
        }
        match name {
            "main" => {
                self.flush();
                self.inside = false;
            }
            "a" => {
                if let Some(Some(href)) = self.links.pop() {
                    self.line.push_str(&format!("]({href})"));
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.flush(),
            name if BLOCKS.contains(&name) => self.flush(),
            _ => {}
        }
    }

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let words: Vec<_> =
            line.split([' ', '\n', '\t', '\r']).filter(|w| !w.is_empty()).collect();
        if !words.is_empty() {
            self.lines.push(words.join(" "));
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        self.lines.join("\n") + "\n"
    }
}
