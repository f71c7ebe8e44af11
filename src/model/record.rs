//! One declaration per field.
//!
//! [`record!`] and [`choice!`] declare what editors may write: the French key, the Rust
//! field and type, what it means and an example. From that one declaration come the
//! decoder, the fields of the JSON Schema, the scaffold of `tt-site new` and the
//! reference documentation.

use crate::diag::{Diagnostic, Diagnostics, Text, quoted_list, rules};
use crate::model::catalog::Catalog;
use crate::model::place::Territory;
use crate::source::Span;
use crate::text;
use crate::text::{suggest, synonyms};
use crate::yaml::{Kind, Node};

/// What decoding may look at beside the value itself.
pub struct Context<'a> {
    /// Every entry of the portal, for references.
    pub catalog: &'a Catalog,
    /// What the file belongs to.
    pub territory: &'a Territory,
    /// The field that is being read.
    pub field: Option<&'static FieldName>,
    /// Where findings go.
    pub diags: &'a mut Diagnostics,
}

impl Context<'_> {
    /// INSEE code of the département that the file belongs to.
    pub fn department_code(&self) -> Option<&str> {
        self.catalog.department_code(self.territory.department()?)
    }
}

/// A type that a field can have.
pub trait Value: Sized {
    /// What may be written.
    fn shape() -> Shape;

    /// Reads a value; a fault is pushed to the context.
    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self>;

    /// What an absent field means; `None` when the field is required.
    fn absent() -> Option<Self> {
        None
    }
}

/// What may be written in a field, for schemas, scaffolds and documentation.
#[derive(Debug, Clone)]
pub enum Shape {
    /// One line of text.
    Line,
    /// Several lines of text.
    Prose,
    /// A text in a form of its own, named for people.
    Format(&'static str),
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list.
    List(Box<Self>),
    /// Fields.
    Record(fn() -> Vec<Field>),
    /// Fields, or a bare text that stands for the first of them.
    Named(fn() -> Vec<Field>),
    /// The name of another file, of one of these kinds (their folders).
    Reference(Vec<&'static str>),
}

/// The declaration of a field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Key in the file, in French.
    pub key: &'static str,
    /// What it means, in French.
    pub help: &'static str,
    /// A value as an editor would write it.
    pub example: &'static str,
    /// Whether a file without it is refused.
    pub required: bool,
    /// What may be written.
    pub shape: Shape,
}

/// A set of fields: what [`record!`] declares.
pub trait Record: Sized {
    /// The fields, in the order of the declaration.
    fn fields() -> Vec<Field>;

    /// Reads every field, then makes the record if none is missing or wrong.
    fn read(reader: &mut Reader<'_>, cx: &mut Context<'_>) -> Option<Self>;
}

/// The fields of one map while they are being read.
pub struct Reader<'n> {
    node: &'n Node,
    known: Vec<&'static str>,
    missing: Vec<&'static FieldName>,
}

impl<'n> Reader<'n> {
    /// Starts reading a map; anything else is a fault.
    pub fn new(node: &'n Node, cx: &mut Context<'_>) -> Option<Self> {
        if let Kind::Map(_) = node.kind {
            return Some(Self { node, known: Vec::new(), missing: Vec::new() });
        }
        let message = text!(
            "des champs sont attendus ici, sous la forme `nom: valeur`",
            "fields are expected here, as `name: value`"
        );
        let diagnostic = Diagnostic::new(&rules::BAD_VALUE, message).at(node.span);
        cx.diags.push(diagnostic.hint(text!(
            "vérifiez l’espace après chaque « : »",
            "check the space after each `:`"
        )));
        None
    }

    /// Reads a field.
    pub fn take<T: Value>(
        &mut self,
        field: &'static FieldName,
        cx: &mut Context<'_>,
    ) -> Option<T> {
        self.known.push(field.key);
        cx.field = Some(field);
        match self.node.get(field.key) {
            Some(node) if node.is_null() && node.is_cut() && T::absent().is_some() => {
                cx.diags.push(cut(node));
                T::absent()
            }
            Some(node) if !(node.is_null() && T::absent().is_some()) => {
                T::decode(node, cx)
            }
            _ => T::absent().or_else(|| {
                self.missing.push(field);
                None
            }),
        }
    }

    /// The items written in a list field, readable or not: what is checked item by item is
    /// told at its item.
    pub fn items(&self, key: &str) -> &'n [Node] {
        match self.node.get(key).map(|node| &node.kind) {
            Some(Kind::Seq(items)) => items,
            _ => &[],
        }
    }

    /// Place of a field's value, or of the whole map when it is absent.
    pub fn span(&self, key: &str) -> Span {
        self.node.get(key).map_or_else(|| self.start(), |node| node.span)
    }

    /// Reports the keys that no field has, and the fields that are missing. A required
    /// field under a misspelled key is one mistake, not two.
    pub fn finish(mut self, cx: &mut Context<'_>) {
        for (key, _) in self.node.entries() {
            let name = key.as_text().unwrap_or_default();
            if !self.known.contains(&name) {
                let near = self.meant(name);
                self.missing.retain(|field| !near.contains(&field.key));
                cx.diags.push(self.unknown(name, key.span, &near));
            }
        }
        for field in &self.missing {
            cx.diags.push(self.missing(field));
        }
    }

    fn start(&self) -> Span {
        Span { end: self.node.span.start, ..self.node.span }
    }

    fn missing(&self, field: &FieldName) -> Diagnostic {
        let FieldName { key, help, example } = field;
        let example = pasteable(example);
        let message =
            text!("il manque le champ « {key} » ({help})", "field `{key}` is missing");
        Diagnostic::new(&rules::MISSING_FIELD, message).at(self.start()).hint(text!(
            "ajoutez une ligne `{key}: {example}`",
            "add a line `{key}: {example}`"
        ))
    }

    /// The fields that a key may stand for.
    fn meant(&self, name: &str) -> Vec<&'static str> {
        let meant = synonyms::meant(name, &self.known);
        match meant.is_empty() {
            true => suggest::nearest(name, self.known.iter().copied()),
            false => meant,
        }
    }

    fn unknown(&self, name: &str, span: Span, near: &[&str]) -> Diagnostic {
        let message = text!(
            "le champ « {name} » n’existe pas ici",
            "there is no field `{name}` here"
        );
        let diagnostic = Diagnostic::new(&rules::UNKNOWN_FIELD, message).at(span);
        let same = suggest::respelled(name, self.known.iter().copied());
        if let Some(same) = same.filter(|same| self.node.get(same).is_none()) {
            return diagnostic.fix(span, same);
        }
        if !near.is_empty() {
            return diagnostic.suggest(span, near);
        }
        let list = quoted_list(&self.known, "", "");
        diagnostic.hint(text!("champs possibles : {list}", "possible fields: {list}"))
    }
}

/// An example as it can be pasted: a text with a colon needs quotes.
fn pasteable(example: &str) -> String {
    let plain = !example.starts_with(['[', '{', '"', '\'']);
    if plain && example.contains(": ") {
        return format!("\"{example}\"");
    }
    example.to_owned()
}

/// What a message about a field needs to know.
pub struct FieldName {
    /// Key in the file.
    pub key: &'static str,
    /// What it means, in French.
    pub help: &'static str,
    /// A value as an editor would write it.
    pub example: &'static str,
}

/// Decodes a map that holds nothing but a record.
pub fn decode_record<R: Record>(node: &Node, cx: &mut Context<'_>) -> Option<R> {
    let mut reader = Reader::new(node, cx)?;
    let record = R::read(&mut reader, cx);
    reader.finish(cx);
    record
}

/// Declares a record: `/// English.` then `field "clé": Type, "sens", "exemple";`.
#[macro_export]
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$doc:meta])* $field:ident $key:literal: $ty:ty, $help:literal, $example:literal;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $($(#[$doc])* pub $field: $ty,)*
        }

        impl $crate::model::record::Record for $name {
            fn fields() -> Vec<$crate::model::record::Field> {
                use $crate::model::record::{Field, Value};
                vec![$(Field {
                    key: $key,
                    help: $help,
                    example: $example,
                    required: <$ty as Value>::absent().is_none(),
                    shape: <$ty as Value>::shape(),
                }),*]
            }

            fn read(
                reader: &mut $crate::model::record::Reader<'_>,
                cx: &mut $crate::model::record::Context<'_>,
            ) -> Option<Self> {
                use $crate::model::record::FieldName;
                $(let $field = {
                    static NAME: FieldName =
                        FieldName { key: $key, help: $help, example: $example };
                    reader.take::<$ty>(&NAME, cx)
                };)*
                Some(Self { $($field: $field?),* })
            }
        }

        impl $crate::model::record::Value for $name {
            fn shape() -> $crate::model::record::Shape {
                $crate::model::record::Shape::Record(
                    <Self as $crate::model::record::Record>::fields,
                )
            }

            fn decode(
                node: &$crate::yaml::Node,
                cx: &mut $crate::model::record::Context<'_>,
            ) -> Option<Self> {
                $crate::model::record::decode_record(node, cx)
            }
        }
    };
}

/// Declares an enumeration and the words that editors write for it.
#[macro_export]
macro_rules! choice {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant),* }

        impl $name {
            /// The words, in the order of the declaration.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word that editors write.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl $crate::model::record::Value for $name {
            fn shape() -> $crate::model::record::Shape {
                $crate::model::record::Shape::Choice(Self::WORDS)
            }

            fn decode(
                node: &$crate::yaml::Node,
                cx: &mut $crate::model::record::Context<'_>,
            ) -> Option<Self> {
                match $crate::model::record::word(node, Self::WORDS, cx)? {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

/// The word of a closed list that a scalar holds.
pub fn word(
    node: &Node,
    words: &'static [&'static str],
    cx: &mut Context<'_>,
) -> Option<&'static str> {
    let written = scalar(node, cx)?;
    let found = words.iter().find(|word| **word == written).copied();
    if found.is_none() {
        cx.diags.push(unknown_word(written, words, node.span));
    }
    found
}

/// The fault of a word that a closed list does not have: the same without its accents,
/// another name of it, or one like it.
fn unknown_word(written: &str, words: &'static [&'static str], span: Span) -> Diagnostic {
    let list = quoted_list(words, "", "");
    let accepted = text!("valeurs acceptées : {list}", "accepted values: {list}");
    let empty = written.trim().is_empty();
    let message = match empty {
        true => text!("une valeur manque ici", "a value is missing here"),
        false => text!(
            "« {written} » n’est pas une valeur acceptée",
            "`{written}` is not an accepted value"
        ),
    };
    let fault = Diagnostic::new(&rules::UNKNOWN_VALUE, message).at(span);
    if let Some(same) = suggest::respelled(written, words.iter().copied()) {
        return fault.fix(span, same);
    }
    let meant = synonyms::meant(written, words);
    let near = match meant.is_empty() {
        true => suggest::nearest(written, words.iter().copied()),
        false => meant,
    };
    fault.suggest(span, &near).hint(accepted)
}

/// The text of a scalar; a list or fields are a fault.
pub fn scalar<'n>(node: &'n Node, cx: &mut Context<'_>) -> Option<&'n str> {
    let expected = text!(
        "une seule valeur est attendue ici, pas une liste ni des sous-champs",
        "a single value is expected here, neither a list nor sub-fields"
    );
    let found = if node.is_null() { Some("") } else { node.as_text() };
    if found.is_none() {
        let fault = Diagnostic::new(&rules::BAD_VALUE, expected).at(node.span);
        cx.diags.push(match text_with_colon(node) {
            Some(text) => fault.propose(node.span, text),
            None => fault,
        });
    }
    found
}

/// The text, between quotes, that its colon made a field of.
fn text_with_colon(node: &Node) -> Option<String> {
    let [(key, value)] = node.entries() else { return None };
    let (key, value) = (key.as_text()?, value.as_text()?);
    let text = format!("{key}: {value}");
    (!value.is_empty() && !text.contains(['"', '\\'])).then(|| format!("\"{text}\""))
}

/// The fault of a text that a `#` ends.
pub fn cut(node: &Node) -> Diagnostic {
    let message = match node.is_null() {
        true => text!(
            "« # » commence une note : ce champ n’a pas de valeur",
            "`#` starts a note: this field has no value"
        ),
        false => text!(
            "« # » commence une note : le texte s’arrête avant lui",
            "`#` starts a note: the text ends before it"
        ),
    };
    Diagnostic::new(&rules::CUT_TEXT, message).at(node.span).hint(text!(
        "mettez toute la valeur entre guillemets droits si le « # » en fait partie ; \
         sinon, mettez la note sur sa propre ligne",
        "put the whole value between double quotes if `#` is part of it; else put the \
         note on a line of its own"
    ))
}

/// Pushes « cette valeur ne convient pas ».
pub fn bad_value(node: &Node, message: Text, cx: &mut Context<'_>) {
    cx.diags.push(Diagnostic::new(&rules::BAD_VALUE, message).at(node.span));
}

/// An optional field. A value that is there and wrong is reported, then taken as absent,
/// so that the rest of the file is still read.
impl<T: Value> Value for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        Some(T::decode(node, cx))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// The fault of what is no list, with the list that a text means.
fn no_list(node: &Node, item: &Shape) -> Diagnostic {
    let message = text!("une liste est attendue ici", "a list is expected here");
    let fault = Diagnostic::new(&rules::BAD_VALUE, message).at(node.span);
    let text = node.as_text().map(str::trim).unwrap_or_default();
    let is_simple = |c: char| c.is_alphanumeric() || " -_’'./".contains(c);
    let items: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
    let dashes = text.starts_with('-') || node.span.range().len() != text.len();
    let readable =
        items.iter().all(|item| !item.is_empty() && item.chars().all(is_simple));
    if matches!(item, Shape::Record(_)) || dashes || !readable {
        return fault.hint(text!(
            "écrivez un élément par ligne, chacun précédé de « - » et d’une espace",
            "write one item a line, each after `-` and a space"
        ));
    }
    let list = format!("[{}]", items.join(", "));
    // The words of closed lists and the names of files hold no comma.
    match items.len() == 1 || matches!(item, Shape::Choice(_) | Shape::Reference(_)) {
        true => fault.fix(node.span, list),
        false => fault.propose(node.span, list),
    }
}

/// A list; absent means empty.
impl<T: Value> Value for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let Kind::Seq(items) = &node.kind else {
            cx.diags.push(no_list(node, &T::shape()));
            return None;
        };
        Some(items.iter().filter_map(|item| T::decode(item, cx)).collect())
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}
