//! Agendas as tables: the export of OpenAgenda on Opendatasoft, and the CSV of DATAtourisme.

use jiff::civil::Date;
use serde_json::Value;

use super::super::table::{self, Fault, Values};
use super::super::{Opened, Tally};
use super::times::{Time, Times};
use super::{Agenda, Told, Venue, fault_of, local, status};
use crate::calendar::Zone;
use crate::diag::Text;
use crate::model::value::Moment;
use crate::text;
use crate::text::fold::fold;

/// The columns of Opendatasoft that are read. Those of whoever wrote the event are not.
pub const COLUMNS: [&str; 17] = [
    "uid",
    "title_fr",
    "description_fr",
    "conditions_fr",
    "keywords_fr",
    "timings",
    "location_name",
    "location_address",
    "location_insee",
    "location_postalcode",
    "location_city",
    "location_coordinates",
    "attendancemode",
    "onlineaccesslink",
    "status",
    "registration",
    "updatedat",
];

/// Reads the export as CSV.
pub fn opendatasoft(
    agenda: &mut Agenda,
    file: &mut Opened<'_>,
    tally: &mut Tally,
) -> Result<(), Fault> {
    let name = file.name.to_owned();
    table::rows(file, COLUMNS, tally, |row, tally| {
        let get = |column: &str| {
            let at = COLUMNS.iter().position(|name| *name == column);
            at.map(|at| row.values[at].to_string()).unwrap_or_default()
        };
        let kept = told(&get, &agenda.zone).and_then(|told| agenda.keep(&told, tally));
        if let Err(text) = kept {
            tally.fault(fault_of(&name, Some(row.line), "", text));
        }
    })
}

/// An event by its columns.
pub fn told(get: &dyn Fn(&str) -> String, zone: &Zone) -> Result<Told, Text> {
    let (lat, lon) = coordinates(&get("location_coordinates"));
    let state = get("status");
    let mode = get("attendancemode");
    // 2 is from a distance, 3 is both; an event moved online has the status 3.
    let digit = |text: &str| text.chars().find(char::is_ascii_digit);
    let words = fold(&mode);
    let is_online = matches!(digit(&mode), Some('2' | '3'))
        || (digit(&mode).is_none()
            && ["ligne", "online", "mixte", "mixed"].iter().any(|w| words.contains(w)))
        || digit(&state) == Some('3');
    Ok(Told {
        id: get("uid"),
        title: get("title_fr"),
        about: get("description_fr"),
        times: Times::listed(timings(&get("timings"), zone)?),
        venue: Venue {
            name: get("location_name"),
            address: get("location_address"),
            code: get("location_insee"),
            postcode: get("location_postalcode"),
            town: get("location_city"),
            lat,
            lon,
        },
        is_online,
        link: if is_online { get("onlineaccesslink") } else { String::new() },
        status: status(&state),
        registration: get("registration"),
        price: get("conditions_fr"),
        keywords: words_of(&get("keywords_fr")),
        updated: get("updatedat"),
        revision: None,
    })
}

/// `[{"begin": …, "end": …}]`, as JSON.
fn timings(text: &str, zone: &Zone) -> Result<Vec<Time>, Text> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let wrong = || {
        text!(
            "`timings` ne se lit pas : une liste `[{{\"begin\": …, \"end\": …}}]` est attendue",
            "`timings` cannot be read: a list `[{{\"begin\": …, \"end\": …}}]` is expected"
        )
    };
    let Ok(Value::Array(items)) = serde_json::from_str(text) else { return Err(wrong()) };
    let moment = |item: &Value, key: &str| local(item.get(key)?.as_str()?, zone);
    let time =
        |item: &Value| Some(Time::new(moment(item, "begin")?, moment(item, "end")));
    items.iter().map(|item| time(item).ok_or_else(wrong)).collect()
}

/// `45.11, 2.87`, `{"lat": 45.11, "lon": 2.87}` or `[45.11, 2.87]`.
fn coordinates(text: &str) -> (String, String) {
    let json = serde_json::from_str::<Value>(text).ok();
    let of = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
    match &json {
        Some(Value::Object(map)) => (of(map.get("lat")), of(map.get("lon"))),
        Some(Value::Array(pair)) => (of(pair.first()), of(pair.get(1))),
        _ => match text.split_once(',') {
            Some((lat, lon)) => (lat.trim().to_owned(), lon.trim().to_owned()),
            None => Default::default(),
        },
    }
}

/// Words of a list, as JSON or between commas.
fn words_of(text: &str) -> Vec<String> {
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => {
            items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => text.split([',', ';']).map(|word| word.trim().to_owned()).collect(),
    }
}

const POI: [&str; 10] = [
    "Nom_du_POI",
    "Latitude",
    "Longitude",
    "Adresse_postale",
    "Code_postal_et_commune",
    "Periodes_regroupees",
    "Date_de_mise_a_jour",
    "Contacts_du_POI",
    "Description",
    "URI_ID_du_POI",
];

/// Reads the CSV of DATAtourisme.
pub fn datatourisme(
    agenda: &mut Agenda,
    file: &mut Opened<'_>,
    tally: &mut Tally,
) -> Result<(), Fault> {
    let name = file.name.to_owned();
    table::rows(file, POI, tally, |row, tally| {
        let kept = point(&row).and_then(|told| agenda.keep(&told, tally));
        if let Err(text) = kept {
            tally.fault(fault_of(&name, Some(row.line), "", text));
        }
    })
}

fn point(row: &Values<'_, 10>) -> Result<Told, Text> {
    let values = row.values.each_ref().map(|value| value.trim());
    let [title, lat, lon, address, town, periods, day, contacts, about, id] = values;
    let (postcode, town) = town.split_once(['#', ' ']).unwrap_or(("", town));
    let venue = Venue {
        address: address.replace(['#', '|'], ", "),
        postcode: postcode.to_owned(),
        town: town.to_owned(),
        lat: lat.to_owned(),
        lon: lon.to_owned(),
        ..Venue::default()
    };
    Ok(Told {
        id: id.rsplit('/').next().unwrap_or_default().to_owned(),
        title: title.to_owned(),
        about: about.to_owned(),
        times: Times::listed(spans(periods)?),
        venue,
        registration: contacts.to_owned(),
        updated: day.to_owned(),
        ..Told::default()
    })
}

/// `2027-07-01<->2027-07-03|2027-08-01<->2027-08-03`.
fn spans(text: &str) -> Result<Vec<Time>, Text> {
    let day = |text: &str| text.trim().get(..10)?.parse::<Date>().ok().map(Moment::Day);
    let span = |text: &str| {
        let (start, end) = text.split_once("<->").unwrap_or((text, text));
        let time = day(start).map(|start| Time::new(start, day(end)));
        time.ok_or_else(|| {
            text!(
                "`Periodes_regroupees` vaut « {text} » : des jours sont attendus, comme `2027-07-01<->2027-07-03`",
                "`Periodes_regroupees` is `{text}`: days are expected, such as `2027-07-01<->2027-07-03`"
            )
        })
    };
    text.split('|').filter(|part| !part.trim().is_empty()).map(span).collect()
}
