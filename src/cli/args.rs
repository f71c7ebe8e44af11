//! What may be typed: the one definition that parsing, help, completions and man pages
//! come from. The words here are the English ones; `french` has the others.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

/// Makes the website of a territory that welcomes newcomers.
#[derive(Debug, Parser)]
#[command(name = "tt-site", version, disable_help_subcommand = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Language of the messages: fr or en
    #[arg(long, global = true, value_name = "LANG", hide_possible_values = true)]
    pub lang: Option<Lang>,
}

/// A language of the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// French.
    Fr,
    /// English.
    En,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new portal that builds at once
    Init(Init),
    /// Start a file of content, with every field explained; asks on a terminal for what is missing
    #[command(alias = "nouveau")]
    New(New),
    /// Write the site
    #[command(alias = "construire")]
    Build(Build),
    /// Write the site from parts that `build --only` made on several machines
    #[command(alias = "assembler")]
    Merge(Merge),
    /// Show the site on this machine, and again at each change
    #[command(alias = "servir")]
    Serve(Serve),
    /// Say everything that build says, without writing
    #[command(alias = "verifier")]
    Check(Check),
    /// Take figures of official files into the portal
    #[command(alias = "importer")]
    Import(Import),
    /// Install the program of the web editor, once
    #[command(alias = "redaction")]
    Editor(Editor),
    /// Print the JSON Schemas of the content
    Schema(Schema),
    /// Print the completions of a shell
    Completions(Completions),
    /// Print the manual page
    Man(Man),
    /// Print the licences of everything that this program carries
    Licences,
    /// Write the reference documentation of rules and content
    #[command(hide = true)]
    Reference(Reference),
}

/// What a build depends on.
#[derive(Debug, clap::Args)]
pub struct Inputs {
    /// Folder of the portal
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
    /// Build drafts and pages of the future too
    #[arg(long)]
    pub drafts: bool,
    /// Build as if today were this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Number of threads
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// How findings are told.
#[derive(Debug, clap::Args)]
pub struct Telling {
    /// How to print findings: human, json (one object a line), github, gitlab or sarif
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: Format,
    /// Take warnings for errors
    #[arg(long)]
    pub strict: bool,
    /// Print how long each stage took, as a table or (=json) one object for all
    #[arg(
        long,
        value_enum,
        value_name = "FORM",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "table",
        hide_possible_values = true
    )]
    pub timings: Option<Timings>,
}

/// A form of what stages took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Timings {
    /// For people.
    Table,
    /// For machines.
    Json,
}

/// A form of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For machines.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// A report of code quality for GitLab.
    Gitlab,
    /// For code scanning services.
    Sarif,
}

/// `init`.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// Folder of the new portal
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub dir: PathBuf,
}

/// `new`.
#[derive(Debug, clap::Args)]
pub struct New {
    /// Kind of content, such as espace, offre or evenement
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,
    /// Département: its folder, name or code; "portail" for a page of the whole portal
    #[arg(value_name = "DEPARTEMENT")]
    pub territory: Option<String>,
    /// Title of the page
    #[arg(value_name = "TITLE")]
    pub title: Option<String>,
    /// Commune that it is in: its name or INSEE code
    #[arg(long, value_name = "NAME")]
    pub commune: Option<String>,
    /// Folder of the portal
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
}

/// `import`.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// Source: dvf, loyers, arcep, mediation, bpe, education, finess or petite-enfance
    #[arg(value_name = "SOURCE")]
    pub source: String,
    /// Its files, as they were downloaded: .csv, .csv.gz or .zip
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Département: its folder, name or code
    #[arg(long = "departement", value_name = "CODE")]
    pub department: String,
    /// Say what would change, without writing
    #[arg(long)]
    pub dry_run: bool,
    /// Mark the figures as made up, to show what it looks like
    #[arg(long)]
    pub example: bool,
    /// Take the import to be of this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Folder of the portal
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
}

/// What a site is written from, and where.
#[derive(Debug, clap::Args)]
pub struct Written {
    /// What the build depends on.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Folder of the site ("public" in the portal's folder when not given)
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Address of the published site, in place of the one in the settings
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Write the list of the files of the site too, each with its hash ("manifest.json" in the portal's folder when not given)
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub manifest: Option<Option<PathBuf>>,
    /// How findings are told.
    #[command(flatten)]
    pub telling: Telling,
}

/// `build`.
#[derive(Debug, clap::Args)]
pub struct Build {
    /// What is written.
    #[command(flatten)]
    pub site: Written,
    /// Build the pages of one département alone, a part that `merge` takes: its folder, name or code
    #[arg(long, value_name = "DEPARTEMENT")]
    pub only: Option<String>,
}

/// `merge`.
#[derive(Debug, clap::Args)]
pub struct Merge {
    /// What is written.
    #[command(flatten)]
    pub site: Written,
    /// Folders that `build --only` wrote
    #[arg(value_name = "DIR", required = true)]
    pub parts: Vec<PathBuf>,
}

/// `serve`.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// What the builds depend on.
    #[command(flatten)]
    pub inputs: Inputs,
    /// First port to try
    #[arg(long, value_name = "N", default_value_t = 1111, hide_default_value = true)]
    pub port: u16,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes every second, for disks that do not announce them
    #[arg(long)]
    pub poll: bool,
}

/// `check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// What the build depends on.
    #[command(flatten)]
    pub inputs: Inputs,
    /// How findings are told.
    #[command(flatten)]
    pub telling: Telling,
    /// Say which addresses of the last deployment no longer answer, by its list of files (build --manifest)
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// Explain a rule, or list them all when none is named
    #[arg(
        long,
        value_name = "RULE",
        num_args = 0..=1,
        default_missing_value = "",
        conflicts_with = "fix"
    )]
    pub explain: Option<String>,
    /// Show and apply the corrections that leave no doubt
    #[arg(long)]
    pub fix: bool,
    /// Apply them without asking
    #[arg(long, requires = "fix")]
    pub yes: bool,
}

/// `editor`.
#[derive(Debug, clap::Args)]
pub struct Editor {
    /// Folder of the portal
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
    /// Package to install from, in place of the registry
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
}

/// `schema`.
#[derive(Debug, clap::Args)]
pub struct Schema {
    /// Write one file a kind into this folder
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// `completions`.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// Shell: bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: Shell,
}

/// `man`.
#[derive(Debug, clap::Args)]
pub struct Man {
    /// Write one page a command into this folder
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// `reference`.
#[derive(Debug, clap::Args)]
pub struct Reference {
    /// Folder of the documentation
    #[arg(long, value_name = "DIR", default_value = "docs", hide_default_value = true)]
    pub output: PathBuf,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_holds_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn the_command_contract_is_parsed() {
        for line in [
            "tt-site init portail",
            "tt-site new",
            "tt-site new espace cantal Murat --commune Murat",
            "tt-site build --root r --output o --base-url https://x.fr --drafts \
             --date 2026-11-22 --jobs 2 --format json --strict --timings",
            "tt-site build --timings=json",
            "tt-site build --only cantal",
            "tt-site build --manifest",
            "tt-site merge --manifest=liste.json parts/cantal",
            "tt-site check --previous manifest.json",
            "tt-site merge parts/cantal parts/gers --output public --date 2026-11-22",
            "tt-site serve --port 8080 --open --poll",
            "tt-site check --format human",
            "tt-site check --explain bad-value",
            "tt-site check --explain",
            "tt-site check --fix --yes --format sarif",
            "tt-site schema --output schemas",
            "tt-site completions fish",
            "tt-site man",
            "tt-site --lang en construire",
            "tt-site build --lang fr",
        ] {
            let parsed = Args::try_parse_from(line.split_whitespace());
            assert!(parsed.is_ok(), "{line}: {parsed:?}");
        }
        for line in [
            "tt-site build --jobs 0",
            "tt-site merge",
            "tt-site build --date 22/11/2026",
            "tt-site check --yes",
            "tt-site check --fix --explain",
        ] {
            assert!(Args::try_parse_from(line.split_whitespace()).is_err(), "{line}");
        }
    }
}
