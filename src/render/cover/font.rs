//! Words as outlines: letters of a font side by side, lines of a title.

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId};
use unicode_normalization::UnicodeNormalization;

use super::path::{Path, Place};

/// Most letters of a text that are looked at when it has to be cut.
const LONGEST: usize = 200;

/// A font with the pairs of letters that stand nearer or farther than others.
pub struct Font {
    face: Face<'static>,
    pairs: Vec<PairAdjustment<'static>>,
    /// Added after every letter, for a size of one.
    spacing: f32,
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
        Some(Self { face, pairs, spacing })
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
