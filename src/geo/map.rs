//! Geometry of the maps that pages carry as inline SVG: a frame around départements, their
//! outlines and what surrounds them as compact integer paths, their towns, and a scale bar.
//!
//! The projection is Web Mercator (EPSG:3857) on the unit sphere, moved and scaled into the
//! frame. A script that knows [`Projection`]'s three numbers places a position likewise:
//! `x = (lon·π/180 − left)·scale`, `y = (−asinh(tan(lat·π/180)) − top)·scale`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::border;
use super::contour::Contour;
use super::outline::{Outline, Vertex, distance_km, outlines, position};
use super::place::{Commune, Department, Position, commune, department, towns};
use super::polygon::{self, Point};

/// Width of every frame, in units of its SVG `viewBox`.
const WIDTH: f64 = 1000.0;
/// A frame is at least and at most this many times as high as it is wide.
const ASPECT: (f64, f64) = (0.62, 1.1);
/// Room left around what is framed, as a share of its size.
const MARGIN: f64 = 0.04;
/// How far shapes reach beyond the frame, so that the borders of the cut stay hidden.
const BLEED: f64 = 6.0;
/// How far a border of the surroundings may stray from the truth, in units: nobody looks for
/// a place there.
const ROUGH: f64 = 8.0;
/// How far beyond the frame these borders go: a page may show a map in a wider box.
const BEYOND: f64 = 60.0;
/// With more départements than this around, only the borders of their regions are drawn.
const CROWD: usize = 20;
/// Towns closer than this, across and down, would write over each other.
const SPACING: (u32, u32) = (160, 36);
/// The longest scale bar, as a share of the width.
const SCALE_BAR: f64 = 0.2;

/// From positions to the units of a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection {
    /// Mercator abscissa of the left side, in radians.
    pub left: f64,
    /// Mercator ordinate of the top side, in radians, south positive.
    pub top: f64,
    /// Units of the frame in a radian.
    pub scale: f64,
}

impl Projection {
    /// Where a position is drawn, as (x, y).
    pub fn project(&self, position: Position) -> (f64, f64) {
        let [x, y] = mercator(position);
        ((x - self.left) * self.scale, (y - self.top) * self.scale)
    }

    /// The position drawn at (x, y).
    pub fn unproject(&self, x: f64, y: f64) -> Position {
        let [x, y] = [x / self.scale + self.left, y / self.scale + self.top];
        Position { lat: (-y).sinh().atan().to_degrees(), lon: x.to_degrees() }
    }
}

/// A map to draw: all lengths are in units of an SVG `viewBox="0 0 width height"`.
#[derive(Debug, Clone, PartialEq)]
pub struct MapFrame {
    /// Width of the frame, the same for all.
    pub width: i32,
    /// Height of the frame.
    pub height: i32,
    /// How positions become points.
    pub projection: Projection,
    /// The départements in sight, those that are framed last, so that they are drawn on top.
    pub shapes: Vec<Shape>,
    /// The `d` of an SVG path: the borders of the surroundings, simplified, each once.
    pub borders: String,
    /// Whether these are the borders of regions, for there are too many départements.
    pub by_region: bool,
    /// The towns in sight that leave each other room, by INSEE code: those of what is framed,
    /// and the seats around.
    pub towns: Vec<Mark>,
    /// A length to draw.
    pub scale_bar: ScaleBar,
}

/// A département as drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Which one.
    pub department: &'static Department,
    /// Whether the map is about it, or it is there as surroundings.
    pub framed: bool,
    /// The `d` of an SVG path, to be filled with the `evenodd` rule.
    pub path: String,
    /// Where to write its name; `None` if what is in sight is too thin.
    pub label: Option<Label>,
}

/// A place for a centered name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Abscissa of its center.
    pub x: i32,
    /// Ordinate of its center.
    pub y: i32,
    /// Radius of the free disk around it.
    pub room: i32,
}

/// A town as drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The commune.
    pub commune: Commune,
    /// Whether it is the seat of its département.
    pub seat: bool,
    /// Whether its département is framed.
    pub framed: bool,
    /// Abscissa.
    pub x: i32,
    /// Ordinate.
    pub y: i32,
}

/// A round length for the scale of a map, right at the center of the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScaleBar {
    /// Kilometers, 1, 2 or 5 times a power of ten.
    pub km: u32,
    /// The same length in units of the frame.
    pub length: i32,
}

/// The maps that show these départements: one for all those of mainland France and Corsica,
/// then one for each overseas. Those without an outline are left out.
///
/// A frame is drawn once for all the pages that show it.
pub fn frames(departments: &[&str]) -> Vec<Arc<MapFrame>> {
    let mut zones: BTreeMap<&str, Vec<&Outline>> = BTreeMap::new();
    for outline in outlines().iter().filter(|o| departments.contains(&o.department)) {
        zones.entry(zone(outline.department)).or_default().push(outline);
    }
    zones.iter().map(|(zone, framed)| drawn(framed, zone)).collect()
}

/// Frames by the départements that they are around: a portal shows few of all there could be.
type Drawn = BTreeMap<Vec<&'static str>, Arc<OnceLock<Arc<MapFrame>>>>;

fn drawn(framed: &[&Outline], zone: &str) -> Arc<MapFrame> {
    static DRAWN: Mutex<Drawn> = Mutex::new(BTreeMap::new());
    let key = framed.iter().map(|outline| outline.department).collect();
    let mut all = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    let frame = Arc::clone(all.entry(key).or_default());
    drop(all);
    Arc::clone(frame.get_or_init(|| Arc::new(MapFrame::around(framed, zone))))
}

/// What may be drawn together: overseas départements are alone on their map.
fn zone(department: &'static str) -> &'static str {
    if department.len() == 3 { department } else { "" }
}

impl MapFrame {
    fn around(framed: &[&Outline], zone: &str) -> Self {
        let points =
            framed.iter().flat_map(|outline| outline.project(mercator)).flatten();
        let (projection, height) = fit(polygon::bounds(points));
        let corner = [WIDTH, height];
        let around =
            outlines().iter().filter(|outline| self::zone(outline.department) == zone);
        let around: Vec<&Outline> = around.collect();
        let mut shapes: Vec<Shape> = around
            .iter()
            .filter_map(|outline| {
                let framed = framed.iter().any(|o| o.department == outline.department);
                Shape::draw(outline, framed, &projection, corner)
            })
            .collect();
        shapes.sort_by_key(|shape| shape.framed);
        let by_region = shapes.iter().filter(|shape| !shape.framed).count() > CROWD;
        let lines = border::lines(&around, framed, |outline| {
            if by_region { region_of(outline) } else { outline.department }
        });
        let borders = surroundings(&lines, &projection, corner);
        let marks = shapes.iter().flat_map(|shape| marks(shape, &projection, corner));
        let towns = spaced(marks.collect());
        let scale_bar = scale_bar(&projection, height);
        Self {
            width: rounded(WIDTH),
            height: rounded(height),
            projection,
            shapes,
            borders,
            by_region,
            towns,
            scale_bar,
        }
    }

    /// Where a position is drawn, as (x, y), in the frame or not.
    pub fn project(&self, position: Position) -> (f64, f64) {
        self.projection.project(position)
    }

    /// The outline of a commune, as the `d` of an SVG path to be filled with the `evenodd` rule.
    pub fn path_of(&self, contour: &Contour) -> String {
        path(&contour.project(|position| self.project(position).into()))
    }
}

impl Shape {
    /// The part of an outline within the frame, if there is any.
    fn draw(
        outline: &Outline,
        framed: bool,
        projection: &Projection,
        corner: Point,
    ) -> Option<Self> {
        let rings = outline.project(|position| projection.project(position).into());
        let max = corner.map(|side| side + BLEED);
        let clipped = rings.iter().map(|ring| polygon::clip(ring, [-BLEED; 2], max));
        let rings: Vec<_> = clipped.filter(|ring| !ring.is_empty()).collect();
        let department = department(outline.department)?;
        if rings.is_empty() {
            return None;
        }
        let label = polygon::deepest(&rings).map(Label::new);
        Some(Self { department, framed, path: path(&rings), label })
    }
}

impl Label {
    fn new((center, room): (Point, f64)) -> Self {
        let [x, y] = center.map(rounded);
        Self { x, y, room: rounded(room) }
    }
}

/// Web Mercator on the unit sphere, south positive as on a screen.
fn mercator(position: Position) -> Point {
    [position.lon.to_radians(), -position.lat.to_radians().tan().asinh()]
}

/// The projection that centers a box of Mercator points in a frame, and the frame's height.
fn fit((min, max): (Point, Point)) -> (Projection, f64) {
    let [width, height] =
        [0, 1].map(|axis| (max[axis] - min[axis]) * (1.0 + 2.0 * MARGIN));
    let aspect = (height / width).clamp(ASPECT.0, ASPECT.1);
    let scale = WIDTH / width.max(height / aspect);
    let frame_height = (WIDTH * aspect).round();
    let projection = Projection {
        left: (min[0] + max[0]) / 2.0 - WIDTH / scale / 2.0,
        top: (min[1] + max[1]) / 2.0 - frame_height / scale / 2.0,
        scale,
    };
    (projection, frame_height)
}

/// The towns of a shape within the frame, but of the surroundings the seats only.
fn marks(
    shape: &Shape,
    projection: &Projection,
    corner: Point,
) -> impl Iterator<Item = Mark> {
    towns(shape.department.code).iter().filter_map(move |town| {
        let (x, y) = projection.project(town.position);
        let seat = town.commune == shape.department.seat;
        let in_sight = (0.0..=corner[0]).contains(&x) && (0.0..=corner[1]).contains(&y);
        let commune =
            commune(town.commune).filter(|_| in_sight && (seat || shape.framed))?;
        Some(Mark { commune, seat, framed: shape.framed, x: rounded(x), y: rounded(y) })
    })
}

/// Drops the towns whose name would meet that of a more important one.
fn spaced(mut towns: Vec<Mark>) -> Vec<Mark> {
    let population = |town: &Mark| Reverse(town.commune.population);
    towns.sort_by_key(|town| (!town.seat, !town.framed, population(town)));
    let mut kept: Vec<Mark> = Vec::new();
    for town in towns {
        let meets = |other: &Mark| {
            town.x.abs_diff(other.x) < SPACING.0 && town.y.abs_diff(other.y) < SPACING.1
        };
        if !kept.iter().any(meets) {
            kept.push(town);
        }
    }
    kept.sort_by_key(|town| town.commune.code);
    kept
}

/// The longest round length that fits the share of the width that a scale may take.
fn scale_bar(projection: &Projection, height: f64) -> ScaleBar {
    let middle = height / 2.0;
    let [left, right] = [0.0, WIDTH].map(|x| projection.unproject(x, middle));
    let km_per_unit = distance_km(left, right) / WIDTH;
    let longest = km_per_unit * WIDTH * SCALE_BAR;
    let powers = [1, 10, 100].into_iter();
    let lengths = powers.flat_map(|power| [power, 2 * power, 5 * power]);
    let km = lengths.take_while(|&km| f64::from(km) <= longest).last().unwrap_or(1);
    ScaleBar { km, length: rounded(f64::from(km) / km_per_unit) }
}

fn region_of(outline: &Outline) -> &'static str {
    department(outline.department).map_or("", |department| department.region)
}

/// The parts of borders that are in sight, as one path.
fn surroundings(lines: &[Vec<Vertex>], projection: &Projection, corner: Point) -> String {
    let mut path = String::new();
    for line in lines {
        let points = line.iter().map(|v| projection.project(position(*v)).into());
        let points: Vec<Point> = points.collect();
        let max = corner.map(|side| side + BEYOND);
        for part in border::in_sight(&points, [-BEYOND; 2], max) {
            write_line(&mut path, &border::simplified(&part, ROUGH));
        }
    }
    path
}

/// Rings as an SVG path, each closed.
fn path(rings: &[Vec<Point>]) -> String {
    let mut path = String::new();
    for ring in rings {
        let start = path.len();
        write_line(&mut path, ring);
        if path.len() > start {
            path.push('z');
        }
    }
    path
}

/// A line of an SVG path: an absolute point, then relative steps. One that is shorter than a
/// unit is left out.
fn write_line(path: &mut String, line: &[Point]) {
    let mut points: Vec<[i32; 2]> = line.iter().map(|point| point.map(rounded)).collect();
    points.dedup();
    let [[x, y], _, ..] = points[..] else { return };
    let _ = write!(path, "M{x}{}l", number(y));
    let steps = points
        .windows(2)
        .flat_map(|pair| [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]]);
    let steps: String = steps.map(number).collect();
    path.push_str(steps.trim_start());
}

/// A number after another one: a minus sign is separator enough.
fn number(value: i32) -> String {
    if value < 0 { value.to_string() } else { format!(" {value}") }
}

fn rounded(value: f64) -> i32 {
    value.round() as i32
}

#[cfg(test)]
mod tests {
    use super::super::outline::neighbors;
    use super::super::place::{departments, seat_position};
    use super::*;

    /// The absolute points of a path, read back.
    fn points(path: &str) -> Vec<[i32; 2]> {
        let mut points = Vec::new();
        for ring in path.split_terminator('z') {
            let ring = ring.strip_prefix('M').expect("an absolute start");
            let numbers = ring.replace('l', " ").replace('-', " -");
            let numbers: Vec<i32> =
                numbers.split_whitespace().map(|n| n.parse().expect(path)).collect();
            let mut at = [0, 0];
            for step in numbers.chunks(2) {
                at = [at[0] + step[0], at[1] + step[1]];
                points.push(at);
            }
        }
        points
    }

    fn only(departments: &[&str]) -> Arc<MapFrame> {
        let mut frames = frames(departments);
        assert_eq!(frames.len(), 1);
        frames.remove(0)
    }

    #[test]
    fn every_departement_fills_its_frame_and_stays_in_it() {
        let bleed = rounded(BLEED);
        for department in departments() {
            for frame in frames(&[department.code]) {
                let framed: Vec<_> = frame.shapes.iter().filter(|s| s.framed).collect();
                assert_eq!(framed.len(), 1, "{department:?}");
                assert_eq!(framed[0].department, department);
                assert!(framed[0].label.is_some_and(|label| label.room > 20));
                for point in points(&framed[0].path) {
                    assert!(
                        (0..=frame.width).contains(&point[0]),
                        "{department:?} {point:?}"
                    );
                    assert!(
                        (0..=frame.height).contains(&point[1]),
                        "{department:?} {point:?}"
                    );
                }
                for point in frame.shapes.iter().flat_map(|s| points(&s.path)) {
                    assert!((-bleed..=frame.width + bleed).contains(&point[0]));
                    assert!((-bleed..=frame.height + bleed).contains(&point[1]));
                }
                assert!(
                    frame
                        .towns
                        .iter()
                        .any(|t| t.seat && t.commune.code == department.seat)
                );
            }
        }
    }

    #[test]
    fn neighbors_are_in_sight() {
        let frame = only(&["15"]);
        for neighbor in neighbors("15") {
            assert!(
                frame.shapes.iter().any(|s| s.department == neighbor),
                "{neighbor:?}"
            );
        }
        assert!(frame.shapes.last().is_some_and(|shape| shape.framed));
        assert_eq!(only(&["974"]).shapes.len(), 1);
    }

    #[test]
    fn towns_leave_each_other_room() {
        let names = |departments: &[&str]| {
            let frame = only(departments);
            let towns = &frame.towns;
            towns.iter().map(|town| town.commune.name).collect::<Vec<_>>()
        };
        assert_eq!(
            names(&["15"]),
            ["Aurillac", "Mauriac", "Maurs", "Riom-ès-Montagnes", "Saint-Flour"]
        );
        let several = names(&["15", "32", "48", "61"]);
        for seat in ["Aurillac", "Auch", "Mende", "Alençon"] {
            assert!(several.contains(&seat), "{seat}");
        }
    }

    #[test]
    fn overseas_departements_have_maps_of_their_own() {
        assert_eq!(frames(&["15", "974", "48", "972"]).len(), 3);
        assert_eq!(only(&["15", "48"]).shapes.iter().filter(|s| s.framed).count(), 2);
        assert!(frames(&[]).is_empty());
        assert!(frames(&["987", "xx"]).is_empty());
    }

    #[test]
    fn maps_are_deterministic() {
        let outlines: Vec<_> =
            outlines().iter().filter(|o| o.department == "15").collect();
        assert_eq!(MapFrame::around(&outlines, ""), *only(&["15"]));
        assert_eq!(frames(&["48", "15"]), frames(&["15", "48"]));
    }

    #[test]
    fn projecting_back_and_forth_changes_nothing() {
        let frame = only(&["15"]);
        let seat = seat_position("15").expect("Aurillac");
        let (x, y) = frame.project(seat);
        let back = frame.projection.unproject(x, y);
        assert!(distance_km(seat, back) < 1e-6, "{back:?}");
    }

    #[test]
    fn the_scale_bar_is_round_and_true() {
        for (code, km) in [("15", 20), ("75", 2), ("973", 50)] {
            assert_eq!(only(&[code]).scale_bar.km, km, "{code}");
        }
        let frame = only(&["15"]);
        let middle = f64::from(frame.height) / 2.0;
        let [a, b] = [0.0, f64::from(frame.scale_bar.length)]
            .map(|x| frame.projection.unproject(x, middle));
        assert!((distance_km(a, b) - f64::from(frame.scale_bar.km)).abs() < 0.1);
    }

    #[test]
    fn paths_are_compact() {
        let ring = vec![[0.0, 5.2], [10.0, -2.0], [10.1, -2.2], [3.0, 4.0]];
        assert_eq!(path(&[ring]), "M0 5l10-7-7 6z");
    }
}
