//! What stands for a page of the whole portal where one département alone is built.

use crate::render::Built;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::view::{Hero, Link, NotFound, ridgelines};
use crate::site::address::PageKey;

/// The page: it leads to the département.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, NotFound> {
    let title = cx.phrase("stub", &[]);
    let only = cx.site.only.as_deref();
    let department = only.and_then(|slug| cx.site.department(cx.lang, slug));
    let home = department.and_then(|department| {
        let href = cx.site.href(cx.lang, &PageKey::Entry(department.id))?;
        Some(Link { href, text: cx.t(&department.title) })
    });
    let page = NotFound {
        hero: Hero {
            title: title.clone(),
            lead: Some(cx.phrase("stub_lead", &[])),
            ridges: ridgelines("stub"),
            ..Hero::default()
        },
        suggestions: home.into_iter().collect(),
    };
    (Head { title, ..Head::default() }, page)
}
