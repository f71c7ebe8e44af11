//! The views: what a page shows, already worded and formatted in the page's language.
//!
//! One template, one view struct. Templates lay out and never compute: dates, numbers,
//! prices, plurals, addresses, geometry arrive as text. Because a view is all that its
//! template can see, the hash of a serialized [`Page`] says whether it must be rendered
//! again.

mod agenda;
mod budget;
mod card;
mod chart;
mod common;
mod connectivity;
mod directory;
mod entry;
mod layout;
mod life;
mod map;
mod market;
mod relief;
pub mod sizes;
mod statement;
mod styleguide;
mod support;
mod territory;
mod workspace;

pub use agenda::*;
pub use budget::*;
pub use card::*;
pub use chart::*;
pub use common::*;
pub use connectivity::*;
pub use directory::*;
pub use entry::*;
pub use layout::*;
pub use life::*;
pub use map::*;
pub use market::*;
pub use relief::*;
pub use statement::*;
pub use styleguide::*;
pub use support::*;
pub use territory::*;
pub use workspace::*;

use serde::Serialize;

use crate::theme::Strings;

/// A view of a whole page, tied to the one template that lays it out.
pub trait View: Serialize {
    /// Name of the template, relative to the theme's `templates/`.
    const TEMPLATE: &'static str;
}

/// Everything that a template sees: `layout`, `ui` and `page`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page<'a, T> {
    /// What every page shares: head, header, footer.
    pub layout: Layout,
    /// Strings of the interface in the language of the page.
    pub ui: &'a Strings,
    /// What this page alone shows.
    pub page: T,
}

/// Ties views to their templates.
macro_rules! templates {
    ($($view:ty => $name:literal),* $(,)?) => {
        $(impl View for $view { const TEMPLATE: &'static str = $name; })*

        /// Every page template that a theme must provide.
        pub const TEMPLATES: &[&str] = &[$($name),*];
    };
}

templates! {
    Home => "home.html",
    Departments => "departments.html",
    Region => "region.html",
    Department => "department.html",
    Commune => "commune.html",
    Budget => "budget.html",
    Compare => "compare.html",
    CompareTowns => "compare_towns.html",
    Neighbors => "neighbors.html",
    Connectivity => "connectivity.html",
    Section => "section.html",
    Offers => "offers.html",
    Search => "search.html",
    Data => "data.html",
    DatasetPage => "dataset.html",
    Sitemap => "sitemap.html",
    Shortlist => "shortlist.html",
    NotFound => "not_found.html",
    MapPage => "map.html",
    Agenda => "agenda.html",
    AgendaMonth => "agenda_month.html",
    AgendaPast => "agenda_past.html",
    Event => "event.html",
    Workspace => "workspace.html",
    Offer => "offer.html",
    Property => "property.html",
    Welcome => "welcome.html",
    Testimonial => "testimonial.html",
    Network => "network.html",
    DirectoryPage => "directory.html",
    Training => "training.html",
    Scheme => "scheme.html",
    Article => "article.html",
    FreePage => "page.html",
    Statement => "statement.html",
    Styleguide => "styleguide.html",
}
