//! The pages of a list, and how a page of it names itself.

use crate::render::context::Context;
use crate::render::view::{PageNumber, Pagination};
use crate::site::address::PageKey;
use crate::site::list;

/// Pages after the first one say their number.
pub fn numbered(cx: &Context<'_>, title: String, n: usize) -> String {
    match n {
        0 | 1 => title,
        n => cx.phrase("page_n", &[("title", &title), ("n", &n.to_string())]),
    }
}

/// The pages of a list of `total` things, `size` on each; `None` when one is enough.
pub fn pagination(
    cx: &Context<'_>,
    current: usize,
    total: usize,
    size: usize,
    key: impl Fn(usize) -> PageKey,
) -> Option<Pagination> {
    let last = *list::pages(total, size).end();
    if last < 2 {
        return None;
    }
    let href = |n: usize| (1..=last).contains(&n).then(|| cx.href(&key(n)));
    Some(Pagination {
        summary: summary(cx, current, total, size),
        previous: href(current - 1),
        next: href(current + 1),
        pages: numbers(current, last)
            .into_iter()
            .map(|n| PageNumber {
                text: n.map_or("…".to_owned(), |n| n.to_string()),
                href: n.and_then(href),
                current: n == Some(current),
            })
            .collect(),
    })
}

/// `13 à 24 sur 30`.
fn summary(cx: &Context<'_>, current: usize, total: usize, size: usize) -> String {
    let mut shown = list::page(1..=total, current, size);
    let first = shown.next().unwrap_or(total);
    let words = [
        ("first", first.to_string()),
        ("last", shown.last().unwrap_or(first).to_string()),
        ("total", total.to_string()),
    ];
    cx.phrase("shown_of", &words.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// The first page, the last one and those around the current one; `None` for a gap.
fn numbers(current: usize, last: usize) -> Vec<Option<usize>> {
    let kept = |n: &usize| *n == 1 || *n == last || n.abs_diff(current) < 2;
    let mut numbers = Vec::new();
    let mut before = 0;
    for n in (1..=last).filter(kept) {
        match n - before {
            1 => {}
            2 => numbers.push(Some(n - 1)),
            _ => numbers.push(None),
        }
        numbers.push(Some(n));
        before = n;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_hide_two_pages_at_least() {
        for (current, last, shown) in [
            (1, 2, "1 2"),
            (1, 3, "1 2 3"),
            (1, 9, "1 2 … 9"),
            (4, 9, "1 2 3 4 5 … 9"),
            (5, 9, "1 … 4 5 6 … 9"),
            (9, 9, "1 … 8 9"),
        ] {
            let text = |n: Option<usize>| n.map_or("…".to_owned(), |n| n.to_string());
            let numbers: Vec<_> = numbers(current, last).into_iter().map(text).collect();
            assert_eq!(numbers.join(" "), shown);
        }
    }
}
