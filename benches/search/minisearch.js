// MiniSearch over the same pages, tuned for French as far as its options go.

import MiniSearch from 'minisearch';

import { read } from './portals.js';

const ELIDED = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]/i;

const fold = (term) => term.replace(ELIDED, '').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  .replace(/œ/g, 'oe').replace(/['’]/g, '');

/** Indexes the pages of a portal; returns a function for `judge`. */
export function openMiniSearch({ site, pages }) {
  const index = new MiniSearch({
    idField: 'url',
    fields: ['title', 'summary', 'text'],
    tokenize: (text) => text.match(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu) ?? [],
    processTerm: (term) => fold(term) || null,
    searchOptions: {
      boost: { title: 4, summary: 2 },
      fuzzy: 0.2,
      // The last word may be the beginning of one.
      prefix: (_, i, terms) => i === terms.length - 1,
    },
  });
  index.addAll(pages.map((url) => read(site, url)));
  return (query) => {
    const whole = index.search(query, { combineWith: 'AND' });
    const found = whole.length ? whole : index.search(query, { combineWith: 'OR' });
    return { hrefs: found.slice(0, 10).map(({ id }) => id), announced: !whole.length };
  };
}
