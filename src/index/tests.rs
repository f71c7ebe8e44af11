//! The files for machines of a small portal, from its texts.

use std::collections::BTreeMap;

use jiff::civil::date;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json};

use super::export::{self, Dataset};
use super::{feed, ics, redirect, sitemap};
use crate::diag::Diagnostics;
use crate::options::Options;
use crate::site::Site;
use crate::source::{Source, Sources};
use crate::{model, parse, site};

const FILES: &[(&str, &str)] = &[
    (
        "portail.yaml",
        "titre: Campagnes & Cie\nurl: https://exemple.fr/portail\nlangues: [fr, en]\n\
         editeur: {nom: Éditeur}\n",
    ),
    ("accueil.md", "---\ntitre: Accueil\n---\n"),
    ("accueil.en.md", "---\ntitre: Home\n---\n"),
    (
        "actualites/ouverture.md",
        "---\ntitre: Le portail <ouvre>\nresume: Une phrase.\ndate: 2026-03-01\n\
         mise_a_jour: 2026-10-05\nalias: [/ancienne, /vieux/été.html]\n---\n",
    ),
    ("actualites/sans-date.md", "---\ntitre: Sans date\n---\n"),
    ("actualites/brouillon.md", "---\ntitre: B\ndate: 2026-05-01\nbrouillon: oui\n---\n"),
    ("departements/cantal/departement.md", "---\ncode: \"15\"\nnom: Cantal\n---\n"),
    (
        "departements/cantal/espaces/murat.md",
        "---\ntitre: \"=Télécentre\"\ntype: telecentre\ncommune: Murat\n\
         position: [45.11, 2.87]\npostes: 12\nhoraires: Mo-Fr 08:30-18:30\n\
         salles: [{nom: Salle, places: 8}]\nequipements: [fibre, pmr]\n\
         labels: [Fabriques de Territoire, Solozère]\npacks: [{nom: Jour, prix: 10}]\n\
         contact: {telephone: 04 71 20 00 00}\nmise_a_jour: 2026-09-01\n---\nDouze postes.\n",
    ),
    (
        "departements/cantal/espaces/projet.md",
        "---\ntitre: Projet\ntype: epn\ncommune: Murat\nposition: [45.11, 2.87]\n\
         statut: projet\n---\n",
    ),
    (
        "departements/cantal/offres/maison.md",
        "---\ntitre: Maison\nnature: logement-vente\ncommune: Murat\nprix: 85000\n\
         verifie_le: 2026-11-02\ncontact: {telephone: 06 12 34 56 78}\n---\n",
    ),
    (
        "departements/cantal/offres/finie.md",
        "---\ntitre: Finie\nnature: terrain\ncommune: Murat\nverifie_le: 2026-01-02\n\
         expire_le: 2026-06-01\n---\n",
    ),
    (
        "departements/cantal/agenda/cafe.md",
        "---\ntitre: Café\nresume: On parle.\ndebut: 2026-10-20T18:00\n\
         fin: 2026-10-20T20:00\nrecurrence: chaque semaine, mardi, 3 fois\ntheme: Rencontre\n\
         lieu: murat\nstatut: annule\nrevision: 2\ndate: 2026-09-15\n---\n",
    ),
    (
        "departements/cantal/dispositifs/aide.md",
        "---\ntitre: Aide\ntype: aide\nporteurs: [Département]\n\
         beneficiaires: [jeunes entreprises, associations]\nconditions: [rester, trois ans]\n\
         date: 2026-02-01\n---\nUn coup de pouce.\n",
    ),
    (
        "departements/cantal/reseau/membres.yaml",
        "membres:\n  - {nom: Avec, activite: a, secteur: s, consentement: 2026-01-01}\n  \
         - {nom: Sans, activite: b, secteur: s}\n",
    ),
    (
        "departements/cantal/temoignages/muet.md",
        "---\ntitre: Muet\nnom: N\ncitation: Rien.\ndate: 2026-04-01\n---\n",
    ),
];

/// Lays the portal out on 22 November 2026 and looks at it.
fn with_site<T>(look: impl FnOnce(&Site<'_>) -> T) -> T {
    let source = |(path, text): &(&str, &str)| Source {
        path: format!("content/{path}"),
        text: (*text).to_owned(),
    };
    let sources = Sources::new(FILES.iter().map(source).collect());
    let parsed = sources.iter().map(|(id, source)| (id, parse::parse(id, source).into()));
    let documents: BTreeMap<_, _> = parsed.collect();
    let mut diags = Diagnostics::default();
    let portal = model::build(&sources, &documents, &mut diags).expect("a portal");
    assert!(!diags.has_errors(), "{diags:?}");
    let options = Options::on(date(2026, 11, 22));
    look(&site::build(&portal, &options, &mut diags))
}

type Files = BTreeMap<String, String>;

fn texts(files: Vec<(String, Vec<u8>)>) -> Files {
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    files.into_iter().map(|(path, bytes)| (path, text(bytes))).collect()
}

/// The texts of the elements of a name, in a document that is well formed.
fn elements(xml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut found, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().expect("well formed") {
            Event::Eof => return found,
            Event::Start(start) => {
                inside = start.name().as_ref() == name;
                if inside {
                    found.push(String::new());
                }
            }
            Event::Text(text) if inside => {
                *found.last_mut().expect("started") += &text;
            }
            Event::GeneralRef(reference) if inside => {
                let name: &str = &reference;
                *found.last_mut().expect("started") += &format!("&{name};");
            }
            Event::End(_) => inside = false,
            _ => {}
        }
    }
}

fn dataset(site: &Site<'_>, id: &str) -> Dataset {
    export::datasets(site).into_iter().find(|set| set.id == id).expect(id)
}

fn file(dataset: &Dataset, format: &str) -> String {
    let file = dataset.files.iter().find(|file| file.format == format).expect(format);
    String::from_utf8(file.bytes.clone()).expect("UTF-8")
}

/// The rows of a CSV file, by the names of its columns.
fn rows(dataset: &Dataset) -> Vec<BTreeMap<String, String>> {
    let text = file(dataset, "CSV");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("a table")
}

#[test]
fn feeds_tell_dated_entries_newest_first() {
    let files = texts(with_site(feed::files));
    let paths: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(paths, ["cantal/flux.xml", "en/flux.xml", "flux.xml"]);
    let atom = &files["flux.xml"];
    let titles = elements(atom, "title");
    assert_eq!(titles, ["Campagnes &amp; Cie", "Le portail &lt;ouvre&gt;", "Aide"]);
    assert_eq!(
        elements(atom, "updated"),
        [
            "2026-10-05T00:00:00+02:00",
            "2026-10-05T00:00:00+02:00",
            "2026-02-01T00:00:00+01:00"
        ]
    );
    assert_eq!(
        elements(atom, "id")[..2],
        [
            "https://exemple.fr/portail/flux.xml",
            "https://exemple.fr/portail/actualites/ouverture/"
        ]
    );
    assert!(
        atom.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">")
    );
    let own = "rel=\"self\" type=\"application/atom+xml\" href=\"https://exemple.fr/portail/en/flux.xml\"";
    assert!(files["en/flux.xml"].contains(own));
    assert_eq!(elements(&files["en/flux.xml"], "updated"), ["1970-01-01T00:00:00+01:00"]);
}

#[test]
fn the_sitemap_knows_what_is_published_and_its_translations() {
    let files = texts(with_site(sitemap::files));
    let xml = &files["sitemap.xml"];
    let pages = elements(xml, "loc");
    let base = "https://exemple.fr/portail";
    for (path, there) in [
        ("/", true),
        ("/en/", true),
        ("/actualites/ouverture/", true),
        ("/cantal/offres/maison/", true),
        ("/cantal/offres/finie/", false),
        ("/actualites/brouillon/", false),
        ("/cantal/temoignages/muet/", false),
        ("/recherche/", false),
        ("/404.html", false),
    ] {
        assert_eq!(pages.contains(&format!("{base}{path}")), there, "{path}");
    }
    let dates = elements(xml, "lastmod");
    assert!(dates.contains(&"2026-10-05".to_owned()));
    assert!(!dates.contains(&"2026-11-22".to_owned()));
    for hreflang in ["fr", "en", "x-default"] {
        let home = if hreflang == "en" { "/en/" } else { "/" };
        let link = format!(
            "<xhtml:link rel=\"alternate\" hreflang=\"{hreflang}\" href=\"{base}{home}\"/>"
        );
        assert!(xml.contains(&link), "{link}");
    }
    assert!(files["robots.txt"].ends_with(&format!("Sitemap: {base}/sitemap.xml\n")));
}

#[test]
fn old_addresses_lead_on() {
    let files = texts(with_site(redirect::files));
    assert_eq!(
        files["_redirects"],
        "/portail/ancienne /portail/actualites/ouverture/ 301\n\
         /portail/vieux/%C3%A9t%C3%A9.html /portail/actualites/ouverture/ 301\n"
    );
    let stub = &files["ancienne/index.html"];
    for part in [
        "<html lang=\"fr\">",
        "content=\"0; url=/portail/actualites/ouverture/\"",
        "<link rel=\"canonical\" href=\"https://exemple.fr/portail/actualites/ouverture/\">",
        "<meta name=\"robots\" content=\"noindex\">",
        "<a href=\"/portail/actualites/ouverture/\">Le portail &lt;ouvre&gt;</a>",
    ] {
        assert!(stub.contains(part), "{part}");
    }
    assert!(files.contains_key("vieux/été.html"));
}

#[test]
fn an_event_is_the_same_in_every_calendar() {
    let files = texts(with_site(ics::files));
    let paths: Vec<_> = files.keys().map(String::as_str).collect();
    let own = "cantal/agenda/cafe/evenement.ics";
    let theme = "agenda/themes/rencontre/agenda.ics";
    assert_eq!(paths, ["agenda.ics", theme, "cantal/agenda.ics", own, "en/agenda.ics"]);
    assert!(!files["en/agenda.ics"].contains("VEVENT"));
    let event = |path: &str| {
        let text = files[path].replace("\r\n ", "");
        let start = text.find("BEGIN:VEVENT").expect("an event");
        text[start..].split("END:VCALENDAR").next().expect("an end").to_owned()
    };
    let expected = "BEGIN:VEVENT\r\n\
        UID:cantal/cafe@exemple.fr\r\n\
        DTSTAMP:20260915T000000Z\r\n\
        LAST-MODIFIED:20260915T000000Z\r\n\
        SEQUENCE:2\r\n\
        STATUS:CANCELLED\r\n\
        DTSTART;TZID=Europe/Paris:20261020T180000\r\n\
        DTEND;TZID=Europe/Paris:20261020T200000\r\n\
        RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU\r\n\
        SUMMARY:Café\r\n\
        DESCRIPTION:On parle.\r\n\
        LOCATION:=Télécentre\\, 15300 Murat\r\n\
        GEO:45.110000;2.870000\r\n\
        URL:https://exemple.fr/portail/cantal/agenda/cafe/\r\n\
        CATEGORIES:Rencontre\r\n\
        END:VEVENT\r\n";
    for path in ["agenda.ics", theme, "cantal/agenda.ics", own] {
        assert_eq!(event(path), expected, "{path}");
    }
}

#[test]
fn workspaces_follow_the_standard_of_digital_mediation() {
    let set = with_site(|site| dataset(site, "espaces"));
    let csv = file(&set, "CSV");
    let header = csv.lines().next().expect("a header");
    assert_eq!(
        header,
        "id,pivot,nom,commune,code_postal,code_insee,adresse,complement_adresse,latitude,\
         longitude,typologie,telephone,courriels,site_web,horaires,presentation_resume,\
         presentation_detail,source,itinerance,structure_parente,date_maj,services,\
         publics_specifiquement_adresses,prise_en_charge_specifique,frais_a_charge,\
         dispositif_programmes_nationaux,formations_labels,autres_formations_labels,\
         modalites_acces,modalites_accompagnement,fiche_acces_libre,prise_rdv"
    );
    let rows = rows(&set);
    assert_eq!(rows.len(), 1, "a project is not open");
    for (column, value) in [
        ("id", "cantal/murat"),
        ("nom", "'=Télécentre"),
        ("code_postal", "15300"),
        ("code_insee", "15138"),
        ("typologie", "TIERS_LIEUX"),
        ("telephone", "+33471200000"),
        ("date_maj", "2026-09-01"),
        ("services", "Accès internet et matériel informatique"),
        ("prise_en_charge_specifique", "Handicaps moteurs"),
        ("frais_a_charge", "Payant"),
        ("formations_labels", "Fabriques de Territoire"),
        ("autres_formations_labels", "Solozère"),
        ("modalites_acces", "Se présenter|Téléphoner"),
    ] {
        assert_eq!(rows[0][column], value, "{column}");
    }
}

#[test]
fn json_is_richer_and_says_where_it_comes_from() {
    let set = with_site(|site| dataset(site, "espaces"));
    let json: Value = serde_json::from_str(&file(&set, "JSON")).expect("JSON");
    assert_eq!(json["licence"], "Licence Ouverte 2.0");
    assert_eq!(json["date_export"], "2026-11-22");
    assert_eq!((&json["total"], set.count), (&json!(2), 2));
    let murat = &json["lignes"][0];
    assert_eq!(murat["titre"], "=Télécentre");
    assert_eq!(murat["salles"][0]["places"], 8);
    assert_eq!(murat["departement"], "15");
    let geo: Value = serde_json::from_str(&file(&set, "GeoJSON")).expect("JSON");
    assert_eq!(geo["features"][0]["geometry"]["coordinates"], json!([2.87, 45.11]));
    assert_eq!(set.updated.as_deref(), Some("2026-09-01"));
}

#[test]
fn schemes_follow_the_schema_of_aids() {
    let rows = rows(&with_site(|site| dataset(site, "dispositifs")));
    let aid = &rows[0];
    for (column, value) in [
        ("titre", "Aide"),
        ("eligibilite", "• rester\n• trois ans"),
        ("types_aides", "financement"),
        ("porteurs", "[{\"nom\":\"Département\",\"roles\":[\"diffuseur\"]}]"),
        ("cibles", "professionnels|associations"),
        ("eligibilite_geographique", "DEP-15"),
        ("date_mise_a_jour", "2026-02-01"),
    ] {
        assert_eq!(aid[column], value, "{column}");
    }
    let uuid: Vec<usize> = aid["id"].split('-').map(str::len).collect();
    assert_eq!(uuid, [8, 4, 4, 4, 12]);
    assert_eq!(&aid["id"][14..15], "8");
}

#[test]
fn exports_keep_to_what_may_be_published() {
    with_site(|site| {
        let names: Vec<_> = rows(&dataset(site, "membres"));
        let names: Vec<_> = names.iter().map(|row| row["nom"].as_str()).collect();
        assert_eq!(names, ["Avec"]);
        let sets = export::datasets(site);
        assert!(sets.iter().all(|set| set.id != "temoignages"), "no consent, no row");
        let offers = dataset(site, "offres");
        let text = file(&offers, "JSON");
        assert_eq!(offers.count, 1, "what is over is left out");
        assert!(!text.contains("612345678") && !text.contains("06 12"), "{text}");
    });
}

#[test]
fn an_event_says_its_rule_and_next_time() {
    let rows = rows(&with_site(|site| dataset(site, "agenda")));
    let event = &rows[0];
    assert_eq!(event["debut"], "2026-10-20T18:00:00+02:00");
    assert_eq!(event["recurrence"], "FREQ=WEEKLY;COUNT=3;BYDAY=TU");
    assert_eq!(event["prochaine"], "", "all three are over");
    assert_eq!(event["commune"], "Murat");
}

#[test]
fn the_package_describes_every_csv() {
    with_site(|site| {
        let sets = export::datasets(site);
        let files = texts(export::files(site, &sets));
        let package: Value =
            serde_json::from_str(&files["donnees/datapackage.json"]).expect("JSON");
        for resource in package["resources"].as_array().expect("a list") {
            let path = resource["path"].as_str().expect("a path");
            let csv = &files[&format!("donnees/{path}")];
            let header: Vec<_> =
                csv.lines().next().expect("a header").split(',').collect();
            let fields = resource["schema"]["fields"].as_array().expect("fields");
            let names: Vec<_> = fields.iter().map(|field| &field["name"]).collect();
            assert_eq!(names, header, "{path}");
        }
        assert_eq!(package["resources"].as_array().map(Vec::len), Some(sets.len()));
    });
}

#[test]
fn required_columns_are_never_null() {
    with_site(|site| {
        for set in export::datasets(site) {
            let json: Value = serde_json::from_str(&file(&set, "JSON")).expect("JSON");
            for row in json["lignes"].as_array().expect("rows") {
                for field in set.fields.iter().filter(|field| field.required) {
                    assert_ne!(row[field.name], Value::Null, "{} {}", set.id, field.name);
                }
            }
        }
    });
}
