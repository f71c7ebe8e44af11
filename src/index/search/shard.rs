//! Terms cut into files small enough that a query fetches only what it needs.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::json;

use super::bits;
use super::places::Place;
use super::terms::{Postings, Terms};

/// Letters of a file of terms in a portal of [`scaled`]'s size, before the host compresses it.
const TERMS: usize = 3600;

/// Letters that a word takes in its file, about.
const WORD: usize = 5;

/// Letters of a file of backward words.
const BACKWARD: usize = 16_000;

/// Beginnings of words whose best documents are told at once, where there are too many words
/// to fetch.
const BEGINNING: std::ops::RangeInclusive<usize> = 2..=4;

/// How many documents are told for a beginning.
const BEST: usize = 20;

/// Files of JSON and the word that each starts with: the last one that is not after a word
/// has it.
#[derive(Debug, Default)]
pub struct Shards {
    /// Their first words, as short as may be.
    pub starts: Vec<String>,
    /// Their contents, in the same order.
    pub files: Vec<String>,
}

/// What may stand at a place of the alphabet.
struct Entry<'a> {
    form: &'a str,
    source: Source<'a>,
}

/// Where its documents come from.
enum Source<'a> {
    /// A family of words.
    Family(usize),
    /// The beginning of words, with its own.
    Beginning(&'a str),
}

/// A size of files, which is meant for a portal of 3,000 pages, in one of another size: the
/// larger the portal, the fewer and larger its files, in measure.
pub fn scaled(size: usize, total: u32) -> usize {
    (size as f64 * (f64::from(total.max(300)) / 3000.0).powf(0.25)) as usize
}

/// The files of terms: words and their documents, and the places of that name.
pub fn terms(
    terms: &Terms,
    places: &BTreeMap<String, Vec<Place>>,
    departments: &[&str],
    total: u32,
) -> Shards {
    let families: Vec<String> =
        terms.families.par_iter().map(|family| bits::postings(family, total)).collect();
    let starts = starts(terms, &families, places, total);
    let beginnings = beginnings(terms, &starts, total);
    let words = terms.forms.iter().map(|(form, family)| (form, Source::Family(*family)));
    let begun = beginnings.iter().map(|(form, best)| (form, Source::Beginning(best)));
    let mut entries: Vec<Entry<'_>> =
        words.chain(begun).map(|(form, source)| Entry { form, source }).collect();
    entries.sort_unstable_by_key(|entry| entry.form);
    let ranges = ranges(&starts, &entries, |entry| entry.form);
    let keys: Vec<&String> = places.keys().collect();
    let place_ranges = self::ranges(&starts, &keys, |key| key);
    let files = ranges.into_par_iter().zip(place_ranges).map(|(range, keys)| {
        let local = keys.iter().flat_map(|key| &places[*key]);
        let local: Vec<String> = local.map(|place| place.text(departments)).collect();
        let (words, postings) = file(range, &families);
        json!([words, postings, local.join("\n")]).to_string()
    });
    Shards { files: files.collect(), starts }
}

/// The word that each file starts with: after so many letters of words, documents and places,
/// and as short as keeps it apart from the word before; the first file takes all that comes.
fn starts(
    terms: &Terms,
    families: &[String],
    places: &BTreeMap<String, Vec<Place>>,
    total: u32,
) -> Vec<String> {
    let words = terms.forms.iter().map(|(form, family)| (form, WORD, Some(*family)));
    let named =
        places.iter().map(|(key, all)| (key, all.iter().map(Place::size).sum(), None));
    let mut all: Vec<(&String, usize, Option<usize>)> = words.chain(named).collect();
    all.sort_unstable();
    let most = scaled(TERMS, total);
    let mut starts = vec![String::new()];
    let mut seen = vec![0; families.len()];
    let (mut size, mut before) = (0, "");
    // The best place to cut among the last ones, and what stands after it.
    let mut best: Option<(&str, usize)> = None;
    for (key, own, family) in all {
        let new = family.filter(|family| seen[*family] != starts.len());
        let more = own + new.map_or(0, |family| families[family].len());
        if size + more > most && (best.is_some() || key != before) {
            let (start, rest) = best.take().unwrap_or((apart(before, key), 0));
            starts.push(start.to_owned());
            size = rest;
        }
        let start = apart(before, key);
        let is_better = best.is_none_or(|(known, _)| start.len() <= known.len());
        match &mut best {
            _ if size > most / 4 * 3 && key != before && is_better => {
                best = Some((start, more));
            }
            Some((_, rest)) => *rest += more,
            None => {}
        }
        if let Some(family) = family {
            seen[family] = starts.len();
        }
        size += more;
        before = key;
    }
    starts
}

/// The shortest beginning of a word that comes after another one.
fn apart<'a>(before: &str, word: &'a str) -> &'a str {
    let ends = word.char_indices().map(|(at, _)| at).skip(1).chain([word.len()]);
    ends.map(|end| &word[..end]).find(|start| *start > before).unwrap_or(word)
}

/// The items of each file, in order.
fn ranges<'a, T>(
    starts: &[String],
    items: &'a [T],
    key: impl Fn(&T) -> &str,
) -> Vec<&'a [T]> {
    let bounds = starts
        .iter()
        .map(|start| items.partition_point(|item| key(item) < start.as_str()));
    let bounds: Vec<usize> = bounds.chain([items.len()]).collect();
    bounds.windows(2).map(|pair| &items[pair[0]..pair[1]]).collect()
}

/// The best documents of every beginning whose words stand in several files.
fn beginnings(terms: &Terms, starts: &[String], total: u32) -> BTreeMap<String, String> {
    let lengths = BEGINNING.into_par_iter();
    let all = lengths.flat_map_iter(|length| {
        let begins =
            move |form: &str| form.char_indices().nth(length).map(|(end, _)| end);
        let same = move |a: &(String, usize), b: &(String, usize)| {
            begins(&a.0).is_some_and(|end| b.0.starts_with(&a.0[..end]))
        };
        terms.forms.chunk_by(same).filter_map(move |words| {
            let first = &words[0].0;
            let beginning = &first[..begins(first)?];
            let is_cut = |start: &String| start.starts_with(beginning) && start > first;
            let best = starts.iter().any(is_cut).then(|| best(terms, words, total))?;
            Some((format!("{beginning}*"), bits::postings(&best, total)))
        })
    });
    all.collect::<Vec<_>>().into_iter().collect()
}

/// The documents in which some words weigh most.
fn best(terms: &Terms, words: &[(String, usize)], total: u32) -> Postings {
    let mut most = vec![None; total as usize];
    for (_, family) in words {
        for (document, impact) in &terms.families[*family] {
            let known = &mut most[*document as usize];
            *known = (*known).max(Some(*impact));
        }
    }
    let of = |wanted: u8| {
        let all = (0..).zip(&most);
        all.filter(move |(_, impact)| **impact == Some(wanted))
            .map(move |(n, _)| (n, wanted))
    };
    let mut best: Postings = (0..bits::IMPACTS).rev().flat_map(of).take(BEST).collect();
    best.sort_unstable();
    best
}

/// Words of a file, and the documents of their families in the order in which these come up.
fn file(entries: &[Entry<'_>], families: &[String]) -> (String, String) {
    let mut words = Words::default();
    let mut order: Vec<usize> = Vec::new();
    let mut postings: Vec<&str> = Vec::new();
    for Entry { form, source } in entries {
        words.add(form);
        match source {
            Source::Family(family) => {
                match order.iter().rposition(|known| known == family) {
                    Some(at) => words.refer(order.len() - 1 - at),
                    None => {
                        order.push(*family);
                        postings.push(&families[*family]);
                    }
                }
            }
            Source::Beginning(text) => {
                order.push(usize::MAX);
                postings.push(text);
            }
        }
    }
    (words.text, postings.join(" "))
}

/// Words in order, each as what it adds to the one before it: a capital for how many letters
/// they share, then the others.
#[derive(Default)]
struct Words {
    text: String,
    last: String,
}

impl Words {
    fn add(&mut self, form: &str) {
        let same = form
            .chars()
            .zip(self.last.chars())
            .take_while(|(a, b)| a == b)
            .take(25)
            .count();
        self.text.push(char::from(b'A' + same as u8));
        self.text.extend(form.chars().skip(same));
        form.clone_into(&mut self.last);
    }

    /// Says that the word is of the family that came up so many families ago.
    fn refer(&mut self, back: usize) {
        self.text.push('=');
        if back > 0 {
            self.text.push_str(&back.to_string());
        }
    }
}

/// The files of words read from their end, for those mistyped near their beginning.
pub fn backward(terms: &Terms) -> Shards {
    let is_word =
        |form: &str| form.chars().all(char::is_alphabetic) && form.chars().count() > 3;
    let mut words: Vec<String> = terms
        .forms
        .iter()
        .filter(|(form, _)| is_word(form))
        .map(|(form, _)| form.chars().rev().collect())
        .collect();
    words.sort_unstable();
    let mut shards = Shards::default();
    let (mut words, mut last) = (words.as_slice(), "");
    while !words.is_empty() {
        let mut size = 0;
        let within = |word: &&String| {
            size += word.len() / 2 + 1;
            size < BACKWARD
        };
        let count = words.iter().take_while(within).count().max(1);
        let (part, rest) = words.split_at(count);
        let mut file = Words::default();
        part.iter().for_each(|form| file.add(form));
        shards
            .starts
            .push(if last.is_empty() { "" } else { apart(last, &part[0]) }.to_owned());
        last = part.last().map_or(last, String::as_str);
        shards.files.push(json!(file.text).to_string());
        words = rest;
    }
    shards
}
