//! The page of a region: what it promised, and the départements that keep it.

use std::collections::BTreeSet;

use crate::geo;
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::kind::Region;
use crate::model::place::Kind;
use crate::render::context::Context;
use crate::render::view::{self, CardGroup};
use crate::render::{Built, card, map, page, part};

/// The page of a region.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    data: &'a Region,
) -> Built<'a, view::Region> {
    let departments = card::departments_of(cx, data);
    let title = cx.phrase("map_of", &[("name", &cx.t(&entry.title))]);
    let region = view::Region {
        hero: page::territory_hero(
            cx,
            entry,
            kind_label(cx, data),
            data.tagline.as_ref(),
        ),
        entry: part::entry(cx, entry, kind_label(cx, data)),
        former: data.former.then(|| former(cx, data)),
        arguments: part::arguments(cx, &data.arguments, entry),
        objectives: part::objectives(cx, &data.objectives),
        map: map::beside_body(entry, map::view(cx, title, &departments, &[])),
        departments: CardGroup {
            title: cx.label("kinds", Kind::Department.folder()),
            cards: card::cards(cx, departments.into_iter()),
            ..CardGroup::default()
        },
        schemes: schemes(cx, entry, data),
        contact: data.contact.as_ref().map(|contact| part::contact(cx, contact)),
    };
    (page::head(cx, entry), region)
}

fn kind_label(cx: &Context<'_>, data: &Region) -> String {
    cx.label("kind", if data.former { "ancienne-region" } else { Kind::Region.word() })
}

/// Which regions its départements belong to today.
fn former(cx: &Context<'_>, data: &Region) -> String {
    let codes: BTreeSet<&str> = data.departments.iter().map(|d| d.0.region).collect();
    let names: Vec<_> =
        codes.into_iter().filter_map(geo::region).map(|r| r.name).collect();
    cx.phrase("former_region", &[("regions", &names.join(", "))])
}

/// Its own schemes, then those of its départements that it puts forward.
fn schemes(cx: &Context<'_>, entry: &Entry, data: &Region) -> Option<CardGroup> {
    let own = cx.site.section(cx.lang, &entry.place.territory, Kind::Scheme);
    let named = data.schemes.iter().map(|scheme| scheme.id);
    let mut ids: Vec<EntryId> = own.to_vec();
    ids.extend(named.filter(|id| !own.contains(id) && cx.site.state(*id).is_listed()));
    let entries = ids.into_iter().filter_map(|id| cx.site.entry_or_default(cx.lang, id));
    let title = cx.label("kinds", Kind::Scheme.folder());
    card::group(title, card::cards(cx, entries), None)
}
