//! Cards: a page seen from a list. One struct a kind, one template component each.

use super::{Badge, Html, Link, Picture, When};
use serde::Serialize;

/// What every card says.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CardHead {
    /// Address of the page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: Option<String>,
    /// Where it is: `Murat`, or `Murat, Cantal` outside the département's pages.
    pub place: Option<String>,
    /// Image of the page.
    pub picture: Option<Picture>,
    /// Whether the page is an openly marked example.
    pub example: bool,
    /// Language of the texts when it is not that of the page.
    pub lang: Option<String>,
}

/// A card of any kind; templates see `card.kind`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Card {
    /// See [`WorkspaceCard`].
    Workspace(WorkspaceCard),
    /// See [`OfferCard`].
    Offer(OfferCard),
    /// See [`EventCard`].
    Event(EventCard),
    /// See [`TestimonialCard`].
    Testimonial(TestimonialCard),
    /// See [`SchemeCard`].
    Scheme(SchemeCard),
    /// See [`PlainCard`].
    Training(PlainCard),
    /// See [`PlainCard`].
    Network(PlainCard),
    /// See [`PlainCard`].
    Welcome(PlainCard),
    /// See [`PlainCard`].
    Article(PlainCard),
    /// See [`PlainCard`].
    Commune(PlainCard),
    /// See [`TerritoryCard`].
    Territory(TerritoryCard),
}

/// A workspace.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct WorkspaceCard {
    /// What every card says.
    #[serde(flatten)]
    pub head: CardHead,
    /// `Télécentre`, `Annexe`…
    pub type_label: String,
    /// `12 postes`.
    pub seats: Option<String>,
    /// `Fibre, 300 Mbit/s`.
    pub broadband: Option<String>,
    /// Said when it is planned or closed.
    pub status: Option<Badge>,
    /// The few pieces of equipment that matter most, named.
    pub equipment: Vec<String>,
}

/// An offer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct OfferCard {
    /// What every card says.
    #[serde(flatten)]
    pub head: CardHead,
    /// `Maison à vendre`, `Emploi`…
    pub nature: String,
    /// `98 000 €`, `420 € par mois`, `CDI`.
    pub price: Option<String>,
    /// `4 pièces`, `120 m²`.
    pub features: Vec<String>,
    /// Available, under option, gone.
    pub status: Badge,
    /// `vérifiée le 3 mars 2026`.
    pub verified: Option<When>,
    /// Where it was found, when that matters: `Marché caché`.
    pub channel: Option<String>,
}

/// An occurrence of an event.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct EventCard {
    /// What every card says.
    #[serde(flatten)]
    pub head: CardHead,
    /// Day and time of the start, whole: `jeudi 9 octobre 2014, de 9 h à 17 h 30`.
    pub when: When,
    /// Number of the day for the date tile: `9`.
    pub day: String,
    /// Short month for the date tile: `oct.`.
    pub month: String,
    /// Year for the date tile.
    pub year: String,
    /// Instant of the end, milliseconds since 1970: what is over leaves at view time.
    pub ends_ms: i64,
    /// Cancelled, full, postponed.
    pub status: Option<Badge>,
    /// Theme.
    pub theme: Option<String>,
    /// Slug of the theme, for filters.
    pub theme_slug: Option<String>,
    /// Slug of the département, for filters.
    pub department: String,
    /// Whether one can attend from afar.
    pub online: bool,
    /// `chaque mois, 1er mardi`.
    pub recurrence: Option<String>,
}

/// Somebody's story.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TestimonialCard {
    /// What every card says; the title is that of the page.
    #[serde(flatten)]
    pub head: CardHead,
    /// Name of the person.
    pub name: String,
    /// `graphiste indépendante à Mende depuis 2019`.
    pub role: Option<String>,
    /// What they say.
    pub quote: Html,
}

/// A scheme.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SchemeCard {
    /// What every card says.
    #[serde(flatten)]
    pub head: CardHead,
    /// `Aide`, `Cluster`…
    pub type_label: String,
    /// `jusqu'à 10 000 €`.
    pub amount: Option<String>,
    /// `du 1er mars au 30 juin 2026`.
    pub window: Option<String>,
    /// Open, closed, soon closed.
    pub status: Option<Badge>,
}

/// A card without anything of its own: an article, a training, a network…
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PlainCard {
    /// What every card says.
    #[serde(flatten)]
    pub head: CardHead,
    /// Small text above the title: organization, sector.
    pub label: Option<String>,
    /// Day of publication, of the next session.
    pub date: Option<When>,
}

/// A département or a region.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TerritoryCard {
    /// What every card says.
    #[serde(flatten)]
    pub head: CardHead,
    /// INSEE code of a département.
    pub code: Option<String>,
    /// Its outline in a box of 100 units.
    pub outline: Option<String>,
    /// `12 espaces`, `8 offres`.
    pub counts: Vec<String>,
    /// Class that the page's token block gives the accent of the territory: `t-cantal`.
    pub accent: Option<String>,
}

/// A titled group of cards with the way to the rest.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CardGroup {
    /// Its title.
    pub title: String,
    /// A sentence under the title.
    pub lead: Option<String>,
    /// The cards.
    pub cards: Vec<Card>,
    /// The way to the whole list.
    pub more: Option<Link>,
}
