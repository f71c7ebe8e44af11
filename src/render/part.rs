//! From the pieces of the model to the pieces of views: figures, sources, contacts…

use crate::model::Entry;
use crate::model::common::{self as model, Argument, Contact, Figure, Objective, Source};
use crate::model::kind::Department;
use crate::model::place::{Kind, Territory};
use crate::model::value::Period;
use crate::render::body::{body, contents};
use crate::render::context::Context;
use crate::render::view::{
    self, Badge, LineChart, Link, MaybeLink, Reading, Tone, sizes,
};
use crate::site::address::PageKey;

/// The part that all entries share.
pub fn entry(cx: &Context<'_>, entry: &Entry, kind_label: String) -> view::Entry {
    let common = &entry.common;
    let all = |sources: &[Source]| sources.iter().map(|s| source(cx, s)).collect();
    view::Entry {
        title: cx.t(&entry.title),
        kind_label,
        lead: common.summary.as_ref().map(|summary| cx.line(summary)),
        territory: territory(cx, entry),
        picture: cx.picture(entry, shown_at(entry), false),
        body: body(cx, entry),
        toc: contents(cx, entry),
        figures: figures(cx, &common.figures),
        sources: all(&common.sources),
        published: common.date.map(|date| cx.day(date)),
        updated: common.updated.map(|date| cx.day(date)),
        author: None,
        keywords: common.keywords.iter().map(|word| cx.t(word)).collect(),
        example: common.example,
        lang: cx.foreign(entry.body_lang),
        related: Vec::new(),
    }
}

/// How wide the main image of an entry stands on its page.
fn shown_at(entry: &Entry) -> &'static str {
    match entry.kind() {
        Kind::Testimonial => sizes::QUOTE,
        Kind::Page => sizes::WIDE,
        _ => sizes::ENTRY,
    }
}

/// What draws the skyline of a territory, or of the portal: see [`view::ridgelines`].
pub fn skyline(cx: &Context<'_>, territory: Option<&Territory>) -> String {
    let department = territory.and_then(|territory| {
        let entry = cx.site.department_of(cx.lang, territory)?;
        Some(entry.is::<Department>()?.code.0.code.to_owned())
    });
    let region = territory.and_then(|territory| match territory {
        Territory::Region(slug) => Some(slug.clone()),
        _ => None,
    });
    let portal = || cx.site.portal.settings(cx.lang).title.clone();
    department.or(region).unwrap_or_else(portal)
}

fn territory(cx: &Context<'_>, entry: &Entry) -> Option<MaybeLink> {
    let department = cx.site.department_of(cx.lang, &entry.place.territory)?;
    let href = cx.href_of(department.id);
    Some(MaybeLink { text: cx.t(&department.title), href })
}

/// A source.
pub fn source(cx: &Context<'_>, source: &Source) -> view::Source {
    let model::FullSource { title, url, date, author } = &source.0;
    let date = date.map(|date| cx.period(date).text);
    let detail: Vec<String> =
        author.as_ref().map(|a| cx.t(a)).into_iter().chain(date).collect();
    view::Source {
        title: cx.t(title),
        href: url.as_ref().map(|url| url.0.clone()),
        detail: (!detail.is_empty()).then(|| detail.join(", ")),
    }
}

/// Key figures.
pub fn figures(cx: &Context<'_>, figures: &[Figure]) -> Vec<view::Figure> {
    figures.iter().map(|f| figure(cx, f)).collect()
}

/// A key figure.
pub fn figure(cx: &Context<'_>, figure: &Figure) -> view::Figure {
    // A source of the same date already says it.
    let source_of = figure.source.as_ref().map(|source| &source.0);
    let dated = source_of.and_then(|source| source.date).or_else(|| {
        let says_it = |date: &Period| {
            source_of.is_some_and(|source| source.title.ends_with(&cx.period(*date).text))
        };
        figure.date.filter(says_it)
    });
    view::Figure {
        label: cx.t(&figure.label),
        prefix: figure.prefix.as_ref().map(|prefix| cx.t(prefix)),
        value: number_of(cx, figure),
        unit: figure.unit.as_ref().map(|unit| cx.t(unit)),
        date: figure.date.filter(|_| figure.date != dated).map(|date| cx.period(date)),
        source: figure.source.as_ref().map(|s| source(cx, s)),
        reference: comparison(cx, figure),
        series: series(cx, figure),
        example: figure.example,
    }
}

/// The number, with its sign when it is a change below or above zero.
fn number_of(cx: &Context<'_>, figure: &Figure) -> String {
    let signed =
        figure.reference.as_ref().is_some_and(|r| r.value < 0.0) || figure.value < 0.0;
    if signed { cx.locale.signed(figure.value) } else { cx.locale.number(figure.value) }
}

/// « 8 fois la moyenne nationale (6 %) », or the plain benchmark when no ratio has a
/// meaning.
fn comparison(cx: &Context<'_>, figure: &Figure) -> Option<String> {
    let reference = figure.reference.as_ref()?;
    let unit = figure.unit.as_deref().unwrap_or_default();
    let label = cx.t(&reference.label);
    let measured = |value: f64| match unit {
        "" => cx.locale.number(value),
        unit => cx.locale.measure(value, unit).replace('-', "\u{2212}"),
    };
    let (value, other) = (figure.value, reference.value);
    if other <= 0.0 || value <= 0.0 {
        let benchmark = if other < 0.0 && unit.is_empty() {
            cx.locale.signed(other)
        } else {
            measured(other)
        };
        return Some(cx.phrase("against", &[("label", &label), ("value", &benchmark)]));
    }
    let ratio = value / other;
    let decimals = if ratio < 3.0 { 1 } else { 0 };
    let times = cx.locale.number_fixed(ratio, decimals);
    let other = measured(other);
    let key = if (ratio - 1.0).abs() < 0.05 { "as_much" } else { "times" };
    Some(cx.phrase(key, &[("times", &times), ("label", &label), ("value", &other)]))
}

fn series(cx: &Context<'_>, figure: &Figure) -> Option<LineChart> {
    if figure.series.is_empty() {
        return None;
    }
    let unit = figure.unit.as_deref().unwrap_or_default();
    let text = |value: f64| match unit {
        "" => cx.locale.number(value),
        unit => cx.locale.measure(value, unit),
    };
    let mut readings: Vec<_> = figure
        .series
        .iter()
        .map(|reading| Reading {
            at: year_of(reading.date),
            value: reading.value,
            label: cx.period(reading.date).text,
            text: text(reading.value),
        })
        .collect();
    readings.sort_by(|a, b| a.at.total_cmp(&b.at));
    let reference = figure.reference.as_ref().map(|reference| {
        let words = [("label", cx.t(&reference.label)), ("value", text(reference.value))];
        let holes = words.each_ref().map(|(name, value)| (*name, value.as_str()));
        (reference.value, cx.phrase("benchmark", &holes))
    });
    Some(LineChart::new(cx.t(&figure.label), &readings, reference))
}

/// The year with its fraction.
fn year_of(period: Period) -> f64 {
    match period {
        Period::Year(year) => f64::from(year),
        Period::Day(date) => {
            f64::from(date.year()) + f64::from(date.day_of_year() - 1) / 366.0
        }
    }
}

/// Aims beside what was reached.
pub fn objectives(cx: &Context<'_>, objectives: &[Objective]) -> Vec<view::Objective> {
    objectives.iter().map(|o| objective(cx, o)).collect()
}

fn objective(cx: &Context<'_>, objective: &Objective) -> view::Objective {
    let unit = objective.unit.as_deref().unwrap_or_default();
    let level = objective.threshold.map(|value| match unit {
        "" => cx.locale.number(value),
        unit => cx.locale.measure(value, unit),
    });
    let share = objective.share.map(|share| cx.locale.percent(share));
    let target = match (level, share) {
        (Some(level), Some(share)) => {
            cx.phrase("target_for", &[("level", &level), ("share", &share)])
        }
        (Some(level), None) => level,
        (None, Some(share)) => cx.phrase("target_share", &[("share", &share)]),
        (None, None) => cx.t(&objective.label),
    };
    let scale = objective.share.or(objective.threshold);
    let reached = objective.reached.map(|value| match (objective.share, unit) {
        (Some(_), _) => cx.locale.percent(value),
        (None, "") => cx.locale.number(value),
        (None, unit) => cx.locale.measure(value, unit),
    });
    let top = if objective.share.is_some() { Some(100.0) } else { scale_top(objective) };
    view::Objective {
        label: cx.t(&objective.label),
        target,
        deadline: cx.period(objective.deadline),
        reached,
        reached_on: objective.reached_on.map(|date| cx.day(date)),
        reached_percent: objective.reached.and_then(|value| percent(value, top)),
        target_percent: scale.and_then(|value| percent(value, top)),
        state: Some(objective_state(cx, objective)),
        source: objective.source.as_ref().map(|s| source(cx, s)),
    }
}

fn scale_top(objective: &Objective) -> Option<f64> {
    Some(objective.threshold?.max(objective.reached.unwrap_or(0.0)))
}

#[expect(clippy::cast_possible_truncation, reason = "a width on screen")]
fn percent(value: f64, top: Option<f64>) -> Option<f32> {
    let top = top.filter(|top| *top > 0.0)?;
    Some((value / top * 100.0).clamp(0.0, 100.0) as f32)
}

fn objective_state(cx: &Context<'_>, objective: &Objective) -> Badge {
    let wanted = objective.share.or(objective.threshold);
    let over = objective.deadline.year() < cx.site.today.year();
    let (key, tone) = match (objective.reached, wanted) {
        (Some(reached), Some(wanted)) if reached >= wanted => {
            ("objective_reached", Tone::Good)
        }
        (Some(_), _) if over => ("objective_missed", Tone::Bad),
        (None, _) if over => ("objective_due", Tone::Warn),
        _ => ("objective_running", Tone::Neutral),
    };
    Badge { text: cx.phrase(key, &[]), tone }
}

/// Points in favor, services, warnings.
pub fn arguments(
    cx: &Context<'_>,
    list: &[Argument],
    owner: &Entry,
) -> Vec<view::Argument> {
    list.iter()
        .map(|argument| view::Argument {
            title: cx.t(&argument.title),
            text: cx.prose(&argument.text),
            href: argument.link.as_ref().map(|link| cx.target(link, owner)),
        })
        .collect()
}

/// Someone to write to or to call.
pub fn contact(cx: &Context<'_>, contact: &Contact) -> view::Contact {
    let bare = |url: &str| {
        let rest = url.split("://").last().unwrap_or(url);
        rest.trim_end_matches('/').to_owned()
    };
    let text = |field: &Option<String>| field.as_ref().map(|text| cx.t(text));
    let address = contact.address.as_ref();
    view::Contact {
        name: text(&contact.name),
        role: text(&contact.role),
        organization: text(&contact.organization),
        phone: contact
            .phone
            .as_ref()
            .map(|phone| Link { href: phone.uri(), text: phone.to_string() }),
        email: contact
            .email
            .as_ref()
            .map(|email| Link { href: email.href(), text: email.0.clone() }),
        address: address.map(|address| lines(cx, address)).unwrap_or_default(),
        site: contact
            .url
            .as_ref()
            .map(|url| Link { href: url.0.clone(), text: bare(&url.0) }),
    }
}

/// The lines of an address, which commas separate.
pub fn lines(cx: &Context<'_>, address: &str) -> Vec<String> {
    address
        .split(',')
        .map(|line| cx.t(line.trim()))
        .filter(|line| !line.is_empty())
        .collect()
}

/// The link to a section of a département, with the section's name.
pub fn section_link(
    cx: &Context<'_>,
    department: &Entry,
    kind: crate::model::place::Kind,
) -> Option<Link> {
    let key = PageKey::Section(department.id, kind, 1);
    let page = cx.site.page(cx.lang, &key)?;
    Some(Link {
        href: cx.site.base.href(&page.url),
        text: cx.label("kinds", kind.folder()),
    })
}
