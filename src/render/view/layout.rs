//! What every page shares: head, header, navigation, footer.

use super::{Contact, Link, NavLink, Picture, When};
use serde::Serialize;

/// Everything around the content of a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Layout {
    /// Language tag of the page: `fr`.
    pub lang: String,
    /// Direction of its script: `ltr`.
    pub dir: String,
    /// Text of `<title>`, portal's name included.
    pub title: String,
    /// Text of the description for search engines.
    pub description: Option<String>,
    /// Absolute address of the page; none for the 404.
    pub canonical: Option<String>,
    /// Value of the robots directive, when it is not the default.
    pub robots: Option<String>,
    /// The page in each language of the portal, itself included.
    pub alternates: Vec<Alternate>,
    /// What social networks show.
    pub og: OpenGraph,
    /// Structured data, one JSON-LD document each, `<` already written `\u003c`.
    pub json_ld: Vec<String>,
    /// Atom feeds of the page.
    pub feeds: Vec<Link>,
    /// iCalendar files of the page.
    pub calendars: Vec<Link>,
    /// Styles of the page.
    pub style: Style,
    /// Replaced by the scripts of the page once its HTML is there.
    pub scripts: &'static str,
    /// Name of the portal and address of its home in this language.
    pub portal: Link,
    /// Catchphrase of the portal.
    pub tagline: Option<String>,
    /// Main menu.
    pub menu: Vec<NavLink>,
    /// The département whose page is read.
    pub territory: Option<TerritoryNav>,
    /// Way from the home to the page; its last item is the page itself.
    pub breadcrumbs: Vec<Link>,
    /// Address of the page of what the visitor keeps.
    pub shortlist: String,
    /// Access to search.
    pub search: SearchAccess,
    /// Footer.
    pub footer: Footer,
    /// Address of the service worker, when the portal keeps pages offline.
    pub offline: Option<String>,
    /// Words of the ribbon of a draft or of a page not yet published.
    pub ribbon: Option<String>,
    /// Said at the top when the page is shown in the default language for want of a
    /// translation.
    pub untranslated: Option<String>,
    /// Path of the source file in the portal; only when serving.
    pub edit: Option<String>,
}

/// The page in one of the portal's languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// Language tag.
    pub lang: String,
    /// Name of the language in itself: `English`.
    pub label: String,
    /// Where the language switch leads: the translation, else the home in that language.
    pub href: String,
    /// Absolute address for `hreflang`; none when the page is not translated.
    pub absolute: Option<String>,
    /// Whether the page exists in that language.
    pub translated: bool,
    /// Whether it is the language of the page.
    pub current: bool,
}

/// Open Graph properties.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OpenGraph {
    /// `website` or `article`.
    pub kind: String,
    /// Title without the portal's name.
    pub title: String,
    /// `fr_FR`.
    pub locale: String,
    /// The photo of the page, or the card drawn for it.
    pub image: Option<SharedImage>,
}

/// An image that social networks show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SharedImage {
    /// Absolute address.
    pub src: String,
    /// Width, in pixels.
    pub width: u32,
    /// Height, in pixels.
    pub height: u32,
    /// Alternative text; empty for a decorative image.
    pub alt: String,
}

/// Styles of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Style {
    /// Replaced by the styles of the page once its HTML is there.
    pub slot: &'static str,
    /// Fonts to load early.
    pub preload: Vec<String>,
    /// Address of the icon of the site.
    pub icon: Option<String>,
}

/// The département being visited and its sections.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TerritoryNav {
    /// Name of the département and address of its page.
    pub home: Link,
    /// Its sections that are not empty.
    pub sections: Vec<NavLink>,
}

/// Access to search from every page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SearchAccess {
    /// Address of the search page in this language.
    pub action: String,
    /// Address of the module that search is made of, when the theme has one.
    pub script: Option<String>,
}

/// The foot of every page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Footer {
    /// Legal notice, accessibility, personal data, site map…
    pub pages: Vec<Link>,
    /// Who answers.
    pub contact: Option<Contact>,
    /// Who publishes the portal.
    pub editor: Option<String>,
    /// `Accessibilité : non conforme`, leading to the statement.
    pub accessibility: Link,
    /// Day of the build.
    pub updated: Option<When>,
}

/// The head of a page: title, promise, drawing or photo.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Hero {
    /// Small text above the title.
    pub kicker: Option<String>,
    /// The title of the page.
    pub title: String,
    /// The promise, in one or two sentences.
    pub lead: Option<String>,
    /// Where to go next, the main one first.
    pub actions: Vec<Link>,
    /// Photo that takes the place of the ridgelines.
    pub picture: Option<Picture>,
    /// Ridgelines, far to near (see [`super::ridgelines`]).
    pub ridges: Vec<String>,
}
