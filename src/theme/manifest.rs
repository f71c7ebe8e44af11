//! `theme.yaml`: which styles in which order, which attribute calls for which script.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::source::{Source, Sources};
use crate::text;
use crate::yaml::{self, Kind, Node};

/// What `theme.yaml` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Style sheets, in order.
    pub styles: Vec<String>,
    /// Style sheets that scripts load too, for what they build.
    pub apart: Vec<String>,
    /// Fonts that pages load early.
    pub preload: Vec<String>,
    /// The script that draws search.
    pub search: Option<String>,
    /// The attributes that call for a script on the pages where one occurs, by script.
    pub scripts: BTreeMap<String, Vec<String>>,
}

/// Reads `theme.yaml`.
pub(super) fn read(bytes: &[u8], diags: &mut Diagnostics) -> Option<Manifest> {
    let node = yaml_of("theme.yaml", bytes, diags)?;
    let list = |key: &str| node.get(key).map(texts).unwrap_or_default();
    let scripts = node.get("scripts").map(Node::entries).unwrap_or_default();
    let marker =
        |(key, value): &(Node, Node)| Some((key.as_text()?.to_owned(), texts(value)));
    Some(Manifest {
        styles: list("styles"),
        apart: list("apart"),
        preload: list("preload"),
        search: node.get("search").and_then(Node::as_text).map(str::to_owned),
        scripts: scripts.iter().filter_map(marker).collect(),
    })
}

fn texts(node: &Node) -> Vec<String> {
    match &node.kind {
        Kind::Seq(items) => {
            items.iter().filter_map(Node::as_text).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// Reads a YAML file of the theme. Its faults are those of a theme's author: they are
/// told without a place in the portal.
pub(super) fn yaml_of(path: &str, bytes: &[u8], diags: &mut Diagnostics) -> Option<Node> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let sources = Sources::new(vec![Source { path: path.to_owned(), text }]);
    let (id, source) = sources.iter().next()?;
    let mut own = Diagnostics::default();
    let node = yaml::parse(&source.text, id, 0, &mut own);
    for fault in own.iter() {
        let (fr, en) = (&fault.message.fr, &fault.message.en);
        let line = fault.span.map_or(1, |s| source.line_column(s.range().start).line);
        let message = text!(
            "le fichier « {path} » du thème, ligne {line} : {fr}",
            "file `{path}` of the theme, line {line}: {en}"
        );
        diags.push(Diagnostic::new(&rules::THEME, message));
    }
    node
}
