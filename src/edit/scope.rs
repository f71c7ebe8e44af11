//! What one page of the web editor is about: a département, or the portal as a whole.
//! People look after a territory; a menu of everything would hide theirs.

use crate::model::place::Territory;

/// What can be edited together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The home page, free pages, news, regions, settings.
    Portal,
    /// A département, by its folder.
    Department(String),
}

/// Name of [`Scope::Portal`] in addresses.
pub const PORTAL: &str = "portail";

impl Scope {
    /// The scope of a part of an address.
    pub fn named(name: &str) -> Self {
        match name {
            PORTAL => Self::Portal,
            folder => Self::Department(folder.to_owned()),
        }
    }

    /// Its part of addresses.
    pub fn name(&self) -> &str {
        match self {
            Self::Portal => PORTAL,
            Self::Department(folder) => folder,
        }
    }

    /// The territory whose files it holds.
    pub fn territory(&self) -> Territory {
        match self {
            Self::Portal => Territory::Portal,
            Self::Department(folder) => Territory::Department(folder.clone()),
        }
    }
}
