//! Rents that are asked for: the « carte des loyers » of the ministry of housing.
//!
//! There is a file for each kind of home, which its name tells. Where a commune has too few
//! advertisements, its rent is estimated with those of its neighbours, and marked so. Rents
//! have charges in them, and are those of unfurnished homes.

use std::collections::BTreeMap;

use super::table::{self, Fault, Values, no_number, number};
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally};
use crate::geo::Department;
use crate::text;
use crate::yaml::write::quoted;

/// What is told of the source.
pub const ABOUT: About<'static> = About {
    name: "loyers",
    title: "Carte des loyers",
    producer: "Ministère chargé du logement, ANIL",
    licence: "Licence Ouverte 2.0",
    url: "https://www.data.gouv.fr/datasets/carte-des-loyers-indicateurs-de-loyers-dannonce-par-commune-en-2024",
    unit: "estimations",
};

const COLUMNS: [&str; 6] =
    ["INSEE_C", "loypredm2", "lwr.IPm2", "upr.IPm2", "TYPPRED", "nbobs_com"];

/// Rents of a département, while they are read.
pub struct Rents {
    towns: Towns,
    /// By year, commune and kind of home.
    rents: BTreeMap<(i16, &'static str, &'static str), Rent>,
}

/// Euros per m² and month.
struct Rent {
    median: f64,
    interval: Option<(f64, f64)>,
    /// Whether the neighbours' advertisements made it.
    borrowed: bool,
    advertisements: Option<f64>,
}

impl Rents {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        Self { towns: Towns::of(department), rents: BTreeMap::new() }
    }

    fn row(
        &mut self,
        (file, year, home): (&str, i16, &'static str),
        row: &Values<'_, 6>,
        tally: &mut Tally,
    ) {
        let [code, median, low, high, kind, n] = row.values.each_ref().map(AsRef::as_ref);
        let Some(commune) = self.towns.find(code) else {
            return tally.drop(Reason::Elsewhere);
        };
        let read = |place: usize, value: &str| {
            let fault =
                |()| Fault::of_row(file, row.line, no_number(COLUMNS[place], value));
            number(value).map_err(fault)
        };
        let values = [(1, median), (2, low), (3, high), (5, n)].map(|(i, v)| read(i, v));
        let [median, low, high, n] = match values {
            [Ok(median), Ok(low), Ok(high), Ok(n)] => [median, low, high, n],
            values => {
                values.into_iter().filter_map(Result::err).for_each(|f| tally.fault(f));
                return;
            }
        };
        let Some(median) = median.filter(|rent| *rent > 0.0) else {
            return tally.drop(Reason::NoEstimate);
        };
        tally.kept += 1;
        let rent = Rent {
            median,
            interval: low
                .zip(high)
                .filter(|(low, high)| *low <= median && median <= *high),
            borrowed: kind.trim() != "commune",
            advertisements: n,
        };
        self.rents.insert((year, commune.code, home), rent);
    }
}

/// The kind of home that a file is about: `pred-mai-mef-dhup.csv`, `loyers_maison.csv`.
fn home(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| name.contains(word));
    // Sizes of flats apart are no kind of their own.
    let is_size = |word: &str| matches!(word, "t1" | "t2" | "t3" | "t1t2");
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    if is(&["app12", "app3", "1-2", "3-pieces", "3+"]) || words.any(is_size) {
        return None;
    }
    match (is(&["maison", "-mai", "_mai"]), is(&["appartement", "-app", "_app"])) {
        (true, false) => Some("maison"),
        (false, true) => Some("appartement"),
        _ => None,
    }
}

impl Importer for Rents {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let Some(home) = home(file.name) else {
            return Err(Fault::of_file(
                file,
                text!(
                    "est-ce le fichier des maisons ou celui de tous les appartements ? Son nom doit le dire : `maison` ou `appartement`",
                    "is it the file of houses or that of all flats? Its name must tell: `maison` or `appartement`"
                ),
            ));
        };
        let (name, year) = (file.name.to_owned(), file.date.year());
        let of = (name.as_str(), year, home);
        table::rows(file, COLUMNS, tally, |row, tally| self.row(of, &row, tally))
    }

    fn finish(self: Box<Self>, _: &mut Tally) -> Vec<Row> {
        let cents = |rent: f64| format!("{rent:.1}");
        let rows = self.rents.iter().map(|((year, code, home), rent)| {
            let names = vec![
                ("commune", quoted(code)),
                ("type", (*home).to_owned()),
                ("annee", year.to_string()),
            ];
            Row::named(names)
                .with("loyer_m2", Some(cents(rent.median)))
                .with("loyer_bas", rent.interval.map(|(low, _)| cents(low)))
                .with("loyer_haut", rent.interval.map(|(_, high)| cents(high)))
                .with("effectif", Some(rent.advertisements.unwrap_or_default()))
                .with("emprunte", rent.borrowed.then_some("oui"))
        });
        rows.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_tells_its_homes() {
        for (name, expected) in [
            ("pred-mai-mef-dhup.csv", Some("maison")),
            ("pred-app-mef-dhup.csv", Some("appartement")),
            ("Loyers_Maison_2024.csv", Some("maison")),
            ("pred-app12-mef-dhup.csv", None),
            ("pred-app3-mef-dhup.csv", None),
            ("appartement-t1-2024.csv", None),
            ("loyers-maison-dept15.csv", Some("maison")),
            ("loyers.csv", None),
        ] {
            assert_eq!(home(name), expected, "{name}");
        }
    }
}
