"""Reads iCalendar files as a calendar program would, and says what is wrong with them.

    python ics_check.py 2026-01-01 2027-01-01 public/agenda.ics ...

Prints on stdout a JSON list of the occurrences from the first day (included) to the second
(excluded): file, uid, start, end, status. Prints faults on stderr and exits with 1 if any.
"""

import json
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import icalendar
import recurring_ical_events

MAX_LINE = 75


def bytes_faults(raw: bytes):
    """Faults of form: line ends, widths, encoding."""
    if not raw.endswith(b"\r\n"):
        yield "the last line has no CRLF"
    for number, line in enumerate(raw.split(b"\r\n"), 1):
        if b"\n" in line or b"\r" in line:
            yield f"line {number}: a line end that is not CRLF"
        if len(line) > MAX_LINE:
            yield f"line {number}: {len(line)} bytes"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"line {number}: a character is cut in two"


def nesting_faults(raw: bytes):
    """Components that are not closed, which a lenient reader drops without a word."""
    open_components = []
    for line in raw.decode("utf-8", "replace").splitlines():
        verb, _, name = line.partition(":")
        if verb == "BEGIN":
            open_components.append(name)
        elif verb == "END" and (not open_components or open_components.pop() != name):
            yield f"END:{name} closes something else"
    yield from (f"{name} is not closed" for name in open_components)


def zone_faults(calendar):
    """Faults of the time zones: missing, or at odds with the IANA database."""
    for tzid in sorted(calendar.get_missing_tzids()):
        yield f"no VTIMEZONE for {tzid}"
    for component in calendar.walk("VTIMEZONE"):
        tzid = str(component["TZID"])
        try:
            written, known = component.to_tz(lookup_tzid=False), ZoneInfo(tzid)
        except ZoneInfoNotFoundError:
            yield f"{tzid}: not a zone of the IANA database"
            continue
        for days in range(0, 10 * 365):
            noon = datetime(2025, 1, 1, 12) + timedelta(days=days)
            if written.utcoffset(noon) != known.utcoffset(noon):
                yield f"{tzid}: wrong offset on {noon.date()}"
                break


def event_faults(calendar):
    """Faults of the events, taken one by one and together."""
    seen = set()
    for event in calendar.walk("VEVENT"):
        uid = str(event.get("UID", "?"))
        if event.errors:
            yield from (f"{uid}: {name}: {error}" for name, error in event.errors)
            continue
        missing = [n for n in ("UID", "DTSTAMP", "DTSTART", "SUMMARY") if n not in event]
        yield from (f"{uid}: no {name}" for name in missing)
        if "DTSTART" not in missing and event.end < event.start:
            yield f"{uid}: ends before it starts"
        if "DTEND" in event and type(event.start) is not type(event.end):
            yield f"{uid}: DTSTART and DTEND are of different types"
        key = (uid, str(event.get("RECURRENCE-ID", "")))
        if key in seen:
            yield f"{uid}: twice in the file"
        seen.add(key)


def iso(moment):
    """ISO 8601; a local time that the spring change skips becomes the one that clocks show."""
    if isinstance(moment, datetime) and moment.tzinfo:
        moment = moment.astimezone(timezone.utc).astimezone(moment.tzinfo)
    return moment.isoformat()


def occurrences(calendar, path, first, last):
    """Occurrences between two days, as plain data."""
    for event in recurring_ical_events.of(calendar).between(first, last):
        yield {
            "file": str(path),
            "uid": str(event["UID"]),
            "start": iso(event.start),
            "end": iso(event.end),
            "status": str(event.get("STATUS", "")),
        }


def check(path, first, last):
    """The faults and the occurrences of a file."""
    raw = path.read_bytes()
    faults = [*bytes_faults(raw), *nesting_faults(raw)]
    try:
        calendar = icalendar.Calendar.from_ical(raw)
    except ValueError as error:
        return [*faults, str(error)], []
    faults += [*zone_faults(calendar), *event_faults(calendar)]
    if calendar.get("VERSION") != "2.0" or "PRODID" not in calendar:
        faults.append("VERSION or PRODID is missing")
    return faults, [] if faults else list(occurrences(calendar, path, first, last))


def main(first, last, *paths):
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    found, faulty = [], False
    for path in map(Path, paths):
        faults, events = check(path, first, last)
        found += events
        for fault in faults:
            faulty = True
            print(f"{path}: {fault}", file=sys.stderr)
    found.sort(key=lambda event: (event["start"], event["uid"]))
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 1 if faulty else 0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit("usage: ics_check.py FIRST LAST FILE...")
    sys.exit(main(*sys.argv[1:]))
