//! What the command line takes from around it: language, clock, terminal. It is read here
//! and nowhere else; everything after is told.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Component, Path, PathBuf};

use anstream::ColorChoice;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use percent_encoding::utf8_percent_encode;

use crate::diag::Tongue;
use crate::diag::ci::PATH;
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
    /// The terminal that messages go to.
    pub terminal: Terminal,
    /// The folder that commands are typed in.
    pub here: PathBuf,
    /// `GITHUB_STEP_SUMMARY`: where GitHub takes what the page of a run shows.
    pub step_summary: Option<PathBuf>,
}

/// What the terminal can do.
#[derive(Debug, Clone, Default)]
pub struct Terminal {
    /// Its width in columns.
    pub width: Option<usize>,
    /// Whether it follows links.
    pub links: bool,
    /// Whether someone is there to answer.
    pub answers: bool,
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
            terminal: Terminal::look(),
            here: env::current_dir().unwrap_or_default(),
            step_summary: env::var_os("GITHUB_STEP_SUMMARY").map(Into::into),
        }
    }

    /// Nothing around: French, no terminal, the clock at its start.
    #[cfg(test)]
    pub fn nothing() -> Self {
        Self {
            tongue: Tongue::French,
            color: false,
            now: Timestamp::UNIX_EPOCH,
            source_date_epoch: None,
            terminal: Terminal::default(),
            here: PathBuf::new(),
            step_summary: None,
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

    /// How the findings of the portal at `root` look on this terminal.
    pub fn style(&self, root: &Path) -> Style {
        let width = self.terminal.width;
        Style {
            tongue: self.tongue,
            color: self.color,
            unicode: true,
            width,
            links: self.terminal.links.then(|| self.address(root)),
        }
    }

    /// The portal's folder in the repository, which is taken to be the folder that
    /// commands are typed in: `site/`, or nothing.
    pub fn folder(&self, root: &Path) -> String {
        let inside = root.strip_prefix(&self.here).unwrap_or(root);
        let parts = inside.components().filter(|part| *part != Component::CurDir);
        parts.map(|part| format!("{}/", part.as_os_str().display())).collect()
    }

    /// The address of a folder of this machine.
    fn address(&self, folder: &Path) -> String {
        let path = self.here.join(folder);
        let path = path.canonicalize().unwrap_or(path);
        let path = path.to_string_lossy().replace('\\', "/");
        let path = utf8_percent_encode(path.trim_matches('/'), PATH);
        format!("file:///{path}/")
    }
}

impl Terminal {
    #[expect(clippy::disallowed_methods, reason = "the environment is read here alone")]
    fn look() -> Self {
        let width = terminal_size::terminal_size_of(io::stderr());
        // This terminal makes better links by itself: they lead to the line.
        let own_links = env::var("TERM_PROGRAM").is_ok_and(|name| name == "vscode");
        Self {
            width: width.map(|(width, _)| width.0.into()),
            links: !own_links
                && supports_hyperlinks::on(supports_hyperlinks::Stream::Stderr),
            answers: io::stdin().is_terminal() && io::stderr().is_terminal(),
        }
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
            now: "2026-06-30T22:30:00Z".parse().expect("a time"),
            source_date_epoch: epoch.map(str::to_owned),
            ..Around::nothing()
        };
        let date = |text: &str| text.parse::<Date>().expect("a date");
        assert_eq!(at(None).today(None).expect("known"), date("2026-07-01"));
        assert_eq!(at(Some("0")).today(None).expect("known"), date("1970-01-01"));
        let asked = Some(date("2030-01-02"));
        assert_eq!(at(Some("x")).today(asked).expect("known"), date("2030-01-02"));
        at(Some("x")).today(None).expect_err("not a number");
    }

    #[test]
    fn forges_are_told_paths_of_the_repository() {
        let around = Around { here: "/depot".into(), ..Around::nothing() };
        for (root, folder) in [
            (".", ""),
            ("./site", "site/"),
            ("un/site/", "un/site/"),
            ("/depot", ""),
            ("/depot/site", "site/"),
        ] {
            assert_eq!(around.folder(Path::new(root)), folder, "{root}");
        }
    }
}
