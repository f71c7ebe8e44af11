//! Maps: outlines from the territories, points from what lies there.

mod label;
mod large;
mod outlines;

pub use large::points_file;
pub use outlines::{Themed, classes, locator};

use std::collections::BTreeMap;

use crate::geo::{self, MapFrame, Position};
use crate::model::Entry;
use crate::model::kind::{CommuneSheet, Data, Offer, Workspace};
use crate::model::place::{Kind, Territory};
use crate::parse::markdown::{Directive, Name};
use crate::render::context::Context;
use crate::render::fragment;
use crate::render::view::{
    BaseMap, FilterOption, MapView, Outline, Point, PointGroup, Projection, ScaleBar,
};
use crate::site::address::PageKey;

/// A map of some départements with these points. `None` when nothing can be drawn.
pub fn view(
    cx: &Context<'_>,
    title: String,
    departments: &[&Entry],
    entries: &[&Entry],
) -> Option<MapView> {
    let codes: Vec<&str> = departments
        .iter()
        .filter_map(|entry| cx.site.portal.catalog.department_code(&entry.place.slug))
        .collect();
    let frame = geo::frames(&codes).into_iter().next()?;
    let points: Vec<Point> =
        entries.iter().filter_map(|entry| point(cx, &frame, entry)).collect();
    let large = large::view(cx, departments, points.len());
    let drawn = if large.is_none() { points.as_slice() } else { &[] };
    Some(MapView {
        title,
        view_box: format!("0 0 {} {}", frame.width, frame.height),
        width: f64::from(frame.width),
        height: f64::from(frame.height),
        projection: projection(&frame),
        outlines: outlines(cx, &frame, departments),
        context: frame.borders.clone(),
        labels: label::labels(&frame, drawn),
        scale: Some(scale(cx, &frame)),
        kinds: options(points.iter().map(|p| (p.kind.clone(), marker_name(cx, p)))),
        departments: options(points.iter().map(|p| {
            let name = cx.site.department(cx.lang, &p.department).map(|d| cx.t(&d.title));
            (p.department.clone(), name.unwrap_or_default())
        })),
        equipment: options(points.iter().flat_map(|p| {
            p.equipment.iter().map(|word| (word.clone(), cx.label("equipment", word)))
        })),
        base: base(cx),
        whole: None,
        total: cx.count("place", points.len()),
        single: false,
        groups: match large {
            Some(_) => large::groups(cx, departments),
            None => groups(cx, points),
        },
        large,
    })
}

/// The map of one place alone.
pub fn single(cx: &Context<'_>, entry: &Entry) -> Option<MapView> {
    let department = cx.site.department_of(cx.lang, &entry.place.territory)?;
    let map = view(cx, cx.t(&entry.title), &[department], &[entry])?;
    let placed = map.groups.iter().any(|group| !group.points.is_empty());
    let whole = cx.href(&PageKey::Map);
    placed.then_some(MapView { single: true, whole: Some(whole), ..map })
}

/// The map of a page, unless its text already holds one: a page has one map.
pub fn beside_body(entry: &Entry, map: Option<MapView>) -> Option<MapView> {
    let directives = entry.body.as_deref().map(|body| body.directives.as_slice());
    let in_body = directives.unwrap_or_default().iter().any(|d| d.name == Name::Carte);
    map.filter(|_| !in_body)
}

/// Everything that has a position in a territory.
pub fn placed<'a>(cx: &Context<'a>, territory: &Territory) -> Vec<&'a Entry> {
    let kinds = [Kind::Workspace, Kind::Offer];
    let mut all = Vec::new();
    for kind in kinds {
        let of_kind = cx.site.list(cx.lang, territory, kind);
        all.extend(of_kind.filter(|entry| position(cx, entry).is_some()));
    }
    all
}

/// `::carte{departement="…" type="…"}`.
pub fn directive(cx: &Context<'_>, directive: &Directive, entry: &Entry) -> String {
    let named =
        directive.get("departement").and_then(|slug| cx.site.department(cx.lang, slug));
    let own = cx.site.department_of(cx.lang, &entry.place.territory);
    let departments = match named.or(own) {
        Some(department) => vec![department],
        None => cx.site.departments(cx.lang),
    };
    let wanted = |entry: &&Entry| match directive.get("type") {
        Some(folder) => entry.kind().folder() == folder,
        None => true,
    };
    let entries: Vec<&Entry> = departments
        .iter()
        .flat_map(|department| placed(cx, &department.place.territory))
        .filter(wanted)
        .collect();
    let names: Vec<_> = departments.iter().map(|d| cx.t(&d.title)).collect();
    let title = cx.phrase("map_of", &[("name", &names.join(", "))]);
    match view(cx, title, &departments, &entries) {
        Some(map) => fragment::map_panel(cx, &map),
        None => String::new(),
    }
}

/// Where an entry lies.
pub fn position(cx: &Context<'_>, entry: &Entry) -> Option<Position> {
    match &entry.data {
        Data::Workspace(workspace) => Some(workspace.position),
        Data::Offer(offer) => offer.position,
        Data::Commune(sheet) => sheet.position,
        Data::Event(event) => crate::render::page::agenda::place_of(cx, event)
            .and_then(|place| place.position),
        _ => None,
    }
}

fn point(cx: &Context<'_>, frame: &MapFrame, entry: &Entry) -> Option<Point> {
    described(cx, entry, frame.project(position(cx, entry)?))
}

/// What a map says of a place that it draws there.
fn described(cx: &Context<'_>, entry: &Entry, (x, y): (f64, f64)) -> Option<Point> {
    let department = entry.place.territory.department().unwrap_or_default();
    let (kind, kind_label) = point_kind(cx, entry);
    Some(Point {
        key: format!("{department}-{}-{}", entry.kind().folder(), entry.place.slug),
        x: tenth(x),
        y: tenth(y),
        href: cx.href_of(entry.id)?,
        title: cx.t(&entry.title),
        kind,
        kind_label,
        department: department.to_owned(),
        detail: detail(cx, entry),
        equipment: entry.is::<Workspace>().map(equipment).unwrap_or_default(),
    })
}

/// Tenths of a unit are finer than a screen shows.
fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn point_kind(cx: &Context<'_>, entry: &Entry) -> (String, String) {
    match &entry.data {
        Data::Workspace(workspace) => {
            let word = workspace.category.word();
            (word.to_owned(), cx.label("workspace", word))
        }
        Data::Offer(offer) => ("offre".into(), cx.label("nature", offer.nature.word())),
        Data::Commune(_) => ("commune".into(), cx.label("kind", "commune")),
        Data::Event(_) => ("agenda".into(), cx.label("kind", "evenement")),
        _ => ("lieu".into(), cx.label("kind", entry.kind().word())),
    }
}

/// What a marker stands for: offers share one, whatever their nature.
fn marker_name(cx: &Context<'_>, point: &Point) -> String {
    match point.kind.as_str() {
        "offre" => cx.label("kinds", Kind::Offer.folder()),
        _ => point.kind_label.clone(),
    }
}

fn detail(cx: &Context<'_>, entry: &Entry) -> Option<String> {
    let town = entry
        .is::<Workspace>()
        .map(|w| w.commune)
        .or(entry.is::<Offer>().map(|o| o.commune))
        .or(entry.is::<CommuneSheet>().map(|c| c.commune))?;
    let seats = entry.is::<Workspace>().and_then(|w| w.seats);
    let seats = seats.map(|n| cx.count("desk", n as usize));
    let parts: Vec<String> =
        std::iter::once(town.0.name.to_owned()).chain(seats).collect();
    Some(parts.join(" · "))
}

fn equipment(workspace: &Workspace) -> Vec<String> {
    workspace.equipment.iter().map(|item| item.word().to_owned()).collect()
}

/// In the view's terms: `x = k·lon + x₀`, `y = y₀ − k·ln tan(π/4 + lat/2)`.
fn projection(frame: &MapFrame) -> Projection {
    let geo::Projection { left, top, scale } = frame.projection;
    let km = f64::from(frame.scale_bar.length) / f64::from(frame.scale_bar.km.max(1));
    Projection { k: scale, x: -left * scale, y: -top * scale, km }
}

fn outlines(cx: &Context<'_>, frame: &MapFrame, departments: &[&Entry]) -> Vec<Outline> {
    let entry_of = |code: &str| {
        departments.iter().find(|entry| {
            cx.site.portal.catalog.department_code(&entry.place.slug) == Some(code)
        })
    };
    let framed = frame.shapes.iter().filter(|shape| shape.framed);
    framed
        .filter(|shape| !shape.path.is_empty())
        .map(|shape| {
            let entry = entry_of(shape.department.code);
            let several = departments.len() > 1;
            Outline {
                d: shape.path.clone(),
                name: shape.department.name.to_owned(),
                href: entry.filter(|_| several).and_then(|entry| cx.href_of(entry.id)),
                current: !several,
                accent: entry
                    .filter(|_| several)
                    .map(|entry| format!("t-{}", entry.place.slug)),
            }
        })
        .collect()
}

fn scale(cx: &Context<'_>, frame: &MapFrame) -> ScaleBar {
    let km = f64::from(frame.scale_bar.km);
    ScaleBar {
        length: f64::from(frame.scale_bar.length),
        text: cx.locale.measure(km, "km"),
    }
}

/// The values present with their counts, in order of label.
fn options(values: impl Iterator<Item = (String, String)>) -> Vec<FilterOption> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (value, label) in values {
        *counts.entry((label, value)).or_default() += 1;
    }
    let option = |((label, value), count)| FilterOption { value, label, count };
    counts.into_iter().map(option).collect()
}

fn groups(cx: &Context<'_>, points: Vec<Point>) -> Vec<PointGroup> {
    let mut by_department: BTreeMap<String, Vec<Point>> = BTreeMap::new();
    for point in points {
        by_department.entry(point.department.clone()).or_default().push(point);
    }
    let several = by_department.len() > 1;
    by_department
        .into_iter()
        .map(|(slug, mut points)| {
            cx.locale.sort_by_key(&mut points, |point| &point.title);
            let department = cx.site.department(cx.lang, &slug).filter(|_| several);
            PointGroup {
                lists: Vec::new(),
                title: department.map(|entry| cx.t(&entry.title)),
                href: department.and_then(|entry| cx.href_of(entry.id)),
                points,
            }
        })
        .collect()
}

fn base(cx: &Context<'_>) -> Option<BaseMap> {
    let settings = cx.site.portal.settings(cx.lang);
    let template = settings.tiles()?;
    let attribution = settings.map.as_ref().and_then(|map| map.attribution.clone());
    let host = template.split("://").last()?.split('/').next()?;
    Some(BaseMap {
        template: template.to_owned(),
        attribution: crate::render::context::escape(&attribution.unwrap_or_default())
            .into_owned(),
        script: cx.site.base.href(cx.world.theme.url("scripts/map-base.js")?),
        host: host.to_owned(),
    })
}
