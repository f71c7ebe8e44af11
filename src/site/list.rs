//! Lists that go on over several pages, and what those of the agenda show.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;

use super::address::PageKey;
use super::{Occurrence, Site, data};
use crate::calendar;
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::kind::{Event, Offer, PropertyMarket, PropertyReading, PropertyType};
use crate::model::place::{Kind, Territory};
use crate::text::locale::Lang;
use crate::text::slug::slug;

/// Cards, or territories, on one page: a phone pays for every node, and no eye compares
/// more.
pub const CARDS: usize = 12;
/// Events on one page of the agenda, each of which takes more nodes than a card.
pub const EVENTS: usize = 10;

/// Communes on one page of an intercommunality.
pub const TOWNS: usize = 40;
/// Of how many départements there is a page for each two.
pub const PAIRED: RangeInclusive<usize> = 3..=12;

/// How many times of one event the agenda lists: a weekly meeting would bury what comes
/// once a year, and a page that nobody rebuilds for months still knows a monthly one.
const TIMES_LISTED: usize = 6;

/// Numbers of the pages of a list of `total` things, `size` on each: an empty list says so
/// on its one page.
pub fn pages(total: usize, size: usize) -> RangeInclusive<usize> {
    1..=total.div_ceil(size).max(1)
}

/// What page `n`, from 1, shows of a list.
pub fn page<T>(
    list: impl Iterator<Item = T>,
    n: usize,
    size: usize,
) -> impl Iterator<Item = T> {
    list.skip(n.saturating_sub(1) * size).take(size)
}

impl<'a> Site<'a> {
    /// What the agenda lists: the next times of each event.
    pub fn agenda(&self, lang: Lang) -> impl Iterator<Item = &Occurrence> {
        let mut times: BTreeMap<EntryId, usize> = BTreeMap::new();
        self.upcoming(lang).filter(move |occurrence| {
            let n = times.entry(occurrence.entry).or_default();
            *n += 1;
            *n <= TIMES_LISTED
        })
    }

    /// The theme of an occurrence, as a slug.
    pub fn theme(&self, lang: Lang, occurrence: &Occurrence) -> Option<String> {
        let event = self.entry_or_default(lang, occurrence.entry)?.is::<Event>()?;
        event.theme.as_deref().map(slug)
    }

    /// The last time that an event took place, however long ago: [`Site::occurrences`]
    /// keeps only the recent past of series.
    pub fn last_time(&self, entry: &Entry) -> Option<Occurrence> {
        let event = entry.is::<Event>()?;
        let timing = event.timing(self.zone(&entry.place.territory));
        let at = calendar::expand(&timing, (Date::MIN, self.today)).pop()?;
        Some(Occurrence { entry: entry.id, at })
    }

    /// Regions, then départements.
    pub fn territories(&self, lang: Lang) -> Vec<&'a Entry> {
        let regions = self.all(self.portal.lang, Kind::Region);
        let regions = regions.filter_map(|entry| self.entry_or_default(lang, entry.id));
        regions.chain(self.departments(lang)).collect()
    }

    /// The lists of a département.
    pub(super) fn sections_of(&self, lang: Lang, department: &Entry) -> Vec<PageKey> {
        let listed = |kind| self.section(lang, &department.place.territory, kind).len();
        let filled = Kind::SECTIONS.into_iter().filter(|kind| listed(*kind) > 0);
        let key = |kind, n| PageKey::Section(department.id, kind, n);
        let lists =
            filled.flat_map(|kind| pages(listed(kind), CARDS).map(move |n| key(kind, n)));
        let sheets = self.portal.sheets_of(&department.place.territory);
        let connected = sheets.and_then(|sheets| sheets.connections.as_ref());
        let connected = connected.filter(|sheet| !sheet.readings.is_empty());
        lists.chain(connected.map(|_| PageKey::Connectivity(department.id))).collect()
    }

    /// The lists and tools of the portal.
    pub(super) fn lists(&self, lang: Lang) -> Vec<PageKey> {
        let mut keys = vec![
            PageKey::Departments,
            PageKey::Map,
            PageKey::Search,
            PageKey::Compare,
            PageKey::Data,
            PageKey::Shortlist,
        ];
        let n_news = self.section(lang, &Territory::Portal, Kind::Article).len();
        if n_news > 0 {
            keys.extend(pages(n_news, CARDS).map(PageKey::News));
        }
        let mut markets = self.all(lang, Kind::Property);
        let is_house = |one: &PropertyReading| {
            one.commune.is_some() && one.category == PropertyType::House
        };
        let is_priced = |market: &Entry| {
            let market = market.is::<PropertyMarket>();
            market.is_some_and(|market| market.readings.iter().any(is_house))
        };
        keys.extend(markets.any(is_priced).then_some(PageKey::Budget));
        keys.extend(self.comparisons(lang));
        keys.extend(self.offer_pages(lang));
        keys.extend(data::published(self).map(PageKey::Dataset));
        keys.extend(pages(self.territories(lang).len(), CARDS).map(PageKey::Sitemap));
        keys.extend((lang == self.portal.lang).then_some(PageKey::NotFound));
        keys
    }

    /// Pairs of départements, and communes: a portal of many départements has no pairs.
    fn comparisons(&self, lang: Lang) -> Vec<PageKey> {
        let departments: Vec<EntryId> =
            self.departments(lang).iter().map(|entry| entry.id).collect();
        let mut keys = Vec::new();
        if PAIRED.contains(&departments.len()) {
            for (at, a) in departments.iter().enumerate() {
                let after = &departments[at + 1..];
                keys.extend(after.iter().map(|b| PageKey::Pair(*a, *b)));
            }
        }
        let has_towns = self.all(lang, Kind::Commune).nth(1).is_some();
        keys.extend(has_towns.then_some(PageKey::CompareTowns));
        for (code, total) in self.communities(lang) {
            let numbers = pages(total, TOWNS);
            keys.extend(numbers.map(|n| PageKey::Neighbors(code, n)));
        }
        keys
    }

    fn offer_pages(&self, lang: Lang) -> Vec<PageKey> {
        let mut counts: BTreeMap<Option<&str>, usize> = BTreeMap::from([(None, 0)]);
        for offer in self.all(lang, Kind::Offer).filter_map(Entry::is::<Offer>) {
            for nature in [None, Some(offer.nature.word())] {
                *counts.entry(nature).or_default() += 1;
            }
        }
        let key = |nature: Option<&str>, n| PageKey::Offers(nature.map(str::to_owned), n);
        let lists = counts.into_iter();
        lists
            .flat_map(|(nature, total)| pages(total, CARDS).map(move |n| key(nature, n)))
            .collect()
    }

    /// What is to come, whole and by theme, what is over, and the months.
    pub(super) fn agenda_pages(&self, lang: Lang) -> Vec<PageKey> {
        let over = self.last_times(lang, None);
        let total = self.agenda(lang).count();
        let mut keys: Vec<_> = pages(total, EVENTS).map(PageKey::Agenda).collect();
        keys.extend(pages(over.len(), EVENTS).map(PageKey::AgendaPast));
        for (theme, total) in self.themes(lang) {
            let numbers = pages(total, EVENTS);
            keys.extend(numbers.map(|n| PageKey::AgendaTheme(theme.clone(), n)));
        }
        keys.extend(self.months(lang));
        keys
    }

    /// Every theme, with how much is to come about it.
    pub fn themes(&self, lang: Lang) -> BTreeMap<String, usize> {
        let mine =
            self.occurrences.iter().filter(|o| self.entry(lang, o.entry).is_some());
        let mut themes: BTreeMap<String, usize> =
            mine.filter_map(|o| Some((self.theme(lang, o)?, 0))).collect();
        for theme in self.agenda(lang).filter_map(|o| self.theme(lang, o)) {
            *themes.entry(theme).or_default() += 1;
        }
        themes
    }

    /// The months when something takes place.
    fn months(&self, lang: Lang) -> BTreeSet<PageKey> {
        let mut months = BTreeSet::new();
        let mine =
            self.occurrences.iter().filter(|o| self.entry(lang, o.entry).is_some());
        for (first, last) in mine.map(|occurrence| occurrence.at.days()) {
            let all = first.first_of_month().series(1.month());
            let all = all.take_while(|day| *day <= last);
            months.extend(all.map(|day| PageKey::AgendaMonth(day.year(), day.month())));
        }
        months
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_is_on_one_page() {
        for total in [0, 1, 5, 6, 15] {
            let shown = pages(total, 5).flat_map(|n| page(0..total, n, 5));
            assert_eq!(shown.collect::<Vec<_>>(), (0..total).collect::<Vec<_>>());
        }
        assert_eq!(pages(0, 5), 1..=1);
        assert_eq!(pages(6, 5), 1..=2);
    }
}
