//! What the pages of all entries share, and the two that have nothing more.

use super::{CardGroup, Figure, Html, Link, MaybeLink, Picture, Source, When};
use serde::Serialize;

/// The common part of a page made from one file.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Its kind: `Télécentre`, `Actualité`.
    pub kind_label: String,
    /// Its summary.
    pub lead: Option<String>,
    /// Its territory.
    pub territory: Option<MaybeLink>,
    /// Its image.
    pub picture: Option<Picture>,
    /// Its text.
    pub body: Html,
    /// Headings of the text, when there are enough of them to need a table.
    pub toc: Vec<Link>,
    /// Its key figures.
    pub figures: Vec<Figure>,
    /// Where its facts come from.
    pub sources: Vec<Source>,
    /// Day of publication.
    pub published: Option<When>,
    /// Day of the last change.
    pub updated: Option<When>,
    /// Its author.
    pub author: Option<String>,
    /// Key words.
    pub keywords: Vec<String>,
    /// Whether it is an openly marked example.
    pub example: bool,
    /// Language of its texts when it is not that of the page.
    pub lang: Option<String>,
    /// What to read next.
    pub related: Vec<CardGroup>,
}

/// A piece of news.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Article {
    /// What every entry shows.
    pub entry: Entry,
    /// The next more recent one.
    pub newer: Option<Link>,
    /// The next older one.
    pub older: Option<Link>,
}

/// A free page: legal notice, file, contact.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FreePage {
    /// What every entry shows.
    pub entry: Entry,
}
