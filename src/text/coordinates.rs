//! Positions as maps and people give them: links, degrees and minutes, decimal commas.

/// Latitude and longitude, in the order in which they were found.
pub fn read(text: &str) -> Option<(f64, f64)> {
    let text = text.trim();
    if text.contains("://") || text.starts_with("geo:") || text.starts_with("www.") {
        return of_link(text);
    }
    if text.contains('°') {
        return of_degrees(text);
    }
    of_numbers(text)
}

/// What stands before the latitude and between the two in links of maps.
const LINKS: [(&str, &str); 8] = [
    ("!3d", "!4d"),
    ("mlat=", "&mlon="),
    ("lat=", "&lon="),
    ("geo:", ","),
    ("/@", ","),
    ("q=", ","),
    ("ll=", ","),
    ("query=", ","),
];

fn of_link(link: &str) -> Option<(f64, f64)> {
    let link = link.replace("%2C", ",");
    let known = LINKS.iter().find_map(|(start, between)| {
        let rest = &link[link.find(start)? + start.len()..];
        let (lat, rest) = rest.split_once(between)?;
        Some((lat.parse().ok()?, leading_number(rest)?))
    });
    known.or_else(|| {
        let rest = &link[link.find("map=")?..];
        let mut parts = rest.split('/').skip(1);
        Some((parts.next()?.parse().ok()?, leading_number(parts.next()?)?))
    })
}

fn leading_number(text: &str) -> Option<f64> {
    let inside = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    text[..text.find(|c| !inside(c)).unwrap_or(text.len())].parse().ok()
}

/// `45° 6′ 40″ N, 2° 52′ 10″ E`.
fn of_degrees(text: &str) -> Option<(f64, f64)> {
    let text = text.to_uppercase().replace("OUEST", "W").replace("EST", "E");
    let text = text.replace("NORD", "N").replace("SUD", "S").replace('O', "W");
    let side = |c: char| matches!(c, 'N' | 'S' | 'E' | 'W');
    let mut parts = text.split_inclusive(side).map(str::trim).filter(|p| !p.is_empty());
    let (first, second) = (angle(parts.next()?)?, angle(parts.next()?)?);
    if parts.next().is_some() {
        return None;
    }
    match (first, second) {
        ((lat, 'N' | 'S'), (lon, 'E' | 'W')) => Some((lat, lon)),
        ((lon, 'E' | 'W'), (lat, 'N' | 'S')) => Some((lat, lon)),
        _ => None,
    }
}

/// Degrees, then minutes, then seconds, and the side that they are on.
fn angle(text: &str) -> Option<(f64, char)> {
    let side = text.chars().next_back()?;
    let mut value = 0.0;
    let mut unit = 1.0;
    let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    for number in numbers.map(|n| n.trim_matches(',')).filter(|n| !n.is_empty()) {
        value += number.replace(',', ".").parse::<f64>().ok()? / unit;
        unit *= 60.0;
    }
    let known = (1.0..=216_000.0).contains(&unit) && unit > 1.0;
    let sign = if matches!(side, 'S' | 'W') { -1.0 } else { 1.0 };
    // A second is thirty metres: six decimals are ten centimetres.
    known.then_some(((sign * value * 1e6).round() / 1e6, side))
}

/// `45.11, 2.87`, `45.11 2.87`, `45,11 ; 2,87`, `45,11, 2,87`.
fn of_numbers(text: &str) -> Option<(f64, f64)> {
    let text = text.trim_matches(['(', ')', '[', ']', ' ']);
    let point = text.contains('.');
    let apart =
        |c: char| c.is_whitespace() || c == ';' || c == '/' || (point && c == ',');
    let parts: Vec<&str> = text
        .split(apart)
        .map(|part| part.trim_matches(','))
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str| part.replace(',', ".").parse::<f64>().ok();
    match parts[..] {
        [lat, lon] => Some((number(lat)?, number(lon)?)),
        [one] => match one.split(',').collect::<Vec<_>>()[..] {
            [lat, lon] => Some((lat.parse().ok()?, lon.parse().ok()?)),
            [lat, more, lon, other] => Some((
                number(&format!("{lat}.{more}"))?,
                number(&format!("{lon}.{other}"))?,
            )),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_as_maps_give_them() {
        for text in [
            "45.11, 2.87",
            "45.11 2.87",
            "45.11;2.87",
            "(45.11, 2.87)",
            "45,11 2,87",
            "45,11 ; 2,87",
            "45,11, 2,87",
            "45,11,2,87",
            "45°06'36\"N 2°52'12\"E",
            "45° 6′ 36″ N, 2° 52′ 12″ E",
            "2°52'12\" Est, 45°06'36\" Nord",
            "45.11° N, 2.87° E",
            "https://www.google.com/maps/place/Murat/@45.11,2.87,17z/data=!4m2",
            "https://www.google.fr/maps/@1,1,17z/data=!3m1!3d45.11!4d2.87",
            "https://www.openstreetmap.org/?mlat=45.11&mlon=2.87#map=17/1/1",
            "https://www.openstreetmap.org/#map=17/45.11/2.87",
            "https://maps.google.com/?q=45.11,2.87",
            "geo:45.11,2.87?z=17",
        ] {
            assert_eq!(read(text), Some((45.11, 2.87)), "{text}");
        }
        assert_eq!(read("48°30'N 1°30'O"), Some((48.5, -1.5)));
    }

    #[test]
    fn other_texts_are_no_positions() {
        for text in
            ["", "Murat", "45.11", "1, 2, 3", "45° 2°", "https://www.example.org/"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
