//! The description of all data sets for machines: a Data Package of Frictionless Data,
//! with a Table Schema for each CSV file.

use serde_json::{Value, json};

use super::table::{Field, Type};
use super::{Dataset, LICENSE, LICENSE_URL, write};
use crate::site::Site;
use crate::text::slug::slug;

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

fn resource(dataset: &Dataset) -> Option<Value> {
    let file = dataset.files.iter().find(|file| file.format == "CSV")?;
    let fields = dataset.schema.as_ref().map_or(&dataset.fields, |schema| &schema.fields);
    let in_csv = fields.iter().filter(|field| field.kind != Type::Objects);
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
        "schema": {"fields": in_csv.map(described).collect::<Vec<_>>()},
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
