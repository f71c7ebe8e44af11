//! What was asked for: all that a build depends on beside the portal's files.

use std::collections::BTreeSet;

use jiff::civil::Date;

/// What a build depends on beside the portal's files.
#[derive(Debug, Clone)]
pub struct Options {
    /// Today, in the portal's own time zone.
    pub today: Date,
    /// Address of the published site, in place of the one in the settings.
    pub base_url: Option<String>,
    /// Whether drafts and pages of the future are built too.
    pub drafts: bool,
    /// Whether pages carry what the live preview needs.
    pub preview: bool,
    /// The département whose pages alone are built, by the name of its folder.
    pub only: Option<String>,
    /// Files of the last deployment: pages among them must still answer.
    pub previous: BTreeSet<String>,
}

impl Options {
    /// A build on a day of the whole portal as it is published.
    pub fn on(today: Date) -> Self {
        Self {
            today,
            base_url: None,
            drafts: false,
            preview: false,
            only: None,
            previous: BTreeSet::new(),
        }
    }
}
