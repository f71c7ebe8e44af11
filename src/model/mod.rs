//! From documents to the [`Portal`]: typed, checked, references resolved.

mod address;
pub mod catalog;
pub mod common;
pub mod consent;
pub mod hours;
mod imported;
pub mod kind;
pub mod label;
mod misplaced;
mod moment;
pub mod place;
pub mod record;
mod recurrence;
pub mod reference;
pub mod service;
pub mod sheet;
pub mod territory;
pub mod value;

pub mod entry;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::config::{self, Settings};
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::parse::Documents;
use crate::source::{SourceId, Sources, Span};
use crate::text;
use crate::text::locale::Lang;
use crate::text::suggest;
use catalog::{ById, Catalog, EntryId, Slot};
use kind::Data;
use place::{Located, Place, Territory};
use record::Context;
use sheet::Sheets;

pub use entry::Entry;

/// What editors wrote, understood.
#[derive(Debug, Clone)]
pub struct Portal {
    /// Settings in each language; the default language is always there.
    pub settings: BTreeMap<Lang, Settings>,
    /// The default language.
    pub lang: Lang,
    /// Every entry there is, readable or not.
    pub catalog: Catalog,
    /// The entries in the default language.
    pub entries: ById<Entry>,
    /// Their translations.
    pub translations: BTreeMap<(Lang, EntryId), Entry>,
    /// What imports know, by the slug of the département.
    pub sheets: BTreeMap<String, Sheets>,
}

impl Portal {
    /// Settings in a language, or else in the default one.
    pub fn settings(&self, lang: Lang) -> &Settings {
        self.settings.get(&lang).unwrap_or(&self.settings[&self.lang])
    }

    /// An entry in a language, when it exists in that language.
    pub fn entry(&self, lang: Lang, id: EntryId) -> Option<&Entry> {
        if lang == self.lang {
            return self.entries.get(id);
        }
        self.translations.get(&(lang, id))
    }

    /// What imports know of a territory.
    pub fn sheets_of(&self, territory: &Territory) -> Option<&Sheets> {
        self.sheets.get(territory.department()?)
    }

    /// The languages, the default one first.
    pub fn langs(&self) -> Vec<Lang> {
        self.settings[&self.lang].all_langs()
    }
}

/// Understands all documents. `None` when the settings themselves are missing or wrong,
/// for nothing can be said of the rest without them.
pub fn build(
    sources: &Sources,
    documents: &Documents,
    diags: &mut Diagnostics,
) -> Option<Portal> {
    let (catalog, settings_files, sheet_files) = take_stock(sources, documents, diags);
    let settings = read_settings(&settings_files, documents, &catalog, diags)?;
    let lang = settings.values().next()?.default_lang();
    let mut portal = Portal {
        settings,
        lang,
        catalog,
        entries: ById::default(),
        translations: BTreeMap::new(),
        sheets: BTreeMap::new(),
    };
    portal.sheets = sheet::read_all(&sheet_files, documents, &portal.catalog, diags);
    let slots: Vec<(EntryId, &Slot)> = portal.catalog.iter().collect();
    let read: Vec<_> = slots
        .par_iter()
        .map(|(id, slot)| entry::read_all(*id, slot, &portal.catalog, lang, documents))
        .collect();
    for outcome in read {
        diags.append(outcome.diags);
        portal.entries.extend(outcome.original.map(|entry| (entry.id, entry)));
        let translated = outcome.translations.into_iter();
        portal.translations.extend(translated.map(|e| ((e.lang, e.id), e)));
    }
    check_languages(&portal, &settings_files, diags);
    join_markets(&mut portal, diags);
    join_centers(&mut portal);
    Some(portal)
}

/// Gives each commune whose page tells no position the center of its outline.
fn join_centers(portal: &mut Portal) {
    let Portal { entries, translations, sheets, .. } = portal;
    for entry in entries.values_mut().chain(translations.values_mut()) {
        let sheets = entry.place.territory.department().and_then(|slug| sheets.get(slug));
        let Data::Commune(data) = &mut entry.data else { continue };
        data.position = sheet::position_of(sheets, data);
    }
}

/// Gives each market the prices and rents that were imported.
fn join_markets(portal: &mut Portal, diags: &mut Diagnostics) {
    let Portal { entries, translations, sheets, .. } = portal;
    let markets = entries.values_mut().chain(translations.values_mut());
    for market in markets.filter(|entry| entry.place.kind == place::Kind::Property) {
        let span = market.span("releves");
        let sheets =
            market.place.territory.department().and_then(|slug| sheets.get(slug));
        let Data::Property(data) = &mut market.data else { continue };
        if let Some(sheets) = sheets {
            sheet::join(data, sheets);
        }
        if data.readings.is_empty() {
            diags.push(no_readings(span));
        }
    }
}

fn no_readings(span: Span) -> Diagnostic {
    let message =
        text!("il manque le champ « releves » (relevés)", "field `releves` is missing");
    Diagnostic::new(&rules::MISSING_FIELD, message).at(span).hint(text!(
        "ajoutez des relevés, ou importez-les : « tt-site import dvf … »",
        "add readings, or import them: `tt-site import dvf …`"
    ))
}

type SettingsFiles = BTreeMap<Option<String>, SourceId>;

/// Sorts files into entries and settings by their paths.
fn take_stock(
    sources: &Sources,
    documents: &Documents,
    diags: &mut Diagnostics,
) -> (Catalog, SettingsFiles, sheet::Files) {
    let mut settings = SettingsFiles::new();
    let mut sheets = sheet::Files::new();
    let mut originals = BTreeMap::new();
    let mut translations = Vec::new();
    for (id, source) in sources.iter() {
        let Some(path) = source.path.strip_prefix("content/") else { continue };
        match place::locate(path) {
            Located::Settings(lang) => {
                settings.insert(lang, id);
            }
            Located::Entry(place, None) => {
                originals.insert(place, id);
            }
            Located::Entry(place, Some(lang)) => translations.push((place, lang, id)),
            Located::Sheet(department, name) => {
                sheets.entry(department).or_default().insert(name, id);
            }
            Located::Data => {}
            Located::BadName(name) => diags.push(bad_name(&name, id)),
            Located::Unknown => diags.push(misplaced::diagnose(path, id)),
        }
    }
    let mut slots = slots(originals, translations, diags);
    let codes = department_codes(&slots, documents);
    imported::join(&sheets, &mut slots, documents, diags);
    slots.extend(sheet::more_slots(&sheets, &slots, &codes, documents));
    report_homeless(&slots, diags);
    (Catalog::new(slots, codes), settings, sheets)
}

fn slots(
    originals: BTreeMap<Place, SourceId>,
    translations: Vec<(Place, String, SourceId)>,
    diags: &mut Diagnostics,
) -> Vec<Slot> {
    let mut slots: BTreeMap<Place, Slot> = originals
        .into_iter()
        .map(|(place, source)| (place.clone(), Slot::written(place, source)))
        .collect();
    for (place, lang, source) in translations {
        match slots.get_mut(&place) {
            Some(slot) => {
                slot.translations.insert(lang, source);
            }
            None => diags.push(orphan(&place, &lang, slots.keys(), source)),
        }
    }
    slots.into_values().collect()
}

/// Reports the folders of départements that have no file of their own, once each.
fn report_homeless(slots: &[Slot], diags: &mut Diagnostics) {
    let departments = slots.iter().filter(|s| s.place.kind == place::Kind::Department);
    let mut known: BTreeSet<_> = departments.map(|s| s.place.slug.as_str()).collect();
    for slot in slots {
        let Some(slug) = slot.place.territory.department() else { continue };
        if !known.insert(slug) {
            continue;
        }
        let message = text!(
            "le dossier `departements/{slug}/` n’a pas de fichier `departement.md`",
            "the folder `departements/{slug}/` has no file `departement.md`"
        );
        diags.push(
            Diagnostic::new(&rules::MISPLACED_FILE, message)
                .at(Span::file(slot.source))
                .hint(text!(
                    "créez-le, avec `code` et `nom`",
                    "create it, with `code` and `nom`"
                )),
        );
    }
}

/// The code that each département announces, read before anything is checked.
fn department_codes(slots: &[Slot], documents: &Documents) -> BTreeMap<String, String> {
    let departments =
        slots.iter().filter(|slot| slot.place.kind == place::Kind::Department);
    departments
        .filter_map(|slot| {
            let front = documents.get(&slot.source)?.front.as_ref()?;
            let code = front.get("code")?.as_text()?;
            Some((slot.place.slug.clone(), code.to_owned()))
        })
        .collect()
}

fn bad_name(name: &str, id: SourceId) -> Diagnostic {
    let slug = text::slug::slug(name);
    let message = text!(
        "« {name} » ne peut pas devenir une adresse",
        "`{name}` cannot become an address"
    );
    Diagnostic::new(&rules::BAD_NAME, message)
        .at(Span::file(id))
        .hint(text!("renommez-le en « {slug} »", "rename it to `{slug}`"))
}

/// The fault of a translation that stands beside no original, and the nearest one.
fn orphan<'a>(
    place: &Place,
    lang: &str,
    originals: impl Iterator<Item = &'a Place>,
    id: SourceId,
) -> Diagnostic {
    let message = text!(
        "cette traduction n’a pas d’original à côté d’elle",
        "this translation has no original beside it"
    );
    let fault = Diagnostic::new(&rules::MISSING_TRANSLATION, message).at(Span::file(id));
    let beside = originals
        .filter(|other| (&other.territory, other.kind) == (&place.territory, place.kind));
    let near = suggest::nearest(&place.slug, beside.map(|other| other.slug.as_str()));
    match near.first() {
        Some(slug) => fault.hint(text!(
            "renommez-la en `{slug}.{lang}.md` si c’est celle de `{slug}.md`",
            "rename it to `{slug}.{lang}.md` if it is that of `{slug}.md`"
        )),
        None => fault.hint(text!(
            "une traduction porte le nom de l’original : `page.{lang}.md` à côté de `page.md`",
            "a translation has the name of its original: `page.{lang}.md` beside `page.md`"
        )),
    }
}

/// Reads `portail.yaml`, then its translations laid over it. The default language comes
/// first in the map's own order only by chance: it is taken from the settings.
fn read_settings(
    files: &SettingsFiles,
    documents: &Documents,
    catalog: &Catalog,
    diags: &mut Diagnostics,
) -> Option<BTreeMap<Lang, Settings>> {
    let Some(main) = files.get(&None) else {
        let message = text!(
            "il n’y a pas de portail ici : le fichier `content/portail.yaml` manque",
            "there is no portal here: the file `content/portail.yaml` is missing"
        );
        // Settings under another name are told already.
        if !diags.iter().any(|fault| fault.message.en.starts_with("`content/portail.")) {
            diags.push(Diagnostic::new(&rules::NO_PORTAL, message).hint(text!(
                "placez-vous dans le dossier du portail, ou lancez `tt-site init`",
                "go to the portal’s folder, or run `tt-site init`"
            )));
        }
        return None;
    };
    let mut cx = Context { catalog, territory: &Territory::Portal, field: None, diags };
    let base = documents.get(main)?.front.as_ref()?;
    let settings = record::decode_record::<Settings>(base, &mut cx)?;
    config::validate(&settings, base, &mut cx);
    let mut all = BTreeMap::new();
    for (tag, id) in files {
        let Some(lang) = tag.as_deref().and_then(|tag| tag.parse().ok()) else {
            continue;
        };
        let Some(over) = documents.get(id).and_then(|d| d.front.as_ref()) else {
            continue;
        };
        let laid = record::decode_record::<Settings>(&base.overlaid(over), &mut cx);
        all.extend(laid.map(|settings| (lang, settings)));
    }
    all.insert(settings.default_lang(), settings);
    Some(all)
}

/// Translations are into languages that the portal has.
fn check_languages(portal: &Portal, settings: &SettingsFiles, diags: &mut Diagnostics) {
    let langs = portal.langs();
    let entries = portal.translations.values().map(|entry| (entry.lang, entry.source));
    let settings =
        settings.iter().filter_map(|(tag, id)| Some((tag.as_ref()?.parse().ok()?, *id)));
    for (lang, source) in entries.chain(settings) {
        if langs.contains(&lang) {
            continue;
        }
        let lang = lang.as_str();
        let message = text!(
            "le portail n’a pas de version « {lang} »",
            "the portal has no `{lang}` version"
        );
        diags.push(
            Diagnostic::new(&rules::MISSING_TRANSLATION, message)
                .at(Span::file(source))
                .hint(text!(
                    "ajoutez `{lang}` à `langues` dans `content/portail.yaml`",
                    "add `{lang}` to `langues` in `content/portail.yaml`"
                )),
        );
    }
}
