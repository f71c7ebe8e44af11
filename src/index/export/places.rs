//! Workspaces and offers.

use serde_json::{Value, json};

use super::item::{self, Item, items};
use super::write::number_value;
use super::{Draft, mednum};
use crate::model::common::Contact;
use crate::model::kind::{
    Channel, EnergyClass, JobContract, Offer, OfferStatus, Pack, PriceUnit, Room,
    Technology, Workspace, WorkspaceStatus,
};
use crate::model::place::Kind;
use crate::site::Site;

type Columns<'a, T> = super::table::Columns<'a, Item<'a, T>>;

pub(super) fn workspaces(site: &Site<'_>) -> Draft {
    let rows = items::<Workspace>(site, Kind::Workspace);
    Draft {
        id: "espaces",
        title: "Espaces de travail",
        description: "Télécentres, tiers-lieux, espaces de coworking et espaces publics \
            numériques. Le CSV suit le standard de la médiation numérique et ne contient \
            que les lieux ouverts.",
        table: with_use(with_site(item::columns())).table(&rows),
        positions: Some(rows.iter().map(|w| Some(w.data.position)).collect()),
        official: Some((mednum::NAME, mednum::URL, mednum::table(&rows))),
    }
}

fn with_site<'a>(columns: Columns<'a, Workspace>) -> Columns<'a, Workspace> {
    columns
        .with("type", "nature du lieu", |w| w.data.category.word())
        .with_town(|w| Some(w.data.commune))
        .with("adresse", "adresse postale", |w| w.data.address.clone())
        .with_position(|w| Some(w.data.position))
        .with("annexe_de", "identifiant de l’espace dont c’est l’annexe", |w| {
            let parent = w.data.annex_of.as_ref()?;
            w.site.entry(w.site.portal.lang, parent.id).map(item::id)
        })
        .with("statut", "ouvert, projet ou ferme", |w| {
            w.data.status.unwrap_or(WorkspaceStatus::Open).word()
        })
        .with("ouvert_depuis", "année ou date d’ouverture", |w| w.data.open_since)
        .with("horaires", "horaires, syntaxe OpenStreetMap", |w| w.data.hours.clone())
}

fn with_use<'a>(columns: Columns<'a, Workspace>) -> Columns<'a, Workspace> {
    columns
        .with("postes", "nombre de postes de travail", |w| w.data.seats)
        .with("salles", "salles, places et tarifs", |w| {
            w.data.rooms.iter().map(room).collect::<Vec<_>>()
        })
        .with("packs", "formules et prix en euros", |w| {
            w.data.packs.iter().map(pack).collect::<Vec<_>>()
        })
        .with("equipements", "équipements", |w| {
            w.data.equipment.iter().map(|e| e.word().to_owned()).collect::<Vec<_>>()
        })
        .with("technologie", "technologie de la connexion", |w| {
            w.data.broadband.as_ref()?.technology.map(Technology::word)
        })
        .with("debit_descendant", "débit descendant, en Mbit/s", |w| {
            w.data.broadband.as_ref()?.down
        })
        .with("debit_montant", "débit montant, en Mbit/s", |w| {
            w.data.broadband.as_ref()?.up
        })
        .with("labels", "labels et chartes", |w| w.data.labels.clone())
        .with("publics", "publics accueillis", |w| w.data.audiences.clone())
        .with("telephone", "téléphone du lieu, forme internationale", |w| {
            contact(w)?.phone.clone()
        })
        .with("courriel", "adresse électronique du lieu", |w| contact(w)?.email.clone())
        .with("site_web", "site du lieu", |w| contact(w)?.url.clone())
        .with("reservation", "page de réservation", |w| w.data.booking.clone())
}

fn contact<'a>(item: &Item<'a, Workspace>) -> Option<&'a Contact> {
    item.data.contact.as_ref()
}

fn room(room: &Room) -> Value {
    json!({
        "nom": room.name,
        "places": room.seats,
        "tarif": room.price,
        "equipements": room.equipment,
        "reservable": room.bookable,
    })
}

fn pack(pack: &Pack) -> Value {
    json!({
        "nom": pack.name,
        "prix": pack.price.map(number_value),
        "unite": pack.unit.map(PriceUnit::word),
        "contenu": pack.content,
    })
}

/// Contacts stay on the pages: some are those of private persons.
pub(super) fn offers(site: &Site<'_>) -> Draft {
    let rows = items::<Offer>(site, Kind::Offer);
    let columns = item::columns::<Offer>()
        .with("nature", "nature de l’offre", |o| o.data.nature.word())
        .with("statut", "disponible, sous-option ou pourvue", |o| {
            o.data.status.unwrap_or(OfferStatus::Available).word()
        })
        .with_town(|o| Some(o.data.commune))
        .with_position(|o| o.data.position)
        .with("prix", "prix en euros", |o| o.data.price)
        .with("loyer", "loyer en euros par mois", |o| o.data.rent)
        .with("salaire", "salaire, en clair", |o| o.data.pay.clone())
        .with("contrat", "type de contrat", |o| o.data.contract.map(JobContract::word))
        .with("teletravail", "poste télétravaillable", |o| o.data.remote)
        .with("surface", "surface en m²", |o| o.data.surface)
        .with("terrain", "surface du terrain en m²", |o| o.data.land)
        .with("pieces", "nombre de pièces", |o| o.data.rooms)
        .with("dpe", "classe énergie", |o| o.data.energy.map(EnergyClass::word))
        .with("canal", "par qui l’offre passe", |o| o.data.channel.map(Channel::word))
        .with("verifie_le", "date de la dernière vérification", |o| o.data.checked_on)
        .with("expire_le", "jour où l’offre est retirée", |o| {
            o.entry.common.expire_on
        })
        .with("lie_a", "identifiants des offres et espaces qui vont avec", |o| {
            let ids = o.data.related.iter().map(|related| related.id);
            let entries = ids.filter_map(|id| o.site.entry(o.site.portal.lang, id));
            entries.map(item::id).collect::<Vec<_>>()
        });
    Draft {
        id: "offres",
        title: "Offres",
        description: "Logements, entreprises à reprendre, emplois, locaux et terrains, \
            avec la date de leur dernière vérification.",
        table: columns.table(&rows),
        positions: Some(rows.iter().map(|o| o.data.position).collect()),
        official: None,
    }
}
