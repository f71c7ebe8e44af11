//! Builds what the program embeds: the tables of French territories and the default theme.

#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files")]

#[path = "src/geo/fold.rs"]
mod fold;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

use fold::fold;
use serde_json::Value;

const DATA: &str = "src/geo/data";

const THEME: &str = "themes/default";

fn main() {
    territory();
    theme();
    code();
}

/// Names the code that makes pages, `TT_SITE_CODE`: what another one made is made again.
fn code() {
    let mut files = vec![PathBuf::from("Cargo.lock")];
    for folder in ["src", THEME] {
        println!("cargo::rerun-if-changed={folder}");
        collect(Path::new(folder), &mut files);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        fs::read(&file).expect("a file of the project").hash(&mut hasher);
    }
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rustc-env=TT_SITE_CODE={:016x}", hasher.finish());
}

/// Embeds the files of the default theme, by path; `theme::embedded` reads them.
fn theme() {
    println!("cargo::rerun-if-changed={THEME}");
    let mut files = Vec::new();
    collect(Path::new(THEME), &mut files);
    files.sort();
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let mut rust = String::from("static EMBEDDED: &[(&str, &[u8])] = &[\n");
    for file in &files {
        let name = file.strip_prefix(THEME).expect("a file of the theme");
        let name = name.to_str().expect("a UTF-8 path").replace('\\', "/");
        let path = Path::new(&root).join(file);
        let _ = writeln!(rust, "({name:?}, include_bytes!({path:?})),");
    }
    rust.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    write(&out, "theme.rs", rust);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry of the project").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Turns `src/geo/data` into sorted columns, which need no parsing at start, and into Rust
/// constants for the small tables. `geo::table` and `geo::place` read them.
fn territory() {
    println!("cargo::rerun-if-changed={DATA}");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let epcis = sorted_rows("epci.csv");
    let communes = sorted_rows("communes.csv");
    write_communes(&out, &communes, &epcis);
    write_former_communes(&out, &communes);
    write(&out, "places.rs", places(&epcis));
    write(&out, "outlines.rs", outlines());
}

/// The columns of every row of a CSV file, without the header, sorted by the first column.
fn sorted_rows(file: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(Path::new(DATA).join(file)).expect(file);
    let mut rows: Vec<Vec<String>> =
        reader.deserialize().collect::<Result<_, _>>().expect(file);
    rows.sort();
    rows
}

fn write(out: &Path, file: &str, content: impl AsRef<[u8]>) {
    fs::write(out.join(file), content).expect(file);
}

/// Where the row with this code is.
fn position(rows: &[Vec<String>], code: &str) -> u16 {
    let index = rows.binary_search_by(|row| row[0].as_str().cmp(code)).expect(code);
    small(index)
}

/// An index as the tables store it.
fn small(index: usize) -> u16 {
    u16::try_from(index).expect("fewer rows than 65,536")
}

fn write_communes(out: &Path, communes: &[Vec<String>], epcis: &[Vec<String>]) {
    let names = communes.iter().map(|row| (row[0].as_str(), row[1].as_str()));
    write_names(out, "communes", &names.collect::<Vec<_>>());
    let postcodes: BTreeSet<&str> = communes.iter().map(|row| row[3].as_str()).collect();
    let postcodes = Vec::from_iter(postcodes);
    write_strings(out, "postcodes", postcodes.iter().copied());
    let served = communes.iter().map(|row| {
        small(postcodes.binary_search(&row[3].as_str()).expect("a list among all"))
    });
    write_numbers(out, "communes.postcodes", served);
    let populations = communes.iter().map(|row| row[4].parse().unwrap_or(u32::MAX));
    let populations = Vec::from_iter(populations.flat_map(u32::to_le_bytes));
    write(out, "communes.population", populations);
    let groups = communes.iter().map(|row| match row[5].as_str() {
        "" => u16::MAX,
        code => position(epcis, code),
    });
    write_numbers(out, "communes.epci", groups);
}

/// Former codes come with the communes that replaced them, former names from a file of
/// their own, which does not have them all.
fn write_former_communes(out: &Path, communes: &[Vec<String>]) {
    let named = sorted_rows("anciennes_communes.csv");
    let mut former: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for commune in communes {
        let codes = commune[6].split('|').filter(|code| !code.is_empty());
        former.extend(codes.map(|code| (code, ("", commune[0].as_str()))));
    }
    former.extend(
        named.iter().map(|row| (row[0].as_str(), (row[1].as_str(), row[2].as_str()))),
    );
    let names: Vec<_> = former.iter().map(|(code, (name, _))| (*code, *name)).collect();
    write_names(out, "former", &names);
    let successors = former.values().map(|(_, now)| position(communes, now));
    write_numbers(out, "former.successor", successors);
}

/// The columns of a `geo::table::Names`: codes, names, and the order of the folded names.
fn write_names(out: &Path, stem: &str, entries: &[(&str, &str)]) {
    let coded = entries.iter().all(|(code, _)| code.len() == 5);
    assert!(coded, "INSEE codes have 5 characters");
    write(out, &format!("{stem}.codes"), entries.iter().map(|e| e.0).collect::<String>());
    write_strings(out, stem, entries.iter().map(|(_, name)| *name));
    let folded: Vec<String> = entries.iter().map(|(_, name)| fold(name)).collect();
    write_strings(out, &format!("{stem}.folded"), folded.iter().map(String::as_str));
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&row| (&folded[row], row));
    write_numbers(out, &format!("{stem}.order"), order.into_iter().map(small));
}

/// A column of 16-bit numbers.
fn write_numbers(out: &Path, file: &str, numbers: impl Iterator<Item = u16>) {
    write(out, file, Vec::from_iter(numbers.flat_map(u16::to_le_bytes)));
}

/// The columns of a `geo::table::Strings`: the text end to end, and where each part ends.
fn write_strings<'a>(out: &Path, stem: &str, strings: impl Iterator<Item = &'a str>) {
    let (mut text, mut ends) = (String::new(), Vec::new());
    for string in strings {
        text.push_str(string);
        let end = u32::try_from(text.len()).expect("a few hundred kilobytes");
        ends.extend(end.to_le_bytes());
    }
    write(out, &format!("{stem}.text"), text);
    write(out, &format!("{stem}.ends"), ends);
}

/// Régions, départements, EPCIs and towns as Rust constants.
fn places(epcis: &[Vec<String>]) -> String {
    let mut rust = String::new();
    constant(&mut rust, "REGIONS", "Region", &sorted_rows("regions.csv"), |row| {
        format!("Region {{ code: {:?}, name: {:?}, seat: {:?} }}", row[0], row[1], row[2])
    });
    constant(
        &mut rust,
        "DEPARTMENTS",
        "Department",
        &sorted_rows("departements.csv"),
        |row| {
            let [code, name, region, seat] = [0, 1, 2, 3].map(|column| &row[column]);
            format!(
                "Department {{ code: {code:?}, name: {name:?}, region: {region:?}, seat: {seat:?} }}"
            )
        },
    );
    constant(&mut rust, "EPCIS", "Epci", epcis, |row| {
        let [code, name, kind, population] = [0, 1, 2, 3].map(|column| &row[column]);
        format!(
            "Epci {{ code: {code:?}, name: {name:?}, kind: EpciKind::{}, population: {population} }}",
            epci_kind(kind)
        )
    });
    constant(&mut rust, "TOWNS", "Town", &sorted_rows("villes.csv"), |row| {
        format!(
            "Town {{ commune: {:?}, position: Position {{ lat: {}, lon: {} }} }}",
            row[0],
            decimal(&row[1]),
            decimal(&row[2])
        )
    });
    rust
}

fn constant(
    rust: &mut String,
    name: &str,
    kind: &str,
    rows: &[Vec<String>],
    literal: impl Fn(&[String]) -> String,
) {
    let _ = writeln!(rust, "static {name}: [{kind}; {}] = [", rows.len());
    for row in rows {
        let _ = writeln!(rust, "{},", literal(row));
    }
    rust.push_str("];\n");
}

/// The literal of a coordinate: what is written, once known to be a number.
fn decimal(text: &str) -> String {
    format!("{:?}", text.parse::<f64>().expect("a coordinate"))
}

fn epci_kind(kind: &str) -> &str {
    match kind {
        "CC" => "CommunauteDeCommunes",
        "CA" => "CommunauteAgglomeration",
        "CU" => "CommunauteUrbaine",
        "METRO" | "MET69" => "Metropole",
        unknown => panic!("unknown kind of EPCI: {unknown}"),
    }
}

/// Outlines as Rust constants, in ten-thousandths of a degree, sorted by code.
fn outlines() -> String {
    let json =
        fs::read(Path::new(DATA).join("departements.geojson")).expect("the outlines");
    let json: Value = serde_json::from_slice(&json).expect("GeoJSON");
    let features = json["features"].as_array().expect("a feature collection");
    let shapes: BTreeMap<&str, &Value> = features
        .iter()
        .map(|feature| {
            (&feature["properties"]["code"], &feature["geometry"]["coordinates"])
        })
        .map(|(code, polygons)| (code.as_str().expect("a code"), polygons))
        .collect();
    let mut rust = format!("static OUTLINES: [Outline; {}] = [\n", shapes.len());
    for (code, polygons) in shapes {
        let polygons = polygons.as_array().expect("a multipolygon").iter();
        let rings: Vec<_> = polygons
            .flat_map(|rings| rings.as_array().expect("rings"))
            .map(ring)
            .collect();
        let _ = writeln!(
            rust,
            "Outline {{ department: {code:?}, rings: &[{}] }},",
            rings.join(",")
        );
    }
    rust + "];\n"
}

/// One ring as a literal, its closing point left out.
fn ring(points: &Value) -> String {
    let points = points.as_array().expect("a ring");
    let quantized = |value: &Value| {
        let degrees = value.as_f64().expect("a coordinate");
        (degrees * 10_000.0).round() as i32
    };
    let points: Vec<String> = points[1..]
        .iter()
        .map(|point| format!("[{},{}]", quantized(&point[0]), quantized(&point[1])))
        .collect();
    format!("&[{}]", points.join(","))
}
