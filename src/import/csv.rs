//! Any table whose columns an editor explained: its rows become entries of a kind.

use std::borrow::Cow;

use super::entries::{Entries, has_email};
use super::mapping::{Cell, From, Key, Mapping};
use super::table::{self, Fault, no_number, number};
use super::towns::Towns;
use super::{Importer, Opened, Reason, Row, Tally};
use crate::diag::{Text, quoted_list};
use crate::geo::{self, Department, Lookup};
use crate::model::record::Shape;
use crate::text;
use crate::text::fold::fold;
use crate::text::scalar::{self, yes_or_no};
use crate::yaml::write::quoted;

/// Rows of a table, while they are read.
pub struct Table<'m> {
    department: &'static Department,
    mapping: &'m Mapping,
    towns: Towns,
    rows: Entries,
}

/// Why a row is not kept.
enum Refusal {
    /// It is of another département.
    Elsewhere,
    /// This is wrong with it.
    Fault(Text),
}

/// A value as YAML, if there is one.
type Read = Result<Option<String>, Refusal>;

/// The values of a row, by the places of their columns.
type Values<'r> = dyn Fn(usize) -> Cow<'r, str> + 'r;

impl<'m> Table<'m> {
    /// None yet.
    pub fn of(mapping: &'m Mapping, department: &'static Department) -> Self {
        let rows = Entries::of(mapping.kind, department);
        Self { department, mapping, towns: Towns::of(department), rows }
    }

    fn row(&mut self, at: (&str, u64), values: &Values<'_>, tally: &mut Tally) {
        let refuse = |text: Text, tally: &mut Tally| {
            tally.fault(Fault::of_row(at.0, at.1, text));
        };
        let id = values(0).trim().to_owned();
        if id.is_empty() {
            let column = &self.mapping.columns[0];
            return refuse(text!("sans `{column}`", "without `{column}`"), tally);
        }
        let mut row = Row::named(vec![("id", quoted(&id))]);
        for key in &self.mapping.keys {
            match self.key(key, values) {
                Ok(value) => row = row.with(key.name, value),
                Err(Refusal::Elsewhere) => return tally.drop(Reason::Elsewhere),
                Err(Refusal::Fault(text)) => return refuse(text, tally),
            }
        }
        if let Err(text) = self.rows.add(&id, row, tally) {
            refuse(text, tally);
        }
    }

    fn key(&self, key: &Key, values: &Values<'_>) -> Read {
        match (&key.from, &key.shape) {
            (From::Constant(value), _) => Ok(Some(value.clone())),
            (From::Cell(cell), shape) => self.cell(cell, shape, values),
            (From::Cells(cells), Shape::Format("position")) => {
                self.position(cells, values)
            }
            (From::Cells(cells), shape) => {
                let inner = if let Shape::List(inner) = shape { inner } else { shape };
                let items = cells.iter().map(|cell| self.cell(cell, inner, values));
                let items: Vec<Option<String>> = items.collect::<Result<_, _>>()?;
                Ok(list(items.into_iter().flatten().collect()))
            }
            (From::Keys(keys), _) => {
                let mut all = Vec::new();
                for key in keys {
                    let value = self.key(key, values)?;
                    all.extend(value.map(|value| format!("{}: {value}", key.name)));
                }
                Ok((!all.is_empty()).then(|| format!("{{{}}}", all.join(", "))))
            }
        }
    }

    fn position(&self, cells: &[Cell], values: &Values<'_>) -> Read {
        let [lat, lon] = cells else {
            return Err(Refusal::Fault(text!(
                "une position a deux colonnes : `position: [latitude, longitude]`",
                "a position has two columns: `position: [latitude, longitude]`"
            )));
        };
        let names = [lat, lon].map(|cell| self.column(cell));
        let (lat, lon) = (values(lat.column), values(lon.column));
        let position =
            self.towns.required_position(names, &lat, &lon).map_err(Refusal::Fault)?;
        Ok(Some(format!("[{}, {}]", position.lat, position.lon)))
    }

    fn column(&self, cell: &Cell) -> &'m str {
        self.mapping.columns.get(cell.column).map_or("", String::as_str)
    }

    fn cell(&self, cell: &Cell, shape: &Shape, values: &Values<'_>) -> Read {
        let value = values(cell.column);
        let Shape::List(inner) = shape else { return self.value(cell, shape, &value) };
        let items: Vec<&str> = match &cell.separator {
            Some(separator) => value.split(separator.as_str()).collect(),
            None => vec![&value],
        };
        let items = items.iter().map(|item| self.value(cell, inner, item));
        let items: Vec<Option<String>> = items.collect::<Result<_, _>>()?;
        Ok(list(items.into_iter().flatten().collect()))
    }

    /// A value in the words of the kind.
    fn value(&self, cell: &Cell, shape: &Shape, value: &str) -> Read {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let value = match cell.words.get(&fold(&value)) {
            Some(Some(word)) => word.clone(),
            Some(None) => return Ok(None),
            None if value.is_empty() => return Ok(None),
            None => value,
        };
        let column = self.column(cell);
        if has_email(&value) && !matches!(shape, Shape::Format("email")) {
            return Err(Refusal::Fault(text!(
                "`{column}` contient une adresse électronique, peut-être celle d’une personne : retirez-la du fichier, ou donnez la colonne à `courriel`",
                "`{column}` holds an e-mail address, perhaps of a person: remove it from the file, or give the column to `courriel`"
            )));
        }
        let fault = |text: Text| Err(Refusal::Fault(text));
        match shape {
            Shape::Number | Shape::Integer => match number(&value) {
                Ok(number) => Ok(number.map(|number| number.to_string())),
                Err(()) => fault(no_number(column, &value)),
            },
            Shape::Boolean => match truth(&value) {
                Some(true) => Ok(Some("oui".to_owned())),
                Some(false) => Ok(None),
                None => fault(text!(
                    "`{column}` vaut « {value} », qui n’est ni oui ni non",
                    "`{column}` is `{value}`, which is neither yes nor no"
                )),
            },
            Shape::Choice(words) if words.contains(&value.as_str()) => Ok(Some(value)),
            Shape::Choice(words) => {
                let list = quoted_list(words, "", "");
                fault(text!(
                    "`{column}` vaut « {value} » : dites ce que c’est dans `valeurs` ; mots possibles : {list}",
                    "`{column}` is `{value}`: say what it is in `valeurs`; possible words: {list}"
                ))
            }
            Shape::Format("commune") => self.commune(column, &value).map(Some),
            Shape::Format("date" | "date-time" | "year or date") => {
                Ok(Some(dated(&value)))
            }
            _ => Ok(Some(quoted(&value))),
        }
    }

    /// The code of a commune, by its name or code of today or of yesterday.
    fn commune(&self, column: &str, value: &str) -> Result<String, Refusal> {
        match geo::lookup(value, self.department.code) {
            Lookup::Found(commune) | Lookup::Renamed { now: commune, .. } => {
                Ok(quoted(commune.code))
            }
            Lookup::Elsewhere(_) => Err(Refusal::Elsewhere),
            Lookup::Unknown { nearest } => {
                let names: Vec<&str> =
                    nearest.iter().map(|commune| commune.name).collect();
                let near = quoted_list(&names, "", "");
                Err(Refusal::Fault(match names.is_empty() {
                    true => text!(
                        "`{column}` vaut « {value} », qui n’est pas une commune",
                        "`{column}` is `{value}`, which is no commune"
                    ),
                    false => text!(
                        "`{column}` vaut « {value} », qui n’est pas une commune ; de près : {near}",
                        "`{column}` is `{value}`, which is no commune; near: {near}"
                    ),
                }))
            }
        }
    }
}

fn list(items: Vec<String>) -> Option<String> {
    (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "1" | "x" | "X" => Some(true),
        "0" => Some(false),
        _ => yes_or_no(text),
    }
}

/// A date, put in the order of ISO 8601 when only one can be meant. What cannot be read is told
/// when the row is looked at as a whole.
fn dated(text: &str) -> String {
    let read = scalar::date(text).map(|date| date.to_string());
    let or_time = |error| match scalar::date_time(text) {
        Ok(time) => Ok(time.strftime("%Y-%m-%dT%H:%M").to_string()),
        Err(other) if other.fix.is_some() => Err(other),
        Err(_) => Err(error),
    };
    match read.or_else(or_time) {
        Ok(date) => date,
        Err(error) if scalar::is_sure_date(text, &error.kind) => {
            error.fix.unwrap_or_else(|| quoted(text))
        }
        Err(_) => quoted(text),
    }
}

impl Importer for Table<'_> {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let name = file.name.to_owned();
        let columns: Vec<&str> =
            self.mapping.columns.iter().map(String::as_str).collect();
        table::records(file, &columns, tally, |line, values, tally| {
            self.row((&name, line), values, tally);
        })
    }

    fn finish(self: Box<Self>, _: &mut Tally) -> Vec<Row> {
        self.rows.finish()
    }
}
