//! Entries that imports know of, and the pages that stand for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::catalog::Slot;
use crate::model::place::{Kind, Place, SheetName, Territory};
use crate::model::sheet::Files;
use crate::parse::Documents;
use crate::source::SourceId;
use crate::text;
use crate::text::slug::slug;
use crate::text::suggest;
use crate::yaml::Node;

/// A row of a sheet of entries.
struct Row<'d> {
    source: SourceId,
    sheet: SheetName,
    kind: Kind,
    id: &'d str,
    /// Its title, or else its commune, as a name in URLs.
    name: String,
    commune: Option<&'d str>,
    /// What its page says.
    front: Node,
}

impl<'d> Row<'d> {
    /// The rows of a sheet.
    fn of_sheet(
        sheet: SheetName,
        source: SourceId,
        documents: &'d Documents,
    ) -> Option<Vec<Self>> {
        let kind = sheet.entries()?;
        let front = documents.get(&source)?.front.as_ref()?;
        let origin = front.get("provenance").map(credit);
        let read = |row: &'d Node| {
            let text = |key: &str| row.get(key).and_then(Node::as_text);
            let commune =
                text("commune").or_else(|| row.get("lieu")?.get("commune")?.as_text());
            let name = slug(text("titre").or(commune)?);
            let own = row.without("id");
            let front =
                origin.as_ref().map_or(own.clone(), |origin| own.overlaid(origin));
            Some(Self { source, sheet, kind, id: text("id")?, name, commune, front })
        };
        Some(front.get("releves")?.items().iter().filter_map(read).collect())
    }

    /// Names that its page may have, the best one first.
    fn names(&self) -> impl Iterator<Item = String> {
        let Self { name, id, .. } = self;
        let longer = slug(&format!("{name} {id}"));
        let numbered = (2..).map({
            let longer = longer.clone();
            move |n: usize| format!("{longer}-{n}")
        });
        let names = [name.clone(), longer].into_iter().filter(|name| !name.is_empty());
        names.chain(numbered)
    }
}

/// Gives the pages that stand for imported rows what those know, and makes entries of the
/// other rows.
///
/// A page stands for the row that its `identifiant` names, or for the one that would have its
/// name. Where two sources know of one place, the first stands.
pub(super) fn join(
    files: &Files,
    slots: &mut Vec<Slot>,
    documents: &Documents,
    diags: &mut Diagnostics,
) {
    let mut of_territory: BTreeMap<Territory, Vec<Row<'_>>> = BTreeMap::new();
    for (department, files) in files {
        let rows = files
            .iter()
            .filter_map(|(sheet, source)| Row::of_sheet(*sheet, *source, documents));
        let territory = Territory::Department(department.clone());
        of_territory.insert(territory, rows.flatten().collect());
    }
    let named = claim(&of_territory, slots, documents, diags);
    for (territory, rows) in &of_territory {
        let none = BTreeSet::new();
        let named = named.get(territory).unwrap_or(&none);
        let more = settle(territory, rows, named, slots, documents);
        slots.extend(more);
    }
}

/// Joins rows to the pages that name them. Gives, for each territory, which rows those are.
fn claim(
    rows: &BTreeMap<Territory, Vec<Row<'_>>>,
    slots: &mut [Slot],
    documents: &Documents,
    diags: &mut Diagnostics,
) -> BTreeMap<Territory, BTreeSet<usize>> {
    let mut named: BTreeMap<Territory, BTreeSet<usize>> = BTreeMap::new();
    for slot in slots {
        let Some(key) = identifier(slot, documents) else { continue };
        let Place { territory, kind, .. } = &slot.place;
        let known = rows.get(territory).map_or(&[][..], Vec::as_slice);
        let of_kind = known.iter().enumerate().filter(|(_, row)| row.kind == *kind);
        let claimed = named.entry(territory.clone()).or_default();
        let free = of_kind.filter(|(at, _)| !claimed.contains(at));
        let free: Vec<(usize, &Row<'_>)> = free.collect();
        match free.iter().find(|(_, row)| Some(row.id) == key.as_text()) {
            Some((at, row)) => {
                claimed.insert(*at);
                stand_for(slot, row, documents);
            }
            None => diags.push(lost(key, free.iter().map(|(_, row)| row.id))),
        }
    }
    named
}

fn identifier<'d>(slot: &Slot, documents: &'d Documents) -> Option<&'d Node> {
    documents.get(&slot.source)?.front.as_ref()?.get("identifiant")
}

fn lost<'a>(key: &Node, free: impl Iterator<Item = &'a str>) -> Diagnostic {
    let id = key.as_text().unwrap_or_default();
    let message = text!(
        "aucun import n’a de ligne libre d’identifiant « {id} »",
        "no import has a free row of identifier `{id}`"
    );
    let fault = Diagnostic::new(&rules::LOST_ROW, message).at(key.span);
    match suggest::nearest(id, free).as_slice() {
        [] => fault.hint(text!(
            "la page vaut par ce qu’elle dit elle-même : retirez `identifiant`, ou importez de nouveau",
            "the page says what it says itself: remove `identifiant`, or import again"
        )),
        near => fault.suggest(key.span, near),
    }
}

/// Makes entries of the rows that no page names, unless a page has the name of one.
fn settle(
    territory: &Territory,
    rows: &[Row<'_>],
    named: &BTreeSet<usize>,
    slots: &mut [Slot],
    documents: &Documents,
) -> Vec<Slot> {
    let mut pages: BTreeMap<(Kind, String), &mut Slot> = slots
        .iter_mut()
        .filter(|slot| slot.place.territory == *territory)
        .map(|slot| ((slot.place.kind, slot.place.slug.clone()), slot))
        .collect();
    let mut taken: BTreeSet<(Kind, String)> = pages.keys().cloned().collect();
    pages.retain(|_, slot| identifier(slot, documents).is_none());
    let same =
        |row: &Row<'_>| (row.kind, row.name.clone(), row.commune.map(str::to_owned));
    let mut known: BTreeMap<_, SheetName> =
        named.iter().map(|at| (same(&rows[*at]), rows[*at].sheet)).collect();
    let mut made = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let is_known = |other: &SheetName| *other != row.sheet;
        if named.contains(&at) || known.get(&same(row)).is_some_and(is_known) {
            continue;
        }
        known.insert(same(row), row.sheet);
        for name in row.names() {
            let key = (row.kind, name);
            if let Some(slot) = pages.remove(&key) {
                stand_for(slot, row, documents);
                break;
            }
            if taken.insert(key.clone()) {
                let (kind, slug) = key;
                let place = Place { territory: territory.clone(), kind, slug };
                made.push(Slot::made(place, row.source, row.front.clone()));
                break;
            }
        }
    }
    made
}

/// Lays what a page says over what the row says. The sources of both are told.
fn stand_for(slot: &mut Slot, row: &Row<'_>, documents: &Documents) {
    let front = documents.get(&slot.source).and_then(|document| document.front.as_ref());
    let Some(front) = front else { return };
    let mut joined = row.front.overlaid(front);
    if let Some((own, more)) = front.get("sources").zip(row.front.get("sources")) {
        let all = own.items().iter().chain(more.items()).cloned().collect();
        let key = Node::scalar(own.span, "sources".to_owned(), true);
        let sources = Node::map(front.span, vec![(key, Node::seq(own.span, all))]);
        joined = joined.overlaid(&sources);
    }
    slot.made = Some(joined);
    slot.row = Some(row.front.clone());
}

/// What a page of a sheet says of where it comes from: its source, and whether it is made up.
fn credit(provenance: &Node) -> Node {
    let key = |name: &str| Node::scalar(provenance.span, name.to_owned(), false);
    let named = [("titre", "titre"), ("producteur", "auteur"), ("url", "url")];
    let source = named
        .iter()
        .filter_map(|(from, to)| Some((key(to), provenance.get(from)?.clone())));
    let source = Node::map(provenance.span, source.collect());
    let example = provenance.get("exemple").map(|value| (key("exemple"), value.clone()));
    let sources = (key("sources"), Node::seq(provenance.span, vec![source]));
    Node::map(provenance.span, [sources].into_iter().chain(example).collect())
}
