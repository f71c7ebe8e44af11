//! Sheets: what imports wrote of official files, read back.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diag::Diagnostics;
use crate::geo::{self, Contour, Lookup, Position};
use crate::model::address::Url;
use crate::model::catalog::{Catalog, Slot};
use crate::model::common::{FullSource, Source};
use crate::model::kind::{CommuneSheet, PropertyMarket, PropertyReading};
use crate::model::moment::Period;
use crate::model::place::{Kind, Place, SheetName, Territory};
use crate::model::record::{Context, Reader, Record, decode_record};
use crate::model::service::Services;
use crate::model::territory::Town;
use crate::parse::Documents;
use crate::record;
use crate::source::{SourceId, Span};
use crate::text::slug::slug;
use crate::yaml::Node;

record! {
    /// A file that was imported.
    pub struct ImportedFile {
        /// Its name.
        name "nom": String, "nom du fichier", "dvf-2024.csv";
        /// Its day.
        date "date": Date, "date du fichier", "2025-04-01";
    }
}

record! {
    /// What was left out of an import.
    pub struct Dropped {
        /// Why.
        reason "raison": String, "pourquoi", "sans prix ou sans surface";
        /// How often.
        count "nombre": u32, "combien", "12";
    }
}

record! {
    /// Where a sheet comes from.
    pub struct Provenance {
        /// The title of the data set.
        title "titre": String, "titre du jeu de données", "Carte des loyers";
        /// Who makes it.
        producer "producteur": String, "qui le produit", "Arcep";
        /// Its licence.
        licence "licence": String, "licence", "Licence Ouverte 2.0";
        /// Where it is published.
        url "url": Option<Url>, "adresse du jeu de données", "https://www.data.gouv.fr/";
        /// The files that were read.
        files "fichiers": Vec<ImportedFile>, "fichiers lus", "[{nom: dvf-2024.csv, date: 2025-04-01}]";
        /// The day of the import.
        imported "importe_le": Date, "jour de l’import", "2026-11-22";
        /// Rows that were read.
        read "lus": u32, "lignes lues", "1200";
        /// Things that the figures rest on.
        kept "retenus": u32, "éléments retenus", "318";
        /// Those of them that are at no known position.
        unplaced "sans_position": Option<u32>, "éléments gardés sans position", "4";
        /// What was left out.
        dropped "ecartes": Vec<Dropped>, "éléments écartés", "[{raison: sans prix, nombre: 12}]";
        /// Whether the figures are made up.
        example "exemple": bool, "chiffres d’exemple", "oui";
    }
}

impl Provenance {
    /// As the source of a figure: as old as the latest file. The first of January is what the
    /// name of a file tells that names a year alone.
    pub fn source(&self) -> Source {
        let date = self.files.iter().map(|file| file.date).max();
        let date = date.map(|date| match date.day_of_year() {
            1 => Period::Year(date.year()),
            _ => Period::Day(date),
        });
        Source(FullSource {
            title: self.title.clone(),
            url: self.url.clone(),
            date,
            author: Some(self.producer.clone()),
        })
    }
}

record! {
    /// Prices or rents.
    pub struct PropertySheet {
        /// Where it comes from.
        provenance "provenance": Provenance, "d’où viennent les chiffres", "{titre: Carte des loyers, …}";
        /// The readings.
        readings "releves": Vec<PropertyReading>, "relevés", "[{commune: \"15138\", type: maison, annee: 2024, prix_m2: 1150, effectif: 42}]";
    }
}

record! {
    /// Premises of a commune that can have broadband by wire, of so many.
    pub struct Connection {
        /// The commune.
        commune "commune": Town, "commune", "\"15138\"";
        /// The day of the count.
        date "date": Date, "jour du relevé", "2026-03-31";
        /// Premises.
        premises "locaux": u32, "logements et locaux", "1200";
        /// Those that reach 8 Mbit/s.
        rate_8 "debit_8": Option<u32>, "dont à 8 Mbit/s ou plus", "1150";
        /// Those that reach 30 Mbit/s.
        rate_30 "debit_30": Option<u32>, "dont à 30 Mbit/s ou plus", "900";
        /// Those that reach 100 Mbit/s.
        rate_100 "debit_100": Option<u32>, "dont à 100 Mbit/s ou plus", "800";
        /// Those that reach 1 Gbit/s.
        rate_1000 "debit_1000": Option<u32>, "dont à 1 Gbit/s ou plus", "780";
        /// Those that can have fibre.
        fiber "fibre": Option<u32>, "dont raccordables à la fibre", "780";
    }
}

record! {
    /// Broadband by wire.
    pub struct ConnectionSheet {
        /// Where it comes from.
        provenance "provenance": Provenance, "d’où viennent les chiffres", "{titre: Ma connexion internet, …}";
        /// The counts.
        readings "releves": Vec<Connection>, "relevés", "[{commune: \"15138\", date: 2026-03-31, locaux: 1200}]";
    }
}

record! {
    /// The outline of a commune.
    pub struct Outline {
        /// The commune.
        commune "commune": Town, "commune", "\"15138\"";
        /// A position inside.
        center "centre": Position, "un point à l’intérieur", "[45.1108, 2.8689]";
        /// The outline.
        contour "contour": Contour, "contour, écrit par l’import", "\"28689 451108 40-12-8 30\"";
    }
}

record! {
    /// Outlines of communes.
    pub struct OutlineSheet {
        /// Where it comes from.
        provenance "provenance": Provenance, "d’où viennent les contours", "{titre: Contours des communes, …}";
        /// The outlines.
        readings "releves": Vec<Outline>, "contours", "[{commune: \"15138\", centre: [45.1108, 2.8689], contour: \"…\"}]";
    }
}

record! {
    /// The rows of a sheet of entries say themselves what they are.
    pub struct EntrySheet {
        /// Where it comes from.
        provenance "provenance": Provenance, "d’où viennent les pages", "{titre: Lieux de médiation numérique, …}";
    }
}

/// What imports know of a département.
#[derive(Debug, Clone, Default)]
pub struct Sheets {
    /// Prices of homes.
    pub sales: Option<PropertySheet>,
    /// Rents of homes.
    pub rents: Option<PropertySheet>,
    /// Broadband.
    pub connections: Option<ConnectionSheet>,
    /// Outlines of communes.
    pub outlines: Option<OutlineSheet>,
    /// Services of daily life.
    pub services: Services,
}

impl Sheets {
    /// Prices and rents.
    pub fn prices(&self) -> impl Iterator<Item = &PropertySheet> {
        [&self.sales, &self.rents].into_iter().flatten()
    }

    /// The latest count of a commune.
    pub fn connection(&self, town: Town) -> Option<&Connection> {
        let all = self.connections.iter().flat_map(|sheet| &sheet.readings);
        all.filter(|one| one.commune == town).max_by_key(|one| one.date)
    }

    /// The outline of a commune.
    pub fn outline_of(&self, town: Town) -> Option<&Outline> {
        self.outlines.as_ref()?.readings.iter().find(|outline| outline.commune == town)
    }

    /// The latest count of each commune, by its code.
    pub fn latest_connections(&self) -> BTreeMap<&'static str, &Connection> {
        let all = self.connections.iter().flat_map(|sheet| &sheet.readings);
        let mut latest: BTreeMap<&str, &Connection> = BTreeMap::new();
        for reading in all {
            let last = latest.entry(reading.commune.0.code).or_insert(reading);
            if reading.date > last.date {
                *last = reading;
            }
        }
        latest
    }
}

/// Where a commune is: as its page tells, or else the center of its outline.
pub fn position_of(sheets: Option<&Sheets>, page: &CommuneSheet) -> Option<Position> {
    let outline = || sheets?.outline_of(page.commune);
    page.position.or_else(|| Some(outline()?.center))
}

/// The files of sheets by département.
pub(super) type Files = BTreeMap<String, BTreeMap<SheetName, SourceId>>;

/// Reads the sheets.
pub(super) fn read_all(
    files: &Files,
    documents: &Documents,
    catalog: &Catalog,
    diags: &mut Diagnostics,
) -> BTreeMap<String, Sheets> {
    let mut all = BTreeMap::new();
    for (department, files) in files {
        let territory = Territory::Department(department.clone());
        let mut sheets = Sheets::default();
        for (name, source) in files {
            let Some(front) = documents.get(source).and_then(|d| d.front.as_ref()) else {
                continue;
            };
            let mut cx = Context { catalog, territory: &territory, field: None, diags };
            match name {
                SheetName::Sales => sheets.sales = decode_record(front, &mut cx),
                SheetName::Rents => sheets.rents = decode_record(front, &mut cx),
                SheetName::Connections => {
                    sheets.connections = decode_record(front, &mut cx);
                }
                SheetName::Outlines => sheets.outlines = decode_record(front, &mut cx),
                SheetName::Mediation | SheetName::ThirdPlaces | SheetName::Entries(_) => {
                    let mut reader = Reader::new(front, &mut cx);
                    reader.as_mut().and_then(|reader| EntrySheet::read(reader, &mut cx));
                }
                SheetName::Facilities => {
                    sheets.services.facilities = decode_record(front, &mut cx);
                }
                SheetName::Schools => {
                    sheets.services.schools = decode_record(front, &mut cx);
                }
                SheetName::Care => sheets.services.care = decode_record(front, &mut cx),
                SheetName::Childcare => {
                    sheets.services.childcare = decode_record(front, &mut cx);
                }
            }
        }
        all.insert(department.clone(), sheets);
    }
    all
}

/// Places for what sheets know and nobody wrote about: the property market, and the communes.
pub(super) fn more_slots(
    files: &Files,
    slots: &[Slot],
    codes: &BTreeMap<String, String>,
    documents: &Documents,
) -> Vec<Slot> {
    let mut more = Vec::new();
    for (department, files) in files {
        let Some(code) = codes.get(department) else { continue };
        let territory = Territory::Department(department.clone());
        let own = slots.iter().filter(|slot| slot.place.territory == territory);
        let own: Vec<&Slot> = own.collect();
        let market = Place {
            territory: territory.clone(),
            kind: Kind::Property,
            slug: Kind::Property.folder().to_owned(),
        };
        let prices = [SheetName::Sales, SheetName::Rents];
        let prices = prices.iter().find_map(|name| files.get(name));
        if let Some(source) = prices.filter(|_| own.iter().all(|s| s.place != market)) {
            more.push(Slot::made(market, *source, Node::empty(Span::file(*source))));
        }
        let communes = own.iter().filter(|slot| slot.place.kind == Kind::Commune);
        let written: BTreeSet<&str> = communes
            .clone()
            .filter_map(|slot| {
                let written = || documents.get(&slot.source)?.front.as_ref();
                let name =
                    slot.made.as_ref().or_else(written)?.get("commune")?.as_text()?;
                match geo::lookup(name, code) {
                    Lookup::Found(c) | Lookup::Renamed { now: c, .. } => Some(c.code),
                    Lookup::Elsewhere(_) | Lookup::Unknown { .. } => None,
                }
            })
            .collect();
        let mut taken: BTreeSet<String> =
            communes.map(|slot| slot.place.slug.clone()).collect();
        for (commune, source) in communes_of(files, documents) {
            let Some(commune) = geo::commune(commune) else { continue };
            if written.contains(commune.code) || commune.department != code {
                continue;
            }
            let name = slug(commune.name);
            let name = match taken.insert(name.clone()) {
                true => name,
                false => format!("{name}-{}", commune.code.to_lowercase()),
            };
            let place =
                Place { territory: territory.clone(), kind: Kind::Commune, slug: name };
            let front = Node::field(Span::file(source), "commune", commune.code);
            more.push(Slot::made(place, source, front));
        }
    }
    more
}

/// Codes of the communes that sheets know, each with the first of them.
fn communes_of<'d>(
    files: &BTreeMap<SheetName, SourceId>,
    documents: &'d Documents,
) -> BTreeMap<&'d str, SourceId> {
    let mut all = BTreeMap::new();
    // An outline alone tells nothing of a commune that would be worth a page.
    let told = files.iter().filter(|(name, _)| **name != SheetName::Outlines);
    for (_, source) in told {
        let front = documents.get(source).and_then(|document| document.front.as_ref());
        let rows = front.and_then(|front| front.get("releves"));
        for row in rows.into_iter().flat_map(Node::items) {
            if let Some(code) = row.get("commune").and_then(Node::as_text) {
                all.entry(code).or_insert(*source);
            }
        }
    }
    all
}

/// Adds the readings of sheets to those that an editor wrote, which win.
pub(super) fn join(market: &mut PropertyMarket, sheets: &Sheets) {
    let written = market.readings.iter().flat_map(PropertyReading::names);
    let written: BTreeSet<_> = written.collect();
    for sheet in sheets.prices() {
        let is_new =
            |one: &&PropertyReading| one.names().all(|name| !written.contains(&name));
        let new = sheet.readings.iter().filter(is_new);
        let is_example = sheet.provenance.example;
        market.readings.extend(new.map(|one| PropertyReading {
            example: one.example || is_example,
            source: one.source.clone().or_else(|| Some(sheet.provenance.source())),
            ..one.clone()
        }));
    }
}
