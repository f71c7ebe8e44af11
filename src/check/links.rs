//! Links and paths that editors wrote, followed one by one.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::config::SETTINGS;
use crate::diag::{Diagnostic, Diagnostics, quoted_list, rules};
use crate::model::Entry;
use crate::model::catalog::EntryId;
use crate::model::common::Argument;
use crate::model::kind::Data;
use crate::model::place::Kind;
use crate::model::value::Target;
use crate::model::value::is_email;
use crate::parse::Documents;
use crate::parse::markdown::{Body, Directive, Image};
use crate::site::Site;
use crate::site::link::{self, Destination};
use crate::source::{SourceId, Span};
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

/// Follows every link of every entry that is online, and those of the settings; returns
/// the entries that something else than themselves leads to.
///
/// Bodies are looked at even when the fields of their file could not be read, so that all
/// mistakes of a file are told at once.
pub fn check(
    site: &Site<'_>,
    world: &World,
    documents: &Documents,
    diags: &mut Diagnostics,
) -> BTreeSet<EntryId> {
    let mut walk = Walk { site, world, reached: BTreeSet::new(), diags };
    for (lang, settings) in &site.portal.settings {
        let statement = settings.accessibility.iter();
        let plans =
            statement.flat_map(|stated| stated.plan.iter().chain(&stated.actions));
        let menu = settings.menu.iter().map(|item| &item.link);
        for Target { href, span } in menu.chain(plans) {
            walk.follow(&Written { href, span: *span, from: SETTINGS, lang: *lang });
        }
    }
    let originals = site.portal.entries.values();
    for entry in originals.chain(site.portal.translations.values()) {
        if site.state(entry.id).is_online() {
            walk.fields(entry);
        }
    }
    for (id, slot) in site.portal.catalog.iter() {
        if site.portal.entries.get(id).is_some() && !site.state(id).is_online() {
            continue;
        }
        let translations = slot.translations.iter();
        let translations =
            translations.filter_map(|(tag, id)| Some((tag.parse().ok()?, *id)));
        for (lang, source) in
            [(site.portal.lang, slot.source)].into_iter().chain(translations)
        {
            let body = documents.get(&source).and_then(|document| document.body.as_ref());
            if let Some(body) = body {
                walk.body(lang, source, body);
            }
        }
    }
    walk.reached
}

/// Links being followed, and what they led to.
struct Walk<'a> {
    site: &'a Site<'a>,
    world: &'a World,
    reached: BTreeSet<EntryId>,
    diags: &'a mut Diagnostics,
}

impl Walk<'_> {
    fn fields(&mut self, entry: &Entry) {
        let world = self.world;
        for Target { href, span } in targets(entry) {
            let from = &world.sources.get(span.source).path;
            self.follow(&Written { href, span: *span, from, lang: entry.lang });
        }
    }

    fn body(&mut self, lang: Lang, source: SourceId, body: &Body) {
        let world = self.world;
        let from = &world.sources.get(source).path;
        let span = |range: &Range<usize>| Span::new(source, range.clone());
        for link in &body.links {
            let href = &link.destination;
            self.follow(&Written { href, span: span(&link.span), from, lang });
        }
        for image in &body.images {
            self.diags.extend(image_fault(image, span(&image.span)));
        }
        for directive in &body.directives {
            self.diags.extend(directive_faults(self.site, directive, &span));
        }
    }

    fn follow(&mut self, written: &Written<'_>) {
        let Walk { site, world, .. } = *self;
        let Written { href, span, from, lang } = *written;
        match link::follow(site, &world.sources, lang, from, href) {
            Destination::Outside | Destination::Unreadable => {}
            Destination::Page { entry, anchor, .. } => {
                if site.entry_of_source(span.source) != entry {
                    self.reached.extend(entry);
                }
                let entry = entry.and_then(|id| site.entry_or_default(lang, id));
                if let (Some(entry), Some(anchor)) = (entry, anchor) {
                    check_anchor(entry, &anchor, href, span, self.diags);
                }
            }
            Destination::Unpublished => self.diags.push(unpublished(href, span)),
            Destination::File(path) if world.assets.contains_key(&path) => {}
            Destination::File(path) | Destination::Nowhere(path) => {
                self.diags.push(broken(site, world, written, &path));
            }
        }
    }
}

/// An image says what it shows, and comes from the portal itself.
fn image_fault(image: &Image, span: Span) -> Option<Diagnostic> {
    let source = &image.source;
    if link::is_outside(source) {
        let message = text!(
            "l’image « {source} » est sur un autre site",
            "image `{source}` is on another site"
        );
        return Some(Diagnostic::new(&rules::BAD_IMAGE, message).at(span).hint(text!(
            "enregistrez-la à côté de la page ou dans `/medias/`",
            "save it beside the page or in `/medias/`"
        )));
    }
    image.alt.trim().is_empty().then(|| {
        let message = text!(
            "l’image n’a pas de texte alternatif",
            "the image has no alternative text"
        );
        Diagnostic::new(&rules::MISSING_ALT, message).at(span).hint(text!(
            "écrivez entre les crochets ce que montre l’image : `![La façade](…)`",
            "write between the brackets what the image shows: `![The front](…)`"
        ))
    })
}

/// Kinds that a map can show, by their folders.
const MAPPED: [Kind; 4] = [Kind::Commune, Kind::Workspace, Kind::Offer, Kind::Event];

/// The département and the type that a block names exist.
fn directive_faults(
    site: &Site<'_>,
    directive: &Directive,
    span: &impl Fn(&Range<usize>) -> Span,
) -> Vec<Diagnostic> {
    let slugs: Vec<&str> = site.portal.catalog.department_slugs().collect();
    let department =
        directive.attribute("departement").filter(|a| !slugs.contains(&a.value.as_str()));
    let department = department.map(|attribute| {
        let (slug, span) = (&attribute.value, span(&attribute.value_span));
        let message = text!(
            "« {slug} » n’est pas un département du portail",
            "`{slug}` is not a département of the portal"
        );
        let near = suggest::nearest(slug, slugs.iter().copied());
        Diagnostic::new(&rules::UNKNOWN_REFERENCE, message).at(span).suggest(span, &near)
    });
    let folders = MAPPED.map(Kind::folder);
    let kind =
        directive.attribute("type").filter(|a| !folders.contains(&a.value.as_str()));
    let kind = kind.map(|attribute| {
        let (word, span) = (&attribute.value, span(&attribute.value_span));
        let message = text!(
            "« {word} » n’est pas une valeur de « type »",
            "`{word}` is not a value of `type`"
        );
        let list = quoted_list(&folders, "", "");
        let near = suggest::nearest(word, folders);
        Diagnostic::new(&rules::MARKDOWN, message)
            .at(span)
            .suggest(span, &near)
            .hint(text!("possibles : {list}", "possible: {list}"))
    });
    department.into_iter().chain(kind).collect()
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

/// A link to nowhere, and where it was to lead.
fn broken(
    site: &Site<'_>,
    world: &World,
    written: &Written<'_>,
    path: &str,
) -> Diagnostic {
    let Written { href, span, from, .. } = *written;
    let message =
        text!("le lien « {href} » ne mène nulle part", "link `{href}` leads nowhere");
    let fault = Diagnostic::new(&rules::BROKEN_LINK, message).at(span);
    let near: Vec<_> = nearest(site, world, path, href)
        .into_iter()
        .filter(|near| link::resolve(from, near).as_deref() != Some(from))
        .collect();
    let there = world.sources.slice(span);
    let is_here = there == href;
    let moved = moved(site, world, from, path);
    let moved =
        moved.map(|file| format!("{}{}", link::relative(from, file), after(href)));
    let others = near.iter().any(|near| Some(near) != moved.as_ref());
    let meant = match (outside(href), moved) {
        (Some((meant, true)), _) if is_here => return fault.fix(span, meant),
        (None, Some(moved)) if is_here && !others => return fault.fix(span, moved),
        (Some((meant, _)), _) => vec![meant],
        (None, moved) => {
            let near = near.into_iter().filter(|near| Some(near) != moved.as_ref());
            moved.clone().into_iter().chain(near).collect()
        }
    };
    // The span of a link whose destination stands elsewhere is the whole link.
    match (there.starts_with('['), meant.first()) {
        (true, Some(first)) => fault
            .hint(text!("vouliez-vous dire « {first} » ?", "did you mean `{first}`?")),
        _ => fault.suggest(span, &meant),
    }
}

/// The anchor or the query of a link.
fn after(href: &str) -> &str {
    href.find(['#', '?']).map_or("", |at| &href[at..])
}

/// The address outside the portal that a link lacks only the beginning of, and whether
/// nothing else can be meant.
fn outside(href: &str) -> Option<(String, bool)> {
    /// Ends of hosts that no file has.
    const ENDS: [&str; 9] =
        [".fr", ".com", ".org", ".net", ".eu", ".info", ".bzh", ".be", ".ch"];
    if is_email(href) {
        return Some((format!("mailto:{href}"), true));
    }
    let host = href.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
    let is_host = |host: &str| host.trim_matches('.') == host && host.contains('.');
    let is_www = host.strip_prefix("www.").is_some_and(is_host);
    let ends = ENDS.iter().any(|end| host.ends_with(end));
    (is_www || is_host(&host) && ends).then(|| (format!("https://{href}"), is_www))
}

/// The page that moved, or went to another folder of the portal: the only file of that name.
/// Pages of which each territory has one do not move.
fn moved<'a>(
    site: &Site<'_>,
    world: &'a World,
    from: &str,
    path: &str,
) -> Option<&'a str> {
    let name = path.rsplit('/').next().filter(|name| name.ends_with(".md"))?;
    let is_namesake = |file: &&str| file.rsplit('/').next() == Some(name);
    let mut files = world.sources.iter().map(|(id, source)| (id, source.path.as_str()));
    let mut files = files.by_ref().filter(|(_, file)| is_namesake(file));
    let (source, file) = files.next()?;
    let kind = site.portal.catalog.get(site.entry_of_source(source)?).place.kind;
    let moves = kind == Kind::Page || Kind::SECTIONS.contains(&kind);
    (moves && file != from && files.next().is_none()).then_some(file)
}

/// What the link may have meant: an address, or a file with the same folder spelling.
fn nearest(site: &Site<'_>, world: &World, path: &str, href: &str) -> Vec<String> {
    if path.starts_with('/') {
        let urls = site.pages.iter().map(|page| page.url.as_str());
        return suggest::nearest(path, urls).into_iter().map(str::to_owned).collect();
    }
    let files = world.sources.iter().map(|(_, source)| source.path.as_str());
    let files = files.chain(world.assets.keys().map(String::as_str));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let written = href.rsplit_once('/').map(|(written, _)| format!("{written}/"));
    let written = written.unwrap_or_default();
    let name = |path: &'_ str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let files =
        files.filter(|file| !suggest::nearest(&name(path), [&*name(file)]).is_empty());
    let names = suggest::nearest(path, files).into_iter().filter_map(|file| {
        file.strip_prefix(folder).map(|name| name.trim_start_matches('/'))
    });
    names.map(|name| format!("{written}{name}")).collect()
}
