//! The site as a whole: its home, its data, and the way to a page.

use serde_json::{Value, json};

use super::About;
use crate::site::address::PageKey;

/// The site and its search.
pub(super) fn website(about: &About<'_>) -> Value {
    let (site, lang) = (about.site, about.page.lang);
    let settings = site.portal.settings(lang);
    let search = site.page(lang, &PageKey::Search).map(|page| {
        let address = site.base.absolute(&page.url);
        json!({
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": format!("{address}?q={{search_term_string}}"),
            },
            "query-input": "required name=search_term_string",
        })
    });
    json!({
        "@type": "WebSite",
        "name": settings.title,
        "description": settings.tagline,
        "url": site.base.absolute(&about.page.url),
        "inLanguage": lang.as_str(),
        "publisher": {"@type": "Organization", "name": settings.editor.name},
        "potentialAction": search,
    })
}

/// The open data of the portal.
pub(super) fn catalog(about: &About<'_>) -> Value {
    let (site, page) = (about.site, about.page);
    let url = site.base.absolute(&page.url);
    let editor = &site.portal.settings(page.lang).editor.name;
    let datasets = about.datasets.iter().map(|dataset| {
        let files = dataset.files.iter().map(|file| {
            json!({
                "@type": "DataDownload",
                "encodingFormat": file.format,
                "contentUrl": whole(about, &file.href),
            })
        });
        json!({
            "@type": "Dataset",
            "name": dataset.title,
            "description": dataset.description,
            "url": whole(about, &dataset.href),
            "license": LICENSE,
            "creator": {"@type": "Organization", "name": editor},
            "distribution": files.collect::<Vec<_>>(),
        })
    });
    json!({
        "@type": "DataCatalog",
        "url": url,
        "description": about.description,
        "license": LICENSE,
        "dataset": datasets.collect::<Vec<_>>(),
    })
}

/// The licence of the portal's data, Licence Ouverte 2.0.
pub(super) const LICENSE: &str =
    "https://www.etalab.gouv.fr/licence-ouverte-open-licence/";

/// The way from the home to the page; `None` on the home.
pub(super) fn breadcrumbs(about: &About<'_>) -> Option<Value> {
    if about.breadcrumbs.is_empty() {
        return None;
    }
    let items = (1..).zip(about.breadcrumbs).map(|(position, link)| {
        json!({
            "@type": "ListItem",
            "position": position,
            "name": link.text,
            "item": whole(about, &link.href),
        })
    });
    Some(json!({
        "@type": "BreadcrumbList",
        "itemListElement": items.collect::<Vec<_>>(),
    }))
}

/// The whole address of a link of the page.
fn whole(about: &About<'_>, href: &str) -> String {
    let base = &about.site.base;
    match href.strip_prefix(base.href("").as_str()) {
        Some(path) if path.starts_with('/') => base.absolute(path),
        _ => href.to_owned(),
    }
}
