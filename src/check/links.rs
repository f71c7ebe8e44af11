//! Links and paths that editors wrote, followed one by one.

use crate::config::SETTINGS;
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::Entry;
use crate::model::common::Argument;
use crate::model::kind::Data;
use crate::model::value::Target;
use crate::site::Site;
use crate::site::link::{self, Destination};
use crate::source::{Sources, Span};
use crate::text;
use crate::text::locale::Lang;
use crate::text::suggest;
use crate::world::World;

/// A link to follow.
struct Written<'a> {
    href: &'a str,
    span: Span,
    /// The file that the path starts from.
    from: &'a str,
    lang: Lang,
}

/// Follows every link of every entry that is online, and those of the settings.
pub fn check(site: &Site<'_>, world: &World, diags: &mut Diagnostics) {
    for (lang, settings) in &site.portal.settings {
        for item in &settings.menu {
            let from = SETTINGS;
            let Target { href, span } = &item.link;
            follow(site, world, &Written { href, span: *span, from, lang: *lang }, diags);
        }
    }
    let originals = site.portal.entries.values();
    for entry in originals.chain(site.portal.translations.values()) {
        if site.state(entry.id).is_online() {
            check_entry(site, world, entry, diags);
        }
    }
}

fn check_entry(site: &Site<'_>, world: &World, entry: &Entry, diags: &mut Diagnostics) {
    for Target { href, span } in targets(entry) {
        let from = &world.sources.get(span.source).path;
        let written = Written { href, span: *span, from, lang: entry.lang };
        follow(site, world, &written, diags);
    }
    let Some(body) = entry.body.as_ref().filter(|_| entry.body_lang == entry.lang) else {
        return;
    };
    let from = &world.sources.get(entry.body_source).path;
    for link in &body.links {
        let span = Span::new(entry.body_source, link.span.clone());
        let written = Written { href: &link.destination, span, from, lang: entry.lang };
        follow(site, world, &written, diags);
    }
}

/// Links of the front matter.
fn targets(entry: &Entry) -> Vec<&Target> {
    let arguments: Vec<&Argument> = match &entry.data {
        Data::Home(home) => home.arguments.iter().collect(),
        Data::Region(region) => region.arguments.iter().collect(),
        Data::Department(department) => department.arguments.iter().collect(),
        Data::Welcome(welcome) => {
            welcome.services.iter().chain(&welcome.prerequisites).collect()
        }
        Data::Network(network) => network.services.iter().collect(),
        Data::Commune(sheet) => sheet.advantages.iter().chain(&sheet.drawbacks).collect(),
        _ => Vec::new(),
    };
    let doors = match &entry.data {
        Data::Home(home) => home.doors.iter().map(|door| &door.link).collect(),
        _ => Vec::new(),
    };
    let links = arguments.into_iter().filter_map(|argument| argument.link.as_ref());
    links.chain(doors).collect()
}

fn follow(
    site: &Site<'_>,
    world: &World,
    written: &Written<'_>,
    diags: &mut Diagnostics,
) {
    let Written { href, span, from, lang } = *written;
    let broken = |message| Diagnostic::new(&rules::BROKEN_LINK, message).at(span);
    match link::follow(site, &world.sources, lang, from, href) {
        Destination::Outside => {}
        Destination::Page { entry, anchor, .. } => {
            let Some(anchor) = anchor else { return };
            if let Some(entry) = entry.and_then(|id| site.entry_or_default(lang, id)) {
                check_anchor(entry, &anchor, href, span, diags);
            }
        }
        Destination::Unpublished => diags.push(unpublished(href, span)),
        Destination::File(path) if world.assets.contains_key(&path) => {}
        Destination::File(path) | Destination::Nowhere(path) => {
            let message = text!(
                "le lien « {href} » ne mène nulle part",
                "link `{href}` leads nowhere"
            );
            let near = nearest(site, &world.sources, world, &path, href);
            diags.push(broken(message).suggest(span, &near));
        }
    }
}

fn unpublished(href: &str, span: Span) -> Diagnostic {
    let message = text!(
        "le lien « {href} » mène à une page qui n’est pas publiée",
        "link `{href}` leads to a page that is not published"
    );
    Diagnostic::new(&rules::UNPUBLISHED_LINK, message).at(span)
}

fn check_anchor(
    entry: &Entry,
    anchor: &str,
    href: &str,
    span: Span,
    diags: &mut Diagnostics,
) {
    let headings = entry.body.as_ref().map(|body| body.headings.as_slice());
    let anchors: Vec<&str> = headings
        .unwrap_or_default()
        .iter()
        .map(|heading| heading.anchor.as_str())
        .collect();
    if anchors.contains(&anchor) {
        return;
    }
    let message = text!(
        "la page n’a pas de titre « {anchor} »",
        "the page has no heading `{anchor}`"
    );
    let base = href.split('#').next().unwrap_or_default();
    let near = suggest::nearest(anchor, anchors);
    let near: Vec<_> =
        near.into_iter().map(|anchor| format!("{base}#{anchor}")).collect();
    diags.push(
        Diagnostic::new(&rules::BROKEN_ANCHOR, message).at(span).suggest(span, &near),
    );
}

/// What the link may have meant: an address, or a file with the same folder spelling.
fn nearest(
    site: &Site<'_>,
    sources: &Sources,
    world: &World,
    path: &str,
    href: &str,
) -> Vec<String> {
    if path.starts_with('/') {
        let urls = site.pages.iter().map(|page| page.url.as_str());
        return suggest::nearest(path, urls).into_iter().map(str::to_owned).collect();
    }
    let files = sources.iter().map(|(_, source)| source.path.as_str());
    let files = files.chain(world.assets.keys().map(String::as_str));
    let (Some((folder, _)), Some((written, _))) =
        (path.rsplit_once('/'), href.rsplit_once('/'))
    else {
        return same_folder(path, files);
    };
    let near = suggest::nearest(path, files);
    let in_folder = near.into_iter().filter_map(|file| file.strip_prefix(folder));
    in_folder.map(|name| format!("{written}{name}")).collect()
}

fn same_folder<'a>(path: &str, files: impl Iterator<Item = &'a str>) -> Vec<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let near = suggest::nearest(path, files);
    let names = near.into_iter().filter_map(|file| file.strip_prefix(folder));
    names.map(|name| name.trim_start_matches('/').to_owned()).collect()
}
