//! Addresses: the one place that knows what the URLs of a portal look like.

use crate::geo;
use crate::model::catalog::EntryId;
use crate::model::place::{Kind, Place, Territory};
use crate::text::locale::Lang;
use crate::text::slug::slug;

/// Where communes are compared.
const TOWNS: &str = "/comparer/communes/";

/// Slug of the page that states the accessibility of the portal.
pub const STATEMENT: &str = "accessibilite";

/// Whether a place is that of the page whose text completes the accessibility statement.
pub fn is_statement(place: &Place) -> bool {
    place.kind == Kind::Page && place.slug == STATEMENT
}

/// What a page is, whatever its language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKey {
    /// Home of the portal.
    Home,
    /// The page of an entry.
    Entry(EntryId),
    /// The list of one kind in a département, and the number of its page, from 1.
    Section(EntryId, Kind, usize),
    /// The directory of a network, and the number of its page, from 1.
    Members(EntryId, usize),
    /// All territories.
    Departments,
    /// News of the portal, and the number of the page.
    News(usize),
    /// The map of the whole portal.
    Map,
    /// What is to come, and the number of the page, from 1.
    Agenda(usize),
    /// A month, by year and month.
    AgendaMonth(i16, i8),
    /// What is to come about one theme, by slug, and the number of the page.
    AgendaTheme(String, usize),
    /// What is over, and the number of the page.
    AgendaPast(usize),
    /// All offers, of one nature or of all, and the number of the page.
    Offers(Option<String>, usize),
    /// Search.
    Search,
    /// Broadband in a département.
    Connectivity(EntryId),
    /// Départements side by side.
    Compare,
    /// Two of them.
    Pair(EntryId, EntryId),
    /// Communes side by side, chosen by the visitor.
    CompareTowns,
    /// The communes of an intercommunality, by its SIREN number, and the number of the
    /// page, from 1.
    Neighbors(&'static str, usize),
    /// The budget of a move.
    Budget,
    /// Open data.
    Data,
    /// One data set with its columns, by name.
    Dataset(&'static str),
    /// The way to every page, and the number of the page.
    Sitemap(usize),
    /// The accessibility statement.
    Accessibility,
    /// Every token and component of the theme; built with drafts only.
    Styleguide,
    /// What the visitor keeps.
    Shortlist,
    /// No page there.
    NotFound,
}

impl PageKey {
    /// The list of a kind over the whole portal, where there is one.
    pub fn whole(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Workspace => Self::Map,
            Kind::Offer => Self::Offers(None, 1),
            Kind::Event => Self::Agenda(1),
            Kind::Article => Self::News(1),
            _ => return None,
        })
    }

    /// Whether it is a tool, which search engines should not know.
    pub fn is_tool(&self) -> bool {
        matches!(self, Self::NotFound | Self::Search | Self::Shortlist | Self::Styleguide)
    }
}

/// A page of the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is.
    pub key: PageKey,
    /// Its language.
    pub lang: Lang,
    /// Its address from the root of the site, with its language: `/en/carte/`.
    pub url: String,
}

impl Page {
    /// Where its file goes in the output folder.
    pub fn file(&self) -> String {
        file_of(&self.url)
    }
}

/// The file that answers at an address.
pub fn file_of(url: &str) -> String {
    let path = url.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        return format!("{path}index.html");
    }
    path.to_owned()
}

/// The address that a page answers at, from its file.
pub fn url_of(file: &str) -> String {
    format!("/{}", file.strip_suffix("index.html").unwrap_or(file))
}

/// Whether the page at an address comes and goes by itself: a further page of a list, a
/// month of the agenda, and what is no page of the site: the one that is shown where there
/// is none, the editor's, the theme's.
pub fn comes_and_goes(url: &str) -> bool {
    let parts: Vec<&str> = url.trim_matches('/').split('/').collect();
    let is_number =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match parts[..] {
        ["404.html" | "redaction" | "styleguide", ..] => true,
        [.., "page", n] => is_number(n),
        [.., "agenda", year, month] => is_number(year) && is_number(month),
        _ => false,
    }
}

/// The address of an entry, without its language; `None` when it has no page.
pub fn of_place(place: &Place) -> Option<String> {
    let Place { territory, kind, slug } = place;
    let folder = kind.folder();
    Some(match (kind, territory) {
        (Kind::Home, _) => "/".into(),
        (Kind::Members, _) => return None,
        (Kind::Page, _) => format!("/{slug}/"),
        (Kind::Region, _) => format!("/regions/{slug}/"),
        (Kind::Department, _) => format!("/{slug}/"),
        (Kind::Property, Territory::Department(owner)) => format!("/{owner}/{folder}/"),
        (_, Territory::Portal) => format!("/{folder}/{slug}/"),
        (_, Territory::Region(owner)) => format!("/regions/{owner}/{folder}/{slug}/"),
        (_, Territory::Department(owner)) => format!("/{owner}/{folder}/{slug}/"),
    })
}

/// The address of a page that is no entry, without its language. `place` gives what is
/// known of the entry that it belongs to.
pub fn of_key<'a>(key: &PageKey, place: impl Fn(EntryId) -> &'a Place) -> String {
    let of_entry = |id| of_place(place(id)).unwrap_or_default();
    let numbered = |base: String, n: usize| match n {
        0 | 1 => base,
        n => format!("{base}page/{n}/"),
    };
    match key {
        PageKey::Home | PageKey::Entry(_) => "/".into(),
        PageKey::Section(department, kind, n) => {
            numbered(format!("{}{}/", of_entry(*department), kind.folder()), *n)
        }
        PageKey::Connectivity(department) => {
            format!("{}connectivite/", of_entry(*department))
        }
        PageKey::Members(network, n) => {
            numbered(format!("{}annuaire/", of_entry(*network)), *n)
        }
        PageKey::Departments => "/departements/".into(),
        PageKey::News(n) => numbered("/actualites/".into(), *n),
        PageKey::Map => "/carte/".into(),
        PageKey::Agenda(n) => numbered("/agenda/".into(), *n),
        PageKey::AgendaMonth(year, month) => format!("/agenda/{year:04}/{month:02}/"),
        PageKey::AgendaTheme(theme, n) => {
            numbered(format!("/agenda/themes/{theme}/"), *n)
        }
        PageKey::AgendaPast(n) => numbered("/agenda/passes/".into(), *n),
        PageKey::Offers(None, n) => numbered("/offres/".into(), *n),
        PageKey::Offers(Some(nature), n) => numbered(format!("/offres/{nature}/"), *n),
        PageKey::Search => "/recherche/".into(),
        PageKey::Compare => "/comparer/".into(),
        PageKey::Pair(a, b) => {
            let [a, b] = [a, b].map(|id| of_entry(*id));
            format!("/comparer/{}-{}/", a.trim_matches('/'), b.trim_matches('/'))
        }
        PageKey::CompareTowns => TOWNS.into(),
        PageKey::Neighbors(code, n) => {
            numbered(format!("{TOWNS}{}/", of_community(code)), *n)
        }
        PageKey::Budget => "/comparer/budget/".into(),
        PageKey::Data => "/donnees/".into(),
        PageKey::Dataset(name) => format!("/donnees/{name}/"),
        PageKey::Sitemap(n) => numbered("/plan-du-site/".into(), *n),
        PageKey::Accessibility => format!("/{STATEMENT}/"),
        PageKey::Styleguide => "/styleguide/".into(),
        PageKey::Shortlist => "/ma-selection/".into(),
        PageKey::NotFound => "/404.html".into(),
    }
}

/// An intercommunality in addresses: by its name, and by its number where another has the
/// same.
fn of_community(code: &str) -> String {
    let name = geo::epci(code).map_or("", |epci| epci.name);
    match geo::epcis().iter().filter(|other| other.name == name).count() {
        1 => slug(name),
        _ => slug(&format!("{name} {code}")),
    }
}

/// An address with its language before it, unless it is the default one.
pub fn in_lang(url: &str, lang: Lang, default: Lang) -> String {
    if lang == default { url.to_owned() } else { format!("/{}{url}", lang.as_str()) }
}

/// Where the site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    origin: String,
    path: String,
}

impl Base {
    /// Splits an address such as `https://exemple.fr/portail/`.
    pub fn new(url: &str) -> Self {
        let url = url.trim_end_matches('/');
        let host = url.find("://").map_or(0, |i| i + 3);
        let path = url[host..].find('/').map_or(url.len(), |i| host + i);
        Self { origin: url[..path].to_owned(), path: url[path..].to_owned() }
    }

    /// A link to an address of the site.
    pub fn href(&self, url: &str) -> String {
        format!("{}{url}", self.path)
    }

    /// The whole address.
    pub fn absolute(&self, url: &str) -> String {
        format!("{}{}{url}", self.origin, self.path)
    }

    /// The name of the host: for identifiers that must be unique in the world.
    pub fn host(&self) -> &str {
        let rest = self.origin.split("://").last().unwrap_or_default();
        rest.split(':').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_may_have_a_path() {
        let base = Base::new("https://exemple.fr/portail/");
        assert_eq!(base.href("/carte/"), "/portail/carte/");
        assert_eq!(base.absolute("/carte/"), "https://exemple.fr/portail/carte/");
        assert_eq!(Base::new("http://127.0.0.1:1111").host(), "127.0.0.1");
        assert_eq!(Base::new("https://exemple.fr").href("/"), "/");
    }

    #[test]
    fn further_pages_and_months_come_and_go() {
        for url in [
            "/offres/page/2/",
            "/en/agenda/2026/11/",
            "/agenda/themes/nature/page/3/",
            "/404.html",
            "/redaction/cantal/",
        ] {
            assert!(comes_and_goes(url), "{url}");
        }
        for url in [
            "/",
            "/offres/",
            "/page/",
            "/page/essai/",
            "/agenda/2026/",
            "/cantal/2026/11/",
        ] {
            assert!(!comes_and_goes(url), "{url}");
        }
    }

    #[test]
    fn folders_have_an_index() {
        assert_eq!(file_of("/"), "index.html");
        assert_eq!(file_of("/en/carte/"), "en/carte/index.html");
        assert_eq!(file_of("/404.html"), "404.html");
    }
}
