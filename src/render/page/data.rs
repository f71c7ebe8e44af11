//! The open data of the portal: the page of its data sets, and one for each with its
//! columns.

use jiff::civil::Date;

use super::agenda;
use crate::index::export::{self, Dataset, Field, LICENSE, LICENSE_URL};
use crate::model::Entry;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::view::{self, DataField, Download, Hero, Link, Source, ridgelines};
use crate::render::{Built, body};
use crate::site::address::PageKey;
use crate::text::locale::Lang;

/// What the program brings along, its licence, and its phrase: maps and names of places are
/// made from it, and each wants its credit (`src/geo/data/README.md`).
const CREDITS: [(&str, &str, &str); 3] = [
    ("credit_towns", "https://www.geonames.org/", "GeoNames, CC BY 4.0"),
    ("credit_outlines", "https://www.naturalearthdata.com/", "Natural Earth"),
    (
        "credit_communes",
        "https://www.data.gouv.fr/datasets/code-officiel-geographique-cog",
        "Insee, DGCL, La Poste, Licence Ouverte 2.0",
    ),
];

/// The view of the data sets.
pub fn build<'a>(cx: &Context<'a>) -> Built<'a, view::Data> {
    let title = cx.phrase("open_data", &[]);
    let lead = cx.phrase("data_lead", &[]);
    let package = Link {
        href: cx.site.base.href("/donnees/datapackage.json"),
        text: cx.phrase("data_package", &[]),
    };
    let view = view::Data {
        hero: Hero {
            title: title.clone(),
            lead: Some(lead.clone()),
            actions: vec![package],
            ridges: ridgelines("donnees"),
            ..Hero::default()
        },
        license: license(),
        datasets: cx.world.datasets().iter().map(|d| described(cx, d)).collect(),
        feeds: feeds(cx),
        credits: CREDITS.iter().map(|credit| credited(cx, credit)).collect(),
    };
    let datasets = view.datasets.clone();
    (Head { title, description: Some(lead), datasets, ..Head::default() }, view)
}

/// The view of one data set, by name, with its columns.
pub fn dataset<'a>(cx: &Context<'a>, name: &str) -> Option<Built<'a, view::DatasetPage>> {
    let exported = cx.world.datasets().iter().find(|dataset| dataset.id == name)?;
    let dataset = described(cx, exported);
    let whole = Link { href: cx.href(&PageKey::Data), text: cx.phrase("open_data", &[]) };
    let head = Head {
        title: dataset.title.clone(),
        description: dataset.description.clone(),
        trail: vec![whole.clone()],
        ..Head::default()
    };
    let view = view::DatasetPage {
        hero: Hero {
            kicker: Some(whole.text),
            title: dataset.title.clone(),
            lead: dataset.description.clone(),
            ridges: ridgelines("donnees"),
            ..Hero::default()
        },
        dataset,
        fields: exported.fields.iter().map(|f| field(cx, f)).collect(),
        license: license(),
    };
    Some((head, view))
}

fn license() -> Link {
    Link { href: LICENSE_URL.into(), text: LICENSE.into() }
}

/// A data set. What the files say of themselves is in French alone.
fn described(cx: &Context<'_>, dataset: &Dataset) -> view::Dataset {
    let updated = dataset.updated.as_ref().and_then(|date| date.parse::<Date>().ok());
    let in_french = cx.lang == Lang::FR;
    let (href, name) = dataset.schema_link(&cx.site.base);
    view::Dataset {
        href: cx.href(&PageKey::Dataset(dataset.id)),
        title: cx.label("dataset", dataset.id),
        description: in_french.then(|| cx.t(dataset.description)),
        count: cx.count("row", dataset.count),
        updated: updated.map(|date| cx.day(date)),
        files: dataset.files.iter().map(|f| file(cx, f)).collect(),
        schema: Link { href, text: cx.t(&name) },
    }
}

fn credited(cx: &Context<'_>, (what, href, whose): &(&str, &str, &str)) -> Source {
    Source {
        title: cx.phrase(what, &[]),
        href: Some((*href).to_owned()),
        detail: Some(cx.t(whose)),
    }
}

fn file(cx: &Context<'_>, file: &export::File) -> Download {
    Download {
        href: cx.site.base.href(&file.url),
        format: file.format.to_owned(),
        size: Some(body::file_size(cx, file.bytes.len() as u64)),
    }
}

fn field(cx: &Context<'_>, field: &Field) -> DataField {
    let kind = cx.label("column_type", field.kind.label());
    let always = field.required.then(|| cx.phrase("always_there", &[]));
    let words: Vec<_> = [kind].into_iter().chain(always).collect();
    DataField {
        name: field.name.to_owned(),
        kind: words.join(", "),
        description: cx.t(field.help),
    }
}

/// The feed and the calendar of the portal, then those of each département.
fn feeds(cx: &Context<'_>) -> Vec<Link> {
    let departments = cx.site.departments(cx.lang).into_iter();
    let translated =
        |entry: &&Entry| cx.site.page(cx.lang, &PageKey::Entry(entry.id)).is_some();
    let owners = std::iter::once(None).chain(departments.filter(translated).map(Some));
    owners.flat_map(|owner| [feed(cx, owner), agenda::calendar_file(cx, owner)]).collect()
}

fn feed(cx: &Context<'_>, department: Option<&Entry>) -> Link {
    let title = department.map(|entry| &entry.title);
    let title = title.unwrap_or(&cx.site.portal.settings(cx.lang).title);
    let url = agenda::file_url(cx, department, "flux.xml");
    let name = cx.t(title);
    Link { href: cx.site.base.href(&url), text: cx.phrase("news_of", &[("name", &name)]) }
}
