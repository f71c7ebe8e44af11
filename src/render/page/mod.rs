//! One file a page: from the model to the view of its template.

pub mod agenda;
pub mod article;
pub mod budget;
pub mod commune;
pub mod compare;
pub mod compare_towns;
pub mod connectivity;
pub mod data;
pub mod department;
pub mod departments;
pub mod directory;
pub mod event;
pub mod free;
pub mod home;
pub mod map;
pub mod network;
pub mod not_found;
pub mod offer;
pub mod offers;
pub mod property;
pub mod region;
pub mod scheme;
pub mod search;
pub mod section;
pub mod service;
pub mod shortlist;
pub mod sitemap;
pub mod statement;
pub mod stub;
pub mod styleguide;
pub mod testimonial;
pub mod training;
pub mod welcome;
pub mod workspace;

use crate::model::Entry;
use crate::model::place::{Kind, Territory};
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::part;
use crate::render::view::{Hero, Link, ridgelines, sizes};
use crate::site::address::PageKey;

/// The head of the page of an entry.
pub fn head<'a>(cx: &Context<'a>, entry: &'a Entry) -> Head<'a> {
    Head {
        title: cx.t(&entry.title),
        description: entry.common.summary.as_ref().map(|summary| cx.line(summary)),
        trail: trail(cx, entry),
        territory: Some(&entry.place.territory),
        entry: Some(entry),
        picture: cx.picture(entry, sizes::ENTRY, false),
        ..Head::default()
    }
}

/// What opens the page of a territory: its name, its promise, its photo or its skyline.
fn territory_hero(
    cx: &Context<'_>,
    entry: &Entry,
    kicker: String,
    tagline: Option<&String>,
) -> Hero {
    let tagline = tagline.map(|tagline| cx.t(tagline));
    let summary = entry.common.summary.as_ref().map(|summary| cx.line(summary));
    let lead: Vec<String> = tagline.into_iter().chain(summary).collect();
    Hero {
        kicker: Some(kicker),
        title: cx.t(&entry.title),
        lead: (!lead.is_empty()).then(|| lead.join(" ")),
        picture: home::wide(cx, entry),
        ridges: ridgelines(&part::skyline(cx, Some(&entry.place.territory))),
        ..Hero::default()
    }
}

/// The way from the home to an entry: its territory, then its list.
fn trail(cx: &Context<'_>, entry: &Entry) -> Vec<Link> {
    let territories = || Link {
        href: cx.href(&PageKey::Departments),
        text: cx.phrase("territories", &[]),
    };
    match (&entry.place.territory, entry.kind()) {
        (_, Kind::Department | Kind::Region) => vec![territories()],
        (Territory::Portal, Kind::Article) => vec![Link {
            href: cx.href(&PageKey::News(1)),
            text: cx.label("kinds", Kind::Article.folder()),
        }],
        (Territory::Portal, _) => Vec::new(),
        (Territory::Region(slug), _) => region(cx, slug).into_iter().collect(),
        (territory @ Territory::Department(_), kind) => {
            let department = cx.site.department_of(cx.lang, territory);
            let home = department.and_then(|entry| cx.link_to(entry.id));
            let list = department.and_then(|entry| part::section_link(cx, entry, kind));
            home.into_iter().chain(list).collect()
        }
    }
}

fn region(cx: &Context<'_>, slug: &str) -> Option<Link> {
    let regions = cx.site.all(cx.site.portal.lang, Kind::Region);
    let mut found = regions.filter(|entry| entry.place.slug == slug);
    cx.link_to(found.next()?.id)
}
