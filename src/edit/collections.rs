//! The forms of the web editor: the configuration of Decap CMS, made from the one
//! declaration of each field.
//!
//! Source: <https://decapcms.org/docs/configuration-options/>, version 3.16.

use serde_json::{Value, json};

use crate::config::{SETTINGS, Settings};
use crate::edit::contents::Contents;
use crate::edit::scope::Scope;
use crate::edit::words::{Words, names};
use crate::model::entry::{fields, title_field};
use crate::model::label::label;
use crate::model::place::{Kind, Place, Territory};
use crate::model::record::{Field, Record, Shape};
use crate::text::capital;

/// Folder of images and documents that several pages share.
const MEDIA: &str = "content/medias";

/// The forms of one scope. `backend` says where files are kept, `format` how they are read
/// when not as what they are.
pub fn config(
    contents: &Contents,
    scope: &Scope,
    backend: &Value,
    format: Option<&str>,
) -> Value {
    let cx = Forms { contents, format, words: Words::load() };
    let mut config = json!({
        "backend": backend,
        "locale": "fr",
        "media_folder": MEDIA,
        "public_folder": "/medias",
        "slug": { "encoding": "ascii", "clean_accents": true },
        "show_preview_links": true,
        "collections": cx.collections(scope),
    });
    if contents.langs.len() > 1 {
        config["i18n"] = json!({
            "structure": "multiple_files",
            "locales": contents.langs,
            "default_locale": contents.default_lang(),
        });
    }
    config
}

struct Forms<'a> {
    contents: &'a Contents,
    format: Option<&'a str>,
    words: Words,
}

impl Forms<'_> {
    fn collections(&self, scope: &Scope) -> Vec<Value> {
        match scope {
            Scope::Portal => self.portal(),
            Scope::Department(folder) => self.department(folder),
        }
    }

    fn portal(&self) -> Vec<Value> {
        let home = fields(Kind::Home);
        let files = [
            self.file("accueil", "Page d’accueil", "content/accueil.md", home),
            self.file("reglages", "Réglages", SETTINGS, Settings::fields()),
        ];
        let mut all = vec![
            self.files("portail", "Le portail", files.concat()),
            self.folder("pages", Kind::Page, "content/pages", ""),
            self.folder("actualites", Kind::Article, "content/actualites", "actualites/"),
        ];
        for region in self.contents.of_kind(Kind::Region) {
            let (slug, title) = (&region.place.slug, &region.title);
            let file = self.file("region", title, &region.path, fields(Kind::Region));
            all.push(self.files(&format!("region-{slug}"), title, file));
            let mut schemes = self.folder(
                &format!("dispositifs-{slug}"),
                Kind::Scheme,
                &format!("content/regions/{slug}/dispositifs"),
                &format!("regions/{slug}/dispositifs/"),
            );
            schemes["label"] = json!(format!("Dispositifs — {title}"));
            all.push(schemes);
        }
        all
    }

    fn department(&self, folder: &str) -> Vec<Value> {
        let root = format!("content/departements/{folder}");
        let file = |name, kind: Kind, path: &str| {
            self.file(name, names(kind).0, &format!("{root}/{path}"), fields(kind))
        };
        let files = [
            file("departement", Kind::Department, "departement.md"),
            file("immobilier", Kind::Property, "immobilier.yaml"),
            file("membres", Kind::Members, "reseau/membres.yaml"),
        ];
        let sections = Kind::SECTIONS.into_iter().map(|kind| {
            let part = kind.folder();
            self.folder(
                part,
                kind,
                &format!("{root}/{part}"),
                &format!("{folder}/{part}/"),
            )
        });
        std::iter::once(self.files("territoire", "Le territoire", files.concat()))
            .chain(sections)
            .collect()
    }

    fn files(&self, name: &str, label: &str, files: Vec<Value>) -> Value {
        let collection = json!({ "name": name, "label": label, "files": files });
        self.formatted(collection)
    }

    /// A file and its translations: Decap translates only folders.
    fn file(
        &self,
        name: &str,
        label: &str,
        path: &str,
        fields: Vec<Field>,
    ) -> Vec<Value> {
        let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
        let others = self.contents.langs.iter().skip(1).map(|lang| {
            let path = format!("{stem}.{lang}.{extension}");
            let fields = translated(fields.clone());
            self.one_file(
                &format!("{name}-{lang}"),
                &format!("{label} ({lang})"),
                &path,
                &fields,
            )
        });
        std::iter::once(self.one_file(name, label, path, &fields)).chain(others).collect()
    }

    fn one_file(&self, name: &str, label: &str, path: &str, fields: &[Field]) -> Value {
        let widgets = fields.iter().map(|field| self.widget(field));
        let text = path.ends_with(".md").then(text_widget);
        json!({
            "name": name,
            "label": label,
            "file": path,
            "media_folder": "",
            "public_folder": "",
            "fields": widgets.chain(text).collect::<Vec<_>>(),
        })
    }

    /// A kind with a file an entry. `url` is the address of its pages, before their names.
    fn folder(&self, name: &str, kind: Kind, folder: &str, url: &str) -> Value {
        let (many, one) = names(kind);
        let title = title_field(kind).map_or("commune", |field| field.key);
        let mut collection = json!({
            "name": name,
            "label": many,
            "label_singular": one,
            "folder": folder,
            "extension": "md",
            "create": true,
            "identifier_field": title,
            "summary": format!("{{{{{title}}}}}"),
            "media_folder": "",
            "public_folder": "",
            "preview_path": format!("{url}{{{{slug}}}}/"),
            "sortable_fields": [title, "date", "mise_a_jour"],
            "fields": self.form(&fields(kind)),
        });
        self.translate(&mut collection);
        self.formatted(collection)
    }

    fn formatted(&self, mut collection: Value) -> Value {
        if let Some(format) = self.format {
            collection["format"] = json!(format);
        }
        collection
    }

    /// The form of an entry, whose translations stand beside it.
    fn form(&self, fields: &[Field]) -> Vec<Value> {
        let widgets = fields.iter().map(|field| {
            let mut widget = self.widget(field);
            if is_translated(&field.shape) {
                self.translate(&mut widget);
            }
            widget
        });
        let mut text = text_widget();
        self.translate(&mut text);
        widgets.chain([text]).collect()
    }

    fn translate(&self, part: &mut Value) {
        if self.contents.langs.len() > 1 {
            part["i18n"] = json!(true);
        }
    }

    fn widget(&self, field: &Field) -> Value {
        let mut widget = self.shape(&field.shape, field.key);
        let parts = widget.as_object_mut();
        let Some(parts) = parts else { return widget };
        parts.insert("name".into(), json!(field.key));
        parts.insert("label".into(), json!(label(field.key)));
        parts.insert("required".into(), json!(field.required));
        parts.insert("hint".into(), json!(hint(field)));
        if !field.required && matches!(field.shape, Shape::Record(_) | Shape::Named(_)) {
            let inner = parts.get_mut("fields").and_then(Value::as_array_mut);
            inner.into_iter().flatten().for_each(may_be_empty);
        }
        widget
    }

    /// The widget of a shape. `key` names what a list holds.
    fn shape(&self, shape: &Shape, key: &str) -> Value {
        match shape {
            Shape::Line => json!({ "widget": "string" }),
            Shape::Prose => json!({ "widget": "text" }),
            Shape::Number => {
                json!({ "widget": "number", "value_type": "float", "step": 0.01 })
            }
            Shape::Integer => json!({ "widget": "number", "value_type": "int" }),
            Shape::Boolean => json!({ "widget": "boolean" }),
            Shape::Choice(words) => {
                json!({ "widget": "select", "options": self.options(words) })
            }
            Shape::Format("image") => json!({ "widget": "image", "choose_url": false }),
            Shape::Format(name) => json!({ "widget": "tt-champ", "forme": name }),
            Shape::Reference(folders) => {
                json!({ "widget": "tt-champ", "forme": "reference", "dossiers": folders })
            }
            Shape::Record(fields) | Shape::Named(fields) => json!({
                "widget": self.record(shape),
                "collapsed": true,
                "fields": self.parts(&fields()),
            }),
            Shape::List(item) => self.list(item, key),
        }
    }

    /// The words of a closed list under the names that visitors read.
    fn options(&self, words: &[&str]) -> Vec<Value> {
        let labels = self.words.meanings(words);
        let label = |i: usize, word: &str| {
            labels.as_ref().map_or_else(|| word.to_owned(), |labels| labels[i].clone())
        };
        let all = words.iter().enumerate();
        all.map(|(i, word)| json!({ "label": label(i, word), "value": word })).collect()
    }

    fn list(&self, item: &Shape, key: &str) -> Value {
        match item {
            Shape::Choice(words) => {
                json!({ "widget": "select", "multiple": true, "options": self.options(words) })
            }
            Shape::Record(fields) | Shape::Named(fields)
                if self.record(item) == "object" =>
            {
                let fields = fields();
                let first = fields.first().map_or("", |field| field.key);
                json!({
                    "widget": "list",
                    "label_singular": singular(&label(key)),
                    "collapsed": true,
                    "minimize_collapsed": true,
                    "summary": format!("{{{{fields.{first}}}}}"),
                    "fields": self.parts(&fields),
                })
            }
            _ => {
                let mut one = self.shape(item, key);
                if let Value::Object(one) = &mut one {
                    one.insert("name".into(), json!("element"));
                    one.insert("label".into(), json!(singular(&label(key))));
                    one.insert("required".into(), json!(false));
                }
                json!({
                    "widget": "list",
                    "label_singular": singular(&label(key)),
                    "collapsed": false,
                    "field": one,
                })
            }
        }
    }

    /// Read as it is written, a record may come as a bare text.
    fn record(&self, shape: &Shape) -> &'static str {
        match (shape, self.format) {
            (Shape::Named(_), None) => "tt-nomme",
            _ => "object",
        }
    }

    fn parts(&self, fields: &[Field]) -> Vec<Value> {
        fields.iter().map(|field| self.widget(field)).collect()
    }
}

/// Decap asks for the required fields of a record that nobody fills in: within one that may
/// be left out, the build alone asks for them.
fn may_be_empty(widget: &mut Value) {
    widget["required"] = json!(false);
    if widget["widget"] == "object" {
        let inner = widget.get_mut("fields").and_then(Value::as_array_mut);
        inner.into_iter().flatten().for_each(may_be_empty);
    }
}

fn text_widget() -> Value {
    json!({
        "name": "body",
        "label": "Texte de la page",
        "widget": "markdown",
        "required": false,
        "sanitize_preview": true,
        "editor_components": ["image"],
    })
}

/// One of what a label names: « Mots-clés », « Mot-clé ».
fn singular(label: &str) -> String {
    label.replace("s ", " ").replace("s-", "-").trim_end_matches('s').to_owned()
}

/// Help below a field: what it means, and an example.
fn hint(field: &Field) -> String {
    let help = capital(field.help);
    match field.shape {
        Shape::Format("position") => {
            "Cliquez sur la carte, ou collez une position : 45.11, 2.87".to_owned()
        }
        // Their fields show how they are written.
        Shape::Format("date" | "time" | "date-time") => help,
        Shape::Line
        | Shape::Prose
        | Shape::Number
        | Shape::Integer
        | Shape::Format(_) => {
            format!("{help}. Exemple : {}", field.example)
        }
        _ => help,
    }
}

/// Whether a translation may say it otherwise: what is written in a language.
fn is_translated(shape: &Shape) -> bool {
    match shape {
        Shape::Line | Shape::Prose => true,
        Shape::List(item) => is_translated(item),
        Shape::Record(fields) | Shape::Named(fields) => {
            fields().iter().any(|field| is_translated(&field.shape))
        }
        _ => false,
    }
}

/// The fields that a form shows in a translation.
pub fn translated(fields: Vec<Field>) -> Vec<Field> {
    fields.into_iter().filter(|field| is_translated(&field.shape)).collect()
}

/// The page of the editor that opens a file: scope, then the address within it.
pub fn address(place: &Place, lang: Option<&str>) -> String {
    let (kind, slug) = (place.kind, place.slug.as_str());
    let entry = |scope: &str, collection: &str, name: &str| {
        format!("{scope}/#/collections/{collection}/entries/{name}")
    };
    // A translation of an entry opens with it; that of a file that is alone has its own form.
    let alone =
        |name: &str| lang.map_or(name.to_owned(), |lang| format!("{name}-{lang}"));
    match &place.territory {
        Territory::Portal if kind == Kind::Home => {
            entry("portail", "portail", &alone("accueil"))
        }
        Territory::Portal => entry("portail", kind.folder(), slug),
        Territory::Region(region) if kind == Kind::Region => {
            entry("portail", &format!("region-{region}"), &alone("region"))
        }
        Territory::Region(region) => {
            entry("portail", &format!("{}-{region}", kind.folder()), slug)
        }
        Territory::Department(folder) => match kind {
            Kind::Department => entry(folder, "territoire", &alone("departement")),
            Kind::Property | Kind::Members => entry(folder, "territoire", &alone(slug)),
            _ => entry(folder, kind.folder(), slug),
        },
    }
}

/// The page of the editor that opens the settings.
pub fn settings_address(lang: Option<&str>) -> String {
    let suffix = lang.map(|lang| format!("-{lang}")).unwrap_or_default();
    format!("portail/#/collections/portail/entries/reglages{suffix}")
}
