//! Broadband by wire: the files by commune of « Ma connexion internet » of the regulator.
//!
//! Two files tell of wires alone: `commune_debit_filaire` (how many premises reach a rate) and
//! `commune_meilleure_techno_thd` (how many have fibre as their best). The file of all
//! techniques counts satellites, which reach everybody everywhere: it is refused.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::table::{self, Fault, Values, no_number, number};
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally};
use crate::geo::Department;
use crate::text;
use crate::yaml::write::quoted;

/// What is told of the source.
pub const ABOUT: About<'static> = About {
    name: "arcep",
    title: "Ma connexion internet",
    producer: "Arcep",
    licence: "Licence Ouverte 2.0",
    url: "https://www.data.gouv.fr/datasets/ma-connexion-internet",
    unit: "communes",
};

const RATES: [&str; 7] =
    ["code_insee", "nbr", "elig_bhd8", "elig_thd30", "elig_thd100", "elig_thd1g", "date"];
const TECHNIQUES: [&str; 4] = ["code_insee", "nbr", "elig_ftth", "date"];

/// Premises of a commune, and how many of them can have what.
#[derive(Default)]
struct Wires {
    premises: f64,
    /// 8, 30, 100, 1,000 Mbit/s.
    rates: Option<[f64; 4]>,
    fiber: Option<f64>,
}

/// Broadband of a département, while it is read.
pub struct Lines {
    towns: Towns,
    /// By day and commune.
    wires: BTreeMap<(Date, &'static str), Wires>,
}

impl Lines {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        Self { towns: Towns::of(department), wires: BTreeMap::new() }
    }

    /// Takes the counts of a row: the commune's code first, the date last.
    fn row<const N: usize>(
        &mut self,
        (file, columns): (&str, &[&str; N]),
        row: &Values<'_, N>,
        tally: &mut Tally,
        take: impl FnOnce(&mut Wires, [f64; N]),
    ) {
        let Some(commune) = self.towns.find(&row.values[0]) else {
            return tally.drop(Reason::Elsewhere);
        };
        let mut counts = [0.0; N];
        for (at, value) in row.values.iter().enumerate().take(N - 1).skip(1) {
            match number(value) {
                Ok(count) => counts[at] = count.unwrap_or_default(),
                Err(()) => {
                    let text = no_number(columns[at], value);
                    return tally.fault(Fault::of_row(file, row.line, text));
                }
            }
        }
        let date = &row.values[N - 1];
        let Some(day) = date.get(..10).and_then(|date| date.parse().ok()) else {
            let text = text!(
                "`date` vaut « {date} », qui n’est pas un jour",
                "`date` is `{date}`, which is no day"
            );
            return tally.fault(Fault::of_row(file, row.line, text));
        };
        let premises = counts[1];
        if premises <= 0.0 || counts.iter().any(|count| *count > premises) {
            let text = text!(
                "plus de locaux éligibles que de locaux (`nbr` : {premises})",
                "more premises can have it than there are (`nbr`: {premises})"
            );
            return tally.fault(Fault::of_row(file, row.line, text));
        }
        tally.kept += 1;
        let wires = self.wires.entry((day, commune.code)).or_default();
        wires.premises = premises;
        take(wires, counts);
    }
}

impl Importer for Lines {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let name = file.name.to_owned();
        let is = |word: &str| name.contains(word);
        if is("meilleure_techno") {
            return table::rows(file, TECHNIQUES, tally, |row, tally| {
                self.row((&name, &TECHNIQUES), &row, tally, |wires, [_, _, fiber, _]| {
                    wires.fiber = Some(fiber);
                });
            });
        }
        if is("commune_debit") && !is("filaire") {
            return Err(Fault::of_file(
                file,
                text!(
                    "ce fichier compte le satellite, qui couvre tout le monde : il faut `commune_debit_filaire`",
                    "this file counts satellites, which reach everybody: `commune_debit_filaire` is due"
                ),
            ));
        }
        table::rows(file, RATES, tally, |row, tally| {
            self.row((&name, &RATES), &row, tally, |wires, [_, _, rates @ .., _]| {
                wires.rates = Some(rates);
            });
        })
    }

    fn finish(self: Box<Self>, _: &mut Tally) -> Vec<Row> {
        let rows = self.wires.iter().map(|((day, code), wires)| {
            let rate = |at: usize| wires.rates.map(|rates| rates[at]);
            let names = vec![("commune", quoted(code)), ("date", day.to_string())];
            Row::named(names)
                .with("locaux", Some(wires.premises))
                .with("debit_8", rate(0))
                .with("debit_30", rate(1))
                .with("debit_100", rate(2))
                .with("debit_1000", rate(3))
                .with("fibre", wires.fiber)
        });
        rows.collect()
    }
}
