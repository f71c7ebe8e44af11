//! Structured data for search engines and assistants: schema.org in JSON-LD.
//!
//! A page says what its entry is, and where it stands. Nothing is said that the page does
//! not show; what is only an example says so (`disambiguatingDescription`).

mod event;
mod list;
mod offer;
mod page;
mod part;
mod territory;
mod workspace;

#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use crate::model::Entry;
use crate::model::kind::Data;
use crate::render::view::{Dataset, Link};
use crate::site::Site;
use crate::site::address::{Page, PageKey};

/// A page, with what rendering already worked out.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The site.
    pub site: &'a Site<'a>,
    /// The page.
    pub page: &'a Page,
    /// Its description for search engines.
    pub description: Option<&'a str>,
    /// Whole address of its main image.
    pub image: Option<&'a str>,
    /// The way from the home to the page, both included; none on the home.
    pub breadcrumbs: &'a [Link],
    /// The data sets, on the page that lists them.
    pub datasets: &'a [Dataset],
}

/// The documents of a page, in a fixed order.
pub fn documents(about: &About<'_>) -> Vec<Value> {
    let own = match about.page.key {
        PageKey::NotFound => return Vec::new(),
        PageKey::Home => vec![list::website(about)],
        PageKey::Data => vec![list::catalog(about)],
        PageKey::Entry(id) => match about.site.entry(about.page.lang, id) {
            Some(entry) => of_entry(about, entry),
            None => Vec::new(),
        },
        _ => Vec::new(),
    };
    let documents = own.into_iter().chain(list::breadcrumbs(about));
    documents.filter_map(pruned).map(in_context).collect()
}

fn of_entry(about: &About<'_>, entry: &Entry) -> Vec<Value> {
    let about = &Subject { about: *about, entry };
    let mut documents = match &entry.data {
        Data::Home(_) | Data::Page(_) | Data::Members(_) => Vec::new(),
        Data::Workspace(workspace) => vec![workspace::document(about, workspace)],
        Data::Offer(offer) => vec![offer::document(about, offer)],
        Data::Event(event) => event::documents(about, event),
        Data::Testimonial(testimonial) => vec![page::quotation(about, testimonial)],
        Data::Training(training) => vec![page::course(about, training)],
        Data::Network(network) => vec![page::organization(about, network)],
        Data::Scheme(scheme) => vec![page::scheme(about, scheme)],
        Data::Welcome(welcome) => vec![page::welcome(about, welcome)],
        Data::Article(article) => vec![page::article(about, article)],
        Data::Region(region) => vec![territory::region(about, region)],
        Data::Department(department) => vec![territory::department(about, department)],
        Data::Commune(sheet) => vec![territory::commune(about, sheet)],
        Data::Property(market) => vec![territory::market(about, market)],
    };
    documents.extend(page::questions(about));
    documents
}

/// An entry and its page.
struct Subject<'a> {
    about: About<'a>,
    entry: &'a Entry,
}

impl Subject<'_> {
    /// Whole address of the page.
    fn url(&self) -> String {
        self.about.site.base.absolute(&self.about.page.url)
    }

    /// What any thing says, and then `more`.
    fn thing(&self, kind: &str, more: Value) -> Value {
        let mut thing = object(json!({
            "@type": kind,
            "@id": format!("{}#{}", self.url(), kind.to_lowercase()),
            "name": self.entry.title,
            "url": self.url(),
            "description": self.about.description,
            "image": self.about.image,
            "disambiguatingDescription": self.entry.common.example.then_some("Exemple"),
        }));
        thing.extend(object(more));
        Value::Object(thing)
    }

    /// Name of the département of the entry.
    fn department(&self) -> Option<String> {
        let territory = &self.entry.place.territory;
        let department = self.about.site.department_of(self.about.page.lang, territory);
        department.map(|entry| entry.title.clone())
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn in_context(document: Value) -> Value {
    let mut document = object(document);
    document.insert("@context".into(), json!("https://schema.org"));
    Value::Object(document)
}

/// The value without what says nothing: nulls, empty lists, objects with nothing but a
/// type.
fn pruned(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(items) => {
            let items: Vec<_> = items.into_iter().filter_map(pruned).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        Value::Object(map) => {
            let kept = map.into_iter().filter_map(|(key, v)| Some((key, pruned(v)?)));
            let map: Map<_, _> = kept.collect();
            map.keys().any(|key| key != "@type").then_some(Value::Object(map))
        }
        other => Some(other),
    }
}

/// JSON that can stand in a `<script>` element: nothing in it ends the element or starts a
/// comment or an entity.
pub fn script_safe(value: &Value) -> String {
    let mut safe = String::new();
    let mut last = '"';
    for c in value.to_string().chars() {
        match c {
            // Not that of `"@type"`: an address that no program gathers.
            '@' if last != '"' => safe.push_str("\\u0040"),
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            _ => safe.push(c),
        }
        last = c;
    }
    safe
}
