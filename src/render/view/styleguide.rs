//! The living page of the design system: its tokens as they are computed for this portal.
//! What its components look like is in the template, which calls them with samples.

use super::{Hero, MapView};
use serde::Serialize;

/// The page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Styleguide {
    /// Title of the page.
    pub hero: Hero,
    /// The colors of the portal.
    pub colors: Vec<ColorToken>,
    /// The portal and its départements, in each theme.
    pub accents: Vec<AccentPanel>,
    /// A map of the portal.
    pub map: Option<MapView>,
}

/// A color.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ColorToken {
    /// Its custom property: `--paper`.
    pub name: String,
    /// In the light theme: `#fcfaf4`.
    pub light: String,
    /// In the dark theme.
    pub dark: String,
    /// What it stands out from: `--paper : 15,6 et 14,1 (7 demandé)`.
    pub contrasts: Vec<String>,
}

/// The colors of a territory in one theme, to show components in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AccentPanel {
    /// Name of the territory.
    pub title: String,
    /// Value of `color-scheme`: `light` or `dark`.
    pub scheme: String,
    /// Declarations of every color.
    pub style: String,
}
