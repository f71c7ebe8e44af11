//! The portal and its territories: home, regions, départements, communes, comparison.

use super::{
    Argument, CardGroup, Committee, Contact, Entry, Fact, Figure, Hero, Html, Link,
    LocalContact, Locator, MapView, Objective, Pagination, Source, Sponsor,
    TestimonialCard,
};
use serde::Serialize;

/// The home of the portal.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Home {
    /// Title and promise.
    pub hero: Hero,
    /// Ways in: `Trouver un bureau`, `Trouver un logement`…
    pub doors: Vec<Door>,
    /// The text of the page.
    pub body: Html,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// Its key figures.
    pub figures: Vec<Figure>,
    /// Territories, on the map.
    pub map: Option<MapView>,
    /// Its départements and regions.
    pub territories: CardGroup,
    /// The next events.
    pub events: Option<CardGroup>,
    /// One story.
    pub testimonial: Option<TestimonialCard>,
    /// Offers, schemes, news.
    pub groups: Vec<CardGroup>,
}

/// A way in: a whole card that is a link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Door {
    /// Where it leads.
    pub href: String,
    /// What one finds there.
    pub title: String,
    /// One sentence.
    pub text: Option<String>,
    /// How many: `14 espaces`.
    pub count: Option<String>,
}

/// The list of départements and regions.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Departments {
    /// Title and promise.
    pub hero: Hero,
    /// Territories, on the map.
    pub map: Option<MapView>,
    /// Regions, then départements.
    pub groups: Vec<CardGroup>,
}

/// A region.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Region {
    /// Title and promise.
    pub hero: Hero,
    /// What every entry shows.
    pub entry: Entry,
    /// Said of a former region.
    pub former: Option<String>,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// Targets against results.
    pub objectives: Vec<Objective>,
    /// Its outline and its départements.
    pub map: Option<MapView>,
    /// Its départements.
    pub departments: CardGroup,
    /// Its schemes.
    pub schemes: Option<CardGroup>,
    /// Who answers.
    pub contact: Option<Contact>,
}

/// A département.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Department {
    /// Title and promise.
    pub hero: Hero,
    /// What every entry shows.
    pub entry: Entry,
    /// Ways in: its sections, with what they hold.
    pub doors: Vec<Door>,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// Its workspaces and offers.
    pub map: Option<MapView>,
    /// The next events.
    pub events: Option<CardGroup>,
    /// One story.
    pub testimonial: Option<TestimonialCard>,
    /// A few cards of each section.
    pub groups: Vec<CardGroup>,
    /// Targets against results.
    pub objectives: Vec<Objective>,
    /// Who answers.
    pub contact: Option<Contact>,
    /// Départements to look at as well.
    pub neighbors: Vec<Link>,
}

/// The sheet of a commune: what is there, for and against.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Commune {
    /// What every entry shows.
    pub entry: Entry,
    /// Population, postal code, group of communes.
    pub facts: Vec<Fact>,
    /// What speaks for it.
    pub advantages: Vec<Argument>,
    /// What speaks against it.
    pub drawbacks: Vec<Argument>,
    /// Shops, schools, care.
    pub services: Vec<String>,
    /// The nearest service of each kind.
    pub nearest: Option<Nearest>,
    /// Prices, rents, broadband, childcare.
    pub figures: Vec<Figure>,
    /// Where it is.
    pub map: Option<MapView>,
    /// Where it is, when its outline is known.
    pub locator: Option<Locator>,
    /// Where it is compared with others.
    pub compare: Option<String>,
    /// Who answers those who want to come.
    pub contact: Option<LocalContact>,
    /// Elected officials who sponsor newcomers.
    pub sponsors: Vec<Sponsor>,
    /// Those who receive newcomers.
    pub committees: Vec<Committee>,
    /// Workspaces, offers, events there.
    pub groups: Vec<CardGroup>,
}

/// The nearest service of each kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Nearest {
    /// Kinds of services that are there, in one line.
    pub here: Option<String>,
    /// The others, with where the nearest is.
    pub away: Vec<Fact>,
    /// How distances are told.
    pub method: Option<String>,
    /// Who says so.
    pub sources: Vec<Source>,
    /// Whether these are openly marked examples.
    pub example: bool,
}

/// Départements side by side.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Compare {
    /// Title and promise.
    pub hero: Hero,
    /// Caption of the table.
    pub caption: String,
    /// One column a département.
    pub columns: Vec<Link>,
    /// Where to read on.
    pub links: Vec<Link>,
    /// Rows in groups.
    pub groups: Vec<CompareGroup>,
    /// Pages of two of the départements, where one can also choose among them.
    pub pairs: Vec<Link>,
}

/// Communes side by side, chosen by the visitor.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareTowns {
    /// Title and promise.
    pub hero: Hero,
    /// Those that one can choose.
    pub towns: Vec<Link>,
    /// Pages of whole intercommunalities.
    pub communities: Vec<Link>,
}

/// The communes of an intercommunality side by side.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Neighbors {
    /// Title and promise.
    pub hero: Hero,
    /// Caption of the table.
    pub caption: String,
    /// Headers of its columns, after that of communes.
    pub columns: Vec<String>,
    /// A commune a row.
    pub rows: Vec<NeighborRow>,
    /// Whether openly marked examples are among the figures.
    pub example: bool,
    /// Its other pages.
    pub pagination: Option<Pagination>,
    /// Where to choose communes.
    pub links: Vec<Link>,
    /// Where the figures come from.
    pub sources: Vec<Source>,
}

/// A commune among its neighbors.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NeighborRow {
    /// Its sheet.
    pub town: Link,
    /// Its values, none where nobody knows.
    pub cells: Vec<Option<String>>,
}

/// Rows under one title.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareGroup {
    /// Its title.
    pub title: String,
    /// Its rows.
    pub rows: Vec<CompareRow>,
}

/// One thing compared.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareRow {
    /// What is compared.
    pub label: String,
    /// How it is computed.
    pub note: Option<String>,
    /// One cell a column.
    pub cells: Vec<CompareCell>,
}

/// The value of one département.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareCell {
    /// The value; none when nobody gave it.
    pub text: Option<String>,
    /// Its detail.
    pub href: Option<String>,
    /// Length of its bar, in percent of the greatest of the row (0 to 100).
    pub percent: Option<f32>,
    /// Who says so.
    pub source: Option<Source>,
}
