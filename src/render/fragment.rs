//! Fragments of HTML that stand inside a body: a map, a list of events.

use serde::Serialize;
use tera::Context as TeraContext;

use crate::render::context::Context;
use crate::render::view::{EventCard, MapView};
use crate::theme::Strings;

#[derive(Serialize)]
struct MapFragment<'a> {
    map: &'a MapView,
    ui: &'a Strings,
}

#[derive(Serialize)]
struct AgendaFragment<'a> {
    events: &'a [EventCard],
    ui: &'a Strings,
}

/// The panel of a map.
pub fn map_panel(cx: &Context<'_>, map: &MapView) -> String {
    render(cx, "fragments/map.html", &MapFragment { map, ui: &cx.phrases.strings })
}

/// A list of events.
pub fn agenda_list(cx: &Context<'_>, events: &[EventCard]) -> String {
    render(
        cx,
        "fragments/agenda.html",
        &AgendaFragment { events, ui: &cx.phrases.strings },
    )
}

/// A fault of a fragment's template shows when the pages that use the same component are
/// rendered: here the fragment is just left out.
fn render(cx: &Context<'_>, template: &str, view: &impl Serialize) -> String {
    let context = TeraContext::from_serialize(view);
    let html = context.and_then(|context| cx.world.theme.tera.render(template, &context));
    html.unwrap_or_default()
}
