//! `.vscode/`: what makes VS Code complete, explain and check a portal's files.
//!
//! No extension that can be recommended checks the fields at the head of a Markdown file
//! against a JSON Schema: for those there are snippets, and a task that puts what
//! `tt-site check` says into the list of problems.

use serde_json::{Map, Value, json};

use crate::cli::kinds::{self, KINDS};
use crate::cli::schema;
use crate::model::entry::fields;
use crate::model::place::Kind;
use crate::model::record::{Field, Shape};
use crate::parse::markdown::{Form, Name, forms};

/// Where the schemas stand, from the portal's root.
pub const SCHEMAS: &str = ".vscode/schemas";

/// The files, with their paths from the portal's root.
pub fn files() -> Vec<(String, String)> {
    let own = [
        ("settings.json", settings()),
        ("extensions.json", json!({ "recommendations": ["redhat.vscode-yaml"] })),
        ("tasks.json", tasks()),
        ("tt-site.code-snippets", snippets()),
    ];
    let own = own
        .into_iter()
        .map(|(name, value)| (format!(".vscode/{name}"), format!("{value:#}\n")));
    let used: Vec<_> = schema::of_yaml_files()
        .into_iter()
        .map(|(_, name)| schema::file_name(&name))
        .collect();
    let schemas = schema::files().into_iter().filter(|(name, _)| used.contains(name));
    own.chain(schemas.map(|(name, text)| (format!("{SCHEMAS}/{name}"), text))).collect()
}

/// The line that tells text editors which schema a YAML file follows; `depth` is how many
/// folders it stands below the portal's root.
pub fn hint(name: &str, depth: usize) -> String {
    let up = "../".repeat(depth);
    let file = schema::file_name(name);
    format!("# yaml-language-server: $schema={up}{SCHEMAS}/{file}\n")
}

fn settings() -> Value {
    let schemas: Map<String, Value> = schema::of_yaml_files()
        .into_iter()
        .map(|(files, name)| {
            (format!("./{SCHEMAS}/{}", schema::file_name(&name)), json!([files]))
        })
        .collect();
    json!({
        "yaml.schemas": schemas,
        "yaml.schemaStore.enable": false,
        "files.encoding": "utf8",
        "[markdown]": { "editor.quickSuggestions": { "other": true }, "editor.wordWrap": "on" },
        "editor.snippetSuggestions": "top",
    })
}

/// `tt-site check` as the task that checks, its findings as problems.
fn tasks() -> Value {
    let matcher = |word: &str, severity: &str| {
        json!({
            "owner": "tt-site",
            "source": "tt-site",
            "fileLocation": ["relative", "${workspaceFolder}"],
            "severity": severity,
            "pattern": [
                { "regexp": format!(r"^{word}\[([a-z-]+)\]\s*:\s*(.*)$"), "code": 1, "message": 2 },
                { "regexp": r"^\s*(?:-->|╭▸)\s(.+):(\d+):(\d+)$", "file": 1, "line": 2, "column": 3 },
            ],
        })
    };
    json!({
        "version": "2.0.0",
        "tasks": [{
            "label": "Vérifier le portail",
            "type": "process",
            "command": "tt-site",
            "args": ["--lang", "fr", "check"],
            "group": { "kind": "build", "isDefault": true },
            "presentation": { "reveal": "silent", "clear": true },
            "problemMatcher": [
                matcher("erreur", "error"),
                matcher("attention", "warning"),
                matcher("conseil", "info"),
            ],
        }],
    })
}

/// One snippet a directive, and one a kind for the fields at the head of its files.
fn snippets() -> Value {
    let directives = forms().map(|form| (form.name.word().to_owned(), directive(&form)));
    let kinds = KINDS.into_iter().filter(|kind| !is_yaml(*kind));
    let fronts =
        kinds.map(|kind| (format!("nouveau {}", kinds::name(kind)), front(kind)));
    Value::Object(directives.chain(fronts).collect())
}

fn is_yaml(kind: Kind) -> bool {
    matches!(kind, Kind::Members | Kind::Property)
}

/// A place to fill in, with what stands there at first.
struct Holes(usize);

impl Holes {
    fn text(&mut self, shown: &str) -> String {
        self.0 += 1;
        let shown = shown.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
        format!("${{{}:{shown}}}", self.0)
    }

    fn one_of(&mut self, words: &[&str]) -> String {
        self.0 += 1;
        format!("${{{}|{}|}}", self.0, words.join(","))
    }
}

fn directive(form: &Form) -> Value {
    let mut holes = Holes(0);
    let word = form.name.word();
    let keys: Vec<String> = form
        .keys
        .iter()
        .filter(|(_, required, words)| {
            *required || !words.is_empty() || form.keys.len() < 3
        })
        .map(|(key, _, words)| match words {
            [] => format!("{key}=\"{}\"", holes.text(sample(key))),
            words => format!("{key}=\"{}\"", holes.one_of(words)),
        })
        .collect();
    let keys =
        if keys.is_empty() { String::new() } else { format!("{{{}}}", keys.join(" ")) };
    let colons = if form.name.is_container() { ":::" } else { "::" };
    let body = if form.name.is_container() {
        let inside = inside(form.name).lines().map(|line| match line.split_once('…') {
            Some((before, after)) => format!("{before}{}{after}", holes.text("…")),
            None => line.to_owned(),
        });
        let inside: Vec<_> = inside.collect();
        std::iter::once(format!("{colons}{word}{keys}"))
            .chain(inside)
            .chain([":::".into()])
            .collect()
    } else {
        vec![format!("{colons}{word}{keys}")]
    };
    json!({
        "scope": "markdown",
        "prefix": [word, format!("{colons}{word}")],
        "body": body,
        "description": meaning(form.name),
    })
}

fn sample(key: &str) -> &'static str {
    match key {
        "titre" => "Bon à savoir",
        "auteur" => "Prénom Nom",
        "departement" => "cantal",
        "type" => "espaces",
        "nombre" => "3",
        "lien" => "/agenda/",
        "texte" => "Voir les prochains rendez-vous",
        _ => "…",
    }
}

/// What a container holds at first; each `…` is to be filled in.
fn inside(name: Name) -> &'static str {
    match name {
        Name::Chiffres => "- **…** … (…)",
        Name::Faq => "### … ?\n…",
        _ => "…",
    }
}

fn meaning(name: Name) -> &'static str {
    match name {
        Name::Encadre => "Un encadré à côté du texte",
        Name::Citation => "Une citation, avec son auteur",
        Name::Chiffres => "Des chiffres clés, un par ligne",
        Name::Faq => "Des questions et leurs réponses",
        Name::Carte => "Une carte des lieux",
        Name::Agenda => "Les prochains rendez-vous",
        Name::Bouton => "Un lien en forme de bouton",
    }
}

/// The head of a file: its required fields.
fn front(kind: Kind) -> Value {
    let mut holes = Holes(0);
    let fields = fields(kind).into_iter().filter(|field| field.required);
    let lines =
        fields.map(|field| format!("{}: {}", field.key, value(&field, &mut holes)));
    let mut body = vec!["---".to_owned()];
    body.extend(lines);
    body.extend(["---".to_owned(), "$0".to_owned()]);
    let name = kinds::name(kind);
    json!({
        "scope": "markdown",
        "prefix": [format!("nouveau-{name}")],
        "body": body,
        "description": format!("L’en-tête d’un fichier « {name} »"),
    })
}

fn value(field: &Field, holes: &mut Holes) -> String {
    match &field.shape {
        Shape::Choice(words) => holes.one_of(words),
        Shape::Boolean => holes.one_of(&["oui", "non"]),
        Shape::Line | Shape::Prose => format!("\"{}\"", holes.text(field.example)),
        _ => holes.text(field.example),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_directive_and_kind_has_its_snippet() {
        let snippets = snippets();
        for form in forms() {
            assert!(snippets[form.name.word()]["body"].is_array());
        }
        assert_eq!(
            snippets["citation"]["body"],
            json!([":::citation{auteur=\"${1:Prénom Nom}\"}", "${2:…}", ":::"])
        );
        assert_eq!(
            snippets["encadre"]["body"][0],
            r#":::encadre{titre="${1:Bon à savoir}" ton="${2|info,attention,exemple|}"}"#
        );
        assert_eq!(
            snippets["bouton"]["body"],
            json!([
                r#"::bouton{lien="${1:/agenda/}" texte="${2:Voir les prochains rendez-vous}"}"#
            ])
        );
        let head = &snippets["nouveau espace"]["body"];
        assert_eq!(head[1], "titre: \"${1:Un titre court}\"");
        assert!(head[2].as_str().expect("text").starts_with("type: ${2|telecentre,"));
    }

    #[test]
    fn hints_lead_from_the_file_to_its_schema() {
        assert_eq!(
            hint("portail", 1),
            "# yaml-language-server: $schema=../.vscode/schemas/portail.schema.json\n"
        );
    }
}
