//! A network and the directory of its members.

use std::collections::BTreeMap;

use crate::model::Entry;
use crate::model::kind::{Headcount, Member, Members, Network, SectorShare};
use crate::model::place::Kind;
use crate::render::context::Context;
use crate::render::view::{self, Card, Fact, Sector, Share, Shares};
use crate::render::{Built, card, page, part};
use crate::text::slug::slug;

/// The view of a network.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    network: &'a Network,
) -> Built<'a, view::Network> {
    let members = members(cx, entry);
    let all_examples = members.iter().all(|member| member.example);
    let view = view::Network {
        example: all_examples,
        entry: part::entry(cx, entry, cx.label("kind", "reseau")),
        facts: facts(cx, network),
        size: network.headcount.as_ref().map(|count| size(cx, count)),
        services: part::arguments(cx, &network.services, entry),
        published: published(cx, &network.sectors),
        computed: computed(cx, &members),
        sectors: sectors(cx, entry, &members),
        charter: network.charter.iter().map(|text| cx.t(text)).collect(),
        meetings: meetings(cx, network),
        contact: network.contact.as_ref().map(|contact| part::contact(cx, contact)),
    };
    (page::head(cx, entry), view)
}

/// Members who may be published: those who name this network, and, where the département
/// has one network only, those who name none.
pub fn members<'a>(cx: &Context<'a>, entry: &Entry) -> Vec<&'a Member> {
    let territory = &entry.place.territory;
    let alone = cx.site.section(cx.site.portal.lang, territory, Kind::Network).len() == 1;
    let files = cx.site.list(cx.site.portal.lang, territory, Kind::Members);
    let all =
        files.filter_map(|file| file.is::<Members>()).flat_map(|file| &file.members);
    all.filter(|member| member.may_be_published())
        .filter(|member| match &member.network {
            Some(network) => network.id == entry.id,
            None => alone,
        })
        .collect()
}

fn facts(cx: &Context<'_>, network: &Network) -> Vec<Fact> {
    let lead = network.lead.as_ref().map(|lead| cx.fact("porteurs", cx.t(lead)));
    lead.into_iter().collect()
}

fn size(cx: &Context<'_>, count: &Headcount) -> view::Figure {
    view::Figure {
        label: cx.phrase("announced_members", &[]),
        value: cx.locale.number(f64::from(count.value)),
        date: count.date.map(|date| cx.period(date)),
        source: count.source.as_ref().map(|source| part::source(cx, source)),
        ..view::Figure::default()
    }
}

fn published(cx: &Context<'_>, shares: &[SectorShare]) -> Option<Shares> {
    let mut rows: Vec<_> = shares.iter().map(|share| published_row(cx, share)).collect();
    let source = rows.first()?.source.clone();
    let source = source.filter(|one| rows.iter().all(|r| r.source.as_ref() == Some(one)));
    if source.is_some() {
        rows.iter_mut().for_each(|row| row.source = None);
    }
    let caption = cx.phrase("published_shares", &[]);
    Some(Shares { caption, rows, source, computed: false })
}

#[expect(clippy::cast_possible_truncation, reason = "a width on screen")]
fn published_row(cx: &Context<'_>, share: &SectorShare) -> Share {
    let part = share.share.unwrap_or(0.0);
    Share {
        label: cx.t(&share.sector),
        href: None,
        count: share.count.map(|n| cx.locale.number(f64::from(n))),
        share: share.share.map(|part| cx.locale.percent(part)).unwrap_or_default(),
        percent: part.clamp(0.0, 100.0) as f32,
        source: share.source.as_ref().map(|source| part::source(cx, source)),
    }
}

fn by_sector<'a>(members: &[&'a Member]) -> BTreeMap<String, Vec<&'a Member>> {
    let mut sectors: BTreeMap<String, Vec<&Member>> = BTreeMap::new();
    for member in members {
        sectors.entry(member.sector.clone()).or_default().push(member);
    }
    sectors
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "counts of members stay small"
)]
fn computed(cx: &Context<'_>, members: &[&Member]) -> Option<Shares> {
    let total = members.len() as f64;
    let mut sectors: Vec<_> = by_sector(members).into_iter().collect();
    sectors.sort_by(|a, b| {
        b.1.len().cmp(&a.1.len()).then_with(|| cx.locale.compare(&a.0, &b.0))
    });
    let rows: Vec<_> = sectors
        .into_iter()
        .map(|(sector, members)| {
            let percent = members.len() as f64 / total * 100.0;
            Share {
                label: cx.t(&sector),
                href: Some(format!("#{}", anchor(&sector))),
                count: Some(cx.locale.number(members.len() as f64)),
                share: cx.locale.percent_fixed(percent, 0),
                percent: percent as f32,
                source: None,
            }
        })
        .collect();
    (!rows.is_empty()).then(|| Shares {
        caption: cx.phrase("computed_shares_caption", &[]),
        rows,
        source: None,
        computed: true,
    })
}

fn anchor(sector: &str) -> String {
    format!("secteur-{}", slug(sector))
}

fn sectors(cx: &Context<'_>, entry: &Entry, members: &[&Member]) -> Vec<Sector> {
    let mut sectors: Vec<_> = by_sector(members).into_iter().collect();
    cx.locale.sort_by_key(&mut sectors, |(sector, _)| sector);
    sectors
        .into_iter()
        .map(|(name, mut members)| {
            cx.locale.sort_by_key(&mut members, |member| &member.name);
            Sector {
                id: anchor(&name),
                name: cx.t(&name),
                count: cx.count("member", members.len()),
                members: members.iter().map(|m| member(cx, entry, m)).collect(),
            }
        })
        .collect()
}

fn member(cx: &Context<'_>, entry: &Entry, member: &Member) -> view::Member {
    let since =
        |year: u32| cx.phrase("since_year", &[("year", &year.to_string())]);
    view::Member {
        name: cx.t(&member.name),
        activity: cx.t(&member.activity),
        commune: member.commune.map(|town| cx.town(town, &entry.place.territory)),
        site: member.site.as_ref().map(|url| url.0.clone()),
        since: member.since.map(since),
        example: member.example,
    }
}

/// The next occurrence of each of its meetings.
fn meetings(cx: &Context<'_>, network: &Network) -> Vec<Card> {
    let next = |id| cx.site.upcoming(cx.lang).find(|occurrence| occurrence.entry == id);
    let meetings = network.meetings.iter().filter_map(|meeting| next(meeting.id));
    meetings.filter_map(|o| card::event(cx, o)).map(Card::Event).collect()
}
