//! Places of digital help: the LaMednum schema (`standard-mediation-num` 1.0.x), which
//! territories and national directories publish in.
//!
//! Rows become workspaces. Columns of e-mail addresses are never read: many are of persons.

use super::entries::{Entries, contact, summary, web, written};
use super::table::{self, Fault, Values};
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally};
use crate::geo::Department;
use crate::model::place::Kind;
use crate::text;
use crate::text::hours::Hours;
use crate::yaml::write::quoted;

/// What is told of the source.
pub const ABOUT: About<'static> = About {
    name: "mediation",
    title: "Lieux de médiation numérique",
    producer: "Mednum, ANCT et territoires",
    licence: "Licence Ouverte 2.0",
    url: "https://www.data.gouv.fr/datasets/lieux-de-mediation-numerique-cartographie-nationale",
    unit: "lieux",
};

const COLUMNS: [&str; 14] = [
    "id",
    "nom",
    "commune",
    "code_insee",
    "adresse",
    "latitude",
    "longitude",
    "typologie",
    "telephone",
    "site_web",
    "horaires",
    "presentation_resume",
    "date_maj",
    "prise_rdv",
];

/// Places of a département, while they are read.
pub struct Places {
    towns: Towns,
    places: Entries,
}

impl Places {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        let places = Entries::of(Kind::Workspace, department);
        Self { towns: Towns::of(department), places }
    }

    fn row(&mut self, file: &str, row: &Values<'_, 14>, tally: &mut Tally) {
        let values = row.values.each_ref().map(|value| value.trim());
        let [
            id,
            name,
            town,
            code,
            address,
            lat,
            lon,
            kinds,
            phone,
            site,
            hours,
            about,
            day,
            booking,
        ] = values;
        // The code is not required: the name of the commune is.
        let Some(commune) = self.towns.find_or_named(code, town) else {
            return tally.drop(Reason::Elsewhere);
        };
        if id.is_empty() || name.is_empty() {
            let text = text!("sans `id` ou sans `nom`", "without `id` or `nom`");
            return tally.fault(Fault::of_row(file, row.line, text));
        }
        let position =
            match self.towns.required_position(["latitude", "longitude"], lat, lon) {
                Ok(position) => position,
                Err(text) => return tally.fault(Fault::of_row(file, row.line, text)),
            };
        let day = day.get(..10).filter(|day| day.parse::<jiff::civil::Date>().is_ok());
        let kind = if kinds.contains("TIERS_LIEUX") { "tiers-lieu" } else { "epn" };
        let made = Row::named(vec![("id", quoted(id))])
            .with("titre", written(name))
            .with("type", Some(kind))
            .with("commune", Some(quoted(commune.code)))
            .with("adresse", written(address))
            .with("position", Some(format!("[{}, {}]", position.lat, position.lon)))
            .with(
                "horaires",
                Some(hours).filter(|text| text.parse::<Hours>().is_ok()).map(quoted),
            )
            .with("contact", contact(phone, site))
            .with("reservation", web(booking).map(quoted))
            .with("resume", summary(about))
            .with("mise_a_jour", day);
        if let Err(text) = self.places.add(id, made, tally) {
            tally.fault(Fault::of_row(file, row.line, text));
        }
    }
}

impl Importer for Places {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let name = file.name.to_owned();
        table::rows(file, COLUMNS, tally, |row, tally| self.row(&name, &row, tally))
    }

    fn finish(self: Box<Self>, _: &mut Tally) -> Vec<Row> {
        self.places.finish()
    }
}
