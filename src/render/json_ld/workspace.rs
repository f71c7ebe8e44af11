//! Places to work in: schema.org has no coworking space, so they are a `LocalBusiness`.

use serde_json::{Value, json};

use super::{Subject, part};
use crate::model::kind::{Equipment, Pack, PriceUnit, Room, Workspace};
use crate::text::hours::{Hours, Specification};

pub(super) fn document(subject: &Subject<'_>, workspace: &Workspace) -> Value {
    let hours = workspace.hours.as_ref().filter(|_| workspace.is_open());
    let contact = workspace.contact.as_ref();
    let street = workspace.address.as_deref();
    subject.thing(
        "LocalBusiness",
        json!({
            "address": part::address(subject, street, workspace.commune),
            "geo": part::geo(workspace.position),
            "telephone": contact.and_then(|c| c.phone.as_ref()).map(ToString::to_string),
            "email": contact.and_then(|c| c.email.as_ref()).map(|email| &email.0),
            "sameAs": contact.and_then(|c| c.url.as_ref()).map(|url| &url.0),
            "foundingDate": workspace.open_since.map(part::period),
            "maximumAttendeeCapacity": workspace.seats,
            "openingHoursSpecification": hours.map(|hours| opening(subject, hours)),
            "amenityFeature":
                workspace.equipment.iter().map(|item| feature(*item)).collect::<Vec<_>>(),
            "containsPlace": workspace.rooms.iter().map(room).collect::<Vec<_>>(),
            "makesOffer": workspace.packs.iter().map(pack).collect::<Vec<_>>(),
            "parentOrganization": parent(subject, workspace),
            "potentialAction": workspace.booking.as_ref().filter(|_| workspace.is_open()).map(|url| {
                json!({"@type": "ReserveAction", "target": url.0})
            }),
        }),
    )
}

fn opening(subject: &Subject<'_>, hours: &Hours) -> Vec<Value> {
    let specifications = hours.specifications(subject.about.site.today.year());
    let value = |hours: Specification| {
        json!({
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": hours.days,
            "opens": hours.opens,
            "closes": hours.closes,
            "validFrom": hours.valid.map(|(first, _)| first.to_string()),
            "validThrough": hours.valid.map(|(_, last)| last.to_string()),
        })
    };
    specifications.into_iter().map(value).collect()
}

fn feature(equipment: Equipment) -> Value {
    json!({
        "@type": "LocationFeatureSpecification",
        "name": equipment.word(),
        "value": true,
    })
}

fn room(room: &Room) -> Value {
    json!({
        "@type": "MeetingRoom",
        "name": room.name,
        "maximumAttendeeCapacity": room.seats,
    })
}

fn pack(pack: &Pack) -> Value {
    json!({
        "@type": "Offer",
        "name": pack.name,
        "description": (!pack.content.is_empty()).then(|| pack.content.join(", ")),
        "priceSpecification": pack.price.map(|price| json!({
            "@type": "UnitPriceSpecification",
            "price": price,
            "priceCurrency": "EUR",
            "unitCode": pack.unit.and_then(unit_code),
        })),
    })
}

/// The code of UN/CEFACT recommendation 20; it has none for half a day.
fn unit_code(unit: PriceUnit) -> Option<&'static str> {
    match unit {
        PriceUnit::Hour => Some("HUR"),
        PriceUnit::HalfDay => None,
        PriceUnit::Day => Some("DAY"),
        PriceUnit::Week => Some("WEE"),
        PriceUnit::Month => Some("MON"),
        PriceUnit::Year => Some("ANN"),
    }
}

fn parent(subject: &Subject<'_>, workspace: &Workspace) -> Option<Value> {
    let id = workspace.annex_of.as_ref()?.id;
    let entry = subject.about.site.entry_or_default(subject.about.page.lang, id)?;
    Some(json!({"@type": "LocalBusiness", "name": entry.title}))
}
