// The engine of search: pure functions over the two files that the generator writes
// (`src/index/search.rs`), which words and stems texts in the same way. It touches no
// document and fetches nothing, so it runs as well outside a browser.

const WORD = /[\p{Alphabetic}\p{N}\p{M}]+(?:['’]+[\p{Alphabetic}\p{N}\p{M}]+)*/gu;
const APOSTROPHES = /['’ʼ]/g;
const ELIDED = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)['’ʼ]+/i;
const POSSESSIVE = /['’ʼ]s$/;

/** Lower case, without accents nor ligatures. */
export function fold(text) {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae');
}

/** The words of a text with their places: `{word, start, end}`, without elided articles. */
export function words(text) {
  const found = [];
  for (const { 0: run, index } of text.matchAll(WORD)) {
    const end = index + run.length;
    const kept = run.replace(POSSESSIVE, '').replace(ELIDED, '');
    const start = index + run.indexOf(kept);
    const word = fold(kept.replace(APOSTROPHES, ''));
    if (word && word.length <= 40) found.push({ word, start, end });
  }
  return found;
}

/** The stemmer of a language over folded words; `snowball` is the vendored function. */
export function stemmerFor(lang, snowball = (word) => word) {
  return lang === 'fr'
    ? (word) => snowball(word.replace(/(e|ier)es?$/, '$1'))
    : snowball;
}

const BOOSTS = { title: 8, labels: 4, summary: 2, body: 1 };
const PREFIX_WEIGHT = 0.6;

// Ends that a visitor may be half-way through, and that the stemmer would take off whole.
const ENDINGS = {
  fr: ['ations', 'ements', 'ateurs', 'atrices', 'ables', 'ances', 'ences', 'euses', 'ismes'],
  en: ['ations', 'ements', 'ings', 'nesses', 'ables', 'ences', 'ities'],
};

/** The index of one language, ready to answer. */
export class Engine {
  #roots;
  #lengths;
  #stem;
  #stopWords;
  #endings;

  /** `index` and `listing` are the two parsed files, `stem` comes from `stemmerFor`. */
  constructor({ lang, index, listing, stem }) {
    this.listing = listing;
    this.#roots = Object.entries(BOOSTS).map(([field, boost]) => ({
      field,
      boost,
      root: index.index[field].root,
    }));
    this.#lengths = index.documentStore.docInfo;
    this.#stem = stem;
    this.#stopWords = new Set(listing.stop_words);
    this.#endings = ENDINGS[lang] ?? [];
  }

  /**
   * The results of a query: `{terms, results, partial, kinds, territories}`. `partial` says
   * that no page has all the words; `kinds` and `territories` count, by value of the facet,
   * what choosing that value would show.
   */
  search(query, { kind = '', territory = '' } = {}) {
    const terms = this.#parse(query);
    const { ranked, partial } = this.#rank(terms);
    const ofKind = (page) => !kind || page.kind === kind;
    const ofTerritory = (page) => !territory || page.department === territory;
    return {
      terms,
      partial,
      results: ranked.filter((page) => ofKind(page) && ofTerritory(page)),
      kinds: countBy(ranked.filter(ofTerritory), 'kind'),
      territories: countBy(ranked.filter(ofKind), 'department'),
    };
  }

  /** A text as segments `{text, mark}`, the words that were asked for marked. */
  highlight(terms, text) {
    const segments = [];
    let done = 0;
    for (const { word, start, end } of words(text)) {
      if (!this.#answers(terms, word)) continue;
      segments.push({ text: text.slice(done, start), mark: false });
      segments.push({ text: text.slice(start, end), mark: true });
      done = end;
    }
    segments.push({ text: text.slice(done), mark: false });
    return segments.filter((segment) => segment.text);
  }

  /** The same, cut to a line or two around the first mark. */
  excerpt(terms, text) {
    return cut(this.highlight(terms, text));
  }

  #answers(terms, word) {
    const stem = this.#stem(word);
    return terms.some(
      (term) => stem === term.stem || (term.prefix && word.startsWith(term.word)),
    );
  }

  /** What a query asks for; its last word may be the beginning of one (`prefix`). */
  #parse(query) {
    const typed = words(query).map(({ word }) => word);
    const open = /[\p{Alphabetic}\p{N}]$/u.test(query) ? typed.at(-1) : undefined;
    const telling = typed.filter((word) => !this.#stopWords.has(word));
    const asked = new Set(telling.length ? telling : typed.slice(-1));
    return [...asked].map((word) => ({
      word,
      stem: this.#stem(word),
      prefix: word === open,
    }));
  }

  /** The stems that a term stands for, with the weight of each. */
  #variants(term) {
    const weights = new Map();
    if (term.prefix) {
      for (const known of this.#roots.flatMap(({ root }) => [...startingWith(root, term.word)])) {
        weights.set(known, PREFIX_WEIGHT * (term.word.length / known.length));
      }
      for (const whole of this.#completions(term.word)) {
        weights.set(this.#stem(whole), PREFIX_WEIGHT / 2);
      }
    }
    return weights.set(term.stem, 1);
  }

  /** `installat` may become `installations`, whose stem is shorter than what was typed. */
  #completions(word) {
    if (word.length < 5) return [];
    return this.#endings.flatMap((ending) => {
      const lengths = [...ending].keys();
      const begun = [...lengths].filter((n) => n > 0 && word.endsWith(ending.slice(0, n)));
      return begun.map((n) => word + ending.slice(n));
    });
  }

  /** The pages that have a term: a map from id to score, in elasticlunr's manner. */
  #postings(term) {
    const scores = new Map();
    for (const [stem, weight] of this.#variants(term)) {
      for (const { field, boost, root } of this.#roots) {
        const node = descend(root, stem);
        if (!node?.df) continue;
        const rarity = 1 + Math.log(this.listing.documents.length / (node.df + 1));
        for (const [id, { tf }] of Object.entries(node.docs)) {
          const score = (weight * boost * tf * rarity) / Math.sqrt(this.#lengths[id][field]);
          scores.set(id, (scores.get(id) ?? 0) + score);
        }
      }
    }
    return scores;
  }

  /** The pages with all the terms, best first; when there are none, those with most. */
  #rank(terms) {
    const totals = new Map();
    for (const [id, score] of terms.flatMap((term) => [...this.#postings(term)])) {
      const total = totals.get(id) ?? { id: Number(id), matched: 0, score: 0 };
      totals.set(id, total);
      total.matched += 1;
      total.score += Math.sqrt(score); // good for two words beats excellent for one
    }
    const ranked = [...totals.values()].sort(
      (a, b) => b.matched - a.matched || b.score - a.score || a.id - b.id,
    );
    const whole = ranked.filter(({ matched }) => matched === terms.length);
    const partial = whole.length === 0 && ranked.length > 0;
    const kept = partial ? ranked : whole;
    return { partial, ranked: kept.map(({ id }) => this.listing.documents[id]) };
  }
}

const EXCERPT = 180;
const LEAD = 50;

/** Segments cut to a line or two around the first mark, at spaces. */
function cut(segments) {
  const text = segments.map((segment) => segment.text).join('');
  const first = segments.findIndex(({ mark }) => mark);
  const at = segments.slice(0, Math.max(first, 0)).reduce((sum, { text }) => sum + text.length, 0);
  const from = at > EXCERPT - LEAD ? text.lastIndexOf(' ', at - LEAD) + 1 : 0;
  const to = text.length > from + EXCERPT ? text.lastIndexOf(' ', from + EXCERPT) : text.length;
  const kept = clip(segments, from, Math.max(to, from));
  if (from > 0) kept.unshift({ text: '… ', mark: false });
  if (to < text.length) kept.push({ text: ' …', mark: false });
  return kept;
}

function clip(segments, from, to) {
  let place = 0;
  return segments.flatMap(({ text, mark }) => {
    const start = Math.max(from - place, 0);
    const end = Math.max(to - place, 0);
    place += text.length;
    const part = text.slice(start, end);
    return part ? [{ text: part, mark }] : [];
  });
}

function descend(root, word) {
  let node = root;
  for (const letter of word) node = node?.[letter];
  return node;
}

/** The stems of a tree of letters that begin with `prefix`. */
function* startingWith(root, prefix, node = descend(root, prefix)) {
  if (node?.df) yield prefix;
  for (const letter of Object.keys(node ?? {})) {
    if (letter === 'docs' || letter === 'df') continue;
    yield* startingWith(root, prefix + letter, node[letter]);
  }
}

function countBy(pages, property) {
  const counts = new Map();
  for (const page of pages) counts.set(page[property], (counts.get(page[property]) ?? 0) + 1);
  return counts;
}
