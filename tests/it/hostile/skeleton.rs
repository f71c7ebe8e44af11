//! The structure of a file without its texts: what a text of an editor must not change.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use quick_xml::events::Event;
use serde_json::Value;

use crate::laws::held::{is_formula, is_program, unfolded};

/// The structure of a file by its path; `None` for what holds no structure.
///
/// # Panics
/// When the file is not what its name promises.
pub fn of(path: &str, bytes: &[u8]) -> Option<Vec<String>> {
    let text = || std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is text"));
    let (_, extension) = path.rsplit_once('.')?;
    Some(match extension {
        "html" => of_html(text()),
        "json" | "geojson" | "webmanifest" => {
            let value =
                serde_json::from_str(text()).unwrap_or_else(|e| panic!("{path}: {e}"));
            // Search keeps words as names.
            if path.starts_with("recherche/") {
                Vec::new()
            } else {
                vec![of_json(&value)]
            }
        }
        "xml" | "svg" => of_xml(text()),
        "ics" => of_calendar(text()),
        "csv" => of_csv(text()),
        "txt" => text().lines().map(str::to_owned).collect(),
        _ => return None,
    })
}

fn of_html(html: &str) -> Vec<String> {
    let mut all = Vec::new();
    // The script or style that is open, and whether it is data.
    let mut raw: Option<(bool, String)> = None;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let mut keys = Vec::new();
                let mut is_data = false;
                for (key, value) in &tag.attributes {
                    let key = String::from_utf8_lossy(key).into_owned();
                    let value = String::from_utf8_lossy(value).into_owned();
                    assert!(!is_program(&key, &value), "<{name} {key}={value:?}>");
                    is_data |= key == "type" && value.ends_with("json");
                    // Values that the page itself acts on are compared as they are.
                    let acts =
                        key.starts_with("on") || key == "style" && !value.contains("--");
                    keys.push(if acts { format!("{key}={value}") } else { key });
                }
                keys.sort();
                // An address is broken at its commas.
                if name == "br" {
                    continue;
                }
                all.push(format!("<{name} {}>", keys.join(" ")));
                if name == "script" || name == "style" {
                    raw = Some((is_data, String::new()));
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                match raw.take() {
                    Some((true, json)) => {
                        let value = serde_json::from_str(&json);
                        all.push(of_json(
                            &value.unwrap_or_else(|e| panic!("{e}: {json}")),
                        ));
                    }
                    Some((false, code)) if name == "script" => all.push(code),
                    _ => {}
                }
                all.push(format!("</{name}>"));
            }
            Token::String(text) => {
                if let Some((_, code)) = &mut raw {
                    code.push_str(&String::from_utf8_lossy(&text));
                }
            }
            Token::Comment(_) => all.push("<!---->".into()),
            Token::Doctype(_) => all.push("<!doctype>".into()),
            Token::Error(_) => {}
        }
    }
    all
}

/// The shape of a value: its keys and lengths, not its texts.
fn of_json(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let fields =
                map.iter().map(|(key, value)| format!("{key}:{}", of_json(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(of_json).collect::<Vec<_>>().join(","))
        }
        Value::String(_) => "text".into(),
        Value::Number(_) => "number".into(),
        Value::Bool(_) => "truth".into(),
        Value::Null => "null".into(),
    }
}

fn of_xml(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut all = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e}: {xml}")) {
            Event::Eof => return all,
            Event::Text(text) => {
                let is_xml = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
                assert!(text.xml10_content().chars().all(is_xml), "{text:?}");
            }
            Event::GeneralRef(_) => {}
            Event::Start(tag) | Event::Empty(tag) => {
                let keys = tag.attributes().map(|attribute| {
                    attribute.expect("an attribute").key.into_inner().to_owned()
                });
                let keys: Vec<_> = keys.collect();
                all.push(format!("<{} {}>", tag.name().into_inner(), keys.join(" ")));
            }
            Event::End(tag) => all.push(format!("</{}>", tag.name().into_inner())),
            other => all.push(format!("{other:?}")),
        }
    }
}

fn of_calendar(text: &str) -> Vec<String> {
    let name =
        |line: &String| line.split([':', ';']).next().unwrap_or_default().to_owned();
    unfolded(text).iter().map(name).collect()
}

fn of_csv(text: &str) -> Vec<String> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.unwrap_or_else(|e| panic!("{e}: {text}"));
        for cell in &row {
            assert!(!cell.split(';').any(is_formula), "{cell}");
        }
        format!("{} cells", row.len())
    });
    rows.collect()
}

#[test]
fn structures_differ_when_a_text_gets_out() {
    for (path, sound, broken) in [
        ("a.html", "<p title=x>a</p>", "<p title=x onclick=y>a</p>"),
        ("a.html", "<p>&lt;b></p>", "<p><b></p>"),
        ("a.html", "<script>a='<b>'</script>", "<script>a='<b>';c</script>"),
        (
            "a.html",
            "<script type=a/json>[\"</b>\"]</script>",
            "<script type=a/json>[1,2]</script>",
        ),
        ("a.json", "{\"a\":\"b\"}", "{\"a\":\"b\",\"c\":1}"),
        ("a.xml", "<a>&lt;b/></a>", "<a><b/></a>"),
        ("a.ics", "A:b\\nC:d", "A:b\r\nC:d"),
        ("a.csv", "a,\"b,c\"\r\n", "a,b,c\r\n"),
    ] {
        let of = |text: &str| of(path, text.as_bytes());
        assert_eq!(of(sound), of(sound));
        assert_ne!(of(sound), of(broken), "{sound}");
    }
}
