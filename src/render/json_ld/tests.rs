//! What the pages of a small portal say to machines.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{About, documents, pruned, script_safe};
use crate::diag::Diagnostics;
use crate::options::Options;
use crate::render::view::Link;
use crate::source::{Source, Sources};
use crate::{model, parse, site};

const FILES: &[(&str, &str)] = &[
    (
        "portail.yaml",
        "titre: Portail\nurl: https://exemple.fr\nediteur: {nom: Éditeur}\n",
    ),
    ("accueil.md", "---\ntitre: Accueil\n---\n"),
    (
        "pages/questions.md",
        "---\ntitre: Questions\n---\n:::faq\n### Et l’hiver ?\n\nIl neige.\n:::\n",
    ),
    ("actualites/a.md", "---\ntitre: Ouvert\ndate: 2026-03-01\n---\nTexte.\n"),
    ("departements/cantal/departement.md", "---\ncode: \"15\"\nnom: Cantal\n---\n"),
    (
        "departements/cantal/espaces/murat.md",
        "---\ntitre: Murat\ntype: telecentre\ncommune: Murat\nposition: [45.11, 2.87]\n\
         horaires: Mo-Fr 08:30-18:30\nsalles: [{nom: Salle, places: 8}]\n\
         equipements: [fibre]\n---\n",
    ),
    (
        "departements/cantal/agenda/serie.md",
        "---\ntitre: Série\ndebut: 2026-09-01T18:00\nfin: 2026-09-01T20:00\n\
         recurrence: chaque semaine, mardi\nlieu: murat\nstatut: reporte\nen_ligne: oui\n---\n",
    ),
    (
        "departements/cantal/agenda/passe.md",
        "---\ntitre: Passé\ndebut: 2014-10-09T09:30\nprogramme:\n  - {debut: \"09:30\", \
         fin: \"10:00\", titre: Ouverture, intervenants: [{nom: Une Dame}]}\n  \
         - {debut: \"10:00\", titre: Suite, intervenants: [{nom: Une Dame}]}\n---\n",
    ),
    (
        "departements/cantal/offres/poste.md",
        "---\ntitre: Poste\nnature: emploi\ncommune: Murat\nverifie_le: 2026-11-02\n\
         date: 2026-11-01\ncontrat: cdi\ncontact: {organisation: SARL, telephone: 0471200000}\n---\n",
    ),
    (
        "departements/cantal/offres/exemple.md",
        "---\ntitre: Exemple\nexemple: oui\nnature: emploi\ncommune: Murat\n\
         verifie_le: 2026-11-02\ndate: 2026-11-01\ncontact: {organisation: SARL, telephone: 0471200000}\n---\n",
    ),
    (
        "departements/cantal/offres/maison.md",
        "---\ntitre: Maison\nnature: logement-location\ncommune: Murat\nloyer: 450\n\
         surface: 92\nverifie_le: 2026-11-02\n---\n",
    ),
    (
        "departements/cantal/temoignages/t.md",
        "---\ntitre: T\nnom: Une Dame\ncitation: Je reste.\nconsentement: 2026-01-01\n---\n",
    ),
];

/// The documents of the page at an address, by type.
fn at(url: &str) -> Vec<Value> {
    let source = |(path, text): &(&str, &str)| Source {
        path: format!("content/{path}"),
        text: (*text).to_owned(),
    };
    let sources = Sources::new(FILES.iter().map(source).collect());
    let parsed = sources.iter().map(|(id, source)| (id, parse::parse(id, source).into()));
    let read: BTreeMap<_, _> = parsed.collect();
    let mut diags = Diagnostics::default();
    let portal = model::build(&sources, &read, &mut diags).expect("a portal");
    assert!(!diags.has_errors(), "{diags:?}");
    let today = date(2026, 11, 22);
    let options = Options::on(today);
    let site = site::build(&portal, &options, &mut diags);
    let link = |href: &str, text: &str| Link { href: href.into(), text: text.into() };
    let way = [link("/", "Accueil"), link(url, "Ici")];
    documents(&About {
        site: &site,
        page: site.page_at(url).expect(url),
        description: Some("Une description."),
        image: None,
        breadcrumbs: if url == "/" { &[] } else { &way },
        datasets: &[],
    })
}

fn first(url: &str) -> Value {
    at(url).swap_remove(0)
}

#[test]
fn each_page_says_what_it_is() {
    for (url, types) in [
        ("/", vec!["WebSite"]),
        ("/404.html", vec![]),
        ("/carte/", vec!["BreadcrumbList"]),
        ("/questions/", vec!["FAQPage", "BreadcrumbList"]),
        ("/actualites/a/", vec!["NewsArticle", "BreadcrumbList"]),
        ("/cantal/", vec!["AdministrativeArea", "BreadcrumbList"]),
        ("/cantal/espaces/murat/", vec!["LocalBusiness", "BreadcrumbList"]),
        ("/cantal/offres/poste/", vec!["JobPosting", "BreadcrumbList"]),
        ("/cantal/offres/exemple/", vec!["Offer", "BreadcrumbList"]),
        ("/cantal/offres/maison/", vec!["RealEstateListing", "BreadcrumbList"]),
        ("/cantal/temoignages/t/", vec!["Quotation", "BreadcrumbList"]),
    ] {
        let documents = at(url);
        let found: Vec<_> = documents.iter().map(|document| &document["@type"]).collect();
        assert_eq!(found, types, "{url}");
        assert!(documents.iter().all(|d| d["@context"] == "https://schema.org"));
    }
}

#[test]
fn a_workspace_is_a_business_with_rooms_and_hours() {
    let place = first("/cantal/espaces/murat/");
    assert_eq!(place["address"]["addressLocality"], "Murat");
    assert_eq!(place["address"]["addressRegion"], "Cantal");
    assert_eq!(place["geo"]["latitude"], 45.11);
    assert_eq!(place["containsPlace"][0]["@type"], "MeetingRoom");
    assert_eq!(place["amenityFeature"][0]["name"], "fibre");
    let hours = &place["openingHoursSpecification"][0];
    assert_eq!((&hours["opens"], &hours["closes"]), (&json!("08:30"), &json!("18:30")));
    assert_eq!(place.get("telephone"), None, "what is not known is not said");
}

#[test]
fn a_series_is_an_event_each_time_with_its_offset() {
    let documents = at("/cantal/agenda/serie/");
    let events: Vec<_> =
        documents.iter().filter(|d| d["@type"] == "BusinessEvent").collect();
    assert_eq!(events.len(), 12);
    assert_eq!(events[0]["startDate"], "2026-11-24T18:00:00+01:00");
    assert_eq!(events[0]["endDate"], "2026-11-24T20:00:00+01:00");
    assert_eq!(events[0]["eventStatus"], "https://schema.org/EventPostponed");
    let mode = &events[0]["eventAttendanceMode"];
    assert_eq!(mode, "https://schema.org/MixedEventAttendanceMode");
    let ids: std::collections::BTreeSet<_> =
        events.iter().map(|event| event["@id"].as_str()).collect();
    assert_eq!(ids.len(), 12);
}

#[test]
fn what_is_over_still_tells_its_programme() {
    let event = first("/cantal/agenda/passe/");
    assert_eq!(event["startDate"], "2014-10-09T09:30:00+02:00");
    assert_eq!(event["subEvent"][0]["endDate"], "2014-10-09T10:00:00+02:00");
    assert_eq!(event["performer"].as_array().map(Vec::len), Some(1));
}

#[test]
fn offers_say_terms_and_examples_say_so() {
    let home = first("/cantal/offres/maison/");
    assert_eq!(home["offers"]["priceSpecification"]["price"], 450.0);
    assert_eq!(
        home["offers"]["businessFunction"],
        "http://purl.org/goodrelations/v1#LeaseOut"
    );
    assert_eq!(home["mainEntity"]["floorSize"]["value"], 92.0);
    let example = first("/cantal/offres/exemple/");
    assert_eq!(example["disambiguatingDescription"], "Exemple");
    assert_eq!(first("/cantal/offres/poste/")["hiringOrganization"]["name"], "SARL");
}

#[test]
fn the_home_offers_search_and_the_way_is_whole_addresses() {
    let home = first("/");
    let target = &home["potentialAction"]["target"]["urlTemplate"];
    assert_eq!(target, "https://exemple.fr/recherche/?q={search_term_string}");
    let way = first("/carte/");
    assert_eq!(way["itemListElement"][1]["item"], "https://exemple.fr/carte/");
    assert_eq!(way["itemListElement"][1]["position"], 2);
}

#[test]
fn questions_have_answers() {
    let questions = first("/questions/");
    let question = &questions["mainEntity"][0];
    assert_eq!(question["name"], "Et l’hiver ?");
    assert_eq!(question["acceptedAnswer"]["text"], "Il neige.");
}

#[test]
fn nothing_is_left_of_what_says_nothing() {
    let value = json!({"a": null, "b": [], "c": {"@type": "Place"}, "d": [{"e": null}]});
    assert_eq!(pruned(value), None);
    assert_eq!(pruned(json!({"a": 0, "b": null})), Some(json!({"a": 0})));
}

proptest! {
    #[test]
    fn a_script_element_never_ends_early(text in "(</script>|<!--|&lt;|\u{2028}|.){0,8}") {
        let value = json!({ "name": text });
        let safe = script_safe(&value);
        let harmful = safe.contains(['<', '>', '&', '\u{2028}', '\u{2029}']);
        prop_assert!(!harmful);
        prop_assert_eq!(serde_json::from_str::<Value>(&safe).unwrap(), value);
    }
}
