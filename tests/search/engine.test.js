// The engine over the index of the demonstration portal: what Rust wrote, JavaScript finds.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Engine } from '../../themes/default/scripts/search-engine.js';
import { loader, settings } from './judge.js';

const SITE = process.env.SITE ?? fileURLToPath(new URL('../../target/demo', import.meta.url));
const NOW = new Date('2026-11-22T09:00:00+01:00');

function open(lang = 'fr', load = loader(SITE, lang)) {
  return new Engine(settings(SITE, lang), load);
}

/** Every document: what a result shows of it, by its number. */
function everything(engine) {
  const { total } = engine.manifest;
  const ids = Array.from({ length: total }, (_, id) => id);
  return engine.results({ ids, corrected: [], ordered: total }, 0, total);
}

for (const lang of ['fr', 'en']) {
  test(`every word of titles and summaries finds its page (${lang})`, async () => {
    const engine = open(lang);
    const rows = await everything(engine);
    assert.ok(rows.length > 20);
    const pages = new Map();
    rows.forEach((row, id) => {
      for (const [word] of `${row.title} ${row.summary}`.matchAll(/[\p{L}\p{N}’'-]+/gu)) {
        pages.set(word, (pages.get(word) ?? new Set()).add(id));
      }
    });
    for (const [word, ids] of pages) {
      const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/^.*[’']/, '');
      if (engine.stop.has(plain)) continue;
      const found = await engine.search(`${word} `);
      const missing = [...ids].filter((id) => !found.ids.includes(id));
      assert.deepEqual(missing.map((id) => rows[id].href), [], word);
    }
  });
}

test('what one types in other ways finds the same', async () => {
  const engine = open();
  const hrefs = async (query) => (await engine.results(await engine.search(`${query} `), 0, 5)).map(({ href }) => href);
  for (const [a, b] of [
    ['télécentre', 'telecentre'], ['TÉLÉCENTRES', 'télécentre'], ["l'accueil", 'accueil'],
    ['d’hiver', "d'hiver"], ['d hiver', 'd’hiver'], ['st flour', 'Saint-Flour'], ['saint flour', 'Saint-Flour'],
    ['télé-travail', 'télétravail'], ['m²', 'm2'], ['E.P.N.', 'EPN'],
  ]) {
    assert.deepEqual(await hrefs(a), await hrefs(b), `${a} / ${b}`);
  }
});

test('what was mistyped is put right, and said', async () => {
  const engine = open();
  const found = await engine.search('télécnetre ');
  const [first] = await engine.results(found, 0, 5);
  assert.deepEqual(found.corrected, [{ typed: 'telecnetre', word: 'télécentre' }]);
  assert.match(first.title, /télé-?centre/i);
  const early = await engine.search('lotissemnt xcoworking ');
  assert.ok(early.corrected.some(({ word }) => word === 'coworking'), JSON.stringify(early.corrected));
});

test('a short word is not taken for another one', async () => {
  const found = await open().search('xyz ');
  assert.deepEqual([found.total, found.unknown, found.corrected], [0, ['xyz'], []]);
});

test('the place that is named comes with its page, by its postal code too', async () => {
  const engine = open();
  for (const query of ['murat', '15300', 'Murat 15300']) {
    const { places } = await engine.search(query);
    assert.ok(places.some(({ name, href }) => name === 'Murat' && href === '/cantal/communes/murat/'), query);
  }
  const { places } = await engine.search('coworking murat ');
  assert.equal(places[0].whole, false);
});

test('filters leave what they announce', async () => {
  const engine = open();
  await engine.refine();
  const { total, facets } = await engine.search('télétravail ');
  assert.equal(facets.kind.reduce((sum, [, count]) => sum + count, 0), total);
  for (const name of ['kind', 'departement', 'commune']) {
    for (const [value, , count = value[1]] of facets[name].map((row) => (row.length > 2 ? row : [row[0], '', row[1]]))) {
      const left = await engine.search('télétravail ', { [name]: value });
      assert.equal(left.total, count, `${name}=${value}`);
    }
  }
});

test('the nearest come first', async () => {
  const engine = open();
  const { places } = await engine.search('murat ');
  const found = await engine.search('télécentre ', { pres: places.find(({ departement }) => departement === 'cantal').code, now: NOW });
  const rows = await engine.results(found, 0, 10);
  assert.equal(rows[0].commune, 'Murat');
  assert.ok(rows.every(({ distance }, at) => !at || distance >= rows[at - 1].distance));
  assert.ok(rows[0].distance < 5 && rows.at(-1).distance < 200);
});

test('a query asks for few files', async () => {
  const asked = [];
  const load = loader(SITE, 'fr');
  const engine = open('fr', (name) => { asked.push(name); return load(name); });
  await engine.results(await engine.search('fibre'), 0, 5);
  assert.ok(asked.length <= 6, asked.join());
  const before = asked.length;
  await engine.results(await engine.search('fibre'), 0, 5);
  assert.equal(asked.length, before, 'nothing is asked twice');
});

test('a file that did not come is asked for again', async () => {
  const load = loader(SITE, 'fr');
  let lost = true;
  const engine = open('fr', async (name) => { if (lost) throw new Error('lost'); return load(name); });
  await assert.rejects(engine.search('fibre'), /lost/);
  lost = false;
  assert.ok((await engine.search('fibre')).total);
});

test('queries of any signs are answered', async () => {
  const engine = open();
  for (const query of ['', ' ', '"', '«»', '"a', '*', '!', 'a!b*', '=', '日本語', '😀', "''''", '...', '1 200 300', '0', 'É'.repeat(200), 'a b c d e f g h i j k l', '\u0000', 'fibre '.repeat(40)]) {
    const found = await engine.search(query);
    await engine.results(found, 0, 5);
    assert.ok(found.total >= 0, query);
    assert.equal(engine.highlight(found, `x${query}y`).map(({ text }) => text).join(''), `x${query}y`);
  }
});
