//! `tt-site init`: a portal that builds at once, with one département and every kind, and
//! what lets VS Code help to write it.

pub mod vscode;

use std::fs;
use std::io;
use std::path::Path;

use anyhow::Context;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::cli::args::Init;
use crate::cli::around::Around;
use crate::cli::{Verdict, files, tell};
use crate::failure;
use crate::text;

/// How many names of files in the way are told.
const NAMED: usize = 5;

macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("portail/", $path)))),*]
    };
}

/// The files of a new portal. Names in braces stand for dates (see [`dated`]), so that a new
/// portal has no stale offer.
const FILES: &[(&str, &str)] = embedded![
    "content/portail.yaml",
    "content/accueil.md",
    "content/actualites/ouverture-du-portail.md",
    "content/pages/contact.md",
    "content/pages/mentions-legales.md",
    "content/regions/auvergne-rhone-alpes/region.md",
    "content/departements/cantal/departement.md",
    "content/departements/cantal/immobilier.yaml",
    "content/departements/cantal/accueil/venir-dans-le-cantal.md",
    "content/departements/cantal/actualites/une-salle-de-plus.md",
    "content/departements/cantal/agenda/cafe-des-nouveaux.md",
    "content/departements/cantal/agenda/journee-portes-ouvertes.md",
    "content/departements/cantal/communes/murat.md",
    "content/departements/cantal/dispositifs/aide-au-premier-loyer.md",
    "content/departements/cantal/espaces/annexe-allanche.md",
    "content/departements/cantal/espaces/telecentre-murat.md",
    "content/departements/cantal/formations/travailler-a-distance.md",
    "content/departements/cantal/offres/maison-de-bourg.md",
    "content/departements/cantal/offres/reprise-epicerie.md",
    "content/departements/cantal/reseau/club-des-teletravailleurs.md",
    "content/departements/cantal/reseau/membres.yaml",
    "content/departements/cantal/temoignages/une-graphiste.md",
];

/// What version control should not keep.
const IGNORED: (&str, &str) = (".gitignore", "/public/\n/.public.tt-site/\n/.tt-site/\n");

pub fn run(args: &Init, around: &Around) -> anyhow::Result<Verdict> {
    refuse_taken(&args.dir)?;
    let today = around.today(None)?;
    for (path, content) in FILES.iter().chain([&IGNORED]) {
        files::write_new(&args.dir.join(path), dated(content, today).as_bytes())?;
    }
    for (path, content) in vscode::files() {
        let path = args.dir.join(path);
        if !path.exists() {
            files::write_new(&path, content.as_bytes())?;
        }
    }
    let dir = args.dir.display();
    let go =
        if args.dir == Path::new(".") { String::new() } else { format!("  cd {dir}\n") };
    tell(
        &text!(
            "Le portail est prêt. Pour le voir, puis pour écrire le site :\n{go}  tt-site serve --open\n  tt-site build",
            "The portal is ready. To see it, then to write the site:\n{go}  tt-site serve --open\n  tt-site build"
        ),
        around,
    );
    Ok(Verdict::Fine)
}

/// A folder with content is left alone; one that is only under version control, or open in
/// VS Code, will do.
fn refuse_taken(dir: &Path) -> anyhow::Result<()> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(|| dir.display().to_string())?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| dir.display().to_string())?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| ![".git", ".vscode"].contains(&name.as_str()));
    names.sort();
    if names.is_empty() {
        return Ok(());
    }
    let more = if names.len() > NAMED { ", …" } else { "" };
    names.truncate(NAMED);
    let names = names.join(", ");
    Err(failure!(
        "ce dossier n’est pas vide ({names}{more}) ; rien n’a été écrit",
        "this folder is not empty ({names}{more}); nothing was written"
    )
    .context(dir.display().to_string()))
}

fn dated(content: &str, today: Date) -> String {
    let in_a_month = today.saturating_add(1.month());
    let first_tuesday = in_a_month.nth_weekday_of_month(1, Weekday::Tuesday);
    let dates = [
        ("{aujourdhui}", today),
        ("{il_y_a_un_mois}", today.saturating_sub(1.month())),
        ("{dans_un_mois}", in_a_month),
        ("{premier_mardi}", first_tuesday.unwrap_or(in_a_month)),
        ("{dans_un_an}", today.saturating_add(1.year())),
    ];
    dates.iter().fold(content.to_owned(), |content, (name, date)| {
        content.replace(name, &date.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::kinds::KINDS;
    use crate::model::place::{Located, locate};

    fn around() -> Around {
        Around {
            now: "2026-11-22T12:00:00Z".parse().expect("a time"),
            ..Around::nothing()
        }
    }

    #[test]
    fn every_kind_is_in_the_portal() {
        let located: Vec<_> = FILES
            .iter()
            .map(|(path, _)| locate(path.strip_prefix("content/").expect("content")))
            .collect();
        for kind in KINDS {
            let is_kind = |located: &Located| matches!(located, Located::Entry(p, None) if p.kind == kind);
            assert!(located.iter().any(is_kind), "{kind:?}");
        }
    }

    #[test]
    fn no_placeholder_is_left() {
        let today = jiff::civil::date(2026, 11, 22);
        for (path, content) in FILES {
            let content = dated(content, today);
            for name in ["{aujourd", "{il_y_a", "{dans_un", "{premier"] {
                assert!(!content.contains(name), "{path}");
            }
        }
    }

    #[test]
    fn a_folder_with_content_is_left_alone() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let dir = folder.path().join("portail");
        fs::create_dir_all(dir.join(".git")).expect("made");
        let args = Init { dir: dir.clone() };
        run(&args, &around()).expect("only under version control");
        assert!(dir.join("content/portail.yaml").exists());
        let error = run(&args, &around()).expect_err("taken");
        assert!(format!("{error:#}").contains(".gitignore, content"), "{error:#}");
    }
}
