//! The kinds of content as people name them on the command line.

use crate::diag::quoted_list;
use crate::failure;
use crate::model::place::Kind;
use crate::text::suggest;

/// Every kind, in the order of the documentation.
pub const KINDS: [Kind; 16] = [
    Kind::Home,
    Kind::Page,
    Kind::Region,
    Kind::Department,
    Kind::Workspace,
    Kind::Offer,
    Kind::Property,
    Kind::Welcome,
    Kind::Testimonial,
    Kind::Event,
    Kind::Training,
    Kind::Network,
    Kind::Members,
    Kind::Scheme,
    Kind::Commune,
    Kind::Article,
];

/// The one name of a kind. `accueil` is the welcome programme, so the home page, which
/// stands in a file of the same name, has another one.
pub fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Home => "page-accueil",
        other => other.word(),
    }
}

/// The kind that a word names: its own name, or that of its folder.
///
/// # Errors
/// When there is none; the message gives the nearest ones, or all.
pub fn find(word: &str) -> anyhow::Result<Kind> {
    let known = || KINDS.into_iter().filter(|kind| *kind != Kind::Home);
    let named = known().find(|kind| name(*kind) == word);
    if let Some(kind) = named.or_else(|| known().find(|kind| kind.folder() == word)) {
        return Ok(kind);
    }
    let near = suggest::nearest(word, known().map(name));
    if near.is_empty() {
        let all = quoted_list(&known().map(name).collect::<Vec<_>>(), "", "");
        return Err(failure!(
            "il n’y a pas de contenu de type « {word} » ; les types sont {all}",
            "there is no kind of content `{word}`; the kinds are {all}"
        ));
    }
    let (fr, en) = (quoted_list(&near, "« ", " »"), quoted_list(&near, "`", "`"));
    Err(failure!(
        "il n’y a pas de contenu de type « {word} » ; vouliez-vous dire {fr} ?",
        "there is no kind of content `{word}`; did you mean {en}?"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for kind in KINDS.into_iter().filter(|kind| *kind != Kind::Home) {
            assert_eq!(find(name(kind)).expect("named"), kind);
        }
        assert_eq!(find("agenda").expect("its folder"), Kind::Event);
        assert_eq!(find("accueil").expect("named"), Kind::Welcome);
    }

    #[test]
    fn a_wrong_name_gets_the_nearest() {
        let error = find("evenment").expect_err("misspelled").to_string();
        assert!(error.contains("did you mean `evenement`"), "{error}");
        let error = find("zzzzzz").expect_err("nonsense").to_string();
        assert!(error.contains("espace"), "{error}");
    }
}
