//! Names on a map: those that would write over each other, or under a marker, are dropped
//! when it is drawn, the least important first.

use crate::geo::{Label, MapFrame, Mark};
use crate::render::view::{MapLabel, Point};
use std::cmp::Reverse;

/// Units of the frame in a CSS pixel where a map has a page's width, as `map.css` says.
const WIDE: f64 = 1.4;
/// The same where it stands in a column, or on a phone.
const NARROW: f64 = 2.8;
/// Radius of a marker, in CSS pixels.
const MARKER: f64 = 8.0;
/// Space around the scale bar, in units of the frame.
const MARGIN: f64 = 24.0;

/// How letters of a kind of name measure, in CSS pixels.
struct Letters {
    width: f64,
    height: f64,
}

const TOWN: Letters = Letters { width: 6.6, height: 13.0 };
const TERRITORY: Letters = Letters { width: 8.6, height: 15.0 };

/// Where the base line of a town's name may stand, in CSS pixels below its dot.
const BELOW: i32 = 20;
const ABOVE: i32 = -8;

/// A box, in units of the frame.
#[derive(Clone, Copy)]
struct Area {
    min: [f64; 2],
    max: [f64; 2],
}

impl Area {
    fn around([x, y]: [f64; 2], radius: f64) -> Self {
        Self { min: [x - radius, y - radius], max: [x + radius, y + radius] }
    }

    /// What a name covers when a CSS pixel is `scale` units.
    fn of(label: &MapLabel, scale: f64) -> Self {
        let letters = if label.town { TOWN } else { TERRITORY };
        #[expect(clippy::cast_precision_loss, reason = "names are short")]
        let half = label.text.chars().count() as f64 * letters.width / 2.0 * scale;
        let (x, y) = (f64::from(label.x), f64::from(label.y));
        let base = y + f64::from(label.dy) * scale;
        let rise = letters.height * scale;
        Self { min: [x - half, base - rise], max: [x + half, base] }
    }

    fn meets(&self, other: &Self) -> bool {
        [0, 1].into_iter().all(|axis| {
            self.min[axis] < other.max[axis] && other.min[axis] < self.max[axis]
        })
    }

    /// Whether it lies in the frame, and off the scale bar.
    fn is_free(&self, frame: &MapFrame, scale: f64) -> bool {
        let (width, height) = (f64::from(frame.width), f64::from(frame.height));
        let bar = Self {
            min: [0.0, height - MARGIN - TOWN.height * 2.0 * scale],
            max: [f64::from(frame.scale_bar.length) + 2.0 * MARGIN, height],
        };
        let inside = self.min[0] >= 0.0 && self.max[0] <= width && self.max[1] <= height;
        inside && !self.meets(&bar)
    }
}

/// The names that have room, the most important first: towns, what is framed, the
/// surroundings.
pub(super) fn labels(frame: &MapFrame, points: &[Point]) -> Vec<MapLabel> {
    let markers: Vec<Area> =
        points.iter().map(|p| Area::around([p.x, p.y], MARKER * WIDE)).collect();
    let mut kept: Vec<MapLabel> = Vec::new();
    let names = towns(frame).into_iter().chain(territories(frame, true));
    for (label, must) in names.chain(territories(frame, false)) {
        kept.extend(placed(label, must, frame, &markers, &kept));
    }
    hide_where_narrow(&mut kept, frame);
    kept
}

/// The towns of what is framed, seats alone where it is much, and whether each must be named
/// even close to markers.
fn towns(frame: &MapFrame) -> Vec<(MapLabel, bool)> {
    let whole = n_framed(frame) > 1;
    let framed = frame.towns.iter().filter(|town| town.framed && (town.seat || !whole));
    let mut towns: Vec<&Mark> = framed.collect();
    towns.sort_by_key(|town| (!town.seat, Reverse(town.commune.population)));
    let label = |town: &Mark| {
        let label = MapLabel {
            x: town.x,
            y: town.y,
            dy: BELOW,
            text: town.commune.name.to_owned(),
            town: true,
            wide: false,
        };
        (label, town.seat)
    };
    towns.into_iter().map(label).collect()
}

fn n_framed(frame: &MapFrame) -> usize {
    frame.shapes.iter().filter(|shape| shape.framed).count()
}

/// The territories that a map of several is about, or those around, the roomiest first,
/// where their name stays within them.
fn territories(frame: &MapFrame, framed: bool) -> Vec<(MapLabel, bool)> {
    const MOST_AROUND: usize = 12;
    let named = if framed { n_framed(frame) > 1 } else { !frame.by_region };
    let mut shapes: Vec<_> =
        frame.shapes.iter().filter(|shape| named && shape.framed == framed).collect();
    shapes.sort_by_key(|shape| Reverse(shape.label.map(|label| label.room)));
    let named = shapes.into_iter().filter_map(|shape| {
        let Label { x, y, room } = shape.label?;
        let label = MapLabel {
            x,
            y,
            dy: 0,
            text: shape.department.name.to_owned(),
            town: false,
            wide: false,
        };
        let area = Area::of(&label, WIDE);
        (area.max[0] - area.min[0] <= 2.0 * f64::from(room)).then_some((label, false))
    });
    named.take(if framed { usize::MAX } else { MOST_AROUND }).collect()
}

/// A name where it meets neither other names nor markers: below its dot, or else above.
fn placed(
    label: MapLabel,
    must: bool,
    frame: &MapFrame,
    markers: &[Area],
    kept: &[MapLabel],
) -> Option<MapLabel> {
    let spots = if label.town { vec![BELOW, ABOVE] } else { vec![0] };
    let free = |label: &MapLabel| {
        let area = Area::of(label, WIDE);
        area.is_free(frame, WIDE) && !kept.iter().any(|other| covered(other, WIDE, &area))
    };
    let there = spots.into_iter().map(|dy| MapLabel { dy, ..label.clone() });
    let there: Vec<MapLabel> = there.filter(free).collect();
    let clear = |label: &&MapLabel| {
        let area = Area::of(label, WIDE);
        !markers.iter().any(|marker| marker.meets(&area))
    };
    let best = there.iter().find(clear).or(there.first().filter(|_| must));
    best.cloned()
}

/// Whether a name or its dot meets an area.
fn covered(label: &MapLabel, scale: f64, area: &Area) -> bool {
    let dot = Area::around([label.x, label.y].map(f64::from), 3.0 * scale);
    Area::of(label, scale).meets(area) || label.town && dot.meets(area)
}

/// Marks the names that have no room on a small map.
fn hide_where_narrow(labels: &mut [MapLabel], frame: &MapFrame) {
    for i in 0..labels.len() {
        let area = Area::of(&labels[i], NARROW);
        let mut shown = labels[..i].iter().filter(|other| !other.wide);
        let met = shown.any(|other| covered(other, NARROW, &area));
        labels[i].wide = met || !area.is_free(frame, NARROW);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::geo;

    fn names(labels: &[MapLabel]) -> Vec<&str> {
        labels.iter().map(|label| label.text.as_str()).collect()
    }

    fn frame(codes: &[&str]) -> Arc<MapFrame> {
        geo::frames(codes).into_iter().next().expect("a frame")
    }

    #[test]
    fn names_never_meet() {
        for codes in
            [&["15"][..], &["03", "15", "43", "63"], &["15", "32", "48", "61"], &["75"]]
        {
            let labels = labels(&frame(codes), &[]);
            for (i, label) in labels.iter().enumerate() {
                let area = Area::of(label, WIDE);
                for other in &labels[..i] {
                    assert!(!Area::of(other, WIDE).meets(&area), "{label:?} {other:?}");
                }
            }
            let narrow: Vec<_> = labels.iter().filter(|label| !label.wide).collect();
            for (i, label) in narrow.iter().enumerate() {
                let area = Area::of(label, NARROW);
                assert!(narrow[..i].iter().all(|o| !Area::of(o, NARROW).meets(&area)));
            }
        }
    }

    #[test]
    fn a_marker_sends_a_name_above_its_dot() {
        let frame = frame(&["15"]);
        let free = labels(&frame, &[]);
        let seat = free.first().expect("a label");
        assert_eq!((seat.text.as_str(), seat.dy), ("Aurillac", BELOW));
        let below = Point {
            x: f64::from(seat.x),
            y: f64::from(seat.y) + 22.0,
            ..Point::default()
        };
        let moved = labels(&frame, &[below]);
        assert_eq!(moved.first().map(|l| l.dy), Some(ABOVE), "{:?}", names(&moved));
    }
}
