// What a page may cost a visitor on a phone at the edge of coverage. A failing budget names
// the page, the figure and what weighs most. Times are in benches/visitors.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { KINDS } from './kinds.js';
import { DEMO, launch } from './portal.js';
import { serveFolder } from './server.js';
import { weigh } from './weight.js';

const KB = 1024;
/** Of every page: bytes compressed, photos apart from `plain`. */
const ANY = {
  code: 30 * KB, script: 10 * KB, font: 36 * KB, plain: 60 * KB, requests: 10, nodes: 350,
};
/** What some pages must hold besides. */
const OWN = {
  home: { code: 15 * KB, requests: 14 },
  'home-en': { code: 15 * KB, requests: 14 },
  map: { bytes: 80 * KB },
  // Rows are what one comes for: a B instead of an A.
  'property-imported': { nodes: 600, ecoindex: 70 },
  neighbors: { nodes: 600, ecoindex: 70 },
  // Everything is known of it, each figure with its source.
  commune: { nodes: 375 },
};
const LEAST_ECOINDEX = 81;
/** Files of scripts, by the start of their name. */
const SCRIPTS = { map: 4 * KB, agenda: 2 * KB };
const MEDIAN_WITH_PHOTOS = 120 * KB;

describe('every kind of page keeps its budgets', () => {
  let host;
  let browser;
  const totals = [];
  before(async () => {
    [host, browser] = await Promise.all([serveFolder(DEMO), launch()]);
  });
  after(async () => {
    await browser?.close();
    host?.close();
  });

  for (const [kind, path] of KINDS) {
    test(kind, async () => {
      const figures = await weigh(browser, host.url, path);
      figures.plain = figures.bytes - figures.image;
      if (figures.image > KB) totals.push(figures.bytes);
      const { ecoindex = LEAST_ECOINDEX, ...own } = OWN[kind] ?? {};
      assert.deepEqual(excesses({ ...ANY, ...own }, figures), []);
      assert.ok(figures.ecoindex >= ecoindex, `EcoIndex ${figures.ecoindex}`);
      for (const [name, most] of Object.entries(SCRIPTS)) {
        const weight = figures.loads.find((load) => load.name.startsWith(`/theme/${name}.`));
        assert.ok(!weight || weight.bytes <= most, `${weight?.name}: ${weight?.bytes} bytes`);
      }
    });
  }

  test('the median page with photos', () => {
    const median = totals.toSorted((a, b) => a - b)[totals.length >> 1];
    assert.ok(median <= MEDIAN_WITH_PHOTOS, `${median} bytes`);
  });
});

/** The budgets that the figures exceed, one line each. */
function excesses(budgets, figures) {
  const heaviest = figures.loads.slice(0, 4).map(({ name, bytes }) => `${name} ${bytes}`);
  return Object.entries(budgets)
    .filter(([name, most]) => figures[name] > most)
    .map(([name, most]) => `${name} ${figures[name]} > ${most}: ${heaviest.join(', ')}`);
}
