//! Colors of the portal and of each of its départements, computed once a build.

use std::collections::BTreeMap;

use crate::model::Portal;
use crate::model::kind::Department;
use crate::theme::color::{self, Scope};

/// Hue of a portal that chose none: a meadow in June.
const DEFAULT_HUE: f64 = 145.0;

/// Style blocks that set the color tokens.
#[derive(Debug)]
pub struct Accents {
    portal: String,
    default: f64,
    hues: BTreeMap<String, f64>,
    departments: BTreeMap<String, String>,
    cards: String,
}

impl Accents {
    /// Computes every block.
    pub fn new(portal: &Portal) -> Self {
        let default = portal.settings(portal.lang).hue.unwrap_or(DEFAULT_HUE);
        let mut departments = BTreeMap::new();
        let mut cards = String::new();
        let mut hues = BTreeMap::new();
        for entry in portal.entries.values() {
            let Some(department) = entry.is::<Department>() else { continue };
            let slug = &entry.place.slug;
            let hue = department.hue.unwrap_or(default);
            hues.insert(slug.clone(), hue);
            departments.insert(slug.clone(), css(hue, Scope::Portal));
            cards.push_str(&css(hue, Scope::Territory(slug)));
        }
        Self { portal: css(default, Scope::Portal), default, hues, departments, cards }
    }

    /// The colors of a page of a département, or of the portal.
    pub fn page(&self, department: Option<&str>) -> &str {
        department.and_then(|slug| self.departments.get(slug)).unwrap_or(&self.portal)
    }

    /// The hue of a département, or of the portal.
    pub fn hue(&self, department: Option<&str>) -> f64 {
        department.and_then(|slug| self.hues.get(slug)).copied().unwrap_or(self.default)
    }

    /// The accents of every département, for cards that show them side by side.
    pub fn cards(&self) -> &str {
        &self.cards
    }
}

/// Hues are checked when they are read, so that every color can be reached.
fn css(hue: f64, scope: Scope<'_>) -> String {
    color::tokens(hue).map(|tokens| tokens.css(scope)).unwrap_or_default()
}
