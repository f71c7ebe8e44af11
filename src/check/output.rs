//! The pages as they came out: every link of the portal's own leads to something that was
//! written, every identifier stands once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::render::made::Facts;
use crate::site::address::file_of;
use crate::text;

/// Collects facts while pages are rendered, from several threads.
#[derive(Debug, Default)]
pub struct Seen(Mutex<Noted>);

/// What pages hold. Most of them hold the same: each identifier and link is kept once, and
/// links are followed once.
#[derive(Debug, Default)]
struct Noted {
    numbers: HashMap<Arc<str>, u32>,
    words: Vec<Arc<str>>,
    pages: BTreeMap<String, Held>,
}

/// What a page holds: the numbers of words.
#[derive(Debug)]
struct Held {
    /// In order.
    ids: Vec<u32>,
    twice: Vec<u32>,
    links: Vec<u32>,
}

impl Seen {
    /// Takes note of the page at an address.
    pub fn page(&self, url: &str, facts: &Facts) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [mut ids, twice, links] =
            [&facts.ids, &facts.twice, &facts.links].map(|words| noted.numbers(words));
        ids.sort_unstable();
        noted.pages.insert(url.to_owned(), Held { ids, twice, links });
    }

    /// Says what is wrong, once all pages and files are known; links of the site start with
    /// `root`.
    pub fn check(self, root: &str, files: &BTreeSet<String>, diags: &mut Diagnostics) {
        let noted = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ends: Vec<End<'_>> =
            noted.words.par_iter().map(|href| noted.end(root, files, href)).collect();
        let (noted, ends) = (&noted, &ends);
        let faults = noted.pages.par_iter().flat_map_iter(|(url, held)| {
            let twice = held.twice.iter().map(move |id| {
                let id = &noted.words[*id as usize];
                let message = text!(
                    "la page {url} a deux fois l’identifiant « {id} »",
                    "page {url} has the identifier `{id}` twice"
                );
                Diagnostic::new(&rules::TEMPLATE, message)
            });
            let ends = held.links.iter().map(|link| &ends[*link as usize]);
            twice.chain(ends.filter_map(move |end| noted.fault(url, held, end)))
        });
        faults.collect::<Vec<_>>().into_iter().for_each(|fault| diags.push(fault));
    }
}

/// Where a link leads.
enum End<'a> {
    /// To another site, or to what is there.
    Fine,
    /// To an address of the site where nothing is.
    Nothing(&'a str),
    /// To an identifier that the page at this address does not have.
    NoId(&'a str, &'a str),
    /// To an identifier of the page itself.
    Here(&'a str),
}

impl Noted {
    fn numbers(&mut self, words: &BTreeSet<String>) -> Vec<u32> {
        words.iter().map(|word| self.number(word)).collect()
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let word: Arc<str> = word.into();
        self.words.push(Arc::clone(&word));
        self.numbers.insert(word, number);
        number
    }

    fn end<'a>(&self, root: &str, files: &BTreeSet<String>, href: &'a str) -> End<'a> {
        let (path, anchor) = match href.split_once('#') {
            Some((path, anchor)) => (path, anchor),
            None => (href, ""),
        };
        let path = path.split('?').next().unwrap_or_default();
        let anchor = Some(anchor).filter(|id| !id.is_empty() && !id.contains('='));
        if path.is_empty() {
            return anchor.map_or(End::Fine, End::Here);
        }
        let own = path.strip_prefix(root);
        let own = own.filter(|own| own.starts_with('/') && !own.starts_with("//"));
        let Some(own) = own else { return End::Fine };
        if !files.contains(&file_of(own)) {
            return End::Nothing(own);
        }
        match (anchor, self.pages.get(own)) {
            (Some(anchor), Some(page)) if !self.has(page, anchor) => {
                End::NoId(own, anchor)
            }
            _ => End::Fine,
        }
    }

    fn has(&self, page: &Held, id: &str) -> bool {
        let number = self.numbers.get(id);
        number.is_some_and(|number| page.ids.binary_search(number).is_ok())
    }

    fn fault(&self, from: &str, page: &Held, end: &End<'_>) -> Option<Diagnostic> {
        let (own, anchor) = match *end {
            End::Nothing(own) => {
                let message = text!(
                    "la page {from} mène à {own}, que rien n’écrit",
                    "page {from} links to {own}, which nothing writes"
                );
                return Some(Diagnostic::new(&rules::BROKEN_LINK, message));
            }
            End::NoId(own, anchor) => (own, anchor),
            End::Here(anchor) if !self.has(page, anchor) => (from, anchor),
            End::Here(_) | End::Fine => return None,
        };
        let message = text!(
            "la page {from} mène à « {anchor} » dans {own}, qui n’y est pas",
            "page {from} links to `{anchor}` in {own}, which is not there"
        );
        Some(Diagnostic::new(&rules::BROKEN_ANCHOR, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(root: &str, pages: &[(&str, &str)]) -> Vec<String> {
        let seen = Seen::default();
        pages.iter().for_each(|(url, html)| seen.page(url, &Facts::of(html)));
        let files = ["index.html", "a/index.html", "a/x.png"].map(str::to_owned).into();
        let mut diags = Diagnostics::default();
        seen.check(root, &files, &mut diags);
        diags.sort();
        diags.iter().map(|found| found.message.en.clone()).collect()
    }

    #[test]
    fn links_lead_to_what_is_there() {
        let fine = "<h1 id=top>A</h1><a href=#top></a><a href=/a/#top></a><img src=/a/x.png>\
             <a href=//other.org/b/></a><a href=https://other.org/#no></a><a href=#></a>\
             <a href='/?q=1'></a><a href=#kind=offre></a><a href=/a/x.png#page></a>";
        assert_eq!(said("", &[("/", fine), ("/a/", fine)]), [""; 0]);
        let bad = "<p id=b><p id=b><a href=/no/></a><a href=/a/#no></a><a href=#top></a>";
        let expected = [
            "page / has the identifier `b` twice",
            "page / links to /no/, which nothing writes",
            "page / links to `no` in /a/, which is not there",
            "page / links to `top` in /, which is not there",
        ];
        let mut told = said("", &[("/", bad), ("/a/", fine)]);
        told.sort();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_site_in_a_folder_has_its_links_there() {
        let page = "<a href=/portail/a/></a><a href=/other/></a>";
        assert_eq!(said("/portail", &[("/", page)]), [""; 0]);
        let lost = "<a href=/portail/b/></a>";
        assert_eq!(said("/portail", &[("/", lost)]).len(), 1);
    }
}
