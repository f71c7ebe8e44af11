//! Hours for machines: structured data and the script that says "open now".

use super::{Hours, MIDNIGHT, Season, Span, State, Week, clock};
use jiff::civil::Date;

/// The days of schema.org's `DayOfWeek`, in the order of a [`Week`].
const SCHEMA_DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// One `OpeningHoursSpecification` of schema.org.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specification {
    /// `dayOfWeek`: names of `DayOfWeek`, `PublicHolidays` among them.
    pub days: Vec<&'static str>,
    /// `opens`, as `09:00`.
    pub opens: String,
    /// `closes`, as `12:30`; equal to `opens` on a day that is closed.
    pub closes: String,
    /// `validFrom` and `validThrough`, for hours that change with the season.
    pub valid: Option<(Date, Date)>,
}

impl Hours {
    /// The `openingHoursSpecification` of a year, days with the same times together.
    /// Days on request are left out: schema.org has no word for them.
    pub fn specifications(&self, year: i16) -> Vec<Specification> {
        let seasons = self.seasons();
        let whole_year = seasons.len() == 1;
        let of = |season: &Season| {
            let valid = if whole_year { None } else { season.dates(year) };
            season.week.specifications(valid)
        };
        seasons.iter().flat_map(of).collect()
    }

    /// The hours as compact JSON, one object a season: `m` its first and last months,
    /// `d` the spans of each day from Monday in minutes after midnight, `h` those of
    /// public holidays, `null` when these are like other days. A close past 1440 is on
    /// the next day. Days on request are `null`, for nothing is known of them.
    pub fn json(&self) -> String {
        let seasons: Vec<_> = self.seasons().iter().map(Season::json).collect();
        format!("[{}]", seasons.join(","))
    }
}

impl Season {
    /// Its first and last days, the last one in the next year if need be.
    fn dates(&self, year: i16) -> Option<(Date, Date)> {
        let last_year = if self.last < self.first { year.checked_add(1)? } else { year };
        let first = Date::new(year, self.first, 1).ok()?;
        let last = Date::new(last_year, self.last, 1).ok()?.last_of_month();
        Some((first, last))
    }

    fn json(&self) -> String {
        let days: Vec<_> = self.week.days.iter().map(|day| json(&day.state)).collect();
        let holidays = self.week.holidays.as_ref().map(|day| json(&day.state));
        format!(
            r#"{{"m":[{},{}],"d":[{}],"h":{}}}"#,
            self.first,
            self.last,
            days.join(","),
            holidays.as_deref().unwrap_or("null")
        )
    }
}

fn json(state: &State) -> String {
    let spans: &[Span] = match state {
        State::Open(spans) => spans,
        State::Closed => &[],
        State::Unknown => return "null".to_owned(),
    };
    let pairs: Vec<_> =
        spans.iter().map(|s| format!("[{},{}]", s.open, s.close)).collect();
    format!("[{}]", pairs.join(","))
}

impl Week {
    fn specifications(&self, valid: Option<(Date, Date)>) -> Vec<Specification> {
        let mut out: Vec<Specification> = Vec::new();
        let named = SCHEMA_DAYS.iter().zip(&self.days);
        for (name, day) in named.map(|(name, day)| (*name, &day.state)) {
            let State::Open(spans) = day else { continue };
            for span in spans {
                let (opens, closes) = (clock(span.open), closing(span));
                let same =
                    |s: &&mut Specification| s.opens == opens && s.closes == closes;
                match out.iter_mut().find(same) {
                    Some(specification) => specification.days.push(name),
                    None => {
                        out.push(Specification {
                            days: vec![name],
                            opens,
                            closes,
                            valid,
                        });
                    }
                }
            }
        }
        out.extend(self.holiday_specifications(valid));
        out
    }

    fn holiday_specifications(&self, valid: Option<(Date, Date)>) -> Vec<Specification> {
        let of = |opens, closes| {
            let days = vec!["PublicHolidays"];
            Specification { days, opens, closes, valid }
        };
        match self.holidays.as_ref().map(|day| &day.state) {
            Some(State::Open(spans)) => {
                spans.iter().map(|span| of(clock(span.open), closing(span))).collect()
            }
            Some(State::Closed) => vec![of(clock(0), clock(0))],
            Some(State::Unknown) | None => Vec::new(),
        }
    }
}

/// A closing time within a day; the end of a day is 23:59, as search engines read it.
fn closing(span: &Span) -> String {
    match span.close {
        MIDNIGHT => "23:59".to_owned(),
        close => clock(close % MIDNIGHT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn specifications(text: &str) -> Vec<String> {
        let hours: Hours = text.parse().expect(text);
        let line = |s: Specification| {
            let valid = s.valid.map(|(from, to)| format!(" {from}/{to}"));
            let valid = valid.unwrap_or_default();
            format!("{} {}-{}{valid}", s.days.join(" "), s.opens, s.closes)
        };
        hours.specifications(2026).into_iter().map(line).collect()
    }

    #[test]
    fn days_with_the_same_times_share_a_specification() {
        for (text, expected) in [
            (
                "Mo,Tu 09:00-12:00,14:00-18:00; We 09:00-12:00; PH off",
                &[
                    "Monday Tuesday Wednesday 09:00-12:00",
                    "Monday Tuesday 14:00-18:00",
                    "PublicHolidays 00:00-00:00",
                ][..],
            ),
            ("Sa,Su 00:00-24:00", &["Saturday Sunday 00:00-23:59"]),
            ("Sa 22:00-02:00", &["Saturday 22:00-02:00"]),
            ("Sa \"sur rendez-vous\"", &[]),
            (
                "Apr-Sep Mo 09:00-18:00; Oct-Mar Mo 10:00-17:00",
                &[
                    "Monday 09:00-18:00 2026-04-01/2026-09-30",
                    "Monday 10:00-17:00 2026-10-01/2027-03-31",
                ],
            ),
        ] {
            assert_eq!(specifications(text), expected, "{text}");
        }
    }

    #[test]
    fn json_for_the_browser() {
        for (text, expected) in [
            (
                "Mo 09:00-12:30,14:00-18:00; PH off",
                r#"[{"m":[1,12],"d":[[[540,750],[840,1080]],[],[],[],[],[],[]],"h":[]}]"#,
            ),
            (
                "Sa \"sur rendez-vous\"",
                r#"[{"m":[1,12],"d":[[],[],[],[],[],null,[]],"h":null}]"#,
            ),
            (
                "Jul-Aug Sa 22:00-02:00",
                r#"[{"m":[7,8],"d":[[],[],[],[],[],[[1320,1560]],[]],"h":null},{"m":[9,6],"d":[[],[],[],[],[],[],[]],"h":null}]"#,
            ),
        ] {
            let hours: Hours = text.parse().expect(text);
            assert_eq!(hours.json(), expected);
        }
    }
}
