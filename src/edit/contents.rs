//! What there is to edit: every file of content with its title, read as far as it reads.
//! A portal with faults is edited too.

use serde_json::{Map, Value};

use crate::config::{SETTINGS, Settings};
use crate::diag::Diagnostics;
use crate::edit::scope::Scope;
use crate::edit::value::{get, of_map};
use crate::geo;
use crate::model::entry::{fields, title_field};
use crate::model::place::{Kind, Located, Place, locate};
use crate::model::record::{Field, Record};
use crate::parse;
use crate::source::{Source, SourceId, Sources};

/// A file that can be edited.
#[derive(Debug, Clone)]
pub struct File {
    /// Path from the portal's root.
    pub path: String,
    /// What it is.
    pub place: Place,
    /// Its language, when it is a translation.
    pub lang: Option<String>,
    /// Its title, or its name when it has none.
    pub title: String,
    /// What it says.
    pub values: Map<String, Value>,
}

/// A portal as its editors see it.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// Name of the portal.
    pub title: String,
    /// Its languages, the default one first.
    pub langs: Vec<String>,
    /// Every file, in order of path.
    pub files: Vec<File>,
}

impl Contents {
    /// Reads what can be read.
    pub fn read(sources: &Sources) -> Self {
        let settings = settings(sources);
        let text = |key: &str| get(&settings, key).as_str().map(str::to_owned);
        let default = text("langue").unwrap_or_else(|| "fr".into());
        let others = get(&settings, "langues").as_array().cloned().unwrap_or_default();
        let others = others.iter().filter_map(Value::as_str).map(str::to_owned);
        let others: Vec<String> = others.filter(|lang| *lang != default).collect();
        Self {
            title: text("titre").unwrap_or_else(|| "Portail".into()),
            langs: std::iter::once(default).chain(others).collect(),
            files: sources.iter().filter_map(|(id, source)| file(id, source)).collect(),
        }
    }

    /// Everything that is edited together: the portal, then each département.
    pub fn scopes(&self) -> Vec<Scope> {
        let departments = self.of_kind(Kind::Department);
        let departments =
            departments.map(|file| Scope::Department(file.place.slug.clone()));
        std::iter::once(Scope::Portal).chain(departments).collect()
    }

    /// The language of the files without one in their name.
    pub fn default_lang(&self) -> &str {
        self.langs.first().map_or("fr", String::as_str)
    }

    /// Originals of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &File> {
        self.files
            .iter()
            .filter(move |file| file.place.kind == kind && file.lang.is_none())
    }

    /// The official département of a folder of départements.
    pub fn department(&self, folder: &str) -> Option<&'static geo::Department> {
        let mut files = self.of_kind(Kind::Department);
        let file = files.find(|file| file.place.slug == folder)?;
        geo::department(get(&file.values, "code").as_str()?)
    }
}

/// The fields of a file of content, by its path from the portal's root.
pub fn fields_at(path: &str) -> Option<Vec<Field>> {
    match locate(path.strip_prefix("content/")?) {
        Located::Settings(_) => Some(Settings::fields()),
        Located::Entry(place, _) => Some(fields(place.kind)),
        Located::Sheet(..) | Located::Data | Located::BadName(_) | Located::Unknown => {
            None
        }
    }
}

fn settings(sources: &Sources) -> Map<String, Value> {
    let Some(id) = sources.find(SETTINGS) else { return Map::new() };
    values(id, sources.get(id), &Settings::fields())
}

fn values(id: SourceId, source: &Source, fields: &[Field]) -> Map<String, Value> {
    let (front, _) = parse::front(id, source, &mut Diagnostics::default());
    front.map(|front| of_map(&front, fields)).unwrap_or_default()
}

fn file(id: SourceId, source: &Source) -> Option<File> {
    let path = source.path.strip_prefix("content/")?;
    let Located::Entry(place, lang) = locate(path) else { return None };
    let values = values(id, source, &fields(place.kind));
    let key = title_field(place.kind).map_or("commune", |field| field.key);
    let title = get(&values, key).as_str().unwrap_or(&place.slug).to_owned();
    Some(File { path: source.path.clone(), place, lang, title, values })
}
