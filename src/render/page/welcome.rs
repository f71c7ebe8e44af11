//! A welcome programme.

use crate::model::Entry;
use crate::model::kind::{Committee, Correspondent, Sponsor, Step, Welcome};
use crate::render::context::Context;
use crate::render::view::{self, Card, LocalContact, MaybeLink};
use crate::render::{Built, card, page, part};

/// The view of a welcome programme.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    welcome: &'a Welcome,
) -> Built<'a, view::Welcome> {
    let view = view::Welcome {
        entry: part::entry(cx, entry, cx.label("kind", "accueil")),
        steps: welcome.steps.iter().map(|s| step(cx, s)).collect(),
        warnings: part::arguments(cx, &welcome.prerequisites, entry),
        services: part::arguments(cx, &welcome.services, entry),
        contacts: contacts(cx, entry, welcome),
        sponsors: welcome.sponsors.iter().map(|s| sponsor(cx, entry, s)).collect(),
        committees: welcome.committees.iter().map(|c| committee(cx, entry, c)).collect(),
        ceremonies: welcome.ceremonies.iter().map(|text| cx.t(text)).collect(),
        aids: aids(cx, welcome),
    };
    (page::head(cx, entry), view)
}

fn step(cx: &Context<'_>, step: &Step) -> view::Step {
    view::Step {
        title: cx.t(&step.title),
        when: step.when.as_ref().map(|text| cx.t(text)),
        who: step.who.as_ref().map(|text| cx.t(text)),
        text: step.text.as_ref().map(|text| cx.prose(text)).unwrap_or_default(),
    }
}

/// The nearest first: communes, then intercommunalities, then the département.
pub(super) fn nearness(person: &Correspondent) -> (bool, bool) {
    (person.commune.is_none(), person.epci.is_none())
}

fn contacts(cx: &Context<'_>, entry: &Entry, welcome: &Welcome) -> Vec<LocalContact> {
    let mut people: Vec<&Correspondent> = welcome.correspondents.iter().collect();
    people.sort_by_key(|person| nearness(person));
    people.into_iter().map(|person| local_contact(cx, entry, person)).collect()
}

pub(super) fn local_contact(
    cx: &Context<'_>,
    entry: &Entry,
    person: &Correspondent,
) -> LocalContact {
    let commune = person.commune.map(|town| cx.town(town, &entry.place.territory));
    let epci = person.epci.map(|epci| MaybeLink { text: cx.t(epci.0.name), href: None });
    LocalContact {
        territory: commune.or(epci).unwrap_or_else(|| whole_department(cx, entry)),
        contact: part::contact(cx, &person.contact),
    }
}

pub(super) fn whole_department(cx: &Context<'_>, entry: &Entry) -> MaybeLink {
    let name = cx.department_name(&entry.place.territory).unwrap_or_default();
    MaybeLink { text: cx.phrase("whole_department", &[("name", &name)]), href: None }
}

pub(super) fn sponsor(
    cx: &Context<'_>,
    entry: &Entry,
    sponsor: &Sponsor,
) -> view::Sponsor {
    view::Sponsor {
        name: cx.t(&sponsor.name),
        mandate: sponsor.mandate.as_ref().map(|text| cx.t(text)),
        commune: sponsor.commune.map(|town| cx.town(town, &entry.place.territory)),
    }
}

pub(super) fn committee(
    cx: &Context<'_>,
    entry: &Entry,
    committee: &Committee,
) -> view::Committee {
    view::Committee {
        name: cx.t(&committee.name),
        commune: committee.commune.map(|town| cx.town(town, &entry.place.territory)),
        contact: committee.contact.as_ref().map(|contact| part::contact(cx, contact)),
    }
}

fn aids(cx: &Context<'_>, welcome: &Welcome) -> Vec<Card> {
    let aids = welcome.aids.iter();
    card::cards(cx, aids.filter_map(|aid| cx.site.entry_or_default(cx.lang, aid.id)))
}
