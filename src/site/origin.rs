//! Where pages come from, and what the next days change: what the live preview tells
//! editors beside a page.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::Entry;
use crate::model::place::{Kind, Place};
use crate::sink::{Change, Told};
use crate::site::address::{PageKey, is_statement};
use crate::site::{Page, Site};
use crate::source::Sources;

/// How far ahead changes are told, in days.
const AHEAD: i32 = 30;

/// What a site tells its editors beside its pages.
pub fn told(site: &Site<'_>, sources: &Sources) -> Told {
    Told {
        pages: site.pages.iter().map(Page::file).collect(),
        origins: origins(site, sources),
        changes: changes(site, sources),
    }
}

fn origins(site: &Site<'_>, sources: &Sources) -> BTreeMap<String, String> {
    let known = site.pages.iter().filter_map(|page| {
        let entry = entry_of(site, page)?;
        Some((page.url.clone(), sources.get(entry.source).path.clone()))
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

/// In order of time.
fn changes(site: &Site<'_>, sources: &Sources) -> Vec<Change> {
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
