//! A workspace and an offer: places that one visits, rents, buys or takes over.

use super::{
    Argument, Badge, Card, Contact, Entry, Fact, FilterOption, Link, MapView, MaybeLink,
    When,
};
use serde::Serialize;

/// A telecentre, a coworking space, a public digital space…
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Workspace {
    /// What every entry shows.
    pub entry: Entry,
    /// Said when it is planned or closed.
    pub status: Option<Badge>,
    /// Lines of the address.
    pub address: Vec<String>,
    /// Its commune.
    pub commune: MaybeLink,
    /// `geo:` address for the visitor's own map application.
    pub geo: Option<String>,
    /// Where it is.
    pub map: Option<MapView>,
    /// The workspace that it is an annex of.
    pub parent: Option<Link>,
    /// Its annexes.
    pub annexes: Vec<Link>,
    /// Short facts: workstations, opened since, labels, audiences.
    pub facts: Vec<Fact>,
    /// Bookable and other rooms.
    pub rooms: Vec<Room>,
    /// Equipment: `value` is the slug that chooses the icon.
    pub equipment: Vec<FilterOption>,
    /// Service packs with their prices.
    pub packs: Vec<Pack>,
    /// Opening hours.
    pub hours: Option<Hours>,
    /// Its connection.
    pub broadband: Option<Broadband>,
    /// Who runs it.
    pub manager: Option<Contact>,
    /// Whom to ask, when it is not the manager.
    pub contact: Option<Contact>,
    /// Where to book.
    pub booking: Option<String>,
    /// Events that take place there.
    pub events: Vec<Card>,
    /// Offers bundled with it.
    pub offers: Vec<Card>,
}

/// A room.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Room {
    /// Its name.
    pub name: String,
    /// `12 places`.
    pub seats: Option<String>,
    /// Its price.
    pub price: Option<String>,
    /// What is in it.
    pub equipment: Vec<String>,
    /// Whether it can be booked.
    pub bookable: bool,
}

/// A service pack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// `120 €`; none when it is on request.
    pub price: Option<String>,
    /// `par mois`.
    pub unit: Option<String>,
    /// What it holds.
    pub contents: Vec<String>,
}

/// Opening hours of a week.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Hours {
    /// One row a day, or a run of days alike: `lundi à vendredi`, `9 h – 18 h`.
    pub rows: Vec<Fact>,
    /// What the rows cannot say: closed on public holidays, on appointment.
    pub note: Option<String>,
    /// The hours as JSON, for the script that says whether the place is open.
    pub spec: String,
    /// The clock that they follow, as the IANA names it.
    pub zone: String,
}

/// A connection to the Internet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Broadband {
    /// `Fibre`.
    pub technology: String,
    /// `300 Mbit/s`.
    pub down: Option<String>,
    /// `100 Mbit/s`.
    pub up: Option<String>,
    /// When it was measured.
    pub measured: Option<When>,
}

/// A house, a job, a business to take over…
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Offer {
    /// What every entry shows.
    pub entry: Entry,
    /// Available, under option, gone, expired.
    pub status: Badge,
    /// `98 000 €`, `420 € par mois`, a salary.
    pub price: Option<String>,
    /// `charges non comprises`, `soit 820 € par m²`.
    pub price_note: Option<String>,
    /// Surface, rooms, contract, telework…
    pub facts: Vec<Fact>,
    /// Energy rating, `A` to `G`.
    pub energy: Option<String>,
    /// Where it was found, and what that means.
    pub channel: Option<Argument>,
    /// When somebody last made sure of it.
    pub verified: Option<When>,
    /// Said when that was long ago.
    pub stale: Option<String>,
    /// Until when it holds.
    pub expires: Option<When>,
    /// Its commune.
    pub commune: MaybeLink,
    /// Where it is.
    pub map: Option<MapView>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// The qualified offer: activity, housing and workspace that go with it.
    pub bundle: Vec<Card>,
}
