//! From what an editor wrote to a commune or an EPCI, forgiving in spelling and exact in
//! the answer: what is not certain comes back as candidates, never as a guess.

use std::cmp::Reverse;

use super::fold::fold;
use super::place::{
    Commune, Epci, FormerCommune, commune, communes, communes_named, communes_of,
    epcis_of, former_commune, former_communes_named,
};

/// How many near spellings are worth showing.
const SUGGESTIONS: usize = 3;

/// What a text designates in a département.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// A commune of the département.
    Found(Commune),
    /// A former name or code, or a part, of such a commune: usable, worth updating.
    Renamed {
        /// The commune as it is today.
        now: Commune,
        /// The former name, or the former code where the name is not known.
        was: &'static str,
    },
    /// Communes of other départements only.
    Elsewhere(Vec<Commune>),
    /// Nothing, though these are close: at most three, of the département if it has any.
    Unknown {
        /// The closest first.
        nearest: Vec<Commune>,
    },
}

/// Finds a commune by name, INSEE code or `Name (code)`, current or former, in the
/// département with this code.
///
/// Names are compared [folded](super::fold()). A postal code is not accepted, since it may be
/// the INSEE code of another commune, but its communes are suggested.
pub fn lookup(text: &str, department: &str) -> Lookup {
    let (name, code) = parts(text);
    let folded = fold(name);
    let candidates = match &code {
        Some(code) => Candidates::coded(code, &folded),
        None => Candidates::named(&folded),
    };
    let answer = candidates.judge(department);
    if matches!(answer, Lookup::Found(_) | Lookup::Renamed { .. }) {
        return answer;
    }
    let served = code.map_or_else(Vec::new, |code| served(&code, department));
    match answer {
        _ if !served.is_empty() => Lookup::Unknown { nearest: served },
        Lookup::Unknown { .. } => {
            Lookup::Unknown { nearest: nearest(&folded, department) }
        }
        elsewhere => elsewhere,
    }
}

/// Splits `Name (code)`; either may be missing. The code comes back in capitals.
fn parts(text: &str) -> (&str, Option<String>) {
    let text = text.trim();
    if is_code(text) {
        return ("", Some(text.to_ascii_uppercase()));
    }
    match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((name, code)) if is_code(code.trim()) => {
            (name, Some(code.trim().to_ascii_uppercase()))
        }
        _ => (text, None),
    }
}

/// Whether a text has the form of an INSEE code: five digits, the second of which is a
/// letter in Corsica.
fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 5
        && bytes.iter().enumerate().all(|(place, byte)| {
            byte.is_ascii_digit()
                || place == 1 && matches!(byte, b'A' | b'B' | b'a' | b'b')
        })
}

/// Communes that a text may mean, in the whole country.
struct Candidates {
    current: Vec<Commune>,
    former: Vec<FormerCommune>,
}

impl Candidates {
    fn named(folded: &str) -> Self {
        if folded.is_empty() {
            return Self { current: Vec::new(), former: Vec::new() };
        }
        let former = former_communes_named(folded).collect();
        Self { current: communes_named(folded).collect(), former }
    }

    /// What has this code and, if one is given, this folded name.
    fn coded(code: &str, folded: &str) -> Self {
        let agrees = |name: &str| folded.is_empty() || name == folded;
        Self {
            current: commune(code).filter(|c| agrees(c.folded)).into_iter().collect(),
            former: former_commune(code)
                .filter(|former| agrees(former.folded))
                .into_iter()
                .collect(),
        }
    }

    /// The département wins over the rest of the country, current names over former ones.
    ///
    /// The first that fits is the only one: no two communes of a département share a folded
    /// name, not even a former one.
    fn judge(self, department: &str) -> Lookup {
        let local = |commune: &Commune| commune.department == department;
        if let Some(found) = self.current.iter().copied().find(local) {
            return Lookup::Found(found);
        }
        if let Some(former) = self.former.iter().find(|former| local(&former.now)) {
            return Lookup::Renamed { now: former.now, was: former.label };
        }
        let mut away = self.current;
        if away.is_empty() {
            away = self.former.iter().map(|former| former.now).collect();
            away.sort_by_key(|commune| commune.code);
            away.dedup();
        }
        if away.is_empty() {
            Lookup::Unknown { nearest: away }
        } else {
            Lookup::Elsewhere(away)
        }
    }
}

/// The largest communes of a département that a postal code serves.
fn served(postcode: &str, department: &str) -> Vec<Commune> {
    let mut served: Vec<Commune> = communes_of(department)
        .filter(|commune| commune.postcodes().any(|code| code == postcode))
        .collect();
    served.sort_by_key(|commune| Reverse(commune.population));
    served.truncate(SUGGESTIONS);
    served
}

/// The communes with the closest names, of the département if any is close enough.
fn nearest(folded: &str, department: &str) -> Vec<Commune> {
    let named = |commune: Commune| (commune.folded, commune.population, commune);
    let here = closest(folded, communes_of(department).map(named));
    if here.is_empty() { closest(folded, communes().map(named)) } else { here }
}

/// The items whose folded name is closest to `folded`, the most populous first among equals.
fn closest<T>(
    folded: &str,
    named: impl Iterator<Item = (impl AsRef<str>, Option<u32>, T)>,
) -> Vec<T> {
    let mut ranked: Vec<_> = named
        .filter_map(|(name, population, item)| {
            Some(((closeness(folded, name.as_ref())?, Reverse(population)), item))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(SUGGESTIONS).map(|(_, item)| item).collect()
}

/// How far two folded names are apart: 1 if one has all the words of the other, else the
/// number of typing errors between them, `None` if that is too many for their length.
fn closeness(written: &str, name: &str) -> Option<usize> {
    if written.is_empty() {
        return None;
    }
    if has_words_of(name, written) || has_words_of(written, name) {
        return Some(1);
    }
    let limit = (written.len() / 4).clamp(1, 3);
    let plausible = written.len().abs_diff(name.len()) <= limit;
    let errors = || strsim::damerau_levenshtein(written, name);
    plausible.then(errors).filter(|&errors| errors <= limit)
}

/// Whether every word of `part` is a word of `whole`.
fn has_words_of(whole: &str, part: &str) -> bool {
    part.split(' ').all(|word| whole.split(' ').any(|w| w == word))
}

/// Finds an EPCI that has a commune in a département, by SIREN number or by name, with or
/// without its kind. Failing that, gives those of the closest names, at most three.
pub fn lookup_epci(
    text: &str,
    department: &str,
) -> Result<&'static Epci, Vec<&'static Epci>> {
    let written = bare(text);
    let here = epcis_of(department);
    let is_meant = |epci: &&Epci| epci.code == text.trim() || bare(epci.name) == written;
    here.iter().copied().find(is_meant).ok_or_else(|| {
        let named =
            here.iter().map(|epci| (bare(epci.name), Some(epci.population), *epci));
        closest(&written, named)
    })
}

/// An EPCI's folded name without what tells its kind, nor the words that link the two.
fn bare(name: &str) -> String {
    const KINDS: [&str; 7] = [
        "cc ",
        "ca ",
        "cu ",
        "communaute de communes ",
        "communaute d agglomeration ",
        "communaute urbaine ",
        "metropole ",
    ];
    const LINKS: [&str; 6] = ["de la ", "de l ", "du ", "des ", "de ", "d "];
    const ENDINGS: [&str; 4] = [" communaute", " agglomeration", " agglo", " metropole"];
    let folded = fold(name);
    let mut rest = folded.as_str();
    if let Some(named) = KINDS.iter().find_map(|kind| rest.strip_prefix(kind)) {
        rest = LINKS.iter().find_map(|link| named.strip_prefix(link)).unwrap_or(named);
    }
    ENDINGS.iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::place::{department, departments};
    use super::*;

    /// An answer in a few words, for tables of cases.
    fn told(answer: &Lookup) -> String {
        let names = |communes: &[Commune]| {
            communes.iter().map(|c| c.name).collect::<Vec<_>>().join(", ")
        };
        match answer {
            Lookup::Found(c) => format!("= {}", c.name),
            Lookup::Renamed { now, was } => format!("{was} > {}", now.name),
            Lookup::Elsewhere(all) => format!("elsewhere: {}", names(all)),
            Lookup::Unknown { nearest } => format!("? {}", names(nearest)),
        }
    }

    #[test]
    fn texts_are_understood() {
        let cases = [
            ("Aurillac", "15", "= Aurillac"),
            ("  ytrac ", "15", "= Ytrac"),
            ("ST FLOUR", "15", "= Saint-Flour"),
            ("Vic sur Cere", "15", "= Vic-sur-Cère"),
            ("l’isle jourdain", "32", "= L'Isle-Jourdain"),
            ("Ste-Enimie", "48", "Sainte-Enimie > Gorges du Tarn Causses"),
            ("Alenc\u{327}on", "61", "= Alençon"),
            ("48095", "48", "= Mende"),
            ("Mende (48095)", "48", "= Mende"),
            ("2a004", "2A", "= Ajaccio"),
            ("20004", "2A", "20004 > Ajaccio"),
            ("Lyon 3e Arrondissement", "69", "Lyon 3e Arrondissement > Lyon"),
            ("Mende", "15", "elsewhere: Mende"),
            ("48095", "15", "elsewhere: Mende"),
            ("Aurilac", "15", "? Aurillac"),
            ("Aurlilac", "15", "? Aurillac"),
            ("15000", "15", "? Aurillac, Ytrac"),
            ("Puy-en-Velay", "43", "? Le Puy-en-Velay"),
            ("Mende (48094)", "48", "? Mende"),
            ("xyzzyqwerty", "15", "? "),
            ("()", "15", "? "),
            ("", "15", "? "),
            ("Mende", "99", "elsewhere: Mende"),
        ];
        for (text, department, expected) in cases {
            assert_eq!(
                told(&lookup(text, department)),
                expected,
                "{text} in {department}"
            );
        }
    }

    #[test]
    fn typing_errors_are_looked_for_in_the_departement_first() {
        assert_eq!(told(&lookup("Mandé", "48")), "? Mende");
        assert!(told(&lookup("Aurilac", "48")).starts_with("? Aurillac"));
    }

    #[test]
    fn every_commune_is_found_by_code_and_by_name() {
        for commune in communes() {
            assert!(department(commune.department).is_some(), "{}", commune.code);
            for text in [
                commune.code.to_owned(),
                commune.name.to_uppercase(),
                format!("{} ({})", commune.name, commune.code),
            ] {
                assert_eq!(
                    lookup(&text, commune.department),
                    Lookup::Found(commune),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn every_former_name_leads_to_the_one_commune_that_bears_it_now() {
        let rows = include_str!("data/anciennes_communes.csv").lines().skip(1);
        for row in rows {
            let [old, name, new] = row.split(',').collect::<Vec<_>>()[..] else {
                panic!("three columns: {row}");
            };
            let new = commune(new).expect(row);
            match lookup(name, new.department) {
                Lookup::Found(current) => assert_eq!(current.folded, fold(name), "{row}"),
                Lookup::Renamed { now, .. } => assert_eq!(now, new, "{row}"),
                other => panic!("{row}: {other:?}"),
            }
            match lookup(old, new.department) {
                Lookup::Found(now) | Lookup::Renamed { now, .. } => assert_eq!(now, new),
                other => panic!("{row}: {other:?}"),
            }
        }
    }

    #[test]
    fn epcis_are_found_by_number_and_by_any_form_of_their_name() {
        for department in departments() {
            for epci in epcis_of(department.code) {
                for text in [epci.code, epci.name] {
                    let answer = lookup_epci(text, department.code);
                    assert_eq!(answer, Ok(epci), "{text}");
                }
            }
        }
    }

    #[test]
    fn epcis_may_be_written_without_their_kind() {
        let cases = [
            "Saint-Flour Communauté",
            "communauté de communes de St-Flour",
            "CC Saint Flour",
            "200066660",
        ];
        for text in cases {
            let found = lookup_epci(text, "15").map(|epci| epci.name);
            assert_eq!(found, Ok("CC de Saint-Flour"), "{text}");
            assert_eq!(lookup_epci(text, "32"), Err(vec![]), "{text}");
        }
        let nearest = lookup_epci("Sainr-Flour", "15").expect_err("a typing error");
        assert_eq!(nearest[0].code, "200066660");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn any_text_has_an_answer(text in "\\PC{0,40}|[0-9A-Ba-b]{4,6}|[a-z ]{0,9} ?\\([0-9AB]{5}\\)", department in "[0-9]{2}|2A|97[1-6]|") {
            let _ = lookup(&text, &department);
            let _ = lookup_epci(&text, &department);
        }
    }
}
