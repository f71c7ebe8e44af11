//! The words of people who came.

use jiff::civil::Date;

use crate::diag::{Diagnostic, rules};
use crate::model::common::is_there;
use crate::model::consent::Consent;
use crate::model::record::{Context, Reader};
use crate::model::territory::Town;
use crate::model::value::Prose;
use crate::{choice, record, text};

choice! {
    /// How the person works.
    pub enum WorkStatus {
        /// Self-employed.
        Independent = "independant",
        /// Employee.
        Employee = "salarie",
        /// Head of a company.
        Entrepreneur = "entrepreneur",
        /// Civil servant.
        PublicAgent = "agent-public",
        /// Student.
        Student = "etudiant",
        /// Retired.
        Retired = "retraite",
    }
}

choice! {
    /// Where the words were already public.
    pub enum PublishedIn {
        /// In the sources that the page names.
        Source = "source",
    }
}

record! {
    /// A testimonial.
    pub struct Testimonial {
        /// Who speaks.
        name "nom": String, "nom, ou description d’un exemple", "\"Exemple : une graphiste\"";
        /// Trade.
        trade "metier": Option<String>, "métier", "graphiste";
        /// Sector.
        sector "secteur": Option<String>, "secteur d’activité", "communication";
        /// How the person works.
        status "statut": Option<WorkStatus>, "statut", "independant";
        /// Where they live now.
        commune "commune": Option<Town>, "commune d’installation", "Murat";
        /// Where they come from.
        origin "origine": Option<String>, "d’où vient la personne", "Lyon";
        /// Year of arrival.
        arrival "arrivee": Option<u32>, "année d’arrivée", "2021";
        /// What they say.
        quote "citation": Prose, "ses mots", "Je ne repartirais pas.";
        /// When they agreed to be published.
        consent "consentement": Option<Date>, "date de l’accord de publication", "2026-05-04";
        /// Until when they agreed.
        consent_end "consentement_fin": Option<Date>, "dernier jour de cet accord, s’il n’est pas sans limite", "2031-05-04";
        /// Where the words were already public.
        published_in "publie_dans": Option<PublishedIn>, "propos déjà publics, dans la source citée", "source";
    }
}

impl Testimonial {
    /// Whether the person agrees on a day; who had already spoken in public need not.
    pub fn consent_on(&self, today: Date) -> Consent {
        match self.published_in {
            Some(PublishedIn::Source) => Consent::Given,
            None => Consent::on(today, self.consent, self.consent_end),
        }
    }

    /// Words that were already public have a source.
    pub(super) fn validate(&self, reader: &Reader<'_>, cx: &mut Context<'_>) {
        let public = self.published_in == Some(PublishedIn::Source);
        if !public || is_there(reader, "sources") {
            return;
        }
        let message = text!(
            "ces propos sont dits publics, mais la page ne cite aucune source",
            "these words are said to be public, but the page names no source"
        );
        let fault = Diagnostic::new(&rules::CONTRADICTION, message);
        cx.diags.push(fault.at(reader.span("publie_dans")).hint(text!(
            "ajoutez `sources`, avec le titre et l’adresse de la publication",
            "add `sources`, with the title and the address of the publication"
        )));
    }
}
