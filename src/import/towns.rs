//! The communes of a département, by the codes of today and of yesterday.

use std::collections::HashMap;

use crate::geo::{self, Commune, Department, Lookup};

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
