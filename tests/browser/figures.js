// `npm run figures`: what each kind of page costs, as a table.

import { KINDS } from './kinds.js';
import { DEMO, launch } from './portal.js';
import { serveFolder } from './server.js';
import { weigh } from './weight.js';

const COLUMNS = ['code', 'script', 'font', 'image', 'bytes', 'requests', 'nodes', 'ecoindex'];

const host = await serveFolder(process.argv[2] ?? DEMO);
const browser = await launch();
console.log(`| page | ${COLUMNS.join(' | ')} |\n| --- |${' ---: |'.repeat(COLUMNS.length)}`);
for (const [kind, path] of KINDS) {
  const figures = await weigh(browser, host.url, path);
  console.log(`| ${kind} | ${COLUMNS.map((column) => figures[column]).join(' | ')} |`);
}
await browser.close();
host.close();
