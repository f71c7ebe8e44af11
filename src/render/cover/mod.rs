//! Cards for social networks: the title of a page over the landscape of its territory,
//! for pages without a photo.
//!
//! A page names its card before it is drawn: the address is the hash of all that is
//! drawn. A landscape is drawn once for all the cards of a territory; all is done in
//! whole numbers and plain floating point, so that every machine draws the same bytes.

mod font;
mod packed;
mod path;
mod scene;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::memo::{self, Store};
use crate::model::place::{Kind, Territory};
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::part;
use crate::sink::{Sink, put_known};
use crate::site::address::{Page, PageKey};

use font::{Font, Line};
use packed::Packer;
use scene::{Ink, Palette, Scene};

/// Width of a card, in pixels.
pub const WIDTH: u32 = 1200;
/// Height of a card, in pixels.
pub const HEIGHT: u32 = 630;

/// How cards are drawn; to be changed with anything that changes their bytes.
const SETTINGS: &str = "2";
/// Space around the words.
const MARGIN: f32 = 64.0;
/// Width of titles: they end before the sun.
const TITLE_WIDTH: f32 = 910.0;
/// Sizes of titles, with the number of lines that each has room for.
const TITLES: [(f32, usize); 5] =
    [(104.0, 2), (88.0, 3), (78.0, 3), (68.0, 4), (60.0, 4)];
/// Size of the words above the title, and where their letters stand.
const KICKER: (f32, f32) = (32.0, 98.0);

/// All that a card shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    title: String,
    /// Kind of the page and territory.
    kicker: String,
    /// Name of the portal.
    portal: String,
    /// Draws the ridgelines.
    seed: String,
    palette: Palette,
}

/// The card of a page; none for a page that has a photo or is not to be shared.
pub fn of(cx: &Context<'_>, page: &Page, head: &Head<'_>) -> Option<Cover> {
    // Networks show no drawings.
    let is_photo = |src: &str| !src.ends_with(".svg");
    let has_photo = head.picture.as_ref().is_some_and(|p| is_photo(&p.src));
    if has_photo || page.key == PageKey::NotFound {
        return None;
    }
    let portal = cx.t(&cx.site.portal.settings(cx.lang).title);
    let department = head.territory.and_then(Territory::department);
    Some(Cover {
        kicker: kicker(cx, head),
        seed: part::skyline(cx, head.territory),
        palette: Palette::of(cx.world.accents.of(department)),
        title: head.title.clone(),
        portal,
    })
}

/// What kind of page it is and where, unless the title says so.
fn kicker(cx: &Context<'_>, head: &Head<'_>) -> String {
    let kind = head.entry.map(crate::model::Entry::kind);
    let kind = kind.filter(|kind| !matches!(kind, Kind::Home | Kind::Page));
    let kind = kind.map(|kind| cx.label("kind", kind.word()));
    let territory = head.territory.and_then(|territory| cx.department_name(territory));
    let territory = territory.filter(|name| !head.title.contains(name.as_str()));
    let said: Vec<_> = kind.into_iter().chain(territory).collect();
    said.join(" · ")
}

impl Cover {
    /// Address of the card from the root of the site.
    pub fn url(&self) -> String {
        format!("/medias/cartes/{}.png", &self.key()[..20])
    }

    /// What cards that share a landscape have in common.
    fn landscape(&self) -> (&str, &str, &Palette) {
        (&self.seed, &self.portal, &self.palette)
    }

    fn key(&self) -> String {
        let Self { title, kicker, portal, seed, palette } = self;
        let words = ["cover", SETTINGS, title, kicker, portal, seed];
        let palette = palette.bytes();
        let parts = words.iter().map(|word| word.as_bytes()).chain([palette.as_slice()]);
        memo::key(&parts.collect::<Vec<_>>())
    }
}

/// Draws the cards that are not remembered, and sends all to the sink.
pub fn draw(covers: &[Cover], store: &dyn Store, sink: &dyn Sink) {
    let once: BTreeMap<String, &Cover> =
        covers.iter().map(|cover| (cover.key(), cover)).collect();
    let missing: Vec<_> = once
        .into_par_iter()
        .filter(|(key, cover)| !put_known(sink, &cover.url()[1..], store, key))
        .collect();
    let mut alike: BTreeMap<_, Vec<(String, &Cover)>> = BTreeMap::new();
    for (key, cover) in missing {
        alike.entry(cover.landscape()).or_default().push((key, cover));
    }
    let fonts = Fonts::embedded();
    let alike: Vec<_> = alike.into_values().collect();
    alike.par_iter().for_each(|covers| draw_alike(covers, &fonts, store, sink));
}

/// Draws cards of one landscape.
fn draw_alike(
    covers: &[(String, &Cover)],
    fonts: &Fonts,
    store: &dyn Store,
    sink: &dyn Sink,
) {
    let Some((_, first)) = covers.first() else { return };
    let scene = Scene::new(&first.seed, &first.palette, &first.portal, fonts);
    covers.par_iter().for_each_init(Packer::new, |packer, (key, cover)| {
        let bytes = cover.png(&scene, fonts, packer);
        store.save(key, &bytes);
        sink.put(&cover.url()[1..], bytes);
    });
}

/// The letters of the default theme.
pub struct Fonts {
    display: Font,
    text: Font,
}

impl Fonts {
    fn embedded() -> Self {
        let font = |bytes, spacing| Font::new(bytes, spacing).expect("the font is whole");
        Self {
            display: font(include_bytes!("fonts/relief-display.ttf"), -0.015),
            text: font(include_bytes!("fonts/relief-text.ttf"), 0.0),
        }
    }

    /// A title in the largest size that it fits in, cut when it fits in none; `None` when
    /// the font lacks its letters: networks print the title beside the card anyway.
    fn title(&self, title: &str) -> Option<(f32, Vec<Line>)> {
        let fitting = TITLES.into_iter().find_map(|(size, most)| {
            Some((size, self.display.balanced(title, TITLE_WIDTH / size, most)?))
        });
        let (smallest, most) = TITLES[TITLES.len() - 1];
        let cut = || self.display.shortened(title, TITLE_WIDTH / smallest, most);
        fitting.or_else(|| Some((smallest, cut()?)))
    }
}

impl Cover {
    fn png(&self, scene: &Scene, fonts: &Fonts, packer: &mut Packer) -> Vec<u8> {
        let mut picture = scene.bare();
        let mut write = |font: &Font, line: &Line, size: f32, y: f32, ink: Ink| {
            for (letter, place) in font.stamps(line, size, (MARGIN, y)) {
                picture.stamp(&letter, place, ink);
            }
        };
        let width = (WIDTH as f32 - 2.0 * MARGIN) / KICKER.0;
        if let Some(line) = fonts.text.one_line(&self.kicker, width) {
            write(&fonts.text, &line, KICKER.0, KICKER.1, Ink::Accent);
        }
        if let Some((size, lines)) = fonts.title(&self.title) {
            let alone = self.kicker.is_empty();
            let mut y = if alone { MARGIN } else { KICKER.1 + 28.0 };
            for line in lines {
                y += 1.04 * size;
                write(&fonts.display, &line, size, y - 0.16 * size, Ink::Plain);
            }
        }
        picture.png(packer)
    }
}
