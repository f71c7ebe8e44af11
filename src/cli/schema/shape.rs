//! Schemas of fields: what YAML may hold for a shape, with the words that explain it.

use serde_json::{Map, Value, json};

use super::example;
use crate::cli::reference::form;
use crate::edit::words::Words;
use crate::model::record::{Field, Shape};
use crate::text::capital;

/// A map of fields.
pub fn record(fields: &[Field], words: &Words) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| (field.key.to_owned(), property(field, words)))
        .collect();
    let required: Vec<&str> =
        fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(field: &Field, words: &Words) -> Value {
    let mut schema = of_shape(&field.shape, words);
    let (help, form) = (field.help, form(&field.shape));
    let (required, bold) = match field.required {
        true => (" Obligatoire.", " **Obligatoire.**"),
        false => ("", ""),
    };
    schema["title"] = json!(capital(help));
    schema["description"] = json!(format!("{} : {form}.{required}", capital(help)));
    schema["markdownDescription"] = json!(format!("{}.{bold}", capital(&form)));
    schema["examples"] = json!([example::of(field)]);
    schema
}

/// What YAML may hold for a shape. A bare `2026` or `01` is a number to other readers of
/// YAML and a text to ours, hence the pairs of types.
fn of_shape(shape: &Shape, words: &Words) -> Value {
    match shape {
        Shape::Line => json!({ "type": ["string", "number"] }),
        Shape::Prose | Shape::Reference(_) => json!({ "type": "string" }),
        Shape::Format(name) => format(name),
        Shape::Number => json!({ "type": ["number", "string"] }),
        Shape::Integer => json!({ "type": ["integer", "string"] }),
        Shape::Boolean => {
            json!({ "enum": ["oui", "non", true, false, "vrai", "faux"] })
        }
        Shape::Choice(choices) => {
            let mut schema = json!({ "enum": choices });
            if let Some(meanings) = words.meanings(choices) {
                schema["enumDescriptions"] = json!(meanings);
            }
            schema
        }
        Shape::List(item) => {
            json!({ "type": "array", "items": of_shape(item, words) })
        }
        Shape::Record(fields) => record(&fields(), words),
        Shape::Named(fields) => {
            let mut schema = record(&fields(), words);
            schema["type"] = json!(["object", "string"]);
            schema
        }
    }
}

/// A text in a form of its own. `patternErrorMessage` is what VS Code and the YAML
/// language server say in place of the pattern.
fn text(pattern: &str, message: &str) -> Value {
    json!({ "type": "string", "pattern": pattern, "patternErrorMessage": message })
}

/// The same for a text that other readers of YAML may take for a number.
fn digits(pattern: &str, message: &str) -> Value {
    let mut schema = text(pattern, message);
    schema["type"] = json!(["string", "integer"]);
    schema
}

fn format(name: &str) -> Value {
    match name {
        "date" => {
            text(r"^\d{4}-\d{2}-\d{2}$", "Une date s’écrit année-mois-jour : 2026-06-04.")
        }
        "date-time" => text(
            r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$",
            "Une date et une heure s’écrivent ainsi : 2026-06-04T09:30.",
        ),
        "time" => text(
            r"^(\d{4}-\d{2}-\d{2}[T ])?\d{1,2}[:hH](\d{2})?(:\d{2})?$",
            "Une heure s’écrit ainsi, entre guillemets : \"09:30\".",
        ),
        "year or date" => digits(
            r"^\d{4}(-\d{2}-\d{2})?$",
            "Une année ou une date est attendue : 2026 ou 2026-06-04.",
        ),
        "email" => text(
            r"^\S+@\S+\.\S+$",
            "Une adresse électronique est attendue : accueil@exemple.fr.",
        ),
        "phone" => digits(
            r"^\+?[\d\s.()/-]{6,}$",
            "Un numéro de téléphone est attendu, entre guillemets : \"04 71 00 00 00\".",
        ),
        "uri" => {
            let mut schema = text(
                r"^(https?://\S+|oui|non|vrai|faux)$",
                "Une adresse web complète est attendue : https://www.example.org.",
            );
            schema["type"] = json!(["string", "boolean"]);
            schema
        }
        "link" => text(
            r"^(/|#|https?://)|\.md(#.*)?$",
            "Un lien commence par « / » vers une page du portail, par « https:// » sinon.",
        ),
        "position" => json!({
            "type": "array",
            "prefixItems": [
                { "type": "number", "minimum": -90, "maximum": 90 },
                { "type": "number", "minimum": -180, "maximum": 180 },
            ],
            "minItems": 2,
            "maxItems": 2,
        }),
        "departement" => digits(
            "^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])$",
            "Le code INSEE d’un département est attendu, entre guillemets : \"15\", \"2A\", \"974\".",
        ),
        "region" => digits(
            r"^\d{2}$",
            "Le code INSEE d’une région est attendu, entre guillemets : \"84\".",
        ),
        "language" => text("^[a-z]{2,3}$", "Le code d’une langue est attendu : fr, en."),
        _ => json!({ "type": ["string", "number"] }),
    }
}
