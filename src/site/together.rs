//! What stands, is offered or takes place at one place, gathered once: no page looks for it
//! through the whole portal.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Occurrence, Site};
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::kind::{CommuneSheet, Event, Location, Offer, Testimonial, Workspace};
use crate::model::place::{Kind, Territory};
use crate::model::territory::Town;
use crate::text::locale::Lang;

/// What is together in a language. Communes are told by their INSEE codes.
#[derive(Debug, Default)]
pub(super) struct Together {
    departments: Vec<EntryId>,
    next: Vec<Occurrence>,
    next_of: HashMap<Territory, Vec<Occurrence>>,
    next_at: HashMap<EntryId, Vec<Occurrence>>,
    next_in: HashMap<&'static str, Vec<Occurrence>>,
    over: Vec<Occurrence>,
    over_of: HashMap<Territory, Vec<Occurrence>>,
    in_town: HashMap<(Kind, &'static str), Vec<EntryId>>,
    /// Sheets of communes by the SIREN number of their intercommunality.
    in_community: BTreeMap<&'static str, Vec<EntryId>>,
    naming: HashMap<(Kind, EntryId), Vec<EntryId>>,
}

impl Together {
    pub(super) fn new(site: &Site<'_>, lang: Lang) -> Self {
        let mut together = Self::default();
        let departments = site.all(site.portal.lang, Kind::Department);
        let mut departments: Vec<_> = departments.collect();
        departments.sort_by(|a, b| a.place.cmp(&b.place));
        together.departments = departments.into_iter().map(|entry| entry.id).collect();
        let kinds = [Kind::Workspace, Kind::Offer, Kind::Testimonial, Kind::Commune];
        for entry in kinds.into_iter().flat_map(|kind| site.all(lang, kind)) {
            if let Some(town) = town_of(entry) {
                let there = together.in_town.entry((entry.kind(), town.0.code));
                there.or_default().push(entry.id);
                if let (Kind::Commune, Some(community)) = (entry.kind(), town.0.epci) {
                    together.in_community.entry(community).or_default().push(entry.id);
                }
            }
            for other in named_by(entry) {
                let names = together.naming.entry((entry.kind(), other)).or_default();
                names.push(entry.id);
            }
        }
        together.in_community.retain(|_, towns| towns.len() > 1);
        let mut seen = HashSet::new();
        let ahead =
            site.upcoming(lang).filter(|occurrence| seen.insert(occurrence.entry));
        for occurrence in ahead {
            together.add_next(site, lang, *occurrence);
        }
        let over = site.all(lang, Kind::Event).filter(|event| !seen.contains(&event.id));
        together.over = over.filter_map(|event| site.last_time(event)).collect();
        together
            .over
            .sort_by_key(|occurrence| Reverse((occurrence.at, occurrence.entry)));
        for occurrence in &together.over {
            let territory = &site.portal.catalog.get(occurrence.entry).place.territory;
            together.over_of.entry(territory.clone()).or_default().push(*occurrence);
        }
        together
    }

    fn add_next(&mut self, site: &Site<'_>, lang: Lang, occurrence: Occurrence) {
        self.next.push(occurrence);
        let Some(entry) = site.entry(lang, occurrence.entry) else { return };
        let territory = entry.place.territory.clone();
        self.next_of.entry(territory).or_default().push(occurrence);
        let location = entry.is::<Event>().and_then(|event| event.location.as_ref());
        let town = match location {
            Some(Location::Workspace(workspace)) => {
                self.next_at.entry(workspace.id).or_default().push(occurrence);
                let entry = |lang| site.portal.entry(lang, workspace.id);
                let entry = entry(lang).or_else(|| entry(site.portal.lang));
                entry.and_then(town_of)
            }
            Some(Location::Venue(venue)) => venue.commune,
            None => None,
        };
        if let Some(town) = town {
            self.next_in.entry(town.0.code).or_default().push(occurrence);
        }
    }
}

impl<'a> Site<'a> {
    /// Départements in order of their name in the default language.
    pub fn departments(&self, lang: Lang) -> Vec<&'a Entry> {
        let ids = self.together(lang).map_or(&[][..], |together| &together.departments);
        ids.iter().filter_map(|id| self.entry_or_default(lang, *id)).collect()
    }

    /// How many there are.
    pub fn n_departments(&self) -> usize {
        self.together(self.portal.lang).map_or(0, |together| together.departments.len())
    }

    /// The next time of each event to come, in order of time: those of a territory, or all.
    pub fn next_times(&self, lang: Lang, of: Option<&Territory>) -> &[Occurrence] {
        let found = self.together(lang).and_then(|all| match of {
            Some(territory) => all.next_of.get(territory),
            None => Some(&all.next),
        });
        found.map_or(&[], Vec::as_slice)
    }

    /// The next time of each event that takes place at a workspace.
    pub fn next_times_at(&self, lang: Lang, workspace: EntryId) -> &[Occurrence] {
        let found = self.together(lang).and_then(|all| all.next_at.get(&workspace));
        found.map_or(&[], Vec::as_slice)
    }

    /// The same for what takes place in a commune.
    pub fn next_times_in(&self, lang: Lang, town: Town) -> &[Occurrence] {
        let found = self.together(lang).and_then(|all| all.next_in.get(town.0.code));
        found.map_or(&[], Vec::as_slice)
    }

    /// The last time of each event that is over, the latest first: those of a territory, or
    /// all.
    pub fn last_times(&self, lang: Lang, of: Option<&Territory>) -> &[Occurrence] {
        let found = self.together(lang).and_then(|all| match of {
            Some(territory) => all.over_of.get(territory),
            None => Some(&all.over),
        });
        found.map_or(&[], Vec::as_slice)
    }

    /// The next time of one event.
    pub fn next_time(&self, lang: Lang, event: EntryId) -> Option<&Occurrence> {
        self.entry(lang, event)?;
        self.occurrences_of(event).find(|occurrence| self.is_ahead(&occurrence.at))
    }

    /// The intercommunalities of which two communes at least have a sheet, by SIREN number, and
    /// how many have one.
    pub fn communities(&self, lang: Lang) -> impl Iterator<Item = (&'static str, usize)> {
        let all = self.together(lang).into_iter().flat_map(|all| &all.in_community);
        all.map(|(code, towns)| (*code, towns.len()))
    }

    /// The sheets of communes of one of them.
    pub fn in_community(
        &self,
        lang: Lang,
        code: &str,
    ) -> impl Iterator<Item = &'a Entry> {
        let found = self.together(lang).and_then(|all| all.in_community.get(code));
        found.into_iter().flatten().filter_map(move |id| self.entry(lang, *id))
    }

    /// Listed workspaces, offers, testimonials or sheets of a commune.
    pub fn in_town(
        &self,
        lang: Lang,
        kind: Kind,
        town: Town,
    ) -> impl Iterator<Item = &'a Entry> {
        let found = self.together(lang);
        let found = found.and_then(move |all| all.in_town.get(&(kind, town.0.code)));
        found.into_iter().flatten().filter_map(move |id| self.entry(lang, *id))
    }

    /// Listed workspaces that are annexes of another, or offers that go with a workspace.
    pub fn naming(
        &self,
        lang: Lang,
        kind: Kind,
        other: EntryId,
    ) -> impl Iterator<Item = &'a Entry> {
        let found =
            self.together(lang).and_then(move |all| all.naming.get(&(kind, other)));
        found.into_iter().flatten().filter_map(move |id| self.entry(lang, *id))
    }

    fn together(&self, lang: Lang) -> Option<&Together> {
        self.together.get(&lang)
    }
}

fn town_of(entry: &Entry) -> Option<Town> {
    let workspace = entry.is::<Workspace>().map(|workspace| workspace.commune);
    let offer = || entry.is::<Offer>().map(|offer| offer.commune);
    let words = || entry.is::<Testimonial>().and_then(|words| words.commune);
    let sheet = || entry.is::<CommuneSheet>().map(|sheet| sheet.commune);
    workspace.or_else(offer).or_else(words).or_else(sheet)
}

/// The workspaces that an annex or an offer names.
fn named_by(entry: &Entry) -> Vec<EntryId> {
    let parent = entry.is::<Workspace>().and_then(|annex| annex.annex_of.as_ref());
    let related = entry.is::<Offer>().map(|offer| offer.related.as_slice());
    let related = related.unwrap_or_default().iter().map(|other| other.id);
    let mut ids: Vec<_> =
        parent.map(|parent| parent.id).into_iter().chain(related).collect();
    ids.dedup();
    ids
}
