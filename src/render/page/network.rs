//! A network and the directory of its members.

use std::collections::BTreeMap;

use crate::model::Entry;
use crate::model::kind::{Headcount, Member, Network, SectorShare};
use crate::render::context::Context;
use crate::render::page::directory;
use crate::render::view::{self, Card, Fact, Link, Share, Shares};
use crate::render::{Built, card, page, part};
use crate::site::address::PageKey;
use crate::site::members::{members, page_at};

/// The view of a network.
pub fn build<'a>(
    cx: &Context<'a>,
    entry: &'a Entry,
    network: &'a Network,
) -> Built<'a, view::Network> {
    let members = directory::sorted(cx, &members(cx.site, entry));
    let apart = cx.site.page(cx.lang, &PageKey::Members(entry.id, 1)).is_some();
    let view = view::Network {
        entry: part::entry(cx, entry, cx.label("kind", "reseau")),
        facts: facts(cx, network),
        size: network.headcount.as_ref().map(|count| size(cx, count)),
        services: part::arguments(cx, &network.services, entry),
        published: published(cx, &network.sectors),
        // The few members beside the text show by themselves how they divide.
        computed: apart
            .then(|| computed(cx, &members, |s| sector_href(cx, entry, &members, s)))
            .flatten(),
        directory: (!apart && !members.is_empty())
            .then(|| directory::directory(cx, entry, members.clone(), true)),
        members: apart.then(|| Link {
            href: cx.href(&PageKey::Members(entry.id, 1)),
            text: cx.phrase("see_directory", &[]),
        }),
        charter: network.charter.iter().map(|text| cx.t(text)).collect(),
        meetings: meetings(cx, network),
        contact: network.contact.as_ref().map(|contact| part::contact(cx, contact)),
    };
    (page::head(cx, entry), view)
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

/// Where a sector of the sorted members begins in the directory.
fn sector_href(
    cx: &Context<'_>,
    entry: &Entry,
    members: &[&Member],
    sector: &str,
) -> String {
    let first = members.iter().position(|member| member.sector == sector);
    let page = cx.href(&PageKey::Members(entry.id, page_at(first.unwrap_or_default())));
    format!("{page}#{}", directory::anchor(sector))
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "counts of members stay small"
)]
fn computed(
    cx: &Context<'_>,
    members: &[&Member],
    href: impl Fn(&str) -> String,
) -> Option<Shares> {
    let total = members.len() as f64;
    let mut sectors: BTreeMap<&str, Vec<&Member>> = BTreeMap::new();
    for member in members {
        sectors.entry(&member.sector).or_default().push(member);
    }
    let mut sectors: Vec<_> = sectors.into_iter().collect();
    sectors.sort_by(|a, b| {
        b.1.len().cmp(&a.1.len()).then_with(|| cx.locale.compare(a.0, b.0))
    });
    let rows: Vec<_> = sectors
        .into_iter()
        .map(|(sector, members)| {
            let percent = members.len() as f64 / total * 100.0;
            Share {
                label: cx.t(sector),
                href: Some(href(sector)),
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

/// The next occurrence of each of its meetings.
fn meetings(cx: &Context<'_>, network: &Network) -> Vec<Card> {
    let next = network.meetings.iter();
    let next = next.filter_map(|meeting| cx.site.next_time(cx.lang, meeting.id));
    let mut meetings: Vec<_> = next.collect();
    meetings.sort_by_key(|meeting| meeting.at.start);
    meetings.into_iter().filter_map(|o| card::event(cx, o)).map(Card::Event).collect()
}
