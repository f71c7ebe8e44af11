//! The theme: templates, styles, scripts, fonts and the words of the interface.
//!
//! The default theme is embedded. A portal lays its own files over it, one by one:
//! `themes/<name>/…` for a theme of another name, then `theme/…` for the portal itself.

pub mod color;
pub mod dress;
mod manifest;
mod names;
mod phrases;
mod policy;
mod script;
mod sheet;

use std::collections::BTreeMap;

use tera::Tera;

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::memo;
use crate::minify;
use crate::text;
use crate::text::locale::Lang;
use manifest::Manifest;

pub use phrases::{Phrases, Strings};

include!(concat!(env!("OUT_DIR"), "/theme.rs"));

/// A file that pages load, named after its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// Address from the root of the site.
    pub url: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    /// The templates.
    pub tera: Tera,
    /// The style sheet, its fonts still to be given their addresses.
    styles: String,
    /// What `theme.yaml` says.
    manifest: Manifest,
    /// Scripts and fonts, by their path in the theme.
    files: BTreeMap<String, ThemeFile>,
    phrases: BTreeMap<Lang, Phrases>,
    /// Scripts that stand in templates.
    inline: Vec<policy::Inline>,
    signature: String,
}

type Files<'a> = BTreeMap<&'a str, &'a [u8]>;

/// Loads the theme of this name with the portal's own files over it.
pub fn load(
    name: &str,
    own: &BTreeMap<String, Vec<u8>>,
    diags: &mut Diagnostics,
) -> Option<Theme> {
    let files = overlaid(name, own, diags);
    let manifest = manifest::read(files.get("theme.yaml")?, diags)?;
    let tera = templates(&files, diags)?;
    Some(Theme {
        tera,
        styles: join_styles(&files, &manifest, diags),
        files: served(&files, &manifest),
        phrases: phrases::read_all(&files, diags),
        inline: policy::inline(&files, diags),
        signature: signature(&files),
        manifest,
    })
}

/// The default theme's files, then those of `themes/<name>/`, then those of `theme/`.
fn overlaid<'a>(
    name: &str,
    own: &'a BTreeMap<String, Vec<u8>>,
    diags: &mut Diagnostics,
) -> Files<'a> {
    let mut files: Files<'a> = EMBEDDED.iter().copied().collect();
    let mut found = name == "default";
    for prefix in [format!("themes/{name}/"), "theme/".to_owned()] {
        for (path, bytes) in own {
            if let Some(path) = path.strip_prefix(&prefix) {
                found = found || prefix != "theme/";
                files.insert(path, bytes);
            }
        }
    }
    if !found {
        let message =
            text!("le thème « {name} » n’existe pas", "there is no theme `{name}`");
        diags.push(Diagnostic::new(&rules::THEME, message).hint(text!(
            "créez le dossier `themes/{name}/`, ou retirez `theme` de `portail.yaml`",
            "create the folder `themes/{name}/`, or remove `theme` from `portail.yaml`"
        )));
    }
    files
}

fn signature(files: &Files<'_>) -> String {
    let parts = files.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes]);
    memo::key(&parts.collect::<Vec<_>>())
}

fn templates(files: &Files<'_>, diags: &mut Diagnostics) -> Option<Tera> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    let templates: Vec<(&str, &str)> = files
        .iter()
        .filter_map(|(path, bytes)| {
            let name = path.strip_prefix("templates/")?;
            Some((name, utf8(path, bytes, diags)?))
        })
        .collect();
    match tera.add_raw_templates(templates) {
        Ok(()) => Some(tera),
        Err(error) => {
            diags.push(template_fault(&error));
            None
        }
    }
}

/// The diagnostic of a template that does not compile or render.
pub fn template_fault(error: &tera::Error) -> Diagnostic {
    let why = error.to_string();
    let why = why.trim();
    let message =
        text!("un gabarit ne fonctionne pas : {why}", "a template fails: {why}");
    Diagnostic::new(&rules::TEMPLATE, message)
}

fn utf8<'a>(path: &str, bytes: &'a [u8], diags: &mut Diagnostics) -> Option<&'a str> {
    let text = std::str::from_utf8(bytes).ok();
    if text.is_none() {
        let message = text!(
            "le fichier « {path} » du thème n’est pas en UTF-8",
            "file `{path}` of the theme is not in UTF-8"
        );
        diags.push(Diagnostic::new(&rules::THEME, message));
    }
    text
}

fn join_styles(
    files: &Files<'_>,
    manifest: &Manifest,
    diags: &mut Diagnostics,
) -> String {
    let mut css = String::new();
    for name in &manifest.styles {
        let path = format!("styles/{name}");
        match files.get(path.as_str()) {
            Some(bytes) => css.push_str(utf8(&path, bytes, diags).unwrap_or_default()),
            None => diags.push(missing(&path)),
        }
    }
    minify::css(&css)
}

fn missing(path: &str) -> Diagnostic {
    let message = text!(
        "le thème annonce « {path} », qui n’existe pas",
        "the theme names `{path}`, which does not exist"
    );
    Diagnostic::new(&rules::THEME, message)
}

/// Scripts, fonts, images and style sheets apart, each under a name that changes with its
/// content.
fn served(files: &Files<'_>, manifest: &Manifest) -> BTreeMap<String, ThemeFile> {
    let is_apart = |path: &str| {
        let name = path.strip_prefix("styles/");
        name.is_some_and(|name| manifest.apart.iter().any(|apart| apart == name))
    };
    let is_served = |path: &str| {
        let licence = path.ends_with(".txt") || path.ends_with(".LICENSE");
        let folders = ["scripts/", "fonts/", "images/"];
        !licence && folders.iter().any(|folder| path.starts_with(folder))
    };
    let parts = script::parts(files);
    let wanted = files.iter().filter(|(path, _)| {
        (is_served(path) || is_apart(path)) && !parts.contains(**path)
    });
    wanted
        .map(|(path, bytes)| {
            let bytes = match path.rsplit_once('.') {
                Some((_, "js")) => script::whole(bytes, files),
                Some((_, "css")) => {
                    minify::css(&String::from_utf8_lossy(bytes)).into_bytes()
                }
                _ => bytes.to_vec(),
            };
            let url = hashed_url(path, &bytes);
            ((*path).to_owned(), ThemeFile { url, bytes })
        })
        .collect()
}

/// `/theme/map.0123456789.js`.
fn hashed_url(path: &str, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let hash = blake3::hash(bytes).to_hex();
    format!("/theme/{stem}.{}.{extension}", &hash[..10])
}

impl Theme {
    /// The style sheet; `href` makes a link of an address from the root of the site.
    fn styles(&self, href: impl Fn(&str) -> String) -> String {
        let fonts = self.files.iter().filter(|(path, _)| path.starts_with("fonts/"));
        fonts.fold(self.styles.clone(), |css, (path, file)| {
            css.replace(&format!("../{path}"), &href(&file.url))
        })
    }

    /// Differs from that of any other theme.
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// The whole style sheet, its fonts without their addresses.
    pub fn sheet(&self) -> &str {
        &self.styles
    }

    /// Addresses of the fonts to load early.
    pub fn preload(&self) -> Vec<&str> {
        let fonts = self.manifest.preload.iter();
        fonts.filter_map(|name| self.url(&format!("fonts/{name}"))).collect()
    }

    /// Address of a file of the theme, from the root of the site.
    pub fn url(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(|file| file.url.as_str())
    }

    /// Address of the script that draws search, from the root of the site.
    pub fn search(&self) -> Option<&str> {
        self.url(&format!("scripts/{}", self.manifest.search.as_ref()?))
    }

    /// The files to publish.
    pub fn files(&self) -> impl Iterator<Item = &ThemeFile> {
        self.files.values()
    }

    /// The words of a language, else those of French, which every theme has.
    pub fn phrases(&self, lang: Lang) -> Option<&Phrases> {
        self.phrases.get(&lang).or_else(|| self.phrases.get(&Lang::FR))
    }
}
