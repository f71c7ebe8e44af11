//! Findings as the browser shows them: each with the form that mends it.

use serde_json::{Value, json};

use crate::diag::{Diagnostics, Tongue, json as findings};
use crate::edit::collections::{address, settings_address};
use crate::model::place::{Located, locate};
use crate::source::Sources;

/// Where the web editor is.
pub const EDITOR: &str = "/redaction/";

/// Every finding as JSON, with `edit`: the address of its field in the web editor.
pub fn findings(
    diagnostics: &Diagnostics,
    sources: &Sources,
    tongue: Tongue,
) -> Vec<Value> {
    let found = findings::values(diagnostics, sources, tongue);
    found.into_iter().map(|finding| with_form(finding, sources)).collect()
}

fn with_form(mut finding: Value, sources: &Sources) -> Value {
    let path = finding["file"].as_str().unwrap_or_default();
    let text = sources.find(path).map(|id| sources.get(id).text.as_str());
    let line = finding["line"].as_u64().and_then(|line| usize::try_from(line).ok());
    let field = text.zip(line).and_then(|(text, line)| field_at(text, line));
    finding["edit"] = json!(form_of(path, field));
    finding
}

/// The address of a file in the web editor, at one of its fields.
pub fn form_of(path: &str, field: Option<&str>) -> Option<String> {
    let inner = path.strip_prefix("content/")?;
    let address = match locate(inner) {
        Located::Entry(place, lang) => address(&place, lang.as_deref()),
        Located::Settings(lang) => settings_address(lang.as_deref()),
        Located::Sheet(..) | Located::Data | Located::BadName(_) | Located::Unknown => {
            return None;
        }
    };
    let (page, place) = address.split_once('#')?;
    let field = field.map(|field| format!("?champ={field}")).unwrap_or_default();
    Some(format!("{EDITOR}{page}{field}#{place}"))
}

/// The field of the front matter that a line belongs to, `body` below it.
fn field_at(text: &str, line: usize) -> Option<&str> {
    let before: Vec<&str> = text.lines().take(line).collect();
    let fences = before.iter().filter(|line| line.trim_end() == "---").count();
    if fences > 1 {
        return Some("body");
    }
    before.iter().rev().find_map(|line| {
        let (key, _) = line.split_once(':')?;
        let is_key = key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        (is_key && !key.is_empty()).then_some(key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leads_to_its_field() {
        let text = "---\ntitre: A\ncontact:\n  telephone: x\n---\nTexte : suite\n";
        for (line, field) in
            [(1, None), (2, Some("titre")), (4, Some("contact")), (6, Some("body"))]
        {
            assert_eq!(field_at(text, line), field, "{line}");
        }
    }

    #[test]
    fn a_file_leads_to_its_form() {
        let form = |path| form_of(path, Some("prix"));
        assert_eq!(
            form("content/departements/cantal/offres/maison.md").as_deref(),
            Some("/redaction/cantal/?champ=prix#/collections/offres/entries/maison")
        );
        assert_eq!(form("content/x.md"), None);
    }
}
