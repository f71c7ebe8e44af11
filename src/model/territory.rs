//! Values that are checked against the territory: communes, intercommunalities, positions.

use crate::diag::{Diagnostic, Text, rules};
use crate::geo::{self, Commune, Containment, Contour, Epci, Lookup, Position};
use crate::model::record::{Context, Shape, Value, scalar};
use crate::text;
use crate::text::coordinates;
use crate::text::fold::fold;
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
    let name = |commune: &Commune| {
        let department = geo::department(commune.department);
        let department = department.map_or(commune.department, |d| d.name);
        format!("{} ({}, {department})", commune.name, commune.code)
    };
    communes.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn not_found(text: &str, department: &str, node: &Node, lookup: Lookup) -> Diagnostic {
    let unknown =
        |message| Diagnostic::new(&rules::UNKNOWN_COMMUNE, message).at(node.span);
    match lookup {
        Lookup::Elsewhere(communes) => {
            let places = listed(&communes);
            let own = geo::department(department).map_or(department, |d| d.name);
            let fault = unknown(text!(
                "« {text} » est dans un autre département : {places}",
                "`{text}` is in another département: {places}"
            ));
            fault.hint(text!(
                "ce dossier est celui du département {department} ({own}) : déplacez le \
                 fichier, ou corrigez la commune",
                "this folder is that of département {department} ({own}): move the file, \
                 or correct the commune"
            ))
        }
        Lookup::Unknown { nearest } => {
            let message = unknown_name(text.trim(), &nearest);
            if let Some(name) = without_more(text.trim(), department) {
                return unknown(message).fix(node.span, name);
            }
            propose(unknown(message), department, node, &nearest)
        }
        Lookup::Found(_) | Lookup::Renamed { .. } => unknown(text!(
            "« {text} » n’est pas utilisable ici",
            "`{text}` cannot be used here"
        )),
    }
}

/// The commune of `15300 Murat` or `Murat (Cantal)`, when what is beside its name is right.
fn without_more(text: &str, department: &str) -> Option<&'static str> {
    let (name, more) = match text.split_once(' ') {
        Some((code, name)) if code.bytes().all(|b| b.is_ascii_digit()) => (name, code),
        _ => text.strip_suffix(')')?.split_once('(')?,
    };
    let Lookup::Found(commune) = geo::lookup(name.trim(), department) else {
        return None;
    };
    let own = geo::department(department).map(|d| fold(d.name));
    let agrees = more == department
        || commune.postcodes().any(|code| code == more)
        || own == Some(fold(more));
    agrees.then_some(commune.name)
}

/// What to say of a name, an INSEE code or a postal code that no commune has.
fn unknown_name(text: &str, nearest: &[Commune]) -> Text {
    let code = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    if code.is_some_and(|(_, code)| {
        code.len() == 5 && code.starts_with(|c: char| c.is_ascii_digit())
    }) {
        return text!(
            "aucune commune du département n’a ce nom et ce code : « {text} »",
            "no commune of the département has this name and this code: `{text}`"
        );
    }
    let is_code = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let serves = |commune: &Commune| commune.postcodes().any(|code| code == text);
    match (is_code, nearest.iter().any(serves)) {
        (_, true) => text!(
            "« {text} » est un code postal : il faut le nom de la commune, ou son code INSEE",
            "`{text}` is a postal code: the name of the commune is due, or its INSEE code"
        ),
        (true, false) => text!(
            "aucune commune n’a le code INSEE « {text} »",
            "no commune has the INSEE code `{text}`"
        ),
        (false, false) => text!(
            "aucune commune du département ne s’appelle « {text} »",
            "no commune of the département is called `{text}`"
        ),
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
                number_of(&items[0]).zip(number_of(&items[1]))
            }
            _ => None,
        };
        let Some(pair) = pair else {
            cx.diags.push(no_position(node, cx.department_code()));
            return None;
        };
        let position = Self { lat: pair.0, lon: pair.1 };
        check_inside(node, position, cx).then_some(position)
    }
}

fn number_of(node: &Node) -> Option<f64> {
    node.as_text().and_then(|text| number(text).ok())
}

/// The fault of what is no list of two numbers, with the position that it means.
fn no_position(node: &Node, department: Option<&str>) -> Diagnostic {
    let message = text!(
        "une position s’écrit `[latitude, longitude]`, comme `[45.11, 2.87]`",
        "a position is written `[latitude, longitude]`, such as `[45.11, 2.87]`"
    );
    let fault = Diagnostic::new(&rules::BAD_VALUE, message).at(node.span);
    let Some((lat, lon)) = meant_position(node) else {
        return fault.hint(text!(
            "sur une carte en ligne, un clic droit sur le lieu donne ces deux nombres",
            "on an online map, a right click on the place gives these two numbers"
        ));
    };
    let inside = |lat, lon| {
        let contains = |code| geo::contains(code, Position { lat, lon });
        department.map(contains)
    };
    match inside(lat, lon) {
        Some(Containment::Inside | Containment::Near) => {
            fault.fix(node.span, format!("[{lat}, {lon}]"))
        }
        Some(Containment::Swapped) => fault.fix(node.span, format!("[{lon}, {lat}]")),
        _ => fault.propose(node.span, format!("[{lat}, {lon}]")),
    }
}

/// The latitude and longitude of a text, of numbers that decimal commas cut, or of fields.
fn meant_position(node: &Node) -> Option<(f64, f64)> {
    let text = |node: &Node| node.as_text().map(str::to_owned);
    match &node.kind {
        Kind::Scalar { text, .. } => coordinates::read(text),
        Kind::Seq(items) => {
            let parts: Option<Vec<String>> = items.iter().map(text).collect();
            match parts?.as_slice() {
                [one] => coordinates::read(one),
                [first, second] => coordinates::read(&format!("{first}; {second}")),
                [lat, more, lon, other] => {
                    coordinates::read(&format!("{lat}.{more} {lon}.{other}"))
                }
                _ => None,
            }
        }
        Kind::Map(_) => {
            let field = |keys: [&str; 2]| {
                text(keys.iter().find_map(|key| node.get(key))?)?.parse().ok()
            };
            Some((field(["latitude", "lat"])?, field(["longitude", "lon"])?))
        }
    }
}

/// The outline of a commune of the file's département, as an import writes it.
impl Value for Contour {
    fn shape() -> Shape {
        Shape::Line
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let fault = match scalar(node, cx)?.parse::<Self>() {
            Ok(contour) => {
                match cx.department_code().map(|code| contour.containment(code)) {
                    None | Some(Containment::Inside | Containment::Near) => {
                        return Some(contour);
                    }
                    Some(Containment::Swapped | Containment::Outside) => text!(
                        "ce contour sort du département",
                        "this outline leaves the département"
                    ),
                }
            }
            Err(Text { fr, en }) => {
                text!("ce contour est abîmé : {fr}", "this outline is damaged: {en}")
            }
        };
        let fault = Diagnostic::new(&rules::BAD_VALUE, fault).at(node.span);
        cx.diags.push(fault.hint(text!(
            "refaites l’import : « tt-site import contours … »",
            "import it again: `tt-site import contours …`"
        )));
        None
    }
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
        Containment::Outside => outside(fault, node, position, code),
    };
    cx.diags.push(diagnostic);
    false
}

/// The fault of a position elsewhere: where it is, and the sign that was forgotten.
fn outside(
    fault: impl Fn(Text) -> Diagnostic,
    node: &Node,
    position: Position,
    code: &str,
) -> Diagnostic {
    let fault = fault(text!(
        "cette position est hors du département",
        "this position is outside the département"
    ));
    let Position { lat, lon } = position;
    let mirrored = Position { lat, lon: -lon };
    if matches!(geo::contains(code, mirrored), Containment::Inside) {
        let (lat, lon) = (mirrored.lat, mirrored.lon);
        return fault.propose(node.span, format!("[{lat}, {lon}]"));
    }
    let there = geo::department_at(position).map(|there| (there.name, there.code));
    match there {
        Some((name, code)) => fault.hint(text!(
            "elle tombe dans le département {code} ({name}) : reprenez-la sur une carte",
            "it falls in département {code} ({name}): take it from a map again"
        )),
        None => fault.hint(text!(
            "elle ne tombe dans aucun département : reprenez-la sur une carte",
            "it falls in no département: take it from a map again"
        )),
    }
}
