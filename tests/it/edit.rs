//! Forms over the files of the demonstration portal: what a form does not change keeps its
//! bytes, and a change changes nothing else.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::{Map, Value};
use tt_site::config::Settings;
use tt_site::edit::merge::{Form, create, merge, read};
use tt_site::edit::value::{of_map, pruned, same};
use tt_site::model::entry::fields;
use tt_site::model::place::{Located, locate};
use tt_site::model::record::{Field, Record};

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/content");

struct File {
    path: String,
    text: String,
    fields: Vec<Field>,
    values: Map<String, Value>,
    body: Option<String>,
}

/// Every file of the portal with its form.
fn files() -> Vec<File> {
    let mut paths = Vec::new();
    collect(Path::new(CONTENT), &mut paths);
    let files: Vec<File> = paths.iter().filter_map(|path| open(path)).collect();
    assert!(files.len() > 100, "{} files", files.len());
    files
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|e| e == "md" || e == "yaml") {
            paths.push(path);
        }
    }
    paths.sort();
}

fn open(path: &Path) -> Option<File> {
    let text = fs::read_to_string(path).expect("a readable file");
    let path = path.strip_prefix(CONTENT).expect("content").to_str()?.to_owned();
    let fields = match locate(&path) {
        Located::Settings(_) => Settings::fields(),
        Located::Entry(place, _) => fields(place.kind),
        _ => return None,
    };
    let (front, start) = read(&path, &text).expect("a sound file");
    let values = of_map(&front, &fields);
    let body = path.ends_with(".md").then(|| text[start..].to_owned());
    Some(File { path, text, fields, values, body })
}

impl File {
    fn with(&self, values: &Map<String, Value>) -> String {
        let form = Form { values, body: self.body.as_deref(), fields: &self.fields };
        merge(&self.path, &self.text, &form)
            .unwrap_or_else(|why| panic!("{}: {}", self.path, why.en))
    }
}

#[test]
fn saving_without_a_change_keeps_every_byte() {
    for file in files() {
        assert_eq!(file.with(&file.values), file.text, "{}", file.path);
        let crlf = File { text: file.text.replace('\n', "\r\n"), ..file };
        assert_eq!(crlf.with(&crlf.values), crlf.text, "{}", crlf.path);
    }
}

/// The value with another one at its `n`-th leaf.
fn changed(value: &Value, n: &mut usize) -> Option<Value> {
    match value {
        Value::Array(items) => {
            let (i, new) = items
                .iter()
                .enumerate()
                .find_map(|(i, item)| Some((i, changed(item, n)?)))?;
            let mut items = items.clone();
            items[i] = new;
            Some(Value::Array(items))
        }
        Value::Object(map) => {
            let (key, new) = map
                .iter()
                .find_map(|(key, item)| Some((key.clone(), changed(item, n)?)))?;
            let mut map = map.clone();
            map.insert(key, new);
            Some(Value::Object(map))
        }
        Value::Null => None,
        leaf if *n == 0 => Some(match leaf {
            Value::Bool(yes) => Value::Bool(!yes),
            Value::Number(_) => Value::from(4321),
            _ => Value::from("Été : l’autre « valeur » # 1"),
        }),
        _ => {
            *n -= 1;
            None
        }
    }
}

#[test]
fn a_changed_value_changes_its_lines_alone() {
    let seen: usize = files().par_iter().map(change_each).sum();
    assert!(seen > 2000, "{seen} values");
}

fn change_each(file: &File) -> usize {
    let whole = Value::Object(file.values.clone());
    for n in 0.. {
        let Some(Value::Object(values)) = changed(&whole, &mut { n }) else { return n };
        let new = file.with(&values);
        let (old_lines, new_lines): (Vec<&str>, Vec<&str>) =
            (file.text.lines().collect(), new.lines().collect());
        let head = old_lines.iter().zip(&new_lines).take_while(|(a, b)| a == b).count();
        let ends = old_lines[head..].iter().rev().zip(new_lines[head..].iter().rev());
        let tail = ends.take_while(|(a, b)| a == b).count();
        let touched = new_lines.len() - head - tail;
        assert_eq!(touched, 1, "{}, value {n}:\n{new}", file.path);
    }
    unreachable!("files are finite")
}

#[test]
fn a_field_that_is_emptied_and_filled_again_says_the_same() {
    for file in files() {
        for key in file.values.keys() {
            let mut without = file.values.clone();
            without.remove(key);
            let shorter = File { text: file.with(&without), ..open_again(&file) };
            let back = shorter.with(&file.values);
            let (front, _) = read(&file.path, &back).expect("a sound file");
            let said = pruned(&Value::Object(of_map(&front, &file.fields)));
            let meant = pruned(&Value::Object(file.values.clone()));
            assert!(same(&said, &meant), "{} {key}:\n{back}", file.path);
            let comments =
                |text: &str| text.lines().filter(|l| l.trim().starts_with('#')).count();
            assert!(comments(&back) >= comments(&file.text), "{} {key}", file.path);
        }
    }
}

fn open_again(file: &File) -> File {
    open(&Path::new(CONTENT).join(&file.path)).expect("the same file")
}

#[test]
fn a_new_file_says_what_its_form_says() {
    for file in files() {
        let form = Form {
            values: &file.values,
            body: file.body.as_deref(),
            fields: &file.fields,
        };
        let text = create(&form);
        let (front, start) = read(&file.path, &text)
            .unwrap_or_else(|| panic!("{} does not read:\n{text}", file.path));
        let said = pruned(&Value::Object(of_map(&front, &file.fields)));
        let meant = pruned(&Value::Object(file.values.clone()));
        assert!(same(&said, &meant), "{}:\n{text}", file.path);
        if let Some(body) = &file.body {
            assert_eq!(text[start..].trim(), body.trim(), "{}", file.path);
        }
    }
}
