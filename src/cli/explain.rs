//! `tt-site check --explain`: what a rule wants, from the one table of rules.

use std::fmt::Write as _;

use crate::cli::around::Around;
use crate::cli::{Verdict, print};
use crate::diag::rules::{RULES, Rule};
use crate::diag::{Severity, Tongue};
use crate::failure;
use crate::text::suggest;
use crate::text::wrap::wrap;

/// Longest line, where the terminal is wider or unknown: a line that the eye can follow.
const WIDEST: usize = 88;

/// Explains the rule of this name; without a name, says which there are.
pub fn run(name: &str, around: &Around) -> anyhow::Result<Verdict> {
    let name = name.trim();
    let text = match Rule::named(name) {
        Some(rule) => explanation(rule, around),
        None if name.is_empty() => list(around.tongue),
        None => return Err(unknown(name)),
    };
    print(&text)?;
    Ok(Verdict::Fine)
}

fn unknown(name: &str) -> anyhow::Error {
    let near = suggest::nearest(name, RULES.iter().map(|rule| rule.name));
    match near.first() {
        Some(near) => failure!(
            "il n’y a pas de règle « {name} » ; vouliez-vous dire « {near} » ?",
            "there is no rule `{name}`; did you mean `{near}`?"
        ),
        None => failure!(
            "il n’y a pas de règle « {name} » ; « --explain » seul les donne toutes",
            "there is no rule `{name}`; `--explain` alone lists them all"
        ),
    }
}

/// The weight of a rule in words.
pub fn weight(severity: Severity, tongue: Tongue) -> &'static str {
    match (severity, tongue) {
        (Severity::Error, Tongue::French) => "erreur",
        (Severity::Warning, Tongue::French) => "avertissement",
        (Severity::Note, Tongue::French) => "conseil",
        (Severity::Error, Tongue::English) => "error",
        (Severity::Warning, Tongue::English) => "warning",
        (Severity::Note, Tongue::English) => "advice",
    }
}

fn explanation(rule: &Rule, around: &Around) -> String {
    let width = around.terminal.width.unwrap_or(WIDEST).min(WIDEST);
    let weight = weight(rule.severity, around.tongue);
    let (summary, advice) = (wrap(rule.summary, width), wrap(rule.advice, width));
    let mut text = format!("{} ({weight})\n\n{summary}\n\n{advice}\n", rule.name);
    let (before, after) = rule.example;
    if !before.is_empty() {
        let (instead, write) = match around.tongue {
            Tongue::French => ("Au lieu de :", "écrivez :"),
            Tongue::English => ("Instead of:", "write:"),
        };
        let (before, after) = (indented(before), indented(after));
        let _ = write!(text, "\n{instead}\n\n{before}\n{write}\n\n{after}");
    }
    if rule.editorial {
        let name = rule.name;
        let _ = write!(text, "\n{}\n", wrap(&change(name, around.tongue), width));
    }
    text
}

/// How the weight of an editorial rule is changed.
fn change(name: &str, tongue: Tongue) -> String {
    match tongue {
        Tongue::French => format!(
            "Pour changer son poids, dans `portail.yaml` : `regles: {{{name}: conseil}}` \
             (ou erreur, avertissement, non)."
        ),
        Tongue::English => format!(
            "To change its weight, in `portail.yaml`: `regles: {{{name}: conseil}}` \
             (or erreur, avertissement, non)."
        ),
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect()
}

/// A line a rule.
fn list(tongue: Tongue) -> String {
    let longest = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let line = |rule: &&Rule| {
        let weight = weight(rule.severity, tongue);
        format!("{:longest$}  {weight:13}  {}\n", rule.name, rule.summary)
    };
    RULES.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_explained_with_its_example() {
        let rule = Rule::named("bad-value").expect("known");
        let text = explanation(rule, &Around::nothing());
        assert!(text.starts_with("bad-value (erreur)\n\nLa valeur"), "{text}");
        assert!(text.contains("\nAu lieu de :\n\n    "), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= WIDEST), "{text}");
    }

    #[test]
    fn every_rule_is_listed_and_a_wrong_name_is_put_right() {
        assert_eq!(list(Tongue::French).lines().count(), RULES.len());
        let said = unknown("bad-valeu").to_string();
        assert_eq!(said, "there is no rule `bad-valeu`; did you mean `bad-value`?");
    }
}
