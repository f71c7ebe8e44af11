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
    let link = |(key, text): (PageKey, &str)| Link {
        href: cx.href(&key),
        text: cx.phrase(text, &[]),
    };
    leading_on(cx, ["not_found", "not_found_lead"], "404", SUGGESTIONS.map(link).into())
}

/// A page that says why there is nothing, by the phrases of its title and its sentence, and
/// leads on.
pub(super) fn leading_on<'a>(
    cx: &Context<'a>,
    [title, lead]: [&str; 2],
    ridges: &str,
    suggestions: Vec<Link>,
) -> Built<'a, NotFound> {
    let title = cx.phrase(title, &[]);
    let hero = Hero {
        title: title.clone(),
        lead: Some(cx.phrase(lead, &[])),
        ridges: ridgelines(ridges),
        ..Hero::default()
    };
    (Head { title, ..Head::default() }, NotFound { hero, suggestions })
}
