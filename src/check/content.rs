//! What is wrong with one entry in its portal: a second map, a name that is not its own.

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::Entry;
use crate::model::kind::CommuneSheet;
use crate::parse::markdown::Name;
use crate::site::Site;
use crate::source::Span;
use crate::text;
use crate::text::slug::slug;

/// A check of one entry.
type Check = fn(&Site<'_>, &Entry, &mut Diagnostics);

/// Every check of this module.
const CHECKS: &[Check] = &[maps, names];

/// Looks at every entry that is online.
pub fn check(site: &Site<'_>, diags: &mut Diagnostics) {
    let originals = site.portal.entries.values();
    for entry in originals.chain(site.portal.translations.values()) {
        if site.state(entry.id).is_online() {
            CHECKS.iter().for_each(|check| check(site, entry, diags));
        }
    }
}

/// A page has one map: its markers are named after their places.
fn maps(_: &Site<'_>, entry: &Entry, diags: &mut Diagnostics) {
    let Some(body) = entry.body.as_ref().filter(|_| entry.body_lang == entry.lang) else {
        return;
    };
    for map in body.directives.iter().filter(|d| d.name == Name::Carte).skip(1) {
        let message = text!("une page n’a qu’une carte", "a page has one map");
        let span = Span::new(entry.body_source, map.span.clone());
        diags.push(Diagnostic::new(&rules::MARKDOWN, message).at(span));
    }
}

/// The sheet of a commune is named after it, so that its address is.
fn names(_: &Site<'_>, entry: &Entry, diags: &mut Diagnostics) {
    let Some(sheet) = entry.is::<CommuneSheet>() else { return };
    let (name, expected) = (sheet.commune.0.name, slug(sheet.commune.0.name));
    if entry.place.slug != expected {
        let message = text!(
            "le fichier de la commune {name} s’appelle `{expected}.md`",
            "the file of the commune {name} is called `{expected}.md`"
        );
        diags.push(
            Diagnostic::new(&rules::BAD_NAME, message).at(Span::file(entry.source)).hint(
                text!("renommez-le en « {expected} »", "rename it to `{expected}`"),
            ),
        );
    }
}
