//! The laws of any input, tried on a few hundred of them at each run. `fuzz/` tries them on
//! millions.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

#[path = "../../fuzz/src/lib.rs"]
pub mod held;

use held::LAWS;

/// Pieces that mean something to one of the readers, and what breaks texts.
const PIECES: &[&str] = &[
    "---\n",
    "titre: ",
    "commune: Murat\n",
    "debut: 2026-12-03T09:30\n",
    "nature: ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    ": ",
    "\n  - ",
    "\n",
    "\r\n",
    "\t",
    " ",
    "&a ",
    "*a",
    "!!x ",
    "|",
    ">",
    "\\",
    "\\u202e",
    "\\0",
    "\u{202e}",
    "\0",
    "\u{7}",
    "\u{1b}[2J",
    "\u{a0}",
    "é",
    "e\u{301}",
    "日本",
    "𝄞",
    "# ",
    "## ",
    "**",
    "`",
    "```\n",
    "<b>",
    "</b>",
    "<script>",
    "</script>",
    "<img src=x onerror=y>",
    "](javascript:x)",
    "](data:x)",
    "[a",
    "![",
    "<!--",
    "&#x6A;",
    ":::encadre\n",
    ":::\n",
    "::carte\n",
    "{ton=\"info\"}",
    "| a | b |\n|--|--|\n",
    "[^1]",
    "Mo",
    "-Fr",
    " 09:00-12:00",
    ",",
    ";",
    " off",
    "PH ",
    "24/7",
    "sunrise",
    "22:00-02:00",
    "FREQ=DAILY",
    "FREQ=MONTHLY",
    ";COUNT=3",
    ";INTERVAL=2",
    ";BYDAY=1MO",
    ";BYMONTHDAY=31",
    ";UNTIL=20270101",
    "chaque ",
    "mois",
    "semaine",
    "1er mardi",
    "le 31",
    "toutes les 2 ",
    "=1+1",
    "+",
    "-",
    "@",
    "1.5",
    "../",
    "..",
    "/",
    "//",
    "%2e%2e",
    "%00",
    "content",
    "medias/",
    "javascript:",
    "data:text/html,",
    "https://",
    "www.example.org",
    "?q=",
    "#",
    ".md",
];

fn input() -> impl Strategy<Value = String> {
    let mixed = prop::collection::vec(prop::sample::select(PIECES), 0..24);
    prop_oneof![
        3 => mixed.prop_map(|pieces| pieces.concat()),
        1 => "\\PC{0,200}",
        1 => any::<String>(),
    ]
}

#[test]
fn laws_hold_of_any_input() {
    for (name, law) in LAWS {
        let config =
            Config { cases: 250, failure_persistence: None, ..Config::default() };
        let outcome = TestRunner::new(config).run(&input(), |text| {
            law(&text);
            Ok(())
        });
        if let Err(error) = outcome {
            panic!("{name}: {error}");
        }
    }
}

#[test]
fn dangers_are_seen() {
    for html in [
        "<script>",
        "<p onclick=x>",
        "<a href=' JaVa\tScript:x'>",
        "<img src='data:x'>",
        "<b style=x>",
        "<svg>",
        "<iframe srcdoc=x>",
    ] {
        assert_ne!(held::dangers(html), Vec::<String>::new(), "{html}");
    }
    assert_eq!(held::dangers("<p><a href='/a:b'>javascript:x</a>"), Vec::<String>::new());
}
