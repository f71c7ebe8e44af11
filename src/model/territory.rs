//! Values that are checked against the territory: communes, intercommunalities, positions.

use crate::diag::{Diagnostic, rules};
use crate::geo::{self, Commune, Containment, Epci, Lookup, Position};
use crate::model::record::{Context, Shape, Value, scalar};
use crate::text;
use crate::text::scalar::number;
use crate::yaml::{Kind, Node};

/// A commune of the file's département, by name or INSEE code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Town(pub Commune);

impl Value for Town {
    fn shape() -> Shape {
        Shape::Format("commune")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        let department = known_department(cx)?.to_owned();
        match geo::lookup(text, &department) {
            Lookup::Found(commune) => Some(Self(commune)),
            Lookup::Renamed { now, was } => {
                let name = now.name;
                let message = text!(
                    "« {was} » fait maintenant partie de {name}",
                    "`{was}` is now part of {name}"
                );
                let diagnostic =
                    Diagnostic::new(&rules::RENAMED_COMMUNE, message).at(node.span);
                cx.diags.push(diagnostic.fix(node.span, name));
                Some(Self(now))
            }
            other => {
                cx.diags.push(not_found(text, &department, node, other));
                None
            }
        }
    }
}

/// Code of the file's département, if it is one: when it is not, that is the mistake to
/// report, and not every commune under it.
pub(super) fn known_department<'a>(cx: &'a Context<'_>) -> Option<&'a str> {
    cx.department_code().filter(|code| geo::department(code).is_some())
}

fn listed(communes: &[Commune]) -> String {
    let names: Vec<_> =
        communes.iter().map(|c| format!("{} ({})", c.name, c.code)).collect();
    names.join(", ")
}

fn not_found(text: &str, department: &str, node: &Node, lookup: Lookup) -> Diagnostic {
    let unknown =
        |message| Diagnostic::new(&rules::UNKNOWN_COMMUNE, message).at(node.span);
    match lookup {
        Lookup::Elsewhere(communes) => {
            let places = listed(&communes);
            unknown(text!(
                "« {text} » est dans un autre département : {places}",
                "`{text}` is in another département: {places}"
            ))
        }
        Lookup::Unknown { nearest } => {
            let message = text!(
                "aucune commune du département ne s’appelle « {text} »",
                "no commune of the département is called `{text}`"
            );
            propose(unknown(message), department, node, &nearest)
        }
        Lookup::Found(_) | Lookup::Renamed { .. } => unknown(text!(
            "« {text} » n’est pas utilisable ici",
            "`{text}` cannot be used here"
        )),
    }
}

/// Names the closest communes. One of another département would be wrong here: it is told,
/// not offered for pasting.
fn propose(
    fault: Diagnostic,
    department: &str,
    node: &Node,
    nearest: &[Commune],
) -> Diagnostic {
    if nearest.iter().all(|commune| commune.department == department) {
        let names: Vec<_> = nearest.iter().map(|commune| commune.name).collect();
        return fault.suggest(node.span, &names);
    }
    let places = listed(nearest);
    fault.hint(text!(
        "dans un autre département : {places}",
        "in another département: {places}"
    ))
}

/// An intercommunality, by SIREN code or name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Community(pub &'static Epci);

impl Value for Community {
    fn shape() -> Shape {
        Shape::Format("epci")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        let department = known_department(cx)?.to_owned();
        match geo::lookup_epci(text, &department) {
            Ok(epci) => Some(Self(epci)),
            Err(nearest) => {
                let names: Vec<_> = nearest.iter().map(|epci| epci.name).collect();
                let message = text!(
                    "aucune intercommunalité du département ne s’appelle « {text} »",
                    "no intercommunality of the département is called `{text}`"
                );
                cx.diags.push(
                    Diagnostic::new(&rules::UNKNOWN_COMMUNE, message)
                        .at(node.span)
                        .suggest(node.span, &names),
                );
                None
            }
        }
    }
}

/// A position in the file's département: `[latitude, longitude]`, WGS 84.
impl Value for Position {
    fn shape() -> Shape {
        Shape::Format("position")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let pair = match &node.kind {
            Kind::Seq(items) if items.len() == 2 => {
                (f64::decode(&items[0], cx)?, f64::decode(&items[1], cx)?)
            }
            _ => {
                let message = text!(
                    "une position s’écrit `[latitude, longitude]`, comme `[45.11, 2.87]`",
                    "a position is written `[latitude, longitude]`, such as `[45.11, 2.87]`"
                );
                let fault = Diagnostic::new(&rules::BAD_VALUE, message).at(node.span);
                cx.diags.push(match copied_from_a_map(node) {
                    Some(pair) => fault.fix(node.span, pair),
                    None => fault,
                });
                return None;
            }
        };
        let position = Self { lat: pair.0, lon: pair.1 };
        check_inside(node, position, cx).then_some(position)
    }
}

/// The list meant by a text such as `45.11, 2.87`, as maps give positions.
fn copied_from_a_map(node: &Node) -> Option<String> {
    let (lat, lon) = node.as_text()?.split_once(',')?;
    let (lat, lon) = (number(lat.trim()).ok()?, number(lon.trim()).ok()?);
    Some(format!("[{lat}, {lon}]"))
}

fn check_inside(node: &Node, position: Position, cx: &mut Context<'_>) -> bool {
    let Some(code) = cx.department_code() else { return true };
    let Position { lat, lon } = position;
    let fault = |message| Diagnostic::new(&rules::POSITION, message).at(node.span);
    let diagnostic = match geo::contains(code, position) {
        Containment::Inside | Containment::Near => return true,
        Containment::Swapped => fault(text!(
            "latitude et longitude sont inversées",
            "latitude and longitude are swapped"
        ))
        .fix(node.span, format!("[{lon}, {lat}]")),
        Containment::Outside => fault(text!(
            "cette position est hors du département",
            "this position is outside the département"
        )),
    };
    cx.diags.push(diagnostic);
    false
}
