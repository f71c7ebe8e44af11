//! The Markdown stage from text to HTML.

mod directives;
mod output;
mod queries;
mod safety;
mod sound;

use super::*;
use std::borrow::Cow;

/// A page: `.md` links lose their extension, `absent` is nowhere, quotation marks become
/// French ones in turn within a block.
#[derive(Default)]
struct Page {
    is_open: bool,
}

impl Host for Page {
    fn link(&mut self, link: &Link) -> Option<Target> {
        let url = link.destination.replace(".md", "/");
        let note = url.ends_with(".pdf").then(|| "PDF, 1,2 Mo".to_owned());
        (url != "absent").then(|| Target { note, ..Target::new(url) })
    }

    fn image(&mut self, image: &Image) -> Option<Picture> {
        let url = format!("/m/{}", image.source);
        let picture =
            Picture { url, size: Some((40, 30)), lazy: true, ..Picture::default() };
        (image.source != "absent").then_some(picture)
    }

    fn directive(&mut self, directive: &Directive) -> String {
        let attributes = directive.attributes.iter();
        let text: Vec<_> =
            attributes.map(|a| format!("{}-{}", a.name, a.value)).collect();
        let text = text.join(" ").replace(['<', '&', '"'], "");
        format!("<tt-{0} onload=\"ours\">{text}</tt-{0}>", directive.name.word())
    }

    fn start_block(&mut self) {
        self.is_open = false;
    }

    fn run<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        if !text.contains('"') {
            return Cow::Borrowed(text);
        }
        let quote = |c| if c == '"' { self.quote() } else { c };
        Cow::Owned(text.chars().map(quote).collect())
    }

    fn phrase<'t>(&self, text: &'t str) -> Cow<'t, str> {
        Cow::Owned(Page::default().run(text).into_owned())
    }
}

impl Page {
    fn quote(&mut self) -> char {
        self.is_open = !self.is_open;
        if self.is_open { '«' } else { '»' }
    }
}

fn html(text: &str) -> String {
    render(&parse(text, 0).0, &mut Page::default())
}

/// The problems of a text, each with the part that it points at.
fn problems(text: &str) -> Vec<(&str, ProblemKind)> {
    let problems = parse(text, 0).1.into_iter();
    problems.map(|problem| (&text[problem.span], problem.kind)).collect()
}
