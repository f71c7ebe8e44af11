//! The directories of networks: who is in them, and on which pages.

use std::ops::RangeInclusive;

use crate::model::Entry;
use crate::model::kind::{Member, Members};
use crate::model::place::Kind;
use crate::site::{Site, list};

/// Members that the page of their network shows; with more, the directory has its own.
const BESIDE_NETWORK: usize = 8;
/// Members on one page of a directory.
pub const PER_PAGE: usize = 60;

/// Members who may be published: those who name this network, and, where the département
/// has one network only, those who name none.
pub fn members<'a>(site: &Site<'a>, network: &Entry) -> Vec<&'a Member> {
    let territory = &network.place.territory;
    let lang = site.portal.lang;
    let alone = site.section(lang, territory, Kind::Network).len() == 1;
    let files = site.list(lang, territory, Kind::Members);
    let all =
        files.filter_map(|file| file.is::<Members>()).flat_map(|file| &file.members);
    all.filter(|member| member.is_listed_on(site.today))
        .filter(|member| match &member.network {
            Some(named) => named.id == network.id,
            None => alone,
        })
        .collect()
}

/// The pages that a directory has of its own, from 1; none when the network's page shows it.
pub fn pages(site: &Site<'_>, network: &Entry) -> RangeInclusive<usize> {
    match members(site, network).len() {
        0..=BESIDE_NETWORK => RangeInclusive::new(1, 0),
        n => list::pages(n, PER_PAGE),
    }
}

/// The page, from 1, of the member at a place of the sorted directory.
pub fn page_at(place: usize) -> usize {
    place / PER_PAGE + 1
}
