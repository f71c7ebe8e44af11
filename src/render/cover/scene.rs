//! The landscape of a card: sky, sun, ridgelines and the portal's name, in a palette that
//! leaves room for the words drawn over it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::render::view::{RIDGE_HEIGHT, RIDGE_WIDTH, crests};
use crate::theme::color::{Rgb, Tokens};

use super::font::Stamp;
use super::packed::{BAND, Band, Packed, Packer, png};
use super::path::{Path, Place};
use super::{Fonts, MARGIN};

const WIDTH: usize = super::WIDTH as usize;
const HEIGHT: usize = super::HEIGHT as usize;
/// Shades between a color and the one that it covers.
pub const LEVELS: u8 = 4;
/// Where the ridges stand, from the top of the card, and the height of their drawing.
const RIDGES: (f32, f32) = (330.0, 240.0);
/// Where the sky no longer changes, from the top of the card.
const HORIZON: usize = 400;
/// Center and radius of the sun.
const SUN: (f32, f32, f32) = (1048.0, 338.0, 66.0);
/// Size of the portal's name, and where its letters stand.
const NAME: (f32, f32) = (34.0, 599.0);

/// The colors of a card, by their names in the light theme.
const COLORS: [&str; 10] = [
    "sky", "sky-low", "sun", "ridge-1", "ridge-2", "ridge-3", "ridge-4", "ink", "accent",
    "on-deep",
];

/// The colors of a card.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Palette([Rgb; COLORS.len()]);

impl Palette {
    /// Those of the light theme.
    pub fn of(tokens: &Tokens) -> Self {
        Self(COLORS.map(|name| tokens.light(name).unwrap_or_default()))
    }

    fn color(&self, name: &str) -> Rgb {
        let mut named = COLORS.iter().zip(self.0);
        named.find(|(own, _)| **own == name).map(|(_, rgb)| rgb).unwrap_or_default()
    }

    /// All of them, in order.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.concat()
    }
}

/// A drawn landscape, ready for words.
pub struct Scene {
    bands: Vec<(Band, Packed)>,
    /// At most 256.
    colors: Vec<Rgb>,
    ink: Shades,
    accent: Shades,
}

/// A landscape with words over it: what they touch of it is its own.
pub struct Written<'a> {
    scene: &'a Scene,
    bands: Vec<Cow<'a, Band>>,
}

/// For each color of a palette and each level of coverage, the index of what is seen.
type Shades = Vec<[u8; LEVELS as usize + 1]>;

/// What words are written in.
#[derive(Clone, Copy)]
pub enum Ink {
    /// The color of titles.
    Plain,
    /// The color of what stands above them.
    Accent,
}

impl Scene {
    /// The landscape of a seed, with the name of the portal at its foot.
    pub fn new(seed: &str, palette: &Palette, portal: &str, fonts: &Fonts) -> Self {
        let color = |name: &str| palette.color(name);
        let mut canvas = Canvas::sky(color("sky"), color("sky-low"));
        canvas.landscape(seed, &color);
        canvas.brand(portal, fonts, &color);
        // Words stand in the sky, which is nearly of one color.
        let sky = canvas.pixels[200 * WIDTH];
        let (ink, accent) = (color("ink"), color("accent"));
        let shades = |front| (1..=LEVELS).map(move |level| mix(sky, front, level));
        let words: Vec<Rgb> = shades(ink).chain(shades(accent)).collect();
        let (pixels, colors) = canvas.indexed(words);
        let shades = |front| shades_over(&colors, front);
        let mut packer = Packer::new();
        let bands = pixels.chunks(WIDTH * BAND).map(|rows| {
            let band = Band::new(rows, WIDTH);
            let packed = packer.pack(&band);
            (band, packed)
        });
        Self { bands: bands.collect(), ink: shades(ink), accent: shades(accent), colors }
    }

    /// The landscape without words.
    pub fn bare(&self) -> Written<'_> {
        let bands = self.bands.iter().map(|(band, _)| Cow::Borrowed(band)).collect();
        Written { scene: self, bands }
    }
}

impl Written<'_> {
    /// Draws a letter, its foot at a pixel. What lies beyond the edges is left out.
    pub fn stamp(&mut self, letter: &Stamp, (x, y): (i32, i32), ink: Ink) {
        let shades = match ink {
            Ink::Plain => &self.scene.ink,
            Ink::Accent => &self.scene.accent,
        };
        for run in &letter.runs {
            let place = (usize::try_from(x + run.x), usize::try_from(y + run.y));
            let (Ok(column), Ok(row)) = place else { continue };
            let Some(band) = self.bands.get_mut(row / BAND) else { continue };
            if column >= WIDTH {
                continue;
            }
            let pixels = band.to_mut().pixels(row % BAND, column);
            for pixel in pixels.iter_mut().take(run.length) {
                *pixel = shades[usize::from(*pixel)][usize::from(run.level)];
            }
        }
    }

    /// The picture as a PNG file.
    pub fn png(&self, packer: &mut Packer) -> Vec<u8> {
        let drawn = self.bands.iter().zip(&self.scene.bands);
        let packed = drawn.map(|(band, (_, packed))| match band {
            Cow::Borrowed(_) => Cow::Borrowed(packed),
            Cow::Owned(band) => Cow::Owned(packer.pack(band)),
        });
        let size = (super::WIDTH, super::HEIGHT);
        png(size, &self.scene.colors, &packed.collect::<Vec<_>>())
    }
}

/// Pixels in full color.
struct Canvas {
    pixels: Vec<Rgb>,
}

impl Canvas {
    fn sky(top: Rgb, horizon: Rgb) -> Self {
        let mut pixels = Vec::with_capacity(WIDTH * HEIGHT);
        for y in 0..HEIGHT {
            let part = (256 * y / HORIZON).min(256);
            pixels.resize(pixels.len() + WIDTH, between(top, horizon, part, 256));
        }
        Self { pixels }
    }

    fn fill(&mut self, path: &Path, color: Rgb) {
        path.cover((WIDTH, HEIGHT), LEVELS, |index, level| {
            self.pixels[index] = mix(self.pixels[index], color, level);
        });
    }

    fn landscape(&mut self, seed: &str, color: &dyn Fn(&str) -> Rgb) {
        let mut sun = Path::new();
        sun.disc(SUN.0, SUN.1, SUN.2);
        self.fill(&sun, color("sun"));
        for (rank, crest) in (1..).zip(crests(seed)) {
            let mut path = Path::new();
            let mut pen = path.pen(Place {
                x_scale: WIDTH as f32 / RIDGE_WIDTH as f32,
                y_scale: RIDGES.1 / RIDGE_HEIGHT as f32,
                x: 0.0,
                y: RIDGES.0,
            });
            let foot = 2.0 * RIDGE_HEIGHT as f32;
            pen.move_to(0.0, foot);
            pen.line_to(crest.start.0 as f32, crest.start.1 as f32);
            for (control, (x, y)) in crest.segments {
                let (x, y) = (x as f32, y as f32);
                match control {
                    None => pen.line_to(x, y),
                    Some((x1, y1)) => pen.quad_to(x1 as f32, y1 as f32, x, y),
                }
            }
            pen.line_to(RIDGE_WIDTH as f32, foot);
            pen.close();
            self.fill(&path, color(&format!("ridge-{rank}")));
        }
    }

    /// The mark of the header, then the name of the portal.
    fn brand(&mut self, portal: &str, fonts: &Fonts, color: &dyn Fn(&str) -> Rgb) {
        const SCALE: f32 = 1.4;
        let (x, y) = (MARGIN, NAME.1 - 26.0 * SCALE);
        let place = Place { x_scale: SCALE, y_scale: SCALE, x, y };
        let [mut far, mut near, mut sun] = [const { Path::new() }; 3];
        let mut pen = far.pen(place);
        pen.move_to(0.0, 26.0);
        for (x, y) in [(11.0, 8.0), (18.0, 17.0), (22.0, 12.0), (36.0, 26.0)] {
            pen.line_to(x, y);
        }
        pen.close();
        let mut pen = near.pen(place);
        pen.move_to(0.0, 28.0);
        pen.curve_to(7.0, 19.0, 11.0, 19.0, 17.0, 24.0);
        pen.curve_to(23.0, 29.0, 28.0, 25.0, 36.0, 28.0);
        pen.close();
        sun.disc(x + 27.0 * SCALE, y + 6.0 * SCALE, 4.0 * SCALE);
        self.fill(&far, color("ridge-2"));
        self.fill(&near, color("on-deep"));
        self.fill(&sun, color("sun"));
        let start = x + 50.0 * SCALE;
        let width = (WIDTH as f32 - MARGIN - start) / NAME.0;
        let Some(name) = fonts.display.one_line(portal, width) else { return };
        let mut path = Path::new();
        fonts.display.draw(&name, NAME.0, (start, NAME.1), &mut path);
        self.fill(&path, color("on-deep"));
    }

    /// The picture in at most 256 colors, those that are asked for among them; the rarest
    /// others give way to the nearest.
    fn indexed(&self, wanted: Vec<Rgb>) -> (Vec<u8>, Vec<Rgb>) {
        let mut counts: BTreeMap<Rgb, usize> = BTreeMap::new();
        for run in self.runs() {
            *counts.entry(run[0]).or_default() += run.len();
        }
        let mut found: Vec<_> = counts.into_iter().collect();
        found.sort_by_key(|(color, count)| (usize::MAX - count, *color));
        let found = found.into_iter().map(|(color, _)| color);
        let mut colors: Vec<Rgb> = Vec::with_capacity(256);
        let kept = 256 - wanted.len();
        for color in found.clone().take(kept).chain(wanted) {
            if !colors.contains(&color) {
                colors.push(color);
            }
        }
        let indices: BTreeMap<Rgb, u8> =
            found.map(|color| (color, nearest(&colors, color))).collect();
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for run in self.runs() {
            pixels.resize(pixels.len() + run.len(), indices[&run[0]]);
        }
        (pixels, colors)
    }

    /// Pixels of one color side by side.
    fn runs(&self) -> impl Iterator<Item = &[Rgb]> {
        self.pixels.chunk_by(|one, next| one == next)
    }
}

fn shades_over(colors: &[Rgb], front: Rgb) -> Shades {
    let over = |&back: &Rgb| {
        std::array::from_fn(|level| {
            let level = u8::try_from(level).unwrap_or(LEVELS);
            let seen = if level == 0 { back } else { mix(back, front, level) };
            nearest(colors, seen)
        })
    };
    colors.iter().map(over).collect()
}

/// Index of the color that looks most like this one.
fn nearest(colors: &[Rgb], color: Rgb) -> u8 {
    let squared = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    let [red, green, blue] = color;
    let distance =
        |[r, g, b]: &Rgb| squared(*r, red) + squared(*g, green) + squared(*b, blue);
    let best = colors.iter().enumerate().min_by_key(|(_, other)| distance(other));
    best.and_then(|(index, _)| u8::try_from(index).ok()).unwrap_or(0)
}

/// A color that another one covers by so many of [`LEVELS`].
fn mix(back: Rgb, front: Rgb, level: u8) -> Rgb {
    if level == LEVELS {
        return front;
    }
    between(back, front, usize::from(level), usize::from(LEVELS))
}

fn between(from: Rgb, to: Rgb, part: usize, whole: usize) -> Rgb {
    std::array::from_fn(|channel| {
        let (from, to) = (usize::from(from[channel]), usize::from(to[channel]));
        let mixed = (from * (whole - part) + to * part + whole / 2) / whole;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    })
}
