//! What a page tells about the world around a body.

use super::super::{Directive, Image, Link};
use std::borrow::Cow;

/// The page that a body is rendered for.
pub trait Host {
    /// Where a link goes; `None` shows its text alone (the caller reports the link).
    fn link(&mut self, link: &Link) -> Option<Target>;

    /// The files of an image; `None` shows its alternative text instead.
    fn image(&mut self, image: &Image) -> Option<Picture>;

    /// The HTML of `::carte` or `::agenda`: trusted, well-formed, a block.
    fn directive(&mut self, directive: &Directive) -> String;

    /// The words that the HTML adds of itself.
    fn labels(&self) -> Labels {
        Labels::default()
    }

    /// A block of text starts: what [`Host::run`] remembers of the last one is over.
    fn start_block(&mut self) {}

    /// A run of text with its typography; the runs of a block come in order, never code
    /// nor addresses.
    fn run<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        Cow::Borrowed(text)
    }

    /// A text apart from the current block (an attribute, a caption) with its typography.
    fn phrase<'t>(&self, text: &'t str) -> Cow<'t, str> {
        Cow::Borrowed(text)
    }
}

/// Where a link goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The address.
    pub url: String,
    /// Whether it leaves the portal.
    pub external: bool,
    /// Said after the text: the type and size of a file (`PDF, 1,2 Mo`).
    pub note: Option<String>,
    /// The language of the page that it goes to, when it is another.
    pub language: Option<String>,
}

impl Target {
    /// A link to an address, external when it names a host.
    pub fn new(url: impl Into<String>) -> Self {
        let url = url.into();
        let external = ["http://", "https://", "//"].iter().any(|s| url.starts_with(s));
        Self { url, external, note: None, language: None }
    }
}

/// The files of an image.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// The image that every browser can show.
    pub url: String,
    /// Its size in pixels.
    pub size: Option<(u32, u32)>,
    /// Other widths of it (`srcset`), or empty.
    pub srcset: String,
    /// The width that it takes (`sizes`), or empty.
    pub sizes: String,
    /// Declarations for it (`data-css`), or empty.
    pub style: String,
    /// The same in better formats, the best first.
    pub sources: Vec<PictureSource>,
    /// Whether to load it only when it comes near.
    pub lazy: bool,
}

/// An image in one more format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureSource {
    /// Its media type (`image/webp`).
    pub media_type: String,
    /// Its widths (`srcset`).
    pub srcset: String,
}

/// The words that the HTML of a body adds of itself; French by default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Names the list of footnotes.
    pub notes: String,
    /// Names the link from a footnote back to the text; its number follows.
    pub back: String,
    /// Names a table; the names of its columns follow.
    pub table: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            notes: "Notes".to_owned(),
            back: "Retour au texte, note".to_owned(),
            table: "Tableau\u{a0}:".to_owned(),
        }
    }
}

/// Takes everything as it is written.
pub struct Verbatim;

impl Host for Verbatim {
    fn link(&mut self, link: &Link) -> Option<Target> {
        let url = link.destination.clone();
        Some(Target { url, external: false, note: None, language: None })
    }

    fn image(&mut self, image: &Image) -> Option<Picture> {
        Some(Picture { url: image.source.clone(), ..Picture::default() })
    }

    fn directive(&mut self, _: &Directive) -> String {
        String::new()
    }
}
