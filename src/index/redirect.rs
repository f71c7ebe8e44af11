//! Old addresses: for every host a page that leads on, and for those that read it a
//! `_redirects` file (Netlify, Cloudflare Pages and GitLab Pages).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pulldown_cmark_escape::{escape_href, escape_html};

use crate::site::Site;
use crate::site::address::{PageKey, file_of};
use crate::text::locale::Lang;

/// The pages and the file, by path; nothing when there is no old address.
pub fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    if site.redirects.is_empty() {
        return Vec::new();
    }
    let stubs = site.redirects.iter().map(|(from, to)| {
        let lang = site.page_at(to).map_or(site.portal.lang, |page| page.lang);
        (stub_path(from), stub(site, lang, to).into_bytes())
    });
    let mut files: BTreeMap<_, _> = stubs.collect();
    files.insert("_redirects".into(), rules(site).into_bytes());
    files.into_iter().collect()
}

/// Where the page of an old address goes: `/ancienne` answers as a folder, `/vieux.html`
/// as itself.
fn stub_path(from: &str) -> String {
    let has_extension = from.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if from.ends_with('/') || has_extension {
        return file_of(from);
    }
    file_of(&format!("{from}/"))
}

fn rules(site: &Site<'_>) -> String {
    let mut lines = String::new();
    for (from, to) in &site.redirects {
        let (from, to) = (site.base.href(from), site.base.href(to));
        writeln!(lines, "{} {} 301", encoded(&from), encoded(&to))
            .expect("text takes what is written");
    }
    lines
}

/// A path with spaces and letters beyond ASCII in percent form.
fn encoded(path: &str) -> String {
    let mut href = String::new();
    escape_href(&mut href, path).expect("text takes what is written");
    href.replace("&amp;", "&").replace("&#x27;", "'")
}

fn stub(site: &Site<'_>, lang: Lang, to: &str) -> String {
    let page = site.page_at(to);
    let title = page.and_then(|page| match page.key {
        PageKey::Entry(id) => site.entry(lang, id).map(|entry| entry.title.clone()),
        _ => Some(site.portal.settings(lang).title.clone()),
    });
    let title = html(title.as_deref().unwrap_or(to));
    let moved = match lang {
        Lang::EN => "This page has moved:",
        _ => "Cette page a changé d’adresse :",
    };
    let (href, whole) = (html(&site.base.href(to)), html(&site.base.absolute(to)));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';img-src 'self'\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"canonical\" href=\"{whole}\">\n<title>{title}</title>\n</head>\n\
         <body>\n<p>{moved} <a href=\"{href}\">{title}</a></p>\n</body>\n</html>\n"
    )
}

fn html(text: &str) -> String {
    let mut escaped = String::new();
    escape_html(&mut escaped, text).expect("text takes what is written");
    escaped
}
