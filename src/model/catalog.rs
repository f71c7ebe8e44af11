//! The catalog: which entries exist, told by the paths alone.
//!
//! It is made before any file is decoded, so that a reference can be checked at its
//! place, and a file that cannot be read does not make every reference to it wrong.

use std::collections::BTreeMap;

use crate::model::place::{Kind, Place, Territory};
use crate::source::SourceId;

/// Index of an entry in the [`Catalog`]; ids follow the order of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(u32);

/// An entry before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// What it is and where.
    pub place: Place,
    /// Its file.
    pub source: SourceId,
    /// Files of its translations, by language tag.
    pub translations: BTreeMap<String, SourceId>,
}

/// Every entry of the portal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalog {
    slots: Vec<Slot>,
    department_codes: BTreeMap<String, String>,
}

impl Catalog {
    /// Orders the entries. `department_codes` gives the INSEE code that each
    /// département's own file announces, by slug.
    pub fn new(mut slots: Vec<Slot>, department_codes: BTreeMap<String, String>) -> Self {
        slots.sort_by(|a, b| a.place.cmp(&b.place));
        Self { slots, department_codes }
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
