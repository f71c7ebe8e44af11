//! Outlines of communes as whole numbers, and as the compact text that sheets keep.
//!
//! The text is made of rings, parted by commas. A ring is a list of whole numbers, in
//! ten-thousandths of a degree: longitude and latitude of its first vertex, then the steps to
//! each of the others, east and north. The last vertex is followed by the first one, which is
//! not repeated. A minus sign parts numbers as well as a space does: `28689 451108 40-12-8 30`
//! is a triangle. Everything that an odd number of rings hold is inside.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::outline::{Containment, UNITS, Vertex, border, contains, position};
use super::place::Position;
use super::polygon::{self, Point};
use super::simplify::{dissolved, doubled_area, sides, simplify};
use crate::diag::Text;
use crate::text;

/// A closed line.
pub(super) type Ring = Vec<Vertex>;

/// How far an outline may leave the box of its département, in degrees.
const MARGIN: f64 = 0.1;

/// The outline of a commune.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contour(Vec<Ring>);

impl Contour {
    /// What outlines that are kept may lose: twice the area of a vertex, in square units of the
    /// grid. At 45° north, it is about ten hectares.
    pub const FINE: i64 = 2400;
    /// The same for a map of a whole département, where it is two pixels or three.
    pub const ROUGH: i64 = 8000;

    /// The outline of some polygons, an outer ring and its holes each, in degrees of longitude
    /// and latitude. `None` when nothing is left of them on the grid.
    pub fn of(polygons: &[Vec<Vec<Point>>]) -> Option<Self> {
        let rings = polygons.iter().flat_map(|rings| {
            rings.iter().enumerate().map(|(at, ring)| {
                let mut ring: Ring = ring.iter().map(|point| point.map(unit)).collect();
                if (doubled_area(&ring) > 0) != (at == 0) {
                    ring.reverse();
                }
                ring
            })
        });
        let rings: Vec<Ring> = rings.collect();
        Self::filled(dissolved(&rings))
    }

    /// The outline of several parts together. `None` when they overlap.
    pub fn joined<'c>(parts: impl Iterator<Item = &'c Self> + Clone) -> Option<Self> {
        let whole = Self::filled(dissolved(parts.clone().flat_map(|part| &part.0)))?;
        let area: i64 = parts.map(Self::doubled_area).sum();
        (whole.doubled_area() == area).then_some(whole)
    }

    fn filled(rings: Vec<Ring>) -> Option<Self> {
        let rings: Vec<Ring> =
            rings.into_iter().filter(|ring| doubled_area(ring) != 0).collect();
        (!rings.is_empty()).then_some(Self(rings))
    }

    /// Makes outlines simple, all those that touch together: [`Self::FINE`] or [`Self::ROUGH`].
    pub fn simplify(all: &mut [Self], doubled_area: i64) {
        let mut shapes: Vec<Vec<Ring>> =
            all.iter_mut().map(|one| std::mem::take(&mut one.0)).collect();
        simplify(&mut shapes, doubled_area);
        for (one, shape) in all.iter_mut().zip(shapes) {
            one.0 = shape;
        }
    }

    fn doubled_area(&self) -> i64 {
        self.0.iter().map(|ring| doubled_area(ring)).sum()
    }

    /// Its rings, projected.
    pub fn project(&self, to_plane: impl Fn(Position) -> Point) -> Vec<Vec<Point>> {
        let ring = |ring: &Ring| ring.iter().map(|v| to_plane(position(*v))).collect();
        self.0.iter().map(ring).collect()
    }

    /// Whether it has a border with another one, and not a corner alone.
    pub fn touches(&self, other: &Self) -> bool {
        let own: BTreeSet<_> = self.0.iter().flat_map(|ring| sides(ring)).collect();
        other.0.iter().flat_map(|ring| sides(ring)).any(|(a, b)| own.contains(&(b, a)))
    }

    /// A position inside: the center of gravity, or else the middle of the widest line from
    /// west to east.
    pub fn center(&self) -> Position {
        let rings = self.project(|at| [at.lon, at.lat]);
        let mut center = gravity(&rings);
        if !polygon::encloses(&rings, center) {
            center = widest(&rings).unwrap_or(center);
        }
        let [lon, lat] = center.map(|degrees| (degrees * UNITS).round() / UNITS);
        Position { lat, lon }
    }

    /// How it lies to a département: a vertex far from it is as wrong as a center.
    pub fn containment(&self, department: &str) -> Containment {
        let (min, max) = polygon::bounds(border(department).into_iter().flatten());
        let is_far = |at: Position| {
            let [x, y] = [at.lon, at.lat];
            x < min[0] - MARGIN
                || x > max[0] + MARGIN
                || y < min[1] - MARGIN
                || y > max[1] + MARGIN
        };
        // Islands may be far from the box and yet the département's.
        let strays =
            |at: Position| is_far(at) && contains(department, at) == Containment::Outside;
        match contains(department, self.center()) {
            Containment::Inside | Containment::Near
                if self.0.iter().flatten().any(|vertex| strays(position(*vertex))) =>
            {
                Containment::Outside
            }
            center => center,
        }
    }
}

/// Degrees in units of the grid. Those of a planet fit.
fn unit(degrees: f64) -> i32 {
    (degrees * UNITS).round() as i32
}

/// The center of gravity of a shape whose holes run against its outer rings.
fn gravity(rings: &[Vec<Point>]) -> Point {
    let origin = rings.first().and_then(|ring| ring.first()).copied().unwrap_or_default();
    let mut sum = [0.0; 3];
    for ring in rings {
        for (a, b) in polygon::sides(ring) {
            let [a, b] = [a, b].map(|p| [p[0] - origin[0], p[1] - origin[1]]);
            let cross = a[0] * b[1] - b[0] * a[1];
            sum[0] += (a[0] + b[0]) * cross;
            sum[1] += (a[1] + b[1]) * cross;
            sum[2] += 3.0 * cross;
        }
    }
    [0, 1].map(|axis| origin[axis] + sum[axis] / sum[2])
}

/// The middle of the widest part of a shape, from west to east.
fn widest(rings: &[Vec<Point>]) -> Option<Point> {
    let mut heights: Vec<f64> = rings.iter().flatten().map(|point| point[1]).collect();
    heights.sort_by(f64::total_cmp);
    heights.dedup();
    let middles = heights.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0);
    let parts = middles.flat_map(|y| {
        let all = rings.iter().flat_map(|ring| polygon::sides(ring));
        let crossed = all.filter(|(a, b)| (a[1] > y) != (b[1] > y));
        let across =
            crossed.map(|(a, b)| a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]));
        let mut across: Vec<f64> = across.collect();
        across.sort_by(f64::total_cmp);
        let parts = across.chunks_exact(2).map(|pair| (pair[1] - pair[0], pair[0], y));
        parts.collect::<Vec<_>>()
    });
    let widest = parts.reduce(|best, other| if other.0 > best.0 { other } else { best });
    widest.map(|(width, x, y)| [x + width / 2.0, y])
}

impl fmt::Display for Contour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, ring) in self.0.iter().enumerate() {
            let mut from = [0; 2];
            for (n, number) in ring
                .iter()
                .flat_map(|vertex| {
                    let step = [0, 1].map(|axis| vertex[axis] - from[axis]);
                    from = *vertex;
                    step
                })
                .enumerate()
            {
                let gap = match (at, n) {
                    (0, 0) => "",
                    (_, 0) => ",",
                    _ if number < 0 => "",
                    _ => " ",
                };
                write!(f, "{gap}{number}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for Contour {
    type Err = Text;

    fn from_str(text: &str) -> Result<Self, Text> {
        let rings: Result<Vec<Ring>, Text> = text.split(',').map(ring).collect();
        rings.map(Self)
    }
}

/// Reads a ring. All of it is checked: a hand may have passed there.
fn ring(text: &str) -> Result<Ring, Text> {
    let spaced = text.replace('-', " -");
    let numbers = spaced.split_ascii_whitespace().map(|number| {
        number.parse::<i32>().map_err(|_| {
            text!(
                "« {number} » n’est pas un nombre entier",
                "`{number}` is no whole number"
            )
        })
    });
    let numbers = numbers.collect::<Result<Vec<i32>, Text>>()?;
    if numbers.len() < 6 || numbers.len() % 2 == 1 {
        return Err(text!(
            "une ligne fermée a au moins trois points, de deux nombres chacun",
            "a closed line has at least three points, of two numbers each"
        ));
    }
    let mut at = [0_i32; 2];
    let mut ring = Ring::new();
    for step in numbers.chunks_exact(2) {
        let next = [0, 1].map(|axis| at[axis].saturating_add(step[axis]));
        let [lon, lat] = next.map(|unit| f64::from(unit).abs() / UNITS);
        if lon > 180.0 || lat > 90.0 {
            return Err(text!(
                "un point est hors de la Terre",
                "a point is not on Earth"
            ));
        }
        if next == at {
            return Err(text!("un point est répété", "a point is repeated"));
        }
        at = next;
        ring.push(at);
    }
    match doubled_area(&ring) {
        0 => Err(text!("une ligne n’entoure rien", "a line surrounds nothing")),
        _ => Ok(ring),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Vec<Point> {
        vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    }

    fn of(polygons: &[Vec<Vec<Point>>]) -> Contour {
        Contour::of(polygons).expect("an outline")
    }

    #[test]
    fn an_outline_is_written_and_read_back() {
        let hole = square(2.82, 45.12, 0.01);
        let islands =
            [vec![square(2.8, 45.1, 0.05), hole], vec![square(-0.001, 0.0, 0.002)]];
        let contour = of(&islands);
        let text = contour.to_string();
        assert_eq!(
            text,
            "28000 451000 500 0 0 500-500 0,28200 451200 0 100 100 0 0-100,-10 0 20 0 0 20-20 0"
        );
        assert_eq!(text.parse(), Ok(contour));
    }

    #[test]
    fn direction_start_and_a_closing_point_change_nothing() {
        let mut ring = square(2.8, 45.1, 0.05);
        let expected = of(&[vec![ring.clone()]]);
        ring.pop();
        ring.reverse();
        ring.rotate_left(2);
        assert_eq!(of(&[vec![ring]]), expected);
    }

    #[test]
    fn what_holds_nothing_on_the_grid_is_no_outline() {
        assert_eq!(Contour::of(&[vec![square(2.8, 45.1, 0.00001)]]), None);
        assert_eq!(Contour::of(&[vec![vec![]]]), None);
        assert_eq!(Contour::of(&[]), None);
    }

    #[test]
    fn parts_are_joined_unless_they_overlap() {
        let [west, east] = [2.8, 2.85].map(|x| of(&[vec![square(x, 45.1, 0.05)]]));
        assert!(west.touches(&east) && east.touches(&west));
        let whole = Contour::joined([&west, &east].into_iter()).expect("side by side");
        assert_eq!(whole.0.len(), 1);
        assert_eq!(whole.doubled_area(), 2 * west.doubled_area());
        assert_eq!(Contour::joined([&whole, &west].into_iter()), None);
        let corner = of(&[vec![square(2.85, 45.15, 0.05)]]);
        assert!(!west.touches(&corner));
    }

    #[test]
    fn the_center_is_inside_even_of_a_crescent() {
        let at = |x: f64, y: f64| [2.8 + x / 100.0, 45.1 + y / 100.0];
        let crescent = vec![
            at(0.0, 0.0),
            at(9.0, 0.0),
            at(9.0, 1.0),
            at(2.0, 1.0),
            at(2.0, 8.0),
            at(9.0, 8.0),
            at(9.0, 9.0),
            at(0.0, 9.0),
        ];
        let contour = of(&[vec![crescent]]);
        let Position { lat, lon } = contour.center();
        let rings = contour.project(|at| [at.lon, at.lat]);
        assert!(polygon::encloses(&rings, [lon, lat]), "{lat} {lon}");
        let place = |rings: Vec<Vec<Point>>| {
            let Position { lat, lon } = of(&[rings]).center();
            (lat, lon)
        };
        let outer = square(2.8, 45.1, 0.06);
        assert_eq!(place(vec![outer.clone()]), (45.13, 2.83));
        let hole = square(2.82, 45.12, 0.02);
        assert_eq!(place(vec![outer, hole]), (45.11, 2.83), "beside an enclave");
    }

    #[test]
    fn an_outline_lies_in_its_departement() {
        let contour = |x, y, side| of(&[vec![square(x, y, side)]]);
        assert_eq!(contour(2.8, 45.1, 0.05).containment("15"), Containment::Inside);
        assert_eq!(contour(45.1, 2.8, 0.05).containment("15"), Containment::Swapped);
        assert_eq!(contour(3.5, 44.5, 0.05).containment("15"), Containment::Outside);
        let islet = contour(-5.3, 48.45, 0.02);
        assert_eq!(islet.containment("29"), Containment::Near);
        let far = [vec![square(2.8, 45.1, 0.05)], vec![square(3.6, 45.1, 0.001)]];
        assert_eq!(of(&far).containment("15"), Containment::Outside, "a stray part");
    }

    #[test]
    fn a_damaged_text_is_told() {
        for (text, expected) in [
            ("", "au moins trois points"),
            ("28000 451000 500 0", "au moins trois points"),
            ("28000 451000 500 0 0", "au moins trois points"),
            ("28000 451000 500 0 0 x", "« x » n’est pas"),
            ("28000 451000 500 0 0--5", "« - » n’est pas"),
            ("28000 451000 500 0 0 99999999999", "« 99999999999 » n’est pas"),
            ("28000 451000 500 0 0 0 0 500", "répété"),
            ("28000 451000 500 0 500 0", "n’entoure rien"),
            ("28000 451000 500 0 0 900000", "hors de la Terre"),
            ("28000 451000 2147483647 0 0 5", "hors de la Terre"),
            ("28000 451000 500 0 0 500-500 0,", "au moins trois points"),
        ] {
            let fault = text.parse::<Contour>().expect_err(text);
            assert!(fault.fr.contains(expected), "{text}: {}", fault.fr);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-0-9 ,.x]{0,60}") {
            if let Ok(contour) = text.parse::<Contour>() {
                contour.center();
                contour.containment("15");
                prop_assert_eq!(contour.to_string().parse(), Ok(contour));
            }
        }
    }
}
