//! Third places: the layout in which the State published the first list of them (CGET, 2019),
//! which territories go on using.
//!
//! Rows become workspaces. The columns of persons, `CONTACT` and `MAIL`, are never read.

use super::entries::{Entries, contact, written};
use super::table::{self, Fault, Values};
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally};
use crate::geo::Department;
use crate::model::place::Kind;
use crate::text;
use crate::text::fold::fold;
use crate::yaml::write::quoted;

/// What is told of the source.
pub const ABOUT: About<'static> = About {
    name: "tiers-lieux",
    title: "Recensement des tiers-lieux",
    producer: "Commissariat général à l’égalité des territoires",
    licence: "Licence Ouverte 2.0",
    url: "https://www.data.gouv.fr/datasets/recensement-des-tiers-lieux",
    unit: "lieux",
};

const COLUMNS: [&str; 9] =
    ["ID", "NOM_TL", "ADRESSE", "INSEECOM", "NOMCOM", "WEB", "TYPO", "LAT", "LONG"];

/// Words of `TYPO`, and what they make a place; the first one that is there tells.
const TYPES: [(&str, &str); 6] = [
    ("teletravail", "telecentre"),
    ("telecentre", "telecentre"),
    ("cowork", "coworking"),
    ("fab", "fablab"),
    ("maker", "fablab"),
    ("pepiniere", "pepiniere"),
];

/// Places of a département, while they are read.
pub struct ThirdPlaces {
    towns: Towns,
    places: Entries,
}

impl ThirdPlaces {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        let places = Entries::of(Kind::Workspace, department);
        Self { towns: Towns::of(department), places }
    }

    fn row(&mut self, file: &str, row: &Values<'_, 9>, tally: &mut Tally) {
        let values = row.values.each_ref().map(|value| value.trim());
        let [id, name, address, code, town, site, kinds, lat, lon] = values;
        let Some(commune) = self.towns.find_or_named(code, town) else {
            return tally.drop(Reason::Elsewhere);
        };
        if id.is_empty() || name.is_empty() {
            let text = text!("sans `ID` ou sans `NOM_TL`", "without `ID` or `NOM_TL`");
            return tally.fault(Fault::of_row(file, row.line, text));
        }
        let position = match self.towns.required_position(["LAT", "LONG"], lat, lon) {
            Ok(position) => position,
            Err(text) => return tally.fault(Fault::of_row(file, row.line, text)),
        };
        let kinds = fold(kinds);
        let kind = TYPES.iter().find(|(word, _)| kinds.contains(word));
        let made = Row::named(vec![("id", quoted(id))])
            .with("titre", written(name))
            .with("type", Some(kind.map_or("tiers-lieu", |(_, kind)| kind)))
            .with("commune", Some(quoted(commune.code)))
            .with("adresse", written(address))
            .with("position", Some(format!("[{}, {}]", position.lat, position.lon)))
            .with("contact", contact("", site));
        if let Err(text) = self.places.add(id, made, tally) {
            tally.fault(Fault::of_row(file, row.line, text));
        }
    }
}

impl Importer for ThirdPlaces {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let name = file.name.to_owned();
        table::rows(file, COLUMNS, tally, |row, tally| self.row(&name, &row, tally))
    }

    fn finish(self: Box<Self>, _: &mut Tally) -> Vec<Row> {
        self.places.finish()
    }
}
