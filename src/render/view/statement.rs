//! The accessibility statement, in the form that the law gives it.

use super::{Contact, Entry, MaybeLink};
use serde::Serialize;

/// The statement.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Statement {
    /// Title of the page.
    pub title: String,
    /// Who undertakes what, and for which site.
    pub pledge: StatementPart,
    /// The parts that the law names, in its order.
    pub parts: Vec<StatementPart>,
    /// What the owner adds.
    pub more: Option<Entry>,
}

/// A part of the statement.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct StatementPart {
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub text: Vec<String>,
    /// Its list.
    pub items: Vec<MaybeLink>,
    /// Who answers.
    pub contact: Option<Contact>,
    /// Parts inside it.
    pub parts: Vec<StatementPart>,
}
