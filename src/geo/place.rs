//! Régions, départements, intercommunalities and communes, by their official codes.

use std::collections::BTreeSet;

use super::table::{Names, Strings, u16_at, u32_at};

/// A point on Earth in decimal degrees, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Latitude, north positive.
    pub lat: f64,
    /// Longitude, east positive.
    pub lon: f64,
}

/// A région.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// INSEE code, two or three characters.
    pub code: &'static str,
    /// Official name.
    pub name: &'static str,
    /// INSEE code of the commune where its prefecture is.
    pub seat: &'static str,
}

/// A département, or an overseas collectivity counted among them.
#[derive(Debug, PartialEq, Eq)]
pub struct Department {
    /// INSEE code, such as `15`, `2A` or `974`.
    pub code: &'static str,
    /// Official name.
    pub name: &'static str,
    /// Code of its région.
    pub region: &'static str,
    /// INSEE code of the commune where its prefecture is.
    pub seat: &'static str,
}

/// What kind of intercommunality an EPCI is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EpciKind {
    /// Communauté de communes.
    CommunauteDeCommunes,
    /// Communauté d'agglomération.
    CommunauteAgglomeration,
    /// Communauté urbaine.
    CommunauteUrbaine,
    /// Métropole, that of Lyon included.
    Metropole,
}

impl EpciKind {
    /// The French name of the kind.
    pub const fn label(self) -> &'static str {
        match self {
            Self::CommunauteDeCommunes => "communauté de communes",
            Self::CommunauteAgglomeration => "communauté d’agglomération",
            Self::CommunauteUrbaine => "communauté urbaine",
            Self::Metropole => "métropole",
        }
    }
}

/// An intercommunality that levies its own taxes.
#[derive(Debug, PartialEq, Eq)]
pub struct Epci {
    /// SIREN number, nine digits.
    pub code: &'static str,
    /// Name, preceded by the initials of its kind.
    pub name: &'static str,
    /// Its kind.
    pub kind: EpciKind,
    /// Inhabitants.
    pub population: u32,
}

/// A commune as it is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commune {
    /// INSEE code, five characters.
    pub code: &'static str,
    /// Official name.
    pub name: &'static str,
    /// Code of its département.
    pub department: &'static str,
    /// Inhabitants; `None` where nobody is counted.
    pub population: Option<u32>,
    /// SIREN number of its EPCI, which a few islands do not have.
    pub epci: Option<&'static str>,
    postcodes: &'static str,
    pub(super) folded: &'static str,
}

impl Commune {
    /// Its postal codes, in order.
    pub fn postcodes(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.postcodes.split('|').filter(|code| !code.is_empty())
    }
}

/// A commune whose center is known: a seat, or one of the largest of its département.
#[derive(Debug, PartialEq)]
pub struct Town {
    /// INSEE code of the commune.
    pub commune: &'static str,
    /// Its center.
    pub position: Position,
}

/// A former commune or a part of one, and the commune that it belongs to now.
pub(super) struct FormerCommune {
    /// The former name, or the former code where the name is not known.
    pub label: &'static str,
    pub folded: &'static str,
    pub now: Commune,
}

include!(concat!(env!("OUT_DIR"), "/places.rs"));

/// Embeds a file that the build script wrote.
macro_rules! embedded {
    ($include:ident, $file:literal) => {
        $include!(concat!(env!("OUT_DIR"), "/", $file))
    };
}

static COMMUNES: Names = Names {
    codes: embedded!(include_str, "communes.codes"),
    names: Strings {
        text: embedded!(include_str, "communes.text"),
        ends: embedded!(include_bytes, "communes.ends"),
    },
    folded: Strings {
        text: embedded!(include_str, "communes.folded.text"),
        ends: embedded!(include_bytes, "communes.folded.ends"),
    },
    order: embedded!(include_bytes, "communes.order"),
};
static POSTCODES: Strings = Strings {
    text: embedded!(include_str, "postcodes.text"),
    ends: embedded!(include_bytes, "postcodes.ends"),
};
static COMMUNE_POSTCODES: &[u8] = embedded!(include_bytes, "communes.postcodes");
static POPULATIONS: &[u8] = embedded!(include_bytes, "communes.population");
static COMMUNE_EPCIS: &[u8] = embedded!(include_bytes, "communes.epci");

static FORMER: Names = Names {
    codes: embedded!(include_str, "former.codes"),
    names: Strings {
        text: embedded!(include_str, "former.text"),
        ends: embedded!(include_bytes, "former.ends"),
    },
    folded: Strings {
        text: embedded!(include_str, "former.folded.text"),
        ends: embedded!(include_bytes, "former.folded.ends"),
    },
    order: embedded!(include_bytes, "former.order"),
};
static SUCCESSORS: &[u8] = embedded!(include_bytes, "former.successor");

/// Every région, by code.
pub fn regions() -> &'static [Region] {
    &REGIONS
}

/// The région with this code.
pub fn region(code: &str) -> Option<&'static Region> {
    by_code(&REGIONS, |region| region.code, code)
}

/// Every département, by code.
pub fn departments() -> &'static [Department] {
    &DEPARTMENTS
}

/// The département with this code.
pub fn department(code: &str) -> Option<&'static Department> {
    by_code(&DEPARTMENTS, |department| department.code, code)
}

/// Every EPCI, by SIREN number.
pub fn epcis() -> &'static [Epci] {
    &EPCIS
}

/// The EPCI with this SIREN number.
pub fn epci(code: &str) -> Option<&'static Epci> {
    by_code(&EPCIS, |epci| epci.code, code)
}

/// The EPCIs that have at least one commune in a département, by SIREN number.
pub fn epcis_of(department: &str) -> Vec<&'static Epci> {
    let codes: BTreeSet<_> = communes_of(department).filter_map(|c| c.epci).collect();
    codes.into_iter().filter_map(epci).collect()
}

/// The current commune with this INSEE code; a former code is for [`super::lookup`].
pub fn commune(code: &str) -> Option<Commune> {
    COMMUNES.position(code).map(commune_at)
}

/// Every commune, by code.
pub fn communes() -> impl Iterator<Item = Commune> {
    (0..COMMUNES.len()).map(commune_at)
}

/// The communes of a département, by code.
pub fn communes_of(department: &str) -> impl Iterator<Item = Commune> + use<> {
    let rows = match self::department(department) {
        Some(department) => COMMUNES.under(department.code),
        None => 0..0,
    };
    rows.map(commune_at)
}

/// The seat and main towns of a département, by code; none where the data has none.
pub fn towns(department: &str) -> &'static [Town] {
    let start = TOWNS.partition_point(|town| department_of(town.commune) < department);
    let end = TOWNS.partition_point(|town| department_of(town.commune) <= department);
    &TOWNS[start..end]
}

/// Where the prefecture of a département is.
pub fn seat_position(department: &str) -> Option<Position> {
    town_position(self::department(department)?.seat)
}

/// Where a seat or main town is.
pub fn town_position(commune: &str) -> Option<Position> {
    by_code(&TOWNS, |town| town.commune, commune).map(|town| town.position)
}

/// The communes with this folded name.
pub(super) fn communes_named(folded: &str) -> impl Iterator<Item = Commune> {
    COMMUNES.named(folded).map(commune_at)
}

/// What had this INSEE code.
pub(super) fn former_commune(code: &str) -> Option<FormerCommune> {
    FORMER.position(code).map(former_at)
}

/// What had this folded name.
pub(super) fn former_communes_named(folded: &str) -> impl Iterator<Item = FormerCommune> {
    FORMER.named(folded).map(former_at)
}

fn commune_at(row: usize) -> Commune {
    let code = COMMUNES.code(row);
    let population = u32_at(POPULATIONS, row);
    Commune {
        code,
        name: COMMUNES.name(row),
        folded: COMMUNES.folded(row),
        department: department_of(code),
        population: (population != u32::MAX).then_some(population),
        epci: EPCIS.get(usize::from(u16_at(COMMUNE_EPCIS, row))).map(|epci| epci.code),
        postcodes: POSTCODES.get(usize::from(u16_at(COMMUNE_POSTCODES, row))),
    }
}

fn former_at(row: usize) -> FormerCommune {
    let name = FORMER.name(row);
    let label = if name.is_empty() { FORMER.code(row) } else { name };
    let now = commune_at(usize::from(u16_at(SUCCESSORS, row)));
    FormerCommune { label, folded: FORMER.folded(row), now }
}

/// The département part of a commune's code: three characters overseas, two elsewhere.
fn department_of(commune: &'static str) -> &'static str {
    let overseas = commune.starts_with("97") || commune.starts_with("98");
    &commune[..if overseas { 3 } else { 2 }]
}

fn by_code<T>(
    table: &'static [T],
    key: impl Fn(&T) -> &'static str,
    code: &str,
) -> Option<&'static T> {
    table.binary_search_by(|row| key(row).cmp(code)).ok().map(|index| &table[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(csv: &'static str) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        reader.deserialize().collect::<Result<_, _>>().expect("embedded CSV")
    }

    #[test]
    fn communes_are_those_of_the_source() {
        let rows = rows(include_str!("data/communes.csv"));
        assert_eq!(rows.len(), communes().count());
        for row in rows {
            let commune = commune(&row[0]).expect(&row[0]);
            let postcodes: Vec<_> = commune.postcodes().collect();
            let population = commune.population.map_or(String::new(), |p| p.to_string());
            let told = [
                commune.code,
                commune.name,
                commune.department,
                &postcodes.join("|"),
                &population,
                commune.epci.unwrap_or_default(),
            ];
            assert_eq!(row[..6], told);
            for former in row[6].split('|').filter(|code| !code.is_empty()) {
                let now = former_commune(former).map(|former| former.now.code);
                // The list of delegated and associated communes wins where it differs.
                let expected = match former {
                    "55273" => "55386",
                    "60455" => "60694",
                    _ => commune.code,
                };
                assert_eq!(now, Some(expected), "{former}");
            }
        }
    }

    #[test]
    fn small_tables_are_sorted_and_hold_together() {
        assert!(REGIONS.is_sorted_by_key(|region| region.code));
        assert!(DEPARTMENTS.is_sorted_by_key(|department| department.code));
        assert!(EPCIS.is_sorted_by_key(|epci| epci.code));
        assert!(TOWNS.is_sorted_by_key(|town| town.commune));
        for department in departments() {
            assert!(region(department.region).is_some(), "{department:?}");
        }
        for town in &TOWNS {
            assert!(commune(town.commune).is_some(), "{town:?}");
        }
    }

    #[test]
    fn territories_are_found_by_code() {
        assert_eq!(department("15").map(|d| (d.name, d.seat)), Some(("Cantal", "15014")));
        assert_eq!(region("84").map(|r| r.name), Some("Auvergne-Rhône-Alpes"));
        assert_eq!(
            epci("200066660").map(|e| e.kind),
            Some(EpciKind::CommunauteDeCommunes)
        );
        assert_eq!(department("20"), None);
        assert_eq!(commune("15000"), None);
        assert_eq!(communes_of("48").filter(|c| c.code == "48095").count(), 1);
        assert_eq!(communes_of("2A").filter(|c| c.department != "2A").count(), 0);
        assert_eq!(communes_of("9").count(), 0);
        assert_eq!(epcis_of("90").len(), 3);
        assert_eq!(towns("48").len(), 8);
        assert!(towns("975").is_empty());
    }

    #[test]
    fn communes_without_people_epci_or_postcode_say_so() {
        let kerguelen = commune("98412").expect("an archipelago");
        assert_eq!((kerguelen.population, kerguelen.epci), (None, None));
        assert_eq!(kerguelen.postcodes().count(), 0);
    }
}
