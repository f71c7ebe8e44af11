//! Places of care: the national register FINESS, with a header and positions in its columns.
//!
//! Where care is given in mainland France, positions are in the Lambert-93 projection; overseas
//! they are in others, and are not read. The names of pharmacies are those of pharmacists: they
//! are not kept.

use super::services::{Found, Services, placed};
use super::table::{self, Fault, Values, no_number, number};
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally};
use crate::diag::Text;
use crate::geo::{self, Department, Position};
use crate::model::service::ServiceKind;
use crate::text;

/// What is told of the source.
pub const ABOUT: About<'_> = About {
    name: "finess",
    title: "Fichier national des établissements sanitaires et sociaux",
    producer: "Agence du numérique en santé",
    licence: "Licence Ouverte 2.0",
    url: "https://www.data.gouv.fr/datasets/finess-extraction-du-fichier-des-etablissements",
    unit: "établissements",
};

const COLUMNS: [&str; 8] = [
    "nofinesset",
    "rs",
    "rslongue",
    "commune",
    "departement",
    "categetab",
    "coordxet",
    "coordyet",
];

/// What a category is about.
fn kind(category: &str) -> Option<ServiceKind> {
    Some(match category {
        // Regional, local and small hospitals, and clinics.
        "101" | "106" | "128" | "129" | "355" | "365" => ServiceKind::Hospital,
        "124" | "603" => ServiceKind::HealthCenter,
        "500" => ServiceKind::CareHome,
        "620" => ServiceKind::Pharmacy,
        _ => return None,
    })
}

/// The INSEE code of a commune: the register numbers those of a département, and has letters
/// for those overseas.
fn code(department: &str, commune: &str) -> String {
    match department
        .strip_prefix('9')
        .filter(|rest| rest.starts_with(char::is_alphabetic))
    {
        Some(_) => format!("97{commune}"),
        None => format!("{department}{commune}"),
    }
}

/// Places of care of a département, while they are read.
pub struct Care {
    department: &'static Department,
    towns: Towns,
    services: Services,
}

impl Care {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        Self { department, towns: Towns::of(department), services: Services::default() }
    }

    fn row(&mut self, file: &str, row: &Values<'_, 8>, tally: &mut Tally) {
        let [id, short, long, town, department, category, x, y] =
            row.values.each_ref().map(|value| value.trim());
        let Some(commune) = self.towns.find(&code(department, town)) else {
            return tally.drop(Reason::Elsewhere);
        };
        let Some(kind) = kind(category) else { return tally.drop(Reason::OtherKind) };
        if id.is_empty() {
            let text = text!("sans `nofinesset`", "without `nofinesset`");
            return tally.fault(Fault::of_row(file, row.line, text));
        }
        let name = if long.is_empty() { short } else { long };
        let is_told = kind != ServiceKind::Pharmacy && !name.is_empty();
        let position = self.position([x, y]);
        let found = Found {
            commune: commune.code,
            kind,
            spot: placed(position, (file, row.line), tally),
            name: is_told.then(|| name.to_owned()),
            id: Some(id.to_owned()),
            private: false,
        };
        self.services.add(found, tally);
    }

    /// The position of coordinates east and north, or what is wrong with it.
    fn position(&self, [x, y]: [&str; 2]) -> Result<Option<Position>, Text> {
        let read = |column, value| number(value).map_err(|()| no_number(column, value));
        let Some((x, y)) = read("coordxet", x)?.zip(read("coordyet", y)?) else {
            return Ok(None);
        };
        if self.department.code.len() > 2 {
            return Ok(None);
        }
        if (x, y) == (0.0, 0.0) {
            return Err(text!(
                "sans position (`coordxet`, `coordyet`)",
                "without a position (`coordxet`, `coordyet`)"
            ));
        }
        let position = geo::lambert_93(x, y);
        let inside = self.towns.inside(position);
        let swapped = || self.towns.inside(geo::lambert_93(y, x)).is_ok();
        if inside.is_err() && swapped() {
            return Err(text!(
                "`coordxet` et `coordyet` sont inversées ({x}, {y})",
                "`coordxet` and `coordyet` are swapped ({x}, {y})"
            ));
        }
        inside.map(Some).map_err(|_| {
            text!(
                "`coordxet` et `coordyet` ({x}, {y}, Lambert-93) sont hors du département",
                "`coordxet` and `coordyet` ({x}, {y}, Lambert-93) are outside the département"
            )
        })
    }
}

impl Importer for Care {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let name = file.name.to_owned();
        table::rows(file, COLUMNS, tally, |row, tally| self.row(&name, &row, tally))
    }

    fn finish(self: Box<Self>, tally: &mut Tally) -> Vec<Row> {
        self.services.rows(tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communes_overseas_have_the_codes_of_everybody_else() {
        assert_eq!(code("15", "138"), "15138");
        assert_eq!(code("2A", "004"), "2A004");
        assert_eq!(code("95", "018"), "95018");
        assert_eq!(code("9A", "105"), "97105");
    }
}
