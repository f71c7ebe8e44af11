//! Services of daily life: what their importers make of each trap of official files, and what
//! the sheet of a commune tells of them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::import::{fixture, import, portal, rows, sheet};
use crate::program::{err, run};

const BPE: &str = "AN;NOMRS;DEPCOM;LIBCOM;DEP;TYPEQU;LONGITUDE;LATITUDE;QUALITE_XY\n";
const SCHOOLS: &str = "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;\
    libelle_nature;Statut_public_prive;Code_commune;Nom_commune;Code_departement;latitude;\
    longitude;etat;mail\n";
const FINESS: &str =
    "nofinesset;rs;rslongue;commune;departement;categetab;coordxet;coordyet;telephone\n";

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("writable");
    path
}

/// What an import of a text writes, and what it tells.
fn imported(source: &str, name: &str, text: &str) -> (Vec<String>, String, String) {
    let portal = portal();
    let file = write(portal.path(), name, text);
    let done = import(portal.path(), source, &[file], "");
    assert!(done.status.success(), "{}", err(&done));
    let name = format!("{source}.yaml");
    let written = fs::read_to_string(sheet(portal.path(), &name)).expect("a sheet");
    (rows(portal.path(), &name), written, err(&done))
}

#[test]
fn codes_of_yesterday_and_of_today_are_the_same_services() {
    let text = format!(
        "{BPE}\
         2019;;15138;Murat;15;D201;2.8681;45.1101;Bonne\n\
         2025;;15138;Murat;15;D265;2.86812;45.11009;Bonne\n\
         2019;;15138;Murat;15;D301;2.8690;45.1110;Acceptable\n\
         2025;;15138;Murat;15;B207;2.8670;45.1120;Bonne\n\
         2025;;15138;Murat;15;A504;2.8670;45.1120;Bonne\n\
         2025;;48095;Mende;48;B207;3.5010;44.5180;Bonne\n"
    );
    let (rows, written, _) = imported("bpe", "bpe.csv", &text);
    assert_eq!(
        rows,
        [
            r#"  - {type: medecin, commune: "15138", position: [45.1101, 2.8681], nombre: 2}"#,
            r#"  - {type: pharmacie, commune: "15138", position: [45.111, 2.869]}"#,
            r#"  - {type: boulangerie, commune: "15138", position: [45.112, 2.867]}"#,
        ]
    );
    for line in [
        "  lus: 6",
        "  retenus: 4",
        "    - {raison: hors du département, nombre: 1}",
        "    - {raison: d’un autre type, nombre: 1}",
    ] {
        assert!(written.lines().any(|found| found == line), "{line}\n{written}");
    }
}

#[test]
fn names_that_may_be_those_of_persons_are_never_kept() {
    let text = format!(
        "{BPE}\
         2025;DR MARTIN JEANNE;15138;Murat;15;D265;2.8681;45.1101;Bonne\n\
         2025;MARTIN JEANNE;15138;Murat;15;B207;2.8681;45.1101;Bonne\n\
         2025;PHARMACIE MARTIN;15138;Murat;15;D307;2.8681;45.1101;Bonne\n\
         2025;MEDIATHEQUE;15138;Murat;15;F307;2.8681;45.1101;Bonne\n"
    );
    let (rows, written, told) = imported("bpe", "bpe.csv", &text);
    assert!(!written.contains("MARTIN") && !told.contains("MARTIN"), "{written}");
    assert!(rows[3].ends_with(r#"nom: "MEDIATHEQUE"}"#), "{rows:?}");

    let text = format!(
        "{SCHOOLS}0150001A;École du Pont;Ecole;ECOLE PRIMAIRE;Public;15138;Murat;015;\
         45.11;2.868;OUVERT;directrice@example.org\n"
    );
    let (_, written, _) = imported("education", "ecoles.csv", &text);
    assert!(!written.contains('@'), "{written}");

    let text = format!(
        "{FINESS}150000001;PHARMACIE MARTIN;;138;15;620;689689.8;6445733.4;0465710000\n"
    );
    let (rows, ..) = imported("finess", "finess.csv", &text);
    let row = r#"  - {id: "150000001", type: pharmacie, commune: "15138", position: [45.1108, 2.8689]}"#;
    assert_eq!(rows, [row]);
}

#[test]
fn services_without_a_sound_position_stay_in_their_commune() {
    let text = format!(
        "{BPE}\
         2025;;15138;Murat;15;B207;;;\n\
         2025;;15138;Murat;15;B202;2.8681;45.1101;Mauvaise\n\
         2025;;15138;Murat;15;A206;0;0;Bonne\n\
         2025;;15138;Murat;15;A203;45.1101;2.8681;Bonne\n\
         2025;;15138;Murat;15;E108;2.35;48.85;Bonne\n\
         2025;;15138;Murat;15;F101;ici;45.1101;Bonne\n"
    );
    let (rows, written, told) = imported("bpe", "bpe.csv", &text);
    assert_eq!(rows.len(), 6);
    assert!(rows.iter().all(|row| !row.contains("position")), "{rows:?}");
    assert!(written.contains("  retenus: 6\n  sans_position: 6\n"), "{written}");
    for expected in [
        "ligne 4 : sans position (`LATITUDE`, `LONGITUDE`)",
        "ligne 5 : `LATITUDE` et `LONGITUDE` sont inversées (2.8681, 45.1101)",
        "ligne 6 : la position (48.85, 2.35) est hors du département",
        "ligne 7 : `LONGITUDE` vaut « ici », qui n’est pas un nombre",
        "retenu : 6 équipements, dont 6 sans position",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
    assert!(!told.contains("ligne 2 :") && !told.contains("ligne 3 :"), "{told}");

    let text = format!(
        "{FINESS}\
         1;HOPITAL;;138;15;355;0;0;\n\
         2;HOPITAL;;138;15;355;6445733.35;689689.84;\n\
         3;HOPITAL;;138;15;355;652000;6862000;\n\
         4;HOPITAL;CENTRE HOSPITALIER;138;15;355;;;\n\
         ;HOPITAL;;138;15;355;;;\n\
         6;LABORATOIRE;;138;15;611;;;\n"
    );
    let (rows, _, told) = imported("finess", "finess.csv", &text);
    assert_eq!(rows.len(), 4);
    assert_eq!(
        rows[0],
        r#"  - {id: "4", type: hopital, commune: "15138", nom: "CENTRE HOSPITALIER"}"#
    );
    for expected in [
        "ligne 2 : sans position (`coordxet`, `coordyet`)",
        "ligne 3 : `coordxet` et `coordyet` sont inversées (6445733.35, 689689.84)",
        "ligne 4 : `coordxet` et `coordyet` (652000, 6862000, Lambert-93) sont hors du département",
        "ligne 6 : sans `nofinesset`",
        "1 d’un autre type",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
}

#[test]
fn the_register_of_care_is_read_as_a_list_too() {
    let list = "finess;etalab;100;2026-07-01\n\
        geolocalisation;150000002;689689.84;6445733.35;1,ATLASANTE;2026-06-30\n\
        structureet;150000001;150780000;HOPITAL;HOPITAL DU PONT;;;1;RUE;DU PONT;;;138;15;CANTAL;15300 MURAT;0465;;355;CH\n\
        structureet;150000002;150780001;PHARMACIE MARTIN;;;;;;;;;138;15;CANTAL;15300 MURAT;;;620;Officine\n\
        structureet;480000003;480780001;HOPITAL;;;;;;;;;095;48;LOZERE;48000 MENDE;;;355;CH\n\
        geolocalisation;150000001;6445733.35;689689.84;1,ATLASANTE;2026-06-30\n\
        geolocalisation;480000003;740000;6380000;1,ATLASANTE;2026-06-30\n";
    let (rows, written, told) = imported("finess", "etalab.csv", list);
    assert_eq!(
        rows,
        [
            r#"  - {id: "150000002", type: pharmacie, commune: "15138", position: [45.1108, 2.8689]}"#,
            r#"  - {id: "150000001", type: hopital, commune: "15138", nom: "HOPITAL DU PONT"}"#,
        ]
    );
    assert!(
        written.contains("  lus: 3\n  retenus: 2\n  sans_position: 1\n"),
        "{written}"
    );
    assert!(told.contains("ligne 6 : `coordxet` et `coordyet` sont inversées"), "{told}");
}

#[test]
fn only_open_schools_are_kept_each_once() {
    let text = format!(
        "{SCHOOLS}\
         0150001A;École du Pont;Ecole;ECOLE PRIMAIRE;Public;15138;Murat;015;45.11;2.868;OUVERT;\n\
         0150001A;École du Pont;Ecole;ECOLE PRIMAIRE;Public;15138;Murat;015;45.11;2.868;OUVERT;\n\
         0150001A;École du Pont, annexe;Ecole;ECOLE PRIMAIRE;Public;15138;Murat;015;45.12;2.868;OUVERT;\n\
         0150002B;Collège d’hier;Collège;COLLEGE;Public;15138;Murat;015;45.11;2.868;A FERMER;\n\
         0150003C;Lycée Exemple;Lycée;LYCEE PROFESSIONNEL;Privé;;Murat;015;45.11;2.868;OUVERT;\n\
         0150004D;SEP du lycée;Lycée;SECTION D ENSEIGNEMENT PROFESSIONNEL;Public;15138;Murat;015;45.11;2.868;OUVERT;\n\
         0150005E;Inspection;Service Administratif;CIRCONSCRIPTION;Public;15138;Murat;015;45.11;2.868;OUVERT;\n\
         0480006F;Ailleurs;Ecole;ECOLE PRIMAIRE;Public;;Murat;048;44.5;3.5;OUVERT;\n\
         0150007G;;Ecole;ECOLE PRIMAIRE;Public;15138;Murat;015;45.11;2.868;OUVERT;\n"
    );
    let (rows, written, told) = imported("education", "ecoles.csv", &text);
    assert_eq!(
        rows,
        [
            r#"  - {id: "0150001A", type: ecole, commune: "15138", position: [45.11, 2.868], nom: "École du Pont"}"#,
            r#"  - {id: "0150003C", type: lycee, commune: "15138", position: [45.11, 2.868], nom: "Lycée Exemple", prive: oui}"#,
        ]
    );
    for line in [
        "  retenus: 2",
        "    - {raison: hors du département, nombre: 1}",
        "    - {raison: illisible, nombre: 1}",
        "    - {raison: d’un autre type, nombre: 2}",
        "    - {raison: pas ouvert, nombre: 1}",
        "    - {raison: en double, nombre: 2}",
    ] {
        assert!(written.lines().any(|found| found == line), "{line}\n{written}");
    }
    let expected =
        "ligne 10 : sans `identifiant_de_l_etablissement` ou sans `nom_etablissement`";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn an_answer_of_the_api_says_what_the_table_says() {
    let object = |id: &str, position: &str| {
        format!(
            r#"{{"identifiant_de_l_etablissement": "{id}", "nom_etablissement": "École du Pont",
            "type_etablissement": "Ecole", "libelle_nature": "ECOLE PRIMAIRE",
            "statut_public_prive": "Public", "code_commune": "15138", "nom_commune": "Murat",
            "code_departement": "015", "mail": "directrice@example.org", "ecole_maternelle": 1,
            "position": {{"lon": 2.868, "lat": 45.11}}, {position}, "etat": "OUVERT"}}"#
        )
    };
    let (placed, unplaced) = (
        object("0150001A", r#""latitude": 45.11, "longitude": 2.868"#),
        object("0150002B", r#""latitude": null, "longitude": null"#),
    );
    let list = format!("[{placed}, {unplaced}]");
    let answer = format!(r#"{{"total_count": 2, "links": [{{}}], "results": {list}}}"#);
    let (bare, written, _) = imported("education", "ecoles.json", &list);
    assert_eq!(
        bare,
        [
            r#"  - {id: "0150002B", type: ecole, commune: "15138", nom: "École du Pont"}"#,
            r#"  - {id: "0150001A", type: ecole, commune: "15138", position: [45.11, 2.868], nom: "École du Pont"}"#,
        ]
    );
    assert!(!written.contains('@'), "{written}");
    assert_eq!(imported("education", "ecoles.json", &answer).0, bare);

    let portal = portal();
    for (text, expected) in [
        (
            list.replace("code_commune", "insee"),
            "il manque des colonnes : `code_commune`",
        ),
        (list[..list.len() - 9].to_owned(), "la lecture s’est arrêtée"),
    ] {
        let file = write(portal.path(), "ecoles.json", &text);
        let refused = import(portal.path(), "education", &[file], "");
        assert_eq!(refused.status.code(), Some(1), "{}", err(&refused));
        assert!(err(&refused).contains(expected), "{}", err(&refused));
    }
}

#[test]
fn renamed_columns_are_named() {
    let portal = portal();
    for (source, text, expected) in [
        (
            "bpe",
            BPE.replace("TYPEQU", "TYPEQUIP"),
            "il manque des colonnes : `TYPEQU` (le fichier a `TYPEQUIP`). Est-ce le bon fichier ?",
        ),
        (
            "finess",
            FINESS.replace("coordxet", "coordx"),
            "`coordxet` (le fichier a `coordx`)",
        ),
        (
            "petite-enfance",
            "annee;numcom;txcouv_epci\n".to_owned(),
            "il manque des colonnes : `txcouv_eaje_com`",
        ),
    ] {
        let file = write(portal.path(), "fichier.csv", &text);
        let refused = import(portal.path(), source, &[file], "");
        assert_eq!(refused.status.code(), Some(1), "{}", err(&refused));
        assert!(err(&refused).contains(expected), "{}", err(&refused));
    }
}

#[test]
fn the_latest_year_of_childcare_is_kept() {
    let text = "annee;numcom;nomcom;txcouv_eaje_com;txcouv_com;tot_offre_com\n\
                2023;15138;Murat;20,25;61.5;24\n\
                2022;15138;Murat;18;58;22\n\
                2023;15001;Allanche;;103.2;\n\
                2023;15012;Arpajon;1;;\n\
                2023;15013;Aurillac;1;beaucoup;\n\
                an 1;15014;Aurillac;1;2;3\n\
                2023;48095;Mende;1;2;3\n";
    let (rows, written, told) = imported("petite-enfance", "cnaf.csv", text);
    assert_eq!(
        rows,
        [
            r#"  - {commune: "15001", annee: 2023, taux: 103.2}"#,
            r#"  - {commune: "15138", annee: 2023, taux: 61.5, taux_creche: 20.3, places: 24}"#,
        ]
    );
    for line in [
        "  lus: 7",
        "  retenus: 2",
        "    - {raison: hors du département, nombre: 1}",
        "    - {raison: illisible, nombre: 2}",
        "    - {raison: sans estimation, nombre: 1}",
        "    - {raison: plus ancien, nombre: 1}",
    ] {
        assert!(written.lines().any(|found| found == line), "{line}\n{written}");
    }
    assert!(told.contains("ligne 6 : `txcouv_com` vaut « beaucoup »"), "{told}");
    assert!(told.contains("ligne 7 : `annee` vaut « an 1 »"), "{told}");
}

#[test]
fn the_order_of_rows_and_files_changes_no_sheet() {
    for (source, name) in [
        ("education", "education-15-2026-09-01.csv"),
        ("finess", "finess-15-2026-07-01.csv"),
        ("petite-enfance", "petite-enfance-15-2023.csv"),
    ] {
        let text = fs::read_to_string(fixture(name)).expect("there");
        let (header, rest) = text.split_once('\n').expect("a header");
        let lines: Vec<&str> = rest.lines().collect();
        let (once, split) = (portal(), portal());
        import(once.path(), source, &[fixture(name)], "");
        let sheet = format!("{source}.yaml");
        for step in [11, 23, 37] {
            let shuffled: Vec<&str> =
                (0..lines.len()).map(|at| lines[(at * step + 5) % lines.len()]).collect();
            let parts = shuffled.chunks(29).enumerate().map(|(n, part)| {
                let text = format!("{header}\n{}\n", part.join("\n"));
                write(split.path(), &format!("part-{n}.csv"), &text)
            });
            let parts: Vec<PathBuf> = parts.collect();
            let done = import(split.path(), source, &parts, "");
            assert!(done.status.success(), "{}", err(&done));
            assert_eq!(rows(split.path(), &sheet), rows(once.path(), &sheet), "{source}");
        }
    }
}

#[test]
fn the_demonstration_shows_what_the_fixtures_give() {
    let shown =
        concat!(env!("CARGO_MANIFEST_DIR"), "/content/departements/cantal/donnees");
    for (source, name) in [
        ("bpe", "bpe-15-2025.csv.gz"),
        ("education", "education-15-2026-09-01.csv"),
        ("finess", "finess-15-2026-07-01.csv"),
        ("petite-enfance", "petite-enfance-15-2023.csv"),
    ] {
        let portal = portal();
        let done = import(portal.path(), source, &[fixture(name)], "--example");
        assert!(done.status.success(), "{}", err(&done));
        let name = format!("{source}.yaml");
        let written = fs::read_to_string(sheet(portal.path(), &name)).expect("a sheet");
        let shown = fs::read_to_string(Path::new(shown).join(&name)).expect("a sheet");
        assert!(written == shown, "{name} is not what its fixture gives");
    }
}

#[test]
fn a_newer_census_tells_what_changes_row_by_row() {
    let portal = portal();
    let bakery = "2025;;15138;Murat;15;B207;2.8670;45.1120;Bonne\n";
    let bank = "2025;;15138;Murat;15;A203;2.8670;45.1120;Bonne\n";
    let file = write(portal.path(), "bpe-2025.csv", &format!("{BPE}{bakery}"));
    import(portal.path(), "bpe", std::slice::from_ref(&file), "");
    let again = import(portal.path(), "bpe", std::slice::from_ref(&file), "");
    assert!(err(&again).contains("rien de nouveau"), "{}", err(&again));
    write(portal.path(), "bpe-2025.csv", &format!("{BPE}{bakery}{bakery}{bank}"));
    let newer = import(portal.path(), "bpe", &[file], "");
    let expected = "1 relevés de plus, 1 changés, 0 de moins";
    assert!(err(&newer).contains(expected), "{}", err(&newer));
}

#[test]
fn every_commune_of_a_directory_has_a_page_that_tells_the_nearest() {
    let portal = portal();
    let bpe = [fixture("bpe-15-2025.csv.gz")];
    let done = import(portal.path(), "bpe", &bpe, "--example");
    assert!(done.status.success(), "{}", err(&done));
    let built = run(portal.path(), "build");
    assert!(built.status.success(), "{}", err(&built));
    let page = portal.path().join("public/cantal/communes/allanche/index.html");
    let page = fs::read_to_string(page).expect("a page");
    for text in
        ["Sur place", "vol d’oiseau", "Base permanente des équipements", "Exemple"]
    {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("EXEMPLE D265"), "a name of a person");
}
