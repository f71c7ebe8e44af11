//! From pages to HTML: a view for each page, then its template, then minified bytes.
//!
//! A view is all that a template sees. `view/` says what each template shows, `page/`
//! fills it from the model, one file each.

pub mod accent;
pub mod body;
pub mod card;
pub mod context;
pub mod cover;
pub mod fragment;
pub mod json_ld;
pub mod layout;
pub mod made;
pub mod map;
pub mod page;
pub mod pagination;
pub mod part;
pub mod shared;
pub mod veil;
pub mod view;

use std::collections::HashSet;

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::model::Entry;
use crate::model::kind::Data;
use crate::model::place::Territory;
use crate::sink::Viewer;
use crate::site::Site;
use crate::site::address::{Page, PageKey, is_statement, url_of};
use crate::site::share::Share;
use crate::theme::template_fault;
use context::{Context, World};
use cover::Cover;
use layout::{Head, layout};
use made::Facts;
use page as pages;
use view::View;

/// Renders every page into the sink, and tells `seen` what it holds; then draws the cards
/// that pages name.
pub fn render(
    world: &World<'_>,
    seen: &(dyn Fn(&Page, Facts) + Sync),
    diags: &mut Diagnostics,
) {
    let sink = world.sink;
    let langs = world.site.portal.langs().into_iter();
    let files = langs.filter_map(|lang| map::points_file(&world.context(lang)?));
    for (path, bytes) in files.filter(|(path, _)| world.site.makes(path)) {
        sink.put(&path, bytes);
    }
    let rendered: Vec<Result<Option<Cover>, tera::Error>> =
        Queue::new(world.site, sink.viewer())
            .par_bridge()
            .map(|page| match render_page(world, page) {
                Ok(Some(Rendered { facts, cover })) => {
                    seen(page, facts);
                    Ok(cover)
                }
                Ok(None) => Ok(None),
                Err(error) => Err(error),
            })
            .collect();
    let mut covers = Vec::new();
    for rendered in rendered {
        match rendered {
            Ok(cover) => covers.extend(cover),
            Err(error) => diags.push(template_fault(&error)),
        }
    }
    if !sink.viewer().is_dropped() {
        cover::draw(&covers, world.store, sink);
    }
}

/// Pages in the order in which they are made: those that somebody waits for come first.
struct Queue<'a> {
    site: &'a Site<'a>,
    viewer: &'a dyn Viewer,
    /// The next of all others.
    next: usize,
    /// Those that came before their turn.
    made: HashSet<&'a str>,
}

impl<'a> Queue<'a> {
    fn new(site: &'a Site<'a>, viewer: &'a dyn Viewer) -> Self {
        Self { site, viewer, next: 0, made: HashSet::new() }
    }
}

impl<'a> Iterator for Queue<'a> {
    type Item = &'a Page;

    fn next(&mut self) -> Option<&'a Page> {
        if self.viewer.is_dropped() {
            return None;
        }
        while let Some(file) = self.viewer.urgent() {
            let page = self.site.page_at(&url_of(&file));
            if let Some(page) = page.filter(|page| self.made.insert(&page.url)) {
                return Some(page);
            }
        }
        loop {
            let page = self.site.pages.get(self.next)?;
            self.next += 1;
            if !self.made.contains(page.url.as_str()) {
                return Some(page);
            }
        }
    }
}

/// A page, with the card that it names.
struct Rendered {
    facts: Facts,
    cover: Option<Cover>,
}

type Outcome = Result<Option<Rendered>, tera::Error>;

/// The HTML of a page; `None` when what it shows is gone.
fn render_page(world: &World<'_>, page: &Page) -> Outcome {
    let Some(cx) = world.context(page.lang) else { return Ok(None) };
    let cx = &cx;
    match world.site.share(page) {
        Share::Whole => {}
        Share::Stub => return finish(cx, page, Some(pages::stub::build(cx))),
        Share::Elsewhere => return Ok(None),
    }
    match &page.key {
        PageKey::Home => finish(cx, page, Some(pages::home::build(cx))),
        PageKey::Entry(id) => match cx.site.entry(cx.lang, *id) {
            Some(entry) => render_entry(cx, page, entry),
            None => Ok(None),
        },
        PageKey::Section(id, kind, n) => {
            finish(cx, page, pages::section::build(cx, *id, *kind, *n))
        }
        PageKey::Members(id, n) => match cx.site.entry(cx.lang, *id) {
            Some(entry) => finish(cx, page, Some(pages::directory::build(cx, entry, *n))),
            None => Ok(None),
        },
        PageKey::News(n) => finish(cx, page, Some(pages::section::news(cx, *n))),
        PageKey::Departments => finish(cx, page, Some(pages::departments::build(cx))),
        PageKey::Map => finish(cx, page, Some(pages::map::build(cx))),
        PageKey::Agenda(n) => {
            finish(cx, page, Some(pages::agenda::upcoming(cx, None, *n)))
        }
        PageKey::AgendaTheme(theme, n) => {
            finish(cx, page, Some(pages::agenda::upcoming(cx, Some(theme), *n)))
        }
        PageKey::AgendaMonth(year, month) => {
            finish(cx, page, pages::agenda::month(cx, *year, *month))
        }
        PageKey::AgendaPast(n) => finish(cx, page, Some(pages::agenda::past(cx, *n))),
        PageKey::Offers(nature, n) => {
            finish(cx, page, Some(pages::offers::build(cx, nature.as_deref(), *n)))
        }
        PageKey::Search => finish(cx, page, Some(pages::search::build(cx))),
        PageKey::Connectivity(id) => {
            finish(cx, page, pages::connectivity::build(cx, *id))
        }
        PageKey::Compare => finish(cx, page, Some(pages::compare::build(cx, None))),
        PageKey::Pair(a, b) => {
            finish(cx, page, Some(pages::compare::build(cx, Some([*a, *b]))))
        }
        PageKey::CompareTowns => finish(cx, page, Some(pages::compare_towns::build(cx))),
        PageKey::Neighbors(code, n) => {
            finish(cx, page, pages::compare_towns::neighbors(cx, code, *n))
        }
        PageKey::Budget => finish(cx, page, Some(pages::budget::build(cx))),
        PageKey::Data => finish(cx, page, Some(pages::data::build(cx))),
        PageKey::Dataset(name) => finish(cx, page, pages::data::dataset(cx, name)),
        PageKey::Sitemap(n) => finish(cx, page, Some(pages::sitemap::build(cx, *n))),
        PageKey::Shortlist => finish(cx, page, Some(pages::shortlist::build(cx))),
        PageKey::NotFound => finish(cx, page, Some(pages::not_found::build(cx))),
        PageKey::Accessibility => {
            finish(cx, page, Some(pages::statement::build(cx, None)))
        }
        PageKey::Styleguide => finish(cx, page, Some(pages::styleguide::build(cx))),
    }
}

fn render_entry(cx: &Context<'_>, page: &Page, entry: &Entry) -> Outcome {
    match &entry.data {
        Data::Home(_) | Data::Members(_) => Ok(None),
        Data::Page(_) if is_statement(&entry.place) => {
            finish(cx, page, Some(pages::statement::build(cx, Some(entry))))
        }
        Data::Page(_) => finish(cx, page, Some(pages::free::build(cx, entry))),
        Data::Region(data) => {
            finish(cx, page, Some(pages::region::build(cx, entry, data)))
        }
        Data::Department(data) => {
            finish(cx, page, Some(pages::department::build(cx, entry, data)))
        }
        Data::Workspace(data) => {
            finish(cx, page, Some(pages::workspace::build(cx, entry, data)))
        }
        Data::Offer(data) => finish(cx, page, Some(pages::offer::build(cx, entry, data))),
        Data::Welcome(data) => {
            finish(cx, page, Some(pages::welcome::build(cx, entry, data)))
        }
        Data::Testimonial(data) => {
            finish(cx, page, Some(pages::testimonial::build(cx, entry, data)))
        }
        Data::Event(data) => finish(cx, page, Some(pages::event::build(cx, entry, data))),
        Data::Training(data) => {
            finish(cx, page, Some(pages::training::build(cx, entry, data)))
        }
        Data::Network(data) => {
            finish(cx, page, Some(pages::network::build(cx, entry, data)))
        }
        Data::Scheme(data) => {
            finish(cx, page, Some(pages::scheme::build(cx, entry, data)))
        }
        Data::Article(data) => {
            finish(cx, page, Some(pages::article::build(cx, entry, data)))
        }
        Data::Commune(data) => {
            finish(cx, page, Some(pages::commune::build(cx, entry, data)))
        }
        Data::Property(data) => {
            finish(cx, page, Some(pages::property::build(cx, entry, data)))
        }
    }
}

/// A page before it is laid out: what it says of itself, and its view.
pub type Built<'a, V> = (Head<'a>, V);

fn finish<V: View>(
    cx: &Context<'_>,
    page: &Page,
    built: Option<Built<'_, V>>,
) -> Outcome {
    let Some((head, view)) = built else { return Ok(None) };
    let tokens = cx.world.accents.page(head.territory.and_then(Territory::department));
    let cover = cover::of(cx, page, &head);
    let layout = layout(cx, page, head, cover.as_ref());
    let view = view::Page { layout, ui: &cx.phrases.strings, page: view };
    let facts = made::make(cx.world, &view, tokens, &page.file())?;
    Ok(Some(Rendered { facts, cover }))
}
