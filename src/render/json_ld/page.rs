//! Texts, services and organizations: what a page tells of without being a place.

use serde_json::{Value, json};

use super::{Subject, part};
use crate::model::kind::{
    Article, Correspondent, Location, Network, Scheme, Testimonial, Training,
    TrainingSession, Welcome,
};

pub(super) fn article(subject: &Subject<'_>, article: &Article) -> Value {
    let common = &subject.entry.common;
    let author = article.author.as_ref();
    subject.thing(
        "NewsArticle",
        json!({
            "headline": subject.entry.title,
            "inLanguage": subject.about.page.lang.as_str(),
            "mainEntityOfPage": subject.url(),
            "datePublished": common.date.map(|date| date.to_string()),
            "dateModified": common.updated.or(common.date).map(|date| date.to_string()),
            "author": author.map_or_else(
                || part::publisher(subject),
                |name| json!({"@type": "Person", "name": name}),
            ),
            "publisher": part::publisher(subject),
            "citation": common.sources.iter().map(part::citation).collect::<Vec<_>>(),
        }),
    )
}

pub(super) fn quotation(subject: &Subject<'_>, words: &Testimonial) -> Value {
    let sources = &subject.entry.common.sources;
    subject.thing(
        "Quotation",
        json!({
            "text": words.quote.line(),
            "inLanguage": subject.about.page.lang.as_str(),
            "creator": {
                "@type": "Person",
                "name": words.name,
                "jobTitle": words.trade,
                "homeLocation": words.commune.map(|town| {
                    json!({"@type": "City", "name": town.0.name})
                }),
            },
            "isBasedOn": sources.iter().map(part::citation).collect::<Vec<_>>(),
        }),
    )
}

pub(super) fn course(subject: &Subject<'_>, training: &Training) -> Value {
    let place = training.location.as_ref();
    let sessions = training.sessions.iter();
    let audiences = training.audiences.iter().map(
        |audience| json!({"@type": "EducationalAudience", "educationalRole": audience}),
    );
    subject.thing(
        "Course",
        json!({
            "inLanguage": subject.about.page.lang.as_str(),
            "provider": part::organization(&training.provider),
            "audience": audiences.collect::<Vec<_>>(),
            "timeRequired": training.duration,
            "hasCourseInstance":
                sessions.map(|one| instance(subject, one, place)).collect::<Vec<_>>(),
        }),
    )
}

fn instance(
    subject: &Subject<'_>,
    session: &TrainingSession,
    place: Option<&Location>,
) -> Value {
    let town = session.commune.map(|town| {
        json!({
            "@type": "Place",
            "name": town.0.name,
            "address": part::address(subject, None, town),
        })
    });
    json!({
        "@type": "CourseInstance",
        "courseMode": "Onsite",
        "startDate": session.start.to_string(),
        "endDate": session.end.map(|day| day.to_string()),
        "location": town.or_else(|| part::place(subject, place?)),
        "maximumAttendeeCapacity": session.seats,
    })
}

pub(super) fn organization(subject: &Subject<'_>, network: &Network) -> Value {
    subject.thing(
        "Organization",
        json!({
            "areaServed": subject.department(),
            "parentOrganization": network.lead.as_deref().map(part::organization),
            "contactPoint": network.contact.as_ref().map(part::contact_point),
            "knowsAbout":
                network.sectors.iter().map(|share| &share.sector).collect::<Vec<_>>(),
        }),
    )
}

pub(super) fn scheme(subject: &Subject<'_>, scheme: &Scheme) -> Value {
    let leads = scheme.leads.iter().map(|name| part::organization(name));
    let audiences = scheme
        .beneficiaries
        .iter()
        .map(|audience| json!({"@type": "Audience", "audienceType": audience}));
    subject.thing(
        "GovernmentService",
        json!({
            "serviceType": scheme.category.word(),
            "provider": leads.collect::<Vec<_>>(),
            "areaServed": subject.department(),
            "audience": audiences.collect::<Vec<_>>(),
            "availableChannel": scheme.link.as_ref().map(|url| {
                json!({"@type": "ServiceChannel", "serviceUrl": url.0})
            }),
            "termsOfService":
                (!scheme.conditions.is_empty()).then(|| scheme.conditions.join(" ; ")),
        }),
    )
}

pub(super) fn welcome(subject: &Subject<'_>, welcome: &Welcome) -> Value {
    let channel = |person: &Correspondent| {
        json!({
            "@type": "ServiceChannel",
            "name": area_of(person),
            "servicePhone": part::contact_point(&person.contact),
        })
    };
    let services = welcome.services.iter().map(|service| {
        json!({
            "@type": "Offer",
            "itemOffered": {"@type": "Service", "name": service.title},
        })
    });
    subject.thing(
        "GovernmentService",
        json!({
            "areaServed": subject.department(),
            "provider": part::publisher(subject),
            "availableChannel":
                welcome.correspondents.iter().map(channel).collect::<Vec<_>>(),
            "hasOfferCatalog": {
                "@type": "OfferCatalog",
                "itemListElement": services.collect::<Vec<_>>(),
            },
        }),
    )
}

fn area_of(person: &Correspondent) -> Option<&'static str> {
    let commune = person.commune.map(|town| town.0.name);
    commune.or_else(|| person.epci.map(|epci| epci.0.name))
}

/// The questions of the text, when it has some.
pub(super) fn questions(subject: &Subject<'_>) -> Option<Value> {
    let sections = subject.entry.body.as_deref()?.sections();
    let questions = sections.iter().filter_map(|section| {
        let heading = section.heading.filter(|heading| heading.question)?;
        Some(json!({
            "@type": "Question",
            "name": heading.text,
            "acceptedAnswer": {"@type": "Answer", "text": section.text},
        }))
    });
    let questions: Vec<_> = questions.collect();
    (!questions.is_empty()).then(|| json!({"@type": "FAQPage", "mainEntity": questions}))
}
