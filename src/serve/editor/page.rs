//! The HTML of the editor's own pages.

use super::bundle::MAIN;
use crate::edit::scope::Scope;

fn document(title: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"/redaction/editeur.css\">\n{head}{body}\n</html>\n"
    )
}

/// The page that Decap takes over.
pub fn editor(scope: &Scope, version: &str) -> String {
    let name = escape(scope.name());
    let head = format!(
        "<script src=\"/redaction/editeur.js\" data-decap=\"/redaction/decap/{MAIN}?{version}\" \
         data-formulaires=\"/redaction/{name}/formulaires.json\" defer></script>\n"
    );
    let body = "<noscript><p>L’éditeur a besoin de JavaScript.</p></noscript>";
    document("Rédaction", &head, body)
}

/// The page that offers to fetch the editor's program, once.
pub fn install(address: &str, version: &str) -> String {
    let body = format!(
        "<main class=\"tt-page\"><h1>Installer l’éditeur</h1>\n\
         <p>L’éditeur de pages est un logiciel libre, Decap CMS {version}. Il se télécharge une \
         seule fois (16 Mo), puis fonctionne sans réseau : rien de ce que vous écrivez ne quitte \
         cet ordinateur.</p>\n\
         <p><button type=\"button\" data-installer=\"{address}\">Installer</button></p>\n\
         <p role=\"status\"></p>\n\
         <p>Sans accès au réseau : <code>tt-site editor --from decap-cms-{version}.tgz</code></p></main>"
    );
    let head = "<script src=\"/redaction/editeur.js\" defer></script>\n";
    document("Installer l’éditeur", head, &body)
}

/// A text in HTML, in attributes too.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
