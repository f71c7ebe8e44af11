//! Prices that were written by hand and stand before later ones that were imported.

use super::Review;
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::Entry;
use crate::model::kind::{PropertyMarket, PropertyReading, ReadingName};
use crate::text;
use crate::yaml::Node;

pub fn check(review: &Review<'_>, entry: &Entry, diags: &mut Diagnostics) {
    let sheets = review.site.portal.sheets_of(&entry.place.territory);
    let (Some(market), Some(sheets)) = (entry.is::<PropertyMarket>(), sheets) else {
        return;
    };
    let written = review.own(entry).and_then(|front| front.get("releves"));
    // What was imported comes after what the file says.
    for (node, reading) in
        written.map_or(&[][..], Node::items).iter().zip(&market.readings)
    {
        let hides = |other: &&PropertyReading| {
            let of = |name| ReadingName { year: other.year, ..name };
            let mut names = reading.names().map(of);
            other.year >= reading.year
                && names.any(|name| other.names().any(|one| one == name))
        };
        let years = sheets.prices().flat_map(|sheet| &sheet.readings).filter(hides);
        if let Some(year) = years.map(|other| other.year).max() {
            diags.push(stale(reading.year, year).at(node.span));
        }
    }
}

fn stale(own: u32, imported: u32) -> Diagnostic {
    let message = text!(
        "ce relevé de {own} écrit à la main double un relevé importé de {imported}",
        "this reading of {own} written by hand doubles an imported one of {imported}"
    );
    Diagnostic::new(&rules::STALE_OVERRIDE, message).hint(text!(
        "retirez-le s’il n’apprend rien de plus",
        "remove it if it tells nothing more"
    ))
}
