//! What is published today.

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::catalog::ById;
use crate::model::kind::{Data, Members};
use crate::model::place::Kind;
use crate::model::{Entry, Portal};
use crate::options::Options;
use crate::source::Span;
use crate::text;

/// Whether an entry is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is, and lists show it.
    Listed,
    /// Its page stays for those who have its address, marked as over.
    Expired,
    /// It is shown only because drafts were asked for.
    Draft,
    /// It is not.
    Hidden,
}

impl State {
    /// Whether the entry has a page.
    pub fn is_online(self) -> bool {
        self != Self::Hidden
    }

    /// Whether lists, search, maps and feeds show the entry.
    pub fn is_listed(self) -> bool {
        matches!(self, Self::Listed | Self::Draft)
    }
}

/// The state of every entry.
pub(super) fn states(
    portal: &Portal,
    options: &Options,
    diags: &mut Diagnostics,
) -> ById<State> {
    for entry in portal.entries.values() {
        report_consent(entry, diags);
    }
    portal.entries.iter().map(|(id, entry)| (id, state(entry, options))).collect()
}

fn state(entry: &Entry, options: &Options) -> State {
    let common = &entry.common;
    let early = common.publish_on.is_some_and(|day| day > options.today);
    let over = common.expire_on.is_some_and(|day| day <= options.today);
    let no_consent =
        matches!(&entry.data, Data::Testimonial(words) if !words.may_be_published());
    match entry.kind() {
        _ if no_consent => State::Hidden,
        _ if common.draft || early => match options.drafts {
            true => State::Draft,
            false => State::Hidden,
        },
        Kind::Offer if over => State::Expired,
        _ if over => State::Hidden,
        _ => State::Listed,
    }
}

fn report_consent(entry: &Entry, diags: &mut Diagnostics) {
    if let Data::Testimonial(words) = &entry.data
        && !words.may_be_published()
        && !entry.common.draft
    {
        let message = text!(
            "ce témoignage n’a pas d’accord daté : il n’est pas publié",
            "this testimonial has no dated consent: it is not published"
        );
        diags.push(
            Diagnostic::new(&rules::NO_CONSENT, message)
                .at(Span::file(entry.source))
                .hint(text!(
                    "quand la personne a accepté, ajoutez `consentement: 2026-05-04`",
                    "once the person agreed, add `consentement: 2026-05-04`"
                )),
        );
    }
    if let Some(file) = entry.is::<Members>() {
        let members = file.members.iter().enumerate();
        for (i, member) in members.filter(|(_, member)| !member.may_be_published()) {
            let name = &member.name;
            let message = text!(
                "« {name} » n’a pas d’accord daté : ce membre n’est pas publié",
                "`{name}` has no dated consent: this member is not published"
            );
            diags.push(
                Diagnostic::new(&rules::NO_CONSENT, message)
                    .at(entry.span(&format!("membres/{i}")))
                    .hint(text!(
                        "quand la personne a accepté, ajoutez `consentement: 2026-05-04`",
                        "once the person agreed, add `consentement: 2026-05-04`"
                    )),
            );
        }
    }
}
