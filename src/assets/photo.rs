//! Photos: what their header says, and the variants that are made of them.

use std::io::Cursor;

use fast_image_resize::Resizer;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::fault::Fault;
use super::{MAX_HEIGHT, MAX_PIXELS, PlannedImage, WIDTHS};

/// How variants are made; to be changed with anything that changes their bytes.
pub(super) const SETTINGS: &str = "1: lanczos3, webp 78, jpeg 80, png";

const WEBP_QUALITY: f32 = 78.0;
const JPEG_QUALITY: u8 = 80;
/// Most memory that a decoder may ask for: 16 bits for each of four channels.
const MAX_DECODED_BYTES: u64 = 8 * MAX_PIXELS;

/// The format of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    WebP,
    Jpeg,
    Png,
}

impl Format {
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// What is known of a photo before it is decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Width when upright, in pixels.
    width: u32,
    /// Height when upright, in pixels.
    height: u32,
    /// Whether pixels may be transparent.
    alpha: bool,
}

impl Header {
    /// Reads no more than the header, after a look at whether the file is whole.
    pub(super) fn read(content: &[u8]) -> Result<Self, Fault> {
        let mut decoder = open(content)?;
        let (width, height) = decoder.dimensions();
        let pixels = u64::from(width) * u64::from(height);
        if pixels > MAX_PIXELS {
            return Err(Fault::TooLarge { width, height });
        }
        if pixels == 0 {
            return Err(Fault::Broken);
        }
        let alpha = decoder.color_type().has_alpha();
        let turned = is_turned(orientation(&mut decoder));
        let (width, height) = if turned { (height, width) } else { (width, height) };
        let header = Self { width, height, alpha };
        if header.height_at(header.largest()) > MAX_HEIGHT {
            return Err(Fault::TooTall);
        }
        if content.starts_with(&[0xFF, 0xD8]) && !is_whole_jpeg(content) {
            return Err(Fault::Truncated);
        }
        Ok(header)
    }

    /// The format beside WebP.
    pub(super) fn fallback(&self) -> Format {
        if self.alpha { Format::Png } else { Format::Jpeg }
    }

    /// Pixels of the original.
    pub(super) fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Whether nothing behind the photo is seen through it.
    pub(super) fn is_opaque(&self) -> bool {
        !self.alpha
    }

    fn largest(&self) -> u32 {
        self.width.min(WIDTHS[WIDTHS.len() - 1])
    }

    /// Widths of the variants, the largest last: never more than the original, and none
    /// that the largest makes useless.
    fn widths(&self) -> Vec<u32> {
        let largest = self.largest();
        let smaller = WIDTHS.into_iter().filter(|width| width * 5 / 4 <= largest);
        smaller.chain([largest]).collect()
    }

    fn height_at(&self, width: u32) -> u32 {
        let scaled =
            u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2;
        u32::try_from(scaled / u64::from(self.width)).unwrap_or(u32::MAX).max(1)
    }

    /// Every variant to be made, by width then format.
    pub(super) fn variants(&self) -> Vec<(u32, Format)> {
        let formats = |width| [(width, Format::WebP), (width, self.fallback())];
        self.widths().into_iter().flat_map(formats).collect()
    }

    /// What pages must know, from the start of the variants' addresses.
    pub(super) fn planned(&self, base: &str) -> PlannedImage {
        let widths = self.widths();
        let width = self.largest();
        let candidates = |format| match widths.as_slice() {
            [only] => variant_name(base, *only, format),
            several => {
                let candidate = |&w| format!("{} {w}w", variant_name(base, w, format));
                several.iter().map(candidate).collect::<Vec<_>>().join(", ")
            }
        };
        PlannedImage {
            src: variant_name(base, width, self.fallback()),
            srcset: (widths.len() > 1).then(|| candidates(self.fallback())),
            webp: Some(candidates(Format::WebP)),
            width,
            height: self.height_at(width),
        }
    }
}

/// The address of a variant.
pub(super) fn variant_name(base: &str, width: u32, format: Format) -> String {
    format!("{base}-{width}.{}", format.extension())
}

fn open(content: &[u8]) -> Result<impl ImageDecoder + '_, Fault> {
    let reader = ImageReader::new(Cursor::new(content));
    let mut reader = reader.with_guessed_format().map_err(|_| Fault::Unreadable)?;
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    if !reader.format().is_some_and(|format| known.contains(&format)) {
        return Err(Fault::Disguised);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    reader.limits(limits);
    reader.into_decoder().map_err(|_| Fault::Broken)
}

/// How the photo was held; upright when it does not say, or not so that it can be read.
fn orientation(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

fn is_turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// Whether a JPEG file reaches its end marker (ITU-T T.81, annex B): the decoder would
/// fill what is missing with gray, without a word.
fn is_whole_jpeg(content: &[u8]) -> bool {
    let mut rest = content.get(2..).unwrap_or_default();
    while let Some(at) = rest.iter().position(|&byte| byte == 0xFF) {
        rest = &rest[at + 1..];
        match rest {
            // End of image.
            [0xD9, ..] => return true,
            // Coded 0xFF, restarts, padding: no segment follows.
            [0x00 | 0x01 | 0xD0..=0xD7, after @ ..] => rest = after,
            [0xFF, ..] => {}
            [_, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = rest.get(1 + length..).unwrap_or_default();
            }
            _ => return false,
        }
    }
    false
}

/// The largest variant of a photo, upright and in sRGB; the others are made from it.
pub(super) fn decode(content: &[u8], header: &Header) -> Result<DynamicImage, Fault> {
    let mut decoder = open(content)?;
    let orientation = orientation(&mut decoder);
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(|_| Fault::Broken)?;
    let image = if header.alpha {
        DynamicImage::ImageRgba8(image.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(image.into_rgb8())
    };
    let width = header.largest();
    let (width, height) = (width, header.height_at(width));
    let turned = is_turned(orientation);
    let (width, height) = if turned { (height, width) } else { (width, height) };
    let mut image = resized(image, width, height)?;
    if let Some(profile) = profile {
        image = in_srgb(image, &profile);
    }
    image.apply_orientation(orientation);
    Ok(image)
}

/// The average color of a photo, told from enough of its pixels.
pub(super) fn average(image: &DynamicImage) -> [u8; 3] {
    const STEP: usize = 61;
    let channels = usize::from(image.color().channel_count());
    let (mut sums, mut count) = ([0_u64; 3], 0);
    for pixel in image.as_bytes().chunks_exact(channels).step_by(STEP) {
        for (sum, channel) in sums.iter_mut().zip(pixel) {
            *sum += u64::from(*channel);
        }
        count += 1;
    }
    sums.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX))
}

/// The bytes of a variant, from the largest one.
pub(super) fn variant(
    image: &DynamicImage,
    header: &Header,
    width: u32,
    format: Format,
) -> Result<Vec<u8>, Fault> {
    let image = resized(image.clone(), width, header.height_at(width))?;
    written(&image, format)
}

fn resized(image: DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Fault> {
    if (image.width(), image.height()) == (width, height) {
        return Ok(image);
    }
    let mut smaller = DynamicImage::new(width, height, image.color());
    // Lanczos3 and premultiplied alpha are the resizer's own defaults.
    Resizer::new().resize(&image, &mut smaller, None).map_err(|_| Fault::Broken)?;
    Ok(smaller)
}

/// The image with its colors in sRGB; as it is when the profile cannot be used.
fn in_srgb(image: DynamicImage, profile: &[u8]) -> DynamicImage {
    let layout = if image.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let transform = ColorProfile::new_from_slice(profile).ok().and_then(|profile| {
        let is_rgb = profile.color_space == DataColorSpace::Rgb;
        let srgb = ColorProfile::new_srgb();
        let options = TransformOptions::default();
        let transform = profile.create_transform_8bit(layout, &srgb, layout, options);
        transform.ok().filter(|_| is_rgb)
    });
    let Some(transform) = transform else { return image };
    let mut converted = DynamicImage::new(image.width(), image.height(), image.color());
    let target: Option<&mut [u8]> = match &mut converted {
        DynamicImage::ImageRgb8(buffer) => Some(buffer),
        DynamicImage::ImageRgba8(buffer) => Some(buffer),
        _ => None,
    };
    let done = target.is_some_and(|to| transform.transform(image.as_bytes(), to).is_ok());
    if done { converted } else { image }
}

fn written(image: &DynamicImage, format: Format) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let done = match format {
        Format::WebP => return webp(image),
        Format::Jpeg => image
            .write_with_encoder(JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY)),
        Format::Png => image.write_with_encoder(PngEncoder::new_with_quality(
            &mut out,
            CompressionType::Default,
            FilterType::Adaptive,
        )),
    };
    done.map(|()| out).map_err(|_| Fault::Broken)
}

fn webp(image: &DynamicImage) -> Result<Vec<u8>, Fault> {
    let (bytes, width, height) = (image.as_bytes(), image.width(), image.height());
    let encoder = if image.color().has_alpha() {
        webp::Encoder::from_rgba(bytes, width, height)
    } else {
        webp::Encoder::from_rgb(bytes, width, height)
    };
    let encoded = encoder.encode_simple(false, WEBP_QUALITY);
    encoded.map(|bytes| bytes.to_vec()).map_err(|_| Fault::Broken)
}
