//! Tables whose columns are declared once: the name, the meaning and the getter of a
//! column give the CSV header, the JSON keys, the schema and the documentation.

use jiff::civil::Date;
use serde_json::Value;

use crate::geo::Position;
use crate::model::hours::Hours;
use crate::model::territory::Town;
use crate::model::value::{Email, Period, Prose, Url};
use crate::text::phone::Phone;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// A day, ISO 8601.
    Date,
    /// A time with its offset, or a day, ISO 8601.
    Instant,
    /// A web address.
    Url,
    /// Texts, with `|` between them in CSV.
    List,
    /// Objects: in JSON and GeoJSON only.
    Objects,
}

impl Type {
    /// Its French name, for the page that documents the data.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "texte",
            Self::Number => "nombre",
            Self::Integer => "nombre entier",
            Self::Boolean => "vrai ou faux",
            Self::Date => "date",
            Self::Instant => "date et heure",
            Self::Url => "adresse web",
            Self::List => "liste",
            Self::Objects => "liste d’objets (JSON)",
        }
    }
}

/// The declaration of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds, in French.
    pub help: &'static str,
    /// The type of its values.
    pub kind: Type,
    /// Whether every row has a value.
    pub required: bool,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// None.
    Empty,
    /// Yes or no.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// Text, dates and addresses included.
    Text(String),
    /// Texts.
    List(Vec<String>),
    /// Objects.
    Objects(Value),
}

/// A Rust type that a column can hold: it tells the type of the column and whether it is
/// always there.
pub trait Datum {
    /// Type of the column.
    const TYPE: Type;
    /// Whether every row has a value.
    const REQUIRED: bool = true;

    /// The value.
    fn cell(self) -> Cell;
}

/// Declares [`Datum`]s: `Rust type => column type, value -> cell`.
macro_rules! data {
    ($($rust:ty => $kind:ident, $value:ident -> $cell:expr;)*) => {
        $(impl Datum for $rust {
            const TYPE: Type = Type::$kind;

            fn cell(self) -> Cell {
                let $value = self;
                $cell
            }
        })*
    };
}

/// An ISO 8601 time with its offset, or a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instant(pub String);

data! {
    String => Text, text -> Cell::Text(text);
    &'static str => Text, text -> Cell::Text(text.to_owned());
    Prose => Text, prose -> Cell::Text(prose.line());
    Phone => Text, phone -> Cell::Text(phone.uri().replacen("tel:", "", 1));
    Hours => Text, hours -> Cell::Text(hours.to_string());
    Email => Text, email -> Cell::Text(email.0);
    Url => Url, url -> Cell::Text(url.0);
    f64 => Number, number -> Cell::Number(number);
    u32 => Integer, number -> Cell::Number(number.into());
    bool => Boolean, truth -> Cell::Boolean(truth);
    Date => Date, date -> Cell::Text(date.to_string());
    Instant => Instant, instant -> Cell::Text(instant.0);
    Period => Text, period -> Cell::Text(period_text(period));
}

impl<T: Datum> Datum for Option<T> {
    const TYPE: Type = T::TYPE;
    const REQUIRED: bool = false;

    fn cell(self) -> Cell {
        self.map_or(Cell::Empty, Datum::cell)
    }
}

impl Datum for Vec<String> {
    const TYPE: Type = Type::List;
    const REQUIRED: bool = false;

    fn cell(self) -> Cell {
        Cell::List(self)
    }
}

impl Datum for Vec<Value> {
    const TYPE: Type = Type::Objects;
    const REQUIRED: bool = false;

    fn cell(self) -> Cell {
        Cell::Objects(Value::Array(self))
    }
}

/// `2014` or `2014-06-01`.
pub fn period_text(period: Period) -> String {
    match period {
        Period::Year(year) => format!("{year:04}"),
        Period::Day(date) => date.to_string(),
    }
}

type Getter<'a, R> = Box<dyn Fn(&R) -> Cell + 'a>;

/// The columns of rows of type `R`, in order.
pub struct Columns<'a, R>(Vec<(Field, Getter<'a, R>)>);

impl<R> Default for Columns<'_, R> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, R> Columns<'a, R> {
    /// Adds a column.
    pub fn with<T: Datum>(
        mut self,
        name: &'static str,
        help: &'static str,
        get: impl Fn(&R) -> T + 'a,
    ) -> Self {
        let field = Field { name, help, kind: T::TYPE, required: T::REQUIRED };
        self.0.push((field, Box::new(move |row| get(row).cell())));
        self
    }

    /// Adds the name and codes of a commune.
    pub fn with_town(self, get: impl Fn(&R) -> Option<Town> + Copy + 'a) -> Self {
        self.with("commune", "nom de la commune", move |row| get(row).map(|t| t.0.name))
            .with("code_commune", "code INSEE de la commune", move |row| {
                get(row).map(|town| town.0.code)
            })
            .with("code_epci", "code SIREN de l’intercommunalité", move |row| {
                get(row).and_then(|town| town.0.epci)
            })
    }

    /// Adds the two coordinates of a position.
    pub fn with_position(self, get: impl Fn(&R) -> Option<Position> + Copy + 'a) -> Self {
        self.with("latitude", "latitude, WGS 84", move |row| get(row).map(|p| p.lat))
            .with("longitude", "longitude, WGS 84", move |row| get(row).map(|p| p.lon))
    }

    /// The values of some rows.
    pub fn table(&self, rows: &[R]) -> Table {
        let fields = self.0.iter().map(|(field, _)| *field).collect();
        let cells = |row: &R| self.0.iter().map(|(_, get)| get(row)).collect();
        Table { fields, rows: rows.iter().map(cells).collect() }
    }
}

/// Columns and their values.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The columns.
    pub fields: Vec<Field>,
    /// The rows, as many cells in each as there are columns.
    pub rows: Vec<Vec<Cell>>,
}
