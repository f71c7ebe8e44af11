//! `tt-site schema`: JSON Schemas (draft 2020-12) of what editors write, from the same
//! declarations as the decoder. Text editors complete, explain and check with them.

mod example;
mod shape;

use serde_json::{Map, Value, json};

use crate::cli::args::Schema;
use crate::cli::around::Around;
use crate::cli::kinds::{self, KINDS};
use crate::cli::{Verdict, files, print};
use crate::config::Settings;
use crate::edit::words::{Words, names};
use crate::model::entry::fields;
use crate::model::place::Kind;
use crate::model::record::{Field, Record};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
/// Name of the settings' schema.
const SETTINGS: &str = "portail";

pub fn run(args: &Schema, _: &Around) -> anyhow::Result<Verdict> {
    let Some(folder) = &args.output else {
        let schemas: Map<String, Value> = schemas().into_iter().collect();
        print(&pretty(&json!({ "$schema": DRAFT, "$defs": schemas })))?;
        return Ok(Verdict::Fine);
    };
    for (file, text) in files() {
        files::replace(&folder.join(file), &text)?;
    }
    Ok(Verdict::Fine)
}

/// Every schema as a file.
pub fn files() -> Vec<(String, String)> {
    let schemas = schemas().into_iter();
    schemas.map(|(name, schema)| (file_name(&name), pretty(&schema))).collect()
}

/// The file of a schema.
pub fn file_name(name: &str) -> String {
    format!("{name}.schema.json")
}

/// The schemas of the files that are YAML as a whole: the files that each is for, from the
/// portal's root, and its name.
pub fn of_yaml_files() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |stem: &str, name: &str| {
        all.push((format!("{stem}.yaml"), name.to_owned()));
        all.push((format!("{stem}.*.yaml"), translation(name)));
    };
    add("content/portail", SETTINGS);
    add("content/departements/*/immobilier", kinds::name(Kind::Property));
    add("content/departements/*/reseau/membres", kinds::name(Kind::Members));
    all
}

/// The name of the schema of translations, which take what they lack from their original.
fn translation(name: &str) -> String {
    format!("{name}.traduction")
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Every schema with its name: the settings, each kind, then the translations.
fn schemas() -> Vec<(String, Value)> {
    let words = Words::load();
    let settings = (SETTINGS, "Réglages du portail", Settings::fields());
    let kinds = KINDS.map(|kind| (kinds::name(kind), names(kind).1, fields(kind)));
    let originals: Vec<_> = std::iter::once(settings)
        .chain(kinds.iter().map(|(name, title, fields)| (*name, *title, fields.clone())))
        .map(|(name, title, fields)| {
            (name.to_owned(), document(name, title, &fields, &words))
        })
        .collect();
    let translations: Vec<_> = originals
        .iter()
        .map(|(name, schema)| (translation(name), of_translation(name, schema)))
        .collect();
    originals.into_iter().chain(translations).collect()
}

fn document(name: &str, title: &str, fields: &[Field], words: &Words) -> Value {
    let mut schema = shape::record(fields, words);
    schema["$schema"] = json!(DRAFT);
    schema["$id"] = json!(format!("urn:tt-site:{name}"));
    schema["title"] = json!(title);
    schema["type"] = json!("object");
    schema
}

fn of_translation(name: &str, original: &Value) -> Value {
    let mut schema = original.clone();
    schema["$id"] = json!(format!("urn:tt-site:{}", translation(name)));
    schema["required"] = json!([]);
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(name: &str) -> Value {
        let mut all = schemas().into_iter();
        all.find(|(other, _)| other == name).expect(name).1
    }

    #[test]
    fn every_kind_has_a_schema_with_its_required_fields() {
        let schemas = schemas();
        assert_eq!(schemas.len(), 2 * (KINDS.len() + 1));
        for (name, schema) in &schemas {
            let properties = schema["properties"].as_object().expect(name);
            for key in schema["required"].as_array().expect(name) {
                let key = key.as_str().expect(name);
                assert!(properties.contains_key(key), "{name}: {key}");
            }
        }
        let workspace = schema("espace");
        assert_eq!(
            workspace["required"],
            json!(["titre", "type", "commune", "position"])
        );
        let types = &workspace["properties"]["type"]["enum"];
        assert!(types.as_array().expect("words").contains(&json!("telecentre")));
        let source = &workspace["properties"]["sources"]["items"]["properties"];
        assert!(source["titre"].is_object());
        assert_eq!(schema("portail.traduction")["required"], json!([]));
    }

    #[test]
    fn schemas_speak_french_to_people() {
        let workspace = schema("espace");
        assert_eq!(workspace["title"], "Espace de travail");
        assert_eq!(
            workspace["properties"]["postes"]["title"],
            "Nombre de postes de travail"
        );
        let types = &workspace["properties"]["type"];
        assert_eq!(types["enumDescriptions"][0], "Télécentre");
        let weights = &schema("portail")["properties"]["regles"]["properties"];
        let weight = &weights["stale-offer"];
        assert_eq!(weight["enum"][0], "erreur");
        assert!(
            weight["enumDescriptions"][0].as_str().expect("text").contains("publier")
        );
    }

    #[test]
    fn every_yaml_file_has_its_schema() {
        let names: Vec<_> = schemas().into_iter().map(|(name, _)| name).collect();
        for (files, name) in of_yaml_files() {
            assert!(names.contains(&name), "{files}: {name}");
        }
    }
}
