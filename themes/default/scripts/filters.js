// Narrows a list in place: `form[data-filters]` in `[data-filtered]` over `[data-item]`.
// A field named `text` looks for words; any other field looks among those of `data-<name>`.
// The state is in the query, so that it can be shared. Groups that become empty, and the
// words said then, are the style sheet's affair (`[data-group]`, `.empty`). A list in pages is
// brought together at the first use of a filter.

const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Appends the groups of the other pages to a list, and takes its page numbers away. */
async function gather(list) {
  const pages = list.querySelector(".pages"), added = [];
  if (!pages) return;
  for (let href = pages.querySelector("[rel=next]")?.href; href;) {
    const answer = await (await fetch(href)).text();
    // The policy of this page does not know the styles of that one.
    const page = new DOMParser().parseFromString(answer.replace(/<style.*?<\/style>/s, ""), "text/html");
    for (const group of page.querySelectorAll("[data-filtered] [data-group]")) {
      const items = group.querySelectorAll("[data-item]"), same = document.getElementById(group.id);
      added.push(...items);
      if (same) same.querySelector("[data-item]").parentElement.append(...items);
      else pages.before(group);
    }
    href = page.querySelector(".pages [rel=next]")?.getAttribute("href");
  }
  pages.remove();
  list.dispatchEvent(new CustomEvent("grown", { detail: added, bubbles: true }));
}

document.querySelectorAll("form[data-filters]").forEach(form => {
  const list = form.closest("[data-filtered]");
  const apply = async () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    const suits = item => ([name, value]) => name === "text"
      ? fold(value).split(/\s+/).every(word => fold(item.textContent).includes(word))
      : item.dataset[name]?.split(" ").includes(value);
    // Where the others cannot be fetched, what is there is narrowed.
    if (wanted.length) await gather(list).catch(() => {});
    for (const item of list.querySelectorAll("[data-item]")) item.hidden = !wanted.every(suits(item));
    const query = new URLSearchParams(wanted).toString();
    history.replaceState(null, "", location.pathname + (query && `?${query}`) + location.hash);
  };
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.parentElement.querySelector("[data-filters-else]")?.remove();
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  if (location.search) apply();
});
