//! Offers that nobody looked after: over, soon over, unchecked.

use jiff::civil::Date;

use super::Review;
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::Entry;
use crate::model::kind::{Offer, OfferStatus, STALE_AFTER_DAYS};
use crate::site::publish::State;
use crate::text;

/// An offer is about to expire within so many days.
const SOON_DAYS: i32 = 14;

pub fn check(review: &Review<'_>, entry: &Entry, diags: &mut Diagnostics) {
    let site = review.site;
    let Some(offer) = entry.is::<Offer>().filter(|_| entry.lang == site.portal.lang)
    else {
        return;
    };
    if site.state(entry.id) == State::Expired {
        diags.push(expired(entry));
        return;
    }
    if offer.checked_on > site.today {
        let message = text!(
            "cette offre est dite vérifiée à une date qui n’est pas encore venue",
            "this offer is said to be checked on a day that has not come yet"
        );
        let fault = Diagnostic::new(&rules::IMPOSSIBLE_DATES, message);
        diags.push(fault.at(entry.span("verifie_le")));
        return;
    }
    let days = days_between(offer.checked_on, site.today);
    if days > STALE_AFTER_DAYS && offer.status != Some(OfferStatus::Taken) {
        diags.push(stale(entry, days));
    }
    let left = entry.common.expire_on.map(|day| days_between(site.today, day));
    if let Some(left) = left.filter(|left| (1..=SOON_DAYS).contains(left)) {
        diags.push(soon_expiring(entry, left));
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn expired(entry: &Entry) -> Diagnostic {
    let message = text!("cette offre a expiré", "this offer has expired");
    Diagnostic::new(&rules::EXPIRED_OFFER, message).at(entry.span("expire_le")).hint(
        text!(
            "vérifiez-la et repoussez `expire_le`, ou supprimez le fichier",
            "check it and put `expire_le` off, or delete the file"
        ),
    )
}

fn stale(entry: &Entry, days: i32) -> Diagnostic {
    let message = text!(
        "cette offre n’a pas été vérifiée depuis {days} jours",
        "this offer was not checked for {days} days"
    );
    Diagnostic::new(&rules::STALE_OFFER, message).at(entry.span("verifie_le")).hint(
        text!(
            "vérifiez-la, puis mettez à jour `verifie_le`",
            "check it, then bring `verifie_le` up to date"
        ),
    )
}

fn soon_expiring(entry: &Entry, left: i32) -> Diagnostic {
    let message = match left {
        1 => text!("cette offre expire demain", "this offer expires tomorrow"),
        _ => text!(
            "cette offre expire dans {left} jours",
            "this offer expires in {left} days"
        ),
    };
    Diagnostic::new(&rules::SOON_EXPIRING_OFFER, message)
        .at(entry.span("expire_le"))
        .hint(text!(
            "si elle tient toujours, repoussez `expire_le` et mettez à jour `verifie_le`",
            "if it still holds, put `expire_le` off and bring `verifie_le` up to date"
        ))
}
