//! The table of French typography, and the laws that hold for every text.

use super::*;
use proptest::prelude::*;

/// In tables `_` is a no-break space and `~` a narrow one.
fn visible(text: &str) -> String {
    text.replace(NBSP, "_").replace(NNBSP, "~")
}

const FRENCH: &[(&str, &str)] = &[
    // High punctuation.
    ("Bonjour !", "Bonjour~!"),
    ("Bonjour!", "Bonjour~!"),
    ("Qui ?", "Qui~?"),
    ("Qui?", "Qui~?"),
    ("Vraiment ?!", "Vraiment~?!"),
    ("Vraiment?!", "Vraiment~?!"),
    ("Quoi  !", "Quoi~!"),
    ("un ; deux", "un~; deux"),
    ("un; deux", "un~; deux"),
    ("Horaires : lundi", "Horaires_: lundi"),
    ("Horaires: lundi", "Horaires_: lundi"),
    ("Horaires :", "Horaires_:"),
    ("(vraiment ?) oui", "(vraiment~?) oui"),
    ("100 % fibre !", "100~% fibre~!"),
    ("fin.\n! suite", "fin.\n! suite"),
    ("!", "!"),
    ("(?)", "(?)"),
    // Not punctuation.
    ("10:30", "10:30"),
    ("à 10:30 :", "à 10:30_:"),
    (":smile: oui", ":smile: oui"),
    ("un :smile: deux", "un :smile: deux"),
    ("sourire :) et ;-)", "sourire :) et ;-)"),
    ("a!=b", "a!=b"),
    ("voir http://x.fr/?q=1!", "voir http://x.fr/?q=1!"),
    ("https://x.fr/a...b et l'an", "https://x.fr/a...b et l’an"),
    ("www.x.fr/l'an ?", "www.x.fr/l'an~?"),
    ("std::fmt :", "std::fmt_:"),
    // Quotation marks.
    ("\"Bonjour\"", "«~Bonjour~»"),
    ("Il dit \"oui\".", "Il dit «~oui~»."),
    ("« Bonjour »", "«~Bonjour~»"),
    ("«Bonjour»", "«~Bonjour~»"),
    ("«  Bonjour\u{a0}»", "«~Bonjour~»"),
    ("(\"mot\")", "(«~mot~»)"),
    ("l'\"école\"", "l’«~école~»"),
    ("\"Oui !\" dit-il", "«~Oui~!~» dit-il"),
    ("\"un\" et \"deux\"", "«~un~» et «~deux~»"),
    ("un écran de 24\" large", "un écran de 24\" large"),
    ("«»", "«~»"),
    // Apostrophes.
    ("l'été", "l’été"),
    ("aujourd'hui", "aujourd’hui"),
    ("jusqu'à l'an", "jusqu’à l’an"),
    ("L'ÎLE D'YEU", "L’ÎLE D’YEU"),
    ("d'1 h", "d’1~h"),
    ("5'30", "5'30"),
    ("un 'mot' cité", "un 'mot' cité"),
    ("l’été", "l’été"),
    // Numbers and units.
    ("1 000 habitants", "1~000 habitants"),
    ("12 500 000", "12~500~000"),
    ("1\u{a0}000", "1~000"),
    ("10000", "10000"),
    ("04 71 20 00 00", "04 71 20 00 00"),
    ("en 2026 150 places", "en 2026 150 places"),
    ("1 200 €", "1~200~€"),
    ("50€", "50~€"),
    ("50€/mois", "50~€/mois"),
    ("12€50", "12€50"),
    ("50%", "50~%"),
    ("85 m² au sol", "85~m² au sol"),
    ("30 km.", "30~km."),
    ("5 kg", "5~kg"),
    ("à 9 h", "à 9~h"),
    ("de 9 h 30 à 18 h", "de 9~h~30 à 18~h"),
    ("9h30", "9h30"),
    ("100 Mbit/s", "100~Mbit/s"),
    ("1 200 €/m²", "1~200~€/m²"),
    ("20 °C", "20~°C"),
    ("3 maisons", "3 maisons"),
    ("le % de", "le % de"),
    ("a%20b", "a%20b"),
    // Abbreviations.
    ("n° 5", "n°_5"),
    ("M. Dupont", "M._Dupont"),
    ("Mme Durand", "Mme_Durand"),
    ("p. 12", "p._12"),
    ("art. L. 123", "art._L. 123"),
    ("Plan M. suite", "Plan M. suite"),
    ("cap. 12", "cap. 12"),
    ("le 1er janvier", "le 1er_janvier"),
    ("le 1er étage", "le 1er étage"),
    // Suspension points and dashes.
    ("Attendez...", "Attendez…"),
    ("Quoi...?", "Quoi…~?"),
    ("....", "...."),
    ("un -- deux", "un – deux"),
    ("a--b", "a--b"),
    ("--option", "--option"),
    ("un - deux", "un - deux"),
    // The rest.
    ("", ""),
    ("  deux  espaces  ", "  deux  espaces  "),
    ("peut-être", "peut-être"),
];

#[test]
fn french_texts() {
    for (text, expected) in FRENCH {
        assert_eq!(visible(&typeset(text, Lang::FR)), *expected, "{text}");
    }
}

#[test]
fn english_texts() {
    for (text, expected) in [
        ("\"Hello\" she said", "“Hello” she said"),
        ("don't", "don’t"),
        ("the owners' house", "the owners’ house"),
        ("a 'word' here", "a ‘word’ here"),
        ("in the '90s", "in the ’90s"),
        ("5' and 24\"", "5' and 24\""),
        ("Hello!", "Hello!"),
        ("wait... -- 1 000 €", "wait... -- 1 000 €"),
    ] {
        assert_eq!(typeset(text, Lang::EN), expected, "{text}");
    }
}

#[test]
fn other_languages_are_left_alone() {
    let text = "\"Guten Tag!\" l'an 1 000 ...";
    assert!(
        matches!(typeset(text, "de".parse().unwrap()), Cow::Borrowed(t) if t == text)
    );
}

#[test]
fn text_without_need_is_borrowed() {
    assert!(matches!(typeset("Vivre en Cantal.", Lang::FR), Cow::Borrowed(_)));
}

/// The runs of a paragraph, `|` where something else than text stands.
fn paragraph(runs: &[&str], lang: Lang) -> Vec<String> {
    let mut typographer = Typographer::new(lang);
    let mut out = Vec::new();
    for run in runs {
        if *run == "|" {
            typographer.skip();
            out.push("|".to_owned());
        } else {
            out.push(visible(&typographer.run(run)));
        }
    }
    out
}

#[test]
fn state_is_carried_across_tags() {
    for (runs, expected) in [
        (&["\"", "mot", "\" dit-il"][..], &["«~", "mot", "~» dit-il"][..]),
        (&["Il dit \"", "oui", "\"."], &["Il dit «~", "oui", "~»."]),
        (&["« ", "mot", " »"], &["«~", "mot", "~»"]),
        (&["«", " mot »"], &["«~", "mot~»"]),
        (&["« ", "|", " »"], &["«~", "|", "~»"]),
        (&["l'", "été"], &["l’", "été"]),
        (&["mot", " !"], &["mot", "~!"]),
        (&["mot", "!"], &["mot", "~!"]),
        (&["mot ", "!"], &["mot ", "!"]),
        (&["|", " : suite"], &["|", "_: suite"]),
        (&["\"un ", "deux\" et \"trois\""], &["«~un ", "deux~» et «~trois~»"]),
    ] {
        assert_eq!(paragraph(runs, Lang::FR), expected, "{runs:?}");
    }
}

/// A text without what the typographer may change.
fn skeleton(text: &str) -> String {
    let spaceless: String = text.chars().filter(|c| !is_space(*c)).collect();
    spaceless
        .replace(['«', '»', '“', '”'], "\"")
        .replace(['’', '‘'], "'")
        .replace('–', "--")
        .replace('…', "...")
}

fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        " ",
        " ",
        "\u{a0}",
        "\u{202f}",
        "\"",
        "'",
        "«",
        "»",
        ";",
        ":",
        "!",
        "?",
        "...",
        ".",
        "--",
        "%",
        "€",
        "h",
        "1",
        "30",
        "000",
        "1er",
        "janvier",
        "n°",
        "M.",
        "Mme",
        "l",
        "qu",
        "mot",
        "Été",
        "m²",
        "(",
        ")",
        "\n",
        "https://x.fr/?a",
        "www.",
        "-",
        "…",
        "’",
        "“",
        "/",
    ]);
    prop_oneof![
        prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()),
        "\\PC{0,40}",
    ]
}

fn langs() -> impl Strategy<Value = Lang> {
    prop::sample::select(vec![Lang::FR, Lang::EN])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn twice_is_once(text in texts(), lang in langs()) {
        let once = typeset(&text, lang).into_owned();
        prop_assert_eq!(visible(&typeset(&once, lang)), visible(&once));
    }

    #[test]
    fn nothing_else_is_touched(text in texts(), lang in langs()) {
        prop_assert_eq!(skeleton(&typeset(&text, lang)), skeleton(&text));
    }

    #[test]
    fn runs_twice_are_runs_once(runs in prop::collection::vec(texts(), 0..5)) {
        let through = |runs: &[String]| -> Vec<String> {
            let mut typographer = Typographer::new(Lang::FR);
            runs.iter().map(|run| typographer.run(run).into_owned()).collect()
        };
        let once = through(&runs);
        prop_assert_eq!(through(&once), once);
    }
}
