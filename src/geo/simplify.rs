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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A board of squares with crooked borders, numbered by bits of chance that it uses up.
    #[derive(Debug)]
    struct Board {
        n: usize,
        bends: Vec<i32>,
    }

    const SIDE: i32 = 400;
    const PARTS: i32 = 8;

    impl Board {
        /// The border from a corner to the next one, east or north of it.
        fn border(&self, [x, y]: [usize; 2], axis: usize) -> Ring {
            let start = [x, y].map(|at| i32::try_from(at).expect("small") * SIDE);
            let bend = |part: i32| {
                let at = (x * 7 + y * 13 + axis * 5) * 8
                    + usize::try_from(part).expect("small");
                self.bends[at % self.bends.len()]
            };
            let vertex = |part: i32| {
                let mut at = start;
                at[axis] += SIDE * part / PARTS;
                if part % PARTS != 0 {
                    // Less near corners, where borders would cross.
                    at[1 - axis] += bend(part) * part.min(PARTS - part);
                }
                at
            };
            (0..=PARTS).map(vertex).collect()
        }

        fn square(&self, x: usize, y: usize) -> Ring {
            let back = |mut line: Ring| {
                line.reverse();
                line
            };
            let lines = [
                self.border([x, y], 0),
                self.border([x + 1, y], 1),
                back(self.border([x, y + 1], 0)),
                back(self.border([x, y], 1)),
            ];
            lines.iter().flat_map(|line| line[..line.len() - 1].to_vec()).collect()
        }

        /// The squares, those next to each other of one owner together.
        fn shapes(&self, owners: &[usize]) -> Vec<Vec<Ring>> {
            let squares = (0..self.n).flat_map(|y| (0..self.n).map(move |x| [x, y]));
            let mut parts: BTreeMap<usize, Vec<Ring>> = BTreeMap::new();
            for ([x, y], owner) in squares.zip(owners.iter().cycle()) {
                parts.entry(*owner).or_default().push(self.square(x, y));
            }
            parts.values().map(dissolved).collect()
        }
    }

    fn boards() -> impl Strategy<Value = (Board, Vec<usize>)> {
        let bends = prop::collection::vec(-20..=20_i32, 400);
        // Few owners: parts that do not touch, and some within others.
        let owners = prop::collection::vec(0..6_usize, 25);
        (bends, owners).prop_map(|(bends, owners)| (Board { n: 5, bends }, owners))
    }

    fn crosses((a, b): Side, (c, d): Side) -> bool {
        let apart = |a, b, c, d| turn(a, b, c).signum() * turn(a, b, d).signum() < 0;
        apart(a, b, c, d) && apart(c, d, a, b)
    }

    fn simple(mut shapes: Vec<Vec<Ring>>) -> Vec<Vec<Ring>> {
        simplify(&mut shapes, 6000);
        shapes
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn neighbors_keep_one_border_without_gap_or_overlap((board, owners) in boards()) {
            let before = board.shapes(&owners);
            let after = simple(before.clone());
            let all: Vec<Side> =
                after.iter().flatten().flat_map(|ring| sides(ring)).collect();
            let once: BTreeSet<Side> = all.iter().copied().collect();
            prop_assert_eq!(once.len(), all.len(), "a side has one owner");
            let area = |rings: &[Ring]| rings.iter().map(|ring| doubled_area(ring)).sum::<i64>();
            let border = dissolved(after.iter().flatten());
            prop_assert_eq!(border.len(), 1, "nothing is left between them");
            let whole: i64 = after.iter().map(|rings| area(rings)).sum();
            prop_assert_eq!(whole, area(&border));
            let lone = once.iter().filter(|(a, b)| !once.contains(&(*b, *a))).count();
            prop_assert_eq!(lone, border[0].len(), "sides within are shared, reversed");
            for (at, side) in all.iter().enumerate() {
                prop_assert!(!all[..at].iter().any(|other| crosses(*side, *other)));
            }
            for (rings, old) in after.iter().zip(&before) {
                prop_assert_eq!(rings.len(), old.len());
                prop_assert!(area(rings) > 0);
                for (ring, old) in rings.iter().zip(old) {
                    prop_assert!(ring.len() >= 3);
                    prop_assert_eq!(doubled_area(ring) > 0, doubled_area(old) > 0);
                }
            }
            let n = |shapes: &[Vec<Ring>]| shapes.iter().flatten().map(Vec::len).sum::<usize>();
            prop_assert!(n(&after) * 2 < n(&before), "{} of {}", n(&after), n(&before));
        }

        #[test]
        fn order_and_start_change_nothing(
            (board, owners) in boards(),
            turns in prop::collection::vec(0..50_usize, 40),
        ) {
            let shapes = board.shapes(&owners);
            let expected = simple(shapes.clone());
            let mut turns = turns.iter().cycle();
            let mut turned: Vec<Vec<Ring>> = shapes;
            for ring in turned.iter_mut().flatten() {
                let by = turns.next().expect("a cycle") % ring.len();
                ring.rotate_left(by);
            }
            turned.reverse();
            let mut found = simple(turned);
            found.reverse();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_triangle_stays_and_so_does_an_island() {
        let tiny = vec![vec![[0, 0], [3, 0], [3, 3], [0, 3]]];
        assert_eq!(simple(vec![tiny]), [[[[0, 3], [3, 0], [3, 3]]]]);
    }

    #[test]
    fn a_line_that_would_run_over_a_neighbor_stays() {
        // A bay of a square, and an enclave in the bay that keeps it open.
        let bay = vec![[0, 0], [100, 0], [100, 100], [50, 70], [0, 100]];
        let enclave = vec![[48, 80], [52, 80], [50, 84]];
        let mut shapes = vec![vec![bay.clone()], vec![enclave]];
        simplify(&mut shapes, 4000);
        assert!(shapes[0][0].contains(&[50, 70]));
        let mut alone = vec![vec![bay]];
        simplify(&mut alone, 4000);
        assert!(!alone[0][0].contains(&[50, 70]));
    }

    #[test]
    fn an_enclave_and_the_hole_around_it_keep_one_line() {
        let ring = |at: i32, size: i32| {
            let (a, b, c) = (at, at + size / 2, at + size);
            vec![
                [a, a],
                [b, a - 2],
                [c, a],
                [c + 2, b],
                [c, c],
                [b, c + 2],
                [a, c],
                [a - 2, b],
            ]
        };
        let mut hole = ring(200, 60);
        hole.reverse();
        let after = simple(vec![vec![ring(0, 500), hole], vec![ring(200, 60)]]);
        let mut enclave = after[1][0].clone();
        enclave.reverse();
        rotate(&mut enclave);
        assert_eq!(enclave, after[0][1]);
        assert_eq!(enclave.len(), 3);
    }

    #[test]
    fn what_rings_share_is_inside_and_a_pinch_parts_them() {
        let square = |x: i32| vec![[x, 0], [x + 1, 0], [x + 1, 1], [x, 1]];
        let [one, two] = [square(0), square(1)];
        assert_eq!(
            dissolved([&one, &two]),
            [[[0, 0], [1, 0], [2, 0], [2, 1], [1, 1], [0, 1]]]
        );
        let eight = vec![[0, 0], [2, 0], [1, 1], [2, 2], [0, 2], [1, 1]];
        assert_eq!(
            dissolved([&eight]),
            [[[0, 0], [2, 0], [1, 1]], [[0, 2], [1, 1], [2, 2]]]
        );
        // A spike holds nothing.
        let spiked = vec![[0, 0], [4, 0], [9, 0], [4, 0], [4, 4]];
        assert_eq!(dissolved([&spiked]), [[[0, 0], [4, 0], [4, 4]]]);
    }
}
