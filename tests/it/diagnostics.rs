//! The broken files: how many there are, which rules they show, what `--fix` makes of them.

use rayon::prelude::*;
use tt_site::cli::fix;
use tt_site::diag::Diagnostic;
use tt_site::diag::rules::RULES;
use tt_site::memo::NoStore;
use tt_site::world;

use crate::cases::{self, Case};
use crate::portal;

/// How many broken files there are at least.
const HELD: usize = 300;

fn reports(case: &Case, rule: &str) -> bool {
    case.expected().contains(&format!("[{rule}]"))
}

#[test]
fn the_list_of_broken_files_is_held() {
    let cases = cases::all_of("diagnostics");
    assert!(cases.len() >= HELD, "{} broken files", cases.len());
    for case in &cases {
        assert!(!case.expected().is_empty(), "{} is not broken", case.path.display());
    }
}

#[test]
fn every_correctness_rule_has_a_broken_file() {
    let cases = cases::all_of("diagnostics");
    let lacking: Vec<_> = RULES
        .iter()
        .filter(|rule| !rule.editorial)
        .filter(|rule| !cases.iter().any(|case| reports(case, rule.name)))
        .map(|rule| rule.name)
        .collect();
    assert!(lacking.is_empty(), "no broken file shows {lacking:?}");
}

/// The first half of an example does break its rule in some case, and the second does not.
#[test]
fn every_example_shows_its_rule() {
    let cases = cases::all_of("");
    let with_example = RULES.iter().filter(|rule| !rule.example.0.is_empty());
    let wrong: Vec<_> = with_example
        .filter(|rule| {
            let (before, after) = rule.example;
            let shown =
                |case: &&Case| reports(case, rule.name) && case.given().contains(before);
            let mends = |case: &Case| {
                let mended = case.given().replacen(before, after, 1);
                let report = cases::case_of(&case.path, &mended).build().report();
                !report.contains(&format!("[{}]", rule.name))
            };
            !cases.iter().filter(shown).any(mends)
        })
        .map(|rule| rule.name)
        .collect();
    assert!(wrong.is_empty(), "no case shows the example of {wrong:?}");
}

/// What `--fix` writes is found right by the next check, and it comes to an end.
#[test]
fn certain_corrections_leave_none_behind() {
    let cases = cases::all_of("diagnostics");
    let fixable = cases.par_iter().filter(|case| case.expected().contains("corrigeable"));
    let faults: Vec<String> = fixable
        .filter_map(|case| {
            let folder = case.folder();
            let mut world = world::load(folder.path()).expect("readable");
            let left = fix::correct(&mut world, &portal::options(), &NoStore);
            // A file to write again in UTF-8 is still as it was.
            let is_left = |finding: &&Diagnostic| {
                finding.certain_fix().is_some_and(|(_, with)| !with.is_empty())
            };
            let left = left.iter().find(is_left)?.message.fr.clone();
            Some(format!("{}: {left}", case.path.display()))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
