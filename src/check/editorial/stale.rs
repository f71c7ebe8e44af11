//! What was written by hand and stands before something later that was imported.

use jiff::civil::Date;

use super::{Review, place};
use crate::diag::{Diagnostic, Diagnostics, quoted_list, rules};
use crate::model::Entry;
use crate::model::kind::{PropertyMarket, PropertyReading, ReadingName};
use crate::text;
use crate::yaml::{Kind, Node};

pub fn check(review: &Review<'_>, entry: &Entry, diags: &mut Diagnostics) {
    diags.extend(outdated(review, entry));
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

/// A page that stands for an imported row, older than the row and saying something else.
fn outdated(review: &Review<'_>, entry: &Entry) -> Option<Diagnostic> {
    let row = review.site.portal.catalog.get(entry.id).row.as_ref()?;
    let own = review.own(entry)?;
    let day = |node: &Node| -> Option<Date> {
        node.get("mise_a_jour")?.as_text()?.parse().ok()
    };
    let (written, imported) = (day(own)?, day(row)?);
    let said = own.entries().iter().filter_map(|(key, value)| {
        let key =
            key.as_text().filter(|key| !["sources", "mise_a_jour"].contains(key))?;
        row.get(key).filter(|other| !says_the_same(value, other)).map(|_| key)
    });
    let said: Vec<&str> = said.collect();
    if written >= imported || said.is_empty() {
        return None;
    }
    let list = quoted_list(&said, "`", "`");
    let message = text!(
        "cette page du {written} passe avant un import du {imported}, qui dit autre chose de : {list}",
        "this page of {written} stands before an import of {imported}, which says something else of: {list}"
    );
    let span = place(entry, own.get("mise_a_jour"));
    Some(Diagnostic::new(&rules::STALE_OVERRIDE, message).at(span).hint(text!(
        "retirez les champs que l’import sait mieux, ou mettez `mise_a_jour` au jour où vous les avez vérifiés",
        "remove the fields that the import knows better, or set `mise_a_jour` to the day on which you checked them"
    )))
}

/// Whether two values say the same, wherever they stand.
fn says_the_same(a: &Node, b: &Node) -> bool {
    let all = |(a, b): (&Node, &Node)| says_the_same(a, b);
    match (&a.kind, &b.kind) {
        (Kind::Scalar { text: a, .. }, Kind::Scalar { text: b, .. }) => a == b,
        (Kind::Seq(a), Kind::Seq(b)) => a.len() == b.len() && a.iter().zip(b).all(all),
        (Kind::Map(a), Kind::Map(b)) => {
            let same = |(key, value): &(Node, Node)| {
                let key = key.as_text().unwrap_or_default();
                let other = b.iter().find(|(name, _)| name.as_text() == Some(key));
                other.is_some_and(|(_, other)| says_the_same(value, other))
            };
            a.len() == b.len() && a.iter().all(same)
        }
        _ => false,
    }
}
