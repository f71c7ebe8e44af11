//! What the command line takes from around it: language, clock, terminal. It is read here
//! and nowhere else; everything after is told.

use std::env;
use std::ffi::OsString;
use std::io;

use anstream::ColorChoice;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diag::Tongue;
use crate::diag::human::Style;
use crate::failure;

/// Time zone of portals.
const ZONE: &str = "Europe/Paris";

/// What surrounds a run.
#[derive(Debug, Clone)]
pub struct Around {
    /// Language of the messages.
    pub tongue: Tongue,
    /// Whether messages may have colors.
    pub color: bool,
    /// The clock.
    pub now: Timestamp,
    /// `SOURCE_DATE_EPOCH`: the clock of reproducible builds, in seconds.
    pub source_date_epoch: Option<String>,
}

impl Around {
    /// Looks around. `typed` is the command line.
    #[expect(clippy::disallowed_methods, reason = "the environment is read here alone")]
    pub fn look(typed: &[OsString]) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
        let choice = anstream::AutoStream::choice(&io::stderr());
        Self {
            tongue: tongue(typed, locale.as_deref()),
            color: choice != ColorChoice::Never,
            now: Timestamp::now(),
            source_date_epoch: env::var("SOURCE_DATE_EPOCH").ok(),
        }
    }

    /// Today: the day asked for, or that of `SOURCE_DATE_EPOCH`, or that of the clock.
    ///
    /// # Errors
    /// When `SOURCE_DATE_EPOCH` is not a number of seconds.
    pub fn today(&self, asked: Option<Date>) -> anyhow::Result<Date> {
        if let Some(date) = asked {
            return Ok(date);
        }
        let instant = match &self.source_date_epoch {
            Some(text) => epoch(text)?,
            None => self.now,
        };
        let zone = TimeZone::get(ZONE).expect("the time zones are embedded");
        Ok(instant.to_zoned(zone).date())
    }

    /// How findings look on this terminal.
    pub fn style(&self) -> Style {
        Style { tongue: self.tongue, color: self.color, unicode: true }
    }
}

fn epoch(text: &str) -> anyhow::Result<Timestamp> {
    let seconds = text.trim().parse().ok();
    seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).ok_or_else(|| {
        failure!(
            "la variable SOURCE_DATE_EPOCH vaut « {text} », qui n’est pas un nombre de secondes",
            "the variable SOURCE_DATE_EPOCH is `{text}`, which is not a number of seconds"
        )
    })
}

/// The language asked for with `--lang`, or that of the locale; French when neither says.
fn tongue(typed: &[OsString], locale: Option<&str>) -> Tongue {
    let asked = typed.iter().enumerate().find_map(|(i, arg)| {
        let arg = arg.to_str()?;
        match arg.strip_prefix("--lang")? {
            "" => typed.get(i + 1)?.to_str(),
            value => value.strip_prefix('='),
        }
    });
    let locale = locale.filter(|name| !matches!(language(name), "C" | "POSIX"));
    match asked.or(locale) {
        Some(name) if language(name) != "fr" => Tongue::English,
        _ => Tongue::French,
    }
}

/// `fr` of `fr_FR.UTF-8`.
fn language(locale: &str) -> &str {
    locale.split(['_', '.', '@', '-']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_unless_something_says_otherwise() {
        for (typed, locale, expected) in [
            ("build", None, Tongue::French),
            ("build", Some("C.UTF-8"), Tongue::French),
            ("build", Some("POSIX"), Tongue::French),
            ("build", Some("fr_CA.UTF-8"), Tongue::French),
            ("build", Some("en_US.UTF-8"), Tongue::English),
            ("build", Some("de_DE"), Tongue::English),
            ("build --lang fr", Some("en_US"), Tongue::French),
            ("--lang=en build", Some("fr_FR"), Tongue::English),
            ("build --lang", None, Tongue::French),
        ] {
            let words: Vec<OsString> = typed.split(' ').map(Into::into).collect();
            assert_eq!(tongue(&words, locale), expected, "{typed} {locale:?}");
        }
    }

    #[test]
    fn today_is_a_day_in_paris() {
        let at = |epoch: Option<&str>| Around {
            tongue: Tongue::French,
            color: false,
            now: "2026-06-30T22:30:00Z".parse().expect("a time"),
            source_date_epoch: epoch.map(str::to_owned),
        };
        let date = |text: &str| text.parse::<Date>().expect("a date");
        assert_eq!(at(None).today(None).expect("known"), date("2026-07-01"));
        assert_eq!(at(Some("0")).today(None).expect("known"), date("1970-01-01"));
        let asked = Some(date("2030-01-02"));
        assert_eq!(at(Some("x")).today(asked).expect("known"), date("2030-01-02"));
        at(Some("x")).today(None).expect_err("not a number");
    }
}
