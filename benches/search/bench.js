// `npm run bench -- [SIZES…] [--output FILE] [--date AAAA-MM-JJ]`: search of the portal beside
// Pagefind, on the same pages, in one run; and how well both and MiniSearch rank over the judged
// set.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

import { judge, openEngine, readQueries, summarize, worse } from '../../tests/search/judge.js';
import { costs, latencies, launch } from './browse.js';
import { openMiniSearch } from './minisearch.js';
import { indexWeight, openOurs, ourIndexCost } from './ours.js';
import { indexCost, judgePagefind, openPagefind } from './pagefind.js';
import { demo, generated } from './portals.js';
import { QUERIES } from './queries.js';
import { row, rowOfMany, table, units } from './table.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    output: { type: 'string' },
    date: { type: 'string' },
  },
});
const sizes = positionals.length ? positionals.map(Number) : [300, 3000, 30_000];
const browser = await launch();

/** Bytes, requests and times of one engine over a portal. */
async function drive(open, portal) {
  const engine = await open(portal);
  const weights = await costs(browser, engine, QUERIES);
  const times = await latencies(browser, engine, QUERIES);
  engine.host.close();
  return { ...weights, times };
}

const TARGETS = {
  3000: { first: '18 KB median, 30 KB worst', next: '8 KB median' },
  30000: {
    first: '28 KB median, 50 KB worst',
    next: '14 KB median',
    times: '16 ms median',
    index: 'a tenth',
  },
};

/** The table of a generated portal. */
async function measureSize(size) {
  const portal = generated(size);
  const theirIndex = indexCost(portal);
  const theirs = await drive(openPagefind, portal);
  const ours = await drive(openOurs, portal);
  const what = `${portal.pages.length.toLocaleString('en')} pages of content`;
  const targets = TARGETS[size] ?? {};
  return table([what, 'ours', 'Pagefind', 'ratio', 'target'], [
    ...visitRows(ours, theirs, targets),
    ...indexRows(portal, theirIndex, targets),
  ]);
}

function visitRows(ours, theirs, targets) {
  const visits = (name, visit, figure, unit, target) => rowOfMany(name,
    ours[visit].map((one) => one[figure]), theirs[visit].map((one) => one[figure]), unit, target);
  const { kilobytes, count, milliseconds } = units;
  return [
    visits('first query, bytes', 'first', 'bytes', kilobytes, targets.first),
    visits('first query, requests', 'first', 'requests', count, '5'),
    visits('following query, bytes', 'next', 'bytes', kilobytes, targets.next),
    rowOfMany('key to results, warm, 4× slower', ours.times, theirs.times, milliseconds, targets.times),
  ];
}

function indexRows(portal, theirs, targets) {
  const disk = indexWeight(portal);
  const cost = ourIndexCost(portal);
  return [
    row('index on disk', disk.bytes, theirs.bytes, units.megabytes, 'a quarter'),
    row('files', disk.files, theirs.files, units.count, 'a tenth'),
    row('indexing, wall', cost.wall, theirs.wall, units.seconds, targets.index),
    row('indexing, processor', cost.cpu, theirs.cpu, units.seconds, targets.index),
    row('indexing, memory', cost.memory, theirs.memory, units.megabytes, targets.index),
    row('indexing, memory above the stage before', cost.more, theirs.memory, units.megabytes),
    row('whole build, processor', portal.build.cpu, theirs.cpu, units.seconds),
  ];
}

/** Each engine over the judged set of a portal. */
async function judgeAll(portal, name) {
  const queries = readQueries(name);
  const pagefind = await judgePagefind(browser, portal);
  const judged = {
    ours: await judge(queries, openEngine(portal.site)),
    Pagefind: await judge(queries, pagefind.run),
    MiniSearch: await judge(queries, openMiniSearch(portal)),
  };
  await pagefind.close();
  return judged;
}

function ranking(sets) {
  const names = Object.keys(sets[0]);
  const all = Object.fromEntries(names.map((name) => [name, sets.flatMap((set) => set[name])]));
  const summaries = names.map((name) => summarize(all[name]));
  const head = ['class', 'queries', ...names.map((name) => `${name}, MRR / first`)];
  const rows = Object.entries(summaries[0]).map(([kind, { queries }]) => [kind, queries,
    ...summaries.map((summary) => `${units.rate(summary[kind].mrr)} / ${units.share(summary[kind].first)}`)]);
  const others = names.filter((name) => name !== 'ours');
  const losses = others.map((name) => {
    const share = worse(all.ours, all[name]).length / all.ours.length;
    return `Worse than ${name} on ${units.share(share)} of the queries.`;
  });
  return [table(head, rows), ...losses].join('\n\n');
}

function machine() {
  const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const pinned = JSON.parse(readFileSync(new URL('package.json', import.meta.url))).devDependencies;
  const version = (name) => `${name} ${pinned[name]}`;
  return [
    options.date,
    version('pagefind'),
    version('minisearch'),
    spawnSync(chromium, ['--version'], { encoding: 'utf8' }).stdout?.trim(),
    `Node ${process.version}`,
    `${cpus().length} × ${cpus()[0].model}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
  ].filter(Boolean).join(', ');
}

const parts = [`${machine()}. ${QUERIES.length} queries; median / p90 / worst.`];
for (const size of sizes) {
  parts.push(await measureSize(size));
  console.log(parts.at(-1));
}
parts.push(ranking([
  await judgeAll(prepared(demo()), 'queries.demo.txt'),
  await judgeAll(prepared(generated(300)), 'queries.generated.txt'),
]));
console.log(parts.at(-1));
await browser.close();
if (options.output) writeFileSync(options.output, `${parts.join('\n\n')}\n`);

function prepared(portal) {
  indexCost(portal);
  return portal;
}
