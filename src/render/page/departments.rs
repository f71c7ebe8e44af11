//! The list of départements and regions.

use crate::model::place::Kind;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::view::{Departments, Hero, Link, ridgelines};
use crate::render::{Built, card, map};
use crate::site::address::PageKey;

/// The page of all territories.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, Departments> {
    let departments = cx.site.departments(cx.lang);
    let title = cx.phrase("territories", &[]);
    let lead = cx.phrase("territories_lead", &[]);
    let compare =
        Link { href: cx.href(&PageKey::Compare), text: cx.phrase("see_compare", &[]) };
    let map = map::view(cx, title.clone(), &departments, &[]);
    let (regions, departments): (Vec<_>, Vec<_>) = cx
        .site
        .territories(cx.lang)
        .into_iter()
        .partition(|entry| entry.kind() == Kind::Region);
    let name = |kind: Kind| cx.label("kinds", kind.folder());
    let groups = [(Kind::Region, regions), (Kind::Department, departments)];
    let page = Departments {
        hero: Hero {
            title: title.clone(),
            lead: Some(lead.clone()),
            actions: vec![compare],
            ridges: ridgelines("territoires"),
            ..Hero::default()
        },
        map,
        groups: groups
            .into_iter()
            .filter_map(|(kind, entries)| {
                card::group(name(kind), card::cards(cx, entries.into_iter()), None)
            })
            .collect(),
    };
    (Head { title, description: Some(lead), ..Head::default() }, page)
}
