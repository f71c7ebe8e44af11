//! The communes of a département, by the codes of today and of yesterday, and positions in it.

use std::collections::HashMap;

use super::table::{no_number, number};
use crate::diag::Text;
use crate::geo::{self, Commune, Containment, Department, Lookup, Position};
use crate::text;

/// Finds communes of one département by their codes.
pub struct Towns {
    department: &'static Department,
    known: HashMap<String, Option<Commune>>,
}

impl Towns {
    /// The communes of a département.
    pub fn of(department: &'static Department) -> Self {
        Self { department, known: HashMap::new() }
    }

    /// Whether a code is one of the département's.
    pub fn is_here(&self, code: &str) -> bool {
        code.trim().starts_with(self.department.code)
    }

    /// The commune of the département with this name.
    pub fn named(&self, name: &str) -> Option<Commune> {
        match geo::lookup(name, self.department.code) {
            Lookup::Found(commune) => Some(commune),
            _ => None,
        }
    }

    /// The commune of a row that gives its code, its name, or both.
    pub fn find_or_named(&mut self, code: &str, name: &str) -> Option<Commune> {
        if code.trim().is_empty() || self.is_here(code) {
            return self.find(code).or_else(|| self.named(name));
        }
        None
    }

    /// The position that two columns must tell, latitude first, or what is wrong with it.
    pub fn required_position(
        &self,
        columns: [&str; 2],
        lat: &str,
        lon: &str,
    ) -> Result<Position, Text> {
        let [lat_name, lon_name] = columns;
        self.position(columns, [lat, lon])?.ok_or_else(|| {
            text!(
                "sans position (`{lat_name}`, `{lon_name}`)",
                "without a position (`{lat_name}`, `{lon_name}`)"
            )
        })
    }

    /// The commune that has, or had, this INSEE code, if it is one of the département's.
    pub fn find(&mut self, code: &str) -> Option<Commune> {
        let code = code.trim();
        // Codes of other départements are most of a national file.
        if !self.is_here(code) {
            return None;
        }
        if let Some(known) = self.known.get(code) {
            return *known;
        }
        let found = match geo::lookup(code, self.department.code) {
            Lookup::Found(commune) | Lookup::Renamed { now: commune, .. } => {
                Some(commune)
            }
            Lookup::Elsewhere(_) | Lookup::Unknown { .. } => None,
        };
        self.known.insert(code.to_owned(), found);
        found
    }

    /// The position that two columns tell, latitude first: none where they are empty, or what
    /// is wrong with it.
    pub fn position(
        &self,
        columns: [&str; 2],
        values: [&str; 2],
    ) -> Result<Option<Position>, Text> {
        let [lat, lon] = columns;
        let read = |at: usize| {
            number(values[at]).map_err(|()| no_number(columns[at], values[at]))
        };
        let Some((y, x)) = read(0)?.zip(read(1)?) else { return Ok(None) };
        if (y, x) == (0.0, 0.0) {
            return Err(text!(
                "sans position (`{lat}`, `{lon}`)",
                "without a position (`{lat}`, `{lon}`)"
            ));
        }
        let position = Position { lat: y, lon: x };
        match geo::contains(self.department.code, position) {
            Containment::Swapped => Err(text!(
                "`{lat}` et `{lon}` sont inversées ({y}, {x})",
                "`{lat}` and `{lon}` are swapped ({y}, {x})"
            )),
            _ => self.inside(position).map(Some),
        }
    }

    /// The position, or that it is outside the département.
    pub fn inside(&self, position: Position) -> Result<Position, Text> {
        let Position { lat, lon } = position;
        match geo::contains(self.department.code, position) {
            Containment::Inside | Containment::Near => Ok(position),
            Containment::Swapped | Containment::Outside => Err(text!(
                "la position ({lat}, {lon}) est hors du département",
                "the position ({lat}, {lon}) is outside the département"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_today_and_of_yesterday_are_found_and_no_others() {
        let department = geo::department("15").expect("a département");
        let mut towns = Towns::of(department);
        let mut name = |code: &str| towns.find(code).map(|commune| commune.name);
        assert_eq!(name("15138"), Some("Murat"));
        assert_eq!(name("15138"), Some("Murat"), "again");
        for code in ["48095", "15999", "", "Murat", "1513", "15300"] {
            assert_eq!(name(code), None, "{code}");
        }
    }
}
