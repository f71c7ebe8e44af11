//! The web editor's requests to read and write files: the protocol of Decap's proxy backend.
//!
//! Source: `decap-server` and `decap-cms-backend-proxy` 3.11 (npm). A file travels as the
//! JSON values of its form; what comes back is written as patches on the file as it is.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::disk::Disk;
use crate::compile;
use crate::diag::{Severity, Text};
use crate::edit::collections::translated;
use crate::edit::contents::{Contents, fields_at};
use crate::edit::merge::{Form, create, merge, read};
use crate::edit::value::{is_empty, of_map};
use crate::source::{Source, Sources};
use crate::text;
use crate::world::{self, World};

/// Why a request is refused.
#[derive(Debug)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// What to tell the editor.
    pub text: Text,
}

/// Where files are read and written for the web editor.
#[derive(Debug)]
pub struct Desk {
    disk: Disk,
    /// The content that the editor last saw, by path: what changed since is not overwritten.
    seen: Mutex<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
struct Request {
    action: String,
    #[serde(default)]
    params: Params,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Params {
    folder: String,
    depth: usize,
    files: Vec<Named>,
    path: String,
    paths: Vec<String>,
    media_folder: String,
    data_files: Vec<DataFile>,
    assets: Vec<Asset>,
    asset: Option<Asset>,
}

#[derive(Deserialize)]
struct Named {
    path: String,
}

#[derive(Deserialize)]
struct DataFile {
    path: String,
    raw: String,
    #[serde(rename = "newPath")]
    new_path: Option<String>,
}

#[derive(Deserialize)]
struct Asset {
    path: String,
    content: String,
}

/// A file that is about to be written.
struct Draft {
    path: String,
    place: PathBuf,
    text: String,
}

impl Desk {
    /// The desk of a portal.
    pub fn new(disk: Disk) -> Self {
        Self { disk, seen: Mutex::default() }
    }

    /// The portal's files.
    pub fn disk(&self) -> &Disk {
        &self.disk
    }

    /// Answers one request.
    ///
    /// # Errors
    /// When it is refused; nothing was written then.
    pub fn answer(&self, body: &[u8]) -> Result<Value, Refusal> {
        let request: Request = serde_json::from_slice(body).map_err(|_| unknown())?;
        let params = request.params;
        match request.action.as_str() {
            "info" => Ok(json!({
                "repo": "tt-site", "publish_modes": ["simple"], "type": "local_fs",
            })),
            "entriesByFolder" => {
                Ok(Value::Array(self.folder(&params.folder, params.depth, &self.langs())))
            }
            "entriesByFiles" => {
                let langs = self.langs();
                Ok(params
                    .files
                    .iter()
                    .map(|file| self.entry(&file.path, &langs))
                    .collect())
            }
            "getEntry" => Ok(self.entry(&params.path, &self.langs())),
            "persistEntry" => self.persist(&params),
            "getMedia" => Ok(self.media(&params.media_folder)),
            "getMediaFile" => {
                self.media_file(&params.path).ok_or_else(|| outside(&params.path))
            }
            "persistMedia" => {
                let asset = params.asset.ok_or_else(unknown)?;
                self.store(&asset)?;
                self.media_file(&asset.path).ok_or_else(|| outside(&asset.path))
            }
            "deleteFile" => self.discard(std::slice::from_ref(&params.path)),
            "deleteFiles" => self.discard(&params.paths),
            "getDeployPreview" => Ok(Value::Null),
            _ => Err(unknown()),
        }
    }

    /// Every source of a folder, as many levels deep as asked.
    fn folder(&self, folder: &str, depth: usize, langs: &[String]) -> Vec<Value> {
        let entries = self.disk.names(folder).into_iter().flat_map(|name| {
            let path = format!("{folder}/{name}");
            match name.strip_suffix('/') {
                Some(_) if depth > 1 => {
                    self.folder(path.trim_end_matches('/'), depth - 1, langs)
                }
                None if name.ends_with(".md") => {
                    vec![self.entry(&shown(&path, langs), langs)]
                }
                _ => Vec::new(),
            }
        });
        entries.collect()
    }

    /// A file as the values of its form; an empty form for one that is not there yet.
    fn entry(&self, shown: &str, langs: &[String]) -> Value {
        let path = stored(shown, langs);
        let text = self.disk.text(&path);
        let data = text.as_deref().and_then(|text| data(&path, text));
        let id = text
            .as_deref()
            .map(|text| blake3::hash(text.as_bytes()).to_hex().to_string());
        if let Some(text) = text {
            self.seen().insert(path, text);
        }
        json!({ "data": data, "file": { "path": shown, "id": id } })
    }

    fn persist(&self, params: &Params) -> Result<Value, Refusal> {
        let langs = self.langs();
        let mut drafts = Vec::new();
        for file in &params.data_files {
            if file.new_path.as_ref().is_some_and(|new| *new != file.path) {
                return Err(refusal(
                    422,
                    text!(
                        "une page ne change pas de nom ici : renommez son fichier",
                        "a page is not renamed here: rename its file"
                    ),
                ));
            }
            drafts.extend(self.draft(&stored(&file.path, &langs), &file.raw, &langs)?);
        }
        self.examine(&drafts)?;
        for asset in &params.assets {
            self.store(asset)?;
        }
        for draft in drafts {
            let written = self.disk.write_text(&draft.place, &draft.text);
            written.map_err(|error| disk(&error))?;
            self.seen().insert(draft.path, draft.text);
        }
        Ok(json!({ "message": "ok" }))
    }

    /// The new text of a file; `None` when nothing is to be written.
    fn draft(
        &self,
        path: &str,
        raw: &str,
        langs: &[String],
    ) -> Result<Option<Draft>, Refusal> {
        let place = self.disk.source(path).ok_or_else(|| outside(path))?;
        let fields = fields_at(path).ok_or_else(|| outside(path))?;
        let mut values: Map<String, Value> =
            serde_json::from_str(raw).map_err(|_| unknown())?;
        let body = values.remove("body");
        let body = path.ends_with(".md").then(|| body.as_ref().and_then(Value::as_str));
        let body = body.map(Option::unwrap_or_default);
        let is_translation = langs.iter().skip(1).any(|lang| names_lang(path, lang));
        let fields = if is_translation { translated(fields) } else { fields };
        let form = Form { values: &values, body, fields: &fields };
        let Some(old) = self.disk.text(path) else {
            let says_nothing = values.values().all(is_empty)
                && body.is_none_or(|body| body.trim().is_empty());
            let draft = Draft { path: path.to_owned(), place, text: create(&form) };
            return Ok((!is_translation || !says_nothing).then_some(draft));
        };
        if self.seen().get(path).is_some_and(|seen| *seen != old) {
            return Err(refusal(
                409,
                text!(
                    "ce fichier a changé sur le disque depuis son ouverture : rechargez la page pour voir sa nouvelle version",
                    "this file changed on the disk since it was opened: reload the page to see its new version"
                ),
            ));
        }
        let text = merge(path, &old, &form).map_err(|text| refusal(422, text))?;
        Ok((text != old).then(|| Draft { path: path.to_owned(), place, text }))
    }

    /// Refuses what would bring an error into the portal: what the form lets through, a
    /// build would not.
    fn examine(&self, drafts: &[Draft]) -> Result<(), Refusal> {
        let before = self.world()?;
        let texts = before.sources.iter().map(|(_, source)| source.clone());
        let mut sources: Vec<Arc<Source>> = texts
            .filter(|source| !drafts.iter().any(|d| d.path == source.path))
            .collect();
        let new = drafts
            .iter()
            .map(|draft| Source { path: draft.path.clone(), text: draft.text.clone() });
        sources.extend(new.map(Arc::new));
        let after = World::of(Sources::new(sources));
        let (old, new) = (errors(&before, drafts), errors(&after, drafts));
        let fresh: Vec<_> =
            new.iter().filter(|(key, _)| !old.iter().any(|(k, _)| k == key)).collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let told = |pick: fn(&Text) -> &str| {
            fresh.iter().map(|(_, text)| pick(text)).collect::<Vec<_>>().join(" — ")
        };
        Err(refusal(422, Text { fr: told(|text| &text.fr), en: told(|text| &text.en) }))
    }

    fn world(&self) -> Result<World, Refusal> {
        world::load(self.disk.root()).map_err(|error| {
            let why = format!("{error:#}");
            refusal(500, text!("{why}", "{why}"))
        })
    }

    fn media(&self, folder: &str) -> Value {
        let names = self.disk.names(folder);
        names
            .iter()
            .filter_map(|name| self.media_file(&format!("{folder}/{name}")))
            .collect()
    }

    fn media_file(&self, path: &str) -> Option<Value> {
        let bytes = self.disk.bytes(path)?;
        Some(json!({
            "id": blake3::hash(&bytes).to_hex().as_str(),
            "content": BASE64.encode(bytes),
            "encoding": "base64",
            "path": path,
            "name": path.rsplit('/').next(),
        }))
    }

    /// Writes an image; one of the same name that shows something else stays.
    fn store(&self, asset: &Asset) -> Result<(), Refusal> {
        let place = self.disk.media(&asset.path).ok_or_else(|| outside(&asset.path))?;
        let bytes = BASE64.decode(&asset.content).map_err(|_| unknown())?;
        match self.disk.bytes(&asset.path) {
            Some(old) if old == bytes => Ok(()),
            Some(_) => {
                let name = asset.path.rsplit('/').next().unwrap_or_default();
                Err(refusal(
                    409,
                    text!(
                        "il y a déjà un fichier « {name} » : renommez le vôtre avant de l’envoyer",
                        "there is already a file `{name}`: rename yours before you send it"
                    ),
                ))
            }
            None => self.disk.write(&place, &bytes).map_err(|error| disk(&error)),
        }
    }

    fn discard(&self, paths: &[String]) -> Result<Value, Refusal> {
        let langs = self.langs();
        for path in paths {
            let path = stored(path, &langs);
            let known = self.disk.source(&path).or_else(|| self.disk.media(&path));
            let place = known.ok_or_else(|| outside(&path))?;
            if place.exists() {
                self.disk.discard(&place).map_err(|error| disk(&error))?;
            }
            self.seen().remove(&path);
        }
        Ok(json!({ "message": "ok" }))
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The portal as its editors see it.
    pub fn contents(&self) -> Result<Contents, Refusal> {
        Ok(Contents::read(&self.world()?.sources))
    }

    fn langs(&self) -> Vec<String> {
        let settings = self
            .disk
            .text(crate::config::SETTINGS)
            .map(|text| Source { path: crate::config::SETTINGS.to_owned(), text });
        Contents::read(&Sources::new(settings.into_iter().collect())).langs
    }
}

/// The values of a form and the text, as the JSON that travels.
fn data(path: &str, text: &str) -> Option<String> {
    let fields = fields_at(path)?;
    let Some((front, start)) = read(path, text) else {
        let name = path.rsplit('/').next().unwrap_or_default();
        let title =
            format!("⚠ {name} : ce fichier contient une faute, à corriger d’abord");
        return Some(json!({ "titre": title, "nom": title }).to_string());
    };
    let mut values = of_map(&front, &fields);
    if path.ends_with(".md") {
        values.insert(
            "body".into(),
            Value::from(text[start..].replace("\r\n", "\n").trim()),
        );
    }
    Some(Value::Object(values).to_string())
}

/// The editor names the default language too: `murat.fr.md` for `murat.md`.
fn shown(path: &str, langs: &[String]) -> String {
    let named = langs.iter().any(|lang| names_lang(path, lang));
    match (langs, path.rsplit_once('.')) {
        ([default, _, ..], Some((stem, extension))) if !named => {
            format!("{stem}.{default}.{extension}")
        }
        _ => path.to_owned(),
    }
}

fn stored(path: &str, langs: &[String]) -> String {
    match (langs.first(), path.rsplit_once('.')) {
        (Some(default), Some((stem, extension))) if names_lang(path, default) => {
            format!("{}.{extension}", &stem[..stem.len() - default.len() - 1])
        }
        _ => path.to_owned(),
    }
}

fn names_lang(path: &str, lang: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(stem, _)| stem.ends_with(&format!(".{lang}")))
}

/// What is wrong in the files that are about to change: by file and message, and as told.
fn errors(world: &World, drafts: &[Draft]) -> Vec<((String, Text), Text)> {
    let found = compile::examine(world);
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
    let placed = errors.filter_map(|finding| {
        let source = world.sources.get(finding.span?.source);
        let is_ours = drafts.iter().any(|draft| draft.path == source.path);
        let message = &finding.message;
        let hint = finding.hints.first().map(|hint| &hint.text);
        let (fr, en) = (&message.fr, &message.en);
        let told = hint.map_or(message.clone(), |hint| {
            let (hint_fr, hint_en) = (&hint.fr, &hint.en);
            text!("{fr} ({hint_fr})", "{en} ({hint_en})")
        });
        is_ours.then(|| ((source.path.clone(), message.clone()), told))
    });
    placed.collect()
}

fn refusal(status: u16, text: Text) -> Refusal {
    Refusal { status, text }
}

fn unknown() -> Refusal {
    refusal(422, text!("demande inconnue", "Unknown action"))
}

fn outside(path: &str) -> Refusal {
    refusal(
        403,
        text!(
            "« {path} » n’est pas un fichier de contenu que l’on modifie ici",
            "`{path}` is no file of content that is edited here"
        ),
    )
}

fn disk(error: &std::io::Error) -> Refusal {
    refusal(500, text!("le disque refuse : {error}", "the disk refuses: {error}"))
}
