//! Editorial rules that a case cannot show, for want of a file as heavy as theirs.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::{DynamicImage, ImageFormat};

use crate::portal;

/// A readable photo of so many bytes: what follows its end is not looked at.
fn photo(bytes: usize) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(8, 8).write_to(&mut file, ImageFormat::Png).expect("a photo");
    let mut file = file.into_inner();
    file.resize(bytes, 0);
    file
}

#[test]
fn heavy_images_are_told_once() {
    let page = "---\ntitre: Essai\ndans_le_pied: oui\n---\n![Un pré](pre.png)\n\n\
        ![Un pré](pre.png)\n\n![Un bois](bois.png)\n";
    let files = BTreeMap::from([
        (
            "content/portail.yaml".into(),
            b"titre: Essai\nurl: https://www.example.org\nediteur: {nom: Essai}\n"
                .to_vec(),
        ),
        ("content/pages/essai.md".into(), page.into()),
        ("content/pages/pre.png".into(), photo(5_250_000)),
        ("content/pages/bois.png".into(), photo(5_000_000)),
    ]);
    let folder = portal::write(&files);
    let report = portal::build(folder.path(), &portal::options()).report();
    let told = "conseil[heavy-image]: l’image d’origine pèse 5,2 Mo";
    assert_eq!(report.matches("heavy-image").count(), 1, "{report}");
    assert!(report.contains(told), "{report}");
    assert!(report.contains("content/pages/essai.md:5:11"), "{report}");
}
