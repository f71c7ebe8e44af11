//! From documents to terms: every word that occurs, the family of inflections it belongs to,
//! and how much each family weighs in each document.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::Document;
use super::bits::IMPACTS;
use super::language::Language;
use super::reader::{Entry, Expression, Expressions, Reader, entries};
use crate::text::fold::fold_letters;

/// Documents of a family with the impact of each (below [`IMPACTS`]), in order.
pub type Postings = Vec<(u32, u8)>;

/// Every word of an index.
#[derive(Debug, Default)]
pub struct Terms {
    /// The folded words in order, each with the number of its family.
    pub forms: Vec<(String, usize)>,
    /// The families.
    pub families: Vec<Postings>,
}

/// Weights from which on the impact is 1, 2…; `search-engine.js` has what they stand for. Most
/// words stand in bodies alone: telling those apart would take a tenth of the index, and ranks
/// no better.
const DEGREES: [f32; IMPACTS as usize - 1] = [2.0, 5.0, 7.5, 11.0, 15.0, 20.0];

/// What a synonym weighs beside the word itself.
const SYNONYM: f32 = 0.5;

/// Documents that are read in one go, and how often before what was read is put together: each
/// batch has its own words. The outcome does not depend on it.
const BATCH: usize = 128;
const WAVE: usize = 8;

/// Reads the documents. Lengths are compared with usual ones rather than with the mean of the
/// portal, so that a page weighs the same whatever is beside it (after BM25F, Robertson and
/// Zaragoza, 2009, each part saturated on its own: a title is not outweighed by repetition).
/// `None` as soon as they are not `wanted` any more.
pub fn terms(
    reader: &Reader<'_>,
    documents: &[&Document],
    wanted: &dyn Fn() -> bool,
) -> Option<Terms> {
    let mut lexicon = Lexicon::default();
    let mut stands: Vec<(u32, u32, f32)> = Vec::new();
    for (wave, part) in documents.chunks(BATCH * WAVE).enumerate() {
        if !wanted() {
            return None;
        }
        let read = |part: &[&Document]| Batch::read(reader, part);
        let batches: Vec<Batch> = part.par_chunks(BATCH).map(read).collect();
        for (n, batch) in batches.iter().enumerate() {
            let first = ((wave * WAVE + n) * BATCH) as u32;
            let numbers = lexicon.extend(&batch.lexicon);
            stands.extend(batch.weights.iter().map(|(document, word, weight)| {
                (first + document, numbers[*word] as u32, *weight)
            }));
        }
    }
    for expression in &reader.expressions.all {
        lexicon.number(&expression.form);
    }
    let families = lexicon.families(&reader.language);
    let mut weights: Vec<Vec<(u32, f32)>> = vec![Vec::new(); families.count];
    for (document, word, weight) in stands {
        add(document, weight, &mut weights[families.of[word as usize]]);
    }
    share(&reader.expressions, &lexicon, &families, &mut weights);
    let mut forms: Vec<_> = lexicon.forms.into_iter().zip(families.of).collect();
    forms.sort_unstable();
    Some(Terms { forms, families: weights.into_par_iter().map(impacts).collect() })
}

/// Adds a weight to a family whose documents come in order.
fn add(document: u32, weight: f32, family: &mut Vec<(u32, f32)>) {
    match family.last_mut() {
        Some((last, sum)) if *last == document => *sum += weight,
        _ => family.push((document, weight)),
    }
}

fn impacts(weights: Vec<(u32, f32)>) -> Postings {
    let degree =
        |weight: f32| DEGREES.iter().filter(|from| weight >= **from).count() as u8;
    weights.into_iter().map(|(document, weight)| (document, degree(weight))).collect()
}

/// Some documents, read.
#[derive(Default)]
struct Batch {
    lexicon: Lexicon,
    /// Document, word, weight; each pair once.
    weights: Vec<(u32, usize, f32)>,
}

impl Batch {
    fn read(reader: &Reader<'_>, documents: &[&Document]) -> Self {
        let mut batch = Self::default();
        for (number, document) in (0..).zip(documents) {
            for Entry { form, weight, spellings } in entries(&reader.read(document)) {
                let word = batch.lexicon.number(form);
                spellings.for_each(|(text, times)| batch.lexicon.add(word, text, times));
                batch.weights.push((number, word, weight));
            }
        }
        batch
    }
}

/// Words, numbered as they come.
#[derive(Default)]
struct Lexicon {
    numbers: HashMap<String, usize>,
    forms: Vec<String>,
    /// How each word is spelled, and how often.
    spellings: Vec<Vec<(String, u32)>>,
}

/// The family of each word, by its number.
struct Families {
    of: Vec<usize>,
    count: usize,
}

impl Lexicon {
    /// Adds the words of another one; answers their numbers here.
    fn extend(&mut self, other: &Self) -> Vec<usize> {
        let words = other.forms.iter().zip(&other.spellings);
        words
            .map(|(form, spellings)| {
                let number = self.number(form);
                spellings.iter().for_each(|(text, times)| self.add(number, text, *times));
                number
            })
            .collect()
    }

    /// Notes that a word is spelled so, so many times.
    fn add(&mut self, number: usize, spelling: &str, times: u32) {
        let spellings = &mut self.spellings[number];
        match spellings.iter_mut().find(|(known, _)| known == spelling) {
            Some((_, count)) => *count += times,
            None => spellings.push((spelling.to_owned(), times)),
        }
    }

    fn number(&mut self, form: &str) -> usize {
        if let Some(number) = self.numbers.get(form) {
            return *number;
        }
        self.numbers.insert(form.to_owned(), self.forms.len());
        self.forms.push(form.to_owned());
        self.spellings.push(Vec::new());
        self.forms.len() - 1
    }

    /// Words of one stem are a family. Accents help to find it: the stem is that of the
    /// spelling that has some, or else occurs most.
    fn families(&self, language: &Language) -> Families {
        let stems: Vec<String> = (0..self.forms.len())
            .into_par_iter()
            .map(|n| self.stem(language, n))
            .collect();
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut of = Vec::with_capacity(stems.len());
        for stem in &stems {
            let next = known.len();
            of.push(*known.entry(stem).or_insert(next));
        }
        Families { of, count: known.len() }
    }

    fn stem(&self, language: &Language, number: usize) -> String {
        let rank = |(spelling, times): &(String, u32)| (!spelling.is_ascii(), *times);
        let spellings = self.spellings[number].iter();
        let best =
            spellings.max_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| b.0.cmp(&a.0)));
        let form = &self.forms[number];
        let spelling = best.map_or(form, |(spelling, _)| spelling);
        let singular = self.singular(form);
        fold_letters(&language.stem(singular.as_deref().unwrap_or(spelling)))
    }

    /// The singular in the portal of a plural in `x`, which stemmers keep apart: `lieux`,
    /// `travaux`.
    fn singular(&self, form: &str) -> Option<String> {
        let stump = form.strip_suffix('x')?;
        let other = stump.strip_suffix("au").map(|root| format!("{root}ail"));
        let candidates = [Some(stump.to_owned()), other];
        let found =
            candidates.into_iter().flatten().find(|form| self.numbers.contains_key(form));
        found.filter(|form| form.len() > 3)
    }
}

/// Lends the documents of each expression to its synonyms.
fn share(
    expressions: &Expressions,
    lexicon: &Lexicon,
    families: &Families,
    weights: &mut [Vec<(u32, f32)>],
) {
    let family = |expression: &Expression| families.of[lexicon.numbers[&expression.form]];
    let mut lent: BTreeMap<usize, BTreeMap<u32, f32>> = BTreeMap::new();
    for borrower in &expressions.all {
        let to = family(borrower);
        let class = expressions.all.iter().filter(|other| other.class == borrower.class);
        for from in class.map(family).filter(|from| *from != to) {
            for (document, weight) in &weights[from] {
                let most = lent.entry(to).or_default().entry(*document).or_default();
                *most = most.max(weight * SYNONYM);
            }
        }
    }
    for (family, mut all) in lent {
        for (document, own) in &weights[family] {
            let weight = all.entry(*document).or_default();
            *weight = weight.max(*own);
        }
        weights[family] = all.into_iter().collect();
    }
}
