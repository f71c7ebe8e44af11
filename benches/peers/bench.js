// `node bench.js [SIZES…] [--runs K] [--output FILE]`: builds of the same portals by tt-site, Hugo
// and Zola, in turn, beside what the disk takes for the same files.

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { filesOf, weight } from '../search/cost.js';
import { quantile, table, units } from '../search/table.js';
import { demoSystems, emptyTrash, measured, systemsOf, written } from './builds.js';
import { compare, composition } from './parity.js';
import { machine } from './tools.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, output: { type: 'string' } },
});
const sizes = positionals.length ? positionals.map(Number) : [100, 1000, 10_000];
const runsAt = (size) => Number(options.runs ?? (size > 10_000 ? 1 : 3));

const median = (costs, figure) => quantile(costs.map((cost) => cost[figure]), 0.5);
const spread = (costs, figure) => {
  const all = costs.map((cost) => cost[figure]);
  return [Math.min(...all), quantile(all, 0.5), Math.max(...all)].map(units.seconds).join(' / ');
};
const say = (name, { wall, cpu, memory }) => console.error(
  `${name}: ${units.seconds(wall)}, processor ${units.seconds(cpu)}${memory ? `, ${units.megabytes(memory)}` : ''}`,
);

/** What every build cost. */
function costTable(costs, weights) {
  const rows = Object.entries(costs).map(([name, all]) => {
    const memory = all[0].memory ? units.megabytes(median(all, 'memory')) : '–';
    const { files, bytes } = weights[name.split(' ')[0]] ?? {};
    const written = files && !name.endsWith('no search') ? [units.count(files), units.megabytes(bytes)] : ['', ''];
    return [name, spread(all, 'wall'), spread(all, 'cpu'), memory, ...written];
  });
  return table(['build', 'wall', 'processor', 'memory', 'files', 'bytes'], rows);
}

const sixth = ['at most 1/6', 1 / 6];
const TARGETS = [
  ['cold, wall', 'tt-site cold', 'Hugo cold', 'wall', ...sixth],
  ['cold, processor', 'tt-site cold', 'Hugo cold', 'cpu', ...sixth],
  ['cold, memory', 'tt-site cold', 'Hugo cold', 'memory', ...sixth],
  ['cold, wall', 'tt-site cold', 'Zola cold', 'wall', 'at most 1/3', 1 / 3],
  ['cold, processor', 'tt-site cold', 'Zola cold', 'cpu'],
  ['cold, memory', 'tt-site cold', 'Zola cold', 'memory'],
  ['cold, ours with search, wall', 'tt-site cold', 'Hugo no search', 'wall'],
  ['cold, ours with search, wall', 'tt-site cold', 'Zola no search', 'wall', 'at most 1/2', 1 / 2],
  ['cold, wall', 'tt-site cold', 'disk floor', 'wall', 'at most 3', 3],
  ['cold, wall', 'tt-site cold', 'disk cp -r', 'wall'],
  ['again, nothing changed, wall', 'tt-site again', 'tt-site cold', 'wall', 'at most 1/10', 1 / 10],
  ['again, nothing changed, wall', 'tt-site again', 'Hugo again', 'wall'],
  ['again, nothing changed, wall', 'tt-site again', 'Zola again', 'wall'],
  ['one page changed, wall', 'tt-site changed', 'tt-site again', 'wall', 'at most 1.2', 1.2],
  ['one page changed, wall', 'tt-site changed', 'Hugo changed', 'wall'],
  ['one page changed, wall', 'tt-site changed', 'Zola changed', 'wall'],
];

const WRITE = { wall: units.seconds, cpu: units.seconds, memory: units.megabytes };

/** Ratios of medians, with what the project aims at. */
function targetTable(costs) {
  const rows = TARGETS.filter(([, ours, other]) => costs[ours] && costs[other])
    .map(([what, ours, other, figure, target = '', most = Infinity]) => {
      const [mine, theirs] = [median(costs[ours], figure), median(costs[other], figure)];
      const met = most === Infinity ? '' : mine / theirs <= most ? 'yes' : 'no';
      return [what, WRITE[figure](mine), other, WRITE[figure](theirs), (mine / theirs).toFixed(3), target, met];
    });
  return table(['what', 'tt-site', 'beside', 'it took', 'ratio', 'target', 'met'], rows);
}

/** Everything about portals of one size; `null` costs where the outputs differ. */
function measureSize(size) {
  const portal = written(size);
  const systems = systemsOf(portal);
  const costs = measured(systems, runsAt(size), (name, cost) => say(`${size} ${name}`, cost));
  const sites = Object.fromEntries(systems.filter(({ site }) => site).map(({ name, site }) => [name, site]));
  const weights = Object.fromEntries(Object.entries(sites).map(([name, site]) => [name, weight(filesOf(site))]));
  const { faults, counts } = compare(portal.contents, sites);
  const parts = composition(portal.contents, sites);
  portal.leave();
  return { size, costs, weights, faults, counts, parts };
}

function sizeText({ size, costs, weights, faults, counts, parts }) {
  const { pages, lists, entries, feeds } = Object.fromEntries(
    Object.entries(counts).map(([name, value]) => [name, units.count(value)]),
  );
  const compared = faults.length
    ? `**The sites differ**: ${faults.slice(0, 10).join('; ')}.`
    : `All hold the same ${pages} pages of content, ${lists} lists with ${entries} entries, ${feeds} feeds.`;
  const note = `${compared} Runs: ${costs['tt-site cold'].length}; min / median / max, memory as median.`;
  const tables = [costTable(costs, weights), targetTable(costs), parts];
  return [`### ${units.count(size)} pages`, note, ...tables].join('\n\n');
}

/** The exponent of growth: the slope of logarithms, by least squares. */
function exponent(points) {
  const logs = points.map((point) => point.map(Math.log));
  const [mx, my] = [0, 1].map((i) => logs.reduce((sum, log) => sum + log[i], 0) / logs.length);
  const over = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

/** How time and memory grow with the portal, of each system. */
function growth(results) {
  const [least, most] = [results[0], results.at(-1)];
  const names = Object.keys(most.weights);
  const row = (what, value, target = '') => [what, ...names.map(value), target];
  const of = ({ costs }, name, figure) => median(costs[`${name} cold`], figure);
  const slope = (figure) => (name) =>
    exponent(results.map((result) => [result.size, of(result, name, figure)])).toFixed(2);
  const more = (name) => of(most, name, 'memory') - of(least, name, 'memory');
  const rows = [
    row('exponent of wall', slope('wall'), 'at most 1.05'),
    row('exponent of processor', slope('cpu')),
    row('memory a page', (name) => units.kilobytes(more(name) / (most.size - least.size)), 'at most 12 KB'),
  ];
  const [ten, hundred] = [10_000, 100_000].map((size) => results.find((result) => result.size === size));
  if (ten && hundred) {
    const times = (name) => (of(hundred, name, 'wall') / of(ten, name, 'wall')).toFixed(1);
    const memory = (name) => units.megabytes(of(hundred, name, 'memory'));
    rows.push(
      row('wall of 100,000 pages over that of 10,000', times, 'at most 10.5'),
      row('memory of 100,000 pages', memory, 'at most 1,500 MB'),
    );
  }
  const head = results.map(({ size }) => units.count(size)).join(', ');
  return `### Growth\n\n${table([`${head} pages, cold`, ...names, 'target'], rows)}`;
}

function demo() {
  const systems = demoSystems();
  const costs = measured(systems, runsAt(0), (name, cost) => say(`demo ${name}`, cost));
  const weights = { 'tt-site': weight(filesOf(systems[0].site)) };
  const note = 'Without its output, `.tt-site/` kept; target: 250 ms.';
  return ['### Demonstration portal, images encoded already', note, costTable(costs, weights)].join('\n\n');
}

const command = ['node bench.js', ...process.argv.slice(2)].join(' ');
const texts = [`${machine()}. \`${command}\``, demo()];
const results = [];
for (const size of sizes.toSorted((a, b) => a - b)) {
  results.push(measureSize(size));
  texts.push(sizeText(results.at(-1)));
  console.log(texts.at(-1), '\n');
}
emptyTrash();
if (results.length > 1) texts.push(growth(results));
if (options.output) writeFileSync(options.output, `${texts.join('\n\n')}\n`);
console.log(texts.at(-1));
process.exitCode = results.some(({ faults }) => faults.length) ? 1 : 0;
