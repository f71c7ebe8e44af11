//! What the preview adds to pages: the script that reloads them and shows errors, and the
//! page of a site that was never good.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Errors, Preview};
use crate::diag::Tongue;

/// Where the script is.
pub(super) const SCRIPT_PATH: &str = "/__tt/reload.js";
/// Where the script hears of builds.
pub(super) const EVENTS_PATH: &str = "/__tt/events";
/// The script. It is a file of its own so that the pages' security policy stays the one of
/// the published site.
pub(super) const SCRIPT: &str = include_str!("reload.js");

const SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A part of a path, as addresses write it.
pub(super) fn encode(segment: &str) -> String {
    utf8_percent_encode(segment, SEGMENT).to_string()
}

/// The tag that ends every page; the number tells the script which build the page is of.
pub(super) fn script_tag(number: u64) -> String {
    format!("<script src=\"{SCRIPT_PATH}?{number}\" defer></script>")
}

/// What the script hears: the number of the build and its errors.
pub(super) fn event(preview: &Preview) -> String {
    let (findings, lang) = match &preview.bad {
        Some(errors) => (errors.findings.as_str(), lang(errors.tongue)),
        None => ("", "fr"),
    };
    let findings: Vec<&str> = findings.lines().collect();
    let (number, findings) = (preview.number, findings.join(","));
    format!("{{\"build\":{number},\"lang\":\"{lang}\",\"findings\":[{findings}]}}")
}

/// A page with nothing but the errors.
pub(super) fn page(errors: &Errors) -> String {
    let (title, text) = (title(errors.tongue), escape(&errors.text));
    let lang = lang(errors.tongue);
    format!(
        "<!doctype html>\n<html lang=\"{lang}\" data-tt-errors>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <main><h1>{title}</h1>\n<pre>{text}</pre></main>\n</html>\n"
    )
}

fn title(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::French => "Le site ne se construit pas encore",
        Tongue::English => "The site does not build yet",
    }
}

fn lang(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::French => "fr",
        Tongue::English => "en",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::Build;

    #[test]
    fn an_event_is_json_with_every_finding() {
        let mut preview = Preview::default();
        let findings = "{\"message\":\"a\"}\n{\"message\":\"b\"}\n".to_owned();
        preview.take(Build::Bad {
            findings,
            text: String::new(),
            tongue: Tongue::French,
        });
        let event: serde_json::Value =
            serde_json::from_str(&event(&preview)).expect("JSON");
        assert_eq!(event["build"], 1);
        assert_eq!(event["findings"][1]["message"], "b");
    }
}
