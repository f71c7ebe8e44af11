//! The page for addresses that lead nowhere.

use crate::render::Built;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::view::{Hero, Link, NotFound, ridgelines};
use crate::site::address::PageKey;

/// Where one may have wanted to go.
const SUGGESTIONS: [(PageKey, &str); 5] = [
    (PageKey::Home, "home"),
    (PageKey::Map, "map"),
    (PageKey::Agenda(1), "agenda"),
    (PageKey::Search, "search"),
    (PageKey::Sitemap(1), "site_map"),
];

/// The page.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, NotFound> {
    let title = cx.phrase("not_found", &[]);
    let link = |(key, text): (PageKey, &str)| Link {
        href: cx.href(&key),
        text: cx.phrase(text, &[]),
    };
    let page = NotFound {
        hero: Hero {
            title: title.clone(),
            lead: Some(cx.phrase("not_found_lead", &[])),
            ridges: ridgelines("404"),
            ..Hero::default()
        },
        suggestions: SUGGESTIONS.map(link).into(),
    };
    (Head { title, ..Head::default() }, page)
}
