//! Gives each page the styles and scripts that it uses, once its HTML is there, and the
//! policy that lets nothing else run.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

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
    /// Where it is; that of search is named by templates.
    href: Option<String>,
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
            Some(((!is_search).then(|| href(&file.url)), markers, text))
        });
        let found: Vec<_> = found.collect();
        let scripts = found.into_iter().map(|(href, markers, text)| Script {
            href,
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

impl Script {
    fn tag(&self) -> Option<String> {
        let mut tag = String::from("<script type=\"module\" src=\"");
        // Writing into a string cannot fail.
        escape_href(&mut tag, self.href.as_ref()?).ok();
        Some(tag + "\"></script>\n")
    }
}

impl Dress {
    /// Fills the places that a template left for styles and scripts, and sets the policy of
    /// the page before what it governs. `tokens` set the colors of the page.
    pub fn page(&self, html: &str, tokens: &str) -> String {
        let mut present = self.names.in_page(html);
        let called = self
            .scripts
            .iter()
            .filter(|script| script.markers.iter().any(|marker| present.holds(marker)));
        let called: Vec<&Script> = called.collect();
        let tags: String = called.iter().filter_map(|script| script.tag()).collect();
        called.iter().for_each(|script| present.extend(&script.names));
        let tiles = if present.holds(&self.base) { &*self.tiles } else { "" };
        let styles = self.styles(present, tokens);
        let own = policy::declared(html);
        let source = styles.hashed.clone().source(&own);
        let policy = policy::of(html, &source, &self.inline, tiles);
        let head = format!("{policy}<style>{}{own}</style>", styles.css);
        html.replacen(STYLES, &head, 1).replacen(SCRIPTS, &tags, 1)
    }

    fn styles(&self, present: Set, tokens: &str) -> Arc<Styles> {
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(styles) = made().get(tokens).and_then(|made| made.get(&present)) {
            return Arc::clone(styles);
        }
        let [cards, rules] =
            [&self.cards, &self.sheet].map(|sheet| sheet.select(&present));
        let css = without_unused_tokens(&format!("{tokens}{cards}{rules}"));
        // As a minified page carries it, to the byte.
        let css = css.trim().to_owned();
        let styles = Arc::new(Styles { hashed: Hashed::new(&css), css });
        made().entry(tokens.to_owned()).or_default().insert(present, Arc::clone(&styles));
        styles
    }
}
