//! The map: inline SVG complete without a script, and what the script finds in it.
//!
//! # Contract between the template and `scripts/map.js`
//!
//! ```html
//! <section class="map" data-map data-k="…" data-x="…" data-y="…">
//!   <form class="map-filters">…<input type="checkbox" name="kind" value="epn">…</form>
//!   <svg viewBox="0 0 1000 800" …>
//!     <g class="map-view">            the script sets `transform` here
//!       <path class="map-land">…
//!       <g class="map-points">
//!         <a class="mk mk-telecentre" href="…" id="m-murat" data-at="x y"
//!            data-kind="telecentre" data-dept="cantal" data-equip="fibre wifi"
//!            aria-label="Télécentre de Murat, télécentre" transform="translate(x y)">
//!   <ul><li data-for="m-murat"><a href="…">…
//! ```
//!
//! A large map has no markers: `data-points` names the file of points and `data-large` the
//! script that paints them; `data-only` is the slug of the only département shown.
//!
//! - The projection turns degrees into units of the view box, for "near me":
//!   `x = data-k × longitude in radians + data-x`,
//!   `y = data-y − data-k × ln(tan(π/4 + latitude/2))` (Web Mercator).
//! - A marker's `id` is `m-` and the key of the point; its list item names it in
//!   `data-for`. Nothing else is repeated: popups are made from the list item.
//! - State: the query keys `kind`, `dept`, `equip` (repeated) hold the filters, the
//!   fragment `#map=zoom/x/y/m-<key>` the view and the selection.
//! - Without scripting: markers and list items are links; filters and buttons hide.

use super::{Hero, Link, Source};
use serde::Serialize;

/// The page of the whole map.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MapPage {
    /// Title and promise of the page.
    pub hero: Hero,
    /// The map and its list.
    pub map: MapView,
    /// The same data as files.
    pub data: Vec<Link>,
}

/// A map with its points.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MapView {
    /// Name of the map for those who do not see it: `Carte des espaces du Cantal`.
    pub title: String,
    /// Left, top, width and height of the drawing, as `viewBox` wants them.
    pub view_box: String,
    /// Width of the drawing, in its units.
    pub width: f64,
    /// Height of the drawing, in its units.
    pub height: f64,
    /// From degrees to units.
    pub projection: Projection,
    /// Outlines of the territories that the map is about.
    pub outlines: Vec<Outline>,
    /// Path data of the borders around them, for context.
    pub context: String,
    /// Names of towns and of neighbors.
    pub labels: Vec<MapLabel>,
    /// Scale bar.
    pub scale: Option<ScaleBar>,
    /// The points, in the order of the list.
    pub groups: Vec<PointGroup>,
    /// Kinds present, for the legend and the filters.
    pub kinds: Vec<FilterOption>,
    /// Départements present, when there are several.
    pub departments: Vec<FilterOption>,
    /// Equipment present.
    pub equipment: Vec<FilterOption>,
    /// A raster map under it, asked for only on a click.
    pub base: Option<BaseMap>,
    /// Address of the whole map, when this is a part of it.
    pub whole: Option<String>,
    /// How many points, in words: `14 lieux`.
    pub total: String,
    /// Whether the map stands alone: of one place, or beside its list. No filters then.
    pub single: bool,
    /// Said when there are too many points for a page.
    pub large: Option<LargeMap>,
}

/// A map whose points come from a file that a script draws.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LargeMap {
    /// Address of the file.
    pub points: String,
    /// Address of the script.
    pub script: String,
    /// The only département whose points are shown.
    pub department: Option<String>,
}

/// Web Mercator to units of the view box; see the module's documentation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Projection {
    /// Units a radian.
    pub k: f64,
    /// Offset of x.
    pub x: f64,
    /// Offset of y.
    pub y: f64,
    /// Units a kilometer on the ground, at the middle of the map.
    pub km: f64,
}

/// The outline of a territory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// Path data.
    pub d: String,
    /// Name of the territory.
    pub name: String,
    /// Its page.
    pub href: Option<String>,
    /// Whether the page is about it.
    pub current: bool,
    /// Class of its accent, when it has its own: `t-cantal` (see `TerritoryCard::accent`).
    pub accent: Option<String>,
}

/// A name on the map.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MapLabel {
    /// Place from the left.
    pub x: i32,
    /// Place from the top.
    pub y: i32,
    /// From there down to the base line of the name, in CSS pixels.
    pub dy: i32,
    /// The name.
    pub text: String,
    /// Whether it names a town (with a dot) or a territory.
    pub town: bool,
    /// Whether it has room only where the map is wide.
    pub wide: bool,
}

/// The scale bar.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ScaleBar {
    /// Its length, in units.
    pub length: f64,
    /// What it stands for: `20 km`.
    pub text: String,
}

/// Points under one title.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PointGroup {
    /// Title in the list: the département.
    pub title: Option<String>,
    /// Page of the département.
    pub href: Option<String>,
    /// Its points, sorted by title.
    pub points: Vec<Point>,
    /// Lists of its points, on a large map.
    pub lists: Vec<Link>,
}

/// A place on the map.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Point {
    /// Unique on the map: `<departement>-<slug>`.
    pub key: String,
    /// Place from the left.
    pub x: f64,
    /// Place from the top.
    pub y: f64,
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Shape of its marker, one of `telecentre`, `tiers-lieu`, `coworking`, `epn`,
    /// `pepiniere`, `fablab`, `annexe`, `offre`, `agenda`, `commune`, `lieu`.
    pub kind: String,
    /// Name of its kind.
    pub kind_label: String,
    /// Slug of its département.
    pub department: String,
    /// Commune, and what matters most: `Murat · 12 postes`.
    pub detail: Option<String>,
    /// Slugs of its equipment.
    pub equipment: Vec<String>,
}

/// A box to tick in the filters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FilterOption {
    /// Value in the address.
    pub value: String,
    /// Its name.
    pub label: String,
    /// How many points have it.
    pub count: usize,
}

/// Raster tiles of somebody else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BaseMap {
    /// Address of a tile, with `{z}`, `{x}`, `{y}`.
    pub template: String,
    /// Credit that must be shown, already safe.
    pub attribution: String,
    /// Address of the script that draws it.
    pub script: String,
    /// Host that will see the visitor's address.
    pub host: String,
}

/// Where a commune lies in its département.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Locator {
    /// What the drawing shows: `Murat dans le département : Cantal`.
    pub title: String,
    /// Left, top, width and height of the drawing.
    pub view_box: String,
    /// Path data of the département.
    pub land: String,
    /// Path data of the communes around.
    pub around: String,
    /// Path data of the commune.
    pub own: String,
    /// Where the outlines come from.
    pub credit: MapCredit,
}

/// Communes by class of a figure.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ClassMap {
    /// What the drawing shows.
    pub title: String,
    /// What its classes are classes of.
    pub measure: String,
    /// Whether its figures are openly marked examples.
    pub example: bool,
    /// Left, top, width and height of the drawing.
    pub view_box: String,
    /// Path data of the borders around the département, for context.
    pub context: String,
    /// Path data of the département, unless its communes draw it.
    pub land: Option<String>,
    /// The classes, the lowest first, then the communes without a figure.
    pub classes: Vec<MapClass>,
    /// Names of towns and of neighbors.
    pub labels: Vec<MapLabel>,
    /// Where the outlines come from.
    pub credit: MapCredit,
}

/// The communes of a class.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MapClass {
    /// Its shade, from 1 to 5; 0 without a figure.
    pub level: usize,
    /// Its bounds: `de 900 € à moins de 1 100 €`.
    pub label: String,
    /// How many they are: `12 communes`.
    pub count: String,
    /// Path data.
    pub d: String,
}

/// Where outlines come from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MapCredit {
    /// Their source.
    pub source: Source,
    /// Whether they are made up, to show what it looks like.
    pub example: bool,
}
