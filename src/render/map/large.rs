//! Maps of more places than a page can hold: the page then holds the outlines and the ways to
//! the lists, and the script draws the points from one file a language.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Point, described};
use crate::geo::Position;
use crate::model::Entry;
use crate::model::place::Kind;
use crate::render::context::Context;
use crate::render::page::map::{PLACED, entries};
use crate::render::part;
use crate::render::view::{LargeMap, Link, PointGroup};
use crate::site::address::in_lang;

/// Above this number of places a map is drawn by the script.
pub(super) const MOST: usize = 500;

/// Address of the file of points, from the root of the site.
fn url(cx: &Context<'_>) -> String {
    in_lang("/carte/lieux.json", cx.lang, cx.site.portal.lang)
}

/// How a map of these places is drawn, when they are too many for its page.
pub(super) fn view(
    cx: &Context<'_>,
    departments: &[&Entry],
    n_points: usize,
) -> Option<LargeMap> {
    let script =
        cx.world.theme.url("scripts/map-large.js").filter(|_| n_points > MOST)?;
    let department = match departments {
        [one] => Some(one.place.slug.clone()),
        _ => None,
    };
    Some(LargeMap {
        points: cx.site.base.href(&url(cx)),
        script: cx.site.base.href(script),
        department,
    })
}

/// Instead of places, the lists where they are.
pub(super) fn groups(cx: &Context<'_>, departments: &[&Entry]) -> Vec<PointGroup> {
    let group = |department: &&Entry| PointGroup {
        title: Some(cx.t(&department.title)),
        href: cx.href_of(department.id),
        lists: PLACED.iter().filter_map(|kind| list(cx, department, *kind)).collect(),
        points: Vec::new(),
    };
    departments.iter().map(group).collect()
}

fn list(cx: &Context<'_>, department: &Entry, kind: Kind) -> Option<Link> {
    let n = cx.site.section(cx.lang, &department.place.territory, kind).len();
    let link = part::section_link(cx, department, kind)?;
    (n > 0).then(|| Link { text: crate::render::card::counted(cx, kind, n), ..link })
}

/// The file of points of a language, as its path and its bytes; `None` when no map of the
/// portal is large.
pub fn points_file(cx: &Context<'_>) -> Option<(String, Vec<u8>)> {
    let entries = entries(cx);
    if entries.len() <= MOST {
        return None;
    }
    let mut names = Names::default();
    let row = |entry: &Entry| {
        let point = described(cx, entry, (0.0, 0.0))?;
        Some(names.row(super::position(cx, entry)?, &point))
    };
    let rows: Vec<_> = entries.into_iter().filter_map(row).collect();
    let file = json!({ "names": names.all, "points": rows });
    Some((url(cx).trim_start_matches('/').to_owned(), file.to_string().into_bytes()))
}

/// Texts that many points share, each once, by number.
#[derive(Default)]
struct Names {
    all: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

impl Names {
    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.all.len();
        self.all.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// Latitude and longitude in ten-thousandths of a degree, address, title, then numbers of
    /// names: kind, its label, département, detail, equipment joined by spaces.
    fn row(&mut self, at: Position, point: &Point) -> Value {
        let [lat, lon] =
            [at.lat, at.lon].map(|degrees| (degrees * 10_000.0).round() as i64);
        let shared = [
            point.kind.as_str(),
            &point.kind_label,
            &point.department,
            point.detail.as_deref().unwrap_or_default(),
            &point.equipment.join(" "),
        ]
        .map(|name| self.number(name));
        let [kind, label, department, detail, equipment] = shared;
        json!([
            lat,
            lon,
            point.href,
            point.title,
            kind,
            label,
            department,
            detail,
            equipment
        ])
    }
}
