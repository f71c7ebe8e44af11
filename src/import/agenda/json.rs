//! Agendas as JSON: the API of OpenAgenda, and the export of Opendatasoft.

use serde_json::Value;

use super::super::json::{self, Stopped};
use super::super::{Fault, Opened, Reason, Tally};
use super::tables::told;
use super::{Agenda, fault_of};
use crate::text;

/// Where OpenAgenda has what Opendatasoft has in a column.
const PATHS: [(&str, &str); 18] = [
    ("uid", "uid"),
    ("title_fr", "title"),
    ("description_fr", "description"),
    ("conditions_fr", "conditions"),
    ("keywords_fr", "keywords"),
    ("timings", "timings"),
    ("location_name", "location/name"),
    ("location_address", "location/address"),
    ("location_insee", "location/insee"),
    ("location_postalcode", "location/postalCode"),
    ("location_city", "location/city"),
    ("location_latitude", "location/latitude"),
    ("location_longitude", "location/longitude"),
    ("attendancemode", "attendanceMode"),
    ("onlineaccesslink", "onlineAccessLink"),
    ("status", "status"),
    ("registration", "registration"),
    ("updatedat", "updatedAt"),
];

/// Reads a file.
pub fn read(
    agenda: &mut Agenda,
    file: &mut Opened<'_>,
    tally: &mut Tally,
) -> Result<(), Fault> {
    let name_of_file = file.name;
    let read = json::each(file, &["events", "results", "records"], |item: Value| {
        tally.read += 1;
        item_of(agenda, name_of_file, &item, tally);
        Ok(())
    });
    let text = match read {
        Ok(true) => return Ok(()),
        Ok(false) => text!(
            "ni liste d’événements, ni `events`, ni `results`. Est-ce le bon fichier ?",
            "neither a list of events, nor `events`, nor `results`. Is it the right file?"
        ),
        Err(Stopped::Told(text)) => text,
        Err(Stopped::Broken(error)) => {
            text!("ce JSON ne se lit pas : {error}", "this JSON cannot be read: {error}")
        }
    };
    Err(Fault::of_file(file, text))
}

/// Keeps an event, or says what is wrong with it.
fn item_of(agenda: &mut Agenda, file: &str, item: &Value, tally: &mut Tally) {
    let item = item.pointer("/record/fields").or(item.get("fields")).unwrap_or(item);
    // 2 is published; what waits for a moderator is not.
    if item.get("state").and_then(Value::as_i64).is_some_and(|state| state != 2) {
        return tally.drop(Reason::Unpublished);
    }
    let get = |column: &str| value(item, column);
    let kept = told(&get, &agenda.zone).and_then(|told| agenda.keep(&told, tally));
    if let Err(text) = kept {
        tally.fault(fault_of(file, None, &name(&get), text));
    }
}

fn name(get: &dyn Fn(&str) -> String) -> String {
    let names = [get("uid"), get("title_fr")];
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

/// The value of a column, under its own name or where OpenAgenda has it.
fn value(item: &Value, column: &str) -> String {
    if let Some(value) = item.get(column) {
        return shown(value);
    }
    if column == "location_coordinates" {
        let [lat, lon] =
            ["location_latitude", "location_longitude"].map(|c| value_of(item, c));
        return if lat.is_empty() && lon.is_empty() {
            String::new()
        } else {
            format!("{lat},{lon}")
        };
    }
    value_of(item, column)
}

fn value_of(item: &Value, column: &str) -> String {
    let path = PATHS.iter().find(|(name, _)| *name == column).map(|(_, path)| *path);
    let found = path.and_then(|path| item.pointer(&format!("/{path}")));
    found.map(|value| shown(in_french(value))).unwrap_or_default()
}

/// The French of a text in several languages, or else the first of them.
fn in_french(value: &Value) -> &Value {
    let Value::Object(map) = value else { return value };
    let is_text = |value: &&Value| value.is_string() || value.is_array();
    map.get("fr").or_else(|| map.values().find(is_text)).unwrap_or(value)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
