// A judged set of queries: reads it, runs it through an engine, tells how well it ranks.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Engine } from '../../themes/default/scripts/search-engine.js';

const DEPTH = 10;

/** The queries of a file beside this one: `[{class, query, expected}]`. */
export function readQueries(name) {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  const queries = [];
  let kind;
  for (const line of text.split('\n')) {
    if (/^\[.+\]$/.test(line)) kind = line.slice(1, -1);
    else if (line.trim() && !line.startsWith('#')) {
      const [query, pages] = line.split(/ →/);
      queries.push({ class: kind, query, expected: pages.split(' ').filter(Boolean) });
    }
  }
  return queries;
}

/** The engine over the index of a built portal: a function for `judge`. */
export function openEngine(site, lang = 'fr', now = new Date('2026-11-22T09:00:00+01:00')) {
  const engine = new Engine(settings(site, lang), loader(site, lang));
  return async (query) => {
    const found = await engine.search(query, { now });
    const results = await engine.results(found, 0, Math.min(found.total, DEPTH));
    // A visitor sees the place that a query names before the results.
    const hrefs = [...found.places.filter(({ whole }) => whole), ...results].map(({ href }) => href).filter(Boolean);
    const announced = found.relaxed || found.corrected?.length > 0 || found.unknown?.length > 0;
    return { hrefs: [...new Set(hrefs)], announced };
  };
}

export function settings(site, lang) {
  const json = readFileSync(join(site, lang === 'fr' ? '' : lang, 'recherche/reglages.json'), 'utf8');
  // In Node the parts of the engine come from the checkout, not from the site.
  return { ...JSON.parse(json), near: null, more: null, hours: null };
}

export function loader(site, lang) {
  const home = join(site, 'recherche');
  const folder = readdirSync(home, { withFileTypes: true })
    .find((entry) => entry.isDirectory() && entry.name.startsWith(`${lang}-`));
  if (!folder) throw new Error(`${home}: no index of "${lang}"`);
  return async (name) => JSON.parse(readFileSync(join(home, folder.name, name), 'utf8'));
}

/**
 * Runs queries through an engine, `run(query)` → `{hrefs, announced}`: what it shows, best first,
 * and whether it says that this is not quite what was asked for. Adds to each its `rank` from 1
 * (0: not among the first ten) and its `score`, the reciprocal rank.
 */
export async function judge(queries, run) {
  const judged = [];
  for (const query of queries) {
    const { hrefs, announced = false } = await run(query.query);
    judged.push({ ...query, ...grade(query.expected, hrefs.slice(0, DEPTH), announced), hrefs });
  }
  return judged;
}

function grade(expected, hrefs, announced) {
  // Where there is nothing to find, an answer is good when it is none, or says what it is.
  if (!expected.length) return score(!hrefs.length || announced ? 1 : 0);
  return score(hrefs.findIndex((href) => expected.includes(href)) + 1);
}

const score = (rank) => ({ rank, score: rank ? 1 / rank : 0 });

/** By class, and overall under `all`: `{queries, mrr, first}`, the last the share at rank 1. */
export function summarize(judged) {
  const classes = byClass(judged);
  const summary = {};
  for (const [name, queries] of [...classes, ['all', judged]]) {
    summary[name] = {
      queries: queries.length,
      mrr: mean(queries.map((query) => query.score)),
      first: mean(queries.map(({ rank }) => (rank === 1 ? 1 : 0))),
    };
  }
  return summary;
}

function byClass(judged) {
  const classes = new Map();
  for (const query of judged) {
    classes.set(query.class, [...(classes.get(query.class) ?? []), query]);
  }
  return classes;
}

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** The queries on which the first engine ranks worse than the second. */
export function worse(judged, others) {
  return judged.filter(({ score }, i) => score < others[i].score);
}
