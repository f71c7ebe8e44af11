//! Cards, drawn and read back.

use image::RgbImage;

use super::*;
use crate::memo::NoStore;
use crate::memo::testing::Counting;
use crate::sink::Memory;
use crate::theme::color::{self, FixedColors};

fn palette(hue: f64) -> Palette {
    Palette::of(&color::tokens(hue, &FixedColors::default()))
}

fn cover(title: &str) -> Cover {
    Cover {
        title: title.to_owned(),
        kicker: "Espace de travail · Cantal".into(),
        portal: "Campagnes ouvertes".into(),
        seed: "15".into(),
        palette: palette(145.0),
    }
}

fn drawn(covers: &[Cover]) -> BTreeMap<String, Vec<u8>> {
    let sink = Memory::default();
    draw(covers, &NoStore, &sink);
    sink.into_files()
}

fn picture(cover: &Cover) -> RgbImage {
    let files = drawn(std::slice::from_ref(cover));
    let bytes = &files[&cover.url()[1..]];
    image::load_from_memory(bytes).expect("readable").to_rgb8()
}

#[test]
fn a_card_has_the_size_that_networks_ask_for_and_weighs_little() {
    let cover = cover("Le télécentre de Murat, au cœur du bourg");
    let files = drawn(std::slice::from_ref(&cover));
    let bytes = &files[&cover.url()[1..]];
    let image = image::load_from_memory(bytes).expect("readable");
    assert_eq!((image.width(), image.height()), (WIDTH, HEIGHT));
    assert!(bytes.len() < 30_000, "{} bytes", bytes.len());
}

#[test]
fn all_that_is_drawn_is_in_the_address() {
    let one = cover("Murat");
    assert_eq!(one.url(), cover("Murat").url());
    let others = [
        cover("Mauriac"),
        Cover { kicker: "Offre · Cantal".into(), ..one.clone() },
        Cover { portal: "Autre portail".into(), ..one.clone() },
        Cover { seed: "48".into(), ..one.clone() },
        Cover { palette: palette(30.0), ..one.clone() },
    ];
    for other in &others {
        assert_ne!(one.url(), other.url());
        assert!(picture(&one) != picture(other), "{other:?}");
    }
}

#[test]
fn cards_drawn_together_or_alone_are_the_same() {
    let covers: Vec<_> = ["Murat", "Mauriac", "Murat"].map(cover).into();
    let together = drawn(&covers);
    assert_eq!(together.len(), 2, "the same card is drawn once");
    for cover in &covers {
        let alone = drawn(std::slice::from_ref(cover));
        assert!(alone.iter().all(|(path, bytes)| together[path] == *bytes));
    }
}

#[test]
fn a_second_build_draws_nothing() {
    let covers = ["Murat", "Mauriac"].map(cover);
    let store = Counting::default();
    let build = || {
        let sink = Memory::default();
        draw(&covers, &store, &sink);
        sink.into_files()
    };
    let (first, second) = (build(), build());
    assert!(first == second);
    assert_eq!((first.len(), store.saved()), (2, 2));
}

#[test]
fn letters_without_a_drawing_leave_their_accents_or_the_whole_title_out() {
    let untitled = picture(&cover(""));
    for title in ["東京", "Łódź", "Москва", "Murat 🏔"] {
        assert!(picture(&cover(title)) == untitled, "{title}");
    }
    assert!(picture(&cover("Pǎris")) == picture(&cover("Paris")));
    assert!(picture(&cover("Oe\u{301}")) == picture(&cover("Oé")));
    assert!(picture(&cover("Être à l’œuvre : « ça » — 12\u{202f}%")) != untitled);
}

#[test]
fn titles_of_any_length_stay_in_the_sky() {
    let untitled = picture(&cover(""));
    for title in [
        "Murat",
        "Le télécentre de Murat, au cœur du bourg",
        &"Un titre qui n’en finit pas ".repeat(40),
        &"Anticonstitutionnellement".repeat(30),
        &"W".repeat(5_000),
        &"a ".repeat(5_000),
    ] {
        let image = picture(&cover(title));
        let changed = image
            .enumerate_pixels()
            .filter(|(x, y, pixel)| *pixel != untitled.get_pixel(*x, *y));
        let (mut right, mut bottom, mut count) = (0, 0, 0);
        for (x, y, _) in changed {
            (right, bottom, count) = (right.max(x), bottom.max(y), count + 1);
        }
        assert!(count > 1_000, "{title:.40} is not drawn");
        assert!(right < 984 && bottom < 440, "{title:.40}: {right}, {bottom}");
    }
}

#[test]
fn long_names_and_kickers_are_cut_before_the_edge() {
    let long = "Portail des campagnes ouvertes au télétravail ".repeat(4);
    let image = picture(&Cover { kicker: long.clone(), portal: long, ..cover("Murat") });
    let edge = |y: u32| *image.get_pixel(WIDTH - 1, y);
    for x in WIDTH - 60..WIDTH {
        assert_eq!(*image.get_pixel(x, 90), edge(90), "the kicker");
        assert_eq!(*image.get_pixel(x, 590), edge(590), "the name");
    }
}
