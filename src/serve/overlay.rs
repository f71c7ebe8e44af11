//! What the preview adds to pages: the script that reloads them and shows errors, and the
//! page of a site that was never good.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Preview, note};
use crate::diag::Tongue;
use crate::render::context::escape;

/// Where the script is.
pub(super) const SCRIPT_PATH: &str = "/__tt/preview.js";
/// Where the script hears of builds.
pub(super) const EVENTS_PATH: &str = "/__tt/events";
/// The script. It is a file of its own so that the pages' security policy stays the one of
/// the published site.
pub(super) const SCRIPT: &str = include_str!("preview.js");

const SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A part of a path, as addresses write it.
pub(super) fn encode(segment: &str) -> String {
    utf8_percent_encode(segment, SEGMENT).to_string()
}

/// The tag that ends every page: the number tells the script which build the page is of,
/// the data which file it comes from.
pub(super) fn script_tag(number: u64, file: Option<&str>) -> String {
    let page = file.map_or_else(
        || json!({}),
        |file| json!({ "file": file, "edit": note::form_of(file, None) }),
    );
    let page = page.to_string();
    let page = escape(&page);
    format!("<script src=\"{SCRIPT_PATH}?{number}\" data-page=\"{page}\" defer></script>")
}

/// What the script hears: the number of the build and its findings.
pub(super) fn event(preview: &Preview, root: &Path) -> String {
    let event = json!({
        "build": preview.number,
        "bad": preview.build.errors.is_some(),
        "lang": lang(preview.build.tongue),
        "root": root.to_string_lossy(),
        "findings": Value::from(preview.build.findings.clone()),
    });
    event.to_string()
}

/// A page with nothing but the errors.
pub(super) fn page(errors: &str, tongue: Option<Tongue>) -> String {
    let (title, text) = (title(tongue), escape(errors));
    let lang = lang(tongue);
    format!(
        "<!doctype html>\n<html lang=\"{lang}\" data-tt-errors>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <main><h1>{title}</h1>\n<pre>{text}</pre></main>\n</html>\n"
    )
}

fn title(tongue: Option<Tongue>) -> &'static str {
    match tongue {
        Some(Tongue::English) => "The site does not build yet",
        _ => "Le site ne se construit pas encore",
    }
}

fn lang(tongue: Option<Tongue>) -> &'static str {
    match tongue {
        Some(Tongue::English) => "en",
        _ => "fr",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::{Build, Live};

    #[test]
    fn an_event_is_json_with_every_finding() {
        let live = Live::new(0);
        let findings = vec![json!({ "message": "a" }), json!({ "message": "b" })];
        let errors = Some("a, b".to_owned());
        live.begin().end(Some(Build { findings, errors, tongue: None }));
        let event = event(&live.preview(), Path::new("/p"));
        let event: Value = serde_json::from_str(&event).expect("JSON");
        assert_eq!(event["build"], 1);
        assert_eq!(event["bad"], true);
        assert_eq!(event["findings"][1]["message"], "b");
    }

    #[test]
    fn a_page_says_where_it_comes_from() {
        let tag = script_tag(7, Some("content/departements/cantal/offres/a.md"));
        assert!(tag.contains("?7\"") && tag.contains("/redaction/cantal/#/"), "{tag}");
    }
}
