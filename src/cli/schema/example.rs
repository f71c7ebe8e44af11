//! The example of a field as the JSON value that its YAML stands for.

use serde_json::{Map, Value, json};

use crate::diag::Diagnostics;
use crate::model::record::{Field, Shape};
use crate::source::{Source, Sources};
use crate::yaml::{self, Node};

/// The example of a field.
pub fn of(field: &Field) -> Value {
    match &field.shape {
        // Written as people would say it, which YAML may not read.
        Shape::Line | Shape::Prose => json!(field.example),
        shape => read(field.example)
            .map_or_else(|| json!(field.example), |node| value(&node, shape)),
    }
}

fn read(text: &str) -> Option<Node> {
    let source = Source { path: "exemple.yaml".into(), text: text.to_owned() };
    let sources = Sources::new(vec![source]);
    let (id, source) = sources.iter().next()?;
    yaml::parse(&source.text, id, 0, &mut Diagnostics::default())
}

fn value(node: &Node, shape: &Shape) -> Value {
    let text = || json!(node.as_text().unwrap_or_default());
    match (shape, &node.kind) {
        (Shape::List(item), yaml::Kind::Seq(items)) => {
            items.iter().map(|node| value(node, item)).collect()
        }
        (Shape::Record(fields) | Shape::Named(fields), yaml::Kind::Map(entries)) => {
            let fields = fields();
            let shape =
                |key: &str| fields.iter().find(|f| f.key == key).map(|f| &f.shape);
            let entries = entries.iter().filter_map(|(key, node)| {
                let key = key.as_text()?;
                Some((key.to_owned(), value(node, shape(key)?)))
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
        (Shape::Format("position"), yaml::Kind::Seq(items)) => {
            items.iter().map(|node| number(node).unwrap_or_else(|| json!(0))).collect()
        }
        (Shape::Number | Shape::Integer | Shape::Format("year or date"), _) => {
            number(node).unwrap_or_else(text)
        }
        _ => text(),
    }
}

fn number(node: &Node) -> Option<Value> {
    let text = node.as_text()?;
    let whole = text.parse::<i64>().ok().map(|number| json!(number));
    whole.or_else(|| text.parse::<f64>().ok().map(|number| json!(number)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::kinds::KINDS;
    use crate::model::entry::fields;
    use crate::model::place::Kind;

    fn example(kind: Kind, key: &str) -> Value {
        let fields = fields(kind);
        of(fields.iter().find(|field| field.key == key).expect(key))
    }

    #[test]
    fn examples_have_the_type_of_their_field() {
        assert_eq!(example(Kind::Workspace, "postes"), json!(12));
        assert_eq!(example(Kind::Workspace, "position"), json!([45.11, 2.87]));
        assert_eq!(
            example(Kind::Workspace, "equipements"),
            json!(["fibre", "imprimante"])
        );
        assert_eq!(example(Kind::Department, "code"), json!("15"));
        assert_eq!(example(Kind::Page, "credit"), json!("Photo : commune de Murat"));
        let salles = example(Kind::Workspace, "salles");
        assert_eq!(salles, json!([{ "nom": "Salle du Plomb", "places": 12 }]));
    }

    #[test]
    fn lists_and_fields_are_never_texts() {
        for kind in KINDS {
            for field in fields(kind) {
                let example = of(&field);
                let list = matches!(field.shape, Shape::List(_));
                assert!(!list || example.is_array(), "{kind:?}: {}", field.key);
            }
        }
    }
}
