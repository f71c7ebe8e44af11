//! Events that are over, and still announced.

use jiff::civil::Date;

use super::{Review, place};
use crate::config::SETTINGS;
use crate::diag::{Diagnostic, Diagnostics, Text, rules};
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::kind::{Data, Event, EventStatus};
use crate::model::value::Target;
use crate::site::link::{self, Destination};
use crate::source::Span;
use crate::text;
use crate::text::locale::Lang;

/// After so many days, readers wonder what came of an event.
const REPORT_AFTER_DAYS: i32 = 30;

pub fn check(review: &Review<'_>, entry: &Entry, diags: &mut Diagnostics) {
    if entry.lang == review.site.portal.lang {
        diags.extend(untold(review, entry));
    }
    let Data::Home(home) = &entry.data else { return };
    let path = &review.world.sources.get(entry.source).path;
    let arguments = home.arguments.iter().filter_map(|argument| argument.link.as_ref());
    let doors = home.doors.iter().map(|door| &door.link);
    // What a translation takes from its original is told there.
    let own = doors.chain(arguments).filter(|link| link.span.source == entry.source);
    for Target { href, span } in own {
        diags.extend(announced(review, entry.lang, path, href, *span));
    }
    let links = review.body(entry).map(|body| body.links.as_slice()).unwrap_or_default();
    for link in links {
        let span = Span::new(entry.source, link.span.clone());
        diags.extend(announced(review, entry.lang, path, &link.destination, span));
    }
}

/// The menu announces no event that is over.
pub fn check_menu(review: &Review<'_>, diags: &mut Diagnostics) {
    let mut told = Vec::new();
    for (lang, settings) in &review.site.portal.settings {
        for Target { href, span } in settings.menu.iter().map(|item| &item.link) {
            if !told.contains(span) {
                diags.extend(announced(review, *lang, SETTINGS, href, *span));
                told.push(*span);
            }
        }
    }
}

/// An event that took place a while ago, of which nothing is told.
fn untold(review: &Review<'_>, entry: &Entry) -> Option<Diagnostic> {
    let event = entry.is::<Event>()?;
    // Nobody reports in a sheet.
    let is_written = review.site.portal.catalog.get(entry.id).is_written();
    let called_off =
        matches!(event.status, Some(EventStatus::Postponed | EventStatus::Canceled));
    if called_off || event.report.is_some() || event.comes_back() || !is_written {
        return None;
    }
    let last = last_day(review, entry.id)?;
    let days = last.until(review.site.today).map_or(0, |span| span.get_days());
    if days <= REPORT_AFTER_DAYS {
        return None;
    }
    let message = text!(
        "cet événement est passé depuis {days} jours, et rien ne dit ce qu’il a donné",
        "this event is over since {days} days, and nothing tells what came of it"
    );
    let own = review.own(entry);
    let span = place(entry, own.and_then(|own| own.get("fin").or(own.get("debut"))));
    Some(Diagnostic::new(&rules::UNTOLD_EVENT, message).at(span).hint(text!(
        "ajoutez `bilan: {{participants: …, texte: …}}`, ou retirez la page avec `expire_le`",
        "add `bilan: {{participants: …, texte: …}}`, or withdraw the page with `expire_le`"
    )))
}

/// The last day of an event that comes back no more.
fn last_day(review: &Review<'_>, id: EntryId) -> Option<Date> {
    let site = review.site;
    let event = site.portal.entries.get(id)?;
    let record = event.is::<Event>().filter(|event| !event.comes_back())?;
    let last = record.end.unwrap_or(record.start).date().max(record.start.date());
    (last < site.today).then_some(last)
}

/// The home page and the menu put forward what is to come.
fn announced(
    review: &Review<'_>,
    lang: Lang,
    from: &str,
    href: &str,
    span: Span,
) -> Option<Diagnostic> {
    let to = link::follow(review.site, &review.world.sources, lang, from, href);
    let Destination::Page { entry: Some(id), .. } = to else { return None };
    let last = last_day(review, id)?;
    let title = &review.site.entry_or_default(lang, id)?.title;
    let message: Text = text!(
        "« {title} » est mis en avant, mais s’est terminé le {last}",
        "`{title}` is put forward, but was over on {last}"
    );
    Some(Diagnostic::new(&rules::PAST_EVENT, message).at(span).hint(text!(
        "menez plutôt à l’agenda (`/agenda/`), ou à la prochaine date",
        "lead to the agenda (`/agenda/`) instead, or to the next date"
    )))
}
