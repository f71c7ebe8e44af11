//! Numbers, percentages, prices and measures.
//!
//! French groups digits with a narrow no-break space, and this module sets the same one
//! before `€`, `%` and units, where CLDR's full no-break space leaves too wide a gap.

use super::{Lang, Locale};
use fixed_decimal::{SignedRoundingMode, UnsignedRoundingMode};
use icu_decimal::{
    DecimalFormatter, DecimalFormatterPreferences, input::Decimal,
    options::DecimalFormatterOptions,
};
use icu_experimental::dimension::{
    currency::{CurrencyType, formatter::CurrencyFormatter},
    percent::formatter::PercentFormatter,
};
use std::error::Error;

const NBSP: &str = "\u{a0}";
const NNBSP: &str = "\u{202f}";

/// The formatters of numbers of one language.
#[derive(Debug)]
pub(super) struct Numbers {
    plain: DecimalFormatter,
    euros: Affixes,
    percent: Affixes,
}

/// What a language writes before and after a number to make it a price or a percentage.
///
/// ICU's own currency formatter always shows cents; a rent of 450 euros has none.
#[derive(Debug)]
struct Affixes {
    before: String,
    after: String,
}

impl Numbers {
    pub(super) fn load(tag: &icu_locale_core::Locale) -> Result<Self, Box<dyn Error>> {
        let prefs = DecimalFormatterPreferences::from(tag);
        let plain = DecimalFormatter::try_new(prefs, DecimalFormatterOptions::default())?;
        let euro: CurrencyType = "EUR".parse()?;
        let euros =
            CurrencyFormatter::try_new_symbol(tag.into(), euro, Default::default())?;
        let percent = PercentFormatter::try_new(tag.into(), Default::default())?;
        let (five, five_cents) = ("5".parse::<Decimal>()?, "5.00".parse::<Decimal>()?);
        Ok(Self {
            euros: Affixes::around(
                &plain.format(&five_cents).to_string(),
                &euros.format_fixed_decimal(&five_cents).to_string(),
            ),
            percent: Affixes::around(
                &plain.format(&five).to_string(),
                &percent.format(&five).to_string(),
            ),
            plain,
        })
    }
}

impl Affixes {
    /// What surrounds a number in its formatted amount.
    fn around(number: &str, amount: &str) -> Self {
        let (before, after) = amount.split_once(number).unwrap_or(("", amount));
        Self { before: before.to_owned(), after: after.to_owned() }
    }
}

/// Numbers. Decimals are shown as given unless a count of them is asked for.
impl Locale {
    /// `1 234,5`.
    pub fn number(&self, value: f64) -> String {
        self.format(&decimal(value))
    }

    /// `1 234,50`, rounded half away from zero to a count of decimals.
    pub fn number_fixed(&self, value: f64, decimals: u8) -> String {
        self.format(&rounded(value, decimals))
    }

    /// `+12`, `-3,5`, `0`: a change, with its sign.
    pub fn signed(&self, value: f64) -> String {
        let (sign, size) = (if value > 0.0 { "+" } else { "" }, self.number(value));
        format!("{sign}{size}")
    }

    /// `12,5 %`, of a value already in hundredths.
    pub fn percent(&self, value: f64) -> String {
        self.surround(&self.numbers.percent, &decimal(value))
    }

    /// `12,50 %`, of a value already in hundredths, with a count of decimals.
    pub fn percent_fixed(&self, value: f64, decimals: u8) -> String {
        self.surround(&self.numbers.percent, &rounded(value, decimals))
    }

    /// `1 200 €`, `9,50 €`: euros, with cents unless there are none.
    pub fn price(&self, euros: f64) -> String {
        let mut amount = rounded(euros, 2);
        amount.absolute.trim_end_if_integer();
        self.surround(&self.numbers.euros, &amount)
    }

    /// A value and its unit: `85 m²`, `1 200 €/m²`, `12 %`, `350 entreprises`.
    ///
    /// A unit that begins with `€` or `%` takes its place as the language has it. Symbols
    /// are tied to the number; words follow an ordinary no-break space.
    pub fn measure(&self, value: f64, unit: &str) -> String {
        if let Some(rest) = unit.strip_prefix('€') {
            return format!("{}{rest}", self.price(value));
        }
        if let Some(rest) = unit.strip_prefix('%') {
            return format!("{}{rest}", self.percent(value));
        }
        let symbol = self.lang == Lang::FR && super::super::typography::is_unit(unit);
        let space = if symbol { NNBSP } else { NBSP };
        match unit {
            "" => self.number(value),
            _ => format!("{}{space}{unit}", self.number(value)),
        }
    }

    fn surround(&self, affixes: &Affixes, value: &Decimal) -> String {
        let signed = self.format(value);
        let size = self.format(&Decimal::new(Default::default(), value.absolute.clone()));
        let sign = signed.strip_suffix(&size).unwrap_or_default();
        self.tight(format!("{sign}{}{size}{}", affixes.before, affixes.after))
    }

    fn format(&self, value: &Decimal) -> String {
        self.tight(self.numbers.plain.format(value).to_string())
    }

    fn tight(&self, text: String) -> String {
        if self.lang == Lang::FR { text.replace(NBSP, NNBSP) } else { text }
    }
}

/// A number as ICU takes it, with the decimals of its shortest notation.
pub(super) fn decimal(value: f64) -> Decimal {
    // Rust writes infinities and NaN in letters, which no content can hold.
    value.to_string().parse().unwrap_or_default()
}

fn rounded(value: f64, decimals: u8) -> Decimal {
    let half_up = SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);
    let mut exact = decimal(value);
    exact.round_with_mode(-i16::from(decimals), half_up);
    exact.absolute.pad_end(-i16::from(decimals));
    if exact.absolute.is_zero() {
        exact.sign = Default::default();
    }
    exact
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locales() -> [Locale; 3] {
        [Lang::FR, Lang::EN, "de".parse().unwrap()].map(Locale::new)
    }

    /// Each no-break space as a letter, so that a table can be read.
    fn visible(text: &str) -> String {
        text.replace(NNBSP, "~").replace(NBSP, "_")
    }

    fn in_each(format: impl Fn(&Locale) -> String) -> [String; 3] {
        locales().map(|locale| visible(&format(&locale)))
    }

    #[test]
    fn numbers() {
        for (value, expected) in [
            (0.0, ["0", "0", "0"]),
            (350.0, ["350", "350", "350"]),
            (1200.0, ["1~200", "1,200", "1.200"]),
            (1_234_567.5, ["1~234~567,5", "1,234,567.5", "1.234.567,5"]),
            (-3.25, ["-3,25", "-3.25", "-3,25"]),
            (0.1, ["0,1", "0.1", "0,1"]),
        ] {
            assert_eq!(in_each(|l| l.number(value)), expected, "{value}");
        }
    }

    #[test]
    fn rounded_and_signed_numbers() {
        let fr = Locale::new(Lang::FR);
        for (value, decimals, expected) in [
            (1234.5, 2, "1~234,50"),
            (0.25, 1, "0,3"),
            (2.5, 0, "3"),
            (-2.5, 0, "-3"),
            (-0.2, 0, "0"),
            (9.999, 2, "10,00"),
        ] {
            assert_eq!(visible(&fr.number_fixed(value, decimals)), expected, "{value}");
        }
        for (value, expected) in [(12.0, "+12"), (-3.5, "-3,5"), (0.0, "0")] {
            assert_eq!(fr.signed(value), expected);
        }
    }

    #[test]
    fn percentages() {
        assert_eq!(in_each(|l| l.percent(12.5)), ["12,5~%", "12.5%", "12,5_%"]);
        assert_eq!(in_each(|l| l.percent(-3.0)), ["-3~%", "-3%", "-3_%"]);
        assert_eq!(in_each(|l| l.percent_fixed(50.0, 1)), ["50,0~%", "50.0%", "50,0_%"]);
    }

    #[test]
    fn prices() {
        for (value, expected) in [
            (1200.0, ["1~200~€", "€1,200", "1.200_€"]),
            (9.5, ["9,50~€", "€9.50", "9,50_€"]),
            (0.0, ["0~€", "€0", "0_€"]),
            (-450.0, ["-450~€", "-€450", "-450_€"]),
            (19.999, ["20~€", "€20", "20_€"]),
        ] {
            assert_eq!(in_each(|l| l.price(value)), expected, "{value}");
        }
        // A whole price is ICU's own without its cents.
        let tag: icu_locale_core::Locale = "nl".parse().unwrap();
        let euro: CurrencyType = "EUR".parse().unwrap();
        let icu =
            CurrencyFormatter::try_new_symbol((&tag).into(), euro, Default::default());
        let icu = icu.unwrap().format_fixed_decimal(&decimal(1200.0)).to_string();
        assert_eq!(Locale::new("nl".parse().unwrap()).price(1200.0) + ",00", icu);
    }

    #[test]
    fn amounts_of_every_language_hold_their_number() {
        let letters = || 'a'..='z';
        for tag in letters().flat_map(|a| letters().map(move |b| format!("{a}{b}"))) {
            let Ok(lang) = tag.parse() else { continue };
            let locale = Locale::new(lang);
            let digits = |text: String| text.matches(|c: char| c.is_numeric()).count();
            assert_eq!(digits(locale.percent(1234.5)), 5, "{tag}");
            assert_eq!(digits(locale.price(1234.5)), 6, "{tag}");
            assert!(locale.price(5.0).contains('€'), "{tag}: {}", locale.price(5.0));
        }
    }

    #[test]
    fn measures() {
        for (value, unit, french, english) in [
            (85.0, "m²", "85~m²", "85_m²"),
            (1200.0, "€/m²", "1~200~€/m²", "€1,200/m²"),
            (12.5, "%", "12,5~%", "12.5%"),
            (350.0, "entreprises", "350_entreprises", "350_entreprises"),
            (100.0, "Mbit/s", "100~Mbit/s", "100_Mbit/s"),
            (7.0, "", "7", "7"),
        ] {
            let [fr, en, _] = in_each(|l| l.measure(value, unit));
            assert_eq!((fr.as_str(), en.as_str()), (french, english));
        }
    }

    #[test]
    fn no_value_makes_it_panic() {
        let fr = Locale::new(Lang::FR);
        for value in [f64::NAN, f64::INFINITY, f64::MAX, f64::MIN_POSITIVE, -0.0] {
            let texts = [fr.number(value), fr.price(value), fr.number_fixed(value, 2)];
            assert!(texts.iter().all(|text| !text.is_empty()));
        }
    }
}
