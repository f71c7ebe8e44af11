//! Where départements lie: which positions are credible in one, and which ones adjoin.

use std::collections::BTreeSet;

use super::place::{Department, Position, department};
use super::polygon::{self, Point};

/// Outlines are generalized: a place this close may well be inside in truth.
const TOLERANCE_KM: f64 = 5.0;
/// Small islands have no outline: at sea, this distance from the coast is fine.
const ISLAND_KM: f64 = 30.0;
/// Outlines are stored in these fractions of a degree.
pub(super) const UNITS: f64 = 10_000.0;
/// Mean radius of the Earth (IUGG).
const EARTH_KM: f64 = 6371.0088;

/// A point of a border: longitude and latitude in ten-thousandths of a degree.
pub(super) type Vertex = [i32; 2];

/// The border of a département as (longitude, latitude) rings, in ten-thousandths of a degree.
pub(super) struct Outline {
    pub department: &'static str,
    rings: &'static [&'static [[i32; 2]]],
}

include!(concat!(env!("OUT_DIR"), "/outlines.rs"));

impl Outline {
    /// The rings under a projection from positions to the plane.
    pub fn project(&self, to_plane: impl Fn(Position) -> Point) -> Vec<Vec<Point>> {
        let ring =
            |ring: &&[Vertex]| ring.iter().map(|p| to_plane(position(*p))).collect();
        self.rings.iter().map(ring).collect()
    }

    /// Whether a position lies inside, and how many kilometers from the border.
    fn locate(&self, position: Position) -> (bool, f64) {
        let rings = self.project(|other| offset_km(position, other));
        (polygon::encloses(&rings, [0.0; 2]), polygon::distance(&rings, [0.0; 2]))
    }

    /// Each side of each ring, from vertex to vertex.
    pub fn sides(&self) -> impl Iterator<Item = (Vertex, Vertex)> {
        self.rings.iter().flat_map(|ring| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().copied().zip(next.copied())
        })
    }

    fn vertices(&self) -> BTreeSet<[i32; 2]> {
        self.rings.iter().copied().flatten().copied().collect()
    }
}

/// Where a vertex lies.
pub(super) fn position([lon, lat]: Vertex) -> Position {
    Position { lat: f64::from(lat) / UNITS, lon: f64::from(lon) / UNITS }
}

/// How a position lies to a département.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Containment {
    /// Within its outline.
    Inside,
    /// Outside its outline, but within what the outline's precision allows: as good as inside.
    Near,
    /// Outside, but inside once latitude and longitude change places.
    Swapped,
    /// Outside.
    Outside,
}

/// Every outline, by code of département.
pub(super) fn outlines() -> &'static [Outline] {
    &OUTLINES
}

/// The border of a département: rings of (longitude, latitude); none where it has no outline.
pub fn border(department: &str) -> Vec<Vec<Point>> {
    let known = OUTLINES.iter().find(|outline| outline.department == department);
    known.map_or_else(Vec::new, |outline| outline.project(|at| [at.lon, at.lat]))
}

/// Says how a position lies to a département. Those without an outline, as most overseas
/// collectivities are, have every position [`Containment::Near`].
pub fn contains(department: &str, position: Position) -> Containment {
    let Some(outline) = outline(department) else { return Containment::Near };
    let swapped = Position { lat: position.lon, lon: position.lat };
    match outline.locate(position) {
        (true, _) => Containment::Inside,
        (false, km) if km <= TOLERANCE_KM => Containment::Near,
        (false, km) if km <= ISLAND_KM && department_at(position).is_none() => {
            Containment::Near
        }
        _ if outline.locate(swapped).0 => Containment::Swapped,
        _ => Containment::Outside,
    }
}

/// The département whose outline holds a position.
pub fn department_at(position: Position) -> Option<&'static Department> {
    let holding = OUTLINES.iter().find(|outline| outline.locate(position).0)?;
    department(holding.department)
}

/// The départements that share a border with this one, by code.
pub fn neighbors(department: &str) -> Vec<&'static Department> {
    let Some(outline) = outline(department) else { return Vec::new() };
    let border = outline.vertices();
    let adjoins = |other: &&Outline| {
        other.department != department
            && other.vertices().intersection(&border).nth(1).is_some()
    };
    let adjoining = OUTLINES.iter().filter(adjoins);
    adjoining.filter_map(|other| super::department(other.department)).collect()
}

/// The great-circle distance between two positions, in kilometers.
pub fn distance_km(a: Position, b: Position) -> f64 {
    let [lat_a, lat_b] = [a.lat, b.lat].map(f64::to_radians);
    let haversine = |angle: f64| (angle / 2.0).sin().powi(2);
    let h = haversine(lat_b - lat_a)
        + lat_a.cos() * lat_b.cos() * haversine((b.lon - a.lon).to_radians());
    2.0 * EARTH_KM * h.sqrt().min(1.0).asin()
}

fn outline(department: &str) -> Option<&'static Outline> {
    let index = OUTLINES.binary_search_by(|outline| outline.department.cmp(department));
    index.ok().map(|index| &OUTLINES[index])
}

/// Kilometers east and north of `origin`, good over the width of a département.
fn offset_km(origin: Position, other: Position) -> Point {
    let east = (other.lon - origin.lon).to_radians() * origin.lat.to_radians().cos();
    let north = (other.lat - origin.lat).to_radians();
    [east * EARTH_KM, north * EARTH_KM]
}

#[cfg(test)]
mod tests {
    use super::super::place::{departments, seat_position};
    use super::*;

    const fn at(lat: f64, lon: f64) -> Position {
        Position { lat, lon }
    }

    #[test]
    fn known_places_lie_in_their_departement() {
        use Containment::{Inside, Near, Outside, Swapped};
        let cases = [
            ("15", at(44.9262, 2.4397), Inside),
            ("48", at(44.5177, 3.5000), Inside),
            ("32", at(43.6465, 0.5855), Inside),
            ("61", at(48.4306, 0.0931), Inside),
            ("15", at(2.4397, 44.9262), Swapped),
            ("974", at(55.45, -20.88), Swapped),
            ("974", at(-20.88, 55.45), Inside),
            ("15", at(44.5177, 3.5000), Outside),
            ("15", at(0.0, 0.0), Outside),
            // Groix, which the outlines leave out.
            ("56", at(47.6379, -3.4605), Near),
            // Valréas, in the Vaucluse, and in a hole of the Drôme.
            ("84", at(44.3842, 4.9908), Inside),
        ];
        for (department, position, expected) in cases {
            assert_eq!(
                contains(department, position),
                expected,
                "{department} {position:?}"
            );
        }
        assert_eq!(contains("987", at(-17.5, -149.5)), Near);
        assert_eq!(contains("15", at(f64::NAN, 2.0)), Outside);
    }

    #[test]
    fn every_seat_lies_in_its_departement() {
        let mut checked = 0;
        for department in departments() {
            let Some(seat) = seat_position(department.code) else { continue };
            let answer = contains(department.code, seat);
            assert!(
                matches!(answer, Containment::Inside | Containment::Near),
                "{department:?} {answer:?}"
            );
            checked += 1;
        }
        assert_eq!(checked, OUTLINES.len());
    }

    #[test]
    fn neighbors_share_a_border_and_agree_on_it() {
        let codes = |code| neighbors(code).iter().map(|d| d.code).collect::<Vec<_>>();
        assert_eq!(codes("15"), ["12", "19", "43", "46", "48", "63"]);
        assert_eq!(codes("48"), ["07", "12", "15", "30", "43"]);
        assert!(codes("974").is_empty());
        assert!(codes("975").is_empty());
        for department in departments() {
            for neighbor in neighbors(department.code) {
                assert!(neighbors(neighbor.code).contains(&department), "{neighbor:?}");
            }
        }
    }

    #[test]
    fn distances_are_those_of_an_atlas() {
        let aurillac_mende = distance_km(at(44.9262, 2.4397), at(44.5177, 3.5));
        assert!((aurillac_mende - 95.3).abs() < 1.0, "{aurillac_mende}");
        let half_turn = distance_km(at(0.0, 0.0), at(0.0, 180.0));
        assert!((half_turn - 20_015.1).abs() < 0.1, "{half_turn}");
        assert_eq!(distance_km(at(45.0, 2.0), at(45.0, 2.0)), 0.0);
    }
}
