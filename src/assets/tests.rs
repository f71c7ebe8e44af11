//! Images made here, through the plan and the encoder, read back from the output.

use std::collections::BTreeMap;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;
use crate::diag::rules;
use crate::memo::testing::Counting;
use crate::memo::{NoStore, Store};
use crate::sink::Memory;

const RED: [u8; 3] = [255, 0, 0];
const GREEN: [u8; 3] = [0, 255, 0];
const BLUE: [u8; 3] = [0, 0, 255];
const WHITE: [u8; 3] = [255, 255, 255];

/// A portal with these files under `content/medias/`, and one page.
struct Portal {
    folder: tempfile::TempDir,
    world: World,
}

impl Portal {
    #[expect(clippy::disallowed_methods, reason = "a test writes what it reads")]
    fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let medias = folder.path().join("content/medias");
        std::fs::create_dir_all(medias.join("b")).expect("writable");
        for (name, content) in files {
            std::fs::write(medias.join(name), content).expect("writable");
        }
        let world = crate::world::load(folder.path()).expect("readable");
        Self { folder, world }
    }

    #[expect(clippy::disallowed_methods, reason = "a test writes what it reads")]
    fn overwrite(&self, name: &str, content: &[u8]) {
        let file = self.folder.path().join("content/medias").join(name);
        std::fs::write(file, content).expect("writable");
    }

    fn plan(&self, names: &[&str]) -> (Plan, Diagnostics) {
        let wanted = |name: &&str| Wanted { path: path(name), used_at: None };
        let mut diags = Diagnostics::default();
        let plan = plan(&self.world, &names.iter().map(wanted).collect(), &mut diags);
        (plan, diags)
    }

    /// The files made of these ones, by address without the leading slash.
    fn build(
        &self,
        names: &[&str],
        store: &dyn Store,
    ) -> (Plan, BTreeMap<String, Vec<u8>>, Diagnostics) {
        let (plan, mut diags) = self.plan(names);
        let sink = Memory::default();
        encode(&self.world, &plan, store, &sink, &mut diags);
        (plan, sink.into_files(), diags)
    }
}

fn path(name: &str) -> String {
    format!("content/medias/{name}")
}

fn messages(diags: &Diagnostics) -> Vec<&str> {
    diags.iter().map(|diagnostic| diagnostic.message.fr.as_str()).collect()
}

fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let color = match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => WHITE,
        };
        Rgb(color)
    })
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut out, format).expect("encodable");
    out.into_inner()
}

/// A JPEG photo as a phone writes it: an orientation and a place in its EXIF segment.
fn jpeg(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut out, 95);
    photo(width, height).write_with_encoder(encoder).expect("encodable");
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    // The pointer to the places, then one of them: a latitude, at the end.
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend([1, 0, 1, 0, 2, 0, 12, 0, 0, 0, 56, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"SECRET PLACE");
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    let segment: Vec<u8> = [0xFF, 0xE1].into_iter().chain(length).chain(exif).collect();
    out.splice(2..2, segment);
    out
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// The colors of the corners, a little inside: top left, top right, bottom left and right.
fn corners(image: &DynamicImage) -> [[u8; 3]; 4] {
    let image = image.to_rgb8();
    let (width, height) = image.dimensions();
    let (right, bottom) = (width * 7 / 8, height * 7 / 8);
    let near = |x, y| image.get_pixel(x, y).0.map(|c| if c > 127 { 255 } else { 0 });
    [
        near(width / 8, height / 8),
        near(right, height / 8),
        near(width / 8, bottom),
        near(right, bottom),
    ]
}

#[test]
fn photos_are_upright_and_say_nothing_of_where_they_were_taken() {
    for (orientation, size, expected) in [
        (1, (240, 160), [RED, GREEN, BLUE, WHITE]),
        (2, (240, 160), [GREEN, RED, WHITE, BLUE]),
        (3, (240, 160), [WHITE, BLUE, GREEN, RED]),
        (4, (240, 160), [BLUE, WHITE, RED, GREEN]),
        (5, (160, 240), [RED, BLUE, GREEN, WHITE]),
        (6, (160, 240), [BLUE, RED, WHITE, GREEN]),
        (7, (160, 240), [WHITE, GREEN, BLUE, RED]),
        (8, (160, 240), [GREEN, WHITE, RED, BLUE]),
    ] {
        let original = jpeg(240, 160, orientation);
        assert!(contains(&original, b"SECRET PLACE"));
        let portal = Portal::new(&[("a.jpg", &original)]);
        let (plan, files, diags) = portal.build(&["a.jpg"], &NoStore);
        assert!(diags.is_empty(), "{:?}", messages(&diags));
        let planned = plan.picture(&path("a.jpg")).expect("planned");
        assert_eq!((planned.width, planned.height), size, "orientation {orientation}");
        for (name, bytes) in &files {
            let image = image::load_from_memory(bytes).expect("readable");
            assert_eq!(corners(&image), expected, "orientation {orientation}: {name}");
            for trace in [&b"SECRET"[..], b"Exif", b"EXIF", b"II*\0"] {
                assert!(!contains(bytes, trace), "{name}");
            }
        }
    }
}

#[test]
fn variants_are_what_pages_were_told_and_never_larger_than_the_original() {
    for (size, expected) in [
        ((2400, 120), vec![160, 480, 720, 1200, 1600]),
        ((1600, 90), vec![160, 480, 720, 1200, 1600]),
        ((1100, 50), vec![160, 480, 720, 1100]),
        ((500, 300), vec![160, 500]),
        ((190, 300), vec![190]),
        ((3, 1000), vec![3]),
        ((1, 1), vec![1]),
    ] {
        let original = encoded(photo(size.0, size.1), ImageFormat::Png);
        let portal = Portal::new(&[("Vue été.png", &original)]);
        let (plan, files, diags) = portal.build(&["Vue été.png"], &NoStore);
        assert!(diags.is_empty(), "{:?}", messages(&diags));
        let planned = plan.picture(&path("Vue été.png")).expect("planned");
        assert_eq!(files.len(), 2 * expected.len());
        let base = planned.src.rsplit_once('-').expect("a width").0;
        assert!(base.starts_with("/medias/vue-ete."), "{base}");
        let widest = *expected.last().expect("one at least");
        assert_eq!(planned.src, format!("{base}-{widest}.jpg"));
        for (extension, candidates) in
            [("jpg", planned.srcset.as_ref()), ("webp", planned.webp.as_ref())]
        {
            let urls: Vec<_> =
                expected.iter().map(|w| format!("{base}-{w}.{extension}")).collect();
            if expected.len() > 1 {
                let described =
                    urls.iter().zip(&expected).map(|(u, w)| format!("{u} {w}w"));
                let described = described.collect::<Vec<_>>().join(", ");
                assert_eq!(candidates, Some(&described));
            } else {
                assert!(candidates.is_none_or(|only| *only == urls[0]));
            }
            for (url, &width) in urls.iter().zip(&expected) {
                let bytes = &files[url.trim_start_matches('/')];
                let image = image::load_from_memory(bytes).expect("readable");
                let height = f64::from(width) * f64::from(size.1) / f64::from(size.0);
                assert_eq!(image.width(), width);
                assert!((f64::from(image.height()) - height).abs() < 1.0, "{url}");
            }
        }
        assert_eq!(planned.width, widest);
    }
}

#[test]
fn transparency_is_kept() {
    let image = RgbaImage::from_fn(64, 64, |x, _| {
        Rgba(if x < 32 { [255, 0, 0, 255] } else { [0, 0, 0, 0] })
    });
    let portal = Portal::new(&[("logo.png", &encoded(image, ImageFormat::Png))]);
    let (plan, files, _) = portal.build(&["logo.png"], &NoStore);
    assert!(plan.picture(&path("logo.png")).expect("planned").src.ends_with("-64.png"));
    assert_eq!(files.len(), 2);
    for bytes in files.values() {
        let image = image::load_from_memory(bytes).expect("readable").to_rgba8();
        assert_eq!((image.get_pixel(8, 8)[3], image.get_pixel(56, 8)[3]), (255, 0));
    }
}

#[test]
fn colors_of_a_wide_profile_come_to_srgb() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().expect("encodable");
    let image = RgbImage::from_pixel(16, 16, Rgb([200, 100, 50]));
    let original = |profile| {
        let mut out = Vec::new();
        let mut encoder = PngEncoder::new(&mut out);
        encoder.set_icc_profile(profile).expect("supported");
        image.write_with_encoder(encoder).expect("encodable");
        out
    };
    // The same color in sRGB, worked out from the primaries; a profile that makes no sense
    // leaves the bytes as they are.
    for (profile, expected) in [(profile, [214, 95, 32]), (vec![7; 200], [200, 100, 50])]
    {
        let portal = Portal::new(&[("a.png", &original(profile))]);
        let (plan, files, _) = portal.build(&["a.png"], &NoStore);
        let src = &plan.picture(&path("a.png")).expect("planned").src;
        let image = image::load_from_memory(&files[src.trim_start_matches('/')]);
        let pixel = image.expect("readable").to_rgb8().get_pixel(8, 8).0;
        for (channel, expected) in pixel.into_iter().zip(expected) {
            assert!(channel.abs_diff(expected) <= 4, "{pixel:?}");
        }
    }
}

#[test]
fn documents_are_copied_and_drawings_rewritten() {
    let drawing = b"<svg viewBox='0 0 30 20'><script>a()</script><g/></svg>";
    let portal = Portal::new(&[
        ("Bilan 2025.PDF", b"%PDF-1.4"),
        ("bilan-2025.csv", b"%PDF-1.4"),
        ("logo.svg", drawing),
        ("photo.jpg", &jpeg(20, 20, 1)),
    ]);
    let names = ["Bilan 2025.PDF", "bilan-2025.csv", "logo.svg", "photo.jpg"];
    let (plan, files, diags) = portal.build(&names, &NoStore);
    assert!(diags.is_empty(), "{:?}", messages(&diags));
    let pdf = plan.file(&path(names[0])).expect("planned");
    assert_eq!(pdf.href, "/medias/bilan-2025.7499802aa3.pdf", "the name is stable");
    assert_eq!((pdf.format.as_str(), pdf.bytes), ("PDF", Some(8)));
    assert_eq!(files[&pdf.href[1..]], b"%PDF-1.4");
    let csv = plan.file(&path(names[1])).expect("planned");
    assert_eq!(files[&csv.href[1..]], b"%PDF-1.4", "same name, another extension");
    let logo = plan.picture(&path(names[2])).expect("planned");
    assert_eq!((logo.width, logo.height, &logo.webp), (30, 20, &None));
    assert!(!contains(&files[&logo.src[1..]], b"script"));
    let photo = plan.file(&path(names[3])).expect("planned");
    assert!(photo.format == "JPG" && files.contains_key(&photo.href[1..]));
    assert_eq!(plan.picture(&path(names[0])), None);
}

#[test]
fn copies_of_a_file_are_made_once() {
    let original = jpeg(20, 20, 1);
    let portal = Portal::new(&[("a.jpg", &original), ("b/a.jpg", &original)]);
    let (plan, _) = portal.plan(&["a.jpg", "b/a.jpg"]);
    assert_eq!(plan.outputs.len(), 1);
    assert_eq!(plan.picture(&path("a.jpg")), plan.picture(&path("b/a.jpg")));
}

/// A PNG file of no more than a header.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    let checksum = crc(&header);
    out.extend(header);
    out.extend(checksum.to_be_bytes());
    out.extend(b"\0\0\0\0IDAT");
    out.extend(crc(b"IDAT").to_be_bytes());
    out
}

/// The checksum of PNG chunks (RFC 2083, annex 15).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    let add =
        |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc));
    !bytes.iter().fold(u32::MAX, add)
}

#[test]
fn what_cannot_be_published_is_said() {
    let whole = jpeg(600, 400, 1);
    let huge_jpeg = {
        let mut bytes = whole.clone();
        let frame = bytes.windows(2).position(|w| w == [0xFF, 0xC0]).expect("a frame");
        bytes[frame + 5..frame + 9].fill(0xFF);
        bytes
    };
    let png = encoded(photo(300, 300), ImageFormat::Png);
    let webp = encoded(photo(300, 300), ImageFormat::WebP);
    for (name, content, expected) in [
        ("a.png", png_header(100_000, 100_000), "annonce 100000 × 100000 pixels"),
        ("a.jpg", huge_jpeg, "annonce 65535 × 65535 pixels"),
        ("a.png", encoded(photo(1, 16_384), ImageFormat::Png), "trop étroite"),
        ("a.png", png_header(0, 5), "est abîmée"),
        ("a.jpg", whole[..whole.len() * 2 / 3].to_vec(), "est incomplète"),
        ("a.jpg", whole[..100].to_vec(), "est abîmée"),
        ("a.png", png[..png.len() * 2 / 3].to_vec(), "est abîmée"),
        ("a.webp", webp[..webp.len() * 2 / 3].to_vec(), "est abîmée"),
        ("a.jpg", b"GIF89a".to_vec(), "n’est pas une image jpg"),
        ("a.jpg", Vec::new(), "n’est pas une image jpg"),
        ("a.heic", whole.clone(), "les images heic"),
        ("a.svg", b"<svg".to_vec(), "n’est pas un fichier SVG bien formé"),
        ("a.html", b"<script>".to_vec(), "ni une image ni un document"),
        ("a.svg", vec![b' '; 1 + (1 << 20)], "pèse plus de 1 Mo"),
    ] {
        let portal = Portal::new(&[(name, &content)]);
        let (_, files, diags) = portal.build(&[name], &NoStore);
        let said = messages(&diags);
        assert!(said.len() == 1 && said[0].contains(expected), "{expected}: {said:?}");
        assert!(diags.iter().all(|d| d.rule == &rules::BAD_IMAGE && d.hints.len() == 1));
        assert!(files.is_empty(), "{expected}");
    }
}

#[test]
fn a_photo_of_too_many_bytes_is_not_even_read() {
    let mut portal = Portal::new(&[("a.jpg", &jpeg(20, 20, 1))]);
    portal.world.assets.get_mut(&path("a.jpg")).expect("read").bytes =
        MAX_PHOTO_BYTES + 1;
    let (plan, diags) = portal.plan(&["a.jpg"]);
    assert!(messages(&diags)[0].contains("pèse plus de 64 Mo"));
    assert!(plan.outputs.is_empty());
}

#[test]
fn missing_files_name_the_nearest_ones() {
    let photo = jpeg(20, 20, 1);
    let mut portal = Portal::new(&[("murat.jpg", &photo), ("bilan.pdf", b"%PDF")]);
    let text = "image: /medias/Murat.jpeg, vue/murat.jpg".to_owned();
    let source = crate::source::Source { path: "content/a.md".into(), text };
    portal.world.sources = crate::source::Sources::new(vec![source]);
    let id = portal.world.sources.find("content/a.md").expect("there");
    for (path, range, rule, expected) in [
        (
            "content/medias/Murat.jpeg",
            Some(7..25),
            &rules::MISSING_IMAGE,
            "« /medias/murat.jpg »",
        ),
        ("content/medias/Murat.jpeg", Some(0..25), &rules::MISSING_IMAGE, "murat.jpg »"),
        ("content/medias/Murat.jpeg", Some(0..5), &rules::MISSING_IMAGE, "« murat.jpg »"),
        ("content/medias/Murat.jpeg", None, &rules::MISSING_IMAGE, "« murat.jpg »"),
        (
            "content/vue/murat.jpg",
            Some(27..40),
            &rules::MISSING_IMAGE,
            "« content/medias/murat.jpg »",
        ),
        ("content/medias/bilans.pdf", None, &rules::BROKEN_LINK, "« bilan.pdf »"),
    ] {
        let used_at = range.map(|range| Span::new(id, range));
        let wanted = Wanted { path: path.to_owned(), used_at };
        let mut diags = Diagnostics::default();
        plan(&portal.world, &BTreeSet::from([wanted]), &mut diags);
        let said: Vec<_> = diags.iter().collect();
        assert!(said.len() == 1 && said[0].rule == rule && said[0].span == used_at);
        let hint = &said[0].hints[0];
        assert!(hint.text.fr.contains(expected), "{hint:?}");
    }
}

#[test]
fn what_is_remembered_is_not_decoded_again() {
    let portal = Portal::new(&[("a.jpg", &jpeg(500, 1000, 6))]);
    let store = Counting::default();
    let (plan, cold, _) = portal.build(&["a.jpg"], &store);
    assert_eq!((cold.len(), store.saved()), (8, 9));
    // Were the original read again, the change would be noticed.
    portal.overwrite("a.jpg", b"no photo any more");
    let (sink, mut diags) = (Memory::default(), Diagnostics::default());
    let colors = encode(&portal.world, &plan, &store, &sink, &mut diags);
    assert!(diags.is_empty(), "{:?}", messages(&diags));
    assert_eq!(sink.into_files(), cold);
    assert_eq!(store.saved(), 9);
    assert_eq!(colors.len(), 1, "the color is remembered too");
}

#[test]
fn huge_photos_are_decoded_one_at_a_time() {
    let sizes = [("usual.png", 6000, 4000), ("huge.png", 8000, 6000)];
    let files = sizes.map(|(name, width, height)| (name, png_header(width, height)));
    let files: Vec<_> =
        files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let (plan, _) = Portal::new(&files).plan(&["usual.png", "huge.png"]);
    for output in plan.outputs.values() {
        assert_eq!(
            output.is_huge(),
            output.path.ends_with("huge.png"),
            "{}",
            output.path
        );
    }
    assert_eq!(plan.outputs.len(), 2);
}

#[test]
fn a_photo_has_the_average_of_its_colors_unless_one_sees_through_it() {
    let plain = RgbImage::from_pixel(40, 30, Rgb([200, 100, 50]));
    let clear = RgbaImage::from_pixel(40, 30, Rgba([200, 100, 50, 128]));
    let portal = Portal::new(&[
        ("plain.png", &encoded(plain, ImageFormat::Png)),
        ("clear.png", &encoded(clear, ImageFormat::Png)),
        ("four.png", &encoded(photo(610, 610), ImageFormat::Png)),
    ]);
    let (plan, mut diags) = portal.plan(&["plain.png", "clear.png", "four.png"]);
    let store = Counting::default();
    for round in ["made", "remembered"] {
        let sink = Memory::default();
        let colors = encode(&portal.world, &plan, &store, &sink, &mut diags);
        let color = |name| colors.get(&plan.picture(&path(name)).expect("planned").src);
        assert_eq!(color("plain.png"), Some(&[200, 100, 50]), "{round}");
        assert_eq!(color("clear.png"), None, "{round}");
        // Red, green, blue and white, a quarter each.
        let four = color("four.png").expect("a color");
        assert!(four.iter().all(|channel| channel.abs_diff(127) < 8), "{four:?}");
    }
}

#[test]
fn a_file_that_changes_during_the_build_is_not_remembered_as_another() {
    let portal = Portal::new(&[("a.jpg", &jpeg(20, 20, 1)), ("a.pdf", b"%PDF")]);
    let (plan, mut diags) = portal.plan(&["a.jpg", "a.pdf"]);
    portal.overwrite("a.jpg", &jpeg(20, 20, 3));
    portal.overwrite("a.pdf", b"%PDF-1.7");
    let (sink, store) = (Memory::default(), Counting::default());
    encode(&portal.world, &plan, &store, &sink, &mut diags);
    assert!(messages(&diags).iter().all(|m| m.contains("a changé")));
    assert_eq!((diags.iter().count(), sink.into_files().len()), (2, 0));
    assert_eq!(store.saved(), 0);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let names: Vec<_> = (0..6).map(|i| format!("photo-{i}.jpg")).collect();
    let photos: Vec<_> = (0..6).map(|i| jpeg(300 + i * 90, 200, 6)).collect();
    let mut files: Vec<(&str, &[u8])> =
        names.iter().zip(&photos).map(|(n, p)| (n.as_str(), p.as_slice())).collect();
    files.push(("damaged.png", b"\x89PNG\r\n\x1a\n"));
    let portal = Portal::new(&files);
    let names: Vec<_> = files.iter().map(|(name, _)| *name).collect();
    let built = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let (_, files, diags) =
            pool.expect("threads").install(|| portal.build(&names, &NoStore));
        (files, diags)
    };
    assert_eq!(built(1), built(4));
}

fn read_wholly(content: &[u8]) {
    if let Ok(header) = Header::read(content)
        && header.pixels() < 1 << 20
        && let Ok(image) = photo::decode(content, &header)
    {
        for (width, format) in header.variants() {
            let _ = photo::variant(&image, &header, width, format);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_after_a_signature_are_read_without_a_panic(
        signature in proptest::sample::select(vec![
            &b""[..],
            b"\xff\xd8\xff",
            b"\x89PNG\r\n\x1a\n",
            b"RIFF\x40\0\0\0WEBPVP8 ",
            b"RIFF\x40\0\0\0WEBPVP8L",
        ]),
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        read_wholly(&[signature, &bytes].concat());
    }

    #[test]
    fn damaged_photos_are_read_without_a_panic(
        sort in 0..3_usize,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        end in any::<prop::sample::Index>(),
        is_cut: bool,
    ) {
        let mut bytes = match sort {
            0 => jpeg(40, 24, 6),
            1 => encoded(photo(40, 24), ImageFormat::Png),
            _ => encoded(photo(40, 24), ImageFormat::WebP),
        };
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(end.index(bytes.len()));
        }
        read_wholly(&bytes);
    }
}
