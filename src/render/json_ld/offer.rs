//! Offers: a `JobPosting` where all that search engines require is known, a
//! `RealEstateListing` for homes, premises and land, an `Offer` for the rest.

use serde_json::{Value, json};

use super::{Subject, part};
use crate::model::kind::{JobContract, Offer, OfferStatus, OfferType};
use crate::site::publish::State;

pub(super) fn document(subject: &Subject<'_>, offer: &Offer) -> Value {
    match offer.nature {
        OfferType::Job => job(subject, offer).unwrap_or_else(|| bare(subject, offer)),
        OfferType::Takeover => bare(subject, offer),
        OfferType::HomeForSale
        | OfferType::HomeToRent
        | OfferType::Premises
        | OfferType::Land => listing(subject, offer),
    }
}

/// `None` when the employer, the day or the description is missing, and for examples: a
/// job that nobody offers must not reach those who look for one.
fn job(subject: &Subject<'_>, offer: &Offer) -> Option<Value> {
    let common = &subject.entry.common;
    let employer = offer.contact.as_ref()?.organization.as_deref()?;
    let (posted, description) = (common.date?, subject.about.description?);
    let open = subject.about.site.state(subject.entry.id) != State::Expired
        && offer.status != Some(OfferStatus::Taken);
    if common.example || !open {
        return None;
    }
    Some(subject.thing(
        "JobPosting",
        json!({
            "title": subject.entry.title,
            "description": description,
            "datePosted": posted.to_string(),
            "validThrough": common.expire_on.map(|day| day.to_string()),
            "hiringOrganization": part::organization(employer),
            "employmentType": offer.contract.map(employment),
            "jobLocation": {
                "@type": "Place",
                "address": part::address(subject, None, offer.commune),
            },
            "jobLocationType": offer.remote.then_some("TELECOMMUTE"),
            "applicantLocationRequirements": offer.remote.then(|| {
                json!({"@type": "Country", "name": "France"})
            }),
        }),
    ))
}

fn employment(contract: JobContract) -> &'static str {
    match contract {
        JobContract::Permanent => "FULL_TIME",
        JobContract::FixedTerm => "TEMPORARY",
        JobContract::Freelance => "CONTRACTOR",
        JobContract::WorkStudy => "OTHER",
        JobContract::Internship => "INTERN",
    }
}

fn bare(subject: &Subject<'_>, offer: &Offer) -> Value {
    let mut terms = super::object(terms(subject, offer));
    terms.insert("areaServed".into(), area(subject, offer));
    subject.thing("Offer", Value::Object(terms))
}

fn listing(subject: &Subject<'_>, offer: &Offer) -> Value {
    let kind = match offer.nature {
        OfferType::HomeForSale | OfferType::HomeToRent => "Accommodation",
        _ => "Place",
    };
    let is_home = kind == "Accommodation";
    let mut terms = super::object(terms(subject, offer));
    terms.insert("@type".into(), json!("Offer"));
    let square_meters = |surface: f64| json!({"@type": "QuantitativeValue", "value": surface, "unitCode": "MTK"});
    subject.thing(
        "RealEstateListing",
        json!({
            "datePosted": subject.entry.common.date.map(|date| date.to_string()),
            "dateModified": offer.checked_on.to_string(),
            "expires": subject.entry.common.expire_on.map(|day| day.to_string()),
            "mainEntity": {
                "@type": kind,
                "name": subject.entry.title,
                "address": part::address(subject, None, offer.commune),
                "geo": offer.position.map(part::geo),
                "floorSize": offer.surface.filter(|_| is_home).map(square_meters),
                "numberOfRooms": offer.rooms.filter(|_| is_home),
            },
            "offers": terms,
        }),
    )
}

/// What is asked, and whether it can still be had.
fn terms(subject: &Subject<'_>, offer: &Offer) -> Value {
    let lease = offer.nature == OfferType::HomeToRent || offer.rent.is_some();
    let rent = offer.rent.map(|rent| {
        json!({
            "@type": "UnitPriceSpecification",
            "price": rent,
            "priceCurrency": "EUR",
            "unitCode": "MON",
        })
    });
    let function = if lease { "LeaseOut" } else { "Sell" };
    let is_job = offer.nature == OfferType::Job;
    json!({
        "businessFunction":
            (!is_job).then(|| format!("http://purl.org/goodrelations/v1#{function}")),
        "price": offer.price,
        "priceCurrency": offer.price.map(|_| "EUR"),
        "priceSpecification": rent,
        "availability": format!("https://schema.org/{}", availability(subject, offer)),
        "availabilityEnds": subject.entry.common.expire_on.map(|day| day.to_string()),
    })
}

fn availability(subject: &Subject<'_>, offer: &Offer) -> &'static str {
    if subject.about.site.state(subject.entry.id) == State::Expired {
        return "Discontinued";
    }
    match offer.status {
        Some(OfferStatus::Taken) => "SoldOut",
        Some(OfferStatus::UnderOption) => "LimitedAvailability",
        Some(OfferStatus::Available) | None => "InStock",
    }
}

fn area(subject: &Subject<'_>, offer: &Offer) -> Value {
    json!({
        "@type": "Place",
        "address": part::address(subject, None, offer.commune),
        "geo": offer.position.map(part::geo),
    })
}
