//! Recurrences as a value.

use std::ops::Range;

use crate::calendar::{ACCEPTED_FORMS, Recurrence, RecurrenceError, RecurrenceFault};
use crate::diag::{Diagnostic, Text, rules};
use crate::model::record::{Context, Shape, Value, scalar};
use crate::source::Span;
use crate::text;
use crate::yaml::{Kind, Node};

/// How many examples a reader can weigh at once.
const MOST_EXAMPLES: usize = 4;

impl Value for Recurrence {
    fn shape() -> Shape {
        Shape::Format("recurrence")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        let read = Self::parse(text);
        read.map_err(|error| cx.diags.push(diagnose(node, text, error))).ok()
    }
}

fn diagnose(node: &Node, text: &str, error: RecurrenceError) -> Diagnostic {
    let part = text.get(error.span.clone()).unwrap_or(text);
    let fault = Diagnostic::new(&rules::BAD_VALUE, message(&error.fault, part));
    let fault = fault.at(node.span);
    let place = part_of(node, error.span);
    let examples = ACCEPTED_FORMS[..MOST_EXAMPLES].join(" ; ");
    let examples = text!("exemples : {examples}", "examples: {examples}");
    match (error.fault, place) {
        (RecurrenceFault::Unknown { nearest: Some(word) }, Some(place)) => {
            fault.suggest(place, &[word]).hint(examples)
        }
        (RecurrenceFault::Unknown { nearest: Some(word) }, None) => fault
            .hint(text!("vouliez-vous dire « {word} » ?", "did you mean `{word}`?"))
            .hint(examples),
        (RecurrenceFault::DayFirstDate { iso }, Some(place)) => {
            fault.fix(place, iso.to_string())
        }
        _ => fault.hint(examples),
    }
}

fn message(fault: &RecurrenceFault, part: &str) -> Text {
    match fault {
        RecurrenceFault::DayFirstDate { iso } => text!(
            "une date s’écrit année-mois-jour : {iso}",
            "a date is written year-month-day: {iso}"
        ),
        RecurrenceFault::NotADate => text!(
            "« {part} » n’est pas une date, comme `2026-12-31`",
            "`{part}` is not a date, such as `2026-12-31`"
        ),
        RecurrenceFault::OutOfRange { min, max } => text!(
            "« {part} » doit être entre {min} et {max}",
            "`{part}` must be between {min} and {max}"
        ),
        RecurrenceFault::TwoEnds => text!(
            "une date de fin ou un nombre de fois, pas les deux",
            "a last day or a number of times, not both"
        ),
        RecurrenceFault::TooFrequent => text!(
            "un événement revient au plus une fois par jour",
            "an event comes back at most once a day"
        ),
        RecurrenceFault::NoFrequency => text!(
            "il manque la fréquence : chaque jour, chaque semaine, chaque mois, chaque année",
            "the frequency is missing: every day, week, month or year"
        ),
        RecurrenceFault::Twice => {
            text!("« {part} » est dit deux fois", "`{part}` is said twice")
        }
        RecurrenceFault::WrongFrequency => text!(
            "« {part} » ne va pas avec cette fréquence",
            "`{part}` does not go with this frequency"
        ),
        RecurrenceFault::WhichWeekday => text!(
            "quel « {part} » du mois : le 1er, le 2e, le dernier ?",
            "which `{part}` of the month: the first, the second, the last?"
        ),
        RecurrenceFault::DayAndWeekday => text!(
            "un jour du mois (le 15) ou un jour de la semaine (1er mardi), pas les deux",
            "a day of the month or a day of the week, not both"
        ),
        _ => text!(
            "« {part} » ne se lit pas comme une répétition",
            "`{part}` does not read as a recurrence"
        ),
    }
}

/// The place of a part of a value, where the file holds the value as it is, quoted or not.
fn part_of(node: &Node, part: Range<usize>) -> Option<Span> {
    let Kind::Scalar { text, .. } = &node.kind else { return None };
    let quote = match node.span.range().len().checked_sub(text.len())? {
        0 => 0,
        2 => 1,
        _ => return None,
    };
    let start = node.span.range().start + quote;
    Some(Span::new(node.span.source, start + part.start..start + part.end))
}
