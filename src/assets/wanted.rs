//! Which images and files the site needs: those that entries show or link to.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Wanted;
use crate::model::Entry;
use crate::model::kind::Event;
use crate::model::value::Located;
use crate::site::Site;
use crate::site::link::{self, Destination};
use crate::source::Span;
use crate::world::World;

/// Every image and file that a page of the site shows or links to.
pub fn wanted(site: &Site<'_>, world: &World) -> BTreeSet<Wanted> {
    let originals = site.portal.entries.values();
    let entries: Vec<_> = originals.chain(site.portal.translations.values()).collect();
    let online = entries.par_iter().filter(|entry| site.state(entry.id).is_online());
    online.flat_map_iter(|entry| of_entry(site, world, entry)).collect()
}

fn of_entry(site: &Site<'_>, world: &World, entry: &Entry) -> Vec<Wanted> {
    let photos = entry.is::<Event>().and_then(|event| event.report.as_ref());
    let photos =
        photos.iter().flat_map(|report| &report.photos).map(|photo| &photo.image);
    let named = entry.common.image.iter().chain(photos);
    let mut all: Vec<Wanted> = named.filter_map(|image| of_field(world, image)).collect();
    all.extend(of_body(site, world, entry));
    all
}

fn of_field(world: &World, image: &Located) -> Option<Wanted> {
    let from = &world.sources.get(image.span.source).path;
    let path = link::resolve(from, &image.text).unwrap_or_else(|| image.text.clone());
    Some(Wanted { path, used_at: Some(image.span) })
}

fn of_body(site: &Site<'_>, world: &World, entry: &Entry) -> Vec<Wanted> {
    let Some(body) = &entry.body else { return Vec::new() };
    let from = &world.sources.get(entry.body_source).path;
    let span = |range| Some(Span::new(entry.body_source, range));
    let images = body.images.iter().filter(|image| !link::is_outside(&image.source));
    let images = images.map(|image| Wanted {
        path: link::resolve(from, &image.source).unwrap_or_else(|| image.source.clone()),
        used_at: span(image.span.clone()),
    });
    // A link to a file that is not there is reported as a link.
    let files = body.links.iter().filter_map(|written| {
        let to =
            link::follow(site, &world.sources, entry.lang, from, &written.destination);
        let Destination::File(path) = to else { return None };
        let exists = world.assets.contains_key(&path);
        exists.then(|| Wanted { path, used_at: span(written.span.clone()) })
    });
    images.chain(files).collect()
}
