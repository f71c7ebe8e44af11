//! Slugs: the ASCII names of files, URLs and heading anchors.
//!
//! Transliteration is the `slug` crate's; a prelude fixes what it gets wrong in French
//! (`n° 5` would be `ndeg-5`, `™` would be `tm`).

use std::collections::BTreeMap;

/// The slug of a text: lower-case ASCII letters, digits and single hyphens.
///
/// Elisions are kept (`L'été` is `l-ete`). The result is its own slug, and is empty only
/// when the text holds no letter, no digit and nothing that reads as a word.
pub fn slug(text: &str) -> String {
    let slug = slug::slugify(prelude(text));
    if slug.is_empty() { code_points(text) } else { slug }
}

/// Whether a text is its own slug and not empty.
pub fn is_slug(text: &str) -> bool {
    let word = |w: &str| {
        !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.split('-').all(word)
}

fn prelude(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '°' | 'º' | '™' | '®' | '©' => out.push(' '),
            '€' => out.push_str(" euros "),
            '&' => out.push_str(" et "),
            '%' => out.push_str(" pour cent "),
            _ => out.push(c),
        }
    }
    out
}

/// The last resort for scripts that the transliteration does not know.
fn code_points(text: &str) -> String {
    let names = text.chars().filter(|c| c.is_alphanumeric());
    names.map(|c| format!("u{:x}", u32::from(c))).collect::<Vec<_>>().join("-")
}

/// The anchors of one page's headings, each given once.
#[derive(Debug, Default)]
pub struct Anchors {
    /// Each anchor given, with the number to try next when its text comes again.
    given: BTreeMap<String, u32>,
}

impl Anchors {
    /// The anchor of the next heading: its slug (`section` when it has none), then with
    /// `-2`, `-3`… when an earlier heading took it.
    pub fn claim(&mut self, heading: &str) -> String {
        let mut base = slug(heading);
        if base.is_empty() {
            base.push_str("section");
        }
        let mut anchor = base.clone();
        let mut number = self.given.get(&base).copied().unwrap_or(2);
        while self.given.contains_key(&anchor) {
            anchor = format!("{base}-{number}");
            number += 1;
        }
        self.given.insert(base, number);
        self.given.entry(anchor.clone()).or_insert(2);
        anchor
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slugs_of_french_titles() {
        for (text, expected) in [
            ("L'été à Œuf-sur-Drôme", "l-ete-a-oeuf-sur-drome"),
            ("L’été", "l-ete"),
            ("Vivre d'un métier", "vivre-d-un-metier"),
            ("n° 5", "n-5"),
            ("nº5", "n-5"),
            ("Œuvre ™ déposée ®", "oeuvre-deposee"),
            ("1 200 € par mois", "1-200-euros-par-mois"),
            ("100 % fibre !", "100-pour-cent-fibre"),
            ("R&D", "r-et-d"),
            ("Ex æquo", "ex-aequo"),
            ("120 m²", "120-m2"),
            ("L’Haÿ-les-Roses", "l-hay-les-roses"),
            ("ﬁbre", "fibre"),
            ("  --Déjà--vu__ ", "deja-vu"),
            ("日本", "ri-ben"),
            ("--", ""),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn only_slugs_are_slugs() {
        for (text, expected) in [
            ("telecentre-murat", true),
            ("2026", true),
            ("", false),
            ("-a", false),
            ("a-", false),
            ("a--b", false),
            ("Murat", false),
            ("été", false),
            ("a_b", false),
        ] {
            assert_eq!(is_slug(text), expected, "{text}");
        }
    }

    #[test]
    fn anchors_are_numbered_from_the_second() {
        let mut anchors = Anchors::default();
        let given = ["Accès", "Accès", "Accès 2", "accès", "…", "!"];
        let given = given.map(|heading| anchors.claim(heading));
        assert_eq!(
            given,
            ["acces", "acces-2", "acces-2-2", "acces-3", "section", "section-2"]
        );
    }

    proptest! {
        #[test]
        fn a_slug_is_its_own_slug(text in ".{0,40}") {
            let once = slug(&text);
            prop_assert_eq!(slug(&once), once.clone());
            prop_assert!(once.is_empty() || is_slug(&once), "{}", once);
        }

        #[test]
        fn alphanumeric_text_never_vanishes(text in r"\PC*[\p{L}\p{N}]\PC*") {
            prop_assume!(text.chars().any(char::is_alphanumeric));
            prop_assert!(is_slug(&slug(&text)));
        }

        #[test]
        fn anchors_never_repeat(
            headings in proptest::collection::vec("[ab](-[23]){0,2}", 0..30)
        ) {
            let mut anchors = Anchors::default();
            let mut given: Vec<_> = headings.iter().map(|h| anchors.claim(h)).collect();
            given.sort();
            let count = given.len();
            given.dedup();
            prop_assert_eq!(given.len(), count);
        }
    }
}
