//! A free page.

use crate::model::Entry;
use crate::render::context::Context;
use crate::render::view::FreePage;
use crate::render::{Built, page, part};

/// The view of a free page.
pub fn build<'a>(cx: &Context<'a>, entry: &'a Entry) -> Built<'a, FreePage> {
    let view = part::entry(cx, entry, cx.label("kind", "page"));
    (page::head(cx, entry), FreePage { entry: view })
}
