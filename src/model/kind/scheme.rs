//! Schemes: aids, clusters, support, programmes, strategies.

use jiff::civil::Date;

use crate::diag::{Diagnostic, rules};
use crate::model::common::{Contact, Objective};
use crate::model::record::{Context, Reader};
use crate::model::value::Url;
use crate::{choice, record, text};

choice! {
    /// What it is.
    pub enum SchemeType {
        /// Financial aid.
        Aid = "aide",
        /// Cluster of companies.
        Cluster = "cluster",
        /// Support in person.
        Support = "accompagnement",
        /// Programme.
        Programme = "programme",
        /// Strategy.
        Strategy = "strategie",
    }
}

record! {
    /// A scheme.
    pub struct Scheme {
        /// What it is.
        category "type": SchemeType, "nature du dispositif", "aide";
        /// Who carries it.
        leads "porteurs": Vec<String>, "qui porte le dispositif", "[Région Auvergne]";
        /// For whom.
        beneficiaries "beneficiaires": Vec<String>, "à qui il s’adresse", "[jeunes entreprises]";
        /// How much, in words.
        amount "montant": Option<String>, "montant en clair", "jusqu’à 5 000 €";
        /// Conditions.
        conditions "conditions": Vec<String>, "conditions", "[s’installer pour trois ans]";
        /// First day.
        opens_on "ouverture": Option<Date>, "date d’ouverture", "2026-09-01";
        /// Last day.
        closes_on "cloture": Option<Date>, "date de clôture", "2027-03-31";
        /// Aims, beside what was reached.
        objectives "objectifs": Vec<Objective>, "objectifs et résultats", "[{libelle: débit pour tous, seuil: 8, unite: Mbit/s, echeance: 2017}]";
        /// Whom to ask.
        contact "contact": Option<Contact>, "contact", "{telephone: 04 65 71 00 00}";
        /// Official page.
        link "lien": Option<Url>, "page officielle", "https://www.example.org";
    }
}

impl Scheme {
    /// It closes after it opens.
    pub(super) fn validate(&self, reader: &Reader<'_>, cx: &mut Context<'_>) {
        if let (Some(opens), Some(closes)) = (self.opens_on, self.closes_on)
            && closes < opens
        {
            let message = text!(
                "le dispositif ferme avant d’ouvrir",
                "the scheme closes before it opens"
            );
            cx.diags.push(
                Diagnostic::new(&rules::IMPOSSIBLE_DATES, message)
                    .at(reader.span("cloture"))
                    .label(reader.span("ouverture"), text!("ouvre ici", "opens here")),
            );
        }
    }
}
