//! Words as outlines: letters of a font side by side, lines of a title.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId};
use unicode_normalization::UnicodeNormalization;

use super::path::{Path, Place};
use super::scene::LEVELS;

/// Most letters of a text that are looked at when it has to be cut.
const LONGEST: usize = 200;

/// A font with the pairs of letters that stand nearer or farther than others.
pub struct Font {
    face: Face<'static>,
    pairs: Vec<PairAdjustment<'static>>,
    /// Added after every letter, for a size of one.
    spacing: f32,
    /// Letters that were drawn before, by glyph, size and quarter of a pixel.
    stamps: RwLock<HashMap<(GlyphId, u32, usize), Arc<Stamp>>>,
}

/// A letter in pixels.
#[derive(Debug)]
pub struct Stamp {
    /// What it covers, row by row.
    pub runs: Vec<Run>,
}

/// Pixels side by side that a letter covers as much.
#[derive(Debug)]
pub struct Run {
    /// To the right of the start of its foot.
    pub x: i32,
    /// Below its foot.
    pub y: i32,
    /// How many.
    pub length: usize,
    /// From 1 to [`LEVELS`].
    pub level: u8,
}

/// A line of text, its letters placed from the left for a size of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    glyphs: Vec<(GlyphId, f32)>,
    /// Its width for a size of one.
    pub width: f32,
}

impl Font {
    /// Reads a font; `None` when it is none.
    pub fn new(bytes: &'static [u8], spacing: f32) -> Option<Self> {
        let face = Face::parse(bytes, 0).ok()?;
        let lookups = face.tables().gpos.map(|gpos| gpos.lookups);
        let subtables = lookups.into_iter().flatten().flat_map(|lookup| {
            lookup.subtables.into_iter::<PositioningSubtable<'static>>()
        });
        let pairs = subtables.filter_map(|subtable| match subtable {
            PositioningSubtable::Pair(pair) => Some(pair),
            _ => None,
        });
        let pairs = pairs.collect();
        Some(Self { face, pairs, spacing, stamps: RwLock::default() })
    }

    /// A text on one line; `None` when the font lacks one of its letters, even bare of its
    /// accents: a word with holes is worse than none.
    pub fn line(&self, text: &str) -> Option<Line> {
        let mut line = Line { glyphs: Vec::new(), width: 0.0 };
        for glyph in self.glyphs(text)? {
            if let Some((last, _)) = line.glyphs.last() {
                line.width += self.kerning(*last, glyph);
            }
            line.glyphs.push((glyph, line.width));
            let advance = f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0));
            line.width += advance / self.em() + self.spacing;
        }
        Some(line)
    }

    fn glyphs(&self, text: &str) -> Option<Vec<GlyphId>> {
        let mut glyphs = Vec::with_capacity(text.len());
        for c in text.nfc() {
            let c = if c.is_whitespace() { ' ' } else { c };
            let bare =
                || c.to_string().nfd().next().and_then(|c| self.face.glyph_index(c));
            glyphs.push(self.face.glyph_index(c).or_else(bare)?);
        }
        Some(glyphs)
    }

    fn em(&self) -> f32 {
        f32::from(self.face.units_per_em())
    }

    /// How much nearer two letters stand, from the first table that knows the first one.
    fn kerning(&self, first: GlyphId, second: GlyphId) -> f32 {
        let found = self.pairs.iter().find_map(|pair| {
            let rank = pair.coverage().get(first)?;
            let (record, _) = match pair {
                PairAdjustment::Format1 { sets, .. } => sets.get(rank)?.get(second)?,
                PairAdjustment::Format2 { classes: (one, other), matrix, .. } => {
                    matrix.get((one.get(first), other.get(second)))?
                }
            };
            Some(record.x_advance)
        });
        f32::from(found.unwrap_or(0)) / self.em()
    }

    /// Adds the letters of a line to a path, their feet at `y`.
    pub fn draw(&self, line: &Line, size: f32, (x, y): (f32, f32), path: &mut Path) {
        let scale = size / self.em();
        for (glyph, offset) in &line.glyphs {
            let place =
                Place { x_scale: scale, y_scale: -scale, x: x + size * offset, y };
            // Spaces have no outline.
            let _ = self.face.outline_glyph(*glyph, &mut path.pen(place));
        }
    }

    /// The letters of a line, each with the pixel where its foot starts.
    pub fn stamps(
        &self,
        line: &Line,
        size: f32,
        (x, y): (f32, f32),
    ) -> impl Iterator<Item = (Arc<Stamp>, (i32, i32))> {
        line.glyphs.iter().map(move |(glyph, offset)| {
            let quarters = (4.0 * (x + size * offset)).round() as i32;
            let stamp = self.stamp(*glyph, size, quarters.rem_euclid(4) as usize);
            (stamp, (quarters.div_euclid(4), y.round() as i32))
        })
    }

    /// A letter that stands some quarters of a pixel to the right.
    fn stamp(&self, glyph: GlyphId, size: f32, quarters: usize) -> Arc<Stamp> {
        let key = (glyph, size.to_bits(), quarters);
        let known = self.stamps.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(stamp) = known.get(&key) {
            return Arc::clone(stamp);
        }
        drop(known);
        let stamp = Arc::new(self.drawn(glyph, size, quarters));
        let mut known = self.stamps.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, Arc::clone(&stamp));
        stamp
    }

    fn drawn(&self, glyph: GlyphId, size: f32, quarters: usize) -> Stamp {
        // Room for the tallest and the widest: what is above the foot, what is before it.
        let side = (4.0 * size).ceil();
        let (left, foot) = (side as i32 / 4, side as i32 / 2);
        let scale = size / self.em();
        let x = left as f32 + quarters as f32 / 4.0;
        let mut path = Path::new();
        let place = Place { x_scale: scale, y_scale: -scale, x, y: foot as f32 };
        // Spaces have no outline.
        let _ = self.face.outline_glyph(glyph, &mut path.pen(place));
        let mut runs: Vec<Run> = Vec::new();
        path.cover((side as usize, side as usize), LEVELS, |index, level| {
            let (row, column) = (index / side as usize, index % side as usize);
            let (x, y) = (column as i32 - left, row as i32 - foot);
            match runs.last_mut() {
                Some(run)
                    if (run.y, run.x + run.length as i32, run.level) == (y, x, level) =>
                {
                    run.length += 1;
                }
                _ => runs.push(Run { x, y, length: 1, level }),
            }
        });
        Stamp { runs }
    }

    /// A text in at most `most` lines of at most that width, of lengths as even as they can
    /// be; `None` when it is too long or lacks letters.
    pub fn balanced(&self, text: &str, width: f32, most: usize) -> Option<Vec<Line>> {
        let words = text.split([' ', '\n', '\t']).filter(|word| !word.is_empty());
        let words: Vec<Line> =
            words.map(|word| self.line(word)).collect::<Option<_>>()?;
        let space = self.line(" ")?.width;
        let fits = |width: f32| wrapped(&words, space, width);
        let mut best = fits(width).filter(|lines| lines.len() <= most)?;
        let (count, mut low, mut high) = (best.len(), 0.0, width);
        for _ in 0..8 {
            let middle = f32::midpoint(low, high);
            match fits(middle).filter(|lines| lines.len() == count) {
                Some(lines) => (best, high) = (lines, middle),
                None => low = middle,
            }
        }
        Some(best)
    }

    /// A text on one line of at most that width for a size of one, cut when it is longer.
    pub fn one_line(&self, text: &str, width: f32) -> Option<Line> {
        let whole = self.line(text)?;
        if whole.width <= width {
            return Some(whole);
        }
        self.shortened(text, width, 1)?.pop()
    }

    /// As much of the start of a text as fits, then an ellipsis; `None` when the font lacks
    /// one of its letters.
    pub fn shortened(&self, text: &str, width: f32, most: usize) -> Option<Vec<Line>> {
        self.line(text)?;
        let ends = text.char_indices().map(|(end, _)| end).take(LONGEST);
        let ends = ends.collect::<Vec<_>>();
        let cut = |end: usize| {
            let start = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
            self.balanced(&format!("{start}…"), width, most)
        };
        // Ends between words first, then, for a word longer than a line, any.
        let between = ends.iter().rev().filter(|&&end| text[end..].starts_with(' '));
        between.chain(ends.iter().rev()).find_map(|&end| cut(end))
    }
}

impl Line {
    /// The line with a word after it.
    fn extend(&mut self, space: f32, word: &Line) {
        let start = self.width + space;
        self.glyphs.extend(word.glyphs.iter().map(|(glyph, x)| (*glyph, start + x)));
        self.width = start + word.width;
    }
}

/// Words in lines of at most that width; `None` when one of them alone is wider.
fn wrapped(words: &[Line], space: f32, width: f32) -> Option<Vec<Line>> {
    let mut lines: Vec<Line> = Vec::new();
    for word in words {
        if word.width > width {
            return None;
        }
        match lines.last_mut() {
            Some(line) if line.width + space + word.width <= width => {
                line.extend(space, word);
            }
            _ => lines.push(word.clone()),
        }
    }
    Some(lines)
}
