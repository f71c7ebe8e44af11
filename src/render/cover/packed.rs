//! Pictures whose rows are packed band by band: a band that many pictures share is packed
//! once for all of them.

use std::borrow::Cow;

use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use simd_adler32::adler32;

use crate::theme::color::Rgb;

/// Rows that are packed together. What is drawn in one leaves the others as they are.
pub const BAND: usize = 30;

/// How hard bytes are packed: harder ones take twice the time for a tenth of the size.
const LEVEL: u32 = 2;
/// The head of a zlib stream that was packed fast (RFC 1950, 2.2).
const ZLIB: [u8; 2] = [0x78, 0x01];
/// A last block that holds nothing (RFC 1951, 3.2.6).
const END: [u8; 2] = [3, 0];
/// What sums of zlib are taken modulo (RFC 1950, 8.2).
const ADLER: u64 = 65_521;

/// Some rows of a picture, each pixel the index of its color.
#[derive(Debug, Clone)]
pub struct Band {
    /// Each row after the byte that says that it is not filtered (PNG, 9.2).
    rows: Vec<u8>,
    stride: usize,
}

/// Rows as a part of a deflated stream, which needs nothing that stands before it.
#[derive(Debug, Clone)]
pub struct Packed {
    bytes: Vec<u8>,
    /// Length of the rows.
    length: usize,
    /// Their sum.
    sum: u32,
}

impl Band {
    /// Rows of that many pixels.
    pub fn new(pixels: &[u8], width: usize) -> Self {
        let rows = pixels.chunks(width).flat_map(|row| [&[0], row].concat()).collect();
        Self { rows, stride: width + 1 }
    }

    /// Pixels of a row from a column on.
    pub fn pixels(&mut self, row: usize, column: usize) -> &mut [u8] {
        let start = row * self.stride;
        &mut self.rows[start + 1 + column..start + self.stride]
    }
}

/// Packs bands, one after the other.
pub struct Packer(Compress);

impl Packer {
    /// A packer.
    pub fn new() -> Self {
        Self(Compress::new(Compression::new(LEVEL), false))
    }

    /// Packs a band.
    pub fn pack(&mut self, band: &Band) -> Packed {
        let rows = &band.rows;
        self.0.reset();
        let mut bytes = Vec::with_capacity(rows.len() + 1024);
        let status = self.0.compress_vec(rows, &mut bytes, FlushCompress::Full);
        let whole = self.0.total_in() == rows.len() as u64;
        assert!(matches!(status, Ok(Status::Ok)) && whole, "there is room for all");
        Packed { bytes, length: rows.len(), sum: adler32(&rows.as_slice()) }
    }
}

/// A PNG file of the bands of a picture (W3C, Portable Network Graphics, third edition).
pub fn png(
    (width, height): (u32, u32),
    colors: &[Rgb],
    bands: &[Cow<'_, Packed>],
) -> Vec<u8> {
    let packed: usize = bands.iter().map(|band| band.bytes.len()).sum();
    let mut out = Vec::with_capacity(packed + 3 * colors.len() + 128);
    out.extend(b"\x89PNG\r\n\x1a\n");
    let [width, height] = [width, height].map(u32::to_be_bytes);
    // Eight bits, indices of colors, and no other way than the usual one.
    chunk(&mut out, b"IHDR", &[&width[..], &height, &[8, 3, 0, 0, 0]]);
    chunk(&mut out, b"PLTE", &[colors.as_flattened()]);
    let sum = bands.iter().fold(1, |sum, band| joined(sum, band)).to_be_bytes();
    let mut data = vec![&ZLIB[..]];
    data.extend(bands.iter().map(|band| band.bytes.as_slice()));
    data.extend([&END[..], &sum]);
    chunk(&mut out, b"IDAT", &data);
    chunk(&mut out, b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, name: &[u8; 4], parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let length = u32::try_from(length).expect("a picture of a card is small");
    out.extend(length.to_be_bytes());
    let mut crc = Crc::new();
    for part in [&name[..]].iter().chain(parts) {
        crc.update(part);
        out.extend(*part);
    }
    out.extend(crc.sum().to_be_bytes());
}

/// The sum of bytes followed by others, from the sums of both.
fn joined(first: u32, band: &Packed) -> u32 {
    let halves = |sum: u32| (u64::from(sum & 0xffff), u64::from(sum >> 16));
    let ((a1, b1), (a2, b2)) = (halves(first), halves(band.sum));
    let length = band.length as u64 % ADLER;
    let a = (a1 + a2 + ADLER - 1) % ADLER;
    let b = (b1 + b2 + length * (a1 + ADLER - 1)) % ADLER;
    u32::try_from(b << 16 | a).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bands_are_read_back_as_one_picture(
            seed in prop::collection::vec(0u8..3, 1..40), width in 1usize..20, rows in 1usize..80,
        ) {
            let pixels: Vec<u8> = seed.iter().copied().cycle().take(width * rows).collect();
            let mut packer = Packer::new();
            let bands: Vec<_> = pixels
                .chunks(width * BAND)
                .map(|rows| Cow::Owned(packer.pack(&Band::new(rows, width))))
                .collect();
            let colors: [Rgb; 3] = [[1, 2, 3], [4, 5, 6], [255, 0, 128]];
            let size = (width as u32, rows as u32);
            let read = image::load_from_memory(&png(size, &colors, &bands));
            let read = read.expect("readable").to_rgb8();
            prop_assert_eq!(read.dimensions(), size);
            let seen: Vec<_> = read.pixels().map(|pixel| pixel.0).collect();
            let drawn: Vec<_> = pixels.iter().map(|i| colors[usize::from(*i)]).collect();
            prop_assert_eq!(seen, drawn);
        }
    }
}
