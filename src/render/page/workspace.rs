//! A place to work in.

use crate::model::Entry;
use crate::model::hours::Hours;
use crate::model::kind::{Broadband, Equipment, Pack, Room, Workspace};
use crate::model::place::{Kind, Territory};
use crate::model::value::Period;
use crate::render::context::Context;
use crate::render::view::{self, Card, Fact, FilterOption, Link, MaybeLink};
use crate::render::{Built, card, map, page, part};

/// The view of a workspace.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    place: &'a Workspace,
) -> Built<'a, view::Workspace> {
    let word = place.category.word();
    let position = place.position;
    let view = view::Workspace {
        entry: part::entry(cx, entry, cx.label("workspace", word)),
        status: card::workspace_status(cx, place),
        address: address(cx, place),
        commune: city(cx, entry, place),
        geo: Some(format!("geo:{},{}", position.lat, position.lon)),
        map: map::single(cx, entry),
        parent: place.annex_of.as_ref().and_then(|parent| cx.link_to(parent.id)),
        annexes: annexes(cx, entry),
        facts: facts(cx, place),
        rooms: place.rooms.iter().map(|r| room(cx, r)).collect(),
        equipment: place.equipment.iter().map(|item| equipment(cx, *item)).collect(),
        packs: place.packs.iter().map(|p| pack(cx, p)).collect(),
        hours: place.hours.as_ref().map(|h| hours(cx, h, &entry.place.territory)),
        broadband: place.broadband.as_ref().map(|b| broadband(cx, b)),
        manager: place.host.as_ref().map(|contact| part::contact(cx, contact)),
        contact: place.contact.as_ref().map(|contact| part::contact(cx, contact)),
        booking: place.booking.as_ref().map(|url| url.0.clone()),
        events: events(cx, entry),
        offers: offers(cx, entry),
    };
    (page::head(cx, entry), view)
}

/// The street; the city stands below it, with its postcode.
fn address(cx: &Context<'_>, place: &Workspace) -> Vec<String> {
    let street = place.address.as_deref();
    let mut lines = street.map(|street| part::lines(cx, street)).unwrap_or_default();
    lines.retain(|line| !line.contains(&cx.t(place.commune.0.name)));
    lines
}

fn city(cx: &Context<'_>, entry: &Entry, place: &Workspace) -> MaybeLink {
    let town = cx.town(place.commune, &entry.place.territory);
    let postcode = place.commune.0.postcodes().next();
    let parts: Vec<_> = postcode.into_iter().chain([town.text.as_str()]).collect();
    MaybeLink { text: parts.join(" "), href: town.href }
}

fn annexes(cx: &Context<'_>, entry: &Entry) -> Vec<Link> {
    let all = cx.site.naming(cx.lang, Kind::Workspace, entry.id);
    let near = all.filter(|annex| annex.place.territory == entry.place.territory);
    near.filter_map(|annex| cx.link_to(annex.id)).collect()
}

fn facts(cx: &Context<'_>, place: &Workspace) -> Vec<Fact> {
    let list = |term: &str, items: &[String]| {
        let texts: Vec<_> = items.iter().map(|item| cx.t(item)).collect();
        (!texts.is_empty()).then(|| cx.fact(term, texts.join(", ")))
    };
    let seats = place.seats.map(|n| cx.fact("postes", cx.locale.number(f64::from(n))));
    let since = place
        .open_since
        .map(|since: Period| cx.fact("ouvert_depuis", cx.period(since).text));
    [seats, since, list("labels", &place.labels), list("publics", &place.audiences)]
        .into_iter()
        .flatten()
        .collect()
}

fn room(cx: &Context<'_>, room: &Room) -> view::Room {
    view::Room {
        name: cx.t(&room.name),
        seats: room.seats.map(|n| cx.count("seat", n as usize)),
        price: room.price.as_ref().map(|price| cx.t(price)),
        equipment: room.equipment.iter().map(|item| cx.t(item)).collect(),
        bookable: room.bookable,
    }
}

fn equipment(cx: &Context<'_>, item: Equipment) -> FilterOption {
    let word = item.word();
    FilterOption { value: word.to_owned(), label: cx.label("equipment", word), count: 0 }
}

fn pack(cx: &Context<'_>, pack: &Pack) -> view::Pack {
    view::Pack {
        name: cx.t(&pack.name),
        price: pack.price.map(|price| cx.locale.price(price)),
        unit: pack.unit.map(|unit| cx.label("pack_unit", unit.word())),
        contents: pack.content.iter().map(|item| cx.t(item)).collect(),
    }
}

fn hours(cx: &Context<'_>, hours: &Hours, territory: &Territory) -> view::Hours {
    let rows = hours.table(cx.locale).into_iter().map(|row| {
        let season = row.season.map(|season| format!("{season} : ")).unwrap_or_default();
        let comment = row.comment.map(|c| format!(" ({c})")).unwrap_or_default();
        Fact {
            term: cx.t(&format!("{season}{}", row.days)),
            text: format!("{}{comment}", row.times),
            href: None,
        }
    });
    view::Hours {
        rows: rows.collect(),
        note: hours.note().map(|note| cx.t(note)),
        spec: hours.json(),
        zone: cx.site.zone(territory).id().to_owned(),
    }
}

fn broadband(cx: &Context<'_>, line: &Broadband) -> view::Broadband {
    let rate = |rate: f64| cx.locale.measure(rate, "Mbit/s");
    let technology = line.technology.map(|t| cx.label("technology", t.word()));
    view::Broadband {
        technology: technology.unwrap_or_default(),
        down: line.down.map(rate),
        up: line.up.map(rate),
        measured: line.date.map(|date| cx.day(date)),
    }
}

/// The next occurrences that take place there, one for each event.
fn events(cx: &Context<'_>, entry: &Entry) -> Vec<Card> {
    const MOST: usize = 4;
    let here = cx.site.next_times_at(cx.lang, entry.id).iter().take(MOST);
    here.filter_map(|o| card::event(cx, o)).map(Card::Event).collect()
}

/// Offers that name this place among what goes with them.
fn offers(cx: &Context<'_>, entry: &Entry) -> Vec<Card> {
    card::cards(cx, cx.site.naming(cx.lang, Kind::Offer, entry.id))
}
