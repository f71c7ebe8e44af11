//! Figures without a day, and figures that the contents contradict.

use super::{Review, place};
use crate::diag::{Diagnostic, Diagnostics, Text, quoted_list, rules};
use crate::model::Entry;
use crate::model::common::{Figure, Source};
use crate::model::kind::{
    Network, Offer, OfferStatus, Workspace, WorkspaceStatus, WorkspaceType,
};
use crate::model::place::{Kind, Territory};
use crate::model::value::Period;
use crate::site::{Site, members};
use crate::text;
use crate::text::fold::fold;
use crate::yaml::Node;

/// How many figures without a date are named.
const NAMED: usize = 3;
/// Percentages that were rounded may be so far from what they come from.
const ROUNDING: f64 = 1.0;

pub fn check(review: &Review<'_>, entry: &Entry, diags: &mut Diagnostics) {
    if entry.lang != review.site.portal.lang {
        return;
    }
    diags.extend(undated(review, entry));
    diags.extend(totals(review, entry));
    if let Some(network) = entry.is::<Network>() {
        diags.extend(headcount(review, entry, network));
        diags.extend(shares(review, entry, network));
    }
}

/// Figures of which nothing says when they were true, all in one finding.
fn undated(review: &Review<'_>, entry: &Entry) -> Option<Diagnostic> {
    let common = &entry.common;
    let has_date =
        |source: &Source| source.0.date.is_some() || names_year(&source.0.title);
    let dated = |figure: &Figure| {
        let sources = match &figure.source {
            Some(source) => std::slice::from_ref(source),
            None => common.sources.as_slice(),
        };
        // One without a source is told as such.
        figure.date.is_some()
            || figure.example
            || !figure.series.is_empty()
            || sources.is_empty()
            || sources.iter().any(has_date)
            || names_year(&figure.label)
    };
    if common.example {
        return None;
    }
    let figures = common.figures.iter().enumerate();
    let old: Vec<_> = figures.filter(|(_, figure)| !dated(figure)).collect();
    let (first, _) = old.first()?;
    let node = item(review, entry, "chiffres", *first);
    let label = node.and_then(|figure| figure.get("libelle"));
    let labels = old.iter().map(|(_, figure)| figure.label.as_str());
    let named: Vec<&str> = labels.take(NAMED).collect();
    let more = if old.len() > NAMED { ", …" } else { "" };
    let (fr, en) = (quoted_list(&named, "« ", " »"), quoted_list(&named, "`", "`"));
    let message = match old.len() {
        1 => text!("ce chiffre n’a pas de date : {fr}", "this figure has no date: {en}"),
        n => text!(
            "{n} chiffres n’ont pas de date : {fr}{more}",
            "{n} figures have no date: {en}{more}"
        ),
    };
    let finding = Diagnostic::new(&rules::UNDATED_FIGURE, message);
    Some(finding.at(place(entry, label.or(node))).hint(text!(
        "ajoutez `date: 2026`, ou la date de la source : `source: {{titre: …, date: 2024}}`",
        "add `date: 2026`, or the date of the source: `source: {{titre: …, date: 2024}}`"
    )))
}

/// Whether a text names a year, such as « Recensement 2022 ».
fn names_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|number| number.len() == 4 && matches!(&number[..2], "19" | "20"))
}

fn item<'a>(
    review: &Review<'a>,
    entry: &Entry,
    list: &str,
    index: usize,
) -> Option<&'a Node> {
    review.own(entry)?.get(list)?.items().get(index)
}

/// What can be counted, by the labels that editors give it, folded.
type Count = (&'static [&'static str], fn(&Site<'_>, &Entry) -> usize);

/// What only the portal has: it alone can count it.
const OWN: &[Count] = &[
    (&["offres", "offres en ligne", "offres ouvertes"], |site, entry| {
        let offers = of::<Offer>(site, entry, Kind::Offer);
        offers.filter(|offer| offer.status != Some(OfferStatus::Taken)).count()
    }),
    (&["temoignages"], |site, entry| listed(site, entry, Kind::Testimonial).count()),
];

/// What the territory has: a figure that quotes a source counts others too.
const SHARED: &[Count] = &[
    (&["offres", "offres en ligne", "offres ouvertes"], |site, entry| {
        let offers = of::<Offer>(site, entry, Kind::Offer);
        offers.filter(|offer| offer.status != Some(OfferStatus::Taken)).count()
    }),
    (
        &["espaces de travail", "lieux de travail", "lieux ou travailler"],
        |site, entry| places(site, entry).count(),
    ),
    (&["telecentres"], |site, entry| of_type(site, entry, WorkspaceType::Telecentre)),
    (&["tiers lieux"], |site, entry| of_type(site, entry, WorkspaceType::ThirdPlace)),
    (&["espaces de coworking"], |site, entry| {
        of_type(site, entry, WorkspaceType::Coworking)
    }),
    (&["espaces publics numeriques", "epn"], |site, entry| {
        of_type(site, entry, WorkspaceType::PublicDigital)
    }),
    (&["annexes"], |site, entry| of_type(site, entry, WorkspaceType::Annex)),
    (&["formations"], |site, entry| listed(site, entry, Kind::Training).count()),
];

/// Entries of a kind that the page of a département speaks for, or that of the portal.
fn listed<'a>(
    site: &Site<'a>,
    entry: &Entry,
    kind: Kind,
) -> Box<dyn Iterator<Item = &'a Entry> + 'a> {
    let lang = site.portal.lang;
    let all: Vec<_> = match &entry.place.territory {
        Territory::Portal => site.all(lang, kind).collect(),
        territory => site.list(lang, territory, kind).collect(),
    };
    Box::new(all.into_iter())
}

fn of<'a, T: crate::model::kind::Facet + 'a>(
    site: &Site<'a>,
    entry: &Entry,
    kind: Kind,
) -> impl Iterator<Item = &'a T> {
    listed(site, entry, kind).filter_map(|entry| entry.is::<T>())
}

/// Workspaces where one can come.
fn places<'a>(site: &Site<'a>, entry: &Entry) -> impl Iterator<Item = &'a Workspace> {
    of::<Workspace>(site, entry, Kind::Workspace).filter(|place| {
        !matches!(place.status, Some(WorkspaceStatus::Planned | WorkspaceStatus::Closed))
    })
}

fn of_type(site: &Site<'_>, entry: &Entry, category: WorkspaceType) -> usize {
    places(site, entry).filter(|place| place.category == category).count()
}

/// Figures of the pages of the portal and of its départements, beside what they count.
fn totals(review: &Review<'_>, entry: &Entry) -> Vec<Diagnostic> {
    if !matches!(entry.kind(), Kind::Home | Kind::Department) {
        return Vec::new();
    }
    let figures = entry.common.figures.iter().enumerate();
    let wrong = figures.filter_map(|(i, figure)| {
        let message = workstations(review.site, entry, figure)
            .or_else(|| counted(review.site, entry, figure))?;
        let node = item(review, entry, "chiffres", i);
        let value = node.and_then(|node| node.get("valeur"));
        let finding = Diagnostic::new(&rules::FIGURE_MISMATCH, message);
        Some(finding.at(place(entry, value.or(node))))
    });
    wrong.collect()
}

/// A page that announces its workstations must not contradict the workspaces.
fn workstations(site: &Site<'_>, entry: &Entry, figure: &Figure) -> Option<Text> {
    if !fold(&figure.label).starts_with("postes de travail") {
        return None;
    }
    let counted: u32 = places(site, entry).filter_map(|place| place.seats).sum();
    let written = figure.value;
    (counted > 0 && contradicts(figure, f64::from(counted))).then(|| {
        text!(
            "le chiffre annonce {written} postes de travail, les espaces en totalisent {counted}",
            "the figure announces {written} workstations, the workspaces add up to {counted}"
        )
    })
}

/// A figure of the portal's own must be what the portal counts. One that quotes a source,
/// or that dates from another year, is about something else.
fn counted(site: &Site<'_>, entry: &Entry, figure: &Figure) -> Option<Text> {
    let now = site.today.year();
    let past = figure.date.map(Period::year).is_some_and(|year| year != now);
    if past || figure.unit.is_some() {
        return None;
    }
    let label = fold(&figure.label);
    let shared = SHARED.iter().filter(|_| figure.source.is_none());
    let (_, count) = OWN.iter().chain(shared).find(|(l, _)| l.contains(&&*label))?;
    let counted = count(site, entry);
    let counted_f64 = f64::from(u32::try_from(counted).unwrap_or(u32::MAX));
    let (written, label) = (figure.value, &figure.label);
    (counted > 0 && contradicts(figure, counted_f64)).then(|| {
        text!(
            "le chiffre annonce {written} {label}, le portail en compte {counted}",
            "the figure announces {written} `{label}`, the portal counts {counted}"
        )
    })
}

/// An approximate figure (« environ ») may be a fifth off, an exact one may not be off.
fn contradicts(figure: &Figure, counted: f64) -> bool {
    let tolerance = if figure.prefix.is_some() { figure.value * 0.2 } else { 0.0 };
    (figure.value - counted).abs() > tolerance
}

/// A network announces at least the members that its directory shows, unless the number
/// is an old one.
fn headcount(
    review: &Review<'_>,
    entry: &Entry,
    network: &Network,
) -> Option<Diagnostic> {
    let announced = network.headcount.as_ref()?;
    let now = review.site.today.year();
    if announced.date.map(Period::year).is_some_and(|year| year != now) {
        return None;
    }
    let shown = members::members(review.site, entry).len();
    let written = announced.value;
    if shown <= written as usize {
        return None;
    }
    let message = text!(
        "l’effectif annoncé est de {written}, l’annuaire du réseau montre {shown} membres",
        "the network announces {written} members, its directory shows {shown}"
    );
    let span = place(entry, review.own(entry).and_then(|own| own.get("effectif")));
    Some(Diagnostic::new(&rules::FIGURE_MISMATCH, message).at(span))
}

/// Published sectors add up: to no more than the network, each to its own share.
fn shares(review: &Review<'_>, entry: &Entry, network: &Network) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let at = |i: usize| place(entry, item(review, entry, "secteurs_publies", i));
    let mut mismatch = |message: Text, i: usize| {
        found.push(Diagnostic::new(&rules::FIGURE_MISMATCH, message).at(at(i)));
    };
    let sectors = &network.sectors;
    let part: f64 = sectors.iter().filter_map(|sector| sector.share).sum();
    if part > 100.0 + ROUNDING {
        let message = text!(
            "les parts des secteurs font {part} % à elles toutes",
            "the shares of the sectors add up to {part} %"
        );
        mismatch(message, 0);
    }
    let Some(announced) = &network.headcount else { return found };
    let total = announced.value;
    let same_day = |i: &usize| sectors[*i].date == announced.date;
    for i in (0..sectors.len()).filter(same_day) {
        let (Some(count), Some(share)) = (sectors[i].count, sectors[i].share) else {
            continue;
        };
        let computed = f64::from(count) * 100.0 / f64::from(total.max(1));
        if (computed - share).abs() > ROUNDING {
            let computed = computed.round();
            let message = text!(
                "{count} membres sur {total} font {computed} %, pas {share} %",
                "{count} members of {total} are {computed} %, not {share} %"
            );
            mismatch(message, i);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_told_from_other_numbers() {
        assert!(names_year("Recensement 2022"));
        assert!(names_year("Insee, 1er janvier 1999"));
        assert!(!names_year("Étude sur 12000 foyers"));
        assert!(!names_year("Étude de 3500 foyers"));
    }

    #[test]
    fn labels_are_written_as_they_are_compared() {
        for (labels, _) in OWN.iter().chain(SHARED) {
            for label in *labels {
                assert_eq!(fold(label), **label);
            }
        }
    }
}
