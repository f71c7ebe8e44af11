//! Training courses.

use jiff::civil::Date;

use crate::diag::{Diagnostic, rules};
use crate::model::common::{Contact, Figure};
use crate::model::kind::event::Location;
use crate::model::record::{Context, Reader};
use crate::model::territory::Town;
use crate::model::value::Url;
use crate::text::scalar::date;
use crate::yaml::Node;
use crate::{record, text};

record! {
    /// A session of the course.
    pub struct TrainingSession {
        /// First day.
        start "debut": Date, "premier jour", "2027-01-12";
        /// Last day.
        end "fin": Option<Date>, "dernier jour", "2027-01-30";
        /// Where.
        commune "commune": Option<Town>, "commune", "Aurillac";
        /// How many places.
        seats "places": Option<u32>, "nombre de places", "12";
        /// Whether it is only an example.
        example "exemple": bool, "session d’exemple", "oui";
    }
}

record! {
    /// A training course.
    pub struct Training {
        /// Who gives it.
        provider "organisme": String, "organisme", "Chambre de commerce";
        /// For whom.
        audiences "publics": Vec<String>, "publics", "[salariés, entrepreneurs]";
        /// How long, in words.
        duration "duree": Option<String>, "durée en clair", "trois jours";
        /// When.
        sessions "sessions": Vec<TrainingSession>, "sessions", "[{debut: 2027-01-12, places: 12}]";
        /// Who pays, in words.
        funding "financement": Option<String>, "financement en clair", "prise en charge possible";
        /// Where.
        location "lieu": Option<Location>, "espace du portail, ou lieu", "murat";
        /// What came of earlier ones.
        results "resultats": Vec<Figure>, "résultats obtenus", "[{libelle: ont créé leur entreprise, valeur: 40, unite: \"%\"}]";
        /// Where to register.
        registration "inscription": Option<Url>, "page d’inscription", "https://www.example.org/inscription";
        /// Whom to ask.
        contact "contact": Option<Contact>, "contact", "{telephone: 04 65 71 00 00}";
    }
}

impl Training {
    /// Each session ends after it starts.
    pub(super) fn validate(&self, reader: &Reader<'_>, cx: &mut Context<'_>) {
        for (rank, item) in (1..).zip(reader.items("sessions")) {
            if is_backwards(item) == Some(true) {
                let message = text!(
                    "la session n° {rank} finit avant de commencer",
                    "session {rank} ends before it starts"
                );
                let fault = Diagnostic::new(&rules::IMPOSSIBLE_DATES, message);
                cx.diags.push(fault.at(item.span));
            }
        }
    }
}

/// Whether a session ends before it starts; `None` when a day is absent or unreadable.
fn is_backwards(item: &Node) -> Option<bool> {
    let day = |key| date(item.get(key)?.as_text()?).ok();
    Some(day("fin")? < day("debut")?)
}
