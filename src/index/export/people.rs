//! People who agreed to be named: testimonials, networks and their members. No phone
//! number and no e-mail address of a person leaves the portal this way.

use serde_json::{Value, json};

use super::Draft;
use super::item::{self, Item, items};
use super::table::{Columns, period_text};
use super::write::number_value;
use crate::model::kind::{
    Member, Members, Network, SectorShare, Testimonial, WorkStatus,
};
use crate::model::place::Kind;
use crate::site::Site;

/// Listed testimonials are those that may be published.
pub(super) fn testimonials(site: &Site<'_>) -> Draft {
    let rows = items::<Testimonial>(site, Kind::Testimonial);
    let columns = item::columns::<Testimonial>()
        .with("nom", "nom, ou description d’un exemple", |t| t.data.name.clone())
        .with("metier", "métier", |t| t.data.trade.clone())
        .with("secteur", "secteur d’activité", |t| t.data.sector.clone())
        .with("statut", "statut professionnel", |t| t.data.status.map(WorkStatus::word))
        .with_town(|t| t.data.commune)
        .with("origine", "d’où vient la personne", |t| t.data.origin.clone())
        .with("arrivee", "année d’arrivée", |t| t.data.arrival)
        .with("citation", "ses mots", |t| t.data.quote.clone());
    Draft {
        id: "temoignages",
        title: "Témoignages",
        description: "Ce que disent des personnes installées, avec leur accord ou en \
            propos déjà publics.",
        table: columns.table(&rows),
        positions: None,
        official: None,
    }
}

pub(super) fn networks(site: &Site<'_>) -> Draft {
    let rows = items::<Network>(site, Kind::Network);
    let columns = item::columns::<Network>()
        .with("porteur", "qui porte le réseau", |n| n.data.lead.clone())
        .with("services", "services aux membres", |n| {
            n.data.services.iter().map(|s| s.title.clone()).collect::<Vec<_>>()
        })
        .with("effectif", "nombre de membres annoncé", |n| {
            n.data.headcount.as_ref().map(|count| count.value)
        })
        .with("effectif_date", "année ou date du nombre annoncé", |n| {
            n.data.headcount.as_ref()?.date
        })
        .with("effectif_source", "source du nombre annoncé", |n| {
            Some(n.data.headcount.as_ref()?.source.as_ref()?.0.title.clone())
        })
        .with("secteurs", "répartition publiée", |n| {
            n.data.sectors.iter().map(sector).collect::<Vec<_>>()
        })
        .with("charte", "engagements", |n| n.data.charter.clone());
    Draft {
        id: "reseaux",
        title: "Réseaux",
        description: "Réseaux et clubs de professionnels, avec les effectifs annoncés.",
        table: columns.table(&rows),
        positions: None,
        official: None,
    }
}

fn sector(share: &SectorShare) -> Value {
    json!({
        "secteur": share.sector,
        "effectif": share.count,
        "part": share.share.map(number_value),
        "date": share.date.map(period_text),
        "source": share.source.as_ref().map(|source| &source.0.title),
    })
}

/// A member with the file that lists them.
struct Listed<'a> {
    file: Item<'a, Members>,
    member: &'a Member,
}

pub(super) fn members(site: &Site<'_>) -> Draft {
    let rows: Vec<Listed<'_>> =
        items::<Members>(site, Kind::Members).into_iter().flat_map(published).collect();
    let columns = Columns::<Listed<'_>>::default()
        .with("nom", "nom, ou description d’un exemple", |m| m.member.name.clone())
        .with("activite", "activité", |m| m.member.activity.clone())
        .with("secteur", "secteur", |m| m.member.sector.clone())
        .with("departement", "code INSEE du département", |m| m.file.department_code())
        .with_town(|m| m.member.commune)
        .with("site_web", "site web", |m| m.member.site.clone())
        .with("depuis", "membre depuis l’année", |m| m.member.since)
        .with("reseau", "identifiant du réseau", |m| {
            let network = m.member.network.as_ref()?;
            m.file.site.entry(m.file.site.portal.lang, network.id).map(item::id)
        })
        .with("exemple", "vrai quand le membre est un exemple", |m| m.member.example);
    Draft {
        id: "membres",
        title: "Membres des réseaux",
        description: "Membres qui ont accepté de paraître, par secteur et commune, sans \
            leurs coordonnées.",
        table: columns.table(&rows),
        positions: None,
        official: None,
    }
}

fn published<'a>(file: Item<'a, Members>) -> Vec<Listed<'a>> {
    let Item { site, entry, data } = file;
    let members = data.members.iter().filter(|member| member.is_listed_on(site.today));
    members.map(|member| Listed { file: Item { site, entry, data }, member }).collect()
}
