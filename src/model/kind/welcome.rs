//! Welcome programmes: how newcomers are received, step by step.

use crate::diag::{Diagnostic, rules};
use crate::model::common::{Argument, Contact, is_written, says_yes};
use crate::model::kind::scheme::Scheme;
use crate::model::record::{Context, Reader};
use crate::model::reference::Ref;
use crate::model::territory::{Community, Town};
use crate::model::value::Prose;
use crate::{record, text};

record! {
    /// A step of the path.
    pub struct Step {
        /// What happens.
        title "titre": String, "ce qui se passe", "Premier échange";
        /// When, in words.
        when "quand": Option<String>, "quand, en clair", "dans la semaine";
        /// Who does it.
        who "qui": Option<String>, "qui s’en charge", "la chargée d’accueil";
        /// How.
        text "texte": Option<Prose>, "comment cela se passe", "Un appel pour comprendre le projet.";
    }
}

record! {
    /// The person to ask in a part of the territory.
    pub struct Correspondent {
        /// For one commune.
        commune "commune": Option<Town>, "commune dont il s’occupe", "Murat";
        /// For an intercommunality.
        epci "epci": Option<Community>, "intercommunalité dont il s’occupe", "CC Hautes Terres Communauté";
        /// For the whole département.
        department "departement": bool, "s’occupe de tout le département", "oui";
        /// How to reach them.
        contact "contact": Contact, "ses coordonnées", "{telephone: 04 65 71 00 00}";
    }
}

record! {
    /// An elected official who sponsors newcomers.
    pub struct Sponsor {
        /// Who.
        name "nom": String, "nom ou fonction", "Un élu de la commune";
        /// Which mandate.
        mandate "mandat": Option<String>, "mandat", "adjointe au maire";
        /// Where.
        commune "commune": Option<Town>, "commune", "Mortagne-au-Perche";
    }
}

record! {
    /// A group of inhabitants who receive newcomers.
    pub struct Committee {
        /// Its name.
        name "nom": String, "nom du comité", "Comité d’accueil de Lectoure";
        /// Where.
        commune "commune": Option<Town>, "commune", "Lectoure";
        /// How to reach it.
        contact "contact": Option<Contact>, "ses coordonnées", "{courriel: accueil@exemple.fr}";
    }
}

record! {
    /// A welcome programme.
    pub struct Welcome {
        /// The path, in order.
        steps "etapes": Vec<Step>, "étapes du parcours", "[{titre: Premier échange}]";
        /// What newcomers are given.
        services "services": Vec<Argument>, "services proposés", "[{titre: Suivi du projet, texte: Un point par mois.}]";
        /// Whom to ask where: the nearest wins.
        correspondents "interlocuteurs": Vec<Correspondent>, "qui appeler, par commune, intercommunalité ou département", "[{departement: oui, contact: {telephone: 04 65 71 00 00}}]";
        /// Elected officials who sponsor newcomers.
        sponsors "parrains": Vec<Sponsor>, "élus qui parrainent", "[{nom: Un élu de la commune}]";
        /// How newcomers are presented to the village.
        ceremonies "ceremonies": Vec<String>, "cérémonies d’accueil", "[Présentation en mairie]";
        /// Groups of inhabitants.
        committees "comites": Vec<Committee>, "comités d’accueil", "[{nom: Comité de Lectoure}]";
        /// Aids.
        aids "aides": Vec<Ref<Scheme>>, "dispositifs d’aide", "[aide-installation]";
        /// Honest warnings.
        prerequisites "prerequis": Vec<Argument>, "ce qu’il faut savoir avant", "[{titre: Une activité lancée, texte: Venez avec des clients.}]";
    }
}

impl Welcome {
    /// Each correspondent has exactly one area.
    pub(super) fn validate(&self, reader: &Reader<'_>, cx: &mut Context<'_>) {
        for (rank, person) in (1..).zip(reader.items("interlocuteurs")) {
            let areas = [
                is_written(person, "commune"),
                is_written(person, "epci"),
                says_yes(person, "departement"),
            ];
            if areas.iter().filter(|area| **area).count() == 1 {
                continue;
            }
            let message = text!(
                "l’interlocuteur n° {rank} doit avoir `commune`, `epci` ou `departement: oui`, un seul des trois",
                "correspondent {rank} must have one of `commune`, `epci` and `departement: oui`"
            );
            cx.diags
                .push(Diagnostic::new(&rules::CONTRADICTION, message).at(person.span));
        }
    }
}
