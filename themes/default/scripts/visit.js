// On every page: fetches the page that the visitor is about to open, and brings the service
// worker of portals that have one.

const MOST = 4; // pages fetched ahead from one page, of some 20 KB each
const line = navigator.connection;
const asked = new Set([location.pathname]);

function fetchAhead({ target }) {
  const link = target.closest?.("a[href]");
  if (!link || link.origin !== location.origin || !link.pathname.endsWith("/")) return;
  if (asked.size > MOST || asked.has(link.pathname)) return;
  asked.add(link.pathname);
  document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: link.pathname }));
}

if (!line?.saveData && !/2g/.test(line?.effectiveType)) {
  let timer;
  addEventListener("pointerover", event => {
    clearTimeout(timer);
    timer = setTimeout(fetchAhead, 80, event);
  });
  addEventListener("touchstart", fetchAhead, { passive: true });
}

const { offline } = document.documentElement.dataset;
if (offline) navigator.serviceWorker?.register(offline);
