//! What surrounds the content of every page: head, header, navigation, footer.

use crate::config::Conformity;
use crate::index::offline;
use crate::model::Entry;
use crate::model::kind::Page as FreePage;
use crate::model::place::{Kind, Territory};
use crate::render::context::Context;
use crate::render::cover::{self, Cover};
use crate::render::json_ld;
use crate::render::part;
use crate::render::view::{
    Alternate, Dataset, Footer, Layout, Link, NavLink, OpenGraph, Picture, SearchAccess,
    SharedImage, Style, TerritoryNav,
};
use crate::site::address::{Page, PageKey, is_statement};
use crate::site::publish::State;
use crate::text::locale::Lang;
use crate::theme::dress;

/// What a page says of itself to what surrounds it.
#[derive(Default)]
pub struct Head<'a> {
    /// Title of the page.
    pub title: String,
    /// Description for search engines.
    pub description: Option<String>,
    /// The way from the home to the page, neither included.
    pub trail: Vec<Link>,
    /// The territory that the page belongs to.
    pub territory: Option<&'a Territory>,
    /// The entry that the page is made from.
    pub entry: Option<&'a Entry>,
    /// Its main image.
    pub picture: Option<Picture>,
    /// iCalendar files about the page.
    pub calendars: Vec<Link>,
    /// Data sets, on the page that documents them.
    pub datasets: Vec<Dataset>,
}

/// Builds the layout of a page whose card is `cover`.
pub fn layout(
    cx: &Context<'_>,
    page: &Page,
    mut head: Head<'_>,
    cover: Option<&Cover>,
) -> Layout {
    let settings = cx.site.portal.settings(cx.lang);
    let portal = cx.t(&settings.title);
    let is_home = page.key == PageKey::Home;
    let title =
        if is_home { portal.clone() } else { format!("{} · {portal}", head.title) };
    let tagline = settings.tagline.as_ref().map(|tagline| cx.t(tagline));
    // What stands for the summary of a page without one.
    let in_short = || Some(format!("{title}. {}", tagline.as_ref()?));
    head.description = head.description.or_else(in_short);
    let breadcrumbs = breadcrumbs(cx, page, &head);
    let canonical =
        (page.key != PageKey::NotFound).then(|| cx.site.base.absolute(&page.url));
    let og = open_graph(cx, &head, cover);
    let photo = og.image.as_ref().filter(|_| cover.is_none());
    let json_ld = json_ld::documents(&json_ld::About {
        site: cx.site,
        page,
        description: head.description.as_deref(),
        image: photo.map(|photo| photo.src.as_str()),
        breadcrumbs: &breadcrumbs,
        datasets: &head.datasets,
    });
    Layout {
        lang: cx.lang.as_str().to_owned(),
        dir: "ltr".into(),
        title,
        canonical,
        robots: robots(cx, page, &head),
        alternates: alternates(cx, page),
        og,
        json_ld: json_ld.iter().map(json_ld::script_safe).collect(),
        feeds: feeds(cx, head.territory),
        calendars: head.calendars,
        style: style(cx),
        scripts: dress::SCRIPTS,
        portal: Link { href: cx.href(&PageKey::Home), text: portal },
        tagline,
        menu: menu(cx, page),
        territory: head.territory.and_then(|t| territory_nav(cx, t, page)),
        breadcrumbs,
        shortlist: cx.href(&PageKey::Shortlist),
        search: search(cx),
        footer: cx.shared.footer.get_or_init(|| footer(cx)).clone(),
        offline: settings.offline.then(|| cx.site.base.href(offline::URL)),
        ribbon: head.entry.and_then(|entry| ribbon(cx, entry)),
        untranslated: None,
        edit: None,
        description: head.description,
    }
}

fn robots(cx: &Context<'_>, page: &Page, head: &Head<'_>) -> Option<String> {
    let state = head.entry.map(|entry| cx.site.state(entry.id));
    let hidden =
        page.key.is_tool() || matches!(state, Some(State::Draft | State::Expired));
    hidden.then(|| "noindex".to_owned())
}

fn ribbon(cx: &Context<'_>, entry: &Entry) -> Option<String> {
    match cx.site.state(entry.id) {
        State::Draft if entry.common.draft => Some(cx.phrase("draft", &[])),
        State::Draft => {
            let day = cx.locale.date(entry.common.publish_on?);
            Some(cx.phrase("not_yet", &[("date", &day)]))
        }
        State::Listed | State::Expired | State::Hidden => None,
    }
}

fn breadcrumbs(cx: &Context<'_>, page: &Page, head: &Head<'_>) -> Vec<Link> {
    if page.key == PageKey::Home {
        return Vec::new();
    }
    let home = Link { href: cx.href(&PageKey::Home), text: cx.phrase("home", &[]) };
    let own = Link { href: cx.site.base.href(&page.url), text: head.title.clone() };
    [home].into_iter().chain(head.trail.iter().cloned()).chain([own]).collect()
}

fn alternates(cx: &Context<'_>, page: &Page) -> Vec<Alternate> {
    let langs = cx.site.portal.langs();
    if langs.len() < 2 {
        return Vec::new();
    }
    let alternate = |lang: Lang| {
        let same = cx.site.page(lang, &page.key);
        let home = || cx.site.href(lang, &PageKey::Home).unwrap_or_default();
        let phrases = cx.world.theme.phrases(lang);
        Alternate {
            lang: lang.as_str().to_owned(),
            label: phrases.map(|phrases| phrases.name.clone()).unwrap_or_default(),
            href: same.map_or_else(home, |page| cx.site.base.href(&page.url)),
            absolute: same.map(|page| cx.site.base.absolute(&page.url)),
            translated: same.is_some(),
            current: lang == cx.lang,
        }
    };
    langs.into_iter().map(alternate).collect()
}

fn open_graph(cx: &Context<'_>, head: &Head<'_>, cover: Option<&Cover>) -> OpenGraph {
    let is_article = head.entry.is_some_and(|entry| entry.kind() == Kind::Article);
    let card = cover.map(|cover| SharedImage {
        src: cx.site.base.absolute(&cover.url()),
        width: cover::WIDTH,
        height: cover::HEIGHT,
        alt: head.title.clone(),
    });
    let photo = || {
        let picture = head.picture.as_ref()?;
        Some(SharedImage {
            src: absolute(cx, &picture.src),
            width: picture.width,
            height: picture.height,
            alt: picture.alt.clone(),
        })
    };
    OpenGraph {
        kind: if is_article { "article" } else { "website" }.into(),
        title: head.title.clone(),
        locale: cx.phrases.locale.clone(),
        image: card.or_else(photo),
    }
}

/// The whole address of a link that already has the base's path.
fn absolute(cx: &Context<'_>, href: &str) -> String {
    let path = cx.site.base.href("");
    cx.site.base.absolute(href.strip_prefix(path.as_str()).unwrap_or(href))
}

fn feeds(cx: &Context<'_>, territory: Option<&Territory>) -> Vec<Link> {
    let prefix = crate::site::address::in_lang("", cx.lang, cx.site.portal.lang);
    let portal = cx.t(&cx.site.portal.settings(cx.lang).title);
    let own = territory.and_then(|territory| {
        let department = cx.site.department_of(cx.lang, territory)?;
        cx.site.page(cx.lang, &PageKey::Entry(department.id))?;
        let url = format!("{prefix}/{}/flux.xml", department.place.slug);
        let text = cx.phrase("news_of", &[("name", &cx.t(&department.title))]);
        Some(Link { href: cx.site.base.href(&url), text })
    });
    let url = format!("{prefix}/flux.xml");
    let all = Link {
        href: cx.site.base.href(&url),
        text: cx.phrase("news_of", &[("name", &portal)]),
    };
    [all].into_iter().chain(own).collect()
}

fn style(cx: &Context<'_>) -> Style {
    let theme = cx.world.theme;
    let href = |url: &str| cx.site.base.href(url);
    Style {
        slot: dress::STYLES,
        preload: theme.preload().into_iter().map(href).collect(),
        icon: theme.url("images/icon.svg").map(href),
    }
}

fn menu(cx: &Context<'_>, page: &Page) -> Vec<NavLink> {
    let own = cx.site.base.href(&page.url);
    let home = cx.href(&PageKey::Home);
    let item = |Link { href, text }: Link| {
        let current = own == href || (own.starts_with(&href) && href.len() > home.len());
        NavLink { current, text, href }
    };
    let menu = cx.shared.menu.get_or_init(|| menu_links(cx));
    menu.iter().cloned().map(item).collect()
}

fn menu_links(cx: &Context<'_>) -> Vec<Link> {
    let from = crate::config::SETTINGS;
    let item = |item: &crate::config::MenuItem| Link {
        href: cx.follow(&item.link.href, from).unwrap_or_else(|| item.link.href.clone()),
        text: cx.t(&item.title),
    };
    cx.site.portal.settings(cx.lang).menu.iter().map(item).collect()
}

fn territory_nav(
    cx: &Context<'_>,
    territory: &Territory,
    page: &Page,
) -> Option<TerritoryNav> {
    let department = cx.site.department_of(cx.lang, territory)?;
    // The page of the département opens on the same links, with what they hold.
    if page.key == PageKey::Entry(department.id) {
        return None;
    }
    let home = cx.link_to(department.id)?;
    let own = cx.site.base.href(&page.url);
    let mut links: Vec<Link> = Kind::SECTIONS
        .into_iter()
        .filter_map(|kind| part::section_link(cx, department, kind))
        .collect();
    links.extend(property_link(cx, territory));
    links.extend(connectivity_link(cx, territory));
    let sections = links.into_iter().map(|link| NavLink {
        current: own.starts_with(&link.href),
        href: link.href,
        text: link.text,
    });
    Some(TerritoryNav { home, sections: sections.collect() })
}

/// The page of the property market, when there is one.
pub fn property_link(cx: &Context<'_>, territory: &Territory) -> Option<Link> {
    let market = cx.site.list(cx.lang, territory, Kind::Property).next()?;
    Some(Link {
        href: cx.href_of(market.id)?,
        text: cx.label("kinds", Kind::Property.folder()),
    })
}

/// The page of broadband, when there is one.
pub fn connectivity_link(cx: &Context<'_>, territory: &Territory) -> Option<Link> {
    let department = cx.site.department_of(cx.lang, territory)?;
    let key = PageKey::Connectivity(department.id);
    cx.site.page(cx.lang, &key)?;
    Some(Link { href: cx.href(&key), text: cx.phrase("connectivity", &[]) })
}

fn search(cx: &Context<'_>) -> SearchAccess {
    SearchAccess {
        action: cx.href(&PageKey::Search),
        script: cx.world.theme.search().map(|url| cx.site.base.href(url)),
    }
}

fn footer(cx: &Context<'_>) -> Footer {
    let settings = cx.site.portal.settings(cx.lang);
    Footer {
        pages: footer_pages(cx),
        contact: settings.contact.as_ref().map(|contact| part::contact(cx, contact)),
        editor: Some(cx.t(&settings.editor.name)),
        accessibility: accessibility(cx),
        updated: Some(cx.day(cx.site.today)),
    }
}

fn footer_pages(cx: &Context<'_>) -> Vec<Link> {
    let wanted = |entry: &&Entry| {
        entry.is::<FreePage>().is_some_and(|page| page.in_footer)
            && !is_statement(&entry.place)
    };
    let own = cx.site.all(cx.lang, Kind::Page).filter(wanted);
    let own = own.filter_map(|entry| cx.link_to(entry.id));
    // Nothing leads to what is empty: without a département there is nothing to keep.
    let has_territories = cx.site.n_departments() > 0;
    let tools = [
        (PageKey::Shortlist, "shortlist", has_territories),
        (PageKey::Data, "open_data", cx.site.has_data()),
        (PageKey::Sitemap(1), "site_map", true),
    ];
    let tools = tools.into_iter().filter(|(.., shown)| *shown).map(|(key, phrase, _)| {
        Link { href: cx.href(&key), text: cx.phrase(phrase, &[]) }
    });
    own.chain(tools).collect()
}

/// What the law wants on every page (loi n° 2005-102, article 47): without a valid audit
/// a site is "non conforme".
fn accessibility(cx: &Context<'_>) -> Link {
    let stated = cx.site.portal.settings(cx.lang).accessibility.as_ref();
    let state = stated.map_or(Conformity::None, |stated| stated.state_on(cx.site.today));
    Link {
        href: cx.href(&PageKey::Accessibility),
        text: cx.label("accessibility", state.word()),
    }
}
