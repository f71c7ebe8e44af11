//! What must hold of any input, one function each. Fuzz targets and the property tests of
//! `tests/it/laws.rs` call the same ones.

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use tt_site::calendar::{
    Calendar, IcsEvent, MAX_OCCURRENCES, Organizer, Recurrence, Status, Timing, Zone,
    expand,
};
use tt_site::compile::examine;
use tt_site::diag::{Diagnostics, Tongue, human, json};
use tt_site::geo::{self, Position};
use tt_site::import::{Mapping, Opened, Source as Official, Tally};
use tt_site::index::export::Type;
use tt_site::index::export::table::{Cell, Field, Table};
use tt_site::index::export::write::{self, Notice};
use tt_site::parse::markdown::{self, Verbatim};
use tt_site::site::address::{Base, file_of, url_of};
use tt_site::site::link;
use tt_site::source::{Source, Sources};
use tt_site::text::hours::Hours;
use tt_site::text::slug::{Anchors, is_slug, slug};
use tt_site::world::World;
use tt_site::yaml::{self, Kind, Node};

/// Files that give every decoder something to read.
const PLACES: [&str; 8] = [
    "content/portail.yaml",
    "content/accueil.md",
    "content/departements/cantal/departement.md",
    "content/departements/cantal/espaces/a.md",
    "content/departements/cantal/agenda/a.md",
    "content/departements/cantal/offres/a.md",
    "content/departements/cantal/formations/a.md",
    "content/departements/cantal/reseau/membres.yaml",
];

const SETTINGS: &str =
    "titre: Portail\nurl: https://www.example.org\nediteur:\n  nom: Éditeur\n";

/// A law, its name, and an input that is near what it reads.
pub type Law = (&'static str, fn(&str));

/// Every law.
pub const LAWS: [Law; 10] = [
    ("front_matter", front_matter),
    ("markdown", markdown),
    ("hours", hours),
    ("recurrence", recurrence),
    ("geojson", geojson),
    ("csv", csv),
    ("calendar", calendar),
    ("slugs", slugs),
    ("urls", urls),
    ("imports", imports),
];

/// A file of any kind is read without a panic, and what is said of it lies within it.
pub fn front_matter(text: &str) {
    for place in PLACES {
        let mut files = vec![source(place, text)];
        if place != PLACES[0] {
            files.push(source(PLACES[0], SETTINGS));
        }
        if !place.ends_with("departement.md") {
            let department = "---\ncode: \"15\"\nnom: Cantal\n---\n";
            files.push(source("content/departements/cantal/departement.md", department));
        }
        let sources = Sources::new(files);
        let found = examine(&World::of(sources.clone()));
        assert_told(&found, &sources);
    }
    let sources = Sources::new(vec![source("a.yaml", text)]);
    let (id, _) = sources.iter().next().expect("one file");
    if let Some(node) = yaml::parse(text, id, 0, &mut Diagnostics::default()) {
        assert_inside(&node, text);
    }
}

fn source(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into() }
}

/// Findings lie within their files, and can be shown to people and programs.
fn assert_told(found: &Diagnostics, sources: &Sources) {
    for finding in found.iter() {
        let fixes = finding.hints.iter().filter_map(|hint| hint.replacement.as_ref());
        let spans = fixes.map(|(span, _)| *span).chain(finding.span);
        for span in spans {
            let text = &sources.get(span.source).text;
            assert!(text.get(span.range()).is_some(), "{finding:?}");
        }
    }
    let told = human::render(found, sources, &human::Style::plain(Tongue::French));
    let is_sent = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    assert!(
        !told.contains(is_sent),
        "a control character reaches the terminal: {told:?}"
    );
    for line in json::render(found, sources, Tongue::English).lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("a line of JSON");
    }
}

fn assert_inside(node: &Node, text: &str) {
    assert!(text.get(node.span.range()).is_some());
    if let Kind::Scalar { text, .. } = &node.kind {
        assert!(!text.contains(tt_site::text::hidden::is_hidden));
    }
    node.items().iter().for_each(|item| assert_inside(item, text));
    for (key, value) in node.entries() {
        assert_inside(key, text);
        assert_inside(value, text);
    }
}

/// A body becomes HTML in which nothing runs.
pub fn markdown(text: &str) {
    let (body, problems) = markdown::parse(text, 0);
    for problem in problems {
        assert!(text.get(problem.span).is_some());
    }
    let html = markdown::render(&body, &mut Verbatim);
    assert_eq!(dangers(&html), Vec::<String>::new(), "{text:?}\n{html}");
}

/// Elements that a page has only where the theme puts them.
const FOREIGN: [&str; 16] = [
    "applet", "base", "embed", "form", "frame", "iframe", "link", "math", "meta",
    "object", "portal", "script", "style", "svg", "template", "textarea",
];

/// What could act in some HTML: foreign elements, handlers, addresses that are programs.
pub fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for token in html5gum::Tokenizer::new(html).flatten() {
        let html5gum::Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if FOREIGN.contains(&name.as_str()) {
            found.push(format!("<{name}>"));
        }
        for (key, value) in &tag.attributes {
            let key = String::from_utf8_lossy(key).into_owned();
            let value = String::from_utf8_lossy(value).into_owned();
            // Elements of the theme's own have `on` among their attributes, for what they do.
            let handles = key.starts_with("on") && !name.contains('-');
            if handles || key == "style" || key == "srcdoc" || is_program(&key, &value) {
                found.push(format!("<{name} {key}={value:?}>"));
            }
        }
    }
    found
}

/// Whether an attribute is an address that runs, as browsers read it.
pub fn is_program(key: &str, value: &str) -> bool {
    const ADDRESSES: [&str; 9] = [
        "action",
        "background",
        "cite",
        "data",
        "formaction",
        "href",
        "poster",
        "src",
        "xlink:href",
    ];
    let address: String = value
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let runs = ["javascript", "data", "vbscript", "blob", "file"];
    ADDRESSES.contains(&key) && runs.contains(&scheme.to_lowercase().as_str())
}

/// Hours that are understood read back the same, faults lie in the text.
pub fn hours(text: &str) {
    match text.parse::<Hours>() {
        Err(error) => assert!(text.get(error.span).is_some()),
        Ok(hours) => {
            for month in 1..=12 {
                let _ = hours.week(month);
            }
            let _ = (hours.seasons(), hours.json(), hours.specifications(2026));
            let again = hours.to_string();
            assert_eq!(again.parse::<Hours>().as_ref(), Ok(&hours), "{again}");
        }
    }
}

/// The days over which series are unrolled in these tests.
const HORIZON: (Date, Date) = (date(2026, 1, 1), date(2027, 12, 31));

/// A rule that is understood comes to an end, in order.
pub fn recurrence(text: &str) {
    match Recurrence::parse(text) {
        Err(error) => assert!(text.get(error.span).is_some()),
        Ok(rule) => {
            let timing = timing(Some(rule));
            let times = expand(&timing, HORIZON);
            assert!(times.len() <= MAX_OCCURRENCES);
            assert!(times.is_sorted_by(|a, b| a.start < b.start));
            let _ = (timing.first(), timing.describe("fr"), timing.describe("en"));
        }
    }
}

fn timing(recurrence: Option<Recurrence>) -> Timing {
    Timing {
        start: date(2026, 2, 28).at(18, 30, 0, 0),
        end: Some(date(2026, 2, 28).at(20, 0, 0, 0)),
        all_day: false,
        recurrence,
        exceptions: vec![date(2026, 3, 31)],
        others: Vec::new(),
        zone: Zone::paris(),
    }
}

/// Tables of texts: a row a line, a cell between tabs.
fn table(text: &str) -> Table {
    let field = |name| Field { name, help: "", kind: Type::Text, required: false };
    let rows = text.split('\n').map(|line| {
        let mut cells = line.split('\t').map(|cell| Cell::Text(cell.to_owned()));
        let mut next = || cells.next().unwrap_or(Cell::Empty);
        vec![next(), next()]
    });
    Table { fields: vec![field("a"), field("b")], rows: rows.collect() }
}

/// GeoJSON reads back, with the texts that were written.
pub fn geojson(text: &str) {
    let table = table(text);
    let notice = Notice {
        titre: text,
        documentation: String::new(),
        licence: "",
        editeur: text,
        date_export: String::new(),
    };
    let number = |at: usize| text.as_bytes().get(at).map_or(0.0, |byte| f64::from(*byte));
    let at = |row| Position { lat: number(row) / 3.0, lon: number(row + 1) };
    let positions: Vec<_> =
        (0..table.rows.len()).map(|row| (row % 2 == 0).then(|| at(row))).collect();
    let bytes = write::geojson(&notice, &table, &positions);
    let value: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(value["titre"], text);
    let features = value["features"].as_array().expect("a list");
    assert_eq!(features.len(), table.rows.len());
    for (feature, row) in features.iter().zip(&table.rows) {
        let Cell::Text(first) = &row[0] else { continue };
        assert_eq!(feature["properties"]["a"], *first);
    }
}

/// CSV reads back, and no cell is a formula.
pub fn csv(text: &str) {
    let table = table(text);
    let bytes = write::csv(&table);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let read: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(read.len(), table.rows.len());
    for (read, written) in read.iter().zip(&table.rows) {
        for (read, written) in read.iter().zip(written) {
            let written = match written {
                Cell::Text(text) => text.as_str(),
                _ => "",
            };
            let bare = |text: &str| text.replace('\'', "");
            assert_eq!(bare(read), bare(written));
            assert!(!read.split(';').any(is_formula), "{read:?}");
        }
    }
}

/// Whether a spreadsheet takes a cell for a formula. A number with its sign is none.
pub fn is_formula(cell: &str) -> bool {
    let number = |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || c == '.');
    let start = cell.trim_start_matches([' ', '\u{a0}', '\n']);
    let end = start.trim_end_matches('\n');
    let is_number =
        end.strip_prefix(['+', '-']).is_some_and(|n| !n.is_empty() && number(n));
    start.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
        && !is_number
}

/// A calendar unfolds to what was written into it, in lines that programs accept.
pub fn calendar(text: &str) {
    let event = IcsEvent {
        uid: format!("{text}@example.org"),
        sequence: 1,
        stamp: date(2026, 1, 1),
        timing: timing(None),
        summary: text.into(),
        description: Some(format!("{text}\n{text}")),
        location: Some(text.into()),
        geo: Some((45.0, 2.0)),
        url: None,
        organizer: Some(Organizer { name: text.into(), email: "a@example.org".into() }),
        categories: vec![text.into(), "b".into()],
        status: Status::Confirmed,
        overrides: Vec::new(),
    };
    let calendar = Calendar {
        name: text.into(),
        url: "https://www.example.org/agenda/".into(),
        zone: Zone::paris(),
        prodid: "-//tt-site//Agenda//FR".into(),
        refresh: 12,
    };
    let written = calendar.write(&[event]);
    let lines = unfolded(&written);
    let read = |name: &str| {
        let mut values = lines.iter().filter_map(|line| line.strip_prefix(name));
        unescaped(values.next_back().expect(name))
    };
    assert_eq!(read("SUMMARY:"), without_controls(text));
    assert_eq!(read("LOCATION:"), without_controls(text));
    assert_eq!(read("X-WR-CALNAME:"), without_controls(text));
    assert_eq!(read("DESCRIPTION:"), without_controls(&format!("{text}\n{text}")));
    let names: Vec<&str> =
        lines.iter().map(|line| line.split([':', ';']).next().unwrap_or("")).collect();
    assert_eq!(names, NAMES);
}

/// The properties of a calendar of one event, in order.
const NAMES: [&str; 45] = [
    "BEGIN",
    "VERSION",
    "PRODID",
    "CALSCALE",
    "METHOD",
    "NAME",
    "X-WR-CALNAME",
    "X-WR-TIMEZONE",
    "URL",
    "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL",
    "BEGIN",
    "TZID",
    "BEGIN",
    "DTSTART",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "TZNAME",
    "RRULE",
    "END",
    "BEGIN",
    "DTSTART",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "TZNAME",
    "RRULE",
    "END",
    "END",
    "BEGIN",
    "UID",
    "DTSTAMP",
    "LAST-MODIFIED",
    "SEQUENCE",
    "STATUS",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "GEO",
    "ORGANIZER",
    "CATEGORIES",
    "END",
    "END",
    "",
];

/// The lines of a calendar as programs put them together (RFC 5545 §3.1).
pub fn unfolded(calendar: &str) -> Vec<String> {
    for line in calendar.split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.contains(char::is_control), "{line:?}");
    }
    calendar.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, (c == '\\').then(|| chars.next()).flatten()) {
            ('\\', Some('n')) => text.push('\n'),
            ('\\', Some(escaped)) => text.push(escaped),
            (c, _) => text.push(c),
        }
    }
    text
}

fn without_controls(text: &str) -> String {
    let kept = |c: &char| !c.is_control() || *c == '\n';
    text.replace("\r\n", "\n").chars().filter(kept).collect()
}

/// Slugs are their own, anchors never repeat.
pub fn slugs(text: &str) {
    let once = slug(text);
    assert_eq!(slug(&once), once);
    assert!(once.is_empty() || is_slug(&once), "{once}");
    let mut anchors = Anchors::default();
    let mut given: Vec<_> = text.lines().map(|line| anchors.claim(line)).collect();
    let count = given.len();
    given.sort();
    given.dedup();
    assert_eq!(given.len(), count);
}

/// No address leads out of the portal's folder, none of the portal's own runs.
pub fn urls(text: &str) {
    for from in ["content/departements/cantal/espaces/a.md", "content/accueil.md", ""] {
        let Some(path) = link::resolve(from, text) else { continue };
        assert!(path == "content" || path.starts_with("content/"), "{path}");
        let is_out = |part: &str| part.is_empty() || part == "." || part == "..";
        assert!(!path.split('/').any(is_out), "{path}");
        if !path.contains('\0') {
            let relative = link::relative("content/accueil.md", &path);
            assert_eq!(link::resolve("content/accueil.md", &relative), Some(path));
        }
    }
    if is_program("href", text) {
        assert!(link::is_outside(text.trim_start_matches(|c: char| c <= ' ')), "{text}");
    }
    let base = Base::new(text);
    let mut whole = String::new();
    let _ = write!(whole, "{}{}", base.absolute("/carte/"), base.host());
    assert!(base.href("/carte/").ends_with("/carte/"));
    assert_eq!(url_of(&file_of("/a/b/")), "/a/b/");
}

/// A file of any source is read without a panic, whatever it is taken for.
pub fn imports(text: &str) {
    const HEADS: [&str; 5] = [
        "",
        "[",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n",
        "Nom_du_POI,Latitude,Longitude,Adresse_postale,Code_postal_et_commune,\
         Periodes_regroupees,Date_de_mise_a_jour,Contacts_du_POI,Description,URI_ID_du_POI\n",
        "ID,NOM_TL,ADRESSE,INSEECOM,NOMCOM,WEB,TYPO,LAT,LONG\n",
    ];
    let day = date(2026, 11, 22);
    let department = geo::department("15").expect("a département");
    for (source, head) in Official::ALL.iter().flat_map(|s| HEADS.map(|head| (s, head))) {
        let text = format!("{head}{text}");
        let (mut importer, mut tally) =
            (source.importer(department, day), Tally::default());
        let mut bytes = text.as_bytes();
        let mut file = Opened { name: "a", date: day, bytes: &mut bytes };
        // What is refused is told; nothing else is asked of it.
        let _ = importer.read(&mut file, &mut tally);
        importer.finish(&mut tally);
    }
    let _ = Mapping::read("a.yaml", text);
}
