//! Imports that become entries: traps of each source, and pages that stand for rows.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::import::{fixture, import, portal, rows, sheet};
use crate::laws::held;
use crate::program::{err, run};

/// Writes a file beside the portal.
fn write(portal: &Path, name: &str, text: &str) -> PathBuf {
    let path = portal.join(name);
    fs::write(&path, text).expect("writable");
    path
}

fn text(portal: &Path, name: &str) -> String {
    fs::read_to_string(sheet(portal, name)).expect("a sheet")
}

fn assert_holds(text: &str, expected: &[&str]) {
    for line in expected {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn third_places_become_workspaces_without_their_contacts() {
    let portal = portal();
    let file = fixture("tiers-lieux-2019-03-01.csv");
    let done = import(portal.path(), "tiers-lieux", &[file], "");
    assert!(done.status.success(), "{}", err(&done));
    assert_eq!(
        rows(portal.path(), "tiers-lieux.yaml"),
        [
            r#"  - {id: "101", titre: "La Grange partagée", type: telecentre, commune: "15219", adresse: "12 rue de l'Exemple", position: [45.138, 2.494], contact: {url: "https://www.example.org/grange"}}"#,
            r#"  - {id: "102", titre: "Atelier d'Ydes", type: fablab, commune: "15265", adresse: "2 place de l'Exemple", position: [45.348, 2.437]}"#,
        ]
    );
    assert_holds(
        &err(&done),
        &[
            "ligne 4 : `LAT` et `LONG` sont inversées (2.8701, 45.1112)",
            "ligne 5 : sans position (`LAT`, `LONG`)",
            "ligne 7 : sans `ID` ou sans `NOM_TL`",
            "écarté : 1 hors du département, 3 illisible",
        ],
    );
    let sheet = text(portal.path(), "tiers-lieux.yaml");
    assert!(!sheet.contains("personne@") && !sheet.contains("Prénom Nom"), "{sheet}");
}

#[test]
fn agendas_are_told_by_what_they_hold() {
    for (file, expected, told) in [
        (
            "agenda-opendatasoft.csv",
            &[
                r#"{id: "1", titre: "Soupe", debut: 2026-12-13T11:00, fin: 2026-12-13T17:00, lieu: {nom: "Salle de l'Exemple", commune: "15138", position: [45.1108, 2.8689]}, mots_cles: ["soupe", "fête"], mise_a_jour: 2026-11-02}"#,
                r#"{id: "10", titre: "Sur place", debut: 2026-12-13T11:00, fin: 2026-12-13T17:00, lieu: {nom: "Salle de l'Exemple", position: [45.1108, 2.8689]}, mise_a_jour: 2026-11-02}"#,
                r#"{id: "12", titre: "Déplacé en ligne", debut: 2026-12-13T11:00, fin: 2026-12-13T17:00, en_ligne: "https://www.example.org/visio", mise_a_jour: 2026-11-02}"#,
                r#"lieu: {nom: "Salle de l'Exemple", commune: "15138"}, statut: annule, mise_a_jour: 2026-11-02}"#,
                "{raison: hors du département, nombre: 2}",
                "{raison: illisible, nombre: 6}",
                "{raison: en double, nombre: 1}",
                "{raison: passé depuis plus d’un an, nombre: 1}",
            ][..],
            &[
                "ligne 3 : sans titre",
                "ligne 4 : sans date",
                "ligne 5 : `timings` ne se lit pas",
                "ligne 7 : `latitude` et `longitude` sont inversées (2.8689, 45.1108)",
                "ligne 8 : sans position",
                "ligne 12 : rien ne dit dans quelle commune",
            ][..],
        ),
        (
            "agenda-datatourisme.csv",
            &[
                r#"{id: "exemple-a", titre: "Fête de l'estive", debut: 2027-05-22, fin: 2027-05-23, lieu: {nom: "Murat", adresse: "Place de l'Exemple, Bourg", commune: "15138", position: [45.1108, 2.8689]}, inscription: "https://www.example.org/estive", resume: "Les vaches montent, on les suit.", mise_a_jour: 2026-10-20}"#,
                r#"autres_dates: [{debut: 2027-02-06, fin: 2027-03-07}], lieu: {nom: "Vic-sur-Cère", commune: "15258"}"#,
            ],
            &["ligne 4 : `Periodes_regroupees` vaut « dimanche »"],
        ),
        (
            "agenda.ics",
            &[
                r#"{id: "bal-agenda-example-org", titre: "Bal", debut: 2027-01-15T21:00, fin: 2027-01-16T00:00, autres_dates: [2027-02-19T21:00], lieu: {nom: "Salle de l'Exemple", adresse: "1 place de l'Exemple", commune: "15138"}, statut: annule}"#,
                r#"{id: "chorale-agenda-example-org", titre: "Chorale, chaque mardi", debut: 2026-09-08T19:00, fin: 2026-09-08T20:30, recurrence: "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270629T215959Z", exceptions: [2026-12-08, 2026-12-22, 2026-12-29], autres_dates: [2026-12-09T19:00], lieu: {nom: "Salle de l'Exemple", adresse: "1 place de l'Exemple", commune: "15138"}, resume: "On chante.", mots_cles: ["musique", "rencontre"], revision: 3}"#,
                r#"{id: "foire-agenda-example-org", titre: "Foire", debut: 2027-04-10, fin: 2027-04-11, lieu: {nom: "Cantal", position: [45.1108, 2.8689]}, inscription: "https://www.example.org/foire"}"#,
                "{raison: non publié par son agenda, nombre: 1}",
                "{raison: à confirmer, nombre: 1}",
            ],
            &[
                "sans `DTSTART`",
                "la répétition « FREQ=HOURLY » ne se lit pas (« HOURLY ») : écrivez cet événement à la main",
            ],
        ),
    ] {
        let portal = portal();
        let done = import(portal.path(), "agenda", &[fixture(file)], "--example");
        assert!(done.status.success(), "{}", err(&done));
        let sheet = text(portal.path(), "agenda.yaml");
        assert_holds(&sheet, expected);
        assert_holds(&err(&done), told);
        for person in ["@", "Prénom", "06 99"] {
            assert!(!sheet.contains(person), "{person} in\n{sheet}");
        }
        let built = run(portal.path(), "build");
        assert!(built.status.success(), "{}", err(&built));
    }
}

#[test]
fn a_file_that_is_no_agenda_says_what_was_expected() {
    let portal = portal();
    for (name, text, expected) in [
        ("a.json", "{\"total\": 3}", "ni `events`, ni `results`"),
        ("b.json", "[{\"uid\": 1", "ce JSON ne se lit pas"),
        ("c.csv", "uid,titre_fr\n1,x\n", "`title_fr` (le fichier a `titre_fr`)"),
        ("d.csv", "Nom_du_POI,Latitude\n", "`Periodes_regroupees`"),
    ] {
        let file = write(portal.path(), name, text);
        let refused = import(portal.path(), "agenda", &[file], "");
        assert_eq!(refused.status.code(), Some(1), "{}", err(&refused));
        assert!(err(&refused).contains(expected), "{}", err(&refused));
    }
}

#[test]
fn a_table_is_read_as_its_mapping_says() {
    let portal = portal();
    let mapping = format!("--correspondance {}", fixture("locaux.yaml").display());
    let done = import(portal.path(), "csv", &[fixture("locaux.csv")], &mapping);
    assert!(done.status.success(), "{}", err(&done));
    assert_eq!(
        rows(portal.path(), "offres.yaml"),
        [
            r#"  - {id: "A1", titre: "Local rue de l'Exemple", nature: local, commune: "15138", position: [45.1108, 2.8689], loyer: 250.5, surface: 45, canal: mairie, verifie_le: 2026-11-03, contact: {courriel: "accueil@example.org"}, mots_cles: ["fibre"]}"#
        ]
    );
    assert_holds(
        &err(&done),
        &[
            "ligne 3 : `où` vaut « Murrat », qui n’est pas une commune ; de près : Murat",
            "ligne 4 : il manque le champ « titre »",
            "ligne 6 : `nature` vaut « à échanger » : dites ce que c’est dans `valeurs`",
            "ligne 7 : `prix` vaut « beaucoup », qui n’est pas un nombre",
            "ligne 8 : `notes` contient une adresse électronique",
            "ligne 9 : `verifie_le` vaut « le mois dernier » : une date est attendue",
            "ligne 10 : sans `ref`",
            "1 hors du département, 7 illisible",
        ],
    );
    let built = run(portal.path(), "build");
    assert!(built.status.success(), "{}", err(&built));
    assert!(portal.path().join("public/cantal/offres/local-rue-de-l-exemple").exists());
}

#[test]
fn a_mapping_that_is_wrong_says_where_and_what_was_meant() {
    let portal = portal();
    let right = fs::read_to_string(fixture("locaux.yaml")).expect("there");
    for (from, to, expected) in [
        ("  nature: {", "  natur: {", "le champ « natur » n’existe pas ici"),
        ("  titre: intitulé\n", "", "il manque le champ « titre »"),
        ("genre: offres", "genre: offre", "« offre » n’est pas un genre"),
        ("separateur", "separation", "le champ « separation » n’existe pas ici"),
        ("loyer: prix", "loyer: pris", "`pris` (le fichier a `prix`)"),
        ("contact: {courriel", "contact: {couriel", "« courriel »"),
        ("licence:", "license:", "licence"),
    ] {
        assert!(right.contains(from), "{from}");
        let mapping = write(portal.path(), "m.yaml", &right.replacen(from, to, 1));
        let mapping = format!("--correspondance {}", mapping.display());
        let refused = import(portal.path(), "csv", &[fixture("locaux.csv")], &mapping);
        assert_eq!(refused.status.code(), Some(1), "{}", err(&refused));
        assert!(err(&refused).contains(expected), "{expected}\n{}", err(&refused));
    }
    let without = import(portal.path(), "csv", &[fixture("locaux.csv")], "");
    assert!(err(&without).contains("--correspondance"), "{}", err(&without));
}

#[test]
fn a_sheet_of_another_command_is_not_written_over() {
    let portal = portal();
    import(portal.path(), "agenda", &[fixture("agenda.ics")], "");
    let before = text(portal.path(), "agenda.yaml");
    let mapping = write(
        portal.path(),
        "m.yaml",
        "genre: agenda\nprovenance: {titre: T, producteur: P, licence: L, url: https://www.example.org}\nidentifiant: id\nchamps: {titre: nom, debut: jour}\n",
    );
    let table = write(portal.path(), "t.csv", "id,nom,jour\n1,Bal,15/01/2027\n");
    let mapping = format!("--correspondance {}", mapping.display());
    let refused = import(portal.path(), "csv", std::slice::from_ref(&table), &mapping);
    assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
    assert!(err(&refused).contains("vient d’une autre commande ou"), "{}", err(&refused));
    assert_eq!(text(portal.path(), "agenda.yaml"), before);
    fs::remove_file(sheet(portal.path(), "agenda.yaml")).expect("there");
    let done = import(portal.path(), "csv", &[table], &mapping);
    assert!(done.status.success(), "{}", err(&done));
    let expected = r#"  - {id: "1", titre: "Bal", debut: 2027-01-15}"#;
    assert_eq!(rows(portal.path(), "agenda.yaml"), [expected]);

    let other = "genre: agenda\nprovenance: {titre: Un autre, producteur: P, licence: L, url: https://www.example.org}\nidentifiant: id\nchamps: {titre: nom, debut: jour}\n";
    let other = write(portal.path(), "o.yaml", other);
    let table = write(portal.path(), "u.csv", "id,nom,jour\n2,Foire,16/01/2027\n");
    let mapping = format!("--correspondance {}", other.display());
    let refused = import(portal.path(), "csv", &[table], &mapping);
    assert!(err(&refused).contains("ou d’un autre tableau"), "{}", err(&refused));
    assert_eq!(rows(portal.path(), "agenda.yaml"), [expected]);
}

#[test]
fn the_order_of_rows_and_files_of_entries_changes_nothing() {
    for (source, name, sheet) in [
        ("agenda", "agenda-opendatasoft.csv", "agenda.yaml"),
        ("agenda", "agenda-datatourisme.csv", "agenda.yaml"),
        ("tiers-lieux", "tiers-lieux-2019-03-01.csv", "tiers-lieux.yaml"),
        ("mediation", "lieux-2026-10-01.csv", "mediation.yaml"),
    ] {
        let once = portal();
        import(once.path(), source, &[fixture(name)], "");
        let expected = rows(once.path(), sheet);
        let text = fs::read_to_string(fixture(name)).expect("there");
        let (header, rest) = text.split_once('\n').expect("a header");
        let lines: Vec<&str> = rest.lines().collect();
        let split = portal();
        let mut backwards = lines.clone();
        backwards.reverse();
        for lines in [lines, backwards] {
            let parts = lines.chunks(3).enumerate().map(|(n, part)| {
                let text = format!("{header}\n{}\n", part.join("\n"));
                write(split.path(), &format!("part-{n}.csv"), &text)
            });
            let parts: Vec<PathBuf> = parts.collect();
            let done = import(split.path(), source, &parts, "");
            assert!(done.status.success(), "{}", err(&done));
            assert_eq!(rows(split.path(), sheet), expected, "{name}");
        }
    }
}

#[test]
fn the_demonstration_shows_what_its_files_give() {
    for (source, file, sheet) in [
        ("agenda", "agenda-2026-11-20.json", "agenda.yaml"),
        ("tiers-lieux", "tiers-lieux-2019-03-01.csv", "tiers-lieux.yaml"),
    ] {
        let portal = portal();
        let done = import(portal.path(), source, &[fixture(file)], "--example");
        assert!(done.status.success(), "{}", err(&done));
        let shown =
            concat!(env!("CARGO_MANIFEST_DIR"), "/content/departements/cantal/donnees");
        let shown = fs::read_to_string(Path::new(shown).join(sheet)).expect("a sheet");
        assert_eq!(text(portal.path(), sheet), shown, "import {source} again");
    }
}

#[test]
fn no_file_makes_an_import_panic() {
    let pieces = prop::sample::select(vec![
        "BEGIN:VCALENDAR\r\n",
        "BEGIN:VEVENT\r\n",
        "END:VEVENT\r\n",
        "UID:a\r\n",
        "SUMMARY:é\r\n",
        "DTSTART:20270115T200000Z\r\n",
        "DTSTART;VALUE=DATE:20270230\r\n",
        "RRULE:FREQ=DAILY\r\n",
        "DURATION:-P1D\r\n",
        "RDATE:20270101/PT9999999H\r\n",
        "EXDATE:x\r\n",
        " ",
        "\\",
        ";",
        ":",
        ",",
        "\"",
        "[",
        "]",
        "{",
        "}",
        "{\"events\":[",
        "\"timings\":[{\"begin\":",
        "\"uid\":1,",
        "null",
        "\"2027-01-15T20:00:00+99:00\"",
        "99999999999",
        "-9999-01-01",
        "Nom_du_POI",
        "<->",
        "|",
        "\n",
        "\0",
        "\u{202e}",
        "é",
        "𝄞",
        "15138",
        "45,1",
        "@",
        "a@b.fr",
        "https://",
        "genre: agenda\n",
        "champs: ",
        "valeurs",
    ]);
    let input = prop::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat());
    let config = Config { cases: 60, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&input, |text| {
        held::imports(&text);
        Ok(())
    });
    outcome.expect("no panic");
}
