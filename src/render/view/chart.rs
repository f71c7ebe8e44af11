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
}

/// A horizontal line to compare with.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChartReference {
    /// Place from the top.
    pub y: f64,
    /// `moyenne nationale : 6 %`.
    pub label: String,
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
        let points: Vec<_> =
            readings.iter().map(|reading| scale.point(reading)).collect();
        let reference =
            reference.map(|(value, label)| ChartReference { y: scale.y(value), label });
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
    fn one_reading_or_none_still_draws() {
        let alone = LineChart::new(String::new(), &[reading(2014.0, 0.0)], None);
        assert_eq!((alone.points[0].x, alone.points[0].y), (160.0, 124.0));
        assert_eq!(LineChart::new(String::new(), &[], None).path, "");
    }
}
