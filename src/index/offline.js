// Keeps what a visitor has seen for when there is no network. BUILD is the day of the build;
// ELSE pairs the home of each language with the page shown in place of one that is not kept.
// What the visitor put on the shortlist is in a cache of its own, filled by the page.
const PAGES = "pages", FILES = "files";
const MOST = { [PAGES]: 50, [FILES]: 80 };
const PATIENCE = 4000; // milliseconds before a kept page is shown rather than awaited

addEventListener("install", event => {
  const pages = ELSE.map(([, page]) => new Request(page, { cache: "reload" }));
  event.waitUntil(caches.open(PAGES).then(cache => cache.addAll(pages)).then(() => skipWaiting()));
});

// The page that brought the worker was not fetched through it, nor were its files.
addEventListener("activate", event => event.waitUntil((async () => {
  await clients.claim();
  const pages = await caches.open(PAGES), files = await caches.open(FILES);
  for (const { url } of await clients.matchAll()) {
    await pages.add(url).catch(() => {});
    const text = await (await pages.match(url))?.text() ?? "";
    const named = text.match(/[^\s"'(=]+[.-][0-9a-f]{10}\.(js|woff2|svg)/g) ?? [];
    await Promise.all([...new Set(named)].map(file => files.add(file).catch(() => {})));
  }
})()));

addEventListener("fetch", event => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" || pathname.endsWith("/reglages.json")) event.respondWith(page(event, pathname));
  // Files named after their content never change.
  else if (/[.-][0-9a-f]{10}(\.\w+|\/[^/]+)$/.test(pathname)) event.respondWith(file(event));
});

async function page(event, path) {
  const fresh = fetch(event.request).then(answer => keep(event, PAGES, answer));
  const kept = await caches.match(event.request, { ignoreSearch: true });
  const late = new Promise(done => kept && setTimeout(done, PATIENCE, kept));
  return Promise.race([fresh, late]).catch(() => kept ?? caches.match(
    ELSE.find(([home]) => path.startsWith(home))?.[1] ?? ELSE.at(-1)[1]));
}

async function file(event) {
  return await caches.match(event.request) ?? keep(event, FILES, await fetch(event.request));
}

/** Hands an answer on, and keeps a copy; the oldest copies make room. */
function keep(event, name, answer) {
  if (answer.ok && answer.type === "basic") {
    const copy = answer.clone();
    event.waitUntil((async () => {
      const cache = await caches.open(name);
      await cache.delete(event.request);
      await cache.put(event.request, copy);
      const keys = await cache.keys();
      for (const old of keys.slice(0, Math.max(0, keys.length - MOST[name]))) await cache.delete(old);
    })());
  }
  return answer;
}
