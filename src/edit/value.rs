//! The values of a form: JSON made of what a file says, by the shape of its fields.

use serde_json::{Map, Number, Value};

use crate::model::record::{Field, Shape};
use crate::text::scalar::yes_or_no;
use crate::yaml::{Kind, Node};

/// The values of the fields that a map holds. Fields that do not exist are left out: no
/// form shows them.
pub fn of_map(node: &Node, fields: &[Field]) -> Map<String, Value> {
    let known = fields.iter().filter_map(|field| {
        let value = of_node(node.get(field.key)?, &field.shape);
        Some((field.key.to_owned(), value))
    });
    known.collect()
}

/// The value of a field. What does not fit the shape is given as it is written, so that
/// a form shows it rather than losing it.
pub fn of_node(node: &Node, shape: &Shape) -> Value {
    if node.is_null() {
        return Value::Null;
    }
    match (&node.kind, shape) {
        (Kind::Map(_), Shape::Record(fields) | Shape::Named(fields)) => {
            Value::Object(of_map(node, &fields()))
        }
        (Kind::Map(entries), _) => {
            let named = |(key, value): &(Node, Node)| {
                Some((key.as_text()?.to_owned(), of_node(value, &Shape::Line)))
            };
            Value::Object(entries.iter().filter_map(named).collect())
        }
        (Kind::Seq(items), Shape::List(item)) => {
            items.iter().map(|node| of_node(node, item)).collect()
        }
        (Kind::Seq(items), _) => {
            items.iter().map(|node| of_node(node, &Shape::Line)).collect()
        }
        (Kind::Scalar { .. }, Shape::List(item)) => {
            Value::Array(vec![of_node(node, item)])
        }
        (Kind::Scalar { text, .. }, Shape::Record(fields) | Shape::Named(fields)) => {
            of_name(text, &fields())
        }
        (Kind::Scalar { text, .. }, _) => of_text(text, shape),
    }
}

/// A record that is written as a bare text: the text is its first field.
fn of_name(text: &str, fields: &[Field]) -> Value {
    let first = fields.first().map(|field| (field.key.to_owned(), Value::from(text)));
    Value::Object(first.into_iter().collect())
}

fn of_text(text: &str, shape: &Shape) -> Value {
    let typed = match shape {
        Shape::Boolean => yes_or_no(text).map(Value::Bool),
        Shape::Number | Shape::Integer => number(text).map(Value::Number),
        _ => None,
    };
    typed.unwrap_or_else(|| Value::from(text))
}

/// A number whose digits survive being one.
fn number(text: &str) -> Option<Number> {
    let number: Number = text.parse().ok()?;
    let same =
        number.to_string() == text || number.as_f64()?.to_string().len() < text.len();
    same.then_some(number)
}

/// Whether a form says the same as a file: what is empty is as good as absent, and a
/// number is the same in any writing.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Number(number), Value::String(text))
        | (Value::String(text), Value::Number(number)) => {
            text.trim().parse::<f64>().ok() == number.as_f64()
        }
        (Value::String(a), Value::String(b)) => plain(a) == plain(b),
        (Value::Array(a), Value::Array(b)) => {
            let (a, b) = (filled(a), filled(b));
            a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let in_both = a.iter().all(|(key, value)| same(value, get(b, key)));
            in_both && b.iter().all(|(key, value)| same(get(a, key), value))
        }
        _ => is_empty(a) && is_empty(b) || a == b,
    }
}

fn filled(items: &[Value]) -> Vec<&Value> {
    items.iter().filter(|item| !is_empty(item)).collect()
}

fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// The value of a key, or nothing.
pub fn get<'a>(map: &'a Map<String, Value>, key: &str) -> &'a Value {
    map.get(key).unwrap_or(&Value::Null)
}

/// Whether a value says nothing: a form gives one for each field that it shows.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(_) | Value::Bool(true) => false,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(fields) => fields.values().all(is_empty),
    }
}

/// A value without its empty parts.
pub fn pruned(value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            items.iter().filter(|item| !is_empty(item)).map(pruned).collect()
        }
        Value::Object(fields) => {
            let filled = fields.iter().filter(|(_, value)| !is_empty(value));
            Value::Object(
                filled.map(|(key, value)| (key.clone(), pruned(value))).collect(),
            )
        }
        other => other.clone(),
    }
}
