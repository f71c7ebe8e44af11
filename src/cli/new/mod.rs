//! `tt-site new`: starts a file of content at its place.

mod scaffold;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::cli::args::New;
use crate::cli::around::Around;
use crate::cli::{Verdict, files, kinds, print, tell};
use crate::diag::quoted_list;
use crate::failure;
use crate::geo;
use crate::model::place::Kind;
use crate::text::slug::slug;
use crate::text::suggest;
use crate::{config, text};
use scaffold::{Prefill, scaffold};

/// What is written for « the whole portal » in place of a département.
const PORTAL: &str = "portail";

pub fn run(args: &New, around: &Around) -> anyhow::Result<Verdict> {
    let kind = kinds::find(&args.kind)?;
    refuse_outside_portal(&args.root)?;
    let title = title(kind, args)?;
    let slug = slug(&title);
    let folder = folder(kind, &args.territory, &args.root)?;
    let prefill = Prefill {
        title: &title,
        department: folder.department,
        today: around.today(None)?,
    };
    let path = folder.path.join(file_name(kind, &slug));
    let shown = path.display();
    if args.root.join(&path).exists() {
        return Err(failure!(
            "{shown} existe déjà ; rien n’a été écrit",
            "{shown} exists already; nothing was written"
        ));
    }
    let content = scaffold(kind, &prefill);
    files::write_new(&args.root.join(&path), content.as_bytes())?;
    print(&format!("{shown}\n"))?;
    tell(
        &text!(
            "remplissez les champs, puis lancez `tt-site check`",
            "fill in the fields, then run `tt-site check`"
        ),
        around,
    );
    Ok(Verdict::Fine)
}

fn refuse_outside_portal(root: &Path) -> anyhow::Result<()> {
    if root.join(config::SETTINGS).exists() {
        return Ok(());
    }
    Err(failure!(
        "il n’y a pas de portail ici : placez-vous dans son dossier, ou lancez `tt-site init`",
        "there is no portal here: go to its folder, or run `tt-site init`"
    ))
}

/// The title, which a file that is alone of its kind does without.
fn title(kind: Kind, args: &New) -> anyhow::Result<String> {
    let needs_none = matches!(kind, Kind::Members | Kind::Property);
    match &args.title {
        Some(title) if !slug(title).is_empty() => Ok(title.clone()),
        None if needs_none => Ok(String::new()),
        _ => {
            let (kind, territory) = (&args.kind, &args.territory);
            Err(failure!(
                "il manque le titre : tt-site new {kind} {territory} \"Titre de la page\"",
                "the title is missing: tt-site new {kind} {territory} \"Title of the page\""
            ))
        }
    }
}

fn file_name(kind: Kind, slug: &str) -> String {
    match kind {
        Kind::Region => "region.md".to_owned(),
        Kind::Department => "departement.md".to_owned(),
        Kind::Members => "membres.yaml".to_owned(),
        Kind::Property => "immobilier.yaml".to_owned(),
        _ => format!("{slug}.md"),
    }
}

/// Where a new file goes, and the département that it is about.
struct Folder {
    path: PathBuf,
    department: Option<&'static geo::Department>,
}

fn folder(kind: Kind, territory: &str, root: &Path) -> anyhow::Result<Folder> {
    let content = Path::new("content");
    match kind {
        Kind::Page => portal_only(kind, territory)
            .map(|()| Folder { path: content.join(kind.folder()), department: None }),
        Kind::Article if territory == PORTAL => {
            Ok(Folder { path: content.join(kind.folder()), department: None })
        }
        Kind::Region => Ok(Folder {
            path: content.join("regions").join(slug(territory)),
            department: None,
        }),
        Kind::Department => Ok(new_department(content, territory)),
        _ => {
            let name = existing_department(territory, root)?;
            let path = content.join("departements").join(&name);
            let path =
                if kind == Kind::Property { path } else { path.join(kind.folder()) };
            Ok(Folder { path, department: official(&name) })
        }
    }
}

fn portal_only(kind: Kind, territory: &str) -> anyhow::Result<()> {
    if territory == PORTAL {
        return Ok(());
    }
    let word = kinds::name(kind);
    Err(failure!(
        "ce contenu n’appartient pas à un département : écrivez « tt-site new {word} {PORTAL} … »",
        "this content belongs to no département: write `tt-site new {word} {PORTAL} …`"
    ))
}

fn new_department(content: &Path, territory: &str) -> Folder {
    let department = official(territory);
    let name = slug(department.map_or(territory, |department| department.name));
    Folder { path: content.join("departements").join(name), department }
}

/// The official département with this code, or name in any spelling.
fn official(name: &str) -> Option<&'static geo::Department> {
    let wanted = slug(name);
    let mut all = geo::departments().iter();
    all.find(|department| department.code == name || slug(department.name) == wanted)
}

/// The folder of a département of the portal, by its name or code.
fn existing_department(territory: &str, root: &Path) -> anyhow::Result<String> {
    let folders = departments(root)?;
    let by_code = official(territory).map(|department| slug(department.name));
    let mut wanted = [Some(slug(territory)), by_code].into_iter().flatten();
    if let Some(found) = wanted.find(|name| folders.contains(name)) {
        return Ok(found);
    }
    let known = folders.iter().map(String::as_str);
    let near = suggest::nearest(territory, known.clone());
    let list: Vec<&str> = if near.is_empty() { known.collect() } else { near };
    if list.is_empty() {
        return Err(failure!(
            "le portail n’a pas encore de département : lancez « tt-site new departement {territory} \"Nom\" »",
            "the portal has no département yet: run `tt-site new departement {territory} \"Name\"`"
        ));
    }
    let (fr, en) = (quoted_list(&list, "« ", " »"), quoted_list(&list, "`", "`"));
    Err(failure!(
        "le portail n’a pas de département « {territory} » ; il a {fr}",
        "the portal has no département `{territory}`; it has {en}"
    ))
}

/// Folders of the portal's départements, sorted.
fn departments(root: &Path) -> anyhow::Result<Vec<String>> {
    let folder = root.join("content/departements");
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let entry = entry.with_context(|| folder.display().to_string())?;
        if entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::kinds::KINDS;
    use crate::model::place::{Located, locate};

    fn portal() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("temporary folder");
        for folder in ["cantal", "lozere"] {
            let folder = root.path().join("content/departements").join(folder);
            fs::create_dir_all(folder).expect("made");
        }
        files::replace(&root.path().join(config::SETTINGS), "titre: T\n")
            .expect("written");
        root
    }

    #[test]
    fn every_kind_goes_where_it_is_read() {
        let root = portal();
        for kind in KINDS.into_iter().filter(|kind| *kind != Kind::Home) {
            let territory = if kind == Kind::Page { PORTAL } else { "Cantal" };
            let folder = folder(kind, territory, root.path()).expect("a place");
            let path = folder.path.join(file_name(kind, "un-titre"));
            let path = path.to_str().expect("text").replace('\\', "/");
            let located = locate(path.strip_prefix("content/").expect("content"));
            assert!(
                matches!(located, Located::Entry(place, None) if place.kind == kind),
                "{path}"
            );
        }
    }

    #[test]
    fn a_department_is_named_in_several_ways() {
        let root = portal();
        for name in ["cantal", "Cantal", "15"] {
            let found = existing_department(name, root.path());
            assert_eq!(found.expect("in the portal"), "cantal", "{name}");
        }
        let error = existing_department("lozère", root.path());
        assert_eq!(error.expect("accents do not matter"), "lozere");
        let error = existing_department("cantl", root.path()).expect_err("misspelled");
        assert!(error.to_string().contains("`cantal`"), "{error}");
        let error = existing_department("gers", root.path()).expect_err("not there");
        assert!(error.to_string().contains("`lozere`"), "{error}");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test looks at the disk")]
    fn a_file_that_exists_is_named_and_left_alone() {
        let root = portal();
        let typed = New {
            kind: "espace".into(),
            territory: "cantal".into(),
            title: Some("L’été à Murat".into()),
            root: root.path().to_owned(),
        };
        let around = Around::nothing();
        run(&typed, &around).expect("free");
        let path =
            root.path().join("content/departements/cantal/espaces/l-ete-a-murat.md");
        files::replace(&path, "mine").expect("written");
        let error = run(&typed, &around).expect_err("taken");
        assert!(format!("{error:#}").contains("l-ete-a-murat.md"), "{error:#}");
        assert_eq!(fs::read_to_string(path).expect("there"), "mine");
    }
}
