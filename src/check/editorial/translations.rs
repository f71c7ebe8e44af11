//! Translations that were left behind by their original.

use jiff::civil::Date;

use super::Review;
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::Entry;
use crate::source::Span;
use crate::text;
use crate::text::scalar;
use crate::yaml::Node;

pub fn check(review: &Review<'_>, entry: &Entry, diags: &mut Diagnostics) {
    if entry.lang == review.site.portal.lang {
        return;
    }
    let Some(original) = review.site.portal.entries.get(entry.id) else { return };
    let (Some(old), Some(new)) = (dated(review, entry), dated(review, original)) else {
        return;
    };
    if old.0 >= new.0 {
        return;
    }
    let (old_day, new_day) = (old.0, new.0);
    let message = text!(
        "cette traduction date du {old_day}, son original du {new_day}",
        "this translation is of {old_day}, its original of {new_day}"
    );
    diags.push(
        Diagnostic::new(&rules::OLD_TRANSLATION, message)
            .at(old.1)
            .label(new.1, text!("l’original a changé ici", "the original changed here"))
            .hint(text!(
                "reportez ce qui a changé, puis mettez `mise_a_jour: {new_day}`",
                "carry over what changed, then put `mise_a_jour: {new_day}`"
            )),
    );
}

/// The day that a file itself gives as that of its text, with its place.
fn dated(review: &Review<'_>, entry: &Entry) -> Option<(Date, Span)> {
    let own = review.own(entry)?;
    let read = |key| -> Option<(Date, Span)> {
        let node: &Node = own.get(key)?;
        Some((scalar::date(node.as_text()?).ok()?, node.span))
    };
    read("mise_a_jour").or_else(|| read("date"))
}
