//! Where events take place: a workspace of the portal, or somewhere else.

use crate::geo::Position;
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::kind::{Event, Location, Workspace};
use crate::model::territory::Town;
use crate::render::context::Context;
use crate::render::part;
use crate::render::view::MaybeLink;

/// Where an event takes place.
pub struct Place {
    /// Its name, leading to the workspace when it is one.
    pub name: MaybeLink,
    /// Lines of its address.
    pub address: Vec<String>,
    /// Its commune.
    pub town: Option<Town>,
    /// Its position.
    pub position: Option<Position>,
}

/// Where an event takes place.
pub fn place_of(cx: &Context<'_>, event: &Event) -> Option<Place> {
    event.location.as_ref().map(|location| place_at(cx, location))
}

/// A workspace of the portal, or somewhere else.
pub fn place_at(cx: &Context<'_>, location: &Location) -> Place {
    match location {
        Location::Workspace(reference) => workspace(cx, reference.id),
        Location::Venue(venue) => Place {
            name: MaybeLink { text: cx.t(&venue.name), href: None },
            address: address(cx, venue.address.as_deref(), venue.commune),
            town: venue.commune,
            position: venue.position,
        },
    }
}

/// A workspace, named even when it has no page.
fn workspace(cx: &Context<'_>, id: EntryId) -> Place {
    let portal = cx.site.portal;
    let entry = portal.entry(cx.lang, id).or_else(|| portal.entry(portal.lang, id));
    let data = entry.and_then(Entry::is::<Workspace>);
    let street = data.and_then(|data| data.address.as_deref());
    let town = data.map(|data| data.commune);
    Place {
        name: MaybeLink {
            text: entry.map(|entry| cx.t(&entry.title)).unwrap_or_default(),
            href: cx.href_of(id),
        },
        address: address(cx, street, town),
        town,
        position: data.map(|data| data.position),
    }
}

/// The street, then the commune unless the street names it.
fn address(cx: &Context<'_>, street: Option<&str>, town: Option<Town>) -> Vec<String> {
    let town = town.map(|town| town.0.name);
    let town = town.filter(|town| !street.is_some_and(|street| street.contains(town)));
    let street = street.map(|street| part::lines(cx, street)).unwrap_or_default();
    street.into_iter().chain(town.map(|town| cx.t(town))).collect()
}
