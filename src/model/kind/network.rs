//! Networks of people, and their members.

use jiff::civil::Date;

use crate::model::common::{Argument, Contact, Source};
use crate::model::consent::Consent;
use crate::model::kind::event::Event;
use crate::model::reference::Ref;
use crate::model::territory::Town;
use crate::model::value::{NonEmpty, Period, Url};
use crate::record;

record! {
    /// A count of members that was announced.
    pub struct Headcount {
        /// How many.
        value "valeur": u32, "nombre de membres annoncé", "350";
        /// When.
        date "date": Option<Period>, "année ou date du nombre", "2014";
        /// Where it comes from.
        source "source": Option<Source>, "source", "Challenges";
    }
}

record! {
    /// A published share of a sector.
    pub struct SectorShare {
        /// Which sector.
        sector "secteur": String, "secteur", "audit, conseil et formation";
        /// How many members.
        count "effectif": Option<u32>, "nombre de membres", "70";
        /// What share, in percent.
        share "part": Option<f64>, "part en %", "20";
        /// When.
        date "date": Option<Period>, "année ou date", "2014";
        /// Where it comes from.
        source "source": Option<Source>, "source", "Challenges";
    }
}

record! {
    /// A network.
    pub struct Network {
        /// Who carries it.
        lead "porteur": Option<String>, "qui porte le réseau", "CCI du Gers";
        /// Whom to ask.
        contact "contact": Option<Contact>, "contact", "{telephone: 05 36 49 00 00}";
        /// What members get.
        services "services": Vec<Argument>, "services aux membres", "[{titre: Conseil juridique, texte: Sur rendez-vous.}]";
        /// How many members were announced.
        headcount "effectif": Option<Headcount>, "nombre de membres annoncé", "{valeur: 350, date: 2014}";
        /// Its meetings.
        meetings "rencontres": Vec<Ref<Event>>, "rencontres du réseau", "[rencontre-mensuelle]";
        /// Shares by sector that were published.
        sectors "secteurs_publies": Vec<SectorShare>, "répartition publiée", "[{secteur: conseil, effectif: 70, part: 20}]";
        /// What members commit to.
        charter "charte": Vec<String>, "engagements", "[Un accueil sous 48 heures]";
    }
}

record! {
    /// A member.
    pub struct Member {
        /// Who.
        name "nom": String, "nom, ou description d’un exemple", "Exemple : atelier de reliure";
        /// What they do.
        activity "activite": String, "activité", "reliure et restauration";
        /// In which sector.
        sector "secteur": String, "secteur", "artisanat";
        /// Where.
        commune "commune": Option<Town>, "commune", "Auch";
        /// Website.
        site "site": Option<Url>, "site web", "https://www.example.org";
        /// Since which year.
        since "depuis": Option<u32>, "membre depuis l’année", "2012";
        /// When they agreed to be listed.
        consent "consentement": Option<Date>, "date de l’accord de publication", "2026-05-04";
        /// Until when they agreed.
        consent_end "consentement_fin": Option<Date>, "dernier jour de cet accord, s’il n’est pas sans limite", "2031-05-04";
        /// Which network.
        network "reseau": Option<Ref<Network>>, "réseau", "soho-solo";
        /// Whether it is only an example.
        example "exemple": bool, "membre d’exemple", "oui";
    }
}

record! {
    /// The file of members of a département.
    pub struct Members {
        /// The members.
        members "membres": NonEmpty<Member>, "membres", "[{nom: Exemple, activite: reliure, secteur: artisanat}]";
    }
}

impl Member {
    /// Whether the member agrees on a day to be listed; an example need not.
    pub fn consent_on(&self, today: Date) -> Consent {
        match self.example {
            true => Consent::Given,
            false => Consent::on(today, self.consent, self.consent_end),
        }
    }

    /// Whether the member may be listed on a day.
    pub fn is_listed_on(&self, today: Date) -> bool {
        self.consent_on(today) == Consent::Given
    }
}
