// `npm run bench`: bytes, requests, nodes, EcoIndex and Lighthouse (mobile, slow 4G, processor
// slowed four times, best of 5) of the demonstration portal and of pages of other systems, in
// one run. Give the folder of a built portal to weigh another one.

import { launch as launchChrome } from 'chrome-launcher';
import lighthouse from 'lighthouse';

import { DEMO, launch } from '../../tests/browser/portal.js';
import { serveFolder } from '../../tests/browser/server.js';
import { weigh } from '../../tests/browser/weight.js';
import { buildAnchors } from './anchors.js';

const RUNS = 5;
const PAGES = {
  home: '/',
  département: '/cantal/',
  workspace: '/cantal/espaces/telecentre-murat/',
  map: '/carte/',
  agenda: '/agenda/',
};
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

async function examine(url, port) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { lhr } = await lighthouse(url, { port, onlyCategories: CATEGORIES, logLevel: 'error' });
    runs.push(lhr);
  }
  const least = (audit) => Math.min(...runs.map(({ audits }) => audits[audit].numericValue));
  const best = (category) => Math.max(...runs.map(({ categories }) => categories[category].score));
  const failing = Object.values(runs[0].audits)
    .filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === 'binary');
  return {
    scores: CATEGORIES.map((category) => Math.round(best(category) * 100)).join(' / '),
    lcp: `${(least('largest-contentful-paint') / 1000).toFixed(2)} s`,
    tbt: `${Math.round(least('total-blocking-time'))} ms`,
    cls: least('cumulative-layout-shift').toFixed(3),
    failing: failing.map(({ id }) => id).join(' '),
  };
}

const COLUMNS = ['code', 'script', 'font', 'bytes', 'requests', 'nodes', 'ecoindex', 'lcp', 'tbt',
  'cls', 'scores', 'failing'];

const browser = await launch();
const chrome = await launchChrome({
  chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromeFlags: ['--headless=new', '--no-sandbox'],
});
const portal = process.argv[2] ?? DEMO;
const ours = Object.entries(PAGES).map(([name, path]) => ({ name, folder: portal, path }));
console.log(`| page | ${COLUMNS.join(' | ')} |\n| --- |${' --- |'.repeat(COLUMNS.length)}`);
for (const { name, folder, path } of [...ours, ...await buildAnchors()]) {
  const host = await serveFolder(folder, { compress: true });
  const figures = {
    ...await weigh(browser, host.url, path),
    ...await examine(host.url + path, chrome.port),
  };
  console.log(`| ${name} | ${COLUMNS.map((column) => figures[column]).join(' | ')} |`);
  host.close();
}
await browser.close();
chrome.kill();
