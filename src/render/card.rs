//! From entries to cards: what a list, a home or a neighboring page says of them.

use crate::calendar;
use crate::geo::{self, MapFrame};
use crate::model::Entry;
use crate::model::kind::{
    Data, Equipment, Event, EventStatus, Offer, OfferStatus, OfferType, Region, Scheme,
    Testimonial, Training, Workspace, WorkspaceStatus,
};
use crate::model::place::{Kind, Territory};
use crate::model::territory::Town;
use crate::render::context::Context;
use crate::render::page::agenda::place_of;
use crate::render::view::{
    Badge, Card, CardGroup, CardHead, EventCard, Link, OfferCard, PlainCard, SchemeCard,
    TerritoryCard, TestimonialCard, Tone, When, WorkspaceCard, sizes,
};
use crate::site::Occurrence;
use crate::site::publish::State;
use crate::text::locale::Lang;
use crate::text::slug::slug;

/// Where a card is shown, which decides whether its place names the département.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Portal,
    Department,
}

/// The card of an entry; `None` when it has no page, or is of a kind without cards.
pub fn card(cx: &Context<'_>, entry: &Entry) -> Option<Card> {
    scoped(cx, entry, Scope::Portal)
}

/// The cards of entries.
pub fn cards<'e>(
    cx: &Context<'_>,
    entries: impl Iterator<Item = &'e Entry>,
) -> Vec<Card> {
    entries.filter_map(|entry| card(cx, entry)).collect()
}

/// The cards of entries on the pages of their own département, which they need not name.
pub fn local<'e>(
    cx: &Context<'_>,
    entries: impl Iterator<Item = &'e Entry>,
) -> Vec<Card> {
    entries.filter_map(|entry| scoped(cx, entry, Scope::Department)).collect()
}

/// Cards under a title; `None` without cards.
pub fn group(title: String, cards: Vec<Card>, more: Option<Link>) -> Option<CardGroup> {
    (!cards.is_empty()).then_some(CardGroup { title, lead: None, cards, more })
}

/// How many of a kind, in words: `14 espaces`.
pub fn counted(cx: &Context<'_>, kind: Kind, n: usize) -> String {
    let key = match kind {
        Kind::Workspace => "workspace",
        Kind::Offer => "offer",
        Kind::Welcome => "welcome",
        Kind::Testimonial => "testimonial",
        Kind::Event => "event",
        Kind::Training => "training",
        Kind::Network => "network",
        Kind::Members => "member",
        Kind::Scheme => "scheme",
        Kind::Article => "article",
        Kind::Commune => "commune",
        Kind::Region => "region",
        Kind::Department => "department",
        Kind::Home | Kind::Page | Kind::Property => "page",
    };
    cx.count(key, n)
}

fn scoped(cx: &Context<'_>, entry: &Entry, scope: Scope) -> Option<Card> {
    let plain =
        |label, date| Some(PlainCard { head: head(cx, entry, scope)?, label, date });
    match &entry.data {
        Data::Workspace(data) => workspace(cx, entry, data, scope).map(Card::Workspace),
        Data::Offer(data) => offer(cx, entry, data, scope).map(Card::Offer),
        Data::Event(data) => {
            let at = nearest(cx, entry, data);
            event_at(cx, entry, data, &at, scope).map(Card::Event)
        }
        Data::Testimonial(_) => testimonial(cx, entry).map(Card::Testimonial),
        Data::Scheme(data) => scheme(cx, entry, data, scope).map(Card::Scheme),
        Data::Training(data) => {
            plain(Some(cx.t(&data.provider)), next_session(cx, data)).map(Card::Training)
        }
        Data::Network(data) => {
            plain(data.lead.as_ref().map(|lead| cx.t(lead)), None).map(Card::Network)
        }
        Data::Welcome(_) => plain(None, None).map(Card::Welcome),
        Data::Article(_) => {
            plain(None, entry.common.date.map(|date| cx.day(date))).map(Card::Article)
        }
        Data::Commune(data) => {
            plain(inhabitants(cx, data.commune), None).map(Card::Commune)
        }
        Data::Region(_) | Data::Department(_) => {
            territory(cx, entry).map(Card::Territory)
        }
        Data::Home(_) | Data::Page(_) | Data::Members(_) | Data::Property(_) => None,
    }
}

fn head(cx: &Context<'_>, entry: &Entry, scope: Scope) -> Option<CardHead> {
    let is_face = entry.kind() == Kind::Testimonial;
    let shown_at = if is_face { sizes::FACE } else { sizes::CARD };
    Some(CardHead {
        href: cx.href_of(entry.id)?,
        title: cx.t(&entry.title),
        summary: entry.common.summary.as_ref().map(|summary| cx.line(summary)),
        place: located(cx, entry, town_of(entry).map(|town| cx.t(town.0.name)), scope),
        picture: cx.picture(entry, shown_at, true),
        example: entry.common.example,
        lang: cx.foreign(entry.lang),
    })
}

/// A place with its département where several are shown.
fn located(
    cx: &Context<'_>,
    entry: &Entry,
    place: Option<String>,
    scope: Scope,
) -> Option<String> {
    let named = scope == Scope::Portal && cx.site.n_departments() > 1;
    let department = named.then(|| cx.department_name(&entry.place.territory)).flatten();
    let parts: Vec<String> = place.into_iter().chain(department).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The commune that an entry is about, but not that of its own sheet.
fn town_of(entry: &Entry) -> Option<Town> {
    match &entry.data {
        Data::Workspace(workspace) => Some(workspace.commune),
        Data::Offer(offer) => Some(offer.commune),
        Data::Testimonial(words) => words.commune,
        _ => None,
    }
}

fn inhabitants(cx: &Context<'_>, town: Town) -> Option<String> {
    town.0.population.map(|n| cx.count("inhabitant", n as usize))
}

fn workspace(
    cx: &Context<'_>,
    entry: &Entry,
    data: &Workspace,
    scope: Scope,
) -> Option<WorkspaceCard> {
    Some(WorkspaceCard {
        head: head(cx, entry, scope)?,
        type_label: cx.label("workspace", data.category.word()),
        seats: data.seats.map(|n| cx.count("desk", n as usize)),
        broadband: broadband(cx, data),
        status: workspace_status(cx, data),
        equipment: notable(cx, data),
    })
}

/// `Fibre, 300 Mbit/s`.
fn broadband(cx: &Context<'_>, data: &Workspace) -> Option<String> {
    let broadband = data.broadband.as_ref()?;
    let technology = broadband.technology.map(|t| cx.label("technology", t.word()));
    let down = broadband.down.map(|rate| cx.locale.measure(rate, "Mbit/s"));
    let parts: Vec<String> = technology.into_iter().chain(down).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The few pieces of equipment that make one choose a place.
fn notable(cx: &Context<'_>, data: &Workspace) -> Vec<String> {
    const NOTABLE: [Equipment; 4] =
        [Equipment::Video, Equipment::Booth, Equipment::Accessible, Equipment::Parking];
    let there = NOTABLE.iter().filter(|item| data.equipment.contains(item));
    there.take(3).map(|item| cx.label("equipment", item.word())).collect()
}

/// Said of a place that one cannot come to.
pub fn workspace_status(cx: &Context<'_>, data: &Workspace) -> Option<Badge> {
    let status = data.status?;
    let tone = match status {
        WorkspaceStatus::Open => return None,
        WorkspaceStatus::Planned => Tone::Neutral,
        WorkspaceStatus::Closed => Tone::Bad,
    };
    Some(cx.badge("workspace_status", status.word(), tone))
}

fn offer(
    cx: &Context<'_>,
    entry: &Entry,
    data: &Offer,
    scope: Scope,
) -> Option<OfferCard> {
    use crate::model::kind::Channel;
    let hidden = data.channel.filter(|channel| *channel == Channel::HiddenMarket);
    Some(OfferCard {
        head: head(cx, entry, scope)?,
        nature: cx.label("nature", data.nature.word()),
        price: price(cx, data),
        features: features(cx, data),
        status: offer_status(cx, entry, data),
        verified: Some(cx.day(data.checked_on)),
        channel: hidden.map(|channel| cx.label("channel", channel.word())),
    })
}

/// `98 000 €`, `420 € par mois`, a pay, or failing that the form of a job.
pub fn price(cx: &Context<'_>, data: &Offer) -> Option<String> {
    let price = data.price.map(|price| cx.locale.price(price));
    let rent = || {
        let rent = cx.locale.price(data.rent?);
        Some(cx.phrase("per_month", &[("price", &rent)]))
    };
    let pay = || data.pay.as_ref().map(|pay| cx.t(pay));
    let contract = || data.contract.map(|contract| cx.label("contract", contract.word()));
    price.or_else(rent).or_else(pay).or_else(contract)
}

fn features(cx: &Context<'_>, data: &Offer) -> Vec<String> {
    let rooms = data.rooms.map(|n| cx.count("room", n as usize));
    let surface = data.surface.map(|surface| cx.locale.measure(surface, "m²"));
    let contract = data.contract.filter(|_| data.pay.is_some());
    let contract = contract.map(|contract| cx.label("contract", contract.word()));
    let remote = data.remote.then(|| cx.label("fact", "teletravail"));
    let land = data.land.filter(|_| data.nature == OfferType::Land);
    let land = land.map(|land| cx.locale.measure(land, "m²"));
    [rooms, surface, land, contract, remote].into_iter().flatten().collect()
}

/// Whether an offer can still be had.
pub fn offer_status(cx: &Context<'_>, entry: &Entry, data: &Offer) -> Badge {
    if cx.site.state(entry.id) == State::Expired {
        return cx.badge("offer_status", "expiree", Tone::Bad);
    }
    let status = data.status.unwrap_or(OfferStatus::Available);
    let tone = match status {
        OfferStatus::Available => Tone::Good,
        OfferStatus::UnderOption => Tone::Warn,
        OfferStatus::Taken => Tone::Bad,
    };
    cx.badge("offer_status", status.word(), tone)
}

/// The card of an occurrence, for lists of the whole portal.
pub fn event(cx: &Context<'_>, occurrence: &Occurrence) -> Option<EventCard> {
    let entry = cx.site.entry_or_default(cx.lang, occurrence.entry)?;
    event_at(cx, entry, entry.is::<Event>()?, &occurrence.at, Scope::Portal)
}

/// The card of an occurrence, on the pages of its own département.
pub fn local_event(cx: &Context<'_>, occurrence: &Occurrence) -> Option<EventCard> {
    let entry = cx.site.entry_or_default(cx.lang, occurrence.entry)?;
    event_at(cx, entry, entry.is::<Event>()?, &occurrence.at, Scope::Department)
}

/// The next time that an event takes place, or else the last one.
fn nearest(cx: &Context<'_>, entry: &Entry, data: &Event) -> calendar::Occurrence {
    let known: Vec<_> = cx.site.occurrences_of(entry.id).map(|o| o.at).collect();
    let next = known.iter().find(|at| cx.site.is_ahead(at)).or(known.last());
    next.copied().unwrap_or_else(|| calendar::Occurrence {
        start: data.start.time(),
        end: data.end.map(super::super::model::value::Moment::time),
        all_day: data.is_all_day(),
    })
}

fn event_at(
    cx: &Context<'_>,
    entry: &Entry,
    data: &Event,
    at: &calendar::Occurrence,
    scope: Scope,
) -> Option<EventCard> {
    let territory = &entry.place.territory;
    let zone = cx.site.zone(territory);
    let day = at.start.date();
    let rhythm = data.timing(zone.clone()).describe(cx.lang.as_str());
    let head = CardHead {
        place: located(cx, entry, venue(cx, data), scope),
        ..head(cx, entry, scope)?
    };
    Some(EventCard {
        head,
        when: when(cx, at, territory),
        day: day.day().to_string(),
        month: cx.locale.month_short(day.month()),
        year: day.year().to_string(),
        ends_ms: zone.epoch_ms(at.over()),
        status: event_status(cx, data).or_else(|| over(cx, at)),
        theme: data.theme.as_ref().map(|theme| cx.t(theme)),
        theme_slug: data.theme.as_ref().map(|theme| slug(theme)),
        department: territory.department().unwrap_or_default().to_owned(),
        online: data.online.is_some(),
        recurrence: (!rhythm.is_empty()).then(|| cx.t(&rhythm)),
    })
}

/// `Télécentre de Murat, Murat`.
fn venue(cx: &Context<'_>, data: &Event) -> Option<String> {
    let place = place_of(cx, data)?;
    let town = place.town.map(|town| cx.t(town.0.name));
    let town = town.filter(|town| !place.name.text.ends_with(town.as_str()));
    let parts: Vec<String> = [place.name.text].into_iter().chain(town).collect();
    Some(parts.join(", "))
}

/// From when to when an occurrence lasts, in words, and its start for machines.
pub fn when(cx: &Context<'_>, at: &calendar::Occurrence, territory: &Territory) -> When {
    let (first, last) = at.days();
    if at.all_day {
        let several = first < last;
        let text = if several {
            cx.locale.date_range(first, last)
        } else {
            cx.locale.date_long(first)
        };
        return When { iso: first.to_string(), text };
    }
    let start = cx.time(at.start, territory);
    let range = at.end.map(|end| cx.locale.date_time_range(at.start, end));
    When { text: range.unwrap_or(start.text), ..start }
}

/// Said of what is over.
fn over(cx: &Context<'_>, at: &calendar::Occurrence) -> Option<Badge> {
    (!cx.site.is_ahead(at)).then(|| cx.badge("event_status", "fini", Tone::Neutral))
}

/// Said of an event that does not take place as announced.
pub fn event_status(cx: &Context<'_>, data: &Event) -> Option<Badge> {
    let status = data.status?;
    let tone = match status {
        EventStatus::Planned => return None,
        EventStatus::Full | EventStatus::Postponed => Tone::Warn,
        EventStatus::Canceled => Tone::Bad,
    };
    Some(cx.badge("event_status", status.word(), tone))
}

/// The card of a testimonial.
pub fn testimonial(cx: &Context<'_>, entry: &Entry) -> Option<TestimonialCard> {
    let data = entry.is::<Testimonial>()?;
    Some(TestimonialCard {
        head: head(cx, entry, Scope::Portal)?,
        name: cx.t(&data.name),
        role: role(cx, data),
        quote: cx.prose(&data.quote),
    })
}

/// `graphiste, Mende, depuis 2019`: commas, for « à » would have to contract with names.
pub fn role(cx: &Context<'_>, data: &Testimonial) -> Option<String> {
    let status = || data.status.map(|status| cx.label("person_status", status.word()));
    let trade = data.trade.as_ref().map(|trade| cx.t(trade)).or_else(status);
    let town = data.commune.map(|town| cx.t(town.0.name));
    let since =
        data.arrival.map(|year| cx.phrase("since_year", &[("year", &year.to_string())]));
    let parts: Vec<String> = [trade, town, since].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn scheme(
    cx: &Context<'_>,
    entry: &Entry,
    data: &Scheme,
    scope: Scope,
) -> Option<SchemeCard> {
    Some(SchemeCard {
        head: head(cx, entry, scope)?,
        type_label: cx.label("scheme", data.category.word()),
        amount: data.amount.as_ref().map(|amount| cx.t(amount)),
        window: window(cx, data),
        status: scheme_status(cx, data),
    })
}

/// When one can apply: `du 1er mars au 30 juin 2026`.
pub fn window(cx: &Context<'_>, data: &Scheme) -> Option<String> {
    let on = |key, date| cx.phrase(key, &[("date", &cx.locale.date(date))]);
    match (data.opens_on, data.closes_on) {
        (Some(first), Some(last)) => Some(cx.locale.date_range(first, last)),
        (Some(first), None) => Some(on("from_date", first)),
        (None, Some(last)) => Some(on("until_date", last)),
        (None, None) => None,
    }
}

/// Whether one can apply today; `None` when the scheme names no date.
pub fn scheme_status(cx: &Context<'_>, data: &Scheme) -> Option<Badge> {
    let today = cx.site.today;
    let (opens, closes) = (data.opens_on, data.closes_on);
    let (word, tone) = match () {
        () if closes.is_some_and(|day| day < today) => ("clos", Tone::Bad),
        () if opens.is_some_and(|day| day > today) => ("bientot", Tone::Warn),
        () if opens.or(closes).is_some() => ("ouvert", Tone::Good),
        () => return None,
    };
    Some(cx.badge("scheme_status", word, tone))
}

fn next_session(cx: &Context<'_>, data: &Training) -> Option<When> {
    let starts = data.sessions.iter().map(|session| session.start);
    let next = starts.filter(|start| *start >= cx.site.today).min()?;
    let day = cx.day(next);
    Some(When { text: cx.phrase("next_session", &[("date", &day.text)]), ..day })
}

/// The card of a département or of a region.
pub fn territory(cx: &Context<'_>, entry: &Entry) -> Option<TerritoryCard> {
    let mut head = head(cx, entry, Scope::Department)?;
    head.summary = head.summary.or_else(|| tagline(cx, entry));
    let codes = codes(entry);
    let department = match &entry.data {
        Data::Department(data) => Some(data.code.0),
        _ => None,
    };
    Some(TerritoryCard {
        head,
        code: department.map(|department| department.code.to_owned()),
        outline: outline(&codes),
        counts: counts(cx, entry),
        accent: department.map(|_| format!("t-{}", entry.place.slug)),
    })
}

fn tagline(cx: &Context<'_>, entry: &Entry) -> Option<String> {
    let tagline = match &entry.data {
        Data::Department(data) => data.tagline.as_ref(),
        Data::Region(data) => data.tagline.as_ref(),
        _ => None,
    };
    tagline.map(|tagline| cx.t(tagline))
}

/// INSEE codes of the départements of a territory.
fn codes(entry: &Entry) -> Vec<&'static str> {
    match &entry.data {
        Data::Department(data) => vec![data.code.0.code],
        Data::Region(data) => data.departments.iter().map(|d| d.0.code).collect(),
        _ => Vec::new(),
    }
}

/// What a territory holds, in a few counts, translated or not.
fn counts(cx: &Context<'_>, entry: &Entry) -> Vec<String> {
    const TOLD: [Kind; 3] = [Kind::Workspace, Kind::Offer, Kind::Event];
    let homes: Vec<&Entry> = match &entry.data {
        Data::Region(region) => departments_of(cx, region),
        _ => vec![entry],
    };
    let lang = cx.site.portal.lang;
    let several = homes.len() > 1;
    let departments = several.then(|| counted(cx, Kind::Department, homes.len()));
    let told = TOLD.into_iter().filter_map(|kind| {
        let here = |home: &&Entry| listed(cx, lang, &home.place.territory, kind);
        let n = homes.iter().map(here).sum();
        (n > 0).then(|| counted(cx, kind, n))
    });
    departments.into_iter().chain(told).collect()
}

/// How many entries a section shows in a language; of events, only those to come.
pub fn listed(cx: &Context<'_>, lang: Lang, territory: &Territory, kind: Kind) -> usize {
    if kind != Kind::Event {
        return cx.site.section(lang, territory, kind).len();
    }
    cx.site.next_times(lang, Some(territory)).len()
}

/// The départements of a region that the portal has, in order.
pub fn departments_of<'a>(cx: &Context<'a>, region: &Region) -> Vec<&'a Entry> {
    let within = |entry: &&Entry| match &entry.data {
        Data::Department(data) => region.departments.contains(&data.code),
        _ => false,
    };
    cx.site.departments(cx.lang).into_iter().filter(within).collect()
}

/// Side of the box that the outline of a card fits in.
const BOX: f64 = 100.0;

/// The outline of some départements, small enough to stand beside a title.
fn outline(codes: &[&str]) -> Option<String> {
    let frame = geo::frames(codes).into_iter().next()?;
    let framed = frame.shapes.iter().filter(|shape| shape.framed);
    Some(framed.map(|shape| shrunk(&shape.path, &frame)).collect())
}

/// A path of a map (`M` and relative steps), centered in the box.
fn shrunk(path: &str, frame: &MapFrame) -> String {
    let (width, height) = (f64::from(frame.width), f64::from(frame.height));
    let scale = BOX / width.max(height);
    let place = |value: i32, side: f64| {
        (f64::from(value) * scale + (BOX - side * scale) / 2.0).round()
    };
    let mut drawn = String::new();
    for ring in path.split_terminator('z') {
        let (mut x, mut y) = (0, 0);
        let mut points: Vec<String> = integers(ring)
            .chunks_exact(2)
            .map(|step| {
                (x, y) = (x + step[0], y + step[1]);
                format!("{} {}", place(x, width), place(y, height))
            })
            .collect();
        points.dedup();
        drawn.push_str(&format!("M{}Z", points.join(" ")));
    }
    drawn
}

/// The numbers of a path, where a minus sign is separator enough.
fn integers(path: &str) -> Vec<i32> {
    let spaced = path.replace('-', " -");
    spaced.split(['M', 'l', ' ']).filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_fit_their_box() {
        for codes in [&["15"][..], &["48"], &["03", "15", "43", "63"], &["974"]] {
            let path = outline(codes).expect("an outline");
            let numbers = path.split(['M', 'Z', ' ']).filter(|text| !text.is_empty());
            let numbers: Vec<f64> =
                numbers.map(|text| text.parse().expect("a number")).collect();
            assert!(numbers.len() > 20, "{path}");
            assert!(numbers.iter().all(|n| (0.0..=BOX).contains(n)), "{path}");
            let reach = numbers.iter().fold(0.0_f64, |far, n| far.max(*n));
            assert!(reach > 0.8 * BOX, "{path}");
        }
        assert_eq!(outline(&["976X"]), None);
    }

    #[test]
    fn groups_are_never_empty() {
        assert_eq!(group("Offres".into(), Vec::new(), None), None);
    }
}
