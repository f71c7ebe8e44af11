//! A month as a table, with the same events as a list below.

use jiff::civil::{Date, Weekday};

use super::{agenda_link, all_link, head, month_link, months, subscribe, titled};
use crate::calendar::{self, Month};
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::view::{self, DayEvent, EventCard};
use crate::render::{Built, card};

/// When something takes place, and its card.
type Timed = (calendar::Occurrence, EventCard);

/// A month that has a page.
pub fn month<'a>(
    cx: &Context<'a>,
    year: i16,
    month: i8,
) -> Option<Built<'a, view::AgendaMonth>> {
    let first = Date::new(year, month, 1).ok()?;
    let timed = during(cx, first);
    let others = months(cx);
    let link = |day: &Date| month_link(cx, *day);
    let name = cx.locale.month_year(first);
    let title = titled(cx, &name);
    let view = view::AgendaMonth {
        title: title.clone(),
        caption: cx.phrase("month_caption", &[("month", &name)]),
        weekdays: weekdays(cx),
        weeks: weeks(cx, first, &timed),
        events: timed.into_iter().map(|(_, card)| card).collect(),
        previous: others.iter().rev().find(|day| **day < first).map(link),
        next: others.iter().find(|day| **day > first).map(link),
        agenda: all_link(cx),
        subscribe: subscribe(cx, None),
    };
    Some((Head { trail: vec![agenda_link(cx)], ..head(cx, title) }, view))
}

/// What takes place in a month.
fn during(cx: &Context<'_>, first: Date) -> Vec<Timed> {
    let last = first.last_of_month();
    let touches = |(from, to): (Date, Date)| from <= last && to >= first;
    let mine = cx.site.occurrences.iter().filter(|o| touches(o.at.days()));
    mine.filter(|o| cx.site.entry(cx.lang, o.entry).is_some())
        .filter_map(|o| Some((o.at, card::event(cx, o)?)))
        .collect()
}

fn weekdays(cx: &Context<'_>) -> Vec<String> {
    let days = Weekday::Monday.cycle_forward().take(7);
    days.map(|day| cx.locale.weekday(day)).collect()
}

fn weeks(cx: &Context<'_>, first: Date, timed: &[Timed]) -> Vec<Vec<view::Day>> {
    let spans: Vec<_> = timed.iter().map(|(at, _)| at.days()).collect();
    let day = |day: &calendar::Day| view::Day {
        date: day.date.to_string(),
        number: day.date.day(),
        outside: !day.in_month,
        events: day.entries.iter().map(|i| in_cell(cx, &timed[*i], day.date)).collect(),
    };
    let weeks = Month::of(first, &spans).weeks;
    weeks.iter().map(|week| week.days.iter().map(day).collect()).collect()
}

/// An event in the cell of a day, with its time on its first one.
fn in_cell(cx: &Context<'_>, (at, card): &Timed, day: Date) -> DayEvent {
    let starts = !at.all_day && at.start.date() == day;
    DayEvent {
        href: card.head.href.clone(),
        title: card.head.title.clone(),
        time: starts.then(|| cx.locale.time(at.start.time())),
        status: card.status.clone(),
    }
}
