//! Tables as APIs give them: a list of objects, bare or under `results`.

use std::borrow::Cow;
use std::fmt;
use std::io::BufReader;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Value};

use super::table::{Fault, Values, places};
use super::{Opened, Tally};
use crate::diag::Text;
use crate::text;

/// Reads objects one by one, as [`super::table::rows`] does rows: these keys of each, and no
/// others. Objects are counted in place of lines.
pub fn rows<const N: usize>(
    file: &mut Opened<'_>,
    columns: [&str; N],
    tally: &mut Tally,
    row: impl FnMut(Values<'_, N>, &mut Tally),
) -> Result<(), Fault> {
    let mut missing = None;
    let objects = Objects { columns, tally, row, missing: &mut missing };
    let bytes = BufReader::new(&mut *file.bytes);
    let read = serde_json::Deserializer::from_reader(bytes).deserialize_any(objects);
    let Err(error) = read else { return Ok(()) };
    let stopped =
        || text!("la lecture s’est arrêtée : {error}", "reading stopped: {error}");
    Err(Fault::of_file(file, missing.unwrap_or_else(stopped)))
}

struct Objects<'a, const N: usize, F> {
    columns: [&'a str; N],
    tally: &'a mut Tally,
    row: F,
    /// What is told of keys that are not there.
    missing: &'a mut Option<Text>,
}

impl<'de, const N: usize, F: FnMut(Values<'_, N>, &mut Tally)> Visitor<'de>
    for Objects<'_, N, F>
{
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut all: A) -> Result<(), A::Error> {
        let mut line = 0;
        while let Some(object) = all.next_element::<Map<String, Value>>()? {
            line += 1;
            self.tally.read += 1;
            let names: Vec<String> = object.keys().cloned().collect();
            if let Some(text) = places(&self.columns, &names).err().filter(|_| line == 1)
            {
                *self.missing = Some(text);
                return Err(A::Error::custom("keys are missing"));
            }
            let values = self.columns.map(|key| object.get(key).map_or("".into(), word));
            (self.row)(Values { line, values }, self.tally);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut answer: A) -> Result<(), A::Error> {
        let mut objects = Some(self);
        while let Some(key) = answer.next_key::<String>()? {
            match objects.take_if(|_| key == "results") {
                Some(objects) => answer.next_value_seed(objects)?,
                None => drop(answer.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

impl<'de, const N: usize, F: FnMut(Values<'_, N>, &mut Tally)> DeserializeSeed<'de>
    for Objects<'_, N, F>
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, list: D) -> Result<(), D::Error> {
        list.deserialize_seq(self)
    }
}

/// A value as a table would hold it.
fn word(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.into(),
        Value::Number(number) => number.to_string().into(),
        _ => "".into(),
    }
}
