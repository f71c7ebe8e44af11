//! How many nodes a page costs: its elements, those inside drawings apart, as EcoIndex
//! counts them.

use html5gum::{Token, Tokenizer};

/// Elements that a parser adds where the page leaves them out.
const IMPLIED: [&str; 3] = ["html", "head", "body"];
/// Elements that count for one whatever is inside them: drawings, and what waits for a script.
const OPAQUE: [&str; 2] = ["svg", "template"];
/// Elements that always have an end tag, so that one can tell what is inside them.
const BLOCKS: &[&str] = &[
    "article", "aside", "div", "dl", "figure", "footer", "form", "header", "main", "nav",
    "ol", "section", "table", "ul",
];

/// The nodes of a page.
#[derive(Default)]
pub struct Nodes {
    /// All of them.
    pub total: usize,
    /// Each block of the content, with its nodes.
    pub parts: Vec<(String, usize)>,
    /// Blocks that are open, from `main` on; none outside it.
    open: usize,
    /// The opaque element that is open, and how many of its name.
    opaque: Option<(String, usize)>,
    implied: usize,
}

impl Nodes {
    /// Counts the nodes of a page.
    pub fn of(html: &str) -> Self {
        let mut nodes = Self::default();
        let html = without_texts(&without_texts(html, "script"), "style");
        for Ok(token) in Tokenizer::new(&html) {
            match token {
                Token::StartTag(tag) => {
                    let class = tag.attributes.get(&b"class"[..]);
                    let class = class.map(|class| String::from_utf8_lossy(class));
                    let name = String::from_utf8_lossy(&tag.name);
                    nodes.start(&name, &class.unwrap_or_default(), tag.self_closing);
                }
                Token::EndTag(tag) => nodes.end(&String::from_utf8_lossy(&tag.name)),
                _ => {}
            }
        }
        nodes.total += IMPLIED.len() - nodes.implied;
        nodes
    }

    /// The block of the content that has the most.
    pub fn heaviest(&self) -> String {
        let heaviest = self.parts.iter().max_by_key(|(_, n)| *n);
        heaviest.map_or_else(String::new, |(name, n)| format!("{n} in {name}"))
    }

    fn start(&mut self, name: &str, class: &str, self_closing: bool) {
        if let Some((element, depth)) = &mut self.opaque {
            *depth += usize::from(element == name && !self_closing);
            return;
        }
        if OPAQUE.contains(&name) && !self_closing {
            self.opaque = Some((name.to_owned(), 1));
        }
        self.total += 1;
        self.implied += usize::from(IMPLIED.contains(&name));
        let is_block = BLOCKS.contains(&name);
        if is_block && self.open == 1 {
            self.parts.push((format!("<{name} class=\"{class}\">"), 0));
        }
        if self.open > 1 || (is_block && self.open == 1) {
            self.parts.last_mut().expect("a block is open").1 += 1;
        }
        if name == "main" || (is_block && self.open > 0) {
            self.open += 1;
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((element, depth)) = &mut self.opaque {
            *depth -= usize::from(element == name);
            if *depth == 0 {
                self.opaque = None;
            }
        } else if self.open > 0 && BLOCKS.contains(&name) {
            self.open -= 1;
        }
    }
}

/// A page without what is inside elements that hold no HTML.
fn without_texts(html: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut parts = html.split(&open);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, rest) = part.split_once('>').unwrap_or((part, ""));
        let after = rest.split_once(&close).map_or("", |(_, after)| after);
        kept.extend([&open, tag, ">", &close, after]);
    }
    kept
}

#[test]
fn drawings_count_for_one() {
    let html = "<!DOCTYPE html><title>a</title><script>a<b</script><main><p>b<section class=c><ul><li>d<li><svg>\
                <g><svg></svg></g></svg></ul></section><div>e</div></main><p>";
    let nodes = Nodes::of(html);
    assert_eq!(nodes.total, 14);
    assert_eq!(nodes.heaviest(), "5 in <section class=\"c\">");
}
