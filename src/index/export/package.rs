//! The description of all data sets for machines: a Data Package of Frictionless Data,
//! with a Table Schema for each CSV file.

use serde_json::{Value, json};

use super::table::{Field, Type};
use super::{Dataset, LICENSE, LICENSE_URL, write};
use crate::site::Site;
use crate::site::address::Base;
use crate::text::slug::slug;

/// Version of our own schemas: it follows a change of their columns.
const VERSION: &str = "1.0.0";

/// The package, as JSON.
pub(super) fn write(site: &Site<'_>, datasets: &[Dataset]) -> Vec<u8> {
    let settings = site.portal.settings(site.portal.lang);
    write::pretty(&json!({
        "profile": "tabular-data-package",
        "name": slug(&settings.title),
        "title": settings.title,
        "homepage": site.base.absolute("/donnees/"),
        "created": site.today.to_string(),
        "licenses": [{"name": "etalab-2.0", "title": LICENSE, "path": LICENSE_URL}],
        "contributors": [{"title": settings.editor.name, "role": "publisher"}],
        "resources": datasets.iter().filter_map(resource).collect::<Vec<_>>(),
    }))
}

/// The columns of the CSV of a data set: its own, or those of the official schema.
fn fields(dataset: &Dataset) -> Vec<Value> {
    let fields = dataset.schema.as_ref().map_or(&dataset.fields, |schema| &schema.fields);
    let in_csv = fields.iter().filter(|field| field.kind != Type::Objects);
    in_csv.map(described).collect()
}

/// The address of the Table Schema of a data set whose columns are our own.
fn schema_url(id: &str) -> String {
    format!("/donnees/{id}.schema.json")
}

impl Dataset {
    /// The address and the name of the schema that its CSV follows: the official one, or our
    /// own.
    pub fn schema_link(&self, base: &Base) -> (String, String) {
        match &self.schema {
            Some(schema) => (schema.url.to_owned(), schema.name.to_owned()),
            None => (base.href(&schema_url(self.id)), format!("{} {VERSION}", self.id)),
        }
    }
}

/// The Table Schema of each data set whose columns are our own, by path: validators take it
/// by itself (<https://specs.frictionlessdata.io/table-schema/>).
pub(super) fn schemas(site: &Site<'_>, datasets: &[Dataset]) -> Vec<(String, Vec<u8>)> {
    let own = datasets.iter().filter(|dataset| dataset.schema.is_none());
    own.map(|dataset| {
        let url = schema_url(dataset.id);
        let schema = json!({
            "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
            "name": dataset.id,
            "title": dataset.title,
            "description": dataset.description,
            "path": site.base.absolute(&url),
            "version": VERSION,
            "homepage": site.base.absolute(&format!("/donnees/{}/", dataset.id)),
            "fields": fields(dataset),
            "missingValues": [""],
        });
        (url.trim_start_matches('/').to_owned(), write::pretty(&schema))
    })
    .collect()
}

fn resource(dataset: &Dataset) -> Option<Value> {
    let file = dataset.files.iter().find(|file| file.format == "CSV")?;
    Some(json!({
        "profile": "tabular-data-resource",
        "name": dataset.id,
        "title": dataset.title,
        "description": dataset.description,
        "path": file.url.trim_start_matches("/donnees/"),
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.bytes.len(),
        "schema": {"fields": fields(dataset)},
    }))
}

fn described(field: &Field) -> Value {
    let (kind, format) = match field.kind {
        Type::Text | Type::List | Type::Instant | Type::Objects => ("string", "default"),
        Type::Number => ("number", "default"),
        Type::Integer => ("integer", "default"),
        Type::Boolean => ("boolean", "default"),
        Type::Date => ("date", "default"),
        Type::Url => ("string", "uri"),
    };
    json!({
        "name": field.name,
        "description": field.help,
        "type": kind,
        "format": format,
        "constraints": {"required": field.required},
    })
}
