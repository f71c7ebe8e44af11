//! The course of an indicator as a line, laid out here because templates do not compute.
//! The table of its values stands behind the drawing, which black and white can print.

use serde::Serialize;
use std::fmt::Write;

const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 24.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 26.0;
/// Least distance of two names.
const BETWEEN: f64 = 40.0;

/// A value of a series, before it is laid out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Year, with its fraction: `2013.5`.
    pub at: f64,
    /// The quantity.
    pub value: f64,
    /// The date as shown: `2013`.
    pub label: String,
    /// The quantity as shown: `48 %`.
    pub text: String,
}

/// A line over time in a box of 320 by 150 units.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LineChart {
    /// Name of the drawing and caption of its table.
    pub caption: String,
    /// The line.
    pub path: String,
    /// Its points, in order of date; also the rows of the table.
    pub points: Vec<ChartPoint>,
    /// The benchmark, a dashed line.
    pub reference: Option<ChartReference>,
}

/// A point of a [`LineChart`].
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChartPoint {
    /// Place from the left.
    pub x: f64,
    /// Place from the top.
    pub y: f64,
    /// The date as shown.
    pub label: String,
    /// The quantity as shown.
    pub text: String,
    /// Whether there is room to write both beside the point.
    pub named: bool,
}

/// A horizontal line to compare with.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChartReference {
    /// Place from the top.
    pub y: f64,
    /// `moyenne nationale : 6 %`.
    pub label: String,
    /// Whether it is written at the left end, where the line is farther from it.
    pub left: bool,
}

impl LineChart {
    /// Lays out `readings`, which are in order of date, beside an optional benchmark
    /// (its value and its words). The scale starts at zero, so that heights compare.
    pub fn new(
        caption: String,
        readings: &[Reading],
        reference: Option<(f64, String)>,
    ) -> Self {
        let scale = Scale::new(readings, reference.as_ref().map(|(value, _)| *value));
        let mut points: Vec<_> =
            readings.iter().map(|reading| scale.point(reading)).collect();
        name(&mut points);
        let away = |point: Option<&ChartPoint>, y: f64| {
            point.map_or(0.0, |point| (point.y - y).abs())
        };
        let reference = reference.map(|(value, label)| {
            let y = scale.y(value);
            let left = away(points.first(), y) > away(points.last(), y);
            ChartReference { y, label, left }
        });
        LineChart { caption, path: path(&points), points, reference }
    }
}

/// From dates and quantities to places in the box.
struct Scale {
    first: f64,
    span: f64,
    low: f64,
    high: f64,
}

impl Scale {
    fn new(readings: &[Reading], reference: Option<f64>) -> Self {
        let dates = || readings.iter().map(|reading| reading.at);
        let values = || readings.iter().map(|reading| reading.value).chain(reference);
        let first = dates().fold(f64::INFINITY, f64::min);
        let last = dates().fold(f64::NEG_INFINITY, f64::max);
        let low = values().fold(0.0, f64::min);
        let high = values().fold(0.0, f64::max);
        Scale { first, span: last - first, low, high }
    }

    fn point(&self, reading: &Reading) -> ChartPoint {
        ChartPoint {
            x: self.x(reading.at),
            y: self.y(reading.value),
            label: reading.label.clone(),
            text: reading.text.clone(),
            named: false,
        }
    }

    fn x(&self, at: f64) -> f64 {
        let part = if self.span > 0.0 { (at - self.first) / self.span } else { 0.5 };
        (LEFT + part * (WIDTH - LEFT - RIGHT)).round()
    }

    fn y(&self, value: f64) -> f64 {
        let range = self.high - self.low;
        let part = if range > 0.0 { (value - self.low) / range } else { 0.0 };
        (HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)).round()
    }
}

/// Names the last point, then backwards those that are far enough from the next named one.
fn name(points: &mut [ChartPoint]) {
    let mut next = f64::INFINITY;
    for point in points.iter_mut().rev() {
        point.named = next - point.x >= BETWEEN;
        if point.named {
            next = point.x;
        }
    }
}

fn path(points: &[ChartPoint]) -> String {
    let mut path = String::new();
    for (index, point) in points.iter().enumerate() {
        let command = if index == 0 { 'M' } else { 'L' };
        write!(path, "{command}{} {}", point.x, point.y)
            .expect("writing to a string cannot fail");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(at: f64, value: f64) -> Reading {
        Reading { at, value, label: at.to_string(), text: value.to_string() }
    }

    #[test]
    fn the_line_runs_from_zero_to_the_greatest_value() {
        let readings =
            [reading(2010.0, 0.0), reading(2013.0, 25.0), reading(2014.0, 50.0)];
        let chart = LineChart::new("Part".into(), &readings, Some((6.0, "6 %".into())));
        assert_eq!(chart.path, "M24 124L228 75L296 26");
        assert_eq!(chart.reference.map(|reference| reference.y), Some(112.0));
    }

    #[test]
    fn names_keep_their_distance() {
        let readings: Vec<_> = (0..12).map(|n| reading(f64::from(n), 1.0)).collect();
        let chart = LineChart::new(String::new(), &readings, None);
        let named: Vec<_> = chart
            .points
            .iter()
            .filter(|point| point.named)
            .map(|point| point.x)
            .collect();
        assert!(
            named.len() >= 4 && named.windows(2).all(|pair| pair[1] - pair[0] >= 40.0)
        );
        assert_eq!(named.last(), Some(&296.0));
    }

    #[test]
    fn one_reading_or_none_still_draws() {
        let alone = LineChart::new(String::new(), &[reading(2014.0, 0.0)], None);
        assert_eq!((alone.points[0].x, alone.points[0].y), (160.0, 124.0));
        assert_eq!(LineChart::new(String::new(), &[], None).path, "");
    }
}
