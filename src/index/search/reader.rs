//! What search reads in a document: its words with what they weigh, remembered by its texts.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use super::Document;
use super::language::{Language, language};
use super::words::{Word, words};
use crate::geo;
use crate::memo::{self, Store};

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

impl Field {
    /// What a word weighs that stands so often in a part of so many words.
    fn weigh(&self, times: f32, length: f32) -> f32 {
        let longer = 1.0 - self.slope + self.slope * length / self.usual;
        self.weight * times * (1.0 + HALF) / (times + HALF) / longer
    }
}

/// Reads documents of a language.
pub struct Reader<'a> {
    /// The language.
    pub language: Language,
    /// What is held for the same.
    pub expressions: Expressions,
    store: &'a dyn Store,
    /// Names all that the words of a text depend on beside it.
    tools: String,
}

impl<'a> Reader<'a> {
    /// A reader of the language of this code, for whom the expressions of a class are synonyms.
    pub fn new(code: &str, synonyms: &[Vec<String>], store: &'a dyn Store) -> Self {
        let language = language(code);
        let expressions = Expressions::new(&language, synonyms);
        let classes = synonyms.iter().map(|class| memo::key(class)).collect::<Vec<_>>();
        let tools = memo::key(&[env!("TT_SITE_CODE"), code, &memo::key(&classes)]);
        Self { language, expressions, store, tools }
    }

    /// The words of a document, one a line: see [`entries`].
    pub fn read(&self, document: &Document) -> String {
        let fields = fields(document);
        let mut parts = vec![self.tools.as_str(), "words"];
        parts.extend(fields.iter().map(|(_, text)| text.as_ref()));
        let key = memo::key(&parts);
        let known = self.store.load(&key).and_then(|bytes| String::from_utf8(bytes).ok());
        known.unwrap_or_else(|| {
            let words = self.words(&fields);
            self.store.save(&key, words.as_bytes());
            words
        })
    }

    fn words(&self, fields: &[(Field, Cow<'_, str>)]) -> String {
        let Self { language, expressions, .. } = self;
        let parts: Vec<(&Field, f32, Vec<Word>)> = fields
            .iter()
            .map(|(field, text)| {
                let mut words = words(text);
                let length = words.iter().filter(|word| !word.joined).count() as f32;
                let mut found = expressions.find(language, &words);
                found.extend(linked(language, &words, field.keeps_links));
                words.append(&mut found);
                words.retain(|word| !language.is_stop_word(&word.form));
                (field, length, words)
            })
            .collect();
        let mut read: Vec<Read<'_>> = Vec::new();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        for (field, length, words) in &parts {
            for Word { form, spelling, .. } in words {
                let number = *numbers.entry(form).or_insert(read.len());
                if number == read.len() {
                    read.push(Read { form, ..Read::default() });
                }
                read[number].meet(spelling);
            }
            read.iter_mut().for_each(|word| word.weigh(field, *length));
        }
        let mut lines = String::with_capacity(read.len() * 32);
        read.iter().for_each(|word| word.tell(&mut lines));
        lines
    }
}

/// A word of a document.
#[derive(Default)]
struct Read<'a> {
    form: &'a str,
    weight: f32,
    /// How often it stands in the part that is read.
    times: u16,
    /// How it is spelled, and how often.
    spellings: Vec<(&'a str, u32)>,
}

impl<'a> Read<'a> {
    fn meet(&mut self, spelling: &'a str) {
        self.times = self.times.saturating_add(1);
        match self.spellings.iter_mut().find(|(known, _)| *known == spelling) {
            Some((_, times)) => *times += 1,
            None => self.spellings.push((spelling, 1)),
        }
    }

    fn weigh(&mut self, field: &Field, length: f32) {
        let times = std::mem::take(&mut self.times);
        if times > 0 {
            self.weight += field.weigh(f32::from(times), length);
        }
    }

    /// Words hold letters, digits and spaces, so that tabs and line feeds part them.
    fn tell(&self, lines: &mut String) {
        // Writing into a string cannot fail.
        let _ = write!(lines, "{}\t{}", self.form, self.weight.to_bits());
        for (spelling, times) in &self.spellings {
            let _ = write!(lines, "\t{spelling}\t{times}");
        }
        lines.push('\n');
    }
}

/// A word of a document that was read.
pub struct Entry<'a, S> {
    /// It, folded.
    pub form: &'a str,
    /// What it weighs there.
    pub weight: f32,
    /// How it is spelled, and how often.
    pub spellings: S,
}

/// The words that [`Reader::read`] found, each once.
pub fn entries(
    read: &str,
) -> impl Iterator<Item = Entry<'_, impl Iterator<Item = (&str, u32)>>> {
    read.lines().filter_map(|line| {
        let (form, rest) = line.split_once('\t')?;
        let (weight, spellings) = rest.split_once('\t')?;
        let weight = f32::from_bits(weight.parse().ok()?);
        let mut parts = spellings.split('\t');
        let spellings = std::iter::from_fn(move || {
            Some((parts.next()?, parts.next()?.parse().ok()?))
        });
        Some(Entry { form, weight, spellings })
    })
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
        let epci = commune.epci.filter(|_| !document.unwritten).and_then(geo::epci);
        let epci = epci.map_or("", |epci| epci.name);
        let postcodes: Vec<&str> = commune.postcodes().collect();
        format!("{} | {epci} | {}", commune.name, postcodes.join(" | "))
    });
    format!("{kind_label} | {department_label} | {name} | {}", place.unwrap_or_default())
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

/// The expressions that the owner of the portal holds for the same.
pub struct Expressions {
    /// All of them.
    pub all: Vec<Expression>,
}

/// One of them.
pub struct Expression {
    /// Those of one class are synonyms.
    pub class: usize,
    /// Its words in one, as the script joins what is typed.
    pub form: String,
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
}

/// Whether a word is of a stem; most are not, as their first letters tell.
fn is_of(language: &Language, word: &Word, stem: &str) -> bool {
    let begins_alike =
        word.spelling.chars().zip(stem.chars()).take(3).all(|(a, b)| a == b);
    !word.joined && begins_alike && language.stem(&word.spelling) == stem
}
