//! The places that a visitor may name: communes, intercommunalities and départements of the
//! portal, each under its name and its postal codes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Document;
use super::words::words;
use crate::geo::{self, Position};

/// A place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// What tells it from others of that name, beside it: a postal code.
    pub postcode: String,
    /// Code: of INSEE for a commune or a département, SIREN for an intercommunality.
    pub code: String,
    /// Slug of its département.
    pub department: String,
    /// About where it is.
    pub position: Option<Position>,
    /// Address of its page; empty when it has none.
    pub href: String,
}

impl Place {
    /// A place that has a page, of which nothing else is known yet.
    fn at(href: &str) -> Self {
        Self { href: href.to_owned(), ..Self::default() }
    }

    /// The place in a file of terms, where nothing is said twice: the département by its
    /// number, the position in hundredths of degrees, about a kilometer; what is empty at the
    /// end is left out.
    pub fn text(&self, departments: &[&str]) -> String {
        let Self { name, postcode, code, department, position, href } = self;
        let number =
            departments.iter().position(|known| known == department).unwrap_or(0);
        let position = position.map(hundredths).map(|[lat, lon]| format!("{lat} {lon}"));
        let position = position.unwrap_or_default();
        let text = format!("{name}|{postcode}|{code}|{number}|{position}|{href}");
        text.trim_end_matches('|').to_owned()
    }

    /// Letters that it takes in its file, about.
    pub fn size(&self) -> usize {
        self.name.len() + self.href.len() + 24
    }
}

/// A position in hundredths of degrees, about a kilometer.
pub fn hundredths(at: Position) -> [i32; 2] {
    [at.lat, at.lon].map(|degrees| (degrees * 100.0).round() as i32)
}

/// A département of the portal.
#[derive(Clone, Debug)]
pub struct Department {
    /// Code of INSEE.
    pub code: String,
    /// Slug.
    pub slug: String,
    /// Name of its page.
    pub name: String,
    /// Address of its page.
    pub href: String,
}

/// Places by what may be typed for them.
type Places = BTreeMap<String, Vec<Place>>;

/// Every place by what may be typed for it: the words of its name in one, without the article
/// that it begins with, or a postal code. Those of one name come in order: those that have a
/// page, then the largest.
pub fn places(departments: &[Department], documents: &[&Document]) -> Places {
    let mut all = Places::new();
    let known = known(departments, documents);
    let sheets = sheets(documents);
    for region in documents.iter().filter(|document| document.kind == "region") {
        let place = Place { name: region.title.clone(), ..Place::at(&region.url) };
        add(&mut all, keys(&region.title), &place);
    }
    for department in departments {
        let whole = Place {
            name: department.name.clone(),
            code: department.code.clone(),
            department: department.slug.clone(),
            ..Place::at(&department.href)
        };
        let code = department.code.to_lowercase();
        add(&mut all, keys(&department.name).into_iter().chain([code]), &whole);
        for epci in geo::epcis_of(&department.code) {
            let place = Place {
                name: epci.name.to_owned(),
                code: epci.code.to_owned(),
                position: known.around(epci.code),
                href: String::new(),
                ..whole.clone()
            };
            add(&mut all, epci_keys(epci.name), &place);
        }
        for commune in geo::communes_of(&department.code) {
            let postcodes: Vec<&str> = commune.postcodes().collect();
            let place = Place {
                name: commune.name.to_owned(),
                postcode: postcodes.first().copied().unwrap_or_default().to_owned(),
                code: commune.code.to_owned(),
                position: known.of(commune.code, commune.epci),
                href: sheets.get(commune.code).copied().unwrap_or_default().to_owned(),
                ..whole.clone()
            };
            add(&mut all, keys(commune.name), &place);
            for code in postcodes {
                // Where it is, its name tells.
                let postcode = code.to_owned();
                let place = Place { postcode, position: None, ..place.clone() };
                add(&mut all, [code.to_owned()], &place);
            }
        }
    }
    for places in all.values_mut() {
        places.sort_by_key(|place| {
            let people = geo::commune(&place.code).and_then(|commune| commune.population);
            (place.href.is_empty(), Reverse(people))
        });
    }
    all
}

/// The addresses of the sheets of communes, by code.
fn sheets<'a>(documents: &[&'a Document]) -> BTreeMap<&'a str, &'a str> {
    let sheets = documents.iter().filter(|document| document.kind == "commune");
    let address =
        |document: &&'a Document| Some((document.commune?.code, document.url.as_str()));
    sheets.filter_map(address).collect()
}

fn add(all: &mut Places, keys: impl IntoIterator<Item = String>, place: &Place) {
    for key in keys {
        all.entry(key).or_default().push(place.clone());
    }
}

/// What may be typed for a name: all of it, and without its article.
fn keys(name: &str) -> BTreeSet<String> {
    let all = words(name);
    let of = |skip: usize| -> String {
        all.iter()
            .filter(|word| !word.joined)
            .skip(skip)
            .map(|word| word.form.as_str())
            .collect()
    };
    let article = all.len() > 1 && ["le", "la", "les"].contains(&all[0].form.as_str());
    let mut keys = BTreeSet::from([of(0)]);
    if article {
        keys.insert(of(1));
    }
    keys.retain(|key| !key.is_empty());
    keys
}

/// The same for an intercommunality, with or without the initials of its kind.
fn epci_keys(name: &str) -> BTreeSet<String> {
    let short = name.split_once(' ').map_or(name, |(_, rest)| rest);
    let mut rest = short;
    for article in ["de la ", "de l'", "du ", "des ", "de ", "d'"] {
        rest = rest.strip_prefix(article).unwrap_or(rest);
    }
    keys(name).into_iter().chain(keys(rest)).collect()
}

/// Where communes are, as far as one can tell: seats and large towns, then what the portal
/// places in them.
struct Known {
    communes: BTreeMap<&'static str, Position>,
    epcis: BTreeMap<&'static str, Position>,
}

fn known(departments: &[Department], documents: &[&Document]) -> Known {
    let mut placed: BTreeMap<&'static str, Vec<Position>> = BTreeMap::new();
    for document in documents {
        if let (Some(commune), Some(position)) = (&document.commune, document.position) {
            placed.entry(commune.code).or_default().push(position);
        }
    }
    for town in departments.iter().flat_map(|department| geo::towns(&department.code)) {
        placed.insert(town.commune, vec![town.position]);
    }
    let communes: BTreeMap<&'static str, Position> =
        placed.into_iter().map(|(code, all)| (code, mean(&all))).collect();
    let mut epcis: BTreeMap<&str, Vec<Position>> = BTreeMap::new();
    for (code, position) in &communes {
        if let Some(epci) = geo::commune(code).and_then(|commune| commune.epci) {
            epcis.entry(epci).or_default().push(*position);
        }
    }
    let epcis = epcis.into_iter().map(|(code, all)| (code, mean(&all))).collect();
    Known { communes, epcis }
}

fn mean(all: &[Position]) -> Position {
    let sum =
        |of: fn(&Position) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
    Position { lat: sum(|at| at.lat), lon: sum(|at| at.lon) }
}

impl Known {
    /// Where a commune is, or else about where its intercommunality is.
    fn of(&self, code: &str, epci: Option<&str>) -> Option<Position> {
        let own = self.communes.get(code).copied();
        own.or_else(|| epci.and_then(|epci| self.around(epci)))
    }

    fn around(&self, epci: &str) -> Option<Position> {
        self.epcis.get(epci).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::search::tests::cantal;

    #[test]
    fn places_answer_to_their_names_and_codes() {
        let all = places(&[cantal()], &[]);
        for (typed, name) in [
            ("saintflour", "Saint-Flour"),
            ("15100", "Saint-Flour"),
            ("murat", "Murat"),
            ("rouget", "Le Rouget-Pers"),
            ("cantal", "Cantal"),
            ("15", "Cantal"),
            ("hautesterres", "Hautes Terres"),
        ] {
            let found = all.range(typed.to_owned()..).next();
            let (key, places) = found.unwrap_or_else(|| panic!("{typed}"));
            assert!(key.starts_with(typed), "{typed}: {key}");
            assert!(
                places.iter().any(|place| place.name.contains(name)),
                "{typed}: {places:?}"
            );
        }
        assert!(all["aurillac"][0].position.is_some(), "a seat");
        assert!(all["arpajonsurcere"][0].position.is_some(), "about where Aurillac is");
    }
}
