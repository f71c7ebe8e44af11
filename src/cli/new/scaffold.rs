//! The text of a new file, written from the declarations of its fields.

use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::cli::reference::form;
use crate::geo;
use crate::model::entry::fields;
use crate::model::place::Kind;
use crate::model::record::{Field, Shape};
use crate::yaml::write::quoted;

/// What is known of a new file before its editor writes.
pub struct Prefill<'a> {
    /// Its title.
    pub title: &'a str,
    /// The département that it is about.
    pub department: Option<&'static geo::Department>,
    /// The commune that it is in, when it is known.
    pub commune: Option<geo::Commune>,
    /// Today.
    pub today: Date,
}

const OPTIONAL: &str = "
# Champs facultatifs : retirez le « # » devant le nom d’un champ pour le remplir,
# effacez ceux qui ne servent pas.
";

/// A file with the required fields filled in as examples, and the others as comments.
pub fn scaffold(kind: Kind, prefill: &Prefill<'_>) -> String {
    let (required, optional): (Vec<_>, Vec<_>) =
        fields(kind).into_iter().partition(|field| field.required);
    let mut front = String::new();
    for field in &required {
        entry(&mut front, field, "", &value(field, kind, prefill));
    }
    front.push_str(OPTIONAL);
    for field in &optional {
        entry(&mut front, field, "#", &value(field, kind, prefill));
    }
    match kind {
        Kind::Members | Kind::Property => front,
        _ => format!("---\n{front}---\nÉcrivez ici le texte de la page, en Markdown.\n"),
    }
}

fn entry(front: &mut String, field: &Field, mark: &str, value: &str) {
    let Field { key, help, shape, .. } = field;
    let form = form(shape);
    let _ = writeln!(front, "\n# {help} : {form}\n{mark}{key}: {value}");
}

/// What stands in a field at first: what is known, or else the example.
fn value(field: &Field, kind: Kind, prefill: &Prefill<'_>) -> String {
    known(field, kind, prefill).unwrap_or_else(|| match field.shape {
        Shape::Line | Shape::Prose => quoted(field.example),
        _ => field.example.to_owned(),
    })
}

fn known(field: &Field, kind: Kind, prefill: &Prefill<'_>) -> Option<String> {
    let department = prefill.department;
    match (&field.shape, field.key) {
        (Shape::Line, "titre") => Some(quoted(prefill.title)),
        (Shape::Line, "nom") if matches!(kind, Kind::Region | Kind::Department) => {
            Some(quoted(prefill.title))
        }
        (Shape::Format("commune"), _) if kind == Kind::Commune => {
            Some(quoted(prefill.title))
        }
        (Shape::Format("commune"), _) => {
            let commune = prefill.commune.or_else(|| geo::commune(department?.seat))?;
            Some(quoted(commune.name))
        }
        (Shape::Line, "adresse") => {
            let commune = prefill.commune?;
            Some(quoted(&format!("{} {}", commune.postcodes().next()?, commune.name)))
        }
        (Shape::Format("position"), _) => position(department?, prefill.commune),
        (Shape::Format("departement"), _) => department.map(|d| quoted(d.code)),
        (Shape::Format("date"), _) if field.required => Some(prefill.today.to_string()),
        (Shape::Format("date-time"), _) => {
            let time = field.example.split_once('T').map_or("09:30", |(_, time)| time);
            Some(format!("{}T{time}", prefill.today.saturating_add(1.month())))
        }
        _ => None,
    }
}

/// Where the commune is, or the prefecture, which is then said.
fn position(
    department: &geo::Department,
    commune: Option<geo::Commune>,
) -> Option<String> {
    let mut towns = geo::towns(department.code).iter();
    let town =
        commune.and_then(|commune| towns.find(|town| town.commune == commune.code));
    let near = town.map(|town| town.position);
    let geo::Position { lat, lon } =
        near.or_else(|| geo::seat_position(department.code))?;
    let doubt = match commune.is_some() && near.is_none() {
        true => " # position de la préfecture : à remplacer",
        false => "",
    };
    Some(format!("[{lat:.4}, {lon:.4}]{doubt}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::kinds::KINDS;
    use crate::diag::Diagnostics;
    use crate::source::{Source, Sources};
    use crate::yaml::{self, Node};

    fn prefill() -> Prefill<'static> {
        Prefill {
            title: "L’été : \"café\" # 1",
            department: geo::department("15"),
            commune: None,
            today: jiff::civil::date(2026, 11, 22),
        }
    }

    /// The fields of a scaffold, with the optional ones too.
    fn read(kind: Kind) -> Node {
        let text = scaffold(kind, &prefill());
        let front = text.trim_start_matches("---\n").split("\n---\n").next();
        let all: Vec<_> =
            front.expect("one part at least").lines().map(uncommented).collect();
        let source = Source { path: "a.yaml".into(), text: all.join("\n") };
        let sources = Sources::new(vec![source]);
        let (id, source) = sources.iter().next().expect("one source");
        let mut diags = Diagnostics::default();
        let node = yaml::parse(&source.text, id, 0, &mut diags);
        assert!(diags.is_empty(), "{kind:?}: {diags:?}");
        node.expect("fields")
    }

    fn uncommented(line: &str) -> &str {
        line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line)
    }

    #[test]
    fn every_field_of_every_kind_parses_back() {
        for kind in KINDS {
            let node = read(kind);
            let keys: Vec<_> =
                node.entries().iter().filter_map(|(key, _)| key.as_text()).collect();
            let mut expected: Vec<_> =
                fields(kind).iter().map(|field| field.key).collect();
            expected.sort_by_key(|key| {
                !fields(kind).iter().any(|f| f.key == *key && f.required)
            });
            assert_eq!(keys, expected, "{kind:?}");
        }
    }

    #[test]
    fn what_is_known_is_filled_in() {
        let node = read(Kind::Workspace);
        let text = |key: &str| node.get(key).and_then(Node::as_text).map(str::to_owned);
        assert_eq!(text("titre").as_deref(), Some(prefill().title));
        assert_eq!(text("commune").as_deref(), Some("Aurillac"));
        assert_eq!(
            read(Kind::Offer).get("verifie_le").and_then(Node::as_text),
            Some("2026-11-22")
        );
        let event = read(Kind::Event);
        assert_eq!(event.get("debut").and_then(Node::as_text), Some("2026-12-22T09:30"));
    }

    #[test]
    fn required_fields_come_first_and_are_active() {
        let text = scaffold(Kind::Workspace, &prefill());
        let (required, optional) = text.split_once(OPTIONAL).expect("both parts");
        assert!(required.contains("\ntype: telecentre\n"), "{required}");
        assert!(optional.contains("\n#postes: 12\n"), "{optional}");
    }
}
