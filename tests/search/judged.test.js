// How well search ranks, over the demonstration portal and a generated one: no class of queries
// falls below its floor.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { DAY } from '../../benches/portals/data.js';
import { generate } from '../../benches/portals/generate.js';
import { judge, openEngine, readQueries, summarize } from './judge.js';

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

const BINARY = process.env.TT_SITE ?? path('target/debug/tt-site');

/** The least mean reciprocal rank of each class. */
const FLOORS = {
  exact: 0.97,
  accents: 0.97,
  elision: 0.97,
  plural: 0.97,
  typo: 0.92,
  prefix: 0.97,
  place: 0.97,
  'multi-word': 0.93,
  synonym: 0.93,
  phrase: 0.97,
  compound: 0.97,
  nothing: 1,
};

function build(root, output) {
  const options = ['build', '--root', root, '--output', output,
    '--base-url', 'https://www.example.org', '--date', DAY];
  const { status, stderr, error } = spawnSync(BINARY, options, { encoding: 'utf8' });
  assert.equal(status, 0, stderr || String(error));
  return output;
}

const PORTALS = {
  demo: () => build(path('.'), path('target/search/demo')),
  generated() {
    const root = path('target/search/generated');
    generate(300, root);
    return build(root, `${root}/public`);
  },
};

for (const [name, portal] of Object.entries(PORTALS)) {
  test(`queries over the ${name} portal find what they should`, async () => {
    const run = openEngine(portal());
    const judged = await judge(readQueries(`queries.${name}.txt`), run);
    for (const [kind, { mrr }] of Object.entries(summarize(judged))) {
      const low = judged.filter(({ class: of, rank }) => of === kind && rank !== 1)
        .map(({ query, rank, hrefs }) => `  ${query}: ${rank || '–'} (${hrefs.slice(0, 3).join(' ')})`);
      assert.ok(mrr >= (FLOORS[kind] ?? 0), `${kind}: ${mrr.toFixed(3)}\n${low.join('\n')}`);
    }
  });
}
