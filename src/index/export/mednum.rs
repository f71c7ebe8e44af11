//! Workspaces in the standard of digital mediation (`lieux-mediation-numerique` 1.0.2 of
//! schema.data.gouv.fr): its 32 columns in its order and with its vocabularies.
//!
//! Two required columns may stay empty, for the portal does not invent them: `pivot` (the
//! SIRET number, which editors do not give) and `adresse`.

use jiff::civil::Date;

use super::item::Item;
use super::table::{Columns, Table};
use crate::index;
use crate::model::common::Contact;
use crate::model::kind::{Equipment, Workspace, WorkspaceType};
use crate::model::value::Url;
use crate::text::phone::Phone;

pub(super) const NAME: &str = "LaMednum, lieux de médiation numérique 1.0.2";
pub(super) const URL: &str =
    "https://schema.data.gouv.fr/LaMednum/standard-mediation-num/";

type Place<'a> = Item<'a, Workspace>;

/// The places that are open.
pub(super) fn table(workspaces: &[Place<'_>]) -> Table {
    let is_open = |w: &&Place<'_>| w.data.is_open();
    let open: Vec<_> = workspaces.iter().filter(is_open).collect();
    let columns = presentation(address(Columns::default()));
    conditions(columns).table(&open)
}

fn address<'a>(columns: Columns<'a, &'a Place<'a>>) -> Columns<'a, &'a Place<'a>> {
    columns
        .with("id", "identifiant unique du lieu dans le portail", |w| w.id())
        .with("pivot", "SIRET ; vide quand le portail ne le connaît pas", |_| {
            String::new()
        })
        .with("nom", "nom du lieu", |w| w.entry.title.clone())
        .with("commune", "commune", |w| w.data.commune.0.name)
        .with(
            "code_postal",
            "code postal de la commune, le premier s’il y en a plusieurs",
            |w| w.data.commune.0.postcodes().next().unwrap_or_default(),
        )
        .with("code_insee", "code INSEE de la commune", |w| Some(w.data.commune.0.code))
        .with("adresse", "voie ; vide quand elle n’est pas donnée", |w| {
            w.data.address.clone().unwrap_or_default()
        })
        .with("complement_adresse", "complément d’adresse", |_| None::<String>)
        .with("latitude", "latitude, WGS 84", |w| Some(w.data.position.lat))
        .with("longitude", "longitude, WGS 84", |w| Some(w.data.position.lon))
        .with("typologie", "type de structure", |w| Some(typology(w.data.category)))
}

fn presentation<'a>(columns: Columns<'a, &'a Place<'a>>) -> Columns<'a, &'a Place<'a>> {
    columns
        .with("telephone", "téléphone, forme internationale", |w| phone(w))
        .with("courriels", "adresse électronique", |w| contact(w)?.email.clone())
        .with("site_web", "site du lieu, ou sa page dans le portail", |w| {
            contact(w).and_then(|c| c.url.clone()).or_else(|| w.url())
        })
        .with("horaires", "horaires, syntaxe OpenStreetMap", |w| w.data.hours.clone())
        .with("presentation_resume", "présentation, 280 caractères au plus", |w| {
            index::summary(w.entry).map(|text| cut(&text, 280))
        })
        .with("presentation_detail", "présentation détaillée", |w| w.text())
        .with("source", "éditeur du portail", |w| {
            Some(w.site.portal.settings(w.site.portal.lang).editor.name.clone())
        })
        .with("itinerance", "toujours Fixe", |_| Some("Fixe"))
        .with("structure_parente", "espace dont le lieu est l’annexe", |w| {
            let parent = w.data.annex_of.as_ref()?;
            let entry = w.site.entry(w.site.portal.lang, parent.id)?;
            Some(entry.title.clone())
        })
        .with("date_maj", "date de mise à jour, à défaut celle de l’export", updated)
}

fn conditions<'a>(columns: Columns<'a, &'a Place<'a>>) -> Columns<'a, &'a Place<'a>> {
    columns
        .with("services", "accès à internet, quand le lieu l’offre", |w| {
            services(w.data)
        })
        .with("publics_specifiquement_adresses", "non renseigné", |_| none())
        .with(
            "prise_en_charge_specifique",
            "handicaps moteurs, si l’accès est de plain-pied",
            |w| {
                let accessible = w.data.equipment.contains(&Equipment::Accessible);
                accessible.then_some("Handicaps moteurs")
            },
        )
        .with("frais_a_charge", "gratuit ou payant, d’après les formules", |w| {
            fees(w.data)
        })
        .with("dispositif_programmes_nationaux", "non renseigné", |_| none())
        .with("formations_labels", "labels de la liste du standard", |w| {
            labels(w.data, true)
        })
        .with("autres_formations_labels", "autres labels", |w| labels(w.data, false))
        .with("modalites_acces", "comment joindre le lieu", |w| access(w))
        .with("modalites_accompagnement", "non renseigné", |_| none())
        .with("fiche_acces_libre", "non renseigné", |_| None::<Url>)
        .with("prise_rdv", "page de réservation", |w| w.data.booking.clone())
}

fn none() -> Vec<String> {
    Vec::new()
}

fn contact<'a>(place: &Place<'a>) -> Option<&'a Contact> {
    place.data.contact.as_ref()
}

/// The standard takes no short numbers and no foreign ones.
fn phone(place: &Place<'_>) -> Option<Phone> {
    let phone = contact(place)?.phone.clone()?;
    matches!(phone, Phone::National(_)).then_some(phone)
}

fn updated(place: &&Place<'_>) -> Date {
    index::changed_on(place.entry).unwrap_or(place.site.today)
}

fn typology(category: WorkspaceType) -> &'static str {
    match category {
        WorkspaceType::Telecentre
        | WorkspaceType::ThirdPlace
        | WorkspaceType::Coworking
        | WorkspaceType::FabLab
        | WorkspaceType::Annex => "TIERS_LIEUX",
        WorkspaceType::PublicDigital | WorkspaceType::Incubator => "Autre",
    }
}

fn services(workspace: &Workspace) -> Vec<String> {
    let online = [Equipment::Fiber, Equipment::Wifi];
    let offers_access = workspace.category == WorkspaceType::PublicDigital
        || workspace.broadband.is_some()
        || workspace.equipment.iter().any(|item| online.contains(item));
    let service = "Accès internet et matériel informatique".to_owned();
    offers_access.then_some(service).into_iter().collect()
}

fn fees(workspace: &Workspace) -> Option<&'static str> {
    let mut prices = workspace.packs.iter().filter_map(|pack| pack.price).peekable();
    prices.peek()?;
    Some(if prices.all(|price| price == 0.0) { "Gratuit" } else { "Payant" })
}

/// The labels that the standard lists, or the others.
fn labels(workspace: &Workspace, listed: bool) -> Vec<String> {
    let known = ["Fabriques de Territoire", "ORDI 3.0", "SUD LABS (PACA)"];
    let labels = workspace.labels.iter();
    labels.filter(|label| known.contains(&label.as_str()) == listed).cloned().collect()
}

fn access(place: &Place<'_>) -> Vec<String> {
    let has = |test: fn(&Contact) -> bool| contact(place).is_some_and(test);
    let ways = [
        (place.data.hours.is_some(), "Se présenter"),
        (has(|contact| contact.phone.is_some()), "Téléphoner"),
        (has(|contact| contact.email.is_some()), "Contacter par mail"),
        (place.data.booking.is_some(), "Prendre un RDV en ligne"),
    ];
    ways.into_iter().filter(|(is, _)| *is).map(|(_, way)| way.to_owned()).collect()
}

/// The start of a text, cut between words.
pub(super) fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let start: String = text.chars().take(longest - 1).collect();
    let whole_words = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{}…", whole_words.trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_summary_is_cut_between_words() {
        assert_eq!(cut("douze postes", 12), "douze postes");
        assert_eq!(cut("douze postes, une salle", 15), "douze postes…");
        assert_eq!(cut(&"é".repeat(300), 280).chars().count(), 280);
    }
}
