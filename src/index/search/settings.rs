//! The files of search in every language of the portal, and the script that asks them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Department, Index, build, pages};
use crate::memo::key;
use crate::model::kind;
use crate::model::place::Kind;
use crate::parse;
use crate::sink::Sink;
use crate::site::Site;
use crate::site::address::PageKey;
use crate::text::locale::Lang;
use crate::theme::{Phrases, Theme};

/// How the files of search are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// By their content, so that visitors may keep them forever.
    Hashed,
    /// Always the same.
    Fixed,
}

/// The addresses of the scripts under [`Names::Fixed`].
pub fn addresses(site: &Site<'_>) -> BTreeMap<Lang, String> {
    site.portal.langs().into_iter().map(|lang| (lang, script_url(lang, ""))).collect()
}

fn script_url(lang: Lang, hash: &str) -> String {
    format!("/recherche/recherche-{}{hash}.js", lang.as_str())
}

/// Writes the index of each language, and the theme's script together with the settings that
/// name it; answers the addresses of the scripts. A dropped build has none.
pub fn write(
    site: &Site<'_>,
    sources: &parse::Documents,
    theme: &Theme,
    names: Names,
    sink: &dyn Sink,
) -> BTreeMap<Lang, String> {
    let langs = site.portal.langs().into_iter();
    let with_words = langs.filter_map(|lang| Some((lang, theme.phrases(lang)?)));
    with_words
        .filter_map(|(lang, phrases)| {
            let documents = pages::documents(site, sources, phrases, lang);
            let departments = departments(site, lang);
            let synonyms = &site.portal.settings(lang).synonyms;
            let wanted = || !sink.viewer().is_dropped();
            let Index { files, manifest } =
                build(lang.as_str(), documents, &departments, synonyms, &wanted)?;
            let folder = site.base.href(&put(files, lang, names, sink));
            let index = json!({ "folder": folder, "files": manifest });
            let settings = settings(site, theme, phrases, lang, &departments, index);
            let script =
                format!("{}\nexport const settings={settings};\n", theme.search());
            let url = script_url(lang, &names.of(&[&script], '.'));
            sink.put(&url[1..], script.into_bytes());
            Some((lang, url))
        })
        .collect()
}

impl Names {
    /// What a name has of its content, after a sign.
    fn of<T: AsRef<[u8]>>(self, content: &[T], sign: char) -> String {
        match self {
            Self::Hashed => format!("{sign}{}", &key(content)[..HASH]),
            Self::Fixed => String::new(),
        }
    }
}

/// Digits of what a content-hashed name holds.
const HASH: usize = 10;

/// The folder of the files, which all change together: a page more and every number is
/// another one. One hash for them all is a few bytes where one each would be kilobytes that
/// every visitor fetches.
fn put(
    files: BTreeMap<String, String>,
    lang: Lang,
    names: Names,
    sink: &dyn Sink,
) -> String {
    let hash = names.of(&files.values().collect::<Vec<_>>(), '-');
    let folder = format!("/recherche/{}{hash}/", lang.as_str());
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
