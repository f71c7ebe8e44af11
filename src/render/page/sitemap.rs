//! The site map: the pages of the portal, then each territory with its lists, which lead to
//! every entry.

use crate::model::Entry;
use crate::model::place::{Kind, Territory};
use crate::render::context::Context;
use crate::render::layout::{Head, property_link};
use crate::render::pagination::{numbered, pagination};
use crate::render::view::{Link, LinkGroup, Sitemap};
use crate::render::{Built, part};
use crate::site::address::{PageKey, is_statement};
use crate::site::list::{self, CARDS};

/// Pages that the program makes.
const TOOLS: [(PageKey, &str); 12] = [
    (PageKey::Home, "home"),
    (PageKey::Departments, "territories"),
    (PageKey::Map, "map"),
    (PageKey::Offers(None, 1), "all_offers"),
    (PageKey::Agenda(1), "agenda"),
    (PageKey::AgendaPast(1), "agenda_past"),
    (PageKey::Compare, "compare"),
    (PageKey::CompareTowns, "compare_towns"),
    (PageKey::Budget, "budget"),
    (PageKey::Search, "search"),
    (PageKey::Data, "open_data"),
    (PageKey::Accessibility, "statement"),
];

/// Page `n`, from 1.
pub fn build<'a>(cx: &Context<'a>, n: usize) -> Built<'a, Sitemap> {
    let title = cx.phrase("site_map", &[]);
    let territories = cx.site.territories(cx.lang);
    let total = territories.len();
    let shown = list::page(territories.into_iter(), n, CARDS);
    let shown = shown.map(|entry| territory(cx, entry));
    let page = Sitemap {
        title: title.clone(),
        groups: (n == 1).then(|| portal(cx)).into_iter().chain(shown).collect(),
        pagination: pagination(cx, n, total, CARDS, PageKey::Sitemap),
    };
    (Head { title: numbered(cx, title, n), ..Head::default() }, page)
}

fn portal(cx: &Context<'_>) -> LinkGroup {
    let tools = TOOLS
        .iter()
        .filter(|(key, _)| cx.site.page(cx.lang, key).is_some())
        .map(|(key, text)| Link { href: cx.href(key), text: cx.phrase(text, &[]) });
    let pages = cx.site.all(cx.lang, Kind::Page);
    let pages = pages.filter(|entry| !is_statement(&entry.place));
    let pages = pages.filter_map(|entry| cx.link_to(entry.id));
    LinkGroup {
        title: cx.t(&cx.site.portal.settings(cx.lang).title),
        href: Some(cx.href(&PageKey::Home)),
        links: tools.chain(news(cx)).chain(pages).collect(),
    }
}

fn news(cx: &Context<'_>) -> Option<Link> {
    let n = cx.site.section(cx.lang, &Territory::Portal, Kind::Article).len();
    let link = Link {
        href: super::search::whole(cx, Kind::Article)?,
        text: cx.label("kinds", Kind::Article.folder()),
    };
    Some(counted(cx, link, n))
}

/// A territory with its lists.
fn territory(cx: &Context<'_>, entry: &Entry) -> LinkGroup {
    let territory = &entry.place.territory;
    let lists = Kind::SECTIONS.into_iter().filter_map(|kind| {
        let n = cx.site.section(cx.lang, territory, kind).len();
        Some(counted(cx, part::section_link(cx, entry, kind)?, n))
    });
    LinkGroup {
        title: cx.t(&entry.title),
        href: cx.href_of(entry.id),
        links: lists.chain(property_link(cx, territory)).collect(),
    }
}

/// `Offres (5)`.
fn counted(cx: &Context<'_>, link: Link, n: usize) -> Link {
    let holes = [("name", link.text.as_str()), ("n", &n.to_string())];
    Link { text: cx.phrase("name_and_number", &holes), href: link.href }
}
