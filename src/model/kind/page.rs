//! Pages without a subject of their own: home, free pages, articles.

use crate::model::common::Argument;
use crate::model::value::{Prose, Target};
use crate::record;

record! {
    /// A door of the home page: where a visitor may want to go.
    pub struct Door {
        /// What is behind it.
        title "titre": String, "ce qu’on y trouve", "Travailler";
        /// A sentence.
        text "texte": Option<Prose>, "une phrase", "Télécentres et tiers-lieux.";
        /// Where it leads.
        link "lien": Target, "page", "/carte/";
    }
}

record! {
    /// The home page.
    pub struct Home {
        /// Points in favor.
        arguments "arguments": Vec<Argument>, "arguments", "[{titre: La place, texte: Des bureaux à prix doux.}]";
        /// Where to go next.
        doors "portes": Vec<Door>, "portes d’entrée", "[{titre: Travailler, lien: /carte/}]";
    }
}

record! {
    /// A free page.
    pub struct Page {
        /// Whether every footer links to it.
        in_footer "dans_le_pied": bool, "lien dans le pied de page", "oui";
    }
}

record! {
    /// An article.
    pub struct Article {
        /// Who wrote it.
        author "auteur": Option<String>, "auteur", "La rédaction";
    }
}
