//! The index as a whole, read back file by file.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::bits::read;
use super::language::language;
use super::reader::Reader;
use super::terms::{Postings, terms};
use super::words::words;
use super::{Department, Document, Index, order};
use crate::geo;
use crate::memo::NoStore;
use crate::memo::testing::Counting;

fn page(n: usize, title: &str, body: &str) -> Document {
    let text = |text: &str| text.to_owned();
    Document {
        url: format!("/cantal/espaces/{n}/"),
        title: text(title),
        body: text(body),
        kind: text("espace"),
        kind_label: text("Espace de travail"),
        department: text("cantal"),
        department_label: text("Cantal"),
        ..Document::default()
    }
}

pub fn cantal() -> Department {
    Department {
        code: "15".into(),
        slug: "cantal".into(),
        name: "Cantal".into(),
        href: "/cantal/".into(),
    }
}

/// Many pages of many words, enough for many files.
fn many() -> Vec<Document> {
    let syllables = ["ba", "co", "di", "fé", "gu", "lan", "mor", "nis", "pra", "tou"];
    let word = |n: usize| {
        let at = |step: usize| syllables[n / 10_usize.pow(step as u32) % 10];
        format!("{}{}{}", at(0), at(1), at(2))
    };
    let body = |n: usize| {
        (0..60).map(|i| word(n * 7 + i * i * 13)).collect::<Vec<_>>().join(" ")
    };
    (0..200).map(|n| page(n, &word(n), &body(n))).collect()
}

/// The words of every file, in order, with their documents.
fn read_back(index: &Index, total: u32) -> BTreeMap<String, Vec<Postings>> {
    let mut all: BTreeMap<String, Vec<Postings>> = BTreeMap::new();
    let starts = index.manifest["terms"].as_str().unwrap().split(' ');
    for (n, start) in starts.enumerate() {
        let file: Value =
            serde_json::from_str(&index.files[&format!("t{n}.json")]).unwrap();
        let families: Vec<&str> = file[1].as_str().unwrap().split(' ').collect();
        let mut known = 0;
        for (word, back) in unpack(file[0].as_str().unwrap()) {
            assert!(word.as_str() >= start, "{word} is not in the file of {start}");
            known += usize::from(back.is_none());
            let family = families[known - 1 - back.unwrap_or(0)];
            all.entry(word).or_default().push(read::postings(family, total));
        }
    }
    all
}

/// Words and how many families ago theirs came up, if it did.
fn unpack(text: &str) -> Vec<(String, Option<usize>)> {
    let mut words: Vec<(String, Option<usize>)> = Vec::new();
    for part in text
        .split_inclusive(|c: char| c.is_ascii_uppercase())
        .collect::<Vec<_>>()
        .windows(2)
    {
        let same = part[0].bytes().last().map_or(0, |byte| usize::from(byte - b'A'));
        let rest = part[1].trim_end_matches(|c: char| c.is_ascii_uppercase());
        let (rest, back) = match rest.split_once('=') {
            Some((rest, back)) => (rest, Some(back.parse().unwrap_or(0))),
            None => (rest, None),
        };
        let last = words.last().map_or("", |(word, _)| word);
        let word = last.chars().take(same).chain(rest.chars()).collect();
        words.push((word, back));
    }
    words
}

/// The index of documents that somebody wants.
fn build(
    lang: &str,
    documents: Vec<Document>,
    departments: &[Department],
    synonyms: &[Vec<String>],
) -> Index {
    let reader = Reader::new(lang, synonyms, &NoStore);
    super::build(&reader, documents, departments, &|| true).expect("wanted")
}

#[test]
fn the_files_hold_what_the_whole_holds() {
    let mut documents = many();
    documents.sort_by_cached_key(order);
    let reader = Reader::new("fr", &[], &NoStore);
    let whole = terms(&reader, &documents.iter().collect::<Vec<_>>(), &|| true);
    let whole = whole.expect("wanted");
    let index = build("fr", documents, &[cantal()], &[]);
    let files = index.files.keys().filter(|name| name.starts_with('t')).count();
    assert!(files > 10, "{files} files");
    let found = read_back(&index, 200);
    for (form, family) in &whole.forms {
        let copies = &found[form];
        assert_eq!(copies.as_slice(), [whole.families[*family].clone()], "{form}");
    }
    let others = found.keys().filter(|form| !form.ends_with('*')).count();
    assert_eq!(others, whole.forms.len());
}

#[test]
fn beginnings_of_many_words_have_their_best_documents() {
    let found = read_back(&build("fr", many(), &[cantal()], &[]), 200);
    let beginnings: Vec<&String> =
        found.keys().filter(|form| form.ends_with('*')).collect();
    assert!(beginnings.iter().any(|form| form.len() == 3), "{beginnings:?}");
    for form in beginnings {
        assert!((1..=20).contains(&found[form][0].len()), "{form}");
    }
}

#[test]
fn files_are_small_and_each_document_is_told_once() {
    let index = build("fr", many(), &[cantal()], &[]);
    for (name, text) in &index.files {
        assert!(text.len() < 16_000, "{name}: {}", text.len());
    }
    let rows: usize = index
        .files
        .iter()
        .filter(|(name, _)| name.starts_with('r'))
        .map(|(_, text)| serde_json::from_str::<Vec<Value>>(text).unwrap().len())
        .sum();
    assert_eq!(rows, 200);
}

#[test]
fn same_documents_in_any_order_give_the_same_bytes() {
    let mut documents = many();
    let index = build("fr", documents.clone(), &[cantal()], &[]);
    documents.reverse();
    assert_eq!(build("fr", documents.clone(), &[cantal()], &[]), index);
    documents.pop();
    assert_ne!(build("fr", documents, &[cantal()], &[]), index);
}

#[test]
fn what_was_read_is_not_read_again() {
    let store = Counting::default();
    let index = |documents: Vec<Document>, synonyms: &[Vec<String>]| {
        let reader = Reader::new("fr", synonyms, &store);
        super::build(&reader, documents, &[cantal()], &|| true).expect("wanted")
    };
    let first = index(many(), &[]);
    let read = store.saved();
    assert_eq!(index(many(), &[]), first);
    assert_eq!(store.saved(), read);
    let mut changed = many();
    changed[7].body.push_str(" ornithologue");
    let now = index(changed.clone(), &[]);
    assert_eq!(store.saved(), read + 1);
    assert_eq!(now, build("fr", changed, &[cantal()], &[]));
    let synonyms = [vec!["maison".to_owned(), "petite bâtisse".to_owned()]];
    assert_eq!(index(many(), &synonyms), build("fr", many(), &[cantal()], &synonyms));
    assert!(store.saved() > read + 1, "other synonyms are read for");
}

#[test]
fn titles_outweigh_bodies_and_short_titles_long_ones() {
    let documents = vec![
        page(0, "Autre chose", "murat murat murat murat"),
        page(1, "Le télécentre de la ville de Murat", ""),
        page(2, "Murat", ""),
    ];
    let found = read_back(&build("fr", documents, &[cantal()], &[]), 3);
    let impacts: Vec<u8> = found["murat"][0].iter().map(|(_, impact)| *impact).collect();
    assert!(
        impacts.is_sorted() && impacts[0] < impacts[1] && impacts[1] < impacts[2],
        "{impacts:?}"
    );
}

#[test]
fn synonyms_lend_their_documents() {
    let synonyms = [vec!["coworking".to_owned(), "bureau partagé".to_owned()]];
    let documents = vec![page(0, "Coworking", ""), page(1, "Des bureaux partagés", "")];
    let found = read_back(&build("fr", documents, &[cantal()], &synonyms), 2);
    for form in ["coworking", "bureaupartage"] {
        let documents: Vec<u32> =
            found[form][0].iter().map(|(document, _)| *document).collect();
        assert_eq!(documents, [0, 1], "{form}");
    }
}

#[test]
fn stop_words_count_with_the_word_after_them() {
    let documents =
        vec![page(0, "Vivre à la campagne", ""), page(1, "La campagne", "à la ville")];
    let found = read_back(&build("fr", documents, &[cantal()], &[]), 2);
    assert_eq!(found["campagne!ala"][0].len(), 1);
    assert_eq!(found["campagne"][0].len(), 2);
    assert!(!found.contains_key("la") && !found.contains_key("ville!ala"));
}

#[test]
fn pages_of_a_commune_answer_to_its_postal_codes_and_intercommunality() {
    let commune = geo::commune("15138");
    let documents = vec![Document { commune, ..page(0, "Télécentre", "") }];
    let found = read_back(&build("fr", documents, &[cantal()], &[]), 1);
    for form in ["murat", "15300", "terres"] {
        assert!(found.contains_key(form), "{form}");
    }
}

proptest! {
    #[test]
    fn every_word_of_a_page_finds_it(text in "[a-zàâçéèêëîïôœùü0-9’'. -]{0,60}") {
        let found = read_back(&build("fr", vec![page(0, "Page", &text)], &[cantal()], &[]), 1);
        for word in words(&text) {
            if !language("fr").is_stop_word(&word.form) {
                prop_assert!(found.contains_key(&word.form), "{}", word.form);
            }
        }
    }
}
