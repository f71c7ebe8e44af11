//! The sitemap (sitemaps.org 0.9) with the dates of contents and the translations of each
//! page, and `robots.txt`.

use std::collections::HashMap;
use std::io;

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::index::changed_on;
use crate::model::place::{Kind, Territory};
use crate::site::Site;
use crate::site::address::{Page, PageKey};
use crate::site::publish::State;
use crate::text::locale::Lang;

/// Both files, by path.
pub fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let sitemap = sitemap(site).expect("memory does not fail");
    vec![
        ("sitemap.xml".into(), sitemap),
        ("robots.txt".into(), robots(site).into_bytes()),
    ]
}

/// Everything may be read. The file is heeded at the root of a host only.
fn robots(site: &Site<'_>) -> String {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        site.base.absolute("/sitemap.xml")
    )
}

fn sitemap(site: &Site<'_>) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("urlset")
        .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
        .with_attribute(("xmlns:xhtml", "http://www.w3.org/1999/xhtml"))
        .write_inner_content(|writer| {
            let mut changes = Changes { site, lists: HashMap::new() };
            for page in site.pages.iter().filter(|page| is_listed(site, page)) {
                write_page(writer, site, page, changes.of(page))?;
            }
            Ok(())
        })?;
    Ok(writer.into_inner())
}

/// Pages that a search engine should know: neither over, nor drafts, nor tools.
fn is_listed(site: &Site<'_>, page: &Page) -> bool {
    match page.key {
        PageKey::Entry(id) => site.state(id) == State::Listed,
        _ => !page.key.is_tool(),
    }
}

fn write_page(
    writer: &mut Writer<Vec<u8>>,
    site: &Site<'_>,
    page: &Page,
    changed: Option<Date>,
) -> io::Result<()> {
    let versions = versions(site, page);
    writer.create_element("url").write_inner_content(|writer| {
        text(writer, "loc", &site.base.absolute(&page.url))?;
        if let Some(date) = changed {
            text(writer, "lastmod", &date.to_string())?;
        }
        for (lang, url) in &versions {
            writer
                .create_element("xhtml:link")
                .with_attribute(("rel", "alternate"))
                .with_attribute(("hreflang", lang.as_str()))
                .with_attribute(("href", url.as_str()))
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    let content = BytesText::new(text);
    writer.create_element(name).write_text_content(content)?;
    Ok(())
}

/// The page in each language and for readers of none of them; none when it has only one.
fn versions(site: &Site<'_>, page: &Page) -> Vec<(String, String)> {
    let langs = site.portal.langs();
    let pages = langs.iter().filter_map(|lang| site.page(*lang, &page.key));
    let mut versions: Vec<_> = pages
        .map(|page| (page.lang.as_str().to_owned(), site.base.absolute(&page.url)))
        .collect();
    match versions.as_slice() {
        [] | [_] => Vec::new(),
        [(_, first), ..] => {
            versions.push(("x-default".into(), first.clone()));
            versions
        }
    }
}

/// When contents last changed. A list is gone through once for all its pages.
struct Changes<'a> {
    site: &'a Site<'a>,
    /// By language, kind and territory, or none for that of all.
    lists: HashMap<(Lang, Kind, Option<&'a Territory>), Option<Date>>,
}

impl<'a> Changes<'a> {
    /// The day of the entry of a page, or the latest of what its list shows.
    fn of(&mut self, page: &Page) -> Option<Date> {
        match &page.key {
            PageKey::Entry(id) => self.site.entry(page.lang, *id).and_then(changed_on),
            PageKey::Section(department, kind, _) => {
                let territory =
                    &self.site.portal.catalog.get(*department).place.territory;
                self.latest(page.lang, *kind, Some(territory))
            }
            PageKey::News(_) => self.latest(page.lang, Kind::Article, None),
            PageKey::Offers(..) => self.latest(page.lang, Kind::Offer, None),
            _ => None,
        }
    }

    fn latest(
        &mut self,
        lang: Lang,
        kind: Kind,
        of: Option<&'a Territory>,
    ) -> Option<Date> {
        let site = self.site;
        *self.lists.entry((lang, kind, of)).or_insert_with(|| match of {
            Some(territory) => {
                site.list(lang, territory, kind).filter_map(changed_on).max()
            }
            None => site.all(lang, kind).filter_map(changed_on).max(),
        })
    }
}
