// The month before and the one after, without leaving the page.

// A link to an anchor fires "popstate" too: only another path needs its own page.
let path = location.pathname;

addEventListener("click", async event => {
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
});
addEventListener("popstate", () => location.pathname === path || location.reload());

async function show(href, rel) {
  const answer = await fetch(href);
  if (!answer.ok) throw answer.status;
  // The policy of this page does not know the styles of that one.
  const text = (await answer.text()).replace(/<style.*?<\/style>/s, "");
  const page = new DOMParser().parseFromString(text, "text/html");
  const swap = () => {
    document.querySelector("[data-month]").replaceWith(page.querySelector("[data-month]"));
    document.title = page.title;
    dispatchEvent(new CustomEvent("grown", { detail: [document] })); // agenda.js looks at the new days
    document.querySelector(`[data-month] [rel=${rel}]`)?.focus();
  };
  if (document.startViewTransition) document.startViewTransition(swap); else swap();
}
