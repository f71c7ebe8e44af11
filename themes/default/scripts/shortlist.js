// What the visitor keeps: title, address and kind of pages, in this browser and only when
// asked to. `data-keep` is the kind on a page that can be kept, and empty around the list.

const KEY = "selection";
const read = () => {
  try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch { return []; }
};

/** Keeps a page or lets it go; its copy for when there is no network follows. */
async function set(page, kept) {
  const others = read().filter(({ href }) => href !== page.href);
  localStorage.setItem(KEY, JSON.stringify(kept ? [...others, page] : others));
  refresh();
  if (!navigator.serviceWorker?.controller) return;
  const cache = await caches.open(KEY);
  await (kept ? cache.add(page.href) : cache.delete(page.href));
}

function refreshButton(root) {
  const [button, link] = root.children, { pathname: href } = location, pages = read();
  const kept = pages.some(page => page.href === href);
  button.ariaPressed = kept;
  button.onclick = () => set({
    href, title: document.querySelector("h1").textContent, kind: root.dataset.keep,
  }, !kept);
  link.hidden = !pages.length;
  link.textContent = link.textContent.replace(/( \(\d+\))?$/, ` (${pages.length})`);
}

/** Pages that a shared link names after its `#`, as addresses of this site. */
const shared = () => location.hash.startsWith("#/")
  ? [...new Set(location.hash.slice(1).split(","))].filter(href => /^\/[^/\\]/.test(href)).slice(0, 100)
  : [];

/** Keeps pages by their addresses: those that can be kept tell their title and kind. */
async function take(hrefs) {
  for (const href of hrefs) {
    const answer = await fetch(href).catch(() => null);
    if (!answer?.ok) continue;
    const text = (await answer.text()).replace(/<style.*?<\/style>/s, "");
    const page = new DOMParser().parseFromString(text, "text/html");
    const kind = page.querySelector("[data-keep]")?.dataset.keep;
    if (kind) await set({ href, title: page.querySelector("h1").textContent, kind }, true);
  }
}

function refreshShared(root, pages) {
  const [link, button] = ["[data-share]", "[data-take]"].map(name => root.querySelector(name));
  link.hidden = !pages.length;
  link.href = `#${pages.map(({ href }) => href).join(",")}`;
  const others = shared().filter(href => !pages.some(page => page.href === href));
  button.hidden = !others.length;
  button.onclick = () => { take(others); root.firstElementChild.focus(); };
}

function refreshList(root) {
  const pages = read(), { none, one, other, remove, offline } = root.dataset;
  const [total, list] = root.children;
  const rule = new Intl.PluralRules(document.documentElement.lang).select(pages.length);
  total.textContent = !pages.length ? none : (rule === "one" ? one : other).replace("{n}", pages.length);
  // The page stands in for those that a visitor without network has not seen yet.
  if (offline && location.pathname !== new URL(document.querySelector("link[rel=canonical]").href).pathname) {
    total.prepend(offline, document.createElement("br"));
  }
  list.replaceChildren(...pages.map(page => {
    const [item, link, button] = ["li", "a", "button"].map(name => document.createElement(name));
    Object.assign(link, { href: page.href, textContent: page.title });
    Object.assign(button, { type: "button", textContent: remove, ariaLabel: `${remove} ${page.title}` });
    button.onclick = () => { set(page, false); total.focus(); };
    item.append(link, ` ${page.kind} `, button);
    return item;
  }));
  refreshShared(root, pages);
}

function refresh() {
  for (const root of document.querySelectorAll("[data-keep]")) {
    root.hidden = false;
    (root.dataset.keep ? refreshButton : refreshList)(root);
  }
}
refresh();
addEventListener("storage", refresh);
addEventListener("hashchange", refresh);
addEventListener("pageshow", event => event.persisted && refresh());
