//! What a page lets the browser run and load (Content Security Policy, level 3): what comes
//! from the site, and of what stands in the page itself its style sheet and the scripts that
//! the theme's templates wrote. Hashes are those of the theme's own texts, never of what was
//! found in a page: a script that slipped into a content is not among them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac_sha256::Hash;

use super::Files;
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::text;

/// The start of an attribute that stands for `style`, which no policy lets pass unnamed:
/// what it declares becomes a rule of the page.
const DECLARES: &str = " data-css=";

/// A script that a template holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inline {
    /// As it is published.
    text: String,
    /// Its source expression: `'sha256-…'`.
    source: String,
}

/// Text whose hash is wanted, with what may still follow.
#[derive(Clone)]
pub(super) struct Hashed(Hash);

impl std::fmt::Debug for Hashed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.clone().source(""))
    }
}

impl Hashed {
    pub(super) fn new(text: &str) -> Self {
        let mut hash = Hash::new();
        hash.update(text);
        Self(hash)
    }

    /// The source expression of the text with `rest` after it.
    pub(super) fn source(mut self, rest: &str) -> String {
        self.0.update(rest);
        format!("'sha256-{}'", STANDARD.encode(self.0.finalize()))
    }
}

/// The policy of a page, as the element that sets it. `styles` is the source of its style
/// sheet, `images` an origin that it may load images from, beside the site.
pub(super) fn of(html: &str, styles: &str, scripts: &[Inline], images: &str) -> String {
    let mut policy = String::from("default-src 'self';script-src 'self'");
    for script in scripts.iter().filter(|script| html.contains(&script.text)) {
        policy.extend([" ", &script.source]);
    }
    policy.extend([";style-src 'self' ", styles, ";img-src 'self' data:"]);
    if !images.is_empty() {
        policy.extend([" ", images]);
    }
    policy.push_str(";object-src 'none';base-uri 'none';form-action 'self'");
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")
}

/// Rules for what the elements of a page declare in `data-css`. What could be more than
/// declarations is left out.
pub(super) fn declared(html: &str) -> String {
    let mut rules = String::new();
    let mut seen = Vec::new();
    for rest in html.split(DECLARES).skip(1) {
        let value = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => rest.split([' ', '>']).next(),
        };
        let value = value.unwrap_or_default();
        let is_plain =
            |c: char| c.is_ascii_alphanumeric() || " #%.,:;()/*+-_".contains(c);
        if value.contains(':') && value.chars().all(is_plain) && !seen.contains(&value) {
            rules.push_str(&format!("[data-css=\"{value}\"]{{{value}}}"));
            seen.push(value);
        }
    }
    rules
}

/// The scripts that stand in templates. What the policy would stop is said.
pub(super) fn inline(files: &Files<'_>, diags: &mut Diagnostics) -> Vec<Inline> {
    let mut scripts: Vec<Inline> = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("templates/")) {
        let template = String::from_utf8_lossy(bytes);
        if template.contains(" style=") || template.contains("<style") {
            diags.push(stopped(
                path,
                text!(
                    "écrivez `data-css` au lieu de `style`, et les règles dans `styles/`",
                    "write `data-css` instead of `style`, and rules in `styles/`"
                ),
            ));
        }
        for script in inside(&template) {
            if script.contains("{{") || script.contains("{%") {
                diags.push(stopped(
                    path,
                    text!(
                        "passez au script ce qui change par un attribut `data-…`",
                        "hand what changes to the script in a `data-…` attribute"
                    ),
                ));
            }
            let source = Hashed::new(script).source("");
            if scripts.iter().all(|known| known.source != source) {
                scripts.push(Inline { text: script.to_owned(), source });
            }
        }
    }
    scripts
}

fn stopped(path: &str, remedy: crate::diag::Text) -> Diagnostic {
    let message = text!(
        "la politique de sécurité des pages arrêterait une partie de « {path} »",
        "the security policy of pages would stop a part of `{path}`"
    );
    Diagnostic::new(&rules::THEME, message).hint(remedy)
}

/// The texts of the scripts of a template, as pages carry them.
fn inside(template: &str) -> impl Iterator<Item = &str> {
    template.split("<script").skip(1).filter_map(|rest| {
        let (tag, rest) = rest.split_once('>')?;
        let is_code = !tag.contains("ld+json") && !tag.contains(" src=");
        let text = rest.split("</script").next()?;
        // Minification leaves out what is around a script.
        let text = if cfg!(feature = "minify") { text.trim() } else { text };
        (is_code && !text.is_empty()).then_some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A script that a template holds, and the policy of the pages around it.
    fn scripts(template: &str) -> (Vec<Inline>, usize) {
        let mut diags = Diagnostics::default();
        let files = Files::from([("templates/a.html", template.as_bytes())]);
        (inline(&files, &mut diags), diags.iter().count())
    }

    #[test]
    fn a_hash_is_that_of_the_standard() {
        let expected = "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='";
        assert_eq!(Hashed::new("abc").source(""), expected);
        assert_eq!(Hashed::new("a").source("bc"), expected);
    }

    #[test]
    fn only_scripts_of_templates_are_let_through() {
        let (known, faults) = scripts(
            "<script data-x=\"{{ x }}\">abc</script><script src=\"/a.js\"></script>\
             <script type=\"application/ld+json\">{{ x }}</script>",
        );
        assert_eq!(faults, 0);
        let policy = |page: &str| of(page, "'sha256-s'", &known, "");
        let with =
            "script-src 'self' 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=';";
        assert!(policy("<script data-x=1>abc</script>").contains(with));
        assert!(policy("<script>other</script>").contains("script-src 'self';"));
        assert!(!policy("").contains("unsafe"));
    }

    #[test]
    fn what_cannot_be_known_before_is_said() {
        for template in ["<script>a = {{ a }}</script>", "<b style=\"x:y\">", "<style>"] {
            assert_eq!(scripts(template).1, 1, "{template}");
        }
    }

    #[test]
    fn declarations_become_rules_and_nothing_else_does() {
        let rule = "[data-css=\"--n:37\"]{--n:37}";
        assert_eq!(declared("<td data-css=\"--n:37\"><td data-css=--n:37>"), rule);
        for hostile in ["}*{a:b", "a:b</style>", "a:url('x')", "@import:x", "\\7d:x", "a"]
        {
            assert_eq!(declared(&format!("<b data-css=\"{hostile}\">")), "", "{hostile}");
        }
    }
}
