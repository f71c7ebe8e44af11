//! `tt-site schema`: JSON Schemas (draft 2020-12) of what editors write, from the same
//! declarations as the decoder.

use serde_json::{Map, Value, json};

use crate::cli::args::Schema;
use crate::cli::around::Around;
use crate::cli::kinds::{self, KINDS};
use crate::cli::{Verdict, files, print};
use crate::config::Settings;
use crate::model::entry::fields;
use crate::model::record::{Field, Record, Shape};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
/// Name of the settings' schema.
const SETTINGS: &str = "portail";

pub fn run(args: &Schema, _: &Around) -> anyhow::Result<Verdict> {
    let schemas = schemas();
    let Some(folder) = &args.output else {
        let schemas: Map<String, Value> =
            schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
        print(&pretty(&json!({ "$schema": DRAFT, "$defs": schemas })))?;
        return Ok(Verdict::Fine);
    };
    for (name, schema) in schemas {
        files::replace(&folder.join(format!("{name}.schema.json")), &pretty(&schema))?;
    }
    Ok(Verdict::Fine)
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Every schema with its name: the settings, then each kind.
fn schemas() -> Vec<(&'static str, Value)> {
    let settings = (SETTINGS, document(SETTINGS, &Settings::fields()));
    let kinds =
        KINDS.map(|kind| (kinds::name(kind), document(kinds::name(kind), &fields(kind))));
    std::iter::once(settings).chain(kinds).collect()
}

fn document(name: &str, fields: &[Field]) -> Value {
    let mut schema = record(fields, json!("object"));
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!(name);
    schema
}

/// A map of fields, of this type.
fn record(fields: &[Field], kind: Value) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.key.to_owned(), property(field))).collect();
    let required: Vec<&str> =
        fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    json!({
        "type": kind,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(field: &Field) -> Value {
    let mut schema = of_shape(&field.shape);
    schema["description"] = json!(field.help);
    schema["examples"] = json!([field.example]);
    schema
}

/// What YAML may hold for a shape. A bare `2026` or `01` is a number to other readers of
/// YAML and a text to ours, hence the pairs of types.
fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Line => json!({ "type": ["string", "number"] }),
        Shape::Prose | Shape::Reference(_) => json!({ "type": "string" }),
        Shape::Format(name) => format(name),
        Shape::Number => json!({ "type": ["number", "string"] }),
        Shape::Integer => json!({ "type": ["integer", "string"] }),
        Shape::Boolean => json!({ "enum": [true, false, "oui", "non"] }),
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::List(item) => json!({ "type": "array", "items": of_shape(item) }),
        Shape::Record(fields) => record(&fields(), json!("object")),
        Shape::Named(fields) => record(&fields(), json!(["object", "string"])),
    }
}

fn format(name: &str) -> Value {
    match name {
        "date" => json!({ "type": "string", "format": "date" }),
        "date-time" => {
            json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$" })
        }
        "email" => json!({ "type": "string", "format": "email" }),
        "position" => json!({
            "type": "array",
            "prefixItems": [
                { "type": "number", "minimum": -90, "maximum": 90 },
                { "type": "number", "minimum": -180, "maximum": 180 },
            ],
            "minItems": 2,
            "maxItems": 2,
        }),
        "language" => json!({ "type": "string", "pattern": "^[a-z]{2,3}$" }),
        "uri" => json!({ "type": ["string", "boolean"] }),
        _ => json!({ "type": ["string", "number"] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_schema_with_its_required_fields() {
        let schemas = schemas();
        assert_eq!(schemas.len(), KINDS.len() + 1);
        for (name, schema) in &schemas {
            let properties = schema["properties"].as_object().expect(name);
            let required = schema["required"].as_array().expect(name);
            for key in required {
                assert!(
                    properties.contains_key(key.as_str().expect(name)),
                    "{name}: {key}"
                );
            }
        }
        let (_, workspace) =
            schemas.iter().find(|(name, _)| *name == "espace").expect("a kind");
        assert_eq!(
            workspace["required"],
            json!(["titre", "type", "commune", "position"])
        );
        let types = &workspace["properties"]["type"]["enum"];
        assert!(types.as_array().expect("words").contains(&json!("telecentre")));
        assert!(
            workspace["properties"]["sources"]["items"]["properties"]["titre"]
                .is_object()
        );
    }
}
