//! What helps to fill in a form: communes to choose from, files to refer to, the outline on
//! which a position is picked.

use serde_json::{Value, json};

use crate::calendar::ACCEPTED_FORMS;
use crate::edit::contents::{Contents, File};
use crate::edit::scope::Scope;
use crate::edit::value::get;
use crate::geo;
use crate::model::catalog::reference_to;
use crate::model::place::Kind;

/// Everything at once; the forms of one scope share it.
pub fn aids(contents: &Contents, scope: &Scope) -> Value {
    let department = match scope {
        Scope::Department(folder) => contents.department(folder),
        Scope::Portal => None,
    };
    let code = department.map_or("", |department| department.code);
    json!({
        "communes": communes(code),
        "epcis": geo::epcis_of(code).iter().map(|epci| epci.name).collect::<Vec<_>>(),
        "departements": geo::departments().iter().map(|d| json!([d.code, d.name])).collect::<Vec<_>>(),
        "regions": geo::regions().iter().map(|r| json!([r.code, r.name])).collect::<Vec<_>>(),
        "repetitions": ACCEPTED_FORMS,
        "references": references(contents, scope),
        "carte": { "contour": geo::border(code), "reperes": marks(contents, scope, code) },
    })
}

/// Names to write, with what tells homonyms apart.
fn communes(code: &str) -> Vec<Value> {
    let all = geo::communes_of(code);
    let named = all.map(|commune| {
        let postcodes: Vec<_> = commune.postcodes().collect();
        json!([commune.name, commune.code, postcodes.join(" ")])
    });
    named.collect()
}

/// Files by the folder of their kind: how to name each, and its title.
fn references(contents: &Contents, scope: &Scope) -> Value {
    let from = scope.territory();
    let kinds = [Kind::Workspace, Kind::Offer, Kind::Event, Kind::Network, Kind::Scheme];
    let named = |kind: Kind| -> Vec<Value> {
        let mut files: Vec<_> = contents.of_kind(kind).collect();
        // Those at hand come first.
        files.sort_by_key(|file| file.place.territory != from);
        let named = |file: &&File| json!([reference_to(&file.place, &from), file.title]);
        files.iter().map(named).collect()
    };
    let lists = kinds.map(|kind| (kind.folder().to_owned(), Value::from(named(kind))));
    Value::Object(lists.into_iter().collect())
}

/// Towns, and what already has a position: one finds one's way by them.
fn marks(contents: &Contents, scope: &Scope, code: &str) -> Vec<Value> {
    let towns = geo::towns(code).iter().filter_map(|town| {
        let name = geo::commune(town.commune)?.name;
        Some(json!({ "nom": name, "lat": town.position.lat, "lon": town.position.lon, "ville": true }))
    });
    let from = scope.territory();
    let placed = contents
        .files
        .iter()
        .filter(|file| file.place.territory == from)
        .filter_map(|file| {
            let [lat, lon] = get(&file.values, "position").as_array()?.as_slice() else {
                return None;
            };
            let number = |value: &Value| value.as_str()?.parse::<f64>().ok();
            Some(json!({ "nom": file.title, "lat": number(lat)?, "lon": number(lon)? }))
        });
    towns.chain(placed).collect()
}
