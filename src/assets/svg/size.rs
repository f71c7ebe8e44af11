//! How large a drawing is shown when nothing else says so.

use quick_xml::events::BytesStart;

use super::super::MAX_HEIGHT;
use super::attributes;

/// Width and height of the root in CSS pixels, from its own size or from its `viewBox`.
pub(super) fn size(root: &BytesStart<'_>) -> Option<(u32, u32)> {
    let find = |name: &str| attributes(root).find(|(key, _)| key == name).map(|(_, v)| v);
    let length = |name: &str| find(name).and_then(|value| pixels(&value));
    let (width, height) = match (length("width"), length("height"), view_box(find)) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(both)) => both,
        _ => return None,
    };
    Some((whole(width), whole(height)))
}

/// Width and height of the `viewBox`, both above zero.
fn view_box(find: impl Fn(&str) -> Option<String>) -> Option<(f64, f64)> {
    let value = find("viewBox")?;
    let numbers =
        value.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers[..] {
        [_, _, w, h] if is_length(w) && is_length(h) => Some((w, h)),
        _ => None,
    }
}

/// An absolute length in CSS pixels (CSS Values and Units 3, § 5.2), above zero.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let unit = length.trim_start_matches(|c: char| !c.is_ascii_alphabetic() && c != '%');
    let factor = match unit {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    let number: f64 = length[..length.len() - unit.len()].trim().parse().ok()?;
    Some(number * factor).filter(|&length| is_length(length))
}

fn is_length(number: f64) -> bool {
    number.is_finite() && number > 0.0
}

/// As the dimension of an image.
fn whole(length: f64) -> u32 {
    length.round().clamp(1.0, f64::from(MAX_HEIGHT)) as u32
}
