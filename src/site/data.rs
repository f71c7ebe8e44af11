//! The data sets that the portal publishes: those that have rows.

use super::Site;
use crate::model::Entry;
use crate::model::kind::{Member, Members, PropertyMarket};
use crate::model::place::Kind;
use crate::model::service::Services;

/// What the rows of a data set are made of.
#[derive(Clone, Copy)]
enum Rows {
    /// Entries of a kind.
    Of(Kind),
    /// Key figures, of entries of every kind.
    Figures,
    /// Services that imports know.
    Services,
    /// Childcare that they know.
    Childcare,
}

/// Data sets by name.
const DATASETS: [(&str, Rows); 14] = [
    ("espaces", Rows::Of(Kind::Workspace)),
    ("offres", Rows::Of(Kind::Offer)),
    ("agenda", Rows::Of(Kind::Event)),
    ("temoignages", Rows::Of(Kind::Testimonial)),
    ("formations", Rows::Of(Kind::Training)),
    ("reseaux", Rows::Of(Kind::Network)),
    ("membres", Rows::Of(Kind::Members)),
    ("dispositifs", Rows::Of(Kind::Scheme)),
    ("communes", Rows::Of(Kind::Commune)),
    ("immobilier", Rows::Of(Kind::Property)),
    ("services", Rows::Services),
    ("petite-enfance", Rows::Childcare),
    ("chiffres", Rows::Figures),
    ("departements", Rows::Of(Kind::Department)),
];

/// Names of the data sets that have rows.
pub(super) fn published(site: &Site<'_>) -> impl Iterator<Item = &'static str> {
    let filled = |rows: Rows| match rows {
        Rows::Of(kind) => {
            site.all(site.portal.lang, kind).any(|entry| gives_rows(site, entry))
        }
        Rows::Figures => states_figures(site),
        Rows::Services => site.services().any(|known| !known.by_kind().is_empty()),
        Rows::Childcare => site.services().any(|known| {
            known.childcare.as_ref().is_some_and(|sheet| !sheet.readings.is_empty())
        }),
    };
    DATASETS.into_iter().filter(move |(_, rows)| filled(*rows)).map(|(name, _)| name)
}

impl Site<'_> {
    /// Whether the portal publishes data.
    pub fn has_data(&self) -> bool {
        published(self).next().is_some()
    }

    /// What imports know of the services of each département that is listed.
    pub fn services(&self) -> impl Iterator<Item = &Services> {
        let departments = self.all(self.portal.lang, Kind::Department);
        departments.filter_map(|entry| {
            Some(&self.portal.sheets_of(&entry.place.territory)?.services)
        })
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
