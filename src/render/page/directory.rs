//! The members of a network, by sector: beside what is said of it, or on pages of their own.

use crate::model::Entry;
use crate::model::kind::Member;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::pagination::{numbered, pagination};
use crate::render::view::{
    self, Directory, DirectoryPage, Hero, Link, Sector, ridgelines,
};
use crate::render::{Built, page};
use crate::site::address::PageKey;
use crate::site::list;
use crate::site::members::{PER_PAGE, members};
use crate::text::slug::slug;

/// A page of the directory of a network.
pub fn build<'a>(
    cx: &Context<'a>,
    network: &'a Entry,
    n: usize,
) -> Built<'a, DirectoryPage> {
    let name = cx.t(&network.title);
    let title = cx.phrase("directory_of", &[("name", &name)]);
    let all = sorted(cx, &members(cx.site, network));
    let lead = cx.count("member", all.len());
    let total = all.len();
    let shown = list::page(all.into_iter(), n, PER_PAGE);
    let view = DirectoryPage {
        hero: Hero {
            title: title.clone(),
            lead: Some(lead.clone()),
            ridges: ridgelines(&network.place.slug),
            ..Hero::default()
        },
        directory: directory(cx, network, shown.collect(), total <= PER_PAGE),
        pagination: pagination(cx, n, total, PER_PAGE, |n| {
            PageKey::Members(network.id, n)
        }),
    };
    let own = page::head(cx, network);
    let back = Link { href: cx.href(&PageKey::Entry(network.id)), text: name };
    let trail = own.trail.into_iter().chain([back]).collect();
    let head = Head {
        title: numbered(cx, title, n),
        description: Some(lead),
        trail,
        territory: own.territory,
        ..Head::default()
    };
    (head, view)
}

/// Members by sector, then by name.
pub(super) fn sorted<'a>(cx: &Context<'_>, members: &[&'a Member]) -> Vec<&'a Member> {
    let mut members = members.to_vec();
    cx.locale.sort_by_key(&mut members, |member| &member.name);
    cx.locale.sort_by_key(&mut members, |member| &member.sector);
    members
}

/// Sorted members, grouped by sector.
pub(super) fn directory(
    cx: &Context<'_>,
    network: &Entry,
    members: Vec<&Member>,
    whole: bool,
) -> Directory {
    let same = |a: &&Member, b: &&Member| a.sector == b.sector;
    Directory {
        example: members.iter().all(|member| member.example),
        sectors: members.chunk_by(same).filter_map(|m| sector(cx, network, m)).collect(),
        whole,
    }
}

/// Where a sector stands on its page.
pub(super) fn anchor(sector: &str) -> String {
    format!("secteur-{}", slug(sector))
}

fn sector(cx: &Context<'_>, network: &Entry, members: &[&Member]) -> Option<Sector> {
    let name = &members.first()?.sector;
    Some(Sector {
        id: anchor(name),
        name: cx.t(name),
        count: cx.count("member", members.len()),
        members: members.iter().map(|m| member(cx, network, m)).collect(),
    })
}

fn member(cx: &Context<'_>, network: &Entry, member: &Member) -> view::Member {
    let since = |year: u32| cx.phrase("since_year", &[("year", &year.to_string())]);
    view::Member {
        name: cx.t(&member.name),
        activity: cx.t(&member.activity),
        commune: member.commune.map(|town| cx.town(town, &network.place.territory)),
        site: member.site.as_ref().map(|url| url.0.clone()),
        since: member.since.map(since),
        example: member.example,
    }
}
