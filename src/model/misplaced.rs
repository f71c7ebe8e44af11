//! Where a file at no known place was probably meant to be.

use crate::diag::{Diagnostic, rules};
use crate::model::place::{Kind, Located, locate};
use crate::source::{SourceId, Span};
use crate::text;
use crate::text::fold::fold;
use crate::text::suggest;

/// Names that people give to the folders of rubriques.
const FOLDERS: [(Kind, &[&str]); 10] = [
    (Kind::Workspace, &["telecentres", "tiers-lieux", "coworking", "lieux", "bureaux"]),
    (
        Kind::Offer,
        &[
            "annonces",
            "logements",
            "emplois",
            "reprises",
            "immobilier",
            "locaux",
            "terrains",
        ],
    ),
    (Kind::Welcome, &["bienvenue", "installation", "parcours", "s-installer"]),
    (Kind::Testimonial, &["portraits", "paroles", "histoires"]),
    (Kind::Event, &["evenements", "events", "calendrier", "manifestations"]),
    (Kind::Training, &["stages", "cours", "ateliers"]),
    (Kind::Network, &["reseaux", "membres", "entreprises", "clubs", "associations"]),
    (Kind::Scheme, &["aides", "subventions", "programmes", "accompagnement"]),
    (Kind::Article, &["news", "actus", "articles", "blog", "nouvelles"]),
    (Kind::Commune, &["villes", "villages", "bourgs", "mairies"]),
];

/// The finding about a file at no known place; `path` is what follows `content/`.
pub(super) fn diagnose(path: &str, id: SourceId) -> Diagnostic {
    let message = text!(
        "`content/{path}` n’est pas à une place connue du portail",
        "`content/{path}` is not at a known place of the portal"
    );
    let fault = Diagnostic::new(&rules::MISPLACED_FILE, message).at(Span::file(id));
    match meant(path) {
        Some(place) => fault.hint(text!(
            "déplacez-le en `content/{place}`",
            "move it to `content/{place}`"
        )),
        None => fault.hint(text!(
            "un espace va dans `departements/<departement>/espaces/`, une page dans \
             `pages/`…",
            "a workspace goes to `departements/<departement>/espaces/`, a page to \
             `pages/`…"
        )),
    }
}

/// The known place that is nearest to a path.
fn meant(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let place = match parts[..] {
        [file] => format!("pages/{file}"),
        ["departements", department, "index.md" | "accueil.md"] => {
            format!("departements/{department}/departement.md")
        }
        ["departements", department, file] if file == format!("{department}.md") => {
            format!("departements/{department}/departement.md")
        }
        ["departements", department, folder, file] => {
            let folder = section(folder)?.folder();
            format!("departements/{department}/{folder}/{file}")
        }
        ["regions", region, "index.md"] => format!("regions/{region}/region.md"),
        [folder, file] => {
            let folder = suggest::nearest(folder, ["pages", "actualites"]);
            format!("{}/{file}", folder.first()?)
        }
        _ => return None,
    };
    matches!(locate(&place), Located::Entry(..)).then_some(place)
}

/// The rubrique that the name of a folder means.
fn section(folder: &str) -> Option<Kind> {
    let names = Kind::SECTIONS.iter().map(|kind| kind.folder());
    let near = suggest::nearest(folder, names);
    let folded = fold(folder);
    let by_name =
        || Kind::SECTIONS.into_iter().find(|k| near.first() == Some(&k.folder()));
    let known = |(_, words): &&(Kind, &[&str])| {
        let is = |word: &&str| fold(word) == folded || fold(word) == format!("{folded}s");
        words.iter().any(is)
    };
    FOLDERS.iter().find(known).map(|(kind, _)| *kind).or_else(by_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_that_was_meant() {
        for (path, place) in [
            ("contact.md", Some("pages/contact.md")),
            ("page/contact.md", Some("pages/contact.md")),
            (
                "departements/cantal/telecentres/murat.md",
                Some("departements/cantal/espaces/murat.md"),
            ),
            (
                "departements/cantal/Espaces/murat.md",
                Some("departements/cantal/espaces/murat.md"),
            ),
            (
                "departements/cantal/evenement/fete.md",
                Some("departements/cantal/agenda/fete.md"),
            ),
            ("departements/cantal/index.md", Some("departements/cantal/departement.md")),
            ("departements/cantal/cantal.md", Some("departements/cantal/departement.md")),
            ("departements/cantal/murat.md", None),
            ("departements/cantal/zzz/murat.md", None),
            ("contact.yaml", None),
        ] {
            assert_eq!(meant(path).as_deref(), place, "{path}");
        }
    }
}
