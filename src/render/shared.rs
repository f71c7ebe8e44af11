//! What many pages of a language show alike: each part is made once, by the page that first
//! needs it.

use std::sync::OnceLock;

use crate::render::page::{agenda, offers};
use crate::render::view::{Footer, Link};

/// The parts of a language.
#[derive(Debug, Default)]
pub struct Shared {
    /// The foot of every page.
    pub footer: OnceLock<Footer>,
    /// The menu of every page, which marks none as the current one.
    pub menu: OnceLock<Vec<Link>>,
    /// What is to come.
    pub agenda: OnceLock<agenda::Lists>,
    /// The offers of the portal.
    pub offers: OnceLock<offers::Lists>,
}
