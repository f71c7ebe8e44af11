// Says whether a place is open now, by its own clock: `data-hours` holds the seasons that
// src/text/hours/output.rs writes, `data-zone` the clock, `data-open` and `data-closed` the
// words, whose part before the comma is also said alone.

const DAY = 864e5;
const lang = document.documentElement.lang;

/** The public holidays of a year in mainland France, as instants of midnight UTC. */
function holidays(year) {
  // Easter, after Oudin (1940).
  const g = year % 19, c = year / 100 | 0;
  const h = (c - (c / 4 | 0) - ((8 * c + 13) / 25 | 0) + 19 * g + 15) % 30;
  const i = h - (h / 28 | 0) * (1 - (29 / (h + 1) | 0) * ((21 - g) / 11 | 0));
  const l = i - (year + (year / 4 | 0) + i + 2 - c + (c / 4 | 0)) % 7;
  const easter = Date.UTC(year, 2, 28 + l);
  const fixed = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];
  return [1, 39, 50].map(days => easter + days * DAY).concat(fixed.map(day => Date.parse(`${year}-${day}`)));
}

/** When a place opens on a day, in pairs of minutes; `null` when it depends. */
function spans(seasons, day) {
  const date = new Date(day), month = date.getUTCMonth() + 1;
  const { d, h } = seasons.find(({ m: [first, last] }) =>
    first <= last ? month >= first && month <= last : month >= first || month <= last);
  return h && holidays(date.getUTCFullYear()).includes(day) ? h : d[(date.getUTCDay() + 6) % 7];
}

/** What to say at a moment: open or not, and until when. `null` when nobody knows. */
function state(seasons, today, minute) {
  const on = days => spans(seasons, today + days * DAY) || [];
  if (!spans(seasons, today)) return null;
  const now = [...on(0), ...on(-1).map(span => span.map(end => end - 1440))]
    .find(([open, close]) => open <= minute && minute < close);
  if (now) return { open: true, at: now[1] >= 1440 && on(1)[0]?.[0] === 0 ? null : now[1] % 1440 };
  for (let days = 0; days < 8; days++) {
    const next = on(days).find(([open]) => days || open > minute);
    if (next) return { at: next[0], days };
  }
  return {};
}

/** The day, as an instant of midnight UTC, and the state at a moment. */
function at(now, hours, zone) {
  const [date, time] = now.toLocaleString("sv", { timeZone: zone }).split(" ");
  const [hour, minute] = time.split(":");
  const today = Date.parse(date);
  return [today, state(JSON.parse(hours), today, hour * 60 + +minute)];
}

/** Whether a place is open at a moment: search asks. */
export const isOpen = (hours, zone, now) => !!at(now, hours, zone)[1]?.open;

function refresh(node) {
  const { hours, zone, open, closed } = node.dataset;
  const [today, found] = at(new Date(), hours, zone);
  node.hidden = !found;
  if (!found) return;
  const clock = { timeZone: "UTC", hour: "numeric", minute: "2-digit", hourCycle: "h23" };
  const name = days => days < 2
    ? new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(days, "day")
    : new Date(today + days * DAY).toLocaleDateString(lang, { timeZone: "UTC", weekday: "long" });
  const words = found.open ? open : closed;
  const text = found.at == null ? words.split(",")[0] : words
    .replace("{time}", new Date(found.at * 6e4).toLocaleTimeString(lang, clock))
    .replace("{day}", name(found.days));
  if (node.textContent !== text) node.textContent = text;
  node.classList.toggle("open", !!found.open);
}

function all() {
  document.querySelectorAll("[data-hours]").forEach(refresh);
  clearTimeout(all.timer);
  all.timer = setTimeout(all, 6e4 - Date.now() % 6e4);
}
all();
addEventListener("visibilitychange", () => document.hidden || all());
