//! How the portal is kept: what is not wrong, and serves its readers badly.
//!
//! One finding for one fault, in the language that the text is written in, and only about
//! what is published. `portail.yaml` may give each of these rules another weight.

mod alt;
mod events;
mod figures;
mod headings;
mod images;
mod links;
mod offers;
mod orphans;
mod prose;
mod spot;
mod stale;
mod translations;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::assets::Wanted;
use crate::diag::Diagnostics;
use crate::memo::Store;
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::parse::Documents;
use crate::parse::markdown::Body;
use crate::site::Site;
use crate::source::Span;
use crate::world::World;
use crate::yaml::Node;

/// What the checks look at.
#[derive(Clone, Copy)]
pub struct Review<'a> {
    /// The site.
    pub site: &'a Site<'a>,
    /// The files.
    pub world: &'a World,
    /// The files, read.
    pub documents: &'a Documents,
    /// What earlier builds remember.
    pub store: &'a dyn Store,
}

/// A check of one entry.
type Check = fn(&Review<'_>, &Entry, &mut Diagnostics);

/// Every check of one entry.
const CHECKS: &[Check] = &[
    offers::check,
    headings::check,
    figures::check,
    alt::check,
    links::check,
    prose::check,
    translations::check,
    events::check,
    stale::check,
];

/// Looks at every entry that is online, then at the whole. `reached` are the entries that
/// something else links to; `None` where a link is broken, which may be the one that leads to
/// an entry.
pub fn check(
    review: &Review<'_>,
    wanted: &BTreeSet<Wanted>,
    reached: Option<&BTreeSet<EntryId>>,
    diags: &mut Diagnostics,
) {
    let portal = review.site.portal;
    let entries = portal.entries.values().chain(portal.translations.values());
    let online = entries.filter(|entry| review.site.state(entry.id).is_online());
    let online: Vec<&Entry> = online.collect();
    let found: Vec<Diagnostics> =
        online.par_iter().map(|entry| of_entry(review, entry)).collect();
    found.into_iter().for_each(|found| diags.append(found));
    events::check_menu(review, diags);
    images::check(review.world, wanted, diags);
    if let Some(reached) = reached {
        orphans::check(review.site, reached, diags);
    }
}

fn of_entry(review: &Review<'_>, entry: &Entry) -> Diagnostics {
    let mut diags = Diagnostics::default();
    CHECKS.iter().for_each(|check| check(review, entry, &mut diags));
    diags
}

impl<'a> Review<'a> {
    /// The fields that the file of an entry writes itself: those of a translation without
    /// those it takes from its original.
    fn own(&self, entry: &Entry) -> Option<&'a Node> {
        let slot = self.site.portal.catalog.get(entry.id);
        let made = slot.made.as_ref().filter(|_| !slot.is_written());
        made.or_else(|| self.documents.get(&entry.source)?.front.as_ref())
    }

    /// The text of an entry, unless it is lent by the original.
    fn body<'e>(&self, entry: &'e Entry) -> Option<&'e Body> {
        entry.body.as_deref().filter(|_| entry.body_source == entry.source)
    }

    /// The source text of an entry.
    fn text(&self, entry: &Entry) -> &'a str {
        &self.world.sources.get(entry.source).text
    }
}

/// The place of a field, or the start of the file.
fn place(entry: &Entry, node: Option<&Node>) -> Span {
    node.map_or_else(|| Span::file(entry.source), |node| node.span)
}
