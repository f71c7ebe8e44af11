//! A portal with every field of every kind, made from the declarations of the fields: a
//! text of the caller's stands wherever an editor may write one.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tt_site::config::Settings;
use tt_site::model::entry::fields;
use tt_site::model::place::Kind;
use tt_site::model::record::{Field, Record, Shape};

/// Where a file of each kind stands.
const FILES: [(Kind, &str); 17] = [
    (Kind::Home, "accueil.md"),
    (Kind::Page, "pages/page.md"),
    (Kind::Article, "actualites/nouvelle.md"),
    (Kind::Region, "regions/auvergne-rhone-alpes/region.md"),
    (Kind::Department, "departements/cantal/departement.md"),
    (Kind::Workspace, "departements/cantal/espaces/espace.md"),
    (Kind::Offer, "departements/cantal/offres/offre.md"),
    (Kind::Welcome, "departements/cantal/accueil/accueil.md"),
    (Kind::Testimonial, "departements/cantal/temoignages/temoignage.md"),
    (Kind::Event, "departements/cantal/agenda/evenement.md"),
    (Kind::Training, "departements/cantal/formations/formation.md"),
    (Kind::Network, "departements/cantal/reseau/reseau.md"),
    (Kind::Members, "departements/cantal/reseau/membres.yaml"),
    (Kind::Scheme, "departements/cantal/dispositifs/dispositif.md"),
    (Kind::Article, "departements/cantal/actualites/actualite.md"),
    (Kind::Commune, "departements/cantal/communes/murat.md"),
    (Kind::Property, "departements/cantal/immobilier.yaml"),
];

/// Fields that are left out: they unpublish the page, contradict others, or name what must
/// exist elsewhere; each is tried by cases of its own. Some only of what is named after.
const LEFT_OUT: [&str; 25] = [
    "alias",
    "annexe_de",
    "aussi",
    "brouillon",
    "commune de releves",
    "commune de interlocuteurs",
    "connexion",
    "departement",
    "dispositifs de region",
    "expire_le",
    "identifiant",
    "image",
    "journee_entiere",
    "langue",
    "langues",
    "loyer_m2",
    "photos",
    "plan_annuel",
    "prix de offre",
    "publie_dans",
    "publier_le",
    "redaction",
    "regles",
    "schema_pluriannuel",
    "theme de portail",
];

/// Fields whose text is checked against something: what they say here.
const FIXED: [(&str, &str); 2] =
    [("fond de carte", "aucun"), ("url de portail", "https://www.example.org")];

/// What stands in a place for a text.
pub trait Texts {
    /// The next text.
    fn text(&mut self) -> String;

    /// What an address ends with, without what addresses may not hold: with it they are
    /// refused.
    fn end_of_address(&mut self) -> String {
        let text = self.text();
        let refused = |c: char| c.is_whitespace() || "<>\"`{}|\\^#".contains(c);
        text.chars().filter(|c| !refused(*c)).collect()
    }
}

impl<F: FnMut() -> String> Texts for F {
    fn text(&mut self) -> String {
        self()
    }
}

/// The files of the portal, with `body` as the text of each page.
pub fn files(texts: &mut dyn Texts, body: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let settings = front(&Settings::fields(), "portail", texts);
    files.insert("content/portail.yaml".to_owned(), settings.into_bytes());
    for (kind, path) in FILES {
        let front = front(&fields(kind), kind.word(), texts);
        let text = match path.ends_with(".md") {
            true => format!("---\n{front}---\n{body}\n"),
            false => front,
        };
        files.insert(format!("content/{path}"), text.into_bytes());
    }
    files
}

/// The fields as YAML, of which JSON is a part.
fn front(fields: &[Field], of: &str, texts: &mut dyn Texts) -> String {
    let map = record(fields, of, texts);
    map.iter().map(|(key, value)| format!("{key}: {value}\n")).collect()
}

fn record(fields: &[Field], of: &str, texts: &mut dyn Texts) -> Map<String, Value> {
    let wanted = |field: &&Field| {
        let named = format!("{} de {of}", field.key);
        !LEFT_OUT.contains(&field.key) && !LEFT_OUT.contains(&named.as_str())
    };
    let value = |field: &Field| {
        let fixed =
            FIXED.iter().find(|(key, _)| *key == format!("{} de {of}", field.key));
        let value = match fixed {
            Some((_, fixed)) => json!(fixed),
            None => value(&field.shape, field, texts)?,
        };
        Some((field.key.to_owned(), value))
    };
    fields.iter().filter(wanted).filter_map(value).collect()
}

fn value(shape: &Shape, field: &Field, texts: &mut dyn Texts) -> Option<Value> {
    let example = || json!(field.example.trim_matches('"'));
    Some(match shape {
        Shape::Line => json!(texts.text()),
        Shape::Prose => json!(format!("{}\n\n{}", texts.text(), texts.text())),
        Shape::Format(name) => json!(match *name {
            "commune" => "Murat".to_owned(),
            "epci" => "CC Hautes Terres Communauté".to_owned(),
            "uri" => format!("https://www.example.org/?q={}", texts.end_of_address()),
            "link" => format!("/carte/?q={}", texts.end_of_address()),
            "date" if field.key == "exceptions" => "2026-12-25".to_owned(),
            "recurrence" => "chaque mois, 3 fois".to_owned(),
            "opening_hours" =>
                format!("Mo-Fr 08:30-18:30 \"{}\"", texts.text().replace('"', "”")),
            "position" => return Some(json!([45.11, 2.87])),
            "departement" if matches!(field.shape, Shape::List(_)) => "15".to_owned(),
            "email" => "accueil@exemple.fr".to_owned(),
            "date-time" if field.key == "fin" => "2026-12-03T12:00".to_owned(),
            _ => return Some(example()),
        }),
        Shape::Number | Shape::Integer | Shape::Boolean => example(),
        Shape::Choice(words) => match words.contains(&field.example) {
            true => example(),
            false => json!(words.first()?),
        },
        Shape::List(item) => {
            let item = value(item, field, texts)?;
            json!([item])
        }
        Shape::Record(fields) | Shape::Named(fields) => {
            Value::Object(record(&fields(), field.key, texts))
        }
        Shape::Reference(kinds) => {
            let (kind, _) =
                FILES.iter().find(|(kind, _)| kinds.contains(&kind.folder()))?;
            json!(kind.word())
        }
    })
}
