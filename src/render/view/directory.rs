//! Lists and tools: sections, offers, search, open data, site map, 404.

use super::{Card, Download, Hero, Link, MapView, Source, Subscribe, When};
use serde::Serialize;

/// A list of cards with its facets and its pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Listing {
    /// How many, in words: `14 espaces`.
    pub total: String,
    /// Facets, as links to other pages.
    pub facets: Vec<Facet>,
    /// Cards of this page.
    pub cards: Vec<Card>,
    /// Other pages of the list.
    pub pagination: Option<Pagination>,
    /// What to do when nothing is there.
    pub empty: Option<String>,
}

/// One way to narrow a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// `Nature`, `Département`.
    pub label: String,
    /// Its values, `tous` first.
    pub options: Vec<FacetOption>,
}

/// A value of a facet: a link to the page of what has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FacetOption {
    /// Address of the narrowed list.
    pub href: String,
    /// Its name.
    pub label: String,
    /// How many have it.
    pub count: Option<usize>,
    /// Whether the list is narrowed so.
    pub current: bool,
}

/// Pages of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Pagination {
    /// `Page 2 sur 5`.
    pub summary: String,
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
    /// Pages by number; one without an address stands for those left out.
    pub pages: Vec<PageNumber>,
}

/// A page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PageNumber {
    /// `2`, or `…`.
    pub text: String,
    /// Its address.
    pub href: Option<String>,
    /// Whether it is being read.
    pub current: bool,
}

/// The list of one section of a département.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Section {
    /// Title and promise.
    pub hero: Hero,
    /// The list.
    pub listing: Listing,
    /// Where they are, for places.
    pub map: Option<MapView>,
    /// Neighboring lists: all offers of the portal, the agenda of the département…
    pub links: Vec<Link>,
    /// Ways to subscribe, for an agenda.
    pub subscribe: Option<Subscribe>,
}

/// All offers of the portal.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Offers {
    /// Title and promise.
    pub hero: Hero,
    /// The list.
    pub listing: Listing,
    /// How fresh the offers are and where they come from.
    pub notice: Option<String>,
}

/// The search page; its results come from the script, its index is there without it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Search {
    /// Title of the page.
    pub title: String,
    /// Everything there is, by kind then by territory.
    pub index: Vec<LinkGroup>,
}

/// Links under one title.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LinkGroup {
    /// Its title.
    pub title: String,
    /// Where the title leads.
    pub href: Option<String>,
    /// Its links.
    pub links: Vec<Link>,
}

/// The open data of the portal.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Data {
    /// Title and promise.
    pub hero: Hero,
    /// Licence of the data.
    pub license: Link,
    /// Its data sets.
    pub datasets: Vec<Dataset>,
    /// Feeds and calendars.
    pub feeds: Vec<Link>,
    /// What maps and names are made from.
    pub credits: Vec<Source>,
}

/// A data set and its columns.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DatasetPage {
    /// Title, what is in it, its files.
    pub hero: Hero,
    /// The data set.
    pub dataset: Dataset,
    /// Its columns.
    pub fields: Vec<DataField>,
    /// Licence of the data.
    pub license: Link,
}

/// A data set.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Dataset {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// What is in it.
    pub description: Option<String>,
    /// `14 lignes`.
    pub count: String,
    /// When it last changed.
    pub updated: Option<When>,
    /// Its files.
    pub files: Vec<Download>,
    /// The schema that it follows.
    pub schema: Link,
}

/// A column of a data set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DataField {
    /// Name of the column.
    pub name: String,
    /// `texte`, `nombre`, `date`…, and whether it is always there.
    pub kind: String,
    /// What it holds.
    pub description: String,
}

/// The page of what a visitor keeps.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Shortlist {
    /// Title, and what the page is for.
    pub hero: Hero,
    /// Where there is something to keep.
    pub sources: Vec<Link>,
}

/// The way to every page of the portal.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Sitemap {
    /// Title of the page.
    pub title: String,
    /// The pages of the portal, then the lists of each territory.
    pub groups: Vec<LinkGroup>,
    /// Other pages of the map, where there are many territories.
    pub pagination: Option<Pagination>,
}

/// No page there.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NotFound {
    /// Title, sentence, ridgelines.
    pub hero: Hero,
    /// Where one may have wanted to go.
    pub suggestions: Vec<Link>,
}
