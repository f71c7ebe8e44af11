//! What a visitor keeps: the page is the same for all, its script fills it from the browser.

use crate::render::Built;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::view::{Hero, Link, Shortlist, ridgelines};
use crate::site::address::PageKey;

/// Where there is something to keep.
const SOURCES: [(PageKey, &str); 2] =
    [(PageKey::Map, "map"), (PageKey::Offers(None, 1), "all_offers")];

/// The page.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, Shortlist> {
    let title = cx.phrase("shortlist", &[]);
    let link = |(key, text): (PageKey, &str)| Link {
        href: cx.href(&key),
        text: cx.phrase(text, &[]),
    };
    let page = Shortlist {
        hero: Hero {
            title: title.clone(),
            lead: Some(cx.phrase("shortlist_lead", &[])),
            ridges: ridgelines("selection"),
            ..Hero::default()
        },
        sources: SOURCES.map(link).into(),
    };
    (Head { title, ..Head::default() }, page)
}
