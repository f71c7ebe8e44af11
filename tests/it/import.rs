//! Imports: files in the layout of the official ones, and what becomes of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::program::{err, run};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import");

/// A portal of one département, the Cantal.
pub fn portal() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let made = run(folder.path(), "init");
    assert!(made.status.success(), "{}", err(&made));
    folder
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(FIXTURES).join(name)
}

pub fn import(portal: &Path, source: &str, files: &[PathBuf], more: &str) -> Output {
    let files: Vec<&str> =
        files.iter().map(|file| file.to_str().expect("UTF-8")).collect();
    let files = files.join(" ");
    let typed =
        format!("import {source} {files} --departement 15 --date 2026-11-22 {more}");
    run(portal, &typed)
}

pub fn sheet(portal: &Path, name: &str) -> PathBuf {
    portal.join("content/departements/cantal/donnees").join(name)
}

pub fn rows(portal: &Path, name: &str) -> Vec<String> {
    let text = fs::read_to_string(sheet(portal, name)).expect("a sheet");
    let rows = text.lines().filter(|line| line.starts_with("  - {"));
    rows.map(str::to_owned).collect()
}

#[test]
fn a_sample_worked_out_by_hand_gives_its_figures_to_the_digit() {
    let portal = portal();
    let done = import(portal.path(), "dvf", &[fixture("sample.csv")], "");
    assert!(done.status.success(), "{}", err(&done));
    assert_eq!(
        rows(portal.path(), "dvf.yaml"),
        [
            // 800, 1000, 1200, 1300, 1500 and 2000 euros per m².
            r#"  - {commune: "15138", type: maison, annee: 2024, prix_m2: 1250, effectif: 6, q1: 1050, q3: 1450}"#,
            // 800, 1000, 1100, 1200 and 1400, over two years.
            r#"  - {commune: "15138", type: appartement, annee: 2024, depuis: 2023, prix_m2: 1100, effectif: 5, q1: 1000, q3: 1200}"#,
            // That of houses would tell, by difference, of two sales at Neussargues.
            r#"  - {epci: "200066637", type: appartement, annee: 2024, depuis: 2023, prix_m2: 1100, effectif: 5, q1: 1000, q3: 1200}"#,
        ]
    );
    let text = fs::read_to_string(sheet(portal.path(), "dvf.yaml")).expect("a sheet");
    for line in [
        "  lus: 31",
        "  retenus: 13",
        "    - {raison: hors du département, nombre: 1}",
        "    - {raison: illisible, nombre: 1}",
        "    - {raison: autre qu’une vente simple, nombre: 3}",
        "    - {raison: sans logement, nombre: 1}",
        "    - {raison: plusieurs logements pour un prix, nombre: 2}",
        "    - {raison: avec un local d’activité, nombre: 1}",
        "    - {raison: sans prix ou sans surface, nombre: 3}",
        "    - {raison: prix ou surface hors de proportion, nombre: 2}",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    let told = err(&done);
    assert!(
        told.contains("sample.csv, ligne 32 : `valeur_fonciere` vaut « cher »"),
        "{told}"
    );
}

#[test]
fn the_order_of_rows_and_files_changes_nothing() {
    let text = fs::read_to_string(fixture("sample.csv")).expect("there");
    let (header, rest) = text.split_once('\n').expect("a header");
    let lines: Vec<&str> = rest.lines().collect();
    let (once, split) = (portal(), portal());
    import(once.path(), "dvf", &[fixture("sample.csv")], "");
    for step in [7, 11, 19] {
        let shuffled: Vec<&str> =
            (0..lines.len()).map(|at| lines[(at * step + 3) % lines.len()]).collect();
        let parts: Vec<PathBuf> = shuffled
            .chunks(9)
            .enumerate()
            .map(|(n, part)| {
                let path = split.path().join(format!("part-{n}.csv"));
                fs::write(&path, format!("{header}\n{}\n", part.join("\n")))
                    .expect("writable");
                path
            })
            .collect();
        let done = import(split.path(), "dvf", &parts, "");
        assert!(done.status.success(), "{}", err(&done));
        assert_eq!(rows(split.path(), "dvf.yaml"), rows(once.path(), "dvf.yaml"));
    }
}

#[test]
fn importing_again_changes_nothing_and_a_newer_file_tells_what_it_changes() {
    let portal = portal();
    let file = portal.path().join("dvf-2024.csv");
    let text = fs::read_to_string(fixture("sample.csv")).expect("there");
    fs::write(&file, &text).expect("writable");
    import(portal.path(), "dvf", std::slice::from_ref(&file), "");
    let path = sheet(portal.path(), "dvf.yaml");
    let before = fs::read_to_string(&path).expect("a sheet");
    let again = "import dvf dvf-2024.csv --departement cantal --date 2027-01-01";
    let again = run(portal.path(), again);
    assert!(err(&again).contains("rien de nouveau"), "{}", err(&again));
    assert_eq!(fs::read_to_string(&path).expect("a sheet"), before);

    fs::write(&file, text.replace(",100000,", ",101000,")).expect("writable");
    let dry = import(portal.path(), "dvf", std::slice::from_ref(&file), "--dry-run");
    assert!(
        err(&dry).contains("0 relevés de plus, 1 changés, 0 de moins"),
        "{}",
        err(&dry)
    );
    assert_eq!(
        fs::read_to_string(&path).expect("a sheet"),
        before,
        "a dry run writes nothing"
    );
    import(portal.path(), "dvf", &[file], "");
    assert!(rows(portal.path(), "dvf.yaml")[0].contains("q1: 1060"), "1010 + 190 / 4");
}

#[test]
fn a_sheet_that_a_hand_changed_is_left_alone() {
    let portal = portal();
    import(portal.path(), "dvf", &[fixture("sample.csv")], "");
    let path = sheet(portal.path(), "dvf.yaml");
    let changed = fs::read_to_string(&path).expect("a sheet").replace("1250", "1300");
    fs::write(&path, &changed).expect("writable");
    let refused = import(portal.path(), "dvf", &[fixture("sample.csv")], "");
    assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
    assert!(err(&refused).contains("modifiée à la main"), "{}", err(&refused));
    assert_eq!(fs::read_to_string(&path).expect("a sheet"), changed);
}

#[test]
fn wrong_files_are_refused_with_what_was_expected() {
    let portal = portal();
    let write = |name: &str, text: &str| {
        let path = portal.path().join(name);
        fs::write(&path, text).expect("writable");
        path
    };
    let sample = fs::read_to_string(fixture("sample.csv")).expect("there");
    let renamed =
        write("dvf.csv", &sample.replacen("valeur_fonciere", "valeur_fonciere_2", 1));
    let satellite = write("commune_debit.csv", "code_insee;nbr\n15138;10\n");
    let nameless = write("carte.csv", "INSEE_C;loypredm2\n15138;7,2\n");
    for (source, file, expected) in [
        ("dvf", renamed, "`valeur_fonciere` (le fichier a `valeur_fonciere_2`)"),
        ("arcep", satellite, "ce fichier compte le satellite"),
        ("loyers", nameless, "est-ce le fichier des maisons"),
    ] {
        let refused = import(portal.path(), source, &[file], "");
        assert_eq!(refused.status.code(), Some(1), "{}", err(&refused));
        assert!(err(&refused).contains(expected), "{}", err(&refused));
    }
    assert!(!sheet(portal.path(), "").exists());
    let unknown = import(portal.path(), "insee", &[fixture("sample.csv")], "");
    assert!(
        err(&unknown).contains("il y a : dvf, loyers, arcep, mediation, contours"),
        "{}",
        err(&unknown)
    );
}

#[test]
fn packed_files_give_what_they_hold() {
    let (plain, packed) = (portal(), portal());
    let bytes = fs::read(fixture("sample.csv")).expect("there");
    import(plain.path(), "dvf", &[fixture("sample.csv")], "");
    let zip = packed.path().join("sample.zip");
    let python = "import sys, zipfile; zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\
                  .write(sys.argv[2], 'folder/sample.csv')";
    let mut made = Command::new("python3");
    made.args(["-c", python]).arg(&zip).arg(fixture("sample.csv"));
    assert!(made.status().expect("Python").success());
    let done = import(packed.path(), "dvf", &[zip], "");
    assert!(done.status.success(), "{}", err(&done));
    assert_eq!(rows(packed.path(), "dvf.yaml"), rows(plain.path(), "dvf.yaml"));

    let gz = packed.path().join("sample.csv.gz");
    let file = fs::File::create(&gz).expect("writable");
    let mut encoder = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, &bytes).expect("writable");
    encoder.finish().expect("writable");
    let done = import(packed.path(), "dvf", &[gz], "");
    assert!(err(&done).contains("rien de nouveau"), "{}", err(&done));
}

#[test]
fn rents_tell_which_are_borrowed_and_broadband_is_counted() {
    let portal = portal();
    let rents =
        ["loyers-maison-15-2025.csv", "loyers-appartement-15-2025.csv"].map(fixture);
    let done = import(portal.path(), "loyers", &rents, "");
    assert!(done.status.success(), "{}", err(&done));
    let rows_of_rents = rows(portal.path(), "loyers.yaml");
    let of = |code: &str| {
        let row =
            rows_of_rents.iter().find(|row| row.contains(code) && row.contains("maison"));
        row.expect("a row").clone()
    };
    assert!(of("\"15014\"").ends_with('}') && !of("\"15014\"").contains("emprunte"));
    assert!(of("\"15001\"").contains("emprunte: oui"));

    let wires = [
        "2026-03-31-commune_debit_filaire-15.csv",
        "2026-03-31-commune_meilleure_techno_thd-15.csv",
    ]
    .map(fixture);
    let done = import(portal.path(), "arcep", &wires, "");
    assert!(done.status.success(), "{}", err(&done));
    assert_eq!(
        rows(portal.path(), "arcep.yaml")[0],
        r#"  - {commune: "15001", date: 2026-03-31, locaux: 556, debit_8: 492, debit_30: 415, debit_100: 358, debit_1000: 358, fibre: 358}"#
    );
    let built = run(portal.path(), "build");
    assert!(built.status.success(), "{}", err(&built));
    let page = |path: &str| {
        fs::read_to_string(portal.path().join("public").join(path)).expect("a page")
    };
    assert!(page("cantal/connectivite/index.html").contains("Hautes Terres"));
    assert!(
        page("cantal/communes/allanche/index.html").contains("estimé avec les communes")
    );
}

#[test]
fn places_become_workspaces_without_what_is_of_persons() {
    let portal = portal();
    let done = import(
        portal.path(),
        "mediation",
        &[fixture("lieux-2026-10-01.csv")],
        "--example",
    );
    assert!(done.status.success(), "{}", err(&done));
    assert_eq!(
        rows(portal.path(), "mediation.yaml"),
        [
            r#"  - {id: "exemple-1", titre: "Espace numérique de Riom", type: epn, commune: "15162", adresse: "1 rue de l'Exemple", position: [45.2816, 2.6585], horaires: "Mo,We 09:00-12:00", contact: {telephone: "04 99 00 12 34", url: "https://www.example.org/riom"}, resume: "Aide aux démarches, postes en accès libre.", mise_a_jour: 2026-10-01}"#,
            r#"  - {id: "exemple-2", titre: "Tiers-lieu d'Ydes", type: tiers-lieu, commune: "15265", adresse: "2 place de l'Exemple", position: [45.348, 2.437], reservation: "https://www.example.org/rdv", mise_a_jour: 2026-09-15}"#,
            r#"  - {id: "exemple-6", titre: "Lieu sans code", type: epn, commune: "15138", adresse: "3 rue de l'Exemple", position: [45.1108, 2.8689], mise_a_jour: 2026-09-15}"#,
        ]
    );
    let told = err(&done);
    assert!(
        told.contains("ligne 4 : `latitude` et `longitude` sont inversées"),
        "{told}"
    );
    assert!(told.contains("ligne 5 : sans position"), "{told}");
    assert!(told.contains("1 hors du département"), "{told}");
    let space =
        portal.path().join("content/departements/cantal/espaces/tiers-lieu-d-ydes.md");
    let own = "---\ntitre: Le nôtre\ntype: tiers-lieu\ncommune: Ydes\nposition: [45.348, 2.437]\n---\n";
    fs::write(space, own).expect("writable");
    let built = run(portal.path(), "build");
    assert!(built.status.success(), "{}", err(&built));
    let page = |name: &str| {
        let folder = portal.path().join("public/cantal/espaces").join(name);
        fs::read_to_string(folder.join("index.html")).expect("a page")
    };
    let riom = page("espace-numerique-de-riom");
    for text in ["Exemple", "04 99 00 12 34", "Lieux de médiation numérique"] {
        assert!(riom.contains(text), "{text}");
    }
    assert!(!riom.contains("personne@"), "an address of a person");
    assert!(page("tiers-lieu-d-ydes").contains("Le nôtre"), "what an editor wrote wins");
}

/// A feature of a square, in the layout of geo.api.gouv.fr.
fn square(code: &str, [lon, lat]: [f64; 2]) -> String {
    let [east, north] = [lon + 0.04, lat + 0.04];
    format!(
        r#"{{"type":"Feature","properties":{{"nom":"x","code":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{lon},{lat}],[{east},{lat}],[{east},{north}],[{lon},{north}],[{lon},{lat}]]]}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"))
}

#[test]
fn outlines_become_lines_that_neighbors_share() {
    let portal = portal();
    let file = portal.path().join("contours-15-2026.geojson");
    let admin_express = square("15101", [2.81, 45.09])
        .replace("\"code\"", "\"INSEE_COM\"")
        .replace("\"nom\"", "\"NOM\"");
    let islands = r#"{"geometry":{"type":"MultiPolygon","coordinates":[
        [[[3.0,45.0],[3.06,45.0],[3.06,45.06],[3.0,45.06],[3.0,45.0]],[[3.02,45.02],[3.02,45.04],[3.04,45.04],[3.04,45.02],[3.02,45.02]]],
        [[[3.08,45.0],[3.1,45.0],[3.1,45.02],[3.08,45.0]]]]},
        "properties":{"code":"15187","nom":"Saint-Flour","population":7000},"type":"Feature"}"#;
    let features = [
        square("15138", [2.85, 45.09]),
        admin_express,
        islands.to_owned(),
        square("48095", [3.5, 44.5]),
    ];
    fs::write(&file, collection(&features)).expect("writable");
    let done = import(portal.path(), "contours", &[file], "");
    assert!(done.status.success(), "{}", err(&done));
    assert!(
        err(&done).contains("retenu : 3 communes ; écarté : 1 hors"),
        "{}",
        err(&done)
    );
    assert_eq!(
        rows(portal.path(), "contours.yaml"),
        [
            r#"  - {commune: "15101", centre: [45.11, 2.83], contour: "28100 450900 400 0 0 400-400 0"}"#,
            r#"  - {commune: "15138", centre: [45.11, 2.87], contour: "28500 450900 400 0 0 400-400 0"}"#,
            r#"  - {commune: "15187", centre: [45.01, 3.03], contour: "30000 450000 600 0 0 600-600 0,30200 450200 0 200 200 0 0-200,30800 450000 200 0 0 200"}"#,
        ]
    );
}

#[test]
fn outlines_that_cannot_be_right_are_told_with_their_number() {
    let portal = portal();
    let write = |name: &str, text: &str| {
        let path = portal.path().join(name);
        fs::write(&path, text).expect("writable");
        path
    };
    let stray = square("15100", [2.85, 45.09]).replace("[2.89,45.13]", "[3.9,45.13]");
    let features = [
        square("15138", [2.85, 45.09]),
        square("15138", [2.85, 45.09]),
        square("15138", [2.8, 45.09]),
        square("15101", [45.09, 2.81]),
        square("15035", [3.5, 44.5]),
        square("15225", [2.85, 45.2]).replace("[2.89,45.24]", "[0,0]"),
        square("15253", [650_000.0, 6_400_000.0]),
        square("15999", [2.85, 45.09]),
        square("15263", [2.89, 45.09]).replace("Polygon", "Point"),
        square("15001", [2.9, 45.2]).replace("\"code\"", "\"insee\""),
        stray,
        square("15047", [2.9, 45.1]).replace("0.04", "0"),
    ];
    let file = write("communes.geojson", &collection(&features));
    let done = import(portal.path(), "contours", &[file], "");
    assert!(done.status.success(), "{}", err(&done));
    let told = err(&done);
    for expected in [
        "communes.geojson : objet 4 : latitude et longitude de « 15101 » sont inversées",
        "objet 5 : le contour de « 15035 » sort du département",
        "objet 6 : le contour de « 15225 » passe par le point 0, 0",
        "objet 7 : le contour de « 15253 » n’est pas en degrés",
        "objet 8 : aucune commune n’a, ni n’a eu, le code « 15999 »",
        "objet 9 : « 15263 » n’a pas de contour",
        "objet 10 : sans code de commune",
        "objet 11 : le contour de « 15100 » sort du département",
        "« 15138 » a deux contours différents",
        "1 en double",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }

    for (name, text, expected) in [
        (
            "renamed.geojson",
            collection(&[square("15138", [2.85, 45.09]).replace("code", "code_commune")]),
            "aucun objet n’a `code` (geo.api.gouv.fr), `INSEE_COM` ou `code_insee` (Admin Express) : le fichier a `code_commune`, `nom`",
        ),
        ("other.json", r#"{"type":"Topology"}"#.to_owned(), "`features` manque"),
        ("list.json", "[1, 2]".to_owned(), "ce n’est pas du GeoJSON"),
        ("cut.json", collection(&features)[..300].to_owned(), "ce n’est pas du GeoJSON"),
    ] {
        let refused = import(portal.path(), "contours", &[write(name, &text)], "");
        assert_eq!(refused.status.code(), Some(1), "{}", err(&refused));
        assert!(err(&refused).contains(expected), "{}", err(&refused));
    }
}

#[test]
fn communes_of_yesterday_are_joined_to_that_of_today() {
    let portal = portal();
    let write = |features: &[String]| {
        let path = portal.path().join("contours.geojson");
        fs::write(&path, collection(features)).expect("writable");
        path
    };
    // Chastel-sur-Murat went to Murat.
    let [own, taken] = [square("15138", [2.85, 45.09]), square("15044", [2.89, 45.09])];
    let file = write(&[taken.clone(), own.clone()]);
    let done = import(portal.path(), "contours", &[file], "");
    assert!(done.status.success(), "{}", err(&done));
    let joined = r#"  - {commune: "15138", centre: [45.11, 2.89], contour: "28500 450900 800 0 0 400-800 0"}"#;
    assert_eq!(rows(portal.path(), "contours.yaml"), [joined]);

    // A commune of today that has it already is the whole.
    let whole = own.replace("2.89,", "2.93,");
    import(portal.path(), "contours", &[write(&[taken, whole])], "");
    assert_eq!(rows(portal.path(), "contours.yaml"), [joined]);
}

#[test]
fn the_order_of_features_and_files_changes_nothing() {
    let text = {
        let packed =
            fs::File::open(fixture("contours-15-2026.geojson.gz")).expect("there");
        std::io::read_to_string(flate2::read::GzDecoder::new(packed)).expect("text")
    };
    let whole: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let features = whole["features"].as_array().expect("a list");
    let (once, split) = (portal(), portal());
    import(once.path(), "contours", &[fixture("contours-15-2026.geojson.gz")], "");
    let expected = rows(once.path(), "contours.yaml");
    assert_eq!(expected.len(), 64);
    let own = rows(Path::new(env!("CARGO_MANIFEST_DIR")), "contours.yaml");
    assert_eq!(own, expected, "the demonstration is up to date");
    for step in [7, 11, 19] {
        let n = features.len();
        let turned: Vec<String> = (0..n)
            .map(|at| {
                let mut feature = features[(at * step + 3) % n].clone();
                let ring = &mut feature["geometry"]["coordinates"][0];
                let ring = ring.as_array_mut().expect("a ring");
                ring.pop();
                ring.rotate_left(step);
                ring.reverse();
                ring.push(ring[0].clone());
                feature.to_string()
            })
            .collect();
        let parts = turned.chunks(30).enumerate().map(|(n, part)| {
            let path = split.path().join(format!("part-{n}.json"));
            fs::write(&path, collection(part)).expect("writable");
            path
        });
        let parts: Vec<PathBuf> = parts.collect();
        let done = import(split.path(), "contours", &parts, "");
        assert!(done.status.success(), "{}", err(&done));
        assert_eq!(rows(split.path(), "contours.yaml"), expected);
    }
    let bytes: usize = expected.iter().map(|row| row.len() + 1).sum();
    assert!(bytes < 64 * 240, "{bytes} bytes for 64 communes");
}
