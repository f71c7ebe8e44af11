//! Events: what agendas publish, told apart by what the files hold.
//!
//! OpenAgenda gives JSON, its copies on Opendatasoft JSON or CSV, DATAtourisme CSV, and every
//! other agenda iCalendar. Each is read into a [`Told`], and all become entries in one way.
//! Columns of persons (`contributor_*`, ORGANIZER, ATTENDEE) are never read.

mod ics;
mod json;
mod tables;
mod times;

use std::io::{BufRead, BufReader};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use self::times::Times;
use super::entries::{Entries, public, shortened, summary, web, written};
use super::table::Fault;
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally};
use crate::calendar::Zone;
use crate::diag::Text;
use crate::geo::{self, Commune, Containment, Department, Lookup, Position};
use crate::model::place::Kind;
use crate::model::value::Moment;
use crate::text;
use crate::text::fold::fold;
use crate::text::slug::slug;
use crate::yaml::write::quoted;

/// What is told of the source.
pub const ABOUT: About<'static> = About {
    name: "agenda",
    title: "Agendas du territoire",
    producer: "OpenAgenda, DATAtourisme et organisateurs",
    licence: "celle de chaque agenda",
    url: "https://openagenda.com/",
    unit: "événements",
};

/// How much of a file tells what it is, in bytes.
const HEAD: usize = 8 << 10;
/// Longest title and name, in characters.
const MAX_NAME: usize = 200;

/// Events of a département, while they are read.
pub struct Agenda {
    department: &'static Department,
    zone: Zone,
    /// What was over before is left out.
    since: Date,
    towns: Towns,
    events: Entries,
}

/// An event, as its file tells it.
#[derive(Debug, Default)]
struct Told {
    id: String,
    title: String,
    about: String,
    times: Times,
    venue: Venue,
    /// Whether one can follow from a distance; with an address, at best.
    is_online: bool,
    link: String,
    status: Option<&'static str>,
    registration: String,
    price: String,
    keywords: Vec<String>,
    updated: String,
    revision: Option<u32>,
}

/// Where it takes place, as far as the file says.
#[derive(Debug, Default)]
struct Venue {
    name: String,
    address: String,
    /// INSEE code.
    code: String,
    postcode: String,
    town: String,
    lat: String,
    lon: String,
}

/// Where an event takes place.
enum Spot {
    /// In this département; its commune as far as it is told.
    Here(Option<Commune>, Option<Position>),
    /// In another one.
    Elsewhere,
    /// Nowhere, but from a distance.
    Nowhere,
}

impl Agenda {
    /// None yet. What was over a year before this day is left out.
    pub fn of(department: &'static Department, day: Date) -> Self {
        Self {
            department,
            zone: Zone::of_departement(department.code),
            since: day.saturating_sub(1.year()),
            towns: Towns::of(department),
            events: Entries::of(Kind::Event, department),
        }
    }

    /// Keeps an event, or says what is wrong with it.
    fn keep(&mut self, told: &Told, tally: &mut Tally) -> Result<(), Text> {
        let title = written(&shortened(&told.title, MAX_NAME));
        let Some(title) = title.filter(|_| !slug(&told.title).is_empty()) else {
            return Err(text!(
                "sans titre : l’événement n’aurait pas de page",
                "without a title: the event would have no page"
            ));
        };
        if told.id.trim().is_empty() {
            return Err(text!("sans identifiant", "without an identifier"));
        }
        let (commune, position) = match self.spot(told)? {
            Spot::Elsewhere => {
                tally.drop(Reason::Elsewhere);
                return Ok(());
            }
            Spot::Nowhere => (None, None),
            Spot::Here(commune, position) => (commune, position),
        };
        let Some(times) = told.times.written(self.since, &self.zone)? else {
            tally.drop(Reason::Past);
            return Ok(());
        };
        let keywords: Vec<String> =
            told.keywords.iter().filter_map(|w| written(w)).collect();
        let online = match web(&told.link) {
            Some(link) => Some(quoted(link)),
            None => told.is_online.then(|| "oui".to_owned()),
        };
        let updated = told.updated.get(..10).filter(|day| day.parse::<Date>().is_ok());
        let id = told.id.trim();
        let row = times
            .onto(Row::named(vec![("id", quoted(id))]).with("titre", Some(title)))
            .with("lieu", self.venue(&told.venue, commune, position))
            .with("en_ligne", online)
            .with("statut", told.status)
            .with("inscription", web(&told.registration).map(quoted))
            .with("tarif", written(&shortened(&told.price, MAX_NAME)))
            .with("resume", summary(&told.about))
            .with(
                "mots_cles",
                (!keywords.is_empty()).then(|| format!("[{}]", keywords.join(", "))),
            )
            .with("revision", told.revision.filter(|revision| *revision > 0))
            .with("mise_a_jour", updated);
        self.events.add(id, row, tally)
    }

    /// Where it takes place: by the code of the commune, else by its postcode and name, else by
    /// the position.
    fn spot(&mut self, told: &Told) -> Result<Spot, Text> {
        let Venue { code, postcode, town, lat, lon, .. } = &told.venue;
        let columns = ["latitude", "longitude"];
        let is_placed = !(lat.trim().is_empty() && lon.trim().is_empty());
        if let Some(commune) = self.towns.find(code) {
            let position =
                is_placed.then(|| self.towns.required_position(columns, lat, lon));
            return Ok(Spot::Here(Some(commune), position.transpose()?));
        }
        if !code.trim().is_empty() && !self.towns.is_here(code) {
            return Ok(Spot::Elsewhere);
        }
        if !(postcode.trim().is_empty() && town.trim().is_empty())
            && let Some(found) = self.named(postcode.trim(), town.trim())
        {
            let Spot::Here(commune, _) = found else { return Ok(found) };
            let position =
                is_placed.then(|| self.towns.required_position(columns, lat, lon));
            return Ok(Spot::Here(commune, position.transpose()?));
        }
        if is_placed {
            let read = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
            let position =
                read(lat).zip(read(lon)).map(|(lat, lon)| Position { lat, lon });
            let lies =
                position.map(|position| geo::contains(self.department.code, position));
            let is_zero = position == Some(Position { lat: 0.0, lon: 0.0 });
            if lies == Some(Containment::Outside) && !is_zero {
                return Ok(Spot::Elsewhere);
            }
            let position = self.towns.required_position(columns, lat, lon)?;
            return Ok(Spot::Here(None, Some(position)));
        }
        if told.is_online {
            return Ok(Spot::Nowhere);
        }
        Err(text!(
            "rien ne dit dans quelle commune : il faut un code INSEE, un code postal ou une position",
            "nothing tells the commune: an INSEE code, a postcode or a position is due"
        ))
    }

    /// The `lieu` of an event: by its name, that of its commune, or that of the département.
    fn venue(
        &self,
        told: &Venue,
        commune: Option<Commune>,
        position: Option<Position>,
    ) -> Option<String> {
        let named = [shortened(&public(&told.name), MAX_NAME), public(&told.town)];
        let named = named.into_iter().find(|name| !name.is_empty());
        let town = || commune.map(|commune| commune.name.to_owned());
        let here = || position.map(|_| self.department.name.to_owned());
        let name = named.or_else(town).or_else(here)?;
        let values = [
            ("nom", Some(quoted(&name))),
            ("adresse", written(&shortened(&told.address, MAX_NAME))),
            ("commune", commune.map(|commune| quoted(commune.code))),
            ("position", position.map(|at| format!("[{}, {}]", at.lat, at.lon))),
        ];
        let values = values.into_iter().filter_map(|(key, value)| Some((key, value?)));
        let values = values.map(|(key, value)| format!("{key}: {value}"));
        Some(format!("{{{}}}", values.collect::<Vec<_>>().join(", ")))
    }

    /// The place that a postcode and a name mean; `None` when they mean nothing.
    fn named(&self, postcode: &str, town: &str) -> Option<Spot> {
        let found = geo::lookup(town, self.department.code);
        if let Lookup::Found(commune) | Lookup::Renamed { now: commune, .. } = found {
            let same = |code: &str| code == postcode;
            let is_far = !postcode.is_empty()
                && !commune.postcodes().any(same)
                && geo::communes().any(|other| {
                    other.department != self.department.code
                        && other.postcodes().any(same)
                });
            return Some(if is_far {
                Spot::Elsewhere
            } else {
                Spot::Here(Some(commune), None)
            });
        }
        let served = |commune: &Commune| commune.postcodes().any(|code| code == postcode);
        let here: Vec<Commune> =
            geo::communes_of(self.department.code).filter(served).collect();
        match (here.as_slice(), found) {
            ([only], _) => Some(Spot::Here(Some(*only), None)),
            ([_, ..], _) => Some(Spot::Here(None, None)),
            ([], Lookup::Elsewhere(_)) => Some(Spot::Elsewhere),
            ([], _) => {
                geo::communes().any(|commune| served(&commune)).then_some(Spot::Elsewhere)
            }
        }
    }
}

/// What a number or a word of OpenAgenda says of an event.
fn status(text: &str) -> Option<&'static str> {
    let words = fold(text);
    let is = |of: &[&str]| of.iter().any(|word| words.contains(word));
    match text.chars().find(char::is_ascii_digit) {
        Some('4') => Some("reporte"),
        Some('5') => Some("complet"),
        Some('6') => Some("annule"),
        Some(_) => None,
        None if is(&["annul", "cancel"]) => Some("annule"),
        None if is(&["reporte", "postpone"]) => Some("reporte"),
        None if is(&["complet", "full"]) => Some("complet"),
        None => None,
    }
}

/// A moment with its offset, as it is on the clocks of the zone; one without is on them already.
fn local(text: &str, zone: &Zone) -> Option<Moment> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(Moment::Time(zone.local(instant)));
    }
    match text.len() {
        10 => text.parse().ok().map(Moment::Day),
        _ => text.parse().ok().map(Moment::Time),
    }
}

impl Importer for Agenda {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let (name, date) = (file.name, file.date);
        let mut bytes = BufReader::with_capacity(HEAD, &mut *file.bytes);
        let head = bytes.fill_buf().map_or_else(|_| Vec::new(), <[u8]>::to_vec);
        let head = String::from_utf8_lossy(&head);
        let head = head.trim_start_matches('\u{feff}').trim_start();
        let mut file = Opened { name, date, bytes: &mut bytes };
        if head.starts_with(['{', '[']) {
            json::read(self, &mut file, tally)
        } else if head
            .get(..15)
            .is_some_and(|h| h.eq_ignore_ascii_case("BEGIN:VCALENDAR"))
        {
            ics::read(self, &mut file, tally)
        } else if head.lines().next().unwrap_or_default().contains("Nom_du_POI") {
            tables::datatourisme(self, &mut file, tally)
        } else {
            tables::opendatasoft(self, &mut file, tally)
        }
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".csv", ".txt", ".json", ".ics"]
    }

    fn finish(self: Box<Self>, _: &mut Tally) -> Vec<Row> {
        self.events.finish()
    }
}

/// A fault of an event, by its name in the file.
fn fault_of(file: &str, line: Option<u64>, id: &str, Text { fr, en }: Text) -> Fault {
    let id = shortened(&public(id), MAX_NAME);
    let text = match line {
        Some(_) => text!("{fr}", "{en}"),
        None => text!("événement « {id} » : {fr}", "event `{id}`: {en}"),
    };
    Fault { file: file.to_owned(), line, text }
}
