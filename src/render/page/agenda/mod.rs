//! The agenda: what is to come, what is over, months and places.

mod month;
mod place;

pub use month::month;
pub use place::{Place, place_at, place_of};

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::Entry;
use crate::model::kind::Event;
use crate::model::place::{Kind, Territory};
use crate::parse::markdown::Directive;
use crate::render::context::{Context, escape};
use crate::render::layout::Head;
use crate::render::pagination::{numbered, pagination};
use crate::render::view::{
    self, Badge, EventCard, Facet, FacetOption, FilterOption, Hero, Link, MonthGroup,
    Subscribe, Tone, ridgelines,
};
use crate::render::{Built, card, fragment, part};
use crate::site::Occurrence;
use crate::site::address::{PageKey, in_lang};
use crate::site::list::{self, EVENTS};
use crate::text::slug::slug;

/// Name of the iCalendar file of a folder.
const CALENDAR: &str = "agenda.ics";
/// Name of the Atom feed of a folder.
const FEED: &str = "flux.xml";

/// Page `n`, from 1, of what is to come, about one theme (a slug) or all.
pub fn upcoming<'a>(
    cx: &Context<'a>,
    theme: Option<&str>,
    n: usize,
) -> Built<'a, view::Agenda> {
    let lists = cx.shared.agenda.get_or_init(|| Lists::new(cx));
    let n_all = lists.of(None).times.len();
    let facets = [department_facet(cx), theme_facet(cx, &lists.themes, n_all, theme)];
    let kept = lists.of(theme);
    let title = theme.map_or_else(|| name(cx), |slug| titled(cx, &lists.theme(cx, slug)));
    let pagination = pagination(cx, n, kept.times.len(), EVENTS, |n| key(theme, n));
    let departments = kept.departments.clone();
    let themes = if theme.is_none() { lists.themes.clone() } else { Vec::new() };
    let shown = list::page(kept.times.iter(), n, EVENTS);
    let view = view::Agenda {
        hero: Hero {
            title: title.clone(),
            lead: Some(cx.phrase("agenda_lead", &[])),
            ridges: ridgelines("agenda"),
            ..Hero::default()
        },
        facets: facets.into_iter().flatten().collect(),
        departments,
        themes,
        months: by_month(cx, shown.filter_map(|o| coming(cx, o))),
        pagination,
        calendar: calendar_link(cx),
        past: past_link(cx),
        subscribe: theme.map_or_else(
            || subscribe(cx, None),
            |slug| subscribe_to(cx, &theme_file(cx, slug), &file_url(cx, None, FEED)),
        ),
    };
    let trail = if theme.is_some() { vec![agenda_link(cx)] } else { Vec::new() };
    (Head { trail, ..head(cx, numbered(cx, title, n)) }, view)
}

/// What is to come, whole and by theme.
#[derive(Debug)]
pub struct Lists {
    all: List,
    by_theme: BTreeMap<String, List>,
    themes: Vec<FilterOption>,
    /// Names of themes as editors write them, by slug.
    names: BTreeMap<String, String>,
}

/// What one list of the agenda shows.
#[derive(Debug, Default)]
struct List {
    times: Vec<Occurrence>,
    departments: Vec<FilterOption>,
}

impl List {
    fn new(cx: &Context<'_>, times: Vec<Occurrence>) -> Self {
        Self { departments: departments(cx, &times), times }
    }
}

impl Lists {
    fn new(cx: &Context<'_>) -> Self {
        let all: Vec<Occurrence> = cx.site.agenda(cx.lang).copied().collect();
        let mut by_theme: BTreeMap<String, Vec<Occurrence>> = BTreeMap::new();
        for occurrence in &all {
            if let Some(theme) = cx.site.theme(cx.lang, occurrence) {
                by_theme.entry(theme).or_default().push(*occurrence);
            }
        }
        let mut names = BTreeMap::new();
        let events = cx.site.all(cx.lang, Kind::Event).filter_map(Entry::is::<Event>);
        for theme in events.filter_map(|event| event.theme.as_deref()) {
            names.entry(slug(theme)).or_insert_with(|| theme.to_owned());
        }
        let by_theme = by_theme.into_iter();
        Self {
            themes: themes(cx, &all),
            by_theme: by_theme
                .map(|(slug, times)| (slug, List::new(cx, times)))
                .collect(),
            names,
            all: List::new(cx, all),
        }
    }

    /// What is to come about a theme, a slug, or about all.
    fn of(&self, theme: Option<&str>) -> &List {
        const NONE: &List = &List { times: Vec::new(), departments: Vec::new() };
        theme.map_or(&self.all, |theme| self.by_theme.get(theme).unwrap_or(NONE))
    }

    /// The name of a theme.
    fn theme(&self, cx: &Context<'_>, slug: &str) -> String {
        cx.t(self.names.get(slug).map_or(slug, String::as_str))
    }
}

fn key(theme: Option<&str>, n: usize) -> PageKey {
    match theme {
        Some(theme) => PageKey::AgendaTheme(theme.to_owned(), n),
        None => PageKey::Agenda(n),
    }
}

/// Page `n`, from 1, of what is over.
pub fn past<'a>(cx: &Context<'a>, n: usize) -> Built<'a, view::AgendaPast> {
    let over = cx.site.last_times(cx.lang, None);
    let title = cx.phrase("agenda_past", &[]);
    let shown = list::page(over.iter(), n, EVENTS);
    let cards = shown.filter_map(|o| Some((o.at.start.date(), told(cx, o)?)));
    let view = view::AgendaPast {
        hero: Hero {
            title: title.clone(),
            lead: Some(card::counted(cx, Kind::Event, over.len())),
            ridges: ridgelines("agenda"),
            ..Hero::default()
        },
        months: by_month(cx, cards),
        pagination: pagination(cx, n, over.len(), EVENTS, PageKey::AgendaPast),
        agenda: all_link(cx),
    };
    let head = head(cx, numbered(cx, title, n));
    (Head { trail: vec![agenda_link(cx)], ..head }, view)
}

/// `::agenda{departement="…" nombre="…"}`: the next events of a département or of all.
pub fn directive(cx: &Context<'_>, directive: &Directive, entry: &Entry) -> String {
    const USUAL: usize = 3;
    let n = directive.get("nombre").and_then(|n| n.parse().ok()).unwrap_or(USUAL);
    let slug = directive.get("departement").or(entry.place.territory.department());
    let territory = slug.map(|slug| Territory::Department(slug.to_owned()));
    let ahead = cx.site.next_times(cx.lang, territory.as_ref());
    let cards: Vec<_> = ahead.iter().take(n).filter_map(|o| card::event(cx, o)).collect();
    if cards.is_empty() {
        return format!("<p>{}</p>", escape(&cx.phrase("agenda_none", &[])));
    }
    fragment::agenda_list(cx, &cards)
}

/// A file that the portal, or a département, has in each language: `agenda.ics`.
pub fn file_url(cx: &Context<'_>, department: Option<&Entry>, file: &str) -> String {
    let folder = department.map(|entry| format!("/{}", entry.place.slug));
    let url = format!("{}/{file}", folder.unwrap_or_default());
    in_lang(&url, cx.lang, cx.site.portal.lang)
}

/// The iCalendar file of a département or of the portal, named.
pub fn calendar_file(cx: &Context<'_>, department: Option<&Entry>) -> Link {
    let title = department.map(|entry| &entry.title);
    let title = title.unwrap_or(&cx.site.portal.settings(cx.lang).title);
    let url = file_url(cx, department, CALENDAR);
    let text = cx.phrase("calendar_of", &[("name", &cx.t(title))]);
    Link { href: cx.site.base.href(&url), text }
}

/// The agenda, as the way to a page names it.
pub fn agenda_link(cx: &Context<'_>) -> Link {
    Link { href: cx.href(&PageKey::Agenda(1)), text: name(cx) }
}

/// What is over, as a link.
pub fn past_link(cx: &Context<'_>) -> Link {
    Link { href: cx.href(&PageKey::AgendaPast(1)), text: cx.phrase("agenda_past", &[]) }
}

fn all_link(cx: &Context<'_>) -> Link {
    Link { text: cx.phrase("agenda_upcoming", &[]), ..agenda_link(cx) }
}

fn name(cx: &Context<'_>) -> String {
    cx.label("kinds", Kind::Event.folder())
}

fn titled(cx: &Context<'_>, name: &str) -> String {
    cx.phrase("agenda_of", &[("name", name)])
}

fn head<'a>(cx: &Context<'a>, title: String) -> Head<'a> {
    Head { title, calendars: vec![calendar_file(cx, None)], ..Head::default() }
}

/// Ways to subscribe to the agenda of a département or of the portal.
pub fn subscribe(cx: &Context<'_>, department: Option<&Entry>) -> Subscribe {
    let [calendar, feed] = [CALENDAR, FEED].map(|file| file_url(cx, department, file));
    subscribe_to(cx, &calendar, &feed)
}

/// The iCalendar file of a theme, a slug, from the root of the site.
fn theme_file(cx: &Context<'_>, theme: &str) -> String {
    let page = cx.site.page(cx.lang, &PageKey::AgendaTheme(theme.to_owned(), 1));
    page.map_or_else(|| file_url(cx, None, CALENDAR), |page| page.url.clone() + CALENDAR)
}

fn subscribe_to(cx: &Context<'_>, calendar: &str, feed: &str) -> Subscribe {
    let absolute = cx.site.base.absolute(calendar);
    let rest = absolute.split_once("://").map(|(_, rest)| rest);
    Subscribe {
        webcal: rest.map(|rest| format!("webcal://{rest}")),
        file: Some(cx.site.base.href(calendar)),
        feed: Some(cx.site.base.href(feed)),
    }
}

/// The card of what is to come, with the day that it is listed at.
fn coming(cx: &Context<'_>, occurrence: &Occurrence) -> Option<(Date, EventCard)> {
    let day = occurrence.at.start.date().max(cx.site.today);
    Some((day, card::event(cx, occurrence)?))
}

/// The card of what is over, which says when there is a report.
fn told(cx: &Context<'_>, occurrence: &Occurrence) -> Option<EventCard> {
    let entry = cx.site.entry(cx.lang, occurrence.entry)?;
    let card = card::event(cx, occurrence)?;
    let told = entry.is::<Event>()?.report.is_some();
    let badge = || Badge { text: cx.phrase("report_online", &[]), tone: Tone::Good };
    Some(EventCard { status: told.then(badge).or(card.status), ..card })
}

fn by_month(
    cx: &Context<'_>,
    dated: impl Iterator<Item = (Date, EventCard)>,
) -> Vec<MonthGroup> {
    let mut groups: Vec<MonthGroup> = Vec::new();
    for (day, card) in dated {
        let id = day.strftime("%Y-%m").to_string();
        match groups.last_mut().filter(|group| group.id == id) {
            Some(group) => group.events.push(card),
            None => groups.push(MonthGroup {
                id,
                title: cx.locale.month_year(day),
                events: vec![card],
            }),
        }
    }
    groups
}

fn themes(cx: &Context<'_>, listed: &[Occurrence]) -> Vec<FilterOption> {
    let pair = |occurrence: &Occurrence| {
        let event = cx.site.entry(cx.lang, occurrence.entry)?.is::<Event>()?;
        let theme = event.theme.as_deref()?;
        Some((cx.t(theme), slug(theme)))
    };
    tally(cx, listed.iter().filter_map(pair))
}

fn departments(cx: &Context<'_>, listed: &[Occurrence]) -> Vec<FilterOption> {
    let pair = |occurrence: &Occurrence| {
        let event = cx.site.entry(cx.lang, occurrence.entry)?;
        let department = cx.site.department_of(cx.lang, &event.place.territory)?;
        Some((cx.t(&department.title), department.place.slug.clone()))
    };
    tally(cx, listed.iter().filter_map(pair))
}

/// The values present, from labels and values, with their counts, in order of label. A
/// theme that two editors write with other capitals is one value.
fn tally(
    cx: &Context<'_>,
    pairs: impl Iterator<Item = (String, String)>,
) -> Vec<FilterOption> {
    let mut counts: BTreeMap<String, FilterOption> = BTreeMap::new();
    for (label, value) in pairs {
        let new = || FilterOption { value: value.clone(), label, count: 0 };
        counts.entry(value.clone()).or_insert_with(new).count += 1;
    }
    let mut options: Vec<_> = counts.into_values().collect();
    cx.locale.sort_by_key(&mut options, |option| &option.label);
    options
}

/// The agendas of the départements, where there are several.
fn department_facet(cx: &Context<'_>) -> Option<Facet> {
    let option = |department: &Entry| {
        let link = part::section_link(cx, department, Kind::Event)?;
        let n_ahead = card::listed(cx, cx.lang, &department.place.territory, Kind::Event);
        let label = cx.t(&department.title);
        (n_ahead > 0).then(|| FacetOption {
            href: link.href,
            label,
            ..FacetOption::default()
        })
    };
    let options: Vec<_> =
        cx.site.departments(cx.lang).into_iter().filter_map(option).collect();
    let label = cx.label("kind", Kind::Department.word());
    (options.len() > 1).then_some(Facet { label, options })
}

fn theme_facet(
    cx: &Context<'_>,
    themes: &[FilterOption],
    n_all: usize,
    current: Option<&str>,
) -> Option<Facet> {
    let all = FacetOption {
        href: cx.href(&PageKey::Agenda(1)),
        label: cx.phrase("all", &[]),
        count: Some(n_all),
        current: current.is_none(),
    };
    let option = |theme: &FilterOption| FacetOption {
        href: cx.href(&PageKey::AgendaTheme(theme.value.clone(), 1)),
        label: theme.label.clone(),
        count: Some(theme.count),
        current: current == Some(theme.value.as_str()),
    };
    let options = std::iter::once(all).chain(themes.iter().map(option)).collect();
    let label = cx.label("fact", "theme");
    (!themes.is_empty()).then_some(Facet { label, options })
}

/// First days of the months that have a page.
fn months(cx: &Context<'_>) -> Vec<Date> {
    let pages = cx.site.pages.iter().filter(|page| page.lang == cx.lang);
    let first = |key: &PageKey| match key {
        PageKey::AgendaMonth(year, month) => Date::new(*year, *month, 1).ok(),
        _ => None,
    };
    let mut months: Vec<_> = pages.filter_map(|page| first(&page.key)).collect();
    months.sort_unstable();
    months
}

fn month_link(cx: &Context<'_>, first: Date) -> Link {
    let key = PageKey::AgendaMonth(first.year(), first.month());
    Link { href: cx.href(&key), text: cx.locale.month_year(first) }
}

/// The first month from this one on, whose page leads to the others.
fn calendar_link(cx: &Context<'_>) -> Option<Link> {
    let now = cx.site.today.first_of_month();
    let first = months(cx).into_iter().find(|first| *first >= now)?;
    Some(Link { text: cx.phrase("agenda_by_month", &[]), ..month_link(cx, first) })
}
