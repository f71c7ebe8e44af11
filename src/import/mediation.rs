//! Places of digital help: the LaMednum schema (`standard-mediation-num` 1.0.x), which
//! territories and national directories publish in.
//!
//! Rows become workspaces. Columns of e-mail addresses are never read: many are of persons.

use std::collections::BTreeMap;

use super::table::{self, Fault, Values};
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally};
use crate::geo::Department;
use crate::text;
use crate::text::hours::Hours;
use crate::text::phone::Phone;
use crate::yaml::write::quoted;

/// What is told of the source.
pub const ABOUT: About = About {
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

/// Places of a département, while they are read, by their ids.
pub struct Places {
    towns: Towns,
    places: BTreeMap<String, Row>,
}

impl Places {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        Self { towns: Towns::of(department), places: BTreeMap::new() }
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
            summary,
            day,
            booking,
        ] = values;
        // The code is not required: the name of the commune is.
        let found = self.towns.find(code).or_else(|| self.towns.named(town));
        let Some(commune) = found.filter(|_| code.is_empty() || self.towns.is_here(code))
        else {
            return tally.drop(Reason::Elsewhere);
        };
        if id.is_empty() || name.is_empty() {
            let text = text!("sans `id` ou sans `nom`", "without `id` or `nom`");
            return tally.fault(Fault::of_row(file, row.line, text));
        }
        let position = match self.towns.position(["latitude", "longitude"], [lat, lon]) {
            Ok(Some(position)) => position,
            Ok(None) => {
                let text = text!(
                    "sans position (`latitude`, `longitude`)",
                    "without a position (`latitude`, `longitude`)"
                );
                return tally.fault(Fault::of_row(file, row.line, text));
            }
            Err(text) => return tally.fault(Fault::of_row(file, row.line, text)),
        };
        let web =
            |text: &str| text.starts_with("https://") || text.starts_with("http://");
        let first =
            |text: &'_ str| text.split('|').next().unwrap_or_default().trim().to_owned();
        let phone = Some(first(phone)).filter(|text| Phone::parse(text).is_ok());
        let site = Some(first(site)).filter(|text| web(text));
        let contact = [("telephone", phone), ("url", site)].into_iter();
        let contact = contact
            .filter_map(|(key, value)| Some(format!("{key}: {}", quoted(&value?))));
        let contact: Vec<String> = contact.collect();
        let written = |text: &str| (!text.is_empty()).then(|| quoted(text));
        let day = day.get(..10).filter(|day| day.parse::<jiff::civil::Date>().is_ok());
        tally.kept += 1;
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
            .with(
                "contact",
                (!contact.is_empty()).then(|| format!("{{{}}}", contact.join(", "))),
            )
            .with("reservation", Some(booking).filter(|text| web(text)).map(quoted))
            .with("resume", written(summary))
            .with("mise_a_jour", day);
        self.places.insert(id.to_owned(), made);
    }
}

impl Importer for Places {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let name = file.name.to_owned();
        table::rows(file, COLUMNS, tally, |row, tally| self.row(&name, &row, tally))
    }

    fn finish(self: Box<Self>, _: &mut Tally) -> Vec<Row> {
        self.places.into_values().collect()
    }
}
