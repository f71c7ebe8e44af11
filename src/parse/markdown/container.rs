//! Containers: from lines that open and close to blocks that hold others.

use super::builder::{Builder, Role};
use super::directive::Name;
use super::figure::figure;
use super::problem::ProblemKind;
use super::tree::{Kind, Node};
use std::ops::Range;

/// How deep containers may nest among siblings.
const MAX_CONTAINERS: usize = 4;

/// A container being filled.
struct Open {
    colons: usize,
    directive: Option<usize>,
    name: String,
    span: Range<usize>,
    outer: Vec<Node>,
}

/// Turns the lines among these siblings into containers. A line and its closing must have
/// the same parent: what is open at the end is a problem and holds the rest.
pub(super) fn nest(builder: &mut Builder<'_>, nodes: Vec<Node>) -> Vec<Node> {
    if !nodes.iter().any(|node| matches!(node.kind, Kind::Fence(_))) {
        return nodes;
    }
    let mut open: Vec<Open> = Vec::new();
    let mut current = Vec::new();
    for node in nodes {
        match node.kind {
            Kind::Fence(index) => line(builder, index, &mut open, &mut current),
            _ => current.push(node),
        }
    }
    close(builder, &mut open, &mut current, 0, None);
    current
}

fn line(
    builder: &mut Builder<'_>,
    index: usize,
    open: &mut Vec<Open>,
    current: &mut Vec<Node>,
) {
    let (fence, role) = &builder.fences[index];
    let (colons, span) = (fence.colons, fence.span.clone());
    match *role {
        Role::Open(_) if open.len() == MAX_CONTAINERS => {
            builder.problem(span, ProblemKind::TooDeep);
        }
        Role::Open(directive) => {
            let name = builder.word(index).to_owned();
            let outer = std::mem::take(current);
            open.push(Open { colons, directive, name, span, outer });
        }
        _ if open.is_empty() => builder.problem(span, ProblemKind::StrayClosing),
        _ => {
            let same = open.iter().rposition(|container| container.colons == colons);
            let closed = same.unwrap_or(open.len() - 1);
            close(builder, open, current, closed, Some(span.end));
        }
    }
}

/// Closes the containers from `first` inwards; all but `first` were forgotten, and it was
/// too unless `end` says where it is closed.
fn close(
    builder: &mut Builder<'_>,
    open: &mut Vec<Open>,
    current: &mut Vec<Node>,
    first: usize,
    end: Option<usize>,
) {
    while open.len() > first {
        let Some(container) = open.pop() else { break };
        let Open { directive, name, span, outer, .. } = container;
        if open.len() > first || end.is_none() {
            builder.problem(span.clone(), ProblemKind::UnclosedContainer { name });
        }
        let mut children = std::mem::replace(current, outer);
        match directive {
            Some(directive) => {
                shape(builder, directive, &mut children);
                let span = span.start..end.unwrap_or(span.end);
                let kind = Kind::Container(directive);
                current.push(Node { kind, span, children });
            }
            None => current.extend(children),
        }
    }
}

/// Gives what a container holds the shape of its kind, with a problem when there is
/// nothing to shape.
fn shape(builder: &mut Builder<'_>, directive: usize, children: &mut [Node]) {
    let name = builder.body.directives[directive].name;
    let shaped = match name {
        Name::Chiffres => shape_figures(builder, children),
        Name::Faq => mark_questions(builder, children),
        _ => true,
    };
    if !shaped {
        let span = builder.body.directives[directive].span.clone();
        builder.problem(span, ProblemKind::NothingInside { directive: name });
    }
}

fn shape_figures(builder: &mut Builder<'_>, children: &mut [Node]) -> bool {
    let lists = children.iter_mut().filter(|node| matches!(node.kind, Kind::List(_)));
    let mut any = false;
    for list in lists {
        list.kind = Kind::Figures;
        for item in std::mem::take(&mut list.children) {
            let item = figure(item);
            if item.children[0].children.is_empty() {
                builder.problem(item.span.clone(), ProblemKind::FigureWithoutValue);
            }
            list.children.push(item);
            any = true;
        }
    }
    any
}

/// Marks as questions the headings of the first one's level or above.
fn mark_questions(builder: &mut Builder<'_>, children: &[Node]) -> bool {
    let headings = &mut builder.body.headings;
    let mut first = None;
    for node in children {
        let Kind::Heading(index) = node.kind else { continue };
        let level = headings[index].level;
        headings[index].question = level <= *first.get_or_insert(level);
    }
    first.is_some()
}
