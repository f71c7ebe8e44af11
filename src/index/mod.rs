//! What the site says to machines: search, calendars, feeds, sitemap, redirects, exports.
//!
//! Pure functions of the [`Site`]: dates come from the contents, and from the day of the
//! build only where a file says when it was made.

pub mod export;
pub mod feed;
pub mod headers;
pub mod ics;
pub mod offline;
pub mod redirect;
pub mod search;
pub mod sitemap;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::Entry;
use crate::model::kind::Offer;
use crate::model::place::Kind;
use crate::model::value::Prose;
use crate::parse::markdown::Body;
use crate::sink::Sink;
use crate::site::Site;
use crate::site::address::{Base, PageKey};
use crate::text::locale::Lang;

/// Files by their paths.
type Files = Vec<(String, Vec<u8>)>;

/// Sends every file for machines, search excepted. `datasets` are those of
/// [`export::datasets`], which the page that documents them needs too.
pub fn all(site: &Site<'_>, datasets: &[export::Dataset], sink: &dyn Sink) {
    let makers: [fn(&Site<'_>) -> Files; 6] = [
        feed::files,
        sitemap::files,
        ics::files,
        redirect::files,
        headers::files,
        offline::files,
    ];
    let files = makers.into_par_iter().flat_map_iter(|files| files(site));
    let data = export::files(site, datasets).into_par_iter();
    let here = files.chain(data).filter(|(path, _)| site.makes(path));
    here.for_each(|(path, bytes)| sink.put(&path, bytes));
}

/// What an entry is about, on one line: its summary, or else its first paragraph.
fn summary(entry: &Entry) -> Option<String> {
    let written = entry.common.summary.as_ref().map(Prose::line);
    let found = || entry.body.as_deref().map(Body::first_paragraph);
    written.or_else(found).filter(|text| !text.is_empty())
}

/// The day when the content of an entry last changed, as far as it says.
fn changed_on(entry: &Entry) -> Option<Date> {
    let checked = entry.is::<Offer>().map(|offer| offer.checked_on);
    entry.common.updated.max(entry.common.date).max(checked)
}

/// What the page of an entry is called.
fn key_of(entry: &Entry) -> PageKey {
    match entry.kind() {
        Kind::Home => PageKey::Home,
        _ => PageKey::Entry(entry.id),
    }
}

/// The whole address of an entry's page in a language, or else in the default one.
fn url_of(site: &Site<'_>, lang: Lang, entry: &Entry) -> Option<String> {
    let key = key_of(entry);
    let page = site.page(lang, &key).or_else(|| site.page(site.portal.lang, &key))?;
    Some(site.base.absolute(&page.url))
}

/// Host of the portal's own address, whatever the address of this build: what is named
/// after it keeps its name when it is built for a preview.
fn host(site: &Site<'_>) -> String {
    let url = &site.portal.settings(site.portal.lang).url.0;
    Base::new(url).host().to_owned()
}
