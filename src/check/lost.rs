//! The addresses of the last deployment: each answers still, or leads on.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::site::Site;
use crate::site::address::{PageKey, comes_and_goes, url_of};
use crate::source::{SourceId, Span};
use crate::text;

/// Says which pages of the last deployment are not among the files of this one, where an
/// old address that leads on has a file too.
pub fn check(
    site: &Site<'_>,
    previous: &BTreeSet<String>,
    files: &BTreeSet<String>,
    diags: &mut Diagnostics,
) {
    let pages = previous.difference(files).filter(|file| file.ends_with(".html"));
    for url in pages.map(|file| url_of(file)).filter(|url| !comes_and_goes(url)) {
        let message = text!(
            "l’adresse {url} de la dernière publication ne répond plus",
            "the address {url} of the last deployment no longer answers"
        );
        let lost = Diagnostic::new(&rules::LOST_ADDRESS, message);
        let lost = match moved(site, previous, &url) {
            Some(file) => lost.at(Span::file(file)).hint(text!(
                "si c’est la même page, ajoutez-y `alias: [{url}]`",
                "if it is the same page, add `alias: [{url}]` to it"
            )),
            None => lost.hint(text!(
                "ajoutez `alias: [{url}]` à la page qui la remplace",
                "add `alias: [{url}]` to the page that replaces it"
            )),
        };
        diags.push(lost);
    }
}

/// The file of the one new page whose address ends alike: a file that was moved keeps its
/// name.
fn moved(site: &Site<'_>, previous: &BTreeSet<String>, url: &str) -> Option<SourceId> {
    let name =
        |url: &str| url.trim_end_matches('/').rsplit('/').next().map(str::to_owned);
    let pages = site.pages.iter().filter(|page| !previous.contains(&page.file()));
    let mut alike = pages.filter_map(|page| match page.key {
        PageKey::Entry(id) if name(&page.url) == name(url) => site.entry(page.lang, id),
        _ => None,
    });
    let first = alike.next()?;
    alike.next().is_none().then_some(first.source)
}
