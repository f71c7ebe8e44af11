//! Services of daily life: the « base permanente des équipements » of INSEE, a row each.
//!
//! The file is national and has gone over to other codes for some kinds since 2021: both are
//! read. Names of persons stand in it (doctors, shops of one owner): only those of places that
//! nobody owns are kept.

use super::services::{Found, Services, placed};
use super::table::{self, Fault, Values};
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally};
use crate::geo::Department;
use crate::model::service::ServiceKind;

/// What is told of the source.
pub const ABOUT: About<'_> = About {
    name: "bpe",
    title: "Base permanente des équipements",
    producer: "Insee",
    licence: "Licence Ouverte 2.0",
    url: "https://www.insee.fr/fr/metadonnees/source/serie/s1161",
    unit: "équipements",
};

const COLUMNS: [&str; 6] =
    ["TYPEQU", "DEPCOM", "LATITUDE", "LONGITUDE", "QUALITE_XY", "NOMRS"];

/// What a code is about; those of before 2021 stand last.
fn kind(code: &str) -> Option<ServiceKind> {
    Some(match code {
        "A128" => ServiceKind::FranceServices,
        "A129" => ServiceKind::TownHall,
        "A203" => ServiceKind::Bank,
        "A206" | "A207" | "A208" => ServiceKind::Post,
        "B104" | "B105" | "B101" | "B102" => ServiceKind::Supermarket,
        "B201" | "B202" => ServiceKind::Grocery,
        "B207" | "B203" => ServiceKind::Bakery,
        "B316" => ServiceKind::Fuel,
        "C107" | "C108" | "C109" | "C101" | "C102" | "C104" | "C105" => {
            ServiceKind::School
        }
        "C201" => ServiceKind::MiddleSchool,
        "C301" | "C302" | "C303" => ServiceKind::HighSchool,
        "D106" => ServiceKind::Emergency,
        "D108" | "D113" => ServiceKind::HealthCenter,
        "D265" | "D201" => ServiceKind::Doctor,
        "D277" | "D221" => ServiceKind::Dentist,
        "D279" | "D233" => ServiceKind::Physiotherapist,
        "D281" | "D232" => ServiceKind::Nurse,
        "D307" | "D301" => ServiceKind::Pharmacy,
        "D502" => ServiceKind::Nursery,
        "E107" | "E108" | "E109" => ServiceKind::Station,
        "F101" => ServiceKind::Pool,
        "F121" => ServiceKind::Gym,
        "F303" => ServiceKind::Cinema,
        "F307" => ServiceKind::Library,
        _ => return None,
    })
}

/// Whether the names of a kind are never those of a person.
fn is_named(kind: ServiceKind) -> bool {
    matches!(
        kind,
        ServiceKind::School
            | ServiceKind::MiddleSchool
            | ServiceKind::HighSchool
            | ServiceKind::Station
            | ServiceKind::Emergency
            | ServiceKind::Library
            | ServiceKind::Cinema
            | ServiceKind::Pool
            | ServiceKind::Gym
            | ServiceKind::FranceServices
    )
}

/// Services of a département, while they are read.
pub struct Facilities {
    towns: Towns,
    services: Services,
}

impl Facilities {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        Self { towns: Towns::of(department), services: Services::default() }
    }

    fn row(&mut self, file: &str, row: &Values<'_, 6>, tally: &mut Tally) {
        let [code, town, lat, lon, quality, name] =
            row.values.each_ref().map(|value| value.trim());
        let Some(commune) = self.towns.find(town) else {
            return tally.drop(Reason::Elsewhere);
        };
        let Some(kind) = kind(code) else { return tally.drop(Reason::OtherKind) };
        // « Mauvaise » or `M`: more than 500 m off, or drawn by lot within the commune.
        let spot = match quality.starts_with(['M', 'm']) {
            true => None,
            false => {
                let position = self.towns.position(["LATITUDE", "LONGITUDE"], [lat, lon]);
                placed(position, (file, row.line), tally)
            }
        };
        let is_told = is_named(kind) && !name.is_empty();
        let found = Found {
            commune: commune.code,
            kind,
            spot,
            name: is_told.then(|| name.to_owned()),
            id: None,
            private: false,
        };
        self.services.add(found, tally);
    }
}

impl Importer for Facilities {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let name = file.name.to_owned();
        table::rows(file, COLUMNS, tally, |row, tally| self.row(&name, &row, tally))
    }

    fn finish(self: Box<Self>, tally: &mut Tally) -> Vec<Row> {
        self.services.rows(tally)
    }
}
