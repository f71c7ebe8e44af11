//! What every view builder holds: the site, the language, and the small translations from
//! the model to what a template shows.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::{Date, DateTime};

use crate::assets::{Colors, Plan, PlannedImage};
use crate::index::export::{self, Dataset};
use crate::memo::Store;
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::place::{Kind, Territory};
use crate::model::territory::Town;
use crate::model::value::{Moment, Period, Prose, Target};
use crate::options::Options;
use crate::render::shared::Shared;
use crate::render::view::{Badge, Fact, Html, Link, MaybeLink, Picture, Tone, When};
use crate::sink::Sink;
use crate::site::Site;
use crate::site::address::PageKey;
use crate::site::link::{self, Destination};
use crate::source::Sources;
use crate::text::locale::{Lang, Locale};
use crate::text::typography::typeset;
use crate::theme::dress::Dress;
use crate::theme::{Phrases, Theme};

/// What rendering reads, whatever the page.
pub struct World<'a> {
    /// The site.
    pub site: &'a Site<'a>,
    /// The files that links start from.
    pub sources: &'a Sources,
    /// Styles and scripts that pages take their part of.
    pub dress: Dress,
    /// Templates and words.
    pub theme: &'a Theme,
    /// Images and files with their addresses.
    pub plan: &'a Plan,
    /// Colors of photos.
    pub colors: Colors,
    /// Colors of the portal and of its départements.
    pub accents: crate::render::accent::Accents,
    /// Conventions of each language.
    pub locales: BTreeMap<Lang, Locale>,
    /// The open data of the portal.
    pub datasets: OnceLock<Vec<Dataset>>,
    /// What was asked for.
    pub options: &'a Options,
    /// What pages are made with: see [`made::tools`](super::made::tools).
    pub tools: String,
    /// What earlier builds remember.
    pub store: &'a dyn Store,
    /// Where pages go.
    pub sink: &'a dyn Sink,
    /// What the pages of each language show alike.
    pub shared: BTreeMap<Lang, Shared>,
}

/// The same, for pages of one language.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What rendering reads.
    pub world: &'a World<'a>,
    /// The site.
    pub site: &'a Site<'a>,
    /// The language of the page.
    pub lang: Lang,
    /// Its conventions.
    pub locale: &'a Locale,
    /// Its words.
    pub phrases: &'a Phrases,
    /// What its pages show alike.
    pub shared: &'a Shared,
}

impl<'a> World<'a> {
    /// The open data of the portal, made when it is first asked for.
    pub fn datasets(&self) -> &[Dataset] {
        self.datasets.get_or_init(|| export::datasets(self.site))
    }

    /// The context of a language; `None` when the theme has no words at all.
    pub fn context(&'a self, lang: Lang) -> Option<Context<'a>> {
        Some(Context {
            world: self,
            site: self.site,
            lang,
            locale: self.locales.get(&lang)?,
            phrases: self.theme.phrases(lang)?,
            shared: self.shared.get(&lang)?,
        })
    }
}

impl<'a> Context<'a> {
    /// A text with the typography of the language.
    pub fn t(&self, text: &str) -> String {
        typeset(text, self.lang).into_owned()
    }

    /// Paragraphs of a prose.
    pub fn prose(&self, prose: &Prose) -> Html {
        let paragraphs = prose.paragraphs();
        Html(
            paragraphs.map(|text| format!("<p>{}</p>", escape(&self.t(&text)))).collect(),
        )
    }

    /// A prose on one line.
    pub fn line(&self, prose: &Prose) -> String {
        self.t(&prose.line())
    }

    /// A day.
    pub fn day(&self, date: Date) -> When {
        When { iso: date.to_string(), text: self.locale.date(date) }
    }

    /// A year or a day.
    pub fn period(&self, period: Period) -> When {
        match period {
            Period::Year(year) => {
                When { iso: format!("{year:04}"), text: year.to_string() }
            }
            Period::Day(date) => self.day(date),
        }
    }

    /// A moment of a territory, its offset in the machine's form.
    pub fn moment(&self, moment: Moment, territory: &Territory) -> When {
        match moment {
            Moment::Day(date) => self.day(date),
            Moment::Time(time) => self.time(time, territory),
        }
    }

    /// A time of a territory.
    pub fn time(&self, time: DateTime, territory: &Territory) -> When {
        When {
            iso: self.site.zone(territory).with_offset(time),
            text: self.locale.date_time(time),
        }
    }

    /// A count in words: `14 espaces`.
    pub fn count(&self, key: &str, n: usize) -> String {
        #[expect(clippy::cast_precision_loss, reason = "counts of things stay small")]
        let number = n as f64;
        self.phrases.count(key, self.locale.plural(number), &self.locale.number(number))
    }

    /// A sentence of the locale with its holes filled.
    pub fn phrase(&self, key: &str, holes: &[(&str, &str)]) -> String {
        self.phrases.phrase(key, holes)
    }

    /// The label of a word that editors write.
    pub fn label(&self, group: &str, word: &str) -> String {
        self.phrases.label(group, word).to_owned()
    }

    /// A row of a description list, its term a label of the group `fact`.
    pub fn fact(&self, term: &str, text: impl Into<String>) -> Fact {
        Fact { term: self.label("fact", term), text: text.into(), href: None }
    }

    /// A state in words.
    pub fn badge(&self, group: &str, word: &str, tone: Tone) -> Badge {
        Badge { text: self.label(group, word), tone }
    }

    /// Address of a page, in this language or else in the default one. Pages that every
    /// portal has always answer.
    pub fn href(&self, key: &PageKey) -> String {
        self.site.href(self.lang, key).unwrap_or_else(|| self.site.base.href("/"))
    }

    /// Address of the page of an entry, when it is online.
    pub fn href_of(&self, id: EntryId) -> Option<String> {
        match link::to_entry(self.site, self.lang, id, None) {
            Destination::Page { url, .. } => Some(self.site.base.href(&url)),
            _ => None,
        }
    }

    /// A link to the page of an entry.
    pub fn link_to(&self, id: EntryId) -> Option<Link> {
        let entry = self.site.entry_or_default(self.lang, id)?;
        Some(Link { href: self.href_of(id)?, text: self.t(&entry.title) })
    }

    /// The language of an entry when it is not that of the page.
    pub fn foreign(&self, lang: Lang) -> Option<String> {
        (lang != self.lang).then(|| lang.as_str().to_owned())
    }

    /// Address that a field of `entry` points to.
    pub fn target(&self, target: &Target, entry: &Entry) -> String {
        self.follow(&target.href, self.world.sources.get(entry.source).path.as_str())
            .unwrap_or_else(|| target.href.clone())
    }

    /// Address that a link written in the file at `from` leads to, when it leads somewhere.
    pub fn follow(&self, href: &str, from: &str) -> Option<String> {
        match link::follow(self.site, self.world.sources, self.lang, from, href) {
            Destination::Page { url, anchor, .. } => {
                let anchor =
                    anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
                Some(format!("{}{anchor}", self.site.base.href(&url)))
            }
            Destination::File(path) => {
                let file = self.world.plan.file(&path)?;
                Some(self.site.base.href(&file.href))
            }
            Destination::Outside => Some(href.to_owned()),
            Destination::Unpublished
            | Destination::Unreadable
            | Destination::Nowhere(_) => None,
        }
    }

    /// A commune, leading to its sheet when it has one.
    pub fn town(&self, town: Town, territory: &Territory) -> MaybeLink {
        let mut sheets = self.site.in_town(self.lang, Kind::Commune, town);
        let sheet = sheets.find(|entry| entry.place.territory == *territory);
        let href = sheet.and_then(|entry| self.href_of(entry.id));
        MaybeLink { text: self.t(town.0.name), href }
    }

    /// The image of an entry, to be shown at these `sizes`; only one that is seen at once
    /// does not wait.
    pub fn picture(&self, entry: &Entry, sizes: &str, lazy: bool) -> Option<Picture> {
        let image = entry.common.image.as_ref()?;
        let alt = entry.common.alt.as_ref().map(|alt| alt.0.as_str()).unwrap_or_default();
        let mut picture = self.image(entry, &image.text, alt, sizes, lazy)?;
        let focus =
            entry.common.focus.map(|focus| format!("object-position:{}", focus.css()));
        let style: Vec<_> = picture.style.into_iter().chain(focus).collect();
        picture.style = (!style.is_empty()).then(|| style.join(";"));
        picture.credit = entry.common.credit.as_deref().map(|credit| self.t(credit));
        Some(picture)
    }

    /// An image named in the front matter of an entry.
    pub fn image(
        &self,
        entry: &Entry,
        path: &str,
        alt: &str,
        sizes: &str,
        lazy: bool,
    ) -> Option<Picture> {
        let from = &self.world.sources.get(entry.source).path;
        let planned = self.world.plan.picture(&link::resolve(from, path)?)?;
        Some(Picture {
            src: self.site.base.href(&planned.src),
            srcset: planned.srcset.as_deref().map(|set| self.candidates(set)),
            webp: planned.webp.as_deref().map(|set| self.candidates(set)),
            sizes: planned.srcset.is_some().then(|| sizes.to_owned()),
            width: planned.width,
            height: planned.height,
            alt: self.t(alt),
            style: self.background(planned),
            credit: None,
            lazy,
        })
    }

    /// The color of a photo behind it, so that nothing flashes while it loads.
    pub fn background(&self, image: &PlannedImage) -> Option<String> {
        let [r, g, b] = self.world.colors.get(&image.src)?;
        Some(format!("background:#{r:02x}{g:02x}{b:02x}"))
    }

    /// Candidates of a `srcset`, their addresses made links.
    pub fn candidates(&self, set: &str) -> String {
        let links: Vec<_> = set.split(", ").map(|c| self.site.base.href(c)).collect();
        links.join(", ")
    }

    /// Name of the département of a territory.
    pub fn department_name(&self, territory: &Territory) -> Option<String> {
        self.site.department_of(self.lang, territory).map(|entry| self.t(&entry.title))
    }
}

/// A text for HTML content and double-quoted attributes.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
