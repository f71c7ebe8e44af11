//! What forms may do to any file: never a panic, never a value lost, never a comment.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::merge::{Form, create, merge, read};
use super::value::{is_empty, of_map, same};
use crate::model::entry::fields;
use crate::model::place::Kind;
use crate::model::record::Field;

const PATH: &str = "content/departements/cantal/espaces/essai.md";

fn workspace() -> Vec<Field> {
    fields(Kind::Workspace)
}

fn merged(old: &str, values: &Value) -> Result<String, String> {
    let values = values.as_object().cloned().unwrap_or_default();
    let form = Form { values: &values, body: None, fields: &workspace() };
    merge(PATH, old, &form).map_err(|why| why.fr)
}

/// What a form of the file shows, with some values changed.
fn form_of(old: &str, changes: &Value) -> Value {
    let (front, _) = read(PATH, old).expect("a sound file");
    let mut values = of_map(&front, &workspace());
    for (key, value) in changes.as_object().into_iter().flatten() {
        values.insert(key.clone(), value.clone());
    }
    Value::Object(values)
}

#[test]
fn each_way_of_writing_takes_a_change() {
    for (old, changes, new) in [
        ("titre: A # note\n", json!({"titre": "B"}), "titre: B # note\n"),
        ("titre: 'L''a'\n", json!({"titre": "L'eau"}), "titre: 'L''eau'\n"),
        ("titre: A\npostes: 8\n", json!({"postes": 9}), "titre: A\npostes: 9\n"),
        (
            "titre: A\nresume: |\n  Un.\n  Deux.\ntype: epn\n",
            json!({"resume": "Trois"}),
            "titre: A\nresume: Trois\ntype: epn\n",
        ),
        (
            "titre: A\nresume: Un\n",
            json!({"resume": "Un\nDeux"}),
            "titre: A\nresume: |\n  Un\n  Deux\n",
        ),
        (
            "titre: A\ncommune:\n",
            json!({"commune": "Murat"}),
            "titre: A\ncommune: Murat\n",
        ),
        (
            "titre: A\nposition: [45.1, 2.8]\n",
            json!({"position": ["45.2", "2.8"]}),
            "titre: A\nposition: [45.2, 2.8]\n",
        ),
        (
            "titre: A\nequipements: [wifi, fibre]\n",
            json!({"equipements": ["wifi", "fibre", "cuisine"]}),
            "titre: A\nequipements: [wifi, fibre, cuisine]\n",
        ),
        (
            "titre: A\nequipements:\n  - wifi # le rapide\n  - fibre\n",
            json!({"equipements": ["wifi", "cuisine", "fibre"]}),
            "titre: A\nequipements:\n  - wifi # le rapide\n  - cuisine\n  - fibre\n",
        ),
        (
            "titre: A\nequipements:\n- wifi\n- fibre\ntype: epn\n",
            json!({"equipements": ["fibre"]}),
            "titre: A\nequipements:\n- fibre\ntype: epn\n",
        ),
        (
            "titre: A\nsalles:\n  # la grande\n  - nom: Une\n    places: 4\n",
            json!({"salles": [{"nom": "Une", "places": 4, "tarif": "10 €"}]}),
            "titre: A\nsalles:\n  # la grande\n  - nom: Une\n    places: 4\n    tarif: \"10 €\"\n",
        ),
        (
            "titre: A\nsalles:\n  - {nom: Une, places: 4}\n",
            json!({"salles": [{"places": 4, "nom": "Une, deux"}]}),
            "titre: A\nsalles:\n  - {nom: \"Une, deux\", places: 4}\n",
        ),
        (
            "titre: A\ncontact: {nom: Accueil}\n",
            json!({"contact": {"nom": "Accueil", "telephone": "04 71 00 00 00"}}),
            "titre: A\ncontact: {nom: Accueil, telephone: \"04 71 00 00 00\"}\n",
        ),
        (
            "titre: A\n",
            json!({"contact": {"nom": "Accueil"}, "mots_cles": ["fibre"]}),
            "titre: A\ncontact:\n  nom: Accueil\nmots_cles:\n  - fibre\n",
        ),
        (
            "titre: A\nresume: >- # long\n  Un\n  deux.\ntype: epn\n",
            json!({"resume": "Trois"}),
            "titre: A\nresume: Trois # long\ntype: epn\n",
        ),
        (
            "titre: A\nresume: |\n  \ntype: epn\n",
            json!({"resume": "Un\nDeux"}),
            "titre: A\nresume: |\n  Un\n  Deux\n  \ntype: epn\n",
        ),
        (
            "titre: A\nresume: Un # note\n",
            json!({"resume": "Un\nDeux"}),
            "titre: A\nresume: \"Un\\nDeux\" # note\n",
        ),
        (
            "titre: A\nexemple: oui\n",
            json!({"exemple": false}),
            "titre: A\nexemple: non\n",
        ),
        (
            "titre: A\nadresse: 4 rue\ntype: epn\n",
            json!({"adresse": ""}),
            "titre: A\ntype: epn\n",
        ),
        (
            "titre: A\nsources:\n  - Insee\n",
            json!({"sources": [{"titre": "Insee", "date": "2022"}]}),
            "titre: A\nsources:\n  - titre: Insee\n    date: 2022\n",
        ),
    ] {
        let old = format!("---\n{old}---\nTexte.\n");
        let new = format!("---\n{new}---\nTexte.\n");
        assert_eq!(merged(&old, &form_of(&old, &changes)), Ok(new), "{changes}");
    }
}

#[test]
fn a_file_with_a_fault_is_left_alone() {
    merged("---\ntitre: [A\n---\n", &json!({"titre": "B"})).expect_err("unreadable");
    merged("no front matter", &json!({"titre": "B"})).expect_err("unreadable");
}

/// A value in one of the ways that editors write it, and what may take its place.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zéà’ :#,\"'\\[\\]{}|>&*!%@-]{0,14}",
        "\\PC{0,10}",
        "[0-9]{1,6}",
        "a\nb\n\n  c"
    ]
}

fn written(key: &'static str) -> impl Strategy<Value = String> {
    text().prop_flat_map(move |text| {
        let quoted = Value::from(text.clone()).to_string();
        let single = format!("'{}'", text.replace('\'', "''").replace('\n', " "));
        let block = format!("|\n  {}", text.replace('\n', "\n  "));
        prop_oneof![
            Just(format!("{key}: {quoted}\n")),
            Just(format!("{key}: {single} # note\n")),
            Just(format!("{key}: {block}\n")),
            Just(format!("# avant\n{key}: >-\n  mot\n")),
            Just(format!("{key}:\n")),
            Just(String::new()),
        ]
    })
}

fn list() -> impl Strategy<Value = String> {
    (prop::collection::vec("[a-z ]{1,6}", 0..4), any::<bool>()).prop_map(
        |(items, flow)| {
            let quoted = items.iter().map(|item| Value::from(item.as_str()).to_string());
            match flow {
                true => {
                    format!("mots_cles: [{}]\n", quoted.collect::<Vec<_>>().join(", "))
                }
                false if items.is_empty() => String::new(),
                false => {
                    let lines = quoted.map(|item| format!("  - {item} # note\n"));
                    format!("mots_cles:\n{}", lines.collect::<String>())
                }
            }
        },
    )
}

fn records() -> impl Strategy<Value = String> {
    (prop::collection::vec(("[a-z]{1,5}", prop::option::of(1..9)), 0..3), 0..3).prop_map(
        |(rooms, style)| {
            let lines = rooms.iter().map(|(name, seats)| {
                let seats = |before: &str| {
                    seats.map(|n| format!("{before}places: {n}")).unwrap_or_default()
                };
                match style {
                    0 => format!("- {{nom: {name}r{}}}\n", seats(", ")),
                    1 => format!("  - nom: {name}r{}\n", seats("\n    ")),
                    _ => format!("  -\n    nom: {name}r\n{}", seats("    ") + "\n"),
                }
            });
            let lines: String = lines.collect();
            if lines.is_empty() { String::new() } else { format!("salles:\n{lines}") }
        },
    )
}

fn changes() -> impl Strategy<Value = Map<String, Value>> {
    let words = prop::collection::vec(text(), 0..4);
    let rooms = prop::collection::vec((text(), prop::option::of(1..9)), 0..4);
    (prop::option::of(text()), text(), words, rooms).prop_map(
        |(title, address, words, rooms)| {
            let rooms =
                rooms.iter().map(|(nom, places)| json!({ "nom": nom, "places": places }));
            let mut map = Map::new();
            map.insert(
                "titre".into(),
                json!(
                    title.filter(|t| !t.trim().is_empty()).unwrap_or_else(|| "T".into())
                ),
            );
            map.insert("adresse".into(), json!(address));
            map.insert("mots_cles".into(), json!(words));
            map.insert("salles".into(), rooms.collect());
            map
        },
    )
}

proptest! {
    #[test]
    fn a_file_says_what_its_form_says(
        title in written("titre"),
        address in written("adresse"),
        words in list(),
        rooms in records(),
        changes in changes(),
        crlf in any::<bool>(),
    ) {
        let mut old = format!("---\n{title}{address}{words}{rooms}type: epn\n---\nTexte.\n");
        if crlf {
            old = old.replace('\n', "\r\n");
        }
        // Signs that nobody types and that readers of text take for line breaks.
        prop_assume!(!old.contains(['\u{85}', '\u{2028}', '\u{2029}']));
        let Some((front, _)) = read(PATH, &old) else { return Ok(()) };
        let mut values = of_map(&front, &workspace());
        values.extend(changes);
        let form = Form { values: &values, body: None, fields: &workspace() };
        let Ok(new) = merge(PATH, &old, &form) else {
            return Err(TestCaseError::fail(format!("refused: {old}\n{values:?}")));
        };
        let (front, _) = read(PATH, &new).expect("read once already");
        let said = of_map(&front, &workspace());
        for (key, value) in &values {
            let said = said.get(key).unwrap_or(&Value::Null);
            prop_assert!(same(said, value), "{} {} {}\n{}", key, said, value, new);
        }
        prop_assert!(new.ends_with("Texte.\n") || new.ends_with("Texte.\r\n"));
    }

    #[test]
    fn a_new_file_says_what_its_form_says(changes in changes()) {
        let text = create(&Form { values: &changes, body: Some("Texte"), fields: &workspace() });
        let (front, _) = read(PATH, &text).expect("sound");
        let said = of_map(&front, &workspace());
        for (key, value) in &changes {
            let said = said.get(key).unwrap_or(&Value::Null);
            prop_assert!(is_empty(value) || same(said, value), "{}: {}\n{}", key, value, text);
        }
    }

    #[test]
    fn no_text_makes_it_panic(old in "(---\n)?[-a-z: \\[\\]{}#'\"|>\n]{0,60}(---\n)?", changes in changes()) {
        let _ = merge(PATH, &old, &Form { values: &changes, body: Some("x"), fields: &workspace() });
    }
}
