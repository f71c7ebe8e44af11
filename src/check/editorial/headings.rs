//! Headings that jump a level.

use super::Review;
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::Entry;
use crate::source::Span;
use crate::text;

pub fn check(review: &Review<'_>, entry: &Entry, diags: &mut Diagnostics) {
    let Some(body) = review.body(entry) else { return };
    let mut last = 1;
    for heading in body.headings.iter().filter(|heading| !heading.question) {
        if heading.level > last + 1 {
            let (level, expected) = (heading.level, last + 1);
            let message = text!(
                "ce titre saute du niveau {last} au niveau {level}",
                "this heading jumps from level {last} to level {level}"
            );
            let marks = "#".repeat(usize::from(expected));
            diags.push(
                Diagnostic::new(&rules::HEADING_ORDER, message)
                    .at(Span::new(entry.body_source, heading.span.clone()))
                    .hint(text!("commencez-le par `{marks}`", "start it with `{marks}`")),
            );
        }
        last = heading.level;
    }
}
