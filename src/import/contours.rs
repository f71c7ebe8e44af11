//! Outlines of communes: GeoJSON as the State's address of territories gives it
//! (`geo.api.gouv.fr`), or Admin Express of the mapping agency.
//!
//! They are put on a grid of a ten-thousandth of a degree and made simple together, so that
//! neighbours keep one border. Communes that a newer one took in are joined to it.

use std::collections::BTreeMap;

use super::geojson::{Feature, Geometry, features};
use super::table::Fault;
use super::towns::Towns;
use super::{About, Importer, Opened, Reason, Row, Tally};
use crate::diag::Text;
use crate::geo::{Containment, Contour, Department};
use crate::text;
use crate::yaml::write::quoted;

/// What is told of the source.
pub const ABOUT: About<'_> = About {
    name: "contours",
    title: "Contours des communes (Admin Express)",
    producer: "IGN",
    licence: "Licence Ouverte 2.0",
    url: "https://geo.api.gouv.fr/decoupage-administratif/communes",
    unit: "communes",
};

/// What the code of a commune is called, by producer and year.
const CODES: [&str; 3] = ["code", "INSEE_COM", "code_insee"];

/// Where a shape was read: the file, and its number there.
type Origin = (String, u64);

/// Outlines of a département, while they are read.
pub struct Outlines {
    department: &'static Department,
    towns: Towns,
    /// By the code of today and that of the file, with where each different one was first seen.
    found: BTreeMap<(&'static str, String), BTreeMap<Contour, Origin>>,
}

impl Outlines {
    /// None yet.
    pub fn of(department: &'static Department) -> Self {
        Self { department, towns: Towns::of(department), found: BTreeMap::new() }
    }

    /// Takes a feature; what is wrong with it otherwise.
    fn take(
        &mut self,
        code: &str,
        feature: Feature,
        origin: Origin,
        tally: &mut Tally,
    ) -> Result<(), Text> {
        if !self.towns.is_here(code) {
            tally.drop(Reason::Elsewhere);
            return Ok(());
        }
        let Some(commune) = self.towns.find(code) else {
            return Err(text!(
                "aucune commune n’a, ni n’a eu, le code « {code} »",
                "no commune has, or had, the code `{code}`"
            ));
        };
        let polygons = feature.geometry.and_then(Geometry::polygons);
        let Some(polygons) = polygons else {
            return Err(text!(
                "« {code} » n’a pas de contour (`Polygon` ou `MultiPolygon`)",
                "`{code}` has no outline (`Polygon` or `MultiPolygon`)"
            ));
        };
        check_points(code, polygons.iter().flatten().flatten())?;
        let Some(contour) = Contour::of(&polygons) else {
            return Err(text!(
                "le contour de « {code} » n’entoure rien",
                "the outline of `{code}` surrounds nothing"
            ));
        };
        check_place(code, self.department, &contour)?;
        let key = (commune.code, code.to_owned());
        let known = self.found.entry(key).or_default();
        if known.insert(contour, origin).is_some() {
            tally.drop(Reason::Twice);
        }
        Ok(())
    }
}

/// Points that are none: in meters, or at 0, 0.
fn check_points<'p>(
    code: &str,
    mut points: impl Iterator<Item = &'p [f64; 2]> + Clone,
) -> Result<(), Text> {
    if points.clone().any(|[lon, lat]| lon.abs() > 180.0 || lat.abs() > 90.0) {
        return Err(text!(
            "le contour de « {code} » n’est pas en degrés : il faut un export en WGS 84",
            "the outline of `{code}` is not in degrees: an export in WGS 84 is due"
        ));
    }
    if points.any(|point| *point == [0.0; 2]) {
        return Err(text!(
            "le contour de « {code} » passe par le point 0, 0",
            "the outline of `{code}` goes through 0, 0"
        ));
    }
    Ok(())
}

fn check_place(
    code: &str,
    department: &Department,
    contour: &Contour,
) -> Result<(), Text> {
    match contour.containment(department.code) {
        Containment::Inside | Containment::Near => Ok(()),
        Containment::Swapped => Err(text!(
            "latitude et longitude de « {code} » sont inversées : en GeoJSON, la longitude vient d’abord",
            "latitude and longitude of `{code}` are swapped: in GeoJSON, longitude comes first"
        )),
        Containment::Outside => Err(text!(
            "le contour de « {code} » sort du département",
            "the outline of `{code}` leaves the département"
        )),
    }
}

impl Importer for Outlines {
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault> {
        let name = file.name.to_owned();
        let (mut number, mut n_coded) = (0, 0);
        let mut uncoded = Vec::new();
        let mut others: Vec<String> = Vec::new();
        features(file, |feature| {
            number += 1;
            tally.read += 1;
            let properties = feature.properties.as_ref();
            let code = CODES.iter().find_map(|key| properties?.get(*key)?.as_str());
            let Some(code) = code.map(|code| code.trim().to_owned()) else {
                if others.is_empty() {
                    others
                        .extend(properties.into_iter().flat_map(BTreeMap::keys).cloned());
                }
                uncoded.push(number);
                return;
            };
            n_coded += 1;
            let origin = (name.clone(), number);
            if let Err(text) = self.take(&code, feature, origin, tally) {
                tally.fault(of_feature(&name, number, &text));
            }
        })?;
        if n_coded == 0 {
            return Err(Fault::of_file(file, no_codes(&others)));
        }
        for number in uncoded {
            let text = text!("sans code de commune", "without the code of a commune");
            tally.fault(of_feature(&name, number, &text));
        }
        Ok(())
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".json", ".geojson"]
    }

    fn finish(self: Box<Self>, tally: &mut Tally) -> Vec<Row> {
        let mut by_commune: BTreeMap<&str, Parts> = BTreeMap::new();
        for ((now, code), found) in self.found {
            let mut found = found.into_iter();
            let Some(first) = found.next() else { continue };
            for (_, (file, number)) in found {
                let text = text!(
                    "« {code} » a deux contours différents",
                    "`{code}` has two different outlines"
                );
                tally.fault(of_feature(&file, number, &text));
            }
            by_commune.entry(now).or_default().insert(code, first);
        }
        let (mut codes, mut contours) = (Vec::new(), Vec::new());
        for (now, parts) in by_commune {
            match whole(now, &parts) {
                Ok(contour) => {
                    codes.push(now);
                    contours.push(contour);
                }
                Err(fault) => tally.fault(fault),
            }
        }
        Contour::simplify(&mut contours, Contour::FINE);
        tally.kept += codes.len() as u64;
        let rows = codes.into_iter().zip(contours).map(|(code, contour)| {
            let center = contour.center();
            Row::named(vec![("commune", quoted(code))])
                .with("centre", Some(format!("[{}, {}]", center.lat, center.lon)))
                .with("contour", Some(quoted(&contour.to_string())))
        });
        rows.collect()
    }
}

/// What each code that a commune had tells of it.
type Parts = BTreeMap<String, (Contour, Origin)>;

/// The parts of a commune together. Where one of today stands beside what it took in, it is
/// the whole of it already.
fn whole(now: &str, parts: &Parts) -> Result<Contour, Fault> {
    let all = parts.values().map(|(contour, _)| contour);
    let own = || Some(parts.get(now)?.0.clone());
    let Some(contour) = Contour::joined(all).or_else(own) else {
        let codes: Vec<&str> = parts.keys().map(String::as_str).collect();
        let codes = codes.join(", ");
        let text = text!(
            "les contours de ces anciennes communes se recouvrent : {codes}",
            "the outlines of these former communes overlap: {codes}"
        );
        let file = parts.values().map(|(_, (file, _))| file.clone()).next();
        return Err(Fault { file: file.unwrap_or_default(), line: None, text });
    };
    Ok(contour)
}

fn of_feature(file: &str, number: u64, Text { fr, en }: &Text) -> Fault {
    let text = text!("objet {number} : {fr}", "feature {number}: {en}");
    Fault { file: file.to_owned(), line: None, text }
}

/// What a file without codes has instead.
fn no_codes(others: &[String]) -> Text {
    let (one, more, also) = (CODES[0], CODES[1], CODES[2]);
    let others =
        others.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    match others.is_empty() {
        true => text!(
            "aucun objet n’a `{one}` (geo.api.gouv.fr), `{more}` ou `{also}` (Admin Express)",
            "no feature has `{one}` (geo.api.gouv.fr), `{more}` or `{also}` (Admin Express)"
        ),
        false => text!(
            "aucun objet n’a `{one}` (geo.api.gouv.fr), `{more}` ou `{also}` (Admin Express) : le fichier a {others}",
            "no feature has `{one}` (geo.api.gouv.fr), `{more}` or `{also}` (Admin Express): the file has {others}"
        ),
    }
}
