//! Every page of the portal, by territory then by kind.

use jiff::civil::Date;

use crate::model::Entry;
use crate::model::place::{Kind, Territory};
use crate::render::context::Context;
use crate::render::layout::{Head, property_link};
use crate::render::page::home::page_regions;
use crate::render::view::{Link, LinkGroup, Sitemap};
use crate::render::{Built, part};
use crate::site::address::PageKey;

/// Pages that the program makes.
const TOOLS: [(PageKey, &str); 9] = [
    (PageKey::Home, "home"),
    (PageKey::Departments, "territories"),
    (PageKey::Map, "map"),
    (PageKey::Offers(None), "all_offers"),
    (PageKey::Agenda, "agenda"),
    (PageKey::AgendaPast, "agenda_past"),
    (PageKey::Compare, "compare"),
    (PageKey::Search, "search"),
    (PageKey::Data, "open_data"),
];

/// The page.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, Sitemap> {
    let title = cx.phrase("site_map", &[]);
    let departments = cx.site.departments(cx.lang).into_iter();
    let territories = page_regions(cx).into_iter().chain(departments);
    let mut groups = vec![portal(cx)];
    groups.extend(territories.map(|entry| territory(cx, entry)));
    (Head { title: title.clone(), ..Head::default() }, Sitemap { title, groups })
}

fn portal(cx: &Context<'_>) -> LinkGroup {
    let tools = TOOLS
        .iter()
        .map(|(key, text)| Link { href: cx.href(key), text: cx.phrase(text, &[]) });
    let pages = cx.site.all(cx.lang, Kind::Page).filter_map(|entry| cx.link_to(entry.id));
    let news = LinkGroup {
        title: cx.label("kinds", Kind::Article.folder()),
        href: super::search::whole(cx, Kind::Article),
        links: links(cx, &Territory::Portal, Kind::Article),
        groups: Vec::new(),
    };
    LinkGroup {
        title: cx.t(&cx.site.portal.settings(cx.lang).title),
        href: Some(cx.href(&PageKey::Home)),
        links: tools.chain(pages).collect(),
        groups: filled(vec![news, agenda(cx)]),
    }
}

/// The months of the agenda.
fn agenda(cx: &Context<'_>) -> LinkGroup {
    let own = cx.site.pages.iter().filter(|page| page.lang == cx.lang);
    let links = own.filter_map(|page| {
        let PageKey::AgendaMonth(year, month) = page.key else { return None };
        let text = cx.locale.month_year(Date::new(year, month, 1).ok()?);
        Some(Link { href: cx.site.base.href(&page.url), text })
    });
    LinkGroup {
        title: cx.phrase("agenda", &[]),
        href: Some(cx.href(&PageKey::Agenda)),
        links: links.collect(),
        groups: Vec::new(),
    }
}

fn territory(cx: &Context<'_>, entry: &Entry) -> LinkGroup {
    let territory = &entry.place.territory;
    let kinds = Kind::SECTIONS.into_iter().map(|kind| LinkGroup {
        title: cx.label("kinds", kind.folder()),
        href: part::section_link(cx, entry, kind).map(|link| link.href),
        links: links(cx, territory, kind),
        groups: Vec::new(),
    });
    LinkGroup {
        title: cx.t(&entry.title),
        href: cx.href_of(entry.id),
        links: property_link(cx, territory).into_iter().collect(),
        groups: filled(kinds.collect()),
    }
}

fn links(cx: &Context<'_>, territory: &Territory, kind: Kind) -> Vec<Link> {
    let list = cx.site.list(cx.lang, territory, kind);
    list.filter_map(|entry| cx.link_to(entry.id)).collect()
}

fn filled(mut groups: Vec<LinkGroup>) -> Vec<LinkGroup> {
    groups.retain(|group| !group.links.is_empty());
    groups
}
