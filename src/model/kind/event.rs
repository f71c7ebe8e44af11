//! Events, their programme and what came of them.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::calendar::{Occurrence, Recurrence, Timing, Zone};
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::geo::{self, Lookup, Position};
use crate::model::kind::workspace::Workspace;
use crate::model::record::{
    Context, Reader, Record, Shape, Value, bad_value, decode_record,
};
use crate::model::reference::Ref;
use crate::model::territory::{Town, known_department};
use crate::model::value::{AltText, ImagePath, Moment, Prose, SessionTime, Url};
use crate::yaml::Node;
use crate::{choice, record, text};

/// Most sessions of a programme: a page with more of them is no programme.
pub const MAX_SESSIONS: usize = 1_000;
/// Most times that are told one by one.
pub const MAX_TIMES: usize = 1_000;
/// Years in which events take place: calendars know the clocks of France from the first one
/// on, and what lasts longer would have a page for each of its months.
pub const YEARS: RangeInclusive<i16> = 1970..=2099;

choice! {
    /// Whether it takes place.
    pub enum EventStatus {
        /// As announced.
        Planned = "prevu",
        /// Full.
        Full = "complet",
        /// Put off.
        Postponed = "reporte",
        /// Canceled.
        Canceled = "annule",
    }
}

choice! {
    /// What a session is.
    pub enum SessionType {
        /// Opening.
        Opening = "ouverture",
        /// Plenary.
        Plenary = "pleniere",
        /// Round table.
        RoundTable = "table-ronde",
        /// Workshop.
        Workshop = "atelier",
        /// Talk.
        Talk = "conference",
        /// Break.
        Break = "pause",
        /// Meal.
        Meal = "repas",
        /// Closing.
        Closing = "cloture",
    }
}

record! {
    /// Someone who speaks.
    pub struct Speaker {
        /// Who.
        name "nom": String, "nom", "Prénom Nom";
        /// In which role.
        role "fonction": Option<String>, "fonction", "directrice";
        /// For whom.
        organization "organisation": Option<String>, "organisation", "Lozère Développement";
    }
}

record! {
    /// A part of the programme.
    pub struct Session {
        /// When it starts.
        start "debut": SessionTime, "heure de début", "09:30";
        /// When it ends.
        end "fin": Option<SessionTime>, "heure de fin", "11:00";
        /// Its title.
        title "titre": String, "titre", "Première table ronde";
        /// What it is.
        category "type": Option<SessionType>, "nature de la séquence", "table-ronde";
        /// Name of the track, when several run side by side.
        track "piste": Option<String>, "piste, si plusieurs séquences sont en parallèle", "Atelier A";
        /// What it is about.
        text "texte": Option<Prose>, "de quoi il s’agit", "Les réseaux et leurs limites.";
        /// Who speaks.
        speakers "intervenants": Vec<Speaker>, "intervenants", "[{nom: Prénom Nom}]";
    }
}

record! {
    /// A place that has no page of its own.
    pub struct Venue {
        /// Its name.
        name "nom": String, "nom du lieu", "Salle des fêtes";
        /// Street address.
        address "adresse": Option<String>, "adresse", "Place de la Mairie";
        /// Commune.
        commune "commune": Option<Town>, "commune", "Aurillac";
        /// Position.
        position "position": Option<Position>, "[latitude, longitude]", "[44.93, 2.44]";
    }
}

/// Where an event takes place.
#[derive(Debug, Clone, PartialEq)]
pub enum Location {
    /// A workspace of the portal.
    Workspace(Ref<Workspace>),
    /// Somewhere else.
    Venue(Venue),
}

impl Value for Location {
    fn shape() -> Shape {
        Shape::Named(Venue::fields)
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        if node.as_text().is_some() {
            return Self::named(node, cx);
        }
        decode_record(node, cx).map(Self::Venue)
    }
}

impl Location {
    /// A workspace by its name, or else a commune by its own.
    fn named(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let mut aside = Diagnostics::default();
        let Context { catalog, territory, field, .. } = *cx;
        let mut trial = Context { catalog, territory, field, diags: &mut aside };
        if let Some(reference) = Ref::decode(node, &mut trial) {
            return Some(Self::Workspace(reference));
        }
        if names_commune(node, cx) {
            return Town::decode(node, cx).map(|town| Self::Venue(Venue::of(town)));
        }
        cx.diags.append(aside);
        None
    }
}

/// Whether a text is the name of a commune of the département. Without a capital, it is
/// rather the name of a file that does not exist.
fn names_commune(node: &Node, cx: &Context<'_>) -> bool {
    let (Some(text), Some(code)) = (node.as_text(), known_department(cx)) else {
        return false;
    };
    let found = geo::lookup(text, code);
    text.contains(char::is_uppercase)
        && matches!(found, Lookup::Found(_) | Lookup::Renamed { .. })
}

impl Venue {
    /// Somewhere in a commune, named by it alone.
    fn of(town: Town) -> Self {
        let name = town.0.name.to_owned();
        Self { name, address: None, commune: Some(town), position: None }
    }
}

/// Whether, and where, one can follow from a distance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Online {
    /// One can; the address comes with the registration.
    Yes,
    /// At this address.
    At(Url),
}

impl Value for Online {
    fn shape() -> Shape {
        Shape::Format("uri")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        match node.as_text() {
            Some(text) if text.contains('.') || text.contains("://") => {
                Url::decode(node, cx).map(Self::At)
            }
            _ => yes_or_no(node, cx)?.then_some(Self::Yes),
        }
    }
}

/// Yes or no, said not to be the only answers when it is neither.
fn yes_or_no(node: &Node, cx: &mut Context<'_>) -> Option<bool> {
    let Context { catalog, territory, field, .. } = *cx;
    let mut aside = Diagnostics::default();
    let answer =
        bool::decode(node, &mut Context { catalog, territory, field, diags: &mut aside });
    if answer.is_none() {
        let message = text!(
            "`oui`, `non` ou une adresse web est attendu ici",
            "`oui`, `non` or a web address is expected here"
        );
        bad_value(node, message, cx);
    }
    answer
}

record! {
    /// A link with its title.
    pub struct TitledLink {
        /// What is there.
        title "titre": String, "ce qu’on y trouve", "Le programme";
        /// Address.
        url "url": Url, "adresse", "https://www.example.org";
    }
}

record! {
    /// A picture of the day.
    pub struct Photo {
        /// Its file.
        image "image": ImagePath, "fichier de l’image", "salle.jpg";
        /// What it shows.
        alt "alt": AltText, "ce que montre l’image", "La salle comble";
        /// Its caption.
        caption "legende": Option<String>, "légende", "L’ouverture";
    }
}

record! {
    /// What came of it.
    pub struct Report {
        /// How many people came.
        attendance "participants": Option<u32>, "nombre de participants", "110";
        /// The story.
        text "texte": Option<Prose>, "récit", "La journée a réuni…";
        /// What to remember.
        takeaways "enseignements": Vec<String>, "ce qu’il faut retenir", "[Les services de base comptent]";
        /// To read on.
        links "liens": Vec<TitledLink>, "liens", "[{titre: Programme, url: https://www.example.org}]";
        /// Pictures.
        photos "photos": Vec<Photo>, "photos", "[{image: salle.jpg, alt: La salle comble}]";
    }
}

record! {
    /// The fields of an [`OtherTime`].
    pub struct OtherTimeFields {
        /// When it starts.
        start "debut": Moment, "début", "2026-12-03T09:30";
        /// When it ends.
        end "fin": Option<Moment>, "fin, si la durée change", "2026-12-03T12:00";
    }
}

/// A further time of an event: its fields, or just when it starts.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherTime(pub OtherTimeFields);

impl Value for OtherTime {
    fn shape() -> Shape {
        Shape::Named(OtherTimeFields::fields)
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        if node.as_text().is_none() {
            return decode_record(node, cx).map(Self);
        }
        let start = Moment::decode(node, cx)?;
        Some(Self(OtherTimeFields { start, end: None }))
    }
}

record! {
    /// An event.
    pub struct Event {
        /// When it starts.
        start "debut": Moment, "début", "2026-12-03T09:30";
        /// When it ends.
        end "fin": Option<Moment>, "fin", "2026-12-03T12:00";
        /// Whether it lasts the whole day or days.
        all_day "journee_entiere": bool, "dure toute la journée", "oui";
        /// How it comes back.
        recurrence "recurrence": Option<Recurrence>, "répétition", "chaque mois, 1er mardi";
        /// Days left out of the series.
        exceptions "exceptions": Vec<Date>, "jours sans séance", "[2026-12-25]";
        /// Times beside the first one and the series.
        other_times "autres_dates": Vec<OtherTime>, "autres dates, hors de la répétition", "[2026-12-10T09:30]";
        /// What it is about, in a word or two.
        theme "theme": Option<String>, "thème, en un ou deux mots", "création d’entreprise";
        /// Where.
        location "lieu": Option<Location>, "espace du portail, ou lieu", "murat";
        /// Whether one can follow from a distance.
        online "en_ligne": Option<Online>, "à distance : adresse, ou oui", "https://www.example.org/visio";
        /// Whether it takes place.
        status "statut": Option<EventStatus>, "état", "prevu";
        /// Who organizes it.
        organizers "organisateurs": Vec<String>, "organisateurs", "[CCI du Gers]";
        /// Where to register.
        registration "inscription": Option<Url>, "page d’inscription", "https://www.example.org/inscription";
        /// What it costs, in words.
        price "tarif": Option<String>, "tarif en clair", "gratuit";
        /// Revision number of the event for calendars (`SEQUENCE` of RFC 5545).
        revision "revision": Option<u32>, "à augmenter à chaque changement de date ou de lieu", "1";
        /// The programme.
        programme "programme": Vec<Session>, "programme", "[{debut: \"09:30\", titre: Ouverture}]";
        /// What came of it.
        report "bilan": Option<Report>, "bilan, après l’événement", "{participants: 110}";
    }
}

impl Event {
    /// Whether it is announced by day, without times.
    pub fn is_all_day(&self) -> bool {
        self.all_day || matches!(self.start, Moment::Day(_))
    }

    /// Whether it takes place more than once.
    pub fn comes_back(&self) -> bool {
        self.recurrence.is_some() || !self.other_times.is_empty()
    }

    /// When it takes place, for the calendar.
    pub fn timing(&self, zone: Zone) -> Timing {
        let mut timing = Timing {
            start: self.start.time(),
            end: self.end.map(Moment::time),
            all_day: self.is_all_day(),
            recurrence: self.recurrence.clone(),
            exceptions: self.exceptions.clone(),
            others: Vec::new(),
            zone,
        };
        let other = |OtherTime(time): &OtherTime| {
            let usual = timing.occurrence(time.start.time());
            Occurrence { end: time.end.map(Moment::time).or(usual.end), ..usual }
        };
        timing.others = self.other_times.iter().map(other).collect();
        timing
    }

    /// It ends after it starts, and so do its sessions.
    pub(super) fn validate(&self, reader: &Reader<'_>, cx: &mut Context<'_>) {
        self.check_end(reader, cx);
        self.check_limits(reader, cx);
        for (rank, item) in (1..).zip(reader.items("programme")) {
            if session_is_backwards(item, self.start.date()) == Some(true) {
                let message = text!(
                    "la séquence n° {rank} finit avant de commencer",
                    "session {rank} ends before it starts"
                );
                let fault = Diagnostic::new(&rules::IMPOSSIBLE_DATES, message);
                cx.diags.push(fault.at(item.span));
            }
        }
    }

    fn check_limits(&self, reader: &Reader<'_>, cx: &mut Context<'_>) {
        let (first, last) = (YEARS.start(), YEARS.end());
        let days = [("debut", Some(self.start)), ("fin", self.end)];
        for (key, moment) in days {
            if moment.is_some_and(|moment| !YEARS.contains(&moment.date().year())) {
                let message = text!(
                    "un événement a lieu entre {first} et {last}",
                    "an event takes place between {first} and {last}"
                );
                let fault = Diagnostic::new(&rules::LIMIT, message);
                cx.diags.push(fault.at(reader.span(key)));
            }
        }
        if self.recurrence.is_some() && self.timing(Zone::paris()).first().is_none() {
            let message = text!(
                "cette répétition ne tombe sur aucun jour",
                "this recurrence falls on no day"
            );
            let fault = Diagnostic::new(&rules::IMPOSSIBLE_DATES, message);
            cx.diags.push(fault.at(reader.span("recurrence")));
        }
        for (rank, OtherTime(time)) in (1..).zip(&self.other_times) {
            let in_years = YEARS.contains(&time.start.date().year());
            if !in_years || time.end.is_some_and(|end| end.time() < time.start.time()) {
                let message = text!(
                    "la date n° {rank} finit avant de commencer, ou n’est pas entre {first} et {last}",
                    "date {rank} ends before it starts, or is not between {first} and {last}"
                );
                let item = reader.items("autres_dates").get(rank - 1);
                let span =
                    item.map_or_else(|| reader.span("autres_dates"), |item| item.span);
                cx.diags
                    .push(Diagnostic::new(&rules::IMPOSSIBLE_DATES, message).at(span));
            }
        }
        if self.other_times.len() > MAX_TIMES {
            let message =
                text!("plus de {MAX_TIMES} dates", "more than {MAX_TIMES} dates");
            let fault = Diagnostic::new(&rules::LIMIT, message);
            cx.diags.push(fault.at(reader.span("autres_dates")));
        }
        if reader.items("programme").len() > MAX_SESSIONS {
            let message = text!(
                "plus de {MAX_SESSIONS} séquences dans un programme",
                "more than {MAX_SESSIONS} sessions in a programme"
            );
            let fault =
                Diagnostic::new(&rules::LIMIT, message).at(reader.span("programme"));
            cx.diags.push(fault.hint(text!(
                "faites un événement par journée ou par lieu",
                "make an event for each day or place"
            )));
        }
    }

    fn check_end(&self, reader: &Reader<'_>, cx: &mut Context<'_>) {
        let Some(end) = self.end else { return };
        let day_only = self.is_all_day() || matches!(end, Moment::Day(_));
        let backwards = if day_only {
            end.date() < self.start.date()
        } else {
            end.time() <= self.start.time()
        };
        if backwards {
            let message = text!(
                "l’événement finit avant de commencer",
                "the event ends before it starts"
            );
            let start = reader.span("debut");
            cx.diags.push(
                Diagnostic::new(&rules::IMPOSSIBLE_DATES, message)
                    .at(reader.span("fin"))
                    .label(start, text!("début ici", "starts here")),
            );
        }
    }
}

/// Whether a session ends before it starts; `None` when a time is absent or unreadable.
fn session_is_backwards(item: &Node, day: Date) -> Option<bool> {
    let time = |key| SessionTime::parse(item.get(key)?.as_text()?).ok();
    let start = time("debut")?.on(day);
    // An hour alone is of the day on which the session starts.
    Some(time("fin")?.on(start.date()) < start)
}
