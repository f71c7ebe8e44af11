//! Which part of the site is made here, when several machines share the work: the pages of one
//! département, and a stub for each page that brings all of them together.

use crate::model::place::Territory;
use crate::site::Site;
use crate::site::address::{Page, PageKey};

/// How a page is made here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// As it is published.
    Whole,
    /// It says that it comes with the rest of the site.
    Stub,
    /// Elsewhere.
    Elsewhere,
}

impl Site<'_> {
    /// Whether all of the site is made here.
    pub fn is_whole(&self) -> bool {
        self.only.is_none()
    }

    /// How a page is made here.
    pub fn share(&self, page: &Page) -> Share {
        match (&self.only, self.department_of_page(page)) {
            (None, _) => Share::Whole,
            (Some(_), None) => Share::Stub,
            (Some(only), Some(department)) if only == department => Share::Whole,
            (Some(_), Some(_)) => Share::Elsewhere,
        }
    }

    /// Number of pages that are made here, stubs apart.
    pub fn pages_made(&self) -> usize {
        self.pages.iter().filter(|page| self.share(page) == Share::Whole).count()
    }

    /// Whether a file of the site, by its path, is made here: those below the pages of the
    /// département.
    pub fn makes(&self, path: &str) -> bool {
        let Some(only) = &self.only else { return true };
        let parts: Vec<&str> = path.split('/').collect();
        let is_lang =
            |part: &str| self.portal.langs().iter().any(|lang| lang.as_str() == part);
        match parts[..] {
            [owner, _, ..] if owner == only => true,
            [lang, owner, _, ..] => owner == only && is_lang(lang),
            _ => false,
        }
    }

    /// Whether an image or a file of the portal, by its path, is another département's.
    pub fn is_elsewhere(&self, path: &str) -> bool {
        let Some(only) = &self.only else { return false };
        let inside = path.strip_prefix("content/departements/");
        let owner = inside.and_then(|rest| rest.split_once('/'));
        owner.is_some_and(|(owner, _)| owner != only)
    }

    fn department_of_page(&self, page: &Page) -> Option<&str> {
        let (PageKey::Entry(id)
        | PageKey::Section(id, ..)
        | PageKey::Members(id, _)
        | PageKey::Connectivity(id)) = &page.key
        else {
            return None;
        };
        Territory::department(&self.portal.catalog.get(*id).place.territory)
    }
}
