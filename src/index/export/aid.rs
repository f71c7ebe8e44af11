//! Schemes: our own columns, and in CSV those of the schema `dispositif-aide` 0.2.0 of
//! schema.data.gouv.fr.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Draft;
use super::item::{self, Item, items};
use super::mednum::cut;
use super::table::{Columns, Table, period_text};
use super::write::number_value;
use crate::index;
use crate::model::common::Objective;
use crate::model::kind::{Region, Scheme, SchemeType};
use crate::model::place::{Kind, Place, Territory};
use crate::site::Site;
use crate::text::fold::fold;

const NAME: &str = "dispositif-aide 0.2.0";
const URL: &str = "https://schema.data.gouv.fr/etalab/schema-dispositif-aide/";

type Row<'a> = Item<'a, Scheme>;

pub(super) fn schemes(site: &Site<'_>) -> Draft {
    let rows = items::<Scheme>(site, Kind::Scheme);
    let columns = item::columns::<Scheme>()
        .with("type", "aide, cluster, accompagnement, programme ou strategie", |s| {
            s.data.category.word()
        })
        .with("territoire", "codes des départements ou de la région", area)
        .with("porteurs", "qui porte le dispositif", |s| s.data.leads.clone())
        .with("beneficiaires", "à qui il s’adresse", |s| s.data.beneficiaries.clone())
        .with("montant", "montant, en clair", |s| s.data.amount.clone())
        .with("conditions", "conditions", |s| s.data.conditions.clone())
        .with("ouverture", "date d’ouverture", |s| s.data.opens_on)
        .with("cloture", "date de clôture", |s| s.data.closes_on)
        .with("objectifs", "objectifs et résultats", |s| {
            s.data.objectives.iter().map(objective).collect::<Vec<_>>()
        })
        .with("chiffres", "chiffres et leurs sources", |s| {
            item::figures(&s.entry.common.figures)
        })
        .with("lien", "page officielle", |s| s.data.link.clone());
    Draft {
        id: "dispositifs",
        title: "Dispositifs",
        description: "Aides, clusters, accompagnements, programmes et stratégies.",
        table: columns.table(&rows),
        positions: None,
        official: Some((NAME, URL, official(&rows))),
    }
}

fn objective(objective: &Objective) -> Value {
    json!({
        "libelle": objective.label,
        "seuil": objective.threshold.map(number_value),
        "unite": objective.unit,
        "part": objective.share.map(number_value),
        "echeance": period_text(objective.deadline),
        "atteint": objective.reached.map(number_value),
        "atteint_le": objective.reached_on.map(|date| date.to_string()),
        "source": objective.source.as_ref().map(|source| &source.0.title),
    })
}

fn official(rows: &[Row<'_>]) -> Table {
    let columns = Columns::<Row<'_>>::default()
        .with("id", "UUID tiré de l’adresse de la page", uuid)
        .with("titre", "titre", |s| s.entry.title.clone())
        .with("promesse", "résumé, 180 caractères au plus", |s| {
            index::summary(s.entry).map(|text| cut(&text, 180))
        })
        .with("description", "description, 5000 caractères au plus", description)
        .with("eligibilite", "conditions, une par ligne", |s| {
            let lines = s.data.conditions.iter().map(|line| format!("• {line}"));
            lines.collect::<Vec<_>>().join("\n")
        })
        .with("types_aides", "type d’aide", |s| type_of_aid(s.data.category))
        .with("porteurs", "porteurs et leurs rôles, en JSON", leads)
        .with("programmes_parents", "non renseigné", |_| Vec::<String>::new())
        .with("url_source", "page officielle, ou celle du portail", |s| {
            s.data.link.clone().or_else(|| s.url())
        })
        .with("cibles", "catégories de bénéficiaires", |s| targets(s.data).join("|"))
        .with("eligibilite_geographique", "codes géographiques, Insee", |s| {
            area(s).join("|")
        })
        .with("eligibilite_geographique_exclusions", "non renseigné", |_| {
            Vec::<String>::new()
        })
        .with("date_ouverture", "date d’ouverture", |s| s.data.opens_on)
        .with("date_cloture", "date de clôture", |s| s.data.closes_on)
        .with(
            "date_mise_a_jour",
            "date de mise à jour, à défaut celle de l’export",
            updated,
        );
    columns.table(rows)
}

fn updated(scheme: &Row<'_>) -> Date {
    index::changed_on(scheme.entry).unwrap_or(scheme.site.today)
}

/// A UUID of version 8 (RFC 9562 §5.8): stable as long as the page keeps its place.
fn uuid(scheme: &Row<'_>) -> String {
    let name = format!("{}/{}", index::host(scheme.site), scheme.id());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&blake3::hash(name.as_bytes()).as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

fn description(scheme: &Row<'_>) -> String {
    let text = scheme.text().or_else(|| index::summary(scheme.entry)).unwrap_or_default();
    let amount = scheme.data.amount.as_ref();
    let amount = amount.map(|amount| format!(" Montant : {amount}.")).unwrap_or_default();
    cut(&format!("{text}{amount}"), 5000)
}

fn leads(scheme: &Row<'_>) -> String {
    let lead = |name: &String| json!({"nom": name, "roles": ["diffuseur"]});
    Value::Array(scheme.data.leads.iter().map(lead).collect()).to_string()
}

fn type_of_aid(category: SchemeType) -> &'static str {
    match category {
        SchemeType::Aid => "financement",
        SchemeType::Support => "accompagnement",
        SchemeType::Cluster => "mise en réseau",
        SchemeType::Programme => "programme",
        SchemeType::Strategy => "stratégie",
    }
}

/// The categories of the schema, and the stems, folded, that tell them.
#[rustfmt::skip]
const TARGETS: [(&str, &[&str]); 4] = [
    ("professionnels", &[
        "entrepr", "independant", "professionnel", "societe", "artisan", "commerc", "start-up",
    ]),
    ("particuliers", &[
        "habitant", "particulier", "salarie", "etudiant", "famille", "arrivant", "teletravail",
    ]),
    ("associations", &["association"]),
    ("secteur public", &["commune", "collectivit", "mairie"]),
];

fn targets(scheme: &Scheme) -> Vec<&'static str> {
    let said: Vec<_> = scheme.beneficiaries.iter().map(|text| fold(text)).collect();
    let tells = |stems: &[&str]| {
        said.iter().any(|text| stems.iter().any(|stem| text.contains(stem)))
    };
    TARGETS.iter().filter(|(_, stems)| tells(stems)).map(|(target, _)| *target).collect()
}

/// Where it holds, in the codes of the Code officiel géographique.
fn area(scheme: &Row<'_>) -> Vec<String> {
    let Territory::Region(slug) = &scheme.entry.place.territory else {
        let code = scheme.department_code();
        return code.map(|code| format!("DEP-{code}")).into_iter().collect();
    };
    let Some(region) = region(scheme.site, slug) else { return Vec::new() };
    match &region.code {
        Some(code) if !region.former => vec![format!("REG-{code}")],
        _ => {
            region.departments.iter().map(|code| format!("DEP-{}", code.0.code)).collect()
        }
    }
}

fn region<'a>(site: &Site<'a>, slug: &str) -> Option<&'a Region> {
    let place = Place {
        territory: Territory::Region(slug.to_owned()),
        kind: Kind::Region,
        slug: slug.to_owned(),
    };
    site.entry(site.portal.lang, site.portal.catalog.find(&place)?)?.is()
}
