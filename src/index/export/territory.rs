//! Territories in figures: communes, départements, property market, and every figure of
//! the portal with its source.

use serde_json::{Value, json};

use super::Draft;
use super::item::{self, Item, items};
use super::table::{Columns, period_text};
use super::write::number_value;
use crate::geo;
use crate::index::{self, url_of};
use crate::model::Entry;
use crate::model::common::{Argument, Figure, Reading as Point, Source};
use crate::model::kind::{
    CommuneSheet, Department, Members, PropertyMarket, PropertyReading, Workspace,
};
use crate::model::place::Kind;
use crate::model::value::Url;
use crate::site::Site;

pub(super) fn communes(site: &Site<'_>) -> Draft {
    let rows = items::<CommuneSheet>(site, Kind::Commune);
    let columns = item::columns::<CommuneSheet>()
        .with_town(|c| Some(c.data.commune))
        .with_position(|c| c.data.position)
        .with("population", "population municipale", |c| c.data.commune.0.population)
        .with("codes_postaux", "codes postaux", |c| {
            c.data.commune.0.postcodes().map(str::to_owned).collect::<Vec<_>>()
        })
        .with("services", "services du quotidien", |c| c.data.services.clone())
        .with("avantages", "avantages", |c| titles(&c.data.advantages))
        .with("inconvenients", "inconvénients", |c| titles(&c.data.drawbacks));
    Draft {
        id: "communes",
        title: "Communes présentées",
        description: "Communes qui ont une fiche : services, avantages, inconvénients.",
        table: columns.table(&rows),
        positions: Some(rows.iter().map(|c| c.data.position).collect()),
        official: None,
    }
}

fn titles(arguments: &[Argument]) -> Vec<String> {
    arguments.iter().map(|argument| argument.title.clone()).collect()
}

/// A reading with the market that it belongs to.
struct Reading<'a> {
    market: Item<'a, PropertyMarket>,
    reading: &'a PropertyReading,
}

pub(super) fn property(site: &Site<'_>) -> Draft {
    let markets = items::<PropertyMarket>(site, Kind::Property).into_iter();
    let rows: Vec<_> = markets.flat_map(readings).collect();
    let columns = Columns::<Reading<'_>>::default()
        .with("departement", "code INSEE du département", |r| r.market.department_code())
        .with_town(|r| r.reading.commune)
        .with(
            "intercommunalite",
            "nom de l’intercommunalité, pour un relevé à son échelle",
            |r| r.reading.epci.map(|epci| epci.0.name),
        )
        .with("siren", "code SIREN de l’intercommunalité", |r| {
            r.reading.epci.map(|epci| epci.0.code)
        })
        .with("type", "nature du bien", |r| r.reading.category.word())
        .with("annee", "année", |r| r.reading.year)
        .with("prix_m2", "prix médian au m², en euros", |r| r.reading.price)
        .with("q1", "premier quartile du prix au m²", |r| r.reading.q1)
        .with("q3", "troisième quartile du prix au m²", |r| r.reading.q3)
        .with("loyer_m2", "loyer médian au m² et par mois, en euros", |r| {
            r.reading.rent
        })
        .with("effectif", "nombre de ventes ou de baux", |r| r.reading.sample)
        .with("source", "source", |r| {
            let source = r.reading.source.as_ref().or(r.market.data.source.as_ref())?;
            Some(source.0.title.clone())
        })
        .with("exemple", "vrai quand le relevé est un exemple", |r| {
            r.reading.example || r.market.entry.common.example
        });
    Draft {
        id: "immobilier",
        title: "Marché immobilier",
        description: "Prix et loyers médians au m², avec l’effectif et les quartiles.",
        table: columns.table(&rows),
        positions: None,
        official: None,
    }
}

fn readings<'a>(market: Item<'a, PropertyMarket>) -> Vec<Reading<'a>> {
    let Item { site, entry, data } = market;
    let readings = data.readings.iter();
    readings
        .map(|reading| Reading { market: Item { site, entry, data }, reading })
        .collect()
}

/// A figure with the page that puts it forward.
struct Stated<'a> {
    site: &'a Site<'a>,
    entry: &'a Entry,
    figure: &'a Figure,
}

pub(super) fn figures(site: &Site<'_>) -> Draft {
    let entries = site.portal.entries.values();
    let listed = entries.filter(|entry| site.state(entry.id).is_listed());
    let rows: Vec<_> = listed
        .flat_map(|entry| {
            let figures = entry.common.figures.iter();
            figures.map(move |figure| Stated { site, entry, figure })
        })
        .collect();
    let columns = Columns::<Stated<'_>>::default()
        .with("page", "titre de la page", |f| f.entry.title.clone())
        .with("url", "adresse de la page", |f| {
            url_of(f.site, f.site.portal.lang, f.entry).map(Url)
        })
        .with("libelle", "ce que compte le chiffre", |f| f.figure.label.clone())
        .with("valeur", "valeur", |f| f.figure.value)
        .with("unite", "unité", |f| f.figure.unit.clone())
        .with("prefixe", "mot placé avant, comme « environ »", |f| {
            f.figure.prefix.clone()
        })
        .with("date", "année ou date", |f| f.figure.date)
        .with("source", "source", |f| Some(source(f)?.0.title.clone()))
        .with("source_url", "adresse de la source", |f| source(f)?.0.url.clone())
        .with("reference", "chiffre auquel il est comparé", |f| {
            Some(f.figure.reference.as_ref()?.label.clone())
        })
        .with("reference_valeur", "valeur de ce chiffre", |f| {
            Some(f.figure.reference.as_ref()?.value)
        })
        .with("serie", "relevés au fil du temps", |f| {
            f.figure.series.iter().map(point).collect::<Vec<_>>()
        })
        .with("exemple", "vrai quand le chiffre est un exemple", |f| {
            f.figure.example || f.entry.common.example
        });
    Draft {
        id: "chiffres",
        title: "Chiffres",
        description: "Tous les chiffres mis en avant dans le portail, avec leur source.",
        table: columns.table(&rows),
        positions: None,
        official: None,
    }
}

/// The source of a figure, or else that of its page.
fn source<'a>(stated: &Stated<'a>) -> Option<&'a Source> {
    stated.figure.source.as_ref().or(stated.entry.common.sources.first())
}

fn point(reading: &Point) -> Value {
    let value = number_value(reading.value);
    json!({"date": period_text(reading.date), "valeur": value})
}

pub(super) fn departments(site: &Site<'_>) -> Draft {
    let rows = items::<Department>(site, Kind::Department);
    let columns = Columns::<Item<'_, Department>>::default()
        .with("code", "code INSEE", |d| d.data.code.0.code)
        .with("nom", "nom", |d| d.entry.title.clone())
        .with("url", "adresse de la page", Item::url)
        .with("region", "code INSEE de la région", |d| d.data.code.0.region)
        .with_position(|d| geo::seat_position(d.data.code.0.code))
        .with("accroche", "phrase d’accroche", |d| d.data.tagline.clone())
        .with("resume", "résumé", |d| index::summary(d.entry))
        .with("espaces", "nombre d’espaces de travail", |d| count(d, Kind::Workspace))
        .with("postes", "postes de travail de ces espaces", seats)
        .with("offres", "nombre d’offres en cours", |d| count(d, Kind::Offer))
        .with("evenements", "nombre d’événements, séries comptées une fois", |d| {
            count(d, Kind::Event)
        })
        .with("membres", "nombre de membres publiés des réseaux", members)
        .with("date_maj", "date de la dernière mise à jour du contenu", |d| {
            index::changed_on(d.entry)
        });
    Draft {
        id: "departements",
        title: "Départements",
        description: "Départements du portail et ce qu’il y recense ; la position est \
            celle de la préfecture.",
        table: columns.table(&rows),
        positions: Some(
            rows.iter().map(|d| geo::seat_position(d.data.code.0.code)).collect(),
        ),
        official: None,
    }
}

fn count(department: &Item<'_, Department>, kind: Kind) -> u32 {
    let Item { site, entry, .. } = department;
    let all = site.section(site.portal.lang, &entry.place.territory, kind);
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

fn seats(department: &Item<'_, Department>) -> u32 {
    let Item { site, entry, .. } = department;
    let all = site.list(site.portal.lang, &entry.place.territory, Kind::Workspace);
    all.filter_map(|entry| entry.is::<Workspace>()?.seats).sum()
}

fn members(department: &Item<'_, Department>) -> u32 {
    let Item { site, entry, .. } = department;
    let files = site.list(site.portal.lang, &entry.place.territory, Kind::Members);
    let all = files.filter_map(|entry| entry.is::<Members>()).flat_map(|f| &f.members);
    let published = all.filter(|member| member.is_listed_on(site.today)).count();
    u32::try_from(published).unwrap_or(u32::MAX)
}
