//! Childcare: the rate of cover by commune of the family allowance fund (Cnaf), the latest year
//! of each.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::table::{self, Fault, Values, no_number, number};
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally};
use crate::geo::Department;
use crate::text;
use crate::yaml::write::quoted;

/// What is told of the source.
pub const ABOUT: About<'_> = About {
    name: "petite-enfance",
    title: "Taux de couverture de l’accueil des jeunes enfants",
    producer: "Cnaf, Observatoire national de la petite enfance",
    licence: "Licence Ouverte 2.0",
    url: "https://data.caf.fr/explore/dataset/txcouv_pe_com/",
    unit: "communes",
};

const COLUMNS: [&str; 5] =
    ["annee", "numcom", "txcouv_eaje_com", "txcouv_com", "tot_offre_com"];

/// Childcare of a département, while it is read.
pub struct Childcare {
    towns: Towns,
    /// By commune.
    latest: BTreeMap<&'static str, Reading>,
}

/// A reading, in the order of which is the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    year: i16,
    /// Places for a thousand children.
    rate: i64,
    /// Those of them in day nurseries.
    nurseries: Option<i64>,
    places: Option<i64>,
}

impl Childcare {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        Self { towns: Towns::of(department), latest: BTreeMap::new() }
    }

    fn row(&mut self, file: &str, row: &Values<'_, 5>, tally: &mut Tally) {
        let [year, code, ..] = row.values.each_ref().map(|value| value.trim());
        let Some(commune) = self.towns.find(code) else {
            return tally.drop(Reason::Elsewhere);
        };
        let fault = |text| Fault::of_row(file, row.line, text);
        let Some(year) = year.get(..4).and_then(|year| year.parse::<i16>().ok()) else {
            let text = text!(
                "`annee` vaut « {year} », qui n’est pas une année",
                "`annee` is `{year}`, which is no year"
            );
            return tally.fault(fault(text));
        };
        let mut values = [None; 3];
        for (at, value) in (2..).zip(&mut values) {
            let text = &row.values[at];
            match number(text) {
                Ok(number) => *value = number.filter(|number| *number >= 0.0),
                Err(()) => return tally.fault(fault(no_number(COLUMNS[at], text))),
            }
        }
        let [nurseries, rate, places] = values;
        let Some(rate) = rate else { return tally.drop(Reason::NoEstimate) };
        let reading = Reading {
            year,
            rate: whole(rate * 10.0),
            nurseries: nurseries.map(|rate| whole(rate * 10.0)),
            places: places.map(whole),
        };
        let latest = self.latest.entry(commune.code);
        if let Entry::Occupied(_) = latest {
            tally.drop(Reason::Older);
        }
        latest.and_modify(|other| *other = reading.max(*other)).or_insert(reading);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "rates and places are few")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

impl Importer for Childcare {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let name = file.name.to_owned();
        table::rows(file, COLUMNS, tally, |row, tally| self.row(&name, &row, tally))
    }

    fn finish(self: Box<Self>, tally: &mut Tally) -> Vec<Row> {
        tally.kept = self.latest.len() as u64;
        let tenths = |rate: i64| format!("{}.{}", rate / 10, rate % 10);
        let rows = self.latest.iter().map(|(code, reading)| {
            let year = ("annee", reading.year.to_string());
            Row::named(vec![("commune", quoted(code)), year])
                .with("taux", Some(tenths(reading.rate)))
                .with("taux_creche", reading.nurseries.map(tenths))
                .with("places", reading.places)
        });
        rows.collect()
    }
}
