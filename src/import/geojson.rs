//! Collections of shapes (GeoJSON, RFC 7946), read feature by feature: a national file is
//! never held as a whole.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde_json::Value;

use super::json::{self, Stopped};
use super::{Fault, Opened};
use crate::text;

/// A point, its longitude first.
type Point = [f64; 2];

/// A shape with what is told of it.
#[derive(Debug, Deserialize)]
pub struct Feature {
    /// What is told.
    #[serde(default)]
    pub properties: Option<BTreeMap<String, Value>>,
    /// The shape.
    #[serde(default)]
    pub geometry: Option<Geometry>,
}

/// A shape of any kind.
#[derive(Debug, Deserialize)]
pub struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    coordinates: Option<Nested>,
}

impl Geometry {
    /// Its polygons, each an outer ring and its holes; `None` when it is something else.
    pub fn polygons(self) -> Option<Vec<Vec<Vec<Point>>>> {
        let ring = |ring: Nested| ring.list()?.into_iter().map(Nested::point).collect();
        let polygon = |one: Nested| one.list()?.into_iter().map(ring).collect();
        match self.kind.as_str() {
            "Polygon" => Some(vec![polygon(self.coordinates?)?]),
            "MultiPolygon" => {
                self.coordinates?.list()?.into_iter().map(polygon).collect()
            }
            _ => None,
        }
    }
}

/// Coordinates, as deep as they go.
#[derive(Debug)]
enum Nested {
    Number(f64),
    /// The first two numbers of a list of them.
    Point(Point),
    List(Vec<Self>),
}

impl Nested {
    fn list(self) -> Option<Vec<Self>> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    fn point(self) -> Option<Point> {
        if let Self::Point(point) = self { Some(point) } else { None }
    }
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Coordinates;
        impl<'de> Visitor<'de> for Coordinates {
            type Value = Nested;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("coordinates")
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Nested, E> {
                Ok(Nested::Number(number))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Nested, E> {
                Ok(Nested::Number(number as f64))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Nested, E> {
                Ok(Nested::Number(number as f64))
            }

            fn visit_seq<A: SeqAccess<'de>>(
                self,
                mut all: A,
            ) -> Result<Nested, A::Error> {
                let mut list = Vec::new();
                while let Some(next) = all.next_element()? {
                    list.push(next);
                }
                match list[..] {
                    [Nested::Number(x), Nested::Number(y), ..] => {
                        Ok(Nested::Point([x, y]))
                    }
                    _ => Ok(Nested::List(list)),
                }
            }
        }
        from.deserialize_any(Coordinates)
    }
}

/// Hands over the features of a file one by one.
pub fn features(
    file: &mut Opened<'_>,
    mut each: impl FnMut(Feature),
) -> Result<(), Fault> {
    let read = json::each(file, &["features"], |feature| {
        each(feature);
        Ok(())
    });
    let text = match read {
        Ok(true) => return Ok(()),
        Ok(false) => text!(
            "ce n’est pas une collection GeoJSON : `features` manque",
            "it is no GeoJSON collection: `features` is missing"
        ),
        Err(Stopped::Told(text)) => text,
        Err(Stopped::Broken(error)) => {
            let line = u64::try_from(error.line()).unwrap_or(0);
            return Err(Fault::of_row(
                file.name,
                line,
                text!("ce n’est pas du GeoJSON : {error}", "it is no GeoJSON: {error}"),
            ));
        }
    };
    Err(Fault::of_file(file, text))
}
