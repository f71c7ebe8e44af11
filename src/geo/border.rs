//! Borders as lines: each one once, whichever the number of départements that share it.

use std::collections::{BTreeMap, BTreeSet};

use super::outline::{Outline, Vertex};
use super::polygon::{self, Point};

type Side = (Vertex, Vertex);

/// The borders of groups of outlines, without those that `drawn` have, in lines that part
/// where three of them meet.
pub(super) fn lines<'a>(
    outlines: &[&Outline],
    drawn: &[&Outline],
    group: impl Fn(&Outline) -> &'a str,
) -> Vec<Vec<Vertex>> {
    let mut left = between(outlines, group);
    for side in drawn.iter().flat_map(|outline| outline.sides()) {
        left.remove(&sorted(side));
    }
    let meets = meetings(&left);
    let mut lines = Vec::new();
    for outline in outlines {
        let mut line: Vec<Vertex> = Vec::new();
        for (a, b) in outline.sides() {
            let new = left.remove(&sorted((a, b)));
            let goes_on = line.last() == Some(&a) && !meets.contains(&a);
            let ends = !(new && goes_on || line.is_empty());
            if ends {
                lines.push(std::mem::take(&mut line));
            }
            if new {
                if line.is_empty() {
                    line.push(a);
                }
                line.push(b);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

fn sorted((a, b): Side) -> Side {
    (a.min(b), a.max(b))
}

/// The sides that no two outlines of a group share.
fn between<'a>(
    outlines: &[&Outline],
    group: impl Fn(&Outline) -> &'a str,
) -> BTreeSet<Side> {
    let mut sides = BTreeSet::new();
    let mut inner = BTreeSet::new();
    for outline in outlines {
        for side in outline.sides().map(sorted) {
            if !sides.insert((group(outline), side)) {
                inner.insert(side);
            }
        }
    }
    let all = sides.into_iter().map(|(_, side)| side);
    all.filter(|side| !inner.contains(side)).collect()
}

/// Where more than two sides meet: lines that are simplified apart must keep these.
fn meetings(sides: &BTreeSet<Side>) -> BTreeSet<Vertex> {
    let mut n_sides: BTreeMap<Vertex, usize> = BTreeMap::new();
    for vertex in sides.iter().flat_map(|(a, b)| [*a, *b]) {
        *n_sides.entry(vertex).or_default() += 1;
    }
    n_sides.into_iter().filter(|(_, n)| *n > 2).map(|(vertex, _)| vertex).collect()
}

/// The parts of a line that may be seen in a box.
pub(super) fn in_sight(line: &[Point], min: Point, max: Point) -> Vec<Vec<Point>> {
    let beyond = |a: Point, b: Point| {
        [0, 1].into_iter().any(|axis| {
            a[axis].max(b[axis]) < min[axis] || a[axis].min(b[axis]) > max[axis]
        })
    };
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut open = false;
    for pair in line.windows(2).filter(|pair| pair[0] != pair[1]) {
        let seen = !beyond(pair[0], pair[1]);
        match parts.last_mut().filter(|_| open && seen) {
            Some(part) => part.push(pair[1]),
            None if seen => parts.push(pair.to_vec()),
            None => {}
        }
        open = seen;
    }
    parts
}

/// A line without the points that stray less than `tolerance` from it (Douglas and Peucker,
/// 1973). Its ends stay.
pub(super) fn simplified(line: &[Point], tolerance: f64) -> Vec<Point> {
    let (Some(first), Some(last)) = (line.first(), line.last()) else {
        return Vec::new();
    };
    let strays = |point: &Point| polygon::distance_to_segment(*point, *first, *last);
    let inner = line.iter().enumerate().take(line.len() - 1).skip(1);
    let farthest = inner.map(|(i, p)| (i, strays(p))).max_by(|a, b| a.1.total_cmp(&b.1));
    match farthest.filter(|(_, distance)| *distance > tolerance) {
        None => vec![*first, *last],
        Some((i, _)) => {
            let mut kept = simplified(&line[..=i], tolerance);
            kept.pop();
            kept.extend(simplified(&line[i..], tolerance));
            kept
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::outline::outlines;
    use super::*;

    /// Each outline a group of its own.
    fn own(outline: &Outline) -> &'static str {
        outline.department
    }

    fn of(codes: &[&str]) -> Vec<&'static Outline> {
        outlines().iter().filter(|o| codes.contains(&o.department)).collect()
    }

    #[test]
    fn a_shared_border_is_drawn_once() {
        let around = of(&["15", "48", "12"]);
        let lines = lines(&around, &[], own);
        let mut sides = BTreeSet::new();
        for pair in lines.iter().flat_map(|line| line.windows(2)) {
            assert!(sides.insert(sorted((pair[0], pair[1]))), "{pair:?} twice");
        }
        let all: BTreeSet<_> =
            around.iter().flat_map(|o| o.sides()).map(sorted).collect();
        assert_eq!(sides, all);
    }

    #[test]
    fn borders_within_a_group_are_left_out() {
        let around = of(&["15", "48", "12"]);
        let length = |lines: Vec<Vec<Vertex>>| {
            lines.iter().map(|line| line.len() - 1).sum::<usize>()
        };
        let all = length(lines(&around, &[], own));
        let outer = length(lines(&around, &[], |_| "one"));
        assert!(outer < all, "{outer} of {all}");
        assert!(lines(&around, &around, |_| "one").is_empty());
    }

    #[test]
    fn what_is_drawn_already_is_left_out() {
        let cantal = of(&["15"]);
        assert!(lines(&cantal, &cantal, own).is_empty());
        let drawn: BTreeSet<_> = cantal[0].sides().map(sorted).collect();
        for line in lines(&of(&["12", "48"]), &cantal, own) {
            assert!(line.windows(2).all(|p| !drawn.contains(&sorted((p[0], p[1])))));
        }
    }

    #[test]
    fn simplifying_keeps_ends_and_corners() {
        let line = [[0.0, 0.0], [5.0, 0.4], [10.0, 0.0], [10.0, 10.0]];
        assert_eq!(simplified(&line, 1.0), [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]]);
        assert_eq!(simplified(&line, 0.1), line);
        assert!(simplified(&[], 1.0).is_empty());
    }

    #[test]
    fn parts_out_of_sight_are_dropped() {
        let line = [[-9.0, 5.0], [-5.0, 5.0], [5.0, 5.0], [25.0, 5.0], [30.0, 5.0]];
        let parts = in_sight(&line, [0.0; 2], [10.0; 2]);
        assert_eq!(parts, [vec![[-5.0, 5.0], [5.0, 5.0], [25.0, 5.0]]]);
    }
}
