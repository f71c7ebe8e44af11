//! From the portal to its site: which pages there are, at which addresses, in which
//! languages, and what takes place when.

pub mod address;
mod data;
pub mod link;
pub mod list;
pub mod members;
pub mod origin;
pub mod publish;
pub mod share;
mod together;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::calendar::{self, Zone};
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::catalog::{ById, EntryId};
use crate::model::kind::{Event, Offer};
use crate::model::place::{Kind, Territory};
use crate::model::value::Located;
use crate::model::{Entry, Portal};
use crate::options::Options;
use crate::source::{SourceId, Span as Place};
use crate::text;
use crate::text::hidden::is_hidden;
use crate::text::locale::{Lang, Locale};
use crate::world::{MAX_PATH_BYTES, is_device};
use address::{Base, Page, PageKey};
use publish::State;
use together::Together;

/// How far ahead series are unrolled.
fn horizon_ahead() -> Span {
    12.months()
}

/// How far back series are unrolled.
fn horizon_behind() -> Span {
    3.months()
}

/// An event on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Occurrence {
    /// The event.
    pub entry: EntryId,
    /// When.
    pub at: calendar::Occurrence,
}

/// The site: every page with its address.
#[derive(Debug)]
pub struct Site<'a> {
    /// What it is made of.
    pub portal: &'a Portal,
    /// Today.
    pub today: Date,
    /// Where it is published.
    pub base: Base,
    /// The département whose pages alone are made here, by its slug.
    pub only: Option<String>,
    /// Every page, in order of language and address.
    pub pages: Vec<Page>,
    /// Old addresses and where they lead.
    pub redirects: BTreeMap<String, String>,
    /// What takes place, in order of time.
    pub occurrences: Vec<Occurrence>,
    states: ById<State>,
    by_key: HashMap<(Lang, PageKey), usize>,
    by_url: HashMap<String, usize>,
    by_source: HashMap<SourceId, EntryId>,
    sections: BTreeMap<(Lang, Kind), BTreeMap<Territory, Vec<EntryId>>>,
    /// Places of the occurrences of an event among all.
    times: ById<Vec<usize>>,
    together: BTreeMap<Lang, Together>,
}

/// Lays out the site.
pub fn build<'a>(
    portal: &'a Portal,
    options: &Options,
    diags: &mut Diagnostics,
) -> Site<'a> {
    let states = publish::states(portal, options, diags);
    let url = options.base_url.clone();
    let mut site = Site {
        portal,
        today: options.today,
        base: Base::new(
            &url.unwrap_or_else(|| portal.settings(portal.lang).url.0.clone()),
        ),
        only: options.only.clone(),
        pages: Vec::new(),
        redirects: BTreeMap::new(),
        occurrences: Vec::new(),
        states,
        by_key: HashMap::new(),
        by_url: HashMap::new(),
        by_source: by_source(portal),
        sections: BTreeMap::new(),
        times: ById::default(),
        together: BTreeMap::new(),
    };
    site.unroll();
    site.group();
    let langs = portal.langs().into_iter();
    site.together = langs.map(|lang| (lang, Together::new(&site, lang))).collect();
    for lang in portal.langs() {
        site.add_pages(lang, diags);
    }
    if options.drafts {
        site.add(portal.lang, PageKey::Styleguide, diags);
    }
    site.add_redirects(diags);
    site
}

fn by_source(portal: &Portal) -> HashMap<SourceId, EntryId> {
    let slots = portal.catalog.iter();
    slots
        .flat_map(|(id, slot)| {
            let files = slot.translations.values().copied().chain([slot.source]);
            files.map(move |file| (file, id))
        })
        .collect()
}

impl<'a> Site<'a> {
    /// An entry in a language, when it has a page in it.
    pub fn entry(&self, lang: Lang, id: EntryId) -> Option<&'a Entry> {
        let entry = self.portal.entry(lang, id)?;
        self.state(id).is_online().then_some(entry)
    }

    /// An entry in a language or else in the default one, when it is online.
    pub fn entry_or_default(&self, lang: Lang, id: EntryId) -> Option<&'a Entry> {
        self.entry(lang, id).or_else(|| self.entry(self.portal.lang, id))
    }

    /// Whether an entry is published.
    pub fn state(&self, id: EntryId) -> State {
        self.states.get(id).copied().unwrap_or(State::Hidden)
    }

    /// A page by what it is.
    pub fn page(&self, lang: Lang, key: &PageKey) -> Option<&Page> {
        self.by_key.get(&(lang, key.clone())).map(|i| &self.pages[*i])
    }

    /// A page by its address from the root of the site.
    pub fn page_at(&self, url: &str) -> Option<&Page> {
        self.by_url.get(url).map(|i| &self.pages[*i])
    }

    /// The entry that a file, original or translation, belongs to.
    pub fn entry_of_source(&self, source: SourceId) -> Option<EntryId> {
        self.by_source.get(&source).copied()
    }

    /// Whether an address is that of a file that the build makes beside pages.
    pub fn is_made(&self, url: &str) -> bool {
        let Some((folder, file)) = url.rsplit_once('/') else { return false };
        let below = |files: &[&str]| {
            files.contains(&file) && self.page_at(&format!("{folder}/")).is_some()
        };
        ["/sitemap.xml", "/robots.txt", "/hors-ligne.js"].contains(&url)
            || below(&["agenda.ics", "flux.xml", "evenement.ics"])
            || (url.starts_with("/donnees/") && !url.ends_with('/'))
    }

    /// A link to a page, in this language or else in the default one.
    pub fn href(&self, lang: Lang, key: &PageKey) -> Option<String> {
        let page = self.page(lang, key).or_else(|| self.page(self.portal.lang, key))?;
        Some(self.base.href(&page.url))
    }

    /// Listed entries of a kind in a territory, in the order of their lists.
    pub fn section(&self, lang: Lang, territory: &Territory, kind: Kind) -> &[EntryId] {
        let of_kind = self.sections.get(&(lang, kind));
        of_kind.and_then(|all| all.get(territory)).map_or(&[], Vec::as_slice)
    }

    /// Listed entries of a kind in all territories.
    pub fn all(&self, lang: Lang, kind: Kind) -> impl Iterator<Item = &'a Entry> {
        let of_kind = self.sections.get(&(lang, kind)).into_iter();
        let ids = of_kind.flat_map(BTreeMap::values).flatten();
        ids.filter_map(move |id| self.entry(lang, *id))
    }

    /// Listed entries of a kind in a territory, read.
    pub fn list(
        &self,
        lang: Lang,
        territory: &Territory,
        kind: Kind,
    ) -> impl Iterator<Item = &'a Entry> {
        self.section(lang, territory, kind)
            .iter()
            .filter_map(move |id| self.entry(lang, *id))
    }

    /// The page entry of the département that owns an entry.
    pub fn department_of(&self, lang: Lang, territory: &Territory) -> Option<&'a Entry> {
        self.department(lang, territory.department()?)
    }

    /// The page entry of a département.
    pub fn department(&self, lang: Lang, slug: &str) -> Option<&'a Entry> {
        self.entry_or_default(lang, self.portal.catalog.department(slug)?)
    }

    /// The clock of a territory.
    pub fn zone(&self, territory: &Territory) -> Zone {
        let slug = territory.department();
        let code = slug.and_then(|slug| self.portal.catalog.department_code(slug));
        code.map_or_else(Zone::paris, Zone::of_departement)
    }

    /// Occurrences of one event.
    pub fn occurrences_of(&self, id: EntryId) -> impl Iterator<Item = &Occurrence> {
        let places = self.times.get(id).into_iter().flatten();
        places.map(|place| &self.occurrences[*place])
    }

    /// What is not over at the start of today, of events that have a page in `lang`.
    pub fn upcoming(&self, lang: Lang) -> impl Iterator<Item = &Occurrence> {
        let mine = self.occurrences.iter().filter(|o| self.is_ahead(&o.at));
        mine.filter(move |o| self.entry(lang, o.entry).is_some())
    }

    /// Whether an occurrence is not over when today begins.
    pub fn is_ahead(&self, at: &calendar::Occurrence) -> bool {
        at.over() > self.today.at(0, 0, 0, 0)
    }

    fn unroll(&mut self) {
        let behind = self.today.saturating_sub(horizon_behind());
        let ahead = self.today.saturating_add(horizon_ahead());
        let mut all = Vec::new();
        for (id, entry) in self.portal.entries.iter() {
            let Some(event) = entry.is::<Event>() else { continue };
            if !self.state(id).is_listed() {
                continue;
            }
            let timing = event.timing(self.zone(&entry.place.territory));
            let horizon = match event.recurrence {
                Some(_) => (behind, ahead),
                None => (Date::MIN, Date::MAX),
            };
            let days = calendar::expand(&timing, horizon);
            all.extend(days.into_iter().map(|at| Occurrence { entry: id, at }));
        }
        all.sort_by_key(|a| (a.at, a.entry));
        for (place, occurrence) in all.iter().enumerate() {
            let times = self.times.slot(occurrence.entry);
            times.get_or_insert_default().push(place);
        }
        self.occurrences = all;
    }

    fn group(&mut self) {
        for lang in self.portal.langs() {
            let ids: Vec<EntryId> = self.portal.entries.ids().collect();
            for id in ids {
                let Some(entry) = self.entry(lang, id) else { continue };
                if !self.state(id).is_listed() {
                    continue;
                }
                let of_kind = self.sections.entry((lang, entry.kind())).or_default();
                let there = of_kind.entry(entry.place.territory.clone()).or_default();
                there.push(id);
            }
        }
        let mut sections = std::mem::take(&mut self.sections);
        let locales: BTreeMap<Lang, Locale> = self
            .portal
            .langs()
            .into_iter()
            .map(|lang| (lang, Locale::new(lang)))
            .collect();
        for ((lang, _), of_kind) in &mut sections {
            of_kind.values_mut().for_each(|ids| self.sort(&locales[lang], ids));
        }
        self.sections = sections;
    }

    /// Dated kinds show the latest first, the others follow the dictionary.
    fn sort(&self, locale: &Locale, ids: &mut [EntryId]) {
        let title = |id| self.entry(locale.lang(), id).map_or("", |entry| &entry.title);
        let day = |id| self.entry(locale.lang(), id).and_then(day_of);
        let mut known: Vec<_> =
            ids.iter().map(|id| (day(*id), title(*id), *id)).collect();
        known.sort_by(|a, b| {
            let by_title = || locale.compare(a.1, b.1);
            b.0.cmp(&a.0).then_with(by_title).then(a.2.cmp(&b.2))
        });
        ids.iter_mut().zip(known).for_each(|(id, (.., sorted))| *id = sorted);
    }

    fn add_pages(&mut self, lang: Lang, diags: &mut Diagnostics) {
        let ids: Vec<EntryId> = self.portal.entries.ids().collect();
        self.add(lang, PageKey::Home, diags);
        for id in ids {
            let online = self.entry(lang, id);
            if let Some(entry) = online
                && entry.kind() != Kind::Home
                && address::of_place(&entry.place).is_some()
            {
                self.add(lang, PageKey::Entry(id), diags);
            }
            if let Some(department) = online.filter(|e| e.kind() == Kind::Department) {
                for key in self.sections_of(lang, department) {
                    self.add(lang, key, diags);
                }
            }
            if let Some(network) = online.filter(|e| e.kind() == Kind::Network) {
                for n in members::pages(self, network) {
                    self.add(lang, PageKey::Members(id, n), diags);
                }
            }
        }
        for key in self.lists(lang).into_iter().chain(self.agenda_pages(lang)) {
            self.add(lang, key, diags);
        }
        self.add_statement(lang, diags);
    }

    /// The accessibility statement. A page of the portal at its address completes it: both
    /// are one page, and where that one is not translated the statement stands for it.
    fn add_statement(&mut self, lang: Lang, diags: &mut Diagnostics) {
        let mut all = self.portal.entries.values();
        let own = all.find(|entry| address::is_statement(&entry.place));
        let own = own.filter(|entry| self.state(entry.id).is_online());
        let own = own.map(|entry| PageKey::Entry(entry.id));
        let same = own.as_ref().and_then(|own| self.by_key.get(&(lang, own.clone())));
        if let Some(index) = same {
            self.by_key.insert((lang, PageKey::Accessibility), *index);
            return;
        }
        self.add(lang, PageKey::Accessibility, diags);
        let index = self.by_key.get(&(lang, PageKey::Accessibility)).copied();
        self.by_key.extend(own.zip(index).map(|(own, index)| ((lang, own), index)));
    }

    fn add(&mut self, lang: Lang, key: PageKey, diags: &mut Diagnostics) {
        let plain = match &key {
            PageKey::Entry(id) => address::of_place(&self.portal.catalog.get(*id).place),
            key => Some(address::of_key(key, |id| &self.portal.catalog.get(id).place)),
        };
        let Some(plain) = plain else { return };
        let url = address::in_lang(&plain, lang, self.portal.lang);
        if let Some(other) = self.by_url.get(&url) {
            let taken = self.taken(&url, &key, &self.pages[*other].key);
            diags.push(taken);
            return;
        }
        self.by_url.insert(url.clone(), self.pages.len());
        self.by_key.insert((lang, key.clone()), self.pages.len());
        self.pages.push(Page { key, lang, url });
    }

    /// Two pages at one address: the fault is shown at the one that an editor can rename.
    fn taken(&self, url: &str, new: &PageKey, old: &PageKey) -> Diagnostic {
        let file = |key: &PageKey| self.file_of(key);
        let message =
            text!("deux pages ont l’adresse {url}", "two pages have the address {url}");
        let diagnostic = Diagnostic::new(&rules::ADDRESS_TAKEN, message);
        let (first, second) = (file(new).or(file(old)), file(old));
        let diagnostic = match first {
            Some(span) => diagnostic.at(span),
            None => diagnostic,
        };
        match second.filter(|span| Some(*span) != first) {
            Some(span) => diagnostic.label(span, text!("l’autre page", "the other page")),
            None => diagnostic.hint(text!(
                "cette adresse est celle d’une page du portail : renommez le fichier",
                "this address is that of a page of the portal: rename the file"
            )),
        }
    }

    fn add_redirects(&mut self, diags: &mut Diagnostics) {
        let entries =
            self.portal.entries.values().chain(self.portal.translations.values());
        let mut redirects = BTreeMap::new();
        // Places of the aliases, by what systems that know no capitals take them for.
        let mut given: BTreeMap<String, Place> = BTreeMap::new();
        for entry in entries {
            let key = if entry.kind() == Kind::Home {
                PageKey::Home
            } else {
                PageKey::Entry(entry.id)
            };
            let Some(page) = self.page(entry.lang, &key) else { continue };
            // A translation does not take over the former addresses of its original.
            let own = |alias: &&Located| alias.span.source == entry.source;
            for alias in entry.common.aliases.iter().filter(own) {
                let folded = folded(&alias.text);
                if let Some(fault) = self.alias_fault(alias, given.get(&folded).copied())
                {
                    diags.push(fault);
                } else {
                    given.insert(folded, alias.span);
                    redirects.insert(alias.text.clone(), page.url.clone());
                }
            }
        }
        self.redirects = redirects;
    }

    /// What is wrong with a former address; `other` is where the same was given before.
    fn alias_fault(&self, alias: &Located, other: Option<Place>) -> Option<Diagnostic> {
        let url = &alias.text;
        if !is_plain(url) {
            let message = text!(
                "une ancienne adresse commence par « / » : /ancienne-page/",
                "a former address starts with `/`: /ancienne-page/"
            );
            return Some(Diagnostic::new(&rules::BAD_VALUE, message).at(alias.span));
        }
        let folder = format!("{}/", folded(url));
        let page = self.by_url.get(&folder).map(|index| &self.pages[*index].key);
        let is_made = page.is_some() || self.is_made(url) || self.is_made(&folded(url));
        if !is_made && other.is_none() {
            return None;
        }
        let message =
            text!("l’adresse {url} est déjà prise", "the address {url} is already taken");
        let fault = Diagnostic::new(&rules::ADDRESS_TAKEN, message).at(alias.span);
        let page = page.and_then(|key| self.file_of(key));
        let fault = match other.or(page.filter(|file| file.source != alias.span.source)) {
            Some(there) => fault.label(there, text!("prise ici", "taken here")),
            None => fault,
        };
        Some(fault.hint(text!(
            "retirez cette ancienne adresse : une page y répond déjà, ou une adresse qui n’en \
             diffère que par les majuscules",
            "remove this former address: a page answers there already, or an address that \
             differs in capitals only"
        )))
    }

    /// The file of a page that an editor wrote.
    fn file_of(&self, key: &PageKey) -> Option<Place> {
        match key {
            PageKey::Entry(id) => Some(Place::file(self.portal.catalog.get(*id).source)),
            _ => None,
        }
    }
}

/// An address as systems see it that know neither capitals nor the last slash.
fn folded(url: &str) -> String {
    url.trim_end_matches('/').to_lowercase()
}

/// Whether a former address can be that of a file on every system and host.
fn is_plain(url: &str) -> bool {
    /// Files that hosts read.
    const OF_HOSTS: [&str; 2] = ["/_redirects", "/_headers"];
    let is_bad = |c: char| "?#\\:\"<>|*".contains(c) || c.is_control() || is_hidden(c);
    let is_bad_name = |name: &str| {
        name.starts_with('.') || name.ends_with(['.', ' ']) || is_device(name)
    };
    url.starts_with('/')
        && url.len() <= MAX_PATH_BYTES
        && !url.contains("..")
        && !url.contains("//")
        && !url.contains(is_bad)
        && !url.split('/').any(is_bad_name)
        && !OF_HOSTS.contains(&folded(url).as_str())
}

/// The day that orders an entry among those of its kind.
fn day_of(entry: &Entry) -> Option<Date> {
    match (entry.kind(), entry.is::<Offer>(), entry.is::<Event>()) {
        (Kind::Article, ..) => entry.common.date,
        (_, Some(offer), _) => Some(offer.checked_on),
        (_, _, Some(event)) => Some(event.start.date()),
        _ => None,
    }
}
