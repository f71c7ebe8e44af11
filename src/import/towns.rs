//! The communes of a département, by the codes of today and of yesterday.

use std::collections::HashMap;

use super::table::number;
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

    /// A position in the département, or what is wrong with it.
    pub fn position(
        &self,
        [lat_name, lon_name]: [&str; 2],
        lat: &str,
        lon: &str,
    ) -> Result<Position, Text> {
        let read = |text: &str| number(text).ok().flatten();
        let pair = read(lat).zip(read(lon)).filter(|pair| *pair != (0.0, 0.0));
        let Some((lat, lon)) = pair else {
            return Err(text!(
                "sans position (`{lat_name}`, `{lon_name}`)",
                "without a position (`{lat_name}`, `{lon_name}`)"
            ));
        };
        let position = Position { lat, lon };
        match geo::contains(self.department.code, position) {
            Containment::Inside | Containment::Near => Ok(position),
            Containment::Swapped => Err(text!(
                "`{lat_name}` et `{lon_name}` sont inversées ({lat}, {lon})",
                "`{lat_name}` and `{lon_name}` are swapped ({lat}, {lon})"
            )),
            Containment::Outside => Err(text!(
                "la position ({lat}, {lon}) est hors du département",
                "the position ({lat}, {lon}) is outside the département"
            )),
        }
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
