//! What an editor says of the columns of a table: which key of a kind each of them is.

use std::collections::BTreeMap;

use super::{About, CSV};
use crate::diag::{Diagnostic, Diagnostics, quoted_list, rules};
use crate::model::catalog::Catalog;
use crate::model::entry;
use crate::model::place::{Kind, Territory};
use crate::model::record::{Context, Field, Shape, Value, decode_record};
use crate::model::value::Url;
use crate::source::{Source, Sources, Span};
use crate::text::fold::fold;
use crate::text::suggest;
use crate::yaml::write::{Around, quoted, text as yaml_text};
use crate::yaml::{self, Kind as Form, Node};
use crate::{record, text};

/// The keys that say where a value comes from.
const CELL: [&str; 4] = ["colonne", "valeurs", "separateur", "valeur"];

record! {
    /// Where a table comes from.
    pub struct Origin {
        /// Its title.
        title "titre": String, "titre du jeu de données", "Tiers-lieux du Cantal";
        /// Who makes it.
        producer "producteur": String, "qui le produit", "Département du Cantal";
        /// Its licence.
        licence "licence": String, "licence", "Licence Ouverte 2.0";
        /// Where it is published.
        url "url": Url, "adresse du jeu de données", "https://www.example.org/donnees";
    }
}

record! {
    /// The file that an editor writes.
    pub struct Written {
        /// What its rows are.
        kind "genre": Section, "genre des pages, comme leur dossier", "espaces";
        /// Where it comes from.
        origin "provenance": Origin, "d’où viennent les données", "{titre: Tiers-lieux du Cantal, …}";
        /// The column that names a row.
        id "identifiant": String, "colonne qui identifie chaque ligne", "ref";
        /// Keys of the kind.
        fields "champs": Raw, "champs des pages, et leurs colonnes", "{titre: nom}";
    }
}

/// A kind that has its folder in a département.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section(Kind);

impl Value for Section {
    fn shape() -> Shape {
        Shape::Line
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let name = node.as_text().unwrap_or_default();
        let found = Kind::of_section(name);
        if found.is_none() {
            let folders = Kind::SECTIONS.map(Kind::folder);
            let list = quoted_list(&folders, "", "");
            let message = text!(
                "« {name} » n’est pas un genre ; il y a : {list}",
                "`{name}` is no kind; there are: {list}"
            );
            cx.diags.push(Diagnostic::new(&rules::BAD_VALUE, message).at(node.span));
        }
        found.map(Self)
    }
}

/// Anything.
#[derive(Debug, Clone, PartialEq)]
pub struct Raw(Node);

impl Value for Raw {
    fn shape() -> Shape {
        Shape::Format("champs")
    }

    fn decode(node: &Node, _: &mut Context<'_>) -> Option<Self> {
        Some(Self(node.clone()))
    }
}

/// How the rows of a table become entries.
#[derive(Debug)]
pub struct Mapping {
    /// What they become.
    pub kind: Kind,
    origin: Origin,
    /// The columns that are read; the first names a row.
    pub columns: Vec<String>,
    /// The keys, in the order of the file.
    pub keys: Vec<Key>,
}

/// A key of the front matter, and where its value comes from.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What may be written there.
    pub shape: Shape,
    /// Where it comes from.
    pub from: From,
}

/// Where a value comes from.
#[derive(Debug)]
pub enum From {
    /// The same for all rows, as YAML.
    Constant(String),
    /// A column.
    Cell(Cell),
    /// A column for each item.
    Cells(Vec<Cell>),
    /// Values of its own keys.
    Keys(Vec<Key>),
}

/// A column, and how it is understood.
#[derive(Debug)]
pub struct Cell {
    /// Its place among the columns that are read.
    pub column: usize,
    /// Words of the column, folded, and what they are here: `None` for nothing.
    pub words: BTreeMap<String, Option<String>>,
    /// What stands between the items of a list.
    pub separator: Option<String>,
}

/// What is wrong with a mapping, and its text.
pub type Wrong = (Diagnostics, Sources);

impl Mapping {
    /// Reads the file of this name.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn read(name: &str, text: &str) -> Result<Self, Wrong> {
        let source = Source { path: name.to_owned(), text: text.to_owned() };
        let sources = Sources::new(vec![source]);
        let mut diags = Diagnostics::default();
        let read = read(&sources, &mut diags);
        match read {
            Some(mapping) if !diags.has_errors() => Ok(mapping),
            _ => Err((diags, sources)),
        }
    }

    /// What is told of its source.
    pub fn about(&self) -> About<'_> {
        let Origin { title, producer, licence, url } = &self.origin;
        About { name: CSV, title, producer, licence, url: &url.0, unit: "lignes" }
    }
}

fn read(sources: &Sources, diags: &mut Diagnostics) -> Option<Mapping> {
    let (id, source) = sources.iter().next()?;
    let front = yaml::parse(&source.text, id, 0, diags)?;
    let catalog = Catalog::default();
    let territory = &Territory::Portal;
    let mut cx = Context { catalog: &catalog, territory, field: None, diags };
    let written: Written = decode_record(&front, &mut cx)?;
    let Section(kind) = written.kind;
    let mut reading = Reading { columns: vec![written.id], diags };
    let keys = reading.keys(&written.fields.0, &entry::fields(kind));
    Some(Mapping { kind, origin: written.origin, columns: reading.columns, keys })
}

/// Keys while they are read.
struct Reading<'d> {
    columns: Vec<String>,
    diags: &'d mut Diagnostics,
}

impl Reading<'_> {
    fn keys(&mut self, node: &Node, fields: &[Field]) -> Vec<Key> {
        if !matches!(node.kind, Form::Map(_)) {
            self.refuse(
                node.span,
                text!(
                    "des champs sont attendus ici, sous la forme `titre: colonne`",
                    "keys are expected here, as `titre: column`"
                ),
            );
            return Vec::new();
        }
        let mut keys = Vec::new();
        for (key, value) in node.entries() {
            let name = key.as_text().unwrap_or_default();
            match fields.iter().find(|field| field.key == name) {
                Some(field) => keys.extend(self.key(field, value)),
                None => {
                    let known: Vec<&str> = fields.iter().map(|field| field.key).collect();
                    self.unknown(name, key.span, &known);
                }
            }
        }
        for field in fields.iter().filter(|field| field.required) {
            let Field { key, help, .. } = field;
            if node.get(key).is_none() {
                let message = text!(
                    "il manque le champ « {key} » ({help}), que chaque page doit avoir",
                    "the key `{key}`, which every page must have, is missing"
                );
                let at = Span { end: node.span.start, ..node.span };
                let fault = Diagnostic::new(&rules::MISSING_FIELD, message).at(at);
                self.diags.push(fault.hint(text!(
                    "ajoutez `{key}: …` avec le nom de sa colonne, ou `{key}: {{valeur: …}}`",
                    "add `{key}: …` with the name of its column, or `{key}: {{valeur: …}}`"
                )));
            }
        }
        keys
    }

    fn key(&mut self, field: &Field, node: &Node) -> Option<Key> {
        let says_cell = CELL.iter().any(|key| node.get(key).is_some());
        let from = match (&node.kind, &field.shape) {
            (Form::Map(_), Shape::Record(of) | Shape::Named(of)) if !says_cell => {
                From::Keys(self.keys(node, &of()))
            }
            (Form::Map(_), _) => match node.get("valeur") {
                Some(value) => From::Constant(flow(value)),
                None => From::Cell(self.cell(node)?),
            },
            (Form::Seq(items), Shape::List(_) | Shape::Format("position")) => {
                From::Cells(items.iter().filter_map(|item| self.cell(item)).collect())
            }
            _ => From::Cell(self.cell(node)?),
        };
        Some(Key { name: field.key, shape: field.shape.clone(), from })
    }

    /// `nom`, or `{colonne: nom, valeurs: {X: y}, separateur: "|"}`.
    fn cell(&mut self, node: &Node) -> Option<Cell> {
        for (key, _) in node.entries() {
            let name = key.as_text().unwrap_or_default();
            if !CELL.contains(&name) {
                self.unknown(name, key.span, &CELL);
            }
        }
        let text = |key: &str| node.get(key).and_then(Node::as_text);
        let Some(column) = node.as_text().or_else(|| text("colonne")) else {
            self.refuse(node.span, text!(
                "le nom d’une colonne est attendu ici, ou `{{colonne: …}}`, ou `{{valeur: …}}`",
                "the name of a column is expected here, or `{{colonne: …}}`, or `{{valeur: …}}`"
            ));
            return None;
        };
        let words = node.get("valeurs").map_or(&[][..], Node::entries).iter();
        let words = words.filter_map(|(word, value)| {
            let meant = (!value.is_null()).then(|| value.as_text()).flatten();
            Some((fold(word.as_text()?), meant.map(str::to_owned)))
        });
        Some(Cell {
            words: words.collect(),
            separator: text("separateur").filter(|s| !s.is_empty()).map(str::to_owned),
            column: self.column(column),
        })
    }

    /// The place of a column among those that are read.
    fn column(&mut self, name: &str) -> usize {
        let found = self.columns.iter().position(|column| column == name);
        found.unwrap_or_else(|| {
            self.columns.push(name.to_owned());
            self.columns.len() - 1
        })
    }

    fn refuse(&mut self, span: Span, message: crate::diag::Text) {
        self.diags.push(Diagnostic::new(&rules::BAD_VALUE, message).at(span));
    }

    fn unknown(&mut self, name: &str, span: Span, known: &[&str]) {
        let message = text!(
            "le champ « {name} » n’existe pas ici",
            "there is no field `{name}` here"
        );
        let fault = Diagnostic::new(&rules::UNKNOWN_FIELD, message).at(span);
        let list = quoted_list(known, "", "");
        self.diags.push(match suggest::nearest(name, known.iter().copied()).as_slice() {
            [] => {
                fault.hint(text!("champs possibles : {list}", "possible fields: {list}"))
            }
            near => fault.suggest(span, near),
        });
    }
}

/// A value on one line.
fn flow(node: &Node) -> String {
    match &node.kind {
        Form::Scalar { text, plain: true, .. } => text.clone(),
        Form::Scalar { text, .. } => quoted(text),
        Form::Seq(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Form::Map(entries) => {
            let key =
                |key: &Node| yaml_text(key.as_text().unwrap_or_default(), Around::Flow);
            let entries = entries.iter().map(|(k, v)| format!("{}: {}", key(k), flow(v)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
