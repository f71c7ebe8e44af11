//! Pages as they are published, remembered by all that they are made of: the hash of a view
//! says whether its page must be made again.

use std::collections::BTreeSet;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use serde::{Deserialize, Serialize};

use crate::memo::{self, Store};
use crate::minify;
use crate::render::context::World;
use crate::render::veil::veil;
use crate::render::view::{Page, View};
use crate::sink::put_known;

/// What a page holds that others may depend on.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Its identifiers.
    pub ids: BTreeSet<String>,
    /// Those that stand there more than once.
    pub twice: BTreeSet<String>,
    /// Where its links and its files lead, as written.
    pub links: BTreeSet<String>,
}

/// What pages are made with, whatever they show: the program, the theme, the way to the
/// root of the site, the colors of territories (`cards`, see `accent`).
pub fn tools(theme: &str, base: &str, cards: &str) -> String {
    let minified = if cfg!(feature = "minify") { "minified" } else { "as it is" };
    memo::key(&[env!("TT_SITE_CODE"), minified, theme, base, cards])
}

/// Sends a page to the sink as it is made, or remembered; answers what it holds.
pub fn make<V: View>(
    world: &World<'_>,
    page: &Page<'_, V>,
    tokens: &str,
    file: &str,
) -> Result<Facts, tera::Error> {
    let keys = key(world, page, tokens).map(|key| (memo::key(&[&key, "facts"]), key));
    if let Some((of_facts, key)) = &keys
        && let Some(facts) = recall(world.store, of_facts)
        && put_known(world.sink, file, world.store, key)
    {
        return Ok(facts);
    }
    let context = tera::Context::from_serialize(page)?;
    let html = veil(world.theme.tera.render(V::TEMPLATE, &context)?);
    let outfit = world.dress.outfit(&html, tokens);
    let facts = Facts::of(&html);
    // What it wears is minified already, and a third to a half of it.
    let html = outfit.put_on(&minify::html(html));
    if let Some((of_facts, key)) = keys {
        keep(world.store, &of_facts, &facts);
        world.store.save(&key, &html);
    }
    world.sink.put(file, html);
    Ok(facts)
}

/// Of all that a template sees, the words of the interface come from the theme.
fn key<V: View>(world: &World<'_>, page: &Page<'_, V>, tokens: &str) -> Option<String> {
    let view = serde_json::to_vec(&(&page.layout, &page.page)).ok()?;
    let parts =
        [world.tools.as_bytes(), V::TEMPLATE.as_bytes(), tokens.as_bytes(), &view];
    Some(memo::key(&parts))
}

fn recall(store: &dyn Store, key: &str) -> Option<Facts> {
    serde_json::from_slice(&store.load(key)?).ok()
}

fn keep(store: &dyn Store, key: &str, facts: &Facts) {
    if let Ok(bytes) = serde_json::to_vec(facts) {
        store.save(key, &bytes);
    }
}

/// What an attribute tells.
#[derive(Clone, Copy)]
enum Attribute {
    Id,
    Link,
    Other,
}

impl Attribute {
    fn of(name: &[u8]) -> Self {
        match name {
            b"id" => Self::Id,
            b"href" | b"src" => Self::Link,
            _ => Self::Other,
        }
    }
}

impl Facts {
    /// Those of a page.
    pub fn of(html: &str) -> Self {
        let mut facts = Self::default();
        let mut attribute = Attribute::Other;
        let hear = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            match event {
                CallbackEvent::AttributeName { name } => attribute = Attribute::of(name),
                CallbackEvent::AttributeValue { value } => facts.add(attribute, value),
                _ => {}
            }
            None
        };
        let Ok(()) =
            Tokenizer::new_with_emitter(html, CallbackEmitter::new(hear)).finish();
        facts
    }

    fn add(&mut self, attribute: Attribute, value: &[u8]) {
        let value = || String::from_utf8_lossy(value).into_owned();
        match attribute {
            Attribute::Id if !self.ids.insert(value()) => {
                self.twice.insert(value());
            }
            Attribute::Link => {
                self.links.insert(value());
            }
            Attribute::Id | Attribute::Other => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memo::testing::Counting;

    #[test]
    fn what_is_kept_comes_back_whole_or_not_at_all() {
        let facts =
            Facts::of("<h1 id=a>À</h1><p id=a><a href=/x/#y>y</a><img src=/z.png>");
        let store = Counting::default();
        keep(&store, "k", &facts);
        assert_eq!(recall(&store, "k"), Some(facts));
        assert_eq!(recall(&store, "other"), None);
        for bytes in [&b""[..], b"abc", &[255; 4], b"{}"] {
            store.save("k", bytes);
            assert_eq!(recall(&store, "k"), None, "{bytes:?}");
        }
    }

    #[test]
    fn facts_are_identifiers_and_links() {
        let facts =
            Facts::of("<a id=a href='/x/#y'>x</a><p id=a><img src=/z.png><p id=b>");
        let set = |names: &[&str]| -> BTreeSet<String> {
            names.iter().map(|&name| name.to_owned()).collect()
        };
        assert_eq!(facts.ids, set(&["a", "b"]));
        assert_eq!(facts.twice, set(&["a"]));
        assert_eq!(facts.links, set(&["/x/#y", "/z.png"]));
    }
}
