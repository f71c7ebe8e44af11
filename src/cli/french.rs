//! The command line in French: the same definition with other words, and the sentences
//! that clap says in English only.

use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorFormatter, ErrorKind};
use clap::{Arg, ArgAction, Command};

const ROOT: &str =
    "{about}\n\nUsage : {usage}\n\nCommandes :\n{subcommands}\n\nOptions :\n{options}";
const OPTIONS: &str = "{about}\n\nUsage : {usage}\n\nOptions :\n{options}";
const ARGUMENTS: &str =
    "{about}\n\nUsage : {usage}\n\nArguments :\n{positionals}\n\nOptions :\n{options}";

/// What each command does.
const COMMANDS: [(&str, &str); 14] = [
    ("tt-site", "Construit le site d’un territoire qui accueille de nouveaux habitants."),
    ("init", "Crée un portail qui se construit tout de suite"),
    (
        "new",
        "Commence un fichier de contenu, chaque champ expliqué ; demande ce qui manque",
    ),
    ("build", "Écrit le site"),
    (
        "merge",
        "Écrit le site à partir des parties que build --only a faites sur plusieurs machines",
    ),
    ("serve", "Montre le site sur cette machine, et de nouveau à chaque changement"),
    ("check", "Dit tout ce que dit build, sans rien écrire"),
    ("import", "Prend dans le portail les chiffres de fichiers officiels"),
    ("editor", "Installe le programme de l’éditeur de pages, une fois"),
    ("schema", "Donne les schémas JSON des contenus"),
    ("completions", "Donne les complétions d’un shell"),
    ("man", "Donne la page de manuel"),
    ("licences", "Donne les licences de tout ce que ce programme contient"),
    ("reference", "Écrit la documentation de référence des règles et des contenus"),
];

/// What each argument means, with the name of its value. An argument that means something
/// else in one command is named `command.argument`.
const ARGUMENTS_HELP: [(&str, &str, &str); 38] = [
    ("lang", "LANGUE", "Langue des messages : fr ou en"),
    ("root", "DOSSIER", "Dossier du portail"),
    ("drafts", "", "Construit aussi les brouillons et les pages à paraître"),
    ("date", "AAAA-MM-JJ", "Construit comme si l’on était ce jour-là"),
    ("jobs", "N", "Nombre de fils d’exécution"),
    (
        "format",
        "FORMAT",
        "Forme des messages : human, json (un objet par ligne), github, gitlab ou sarif",
    ),
    (
        "explain",
        "RÈGLE",
        "Explique une règle, ou les énumère toutes si aucune n’est nommée",
    ),
    ("fix", "", "Montre et applique les corrections qui ne font aucun doute"),
    ("yes", "", "Les applique sans demander"),
    ("strict", "", "Prend les avertissements pour des erreurs"),
    (
        "timings",
        "FORME",
        "Dit combien de temps a pris chaque étape, en tableau ou (=json) en un objet",
    ),
    ("dir", "DOSSIER", "Dossier du nouveau portail"),
    ("kind", "TYPE", "Type de contenu : espace, offre, evenement…"),
    (
        "territory",
        "DEPARTEMENT",
        "Département : son dossier, son nom ou son code ; « portail » pour une page du portail",
    ),
    ("title", "TITRE", "Titre de la page"),
    ("commune", "NOM", "Commune où il se trouve : son nom ou son code INSEE"),
    (
        "build.output",
        "DOSSIER",
        "Dossier du site (« public » dans le portail, par défaut)",
    ),
    (
        "merge.output",
        "DOSSIER",
        "Dossier du site (« public » dans le portail, par défaut)",
    ),
    (
        "only",
        "DEPARTEMENT",
        "Construit les pages d’un seul département, une partie que merge réunit : son dossier, son nom ou son code",
    ),
    ("parts", "DOSSIER", "Dossiers que build --only a écrits"),
    ("base_url", "URL", "Adresse du site publié, à la place de celle des réglages"),
    (
        "manifest",
        "FICHIER",
        "Écrit aussi la liste des fichiers du site, chacun avec son empreinte (« manifest.json » dans le portail, par défaut)",
    ),
    (
        "previous",
        "FICHIER",
        "Dit quelles adresses de la dernière publication ne répondent plus, d’après la liste de ses fichiers (build --manifest)",
    ),
    (
        "source",
        "SOURCE",
        "Source : dvf, loyers, arcep, mediation, bpe, education, finess ou petite-enfance",
    ),
    (
        "files",
        "FICHIER",
        "Ses fichiers, tels qu’ils ont été téléchargés : .csv, .csv.gz ou .zip",
    ),
    ("department", "CODE", "Département : son dossier, son nom ou son code"),
    ("dry_run", "", "Dit ce qui changerait, sans rien écrire"),
    (
        "example",
        "",
        "Marque les chiffres comme inventés, pour montrer à quoi cela ressemble",
    ),
    ("import.date", "AAAA-MM-JJ", "Importe comme si l’on était ce jour-là"),
    ("port", "N", "Premier port à essayer"),
    ("open", "", "Ouvre le site dans le navigateur"),
    (
        "poll",
        "",
        "Cherche les changements chaque seconde, pour les disques qui ne les annoncent pas",
    ),
    ("from", "FICHIER", "Paquet à installer, au lieu de le télécharger"),
    ("schema.output", "DOSSIER", "Écrit un fichier par type dans ce dossier"),
    ("shell", "SHELL", "Shell : bash, elvish, fish, powershell ou zsh"),
    ("man.output", "DOSSIER", "Écrit une page par commande dans ce dossier"),
    ("reference.output", "DOSSIER", "Dossier de la documentation"),
    ("version", "", "Affiche la version"),
];

/// The same command line, in French.
pub fn translate(command: Command) -> Command {
    let names: Vec<String> =
        command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help("Affiche la version");
    let root = words(command)
        .help_template(ROOT)
        .subcommand_value_name("COMMANDE")
        .disable_version_flag(true)
        .arg(version);
    names.into_iter().fold(root, |root, name| root.mut_subcommand(name, words))
}

fn words(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let about = COMMANDS.iter().find(|(command, _)| *command == name);
    let has_positionals = command.get_positionals().next().is_some();
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("Affiche cette aide");
    command
        .about(about.map_or("", |(_, about)| about))
        .help_template(if has_positionals { ARGUMENTS } else { OPTIONS })
        .disable_help_flag(true)
        .mut_args(|arg| translate_arg(arg, &name))
        .arg(help)
}

fn translate_arg(arg: Arg, command: &str) -> Arg {
    let id = arg.get_id().as_str();
    let qualified = format!("{command}.{id}");
    let mut table = ARGUMENTS_HELP.iter();
    let Some((_, value, help)) =
        table.find(|(name, ..)| *name == id || *name == qualified)
    else {
        return arg;
    };
    let arg = arg.help(*help);
    if value.is_empty() { arg } else { arg.value_name(*value) }
}

/// Words usage errors: the reason on the first line, then how to write the command.
pub struct Formatter;

impl ErrorFormatter for Formatter {
    fn format_error(error: &clap::error::Error<Self>) -> StyledStr {
        let mut text = format!("erreur : {}", reason(error));
        for kind in [
            ContextKind::SuggestedSubcommand,
            ContextKind::SuggestedArg,
            ContextKind::SuggestedValue,
        ] {
            if let Some(near) = value(error, kind) {
                let _ = write!(text, " ; vouliez-vous dire « {near} » ?");
            }
        }
        if let Some(usage) = value(error, ContextKind::Usage) {
            let _ = write!(text, "\n\n{}", usage.replace("Usage:", "Usage :"));
        }
        text.push_str("\n\nPour en savoir plus : « --help »\n");
        StyledStr::from(text)
    }
}

fn reason(error: &clap::error::Error<Formatter>) -> String {
    let get = |kind| value(error, kind).unwrap_or_default();
    let arg = get(ContextKind::InvalidArg);
    let written = get(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidValue if written.is_empty() => {
            format!("il manque une valeur à « {arg} »")
        }
        ErrorKind::InvalidValue => {
            let values = get(ContextKind::ValidValue);
            format!("« {arg} » n’accepte pas « {written} », mais : {values}")
        }
        ErrorKind::ValueValidation => format!("« {arg} » n’accepte pas « {written} »"),
        ErrorKind::UnknownArgument => format!("l’option « {arg} » n’existe pas"),
        ErrorKind::InvalidSubcommand => {
            format!(
                "la commande « {} » n’existe pas",
                get(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingRequiredArgument => format!("il manque {arg}"),
        ErrorKind::ArgumentConflict => match get(ContextKind::PriorArg) {
            prior if prior == arg => format!("« {arg} » est écrit deux fois"),
            prior => format!("« {arg} » ne va pas avec « {prior} »"),
        },
        ErrorKind::TooManyValues => format!("« {written} » est de trop pour « {arg} »"),
        ErrorKind::InvalidUtf8 => "un argument n’est pas en UTF-8".to_owned(),
        _ => "la commande n’est pas complète".to_owned(),
    }
}

fn value(error: &clap::error::Error<Formatter>, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::args::Args;

    fn french() -> Command {
        translate(Args::command())
    }

    fn error(line: &str) -> String {
        let error = french().try_get_matches_from(line.split_whitespace());
        error.expect_err(line).apply::<Formatter>().to_string()
    }

    #[test]
    fn every_command_and_argument_has_french_words() {
        let english = Args::command();
        let all = std::iter::once(&english).chain(english.get_subcommands());
        for command in all {
            let name = command.get_name();
            assert!(COMMANDS.iter().any(|(known, _)| *known == name), "{name}");
            for arg in command.get_arguments() {
                let (id, qualified) =
                    (arg.get_id().as_str(), format!("{name}.{}", arg.get_id()));
                let known = |(known, ..): &(&str, &str, &str)| {
                    *known == id || *known == qualified
                };
                assert!(ARGUMENTS_HELP.iter().any(known), "{qualified}");
            }
        }
    }

    #[test]
    fn no_english_literal_is_left_in_the_help() {
        let mut command = french();
        command.debug_assert_help();
        for text in command.all_help() {
            for english in [
                "Usage:",
                "Options:",
                "Commands",
                "Arguments:",
                "Print",
                "default:",
                "possible",
            ] {
                assert!(!text.contains(english), "{english}:\n{text}");
            }
        }
    }

    #[test]
    fn usage_errors_say_why_on_their_first_line() {
        for (line, reason) in [
            (
                "tt-site biuld",
                "erreur : la commande « biuld » n’existe pas ; vouliez-vous dire « build » ?",
            ),
            (
                "tt-site build --outptu x",
                "erreur : l’option « --outptu » n’existe pas ; vouliez-vous dire « --output » ?",
            ),
            (
                "tt-site build --format xml",
                "erreur : « --format <FORMAT> » n’accepte pas « xml », mais : human, json, github, gitlab, sarif",
            ),
            (
                "tt-site build --date 22/11",
                "erreur : « --date <AAAA-MM-JJ> » n’accepte pas « 22/11 »",
            ),
            ("tt-site completions", "erreur : il manque <SHELL>"),
            (
                "tt-site build --strict --strict",
                "erreur : « --strict » est écrit deux fois",
            ),
            ("tt-site check --yes", "erreur : il manque --fix"),
            (
                "tt-site check --fix --explain",
                "erreur : « --fix » ne va pas avec « --explain [<RÈGLE>] »",
            ),
            (
                "tt-site build --output",
                "erreur : il manque une valeur à « --output <DOSSIER> »",
            ),
        ] {
            assert_eq!(error(line).lines().next(), Some(reason));
        }
    }

    trait Helps {
        fn debug_assert_help(&mut self);
        fn all_help(&mut self) -> Vec<String>;
    }

    impl Helps for Command {
        fn debug_assert_help(&mut self) {
            self.clone().debug_assert();
        }

        fn all_help(&mut self) -> Vec<String> {
            self.build();
            let own = self.render_help().to_string();
            let subs =
                self.get_subcommands_mut().map(|sub| sub.render_help().to_string());
            std::iter::once(own).chain(subs).collect()
        }
    }
}
