// Keeps the agenda right as time passes: a page built in March is right in June.
// What is over bears `data-end` (milliseconds) and leaves; `data-over` appears instead.
// Today is that of Paris, wherever the visitor is; times are told in the visitor's zone too.

const PARIS = "Europe/Paris";
const lang = document.documentElement.lang;
const words = document.querySelector("script[data-weekend]")?.dataset ?? {};
const day = (time, plus = 0) =>
  new Date(time + plus * 864e5).toLocaleDateString("sv", { timeZone: PARIS });
const relative = days => new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(days, "day");

/** The days that a filter and a mark name, as [name, word, first, last]; a page that only
    mentions events brings no word for a weekend. */
function spans() {
  const now = Date.now(), from = (new Date(day(now)).getUTCDay() + 6) % 7; // Monday is 0
  return [
    ["today", relative(0), day(now), day(now)],
    ["tomorrow", relative(1), day(now, 1), day(now, 1)],
    ["weekend", words.weekend, day(now, 5 - from), day(now, 6 - from)],
  ].filter(([, word]) => word);
}

function refresh() {
  const now = Date.now(), today = day(now), near = spans();
  let next = Infinity;
  for (const node of document.querySelectorAll("[data-end]")) {
    const end = +node.dataset.end;
    node.classList.toggle("over", end < now);
    if (end >= now) next = Math.min(next, end);
    mark(node, end, near);
  }
  for (const node of document.querySelectorAll("[data-over]")) {
    node.hidden = node.dataset.over >= now;
  }
  for (const node of document.querySelectorAll("[data-day]")) {
    if (node.dataset.day === today) node.ariaCurrent = "date";
    else node.removeAttribute("aria-current");
  }
  document.querySelector("[data-filters]")?.dispatchEvent(new Event("input"));
  clearTimeout(refresh.timer);
  // An hour at most, so that "today" moves on.
  refresh.timer = setTimeout(refresh, Math.min(next - now + 1000, 36e5));
}

/** Says "today", "tomorrow" or "this weekend" before the time of an event. */
function mark(node, end, near) {
  const time = node.querySelector("time");
  if (!time) return;
  const first = time.dateTime.slice(0, 10), last = day(end - 1);
  const mine = near.filter(([, , from, to]) => first <= to && last >= from);
  node.dataset.when = mine.map(([name]) => name).join(" ");
  node.classList.toggle("today", mine[0]?.[0] === "today");
  node.querySelector(".soon")?.remove();
  if (mine[0]) {
    time.prepend(Object.assign(document.createElement("b"), { className: "soon", textContent: mine[0][1] }), " ");
    time.firstChild.after(" ");
  }
}

/** Where the visitor's clock is another one: whose time it is, and what it is here. */
function localize(time) {
  const at = new Date(time.dateTime), sign = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
  // Pages that only mention an event do not bring the words.
  if (!sign || !words.here) return;
  const there = (sign[1] + 1) * (sign[2] * 60 + +sign[3]);
  if (there === -at.getTimezoneOffset()) return;
  const paris = new Date(at.toLocaleString("sv", { timeZone: PARIS }).replace(" ", "T") + "Z");
  const here = at.toLocaleString(lang, {
    hour: "numeric", minute: "2-digit", hourCycle: "h23",
    ...at.toLocaleDateString("sv") !== time.dateTime.slice(0, 10) && { weekday: "long" },
  });
  const whose = paris - at === there * 6e4 ? words.paris : words.there;
  time.append(` (${whose}, ${words.here.replace("{time}", here)})`);
}

/** Looks at all times, or at those that a list has got since. */
function start({ detail: nodes = [document] } = {}) {
  for (const node of nodes) node.querySelectorAll("main time").forEach(localize);
  refresh();
}
start();
addEventListener("grown", start);
addEventListener("visibilitychange", () => document.hidden || refresh());
