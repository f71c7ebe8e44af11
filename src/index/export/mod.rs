//! The portal's own open data: `/donnees/<name>.{csv,json,geojson}`, in the schemas that
//! French territories already publish in where there is one, and their description.
//!
//! Each kind is a declaration of columns (see [`table`]); everything else, the page that
//! documents them included, is read off it.

mod aid;
mod item;
mod mednum;
mod package;
mod people;
mod places;
mod programme;
mod services;
pub mod table;
mod territory;
pub mod write;

use crate::geo::Position;
use crate::site::Site;
use crate::site::address::PageKey;
use table::{Cell, Table};
use write::Notice;

pub(super) use item::spot;
pub use table::{Field, Type};

/// The licence of all exports.
pub const LICENSE: &str = "Licence Ouverte 2.0";
/// Where its text is.
pub const LICENSE_URL: &str = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/";

/// A data set: its description and its files.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Its name, in addresses and as an anchor.
    pub id: &'static str,
    /// Its title, in French.
    pub title: &'static str,
    /// What it holds, in French.
    pub description: &'static str,
    /// How many rows it has.
    pub count: usize,
    /// The latest date of its contents, ISO 8601.
    pub updated: Option<String>,
    /// Its files.
    pub files: Vec<File>,
    /// Its columns, or those of JSON and GeoJSON alone when the CSV has a schema.
    pub fields: Vec<Field>,
    /// The official schema that the CSV follows.
    pub schema: Option<Schema>,
}

/// A file of a data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Address from the root of the site: `/donnees/espaces.csv`.
    pub url: String,
    /// `CSV`, `JSON` or `GeoJSON`.
    pub format: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// An official schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// Its name and version.
    pub name: &'static str,
    /// Where it is published.
    pub url: &'static str,
    /// Its columns.
    pub fields: Vec<Field>,
}

/// A data set before it is written.
struct Draft {
    id: &'static str,
    title: &'static str,
    description: &'static str,
    table: Table,
    /// The position of each row, for kinds that have one.
    positions: Option<Vec<Option<Position>>>,
    /// The CSV, when it is not that of the table.
    official: Option<(&'static str, &'static str, Table)>,
}

/// Every data set that has rows, in the order of the page that documents them. They are in
/// the default language, and hold what is listed today.
pub fn datasets(site: &Site<'_>) -> Vec<Dataset> {
    let drafts = [
        places::workspaces(site),
        places::offers(site),
        programme::events(site),
        people::testimonials(site),
        programme::trainings(site),
        people::networks(site),
        people::members(site),
        aid::schemes(site),
        territory::communes(site),
        territory::property(site),
        services::services(site),
        services::childcare(site),
        territory::figures(site),
        territory::departments(site),
    ];
    let full = drafts.into_iter().filter(|draft| !draft.table.rows.is_empty());
    full.map(|draft| dataset(draft, site)).collect()
}

/// The files of the data sets, and the package that describes them, by path.
pub fn files(site: &Site<'_>, datasets: &[Dataset]) -> Vec<(String, Vec<u8>)> {
    let files = datasets.iter().flat_map(|dataset| &dataset.files);
    let mut all: Vec<_> = files
        .map(|file| (file.url.trim_start_matches('/').to_owned(), file.bytes.clone()))
        .collect();
    all.extend(package::schemas(site, datasets));
    all.push(("donnees/datapackage.json".into(), package::write(site, datasets)));
    all
}

fn dataset(draft: Draft, site: &Site<'_>) -> Dataset {
    let Draft { id, title, description, table, positions, official } = draft;
    let notice = notice(site, title);
    let file = |extension: &str, format, media_type, bytes| File {
        url: format!("/donnees/{id}.{extension}"),
        format,
        media_type,
        bytes,
    };
    let in_csv = official.as_ref().map_or(&table, |(_, _, table)| table);
    let mut files = vec![
        file("csv", "CSV", "text/csv", write::csv(in_csv)),
        file("json", "JSON", "application/json", write::json(&notice, &table)),
    ];
    if let Some(positions) = positions {
        let bytes = write::geojson(&notice, &table, &positions);
        files.push(file("geojson", "GeoJSON", "application/geo+json", bytes));
    }
    Dataset {
        id,
        title,
        description,
        count: table.rows.len(),
        updated: latest(&table),
        files,
        fields: table.fields,
        schema: official.map(|(name, url, table)| Schema {
            name,
            url,
            fields: table.fields,
        }),
    }
}

fn notice<'a>(site: &'a Site<'_>, title: &'a str) -> Notice<'a> {
    let lang = site.portal.lang;
    let page = site.page(lang, &PageKey::Data).map_or("/", |page| &page.url);
    Notice {
        titre: title,
        documentation: site.base.absolute(page),
        licence: LICENSE,
        editeur: &site.portal.settings(lang).editor.name,
        date_export: site.today.to_string(),
    }
}

/// The latest date of the column `date_maj`.
fn latest(table: &Table) -> Option<String> {
    let column = table.fields.iter().position(|field| field.name == "date_maj")?;
    let dates = table.rows.iter().filter_map(|row| match &row[column] {
        Cell::Text(date) => Some(date.clone()),
        _ => None,
    });
    dates.max()
}
