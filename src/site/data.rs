//! The data sets that the portal publishes: those that have rows.

use super::Site;
use crate::model::Entry;
use crate::model::kind::{Member, Members, PropertyMarket};
use crate::model::place::Kind;

/// Data sets by name, each with the kind that its rows are made of. Key figures come from
/// entries of every kind.
const DATASETS: [(&str, Option<Kind>); 12] = [
    ("espaces", Some(Kind::Workspace)),
    ("offres", Some(Kind::Offer)),
    ("agenda", Some(Kind::Event)),
    ("temoignages", Some(Kind::Testimonial)),
    ("formations", Some(Kind::Training)),
    ("reseaux", Some(Kind::Network)),
    ("membres", Some(Kind::Members)),
    ("dispositifs", Some(Kind::Scheme)),
    ("communes", Some(Kind::Commune)),
    ("immobilier", Some(Kind::Property)),
    ("chiffres", None),
    ("departements", Some(Kind::Department)),
];

/// Names of the data sets that have rows.
pub(super) fn published(site: &Site<'_>) -> impl Iterator<Item = &'static str> {
    let filled = |kind: Option<Kind>| match kind {
        Some(kind) => {
            site.all(site.portal.lang, kind).any(|entry| gives_rows(site, entry))
        }
        None => states_figures(site),
    };
    DATASETS.into_iter().filter(move |(_, kind)| filled(*kind)).map(|(name, _)| name)
}

impl Site<'_> {
    /// Whether the portal publishes data.
    pub fn has_data(&self) -> bool {
        published(self).next().is_some()
    }
}

fn gives_rows(site: &Site<'_>, entry: &Entry) -> bool {
    let is_listed = |member: &Member| member.is_listed_on(site.today);
    let listed = |file: &Members| file.members.iter().any(is_listed);
    let measured = |market: &PropertyMarket| !market.readings.is_empty();
    entry.is().is_none_or(listed) && entry.is().is_none_or(measured)
}

fn states_figures(site: &Site<'_>) -> bool {
    let listed = |entry: &&Entry| site.state(entry.id).is_listed();
    let mut entries = site.portal.entries.values().filter(listed);
    entries.any(|entry| !entry.common.figures.is_empty())
}
