//! What a result shows, in files of neighboring documents, and what filters them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Document;
use super::bits;
use super::places::{Department, hundredths};
use super::shard::scaled;
use super::words::words;

/// Documents whose texts are fetched together, in a portal of [`scaled`]'s size.
const BLOCK: usize = 14;

/// How many documents' texts are fetched together.
pub fn block(total: u32) -> usize {
    scaled(BLOCK, total)
}

/// Characters of a page that a result shows.
const EXTRACT: usize = 150;

/// Documents of each kind, in the order in which they stand, and what their addresses have in
/// common: the script counts, filters and names by it without a file more.
#[derive(Debug, Default)]
pub struct Shelves<'a> {
    /// Slugs of the départements, nothing first for what belongs to none; the settings have
    /// them with their names.
    pub departments: Vec<&'a str>,
    /// Each kind, the folder of its addresses (`$` for the département), how many documents.
    pub kinds: Vec<(&'a str, String, usize)>,
}

/// What stands where.
pub fn shelves<'a>(
    documents: &[&'a Document],
    departments: &'a [Department],
) -> Shelves<'a> {
    let named = departments.iter().map(|department| department.slug.as_str());
    let all: BTreeSet<&str> = named.chain([""]).collect();
    let shelf = |part: &[&'a Document]| (part[0].kind.as_str(), folder(part), part.len());
    let kinds = documents.chunk_by(|a, b| a.kind == b.kind).map(shelf).collect();
    Shelves { departments: all.into_iter().collect(), kinds }
}

impl Shelves<'_> {
    fn department(&self, document: &Document) -> usize {
        self.departments.binary_search(&document.department.as_str()).unwrap_or(0)
    }
}

/// The folder of most of these documents.
fn folder(documents: &[&Document]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for Document { url, department, .. } in documents {
        let name = url.trim_end_matches('/');
        let folder = name.rfind('/').map_or("", |at| &name[..=at]);
        let general = match department.is_empty() {
            true => folder.to_owned(),
            false => folder.replacen(&format!("/{department}/"), "/$/", 1),
        };
        *counts.entry(general).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(folder, _)| folder).unwrap_or_default()
}

/// The files of texts: for each document its title, the number of its département, its address,
/// its extract, its commune and its date; what is empty at the end is left out.
pub fn blocks(documents: &[&Document], shelves: &Shelves<'_>) -> Vec<String> {
    let folders: BTreeMap<&str, &str> =
        shelves.kinds.iter().map(|(kind, folder, _)| (*kind, folder.as_str())).collect();
    let rows = documents.iter().map(|document| {
        let Document { title, url, summary, body, commune, date, .. } = document;
        let folder = folders.get(document.kind.as_str()).copied().unwrap_or_default();
        let tail = tail(url, &folder.replacen('$', &document.department, 1), title);
        let commune = commune.map_or("", |commune| commune.name);
        let mut row = vec![json!(title), json!(shelves.department(document))];
        let texts = [tail, extract(summary, body), commune.to_owned(), date.clone()];
        row.extend(texts.map(Value::String));
        while row.last().is_some_and(|last| last == "") {
            row.pop();
        }
        Value::Array(row)
    });
    let rows: Vec<Value> = rows.collect();
    rows.chunks(block(documents.len() as u32))
        .map(|block| json!(block).to_string())
        .collect()
}

/// The documents of each département, in the order of the shelves.
pub fn departments(documents: &[&Document], shelves: &Shelves<'_>) -> String {
    let total = documents.len() as u32;
    let numbers: Vec<usize> =
        documents.iter().map(|found| shelves.department(found)).collect();
    let of = |department: usize| -> Vec<u32> {
        let all = (0..).zip(&numbers);
        all.filter(|(_, found)| **found == department).map(|(number, _)| number).collect()
    };
    let sets: Vec<String> =
        (0..shelves.departments.len()).map(|n| bits::set(&of(n), total)).collect();
    json!(sets).to_string()
}

/// The address after its folder, which is most often its title's words and then nothing; the
/// whole of it when it lies elsewhere.
fn tail(url: &str, folder: &str, title: &str) -> String {
    let Some(name) = url.strip_prefix(folder).and_then(|tail| tail.strip_suffix('/'))
    else {
        return url.to_owned();
    };
    if name.is_empty() || name.contains('/') {
        return url.to_owned();
    }
    let is_told = name == slug(title);
    if is_told { String::new() } else { name.to_owned() }
}

/// The name that the script makes of a title.
fn slug(title: &str) -> String {
    let words: Vec<String> = words(title)
        .into_iter()
        .filter(|word| !word.joined)
        .map(|word| word.form)
        .collect();
    words.join("-")
}

/// The summary, or else as much of the body as fits, cut between two words.
fn extract(summary: &str, body: &str) -> String {
    let text = if summary.is_empty() { body } else { summary };
    let mut extract = String::new();
    for word in text.split_whitespace() {
        if extract.chars().count() + word.chars().count() > EXTRACT {
            extract.push('…');
            break;
        }
        if !extract.is_empty() {
            extract.push(' ');
        }
        extract.push_str(word);
    }
    extract
}

/// What filters need beyond kinds and départements, in one file fetched when they are used:
/// communes with the positions and sets of their documents, the last days of events, opening
/// hours, jobs that can be done from afar.
pub fn filters(documents: &[&Document]) -> String {
    let total = documents.len() as u32;
    let mut communes: BTreeMap<(&str, &str), Vec<(u32, &Document)>> = BTreeMap::new();
    let mut days: BTreeMap<i32, Vec<u32>> = BTreeMap::new();
    let mut hours: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    let mut remote = Vec::new();
    for (number, document) in (0..).zip(documents) {
        if let Some(commune) = &document.commune {
            communes
                .entry((commune.name, commune.code))
                .or_default()
                .push((number, document));
        }
        if let Some(day) = document.last_day {
            days.entry(day).or_default().push(number);
        }
        if let Some((rules, zone)) = &document.hours {
            hours.entry((rules, zone)).or_default().push(number);
        }
        if document.remote {
            remote.push(number);
        }
    }
    let commune = |((name, code), documents): (&(&str, &str), &Vec<(u32, &Document)>)| {
        let numbers: Vec<u32> = documents.iter().map(|(number, _)| *number).collect();
        let at = documents.iter().find_map(|(_, document)| document.position);
        json!([code, name, bits::set(&numbers, total), at.map(hundredths)])
    };
    let communes: Vec<Value> = communes.iter().map(commune).collect();
    let set = |numbers: &Vec<u32>| bits::set(numbers, total);
    let days: Vec<Value> = days.iter().map(|(day, all)| json!([day, set(all)])).collect();
    let hours: Vec<Value> =
        hours.iter().map(|((rules, zone), all)| json!([rules, zone, set(all)])).collect();
    json!([communes, days, hours, set(&remote)]).to_string()
}
