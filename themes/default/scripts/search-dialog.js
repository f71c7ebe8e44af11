// Search as the visitor sees it: a dialog on every page, and the page of results. Loaded by
// search.js at the first need. No query leaves the browser: links to the page of results carry it
// behind a `#`, and that page keeps its address to itself.

import { Engine } from "./search-engine.js";

const SHORTEST = 2, FIRST = 5, NEXT = 10;
// In milliseconds: without an answer, until search says that it is on its way; until a file is
// given up, and then asked for again; between keys, while the network is busy with the letters
// before; without a change, until it is told aloud; at the end of the first results, until more.
const SLOW = 400, PATIENCE = 10000, AGAIN = 300, TYPING = 150, QUIET = 700, PAUSE = 1000;
const LISTS = ["kind", "departement", "commune"];
const FLAGS = ["pres", "avenir", "ouvert", "teletravail"];

/** An element with its properties (attributes when there is no such property) and children. */
const element = (name, properties, ...children) => {
  const made = document.createElement(name);
  for (const key in properties) {
    if (key in made) made[key] = properties[key];
    else made.setAttribute(key, properties[key]);
  }
  made.append(...children);
  return made;
};

const button = (text, onclick, properties) =>
  element("button", { type: "button", className: "search-button", onclick, ...properties }, text);

const fill = (pattern, values) => pattern.replace(/{(\w+)}/g, (_, name) => values[name]);

/** A file of the index; the network may fail once. */
async function read(url, again) {
  let answer;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) return await answer.json();
  } catch (error) {
    if (again) throw error;
    await new Promise(done => setTimeout(done, AGAIN));
    return read(url, true);
  }
  throw Object.assign(Error(url), { status: answer.status });
}

/**
 * Brings a `.search` block to life: its field gets filters, results and advice. `dialog` is the
 * one that it stands in, if any. Answers with what goes to the field, with what was typed.
 */
function enliven(root, config, dialog) {
  const { lang, action, strings, kinds, departements } = config;
  const engine = new Engine(config, name => read(config.index.folder + name));
  const plural = new Intl.PluralRules(lang), number = new Intl.NumberFormat(lang);
  const day = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" });
  const kilometers = new Intl.NumberFormat(lang, { style: "unit", unit: "kilometer", maximumFractionDigits: 0 });
  const form = root.querySelector("form"), input = form.querySelector("input");
  const fallback = root.querySelector("[data-search-fallback]") ?? {};

  let filters = {}, found, again, turn = 0, busy = 0, typing, telling, pausing;

  // What the block is made of.
  const fields = {}, block = (className, name = "div") => element(name, { className, hidden: true });
  const field = (name, control, ...label) =>
    (fields[name] = element("label", { hidden: true }, ...label, control));
  const list = name => field(name, element("select", { name }), strings[name]);
  const flag = name => {
    const control = element("input", { type: "checkbox", name });
    field(name, control).append(strings[name], " ", element("small"));
    return fields[name];
  };
  const finer = element("p", { className: "search-note" }, strings.no_filters);
  const details = element("details", {},
    element("summary", {}, strings.filters),
    element("div", { className: "search-fields" }, list("commune"), ...FLAGS.slice(1).map(flag), finer));
  const facets = block("search-facets");
  const status = element("p", { className: "search-status", "aria-hidden": true });
  const told = element("p", { className: "search-told", role: "status" });
  const retry = button("", () => {
    results.focus();
    if (again) again();
    else if (dialog) location = address();
    else location.reload();
  }, { hidden: true });
  const places = block("search-places", "ul"), advice = block("search-advice");
  const results = element("ol", { className: "search-results", id: "resultats", tabIndex: -1 });
  const more = button(strings.more, () => readOn(true), { hidden: true });
  const elsewhere = block("search-elsewhere", "p");

  /** The query and its filters, as an address has them. */
  const asked = () => new URLSearchParams({ q: input.value.trim(), ...filters });
  const address = () => `${action}#${asked()}`;

  const narrowed = () => Object.keys(filters).length > 0;
  const set = (name, value) => {
    if (value) filters[name] = value;
    else delete filters[name];
  };

  /** Takes the query and its filters from an address. */
  function restore(query) {
    input.value = query.get("q") ?? "";
    filters = {};
    for (const name of [...LISTS, ...FLAGS]) set(name, query.get(name));
    details.open = FLAGS.some((name, i) => i && filters[name]) || filters.commune;
    update();
  }

  /** Shows the answer to a change; a choice is a step to come back from, a letter is not. */
  function change(step) {
    const place = `?${asked()}`;
    if (!dialog) {
      if (step) history.pushState(null, "", place);
      // The answer goes first.
      else setTimeout(() => place === `?${asked()}` && history.replaceState(null, "", place));
    }
    return update();
  }

  const choose = (name, value) => {
    set(name, value);
    return change(true);
  };

  /** Shows what answers the field and the filters now. */
  function update() {
    turn++;
    clearTimeout(typing);
    if (input.value.trim().length >= SHORTEST) return attempt(search);
    say(strings.hint);
    found = undefined;
    retry.hidden = facets.hidden = places.hidden = advice.hidden = elsewhere.hidden = true;
    fallback.hidden = false;
    results.replaceChildren();
    showMore();
  }

  const ask = () => engine.search(input.value, { ...filters, now: new Date() });

  async function search(isCurrent) {
    if (details.open) await engine.refine();
    const answer = await ask();
    const first = await engine.results(answer, 0, FIRST);
    if (!isCurrent()) return;
    found = answer;
    show(first);
  }

  /** Does what may wait for the network, and says how it goes; what was overtaken is silent. */
  async function attempt(work) {
    const mine = turn, isCurrent = () => mine === turn;
    const slow = setTimeout(() => isCurrent() && say(strings.loading), SLOW);
    busy++;
    try {
      await work(isCurrent);
      if (isCurrent()) retry.hidden = true;
    } catch (error) {
      if (isCurrent()) fail(error, () => attempt(work));
    }
    busy--;
    clearTimeout(slow);
  }

  function fail({ status }, retrying) {
    const gone = status === 404;
    again = gone ? null : retrying;
    say(gone ? strings.updated : navigator.onLine ? strings.failed : strings.offline);
    retry.textContent = gone ? strings.reload : strings.retry;
    retry.hidden = false;
    fallback.hidden = found;
  }

  /** Says how things stand: at once to the eye, to the ear once the visitor pauses. */
  function say(head, ...notes) {
    const was = status.textContent;
    status.replaceChildren(element("b", {}, head), notes.filter(Boolean).join(" "));
    const text = status.textContent;
    if (text === was) return;
    clearTimeout(telling);
    telling = setTimeout(() => (told.textContent = text), QUIET);
  }

  /** Shows what was found; a visitor who walks through the results keeps the place. */
  function show(first) {
    const at = stops().indexOf(document.activeElement);
    fallback.hidden = true;
    say(...summary());
    showPlaces();
    showFilters();
    results.replaceChildren(...first.map(row));
    showAdvice();
    showMore();
    showElsewhere();
    if (at > 0) (stops()[at] ?? input).focus();
  }

  function summary() {
    const { total, relaxed, corrected, unknown, apart } = found, q = input.value.trim();
    const count = found.more && total ? strings.first : total ? strings.count[plural.select(total)] ?? strings.count.other : strings.none;
    return [
      fill(count, { n: number.format(total), q }),
      relaxed && strings.relaxed,
      ...corrected.map(words => fill(strings.corrected, words)),
      total && unknown.length && fill(strings.unknown, { q: unknown.join(", ") }),
      apart && fill(strings.apart, { n: number.format(apart) }),
    ];
  }

  function showPlaces() {
    places.hidden = !found.places.length;
    places.replaceChildren(...found.places.map(({ name, postcode, departement, href, whole, code }) => {
      const where = [postcode, departements[departement]].filter(text => text && text !== name).join(" · ");
      const near = code && button(strings.near, async () => {
        await choose("pres", filters.pres !== code && code);
        places.querySelector(`[value="${code}"]`)?.focus();
      }, { value: code, "aria-pressed": filters.pres === code });
      // Where more than the place was asked for, its page is no answer.
      const title = whole && href ? element("a", { href }, name) : element("b", {}, name);
      return element("li", {}, title, " ", element("small", {}, where), near ?? "");
    }));
  }

  function showFilters() {
    const { facets: counts, places } = found;
    const offer = (name, labels) => {
      const all = new Map(counts[name] ?? Object.keys(labels).map(value => [value]));
      const offered = Object.entries(labels).filter(([value]) => all.has(value) || filters[name] === value);
      offerList(name, offered.map(([value, label]) => [value, label, all.get(value)]));
    };
    facets.hidden = !found.total && !narrowed();
    offer("kind", kinds);
    offer("departement", departements);
    offerList("commune", (counts.commune ?? []).toSorted(([, a], [, b]) => a.localeCompare(b, lang)));
    fields.pres.hidden = !filters.pres || places.some(({ code }) => code === filters.pres);
    fields.pres.firstChild.checked = true;
    for (const name of FLAGS.slice(1)) offerFlag(name, counts[name]);
    finer.hidden = [...details.querySelectorAll("label")].some(label => !label.hidden);
  }

  /** Brings what filters count with, once the visitor turns to them; the finer ones have theirs. */
  function refine() {
    if (!found || found.facets[details.open ? "commune" : "departement"]) return;
    attempt(async isCurrent => {
      await (details.open ? engine.refine() : engine.count());
      const { facets } = await ask();
      if (!isCurrent()) return;
      found.facets = facets;
      say(...summary());
      showFilters();
    });
  }

  /** Offers the values of a filter where there is a choice; each with its count, where known. */
  function offerList(name, values) {
    const chosen = filters[name] ?? "", label = fields[name], control = label.lastChild;
    label.hidden = values.length < 2 && !chosen;
    const texts = [["", strings.all], ...values].map(([value, text, n]) =>
      [n && !found.more ? `${text} (${number.format(n)})` : text, value]);
    // A list that is open stays as it is: its own counts do not depend on it.
    if (control !== document.activeElement && control.shown !== `${texts}`) {
      control.shown = `${texts}`;
      control.replaceChildren(...texts.map(([text, value]) => new Option(text, value)));
    }
    control.value = chosen;
  }

  function offerFlag(name, n) {
    const label = fields[name], [control] = label.children;
    control.checked = filters[name];
    label.hidden = !n && !filters[name];
    label.lastChild.textContent = found.more ? "" : n;
  }

  const marked = text => engine.highlight(found, text).map(({ text, mark }) =>
    mark ? element("mark", {}, text) : text);

  function row(result) {
    const { kind, departement, commune, date, distance } = result;
    const facts = [kinds[kind], departements[departement], commune,
      date && day.format(new Date(date.slice(0, 10))), distance >= 0 && kilometers.format(distance)];
    const href = result.href + engine.fragment(found, result);
    return element("li", { className: "search-result" },
      element("a", { href }, ...marked(result.title)),
      element("small", {}, facts.filter(Boolean).join(" · ")),
      element("p", {}, ...marked(result.summary)));
  }

  /** Keeps a place for the next results, then fills it. */
  function readOn(focused) {
    const from = results.children.length, length = Math.min(NEXT, found.total - from);
    const rows = Array.from({ length }, () => element("li", { className: "search-coming" }));
    results.append(...rows);
    more.hidden = true;
    return attempt(async isCurrent => {
      const next = await engine.results(found, from, from + length);
      if (!isCurrent()) return;
      rows.forEach((place, i) => place.replaceWith(row(next[i])));
      say(...summary());
      showMore();
      if (focused) results.children[from].firstChild.focus();
    });
  }

  /** More results come when the end of the list is near: at once, or after a pause at first. */
  const end = new IntersectionObserver(entries => {
    clearTimeout(pausing);
    const wait = results.children.length > FIRST ? 0 : PAUSE;
    if (entries.at(-1).isIntersecting) pausing = setTimeout(readOn, wait);
  }, { root: dialog, rootMargin: "200px" });

  function showMore() {
    clearTimeout(pausing);
    end.disconnect();
    more.hidden = !(results.children.length < found?.total);
    if (!more.hidden) end.observe(more);
  }

  /** What leads on where nothing was found. */
  function showAdvice() {
    const { near, total } = found;
    const terms = near.map(term => button(term, () => {
      input.value = term;
      input.focus();
      change();
    }));
    const clear = button(strings.clear, () => {
      filters = {};
      input.focus();
      change(true);
    });
    const lists = config.lists.map(({ href, text }) => element("li", {}, element("a", { href }, text)));
    advice.hidden = total;
    advice.replaceChildren(...narrowed() ? [clear] : [],
      ...terms.length ? [element("p", {}, strings.try, " ", ...terms)] : [],
      element("p", {}, strings.browse), element("ul", {}, ...lists),
      ...config.contact ? [element("a", { href: config.contact }, strings.contact)] : []);
  }

  function showElsewhere() {
    const q = new URLSearchParams({ q: input.value.trim() });
    const others = config.others.map(({ lang: other, action }) => {
      const name = new Intl.DisplayNames(lang, { type: "language" }).of(other);
      return element("a", { href: `${action}#${q}`, hreflang: other }, fill(strings.other, { name }));
    });
    const whole = dialog && found.total ? [element("a", { href: address() }, strings.whole)] : [];
    elsewhere.hidden = false;
    elsewhere.replaceChildren(...whole, ...others);
  }

  const stops = () => [input, ...root.querySelectorAll(".search-places a, ol a")];

  /** Arrows walk from the field through places and results, and back. */
  function walk(event) {
    const { key, target } = event, all = stops(), at = all.indexOf(target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 1, End: all.length - 1, Escape: 0 }[key];
    if (at < 0 || event.isComposing || !all[to] || !at && key !== "ArrowDown") return;
    event.preventDefault();
    all[to].focus();
  }

  facets.append(element("div", { className: "search-fields" }, list("kind"), list("departement"), flag("pres")), details);
  form.append(facets);
  form.after(status, told, retry, places, results, more, advice, elsewhere);

  input.addEventListener("input", () => {
    turn++;
    clearTimeout(typing);
    typing = setTimeout(change, busy && TYPING);
  });
  form.addEventListener("change", ({ target: { name, type, value, checked } }) => {
    if (fields[name]) choose(name, type === "checkbox" ? checked && 1 : value);
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (dialog) location = address();
    else results.focus();
  });
  for (const turned of ["pointerenter", "focusin"]) facets.addEventListener(turned, refine);
  details.addEventListener("toggle", refine);
  root.addEventListener("keydown", walk);
  addEventListener("online", () => retry.hidden || again?.());

  if (dialog) update();
  else {
    addEventListener("popstate", () => restore(new URLSearchParams(location.search)));
    const query = new URLSearchParams(location.search || location.hash.slice(1));
    // What was typed while this script was on its way counts more than the address.
    if (input.value) query.set("q", input.value);
    if (query.get("q")) fallback.hidden = true;
    restore(query);
    if (input.value) change();
  }
  return typed => {
    input.focus();
    if (!typed) return input.select();
    input.value = typed;
    change();
  };
}

/** Builds the dialog; without a script it would be of no use in the page. */
function build({ strings, action }) {
  const input = element("input", {
    className: "search-input", type: "search", name: "q", autocomplete: "off", spellcheck: false,
    enterKeyHint: "search", "aria-label": strings.label,
  });
  const form = element("form", { className: "search-form", action, role: "search" });
  const dialog = element("dialog", { className: "search-dialog", "aria-label": strings.title });
  const close = button(strings.close, () => dialog.close());
  form.append(element("div", { className: "search-field" }, input, close));
  dialog.append(element("div", { className: "search" }, form));
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  // The field would use a first Escape to empty itself.
  dialog.addEventListener("keydown", event => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}

/** Enhances the page of results, or prepares the dialog; answers with what goes to search. */
export async function start(config) {
  const page = document.querySelector("[data-search]");
  if (page) return enliven(page, config);
  const look = element("link", { rel: "stylesheet", href: config.styles });
  // Search is worth more than its look.
  await new Promise(done => {
    look.onload = look.onerror = done;
    document.head.append(look);
  });
  const dialog = build(config), enter = enliven(dialog.firstChild, config, dialog);
  return typed => {
    if (!dialog.open) dialog.showModal();
    enter(typed);
  };
}
