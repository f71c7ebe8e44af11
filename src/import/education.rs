//! Schools: the « annuaire de l’éducation » of the ministry, as a table or as its API gives it.
//!
//! Only schools are kept, and only those that are open.

use super::services::{Found, Services, placed};
use super::table::{self, Fault, Values};
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally, json};
use crate::geo::Department;
use crate::model::service::ServiceKind;
use crate::text;

/// What is told of the source.
pub const ABOUT: About<'_> = About {
    name: "education",
    title: "Annuaire de l’éducation",
    producer: "Ministère chargé de l’éducation nationale",
    licence: "Licence Ouverte 2.0",
    url: "https://data.education.gouv.fr/explore/dataset/fr-en-annuaire-education/",
    unit: "établissements",
};

const COLUMNS: [&str; 11] = [
    "identifiant_de_l_etablissement",
    "nom_etablissement",
    "type_etablissement",
    "libelle_nature",
    "statut_public_prive",
    "code_commune",
    "nom_commune",
    "code_departement",
    "latitude",
    "longitude",
    "etat",
];

/// Schools of a département, while they are read.
pub struct Schools {
    /// Its code as the ministry writes it, in three characters.
    code: String,
    towns: Towns,
    services: Services,
}

impl Schools {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        Self {
            code: format!("{:0>3}", department.code),
            towns: Towns::of(department),
            services: Services::default(),
        }
    }

    fn row(&mut self, file: &str, row: &Values<'_, 11>, tally: &mut Tally) {
        let [id, name, kind, nature, status, code, town, department, lat, lon, state] =
            row.values.each_ref().map(|value| value.trim());
        let named = || {
            let is_here = code.is_empty() && department == self.code;
            self.towns.named(town).filter(|_| is_here)
        };
        let named = named();
        let Some(commune) = self.towns.find(code).or(named) else {
            return tally.drop(Reason::Elsewhere);
        };
        let Some(kind) = self::kind(kind).filter(|_| !nature.starts_with("SECTION"))
        else {
            return tally.drop(Reason::OtherKind);
        };
        if state != "OUVERT" {
            return tally.drop(Reason::Closed);
        }
        if id.is_empty() || name.is_empty() {
            let text = text!(
                "sans `identifiant_de_l_etablissement` ou sans `nom_etablissement`",
                "without `identifiant_de_l_etablissement` or `nom_etablissement`"
            );
            return tally.fault(Fault::of_row(file, row.line, text));
        }
        let position = self.towns.position(["latitude", "longitude"], [lat, lon]);
        let found = Found {
            commune: commune.code,
            kind,
            spot: placed(position, (file, row.line), tally),
            name: Some(name.to_owned()),
            id: Some(id.to_owned()),
            private: status.starts_with("Priv"),
        };
        self.services.add(found, tally);
    }
}

/// Which kind of school a type is.
fn kind(name: &str) -> Option<ServiceKind> {
    Some(match name {
        "Ecole" | "École" => ServiceKind::School,
        "Collège" => ServiceKind::MiddleSchool,
        "Lycée" => ServiceKind::HighSchool,
        _ => return None,
    })
}

impl Importer for Schools {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let name = file.name.to_owned();
        let mut row =
            |row: Values<'_, 11>, tally: &mut Tally| self.row(&name, &row, tally);
        match name.ends_with(".json") {
            true => json::rows(file, COLUMNS, tally, &mut row),
            false => table::rows(file, COLUMNS, tally, &mut row),
        }
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".csv", ".json"]
    }

    fn finish(self: Box<Self>, tally: &mut Tally) -> Vec<Row> {
        self.services.rows(tally)
    }
}
