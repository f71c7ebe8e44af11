//! Lists of objects in JSON, read one by one: a national file is never held as a whole.

use std::borrow::Cow;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::marker::PhantomData;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess,
    SeqAccess, Visitor,
};
use serde_json::{Map, Value};

use super::table::{Fault, Values, places};
use super::{Opened, Tally};
use crate::diag::Text;

/// The mark that some programs put before UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Why a list was not read to its end.
#[derive(Debug)]
pub enum Stopped {
    /// It is not what it should be.
    Broken(serde_json::Error),
    /// This is wrong with one of its items.
    Told(Text),
}

/// Hands over the items of a list one by one, until one of them is refused: a bare list, or
/// what an object has under one of these keys. Whether there is a list is told.
pub fn each<T: DeserializeOwned>(
    file: &mut Opened<'_>,
    keys: &[&str],
    item: impl FnMut(T) -> Result<(), Text>,
) -> Result<bool, Stopped> {
    let mut bytes = BufReader::with_capacity(1 << 16, &mut *file.bytes);
    // What cannot be read is told by the first read that counts.
    if bytes.fill_buf().is_ok_and(|start| start.starts_with(MARK)) {
        bytes.consume(MARK.len());
    }
    let mut from = serde_json::Deserializer::from_reader(bytes);
    let mut refused = None;
    let items = Items { keys, item, refused: &mut refused, of: PhantomData };
    let read = from.deserialize_any(items);
    let read = read.and_then(|found| from.end().map(|()| found));
    read.map_err(|error| refused.map_or(Stopped::Broken(error), Stopped::Told))
}

struct Items<'a, T, F> {
    keys: &'a [&'a str],
    item: F,
    refused: &'a mut Option<Text>,
    of: PhantomData<T>,
}

impl<'de, T: DeserializeOwned, F: FnMut(T) -> Result<(), Text>> Visitor<'de>
    for Items<'_, T, F>
{
    type Value = bool;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut all: A) -> Result<bool, A::Error> {
        while let Some(next) = all.next_element()? {
            if let Err(text) = (self.item)(next) {
                *self.refused = Some(text);
                return Err(A::Error::custom("refused"));
            }
        }
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<bool, A::Error> {
        let keys = self.keys;
        let mut items = Some(self);
        while let Some(key) = object.next_key::<String>()? {
            match items.take_if(|_| keys.contains(&key.as_str())) {
                Some(items) => drop(object.next_value_seed(items)?),
                None => drop(object.next_value::<IgnoredAny>()?),
            }
        }
        Ok(items.is_none())
    }
}

impl<'de, T: DeserializeOwned, F: FnMut(T) -> Result<(), Text>> DeserializeSeed<'de>
    for Items<'_, T, F>
{
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, list: D) -> Result<bool, D::Error> {
        list.deserialize_seq(self)
    }
}

/// Reads tables as APIs give them, as [`super::table::rows`] does rows: these keys of each
/// object, and no others. Objects are counted in place of lines.
pub fn rows<const N: usize>(
    file: &mut Opened<'_>,
    columns: [&str; N],
    tally: &mut Tally,
    mut row: impl FnMut(Values<'_, N>, &mut Tally),
) -> Result<(), Fault> {
    let mut line = 0;
    let read = each(file, &["results"], |object: Map<String, Value>| {
        line += 1;
        tally.read += 1;
        if line == 1 {
            let names: Vec<String> = object.keys().cloned().collect();
            places(&columns, &names)?;
        }
        let values = columns.map(|key| object.get(key).map_or("".into(), word));
        row(Values { line, values }, tally);
        Ok(())
    });
    read.map(drop).map_err(|stopped| match stopped {
        Stopped::Told(text) => Fault::of_file(file, text),
        Stopped::Broken(error) => Fault::stopped(file.name, &error),
    })
}

/// A value as a table would hold it.
fn word(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.into(),
        Value::Number(number) => number.to_string().into(),
        _ => "".into(),
    }
}
