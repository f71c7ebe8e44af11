//! French territories: what exists, under which code and name, where it lies, and how to
//! draw it. The data is embedded, so that a portal builds anywhere and always the same;
//! `data/README.md` says where it comes from and under which licences.

mod border;
mod contour;
mod fold;
mod lambert;
mod lookup;
mod map;
mod outline;
mod place;
mod polygon;
mod simplify;
mod table;

pub use contour::Contour;
pub use fold::fold;
pub use lambert::lambert_93;
pub use lookup::{Lookup, lookup, lookup_epci};
pub use map::{Label, MapFrame, Mark, Projection, ScaleBar, Shape, frames};
pub use outline::{Containment, border, contains, department_at, distance_km, neighbors};
pub use place::{
    Commune, Department, Epci, EpciKind, Position, Region, Town, commune, communes,
    communes_of, department, departments, epci, epcis, epcis_of, region, regions,
    seat_position, town_position, towns,
};
