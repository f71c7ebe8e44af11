//! New values as YAML, the way that the guide writes it: one field a line, one item a
//! line, `oui` and `non`.

use serde_json::{Map, Value};

use crate::edit::value::{get, is_empty};
use crate::model::record::{Field, Shape};
use crate::yaml::write::{self, Around};

/// What follows the colon of a field: a text after a space, or lines of their own.
pub fn after_colon(value: &Value, shape: &Shape, indent: usize) -> String {
    let value = shortest(value, shape);
    match value {
        Value::Array(items) if !is_flow(items, shape) => {
            let lines =
                items.iter().map(|item| list_item(item, item_of(shape), indent + 2));
            lines.map(|line| format!("\n{line}")).collect()
        }
        Value::Object(map) => {
            let lines = fields(map, shape, indent + 2);
            lines
                .iter()
                .map(|line| format!("\n{}{line}", " ".repeat(indent + 2)))
                .collect()
        }
        Value::String(text) if text.trim_end().contains('\n') => {
            format!(" {}", block_text(text, indent + 2))
        }
        other => format!(" {}", inline(other, shape, Around::Block)),
    }
}

/// The bare text of a record that is written as one when it has no other field.
pub fn shortest<'a>(value: &'a Value, shape: &Shape) -> &'a Value {
    let (Value::Object(map), Shape::Named(fields)) = (value, shape) else { return value };
    let mut filled = map.iter().filter(|(_, value)| !is_empty(value));
    match (filled.next(), filled.next(), fields().first()) {
        (Some((key, text @ Value::String(_))), None, Some(first)) if key == first.key => {
            text
        }
        _ => value,
    }
}

/// An item of a list on a line of its own, or several.
pub fn list_item(value: &Value, shape: &Shape, indent: usize) -> String {
    format!("{}- {}", " ".repeat(indent), in_place(value, shape, indent + 2))
}

/// A value that starts in the midst of a line, its further lines indented.
pub fn in_place(value: &Value, shape: &Shape, indent: usize) -> String {
    match shortest(value, shape) {
        Value::Object(map) => {
            fields(map, shape, indent).join(&format!("\n{}", " ".repeat(indent)))
        }
        Value::String(text) if text.trim_end().contains('\n') => block_text(text, indent),
        other => inline(other, shape, Around::Block),
    }
}

/// The fields of a record in the order of their declaration, without the empty ones.
fn fields(map: &Map<String, Value>, shape: &Shape, indent: usize) -> Vec<String> {
    let declared = fields_of(shape);
    let known = declared.iter().map(|field| (field.key, &field.shape));
    let known: Vec<(&str, &Shape)> = match known.len() {
        0 => map.keys().map(|key| (key.as_str(), &Shape::Line)).collect(),
        _ => known.collect(),
    };
    let filled = known.into_iter().filter(|(key, _)| !is_empty(get(map, key)));
    filled
        .map(|(key, shape)| {
            format!("{key}:{}", after_colon(get(map, key), shape, indent))
        })
        .collect()
}

/// A value on one line, between brackets when it has parts.
pub fn inline(value: &Value, shape: &Shape, around: Around) -> String {
    match shortest(value, shape) {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "oui" } else { "non" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => scalar(text, shape, around),
        Value::Array(items) => {
            let item = item_of(shape);
            let items: Vec<_> =
                items.iter().map(|value| inline(value, item, Around::Flow)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(map) => flow_map(map, &fields_of(shape)),
    }
}

/// Fields between braces, without the empty ones.
pub fn flow_map(map: &Map<String, Value>, declared: &[Field]) -> String {
    let shape = |key: &str| declared.iter().find(|field| field.key == key);
    let filled = map.iter().filter(|(_, value)| !is_empty(value));
    let fields = filled.map(|(key, value)| {
        let shape = shape(key).map_or(&Shape::Line, |field| &field.shape);
        format!("{key}: {}", inline(value, shape, Around::Flow))
    });
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}

/// Dates, times and numbers stand without quotes, as editors write them.
fn scalar(text: &str, shape: &Shape, around: Around) -> String {
    let bare = match shape {
        Shape::Format("date" | "date-time" | "year or date") => {
            text.chars().all(|c| c.is_ascii_digit() || "-:T".contains(c))
        }
        Shape::Format("position") | Shape::Number | Shape::Integer => {
            text.parse::<f64>().is_ok_and(f64::is_finite)
        }
        Shape::Format("uri") => {
            text.starts_with("http")
                && write::is_bare(text, Around::Block)
                && !text.contains([',', ' '])
        }
        _ => false,
    };
    if bare { text.to_owned() } else { write::text(text, around) }
}

fn block_text(text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let lines = text.trim_end().lines().map(|line| match line.trim_end() {
        "" => String::new(),
        line => format!("{margin}{line}"),
    });
    // A first line that is indented needs the indentation to be said.
    let starts_indented = text.starts_with([' ', '\n']);
    let mark = if starts_indented { "|2" } else { "|" };
    format!("{mark}\n{}", lines.collect::<Vec<_>>().join("\n"))
}

fn is_flow(items: &[Value], shape: &Shape) -> bool {
    matches!(shape, Shape::Format("position"))
        || items.is_empty()
        || items.iter().all(Value::is_number)
}

fn item_of(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(item) => item,
        Shape::Format("position") => shape,
        _ => &Shape::Line,
    }
}

fn fields_of(shape: &Shape) -> Vec<Field> {
    match shape {
        Shape::Record(fields) | Shape::Named(fields) => fields(),
        _ => Vec::new(),
    }
}
