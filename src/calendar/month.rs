//! A month as a table: whole weeks from Monday to Sunday, and what each day holds.

use jiff::ToSpan;
use jiff::civil::Date;

/// The weeks that touch a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// First day of the month.
    pub first: Date,
    /// Its weeks, those of its first and last days whole.
    pub weeks: Vec<Week>,
}

/// A row: seven days from Monday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Number of the week in its year (ISO 8601).
    pub number: i8,
    /// Its seven days.
    pub days: Vec<Day>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// False for the days of the neighboring months that complete a week.
    pub in_month: bool,
    /// Places, in the list given to [`Month::of`], of what takes place that day.
    pub entries: Vec<usize>,
}

impl Month {
    /// The month of `day`, with `spans` (first and last days) laid over it.
    pub fn of(day: Date, spans: &[(Date, Date)]) -> Month {
        let (first, last) = (day.first_of_month(), day.last_of_month());
        let lead = i32::from(first.weekday().to_monday_zero_offset());
        let mondays = first.saturating_sub(lead.days()).series(1.week());
        let weeks = mondays
            .take_while(|monday| *monday <= last)
            .map(|monday| Week {
                number: monday.iso_week_date().week(),
                days: monday
                    .series(1.day())
                    .take(7)
                    .map(|d| Day::of(d, first, spans))
                    .collect(),
            })
            .collect();
        Month { first, weeks }
    }
}

impl Day {
    fn of(date: Date, month: Date, spans: &[(Date, Date)]) -> Day {
        let holds = |(first, last): &(Date, Date)| (*first..=*last).contains(&date);
        Day {
            date,
            in_month: date.first_of_month() == month,
            entries: (0..spans.len()).filter(|i| holds(&spans[*i])).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_month_is_whole_weeks_from_monday() {
        let month = Month::of(date(2026, 1, 15), &[]);
        assert_eq!(month.first, date(2026, 1, 1));
        let numbers: Vec<i8> = month.weeks.iter().map(|week| week.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5]);
        assert_eq!(month.weeks[0].days[0].date, date(2025, 12, 29));
        assert_eq!(month.weeks[4].days[6].date, date(2026, 2, 1));
        assert_eq!(Month::of(date(2027, 2, 1), &[]).weeks.len(), 4);
    }

    #[test]
    fn an_entry_lies_on_each_of_its_days() {
        let spans =
            [(date(2026, 6, 4), date(2026, 6, 6)), (date(2026, 5, 1), date(2026, 6, 4))];
        let month = Month::of(date(2026, 6, 1), &spans);
        let entries: Vec<&[usize]> =
            month.weeks[0].days.iter().map(|day| day.entries.as_slice()).collect();
        let expected: [&[usize]; 7] = [&[1], &[1], &[1], &[0, 1], &[0], &[0], &[]];
        assert_eq!(entries, expected);
    }

    proptest! {
        #[test]
        fn each_day_of_the_month_is_there_once(
            year in 1900i16..2200, month in 1i8..=12, day in 1i8..=28
        ) {
            let grid = Month::of(date(year, month, day), &[]);
            let days: Vec<&Day> = grid.weeks.iter().flat_map(|week| &week.days).collect();
            prop_assert!(days.windows(2).all(|w| w[0].date.tomorrow().unwrap() == w[1].date));
            prop_assert_eq!(days[0].date.weekday(), Weekday::Monday);
            let inside = days.iter().filter(|day| day.in_month).count();
            prop_assert_eq!(inside, usize::try_from(grid.first.days_in_month()).unwrap());
        }
    }
}
