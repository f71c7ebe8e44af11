//! Territories, and the property market as a data set.

use serde_json::{Value, json};

use super::list::LICENSE;
use super::{Subject, part};
use crate::geo;
use crate::model::kind::{CommuneSheet, Department, PropertyMarket, Region};
use crate::model::value::Prose;

pub(super) fn region(subject: &Subject<'_>, region: &Region) -> Value {
    let departments = region.departments.iter().map(|code| area(code.0.name));
    subject.thing(
        "AdministrativeArea",
        json!({
            "identifier": region.code.as_deref().map(insee),
            "slogan": region.tagline,
            "containsPlace": departments.collect::<Vec<_>>(),
            "containedInPlace": country(),
        }),
    )
}

pub(super) fn department(subject: &Subject<'_>, department: &Department) -> Value {
    let official = department.code.0;
    let region = geo::region(official.region).map(|region| area(region.name));
    subject.thing(
        "AdministrativeArea",
        json!({
            "identifier": insee(official.code),
            "slogan": department.tagline,
            "containedInPlace": region.unwrap_or_else(country),
            "geo": geo::seat_position(official.code).map(part::geo),
        }),
    )
}

pub(super) fn commune(subject: &Subject<'_>, sheet: &CommuneSheet) -> Value {
    let commune = sheet.commune.0;
    subject.thing(
        "AdministrativeArea",
        json!({
            "identifier": insee(commune.code),
            "address": part::address(subject, None, sheet.commune),
            "geo": sheet.position.map(part::geo),
            "containedInPlace": geo::department(commune.department).map(|d| area(d.name)),
            "amenityFeature": sheet.services.iter().map(|service| json!({
                "@type": "LocationFeatureSpecification",
                "name": service,
                "value": true,
            })).collect::<Vec<_>>(),
        }),
    )
}

pub(super) fn market(subject: &Subject<'_>, market: &PropertyMarket) -> Value {
    let years = market.readings.iter().map(|reading| reading.year);
    let covered = years.clone().min().zip(years.max());
    let temporal = covered.map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}/{last}"),
    });
    subject.thing(
        "Dataset",
        json!({
            "name": subject.about.breadcrumbs.last().map(|link| &link.text),
            "license": LICENSE,
            "creator": part::publisher(subject),
            "spatialCoverage": subject.department(),
            "temporalCoverage": temporal,
            "variableMeasured": ["prix médian au m²", "loyer médian au m²", "effectif"],
            "measurementTechnique": market.method.as_ref().map(Prose::line),
            "isBasedOn": market.source.as_ref().map(part::citation),
        }),
    )
}

fn area(name: &str) -> Value {
    json!({"@type": "AdministrativeArea", "name": name})
}

fn country() -> Value {
    json!({"@type": "Country", "name": "France"})
}

fn insee(code: &str) -> Value {
    json!({"@type": "PropertyValue", "propertyID": "INSEE", "value": code})
}
