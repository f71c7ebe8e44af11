//! A recurrence in words, for the page: « chaque mois, le premier mardi ».

use jiff::civil::{Date, Weekday};

use super::recurrence::{End, Frequency, NthWeekday, Recurrence};
use super::zone::Zone;

/// The words of a language; `{}` and `{n}` stand for what varies.
struct Words {
    weekdays: [&'static str; 7],
    months: [&'static str; 12],
    /// One period and several of it, in the order of [`Frequency`].
    periods: [(&'static str, &'static str); 4],
    and: &'static str,
    in_months: &'static str,
    /// A weekday in a week, and each one of a month.
    weekday: &'static str,
    every_weekday: &'static str,
    among: &'static str,
    only: &'static str,
    times: &'static str,
    until: &'static str,
    /// With its article.
    ordinal: fn(i16) -> String,
    month_day: fn(i8) -> String,
    day_of_date: fn(i8) -> String,
}

static FRENCH: Words = Words {
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    periods: [
        ("chaque jour", "tous les {} jours"),
        ("chaque semaine", "toutes les {} semaines"),
        ("chaque mois", "tous les {} mois"),
        ("chaque année", "tous les {} ans"),
    ],
    and: " et ",
    in_months: " en {}",
    weekday: "le {}",
    every_weekday: "tous les {}s",
    among: "{n} jour parmi : {}",
    only: ", seulement {}",
    times: "{} fois",
    until: "jusqu’au {}",
    ordinal: |n| match n {
        1 => "le premier".to_owned(),
        2 => "le deuxième".to_owned(),
        3 => "le troisième".to_owned(),
        4 => "le quatrième".to_owned(),
        5 => "le cinquième".to_owned(),
        -1 => "le dernier".to_owned(),
        -2 => "l’avant-dernier".to_owned(),
        n if n < 0 => format!("le {}e en partant de la fin", -n),
        n => format!("le {n}e"),
    },
    month_day: |day| match day {
        -1 => "le dernier jour".to_owned(),
        day if day < 0 => format!("{} jours avant la fin du mois", -day - 1),
        day => format!("le {}", (FRENCH.day_of_date)(day)),
    },
    day_of_date: |day| if day == 1 { "1er".to_owned() } else { day.to_string() },
};

static ENGLISH: Words = Words {
    weekdays: [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    periods: [
        ("every day", "every {} days"),
        ("every week", "every {} weeks"),
        ("every month", "every {} months"),
        ("every year", "every {} years"),
    ],
    and: " and ",
    in_months: " in {}",
    weekday: "{}",
    every_weekday: "every {}",
    among: "{n} day among: {}",
    only: ", only {}",
    times: "{} times",
    until: "until {}",
    ordinal: |n| match n {
        1 => "the first".to_owned(),
        2 => "the second".to_owned(),
        3 => "the third".to_owned(),
        4 => "the fourth".to_owned(),
        5 => "the fifth".to_owned(),
        -1 => "the last".to_owned(),
        n if n < 0 => format!("{} to last", (ENGLISH.ordinal)(-n)),
        n => format!("the {}", english_rank(n)),
    },
    month_day: |day| match day {
        -1 => "the last day".to_owned(),
        day if day < 0 => format!("{} days before the end of the month", -day - 1),
        day => format!("the {}", english_rank(day.into())),
    },
    day_of_date: |day| day.to_string(),
};

fn english_rank(n: i16) -> String {
    let suffix = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

impl Recurrence {
    /// The rule in words: in French for `fr`, in English otherwise.
    pub fn describe(&self, lang: &str, zone: &Zone) -> String {
        let words = if lang.starts_with("fr") { &FRENCH } else { &ENGLISH };
        let parts = [Some(self.period(words)), self.days(words), self.bound(words, zone)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// « toutes les 2 semaines en juillet et août »
    fn period(&self, words: &Words) -> String {
        let (one, several) = words.periods[self.frequency as usize];
        let period = match self.interval {
            1 => one.to_owned(),
            interval => several.replace("{}", &interval.to_string()),
        };
        let months = self.months.iter().map(|month| words.month(*month).to_owned());
        match words.list(months) {
            Some(months) => period + &words.in_months.replace("{}", &months),
            None => period,
        }
    }

    /// « le premier mardi », « le 15 », « le 13, seulement le vendredi »
    fn days(&self, words: &Words) -> Option<String> {
        let each = self.frequency >= Frequency::Monthly
            && self.positions.is_empty()
            && self.month_days.is_empty();
        let weekdays =
            words.list(self.weekdays.iter().map(|day| words.weekday(*day, each)));
        let month_days =
            words.list(self.month_days.iter().map(|day| (words.month_day)(*day)));
        let days = match (month_days, weekdays) {
            (Some(days), Some(only)) => Some(days + &words.only.replace("{}", &only)),
            (month_days, weekdays) => month_days.or(weekdays),
        };
        match words.list(self.positions.iter().map(|n| (words.ordinal)(*n))) {
            Some(nth) => days.map(|d| words.among.replace("{n}", &nth).replace("{}", &d)),
            None => days,
        }
    }

    /// « jusqu’au 31 décembre 2026 », « 10 fois »
    fn bound(&self, words: &Words, zone: &Zone) -> Option<String> {
        if let End::Count(count) = self.end {
            return Some(words.times.replace("{}", &count.to_string()));
        }
        let last = self.end.moment(zone)?;
        Some(words.until.replace("{}", &words.date(last.date())))
    }
}

impl Words {
    fn month(&self, month: i8) -> &'static str {
        self.months[usize::try_from(month - 1).expect("months go from 1 to 12")]
    }

    fn weekday(&self, day: NthWeekday, each: bool) -> String {
        let name = self.weekday_name(day.weekday);
        match day.nth {
            Some(nth) => format!("{} {name}", (self.ordinal)(nth.into())),
            None if each => self.every_weekday.replace("{}", name),
            None => self.weekday.replace("{}", name),
        }
    }

    fn weekday_name(&self, day: Weekday) -> &'static str {
        self.weekdays[usize::try_from(day.to_monday_zero_offset()).expect("from 0 to 6")]
    }

    fn date(&self, date: Date) -> String {
        let day = (self.day_of_date)(date.day());
        format!("{day} {} {}", self.month(date.month()), date.year())
    }

    /// « a, b et c »
    fn list(&self, items: impl Iterator<Item = String>) -> Option<String> {
        let mut items: Vec<String> = items.collect();
        let last = items.pop()?;
        match items.is_empty() {
            true => Some(last),
            false => Some(items.join(", ") + self.and + &last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_read_well() {
        let cases = [
            (
                "chaque mois, 1er mardi",
                "chaque mois, le premier mardi",
                "every month, the first Tuesday",
            ),
            (
                "chaque mois, dernier vendredi",
                "chaque mois, le dernier vendredi",
                "every month, the last Friday",
            ),
            (
                "FREQ=MONTHLY;BYDAY=-2FR",
                "chaque mois, l’avant-dernier vendredi",
                "every month, the second to last Friday",
            ),
            (
                "chaque mois, le 1er et le 22",
                "chaque mois, le 1er et le 22",
                "every month, the 1st and the 22nd",
            ),
            (
                "chaque mois, dernier jour",
                "chaque mois, le dernier jour",
                "every month, the last day",
            ),
            (
                "FREQ=MONTHLY;BYMONTHDAY=-3",
                "chaque mois, 2 jours avant la fin du mois",
                "every month, 2 days before the end of the month",
            ),
            (
                "FREQ=MONTHLY;BYDAY=TU",
                "chaque mois, tous les mardis",
                "every month, every Tuesday",
            ),
            (
                "toutes les 2 semaines, lundi et jeudi, 10 fois",
                "toutes les 2 semaines, le lundi et le jeudi, 10 fois",
                "every 2 weeks, Monday and Thursday, 10 times",
            ),
            (
                "chaque année, 14 juillet",
                "chaque année en juillet, le 14",
                "every year in July, the 14th",
            ),
            ("tous les 2 ans", "tous les 2 ans", "every 2 years"),
            (
                "chaque jour, jusqu'au 2027-01-01",
                "chaque jour, jusqu’au 1er janvier 2027",
                "every day, until 1 January 2027",
            ),
            (
                "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
                "chaque mois, le 13, seulement le vendredi",
                "every month, the 13th, only Friday",
            ),
            (
                "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=-1",
                "chaque mois, le dernier jour parmi : le samedi et le dimanche",
                "every month, the last day among: Saturday and Sunday",
            ),
        ];
        for (text, french, english) in cases {
            let rule = Recurrence::parse(text).expect(text);
            assert_eq!(rule.describe("fr", &Zone::paris()), french);
            assert_eq!(rule.describe("en-GB", &Zone::paris()), english);
        }
    }

    #[test]
    fn the_last_day_is_that_of_the_zone() {
        let rule = Recurrence::parse("FREQ=DAILY;UNTIL=20270101T035959Z").unwrap();
        let guadeloupe = Zone::of_departement("971");
        assert_eq!(
            rule.describe("fr", &guadeloupe),
            "chaque jour, jusqu’au 31 décembre 2026"
        );
    }
}
