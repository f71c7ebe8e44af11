//! Colors of the portal and of each of its départements, computed once a build.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::Portal;
use crate::model::kind::Department;
use crate::text;
use crate::theme::color::{self, FixedColors, Pair, Scope, Tokens};

/// Hue of a portal that chose none: a meadow in June.
const DEFAULT_HUE: f64 = 145.0;

/// Style blocks that set the color tokens.
#[derive(Debug)]
pub struct Accents {
    portal: Accent,
    departments: BTreeMap<String, Accent>,
    cards: String,
}

/// Colors, and the style block that sets them on a page.
#[derive(Debug)]
struct Accent {
    tokens: Tokens,
    css: String,
}

impl Accent {
    fn new(tokens: Tokens) -> Self {
        Self { css: tokens.css(Scope::Portal), tokens }
    }
}

impl Accents {
    /// Computes every color, around those that the style sheet fixes, and says which do not
    /// stand out enough.
    pub fn new(portal: &Portal, css: &str, diags: &mut Diagnostics) -> Self {
        let fixed = FixedColors::read(css);
        let default = portal.settings(portal.lang).hue.unwrap_or(DEFAULT_HUE);
        let mut departments = BTreeMap::new();
        let mut cards = String::new();
        for entry in portal.entries.values() {
            let Some(department) = entry.is::<Department>() else { continue };
            let slug = &entry.place.slug;
            let tokens = color::tokens(department.hue.unwrap_or(default), &fixed);
            cards.push_str(&tokens.css(Scope::Territory(slug)));
            departments.insert(slug.clone(), Accent::new(tokens));
        }
        let portal = Accent::new(color::tokens(default, &fixed));
        let accents = Self { portal, departments, cards };
        accents.report(&fixed, diags);
        accents
    }

    /// The colors of a département, or of the portal.
    pub fn of(&self, department: Option<&str>) -> &Tokens {
        &self.accent(department).tokens
    }

    /// The colors of a page of a département, or of the portal.
    pub fn page(&self, department: Option<&str>) -> &str {
        &self.accent(department).css
    }

    fn accent(&self, department: Option<&str>) -> &Accent {
        department.and_then(|slug| self.departments.get(slug)).unwrap_or(&self.portal)
    }

    /// The accents of every département, for cards that show them side by side.
    pub fn cards(&self) -> &str {
        &self.cards
    }

    /// Each failing pair once, where it is worst.
    fn report(&self, fixed: &FixedColors, diags: &mut Diagnostics) {
        let mut worst: BTreeMap<_, Pair> = BTreeMap::new();
        let all = std::iter::once(&self.portal).chain(self.departments.values());
        let pairs = all.flat_map(|accent| accent.tokens.pairs());
        for pair in pairs.filter(|pair| !pair.holds()) {
            let known = worst.entry((pair.dark, pair.front, pair.back)).or_insert(pair);
            if pair.contrast < known.contrast {
                *known = pair;
            }
        }
        worst.values().for_each(|pair| diags.push(fault(pair, fixed)));
    }
}

fn fault(pair: &Pair, fixed: &FixedColors) -> Diagnostic {
    let Pair { front, back, least, contrast, dark } = pair;
    let (fr, en) = if *dark { ("sombre", "dark") } else { ("clair", "light") };
    let comma = |number: String| number.replace('.', ",");
    let (has, needs) = (comma(format!("{contrast:.2}")), comma(least.to_string()));
    let message = text!(
        "--{front} sur --{back} n’a qu’un contraste de {has} dans le thème {fr} : il faut {needs}",
        "--{front} on --{back} has a contrast of {contrast:.2} only in the {en} theme: {least} is needed"
    );
    let names: Vec<_> = fixed.names().map(|name| format!("--{name}")).collect();
    let names = names.join(", ");
    Diagnostic::new(&rules::CONTRAST, message).hint(text!(
        "changez {names} dans la feuille de style du thème, ou retirez-le : le programme calcule une couleur lisible",
        "change {names} in the style sheet of the theme, or remove it: the program works out a legible color"
    ))
}
