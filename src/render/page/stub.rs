//! What stands for a page of the whole portal where one département alone is built.

use super::not_found::leading_on;
use crate::render::Built;
use crate::render::context::Context;
use crate::render::view::{Link, NotFound};
use crate::site::address::PageKey;

/// The page: it leads to the département.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, NotFound> {
    let only = cx.site.only.as_deref();
    let department = only.and_then(|slug| cx.site.department(cx.lang, slug));
    let home = department.and_then(|department| {
        let href = cx.site.href(cx.lang, &PageKey::Entry(department.id))?;
        Some(Link { href, text: cx.t(&department.title) })
    });
    leading_on(cx, ["stub", "stub_lead"], "stub", home.into_iter().collect())
}
