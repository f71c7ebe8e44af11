//! Cards, drawn and read back.

use image::RgbImage;

use super::*;
use crate::memo::NoStore;
use crate::sink::Memory;

fn cover(title: &str) -> Cover {
    Cover {
        title: title.to_owned(),
        kicker: "Espace de travail · Cantal".into(),
        portal: "Campagnes ouvertes".into(),
        seed: "15".into(),
        hue: 145.0,
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
fn timing() {
    let covers: Vec<_> = (0..200)
        .map(|i| cover(&format!("Le télécentre de Murat, au cœur du bourg, page {i}")))
        .collect();
    for n in [1, 100, 200] {
        let start = std::time::Instant::now();
        let files = drawn(&covers[..n]);
        let bytes: usize = files.values().map(Vec::len).sum();
        println!("{n}: {:?}, {} bytes", start.elapsed(), bytes / n);
    }
}
