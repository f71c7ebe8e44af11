// Search as the visitor sees it: a dialog on every page, and the page of results. Loaded by
// search.js at the first need; no query leaves the browser.
//
// Its settings: `lang`, `action` (the page of results), `strings`, and the URLs `styles`,
// `engine`, `index`, `documents`, `stemmer`.

const PAGE = 20;
const SHORTEST = 2;

/** An element with its properties (attributes when hyphenated) and children. */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function marked(segments) {
  return segments.map(({ text, mark }) => (mark ? element('mark', {}, text) : text));
}

function button(className, label, onClick) {
  const made = element('button', { type: 'button', className }, label);
  made.addEventListener('click', onClick);
  return made;
}

function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A function that loads the engine once, and again after a failure. */
function engineLoader(config) {
  let loading;
  return () => {
    loading ??= loadEngine(config).catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

async function loadEngine(config) {
  const module = (url) => url && import(new URL(url, document.baseURI));
  const [{ Engine, stemmerFor }, index, listing, snowball] = await Promise.all([
    module(config.engine),
    fetchJson(config.index),
    fetchJson(config.documents),
    module(config.stemmer),
  ]);
  const stem = stemmerFor(config.lang, snowball?.stem);
  return new Engine({ lang: config.lang, index, listing, stem });
}

async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/** One facet: a group of radio buttons whose counts follow the results. */
class Facet {
  #name;
  #choices = new Map();

  constructor(name, legend, all, onChange) {
    this.#name = name;
    this.set = element('fieldset', { className: 'search-facet', hidden: true });
    this.set.append(element('legend', {}, legend));
    this.set.addEventListener('change', onChange);
    this.#add('', all);
  }

  #add(value, label) {
    const input = element('input', { type: 'radio', name: this.#name, value });
    input.checked = value === '';
    const count = element('span', { className: 'search-count' });
    const choice = element('label', { className: 'search-choice' });
    choice.append(input, element('span', {}, label), ' ', count);
    this.#choices.set(value, { choice, input, count });
    this.set.append(choice);
  }

  /** The chosen value, empty for all. */
  get value() {
    return [...this.#choices.values()].find(({ input }) => input.checked).input.value;
  }

  /** Chooses a value; one that the index does not have (an old link) means all. */
  choose(value = '') {
    (this.#choices.get(value) ?? this.#choices.get('')).input.checked = true;
  }

  /** Adds the values of the index, once, in the order of the page's language. */
  offer(labels, lang) {
    if (this.#choices.size > 1) return;
    const sorted = Object.entries(labels).sort(([, a], [, b]) => a.localeCompare(b, lang));
    for (const [value, label] of sorted) this.#add(value, label);
  }

  /** Shows the counts; values that would show nothing are hidden, but for the chosen one. */
  count(counts) {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    for (const [value, { choice, input, count }] of this.#choices) {
      const shown = value === '' ? total : (counts.get(value) ?? 0);
      count.textContent = shown;
      choice.hidden = shown === 0 && !input.checked && value !== '';
    }
    this.set.hidden = counts.size < 2 && this.value === '';
  }
}

/** The live part of a `.search` block: its field, facets, status, results and advice. */
class Panel {
  #config;
  #load;
  #plural;
  #number;
  #day;
  #fallback;
  #turn = 0;
  #wanted = {};

  /** Called with the cause (`input` or `facet`) and the state when the visitor changes it. */
  onChange = () => {};

  constructor(root, config, load) {
    const { lang } = config;
    this.#config = config;
    this.#load = load;
    this.#plural = new Intl.PluralRules(lang);
    this.#number = new Intl.NumberFormat(lang);
    this.#day = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' });
    this.input = root.querySelector('input[type=search]');
    this.#fallback = root.querySelector('[data-search-fallback]');
    this.#build(root.querySelector('form'));
    this.input.addEventListener('focus', () => load().catch(() => {}));
    this.input.addEventListener('input', () => this.#changed('input'));
    window.addEventListener('online', () => this.retry.hidden || this.update());
    root.addEventListener('keydown', (event) => this.#moveFocus(event));
  }

  #build(form) {
    const { strings } = this.#config;
    const facet = (name, legend) =>
      new Facet(name, legend, strings.all, () => this.#changed('facet'));
    this.kind = facet('genre', strings.kind);
    this.territory = facet('territoire', strings.territory);
    this.facets = element('div', { className: 'search-facets', hidden: true });
    this.facets.append(this.kind.set, this.territory.set);
    this.status = element('p', { className: 'search-status', role: 'status' });
    this.results = element('ol', { className: 'search-results', id: 'resultats' });
    this.more = button('search-more', strings.more, () => this.#readOn());
    this.advice = element('div', { className: 'search-advice' });
    this.retry = button('search-retry', strings.retry, () => this.update());
    form.append(this.facets);
    form.after(this.status, this.retry, this.results, this.more, this.advice);
  }

  #changed(cause) {
    if (cause === 'facet') {
      this.#wanted = { genre: this.kind.value, territoire: this.territory.value };
    }
    this.onChange(cause, { q: this.input.value, ...this.#wanted });
    this.update();
  }

  /** Takes a state from an address; its facets wait for the index that names them. */
  restore({ q = '', genre, territoire }) {
    this.input.value = q;
    this.#wanted = { genre, territoire };
    this.update();
  }

  /** Shows the results of what the field holds now; an overtaken call shows nothing. */
  async update() {
    const turn = ++this.#turn;
    const current = () => turn === this.#turn;
    this.retry.hidden = true;
    if (this.input.value.trim().length < SHORTEST) {
      this.#showNothing(this.#config.strings.hint);
      return;
    }
    const slow = setTimeout(() => current() && this.#say(this.#config.strings.loading), 150);
    try {
      const engine = await this.#load();
      if (current()) this.#show(engine);
    } catch (error) {
      if (current()) this.#showFailure(error);
    } finally {
      clearTimeout(slow);
    }
  }

  #say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  #showNothing(message) {
    this.#say(message);
    this.results.replaceChildren();
    this.facets.hidden = true;
    this.more.hidden = true;
    this.advice.hidden = true;
    this.#offerFallback(true);
  }

  #showFailure(error) {
    console.error(error);
    this.#showNothing(this.#config.strings.error);
    this.retry.hidden = false;
  }

  #offerFallback(offered) {
    if (this.#fallback) this.#fallback.hidden = !offered;
  }

  #show(engine) {
    const { listing } = engine;
    this.kind.offer(listing.kinds, this.#config.lang);
    this.territory.offer(listing.departments, this.#config.lang);
    this.kind.choose(this.#wanted.genre);
    this.territory.choose(this.#wanted.territoire);
    const chosen = { kind: this.kind.value, territory: this.territory.value };
    const found = engine.search(this.input.value, chosen);
    this.kind.count(found.kinds);
    this.territory.count(found.territories);
    this.facets.hidden = false;
    this.#say(this.#summary(this.input.value.trim(), found));
    this.results.replaceChildren();
    this.shown = { engine, found };
    this.#append();
    this.#showAdvice(found);
  }

  #summary(q, { results: { length }, partial }) {
    const { strings } = this.#config;
    if (length === 0) return fill(strings.none, { q });
    const pattern = strings.count[this.#plural.select(length)] ?? strings.count.other;
    const count = fill(pattern, { n: this.#number.format(length), q });
    return partial ? `${strings.partial} ${count}` : count;
  }

  /** Appends the next results that were found. */
  #append() {
    const { engine, found } = this.shown;
    const from = this.results.children.length;
    const next = found.results.slice(from, from + PAGE);
    this.results.append(...next.map((page) => this.#result(engine, found.terms, page)));
    this.more.hidden = this.results.children.length >= found.results.length;
  }

  #readOn() {
    const next = this.results.children.length;
    this.#append();
    this.results.children[next].querySelector('a').focus();
  }

  #result(engine, terms, page) {
    const { kinds, departments } = engine.listing;
    const date = page.date && this.#day.format(new Date(page.date.slice(0, 10)));
    const facts = [kinds[page.kind], departments[page.department], page.commune, date];
    const title = marked(engine.highlight(terms, page.title));
    const excerpt = marked(engine.excerpt(terms, page.extract));
    return element(
      'li',
      { className: 'search-result' },
      element('a', { className: 'search-title', href: page.url }, ...title),
      element('p', { className: 'search-meta' }, facts.filter(Boolean).join(' · ')),
      element('p', { className: 'search-excerpt' }, ...excerpt),
    );
  }

  #showAdvice({ results: { length } }) {
    const { strings } = this.#config;
    this.advice.hidden = length > 0;
    this.#offerFallback(length === 0);
    const points = strings.advice.map((point) => element('li', {}, point));
    const heading = element('h2', {}, strings.advice_title);
    this.advice.replaceChildren(heading, element('ul', {}, ...points));
    if (!this.kind.value && !this.territory.value) return;
    this.advice.append(button('search-clear', strings.clear, () => this.#clear()));
  }

  #clear() {
    this.kind.choose();
    this.territory.choose();
    this.input.focus();
    this.#changed('facet');
  }

  /** Arrows walk from the field through the results and back. */
  #moveFocus(event) {
    const stops = [this.input, ...this.results.querySelectorAll('a')];
    const at = stops.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at < 0 || !step || event.isComposing) return;
    event.preventDefault();
    stops[at + step]?.focus();
  }
}

/** Puts the cursor in the field, after what was typed already, else with all of it selected. */
function enter(panel, typed) {
  const { input } = panel;
  input.focus();
  if (!typed) {
    input.select();
    return;
  }
  input.value = typed;
  panel.update();
}

/** Enhances the page of results, whose state is its address; returns how to go to it. */
function enhancePage(root, config, load) {
  const panel = new Panel(root, config, load);
  const address = () => Object.fromEntries(new URLSearchParams(location.search));
  panel.onChange = (cause, state) => {
    const query = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
    const change = cause === 'facet' ? 'pushState' : 'replaceState';
    history[change](null, '', `${location.pathname}?${query}`);
  };
  root.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    panel.update();
  });
  window.addEventListener('popstate', () => panel.restore(address()));
  // What was typed while this script was on its way counts more than the address.
  const typed = panel.input.value;
  panel.restore({ ...address(), ...(typed && { q: typed }) });
  return (typed) => enter(panel, typed);
}

/** Builds the closed dialog; without a script it would be of no use in the page. */
function buildDialog({ strings, action }) {
  const input = element('input', {
    className: 'search-input',
    type: 'search',
    name: 'q',
    autocomplete: 'off',
    spellcheck: false,
    'aria-label': strings.label,
  });
  const submit = element('button', { type: 'submit' }, strings.submit);
  const form = element('form', { className: 'search-form', action, role: 'search' });
  form.append(input, submit);
  const dialog = element('dialog', { className: 'search-dialog', 'aria-label': strings.title });
  const close = button('search-close', strings.close, () => dialog.close());
  dialog.append(
    element('div', { className: 'search-bar' }, close),
    element('div', { className: 'search' }, form),
  );
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  // The field would use a first Escape to empty itself.
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    dialog.close();
  });
  return dialog;
}

/** Returns how to open the dialog, which is made at its first opening. */
function dialogOpener(config, load) {
  let dialog;
  let panel;
  return (typed) => {
    if (!dialog) {
      dialog = buildDialog(config);
      document.body.append(dialog);
      panel = new Panel(dialog.querySelector('.search'), config, load);
      panel.update();
    }
    if (!dialog.open) {
      const opener = document.activeElement;
      dialog.addEventListener('close', () => opener?.focus(), { once: true });
      dialog.showModal();
    }
    enter(panel, typed);
  };
}

/** Enhances the page of results, or prepares the dialog; returns how to go to search. */
export async function start(config) {
  const load = engineLoader(config);
  const page = document.querySelector('[data-search]');
  if (page) return enhancePage(page, config, load);
  await styled(config.styles);
  return dialogOpener(config, load);
}

/** Resolves once the style sheet is there, or has failed: search is worth more than its look. */
function styled(href) {
  return new Promise((resolve) => {
    const link = element('link', { rel: 'stylesheet', href });
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
}
