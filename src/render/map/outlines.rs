//! Maps made of the outlines of communes: where one of them lies, and all of them by class of
//! a figure. They are drawings alone: a text or a table beside them says the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::label;
use crate::geo::{self, Contour, MapFrame};
use crate::model::Entry;
use crate::model::place::Territory;
use crate::model::sheet::{Outline, OutlineSheet};
use crate::model::territory::Town;
use crate::render::context::Context;
use crate::render::part;
use crate::render::view::{ClassMap, Locator, MapClass, MapCredit};

/// Most classes of a map: more shades are not told apart.
const CLASSES: usize = 5;

/// The outlines of a département and the frame that shows it.
fn drawn<'a>(
    cx: &Context<'a>,
    territory: &Territory,
) -> Option<(&'a OutlineSheet, Arc<MapFrame>)> {
    let sheet = cx.site.portal.sheets_of(territory)?.outlines.as_ref()?;
    let code = cx.site.portal.catalog.department_code(territory.department()?)?;
    Some((sheet, geo::frames(&[code]).into_iter().next()?))
}

/// Share of a département's communes, in percent, that draw it as a whole.
const WHOLE: usize = 90;

/// The land under communes, unless they draw it themselves, finer.
fn land_under(sheet: &OutlineSheet, frame: &MapFrame) -> Option<String> {
    let framed = frame.shapes.iter().find(|shape| shape.framed)?;
    let n = geo::communes_of(framed.department.code).count();
    (sheet.readings.len() * 100 < n * WHOLE).then(|| land(frame))
}

fn land(frame: &MapFrame) -> String {
    frame.shapes.iter().filter(|s| s.framed).map(|shape| shape.path.as_str()).collect()
}

fn view_box(frame: &MapFrame) -> String {
    format!("0 0 {} {}", frame.width, frame.height)
}

fn credit(cx: &Context<'_>, sheet: &OutlineSheet) -> MapCredit {
    MapCredit {
        source: part::source(cx, &sheet.provenance.source()),
        example: sheet.provenance.example,
    }
}

fn path<'o>(frame: &MapFrame, contours: impl Iterator<Item = &'o Contour>) -> String {
    contours.map(|contour| frame.path_of(contour)).collect()
}

/// Where a commune lies in its département, if its outline is known.
pub fn locator(cx: &Context<'_>, entry: &Entry, town: Town) -> Option<Locator> {
    let (sheet, frame) = drawn(cx, &entry.place.territory)?;
    let own = sheet.readings.iter().find(|outline| outline.commune == town)?;
    let all = sheet.readings.iter().map(|outline| &outline.contour);
    let around = all.filter(|other| own.contour.touches(other));
    let department = cx.department_name(&entry.place.territory).unwrap_or_default();
    let holes = [("name", town.0.name), ("department", department.as_str())];
    Some(Locator {
        title: cx.phrase("located", &holes),
        view_box: view_box(&frame),
        land: land(&frame),
        around: path(&frame, around),
        own: frame.path_of(&own.contour),
        credit: credit(cx, sheet),
    })
}

/// What a map by class shows.
pub struct Themed<'a> {
    /// Its name.
    pub title: String,
    /// What its classes are classes of.
    pub measure: String,
    /// Figures, by the codes of communes.
    pub values: BTreeMap<&'static str, f64>,
    /// How a figure is written.
    pub words: &'a dyn Fn(f64) -> String,
    /// What is said of communes without a figure.
    pub without: String,
    /// Whether the figures are openly marked examples.
    pub example: bool,
}

/// The communes of a département by class of a figure, if their outlines are known.
pub fn classes(
    cx: &Context<'_>,
    territory: &Territory,
    themed: Themed<'_>,
) -> Option<ClassMap> {
    let (sheet, frame) = drawn(cx, territory)?;
    let value = |outline: &Outline| themed.values.get(outline.commune.0.code).copied();
    let known: Vec<f64> = sheet.readings.iter().filter_map(value).collect();
    let breaks = breaks(&known);
    let place = |value: f64| breaks.iter().filter(|limit| **limit <= value).count();
    let mut contours: Vec<Contour> =
        sheet.readings.iter().map(|outline| outline.contour.clone()).collect();
    Contour::simplify(&mut contours, Contour::ROUGH);
    let class = |at: Option<usize>, level: usize, label: String| {
        let all = sheet.readings.iter().zip(&contours);
        let own = all.filter(|(outline, _)| value(outline).map(place) == at);
        let own: Vec<&Contour> = own.map(|(_, contour)| contour).collect();
        let class = MapClass {
            level,
            label,
            count: cx.count("commune", own.len()),
            d: path(&frame, own.iter().copied()),
        };
        (!own.is_empty()).then_some(class)
    };
    let ranges = (0..=breaks.len()).filter_map(|at| {
        let level = level(at, breaks.len() + 1);
        class(Some(at), level, range(cx, &breaks, at, &known, themed.words))
    });
    let mut classes: Vec<MapClass> = ranges.collect();
    if classes.is_empty() {
        return None;
    }
    classes.extend(class(None, 0, themed.without));
    Some(ClassMap {
        title: themed.title,
        measure: themed.measure,
        example: themed.example,
        view_box: view_box(&frame),
        context: frame.borders.clone(),
        land: land_under(sheet, &frame),
        classes,
        labels: label::labels(&frame, &[]),
        credit: credit(cx, sheet),
    })
}

/// Round limits between classes of about as many values each.
fn breaks(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let (Some(least), Some(most)) = (values.first(), values.last()) else {
        return Vec::new();
    };
    let step = step((most - least) / 10.0);
    let limits = (1..CLASSES).map(|at| {
        let value = values[at * values.len() / CLASSES];
        (value / step).round() * step
    });
    let mut limits: Vec<f64> =
        limits.filter(|limit| least < limit && limit <= most).collect();
    limits.dedup();
    limits
}

/// The greatest of 1, 2 and 5 times a power of ten that is no more than a width; 1 for none.
fn step(width: f64) -> f64 {
    if width <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(width.log10().floor());
    let steps = [5.0, 2.0, 1.0].map(|times| times * power);
    steps.into_iter().find(|step| *step <= width).unwrap_or(power)
}

/// The shade of a class among so many, from 1 to [`CLASSES`], as far from the others as can be.
fn level(at: usize, n: usize) -> usize {
    match n {
        0 | 1 => CLASSES.div_ceil(2),
        n => 1 + (at * (CLASSES - 1) + (n - 1) / 2) / (n - 1),
    }
}

/// The bounds of a class in words.
fn range(
    cx: &Context<'_>,
    breaks: &[f64],
    at: usize,
    values: &[f64],
    words: &dyn Fn(f64) -> String,
) -> String {
    let low = at.checked_sub(1).and_then(|at| breaks.get(at)).copied();
    let high = breaks.get(at).copied();
    match (low, high) {
        // Nothing parts them: the least of them says what all have at least.
        (None, None) => {
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            cx.phrase("class_from", &[("low", &words(least))])
        }
        (None, Some(high)) => cx.phrase("class_below", &[("high", &words(high))]),
        (Some(low), None) => cx.phrase("class_from", &[("low", &words(low))]),
        (Some(low), Some(high)) => {
            cx.phrase("class_between", &[("low", &words(low)), ("high", &words(high))])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_round_and_part_values_evenly() {
        let prices: Vec<f64> = (0..50).map(|n| 812.0 + f64::from(n) * 17.0).collect();
        assert_eq!(breaks(&prices), [1000.0, 1150.0, 1300.0, 1500.0]);
        let shares = [52.1, 88.0, 97.5, 98.2, 99.1, 99.8, 100.0];
        assert_eq!(breaks(&shares), [88.0, 98.0, 100.0]);
        assert!(breaks(&[7.0, 7.0]).is_empty());
        assert!(breaks(&[]).is_empty());
    }

    #[test]
    fn shades_are_as_far_apart_as_can_be() {
        let levels = |n| (0..n).map(|at| level(at, n)).collect::<Vec<_>>();
        assert_eq!(levels(1), [3]);
        assert_eq!(levels(2), [1, 5]);
        assert_eq!(levels(3), [1, 3, 5]);
        assert_eq!(levels(4), [1, 2, 4, 5]);
        assert_eq!(levels(5), [1, 2, 3, 4, 5]);
    }
}
