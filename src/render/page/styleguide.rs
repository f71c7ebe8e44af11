//! The living page of the design system, for authors of themes: built with drafts only.

use crate::render::Built;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::page::department::places_map;
use crate::render::view::{AccentPanel, ColorToken, Hero, Styleguide, ridgelines};
use crate::theme::color::{Pair, Rgb, Swatch, Tokens};

/// Like the documents for authors of themes, the page is in French alone.
const TITLE: &str = "Guide de style";

/// The page.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, Styleguide> {
    let departments = cx.site.departments(cx.lang);
    let accents = &cx.world.accents;
    let portal = cx.t(&cx.site.portal.settings(cx.lang).title);
    let named = departments
        .iter()
        .map(|entry| (cx.t(&entry.title), accents.of(Some(&entry.place.slug))));
    let all = std::iter::once((portal, accents.of(None))).chain(named);
    let view = Styleguide {
        hero: Hero {
            title: TITLE.into(),
            ridges: ridgelines("styleguide"),
            ..Hero::default()
        },
        colors: colors(cx, accents.of(None)),
        accents: all.flat_map(|(title, tokens)| panels(&title, tokens)).collect(),
        map: departments.iter().find_map(|entry| places_map(cx, entry)),
    };
    (Head { title: TITLE.into(), ..Head::default() }, view)
}

fn panels(title: &str, tokens: &Tokens) -> [AccentPanel; 2] {
    [("light", false), ("dark", true)].map(|(scheme, dark)| AccentPanel {
        title: title.to_owned(),
        scheme: scheme.to_owned(),
        style: tokens.declarations(dark),
    })
}

fn colors(cx: &Context<'_>, tokens: &Tokens) -> Vec<ColorToken> {
    let color = |Swatch { name, light, dark }| ColorToken {
        name: format!("--{name}"),
        light: hexadecimal(light),
        dark: hexadecimal(dark),
        contrasts: contrasts(cx, tokens, name),
    };
    tokens.swatches().map(color).collect()
}

fn hexadecimal([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// What a color stands out from, by how much in each theme.
fn contrasts(cx: &Context<'_>, tokens: &Tokens, front: &str) -> Vec<String> {
    let of = |dark| tokens.pairs().filter(move |p| p.dark == dark && p.front == front);
    let number = |contrast| cx.locale.number_fixed(contrast, 1);
    let text = |(light, dark): (Pair, Pair)| {
        let (in_light, in_dark) = (number(light.contrast), number(dark.contrast));
        let least = cx.locale.number(light.least);
        cx.t(&format!("--{} : {in_light} et {in_dark} ({least} demandé)", light.back))
    };
    of(false).zip(of(true)).map(text).collect()
}
