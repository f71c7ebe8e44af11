//! The rows that are entries, and the columns that all of them have.

use serde_json::{Value, json};

use super::table::{Columns, period_text};
use crate::geo::Position;
use crate::index;
use crate::model::Entry;
use crate::model::common::Figure;
use crate::model::kind::{Facet, Location, Workspace};
use crate::model::place::{Kind, Territory};
use crate::model::territory::Town;
use crate::model::value::Url;
use crate::site::Site;

/// An entry with the data of its kind.
pub struct Item<'a, T> {
    /// The site.
    pub site: &'a Site<'a>,
    /// The entry, in the default language.
    pub entry: &'a Entry,
    /// What its kind says.
    pub data: &'a T,
}

/// The listed entries of a kind, in order of territory then of list.
pub fn items<'a, T: Facet>(site: &'a Site<'a>, kind: Kind) -> Vec<Item<'a, T>> {
    let entries = site.all(site.portal.lang, kind);
    entries
        .filter_map(|entry| Some(Item { site, entry, data: entry.is::<T>()? }))
        .collect()
}

/// The columns of every entry.
pub fn columns<'a, T>() -> Columns<'a, Item<'a, T>> {
    Columns::default()
        .with("id", "identifiant stable : territoire et nom de la page", Item::id)
        .with("titre", "titre", |item| item.entry.title.clone())
        .with("url", "adresse de la page", Item::url)
        .with("departement", "code INSEE du département", Item::department_code)
        .with("resume", "résumé", |item| index::summary(item.entry))
        .with("date_maj", "date de la dernière mise à jour du contenu", |item| {
            index::changed_on(item.entry)
        })
        .with("exemple", "vrai quand le contenu est un exemple", |item| {
            item.entry.common.example
        })
}

impl<T> Item<'_, T> {
    /// `<territory>/<slug>`.
    pub fn id(&self) -> String {
        id(self.entry)
    }

    /// Address of the page.
    pub fn url(&self) -> Option<Url> {
        index::url_of(self.site, self.site.portal.lang, self.entry).map(Url)
    }

    /// INSEE code of the département.
    pub fn department_code(&self) -> Option<String> {
        let slug = self.entry.place.territory.department()?;
        self.site.portal.catalog.department_code(slug).map(str::to_owned)
    }

    /// The text of the page.
    pub fn text(&self) -> Option<String> {
        let sections = self.entry.body.as_ref()?.sections();
        let texts: Vec<_> = sections.into_iter().map(|section| section.text).collect();
        let text = texts.join(" ").trim().to_owned();
        (!text.is_empty()).then_some(text)
    }
}

/// `<territory>/<slug>`: names an entry among those of its kind.
pub fn id(entry: &Entry) -> String {
    let slug = &entry.place.slug;
    match &entry.place.territory {
        Territory::Portal => slug.clone(),
        Territory::Region(owner) | Territory::Department(owner) => {
            format!("{owner}/{slug}")
        }
    }
}

/// Name, commune and position of where something takes place.
pub struct Spot {
    /// Its name.
    pub name: String,
    /// Its commune.
    pub town: Option<Town>,
    /// Its position.
    pub position: Option<Position>,
}

/// Where something takes place, workspaces of the portal looked up.
pub fn spot(site: &Site<'_>, location: Option<&Location>) -> Option<Spot> {
    match location? {
        Location::Venue(venue) => Some(Spot {
            name: venue.name.clone(),
            town: venue.commune,
            position: venue.position,
        }),
        Location::Workspace(place) => {
            let entry = site.entry(site.portal.lang, place.id)?;
            let workspace = entry.is::<Workspace>()?;
            Some(Spot {
                name: entry.title.clone(),
                town: Some(workspace.commune),
                position: Some(workspace.position),
            })
        }
    }
}

/// The figures as objects.
pub fn figures(figures: &[Figure]) -> Vec<Value> {
    let object = |figure: &Figure| {
        json!({
            "libelle": figure.label,
            "valeur": super::write::number_value(figure.value),
            "unite": figure.unit,
            "date": figure.date.map(period_text),
            "source": figure.source.as_ref().map(|source| &source.0.title),
            "exemple": figure.example,
        })
    };
    figures.iter().map(object).collect()
}
