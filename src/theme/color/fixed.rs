//! Colors that a style sheet fixes: hexadecimal custom properties of `:root`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rgb, is_token};
use crate::theme::names::Names;
use crate::theme::sheet::Sheet;

/// Colors by name, in each theme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    light: BTreeMap<String, Rgb>,
    dark: BTreeMap<String, Rgb>,
}

impl Fixed {
    /// Reads a style sheet. What it sets for print and the like is left alone.
    pub fn read(css: &str) -> Self {
        let sheet = Sheet::parse(css, &mut Names::default());
        let mut fixed = Self::default();
        for (groups, name, value) in sheet.declarations_of_root() {
            let colors = match groups {
                [] => &mut fixed.light,
                [media] if is_dark(media) => &mut fixed.dark,
                _ => continue,
            };
            let name = name.strip_prefix("--").filter(|name| is_token(name));
            if let Some((name, rgb)) = name.zip(hexadecimal(value)) {
                colors.insert(name.to_owned(), rgb);
            }
        }
        fixed
    }

    /// A color of the light theme.
    pub fn light(&self, name: &str) -> Option<Rgb> {
        self.light.get(name).copied()
    }

    /// A color of the dark theme: one of the light theme holds in it too, as in the page.
    pub fn dark(&self, name: &str) -> Option<Rgb> {
        self.dark.get(name).copied().or_else(|| self.light(name))
    }

    /// Their names, each once.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names: BTreeSet<_> = self.light.keys().chain(self.dark.keys()).collect();
        names.into_iter().map(String::as_str)
    }
}

fn is_dark(media: &str) -> bool {
    let dense: String = media.split_whitespace().collect();
    dense == "@media(prefers-color-scheme:dark)"
}

/// `#rgb` or `#rrggbb`.
fn hexadecimal(value: &str) -> Option<Rgb> {
    let digits = value.strip_prefix('#')?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let byte = |shift: u32| u8::try_from(number >> shift & 0xff).unwrap_or_default();
    let nibble =
        |shift: u32| u8::try_from(number >> shift & 0xf).unwrap_or_default() * 17;
    match digits.len() {
        6 => Some([16, 8, 0].map(byte)),
        3 => Some([8, 4, 0].map(nibble)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_of_the_themes_are_read_and_no_others() {
        let css =
            "/* --ink: #000000; */ :root { --ink: #123456; --gap: 1rem; --paper:#fff }
            .t-cantal { --accent: #111111 }
            @media (prefers-color-scheme: dark) { :root { --ink: #eee; --soft: red; } }
            @media print { :root { --muted: #333 } }";
        let fixed = Fixed::read(css);
        assert_eq!(fixed.light("ink"), Some([0x12, 0x34, 0x56]));
        assert_eq!(fixed.dark("ink"), Some([0xee; 3]));
        assert_eq!(fixed.dark("paper"), Some([0xff; 3]), "light holds in dark too");
        for name in ["gap", "accent", "soft", "muted"] {
            assert!(fixed.names().all(|fixed| fixed != name), "{name}");
        }
    }

    #[test]
    fn the_default_theme_fixes_none() {
        let css = include_str!("../../../themes/default/styles/tokens.css");
        assert_eq!(Fixed::read(css), Fixed::default());
    }
}
