//! Places to work in.

use jiff::civil::Date;

use crate::geo::Position;
use crate::model::common::Contact;
use crate::model::hours::Hours;
use crate::model::record::{Context, Reader};
use crate::model::reference::Ref;
use crate::model::territory::Town;
use crate::model::value::{Period, Url};
use crate::{choice, record};

choice! {
    /// What sort of place it is.
    pub enum WorkspaceType {
        /// A telework center.
        Telecentre = "telecentre",
        /// A third place.
        ThirdPlace = "tiers-lieu",
        /// A coworking space.
        Coworking = "coworking",
        /// A public digital space.
        PublicDigital = "epn",
        /// A business incubator.
        Incubator = "pepiniere",
        /// A fab lab.
        FabLab = "fablab",
        /// An annex of another place.
        Annex = "annexe",
    }
}

choice! {
    /// What the place offers.
    pub enum Equipment {
        /// Optical fiber.
        Fiber = "fibre",
        /// Wi-Fi.
        Wifi = "wifi",
        /// A printer.
        Printer = "imprimante",
        /// Videoconference equipment.
        Video = "visioconference",
        /// A kitchen.
        Kitchen = "cuisine",
        /// A car park.
        Parking = "parking",
        /// Step-free access.
        Accessible = "pmr",
        /// Lockers.
        Lockers = "casiers",
        /// A phone booth.
        Booth = "cabine",
        /// Screens.
        Screen = "ecran",
        /// Coffee.
        Coffee = "cafe",
        /// Bicycle parking.
        Bicycle = "velo",
        /// An outdoor space.
        Outdoor = "exterieur",
    }
}

choice! {
    /// What a price buys.
    pub enum PriceUnit {
        /// An hour.
        Hour = "heure",
        /// Half a day.
        HalfDay = "demi-journee",
        /// A day.
        Day = "jour",
        /// A week.
        Week = "semaine",
        /// A month.
        Month = "mois",
        /// A year.
        Year = "an",
    }
}

choice! {
    /// How the place is connected.
    pub enum Technology {
        /// Optical fiber.
        Fiber = "fibre",
        /// VDSL over copper.
        Vdsl = "vdsl",
        /// ADSL over copper.
        Adsl = "adsl",
        /// 4G.
        FourG = "4g",
        /// 5G.
        FiveG = "5g",
        /// Satellite.
        Satellite = "satellite",
        /// Fixed radio.
        Radio = "radio",
    }
}

choice! {
    /// Whether one can come.
    pub enum WorkspaceStatus {
        /// Open.
        Open = "ouvert",
        /// Planned.
        Planned = "projet",
        /// Closed for good.
        Closed = "ferme",
    }
}

impl Workspace {
    /// Whether one can go there: what does not say otherwise is open.
    pub fn is_open(&self) -> bool {
        matches!(self.status, None | Some(WorkspaceStatus::Open))
    }
}

record! {
    /// A room.
    pub struct Room {
        /// Its name.
        name "nom": String, "nom de la salle", "Salle du Plomb";
        /// How many people it seats.
        seats "places": Option<u32>, "nombre de places", "12";
        /// What it costs, in words.
        price "tarif": Option<String>, "tarif en clair", "20 € la demi-journée";
        /// What is in it.
        equipment "equipements": Vec<String>, "ce qu’on y trouve", "[écran, tableau]";
        /// Whether it can be booked.
        bookable "reservable": bool, "la salle se réserve", "oui";
    }
}

record! {
    /// A price and what it buys.
    pub struct Pack {
        /// Its name.
        name "nom": String, "nom de la formule", "Carte 10 jours";
        /// Its price in euros.
        price "prix": Option<f64>, "prix en euros", "90";
        /// What the price is for.
        unit "unite": Option<PriceUnit>, "durée que paie le prix", "mois";
        /// What it contains.
        content "contenu": Vec<String>, "ce que comprend la formule", "[poste, café, impression]";
    }
}

record! {
    /// The place's own connection.
    pub struct Broadband {
        /// Technology.
        technology "technologie": Option<Technology>, "technologie", "fibre";
        /// Downstream rate in Mbit/s.
        down "descendant": Option<f64>, "débit descendant en Mbit/s", "300";
        /// Upstream rate in Mbit/s.
        up "montant": Option<f64>, "débit montant en Mbit/s", "300";
        /// When it was measured.
        date "date": Option<Date>, "date de la mesure", "2026-09-01";
    }
}

record! {
    /// A place to work in.
    pub struct Workspace {
        /// What sort of place.
        category "type": WorkspaceType, "nature du lieu", "telecentre";
        /// Where it is.
        commune "commune": Town, "commune", "Murat";
        /// Street address.
        address "adresse": Option<String>, "adresse postale", "4 rue de la Gare";
        /// Position.
        position "position": Position, "[latitude, longitude]", "[45.11, 2.87]";
        /// The place that it is an annex of.
        annex_of "annexe_de": Option<Ref<Workspace>>, "espace dont celui-ci est l’annexe", "murat";
        /// Number of workstations.
        seats "postes": Option<u32>, "nombre de postes de travail", "12";
        /// Rooms.
        rooms "salles": Vec<Room>, "salles", "[{nom: Salle du Plomb, places: 12}]";
        /// Equipment.
        equipment "equipements": Vec<Equipment>, "équipements", "[fibre, imprimante]";
        /// Prices.
        packs "packs": Vec<Pack>, "formules et tarifs", "[{nom: À la journée, prix: 10, unite: jour}]";
        /// Opening hours, in the syntax of OpenStreetMap.
        hours "horaires": Option<Hours>, "horaires, en syntaxe OpenStreetMap", "Mo-Fr 08:30-18:30";
        /// Connection.
        broadband "debit": Option<Broadband>, "connexion du lieu", "{technologie: fibre, descendant: 300}";
        /// Labels and charters.
        labels "labels": Vec<String>, "labels et chartes", "[Solozère]";
        /// For whom it is.
        audiences "publics": Vec<String>, "publics accueillis", "[indépendants, salariés]";
        /// Who runs it day by day.
        host "animateur": Option<Contact>, "personne qui anime le lieu", "{nom: Animatrice du lieu, telephone: 04 65 71 00 00}";
        /// Where to book.
        booking "reservation": Option<Url>, "page de réservation", "https://www.example.org/reserver";
        /// Whom to ask.
        contact "contact": Option<Contact>, "contact", "{telephone: 04 65 71 00 00}";
        /// Since when it is open.
        open_since "ouvert_depuis": Option<Period>, "année ou date d’ouverture", "2009";
        /// Whether one can come.
        status "statut": Option<WorkspaceStatus>, "état du lieu", "ouvert";
    }
}

impl Workspace {
    /// An annex says of what.
    pub(super) fn validate(&self, reader: &Reader<'_>, cx: &mut Context<'_>) {
        use crate::diag::{Diagnostic, rules};
        use crate::model::common::is_there;
        use crate::text;
        if self.category == WorkspaceType::Annex && !is_there(reader, "annexe_de") {
            let message = text!(
                "une annexe dit de quel espace elle dépend : il manque `annexe_de`",
                "an annex says what it is an annex of: `annexe_de` is missing"
            );
            let diagnostic =
                Diagnostic::new(&rules::MISSING_FIELD, message).at(reader.span("type"));
            cx.diags.push(diagnostic.hint(text!(
                "ajoutez une ligne `annexe_de: murat`",
                "add a line `annexe_de: murat`"
            )));
        }
    }
}
