//! The words of forms: what visitors read in place of the words that editors write.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::model::place::Kind;
use crate::text::locale::Lang;
use crate::theme::{self, Theme};

/// What closed lists of words mean that no visitor reads.
const MEANINGS: [(&str, &str); 13] = [
    ("erreur", "Empêche de publier"),
    ("avertissement", "Se voit ; empêche de publier avec --strict"),
    ("conseil", "Se voit, n’empêche jamais de publier"),
    ("non", "La règle se tait"),
    ("centre", "Le milieu"),
    ("haut", "Le haut"),
    ("bas", "Le bas"),
    ("gauche", "Le côté gauche"),
    ("droite", "Le côté droit"),
    ("haut gauche", "Le coin en haut à gauche"),
    ("haut droite", "Le coin en haut à droite"),
    ("bas gauche", "Le coin en bas à gauche"),
    ("bas droite", "Le coin en bas à droite"),
];

/// The words that visitors read in place of those that editors write.
#[derive(Debug)]
pub struct Words(Option<Theme>);

impl Words {
    /// Those of the theme that comes with the program.
    pub fn load() -> Self {
        Self(theme::load("default", &BTreeMap::new(), &mut Diagnostics::default()))
    }

    /// What each word of a closed list means, where all have a meaning to tell.
    pub fn meanings(&self, words: &[&str]) -> Option<Vec<String>> {
        let known = |word: &&str| MEANINGS.iter().find(|(other, _)| other == word);
        let own: Option<Vec<_>> =
            words.iter().map(|word| Some(known(word)?.1.to_owned())).collect();
        let phrases = || self.0.as_ref()?.phrases(Lang::FR)?.labels_of(words);
        own.or_else(|| Some(phrases()?.into_iter().map(str::to_owned).collect()))
    }
}

/// How a kind is called in menus: many, then one.
pub fn names(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Home => ("Page d’accueil", "Page d’accueil"),
        Kind::Page => ("Pages", "Page"),
        Kind::Region => ("Régions", "Région"),
        Kind::Department => ("Le département", "Département"),
        Kind::Workspace => ("Espaces de travail", "Espace de travail"),
        Kind::Offer => ("Offres", "Offre"),
        Kind::Welcome => ("Accueil des arrivants", "Programme d’accueil"),
        Kind::Testimonial => ("Témoignages", "Témoignage"),
        Kind::Event => ("Agenda", "Événement"),
        Kind::Training => ("Formations", "Formation"),
        Kind::Network => ("Réseaux", "Réseau"),
        Kind::Members => ("Membres des réseaux", "Membres des réseaux"),
        Kind::Scheme => ("Dispositifs et aides", "Dispositif"),
        Kind::Article => ("Actualités", "Actualité"),
        Kind::Commune => ("Communes", "Fiche de commune"),
        Kind::Property => ("Marché immobilier", "Marché immobilier"),
    }
}
