//! Services of daily life and childcare, as imports know them.

use super::Draft;
use super::table::{Columns, period_text};
use crate::model::service::{Childcare, Service, Services};
use crate::model::sheet::Provenance;
use crate::model::territory::Town;
use crate::site::Site;

/// A row of a sheet with where it comes from.
struct Known<'a, R> {
    provenance: &'a Provenance,
    row: &'a R,
}

/// What the sheets of each département know.
fn known<'a, R: 'a, I: IntoIterator<Item = (&'a Provenance, &'a R)>>(
    site: &'a Site<'a>,
    rows: impl Fn(&'a Services) -> I,
) -> Vec<Known<'a, R>> {
    let all = site.services().flat_map(|services| {
        let rows = rows(services).into_iter();
        rows.map(|(provenance, row)| Known { provenance, row })
    });
    all.collect()
}

/// The columns of every row of a sheet, around its own.
fn columns<'a, R>(
    town: impl Fn(&R) -> Town + Copy + 'a,
    own: impl FnOnce(Columns<'a, Known<'a, R>>) -> Columns<'a, Known<'a, R>>,
) -> Columns<'a, Known<'a, R>> {
    let columns = Columns::<Known<'_, R>>::default()
        .with("departement", "code INSEE du département", move |k| {
            town(k.row).0.department
        })
        .with_town(move |k| Some(town(k.row)));
    own(columns)
        .with("source", "titre du jeu de données d’origine", |k| {
            k.provenance.title.clone()
        })
        .with("producteur", "qui le produit", |k| k.provenance.producer.clone())
        .with("licence", "sa licence", |k| k.provenance.licence.clone())
        .with("date_source", "année ou date du fichier d’origine", |k| {
            k.provenance.source().0.date.map(period_text)
        })
        .with("exemple", "vrai quand la ligne est un exemple", |k| k.provenance.example)
}

pub(super) fn services(site: &Site<'_>) -> Draft {
    let rows = known(site, |services| {
        let kinds = services.by_kind().into_values();
        kinds.flat_map(|(origin, all)| all.into_iter().map(move |one| (origin, one)))
    });
    let columns = columns(
        |service: &Service| service.commune,
        |columns| {
            columns
                .with("type", "type de service", |k| k.row.kind.word())
                .with("nom", "nom, quand ce n’est pas celui d’une personne", |k| {
                    k.row.name.clone()
                })
                .with("identifiant", "identifiant officiel", |k| k.row.id.clone())
                .with(
                    "prive",
                    "vrai pour un établissement d’enseignement privé",
                    |k| k.row.private,
                )
                .with("nombre", "combien il y en a à cet endroit", |k| {
                    k.row.count.unwrap_or(1)
                })
                .with_position(|k| k.row.position)
        },
    );
    Draft {
        id: "services",
        title: "Services du quotidien",
        description: "Écoles, commerces, soins, gares : d’après les répertoires officiels \
            importés, un type de service venant d’un seul d’entre eux.",
        table: columns.table(&rows),
        positions: Some(rows.iter().map(|k| k.row.position).collect()),
        official: None,
    }
}

pub(super) fn childcare(site: &Site<'_>) -> Draft {
    let rows = known(site, |services| {
        let sheets = services.childcare.iter();
        sheets.flat_map(|sheet| sheet.readings.iter().map(|one| (&sheet.provenance, one)))
    });
    let columns = columns(
        |reading: &Childcare| reading.commune,
        |columns| {
            columns
                .with("annee", "année", |k| k.row.year)
                .with("taux", "places pour 100 enfants de moins de trois ans", |k| {
                    k.row.rate
                })
                .with("taux_creche", "dont en crèche", |k| k.row.nurseries)
                .with("places", "places, tous modes d’accueil", |k| k.row.places)
        },
    );
    Draft {
        id: "petite-enfance",
        title: "Accueil de la petite enfance",
        description: "Capacité théorique d’accueil des enfants de moins de trois ans, par \
            commune.",
        table: columns.table(&rows),
        positions: None,
        official: None,
    }
}
