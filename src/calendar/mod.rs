//! Events in time: how a series repeats, when it takes place, and how calendars read it.
//!
//! A leaf module: text and civil dates in, civil dates and iCalendar text out. It knows no
//! portal, no clock and no disk. Times are local to a [`Zone`]: an event at 18:00 stays at
//! 18:00 whatever the clocks do, and only [`Zone`] turns a local time into an instant.
//!
//! * [`Recurrence`]: the rule, from an RFC 5545 `RRULE` or a French short form;
//! * [`Timing`] and [`expand`]: the occurrences of an event between two days;
//! * [`Calendar`]: the iCalendar file;
//! * [`Month`]: the weeks of a month, for a table.

mod describe;
mod expand;
mod french;
mod ics;
mod month;
mod recurrence;
mod rule_text;
mod zone;

pub use expand::{MAX_OCCURRENCES, Occurrence, Timing, expand};
pub use ics::{Calendar, IcsEvent, Organizer, Override, Status};
pub use month::{Day, Month, Week};
pub use recurrence::{
    ACCEPTED_FORMS, End, Frequency, MAX_COUNT, MAX_INTERVAL, NthWeekday, Recurrence,
    RecurrenceError, RecurrenceFault,
};
pub use zone::Zone;
