//! The ridgelines of a hero: every territory has its own skyline, drawn from its code.

use std::f64::consts::TAU;

/// Width of the drawing, in units of its view box.
pub const RIDGE_WIDTH: u32 = 1440;
/// Height of the drawing, in units of its view box.
pub const RIDGE_HEIGHT: u32 = 320;

const LAYERS: u32 = 4;
const STEP: u32 = 72;

/// A point of the drawing: from the left, from the top.
pub type RidgePoint = (f64, f64);

/// The upper edge of a ridge, from the left side of the drawing to the right one.
#[derive(Debug, Clone, PartialEq)]
pub struct Crest {
    /// Where it starts.
    pub start: RidgePoint,
    /// Ends of its segments, each with the control point of a curve when it is one.
    pub segments: Vec<(Option<RidgePoint>, RidgePoint)>,
}

/// Paths of the ridgelines, far to near, in a box of [`RIDGE_WIDTH`] by [`RIDGE_HEIGHT`].
/// The same seed (an INSEE code, a slug) always draws the same skyline.
pub fn ridgelines(seed: &str) -> Vec<String> {
    crests(seed).iter().map(Crest::path).collect()
}

/// The same ridgelines as points.
pub fn crests(seed: &str) -> Vec<Crest> {
    let seed = seed.bytes().fold(2_166_136_261u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(16_777_619)
    });
    (0..LAYERS).map(|layer| crest(seed, layer)).collect()
}

/// One ridge: a sum of waves, ever lower and smoother as it comes nearer. The farthest is
/// left angular: mountains far away, hills at hand.
fn crest(seed: u32, layer: u32) -> Crest {
    let near = f64::from(layer) / f64::from(LAYERS - 1);
    let (base, height) = (120.0 + 130.0 * near, 74.0 - 34.0 * near);
    let y = |x: u32| {
        let x = f64::from(x) / f64::from(RIDGE_WIDTH);
        (base - height * wave(seed, layer, x)).round()
    };
    let segment = |x: u32| {
        let (half, next) = (x + STEP / 2, x + STEP);
        let control = || (f64::from(half), 2.0 * y(half) - f64::midpoint(y(x), y(next)));
        ((layer > 0).then(control), (f64::from(next), y(next)))
    };
    Crest {
        start: (0.0, y(0)),
        segments: (0..RIDGE_WIDTH).step_by(STEP as usize).map(segment).collect(),
    }
}

impl Crest {
    /// The ridge down to the foot of the drawing, in the words of SVG.
    fn path(&self) -> String {
        let mut path = format!("M0 {RIDGE_HEIGHT}V{}", self.start.1);
        for (control, (x, y)) in &self.segments {
            path += &match control {
                None => format!("L{x} {y}"),
                Some((cx, cy)) => format!("Q{cx} {cy} {x} {y}"),
            };
        }
        path + &format!("V{RIDGE_HEIGHT}Z")
    }
}

/// Height of a ridge at `x` (0 to 1), between -1 and 1: three octaves, the last one
/// fading as the ridge comes nearer.
fn wave(seed: u32, layer: u32, x: f64) -> f64 {
    let octave = |n: u32| {
        let phase = f64::from(seed.rotate_left(5 * layer + 9 * n) % 1000) / 1000.0;
        let waves = 1.3 + 2.4 * f64::from(n) + phase;
        (TAU * (waves * x + phase)).sin()
    };
    let rough = 0.24 * (1.0 - f64::from(layer) / f64::from(LAYERS));
    0.5 * octave(0) + 0.26 * octave(1) + rough * octave(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_territory_keeps_its_own_skyline() {
        assert_eq!(ridgelines("15"), ridgelines("15"));
        assert_ne!(ridgelines("15"), ridgelines("48"));
    }

    #[test]
    fn ridges_stay_in_their_box() {
        for seed in ["01", "15", "2A", "32", "48", "61", "974", "auvergne"] {
            for path in ridgelines(seed) {
                let crests = path.split(['L', 'Q']).skip(1).map(|segment| {
                    let end = segment.split('V').next().unwrap_or(segment);
                    end.rsplit(' ').next().and_then(|y| y.parse::<f64>().ok())
                });
                let inside =
                    |y: Option<f64>| y.is_some_and(|y| (0.0..320.0).contains(&y));
                assert!(crests.into_iter().all(inside), "{path}");
            }
        }
    }
}
