//! The weights that a portal gives to editorial rules.

use crate::choice;
use crate::diag::rules::{self, RULES, Rule};
use crate::diag::{Diagnostic, Severity, Weights};
use crate::model::record::{Context, Field, Shape, Value};
use crate::text;
use crate::text::suggest;
use crate::yaml::{Kind, Node};

choice! {
    /// A weight as editors write it.
    pub enum Weight {
        /// Forbids publishing.
        Error = "erreur",
        /// Forbids it with `--strict`.
        Warning = "avertissement",
        /// Never forbids it.
        Note = "conseil",
        /// Is not told.
        Off = "non",
    }
}

/// The weights of `regles`, by rule.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RuleWeights(pub Weights);

impl Value for RuleWeights {
    fn shape() -> Shape {
        Shape::Record(fields)
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let Kind::Map(entries) = &node.kind else {
            let message = text!(
                "des règles sont attendues ici, sous la forme `nom: poids`",
                "rules are expected here, as `name: weight`"
            );
            let fault = Diagnostic::new(&rules::BAD_VALUE, message).at(node.span);
            cx.diags.push(fault);
            return None;
        };
        let weights = entries.iter().filter_map(|(key, value)| {
            let name = rule_name(key, cx)?;
            Some((name, severity(Weight::decode(value, cx)?)))
        });
        Some(Self(weights.collect()))
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

fn severity(weight: Weight) -> Option<Severity> {
    match weight {
        Weight::Error => Some(Severity::Error),
        Weight::Warning => Some(Severity::Warning),
        Weight::Note => Some(Severity::Note),
        Weight::Off => None,
    }
}

fn fields() -> Vec<Field> {
    let editorial = RULES.iter().filter(|rule| rule.editorial);
    let field = |rule: &&'static rules::Rule| Field {
        key: rule.name,
        help: rule.summary,
        example: "conseil",
        required: false,
        shape: Weight::shape(),
    };
    editorial.map(field).collect()
}

/// The rule that a key names; only editorial ones have a weight to choose.
fn rule_name(key: &Node, cx: &mut Context<'_>) -> Option<&'static str> {
    let name = key.as_text().unwrap_or_default();
    let known = Rule::named(name);
    if let Some(rule) = known.filter(|rule| rule.editorial) {
        return Some(rule.name);
    }
    let editorial = || RULES.iter().filter(|rule| rule.editorial).map(|rule| rule.name);
    let message = match known {
        Some(_) => text!(
            "le poids de la règle « {name} » ne se change pas : sans elle, le site serait faux",
            "the weight of rule `{name}` cannot be changed: without it the site would be wrong"
        ),
        None => text!(
            "il n’y a pas de règle éditoriale « {name} »",
            "there is no editorial rule `{name}`"
        ),
    };
    let near = suggest::nearest(name, editorial());
    let fault = Diagnostic::new(&rules::UNKNOWN_FIELD, message).at(key.span);
    let fault = fault.suggest(key.span, &near);
    let list = editorial().collect::<Vec<_>>().join(", ");
    cx.diags.push(match near.is_empty() {
        true => {
            fault.hint(text!("règles éditoriales : {list}", "editorial rules: {list}"))
        }
        false => fault,
    });
    None
}
