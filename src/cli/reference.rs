//! `tt-site reference`: the documentation that is written from the code, so that it cannot
//! drift from it.

pub mod guide;

use std::fmt::Write as _;

use crate::cli::args::Reference;
use crate::cli::around::Around;
use crate::cli::explain::weight;
use crate::cli::kinds::{self, KINDS};
use crate::cli::{Verdict, files};
use crate::config::Settings;
use crate::diag::Tongue;
use crate::diag::rules::{RULES, Rule};
use crate::model::common::Common;
use crate::model::entry::fields;
use crate::model::kind::Data;
use crate::model::place::Kind;
use crate::model::record::{Field, Record, Shape};

/// Name of the page about rules.
pub const RULES_PAGE: &str = "regles.md";
/// Name of the page about content.
pub const KINDS_PAGE: &str = "contenu.md";

const RULES_INTRO: &str = "\
# Les règles

Chaque message de `tt-site` porte le nom d’une règle. Une **erreur** empêche de publier ;
un **avertissement** non, sauf avec `--strict` ; un **conseil**, jamais. Ce que dit une règle
se lit aussi avec `tt-site check --explain <règle>`, et `tt-site check --fix` écrit les
corrections qui ne font aucun doute. Les règles éditoriales jugent la tenue du portail : on
change leur poids dans `portail.yaml` (`regles:`). Cette page est écrite par
`tt-site reference`.

";
const KINDS_INTRO: &str = "\
# Les contenus

Les champs que l’on peut écrire en tête de chaque fichier. Un champ **obligatoire** manque :
le site n’est pas publié. Un champ inconnu est une erreur. `tt-site new` commence un fichier
avec tous ses champs. Cette page est écrite par `tt-site reference`.

";

pub(super) fn run(args: &Reference, _: &Around) -> anyhow::Result<Verdict> {
    files::replace(&args.output.join(RULES_PAGE), &rules_markdown())?;
    files::replace(&args.output.join(KINDS_PAGE), &kinds_markdown())?;
    for (name, page) in guide::pages() {
        files::replace(&args.output.join(guide::FOLDER).join(name), &page)?;
    }
    Ok(Verdict::Fine)
}

/// `docs/regles.md`: every rule, in the order of the table.
pub fn rules_markdown() -> String {
    let mut page = RULES_INTRO.to_owned();
    page.push_str("| Règle | Gravité | Ce qui ne va pas |\n| --- | --- | --- |\n");
    for Rule { name, severity, summary, .. } in RULES {
        let (weight, summary) = (weight(*severity, Tongue::French), cell(summary));
        let _ = writeln!(page, "| [`{name}`](#{name}) | {weight} | {summary} |");
    }
    for rule in RULES {
        rule_section(&mut page, rule);
    }
    page
}

fn rule_section(page: &mut String, rule: &Rule) {
    let Rule { name, severity, summary, advice, .. } = rule;
    let severity = weight(*severity, Tongue::French);
    let editorial = if rule.editorial { ", que `regles:` peut changer" } else { "" };
    let _ = writeln!(page, "\n## `{name}`\n\n**{summary}** ({severity}{editorial})");
    let _ = writeln!(page, "\n{advice}");
    let (before, after) = rule.example;
    if !before.is_empty() {
        let _ = writeln!(page, "\nAu lieu de :\n\n````text\n{before}\n````");
        let _ = writeln!(page, "\nécrivez :\n\n````text\n{after}\n````");
    }
}

/// `docs/contenu.md`: the fields of the settings, of each kind, and of all kinds.
pub fn kinds_markdown() -> String {
    let mut page = KINDS_INTRO.to_owned();
    section(&mut page, "Les réglages", "content/portail.yaml", &Settings::fields());
    section(&mut page, "Tous les contenus", "tout fichier de contenu", &Common::fields());
    for kind in KINDS {
        section(&mut page, kinds::name(kind), path(kind), &own_fields(kind));
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

fn own_fields(kind: Kind) -> Vec<Field> {
    let title = fields(kind).len() - Data::fields(kind).len() - Common::fields().len();
    fields(kind).into_iter().take(title + Data::fields(kind).len()).collect()
}

/// Where the files of a kind stand.
fn path(kind: Kind) -> &'static str {
    match kind {
        Kind::Home => "content/accueil.md",
        Kind::Page => "content/pages/*.md",
        Kind::Region => "content/regions/<region>/region.md",
        Kind::Department => "content/departements/<departement>/departement.md",
        Kind::Workspace => "content/departements/<departement>/espaces/*.md",
        Kind::Offer => "content/departements/<departement>/offres/*.md",
        Kind::Property => "content/departements/<departement>/immobilier.yaml",
        Kind::Welcome => "content/departements/<departement>/accueil/*.md",
        Kind::Testimonial => "content/departements/<departement>/temoignages/*.md",
        Kind::Event => "content/departements/<departement>/agenda/*.md",
        Kind::Training => "content/departements/<departement>/formations/*.md",
        Kind::Network => "content/departements/<departement>/reseau/*.md",
        Kind::Members => "content/departements/<departement>/reseau/membres.yaml",
        Kind::Scheme => "content/departements/<departement>/dispositifs/*.md",
        Kind::Commune => "content/departements/<departement>/communes/*.md",
        Kind::Article => "content/departements/<departement>/actualites/*.md",
    }
}

fn section(page: &mut String, title: &str, path: &str, fields: &[Field]) {
    let _ = writeln!(page, "## {title}\n\n`{path}`\n");
    page.push_str("| Champ | Sens | Forme | Exemple |\n| --- | --- | --- | --- |\n");
    rows(page, "", fields);
    page.push('\n');
}

/// A row for each field, then for each field inside it.
fn rows(page: &mut String, above: &str, fields: &[Field]) {
    for field in fields {
        let key = format!("{above}{}", field.key);
        let required = if field.required { " **(obligatoire)**" } else { "" };
        let (help, example) = (cell(field.help), cell(field.example));
        let form = cell(&form(&field.shape));
        let _ = writeln!(page, "| `{key}` | {help}{required} | {form} | `{example}` |");
        if let Shape::Record(inner) | Shape::Named(inner) = innermost(&field.shape) {
            rows(page, &format!("{key}."), &inner());
        }
    }
}

fn innermost(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(item) => innermost(item),
        other => other,
    }
}

/// What may be written, in words.
pub(super) fn form(shape: &Shape) -> String {
    match shape {
        Shape::Line => "texte".to_owned(),
        Shape::Prose => "texte de plusieurs lignes".to_owned(),
        Shape::Format(name) => format_in_words(name).to_owned(),
        Shape::Number => "nombre".to_owned(),
        Shape::Integer => "nombre entier".to_owned(),
        Shape::Boolean => "oui ou non".to_owned(),
        Shape::Choice(words) => format!("un mot : {}", words.join(", ")),
        Shape::List(item) => format!("liste ({})", form(item)),
        Shape::Record(_) => "champs".to_owned(),
        Shape::Named(fields) => {
            let first = fields().first().map_or("texte", |field| field.help);
            format!("champs, ou simplement : {first}")
        }
        Shape::Reference(folders) => {
            format!("nom d’un fichier sans `.md` ({})", folders.join(", "))
        }
    }
}

fn format_in_words(name: &'static str) -> &'static str {
    match name {
        "date" => "date AAAA-MM-JJ",
        "date-time" => "date et heure AAAA-MM-JJTHH:MM",
        "time" => "heure HH:MM",
        "year or date" => "année ou date",
        "uri" => "adresse web",
        "link" => "adresse, ou page du site",
        "image" => "chemin d’une image",
        "email" => "adresse électronique",
        "phone" => "numéro de téléphone",
        "recurrence" => "répétition, comme « chaque mois, 1er mardi »",
        "commune" => "nom ou code INSEE d’une commune",
        "epci" => "nom ou SIREN d’une intercommunalité",
        "region" => "code INSEE d’une région",
        "departement" => "code INSEE d’un département",
        "position" => "latitude et longitude",
        "opening_hours" => "horaires, comme « Mo-Fr 08:30-18:30 »",
        "language" => "code de langue",
        other => other,
    }
}

/// A text that a cell of a Markdown table can hold.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_row() {
        let page = rules_markdown();
        for rule in RULES {
            assert!(page.contains(&format!("\n## `{}`\n", rule.name)), "{}", rule.name);
        }
    }

    #[test]
    fn fields_inside_fields_have_rows_too() {
        let page = kinds_markdown();
        for row in
            ["| `salles.places` |", "| `titre` | titre de la page **(obligatoire)**"]
        {
            assert!(page.contains(row), "{row}");
        }
        assert!(!page.contains("year or date"));
    }

    #[test]
    fn the_files_of_a_kind_stand_in_its_folder() {
        use crate::model::place::{Located, locate};
        for kind in KINDS {
            let path = path(kind).replace('*', "a").replace("<departement>", "cantal");
            let path = path.replace("<region>", "auvergne");
            let place = locate(path.strip_prefix("content/").expect("content"));
            assert!(
                matches!(place, Located::Entry(place, None) if place.kind == kind),
                "{path}"
            );
        }
    }
}
