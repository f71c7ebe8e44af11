//! From documents to terms: every word that occurs, the family of inflections it belongs to,
//! and how much each family weighs in each document.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::Document;
use super::bits::IMPACTS;
use super::language::Language;
use super::words::{Word, words};
use crate::geo;
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

/// A part of a page: what a word in it weighs, how many words it usually has, and how much a
/// word loses where there are more.
struct Field {
    weight: f32,
    usual: f32,
    slope: f32,
    /// Whether all stop words before a word count with it.
    keeps_links: bool,
}

const TITLE: Field = Field { keeps_links: true, weight: 9.0, usual: 6.0, slope: 0.7 };
const KEYWORDS: Field = Field { keeps_links: true, weight: 4.0, usual: 6.0, slope: 0.2 };
const HEADINGS: Field = Field { keeps_links: true, weight: 2.5, usual: 15.0, slope: 0.4 };
const LABELS: Field = Field { keeps_links: false, weight: 2.0, usual: 4.0, slope: 0.0 };
const SUMMARY: Field = Field { keeps_links: true, weight: 2.0, usual: 20.0, slope: 0.3 };
const BODY: Field = Field { keeps_links: false, weight: 1.0, usual: 200.0, slope: 0.6 };

/// How often a word has to stand in a part to weigh half of the most that it can (k1 of BM25).
const HALF: f32 = 1.2;

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
    language: &Language,
    documents: &[&Document],
    synonyms: &[Vec<String>],
    wanted: &dyn Fn() -> bool,
) -> Option<Terms> {
    let expressions = Expressions::new(language, synonyms);
    let mut lexicon = Lexicon::default();
    let mut stands: Vec<(u32, u32, f32)> = Vec::new();
    for (wave, part) in documents.chunks(BATCH * WAVE).enumerate() {
        if !wanted() {
            return None;
        }
        let read = |part: &[&Document]| Batch::read(language, &expressions, part);
        let batches: Vec<Batch> = part.par_chunks(BATCH).map(read).collect();
        for (n, batch) in batches.iter().enumerate() {
            let first = ((wave * WAVE + n) * BATCH) as u32;
            let numbers = lexicon.extend(&batch.lexicon);
            stands.extend(batch.weights.iter().map(|(document, word, weight)| {
                (first + document, numbers[*word] as u32, *weight)
            }));
        }
    }
    for expression in &expressions.all {
        lexicon.number(&expression.form);
    }
    let families = lexicon.families(language);
    let mut weights: Vec<Vec<(u32, f32)>> = vec![Vec::new(); families.count];
    for (document, word, weight) in stands {
        add(document, weight, &mut weights[families.of[word as usize]]);
    }
    expressions.share(&lexicon, &families, &mut weights);
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

/// Words with the stop words before them, where these say more than an article: `campagne!ala`
/// for `à la campagne`; or else only after the one that makes them adverbs: `par cœur`, `par
/// mois`.
fn linked(language: &Language, words: &[Word], all: bool) -> Vec<Word> {
    let (mut before, mut tells) = (String::new(), false);
    let mut found = Vec::new();
    for word in words.iter().filter(|word| !word.joined) {
        if language.is_stop_word(&word.form) {
            before.push_str(&word.form);
            tells |= !ARTICLES.contains(&word.form.as_str());
            continue;
        }
        if tells && (all || before == "par") {
            let form = format!("{}!{before}", word.form);
            found.push(Word { spelling: form.clone(), form, joined: true });
        }
        before.clear();
        tells = false;
    }
    found
}

/// Stop words that say nothing of the word after them.
const ARTICLES: [&str; 16] = [
    "le", "la", "les", "l", "un", "une", "des", "de", "du", "d", "et", "ou", "ce", "the",
    "an", "of",
];

impl Field {
    /// What a word weighs that stands so often in a part of so many words.
    fn weigh(&self, times: f32, length: f32) -> f32 {
        let longer = 1.0 - self.slope + self.slope * length / self.usual;
        self.weight * times * (1.0 + HALF) / (times + HALF) / longer
    }
}

/// Some documents, read.
#[derive(Default)]
struct Batch {
    lexicon: Lexicon,
    /// Document, word, weight; each pair once.
    weights: Vec<(u32, usize, f32)>,
}

impl Batch {
    fn read(
        language: &Language,
        expressions: &Expressions,
        documents: &[&Document],
    ) -> Self {
        let mut batch = Self::default();
        let (mut sums, mut times) = (Vec::new(), Vec::new());
        for (number, document) in (0..).zip(documents) {
            let mut touched = Vec::new();
            for (field, text) in fields(document) {
                let words = words(&text);
                let mut found = expressions.find(language, &words);
                found.extend(linked(language, &words, field.keeps_links));
                let telling = words
                    .iter()
                    .chain(&found)
                    .filter(|word| !language.is_stop_word(&word.form));
                let add = |word: &Word| batch.lexicon.add(&word.form, &word.spelling, 1);
                let numbers: Vec<usize> = telling.map(add).collect();
                times.resize(batch.lexicon.forms.len(), 0_u16);
                sums.resize(batch.lexicon.forms.len(), 0.0);
                for word in &numbers {
                    times[*word] = times[*word].saturating_add(1);
                }
                let length = words.iter().filter(|word| !word.joined).count() as f32;
                for word in numbers {
                    let often = f32::from(std::mem::take(&mut times[word]));
                    if often > 0.0 && sums[word] == 0.0 {
                        touched.push(word);
                    }
                    sums[word] += field.weigh(often, length);
                }
            }
            let weights = touched
                .into_iter()
                .map(|word| (number, word, std::mem::take(&mut sums[word])));
            batch.weights.extend(weights);
        }
        batch
    }
}

fn fields(document: &Document) -> [(Field, Cow<'_, str>); 6] {
    let Document { title, headings, summary, body, keywords, .. } = document;
    [
        (TITLE, title.into()),
        (KEYWORDS, keywords.join(" | ").into()),
        (HEADINGS, headings.join(" | ").into()),
        (LABELS, labels(document).into()),
        (SUMMARY, summary.into()),
        (BODY, body.into()),
    ]
}

/// What one may call a page by without it being written there.
fn labels(document: &Document) -> String {
    let Document { kind_label, department_label, commune, url, .. } = document;
    let name = url
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .replace('-', " ");
    let place = commune.map(|commune| {
        let epci = commune.epci.and_then(geo::epci).map_or("", |epci| epci.name);
        let postcodes: Vec<&str> = commune.postcodes().collect();
        format!("{} | {epci} | {}", commune.name, postcodes.join(" | "))
    });
    format!("{kind_label} | {department_label} | {name} | {}", place.unwrap_or_default())
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
                let all = spellings.iter();
                let numbers = all.map(|(text, times)| self.add(form, text, *times));
                numbers.last().unwrap_or_else(|| self.number(form))
            })
            .collect()
    }

    /// Notes a word as it is spelled so many times; answers its number.
    fn add(&mut self, form: &str, spelling: &str, times: u32) -> usize {
        let number = self.number(form);
        let spellings = &mut self.spellings[number];
        match spellings.iter_mut().find(|(known, _)| known == spelling) {
            Some((_, count)) => *count += times,
            None => spellings.push((spelling.to_owned(), times)),
        }
        number
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

/// The expressions that the owner of the portal holds for the same.
struct Expressions {
    all: Vec<Expression>,
}

struct Expression {
    /// Those of one class are synonyms.
    class: usize,
    /// Its words in one, as the script joins what is typed.
    form: String,
    /// Stems of its words, but for stop words; only of those with several.
    stems: Vec<String>,
}

impl Expressions {
    fn new(language: &Language, synonyms: &[Vec<String>]) -> Self {
        let mut all = Vec::new();
        for (class, expressions) in synonyms.iter().enumerate() {
            for text in expressions {
                let mut words = words(text);
                words.retain(|word| !word.joined);
                let form = words.iter().map(|word| word.form.as_str()).collect();
                words.retain(|word| !language.is_stop_word(&word.form));
                let stems =
                    words.iter().map(|word| language.stem(&word.spelling)).collect();
                all.push(Expression { class, form, stems });
            }
        }
        Self { all }
    }

    /// The expressions of several words that occur, each as one word.
    fn find(&self, language: &Language, text: &[Word]) -> Vec<Word> {
        let several = self.all.iter().filter(|expression| expression.stems.len() > 1);
        let mut found = Vec::new();
        for Expression { form, stems, .. } in several {
            let word = Word { spelling: form.clone(), form: form.clone(), joined: true };
            let starts =
                (0..text.len()).filter(|at| is_of(language, &text[*at], &stems[0]));
            let whole = starts.filter(|at| {
                let is_told =
                    |word: &&Word| !word.joined && !language.is_stop_word(&word.form);
                let mut rest = text[*at..].iter().filter(is_told);
                stems.iter().all(|stem| {
                    rest.next().is_some_and(|word| is_of(language, word, stem))
                })
            });
            found.extend(whole.map(|_| word.clone()));
        }
        found
    }

    /// Lends the documents of each expression to its synonyms.
    fn share(
        &self,
        lexicon: &Lexicon,
        families: &Families,
        weights: &mut [Vec<(u32, f32)>],
    ) {
        let family =
            |expression: &Expression| families.of[lexicon.numbers[&expression.form]];
        let mut lent: BTreeMap<usize, BTreeMap<u32, f32>> = BTreeMap::new();
        for borrower in &self.all {
            let to = family(borrower);
            let class = self.all.iter().filter(|other| other.class == borrower.class);
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
}

/// Whether a word is of a stem; most are not, as their first letters tell.
fn is_of(language: &Language, word: &Word, stem: &str) -> bool {
    let begins_alike =
        word.spelling.chars().zip(stem.chars()).take(3).all(|(a, b)| a == b);
    !word.joined && begins_alike && language.stem(&word.spelling) == stem
}
