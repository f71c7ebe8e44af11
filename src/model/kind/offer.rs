//! Offers: homes, businesses to take over, jobs, premises, land.

use jiff::civil::Date;

use crate::diag::{Diagnostic, rules};
use crate::geo::Position;
use crate::model::common::Contact;
use crate::model::kind::workspace::Workspace;
use crate::model::record::{Context, Reader};
use crate::model::reference::Ref;
use crate::model::territory::Town;
use crate::{choice, record, text};

/// An offer is stale when nobody checked it for longer than this.
pub const STALE_AFTER_DAYS: i32 = 90;

choice! {
    /// What is offered.
    pub enum OfferType {
        /// A home for sale.
        HomeForSale = "logement-vente",
        /// A home to rent.
        HomeToRent = "logement-location",
        /// A business to take over.
        Takeover = "reprise",
        /// A job.
        Job = "emploi",
        /// Premises.
        Premises = "local",
        /// Land.
        Land = "terrain",
    }
}

choice! {
    /// Who holds the offer.
    pub enum Channel {
        /// An agency.
        Agency = "agence",
        /// A notary.
        Notary = "notaire",
        /// The town hall.
        TownHall = "mairie",
        /// A private person.
        Private = "particulier",
        /// Known to the village, advertised nowhere.
        HiddenMarket = "marche-cache",
    }
}

choice! {
    /// Whether it can still be had.
    pub enum OfferStatus {
        /// It can.
        Available = "disponible",
        /// Someone has an option on it.
        UnderOption = "sous-option",
        /// It cannot.
        Taken = "pourvue",
    }
}

choice! {
    /// Form of a job.
    pub enum JobContract {
        /// Permanent.
        Permanent = "cdi",
        /// Fixed term.
        FixedTerm = "cdd",
        /// Self-employed.
        Freelance = "independant",
        /// Work-study.
        WorkStudy = "alternance",
        /// Internship.
        Internship = "stage",
    }
}

choice! {
    /// Energy class of a home.
    pub enum EnergyClass {
        /// Best.
        A = "A",
        /// Second.
        B = "B",
        /// Third.
        C = "C",
        /// Fourth.
        D = "D",
        /// Fifth.
        E = "E",
        /// Sixth.
        F = "F",
        /// Worst.
        G = "G",
    }
}

record! {
    /// An offer.
    pub struct Offer {
        /// What is offered.
        nature "nature": OfferType, "nature de l’offre", "logement-location";
        /// Where.
        commune "commune": Town, "commune", "Murat";
        /// Position.
        position "position": Option<Position>, "[latitude, longitude]", "[45.11, 2.87]";
        /// Price in euros.
        price "prix": Option<f64>, "prix en euros", "85000";
        /// Rent in euros a month.
        rent "loyer": Option<f64>, "loyer en euros par mois", "450";
        /// Pay, in words.
        pay "salaire": Option<String>, "salaire en clair", "2 100 à 2 400 € brut par mois";
        /// Form of the job.
        contract "contrat": Option<JobContract>, "type de contrat", "cdi";
        /// Whether the job can be done from a distance.
        remote "teletravail": bool, "poste télétravaillable", "oui";
        /// Surface in m².
        surface "surface": Option<f64>, "surface en m²", "92";
        /// Surface of the land in m².
        land "terrain": Option<f64>, "surface du terrain en m²", "600";
        /// Number of rooms.
        rooms "pieces": Option<u32>, "nombre de pièces", "4";
        /// Energy class.
        energy "dpe": Option<EnergyClass>, "classe énergie", "C";
        /// Who holds it.
        channel "canal": Option<Channel>, "par qui l’offre passe", "mairie";
        /// When it was last checked.
        checked_on "verifie_le": Date, "date de la dernière vérification", "2026-11-02";
        /// Whom to ask.
        contact "contact": Option<Contact>, "contact", "{telephone: 04 65 71 00 00}";
        /// What goes with it: housing, activity, workspace.
        related "lie_a": Vec<Ref<(Offer, Workspace)>>, "offres et espaces qui vont avec", "[maison-du-bourg, murat]";
        /// Whether it can still be had.
        status "statut": Option<OfferStatus>, "état de l’offre", "disponible";
    }
}

impl Offer {
    /// A price for what is sold, a rent for what is rented.
    pub(super) fn validate(&self, reader: &Reader<'_>, cx: &mut Context<'_>) {
        let wrong = match self.nature {
            OfferType::HomeToRent if self.price.is_some() => Some(("prix", "loyer")),
            OfferType::HomeForSale | OfferType::Land if self.rent.is_some() => {
                Some(("loyer", "prix"))
            }
            _ => None,
        };
        if let Some((wrong, right)) = wrong {
            let nature = self.nature.word();
            let message = text!(
                "une offre « {nature} » a un `{right}`, pas un `{wrong}`",
                "an offer `{nature}` has a `{right}`, not a `{wrong}`"
            );
            let diagnostic =
                Diagnostic::new(&rules::CONTRADICTION, message).at(reader.span(wrong));
            let label = text!("nature ici", "nature here");
            cx.diags.push(diagnostic.label(reader.span("nature"), label).hint(text!(
                "écrivez `{right}:` au lieu de `{wrong}:`, ou changez la nature",
                "write `{right}:` in place of `{wrong}:`, or change the nature"
            )));
        }
    }
}
