//! What is wrong in a body, in words.

use super::markdown::{Name, Problem, ProblemKind};
use crate::diag::{Diagnostic, Text, quoted_list, rules};
use crate::source::{SourceId, Span};
use crate::text;
use crate::text::{suggest, synonyms};

/// The problems without those that another one caused: a block written in the wrong form
/// is neither unclosed nor closed twice.
pub(super) fn causes(problems: Vec<Problem>) -> Vec<Problem> {
    let wrong_forms: Vec<usize> = problems
        .iter()
        .filter(|p| matches!(p.kind, ProblemKind::WrongForm { .. }))
        .map(|p| p.span.start)
        .collect();
    let caused = |problem: &Problem| match problem.kind {
        ProblemKind::UnclosedContainer { .. } => {
            wrong_forms.contains(&problem.span.start)
        }
        ProblemKind::StrayClosing => {
            wrong_forms.iter().any(|at| *at < problem.span.start)
        }
        _ => false,
    };
    problems.into_iter().filter(|problem| !caused(problem)).collect()
}

/// The diagnostic of a problem in a file.
pub(super) fn diagnose(problem: &Problem, id: SourceId) -> Diagnostic {
    let span = Span::new(id, problem.span.clone());
    let rule = match problem.kind {
        ProblemKind::SecondTitle => &rules::HEADING_ORDER,
        _ => &rules::MARKDOWN,
    };
    let diagnostic = Diagnostic::new(rule, message(&problem.kind)).at(span);
    match &problem.kind {
        ProblemKind::UnknownDirective { name, known } => {
            candidates(diagnostic, span, name, known)
        }
        ProblemKind::UnknownAttribute { name, known, .. } => {
            candidates(diagnostic, span, name, known)
        }
        ProblemKind::UnknownValue { value, expected, .. } => {
            candidates(diagnostic, span, value, expected)
        }
        ProblemKind::UnclosedContainer { .. } => diagnostic.hint(text!(
            "ajoutez une ligne `:::` à la fin du bloc",
            "add a line `:::` at the end of the block"
        )),
        ProblemKind::NothingInside { directive: Name::Faq } => diagnostic.hint(text!(
            "écrivez chaque question comme un titre : `### Y a-t-il la fibre ?`",
            "write each question as a heading: `### Is there fiber?`"
        )),
        ProblemKind::NothingInside { .. } => diagnostic.hint(text!(
            "écrivez une liste : `- **350** membres (source)`",
            "write a list: `- **350** members (source)`"
        )),
        ProblemKind::BadAttributes => diagnostic.hint(text!(
            "écrivez `{{nom=\"valeur\"}}` juste après le nom du bloc",
            "write `{{name=\"value\"}}` right after the name of the block"
        )),
        kind => match advice(kind) {
            Some(advice) => diagnostic.hint(advice),
            None => diagnostic,
        },
    }
}

/// What to do about a problem of which the message does not say it.
fn advice(kind: &ProblemKind) -> Option<Text> {
    Some(match kind {
        ProblemKind::StrayClosing => text!(
            "retirez cette ligne, ou ouvrez plus haut le bloc qu’elle ferme",
            "remove this line, or open the block that it closes above"
        ),
        ProblemKind::MissingAttribute { name, .. } => text!(
            "écrivez `{name}=\"…\"` entre les accolades du bloc",
            "write `{name}=\"…\"` between the braces of the block"
        ),
        ProblemKind::RepeatedAttribute { .. } => {
            text!("gardez un seul des deux", "keep only one of the two")
        }
        ProblemKind::UnclosedHtml { tag } => {
            text!("ajoutez `</{tag}>` là où elle finit", "add `</{tag}>` where it ends")
        }
        ProblemKind::RefusedHtml { .. } => text!(
            "le Markdown suffit à presque tout ; scripts, styles et cadres d’autres sites \
             mettraient les visiteurs en danger",
            "Markdown does almost everything; scripts, styles and frames of other sites \
             would put visitors at risk"
        ),
        ProblemKind::UnsafeDestination { .. } => text!(
            "un lien est le chemin d’un fichier, ou commence par `https://`, `mailto:` ou `tel:`",
            "a link is the path of a file, or starts with `https://`, `mailto:` or `tel:`"
        ),
        _ => return None,
    })
}

fn candidates(
    diagnostic: Diagnostic,
    span: Span,
    written: &str,
    known: &[&str],
) -> Diagnostic {
    let meant = synonyms::meant(written, known);
    let near = match meant.is_empty() {
        true => suggest::nearest(written, known.iter().copied()),
        false => meant,
    };
    let list = quoted_list(known, "", "");
    diagnostic.suggest(span, &near).hint(text!("possibles : {list}", "possible: {list}"))
}

fn message(kind: &ProblemKind) -> Text {
    match kind {
        ProblemKind::UnknownDirective { name, .. } => {
            text!("le bloc « {name} » n’existe pas", "there is no block `{name}`")
        }
        ProblemKind::WrongForm { directive, container } => {
            wrong_form(directive.word(), *container)
        }
        ProblemKind::UnclosedContainer { name } => {
            text!("le bloc « {name} » n’est pas fermé", "block `{name}` is not closed")
        }
        ProblemKind::StrayClosing => {
            text!("ce `:::` ne ferme aucun bloc", "this `:::` closes no block")
        }
        ProblemKind::BadAttributes => text!(
            "les réglages du bloc ne se lisent pas",
            "the settings of the block cannot be read"
        ),
        ProblemKind::UnknownAttribute { directive, name, .. } => {
            let block = directive.word();
            text!(
                "le bloc « {block} » n’a pas de réglage « {name} »",
                "block `{block}` has no setting `{name}`"
            )
        }
        ProblemKind::RepeatedAttribute { name, .. } => {
            text!("« {name} » est donné deux fois", "`{name}` is given twice")
        }
        ProblemKind::MissingAttribute { directive, name } => {
            let block = directive.word();
            text!(
                "il manque « {name} » au bloc « {block} »",
                "block `{block}` lacks `{name}`"
            )
        }
        ProblemKind::UnknownValue { attribute, value, .. } => text!(
            "« {value} » n’est pas une valeur de « {attribute} »",
            "`{value}` is not a value of `{attribute}`"
        ),
        ProblemKind::NotACount { attribute, value } => text!(
            "« {attribute} » est un nombre entier, pas « {value} »",
            "`{attribute}` is a whole number, not `{value}`"
        ),
        other => message_of_content(other),
    }
}

fn message_of_content(kind: &ProblemKind) -> Text {
    match kind {
        ProblemKind::NothingInside { directive: Name::Faq } => text!(
            "le bloc « faq » ne contient pas de question",
            "block `faq` holds no question"
        ),
        ProblemKind::NothingInside { directive } => {
            let block = directive.word();
            text!(
                "le bloc « {block} » ne contient pas de liste",
                "block `{block}` holds no list"
            )
        }
        ProblemKind::UnclosedHtml { tag } => text!(
            "la balise HTML `<{tag}>` n’est pas fermée",
            "the HTML tag `<{tag}>` is not closed"
        ),
        ProblemKind::FigureWithoutValue => text!(
            "chaque ligne de « chiffres » commence par le chiffre en gras : `- **350** membres`",
            "each line of `chiffres` starts with the figure in bold: `- **350** membres`"
        ),
        ProblemKind::SecondTitle => text!(
            "une page a un seul titre : ses parties commencent à `##`",
            "a page has one title: its parts start at `##`"
        ),
        ProblemKind::Anchor { written, given } => text!(
            "l’ancre « {written} » ne peut pas servir : ce sera « {given} »",
            "anchor `{written}` cannot be used: it becomes `{given}`"
        ),
        ProblemKind::RefusedHtml { tag } => text!(
            "la balise HTML `<{tag}>` n’est pas permise ici",
            "the HTML tag `<{tag}>` is not allowed here"
        ),
        ProblemKind::UnsafeDestination { scheme } => text!(
            "un lien `{scheme}:` n’est pas permis",
            "a link `{scheme}:` is not allowed"
        ),
        ProblemKind::TooDeep => {
            text!(
                "des blocs sont imbriqués trop profondément",
                "blocks are nested too deep"
            )
        }
        _ => text!("ce bloc n’est pas correct", "this block is not correct"),
    }
}

fn wrong_form(block: &str, container: bool) -> Text {
    if container {
        return text!(
            "le bloc « {block} » s’ouvre par `:::{block}` et se ferme par `:::`",
            "block `{block}` opens with `:::{block}` and closes with `:::`"
        );
    }
    text!(
        "le bloc « {block} » tient sur une ligne : `::{block}`",
        "block `{block}` is a single line: `::{block}`"
    )
}
