//! The map of the whole portal.

use crate::model::Entry;
use crate::model::place::{Kind, Territory};
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::view::{Hero, Link, MapPage, ridgelines};
use crate::render::{Built, map};

/// Kinds that the map shows.
pub const PLACED: [Kind; 3] = [Kind::Workspace, Kind::Offer, Kind::Commune];

/// The page of the map.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, MapPage> {
    let departments = cx.site.departments(cx.lang);
    let entries = entries(cx);
    let title = cx.phrase("map", &[]);
    let lead = cx.phrase("map_lead", &[]);
    let page = MapPage {
        hero: Hero {
            title: title.clone(),
            lead: Some(lead.clone()),
            ridges: ridgelines("carte"),
            ..Hero::default()
        },
        map: map::view(cx, title.clone(), &departments, &entries).unwrap_or_default(),
        data: data(cx),
    };
    (Head { title, description: Some(lead), ..Head::default() }, page)
}

/// Everything that the map of the portal shows.
pub fn entries<'a>(cx: &Context<'a>) -> Vec<&'a Entry> {
    let departments = cx.site.departments(cx.lang).into_iter();
    departments.flat_map(|entry| places(cx, &entry.place.territory)).collect()
}

/// Everything in a territory that a map can show, whatever the language of its page:
/// a place is there for those who read another one too. Communes that nobody wrote about are
/// left out: hundreds of them would hide what one looks for.
pub(super) fn places<'a>(cx: &Context<'a>, territory: &Territory) -> Vec<&'a Entry> {
    let all = PLACED.into_iter().flat_map(|kind| known(cx, territory, kind));
    let is_bare = |entry: &Entry| {
        entry.kind() == Kind::Commune
            && cx.site.portal.catalog.get(entry.id).made.is_some()
    };
    all.filter(|entry| !is_bare(entry) && map::position(cx, entry).is_some()).collect()
}

/// Listed entries of a kind, in the language of the page or else in the default one.
pub(super) fn known<'a>(
    cx: &Context<'a>,
    territory: &Territory,
    kind: Kind,
) -> Vec<&'a Entry> {
    let all = cx.site.list(cx.site.portal.lang, territory, kind);
    all.filter_map(|entry| cx.site.entry_or_default(cx.lang, entry.id)).collect()
}

/// The same places as open data.
fn data(cx: &Context<'_>) -> Vec<Link> {
    let there = |kind: &Kind| cx.site.all(cx.site.portal.lang, *kind).next().is_some();
    let link = |kind: Kind| {
        let folder = kind.folder();
        Link {
            href: cx.site.base.href(&format!("/donnees/{folder}.geojson")),
            text: format!("{} (GeoJSON)", cx.label("kinds", folder)),
        }
    };
    [Kind::Workspace, Kind::Offer].into_iter().filter(there).map(link).collect()
}
