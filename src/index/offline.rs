//! The service worker, at the root of the site so that it answers for all of it. When the
//! portal keeps nothing offline, the one that visitors may still have undoes itself.

use serde_json::json;

use crate::site::Site;
use crate::site::address::PageKey;

/// Its address from the root of the site.
pub const URL: &str = "/hors-ligne.js";

const WORKER: &str = include_str!("offline.js");
const UNDO: &str = include_str!("offline_undo.js");

/// The file, by path.
pub fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let on = site.portal.settings(site.portal.lang).offline;
    let script = if on { worker(site) } else { UNDO.to_owned() };
    vec![(URL.trim_start_matches('/').to_owned(), script.into_bytes())]
}

/// The worker of this build. Browsers renew it when its bytes change.
fn worker(site: &Site<'_>) -> String {
    let mut langs = site.portal.langs();
    // The address of the default language begins that of all others.
    langs.reverse();
    let pages = langs.into_iter().filter_map(|lang| {
        let home = site.href(lang, &PageKey::Home)?;
        Some((home, site.href(lang, &PageKey::Shortlist)?))
    });
    let constants = [
        ("BUILD", json!(site.today.to_string())),
        ("ELSE", json!(pages.collect::<Vec<_>>())),
    ];
    let constants = constants.map(|(name, value)| format!("const {name} = {value};\n"));
    format!("{}{WORKER}", constants.concat())
}
