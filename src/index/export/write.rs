//! A [`Table`] as CSV, JSON and GeoJSON.
//!
//! CSV follows RFC 4180: UTF-8 without a mark, commas, CRLF. Keys of JSON keep the order of
//! the columns, so the same rows always give the same bytes.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Number, Value, json};

use super::table::{Cell, Field, Table, Type};
use crate::geo::Position;

/// What a JSON file says of itself, beside its rows.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Notice<'a> {
    /// Title of the data set.
    pub titre: &'a str,
    /// Address of the page that documents it.
    pub documentation: String,
    /// Licence.
    pub licence: &'static str,
    /// Who publishes it.
    pub editeur: &'a str,
    /// Day of the export, ISO 8601.
    pub date_export: String,
}

/// CSV, without the columns of objects.
pub fn csv(table: &Table) -> Vec<u8> {
    let kept: Vec<usize> = table
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.kind != Type::Objects)
        .map(|(i, _)| i)
        .collect();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let header = kept.iter().map(|i| table.fields[*i].name.to_owned());
    let mut records = vec![header.collect::<Vec<String>>()];
    let line = |row: &Vec<Cell>| kept.iter().map(|i| csv_text(&row[*i])).collect();
    records.extend(table.rows.iter().map(line));
    for record in records {
        writer.write_record(record).expect("rows are as long as the header");
    }
    writer.into_inner().expect("memory does not fail")
}

fn csv_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::Objects(_) => String::new(),
        Cell::Boolean(truth) => truth.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => inert(text),
        Cell::List(texts) => {
            let joined: Vec<_> =
                texts.iter().map(|text| text.replace('|', "/")).collect();
            inert(&joined.join("|"))
        }
    }
}

/// A text that no spreadsheet takes for a formula: an apostrophe stands before what looks
/// like one (OWASP, « CSV Injection »), also where the text would start a cell for programs
/// that part cells at semicolons, as those in French do. Signed numbers, phone numbers among
/// them, are none: whoever reads the data as data gets them unchanged.
pub fn inert(text: &str) -> String {
    let part = |part: &str| {
        let apostrophe = if is_formula(part) { "'" } else { "" };
        format!("{apostrophe}{part}")
    };
    text.split_inclusive([';', '\t', '\n', '\r']).map(part).collect()
}

/// Whether a cell would be one; letters of full width count as those that they stand for.
fn is_formula(cell: &str) -> bool {
    const SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let digits = |rest: &str| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let text = cell.trim_start_matches([' ', '\u{a0}']);
    let bare = text.trim_end_matches([';', '\n']);
    let is_number = bare.strip_prefix(['+', '-']).is_some_and(digits);
    text.starts_with(SIGNS) && !is_number
}

/// JSON: the notice, then the rows as objects.
pub fn json(notice: &Notice<'_>, table: &Table) -> Vec<u8> {
    let rows = table.rows.iter().map(|row| Row { fields: &table.fields, cells: row });
    #[derive(serde::Serialize)]
    struct File<'a> {
        #[serde(flatten)]
        notice: &'a Notice<'a>,
        total: usize,
        lignes: Vec<Row<'a>>,
    }
    let total = table.rows.len();
    pretty(&File { notice, total, lignes: rows.collect() })
}

/// GeoJSON (RFC 7946): a feature a row, without geometry when its place is not known.
/// `positions` are those of the rows.
pub fn geojson(
    notice: &Notice<'_>,
    table: &Table,
    positions: &[Option<Position>],
) -> Vec<u8> {
    #[derive(serde::Serialize)]
    struct Feature<'a> {
        r#type: &'static str,
        geometry: Option<Value>,
        properties: Row<'a>,
    }
    #[derive(serde::Serialize)]
    struct Collection<'a> {
        r#type: &'static str,
        #[serde(flatten)]
        notice: &'a Notice<'a>,
        features: Vec<Feature<'a>>,
    }
    let features = table.rows.iter().zip(positions).map(|(row, position)| Feature {
        r#type: "Feature",
        geometry: position
            .map(|p| json!({"type": "Point", "coordinates": [p.lon, p.lat]})),
        properties: Row { fields: &table.fields, cells: row },
    });
    let features = features.collect();
    pretty(&Collection { r#type: "FeatureCollection", notice, features })
}

/// Indented JSON and a last line end.
pub fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("keys are text");
    bytes.push(b'\n');
    bytes
}

struct Row<'a> {
    fields: &'a [Field],
    cells: &'a [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (field, cell) in self.fields.iter().zip(self.cells) {
            map.serialize_entry(field.name, &json_value(cell))?;
        }
        map.end()
    }
}

fn json_value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Boolean(truth) => Value::Bool(*truth),
        Cell::Number(number) => number_value(*number),
        Cell::Text(text) => Value::String(text.clone()),
        Cell::List(texts) => json!(texts),
        Cell::Objects(objects) => objects.clone(),
    }
}

/// A number without a useless decimal point.
pub fn number_value(number: f64) -> Value {
    let text = number.to_string();
    let whole = text.parse::<i64>().ok().map(Number::from);
    whole.or_else(|| Number::from_f64(number)).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn field(name: &'static str, kind: Type) -> Field {
        Field { name, help: "", kind, required: false }
    }

    fn notice() -> Notice<'static> {
        Notice {
            titre: "Lieux",
            documentation: "https://exemple.fr/donnees/".into(),
            licence: "Licence Ouverte 2.0",
            editeur: "Éditeur",
            date_export: "2026-11-22".into(),
        }
    }

    fn sample() -> Table {
        Table {
            fields: vec![
                field("nom", Type::Text),
                field("postes", Type::Integer),
                field("labels", Type::List),
                field("salles", Type::Objects),
            ],
            rows: vec![vec![
                Cell::Text("Café, « \"ici\" »".into()),
                Cell::Number(12.0),
                Cell::List(vec!["a|b".into(), "c".into()]),
                Cell::Objects(json!([{"nom": "Salle"}])),
            ]],
        }
    }

    #[test]
    fn csv_quotes_ends_lines_with_crlf_and_leaves_objects_out() {
        let text = String::from_utf8(csv(&sample())).unwrap();
        let expected = "nom,postes,labels\r\n\"Café, « \"\"ici\"\" »\",12,a/b|c\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn formulas_are_inert_and_numbers_untouched() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("+33471200000", "+33471200000"),
            ("-4.5", "-4.5"),
            ("+", "'+"),
            ("\tx", "'\tx"),
            ("\r=1", "'\r'=1"),
            (" =1+1", "' =1+1"),
            ("＝1+1", "'＝1+1"),
            ("a;=1+1;b", "a;'=1+1;b"),
            ("a;-4.5;b", "a;-4.5;b"),
            ("a\n@b", "a\n'@b"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(inert(text), expected, "{text}");
        }
    }

    #[test]
    fn json_keeps_the_order_of_columns() {
        let text = String::from_utf8(json(&notice(), &sample())).unwrap();
        let places: Vec<_> =
            ["\"titre\"", "\"total\"", "\"nom\"", "\"postes\": 12", "\"salles\""]
                .map(|key| text.find(key).expect(key))
                .into();
        assert!(places.is_sorted(), "{text}");
    }

    #[test]
    fn geojson_has_longitude_first_and_null_where_unknown() {
        let mut table = sample();
        table.rows.push(table.rows[0].clone());
        let murat = Position { lat: 45.11, lon: 2.87 };
        let bytes = geojson(&notice(), &table, &[Some(murat), None]);
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(value["features"][0]["geometry"]["coordinates"], json!([2.87, 45.11]));
        assert_eq!(value["features"][1]["geometry"], Value::Null);
    }

    proptest! {
        #[test]
        fn csv_reads_back(texts in prop::collection::vec(any::<String>(), 2)) {
            let fields = vec![field("a", Type::Text), field("b", Type::Text)];
            let row = texts.iter().cloned().map(Cell::Text).collect();
            let bytes = csv(&Table { fields, rows: vec![row] });
            let mut reader = csv::Reader::from_reader(bytes.as_slice());
            let record = reader.records().next().unwrap().unwrap();
            for (read, written) in record.iter().zip(&texts) {
                let bare = |text: &str| text.replace('\'', "");
                prop_assert_eq!(bare(read), bare(written));
                let dangerous = |part: &str| part.starts_with(['=', '@', '\t', '\r']);
                prop_assert!(!read.split(';').any(dangerous));
            }
        }
    }
}
