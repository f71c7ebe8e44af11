//! References from one file to another, by name.

use std::marker::PhantomData;

use crate::diag::{Diagnostic, quoted_list, rules};
use crate::model::catalog::EntryId;
use crate::model::kind::{Event, Network, Offer, Scheme, Workspace};
use crate::model::place::{Kind, Place, Territory};
use crate::model::record::{Context, Shape, Value, scalar};
use crate::source::Span;
use crate::text;
use crate::text::suggest;
use crate::yaml::Node;

/// What a reference may point to.
pub trait Referent {
    /// The kinds allowed.
    const KINDS: &'static [Kind];
}

impl Referent for Workspace {
    const KINDS: &'static [Kind] = &[Kind::Workspace];
}

impl Referent for Event {
    const KINDS: &'static [Kind] = &[Kind::Event];
}

impl Referent for Network {
    const KINDS: &'static [Kind] = &[Kind::Network];
}

impl Referent for Scheme {
    const KINDS: &'static [Kind] = &[Kind::Scheme];
}

impl Referent for (Offer, Workspace) {
    const KINDS: &'static [Kind] = &[Kind::Offer, Kind::Workspace];
}

/// A reference to an entry that exists.
#[derive(Debug)]
pub struct Ref<T> {
    /// The entry.
    pub id: EntryId,
    /// Where the reference stands.
    pub span: Span,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self { id: self.id, span: self.span, kind: PhantomData }
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.span == other.span
    }
}

impl<T: Referent> Value for Ref<T> {
    fn shape() -> Shape {
        Shape::Reference(T::KINDS.iter().map(|kind| kind.folder()).collect())
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let name = scalar(node, cx)?;
        let id = resolve(name, T::KINDS, cx);
        if id.is_none() {
            cx.diags.push(unknown(name, node.span, T::KINDS, cx));
        }
        Some(Self { id: id?, span: node.span, kind: PhantomData })
    }
}

fn resolve(name: &str, kinds: &[Kind], cx: &Context<'_>) -> Option<EntryId> {
    let (territories, slug) = match name.split_once('/') {
        Some((owner, slug)) => (
            vec![Territory::Department(owner.into()), Territory::Region(owner.into())],
            slug,
        ),
        None => (vec![cx.territory.clone()], name),
    };
    let places = territories.iter().flat_map(|territory| {
        kinds.iter().map(|kind| Place {
            territory: territory.clone(),
            kind: *kind,
            slug: slug.to_owned(),
        })
    });
    places.into_iter().find_map(|place| cx.catalog.find(&place))
}

/// How many names a message lists.
const MOST_NAMES: usize = 8;

fn unknown(name: &str, span: Span, kinds: &[Kind], cx: &Context<'_>) -> Diagnostic {
    let folders: Vec<_> =
        kinds.iter().map(|kind| format!("{}/", kind.folder())).collect();
    let folders = folders.join(", ");
    let message = text!(
        "aucun fichier ne s’appelle « {name} » dans {folders}",
        "no file is called `{name}` in {folders}"
    );
    let names = cx.catalog.names(kinds, cx.territory);
    let diagnostic = Diagnostic::new(&rules::UNKNOWN_REFERENCE, message).at(span);
    if let Some(same) = respelled(name, &names) {
        return diagnostic.fix(span, same);
    }
    let near = suggest::nearest(name, names.iter().map(String::as_str));
    let moved = elsewhere(name, &names);
    if let ([there], true) = (&moved[..], near.is_empty()) {
        return diagnostic.fix(span, *there);
    }
    if let Some(folder) = other_folder(name, kinds, cx) {
        return diagnostic.hint(text!(
            "« {name} » est dans {folder}/, mais ce champ désigne un fichier du dossier {folders}",
            "`{name}` is in {folder}/, but this field names a file of {folders}"
        ));
    }
    let near: Vec<&str> = moved.into_iter().chain(near).collect();
    if near.is_empty() && !names.is_empty() {
        let list = quoted_list(&names[..names.len().min(MOST_NAMES)], "", "");
        return diagnostic
            .hint(text!("noms possibles : {list}", "possible names: {list}"));
    }
    diagnostic.suggest(span, &near)
}

/// The one name that was written as a path, with its extension, or as the title that it
/// comes from.
fn respelled<'a>(written: &str, names: &'a [String]) -> Option<&'a str> {
    let bare = written.strip_suffix(".md").unwrap_or(written);
    let file = bare.rsplit('/').next().unwrap_or(bare);
    let names = || names.iter().map(String::as_str);
    let same = suggest::respelled(bare, names());
    same.or_else(|| {
        let is_path = bare.contains("../") || bare != written;
        names().find(|name| is_path && *name == file)
    })
}

/// The same name in other départements.
fn elsewhere<'a>(name: &str, names: &'a [String]) -> Vec<&'a str> {
    let there =
        |other: &&str| other.rsplit_once('/').is_some_and(|(_, slug)| slug == name);
    names.iter().map(String::as_str).filter(there).collect()
}

/// The folder of another rubrique that has a file of this name.
fn other_folder(name: &str, kinds: &[Kind], cx: &Context<'_>) -> Option<&'static str> {
    let others = Kind::SECTIONS.into_iter().filter(|kind| !kinds.contains(kind));
    let mut found = others.filter(|kind| resolve(name, &[*kind], cx).is_some());
    found.next().map(Kind::folder)
}
