//! The editor of the published site: the same forms over the repository of the portal, for
//! those who write from anywhere. The forge knows who may; a build follows each change.

use std::path::Path;

use serde_json::{Value, json};

use super::{SCRIPT, STYLE, bundle, page, policy};
use crate::config::{Forge, WebEditor};
use crate::edit::aids::aids;
use crate::edit::collections::config;
use crate::edit::contents::Contents;
use crate::edit::scope::Scope;
use crate::failure;
use crate::source::Sources;

/// The files of the editor, by path in the output: its pages, its forms, its program.
///
/// # Errors
/// When the program is not installed for the portal at `root`.
pub fn files(
    root: &Path,
    sources: &Sources,
    editor: &WebEditor,
) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    if !bundle::is_installed(root) {
        return Err(failure!(
            "`redaction` demande l’éditeur en ligne, dont le programme n’est pas là : lancez d’abord `tt-site editor`",
            "`redaction` asks for the web editor, whose program is not there: run `tt-site editor` first"
        ));
    }
    let mut contents = Contents::read(sources);
    let home = page::index(&contents);
    // Over a repository, Decap wants the language in the name of every file.
    contents.langs.truncate(1);
    let mut files = vec![
        ("redaction/index.html".to_owned(), home.into_bytes()),
        ("redaction/editeur.js".to_owned(), SCRIPT.as_bytes().to_vec()),
        ("redaction/editeur.css".to_owned(), STYLE.as_bytes().to_vec()),
    ];
    for scope in contents.scopes() {
        let folder = format!("redaction/{}", scope.name());
        let html = page::published(bundle::VERSION, &forge_policy(editor));
        files.push((format!("{folder}/index.html"), html.into_bytes()));
        let forms = forms(&contents, &scope, editor).to_string();
        files.push((format!("{folder}/formulaires.json"), forms.into_bytes()));
    }
    let program = bundle::names(root).into_iter().filter_map(|name| {
        let content = bundle::file(root, &name)?;
        Some((format!("redaction/decap/{name}"), content))
    });
    files.extend(program);
    Ok(files)
}

fn forms(contents: &Contents, scope: &Scope, editor: &WebEditor) -> Value {
    let mut config = config(contents, scope, &backend(editor), None);
    config["publish_mode"] = json!("editorial_workflow");
    json!({ "config": config, "aides": aids(contents, scope) })
}

/// Where Decap reads and writes.
///
/// Source: <https://decapcms.org/docs/backends-overview/>.
fn backend(editor: &WebEditor) -> Value {
    let address = editor.url.as_ref().map(|url| url.0.trim_end_matches('/'));
    let application = editor.application.as_deref();
    let mut backend = json!({
        "name": editor.forge.word(),
        "repo": editor.repository,
        "branch": editor.branch.as_deref().unwrap_or("main"),
    });
    match editor.forge {
        Forge::GitHub => {
            backend["base_url"] = json!(editor.login.as_ref().map(|url| &url.0));
        }
        Forge::GitLab => {
            let address = address.unwrap_or("https://gitlab.com");
            backend["auth_type"] = json!("pkce");
            backend["app_id"] = json!(application);
            backend["base_url"] = json!(address);
            backend["api_root"] = json!(format!("{address}/api/v4"));
        }
        Forge::Gitea => {
            let address = address.unwrap_or_default();
            backend["app_id"] = json!(application);
            backend["base_url"] = json!(address);
            backend["api_root"] = json!(format!("{address}/api/v1"));
        }
    }
    backend
}

/// What the pages may load and run: themselves, and the forge.
fn forge_policy(editor: &WebEditor) -> String {
    let forge = match (&editor.url, editor.forge) {
        (Some(url), _) => url.0.trim_end_matches('/').to_owned(),
        (None, Forge::GitHub) => "https://api.github.com https://github.com".to_owned(),
        (None, _) => "https://gitlab.com".to_owned(),
    };
    let login =
        editor.login.as_ref().map(|url| format!(" {}", url.0)).unwrap_or_default();
    policy(&format!(" {forge}"), &format!(" {forge}{login}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::Url;

    fn editor(forge: Forge, url: Option<&str>) -> WebEditor {
        WebEditor {
            forge,
            repository: "dept/portail".into(),
            branch: None,
            url: url.map(|url| Url(url.into())),
            application: Some("id".into()),
            login: None,
        }
    }

    #[test]
    fn each_forge_has_its_backend() {
        let gitlab = backend(&editor(Forge::GitLab, Some("https://git.exemple.fr/")));
        assert_eq!(gitlab["api_root"], "https://git.exemple.fr/api/v4");
        assert_eq!(
            (&gitlab["auth_type"], &gitlab["branch"]),
            (&json!("pkce"), &json!("main"))
        );
        let gitea = backend(&editor(Forge::Gitea, Some("https://git.exemple.fr")));
        assert_eq!(gitea["api_root"], "https://git.exemple.fr/api/v1");
        assert_eq!(backend(&editor(Forge::GitHub, None))["repo"], "dept/portail");
    }

    #[test]
    fn the_program_is_asked_for() {
        let root = tempfile::tempdir().expect("temporary folder");
        let wanted = editor(Forge::GitLab, None);
        files(root.path(), &Sources::default(), &wanted).expect_err("not installed");
    }
}
