//! The search index of one language: what the portal's search script downloads.
//!
//! Two JSON files: the terms (an elasticlunr inverted index without any stored text) and
//! the documents (what a result shows). The script repeats [`words`] and [`stem`] on what
//! a visitor types, so both sides must agree; the stop words travel with the documents.

use crate::text::fold::{fold, strip_elision};
use elasticlunr::lang::common::StopWordFilter;
use elasticlunr::pipeline::{FnWrapper, PipelineFn};
use elasticlunr::{IndexBuilder, Language, Pipeline, lang};
use serde::Serialize;
use std::collections::BTreeMap;
use unicode_normalization::char::is_combining_mark;

/// A page as search sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Address of the page, as a link within the site; one document per address.
    pub url: String,
    /// Title of the page.
    pub title: String,
    /// Its summary, in plain text.
    pub summary: String,
    /// The rest of its text, without markup.
    pub body: String,
    /// Kind, as it stands in the page's address: the value of the facet `genre`.
    pub kind: String,
    /// Name of the kind in the page's language.
    pub kind_label: String,
    /// Slug of the département, the value of the facet `territoire`; empty when none.
    pub department: String,
    /// Name of the département.
    pub department_label: String,
    /// Keywords given by the editor.
    pub keywords: Vec<String>,
    /// Name of the commune; empty when none.
    pub commune: String,
    /// ISO 8601 date shown beside the result; empty when the page is not dated.
    pub date: String,
}

/// The two files of one language's index, both JSON in UTF-8.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// The inverted index.
    pub terms: String,
    /// Titles, addresses, extracts and facets of the documents, and the stop words.
    pub documents: String,
}

/// Indexes the documents of a language (`fr`, `en`; others are neither stemmed nor
/// stripped of stop words). The order of `documents` does not matter.
pub fn build(lang: &str, documents: &[Document]) -> Index {
    let mut sorted: Vec<&Document> = documents.iter().collect();
    sorted.sort_by(|a, b| a.url.cmp(&b.url));
    let language = Folded { code: lang.to_owned() };
    let mut index = IndexBuilder::with_language(Box::new(language))
        .save_docs(false)
        .add_fields(["title", "labels", "summary", "body"])
        .build();
    for (id, document) in sorted.iter().enumerate() {
        let Document { title, summary, body, .. } = document;
        index.add_doc(&id.to_string(), [title, &labels(document), summary, body]);
    }
    Index { terms: index.to_json(), documents: listing(lang, &sorted) }
}

/// What one may call a page by without it being written there.
fn labels(document: &Document) -> String {
    let Document { kind_label, department_label, commune, keywords, .. } = document;
    format!("{kind_label} {department_label} {commune} {}", keywords.join(" "))
}

/// The documents file.
#[derive(Serialize)]
struct Listing<'a> {
    stop_words: &'a [&'a str],
    kinds: BTreeMap<&'a str, &'a str>,
    departments: BTreeMap<&'a str, &'a str>,
    documents: Vec<Entry<'a>>,
}

/// One result; its place in the list is its reference in the inverted index.
#[derive(Serialize)]
struct Entry<'a> {
    url: &'a str,
    title: &'a str,
    extract: String,
    kind: &'a str,
    department: &'a str,
    commune: &'a str,
    date: &'a str,
}

fn listing(lang: &str, documents: &[&Document]) -> String {
    let mut listing = Listing {
        stop_words: stop_words(lang),
        kinds: BTreeMap::new(),
        departments: BTreeMap::new(),
        documents: documents.iter().map(|document| entry(document)).collect(),
    };
    for document in documents {
        listing.kinds.insert(&document.kind, &document.kind_label);
        listing.departments.insert(&document.department, &document.department_label);
    }
    listing.departments.remove("");
    serde_json::to_string(&listing).expect("text and maps keyed by text are JSON")
}

fn entry(document: &Document) -> Entry<'_> {
    Entry {
        url: &document.url,
        title: &document.title,
        extract: extract(&document.summary, &document.body),
        kind: &document.kind,
        department: &document.department,
        commune: &document.commune,
        date: &document.date,
    }
}

/// Characters of a page that a result may show.
const EXTRACT: usize = 300;

/// The summary, then as much of the body as fits, cut between two words.
fn extract(summary: &str, body: &str) -> String {
    let mut extract = String::new();
    let mut length = 0;
    for word in summary.split_whitespace().chain(body.split_whitespace()) {
        length += word.chars().count() + 1;
        if length > EXTRACT {
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

/// An elasticlunr language over folded text: accents and elisions never matter.
struct Folded {
    code: String,
}

impl Language for Folded {
    fn name(&self) -> String {
        format!("folded-{}", self.code)
    }

    fn code(&self) -> String {
        self.code.clone()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        words(text)
    }

    fn make_pipeline(&self) -> Pipeline {
        let stop_words = StopWordFilter::new("stop-words", stop_words(&self.code));
        let mut queue: Vec<Box<dyn PipelineFn>> = vec![Box::new(stop_words)];
        match self.code.as_str() {
            "fr" => {
                queue.push(Box::new(FnWrapper("regularize".into(), regularize)));
                queue.extend(lang::French::new().make_pipeline().queue.pop());
            }
            "en" => queue.extend(lang::English::new().make_pipeline().queue.pop()),
            _ => {}
        }
        Pipeline { queue }
    }
}

/// Characters beyond which a word is noise (an address, a key), not a term.
const LONGEST_WORD: usize = 40;

/// The folded words of a text: elided articles and English possessives are dropped, the
/// apostrophe inside a word (`aujourd'hui`) is closed up.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c| !is_letter(c) && !is_apostrophe(c))
        .map(|run| run.trim_matches(is_apostrophe).replace(is_apostrophe, "'"))
        .map(|run| fold(&without_affixes(&run).replace('\'', "")))
        .filter(|word| !word.is_empty() && word.chars().count() <= LONGEST_WORD)
        .collect()
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// `l'Auvergne` is `Auvergne`; `town's` is `town`.
fn without_affixes(run: &str) -> &str {
    strip_elision(run.strip_suffix("'s").unwrap_or(run))
}

/// Gives the Snowball stemmer, which goes by accents, the endings that it would miss in
/// folded French: `installee` becomes `installe`, `premiere` becomes `premier`.
fn regularize(word: String) -> Option<String> {
    let root = word.strip_suffix("es").or_else(|| word.strip_suffix('e'));
    let regular = root.filter(|root| root.ends_with('e') || root.ends_with("ier"));
    Some(regular.unwrap_or(&word).to_owned())
}

fn stop_words(lang: &str) -> &'static [&'static str] {
    match lang {
        "fr" => &FRENCH_STOP_WORDS,
        "en" => &ENGLISH_STOP_WORDS,
        _ => &[],
    }
}

/// Folded, and only words that never tell one page from another: `ete` is a season, `sans`
/// and `pas` change a meaning.
#[rustfmt::skip]
const FRENCH_STOP_WORDS: [&str; 82] = [
    "a", "ai", "au", "aux", "avec", "avons", "avez", "c", "ca", "ce", "ceci", "cela", "ces",
    "cet", "cette", "d", "dans", "de", "des", "du", "elle", "elles", "en", "es", "est", "et",
    "eux", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "leurs", "lui", "m", "ma",
    "mais", "me", "mes", "mon", "n", "ne", "nos", "notre", "nous", "on", "ont", "ou", "par",
    "pour", "qu", "que", "quel", "quelle", "quelles", "quels", "qui", "s", "sa", "se", "ses",
    "son", "sont", "suis", "sur", "t", "ta", "te", "tes", "ton", "tu", "un", "une", "vos",
    "votre", "vous", "y", "etes",
];

#[rustfmt::skip]
const ENGLISH_STOP_WORDS: [&str; 50] = [
    "a", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by", "do", "does", "for",
    "from", "had", "has", "have", "he", "her", "his", "i", "if", "in", "is", "it", "its", "me",
    "my", "of", "on", "or", "our", "she", "so", "than", "that", "the", "their", "them", "they",
    "this", "to", "was", "we", "were", "with", "you", "your", "us",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn page(url: &str, title: &str, body: &str) -> Document {
        let text = |text: &str| text.to_owned();
        Document {
            url: text(url),
            title: text(title),
            body: text(body),
            kind: text("espaces"),
            kind_label: text("Espaces de travail"),
            department: text("cantal"),
            department_label: text("Cantal"),
            ..Document::default()
        }
    }

    fn sample() -> Vec<Document> {
        vec![
            page("/c/", "Vivre à l’année en Auvergne", "Œuvre d'Aurillac, aujourd'hui"),
            page("/a/", "Télécentre de Murat", "Installées à la première pépinière"),
            page("/b/", "Médiathèque", "Les équipements professionnels, 50 m²"),
        ]
    }

    /// The addresses of the documents that have every word of the query, as the script
    /// finds them: by walking the letters of each stem.
    fn found(index: &Index, lang: &str, query: &str) -> Vec<String> {
        let terms: Value = serde_json::from_str(&index.terms).unwrap();
        let listing: Value = serde_json::from_str(&index.documents).unwrap();
        let pipeline = Folded { code: lang.to_owned() }.make_pipeline();
        let stems = pipeline.run(words(query));
        let holds = |id: &str| stems.iter().all(|stem| in_any_field(&terms, stem, id));
        let documents = listing["documents"].as_array().unwrap().iter().enumerate();
        documents
            .filter(|(id, _)| holds(&id.to_string()))
            .map(|(_, entry)| entry["url"].as_str().unwrap().to_owned())
            .collect()
    }

    fn in_any_field(terms: &Value, stem: &str, id: &str) -> bool {
        let fields = terms["index"].as_object().unwrap();
        fields.values().any(|field| {
            let leaf = stem.chars().fold(&field["root"], |node, c| &node[c.to_string()]);
            leaf["docs"].get(id).is_some()
        })
    }

    #[test]
    fn forms_of_a_word_find_its_page() {
        let index = build("fr", &sample());
        for (query, expected) in [
            ("telecentre", "/a/"),
            ("TÉLÉCENTRES", "/a/"),
            ("l'installation", "/a/"),
            ("installee", "/a/"),
            ("premier", "/a/"),
            ("pépinières murat", "/a/"),
            ("mediatheques", "/b/"),
            ("équipement professionnelle", "/b/"),
            ("m²", "/b/"),
            ("l’Auvergne", "/c/"),
            ("qu'auvergne", "/c/"),
            ("Aurillac", "/c/"),
            ("oeuvres", "/c/"),
            ("aujourd’hui", "/c/"),
        ] {
            assert_eq!(found(&index, "fr", query), [expected], "{query}");
        }
        assert_eq!(found(&index, "fr", "espace cantal").len(), 3);
        assert!(found(&index, "fr", "hui").is_empty());
    }

    #[test]
    fn english_has_its_own_stems() {
        let documents = [page("/en/a/", "Working spaces", "The town’s offices")];
        let index = build("en", &documents);
        for query in ["work", "office", "town", "space"] {
            assert_eq!(found(&index, "en", query), ["/en/a/"], "{query}");
        }
    }

    #[test]
    fn words_drop_elisions_and_keep_closed_compounds() {
        for (text, expected) in [
            ("l’Auvergne d'Aurillac", vec!["auvergne", "aurillac"]),
            (
                "Aujourd’hui, jusqu'à Saint-Flour",
                vec!["aujourdhui", "a", "saint", "flour"],
            ),
            ("'citation' d’aujourd’hui", vec!["citation", "aujourdhui"]),
            ("« l' » — ’ e\u{301}te\u{301}", vec!["l", "ete"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
        assert!(words(&"x".repeat(LONGEST_WORD + 1)).is_empty());
    }

    #[test]
    fn stop_words_are_folded_and_left_out() {
        for lang in ["fr", "en"] {
            for word in stop_words(lang) {
                assert_eq!(words(word), [*word]);
            }
        }
        let index = build("fr", &[page("/", "Vivre à la campagne", "")]);
        assert!(found(&index, "fr", "ville").is_empty());
        assert_eq!(found(&index, "fr", "vivre dans la campagne"), ["/"]);
    }

    #[test]
    fn same_documents_in_any_order_give_the_same_bytes() {
        let mut documents = sample();
        let index = build("fr", &documents);
        documents.reverse();
        assert_eq!(build("fr", &documents), index);
        documents.pop();
        assert_ne!(build("fr", &documents), index);
    }

    #[test]
    fn extract_is_cut_between_words() {
        assert_eq!(extract("Un  résumé.", "Un\ncorps"), "Un résumé. Un corps");
        let long = extract("", &"mot ".repeat(100));
        assert!(long.ends_with("mot…") && long.chars().count() <= EXTRACT);
    }

    proptest! {
        #[test]
        fn every_word_of_a_page_finds_it(text in "[a-zàâçéèêëîïôœùü’' -]{0,60}") {
            let index = build("fr", &[page("/", "Page", &text)]);
            for word in words(&text) {
                prop_assert_eq!(found(&index, "fr", &word), ["/"], "{}", word);
            }
        }
    }
}
