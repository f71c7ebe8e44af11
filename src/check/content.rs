//! What editors should look at: stale offers, totals that contradict, headings that jump.

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::Entry;
use crate::model::common::Figure;
use crate::model::kind::{
    CommuneSheet, Department, Offer, OfferStatus, STALE_AFTER_DAYS, Workspace,
    WorkspaceStatus,
};
use crate::model::place::Kind;
use crate::parse::markdown::Name;
use crate::site::Site;
use crate::site::publish::State;
use crate::source::Span;
use crate::text;
use crate::text::fold::fold;
use crate::text::slug::slug;

/// A check of one entry.
type Check = fn(&Site<'_>, &Entry, &mut Diagnostics);

/// Every check of this module.
const CHECKS: &[Check] = &[freshness, headings, maps, names, workstations];

/// Looks at every entry that is online.
pub fn check(site: &Site<'_>, diags: &mut Diagnostics) {
    let originals = site.portal.entries.values();
    for entry in originals.chain(site.portal.translations.values()) {
        if site.state(entry.id).is_online() {
            CHECKS.iter().for_each(|check| check(site, entry, diags));
        }
    }
}

fn freshness(site: &Site<'_>, entry: &Entry, diags: &mut Diagnostics) {
    let Some(offer) = entry.is::<Offer>().filter(|_| entry.lang == site.portal.lang)
    else {
        return;
    };
    if site.state(entry.id) == State::Expired {
        let message = text!("cette offre a expiré", "this offer has expired");
        diags.push(
            Diagnostic::new(&rules::EXPIRED_OFFER, message)
                .at(entry.span("expire_le"))
                .hint(text!(
                    "vérifiez-la et repoussez `expire_le`, ou supprimez le fichier",
                    "check it and put `expire_le` off, or delete the file"
                )),
        );
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
    let days = offer.checked_on.until(site.today).map_or(0, |span| span.get_days());
    if days > STALE_AFTER_DAYS && offer.status != Some(OfferStatus::Taken) {
        let message = text!(
            "cette offre n’a pas été vérifiée depuis {days} jours",
            "this offer was not checked for {days} days"
        );
        diags.push(
            Diagnostic::new(&rules::STALE_OFFER, message)
                .at(entry.span("verifie_le"))
                .hint(text!(
                    "vérifiez-la, puis mettez à jour `verifie_le`",
                    "check it, then bring `verifie_le` up to date"
                )),
        );
    }
}

fn headings(_: &Site<'_>, entry: &Entry, diags: &mut Diagnostics) {
    let Some(body) = entry.body.as_ref().filter(|_| entry.body_lang == entry.lang) else {
        return;
    };
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

/// A département that announces its workstations must not contradict its workspaces.
fn workstations(site: &Site<'_>, entry: &Entry, diags: &mut Diagnostics) {
    if entry.is::<Department>().is_none() || entry.lang != site.portal.lang {
        return;
    }
    let counted = workstations_of(site, entry);
    for (i, figure) in entry.common.figures.iter().enumerate() {
        let about_desks = fold(&figure.label).starts_with("postes de travail");
        if about_desks && counted > 0 && contradicts(figure, counted) {
            let written = figure.value;
            let message = text!(
                "le chiffre annonce {written} postes de travail, les espaces en totalisent {counted}",
                "the figure announces {written} workstations, the workspaces add up to {counted}"
            );
            diags.push(
                Diagnostic::new(&rules::FIGURE_MISMATCH, message)
                    .at(entry.span(&format!("chiffres/{i}"))),
            );
        }
    }
}

/// Workstations of the open workspaces of a département.
pub fn workstations_of(site: &Site<'_>, department: &Entry) -> u32 {
    let territory = &department.place.territory;
    let all = site.list(site.portal.lang, territory, Kind::Workspace);
    let open = all.filter_map(|entry| entry.is::<Workspace>()).filter(|place| {
        !matches!(place.status, Some(WorkspaceStatus::Planned | WorkspaceStatus::Closed))
    });
    open.filter_map(|place| place.seats).sum()
}

/// An approximate figure (« environ ») may be a fifth off, an exact one may not be off.
fn contradicts(figure: &Figure, counted: u32) -> bool {
    let tolerance = if figure.prefix.is_some() { figure.value * 0.2 } else { 0.0 };
    (figure.value - f64::from(counted)).abs() > tolerance
}
