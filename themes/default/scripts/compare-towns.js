// Communes side by side: the pages that the visitor chose, by their addresses after the `#`,
// are read from this site, and what they tell in lists of terms becomes the rows.

const MOST = 4;
const form = document.querySelector("[data-towns]"), table = document.querySelector(".compare");
const [input, status] = ["input", "[role=status]"].map(name => form.querySelector(name));
const { remove, unknown, wrong, full, gone } = form.dataset;
const options = [...form.querySelectorAll("option")];
const make = (name, content = [], properties = {}) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...content);
  return element;
};

/** Addresses of communes that can be chosen here, whatever the address of the page says. */
const chosen = () => [...new Set(location.hash.slice(1).split(","))]
  .filter(href => options.some(option => option.id === href)).slice(0, MOST);
const choose = hrefs => { location.hash = hrefs.join(","); };

/** What the page of a commune tells: its title, and definitions by their terms. */
async function read(href) {
  const title = options.find(option => option.id === href).value, rows = new Map();
  const answer = await fetch(href).catch(() => null);
  if (!answer?.ok) return { href, title, rows, gone: true };
  const text = (await answer.text()).replace(/<style.*?<\/style>/s, "");
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const term of page.querySelectorAll("main dt")) {
    const told = [];
    for (let next = term.nextElementSibling; next?.localName === "dd"; next = next.nextElementSibling) {
      if (!next.querySelector("figure")) told.push(next);
    }
    rows.set(term.textContent.trim(), told);
  }
  return { href, title, rows };
}

/** The value first, then what it rests on. */
function cell(told) {
  if (!told?.length) return make("td", [unknown], { className: "note" });
  const [value, ...basis] = told.map(({ childNodes }) => [...childNodes].map(node => document.importNode(node, true)));
  return make("td", [...value, ...basis.map(nodes => make("small", nodes))]);
}

function head({ href, title }) {
  const button = make("button", [remove], { type: "button", ariaLabel: `${remove} ${title}` });
  button.onclick = () => { choose(chosen().filter(other => other !== href)); input.focus(); };
  return make("th", [make("a", [title], { href }), " ", button], { scope: "col" });
}

let turn = 0;
async function show() {
  const mine = ++turn, towns = await Promise.all(chosen().map(read));
  if (mine !== turn) return;
  const terms = [...new Set(towns.flatMap(({ rows }) => [...rows.keys()]))];
  table.tHead.replaceChildren(make("tr", [make("td"), ...towns.map(head)]));
  table.tBodies[0].replaceChildren(...terms.map(term => make("tr", [
    make("th", [term], { scope: "row" }), ...towns.map(({ rows }) => cell(rows.get(term))),
  ])));
  table.parentElement.hidden = !towns.length;
  const lost = towns.filter(town => town.gone).map(({ title }) => gone.replace("{name}", title));
  status.textContent = lost.join(" ") || towns.map(({ title }) => title).join(", ");
}

form.addEventListener("submit", event => {
  event.preventDefault();
  const found = options.find(option => option.value.toLowerCase() === input.value.trim().toLowerCase());
  const hrefs = chosen();
  if (!found) { status.textContent = wrong; return; }
  if (hrefs.length === MOST) { status.textContent = full; return; }
  input.value = "";
  choose([...hrefs, found.id]);
});
addEventListener("hashchange", show);
form.hidden = false;
show();
