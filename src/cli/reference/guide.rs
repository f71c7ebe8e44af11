//! The pages of the guide that list every field of a kind: a table for the fields of the
//! file, then one for each set of fields inside it, however often it is used.

use std::fmt::Write as _;

use super::{cell, form, innermost, own_fields, path};
use crate::cli::kinds::{self, KINDS};
use crate::config::Settings;
use crate::model::common::Common;
use crate::model::place::Kind;
use crate::model::record::{Field, Record, Shape};

/// Where the pages go, from the folder of the documentation.
pub const FOLDER: &str = "guide/content/pages";

/// What a page is about.
struct Subject {
    /// Part of its file name.
    name: &'static str,
    title: &'static str,
    /// The page with the filled example.
    sheet: &'static str,
    /// Where the files are that it describes.
    path: &'static str,
}

/// The pages, by name.
pub fn pages() -> Vec<(String, String)> {
    let settings = Subject {
        name: "reglages",
        title: "les réglages du portail",
        sheet: "fiche-portail.md",
        path: "content/portail.yaml",
    };
    let common = Subject {
        name: "communs",
        title: "ce que toutes les fiches partagent",
        sheet: "fiches.md",
        path: "content/**/*.md",
    };
    let kinds = KINDS.map(|kind| page(&subject(kind), &own_fields(kind)));
    [page(&settings, &Settings::fields()), page(&common, &Common::fields())]
        .into_iter()
        .chain(kinds)
        .collect()
}

fn subject(kind: Kind) -> Subject {
    let (title, sheet) = match kind {
        Kind::Home => ("la page d’accueil", "fiche-page-d-accueil.md"),
        Kind::Page => ("la page libre", "fiche-page.md"),
        Kind::Region => ("la région", "fiche-region.md"),
        Kind::Department => ("le département", "fiche-departement.md"),
        Kind::Workspace => ("l’espace de travail", "fiche-espace.md"),
        Kind::Offer => ("l’offre", "fiche-offre.md"),
        Kind::Property => ("l’immobilier", "fiche-immobilier.md"),
        Kind::Welcome => ("l’accueil", "fiche-accueil.md"),
        Kind::Testimonial => ("le témoignage", "fiche-temoignage.md"),
        Kind::Event => ("l’événement", "fiche-evenement.md"),
        Kind::Training => ("la formation", "fiche-formation.md"),
        Kind::Network => ("le réseau", "fiche-reseau.md"),
        Kind::Members => ("les membres d’un réseau", "fiche-reseau.md"),
        Kind::Scheme => ("le dispositif", "fiche-dispositif.md"),
        Kind::Commune => ("la commune", "fiche-commune.md"),
        Kind::Article => ("l’actualité", "fiche-actualite.md"),
    };
    Subject { name: kinds::name(kind), title, sheet, path: path(kind) }
}

fn page(subject: &Subject, fields: &[Field]) -> (String, String) {
    let Subject { name, title, sheet, path } = subject;
    let mut page = format!(
        "---\ntitre: \"Les champs : {title}\"\n\
         resume: \"Tout ce que l’on peut écrire, champ par champ : {title}.\"\n---\n\
         Pour commencer, voyez plutôt [l’exemple rempli]({sheet}). "
    );
    if *name != "communs" {
        page.push_str("Les [champs communs](champs-communs.md) s’ajoutent à ceux-ci.");
    }
    let _ = write!(page, "\n\nLe fichier : `{path}`\n\n## Les champs\n\n");
    table(&mut page, "Champ", fields);
    for (places, fields) in inner_sets(fields) {
        let places: Vec<_> = places.iter().map(|place| format!("`{place}`")).collect();
        let places = places.join(", ");
        let _ = write!(page, "\n## Dans {places}\n\n");
        table(&mut page, &format!("Champ de {places}"), &fields);
    }
    (format!("champs-{name}.md"), page)
}

/// Its first heading tells it from the other tables of the page.
fn table(page: &mut String, first: &str, fields: &[Field]) {
    let _ = writeln!(page, "| {first} | Ce qu’il dit | Exemple |\n| --- | --- | --- |");
    for Field { key, help, example, required, shape } in fields {
        let required = if *required { " **obligatoire**" } else { "" };
        let form = in_words(shape).filter(|form| form != help);
        let form = form.map(|form| format!(" ; {}", cell(&form))).unwrap_or_default();
        let (help, example) = (cell(help), cell(example));
        let _ = writeln!(page, "| `{key}`{required} | {help}{form} | `{example}` |");
    }
}

/// What may be written, where that is not evident.
fn in_words(shape: &Shape) -> Option<String> {
    match shape {
        Shape::Line | Shape::Prose => None,
        Shape::Record(_) => Some("des champs, décrits plus bas".to_owned()),
        Shape::Choice(words) => Some(format!("l’un de ces mots : {}", words.join(", "))),
        Shape::List(item) => Some(match &**item {
            Shape::Line | Shape::Prose => "une liste".to_owned(),
            Shape::Record(_) => "une liste de champs, décrits plus bas".to_owned(),
            Shape::Choice(words) => format!("plusieurs parmi : {}", words.join(", ")),
            other => format!("une liste : {}", form(other)),
        }),
        other => Some(form(other)),
    }
}

/// The sets of fields inside these, each once, with the places that hold it.
fn inner_sets(fields: &[Field]) -> Vec<(Vec<String>, Vec<Field>)> {
    let mut sets: Vec<(Vec<String>, Vec<Field>)> = Vec::new();
    collect("", fields, &mut sets);
    sets
}

fn collect(above: &str, fields: &[Field], sets: &mut Vec<(Vec<String>, Vec<Field>)>) {
    for field in fields {
        let (Shape::Record(inner) | Shape::Named(inner)) = innermost(&field.shape) else {
            continue;
        };
        let place = format!("{above}{}", field.key);
        let inner = inner();
        match sets.iter_mut().find(|(_, known)| are_same(known, &inner)) {
            Some((places, _)) => places.push(place),
            None => {
                sets.push((vec![place.clone()], inner.clone()));
                collect(&format!("{place}."), &inner, sets);
            }
        }
    }
}

fn are_same(a: &[Field], b: &[Field]) -> bool {
    let words = |field: &Field| (field.key, field.help);
    a.iter().map(words).eq(b.iter().map(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_fields_is_told_once() {
        let sets = inner_sets(&Common::fields());
        let sources: Vec<_> = sets
            .iter()
            .filter(|(_, set)| set.iter().any(|f| f.key == "auteur"))
            .collect();
        assert_eq!(sources.len(), 1);
        assert!(sources[0].0.len() > 1, "{:?}", sources[0].0);
    }
}
