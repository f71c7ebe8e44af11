//! Settling in: welcome, testimonials, networks of members.

use super::{
    Argument, Card, Contact, Entry, Fact, Figure, Hero, Html, Link, MaybeLink,
    Pagination, Shares,
};
use serde::Serialize;

/// A welcome programme.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Welcome {
    /// What every entry shows.
    pub entry: Entry,
    /// The way in, step by step.
    pub steps: Vec<Step>,
    /// What one should know before coming.
    pub warnings: Vec<Argument>,
    /// What is offered.
    pub services: Vec<Argument>,
    /// Who answers where, the nearest first.
    pub contacts: Vec<LocalContact>,
    /// Elected officials who sponsor newcomers.
    pub sponsors: Vec<Sponsor>,
    /// Welcome committees.
    pub committees: Vec<Committee>,
    /// Welcome ceremonies.
    pub ceremonies: Vec<String>,
    /// Schemes that help.
    pub aids: Vec<Card>,
}

/// A step of the way in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What happens.
    pub title: String,
    /// `six mois avant`.
    pub when: Option<String>,
    /// Who does it.
    pub who: Option<String>,
    /// How.
    pub text: Html,
}

/// Whom to ask in a territory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LocalContact {
    /// Commune, group of communes or département.
    pub territory: MaybeLink,
    /// Who answers.
    pub contact: Contact,
}

/// An elected official who sponsors newcomers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sponsor {
    /// Name.
    pub name: String,
    /// `maire`.
    pub mandate: Option<String>,
    /// Commune.
    pub commune: Option<MaybeLink>,
}

/// A welcome committee.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Committee {
    /// Its name.
    pub name: String,
    /// Its commune.
    pub commune: Option<MaybeLink>,
    /// Who answers.
    pub contact: Option<Contact>,
}

/// Somebody's story.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Testimonial {
    /// What every entry shows.
    pub entry: Entry,
    /// Who speaks.
    pub name: String,
    /// `graphiste indépendante`.
    pub role: Option<String>,
    /// What they say.
    pub quote: Html,
    /// Commune, origin, arrival, sector.
    pub facts: Vec<Fact>,
}

/// A network and the directory of its members.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Network {
    /// What every entry shows.
    pub entry: Entry,
    /// Who carries it, announced size, meetings.
    pub facts: Vec<Fact>,
    /// Announced size, with its source.
    pub size: Option<Figure>,
    /// What it offers.
    pub services: Vec<Argument>,
    /// Shares that somebody published.
    pub published: Option<Shares>,
    /// Shares computed from the directory.
    pub computed: Option<Shares>,
    /// The directory, when it is short.
    pub directory: Option<Directory>,
    /// Its own page, when it is long.
    pub members: Option<Link>,
    /// What its members commit to.
    pub charter: Vec<String>,
    /// Its next meetings.
    pub meetings: Vec<Card>,
    /// Who answers.
    pub contact: Option<Contact>,
}

/// A page of the members of a network.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DirectoryPage {
    /// Title and promise.
    pub hero: Hero,
    /// The members.
    pub directory: Directory,
    /// Other pages of the directory.
    pub pagination: Option<Pagination>,
}

/// Members of a network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Directory {
    /// The members, by sector.
    pub sectors: Vec<Sector>,
    /// Whether all of them are openly marked examples.
    pub example: bool,
    /// Whether the whole directory is here, so that a filter tells the truth.
    pub whole: bool,
}

/// Members of one sector.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sector {
    /// Anchor.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `12 membres`.
    pub count: String,
    /// Its members, sorted by name.
    pub members: Vec<Member>,
}

/// A member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Name.
    pub name: String,
    /// What they do.
    pub activity: String,
    /// Where.
    pub commune: Option<MaybeLink>,
    /// `depuis 2023`.
    pub since: Option<String>,
    /// Address of their site.
    pub site: Option<String>,
    /// Whether it is an openly marked example.
    pub example: bool,
}
