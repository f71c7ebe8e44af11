//! What is wanted of `tt-site new`: what was typed, and on a terminal what was asked.

use std::path::Path;

use super::ask::{Answer, Person};
use super::{PORTAL, departments, existing_department, official};
use crate::cli::args::New;
use crate::cli::kinds::{self, KINDS};
use crate::diag::{Text, quoted_list};
use crate::edit::words::names;
use crate::failure;
use crate::geo::{self, Commune, Lookup};
use crate::model::entry::fields;
use crate::model::place::Kind;
use crate::model::record::Shape;
use crate::text;
use crate::text::fold::fold;
use crate::text::slug::slug;

/// How many communes are shown at once.
const SHOWN: usize = 9;

/// A file to start.
pub struct Wish {
    pub kind: Kind,
    pub territory: String,
    pub title: String,
    pub commune: Option<Commune>,
}

/// Gathers what is wanted; whoever is there is asked for what is missing.
pub fn gather(args: &New, mut person: Option<&mut Person<'_>>) -> anyhow::Result<Wish> {
    let kind = match (&args.kind, &mut person) {
        (Some(word), _) => kinds::find(word)?,
        (None, Some(person)) => ask_kind(person)?,
        (None, None) => return Err(missing_kind()),
    };
    let territory = match (&args.territory, &mut person) {
        (Some(territory), _) => territory.clone(),
        (None, _) if kind == Kind::Page => PORTAL.to_owned(),
        (None, Some(person)) => ask_territory(kind, &args.root, person)?,
        (None, None) => return Err(missing_territory(kind)),
    };
    let department = department_of(kind, &territory, &args.root)?;
    let commune = match (&args.commune, department, &mut person) {
        (Some(name), Some(department), _) => Some(commune(name, department)?),
        (None, Some(department), Some(person)) if has_commune(kind) => {
            ask_commune(kind, department, person)?
        }
        _ => None,
    };
    let named = commune.filter(|_| kind == Kind::Commune).map(|c| c.name.to_owned());
    let needs_none = matches!(kind, Kind::Members | Kind::Property);
    let title = match (args.title.clone().or(named), person) {
        (Some(title), _) if !slug(&title).is_empty() => title,
        (None, _) if needs_none => String::new(),
        (_, Some(person)) => ask_title(kind, person)?,
        (_, None) => return Err(missing_title(kind, &territory)),
    };
    Ok(Wish { kind, territory, title, commune })
}

/// The département that a kind of file is about, when it stands in one.
fn department_of(
    kind: Kind,
    territory: &str,
    root: &Path,
) -> anyhow::Result<Option<&'static geo::Department>> {
    if territory == PORTAL || matches!(kind, Kind::Region | Kind::Department) {
        return Ok(None);
    }
    existing_department(territory, root).map(|name| official(&name))
}

/// Whether a file of this kind says in which commune it is.
fn has_commune(kind: Kind) -> bool {
    fields(kind)
        .iter()
        .any(|field| field.required && matches!(field.shape, Shape::Format("commune")))
}

fn ask_kind(person: &mut Person<'_>) -> anyhow::Result<Kind> {
    let known: Vec<Kind> = KINDS.into_iter().filter(|kind| *kind != Kind::Home).collect();
    let answers: Vec<_> = known
        .iter()
        .map(|kind| Answer {
            word: kinds::name(*kind).to_owned(),
            meaning: names(*kind).1.to_owned(),
        })
        .collect();
    let question = text!(
        "Que voulez-vous écrire ? (numéro ou nom)",
        "What to write? (number or name)"
    );
    Ok(known[person.choose(&question, &answers)?])
}

fn ask_territory(
    kind: Kind,
    root: &Path,
    person: &mut Person<'_>,
) -> anyhow::Result<String> {
    match kind {
        Kind::Region => {
            return person.insist(&text!("Quelle région ?", "Which region?"));
        }
        Kind::Department => return ask_new_department(person),
        _ => {}
    }
    let mut answers: Vec<_> = departments(root)?
        .into_iter()
        .map(|folder| Answer {
            meaning: official(&folder)
                .map_or("", |department| department.name)
                .to_owned(),
            word: folder,
        })
        .collect();
    if kind == Kind::Article {
        let meaning = "tout le portail".to_owned();
        answers.push(Answer { word: PORTAL.to_owned(), meaning });
    }
    if answers.is_empty() {
        return Err(failure!(
            "le portail n’a pas encore de département : lancez « tt-site new departement »",
            "the portal has no département yet: run `tt-site new departement`"
        ));
    }
    if answers.len() == 1 {
        return Ok(answers.remove(0).word);
    }
    let question = text!("Dans quel département ?", "In which département?");
    let chosen = person.choose(&question, &answers)?;
    Ok(answers.swap_remove(chosen).word)
}

/// A département that is new to the portal is one of the official list.
fn ask_new_department(person: &mut Person<'_>) -> anyhow::Result<String> {
    loop {
        let line = person.insist(&text!(
            "Quel département ? (nom ou numéro)",
            "Which département? (name or number)"
        ))?;
        if official(&line).is_some() {
            return Ok(line);
        }
        let wanted = fold(&line);
        let names = geo::departments().iter().map(|department| department.name);
        let near: Vec<_> = names.filter(|name| fold(name).starts_with(&wanted)).collect();
        let near = near.join(", ");
        person.tell(&text!(
            "aucun département ne s’appelle ainsi. {near}",
            "no département has this name. {near}"
        ))?;
    }
}

fn ask_title(kind: Kind, person: &mut Person<'_>) -> anyhow::Result<String> {
    let question: Text = match kind {
        Kind::Commune => text!("Quelle commune ?", "Which commune?"),
        Kind::Region | Kind::Department => text!("Son nom ?", "Its name?"),
        _ => text!("Le titre de la page ?", "The title of the page?"),
    };
    loop {
        let title = person.insist(&question)?;
        if !slug(&title).is_empty() {
            return Ok(title);
        }
    }
}

/// Asks for a commune until one is certain: a name, or the start of one and a number of
/// the list that it brings. Nothing leaves the prefecture, except where the commune is the
/// very subject.
fn ask_commune(
    kind: Kind,
    department: &'static geo::Department,
    person: &mut Person<'_>,
) -> anyhow::Result<Option<Commune>> {
    let must = kind == Kind::Commune;
    let question = match must {
        true => text!(
            "Quelle commune ? (nom, ou son début)",
            "Which commune? (name, or its start)"
        ),
        false => text!(
            "Dans quelle commune ? (nom, ou son début ; rien : la préfecture)",
            "In which commune? (name, or its start; nothing: the prefecture)"
        ),
    };
    let mut shown: Vec<Commune> = Vec::new();
    loop {
        let line = person.ask(&question)?;
        if line.is_empty() && !must {
            return Ok(None);
        }
        let number = line.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(commune) = number.and_then(|number| shown.get(number)) {
            return Ok(Some(*commune));
        }
        match geo::lookup(&line, department.code) {
            Lookup::Found(commune) => return Ok(Some(commune)),
            Lookup::Renamed { now, was } => {
                let name = now.name;
                person.tell(&text!(
                    "{was} est aujourd’hui {name}",
                    "{was} is {name} today"
                ))?;
                return Ok(Some(now));
            }
            Lookup::Elsewhere(_) | Lookup::Unknown { .. } if line.is_empty() => {}
            answer => shown = offer(&line, department, &answer, person)?,
        }
    }
}

/// Shows the communes that a text may mean.
fn offer(
    line: &str,
    department: &'static geo::Department,
    answer: &Lookup,
    person: &mut Person<'_>,
) -> anyhow::Result<Vec<Commune>> {
    let wanted = fold(line);
    let named = geo::communes_of(department.code);
    let mut shown: Vec<_> =
        named.filter(|commune| fold(commune.name).starts_with(&wanted)).collect();
    shown.sort_by_key(|commune| std::cmp::Reverse(commune.population));
    if shown.is_empty()
        && let Lookup::Unknown { nearest } = answer
    {
        shown.clone_from(nearest);
    }
    shown.truncate(SHOWN);
    let name = department.name;
    person.tell(&match shown.is_empty() {
        true => text!(
            "aucune commune du département ({name}) ne s’appelle ainsi",
            "no commune of the département ({name}) has this name"
        ),
        false => text!("laquelle ?", "which one?"),
    })?;
    let answers = shown.iter().map(|commune| Answer {
        word: commune.name.to_owned(),
        meaning: commune.postcodes().collect::<Vec<_>>().join(", "),
    });
    person.list(&answers.collect::<Vec<_>>())?;
    Ok(shown)
}

/// The commune that an argument names.
fn commune(name: &str, department: &'static geo::Department) -> anyhow::Result<Commune> {
    match geo::lookup(name, department.code) {
        Lookup::Found(commune) | Lookup::Renamed { now: commune, .. } => Ok(commune),
        Lookup::Unknown { nearest } if !nearest.is_empty() => {
            let names: Vec<_> = nearest.iter().map(|commune| commune.name).collect();
            let (fr, en) =
                (quoted_list(&names, "« ", " »"), quoted_list(&names, "`", "`"));
            Err(failure!(
                "il n’y a pas de commune « {name} » dans le département ; vouliez-vous dire {fr} ?",
                "there is no commune `{name}` in the département; did you mean {en}?"
            ))
        }
        _ => Err(failure!(
            "il n’y a pas de commune « {name} » dans le département",
            "there is no commune `{name}` in the département"
        )),
    }
}

fn missing_kind() -> anyhow::Error {
    let known = KINDS.into_iter().filter(|kind| *kind != Kind::Home).map(kinds::name);
    let all = quoted_list(&known.collect::<Vec<_>>(), "", "");
    failure!(
        "il manque le type de contenu : tt-site new espace cantal \"Titre de la page\" ; les types sont {all}",
        "the kind of content is missing: tt-site new espace cantal \"Title of the page\"; the kinds are {all}"
    )
}

fn missing_territory(kind: Kind) -> anyhow::Error {
    let kind = kinds::name(kind);
    failure!(
        "il manque le département : tt-site new {kind} cantal \"Titre de la page\"",
        "the département is missing: tt-site new {kind} cantal \"Title of the page\""
    )
}

fn missing_title(kind: Kind, territory: &str) -> anyhow::Error {
    let kind = kinds::name(kind);
    failure!(
        "il manque le titre : tt-site new {kind} {territory} \"Titre de la page\"",
        "the title is missing: tt-site new {kind} {territory} \"Title of the page\""
    )
}
