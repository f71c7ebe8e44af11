//! The files of search in every language of the portal, and the settings of the script that
//! asks them.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::reader::Reader;
use super::{Department, Index, build, pages};
use crate::memo::{Store, key};
use crate::model::kind;
use crate::model::place::Kind;
use crate::model::value::Email;
use crate::parse;
use crate::sink::Sink;
use crate::site::Site;
use crate::site::address::PageKey;
use crate::text::locale::Lang;
use crate::theme::{Phrases, Theme};

/// Digits of the hash in the name of a folder.
const HASH: usize = 10;

/// Writes the index of each language, and beside its page of search the settings that name it:
/// those alone keep their name, so that no page changes with what is found. A dropped build has
/// none. Where one département alone is made, its pages are read, for the store to remember.
pub fn write(
    site: &Site<'_>,
    sources: &parse::Documents,
    theme: &Theme,
    store: &dyn Store,
    sink: &dyn Sink,
) {
    for lang in site.portal.langs() {
        let page = site.page(lang, &PageKey::Search);
        let Some((page, phrases)) = page.zip(theme.phrases(lang)) else { continue };
        let mut documents = pages::documents(site, sources, phrases, lang);
        let synonyms = &site.portal.settings(lang).synonyms;
        let reader = Reader::new(lang.as_str(), synonyms, store);
        if let Some(only) = &site.only {
            documents.retain(|document| document.department == *only);
            documents.par_iter().for_each(|document| drop(reader.read(document)));
            continue;
        }
        let departments = departments(site, lang);
        let wanted = || !sink.viewer().is_dropped();
        let built = build(&reader, documents, &departments, &wanted);
        let Some(Index { files, manifest }) = built else { return };
        let folder = site.base.href(&put(files, lang, sink));
        let index = json!({ "folder": folder, "files": manifest });
        let settings = settings(site, theme, phrases, lang, &departments, index);
        sink.put(&format!("{}reglages.json", &page.url[1..]), settings.into_bytes());
    }
}

/// The folder of the files, which all change together: a page more and every number is
/// another one. One hash for them all is a few bytes where one each would be kilobytes that
/// every visitor fetches.
fn put(files: BTreeMap<String, String>, lang: Lang, sink: &dyn Sink) -> String {
    let hash = key(&files.values().collect::<Vec<_>>());
    let folder = format!("/recherche/{}-{}/", lang.as_str(), &hash[..HASH]);
    for (name, text) in files {
        sink.put(&format!("{}{name}", &folder[1..]), text.into_bytes());
    }
    folder
}

fn settings(
    site: &Site<'_>,
    theme: &Theme,
    phrases: &Phrases,
    lang: Lang,
    departments: &[Department],
    index: Value,
) -> String {
    let of_theme = |path: &str| theme.url(path).map(|url| site.base.href(url));
    let others = site.portal.langs().into_iter().filter(|other| *other != lang);
    let other = |other: Lang| {
        let name = theme.phrases(other).map(|phrases| &phrases.name);
        json!({ "lang": other.as_str(), "name": name, "action": site.href(other, &PageKey::Search) })
    };
    json!({
        "lang": lang.as_str(),
        "action": site.href(lang, &PageKey::Search),
        "styles": of_theme("styles/search.css"),
        "near": of_theme("scripts/search-near.js"),
        "more": of_theme("scripts/search-more.js"),
        "hours": of_theme("scripts/hours.js"),
        "kinds": pages::kinds(phrases),
        // In the order of their numbers in the index.
        "departements": departments
            .iter()
            .map(|department| (&department.slug, &department.name))
            .collect::<BTreeMap<_, _>>(),
        "lists": lists(site, phrases, lang),
        "contact": contact(site, lang),
        "others": others.map(other).collect::<Vec<_>>(),
        "strings": phrases.search,
        "index": index,
    })
    .to_string()
}

/// Where one may look on: all territories, the lists of the largest kinds, every page.
fn lists(site: &Site<'_>, phrases: &Phrases, lang: Lang) -> Vec<Value> {
    let kinds = [Kind::Workspace, Kind::Offer, Kind::Event].into_iter();
    let of_kinds = kinds.filter_map(|kind| {
        Some((PageKey::whole(kind)?, phrases.label("kinds", kind.folder()).to_owned()))
    });
    let territories = (PageKey::Departments, phrases.phrase("territories", &[]));
    let every = (PageKey::Sitemap(1), phrases.phrase("site_map", &[]));
    let all = [territories].into_iter().chain(of_kinds).chain([every]);
    let made = all.filter(|(key, _)| site.page(lang, key).is_some());
    made.map(|(key, text)| json!({ "href": site.href(lang, &key), "text": text }))
        .collect()
}

/// How to reach whoever answers for the portal.
fn contact(site: &Site<'_>, lang: Lang) -> Option<String> {
    let contact = site.portal.settings(lang).contact.as_ref()?;
    let mail = contact.email.as_ref().map(Email::href);
    mail.or_else(|| contact.url.as_ref().map(|url| url.0.clone()))
}

fn departments(site: &Site<'_>, lang: Lang) -> Vec<Department> {
    let entries = site.departments(lang).into_iter();
    entries
        .filter_map(|entry| {
            let data = entry.is::<kind::Department>()?;
            Some(Department {
                code: data.code.0.code.to_owned(),
                slug: entry.place.slug.clone(),
                name: entry.title.clone(),
                href: site.href(lang, &PageKey::Entry(entry.id))?,
            })
        })
        .collect()
}
