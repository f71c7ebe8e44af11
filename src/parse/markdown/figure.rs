//! Key figures: the items of `:::chiffres`, `**350** membres (CCI du Gers, 2013)`.

use super::tree::{Kind, Node};

/// An item in three parts: value, label, source. The value is empty when the item does
/// not start with bold text, the source when it does not end with a parenthesis.
pub(super) fn figure(item: Node) -> Node {
    let mut children = item.children.into_iter().peekable();
    let mut inlines: Vec<Node> = match children.next_if(|n| n.kind == Kind::Paragraph) {
        Some(paragraph) => paragraph.children,
        None => children.by_ref().collect(),
    };
    let starts = inlines.first().is_some_and(|node| node.kind == Kind::Strong);
    let value = if starts { inlines.remove(0).children } else { Vec::new() };
    let source = split_source(&mut inlines).unwrap_or_default();
    trim(&mut inlines);
    inlines.extend(children);
    let part = |children| Node { kind: Kind::Part, span: item.span.clone(), children };
    let children = vec![part(value), part(inlines), part(source)];
    Node { kind: Kind::Figure, span: item.span, children }
}

/// Takes out what is between the last `(` and a final `)`.
fn split_source(inlines: &mut Vec<Node>) -> Option<Vec<Node>> {
    let Kind::Text(last) = &mut inlines.last_mut()?.kind else { return None };
    let inside = last.trim_end().strip_suffix(')')?.len();
    let has_opening =
        |node: &Node| matches!(&node.kind, Kind::Text(t) if t.contains('('));
    let first = inlines.iter().rposition(has_opening)?;
    if let Kind::Text(last) = &mut inlines.last_mut()?.kind {
        last.truncate(inside);
    }
    let mut source = inlines.split_off(first);
    let Kind::Text(text) = &mut source.first_mut()?.kind else { return None };
    let at = text.rfind('(')?;
    let rest = text.split_off(at)[1..].to_owned();
    let label = std::mem::replace(text, rest);
    let span = source.first()?.span.clone();
    inlines.push(Node { kind: Kind::Text(label), span, children: Vec::new() });
    Some(source)
}

/// Removes the space that surrounded the other parts.
fn trim(inlines: &mut [Node]) {
    if let Some(Node { kind: Kind::Text(text), .. }) = inlines.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Node { kind: Kind::Text(text), .. }) = inlines.last_mut() {
        text.truncate(text.trim_end().len());
    }
}
