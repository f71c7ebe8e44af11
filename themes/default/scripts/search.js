// Brings search in when it is asked for: a few bytes on every page, the rest at the first need.
// The link to search names the module to load, and leads to the page that its settings lie beside.

const opener = document.querySelector("[data-search-open]");
let loading, failures = "";

function load() {
  // Some browsers keep that a module failed: it is asked for again under another address.
  const module = new URL(opener.dataset.searchOpen + failures, document.baseURI);
  loading ??= Promise.all([import(module), settings()]).then(([{ start }, found]) => start(found)).catch(error => {
    loading = undefined;
    failures += "#";
    throw error;
  });
  return loading;
}

/** Their name stays when the index changes: the browser asks whether what it has still holds. */
async function settings() {
  return (await fetch(new URL("reglages.json", opener.href), { cache: "no-cache" })).json();
}

/**
 * Opens search with what was typed while it was on its way; where it cannot be loaded, the link
 * leads on as it does without a script.
 */
async function open(event) {
  event.preventDefault();
  let typed = "";
  const keep = event => {
    if (event.key.length > 1 || !isPlain(event)) return;
    typed += event.key;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("keydown", keep, true);
  try {
    const enter = await load();
    enter(typed);
  } catch {
    location.href = opener.href;
  }
  removeEventListener("keydown", keep, true);
}

const isPlain = event => !event.ctrlKey && !event.metaKey && !event.altKey;
const isEditable = node => node.isContentEditable || node.matches("input:not([type=radio]), textarea, select");

opener.addEventListener("click", event => { if (isPlain(event) && !event.shiftKey) open(event); });
for (const intent of ["pointerenter", "focus"]) {
  opener.addEventListener(intent, () => load().catch(() => {}), { once: true });
}
document.addEventListener("keydown", event => {
  const slash = event.key === "/" && isPlain(event) && !isEditable(event.target);
  const k = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
  if (slash || k) open(event);
});
if (document.querySelector("[data-search]")) enliven();

/** Brings the page of results to life, now or when the network is back. */
function enliven() {
  load().catch(() => addEventListener("online", enliven, { once: true }));
}
