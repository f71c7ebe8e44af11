//! A language and its conventions: dates, numbers, prices, plurals and order, from ICU
//! data, plus the few usages of French that the data does not know.
//!
//! A [`Locale`] is made once per language and shared by reference between threads: the
//! feature `sync` of `icu_provider` makes every formatter `Send + Sync`.

mod dates;
mod numbers;

use dates::Dates;
use icu_collator::{
    Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions,
    preferences::CollationNumericOrdering,
};
use icu_locale_core::subtags::{Language, language};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use numbers::Numbers;
use std::{cmp::Ordering, fmt, str::FromStr};

/// A language, as the primary subtag of BCP 47: `fr`, `en`, `oc`, `gsw`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Language);

/// A text that is not the tag of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LangError {
    /// The tag meant, when the text only adds a region or capitals to it (`fr_FR`).
    pub fix: Option<Lang>,
}

impl Lang {
    /// French.
    pub const FR: Self = Self(language!("fr"));
    /// English.
    pub const EN: Self = Self(language!("en"));

    /// The tag, to write in `lang` attributes, URLs and file names.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Lang {
    type Err = LangError;

    /// Reads a tag in its canonical form: two or three lower-case letters.
    fn from_str(text: &str) -> Result<Self, LangError> {
        let primary = text.split(['-', '_']).next().unwrap_or_default();
        let lang = primary.parse().ok().filter(|l: &Language| !l.is_unknown()).map(Self);
        lang.filter(|lang| lang.as_str() == text).ok_or(LangError { fix: lang })
    }
}

/// The conventions of one language.
#[derive(Debug)]
pub struct Locale {
    lang: Lang,
    dates: Dates,
    numbers: Numbers,
    plurals: PluralRules,
    collator: CollatorBorrowed<'static>,
}

impl Locale {
    /// The conventions of a language; of CLDR's root where it has no data for it.
    ///
    /// English is that of Great Britain (`9 June 2026`, `09:30`), which readers in Europe
    /// expect, and not that of the United States, which a bare `en` would give.
    pub fn new(lang: Lang) -> Self {
        let id = if lang == Lang::EN { "en-GB" } else { lang.as_str() };
        let tag = id.parse().expect("a language is a locale");
        Self::load(lang, &tag).expect("compiled data falls back to the root locale")
    }

    fn load(
        lang: Lang,
        tag: &icu_locale_core::Locale,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let mut order = CollatorPreferences::from(tag);
        order.numeric_ordering = Some(CollationNumericOrdering::True);
        Ok(Self {
            lang,
            dates: Dates::load(tag)?,
            numbers: Numbers::load(tag)?,
            plurals: PluralRules::try_new(tag.into(), PluralRulesOptions::default())?,
            collator: Collator::try_new(order, CollatorOptions::default())?,
        })
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// CLDR's plural category of a count (`zero`, `one`, `two`, `few`, `many`, `other`),
    /// the key of a message's variant.
    pub fn plural(&self, count: f64) -> &'static str {
        match self.plurals.category_for(&numbers::decimal(count)) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    /// The dictionary order of two texts, numbers in them by value (`9 rue` before
    /// `10 rue`); texts that collate alike follow their code points, so that no order
    /// depends on what came first.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b).then_with(|| a.cmp(b))
    }

    /// Sorts by the dictionary order of a text of each item.
    pub fn sort_by_key<T>(&self, items: &mut [T], key: impl Fn(&T) -> &str) {
        items.sort_by(|a, b| self.compare(key(a), key(b)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static FRENCH: LazyLock<Locale> = LazyLock::new(|| Locale::new(Lang::FR));

    #[test]
    fn a_locale_is_shared_between_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&*FRENCH);
    }

    #[test]
    fn tags() {
        for (text, expected) in [
            ("fr", Ok("fr")),
            ("en", Ok("en")),
            ("oc", Ok("oc")),
            ("gsw", Ok("gsw")),
            ("FR", Err(Some("fr"))),
            ("fr_FR", Err(Some("fr"))),
            ("en-US", Err(Some("en"))),
            ("und", Err(None)),
            ("français", Err(None)),
            ("f", Err(None)),
            ("", Err(None)),
        ] {
            let read = text.parse::<Lang>();
            let read = read.as_ref().map(Lang::as_str);
            let read = read.map_err(|e| e.fix.as_ref().map(Lang::as_str));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn plurals() {
        let (fr, en) = (&*FRENCH, Locale::new(Lang::EN));
        for (count, french, english) in [
            (0.0, "one", "other"),
            (1.0, "one", "one"),
            (1.5, "one", "other"),
            (2.0, "other", "other"),
            (350.0, "other", "other"),
            (1_000_000.0, "many", "other"),
        ] {
            assert_eq!(
                (fr.plural(count), en.plural(count)),
                (french, english),
                "{count}"
            );
        }
        assert_eq!(Locale::new("pl".parse().unwrap()).plural(3.0), "few");
    }

    #[test]
    fn dictionary_order() {
        let sorted = [
            "9 rue", "10 Rue", "cote", "coté", "côte", "côté", "école", "Étampes",
            "lait", "Oeuf", "œuvre", "Zèbre",
        ];
        let mut shuffled = sorted;
        shuffled.reverse();
        FRENCH.sort_by_key(&mut shuffled, |text| text);
        assert_eq!(shuffled, sorted);
    }

    proptest! {
        #[test]
        fn every_tag_has_conventions(tag in "[a-z]{2,3}") {
            let lang: Lang = match tag.parse() { Ok(lang) => lang, Err(_) => return Ok(()) };
            let locale = Locale::new(lang);
            prop_assert!(!locale.date(jiff::civil::date(2026, 6, 9)).is_empty());
            prop_assert!(!locale.price(12.5).is_empty());
        }

        #[test]
        fn order_is_total(a in "[a-cé0-2 ]{0,4}", b in "[a-cé0-2 ]{0,4}") {
            let fr = &*FRENCH;
            prop_assert_eq!(fr.compare(&a, &b), fr.compare(&b, &a).reverse());
            prop_assert_eq!(fr.compare(&a, &b) == Ordering::Equal, a == b);
        }
    }
}
