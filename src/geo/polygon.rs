//! Plane geometry of outlines: a shape is a set of rings under the even-odd rule, so that
//! holes, enclaves and islands need no special case. Rings are not closed by a repeated point.

/// A point of the plane.
pub type Point = [f64; 2];

/// Each side of a ring, the closing one included.
pub fn sides(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    let next = ring.iter().cycle().skip(1);
    ring.iter().copied().zip(next.copied())
}

/// Whether a point lies inside a shape.
pub fn encloses(rings: &[Vec<Point>], [x, y]: Point) -> bool {
    let crossed = |(a, b): &(Point, Point)| {
        (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
    };
    rings.iter().flat_map(|ring| sides(ring)).filter(crossed).count() % 2 == 1
}

/// The distance from a point to the nearest side of a shape; infinite if it has none.
pub fn distance(rings: &[Vec<Point>], point: Point) -> f64 {
    let to_side = |(a, b)| distance_to_segment(point, a, b);
    rings.iter().flat_map(|ring| sides(ring)).map(to_side).fold(f64::INFINITY, f64::min)
}

/// The distance from a point to a segment.
pub fn distance_to_segment(point: Point, a: Point, b: Point) -> f64 {
    let [px, py] = [point[0] - a[0], point[1] - a[1]];
    let [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    let length = dx * dx + dy * dy;
    let along =
        if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (px - along * dx).hypot(py - along * dy)
}

/// The smallest box around some points, as its least and greatest corners.
pub fn bounds(points: impl Iterator<Item = Point>) -> (Point, Point) {
    let (mut min, mut max) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for point in points {
        for axis in [0, 1] {
            min[axis] = min[axis].min(point[axis]);
            max[axis] = max[axis].max(point[axis]);
        }
    }
    (min, max)
}

/// The part of a ring within a box: empty if none is (Sutherland and Hodgman, 1974).
pub fn clip(ring: &[Point], min: Point, max: Point) -> Vec<Point> {
    let mut ring = ring.to_vec();
    for axis in [0, 1] {
        ring = cut(&ring, axis, min[axis], 1.0);
        ring = cut(&ring, axis, max[axis], -1.0);
    }
    ring
}

/// The part of a ring beyond `limit` on an axis: above it if `sign` is 1, below it if -1.
fn cut(ring: &[Point], axis: usize, limit: f64, sign: f64) -> Vec<Point> {
    let mut kept = Vec::with_capacity(ring.len() + 2);
    for (a, b) in sides(ring) {
        let [from, to] = [a, b].map(|point| sign * (point[axis] - limit));
        if from >= 0.0 {
            kept.push(a);
        }
        if (from >= 0.0) != (to >= 0.0) {
            let ratio = from / (from - to);
            let mut crossing = [0, 1].map(|i| a[i] + ratio * (b[i] - a[i]));
            crossing[axis] = limit;
            kept.push(crossing);
        }
    }
    kept
}

/// The point of a grid over a shape that lies deepest inside it, with its distance to the
/// border: a good place for a label. `None` if the shape is too thin for the grid.
pub fn deepest(rings: &[Vec<Point>]) -> Option<(Point, f64)> {
    const CELLS: usize = 24;
    let (min, max) = bounds(rings.iter().flatten().copied());
    let at = |axis: usize, cell: usize| {
        min[axis] + (max[axis] - min[axis]) * (cell as f64 + 0.5) / CELLS as f64
    };
    (0..CELLS * CELLS)
        .map(|cell| [at(0, cell % CELLS), at(1, cell / CELLS)])
        .filter(|&point| encloses(rings, point))
        .map(|point| (point, distance(rings, point)))
        .reduce(|best, other| if other.1 > best.1 { other } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square of side 10 with a hole of side 2 in its middle.
    fn frame() -> Vec<Vec<Point>> {
        let square = |a, b| vec![[a, a], [b, a], [b, b], [a, b]];
        vec![square(0.0, 10.0), square(4.0, 6.0)]
    }

    #[test]
    fn holes_are_outside() {
        for (point, inside) in [
            ([1.0, 1.0], true),
            ([5.0, 5.0], false),
            ([11.0, 5.0], false),
            ([7.0, 5.0], true),
        ] {
            assert_eq!(encloses(&frame(), point), inside, "{point:?}");
        }
    }

    #[test]
    fn distances_go_to_the_nearest_side_or_corner() {
        for (point, expected) in
            [([5.0, 1.0], 1.0), ([5.0, 5.0], 1.0), ([13.0, 14.0], 5.0), ([0.0, 3.0], 0.0)]
        {
            assert_eq!(distance(&frame(), point), expected, "{point:?}");
        }
    }

    #[test]
    fn clipping_keeps_the_common_part() {
        let [outer, _] = &frame()[..] else { panic!("two rings") };
        let clipped = clip(outer, [5.0, -5.0], [20.0, 5.0]);
        assert_eq!(bounds(clipped.into_iter()), ([5.0, 0.0], [10.0, 5.0]));
        assert!(clip(outer, [11.0, 0.0], [12.0, 1.0]).is_empty());
        assert_eq!(clip(outer, [-1.0, -1.0], [11.0, 11.0]), *outer);
    }

    #[test]
    fn labels_lie_deep_inside() {
        let (point, room) = deepest(&frame()).expect("a wide shape");
        assert!(encloses(&frame(), point));
        assert!((1.8..=2.5).contains(&room), "{room}");
        assert_eq!(deepest(&[]), None);
    }
}
