//! A piece of news.

use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::kind::Article;
use crate::model::place::Kind;
use crate::render::context::Context;
use crate::render::view;
use crate::render::{Built, page, part};

/// The view of an article.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    article: &'a Article,
) -> Built<'a, view::Article> {
    let shared = part::entry(cx, entry, cx.label("kind", "article"));
    let author = article.author.as_ref().map(|author| cx.t(author));
    // Lists show the latest first: the newer article stands before this one.
    let list = cx.site.section(cx.lang, &entry.place.territory, Kind::Article);
    let rank = list.iter().position(|id| *id == entry.id);
    let link = |id: Option<&EntryId>| id.and_then(|id| cx.link_to(*id));
    let view = view::Article {
        entry: view::Entry { author, ..shared },
        newer: link(rank.and_then(|i| list.get(i.checked_sub(1)?))),
        older: link(rank.and_then(|i| list.get(i + 1))),
    };
    (page::head(cx, entry), view)
}
