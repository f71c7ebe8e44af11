//! What a file is, told by where it stands: the fixed folders of a portal.

use crate::text::slug::is_slug;

/// A kind of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The home page.
    Home,
    /// A free page.
    Page,
    /// A region.
    Region,
    /// A département.
    Department,
    /// A place to work in.
    Workspace,
    /// A house, a job, a business to take over…
    Offer,
    /// A welcome programme.
    Welcome,
    /// The words of someone who came.
    Testimonial,
    /// An event.
    Event,
    /// A training course.
    Training,
    /// A network of people.
    Network,
    /// The members of a département's networks.
    Members,
    /// An aid, a cluster, a strategy…
    Scheme,
    /// News of the portal or of a département.
    Article,
    /// The sheet of a commune.
    Commune,
    /// The property market of a département.
    Property,
}

impl Kind {
    /// The kinds that have a rubrique, a list and a page per entry in a département, in
    /// the order of menus.
    pub const SECTIONS: [Self; 10] = [
        Self::Workspace,
        Self::Offer,
        Self::Welcome,
        Self::Testimonial,
        Self::Event,
        Self::Training,
        Self::Network,
        Self::Scheme,
        Self::Article,
        Self::Commune,
    ];

    /// The folder of its files, which is also its part of URLs.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Home => "accueil",
            Self::Page => "pages",
            Self::Region => "regions",
            Self::Department => "departements",
            Self::Workspace => "espaces",
            Self::Offer => "offres",
            Self::Welcome => "accueil",
            Self::Testimonial => "temoignages",
            Self::Event => "agenda",
            Self::Training => "formations",
            Self::Network | Self::Members => "reseau",
            Self::Scheme => "dispositifs",
            Self::Article => "actualites",
            Self::Commune => "communes",
            Self::Property => "immobilier",
        }
    }

    /// The word for one of them in commands and messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Home => "accueil",
            Self::Page => "page",
            Self::Region => "region",
            Self::Department => "departement",
            Self::Workspace => "espace",
            Self::Offer => "offre",
            Self::Welcome => "accueil",
            Self::Testimonial => "temoignage",
            Self::Event => "evenement",
            Self::Training => "formation",
            Self::Network => "reseau",
            Self::Members => "membres",
            Self::Scheme => "dispositif",
            Self::Article => "actualite",
            Self::Commune => "commune",
            Self::Property => "immobilier",
        }
    }

    /// The kind that has this folder in a département.
    pub fn of_section(folder: &str) -> Option<Self> {
        Self::SECTIONS.into_iter().find(|kind| kind.folder() == folder)
    }
}

/// What an entry belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Territory {
    /// The portal as a whole.
    Portal,
    /// A region, by its slug.
    Region(String),
    /// A département, by its slug.
    Department(String),
}

impl Territory {
    /// Slug of the département, if it is one.
    pub fn department(&self) -> Option<&str> {
        match self {
            Self::Department(slug) => Some(slug),
            Self::Portal | Self::Region(_) => None,
        }
    }
}

/// Identity of an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// What it belongs to.
    pub territory: Territory,
    /// What it is.
    pub kind: Kind,
    /// Its name in URLs.
    pub slug: String,
}

/// What an import writes: named for its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetName {
    /// Prices of homes.
    Sales,
    /// Rents of homes.
    Rents,
    /// Broadband.
    Connections,
    /// Outlines of communes.
    Outlines,
    /// Places of digital help, which are workspaces.
    Mediation,
    /// Third places, which are workspaces.
    ThirdPlaces,
    /// Services of daily life: the census of all.
    Facilities,
    /// Schools.
    Schools,
    /// Places of care.
    Care,
    /// Childcare.
    Childcare,
    /// Entries of a kind: an agenda, or a table that an editor mapped.
    Entries(Kind),
}

impl SheetName {
    /// The name of its file.
    fn of(stem: &str) -> Option<Self> {
        Some(match stem {
            "dvf" => Self::Sales,
            "loyers" => Self::Rents,
            "arcep" => Self::Connections,
            "contours" => Self::Outlines,
            "bpe" => Self::Facilities,
            "education" => Self::Schools,
            "finess" => Self::Care,
            "petite-enfance" => Self::Childcare,
            "mediation" => Self::Mediation,
            "tiers-lieux" => Self::ThirdPlaces,
            folder => Self::Entries(Kind::of_section(folder)?),
        })
    }

    /// The kind of the entries that its rows are.
    pub fn entries(self) -> Option<Kind> {
        match self {
            Self::Mediation | Self::ThirdPlaces => Some(Kind::Workspace),
            Self::Entries(kind) => Some(kind),
            _ => None,
        }
    }
}

/// What a file of `content/` is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Located {
    /// `portail.yaml`, in the default language or a translation.
    Settings(Option<String>),
    /// An entry, in the default language or a translation.
    Entry(Place, Option<String>),
    /// What an import wrote for a département, by its slug.
    Sheet(String, SheetName),
    /// Another file of an import, which this version does not read.
    Data,
    /// A name that cannot become an address.
    BadName(String),
    /// Not a known place.
    Unknown,
}

/// Whether a file, by its path from the portal's root, has a place in the portal.
pub fn is_known(path: &str) -> bool {
    let located = path.strip_prefix("content/").map(locate);
    matches!(
        located,
        Some(Located::Settings(_) | Located::Entry(..) | Located::Sheet(..))
    )
}

/// Reads the path of a Markdown or YAML file, from `content/` on.
pub fn locate(path: &str) -> Located {
    let parts: Vec<&str> = path.split('/').collect();
    let Some((file, folders)) = parts.split_last() else { return Located::Unknown };
    let (stem, lang, extension) = split_name(file);
    if let ["departements", department, "donnees", inside @ ..] = folders {
        let name =
            SheetName::of(stem).filter(|_| inside.is_empty() && extension == "yaml");
        return name.map_or(Located::Data, |name| {
            Located::Sheet((*department).to_owned(), name)
        });
    }
    if let ([], "portail", "yaml") = (folders, stem, extension) {
        return Located::Settings(lang);
    }
    let Some((territory, kind)) = territory_and_kind(folders, stem, extension) else {
        return Located::Unknown;
    };
    let slug = match kind {
        Kind::Region | Kind::Department => folders[1],
        _ => stem,
    };
    let bad = [slug].into_iter().chain(folders.iter().copied()).find(|s| !is_slug(s));
    match bad {
        Some(name) => Located::BadName(name.to_owned()),
        None => Located::Entry(Place { territory, kind, slug: slug.to_owned() }, lang),
    }
}

/// `murat.en.md` is `murat`, `en`, `md`.
fn split_name(file: &str) -> (&str, Option<String>, &str) {
    let (name, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    match name.rsplit_once('.') {
        Some((stem, lang)) if is_language(lang) => {
            (stem, Some(lang.to_owned()), extension)
        }
        _ => (name, None, extension),
    }
}

fn is_language(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase())
}

fn territory_and_kind(
    folders: &[&str],
    stem: &str,
    extension: &str,
) -> Option<(Territory, Kind)> {
    let department = |slug: &str| Territory::Department(slug.to_owned());
    let region = |slug: &str| Territory::Region(slug.to_owned());
    match (folders, stem, extension) {
        ([], "accueil", "md") => Some((Territory::Portal, Kind::Home)),
        (["pages"], _, "md") => Some((Territory::Portal, Kind::Page)),
        (["actualites"], _, "md") => Some((Territory::Portal, Kind::Article)),
        (["regions", slug], "region", "md") => Some((region(slug), Kind::Region)),
        (["regions", slug, "dispositifs"], _, "md") => Some((region(slug), Kind::Scheme)),
        (["departements", slug], "departement", "md") => {
            Some((department(slug), Kind::Department))
        }
        (["departements", slug], "immobilier", "yaml") => {
            Some((department(slug), Kind::Property))
        }
        (["departements", slug, "reseau"], "membres", "yaml") => {
            Some((department(slug), Kind::Members))
        }
        (["departements", slug, folder], _, "md") => {
            Kind::of_section(folder).map(|kind| (department(slug), kind))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str) -> Option<(Kind, String, Option<String>)> {
        match locate(path) {
            Located::Entry(place, lang) => Some((place.kind, place.slug, lang)),
            _ => None,
        }
    }

    #[test]
    fn every_folder_of_the_contract_is_known() {
        for (path, kind, slug) in [
            ("accueil.md", Kind::Home, "accueil"),
            ("pages/contact.md", Kind::Page, "contact"),
            ("regions/auvergne/region.md", Kind::Region, "auvergne"),
            ("regions/auvergne/dispositifs/cluster.md", Kind::Scheme, "cluster"),
            ("departements/cantal/departement.md", Kind::Department, "cantal"),
            ("departements/cantal/espaces/murat.md", Kind::Workspace, "murat"),
            ("departements/cantal/accueil/parcours.md", Kind::Welcome, "parcours"),
            ("departements/gers/reseau/membres.yaml", Kind::Members, "membres"),
            ("departements/gers/immobilier.yaml", Kind::Property, "immobilier"),
        ] {
            assert_eq!(entry(path), Some((kind, slug.to_owned(), None)), "{path}");
        }
    }

    #[test]
    fn sheets_of_imports_are_known_by_their_source() {
        let sheet = Located::Sheet("gers".to_owned(), SheetName::Sales);
        assert_eq!(locate("departements/gers/donnees/dvf.yaml"), sheet);
        let events = Located::Sheet("gers".to_owned(), SheetName::Entries(Kind::Event));
        assert_eq!(locate("departements/gers/donnees/agenda.yaml"), events);
        for path in ["donnees/dvf.md", "donnees/x.yaml", "donnees/a/dvf.yaml"] {
            assert_eq!(locate(&format!("departements/gers/{path}")), Located::Data);
        }
    }

    #[test]
    fn a_language_stands_before_the_extension() {
        let english = entry("departements/gers/agenda/marche-1.en.md");
        assert_eq!(english, Some((Kind::Event, "marche-1".into(), Some("en".into()))));
        assert_eq!(locate("portail.en.yaml"), Located::Settings(Some("en".into())));
    }

    #[test]
    fn other_places_and_names_are_refused() {
        for path in ["x.md", "pages/a.yaml", "departements/a/b/c/d.md", "lieux/a.md", ""]
        {
            assert_eq!(locate(path), Located::Unknown, "{path}");
        }
        let bad = locate("pages/Été indien.md");
        assert_eq!(bad, Located::BadName("Été indien".into()));
    }
}
