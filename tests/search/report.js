// `node report.js FOLDER [demo|generated]`: how the engine ranks over a built portal, by class,
// and every query whose answer is not the first.

import { judge, openEngine, readQueries, summarize } from './judge.js';

const [site, name = 'demo'] = process.argv.slice(2);
const judged = await judge(readQueries(`queries.${name}.txt`), openEngine(site));
for (const [kind, { queries, mrr, first }] of Object.entries(summarize(judged))) {
  console.log(`${kind.padEnd(12)}${String(queries).padStart(4)}  ${mrr.toFixed(3)}  ${first.toFixed(3)}`);
}
for (const { class: kind, query, rank, hrefs } of judged.filter((one) => one.rank !== 1)) {
  console.log(`[${kind}] ${query}: ${rank || '–'}  ${hrefs.slice(0, 3).join(' ')}`);
}
