// What filters beyond kinds and départements need, and phrases in quotes. Loaded when they are
// used; `engine` is the one of search-engine.js.

const DAY = 864e5;
/** Pages that are read to find a phrase, and those whose title and summary are looked at. */
const READ = 5, LOOKED_AT = 15;

/** Communes, dates, opening hours, telework, nearness. */
export class More {
  constructor(engine, [communes, days, hours, remote], isOpen) {
    const set = text => new Set(engine.set(text));
    this.isOpen = isOpen;
    this.remote = set(remote);
    this.at = [];
    this.last = new Map();
    this.hours = new Map();
    this.communes = communes.map(([code, name, packed, position]) => {
      const documents = set(packed);
      if (position) for (const id of documents) this.at[id] = position;
      return { code, name, documents };
    });
    for (const [day, packed] of days) for (const id of set(packed)) this.last.set(id, day);
    for (const [rules, zone, packed] of hours) for (const id of set(packed)) this.hours.set(id, [rules, zone]);
  }

  /** Reads the file of filters. */
  static async read(engine, file) {
    const { hours } = engine.config;
    const { isOpen } = hours ? await import(new URL(hours, document.baseURI)) : {};
    return new this(engine, file, isOpen);
  }

  #passes(name, id, { now = new Date() }) {
    if (name === "teletravail") return this.remote.has(id);
    if (name === "avenir") return this.last.get(id) * DAY >= now;
    return this.hours.has(id) && !!this.isOpen?.(...this.hours.get(id), now);
  }

  /** What a document has to pass; `set` tells whether a filter counts. */
  tests(filters, set) {
    const flags = ["teletravail", "avenir", "ouvert"].filter(set);
    const tests = flags.map(name => id => this.#passes(name, id, filters));
    if (set("pres")) tests.push(id => this.at[id]);
    if (set("commune")) {
      const { documents } = this.communes.find(({ code }) => code === filters.commune) ?? {};
      tests.push(id => documents?.has(id));
    }
    return tests;
  }

  /** How many documents each value would leave of those that the other filters leave. */
  count(left, filters) {
    const among = new Set(left("commune"));
    const counted = this.communes.map(({ code, name, documents }) =>
      [code, name, [...documents].filter(id => among.has(id)).length]);
    const facets = { commune: counted.filter(([, , count]) => count) };
    for (const name of ["teletravail", "avenir", "ouvert"]) {
      facets[name] = left(name).filter(id => this.#passes(name, id, filters)).length;
    }
    return facets;
  }

  /** The nearest first, with `found.distances` in kilometers. */
  byDistance(found, [lat, lon]) {
    // Hundredths of degrees; the earth is as good as flat within a région.
    const far = ([y, x]) => Math.hypot(y - lat, (x - lon) * Math.cos(lat / 5730)) * 1.112;
    found.distances = new Map(found.ids.map(id => [id, far(this.at[id])]));
    found.ids.sort((a, b) => found.distances.get(a) - found.distances.get(b));
    found.ordered = found.total;
  }
}

/**
 * Those that have the phrases word for word, then those whose words may stand apart: as many as
 * `found.apart`. Titles and summaries are at hand; when none has them, the best pages are read.
 */
export async function byPhrase(engine, found, phrases) {
  const has = text => {
    const joined = ` ${engine.words(text).join(" ")} `;
    return phrases.every(phrase => joined.includes(` ${phrase} `));
  };
  engine.order(found, found.total);
  const rows = await engine.results(found, 0, LOOKED_AT);
  let sure = rows.map(({ title, summary }) => has(`${title} | ${summary}`));
  if (!sure.includes(true)) {
    sure = await Promise.all(rows.slice(0, READ).map(async ({ href }) => {
      const page = await engine.read(href).catch(() => "");
      const text = page.replace(/^[^]*<main|<footer[^]*$/g, "").replace(/<[^>]*>/g, " ").replace(/&nbsp;/g, " ");
      return has(text);
    }));
  }
  const apart = found.ids.filter((_, at) => !sure[at]);
  found.apart = apart.length;
  found.ids = found.ids.filter((_, at) => sure[at]).concat(apart);
  found.ordered = found.total;
}
