//! Texts that are hard to read: sentences too long to hold, paragraphs without a pause.

use super::{Review, spot};
use crate::diag::{Diagnostic, Diagnostics, Text, rules};
use crate::memo;
use crate::model::Entry;
use crate::model::common::Common;
use crate::model::kind::Data;
use crate::model::record::{Field, Record, Shape};
use crate::parse::markdown::Body;
use crate::source::Span;
use crate::text;
use crate::text::locale::Lang;
use crate::text::reading::{Load, ease, load, sentences};
use crate::yaml::Node;

/// A figure below this is that of laws and reports.
const HARD: f64 = 35.0;
/// A figure of so few words means nothing.
const MIN_WORDS: u32 = 60;
/// A sentence of more words is read twice.
const LONG_SENTENCE: u32 = 45;
/// A paragraph of more words is a wall on a phone.
const LONG_PARAGRAPH: u32 = 150;
/// How many sentences of a page are shown.
const SHOWN: usize = 3;

/// What a reader takes in at once, with its place.
struct Passage {
    text: String,
    span: Span,
}

/// A sentence of a passage.
struct Sentence<'a> {
    text: &'a str,
    load: Load,
    passage: &'a Passage,
}

/// Most texts read well, and are remembered to do so.
pub fn check(review: &Review<'_>, entry: &Entry, diags: &mut Diagnostics) {
    let has_body = if review.body(entry).is_some() { "body" } else { "fields" };
    let kind = entry.kind().word();
    let parts = [env!("TT_SITE_CODE"), "prose", entry.lang.as_str(), kind, has_body];
    let key = memo::key(&[&memo::key(&parts), review.text(entry)]);
    if review.store.load(&key).is_some() {
        return;
    }
    let mut found = Diagnostics::default();
    read(review, entry, &mut found);
    if found.is_empty() {
        review.store.save(&key, b"");
    }
    diags.append(found);
}

fn read(review: &Review<'_>, entry: &Entry, diags: &mut Diagnostics) {
    let source = review.text(entry);
    let passages = passages(review, entry);
    let mut all = Vec::new();
    let (mut n_sentences, mut total) = (0, Load::default());
    for passage in &passages {
        let before = total.words;
        for text in sentences(&passage.text) {
            let load = load(entry.lang, text);
            n_sentences += 1;
            total.words += load.words;
            total.syllables += load.syllables;
            all.push(Sentence { text, load, passage });
        }
        let n_words = total.words - before;
        if n_words > LONG_PARAGRAPH {
            diags.push(long_paragraph(passage, n_words));
        }
    }
    let score = ease(entry.lang, n_sentences, total);
    let hard = score.filter(|score| *score < HARD && total.words >= MIN_WORDS);
    let n_long = all.iter().filter(|s| s.load.words > LONG_SENTENCE).count();
    if hard.is_none() && n_long == 0 {
        return;
    }
    all.sort_by_key(|sentence| std::cmp::Reverse(sentence.load.words));
    let shown = if hard.is_some() { SHOWN } else { SHOWN.min(n_long) };
    all.truncate(shown);
    diags.extend(hard_to_read(source, &all, summary(entry.lang, hard, n_long)));
}

fn summary(lang: Lang, hard: Option<f64>, n_long: usize) -> Text {
    let Some(score) = hard else {
        return match n_long {
            1 => text!(
                "une phrase a plus de {LONG_SENTENCE} mots : on la relit pour la comprendre",
                "a sentence has more than {LONG_SENTENCE} words: it is read twice to be understood"
            ),
            _ => text!(
                "{n_long} phrases ont plus de {LONG_SENTENCE} mots : on les relit pour les comprendre",
                "{n_long} sentences have more than {LONG_SENTENCE} words: they are read twice to be understood"
            ),
        };
    };
    let scale = if lang == Lang::FR { "Kandel et Moles" } else { "Flesch" };
    let scale_en = if lang == Lang::FR { "Kandel and Moles" } else { "Flesch" };
    text!(
        "cette page est difficile à lire : {score:.0} sur 100 à l’échelle de {scale}, où un journal a 50 et une loi 20",
        "this page is hard to read: {score:.0} of 100 on the scale of {scale_en}, where a newspaper has 50 and a law 20"
    )
}

/// One finding for a page, which names its hardest sentences.
fn hard_to_read(source: &str, all: &[Sentence<'_>], summary: Text) -> Option<Diagnostic> {
    let mut finding = Diagnostic::new(&rules::HARD_TO_READ, summary);
    let (first, rest) = all.split_first()?;
    finding = finding.at(place(source, first));
    for sentence in rest {
        let n_words = sentence.load.words;
        let label = text!("{n_words} mots", "{n_words} words");
        finding = finding.label(place(source, sentence), label);
    }
    let longest = first.load.words;
    Some(finding.hint(text!(
        "coupez la plus longue ({longest} mots) : une idée par phrase, vingt mots en moyenne, des mots de tous les jours",
        "cut the longest ({longest} words): one idea a sentence, twenty words on average, everyday words"
    )))
}

fn place(source: &str, sentence: &Sentence<'_>) -> Span {
    let within = sentence.passage.span;
    Span::new(within.source, spot::words(sentence.text, source, within.range()))
}

fn long_paragraph(passage: &Passage, n_words: u32) -> Diagnostic {
    let message = text!(
        "ce paragraphe a {n_words} mots : sur un téléphone, il remplit l’écran sans une pause",
        "this paragraph has {n_words} words: on a phone it fills the screen without a pause"
    );
    Diagnostic::new(&rules::LONG_PARAGRAPH, message).at(passage.span).hint(text!(
        "coupez-le là où le sujet change, ou faites-en une liste",
        "cut it where the subject changes, or make a list of it"
    ))
}

/// The prose that the file itself holds: its fields, then its text.
fn passages(review: &Review<'_>, entry: &Entry) -> Vec<Passage> {
    let mut all = Vec::new();
    if let Some(own) = review.own(entry) {
        add_fields(own, Common::fields(), &mut all);
        add_fields(own, Data::fields(entry.kind()), &mut all);
    }
    let body = review.body(entry).map(Body::passages).unwrap_or_default();
    all.extend(body.into_iter().map(|passage| Passage {
        text: passage.text,
        span: Span::new(entry.source, passage.span),
    }));
    all
}

fn add_fields(node: &Node, fields: Vec<Field>, all: &mut Vec<Passage>) {
    for field in fields {
        if let Some(value) = node.get(field.key) {
            add_value(value, &field.shape, all);
        }
    }
}

fn add_value(node: &Node, shape: &Shape, all: &mut Vec<Passage>) {
    match shape {
        Shape::Prose => {
            let text = node.as_text().unwrap_or_default().replace("\r\n", "\n");
            all.extend(text.split("\n\n").map(|paragraph| Passage {
                text: paragraph.split_whitespace().collect::<Vec<_>>().join(" "),
                span: node.span,
            }));
        }
        Shape::Record(fields) => add_fields(node, fields(), all),
        Shape::List(item) => {
            node.items().iter().for_each(|node| add_value(node, item, all));
        }
        _ => {}
    }
}
