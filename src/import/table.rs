//! Tables as they are published: any separator, any encoding, columns in any order.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{BufRead, BufReader};

use ::csv::{ByteRecord, ReaderBuilder};
use encoding_rs::WINDOWS_1252;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::{Opened, Tally};
use crate::diag::Text;
use crate::text;
use crate::text::suggest;

/// What separates the columns of published files.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What is wrong with a file, or with a row of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1; `None` for the file as a whole.
    pub line: Option<u64>,
    /// In words.
    pub text: Text,
}

impl Fault {
    /// A fault of a file.
    pub fn of_file(file: &Opened<'_>, text: Text) -> Self {
        Self { file: file.name.to_owned(), line: None, text }
    }

    /// A file that cannot be read to its end.
    pub fn stopped(file: &str, error: &dyn Display) -> Self {
        let text =
            text!("la lecture s’est arrêtée : {error}", "reading stopped: {error}");
        Self { file: file.to_owned(), line: None, text }
    }

    /// A fault of a row.
    pub fn of_row(file: &str, line: u64, text: Text) -> Self {
        Self { file: file.to_owned(), line: Some(line), text }
    }
}

/// Values of a row under the columns asked for, and its line.
pub struct Values<'r, const N: usize> {
    /// The line, from 1.
    pub line: u64,
    /// In the order of the columns asked for.
    pub values: [Cow<'r, str>; N],
}

/// Reads the rows of a table, which has at least these columns. Others are never looked at:
/// what they hold of persons goes no further.
pub fn rows<const N: usize>(
    file: &mut Opened<'_>,
    columns: [&str; N],
    tally: &mut Tally,
    mut row: impl FnMut(Values<'_, N>, &mut Tally),
) -> Result<(), Fault> {
    records(file, &columns, tally, |line, value, tally| {
        row(Values { line, values: std::array::from_fn(value) }, tally);
    })
}

/// The same for columns that are not known beforehand: a row is its line, and its values by
/// the place of their column among those asked for.
pub fn records(
    file: &mut Opened<'_>,
    columns: &[&str],
    tally: &mut Tally,
    mut row: impl for<'r> FnMut(u64, &'r dyn Fn(usize) -> Cow<'r, str>, &mut Tally),
) -> Result<(), Fault> {
    let name = file.name.to_owned();
    let stopped = |error: &dyn Display| Fault::stopped(&name, error);
    // Only marks of UTF-16 and UTF-8 tell an encoding at once; the rest is told by each value.
    let decoded = DecodeReaderBytesBuilder::new()
        .utf8_passthru(true)
        .strip_bom(true)
        .build(&mut *file.bytes);
    let mut bytes = BufReader::with_capacity(1 << 16, decoded);
    let mut header = Vec::new();
    bytes.read_until(b'\n', &mut header).map_err(|error| stopped(&error))?;
    let separator = separator(&header);
    let mut table = ReaderBuilder::new();
    table.delimiter(separator).has_headers(false).flexible(true);
    let names = names(&table, &header);
    let places = places(columns, &names).map_err(|text| Fault {
        file: name.clone(),
        line: Some(1),
        text,
    })?;
    let mut reader = table.from_reader(bytes);
    let mut record = ByteRecord::new();
    // The reader's own count is late by one where lines end as on Windows.
    let mut line = 1;
    while reader.read_byte_record(&mut record).map_err(|error| stopped(&error))? {
        tally.read += 1;
        line += 1;
        let value = |at: usize| {
            let value = places.get(at).and_then(|place| record.get(*place));
            text_of(value.unwrap_or_default())
        };
        row(line, &value, tally);
        line += record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
    }
    Ok(())
}

/// The separator that cuts the header most often.
fn separator(header: &[u8]) -> u8 {
    let count = |separator: &u8| header.iter().filter(|byte| *byte == separator).count();
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

fn names(table: &ReaderBuilder, header: &[u8]) -> Vec<String> {
    let mut record = ByteRecord::new();
    let mut reader = table.from_reader(header);
    // A header that cannot be read has no columns.
    let _ = reader.read_byte_record(&mut record);
    record.iter().map(|name| text_of(name).trim().to_owned()).collect()
}

/// Where the columns stand.
pub fn places(columns: &[&str], names: &[String]) -> Result<Vec<usize>, Text> {
    let place =
        |column: &str| names.iter().position(|name| name.eq_ignore_ascii_case(column));
    let missing: Vec<&str> =
        columns.iter().copied().filter(|column| place(column).is_none()).collect();
    if missing.is_empty() {
        return Ok(columns.iter().filter_map(|column| place(column)).collect());
    }
    let is_free = |name: &&str| !columns.iter().any(|c| c.eq_ignore_ascii_case(name));
    let near = |column: &&str| {
        let others = names.iter().map(String::as_str).filter(is_free);
        let near = suggest::nearest(column, others);
        match near.first() {
            Some(near) => (
                format!("`{column}` (le fichier a `{near}`)"),
                format!("`{column}` (the file has `{near}`)"),
            ),
            None => (format!("`{column}`"), format!("`{column}`")),
        }
    };
    let (fr, en): (Vec<_>, Vec<_>) = missing.iter().map(near).unzip();
    let (fr, en) = (fr.join(", "), en.join(", "));
    Err(text!(
        "il manque des colonnes : {fr}. Est-ce le bon fichier ?",
        "columns are missing: {en}. Is it the right file?"
    ))
}

/// A value as text: in UTF-8, or else in the encoding of old exports.
pub fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// A number with a decimal point or comma; `None` for nothing, an error for something else.
pub fn number(text: &str) -> Result<Option<f64>, ()> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("na") {
        return Ok(None);
    }
    let number = text.replace(',', ".").parse().map_err(|_| ())?;
    if f64::is_finite(number) { Ok(Some(number)) } else { Err(()) }
}

/// What cannot be read as a number in a column.
pub fn no_number(column: &str, value: &str) -> Text {
    text!(
        "`{column}` vaut « {value} », qui n’est pas un nombre",
        "`{column}` is `{value}`, which is no number"
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<(u64, String, String)>, Fault> {
        let mut found = Vec::new();
        let mut bytes = bytes;
        let mut file =
            Opened { name: "f.csv", date: date(2026, 1, 1), bytes: &mut bytes };
        rows(&mut file, ["code", "nom"], &mut Tally::default(), |row, _| {
            let [code, name] = row.values;
            found.push((row.line, code.into_owned(), name.into_owned()));
        })?;
        Ok(found)
    }

    #[test]
    fn encodings_and_separators_are_told_by_the_file() {
        let text = "nom;rang;code\nChâtel-Guyon;1;\"01001\"\r\nÉtain;2;2A004\n";
        let expected = [
            (2, "01001".to_owned(), "Châtel-Guyon".to_owned()),
            (3, "2A004".to_owned(), "Étain".to_owned()),
        ];
        let utf_16: Vec<u8> = std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        for separator in [";", ",", "\t", "|"] {
            let text = text.replace(';', separator);
            let latin = WINDOWS_1252.encode(&text).0;
            for bytes in
                [text.as_bytes(), &latin, &[b"\xEF\xBB\xBF", text.as_bytes()].concat()]
            {
                assert_eq!(read(bytes).expect("a table"), expected, "{separator:?}");
            }
        }
        assert_eq!(read(&utf_16).expect("a table"), expected);
    }

    #[test]
    fn a_renamed_column_is_named_with_what_was_expected() {
        let fault = read("code_insee;noms\n01001;Ain\n".as_bytes()).expect_err("renamed");
        assert_eq!(fault.line, Some(1));
        assert!(
            fault.text.fr.contains("`nom` (le fichier a `noms`)"),
            "{}",
            fault.text.fr
        );
        assert!(fault.text.fr.contains("`code`"), "{}", fault.text.fr);
        assert!(read(b"").is_err());
    }

    #[test]
    fn numbers_have_a_point_or_a_comma() {
        assert_eq!(number(" 7,25 "), Ok(Some(7.25)));
        assert_eq!(number("7.25"), Ok(Some(7.25)));
        assert_eq!(number(""), Ok(None));
        for wrong in ["7.2.5", "sept", "inf", "1e999"] {
            assert_eq!(number(wrong), Err(()), "{wrong}");
        }
    }
}
