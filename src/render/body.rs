//! A body as HTML: its links, images and dynamic blocks find their page here.

use std::borrow::Cow;

use crate::model::Entry;
use crate::parse::markdown::{
    self, Body, Directive, Host, Image, Labels, Link, Name, Picture, PictureSource,
    Target,
};
use crate::render::context::Context;
use crate::render::map;
use crate::render::page::agenda;
use crate::render::view::{Html, sizes};
use crate::site::link::{self, Destination};
use crate::text::typography::Typographer;

/// The text of an entry.
pub fn body(cx: &Context<'_>, entry: &Entry) -> Html {
    let Some(body) = &entry.body else { return Html::default() };
    Html(render(cx, body, entry))
}

fn render(cx: &Context<'_>, body: &Body, entry: &Entry) -> String {
    let mut host = PageHost {
        cx,
        entry,
        typographer: Typographer::new(entry.body_lang),
        mapped: false,
    };
    markdown::render(body, &mut host)
}

/// The table of contents, when there are enough headings to need one.
pub fn contents(cx: &Context<'_>, entry: &Entry) -> Vec<crate::render::view::Link> {
    const ENOUGH: usize = 4;
    let headings = entry.body.as_deref().map(Body::contents).unwrap_or_default();
    if headings.len() < ENOUGH {
        return Vec::new();
    }
    let link = |heading: &markdown::Heading| crate::render::view::Link {
        href: format!("#{}", heading.anchor),
        text: cx.t(&heading.text),
    };
    headings.iter().map(|entry| link(entry.heading)).collect()
}

struct PageHost<'a> {
    cx: &'a Context<'a>,
    entry: &'a Entry,
    typographer: Typographer,
    /// Whether a map was already drawn: a page has one.
    mapped: bool,
}

impl PageHost<'_> {
    fn from(&self) -> &str {
        &self.cx.world.sources.get(self.entry.body_source).path
    }

    fn file_note(&self, href: &str) -> Option<String> {
        let world = self.cx.world;
        let to =
            link::follow(self.cx.site, world.sources, self.cx.lang, self.from(), href);
        let Destination::File(path) = to else { return None };
        let file = world.plan.file(&path)?;
        let size = file.bytes.map(|bytes| file_size(self.cx, bytes));
        let note: Vec<_> =
            [Some(file.format.clone()), size].into_iter().flatten().collect();
        Some(note.join(", "))
    }
}

/// `1,2 Mo`.
pub fn file_size(cx: &Context<'_>, bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal at most")]
    let bytes = bytes as f64;
    let (value, unit, decimals) = match bytes {
        b if b < 1e6 => ((b / 1e3).max(1.0), "kilobyte", 0),
        b => (b / 1e6, "megabyte", 1),
    };
    let number = cx.locale.number_fixed(value, decimals);
    cx.phrase(unit, &[("n", &number)])
}

impl Host for PageHost<'_> {
    fn link(&mut self, link: &Link) -> Option<Target> {
        let url = self.cx.follow(&link.destination, self.from())?;
        Some(Target { note: self.file_note(&link.destination), ..Target::new(url) })
    }

    fn image(&mut self, image: &Image) -> Option<Picture> {
        let path = link::resolve(self.from(), &image.source)?;
        let planned = self.cx.world.plan.picture(&path)?;
        let set =
            |set: &Option<String>| set.as_deref().map(|set| self.cx.candidates(set));
        let sources = set(&planned.webp)
            .map(|srcset| PictureSource { media_type: "image/webp".into(), srcset });
        Some(Picture {
            url: self.cx.site.base.href(&planned.src),
            size: Some((planned.width, planned.height)),
            srcset: set(&planned.srcset).unwrap_or_default(),
            sizes: planned
                .srcset
                .as_ref()
                .map(|_| sizes::TEXT.into())
                .unwrap_or_default(),
            style: self.cx.background(planned).unwrap_or_default(),
            sources: sources.into_iter().collect(),
            lazy: true,
        })
    }

    fn directive(&mut self, directive: &Directive) -> String {
        match directive.name {
            Name::Carte if std::mem::replace(&mut self.mapped, true) => String::new(),
            Name::Carte => map::directive(self.cx, directive, self.entry),
            Name::Agenda => agenda::directive(self.cx, directive, self.entry),
            _ => String::new(),
        }
    }

    fn labels(&self) -> Labels {
        Labels {
            notes: self.cx.phrase("notes", &[]),
            back: self.cx.phrase("note_back", &[]),
            table: self.cx.phrase("table", &[]),
        }
    }

    fn start_block(&mut self) {
        self.typographer = Typographer::new(self.entry.body_lang);
    }

    fn run<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        self.typographer.run(text)
    }

    fn phrase<'t>(&self, text: &'t str) -> Cow<'t, str> {
        crate::text::typography::typeset(text, self.entry.body_lang)
    }
}
