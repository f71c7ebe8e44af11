//! When an event takes place: lists of times, which become a rule where they have one.

use jiff::civil::{Date, Weekday};
use jiff::{SpanRelativeTo, ToSpan, Unit};

use super::super::Row;
use crate::calendar::{self, Occurrence, Recurrence, Timing, Zone};
use crate::diag::Text;
use crate::model::kind::{MAX_TIMES, YEARS};
use crate::model::value::Moment;
use crate::text;
use crate::yaml::write::quoted;

/// Fewest times that make a rule.
const MIN_RULE: usize = 3;
/// Of so many times of a rule, one may not take place.
const SOME: usize = 4;

/// One time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// When it starts.
    pub start: Moment,
    /// When it ends, if that is known.
    pub end: Option<Moment>,
}

/// All times of an event.
#[derive(Debug, Default)]
pub struct Times {
    /// One by one; the first is that of the rule.
    pub all: Vec<Time>,
    /// How the first one comes back.
    pub rule: Option<String>,
    /// Days when it does not.
    pub exceptions: Vec<Date>,
}

/// Times as they are written.
pub struct Written {
    first: Time,
    rule: Option<String>,
    exceptions: Vec<Date>,
    others: Vec<Time>,
}

impl Time {
    /// A time whose end comes after its start, or is not known.
    pub fn new(start: Moment, end: Option<Moment>) -> Self {
        let comes_after = |end: &Moment| match (start, *end) {
            (Moment::Day(start), end) => end.date() > start,
            (Moment::Time(start), end) => end.time() > start,
        };
        let same_form = |end: Moment| match start {
            Moment::Day(_) => Moment::Day(end.date()),
            Moment::Time(_) => Moment::Time(end.time()),
        };
        Self { start, end: end.map(same_form).filter(comes_after) }
    }

    fn last_day(&self) -> Date {
        self.end.unwrap_or(self.start).date()
    }

    /// How long it lasts, as its start and end would tell on any other day.
    fn length(&self) -> Option<jiff::Span> {
        Some(self.end?.time() - self.start.time())
    }

    fn lasts_as(&self, other: &Self) -> bool {
        match (self.length(), other.length()) {
            (Some(a), Some(b)) => {
                let day = SpanRelativeTo::days_are_24_hours();
                a.compare((b, day)).is_ok_and(std::cmp::Ordering::is_eq)
            }
            (a, b) => a.is_none() && b.is_none(),
        }
    }
}

impl Times {
    /// A list of times without a rule.
    pub fn listed(all: Vec<Time>) -> Self {
        Self { all, ..Self::default() }
    }

    /// What is written of them, without what was over before a day; `None` when all was.
    pub fn written(&self, since: Date, zone: &Zone) -> Result<Option<Written>, Text> {
        let Some(first) = self.all.first() else {
            return Err(text!(
                "sans date : rien ne dit quand l’événement a lieu",
                "without a date: nothing tells when the event takes place"
            ));
        };
        let in_years = |time: &Time| YEARS.contains(&time.start.date().year());
        if let Some(time) = self.all.iter().find(|time| !in_years(time)) {
            let year = time.start.date().year();
            return Err(text!(
                "a lieu en {year}, ce qui ne peut pas être",
                "takes place in {year}, which cannot be"
            ));
        }
        if self.all.len() > MAX_TIMES {
            return Err(text!(
                "plus de {MAX_TIMES} dates : exportez une période plus courte",
                "more than {MAX_TIMES} dates: export a shorter period"
            ));
        }
        let is_ahead = |time: &&Time| time.last_day() >= since;
        let Some(rule) = &self.rule else {
            let mut all: Vec<Time> = self.all.iter().filter(is_ahead).copied().collect();
            all.sort();
            all.dedup_by_key(|time| time.start);
            return Ok(folded(all));
        };
        let mut others: Vec<Time> =
            self.all[1..].iter().filter(is_ahead).copied().collect();
        others.sort();
        others.dedup_by_key(|time| time.start);
        let mut exceptions = self.exceptions.clone();
        exceptions.sort_unstable();
        exceptions.dedup();
        if !self.goes_on(first, rule, since, zone)? && others.is_empty() {
            return Ok(None);
        }
        let rule = Some(rule.clone());
        Ok(Some(Written { first: *first, rule, exceptions, others }))
    }

    /// Whether a rule falls on a day since then.
    fn goes_on(
        &self,
        first: &Time,
        rule: &str,
        since: Date,
        zone: &Zone,
    ) -> Result<bool, Text> {
        let recurrence = Recurrence::parse(rule).map_err(|error| {
            let part = rule.get(error.span).unwrap_or(rule);
            text!(
                "la répétition « {rule} » ne se lit pas (« {part} ») : écrivez cet événement à la main",
                "the recurrence `{rule}` cannot be read (`{part}`): write this event by hand"
            )
        })?;
        let timing = Timing {
            start: first.start.time(),
            end: first.end.map(Moment::time),
            all_day: matches!(first.start, Moment::Day(_)),
            recurrence: Some(recurrence),
            exceptions: self.exceptions.clone(),
            others: Vec::<Occurrence>::new(),
            zone: zone.clone(),
        };
        let last = since.saturating_add(100.years());
        Ok(!calendar::expand(&timing, (since, last)).is_empty())
    }
}

/// A list of times: a rule, if most of its days are those of one.
fn folded(all: Vec<Time>) -> Option<Written> {
    let first = *all.first()?;
    let last = all.last()?.start.date();
    let alike = |time: &Time| {
        time.start.time().time() == first.start.time().time() && time.lasts_as(&first)
    };
    let days: Vec<Date> = all.iter().map(|time| time.start.date()).collect();
    let step = days.windows(2).map(|pair| between(pair[0], pair[1])).fold(0, gcd);
    let frequency = match step {
        1 => Some("chaque jour".to_owned()),
        7 => Some(format!("chaque semaine, {}", weekday(first.start.date()))),
        n if n > 0 && n % 7 == 0 && n / 7 < 100 => {
            let n = n / 7;
            Some(format!("toutes les {n} semaines, {}", weekday(first.start.date())))
        }
        _ => None,
    };
    let frequency = frequency.filter(|_| days.len() >= MIN_RULE && all.iter().all(alike));
    let others = || all[1..].to_vec();
    let listed =
        |first, others| Written { first, rule: None, exceptions: Vec::new(), others };
    let Some(frequency) = frequency else { return Some(listed(first, others())) };
    let planned = usize::try_from(between(days[0], last) / step).unwrap_or(usize::MAX);
    if planned.saturating_sub(days.len()) > days.len() / SOME {
        return Some(listed(first, others()));
    }
    let series = days[0].series(step.days()).take_while(|day| *day <= last);
    let exceptions = series.filter(|day| days.binary_search(day).is_err()).collect();
    let rule = Some(format!("{frequency}, jusqu'au {last}"));
    Some(Written { first, rule, exceptions, others: Vec::new() })
}

/// Days from one to the other.
fn between(from: Date, to: Date) -> i32 {
    from.until((Unit::Day, to)).map_or(0, |span| span.get_days())
}

fn gcd(a: i32, b: i32) -> i32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    }
}

fn shown(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => day.to_string(),
        Moment::Time(time) => time.strftime("%Y-%m-%dT%H:%M").to_string(),
    }
}

impl Written {
    /// Adds them to a row.
    pub fn onto(self, row: Row) -> Row {
        let Self { first, rule, exceptions, others } = self;
        let other = |time: &Time| match time.end.filter(|_| !time.lasts_as(&first)) {
            None => shown(time.start),
            Some(end) => format!("{{debut: {}, fin: {}}}", shown(time.start), shown(end)),
        };
        let others: Vec<String> = others.iter().map(other).collect();
        let exceptions: Vec<String> =
            exceptions.iter().map(ToString::to_string).collect();
        let list = |items: Vec<String>| {
            (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
        };
        row.with("debut", Some(shown(first.start)))
            .with("fin", first.end.map(shown))
            .with("recurrence", rule.as_deref().map(quoted))
            .with("exceptions", list(exceptions))
            .with("autres_dates", list(others))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn times(days: &[(i8, i8)]) -> Vec<Time> {
        let time = |(month, day): &(i8, i8)| {
            let start = date(2027, *month, *day).at(18, 0, 0, 0);
            Time::new(Moment::Time(start), Some(Moment::Time(start + 2.hours())))
        };
        days.iter().map(time).collect()
    }

    fn text(all: Vec<Time>) -> String {
        let since = date(2026, 1, 1);
        let written = Times::listed(all).written(since, &Zone::paris());
        let written = written.expect("readable").expect("ahead");
        written.onto(Row::named(Vec::new())).text()
    }

    #[test]
    fn lists_become_rules_where_most_days_are_those_of_one() {
        let weekly = times(&[(1, 5), (1, 12), (1, 19), (1, 26), (2, 9)]);
        assert_eq!(
            text(weekly),
            "{debut: 2027-01-05T18:00, fin: 2027-01-05T20:00, recurrence: \"chaque semaine, mardi, jusqu'au 2027-02-09\", exceptions: [2027-02-02]}"
        );
        let daily = times(&[(1, 1), (1, 2), (1, 3)]);
        assert!(text(daily).contains("\"chaque jour, jusqu'au 2027-01-03\""));
        let loose = times(&[(1, 5), (1, 12), (3, 2)]);
        assert!(
            text(loose).ends_with("autres_dates: [2027-01-12T18:00, 2027-03-02T18:00]}")
        );
    }

    #[test]
    fn a_time_that_lasts_longer_says_so() {
        let mut all = times(&[(1, 5), (1, 12), (1, 19)]);
        let end = Moment::Time(date(2027, 1, 12).at(21, 30, 0, 0));
        all[1] = Time::new(all[1].start, Some(end));
        assert!(text(all).ends_with(
            "autres_dates: [{debut: 2027-01-12T18:00, fin: 2027-01-12T21:30}, 2027-01-19T18:00]}"
        ));
    }
}
