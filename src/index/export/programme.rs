//! What takes place: events and training courses.

use jiff::civil::DateTime;
use serde_json::{Value, json};

use super::Draft;
use super::item::{self, Item, Spot, items, spot};
use super::table::{Columns, Instant};
use crate::model::kind::{
    Event, EventStatus, Online, Session, SessionType, Training, TrainingSession,
};
use crate::model::place::Kind;
use crate::model::value::Moment;
use crate::site::Site;

type Row<'a> = Item<'a, Event>;

pub(super) fn events(site: &Site<'_>) -> Draft {
    let rows = items::<Event>(site, Kind::Event);
    Draft {
        id: "agenda",
        title: "Agenda",
        description: "Événements, séances et rencontres ; une série est une ligne. \
            Le même agenda existe au format iCalendar : /agenda.ics.",
        table: with_detail(with_time(item::columns())).table(&rows),
        positions: Some(rows.iter().map(|e| place(e)?.position).collect()),
        official: None,
    }
}

fn with_time<'a>(columns: Columns<'a, Row<'a>>) -> Columns<'a, Row<'a>> {
    columns
        .with("debut", "début de la première séance", |e| instant(e, e.data.start))
        .with("fin", "fin de la première séance", |e| {
            e.data.end.map(|end| instant(e, end))
        })
        .with("journee_entiere", "dure toute la journée", |e| e.data.is_all_day())
        .with("recurrence", "règle de répétition, RRULE de la RFC 5545", rule)
        .with("exceptions", "jours sans séance", |e| {
            e.data.exceptions.iter().map(ToString::to_string).collect::<Vec<_>>()
        })
        .with("autres_dates", "débuts hors de la répétition", |e| {
            let times = e.data.other_times.iter();
            times.map(|time| instant(e, time.0.start).0).collect::<Vec<_>>()
        })
        .with("prochaine", "début de la prochaine séance, au jour de l’export", |e| {
            let mut all = e.site.occurrences_of(e.entry.id);
            let next = all.find(|o| e.site.is_ahead(&o.at))?;
            Some(instant(e, moment(e, next.at.start)))
        })
        .with("statut", "prevu, complet, reporte ou annule", |e| {
            e.data.status.unwrap_or(EventStatus::Planned).word()
        })
}

fn with_detail<'a>(columns: Columns<'a, Row<'a>>) -> Columns<'a, Row<'a>> {
    columns
        .with("theme", "thème", |e| e.data.theme.clone())
        .with("lieu", "nom du lieu", |e| Some(place(e)?.name))
        .with_town(|e| place(e)?.town)
        .with_position(|e| place(e)?.position)
        .with("en_ligne", "peut se suivre à distance", |e| e.data.online.is_some())
        .with("lien_en_ligne", "adresse pour suivre à distance", |e| {
            match e.data.online.as_ref()? {
                Online::At(url) => Some(url.clone()),
                Online::Yes => None,
            }
        })
        .with("organisateurs", "organisateurs", |e| e.data.organizers.clone())
        .with("inscription", "page d’inscription", |e| e.data.registration.clone())
        .with("tarif", "tarif, en clair", |e| e.data.price.clone())
        .with("programme", "séquences et intervenants", |e| {
            e.data.programme.iter().map(|part| session(e, part)).collect::<Vec<_>>()
        })
        .with("participants", "nombre de participants, après coup", |e| {
            e.data.report.as_ref()?.attendance
        })
}

fn place(event: &Row<'_>) -> Option<Spot> {
    spot(event.site, event.data.location.as_ref())
}

fn moment(event: &Row<'_>, start: DateTime) -> Moment {
    match event.data.is_all_day() {
        true => Moment::Day(start.date()),
        false => Moment::Time(start),
    }
}

fn instant(event: &Row<'_>, moment: Moment) -> Instant {
    let zone = event.site.zone(&event.entry.place.territory);
    Instant(match moment {
        Moment::Day(day) => day.to_string(),
        Moment::Time(time) => zone.with_offset(time),
    })
}

fn rule(event: &Row<'_>) -> Option<String> {
    let zone = event.site.zone(&event.entry.place.territory);
    let rule = event.data.recurrence.as_ref()?;
    let until = |last: DateTime| match event.data.is_all_day() {
        true => last.strftime("%Y%m%d").to_string(),
        false => zone.instant(last).strftime("%Y%m%dT%H%M%SZ").to_string(),
    };
    Some(rule.to_rrule(&zone, until))
}

fn session(event: &Row<'_>, session: &Session) -> Value {
    let day = event.data.start.date();
    let time = |time| instant(event, Moment::Time(time)).0;
    let speakers = session.speakers.iter().map(|speaker| {
        json!({
            "nom": speaker.name,
            "fonction": speaker.role,
            "organisation": speaker.organization,
        })
    });
    json!({
        "debut": time(session.start.on(day)),
        "fin": session.end.map(|end| time(end.on(day))),
        "titre": session.title,
        "type": session.category.map(SessionType::word),
        "piste": session.track,
        "intervenants": speakers.collect::<Vec<_>>(),
    })
}

pub(super) fn trainings(site: &Site<'_>) -> Draft {
    let rows = items::<Training>(site, Kind::Training);
    let columns = item::columns::<Training>()
        .with("organisme", "organisme", |t| t.data.provider.clone())
        .with("publics", "publics", |t| t.data.audiences.clone())
        .with("duree", "durée, en clair", |t| t.data.duration.clone())
        .with("lieu", "nom du lieu", |t| {
            Some(spot(t.site, t.data.location.as_ref())?.name)
        })
        .with_town(|t| spot(t.site, t.data.location.as_ref())?.town)
        .with("sessions", "sessions", |t| {
            t.data.sessions.iter().map(course).collect::<Vec<_>>()
        })
        .with("prochaine", "premier jour de la prochaine session", |t| {
            let days = t.data.sessions.iter().map(|session| session.start);
            days.filter(|day| *day >= t.site.today).min()
        })
        .with("financement", "financement, en clair", |t| t.data.funding.clone())
        .with("resultats", "résultats obtenus", |t| item::figures(&t.data.results))
        .with("inscription", "page d’inscription", |t| t.data.registration.clone());
    Draft {
        id: "formations",
        title: "Formations",
        description: "Formations, leurs sessions et leurs résultats.",
        table: columns.table(&rows),
        positions: None,
        official: None,
    }
}

fn course(session: &TrainingSession) -> Value {
    json!({
        "debut": session.start.to_string(),
        "fin": session.end.map(|end| end.to_string()),
        "commune": session.commune.map(|town| town.0.name),
        "places": session.seats,
        "exemple": session.example,
    })
}
