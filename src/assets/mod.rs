//! Images and files: first what pages must know of them, then their bytes.
//!
//! [`plan`] reads headers and hashes, so that pages can name final addresses and sizes;
//! [`encode`] makes the bytes, and decodes a photo only when a variant is not remembered.
//! Every photo is encoded anew: what cameras write into files (places, names, serial
//! numbers) is never published. Drawings are rewritten by [`svg`], element by element.

mod encode;
mod fault;
mod name;
mod photo;
pub mod svg;
#[cfg(test)]
mod tests;
pub mod wanted;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::memo;
use crate::source::Span;
use crate::world::World;

use fault::Fault;
use name::{Sort, base_name, extension};
use photo::Header;

pub use encode::encode;

/// The average color of each photo, by its address.
pub type Colors = BTreeMap<String, [u8; 3]>;

/// Widths of the variants of a photo, in pixels: a face, a card, a phone at two and at
/// three dots a pixel, a screen.
pub const WIDTHS: [u32; 5] = [160, 480, 720, 1200, 1600];
/// Most pixels of a photo, checked before it is decoded.
pub const MAX_PIXELS: u64 = 100_000_000;
/// Largest photo, in bytes.
pub const MAX_PHOTO_BYTES: u64 = 64 << 20;
/// Largest drawing, in bytes.
pub const MAX_DRAWING_BYTES: u64 = 1 << 20;
/// Largest file to download, in bytes: most hosts refuse larger ones.
pub const MAX_DOCUMENT_BYTES: u64 = 256 << 20;
/// Tallest variant, in pixels: the limit of WebP (RFC 9649).
pub const MAX_HEIGHT: u32 = 16_383;

/// A file that a page shows or offers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// Path from the portal's root: `content/medias/murat.jpg`.
    pub path: String,
    /// Where an editor asked for it.
    pub used_at: Option<Span>,
}

/// What a page must know of an image; addresses start at the root of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedImage {
    /// Address of the largest variant in the format that every browser shows.
    pub src: String,
    /// Candidate widths of that format, when there are several.
    pub srcset: Option<String>,
    /// Candidates in WebP; `None` for a drawing.
    pub webp: Option<String>,
    /// Width of `src`, in pixels.
    pub width: u32,
    /// Height of `src`, in pixels.
    pub height: u32,
}

/// What a page must know of a file to download.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFile {
    /// Address from the root of the site.
    pub href: String,
    /// Its extension as people write it: `PDF`.
    pub format: String,
    /// Its size; `None` for a photo, which is not yet encoded.
    pub bytes: Option<u64>,
}

/// Every image and file of a site, with their final addresses.
#[derive(Debug, Default)]
pub struct Plan {
    images: BTreeMap<String, PlannedImage>,
    files: BTreeMap<String, PlannedFile>,
    /// What is to be made, by address: two copies of a file under one name are one output.
    outputs: BTreeMap<String, Output>,
}

/// A file to be made from another one.
#[derive(Debug)]
struct Output {
    /// Path of the original.
    path: String,
    used_at: Option<Span>,
    /// Key of its content.
    digest: String,
    /// Start of the addresses of what is made.
    base: String,
    work: Work,
}

#[derive(Debug)]
enum Work {
    Copy,
    Drawing(svg::Drawing),
    Photo(Header),
}

impl Output {
    /// The address of a file that is not a photo.
    fn address(&self) -> String {
        format!("{}.{}", self.base, extension(&self.path))
    }
}

impl Work {
    /// Names what is made of a content: it changes with the way of making it.
    fn digest(&self, content: &[u8]) -> String {
        match self {
            Self::Copy => memo::key(&[content]),
            Self::Drawing(drawing) => memo::key(&[&drawing.svg]),
            Self::Photo(_) => memo::key(&[content, photo::SETTINGS.as_bytes()]),
        }
    }
}

impl Plan {
    /// The image at a path from the portal's root, if it is one and can be shown.
    pub fn picture(&self, path: &str) -> Option<&PlannedImage> {
        self.images.get(path)
    }

    /// The file at a path from the portal's root, for links; images have one too.
    pub fn file(&self, path: &str) -> Option<&PlannedFile> {
        self.files.get(path)
    }

    /// Leaves what is made of some files to others; pages name it all the same.
    pub fn leave(&mut self, is_elsewhere: impl Fn(&str) -> bool) {
        self.outputs.retain(|_, output| !is_elsewhere(&output.path));
    }

    fn add(&mut self, output: Output, bytes: u64) {
        let mut file = PlannedFile {
            href: output.address(),
            format: extension(&output.path).to_uppercase(),
            bytes: Some(bytes),
        };
        let image = match &output.work {
            Work::Copy => None,
            Work::Drawing(drawing) => {
                file.bytes = Some(drawing.svg.len() as u64);
                Some(drawing.planned(file.href.clone()))
            }
            Work::Photo(header) => {
                let image = header.planned(&output.base);
                file.href.clone_from(&image.src);
                file.format = header.fallback().extension().to_uppercase();
                file.bytes = None;
                Some(image)
            }
        };
        let address = file.href.clone();
        self.files.insert(output.path.clone(), file);
        if let Some(image) = image {
            self.images.insert(output.path.clone(), image);
        }
        self.outputs.entry(address).or_insert(output);
    }
}

/// Reads and hashes every wanted file, and decides what will be made of it.
pub fn plan(world: &World, wanted: &BTreeSet<Wanted>, diags: &mut Diagnostics) -> Plan {
    let mut uses: BTreeMap<&str, Vec<Option<Span>>> = BTreeMap::new();
    for Wanted { path, used_at } in wanted {
        uses.entry(path).or_default().push(*used_at);
    }
    let prepared: Vec<_> =
        uses.par_iter().map(|(path, _)| prepare(world, path)).collect();
    let mut plan = Plan::default();
    for ((path, spans), prepared) in uses.into_iter().zip(prepared) {
        let used_at = spans.iter().copied().flatten().next();
        match prepared {
            Ok((digest, work, bytes)) => {
                let base = base_name(path, &digest);
                let path = path.to_owned();
                plan.add(Output { path, used_at, digest, base, work }, bytes);
            }
            Err(Fault::Missing) => {
                for span in spans {
                    diags.push(fault::missing(world, path, span));
                }
            }
            Err(fault) => diags.push(fault.diagnostic(path, used_at)),
        }
    }
    plan
}

/// The digest of a file, what is to be done with it, and its size.
fn prepare(world: &World, path: &str) -> Result<(String, Work, u64), Fault> {
    let asset = world.assets.get(path).ok_or(Fault::Missing)?;
    let sort = Sort::of(path);
    let limit = match sort {
        Sort::Photo => MAX_PHOTO_BYTES,
        Sort::Drawing => MAX_DRAWING_BYTES,
        Sort::Document => MAX_DOCUMENT_BYTES,
        Sort::ForeignPhoto => return Err(Fault::ForeignPhoto),
        Sort::Unknown => return Err(Fault::UnknownExtension),
    };
    if asset.bytes > limit {
        return Err(Fault::TooHeavy { limit });
    }
    let content = asset.read().map_err(|_| Fault::Unreadable)?;
    let work = match sort {
        Sort::Photo => Work::Photo(Header::read(&content)?),
        Sort::Drawing => Work::Drawing(svg::sanitize(&content).map_err(Fault::Drawing)?),
        _ => Work::Copy,
    };
    Ok((work.digest(&content), work, content.len() as u64))
}
