//! What several documents are made of.

use serde_json::{Value, json};

use super::Subject;
use crate::geo::Position;
use crate::model::common::{Contact, Source};
use crate::model::kind::{Location, Workspace};
use crate::model::territory::Town;
use crate::model::value::Period;
use crate::site::address::PageKey;

/// A postal address. A postal code is given only where the commune has just one.
pub(super) fn address(subject: &Subject<'_>, street: Option<&str>, town: Town) -> Value {
    let codes: Vec<_> = town.0.postcodes().collect();
    let code = match codes.as_slice() {
        [code] => Some(*code),
        _ => None,
    };
    json!({
        "@type": "PostalAddress",
        "streetAddress": street,
        "postalCode": code,
        "addressLocality": town.0.name,
        "addressRegion": subject.department(),
        "addressCountry": "FR",
    })
}

/// Coordinates.
pub(super) fn geo(position: Position) -> Value {
    json!({
        "@type": "GeoCoordinates",
        "latitude": position.lat,
        "longitude": position.lon,
    })
}

/// Someone to ask.
pub(super) fn contact_point(contact: &Contact) -> Value {
    json!({
        "@type": "ContactPoint",
        "name": contact.name.as_ref().or(contact.organization.as_ref()),
        "telephone": contact.phone.as_ref().map(ToString::to_string),
        "email": contact.email.as_ref().map(|email| &email.0),
        "url": contact.url.as_ref().map(|url| &url.0),
    })
}

/// An organization of which only the name is known.
pub(super) fn organization(name: &str) -> Value {
    json!({"@type": "Organization", "name": name})
}

/// The publisher of the portal.
pub(super) fn publisher(subject: &Subject<'_>) -> Value {
    let settings = subject.about.site.portal.settings(subject.about.page.lang);
    organization(&settings.editor.name)
}

/// A publication.
pub(super) fn citation(source: &Source) -> Value {
    json!({
        "@type": "CreativeWork",
        "name": source.0.title,
        "url": source.0.url.as_ref().map(|url| &url.0),
        "datePublished": source.0.date.map(period),
        "author": source.0.author.as_deref().map(organization),
    })
}

/// `2014` or `2014-06-01`.
pub(super) fn period(period: Period) -> String {
    match period {
        Period::Year(year) => format!("{year:04}"),
        Period::Day(date) => date.to_string(),
    }
}

/// Where something takes place.
pub(super) fn place(subject: &Subject<'_>, location: &Location) -> Option<Value> {
    let (site, lang) = (subject.about.site, subject.about.page.lang);
    match location {
        Location::Venue(venue) => Some(json!({
            "@type": "Place",
            "name": venue.name,
            "address": venue.commune.map(|town| {
                address(subject, venue.address.as_deref(), town)
            }),
            "geo": venue.position.map(geo),
        })),
        Location::Workspace(reference) => {
            let entry = site.entry_or_default(lang, reference.id)?;
            let workspace = entry.is::<Workspace>()?;
            let key = PageKey::Entry(entry.id);
            let page = site.page(lang, &key).or(site.page(site.portal.lang, &key))?;
            Some(json!({
                "@type": "Place",
                "name": entry.title,
                "url": site.base.absolute(&page.url),
                "address":
                    address(subject, workspace.address.as_deref(), workspace.commune),
                "geo": geo(workspace.position),
            }))
        }
    }
}
