//! Where links and paths written in a file lead.

use crate::model::catalog::EntryId;
use crate::model::place::Kind;
use crate::site::Site;
use crate::site::address::{PageKey, of_place};
use crate::source::Sources;
use crate::text::locale::Lang;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

/// What a link of a body or of a field leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A page of the portal: its address and the anchor in it.
    Page {
        /// Address from the root of the site.
        url: String,
        /// The entry, when the page is that of one.
        entry: Option<EntryId>,
        /// Anchor in the page.
        anchor: Option<String>,
    },
    /// A page that exists and is not published.
    Unpublished,
    /// A page whose own file cannot be read: that is told there.
    Unreadable,
    /// A file of the portal, by its path from the portal's root.
    File(String),
    /// Somewhere else on the web, or an e-mail or phone address.
    Outside,
    /// Nowhere; the path that was looked for.
    Nowhere(String),
}

/// Follows a link written in the file at `from`.
pub fn follow(
    site: &Site<'_>,
    sources: &Sources,
    lang: Lang,
    from: &str,
    href: &str,
) -> Destination {
    if is_outside(href) {
        return Destination::Outside;
    }
    let (path, anchor) = match href.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (href, None),
    };
    if path.is_empty() {
        return own_anchor(site, sources, lang, from, anchor);
    }
    if path.starts_with('/') && !path.starts_with("/medias/") {
        return to_address(site, lang, path, anchor);
    }
    let Some(file) = resolve(from, path) else {
        return Destination::Nowhere(path.into());
    };
    match sources.find(&file) {
        Some(source) => match site.entry_of_source(source) {
            Some(id) => to_entry(site, lang, id, anchor),
            None => Destination::Nowhere(file),
        },
        None => Destination::File(file),
    }
}

fn own_anchor(
    site: &Site<'_>,
    sources: &Sources,
    lang: Lang,
    from: &str,
    anchor: Option<String>,
) -> Destination {
    let id = sources.find(from).and_then(|source| site.entry_of_source(source));
    match id {
        Some(id) => to_entry(site, lang, id, anchor),
        None => Destination::Nowhere(from.to_owned()),
    }
}

/// The page of an entry, in this language or else in the default one.
pub fn to_entry(
    site: &Site<'_>,
    lang: Lang,
    id: EntryId,
    anchor: Option<String>,
) -> Destination {
    let key = match site.portal.catalog.get(id).place.kind {
        Kind::Home => PageKey::Home,
        _ => PageKey::Entry(id),
    };
    let page = site.page(lang, &key).or_else(|| site.page(site.portal.lang, &key));
    let place = &site.portal.catalog.get(id).place;
    match page {
        Some(page) => {
            Destination::Page { url: page.url.clone(), entry: Some(id), anchor }
        }
        None if of_place(place).is_none() => Destination::Nowhere(place.slug.clone()),
        None if site.portal.entries.get(id).is_none() => Destination::Unreadable,
        None => Destination::Unpublished,
    }
}

/// An address of the site, preferably in the language of the page that links.
fn to_address(
    site: &Site<'_>,
    lang: Lang,
    path: &str,
    anchor: Option<String>,
) -> Destination {
    let bare = path.split('?').next().unwrap_or(path);
    let folder = if bare.ends_with('/') || bare.contains('.') {
        bare.to_owned()
    } else {
        format!("{bare}/")
    };
    let query = &path[bare.len()..];
    let translated = crate::site::address::in_lang(&folder, lang, site.portal.lang);
    let page = site.page_at(&translated).or_else(|| site.page_at(&folder));
    let Some(page) = page else {
        let known = site.redirects.contains_key(&folder) || site.is_made(&folder);
        return match known {
            true => Destination::Page { url: folder, entry: None, anchor },
            false => Destination::Nowhere(folder),
        };
    };
    let entry = match page.key {
        PageKey::Entry(id) => Some(id),
        _ => None,
    };
    Destination::Page { url: format!("{}{query}", page.url), entry, anchor }
}

/// Whether a link leaves the portal.
pub fn is_outside(href: &str) -> bool {
    let scheme = href.split(['/', '?', '#']).next().unwrap_or_default();
    href.starts_with("//") || scheme.contains(':')
}

/// The path, from the portal's root, of a file named in the file at `from`. `None` when
/// it leaves the portal.
pub fn resolve(from: &str, path: &str) -> Option<String> {
    let path = percent_decode(path);
    let path = if path.is_ascii() { path } else { path.nfc().collect() };
    let (base, rest) = match path.strip_prefix('/') {
        Some(rest) => ("content", rest.to_owned()),
        None => (from.rsplit_once('/').map_or("", |(folder, _)| folder), path),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (parts.first() == Some(&"content")).then(|| parts.join("/"))
}

/// The path to the file at `to`, as one writes it in the file at `from`; both start from
/// the portal's root.
pub fn relative(from: &str, to: &str) -> String {
    /// What would end a path, or be taken for something else in it.
    const SPECIAL: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'(')
        .add(b')')
        .add(b'<')
        .add(b'>')
        .add(b'?');
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let (folders, deepest) = (from.len() - 1, (from.len() - 1).min(to.len() - 1));
    let same = (0..deepest).take_while(|at| from[*at] == to[*at]).count();
    let path = [vec![".."; folders - same], to[same..].to_vec()].concat().join("/");
    utf8_percent_encode(&path, SPECIAL).to_string()
}

fn percent_decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |b: u8| char::from(b).to_digit(16);
        match (first, tail) {
            (b'%', [high, low, after @ ..])
                if hex(*high).is_some() && hex(*low).is_some() =>
            {
                let digit =
                    |b: u8| hex(b).and_then(|d| u8::try_from(d).ok()).unwrap_or(0);
                bytes.push(digit(*high) * 16 + digit(*low));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_file_or_at_the_root() {
        let from = "content/departements/cantal/espaces/murat.md";
        for (path, file) in [
            ("vue.jpg", Some("content/departements/cantal/espaces/vue.jpg")),
            ("../agenda/x.md", Some("content/departements/cantal/agenda/x.md")),
            ("/medias/a%20b.jpg", Some("content/medias/a b.jpg")),
            ("./a//b.jpg", Some("content/departements/cantal/espaces/a/b.jpg")),
            ("../../../../etc/passwd", None),
            ("../../../../../../etc/passwd", None),
            ("%2e%2e/%2e%2e/%2e%2e/%2e%2e/x", None),
        ] {
            assert_eq!(resolve(from, path).as_deref(), file, "{path}");
        }
    }

    #[test]
    fn a_relative_path_leads_where_it_should() {
        let from = "content/departements/cantal/espaces/murat.md";
        for (to, path) in [
            ("content/departements/cantal/espaces/b.md", "b.md"),
            ("content/departements/cantal/agenda/x.md", "../agenda/x.md"),
            ("content/accueil.md", "../../../accueil.md"),
            ("content/medias/a (1).pdf", "../../../medias/a%20%281%29.pdf"),
        ] {
            assert_eq!(relative(from, to), path);
            assert_eq!(resolve(from, path).as_deref(), Some(to));
        }
        assert_eq!(relative("content/portail.yaml", "content/pages/a.md"), "pages/a.md");
    }

    #[test]
    fn schemes_leave_the_portal() {
        for href in ["https://a.b", "mailto:a@b.fr", "tel:+33", "//a.b/c"] {
            assert!(is_outside(href), "{href}");
        }
        for href in ["/carte/", "a.md", "#b", "a/b:c.md", "?q=a:b"] {
            assert!(!is_outside(href), "{href}");
        }
    }
}
