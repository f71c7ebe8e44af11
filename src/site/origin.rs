//! Where pages come from, and what the next days change: what the live preview tells
//! editors beside a page.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::Entry;
use crate::model::place::{Kind, Place};
use crate::site::address::{PageKey, is_statement};
use crate::site::publish::State;
use crate::site::{Page, Site};
use crate::source::Sources;

/// How far ahead changes are told, in days.
const AHEAD: i32 = 30;

/// The file that a page is written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its path, from the portal's root.
    pub path: String,
    /// Why visitors do not see the page, when they do not.
    pub hidden: Option<Hidden>,
}

/// Why a page of the preview is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// It is a draft.
    Draft,
    /// It comes out on this day.
    Until(Date),
    /// It is over since this day.
    Since(Date),
}

/// A page that comes or goes by its own dates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The day.
    pub day: Date,
    /// Whether it comes.
    pub comes: bool,
    /// Its title.
    pub title: String,
    /// Its file.
    pub path: String,
}

/// The origin of every page that has one, by address without the base.
pub fn origins(site: &Site<'_>, sources: &Sources) -> BTreeMap<String, Origin> {
    let known = site.pages.iter().filter_map(|page| {
        let entry = entry_of(site, page)?;
        let path = sources.get(entry.source).path.clone();
        Some((page.url.clone(), Origin { path, hidden: hidden(site, entry) }))
    });
    known.collect()
}

fn entry_of<'a>(site: &Site<'a>, page: &Page) -> Option<&'a Entry> {
    let whole = |holds: fn(&Place) -> bool| {
        let (id, _) = site.portal.catalog.iter().find(|(_, slot)| holds(&slot.place))?;
        site.entry_or_default(page.lang, id)
    };
    match &page.key {
        PageKey::Entry(id) => site.entry_or_default(page.lang, *id),
        PageKey::Home => whole(|place| place.kind == Kind::Home),
        PageKey::Accessibility => whole(is_statement),
        _ => None,
    }
}

fn hidden(site: &Site<'_>, entry: &Entry) -> Option<Hidden> {
    match site.state(entry.id) {
        State::Draft if entry.common.draft => Some(Hidden::Draft),
        State::Draft => entry.common.publish_on.map(Hidden::Until),
        State::Expired => entry.common.expire_on.map(Hidden::Since),
        State::Listed | State::Hidden => None,
    }
}

/// What comes out or expires in the next thirty days, in order of time.
pub fn changes(site: &Site<'_>, sources: &Sources) -> Vec<Change> {
    let last = site.today.saturating_add(AHEAD.days());
    let is_near = |day: &Date| *day > site.today && *day <= last;
    let mut changes: Vec<Change> = Vec::new();
    for entry in site.portal.entries.values().filter(|entry| !entry.common.draft) {
        let dates = [(entry.common.publish_on, true), (entry.common.expire_on, false)];
        changes.extend(dates.into_iter().filter_map(|(day, comes)| {
            let path = sources.get(entry.source).path.clone();
            Some(Change {
                day: day.filter(is_near)?,
                comes,
                title: entry.title.clone(),
                path,
            })
        }));
    }
    changes.sort();
    changes
}
