//! Gives each page the styles and scripts that it uses, once its HTML is there, and the
//! policy that lets nothing else run.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem;
use pulldown_cmark_escape::escape_href;

use super::Theme;
use super::names::{Names, Set};
use super::policy::{self, Hashed, Inline};
use super::sheet::{Sheet, without_unused_tokens};

/// Stands in a rendered page for its styles; no text of an editor can hold it, as `<` is
/// escaped there.
pub const STYLES: &str = "<style>/* styles */</style>";
/// Stands in a rendered page for its scripts.
pub const SCRIPTS: &str = "<script>/* scripts */</script>";

/// Styles and scripts of a theme, with final addresses.
#[derive(Debug)]
pub struct Dress {
    names: Names,
    sheet: Sheet,
    /// Colors of territories shown on pages of others.
    cards: Sheet,
    scripts: Vec<Script>,
    /// Those that templates hold.
    inline: Vec<Inline>,
    /// Names the pages with a map that loads images of `tiles`, an origin.
    base: Set,
    tiles: String,
    /// What was selected, by the tokens of a page and its names: pages of a kind are alike.
    made: Mutex<HashMap<String, HashMap<Set, Arc<Styles>>>>,
}

#[derive(Debug)]
struct Styles {
    css: String,
    hashed: Hashed,
}

#[derive(Debug)]
struct Script {
    /// The element that calls it; templates write that of search themselves.
    tag: Option<String>,
    /// The attributes that call for it, one each.
    markers: Vec<Set>,
    /// Names that it may give to elements.
    names: Set,
}

impl Theme {
    /// Prepares styles and scripts; `href` makes a link of an address from the root of the
    /// site, `cards` are the tokens of territories, each under its class, and `tiles` the
    /// origin of the map that lies under maps, if any.
    pub fn dress(
        &self,
        cards: &str,
        tiles: Option<&str>,
        href: impl Fn(&str) -> String,
    ) -> Dress {
        let mut names = Names::default();
        let sheet = Sheet::parse(&self.styles(&href), &mut names);
        let cards = Sheet::parse(cards, &mut names);
        let found = self.manifest.scripts.iter().filter_map(|(name, markers)| {
            let file = self.files.get(&format!("scripts/{name}"))?;
            let is_search = self.manifest.search.as_ref() == Some(name);
            let text = String::from_utf8_lossy(&file.bytes);
            let markers: Vec<Set> =
                markers.iter().map(|name| names.set(&[format!("[{name}]")])).collect();
            Some(((!is_search).then(|| tag(&href(&file.url))), markers, text))
        });
        let found: Vec<_> = found.collect();
        let scripts = found.into_iter().map(|(tag, markers, text)| Script {
            tag,
            markers,
            names: names.in_script(&text),
        });
        let scripts = scripts.collect();
        let base = names.set(&["[data-base]".to_owned()]);
        let (inline, tiles) = (self.inline.clone(), tiles.unwrap_or_default().to_owned());
        Dress {
            names,
            sheet,
            cards,
            scripts,
            inline,
            base,
            tiles,
            made: Mutex::default(),
        }
    }
}

fn tag(href: &str) -> String {
    let mut tag = String::from("<script type=module src=\"");
    // Writing into a string cannot fail.
    escape_href(&mut tag, href).ok();
    tag + "\"></script>"
}

/// What a page wears.
pub struct Outfit {
    policy: String,
    styles: Arc<Styles>,
    /// Rules for what its elements declare.
    own: String,
    scripts: String,
}

impl Outfit {
    /// Fills the places that a template left for styles and scripts; the policy stands
    /// before what it governs.
    pub fn put_on(&self, page: &[u8]) -> Vec<u8> {
        let Self { policy, styles, own, scripts } = self;
        let places: [(&str, &[&str]); 2] = [
            (STYLES, &[policy, "<style>", &styles.css, own, "</style>"]),
            (SCRIPTS, &[scripts]),
        ];
        let found = places.iter().filter_map(|(place, parts)| {
            let at = memmem::find(page, place.as_bytes())?;
            Some((at..at + place.len(), parts))
        });
        let mut found: Vec<_> = found.collect();
        found.sort_by_key(|(place, _)| place.start);
        let mut dressed = Vec::with_capacity(page.len() + styles.css.len() + 1024);
        let mut next = 0;
        for (place, parts) in found {
            dressed.extend(&page[next..place.start]);
            parts.iter().for_each(|part| dressed.extend(part.as_bytes()));
            next = place.end;
        }
        dressed.extend(&page[next..]);
        dressed
    }
}

impl Dress {
    /// The styles and scripts of a page, as a template made it. `tokens` set its colors.
    pub fn outfit(&self, html: &str, tokens: &str) -> Outfit {
        let mut present = self.names.in_page(html);
        let called = self
            .scripts
            .iter()
            .filter(|script| script.markers.iter().any(|marker| present.holds(marker)));
        let called: Vec<&Script> = called.collect();
        let scripts = called.iter().filter_map(|script| script.tag.as_deref()).collect();
        called.iter().for_each(|script| present.extend(&script.names));
        let tiles = if present.holds(&self.base) { &*self.tiles } else { "" };
        let styles = self.styles(present, tokens);
        let own = policy::declared(html);
        let source = styles.hashed.clone().source(&own);
        let policy = policy::of(html, &source, &self.inline, tiles);
        Outfit { policy, styles, own, scripts }
    }

    fn styles(&self, present: Set, tokens: &str) -> Arc<Styles> {
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(styles) = made().get(tokens).and_then(|made| made.get(&present)) {
            return Arc::clone(styles);
        }
        let [cards, rules] =
            [&self.cards, &self.sheet].map(|sheet| sheet.select(&present));
        let css = without_unused_tokens(&format!("{tokens}{cards}{rules}"));
        let styles = Arc::new(Styles { hashed: Hashed::new(&css), css });
        made().entry(tokens.to_owned()).or_default().insert(present, Arc::clone(&styles));
        styles
    }
}
