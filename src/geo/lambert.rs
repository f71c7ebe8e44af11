//! From the Lambert-93 projection, the legal one of mainland France, to degrees.

use super::place::Position;

/// Of the ellipsoid GRS 80: its first eccentricity.
const ECCENTRICITY: f64 = 0.081_819_191_042_815_79;
/// Of the projection, as NTG 71 of IGN gives them: its exponent,
const EXPONENT: f64 = 0.725_607_765_053_267_1;
/// its constant in meters,
const CONSTANT: f64 = 11_754_255.426_096_0;
/// and the coordinates of the pole in meters.
const POLE: (f64, f64) = (700_000.0, 12_655_612.049_876);
/// Its central meridian, in degrees.
const MERIDIAN: f64 = 3.0;
/// Rounds that bring the latitude below a tenth of a millimeter.
const ROUNDS: usize = 8;

/// The position of coordinates in meters, east and north (algorithms ALG0004 and ALG0002 of
/// NTG 71). RGF 93 and WGS 84 are the same within a meter.
pub fn lambert_93(x: f64, y: f64) -> Position {
    let (east, south) = (x - POLE.0, POLE.1 - y);
    let radius = east.hypot(south);
    let isometric = -(radius / CONSTANT).ln() / EXPONENT;
    let mut lat = 2.0 * isometric.exp().atan() - std::f64::consts::FRAC_PI_2;
    for _ in 0..ROUNDS {
        let sine = ECCENTRICITY * lat.sin();
        let stretch = ((1.0 + sine) / (1.0 - sine)).powf(ECCENTRICITY / 2.0);
        lat = 2.0 * (stretch * isometric.exp()).atan() - std::f64::consts::FRAC_PI_2;
    }
    let lon = (east / south).atan() / EXPONENT;
    Position { lat: lat.to_degrees(), lon: MERIDIAN + lon.to_degrees() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_where_the_reference_puts_them() {
        // Worked out with PROJ from EPSG:4326 to EPSG:2154.
        for (x, y, lat, lon) in [
            (700_000.0, 6_600_000.0, 46.5, 3.0),
            (689_689.84, 6_445_733.35, 45.1108, 2.8689),
            (655_798.18, 6_425_290.25, 44.9254, 2.4398),
            (146_632.98, 6_836_262.33, 48.3904, -4.4861),
            (1_050_362.70, 6_840_899.65, 48.5734, 7.7521),
            (1_176_667.56, 6_108_273.28, 41.9192, 8.7386),
        ] {
            let found = lambert_93(x, y);
            assert!((found.lat - lat).abs() < 2e-7, "{found:?} is not {lat}");
            assert!((found.lon - lon).abs() < 2e-7, "{found:?} is not {lon}");
        }
    }

    #[test]
    fn nothing_that_is_written_panics() {
        for x in [0.0, 700_000.0, -1e9, 1e300] {
            for y in [0.0, 12_655_612.049_876, 1e300] {
                let _ = lambert_93(x, y);
            }
        }
    }
}
