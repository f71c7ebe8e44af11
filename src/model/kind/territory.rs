//! The pages of territories: region, département, commune; and the property market.

use std::fmt;
use std::ops::Deref;

use crate::diag::{Diagnostic, rules};
use crate::geo::{self, Position};
use crate::model::common::{Argument, Contact, Objective, Source, is_written};
use crate::model::kind::scheme::Scheme;
use crate::model::record::{Context, Reader, Shape, Value, bad_value, scalar};
use crate::model::reference::Ref;
use crate::model::territory::{Community, Town};
use crate::model::value::{NonEmpty, Prose};
use crate::text::scalar::number;
use crate::yaml::Node;
use crate::{choice, record, text};

/// A département, by its INSEE code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DepartmentCode(pub &'static geo::Department);

impl Value for DepartmentCode {
    fn shape() -> Shape {
        Shape::Format("departement")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let code = scalar(node, cx)?;
        let found = geo::department(code).map(Self);
        if found.is_none() {
            let message = text!(
                "« {code} » n’est pas le code d’un département",
                "`{code}` is not the code of a département"
            );
            let fault = Diagnostic::new(&rules::BAD_VALUE, message).at(node.span);
            let padded = format!("0{code}");
            cx.diags.push(match geo::department(&padded) {
                Some(_) => fault.fix(node.span, padded),
                None => fault.hint(text!(
                    "deux chiffres (`15`), `2A`, `2B`, ou trois chiffres outre-mer (`974`)",
                    "two digits (`15`), `2A`, `2B`, or three digits overseas (`974`)"
                )),
            });
        }
        found
    }
}

/// A region of today, by its INSEE code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionCode(pub &'static geo::Region);

impl Deref for RegionCode {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.code
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code)
    }
}

impl Value for RegionCode {
    fn shape() -> Shape {
        Shape::Format("region")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let code = scalar(node, cx)?;
        let found = geo::region(code).map(Self);
        if found.is_none() {
            let message = text!(
                "« {code} » n’est pas le code d’une région",
                "`{code}` is not the code of a region"
            );
            bad_value(node, message, cx);
        }
        found
    }
}

record! {
    /// A region, of today or of yesterday.
    pub struct Region {
        /// INSEE code, when it still exists.
        code "code": Option<RegionCode>, "code INSEE de la région", "84";
        /// Whether it no longer exists.
        former "ancienne": bool, "région d’avant 2016", "oui";
        /// Its départements.
        departments "departements": NonEmpty<DepartmentCode>, "codes des départements", "[\"03\", \"15\"]";
        /// A sentence that calls.
        tagline "accroche": Option<String>, "phrase d’accroche", "Un nouveau monde à trois heures de Paris";
        /// Points in favor.
        arguments "arguments": Vec<Argument>, "arguments", "[{titre: La place, texte: Des bureaux à prix doux.}]";
        /// Aims, beside what was reached.
        objectives "objectifs": Vec<Objective>, "objectifs et résultats", "[{libelle: débit pour tous, seuil: 8, unite: Mbit/s, echeance: 2017}]";
        /// Schemes of its départements.
        schemes "dispositifs": Vec<Ref<Scheme>>, "dispositifs à mettre en avant", "[cantal/cybercantal]";
        /// Whom to ask.
        contact "contact": Option<Contact>, "contact", "{telephone: 04 65 71 00 00}";
    }
}

record! {
    /// A département.
    pub struct Department {
        /// INSEE code.
        code "code": DepartmentCode, "code INSEE du département", "\"15\"";
        /// A sentence that calls.
        tagline "accroche": Option<String>, "phrase d’accroche", "Travailler au pied des volcans";
        /// Accent hue, in degrees of the OKLCH color wheel.
        hue "teinte": Option<f64>, "teinte d’accent, de 0 à 360", "145";
        /// Points in favor.
        arguments "arguments": Vec<Argument>, "arguments", "[{titre: La place, texte: Des bureaux à prix doux.}]";
        /// Aims, beside what was reached.
        objectives "objectifs": Vec<Objective>, "objectifs et résultats", "[{libelle: débit pour tous, seuil: 8, unite: Mbit/s, echeance: 2017}]";
        /// Whom to ask.
        contact "contact": Option<Contact>, "contact", "{telephone: 04 65 71 00 00}";
        /// Other départements of the portal to look at.
        see_also "aussi": Vec<String>, "autres départements du portail", "[lozere]";
    }
}

impl Department {
    /// The hue is an angle, and the neighbors are départements of the portal.
    pub(super) fn validate(&self, reader: &Reader<'_>, cx: &mut Context<'_>) {
        if self.hue.is_some_and(|hue| !(0.0..=360.0).contains(&hue)) {
            let message = text!(
                "une teinte est un angle entre 0 et 360",
                "a hue is an angle between 0 and 360"
            );
            cx.diags.push(
                Diagnostic::new(&rules::BAD_VALUE, message).at(reader.span("teinte")),
            );
        }
        for item in reader.items("aussi") {
            check_neighbor(item, cx);
        }
    }
}

/// A neighbor is a département of the portal.
fn check_neighbor(item: &Node, cx: &mut Context<'_>) {
    // What is no text is already reported.
    let Some(slug) = item.as_text().map(str::trim) else { return };
    if slug.is_empty() || cx.catalog.department_code(slug).is_some() {
        return;
    }
    let message = text!(
        "« {slug} » n’est pas un département du portail",
        "`{slug}` is not a département of the portal"
    );
    let slugs: Vec<&str> = cx.catalog.department_slugs().collect();
    let near = text::suggest::nearest(slug, slugs);
    let fault = Diagnostic::new(&rules::UNKNOWN_REFERENCE, message);
    cx.diags.push(fault.at(item.span).suggest(item.span, &near));
}

record! {
    /// The editorial part of a commune's sheet.
    pub struct CommuneSheet {
        /// Which commune.
        commune "commune": Town, "commune", "Murat";
        /// Position of its center.
        position "position": Option<Position>, "[latitude, longitude]", "[45.11, 2.87]";
        /// Points in favor.
        advantages "avantages": Vec<Argument>, "avantages", "[{titre: La gare, texte: Sur la ligne d’Aurillac.}]";
        /// Points against, said honestly.
        drawbacks "inconvenients": Vec<Argument>, "inconvénients", "[{titre: L’hiver, texte: La neige ferme parfois la route.}]";
        /// Services of daily life.
        services "services": Vec<String>, "services du quotidien", "[école, médecin, boulangerie]";
    }
}

choice! {
    /// What a reading of the market is about.
    pub enum PropertyType {
        /// Houses.
        House = "maison",
        /// Flats.
        Flat = "appartement",
        /// Land.
        Land = "terrain",
    }
}

record! {
    /// A reading of the property market. Prices are in euros per m².
    pub struct PropertyReading {
        /// For a commune.
        commune "commune": Option<Town>, "commune", "Murat";
        /// For an intercommunality.
        epci "epci": Option<Community>, "intercommunalité", "CC Hautes Terres Communauté";
        /// What was sold or rented.
        category "type": PropertyType, "nature du bien", "maison";
        /// In which year, the last of them when there are several.
        year "annee": u32, "année", "2024";
        /// Since which year, when it covers several.
        since "depuis": Option<u32>, "première année, quand le relevé en couvre plusieurs", "2020";
        /// Median price per m².
        price "prix_m2": Option<f64>, "prix médian au m², en euros", "1150";
        /// Median rent per m² and month.
        rent "loyer_m2": Option<f64>, "loyer médian au m², en euros", "7.2";
        /// Below it, few rents.
        rent_low "loyer_bas": Option<f64>, "bas de la fourchette du loyer", "5.9";
        /// Above it, few rents.
        rent_high "loyer_haut": Option<f64>, "haut de la fourchette du loyer", "8.8";
        /// Whether it was estimated with the neighbours' leases.
        borrowed "emprunte": bool, "loyer estimé avec les communes voisines", "oui";
        /// Number of sales or leases behind the figure.
        sample "effectif": u32, "nombre de ventes ou de baux", "42";
        /// First quartile of the price.
        q1 "q1": Option<f64>, "premier quartile du prix", "900";
        /// Third quartile of the price.
        q3 "q3": Option<f64>, "troisième quartile du prix", "1400";
        /// Where it comes from.
        source "source": Option<Source>, "source", "DVF 2024";
        /// Whether it is only an example.
        example "exemple": bool, "relevé d’exemple", "oui";
    }
}

record! {
    /// The property market of a département.
    pub struct PropertyMarket {
        /// How the figures were made.
        method "methode": Option<Prose>, "comment les chiffres sont établis", "Médiane des ventes de l’année.";
        /// Where they come from.
        source "source": Option<Source>, "source des relevés", "DVF 2024";
        /// The readings.
        readings "releves": Vec<PropertyReading>, "relevés, en plus de ceux qui sont importés", "[{commune: Murat, type: maison, annee: 2024, prix_m2: 1150, effectif: 42}]";
    }
}

impl PropertyReading {
    /// What it is a reading of: a written one stands for an imported one of the same name.
    pub fn names(&self) -> impl Iterator<Item = ReadingName> {
        let area =
            (self.commune.map(|town| town.0.code), self.epci.map(|epci| epci.0.code));
        let (category, year) = (self.category, self.year);
        let measures = [(false, self.price), (true, self.rent)].into_iter();
        let told = measures.filter(|(_, value)| value.is_some());
        told.map(move |(is_rent, _)| ReadingName { area, category, is_rent, year })
    }
}

/// What a reading is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadingName {
    /// Codes of the commune or the intercommunality.
    pub area: (Option<&'static str>, Option<&'static str>),
    /// What was sold or rented.
    pub category: PropertyType,
    /// Whether it is a rent.
    pub is_rent: bool,
    /// In which year.
    pub year: u32,
}

impl PropertyMarket {
    /// Each reading is about one area and says something.
    pub(super) fn validate(&self, reader: &Reader<'_>, cx: &mut Context<'_>) {
        for (rank, reading) in (1..).zip(reader.items("releves")) {
            check_area(rank, reading, cx);
            check_quartiles(rank, reading, cx);
        }
    }
}

/// A reading is about one area, and gives a price or a rent.
fn check_area(rank: usize, reading: &Node, cx: &mut Context<'_>) {
    let has = |key| is_written(reading, key);
    if has("commune") != has("epci") && (has("prix_m2") || has("loyer_m2")) {
        return;
    }
    let message = text!(
        "le relevé n° {rank} doit avoir `commune` ou `epci` (un seul), et `prix_m2` ou `loyer_m2`",
        "reading {rank} must have `commune` or `epci` (one of them), and `prix_m2` or `loyer_m2`"
    );
    cx.diags.push(Diagnostic::new(&rules::CONTRADICTION, message).at(reading.span));
}

/// The first quartile, the median price and the third quartile go up.
fn check_quartiles(rank: usize, reading: &Node, cx: &mut Context<'_>) {
    let value = |key: &str| number(reading.get(key)?.as_text()?).ok();
    let written: Vec<f64> =
        ["q1", "prix_m2", "q3"].into_iter().filter_map(value).collect();
    if written.is_sorted() {
        return;
    }
    let message = text!(
        "le relevé n° {rank} doit avoir `q1` sous le prix et `q3` au-dessus",
        "reading {rank} must have `q1` below the price and `q3` above it"
    );
    cx.diags.push(Diagnostic::new(&rules::CONTRADICTION, message).at(reading.span));
}
