//! Services of daily life while files are read: what the importers of directories have in
//! common.

use std::collections::BTreeMap;

use super::table::Fault;
use super::{Reason, Row, Tally};
use crate::diag::Text;
use crate::geo::Position;
use crate::model::service::ServiceKind;
use crate::yaml::write::quoted;

/// A service as a file tells of it. Its order is that of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The code of its commune.
    pub commune: &'static str,
    /// What it is.
    pub kind: ServiceKind,
    /// Where it is, to some ten meters.
    pub spot: Option<Spot>,
    /// Its name, where it is not that of a person.
    pub name: Option<String>,
    /// What its directory calls it, if it has names of its own.
    pub id: Option<String>,
    /// Whether it is a private school.
    pub private: bool,
}

/// A position in ten-thousandths of degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    lat: i32,
    lon: i32,
}

impl From<Position> for Spot {
    #[expect(clippy::cast_possible_truncation, reason = "degrees are few")]
    fn from(position: Position) -> Self {
        let [lat, lon] =
            [position.lat, position.lon].map(|degrees| (degrees * 1e4).round() as i32);
        Self { lat, lon }
    }
}

/// Services of a département, with how many of them are alike.
#[derive(Debug, Default)]
pub struct Services {
    all: BTreeMap<Found, u64>,
}

impl Services {
    /// Adds one.
    pub fn add(&mut self, found: Found, tally: &mut Tally) {
        tally.kept += 1;
        if found.spot.is_none() {
            tally.unplaced += 1;
        }
        *self.all.entry(found).or_default() += 1;
    }

    /// Their rows: those alike are one, those of one identifier too.
    pub fn rows(self, tally: &mut Tally) -> Vec<Row> {
        let mut seen = BTreeMap::new();
        let mut rows = Vec::new();
        for (found, mut n) in self.all {
            if let Some(id) = &found.id {
                let is_new = seen.insert(id.clone(), ()).is_none();
                let twice = if is_new { n - 1 } else { n };
                for _ in 0..twice {
                    tally.drop(Reason::Twice);
                }
                tally.kept -= twice;
                if found.spot.is_none() {
                    tally.unplaced -= twice;
                }
                if !is_new {
                    continue;
                }
                n = 1;
            }
            rows.push(row(&found, n));
        }
        rows
    }
}

/// A service without an identifier is named by all that is known of it.
fn row(found: &Found, n: u64) -> Row {
    let Found { commune, kind, spot, name, id, private } = found;
    let told = [
        ("type", Some(kind.word().to_owned())),
        ("commune", Some(quoted(commune))),
        ("position", spot.map(|spot| spot.to_string())),
        ("nom", name.as_deref().map(quoted)),
    ];
    let told = told.into_iter().filter_map(|(key, value)| Some((key, value?)));
    let row = match id {
        Some(id) => told
            .fold(Row::named(vec![("id", quoted(id))]), |row, (key, value)| {
                row.with(key, Some(value))
            }),
        None => Row::named(told.collect()),
    };
    row.with("prive", private.then_some("oui")).with("nombre", (n > 1).then_some(n))
}

impl std::fmt::Display for Spot {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [lat, lon] = [self.lat, self.lon].map(|part| f64::from(part) / 1e4);
        write!(out, "[{lat}, {lon}]")
    }
}

/// The position of a row that is kept without it where it cannot be right.
pub fn placed(
    position: Result<Option<Position>, Text>,
    (file, line): (&str, u64),
    tally: &mut Tally,
) -> Option<Spot> {
    position.map(|position| position.map(Spot::from)).unwrap_or_else(|text| {
        tally.warn(Fault::of_row(file, line, text));
        None
    })
}
