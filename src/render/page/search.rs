//! The search page. Its results come from a script; what stands here without it is an
//! index by kind, light because every page is on the site map.

use crate::model::place::{Kind, Territory};
use crate::render::context::Context;
use crate::render::layout::{Head, property_link};
use crate::render::view::{Link, LinkGroup, Search};
use crate::render::{Built, card, part};
use crate::site::address::PageKey;

/// Lists of kinds that one page holds.
const MOST: usize = 120;

/// The page.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, Search> {
    let title = cx.phrase("search", &[]);
    let kinds = Kind::SECTIONS.into_iter().chain([Kind::Property]);
    let mut index = vec![territories(cx)];
    index.retain(|group| !group.links.is_empty());
    index.extend(lists(kinds.map(|kind| of_kind(cx, kind)).collect()));
    index.push(others(cx));
    (Head { title: title.clone(), ..Head::default() }, Search { title, index })
}

fn territories(cx: &Context<'_>) -> LinkGroup {
    let all = cx.site.territories(cx.lang).into_iter();
    LinkGroup {
        title: cx.phrase("territories", &[]),
        href: Some(cx.href(&PageKey::Departments)),
        links: all.filter_map(|entry| cx.link_to(entry.id)).collect(),
    }
}

/// The kinds that have lists. Where those are too many for one page, only the kinds with a
/// list for the whole portal: each territory leads to its own.
fn lists(mut kinds: Vec<LinkGroup>) -> Vec<LinkGroup> {
    kinds.retain(|group| !group.links.is_empty());
    if kinds.iter().map(|group| group.links.len()).sum::<usize>() > MOST {
        kinds.retain(|group| group.href.is_some());
        kinds.iter_mut().for_each(|group| group.links.clear());
    }
    kinds
}

/// The lists of a kind, one a département.
fn of_kind(cx: &Context<'_>, kind: Kind) -> LinkGroup {
    let list = |territory: &Territory| {
        let entry = cx.site.department_of(cx.lang, territory)?;
        let name = cx.t(&entry.title);
        if kind == Kind::Property {
            return property_link(cx, territory).map(|link| Link { text: name, ..link });
        }
        let link = part::section_link(cx, entry, kind)?;
        let n = card::listed(cx, cx.lang, territory, kind);
        let count = card::counted(cx, kind, n);
        let text = cx.phrase("named_count", &[("name", &name), ("count", &count)]);
        Some(Link { text, ..link })
    };
    let departments = cx.site.departments(cx.lang).into_iter();
    LinkGroup {
        title: cx.label("kinds", kind.folder()),
        href: whole(cx, kind),
        links: departments.filter_map(|entry| list(&entry.place.territory)).collect(),
    }
}

/// The list of a kind for the whole portal, where there is one.
pub(super) fn whole(cx: &Context<'_>, kind: Kind) -> Option<String> {
    let key = PageKey::whole(kind)?;
    cx.site.page(cx.lang, &key).map(|page| cx.site.base.href(&page.url))
}

/// The pages of the portal itself, and the way to every other one.
fn others(cx: &Context<'_>) -> LinkGroup {
    let pages = cx.site.all(cx.lang, Kind::Page).filter_map(|entry| cx.link_to(entry.id));
    let tools = [(PageKey::Compare, "compare"), (PageKey::Data, "open_data")];
    let link = |(key, text): (PageKey, &str)| Link {
        href: cx.href(&key),
        text: cx.phrase(text, &[]),
    };
    LinkGroup {
        title: cx.phrase("site_map", &[]),
        href: Some(cx.href(&PageKey::Sitemap(1))),
        links: tools.map(link).into_iter().chain(pages).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(n: usize, href: Option<&str>) -> LinkGroup {
        let href = href.map(str::to_owned);
        LinkGroup { href, links: vec![Link::default(); n], ..LinkGroup::default() }
    }

    #[test]
    fn kinds_without_lists_go() {
        let shown = lists(vec![kind(0, Some("/offres/")), kind(2, None)]);
        assert_eq!(shown, [kind(2, None)]);
    }

    #[test]
    fn where_lists_are_too_many_whole_ones_stand_alone() {
        let shown = lists(vec![kind(MOST, Some("/offres/")), kind(1, None)]);
        assert_eq!(shown, [kind(0, Some("/offres/"))]);
    }
}
