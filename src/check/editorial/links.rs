//! Texts of links that say nothing away from their sentence.

use std::collections::BTreeMap;

use super::{Review, spot};
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::Entry;
use crate::parse::markdown::Link;
use crate::site::link::{self, Destination};
use crate::source::Span;
use crate::text;
use crate::text::fold::fold;

/// Texts that hold for any link, folded.
const VAGUE: [&str; 48] = [
    "cliquez ici",
    "cliquer ici",
    "clique ici",
    "cliquez",
    "ici",
    "par ici",
    "c est ici",
    "la",
    "en savoir plus",
    "savoir plus",
    "plus",
    "plus d infos",
    "plus d informations",
    "plus d information",
    "lire la suite",
    "la suite",
    "suite",
    "lire plus",
    "lire",
    "voir",
    "voir plus",
    "voir la suite",
    "voir ici",
    "lien",
    "ce lien",
    "le lien",
    "cette page",
    "la page",
    "page",
    "site",
    "le site",
    "ce site",
    "details",
    "suivant",
    "consulter",
    "telecharger",
    "click here",
    "here",
    "read more",
    "more",
    "learn more",
    "see more",
    "link",
    "this link",
    "this page",
    "more information",
    "more info",
    "download",
];

pub fn check(review: &Review<'_>, entry: &Entry, diags: &mut Diagnostics) {
    let Some(body) = review.body(entry) else { return };
    let source = review.text(entry);
    let mut first: BTreeMap<String, (String, Span)> = BTreeMap::new();
    for link in &body.links {
        let place = spot::label(&link.text, source, link.span.clone());
        let span = Span::new(entry.source, place);
        let name = fold(&link.text);
        let name = name.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        if VAGUE.contains(&name.as_str()) {
            diags.push(vague(link, span));
        } else if is_address(&link.text) {
            diags.push(bare(link, span));
        } else if !name.is_empty() {
            let to = target(review, entry, &link.destination);
            match first.get(&name) {
                Some((other, at)) if *other != to => {
                    diags.push(ambiguous(link, span, *at));
                }
                Some(_) => {}
                None => drop(first.insert(name, (to, span))),
            }
        }
    }
}

/// Where a link leads, the same for every way to write it.
fn target(review: &Review<'_>, entry: &Entry, href: &str) -> String {
    let from = &review.world.sources.get(entry.source).path;
    match link::follow(review.site, &review.world.sources, entry.lang, from, href) {
        Destination::Page { url, anchor, .. } => {
            format!("{url}#{}", anchor.unwrap_or_default())
        }
        Destination::File(path) => path,
        _ => href.trim_end_matches('/').to_owned(),
    }
}

/// An address that has no words of its own; a mere domain reads well enough.
fn is_address(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let path = text.strip_prefix("www.").and_then(|rest| rest.split_once('/'));
    text.starts_with("http://")
        || text.starts_with("https://")
        || path.is_some_and(|(_, path)| !path.is_empty())
}

fn vague(link: &Link, span: Span) -> Diagnostic {
    let said = &link.text;
    let message = text!(
        "« {said} » ne dit pas où mène le lien",
        "`{said}` does not say where the link leads"
    );
    Diagnostic::new(&rules::VAGUE_LINK, message).at(span).hint(text!(
        "mettez dans le lien les mots qui nomment la page : « lire [le guide de l’accueil](…) »",
        "put the words that name the page into the link: \"read [the welcome guide](…)\""
    ))
}

fn bare(link: &Link, span: Span) -> Diagnostic {
    let message = text!(
        "ce lien a son adresse pour texte : elle se lit mal, et s’écoute lettre à lettre",
        "this link has its address for a text: it reads badly, and is spelled out aloud"
    );
    let href = &link.destination;
    Diagnostic::new(&rules::BARE_ADDRESS, message).at(span).hint(text!(
        "nommez ce qu’on y trouve : `[Le guide de l’accueil]({href})`",
        "name what is there: `[The welcome guide]({href})`"
    ))
}

fn ambiguous(link: &Link, span: Span, other: Span) -> Diagnostic {
    let said = &link.text;
    let message = text!(
        "deux liens disent « {said} » et mènent à deux endroits",
        "two links say `{said}` and lead to two places"
    );
    Diagnostic::new(&rules::AMBIGUOUS_LINK, message)
        .at(span)
        .label(
            other,
            text!("le premier, qui mène ailleurs", "the first, which leads elsewhere"),
        )
        .hint(text!(
            "dites dans chacun ce qui le distingue de l’autre",
            "say in each what tells it from the other"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_names() {
        for text in ["https://a.fr", "http://a.fr/b", "www.a.fr/b/c?d"] {
            assert!(is_address(text), "{text}");
        }
        for text in ["www.cnil.fr", "cnil.fr", "Le site de la CNIL", "a@b.fr"] {
            assert!(!is_address(text), "{text}");
        }
    }
}
