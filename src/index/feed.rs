//! Atom 1.0 (RFC 4287): what is new in the portal and in each département.
//!
//! Articles, testimonials and schemes that carry a date, newest first. Dates are days of
//! the contents, said as midnight of their territory; nothing depends on the clock.

use std::io;

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::calendar::Zone;
use crate::index::{summary, url_of};
use crate::model::Entry;
use crate::model::kind::Article;
use crate::model::place::{Kind, Territory};
use crate::site::Site;
use crate::site::address::PageKey;
use crate::text::locale::Lang;

/// Entries of a feed.
const LONGEST: usize = 30;
/// What feeds tell of.
const KINDS: [Kind; 3] = [Kind::Article, Kind::Testimonial, Kind::Scheme];

/// A feed before it is written.
struct Feed<'a> {
    lang: Lang,
    title: String,
    subtitle: Option<String>,
    /// Address of its page.
    page: &'a str,
    /// Its own address.
    own: String,
    entries: Vec<(Date, &'a Entry)>,
}

/// Every feed, by path.
pub fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let mut feeds = Vec::new();
    for lang in site.portal.langs() {
        feeds.extend(of_portal(site, lang));
        feeds.extend(
            site.departments(lang).iter().filter_map(|d| of_department(site, lang, d)),
        );
    }
    let file = |feed: Feed<'_>| {
        let bytes = write(site, &feed).expect("memory does not fail");
        (feed.own.trim_start_matches('/').to_owned(), bytes)
    };
    feeds.into_iter().map(file).collect()
}

fn of_portal<'a>(site: &'a Site<'a>, lang: Lang) -> Option<Feed<'a>> {
    let page = &site.page(lang, &PageKey::Home)?.url;
    let settings = site.portal.settings(lang);
    Some(Feed {
        lang,
        title: settings.title.clone(),
        subtitle: settings.tagline.clone(),
        page,
        own: format!("{page}flux.xml"),
        entries: newest(KINDS.iter().flat_map(|kind| site.all(lang, *kind))),
    })
}

/// A département without translation has no feed in that language.
fn of_department<'a>(
    site: &'a Site<'a>,
    lang: Lang,
    department: &Entry,
) -> Option<Feed<'a>> {
    let page = &site.page(lang, &PageKey::Entry(department.id))?.url;
    let territory = &department.place.territory;
    Some(Feed {
        lang,
        title: format!("{} — {}", department.title, site.portal.settings(lang).title),
        subtitle: summary(department),
        page,
        own: format!("{page}flux.xml"),
        entries: newest(KINDS.iter().flat_map(|kind| site.list(lang, territory, *kind))),
    })
}

fn newest<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<(Date, &'a Entry)> {
    let dated = entries.filter_map(|entry| Some((published(entry)?, entry)));
    let mut dated: Vec<_> = dated.collect();
    dated.sort_by(|a, b| (b.0, a.1.id).cmp(&(a.0, b.1.id)));
    dated.truncate(LONGEST);
    dated
}

/// The day that an entry came out: its date, or else that of its last change.
fn published(entry: &Entry) -> Option<Date> {
    entry.common.date.or(entry.common.updated)
}

fn write(site: &Site<'_>, feed: &Feed<'_>) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", feed.lang.as_str()))
        .write_inner_content(|writer| {
            write_head(writer, site, feed)?;
            for (date, entry) in &feed.entries {
                write_entry(writer, site, feed.lang, *date, entry)?;
            }
            Ok(())
        })?;
    Ok(writer.into_inner())
}

type Out = Writer<Vec<u8>>;

fn write_head(writer: &mut Out, site: &Site<'_>, feed: &Feed<'_>) -> io::Result<()> {
    let own = site.base.absolute(&feed.own);
    text(writer, "id", &own)?;
    text(writer, "title", &feed.title)?;
    if let Some(subtitle) = &feed.subtitle {
        text(writer, "subtitle", subtitle)?;
    }
    let changes = feed.entries.iter().map(|(date, entry)| changed(*date, entry));
    text(writer, "updated", &midnight(site, &Territory::Portal, changes.max()))?;
    link(writer, "self", "application/atom+xml", &own)?;
    link(writer, "alternate", "text/html", &site.base.absolute(feed.page))?;
    let editor = &site.portal.settings(feed.lang).editor.name;
    author(writer, editor)
}

fn write_entry(
    writer: &mut Out,
    site: &Site<'_>,
    lang: Lang,
    date: Date,
    entry: &Entry,
) -> io::Result<()> {
    let Some(url) = url_of(site, lang, entry) else { return Ok(()) };
    let territory = &entry.place.territory;
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "id", &url)?;
        text(writer, "title", &entry.title)?;
        text(writer, "published", &midnight(site, territory, Some(date)))?;
        text(writer, "updated", &midnight(site, territory, Some(changed(date, entry))))?;
        link(writer, "alternate", "text/html", &url)?;
        if let Some(name) = entry.is::<Article>().and_then(|a| a.author.as_deref()) {
            author(writer, name)?;
        }
        let category = writer.create_element("category");
        category.with_attribute(("term", entry.kind().folder())).write_empty()?;
        match summary(entry) {
            Some(summary) => text(writer, "summary", &summary),
            None => Ok(()),
        }
    })?;
    Ok(())
}

fn changed(date: Date, entry: &Entry) -> Date {
    entry.common.updated.map_or(date, |updated| updated.max(date))
}

/// A day as RFC 3339 asks. A feed that is still empty is as old as Unix: it must say
/// something, and not the time of the build.
fn midnight(site: &Site<'_>, territory: &Territory, day: Option<Date>) -> String {
    let zone: Zone = site.zone(territory);
    let day = day.unwrap_or(jiff::civil::date(1970, 1, 1));
    zone.with_offset(day.at(0, 0, 0, 0))
}

fn author(writer: &mut Out, name: &str) -> io::Result<()> {
    let author = writer.create_element("author");
    author.write_inner_content(|writer| text(writer, "name", name))?;
    Ok(())
}

fn link(writer: &mut Out, rel: &str, media_type: &str, href: &str) -> io::Result<()> {
    let link = writer.create_element("link").with_attribute(("rel", rel));
    let link = link.with_attribute(("type", media_type));
    link.with_attribute(("href", href)).write_empty()?;
    Ok(())
}

fn text(writer: &mut Out, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}
