// Answers queries from the files of src/index/search, of which it fetches those that a query
// needs: docs/search.md tells their form. Nothing here knows of pages or of the visitor.

/** What the degrees of impact of terms.rs stand for. */
const IMPACTS = [.7, 1.5, 2.2, 2.6, 2.9, 3.2, 3.5];
const MOST = IMPACTS.length - 1;
const CODES = {};
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((letter, code) => (CODES[letter] = code));
const ELIDED = /^(?:[ldjmnstc]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)'(?=.)/;
const RUN = /[\p{Alphabetic}\p{N}][\p{Alphabetic}\p{N}\p{M}'’ʼ]*/gu;
/** What is within a thirtieth is as good; so many are enough to see at first. */
const NICETY = 30, CROWD = 5;
/** Filters that need a file more. */
const MORE = ["commune", "pres", "avenir", "ouvert", "teletravail"];

/** Lower case without marks, as words.rs folds. */
const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[’ʼ]/g, "'");

/** The words of a text, as words.rs cuts them, but for those that it joins. */
function words(text) {
  const plain = fold(text)
    .replace(/(^|[^\p{L}\p{N}])(0\d(?:[ .]\d\d){1,4}|\d{1,3}(?: \d{3})+)(?![\p{L}\p{N}])/gu, (_, before, number) => before + number.replace(/\D/g, ""))
    .replace(/(\p{L})[.·](?=\p{L}(?![\p{L}\p{N}']))/gu, "$1");
  return (plain.match(RUN) ?? []).flatMap(run => {
    const word = run.replace(/'+$/, "").replace(/'s$/, "").replace(ELIDED, "").replace(/'/g, "");
    return word.match(/^\d+|\D.*/g) ?? [];
  }).map(word => word.replace(/^st(e?)$/, "saint$1"));
}

/** The words of a text as they stand in it, without what is elided before them. */
function* spelled(text) {
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const [elided] = run.replace(/[’ʼ]/g, "'").toLowerCase().match(ELIDED) ?? [""];
    const whole = run.slice(elided.length).replace(/['’ʼ]+$/, "");
    const at = index + elided.length;
    const plain = fold(whole);
    const form = /^[a-z]{3,}$/.test(plain) ? plain.replace(/^ste$/, "sainte") : words(whole).join("");
    yield { text: whole, at, end: at + whole.length, form };
  }
}

/** Reads what bits.rs writes. */
class Bits {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  bits(width) {
    let value = 0;
    while (width > 0) {
      const left = 6 - this.at % 6, take = Math.min(left, width);
      value = value << take | CODES[this.text[Math.floor(this.at / 6)]] >> left - take & (1 << take) - 1;
      this.at += take;
      width -= take;
    }
    return value;
  }

  number() {
    let width = 0;
    while (!this.bits(1)) width++;
    return (1 << width | this.bits(width)) - 1;
  }

  ascending(n, from, to, out = []) {
    if (!n) return out;
    const before = n - 1 >> 1, after = n - 1 - before;
    const range = to - from - n + 1, width = 31 - Math.clz32(range), short = (2 << width) - range;
    let value = this.bits(width);
    if (value >= short) value = (value << 1 | this.bits(1)) - short;
    value += from + before;
    this.ascending(before, from, value, out);
    out.push(value);
    return this.ascending(after, value + 1, to, out);
  }

  set(total) {
    return this.ascending(this.number(), 0, total);
  }
}

/** Words in order from the text that tells what each adds to the one before it. */
function* unpack(text) {
  let word = "";
  for (const [, same, rest, back] of text.matchAll(/([A-Z])([^A-Z=]*)(?:=(\d*))?/g)) {
    word = word.slice(0, same.charCodeAt() - 65) + rest;
    yield [word, back];
  }
}

/** A file of terms. */
class Terms {
  constructor([text, postings, places], total) {
    this.places = places ? places.split("\n").map(place => place.split("|")) : [];
    this.total = total;
    this.postings = postings.split(" ");
    this.words = [];
    this.families = new Map();
    let count = 0;
    for (const [word, back] of unpack(text)) {
      this.words.push(word);
      this.families.set(word, back === undefined ? count++ : count - 1 - back);
    }
  }

  /** Documents of a family and what it weighs in each. */
  family(number) {
    const packed = this.postings[number];
    if (typeof packed !== "string") return packed;
    const bits = new Bits(packed), documents = bits.set(this.total);
    const weights = new Float32Array(documents.length).fill(IMPACTS[MOST]);
    let left = [...documents.keys()];
    for (let impact = 0; left.length && impact < MOST; impact++) {
      const places = bits.set(left.length);
      for (const place of places) weights[left[place]] = IMPACTS[impact];
      if (places.length) left = left.filter((_, at) => !(at === places[0] && places.shift() >= 0));
    }
    return this.postings[number] = { documents, weights };
  }

  beginning(start) {
    return this.words.filter(word => word.startsWith(start) && !/[*!]/.test(word));
  }
}

/** The index of one language, ready to answer. */
export class Engine {
  #files = new Map();

  /** `load(name)` brings the parsed JSON of a file of the index; `read(href)` the HTML of a page. */
  constructor(config, load, read = href => fetch(href).then(response => response.text())) {
    const { files } = config.index;
    this.config = config;
    this.manifest = files;
    this.load = load;
    this.read = read;
    this.starts = files.terms.split(" ");
    this.stop = new Set(files.stop.split(" "));
    this.ending = new RegExp(files.endings + "$");
    this.words = words;
    this.kind = files.shelves.flatMap(([kind, , count]) => Array(count).fill(kind));
    this.departments = ["", ...Object.keys(config.departements)];
  }

  /** A file, made of its JSON once. */
  #file(name, make = json => json) {
    if (!this.#files.has(name)) {
      const file = this.load(name + ".json").then(make);
      file.catch(() => this.#files.delete(name));
      this.#files.set(name, file);
    }
    return this.#files.get(name);
  }

  /** A part of the program that most queries do without. */
  #part(name) {
    const url = this.config[name];
    return import(url ? new URL(url, document.baseURI) : `./search-${name}.js`);
  }

  /** The file that has a key: the last one that does not start after it. */
  #name(letter, starts, key) {
    let low = 0, high = starts.length;
    while (high - low > 1) {
      const middle = low + high >> 1;
      if (starts[middle] <= key) low = middle;
      else high = middle;
    }
    return letter + low;
  }

  #terms(key) {
    return this.#file(this.#name("t", this.starts, key), json => new Terms(json, this.manifest.total));
  }

  /** What a query asks for. */
  #parse(query) {
    const quoted = [...query.matchAll(/["«“]([^"»”]+)["»”]/g)].map(([, text]) => words(text).join(" "));
    // An article whose apostrophe was not typed.
    const all = words(query).filter((word, at, { length }) => at === length - 1 || !/^(?:[ldjmnstc]|qu)$/.test(word));
    const open = /[\p{Alphabetic}\p{N}]$/u.test(query);
    let before = "";
    let terms = all.map((word, at) => {
      const term = { word, at, before, open: open && at === all.length - 1 };
      before = this.stop.has(word) ? before + word : "";
      return term;
    });
    const telling = terms.filter(({ word }) => !this.stop.has(word));
    terms = telling.length ? telling : terms.slice(-1);
    return { all, terms, phrases: quoted.filter(text => text.includes(" ")) };
  }

  /** Stretches of what was typed that may be one word or one name: two words, all, all but the first. */
  #runs({ all, terms }) {
    const runs = new Map();
    const add = (from, to) => to - from > 1 && to - from < 9 && runs.set(all.slice(from, to).join(""), { from, to });
    for (const { at } of terms) if (at + 1 < all.length && !this.stop.has(all[at + 1])) add(at, at + 2);
    add(0, all.length);
    if (terms[0]?.at) add(terms[0].at, all.length);
    if (terms[1]) add(terms[1].at, all.length);
    return runs;
  }

  /** What a word stands for, `options: [{terms, words, weight}]`, and how it was understood. */
  async #understand({ word, before, open }) {
    const terms = await this.#terms(word);
    const known = terms.families.get(word);
    const take = (words, weight) => ({ terms, words, weight });
    const options = known === undefined ? [] : [take([word], 1)];
    // « à la campagne » is more than the country.
    const whole = `${word}!${before}`;
    if (before && terms.families.has(whole)) options.push(take([whole], 1.5));
    if (known !== undefined && !open) return { options };
    const begun = open ? terms.families.has(word + "*") : false;
    if (begun && known === undefined) return { options: [take([word + "*"], 1)], more: true };
    if (open && !begun) options.push(take(terms.beginning(word).filter(other => other !== word), .7));
    if (options.some(({ words }) => words.length) || this.stop.has(word)) return { options };
    const root = word.replace(this.ending, "");
    const kin = root.length > 2 ? terms.beginning(root).filter(other => other.replace(this.ending, "") === root) : [];
    if (kin.length) return { options: [take(kin, .9)] };
    return this.#correct(word, open, terms);
  }

  async #correct(word, open, terms) {
    const { nearest } = await this.#part("near");
    let found = nearest(word, terms.beginning(""), open);
    if (!(found[0]?.[0] <= .6) && word.length > 3) {
      const turned = [...word].reverse().join("");
      const name = this.#name("w", await this.#file("w"), turned);
      const file = await this.#file(name, text => Array.from(unpack(text), ([back]) => [...back].reverse().join("")));
      found = found.concat(nearest(word, file, false)).sort((a, b) => a[0] - b[0]);
    }
    if (!found.length) return { options: [], near: [] };
    const near = [...new Set(found.map(([, known]) => known))].slice(0, 4);
    const alike = found.filter(([far]) => far < found[0][0] + .05).map(([, known]) => known).slice(0, 3);
    const files = await Promise.all(alike.map(known => this.#terms(known)));
    const sized = alike.map((known, at) => [files[at].family(files[at].families.get(known)).documents.length, known, files[at]]);
    const [, best, from] = sized.sort((a, b) => b[0] - a[0])[0];
    return { options: [{ terms: from, words: [best], weight: .9 }], near, corrected: best };
  }

  /** Adds up what some words weigh in each document; rare words weigh more. */
  #weigh(options, into) {
    const { total } = this.manifest;
    for (const { terms, words, weight } of options) {
      const families = [...new Set(words.map(word => terms.families.get(word)))].map(family => terms.family(family));
      const size = Math.min(families.reduce((sum, { documents }) => sum + documents.length, 0), total);
      const rarity = weight * Math.log(1 + (total - size + .5) / (size + .5));
      for (const { documents, weights } of families) {
        for (let at = 0; at < documents.length; at++) {
          const document = documents[at], score = rarity * weights[at];
          if (score > into[document]) into[document] = score;
        }
      }
    }
  }

  /**
   * Answers a query. Filters, all optional: `kind`, `departement`, `commune` (code), `pres` (what
   * `places` calls `code`), `avenir`, `ouvert`, `teletravail`, and `now`. What is found:
   * `total` results, `more` when only the best of a short beginning are known, `relaxed` when no
   * page has all the words, `corrected` words (`{typed, word}`), `unknown` ones that were left out,
   * `near` words, `apart` results at the end of which the phrase may not be one, `places` (`whole`
   * when nothing else was asked for), `facets` (values with how many results each would leave).
   */
  async search(query, filters = {}) {
    const { total } = this.manifest;
    const asked = this.#parse(query), { terms } = asked;
    const runs = this.#runs(asked);
    const refined = MORE.some(name => filters[name]);
    const [understood, joined] = await Promise.all([
      Promise.all(terms.map(term => this.#understand(term))),
      Promise.all([...runs].map(async ([word, run]) => ({ word, run, file: await this.#terms(word) }))),
      filters.departement && this.count(),
      refined && this.refine(),
    ]);
    const found = {
      query, ordered: 0, more: understood.some(({ more }) => more), relaxed: false, apart: 0,
      corrected: [], unknown: [], near: [], marks: new Set(), open: "", pieces: new Map(),
      places: await this.#places(asked, joined),
    };
    const columns = terms.map(({ word, at, open }, index) => {
      const { options, near, corrected } = understood[index];
      if (near) found.near.push(...near);
      if (corrected) found.corrected.push({ typed: word, word: corrected });
      const column = new Float32Array(total);
      this.#weigh(options, column);
      for (const { word: whole, run, file } of joined) {
        if (at < run.from || at >= run.to || !file.families.has(whole)) continue;
        this.#weigh([{ terms: file, words: [whole], weight: 1 }], column);
        found.marks.add(whole);
        options.push({ terms: file, words: [] });
      }
      this.#mark(found, options, open && word);
      if (!options.length && !this.stop.has(word)) found.unknown.push(word);
      return options.length ? column : null;
    }).filter(Boolean);
    const all = this.#rank(found, columns);
    found.facets = this.#count(all, filters);
    found.ids = all.filter(this.#filter(filters));
    found.total = found.ids.length;
    if (asked.phrases.length) {
      const { byPhrase } = await this.#part("more");
      await byPhrase(this, found, asked.phrases);
    }
    const from = filters.pres && await this.#place(filters.pres);
    if (from) this.more.byDistance(found, from);
    return found;
  }

  /** The words to mark: those of every family that answers. */
  #mark(found, options, open) {
    if (open) found.open = open;
    for (const { terms, words } of options) {
      const families = new Set(words.map(word => terms.families.get(word)));
      for (const [word, family] of terms.families) if (families.has(family)) found.marks.add(word);
    }
  }

  /** Documents with all the words; when there are none, those with most. */
  #rank(found, columns) {
    const { total } = this.manifest, ids = [];
    const scores = new Float32Array(total), matched = new Uint8Array(total);
    let most = 0;
    for (const column of columns) {
      for (let id = 0; id < total; id++) {
        if (!column[id]) continue;
        // Good for two words beats excellent for one.
        scores[id] += Math.sqrt(column[id]);
        if (++matched[id] > most) most = matched[id];
      }
    }
    for (let id = 0; most && id < total; id++) if (matched[id] === most) ids.push(id);
    found.relaxed = ids.length > 0 && most < columns.length;
    for (const id of ids) scores[id] = Math.round(Math.log(scores[id]) * NICETY);
    found.scores = scores;
    return ids;
  }

  /** Puts the best `count` results in order, and those that are as good as the last of them. */
  order(found, count) {
    if (found.ordered >= Math.min(count, found.ids.length)) return;
    const { scores, ids } = found, sizes = new Map();
    for (const id of ids) sizes.set(scores[id], (sizes.get(scores[id]) ?? 0) + 1);
    let least = Infinity, size = 0;
    for (const score of [...sizes.keys()].sort((a, b) => b - a)) {
      if (size >= count) break;
      least = score;
      size += sizes.get(score);
    }
    const best = ids.filter(id => scores[id] >= least);
    // Of near equals those come first that have the most neighbors among them, for their texts
    // come in one file.
    const places = new Map(), crowd = id => Math.min(places.get(place(id)), CROWD);
    const place = id => scores[id] * 1e6 + Math.floor(id / this.manifest.block);
    for (const id of best) places.set(place(id), (places.get(place(id)) ?? 0) + 1);
    best.sort((a, b) => scores[b] - scores[a] || crowd(b) - crowd(a) || a - b);
    found.ids = best.concat(ids.filter(id => scores[id] < least));
    found.ordered = size;
  }

  /** Whether a document passes all filters, but for one. */
  #filter(filters, but) {
    const set = name => name !== but && filters[name];
    const tests = this.more?.tests(filters, set) ?? [];
    if (set("kind")) tests.push(id => this.kind[id] === filters.kind);
    if (set("departement")) tests.push(id => this.department[id] === filters.departement);
    return id => tests.every(test => test(id));
  }

  /** How many documents each value of each filter would leave. */
  #count(all, filters) {
    const left = name => all.filter(this.#filter(filters, name));
    const by = (name, values) => {
      const counts = new Map();
      for (const id of left(name)) if (values[id]) counts.set(values[id], (counts.get(values[id]) ?? 0) + 1);
      return [...counts];
    };
    const facets = { kind: by("kind", this.kind) };
    if (this.department) facets.departement = by("departement", this.department);
    return { ...facets, ...this.more?.count(left, filters) };
  }

  /** Places of the name or the code that was typed, or begun. */
  async #places({ all, terms }, runs) {
    const typed = all.join("");
    const single = terms.map(async ({ word, at }) => ({ word, run: { from: at, to: at + 1 }, file: await this.#terms(word) }));
    const found = new Map();
    const add = ({ places }, { from, to }, test) => {
      for (const [name, postcode = "", code = "", department, , href] of places) {
        const own = words(name), rests = own.map((_, at) => own.slice(at).join(""));
        if (!test(rests, postcode, code)) continue;
        const place = found.get(code) ?? {
          name, postcode, href, left: terms,
          code: code && `${own.join("-")}-${code}`,
          departement: this.departments[department],
        };
        place.exact ||= test(rests.slice(0, 1), postcode, code);
        place.left = place.left.filter(({ at }) => at < from || at >= to);
        place.whole = !place.left.length;
        found.set(code, place);
      }
    };
    for (const { word, run, file } of [...runs, ...await Promise.all(single)]) {
      add(file, run, (rests, ...codes) => rests.includes(word) || codes.includes(word));
    }
    if (terms.at(-1)?.open && typed.length > 2) {
      add(await this.#terms(typed), { from: 0, to: all.length }, rests => rests.some(rest => rest.startsWith(typed)));
    }
    const rank = ({ whole, exact }) => 2 * whole + !!exact;
    return [...found.values()].sort((a, b) => rank(b) - rank(a)).slice(0, 3);
  }

  /** Where a place is, by what `found.places` calls it. */
  async #place(named) {
    const own = named.split("-"), wanted = own.pop();
    for (const key of [own.join(""), own.slice(1).join("")]) {
      const { places } = await this.#terms(key);
      const place = places.find(([, , code, , at]) => code === wanted && at);
      if (place) return place[4].split(" ");
    }
  }

  /** Brings what départements need. */
  async count() {
    const sets = await this.#file("d"), department = [];
    sets.forEach((set, at) => {
      for (const id of this.set(set)) department[id] = this.departments[at];
    });
    this.department = department;
  }

  /** Brings what communes, dates, opening hours, telework and nearness need. */
  async refine() {
    if (this.more) return;
    const [{ More }, files] = await Promise.all([this.#part("more"), this.#file("f"), this.count()]);
    this.more = await More.read(this, files);
  }

  /** The documents of a packed set. */
  set(text) {
    return new Bits(text).set(this.manifest.total);
  }

  async #row(id) {
    const { block, shelves } = this.manifest;
    const rows = await this.#file("r" + Math.floor(id / block)), row = rows[id % block];
    if (row.href) return row;
    const [title, number, tail = "", summary = "", commune = "", date = ""] = row;
    const kind = this.kind[id], departement = this.departments[number];
    const folder = shelves.find(([name]) => name === kind)[1].replace("$", departement);
    const href = tail[0] === "/" ? tail : `${folder}${tail || words(title).join("-")}/`;
    return rows[id % block] = { href, title, summary, kind, departement, commune, date };
  }

  /** What is shown of the results from..to, in order. */
  async results(found, from, to) {
    this.order(found, to);
    const rows = await Promise.all(found.ids.slice(from, to).map(async id => {
      const row = await this.#row(id);
      return { ...row, distance: found.distances?.get(id) };
    }));
    // The index knows words without their accents; results have them.
    const spellings = rows.flatMap(({ title, summary }) => [...spelled(`${title} ${summary}`)]);
    for (const correction of found.corrected) {
      const { text } = spellings.find(({ form }) => form === correction.word) ?? {};
      if (text) correction.word = text.toLowerCase();
    }
    return rows;
  }

  /** A text in pieces `{text, mark}`, those that answer the query marked. */
  highlight(found, text) {
    if (!found.pieces.has(text)) found.pieces.set(text, this.#cut(found, text));
    return found.pieces.get(text);
  }

  #cut({ marks, open }, text) {
    const pieces = [], runs = [...spelled(text)];
    let done = 0;
    runs.forEach(({ form, text: run, at, end }, place) => {
      const beside = step => {
        const other = runs[place + step];
        const between = other && text.slice(Math.min(end, other.end), Math.max(at, other.at));
        return between === "-" && marks.has(step > 0 ? form + other.form : other.form + form);
      };
      if (!marks.has(form) && !(open && form.startsWith(open)) && !beside(1) && !beside(-1)) return;
      pieces.push({ text: text.slice(done, at) }, { text: run, mark: true });
      done = end;
    });
    return [...pieces, { text: text.slice(done) }].filter(({ text }) => text);
  }

  /** What to add to the address of a result for its page to open at the words. */
  fragment(found, { title, summary }) {
    const [text] = [summary, title, found.query].flatMap(text =>
      this.highlight(found, text).flatMap(({ text, mark }) => mark ? text : []));
    return text ? "#:~:text=" + encodeURIComponent(text).replace(/-/g, "%2D") : "";
  }
}
