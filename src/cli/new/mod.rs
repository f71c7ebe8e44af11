//! `tt-site new`: starts a file of content at its place; on a terminal, it asks for what is
//! missing.

mod ask;
mod scaffold;
mod wish;

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::cli::args::New;
use crate::cli::around::Around;
use crate::cli::init::vscode;
use crate::cli::{Verdict, files, kinds, print, schema, tell};
use crate::diag::quoted_list;
use crate::failure;
use crate::geo;
use crate::model::place::Kind;
use crate::text::slug::slug;
use crate::text::suggest;
use crate::{config, text};
use ask::Person;
use scaffold::{Prefill, scaffold};
use wish::Wish;

/// What is written for « the whole portal » in place of a département.
const PORTAL: &str = "portail";

pub fn run(args: &New, around: &Around) -> anyhow::Result<Verdict> {
    let (input, output) = (io::stdin(), io::stderr());
    if !(input.is_terminal() && output.is_terminal()) {
        return make(args, around, None);
    }
    let (mut input, mut output) = (input.lock(), output);
    let tongue = around.tongue;
    let mut person = Person { input: &mut input, output: &mut output, tongue };
    make(args, around, Some(&mut person))
}

fn make(
    args: &New,
    around: &Around,
    person: Option<&mut Person<'_>>,
) -> anyhow::Result<Verdict> {
    refuse_outside_portal(&args.root)?;
    let Wish { kind, territory, title, commune } = wish::gather(args, person)?;
    let slug = slug(&title);
    let folder = folder(kind, &territory, &args.root)?;
    let today = around.today(None)?;
    let prefill =
        Prefill { title: &title, department: folder.department, commune, today };
    let path = folder.path.join(file_name(kind, &slug));
    let shown = path.display();
    if args.root.join(&path).exists() {
        return Err(failure!(
            "{shown} existe déjà ; rien n’a été écrit",
            "{shown} exists already; nothing was written"
        ));
    }
    let content = hint(kind, &path, &args.root) + &scaffold(kind, &prefill);
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

/// What tells text editors which schema a YAML file follows, in a portal that has it.
fn hint(kind: Kind, path: &Path, root: &Path) -> String {
    let name = kinds::name(kind);
    let schema = Path::new(vscode::SCHEMAS).join(schema::file_name(name));
    let is_yaml = path.extension().is_some_and(|extension| extension == "yaml");
    if !is_yaml || !root.join(schema).exists() {
        return String::new();
    }
    vscode::hint(name, path.components().count() - 1)
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
pub fn official(name: &str) -> Option<&'static geo::Department> {
    let wanted = slug(name);
    let mut all = geo::departments().iter();
    all.find(|department| department.code == name || slug(department.name) == wanted)
}

/// The folder of a département of the portal, by its name or code.
pub fn existing_department(territory: &str, root: &Path) -> anyhow::Result<String> {
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
    use crate::diag::Tongue;
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

    fn typed(root: &Path, kind: &str, territory: &str) -> New {
        New {
            kind: Some(kind.into()),
            territory: Some(territory.into()),
            title: None,
            commune: None,
            root: root.to_owned(),
        }
    }

    /// The file that comes of a dialogue, by its path, and what was said.
    #[expect(clippy::disallowed_methods, reason = "the test looks at the disk")]
    fn dialogue(typed: &New, answers: &str, path: &str) -> (String, String) {
        let mut output = Vec::new();
        let mut person = Person {
            input: &mut answers.as_bytes(),
            output: &mut output,
            tongue: Tongue::French,
        };
        make(typed, &Around::nothing(), Some(&mut person)).expect("answered");
        let content = fs::read_to_string(typed.root.join(path)).expect(path);
        (content, String::from_utf8(output).expect("text"))
    }

    #[test]
    fn a_person_is_asked_for_what_is_missing() {
        let root = portal();
        let none = New { kind: None, territory: None, ..typed(root.path(), "", "") };
        let path = "content/departements/cantal/espaces/le-bureau.md";
        let (content, said) =
            dialogue(&none, "espace\nCantal\nSaint-F\n1\nLe bureau\n", path);
        assert!(said.contains("  4. espace : Espace de travail\n"), "{said}");
        assert!(said.contains("  1. Saint-Flour : 15100\n"), "{said}");
        for line in [
            "titre: \"Le bureau\"",
            "commune: \"Saint-Flour\"",
            "#adresse: \"15100 Saint-Flour\"",
        ] {
            assert!(content.contains(&format!("\n{line}\n")), "{line}: {content}");
        }
    }

    #[test]
    fn a_commune_is_asked_until_it_is_certain() {
        let root = portal();
        let typed = typed(root.path(), "commune", "cantal");
        let path = "content/departements/cantal/communes/murat.md";
        let (content, said) = dialogue(&typed, "\nzzzz\nMurat\n", path);
        assert!(said.contains("aucune commune"), "{said}");
        assert!(content.contains("\ncommune: \"Murat\"\n"), "{content}");
    }

    #[test]
    fn a_commune_may_be_typed() {
        let root = portal();
        let typed = New {
            title: Some("Maison".into()),
            commune: Some("Murat".into()),
            ..typed(root.path(), "offre", "cantal")
        };
        make(&typed, &Around::nothing(), None).expect("known");
        let typed = New { commune: Some("Murta".into()), ..typed };
        let error = make(&typed, &Around::nothing(), None).expect_err("misspelled");
        assert!(error.to_string().contains("`Murat`"), "{error}");
    }

    #[test]
    fn without_a_person_what_is_missing_is_said() {
        let root = portal();
        let mut typed = typed(root.path(), "espace", "cantal");
        let said = |typed: &New| {
            make(typed, &Around::nothing(), None).expect_err("missing").to_string()
        };
        assert!(said(&typed).contains("the title is missing: tt-site new espace cantal"));
        typed.territory = None;
        assert!(said(&typed).contains("the département is missing"));
        typed.kind = None;
        assert!(said(&typed).contains("the kinds are page, region"));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test looks at the disk")]
    fn yaml_files_name_their_schema_where_there_is_one() {
        let root = portal();
        let file = ".vscode/schemas/membres.schema.json";
        files::replace(&root.path().join(file), "{}").expect("written");
        make(&typed(root.path(), "membres", "cantal"), &Around::nothing(), None)
            .expect("free");
        make(&typed(root.path(), "immobilier", "cantal"), &Around::nothing(), None)
            .expect("free");
        let read = |path: &str| {
            let path = root.path().join("content/departements/cantal").join(path);
            fs::read_to_string(path).expect("there")
        };
        let hint = "# yaml-language-server: $schema=../../../../.vscode/schemas/membres";
        assert!(read("reseau/membres.yaml").starts_with(hint));
        assert!(!read("immobilier.yaml").contains("yaml-language-server"));
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
            title: Some("L’été à Murat".into()),
            ..typed(root.path(), "espace", "cantal")
        };
        make(&typed, &Around::nothing(), None).expect("free");
        let path =
            root.path().join("content/departements/cantal/espaces/l-ete-a-murat.md");
        files::replace(&path, "mine").expect("written");
        let error = make(&typed, &Around::nothing(), None).expect_err("taken");
        assert!(format!("{error:#}").contains("l-ete-a-murat.md"), "{error:#}");
        assert_eq!(fs::read_to_string(path).expect("there"), "mine");
    }
}
