//! The pages as they came out: every link of the portal's own leads to something that was
//! written, every identifier stands once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use rayon::prelude::*;

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::render::made::Facts;
use crate::site::Site;
use crate::site::address::{Page, file_of};
use crate::text;

/// Collects facts while pages are rendered, from several threads.
#[derive(Debug, Default)]
pub struct Seen(Mutex<BTreeMap<String, Facts>>);

impl Seen {
    /// Takes note of a page.
    pub fn page(&self, page: &Page, facts: Facts) {
        let mut seen = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.insert(page.url.clone(), facts);
    }

    /// Says what is wrong, once all pages and files are known.
    pub fn check(
        self,
        site: &Site<'_>,
        files: &BTreeSet<String>,
        diags: &mut Diagnostics,
    ) {
        let seen = self.0.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let faults = seen.par_iter().flat_map_iter(|(url, facts)| {
            let twice = facts.twice.iter().map(move |id| {
                let message = text!(
                    "la page {url} a deux fois l’identifiant « {id} »",
                    "page {url} has the identifier `{id}` twice"
                );
                Diagnostic::new(&rules::TEMPLATE, message)
            });
            let lost = facts.links.iter();
            twice.chain(lost.filter_map(|href| fault(site, files, &seen, url, href)))
        });
        faults.collect::<Vec<_>>().into_iter().for_each(|fault| diags.push(fault));
    }
}

fn fault(
    site: &Site<'_>,
    files: &BTreeSet<String>,
    seen: &BTreeMap<String, Facts>,
    from: &str,
    href: &str,
) -> Option<Diagnostic> {
    let (path, anchor) = match href.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (href, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    let own = if path.is_empty() {
        from.to_owned()
    } else {
        let prefix = site.base.href("");
        let own =
            path.strip_prefix(prefix.as_str()).filter(|own| own.starts_with('/'))?;
        own.to_owned()
    };
    if own.starts_with("//") {
        return None;
    }
    if !files.contains(&file_of(&own)) {
        let message = text!(
            "la page {from} mène à {own}, que rien n’écrit",
            "page {from} links to {own}, which nothing writes"
        );
        return Some(Diagnostic::new(&rules::BROKEN_LINK, message));
    }
    let anchor = anchor.filter(|anchor| !anchor.is_empty() && !anchor.contains('='))?;
    let target = seen.get(&own)?;
    (!target.ids.contains(anchor)).then(|| {
        let message = text!(
            "la page {from} mène à « {anchor} » dans {own}, qui n’y est pas",
            "page {from} links to `{anchor}` in {own}, which is not there"
        );
        Diagnostic::new(&rules::BROKEN_ANCHOR, message)
    })
}
