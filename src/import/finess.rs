//! Places of care: the national register FINESS.
//!
//! It is published as a table, and as a list that has no header: there, positions stand on rows
//! of their own. Those of mainland France are in the Lambert-93 projection; overseas they are in
//! others, and are not read. The names of pharmacies are those of pharmacists: they are not
//! kept.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Read};

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
/// How the list begins that has no header.
const LIST: &[u8] = b"finess;etalab";
/// What its header would be, down to the last column that is read. Rows of positions have the
/// coordinates under `nofinessej` and `rs`.
const LIST_HEADER: &str = "section;nofinesset;nofinessej;rs;rslongue;complrs;compldistrib;\
    numvoie;typvoie;voie;compvoie;lieuditbp;commune;departement;libdepartement;\
    ligneacheminement;telephone;telecopie;categetab\n";
const LIST_COLUMNS: [&str; 8] = [
    "section",
    "nofinesset",
    "nofinessej",
    "rs",
    "rslongue",
    "commune",
    "departement",
    "categetab",
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
    /// Those of lists, which wait for their positions.
    unplaced: Vec<Found>,
    /// Coordinates by the number of the place, with where they stand.
    points: BTreeMap<String, ([String; 2], String, u64)>,
}

impl Care {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        Self {
            department,
            towns: Towns::of(department),
            services: Services::default(),
            unplaced: Vec::new(),
            points: BTreeMap::new(),
        }
    }

    /// A row of the table.
    fn row(&mut self, file: &str, row: &Values<'_, 8>, tally: &mut Tally) {
        let [place @ .., x, y] = row.values.each_ref().map(|value| value.trim());
        if let Some(mut found) = self.found((file, row.line), place, tally) {
            found.spot = placed(self.position([x, y]), (file, row.line), tally);
            self.services.add(found, tally);
        }
    }

    /// A row of the list.
    fn item(&mut self, file: &str, row: &Values<'_, 8>, tally: &mut Tally) {
        let [section, id, x, name, long, town, department, category] =
            row.values.each_ref().map(|value| value.trim());
        match section {
            "structureet" => {
                let place = [id, name, long, town, department, category];
                let found = self.found((file, row.line), place, tally);
                self.unplaced.extend(found);
            }
            "geolocalisation" => {
                tally.read -= 1;
                let point = ([x, name].map(str::to_owned), file.to_owned(), row.line);
                let known = self.points.entry(id.to_owned()).or_insert(point.clone());
                *known = point.min(known.clone());
            }
            _ => tally.drop(Reason::OtherKind),
        }
    }

    /// A place of the département, without its position.
    fn found(
        &mut self,
        (file, line): (&str, u64),
        place: [&str; 6],
        tally: &mut Tally,
    ) -> Option<Found> {
        let [id, short, long, town, department, category] = place;
        let Some(commune) = self.towns.find(&code(department, town)) else {
            tally.drop(Reason::Elsewhere);
            return None;
        };
        let Some(kind) = kind(category) else {
            tally.drop(Reason::OtherKind);
            return None;
        };
        if id.is_empty() {
            let text = text!("sans `nofinesset`", "without `nofinesset`");
            tally.fault(Fault::of_row(file, line, text));
            return None;
        }
        let name = if long.is_empty() { short } else { long };
        let is_told = kind != ServiceKind::Pharmacy && !name.is_empty();
        Some(Found {
            commune: commune.code,
            kind,
            spot: None,
            name: is_told.then(|| name.to_owned()),
            id: Some(id.to_owned()),
            private: false,
        })
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
        let mut bytes = BufReader::new(&mut *file.bytes);
        let mut first = Vec::new();
        // What cannot be read says so again below.
        let _ = bytes.read_until(b'\n', &mut first);
        let is_list = first.starts_with(LIST);
        let header = if is_list { LIST_HEADER.as_bytes() } else { &first };
        let mut whole = Cursor::new(header).chain(bytes);
        let mut file = Opened { name: &name, date: file.date, bytes: &mut whole };
        match is_list {
            true => table::rows(&mut file, LIST_COLUMNS, tally, |row, tally| {
                self.item(&name, &row, tally);
            }),
            false => table::rows(&mut file, COLUMNS, tally, |row, tally| {
                self.row(&name, &row, tally);
            }),
        }
    }

    fn finish(mut self: Box<Self>, tally: &mut Tally) -> Vec<Row> {
        for mut found in std::mem::take(&mut self.unplaced) {
            let point = found.id.as_ref().and_then(|id| self.points.get(id));
            if let Some(([x, y], file, line)) = point {
                found.spot = placed(self.position([x, y]), (file, *line), tally);
            }
            self.services.add(found, tally);
        }
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
