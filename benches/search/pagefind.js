// Pagefind over the same pages: its index, and its own interface of JavaScript in a bare page.

import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';

import { filesOf, measure, weight } from './cost.js';
import { serve } from './host.js';

const binary = () => createRequire(import.meta.url)
  .resolve(`@pagefind/${process.platform}-${process.arch}/bin/pagefind_extended`);

/** Indexes a portal: what it costs, and the weight of what it wrote. */
export function indexCost({ indexed, index }) {
  rmSync(index, { recursive: true, force: true });
  const options = ['--site', indexed, '--output-path', index, '--root-selector', 'main'];
  return { ...measure(binary(), options), ...weight(filesOf(index)) };
}

const BARE = '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Pagefind</title>'
  + '<link rel="icon" href="data:,">';

/** The engine as `browse.js` drives it. */
export async function openPagefind({ index }) {
  const host = await serve({ '/pagefind/': index }, { '/index.html': BARE });
  return {
    host,
    counts: (path) => path.startsWith('/pagefind/'),
    async first(page, query) {
      await page.goto(`${host.url}/`);
      host.sent.length = 0;
      return page.evaluate(async ([query, count]) => {
        window.pagefind = await import('/pagefind/pagefind.js');
        await window.pagefind.init();
        window.ask = async (words, shown) => {
          const { results } = await window.pagefind.search(words);
          const pages = await Promise.all(results.slice(0, shown).map((result) => result.data()));
          return pages.map(({ url }) => url);
        };
        return window.ask(query, count);
      }, [query, 5]);
    },
    next: (page, query, count = 5) =>
      page.evaluate(([words, shown]) => window.ask(words, shown), [query, count]),
    time: (page, query) => page.evaluate(async (words) => {
      const start = performance.now();
      await window.ask(words, 5);
      return performance.now() - start;
    }, query),
  };
}

/** A function for `judge`, in a page of the browser; `close` it. */
export async function judgePagefind(browser, portal) {
  const engine = await openPagefind(portal);
  const page = await browser.newPage();
  await engine.first(page, 'a');
  const run = async (query) => ({ hrefs: await engine.next(page, query, 10) });
  return { run, close: () => page.close().then(() => engine.host.close()) };
}
