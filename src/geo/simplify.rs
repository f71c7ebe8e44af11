//! Outlines of neighbours, made simple together: no gap opens between them and nothing overlaps.
//!
//! Shapes that share borders are one net of vertices. A vertex where more than two lines meet
//! stays; any other one goes, in the shapes on both of its sides at once, when the triangle
//! that it makes with the two next to it is small (Visvalingam and Whyatt, 1993). It stays when
//! that triangle holds another vertex: lines that did not cross never will. What is left depends
//! neither on the order of shapes nor on where and which way their rings run.

use std::collections::{BTreeMap, BTreeSet};

use super::contour::Ring;
use super::outline::Vertex;

type Side = (Vertex, Vertex);

/// The border of everything that some rings hold, outer rings being counterclockwise and
/// holes clockwise: what two of them share is inside. Each ring passes a vertex once.
pub(super) fn dissolved<'r>(rings: impl IntoIterator<Item = &'r Ring>) -> Vec<Ring> {
    let sides: BTreeSet<Side> = rings.into_iter().flat_map(|ring| sides(ring)).collect();
    let outer = sides.iter().filter(|(a, b)| !sides.contains(&(*b, *a)));
    let mut left: BTreeSet<Side> = outer.copied().collect();
    let mut rings = Vec::new();
    while let Some((start, _)) = left.first().copied() {
        let mut path = vec![start];
        let mut places = BTreeMap::from([(start, 0)]);
        let mut at = start;
        while let Some(side) = left.range((at, [i32::MIN; 2])..).next().copied() {
            if side.0 != at {
                break;
            }
            left.remove(&side);
            at = side.1;
            if let Some(from) = places.get(&at) {
                let ring = path.split_off(*from);
                for vertex in &ring {
                    places.remove(vertex);
                }
                rings.push(ring);
            }
            places.insert(at, path.len());
            path.push(at);
        }
    }
    rings.iter_mut().for_each(rotate);
    rings.sort_by_cached_key(|ring| (-doubled_area(ring).abs(), ring.clone()));
    rings
}

/// Each side of a ring, the closing one included.
pub(super) fn sides(ring: &[Vertex]) -> impl Iterator<Item = Side> {
    let next = ring.iter().cycle().skip(1);
    ring.iter().copied().zip(next.copied()).filter(|(a, b)| a != b)
}

/// Lets a ring start at the least of its vertices.
fn rotate(ring: &mut Ring) {
    let first = ring.iter().enumerate().min_by_key(|(_, vertex)| **vertex);
    let first = first.map_or(0, |(at, _)| at);
    ring.rotate_left(first);
}

/// Twice the area within a ring: positive when it runs counterclockwise.
pub(super) fn doubled_area(ring: &[Vertex]) -> i64 {
    let cross = |(a, b): Side| {
        let [ax, ay, bx, by] = [a[0], a[1], b[0], b[1]].map(i64::from);
        ax * by - bx * ay
    };
    sides(ring).map(cross).sum()
}

/// Twice the area of a triangle: positive when it runs counterclockwise.
fn turn(a: Vertex, b: Vertex, c: Vertex) -> i64 {
    let [x1, y1] = [0, 1].map(|axis| i64::from(b[axis]) - i64::from(a[axis]));
    let [x2, y2] = [0, 1].map(|axis| i64::from(c[axis]) - i64::from(a[axis]));
    x1 * y2 - x2 * y1
}

/// Drops the vertices whose triangle has less than half of `doubled` square units.
pub(super) fn simplify(shapes: &mut [Vec<Ring>], doubled: i64) {
    let mut net = Net::of(shapes.iter().flatten());
    net.simplify(doubled);
    for ring in shapes.iter_mut().flatten() {
        ring.retain(|vertex| net.around.contains_key(vertex));
        rotate(ring);
    }
}

/// Side of the cells that vertices are looked for in.
const CELL: i32 = 64;

/// Vertices with those next to them.
struct Net {
    around: BTreeMap<Vertex, Vec<Vertex>>,
    cells: BTreeMap<Vertex, Vec<Vertex>>,
}

impl Net {
    fn of<'r>(rings: impl Iterator<Item = &'r Ring>) -> Self {
        let mut net = Self { around: BTreeMap::new(), cells: BTreeMap::new() };
        for (a, b) in rings.flat_map(|ring| sides(ring)) {
            for (from, to) in [(a, b), (b, a)] {
                let next = net.around.entry(from).or_default();
                if !next.contains(&to) {
                    next.push(to);
                }
            }
        }
        for vertex in net.around.keys() {
            net.cells.entry(cell(*vertex)).or_default().push(*vertex);
        }
        net
    }

    fn simplify(&mut self, doubled: i64) {
        let size = |net: &Self, vertex| Some((net.triangle(vertex)?.2, vertex));
        let all: Vec<Vertex> = self.around.keys().copied().collect();
        let mut queue: BTreeSet<(i64, Vertex)> =
            all.into_iter().filter_map(|vertex| size(self, vertex)).collect();
        while let Some((area, vertex)) = queue.pop_first().filter(|one| one.0 < doubled) {
            let Some((a, c, _)) = self.triangle(vertex) else { continue };
            if self.around[&a].contains(&c) || self.holds(a, vertex, c, area) {
                continue;
            }
            for next in [a, c] {
                size(self, next).map(|old| queue.remove(&old));
            }
            self.remove(vertex, a, c);
            queue.extend([a, c].into_iter().filter_map(|next| size(self, next)));
        }
    }

    /// What is next to a vertex that may go, and twice the area between.
    fn triangle(&self, vertex: Vertex) -> Option<(Vertex, Vertex, i64)> {
        let [a, c] = self.around.get(&vertex)?[..] else { return None };
        Some((a, c, turn(a, vertex, c).abs()))
    }

    /// Whether a triangle holds another vertex.
    fn holds(&self, a: Vertex, b: Vertex, c: Vertex, area: i64) -> bool {
        if area == 0 {
            return false;
        }
        let sign = turn(a, b, c).signum();
        let corners = [a, b, c];
        let [least, most] = [i32::min, i32::max].map(|of: fn(i32, i32) -> i32| {
            cell([0, 1].map(|axis| of(of(a[axis], b[axis]), c[axis])))
        });
        let column = |x| self.cells.range([x, least[1]]..=[x, most[1]]);
        let mut there = (least[0]..=most[0]).flat_map(column).flat_map(|(_, all)| all);
        let inside = |vertex: &&Vertex| {
            let vertex = **vertex;
            let turns = [turn(a, b, vertex), turn(b, c, vertex), turn(c, a, vertex)];
            !corners.contains(&vertex) && turns.iter().all(|turn| turn * sign >= 0)
        };
        there.any(|vertex| inside(&vertex))
    }

    fn remove(&mut self, vertex: Vertex, a: Vertex, c: Vertex) {
        self.around.remove(&vertex);
        for (from, to) in [(a, c), (c, a)] {
            let next = self.around.entry(from).or_default();
            next.iter_mut().filter(|one| **one == vertex).for_each(|one| *one = to);
        }
        let cell = self.cells.entry(cell(vertex)).or_default();
        cell.retain(|other| *other != vertex);
    }
}

fn cell(vertex: Vertex) -> Vertex {
    vertex.map(|at| at.div_euclid(CELL))
}
