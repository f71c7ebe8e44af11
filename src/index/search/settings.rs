//! The files of search in every language of the portal, and the script that asks them.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Department, Index, build, pages};
use crate::model::kind;
use crate::model::place::Kind;
use crate::parse;
use crate::sink::Sink;
use crate::site::Site;
use crate::site::address::PageKey;
use crate::source::SourceId;
use crate::text::locale::Lang;
use crate::theme::{Phrases, Theme};

/// Writes the index of each language, and the theme's script together with the settings that
/// name it, under names that change with their content; answers the addresses of the scripts.
pub fn write(
    site: &Site<'_>,
    sources: &BTreeMap<SourceId, parse::Document>,
    theme: &Theme,
    sink: &dyn Sink,
) -> BTreeMap<Lang, String> {
    let langs = site.portal.langs().into_iter();
    let with_words = langs.filter_map(|lang| Some((lang, theme.phrases(lang)?)));
    with_words
        .map(|(lang, phrases)| {
            let documents = pages::documents(site, sources, phrases, lang);
            let synonyms = &site.portal.settings(lang).synonyms;
            let index =
                build(lang.as_str(), documents, &departments(site, lang), synonyms);
            let folder = put(&index, lang, sink);
            let settings =
                settings(site, theme, phrases, lang, &index, &site.base.href(&folder));
            let script =
                format!("{}\nexport const settings={settings};\n", theme.search());
            let url =
                format!("/recherche/recherche-{}.{}.js", lang.as_str(), hash([&script]));
            sink.put(&url[1..], script.into_bytes());
            (lang, url)
        })
        .collect()
}

/// The folder of the files, which all change together: a page more and every number is
/// another one. One hash for them all is a few bytes where one each would be kilobytes that
/// every visitor fetches.
fn put(index: &Index, lang: Lang, sink: &dyn Sink) -> String {
    let folder = format!("/recherche/{}-{}/", lang.as_str(), hash(index.files.values()));
    for (name, text) in &index.files {
        sink.put(&format!("{}{name}", &folder[1..]), text.clone().into_bytes());
    }
    folder
}

fn hash<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(text.as_bytes());
    }
    hasher.finalize().to_hex()[..10].to_owned()
}

fn settings(
    site: &Site<'_>,
    theme: &Theme,
    phrases: &Phrases,
    lang: Lang,
    index: &Index,
    folder: &str,
) -> String {
    let of_theme = |path: &str| theme.url(path).map(|url| site.base.href(url));
    let departments = site.departments(lang).into_iter();
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
        "departements": departments
            .map(|entry| (entry.place.slug.clone(), entry.title.clone()))
            .collect::<BTreeMap<_, _>>(),
        "lists": lists(site, phrases, lang),
        "contact": contact(site, lang),
        "others": others.map(other).collect::<Vec<_>>(),
        "strings": phrases.search,
        "index": { "folder": folder, "files": index.manifest },
    })
    .to_string()
}

/// The lists of a kind over the whole portal.
fn lists(site: &Site<'_>, phrases: &Phrases, lang: Lang) -> Vec<serde_json::Value> {
    let all = [
        (PageKey::Departments, phrases.phrase("territories", &[])),
        (PageKey::Map, phrases.label("kinds", Kind::Workspace.folder()).to_owned()),
        (
            PageKey::Offers(None, 1),
            phrases.label("kinds", Kind::Offer.folder()).to_owned(),
        ),
        (PageKey::Agenda(1), phrases.label("kinds", Kind::Event.folder()).to_owned()),
        (PageKey::Sitemap(1), phrases.phrase("site_map", &[])),
    ];
    let made = all.into_iter().filter(|(key, _)| site.page(lang, key).is_some());
    made.map(|(key, text)| json!({ "href": site.href(lang, &key), "text": text }))
        .collect()
}

/// How to reach whoever answers for the portal.
fn contact(site: &Site<'_>, lang: Lang) -> Option<String> {
    let contact = site.portal.settings(lang).contact.as_ref()?;
    let mail = contact.email.as_ref().map(|email| format!("mailto:{}", email.0));
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
