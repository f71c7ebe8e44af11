//! Sales of homes: the geo-DVF files of Etalab, made of what the tax office publishes.
//!
//! The price of a sale stands on each of its rows, one for each part of what was sold. Rows
//! are put together by sale, and only plain sales of exactly one home are kept. Figures of
//! fewer than [`MIN_SALES`] sales are never given, nor any from which those of fewer could be
//! worked out: article R*112 A-3 of the Livre des procédures fiscales forbids to tell a sale
//! apart.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::mem::take;
use std::ops::RangeInclusive;

use super::rank::quantile;
use super::table::{self, Fault, Values, no_number, number};
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally};
use crate::geo::{Commune, Department};
use crate::text;
use crate::yaml::write::quoted;

/// What is told of the source.
pub const ABOUT: About<'static> = About {
    name: "dvf",
    title: "Demandes de valeurs foncières géolocalisées",
    producer: "Direction générale des finances publiques, Etalab",
    licence: "Licence Ouverte 2.0",
    url: "https://www.data.gouv.fr/datasets/demandes-de-valeurs-foncieres-geolocalisees",
    unit: "ventes",
};

/// Fewest sales that a figure rests on.
pub const MIN_SALES: usize = 5;
/// Surfaces of homes that are believed, in m²: below, it is no home (decree 2002-120).
const SURFACES: RangeInclusive<f64> = 9.0..=1000.0;
/// Prices that are believed, in euros per m²: below, it is a gift or a ruin, above a mistake.
const PRICES: RangeInclusive<f64> = 100.0..=20_000.0;
/// Prices are told to so many euros per m²: a median may be the price of one sale.
const STEP: f64 = 10.0;

const COLUMNS: [&str; 15] = [
    "id_mutation",
    "date_mutation",
    "nature_mutation",
    "valeur_fonciere",
    "code_commune",
    "id_parcelle",
    "lot1_numero",
    "lot2_numero",
    "lot3_numero",
    "lot4_numero",
    "lot5_numero",
    "type_local",
    "surface_reelle_bati",
    "nombre_pieces_principales",
    "code_nature_culture",
];

/// A house or a flat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    House,
    Flat,
}

impl Home {
    fn word(self) -> &'static str {
        match self {
            Self::House => "maison",
            Self::Flat => "appartement",
        }
    }
}

/// A row about a home. A home has a row for each use of its ground: `key` is the home's,
/// `ground` that of the row.
struct Dwelling {
    home: Home,
    commune: Commune,
    surface: Option<f64>,
    key: u64,
    ground: u64,
}

/// A sale, as its rows tell it.
#[derive(Default)]
struct Sale {
    year: Option<i16>,
    /// The prices of its rows, all the same in a plain sale.
    price: Option<f64>,
    has_other_prices: bool,
    is_plain: bool,
    has_business: bool,
    dwellings: Vec<Dwelling>,
}

/// Sales of a département, while they are read.
pub struct Sales {
    towns: Towns,
    sales: HashMap<String, Sale>,
}

impl Sales {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        Self { towns: Towns::of(department), sales: HashMap::new() }
    }

    fn row(&mut self, file: &str, row: &Values<'_, 15>, tally: &mut Tally) {
        let [
            id,
            date,
            nature,
            price,
            town,
            parcel,
            lots @ ..,
            kind,
            surface,
            rooms,
            ground,
        ] = row.values.each_ref().map(AsRef::as_ref);
        let Some(commune) = self.towns.find(town) else {
            return tally.drop(Reason::Elsewhere);
        };
        let read = |column: &str, value: &str, tally: &mut Tally| {
            let fault = |()| Fault::of_row(file, row.line, no_number(column, value));
            number(value).map_err(fault).unwrap_or_else(|fault| {
                tally.fault(fault);
                None
            })
        };
        let price = read("valeur_fonciere", price, tally);
        let surface = read("surface_reelle_bati", surface, tally);
        let year = date.get(..4).and_then(|year| year.parse().ok());
        if id.is_empty() || year.is_none() {
            let text = text!(
                "sans `id_mutation` ou sans date (`{date}`)",
                "without `id_mutation` or date (`{date}`)"
            );
            return tally.fault(Fault::of_row(file, row.line, text));
        }
        let sale = self.sales.entry(id.to_owned()).or_insert_with(|| Sale {
            year,
            price,
            is_plain: true,
            ..Sale::default()
        });
        sale.is_plain &= nature == "Vente";
        sale.has_other_prices |= price != sale.price;
        sale.has_business |= kind.starts_with("Local");
        let home = match kind {
            "Maison" => Home::House,
            "Appartement" => Home::Flat,
            _ => return,
        };
        let key = hash(&(parcel, lots, home.word(), surface.map(f64::to_bits), rooms));
        let ground = hash(&ground);
        sale.dwellings.push(Dwelling { home, commune, surface, key, ground });
    }
}

/// The same on every machine.
fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl Sale {
    /// How many homes it is about: rows that differ by the use of the ground alone are about
    /// the same one.
    fn homes(&self) -> usize {
        let mut rows: BTreeMap<u64, BTreeMap<u64, usize>> = BTreeMap::new();
        for dwelling in &self.dwellings {
            let grounds = rows.entry(dwelling.key).or_default();
            *grounds.entry(dwelling.ground).or_default() += 1;
        }
        rows.values().filter_map(|grounds| grounds.values().max()).sum()
    }

    /// The home that it is about, its year and its price in euros per m².
    fn plain(&self) -> Result<(&Dwelling, i16, f64), Reason> {
        let [first, ..] = self.dwellings.as_slice() else {
            return Err(if self.is_plain {
                Reason::NoDwelling
            } else {
                Reason::NoPlainSale
            });
        };
        if !self.is_plain {
            return Err(Reason::NoPlainSale);
        }
        if self.has_business {
            return Err(Reason::Business);
        }
        if self.homes() != 1 || self.has_other_prices {
            return Err(Reason::SeveralDwellings);
        }
        let measures = self.price.zip(first.surface).zip(self.year);
        let positive =
            measures.filter(|((price, surface), _)| *price > 0.0 && *surface > 0.0);
        let ((price, surface), year) = positive.ok_or(Reason::NoMeasure)?;
        let by_area = price / surface;
        match SURFACES.contains(&surface) && PRICES.contains(&by_area) {
            true => Ok((first, year, by_area)),
            false => Err(Reason::Outlier),
        }
    }
}

impl Importer for Sales {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let name = file.name.to_owned();
        table::rows(file, COLUMNS, tally, |row, tally| self.row(&name, &row, tally))
    }

    fn finish(self: Box<Self>, tally: &mut Tally) -> Vec<Row> {
        let mut markets: BTreeMap<(Area, Home), Market> = BTreeMap::new();
        let mut sales: Vec<_> = self.sales.iter().collect();
        sales.sort_by_key(|(id, _)| *id);
        for (_, sale) in sales {
            match sale.plain() {
                Err(reason) => tally.drop(reason),
                Ok((dwelling, year, price)) => {
                    tally.kept += 1;
                    let Commune { code, epci, .. } = dwelling.commune;
                    let areas = epci.map(Area::Epci).into_iter();
                    for area in areas.chain([Area::Commune(code, epci)]) {
                        let market = markets.entry((area, dwelling.home)).or_default();
                        market.years.entry(year).or_default().push(price);
                    }
                }
            }
        }
        readings(&markets)
    }
}

/// What a figure is about; a commune with its intercommunality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Area {
    Commune(&'static str, Option<&'static str>),
    Epci(&'static str),
}

/// The prices of an area by year, in euros per m².
#[derive(Debug, Clone, Default)]
struct Market {
    years: BTreeMap<i16, Vec<f64>>,
}

/// Years that a figure is about, and its prices.
type Figure = (RangeInclusive<i16>, Vec<f64>);

impl Market {
    fn all(&self) -> Vec<f64> {
        self.years.values().flatten().copied().collect()
    }

    /// The years that have enough sales; all of them together where none has.
    fn figures(&self, whole: &RangeInclusive<i16>) -> Vec<Figure> {
        let enough = self.years.iter().filter(|(_, prices)| prices.len() >= MIN_SALES);
        let figures: Vec<Figure> =
            enough.map(|(year, prices)| (*year..=*year, prices.clone())).collect();
        let all = self.all();
        match figures.is_empty() && all.len() >= MIN_SALES {
            true => vec![(whole.clone(), all)],
            false => figures,
        }
    }
}

type Markets = BTreeMap<(Area, Home), Market>;
type Figures = BTreeMap<(Area, Home), Vec<Figure>>;

/// What is published of all markets, as rows.
fn readings(markets: &Markets) -> Vec<Row> {
    let all = published(markets);
    let rows = all.iter().flat_map(|((area, home), figures)| {
        figures.iter().map(|(years, prices)| row(*area, *home, years, prices))
    });
    rows.collect()
}

/// What is published of all markets.
fn published(markets: &Markets) -> Figures {
    let years: BTreeSet<i16> =
        markets.values().flat_map(|market| market.years.keys().copied()).collect();
    let Some(whole) = years.first().zip(years.last()).map(|(a, b)| *a..=*b) else {
        return Figures::new();
    };
    let mut figures: Figures =
        markets.iter().map(|(of, market)| (*of, market.figures(&whole))).collect();
    let communes = figures.clone();
    for ((area, home), own) in &mut figures {
        let Area::Epci(epci) = area else { continue };
        let inside = |(of, figures): (&(Area, Home), &Vec<Figure>)| {
            let is_inside = matches!(of.0, Area::Commune(_, Some(code)) if code == *epci);
            (is_inside && of.1 == *home).then(|| figures.clone())
        };
        let inside: Vec<Figure> = communes.iter().filter_map(inside).flatten().collect();
        let market = &markets[&(*area, *home)];
        *own = safe(market, take(own), &inside, &whole);
    }
    figures
}

/// The figures of an intercommunality that do not tell, by difference with those of its
/// communes, of fewer sales than a figure may rest on.
fn safe(
    market: &Market,
    mut own: Vec<Figure>,
    inside: &[Figure],
    whole: &RangeInclusive<i16>,
) -> Vec<Figure> {
    let is_safe = |rest: usize| rest == 0 || rest >= MIN_SALES;
    let of_communes = |years: &RangeInclusive<i16>| {
        let same = inside.iter().filter(|(other, _)| {
            years.contains(other.start()) && years.contains(other.end())
        });
        same.map(|(_, prices)| prices.len()).sum::<usize>()
    };
    own.retain(|(years, prices)| is_safe(prices.len() - of_communes(years)));
    // All years together tell what is left of those that communes have together.
    while own.len() == market.years.len() && !own.is_empty() {
        let n: usize = own.iter().map(|(_, prices)| prices.len()).sum();
        if is_safe(n - of_communes(whole)) {
            break;
        }
        let weakest = own.iter().enumerate().min_by_key(|(_, (_, prices))| prices.len());
        let Some((weakest, _)) = weakest else { break };
        own.remove(weakest);
    }
    own
}

fn row(area: Area, home: Home, years: &RangeInclusive<i16>, prices: &[f64]) -> Row {
    let mut prices = prices.to_vec();
    prices.sort_by(f64::total_cmp);
    let price = |share| Some((quantile(&prices, share) / STEP).round() * STEP);
    let area = match area {
        Area::Commune(code, _) => ("commune", quoted(code)),
        Area::Epci(code) => ("epci", quoted(code)),
    };
    let year = ("annee", years.end().to_string());
    Row::named(vec![area, ("type", home.word().to_owned()), year])
        .with("depuis", (years.start() != years.end()).then_some(years.start()))
        .with("prix_m2", price(0.5))
        .with("effectif", Some(prices.len()))
        .with("q1", price(0.25))
        .with("q3", price(0.75))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EPCI: &str = "200066637";
    const COMMUNES: [&str; 4] = ["15001", "15101", "15138", "15141"];

    /// So many sales in each commune and year.
    fn markets(counts: &[[usize; 3]; 4]) -> Markets {
        let mut markets = Markets::new();
        for (code, years) in COMMUNES.into_iter().zip(counts) {
            for (year, n) in (2022..).zip(years).filter(|(_, n)| **n > 0) {
                for area in [Area::Commune(code, Some(EPCI)), Area::Epci(EPCI)] {
                    let market = markets.entry((area, Home::House)).or_default();
                    let prices = (0..*n).map(|at| 1000.0 + at as f64);
                    market.years.entry(year).or_default().extend(prices);
                }
            }
        }
        markets
    }

    proptest! {
        /// Who takes the figures of communes from those of their intercommunality finds none
        /// or at least five sales, whatever the years taken together.
        #[test]
        fn no_difference_tells_of_a_few_sales(
            counts in proptest::array::uniform4(proptest::array::uniform3(0..9_usize)),
        ) {
            let figures = published(&markets(&counts));
            let of = |area: Area| figures.iter().filter(move |(of, _)| of.0 == area);
            for figures in figures.values() {
                prop_assert!(figures.iter().all(|(_, prices)| prices.len() >= MIN_SALES));
            }
            let epci: Vec<&Figure> = of(Area::Epci(EPCI)).flat_map(|(_, f)| f).collect();
            let communes: Vec<&Figure> = COMMUNES
                .iter()
                .flat_map(|code| of(Area::Commune(code, Some(EPCI))).flat_map(|(_, f)| f))
                .collect();
            for subset in 1..1_usize << epci.len() {
                let taken: Vec<&&Figure> =
                    epci.iter().enumerate().filter(|(at, _)| subset >> at & 1 == 1).map(|(_, f)| f).collect();
                let sold = |year: i16| (0..4).any(|at| counts[at][(year - 2022) as usize] > 0);
                let covers = |years: &RangeInclusive<i16>| years.clone().all(|year| {
                    !sold(year) || taken.iter().any(|(own, _)| own.contains(&year))
                });
                let whole: usize = taken.iter().map(|(_, prices)| prices.len()).sum();
                let parts: usize = communes
                    .iter()
                    .filter(|(years, _)| covers(years))
                    .map(|(_, prices)| prices.len())
                    .sum();
                let rest = whole - parts;
                prop_assert!(rest == 0 || rest >= MIN_SALES, "{rest} of {whole}");
            }
        }
    }

    #[test]
    fn years_are_taken_together_where_each_has_too_few() {
        let figures = published(&markets(&[[3, 2, 0], [6, 2, 0], [0; 3], [0; 3]]));
        let of = |code| &figures[&(Area::Commune(code, Some(EPCI)), Home::House)];
        let told =
            |code| of(code).iter().map(|(y, p)| (y.clone(), p.len())).collect::<Vec<_>>();
        assert_eq!(told("15001"), [(2022..=2023, 5)]);
        assert_eq!(told("15101"), [(2022..=2022, 6)]);
    }
}
