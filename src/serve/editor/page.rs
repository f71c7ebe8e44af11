//! The HTML of the editor's own pages.

use serde_json::Value;

use super::bundle::MAIN;
use crate::edit::contents::Contents;
use crate::model::place::Kind;
use crate::render::context::escape;
use crate::serve::{Preview, note, overlay};
use crate::sink::Change;
use crate::text::locale::{Lang, Locale};

/// A page. Addresses are relative, for a site that is not at the root of its host; `up`
/// leads to the start page.
fn document(title: &str, up: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"{up}editeur.css\">\n{head}{body}\n</html>\n"
    )
}

/// The page that Decap takes over.
pub fn editor(version: &str) -> String {
    shell(version, "")
}

/// The same in a published site, whose host may send no policy for it.
pub fn published(version: &str, policy: &str) -> String {
    let policy = escape(policy);
    let head = format!(
        "<meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"
    );
    shell(version, &head)
}

fn shell(version: &str, head: &str) -> String {
    let head = format!(
        "{head}<script src=\"../editeur.js\" data-decap=\"../decap/{MAIN}?{version}\" \
         data-formulaires=\"formulaires.json\" defer></script>\n"
    );
    let body = "<noscript><p>L’éditeur a besoin de JavaScript.</p></noscript>";
    document("Rédaction", "../", &head, body)
}

/// The start page of a published site: what to edit.
pub fn index(contents: &Contents) -> String {
    let title = escape(&contents.title);
    let body = format!(
        "<main class=\"tt-page tt-accueil\"><h1>{title}</h1>\n{}</main>",
        places(contents)
    );
    let head = "<meta name=\"robots\" content=\"noindex\">\n";
    document(&format!("Rédaction — {title}"), "", head, &body)
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
    let head = "<script src=\"../editeur.js\" defer></script>\n";
    document("Installer l’éditeur", "../", head, &body)
}

/// The start page: what to edit, what is wrong, what the next days change.
pub fn home(contents: &Contents, preview: &Preview) -> String {
    let title = escape(&contents.title);
    let number = preview.number;
    let body = format!(
        "<main class=\"tt-page tt-accueil\"><h1>{title}</h1>\n{}{}{}</main>\n\
         <script src=\"{}?{number}\" data-liste defer></script>",
        places(contents),
        problems(preview),
        changes(&preview.told.changes),
        overlay::SCRIPT_PATH,
    );
    document(&format!("Rédaction — {title}"), "", "", &body)
}

fn places(contents: &Contents) -> String {
    let departments = contents.of_kind(Kind::Department).map(|file| {
        let (name, title) = (escape(&file.place.slug), escape(&file.title));
        format!("<li><a href=\"{name}/\">{title}</a></li>")
    });
    let departments: String = departments.collect();
    format!(
        "<section><h2>Écrire</h2><ul class=\"tt-lieux\">\
         <li><a href=\"portail/\">Le portail : accueil, pages, actualités, réglages</a></li>\
         {departments}</ul><p><a href=\"../\">Voir le site</a></p></section>\n"
    )
}

fn problems(preview: &Preview) -> String {
    let named = |severity: &'static str| {
        let findings = preview.build.findings.iter();
        findings.filter(move |finding| finding["severity"] == severity)
    };
    let groups = [
        ("error", "Erreurs : le site ne paraît pas tant qu’elles sont là"),
        ("warning", "Avertissements"),
        ("note", "Conseils"),
    ];
    let lists: String = groups
        .into_iter()
        .filter(|(severity, _)| named(severity).next().is_some())
        .map(|(severity, title)| {
            let items: String = named(severity).map(finding).collect();
            let count = named(severity).count();
            let open = if severity == "note" { "" } else { " open" };
            format!("<details{open} id=\"{severity}\" class=\"{severity}\"><summary>{title} ({count})</summary><ol>{items}</ol></details>")
        })
        .collect();
    let all_well = "<p>Aucun problème : tout ce qui est écrit peut paraître.</p>";
    let lists = if lists.is_empty() { all_well } else { &lists };
    format!("<section><h2>Problèmes</h2>{lists}</section>\n")
}

fn finding(finding: &Value) -> String {
    let text = |key: &str| escape(finding[key].as_str().unwrap_or_default()).into_owned();
    let hints =
        finding["hints"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let hints: String =
        hints.map(|hint| format!("<br><small>{}</small>", escape(hint))).collect();
    let place = match finding["line"].as_u64() {
        Some(line) => format!("{}, ligne {line}", text("file")),
        None => text("file"),
    };
    let place = match finding["edit"].as_str() {
        Some(edit) => format!("<a href=\"{}\">{place}</a>", escape(edit)),
        None => place,
    };
    format!("<li>{}{hints}<br><small>{place}</small></li>", text("message"))
}

fn changes(changes: &[Change]) -> String {
    let locale = Locale::new(Lang::FR);
    let items = changes.iter().map(|change| {
        let (day, title) = (locale.date(change.day), escape(&change.title));
        let what = if change.comes { "paraît" } else { "expire" };
        let edit = note::form_of(&change.path, Some("expire_le")).unwrap_or_default();
        let edit = escape(&edit);
        format!("<li>{day} : <a href=\"{edit}\">{title}</a> {what}</li>")
    });
    let items: String = items.collect();
    let nothing = "<p>Rien ne paraît ni n’expire dans les trente prochains jours.</p>";
    let list =
        if items.is_empty() { nothing.to_owned() } else { format!("<ul>{items}</ul>") };
    format!("<section><h2>Dans les trente jours</h2>{list}</section>\n")
}
