// Keeps the agenda right as time passes: a page built in March is right in June.
// What is over bears `data-end` (milliseconds) and leaves; `data-over` appears instead.
// Today is that of Paris, wherever the visitor is.

const today = () => new Date().toLocaleDateString("sv", { timeZone: "Europe/Paris" });

function refresh() {
  const now = Date.now();
  let next = Infinity;
  for (const node of document.querySelectorAll("[data-end]")) {
    const end = +node.dataset.end;
    node.classList.toggle("over", end < now);
    if (end >= now) next = Math.min(next, end);
  }
  for (const node of document.querySelectorAll("[data-over]")) {
    node.hidden = node.dataset.over >= now;
  }
  const day = today();
  for (const node of document.querySelectorAll(".event, [data-day]")) {
    const date = node.dataset.day || node.querySelector("time").dateTime.slice(0, 10);
    node.classList.toggle("today", date === day);
    if (!node.dataset.day) continue;
    if (date === day) node.setAttribute("aria-current", "date");
    else node.removeAttribute("aria-current");
  }
  clearTimeout(refresh.timer);
  // A day at most, so that "today" moves on; timers cannot wait for longer than 24 days.
  refresh.timer = setTimeout(refresh, Math.min(next - now + 1000, 864e5));
}

// The month before and the one after, without leaving the page. A link to an anchor fires
// "popstate" too: only another path needs its own page.
let path = location.pathname;
async function turn(event) {
  const link = event.target.closest("[data-month] [rel=prev], [data-month] [rel=next]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await show(link.href, link.rel);
    history.pushState({ month: true }, "", link.href);
    path = location.pathname;
  } catch {
    location.href = link.href;
  }
}

async function show(href, rel) {
  const answer = await fetch(href);
  if (!answer.ok) throw answer.status;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const swap = () => {
    document.querySelector("[data-month]").replaceWith(page.querySelector("[data-month]"));
    document.title = page.title;
    refresh();
    document.querySelector(`[data-month] [rel=${rel}]`)?.focus();
  };
  if (document.startViewTransition) document.startViewTransition(swap); else swap();
}

refresh();
addEventListener("visibilitychange", () => document.hidden || refresh());
if (document.querySelector("[data-month]")) {
  addEventListener("click", turn);
  addEventListener("popstate", () => location.pathname === path || location.reload());
}
