//! What is published today.

use jiff::civil::Date;

use crate::diag::{Diagnostic, Diagnostics, Text, rules};
use crate::model::catalog::ById;
use crate::model::consent::Consent;
use crate::model::kind::{Data, Members};
use crate::model::place::Kind;
use crate::model::{Entry, Portal};
use crate::options::Options;
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
        report_consent(entry, options.today, diags);
    }
    portal.entries.iter().map(|(id, entry)| (id, state(entry, options))).collect()
}

fn state(entry: &Entry, options: &Options) -> State {
    let common = &entry.common;
    let early = common.publish_on.is_some_and(|day| day > options.today);
    let over = common.expire_on.is_some_and(|day| day <= options.today);
    let no_consent = matches!(&entry.data, Data::Testimonial(words) if words.consent_on(options.today) != Consent::Given);
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

fn report_consent(entry: &Entry, today: Date, diags: &mut Diagnostics) {
    if let Data::Testimonial(words) = &entry.data
        && !entry.common.draft
    {
        let who = text!("ce témoignage", "this testimonial");
        let fault = consent_fault(words.consent_on(today), who);
        // That of the file where no date is.
        diags.extend(fault.map(|fault| fault.at(entry.span("consentement"))));
    }
    let Some(file) = entry.is::<Members>() else { return };
    for (i, member) in file.members.iter().enumerate() {
        let name = &member.name;
        let who = text!("le membre « {name} »", "member `{name}`");
        let fault = consent_fault(member.consent_on(today), who);
        diags.extend(fault.map(|fault| fault.at(entry.span(&format!("membres/{i}")))));
    }
}

/// Why somebody is not published.
fn consent_fault(consent: Consent, who: Text) -> Option<Diagnostic> {
    let Text { fr, en } = who;
    let missing = text!(
        "quand la personne a accepté, ajoutez `consentement: 2026-05-04`",
        "once the person agreed, add `consentement: 2026-05-04`"
    );
    let (rule, message, remedy) = match consent {
        Consent::Given => return None,
        Consent::Missing => (
            &rules::NO_CONSENT,
            text!(
                "{fr} n’a pas d’accord daté : il n’est pas publié",
                "{en} has no dated consent: it is not published"
            ),
            missing,
        ),
        Consent::Ahead => (
            &rules::NO_CONSENT,
            text!(
                "l’accord pour {fr} est daté d’un jour à venir : il n’est pas publié",
                "the consent for {en} is dated in the future: it is not published"
            ),
            missing,
        ),
        Consent::Over(last) => (
            &rules::EXPIRED_CONSENT,
            text!(
                "l’accord pour {fr} valait jusqu’au {last} : il n’est plus publié",
                "the consent for {en} held until {last}: it is no longer published"
            ),
            text!(
                "demandez un nouvel accord et changez les deux dates, ou retirez la fiche",
                "ask for a new consent and change both dates, or take the sheet away"
            ),
        ),
    };
    Some(Diagnostic::new(rule, message).hint(remedy))
}
