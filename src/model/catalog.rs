//! The catalog: which entries exist, told by the paths alone.
//!
//! It is made before any file is decoded, so that a reference can be checked at its
//! place, and a file that cannot be read does not make every reference to it wrong.

use std::collections::BTreeMap;

use crate::model::place::{Kind, Place, Territory};
use crate::source::SourceId;
use crate::yaml::Node;

/// Index of an entry in the [`Catalog`]; ids follow the order of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(u32);

#[cfg(not(test))]
fn looked() {}

#[cfg(test)]
use looks::looked;

#[cfg(test)]
pub mod looks {
    //! Counts how often entries are looked at, for each thread.

    use std::cell::Cell;

    thread_local! {
        static LOOKS: Cell<u64> = const { Cell::new(0) };
    }

    pub(super) fn looked() {
        LOOKS.set(LOOKS.get() + 1);
    }

    /// How often since it was asked last.
    pub fn take() -> u64 {
        LOOKS.take()
    }
}

/// Things of some entries, found at once by the entry and kept in order.
#[derive(Debug, Clone)]
pub struct ById<T>(Vec<Option<T>>);

impl<T> ById<T> {
    /// What belongs to an entry.
    pub fn get(&self, id: EntryId) -> Option<&T> {
        looked();
        self.0.get(id.0 as usize)?.as_ref()
    }

    /// All there is.
    pub fn iter(&self) -> impl Iterator<Item = (EntryId, &T)> {
        let all = (0..).map(EntryId).zip(&self.0);
        all.inspect(|_| looked()).filter_map(|(id, one)| Some((id, one.as_ref()?)))
    }

    /// The entries that something belongs to.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> {
        self.iter().map(|(id, _)| id)
    }

    /// What belongs to entries.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().inspect(|_| looked()).flatten()
    }

    /// What belongs to entries, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().inspect(|_| looked()).flatten()
    }

    /// A place for what belongs to an entry.
    pub fn slot(&mut self, id: EntryId) -> &mut Option<T> {
        let place = id.0 as usize;
        if self.0.len() <= place {
            self.0.resize_with(place + 1, || None);
        }
        &mut self.0[place]
    }
}

impl<T> Default for ById<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Extend<(EntryId, T)> for ById<T> {
    fn extend<I: IntoIterator<Item = (EntryId, T)>>(&mut self, all: I) {
        for (id, one) in all {
            *self.slot(id) = Some(one);
        }
    }
}

impl<T> FromIterator<(EntryId, T)> for ById<T> {
    fn from_iter<I: IntoIterator<Item = (EntryId, T)>>(all: I) -> Self {
        let mut by_id = Self::default();
        by_id.extend(all);
        by_id
    }
}

/// An entry before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// What it is and where.
    pub place: Place,
    /// Its file.
    pub source: SourceId,
    /// Files of its translations, by language tag.
    pub translations: BTreeMap<String, SourceId>,
    /// The fields, where they are not those of its file alone. The file of what nobody wrote
    /// about is the sheet that knows of it.
    pub made: Option<Node>,
    /// The imported row that its page stands for: what the page leaves out comes from it.
    pub row: Option<Node>,
}

impl Slot {
    /// An entry that an editor wrote.
    pub fn written(place: Place, source: SourceId) -> Self {
        Self { place, source, translations: BTreeMap::new(), made: None, row: None }
    }

    /// An entry that a sheet knows of.
    pub fn made(place: Place, sheet: SourceId, front: Node) -> Self {
        Self { made: Some(front), ..Self::written(place, sheet) }
    }

    /// Whether an editor wrote it.
    pub fn is_written(&self) -> bool {
        self.made.is_none() || self.row.is_some()
    }
}

/// Every entry of the portal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalog {
    slots: Vec<Slot>,
    department_codes: BTreeMap<String, String>,
    departments: BTreeMap<String, EntryId>,
}

impl Catalog {
    /// Orders the entries. `department_codes` gives the INSEE code that each
    /// département's own file announces, by slug.
    pub fn new(mut slots: Vec<Slot>, department_codes: BTreeMap<String, String>) -> Self {
        slots.sort_by(|a, b| a.place.cmp(&b.place));
        let mut catalog = Self { slots, department_codes, departments: BTreeMap::new() };
        let all = catalog.iter().filter(|(_, slot)| slot.place.kind == Kind::Department);
        let departments = all.map(|(id, slot)| (slot.place.slug.clone(), id)).collect();
        catalog.departments = departments;
        catalog
    }

    /// Every entry with its id, in order.
    pub fn iter(&self) -> impl Iterator<Item = (EntryId, &Slot)> {
        (0..).map(EntryId).zip(&self.slots)
    }

    /// The slot of an id.
    pub fn get(&self, id: EntryId) -> &Slot {
        &self.slots[id.0 as usize]
    }

    /// The entry at a place.
    pub fn find(&self, place: &Place) -> Option<EntryId> {
        let index = self.slots.binary_search_by(|slot| slot.place.cmp(place)).ok()?;
        Some(EntryId(u32::try_from(index).ok()?))
    }

    /// Names by which a file of `territory` can refer to the entries of these kinds.
    pub fn names(&self, kinds: &[Kind], territory: &Territory) -> Vec<String> {
        let of_kind = self.slots.iter().filter(|slot| kinds.contains(&slot.place.kind));
        of_kind.map(|slot| reference_to(&slot.place, territory)).collect()
    }

    /// INSEE code of a département of the portal.
    pub fn department_code(&self, slug: &str) -> Option<&str> {
        self.department_codes.get(slug).map(String::as_str)
    }

    /// The page of a département, by its slug.
    pub fn department(&self, slug: &str) -> Option<EntryId> {
        self.departments.get(slug).copied()
    }

    /// Slugs of the départements of the portal.
    pub fn department_slugs(&self) -> impl Iterator<Item = &str> {
        self.department_codes.keys().map(String::as_str)
    }
}

/// How a file of `territory` writes a reference to `place`.
pub fn reference_to(place: &Place, territory: &Territory) -> String {
    let Place { slug, .. } = place;
    match &place.territory {
        same if same == territory => slug.clone(),
        Territory::Portal => slug.clone(),
        Territory::Region(owner) | Territory::Department(owner) => {
            format!("{owner}/{slug}")
        }
    }
}
