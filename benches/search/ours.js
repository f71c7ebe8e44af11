// The portal's own search: its index on disk, and its page of results as visitors use it.

import { join } from 'node:path';

import { filesOf, weight } from './cost.js';
import { serve } from './host.js';

/** What search weighs on disk: index, settings, scripts. */
export function indexWeight({ site }) {
  const scripts = filesOf(join(site, 'theme')).filter(({ path }) => /\/search[^/]*\.js$/.test(path));
  const index = filesOf(join(site, 'recherche')).filter(({ path }) => !path.endsWith('.html'));
  return weight([...index, ...scripts]);
}

/**
 * What indexing costs within a build, in seconds and bytes: `memory` is the most that the whole
 * program used meanwhile, `more` what is above the stage before; `null` where the system does not
 * tell. `build` is what the build said with `--timings`.
 */
export function ourIndexCost({ build }) {
  const stages = [...build.output.matchAll(/^(\S+) +(\d+) ms(?: +(\d+) ms CPU +(\d+) MB)?$/gm)];
  const at = stages.findIndex(([, name]) => /^(recherche|search)$/.test(name));
  const [, , wall, cpu, peak] = stages[at];
  return {
    wall: wall / 1000,
    cpu: cpu ? cpu / 1000 : null,
    memory: peak ? peak * 2 ** 20 : null,
    more: peak ? Math.max(0, peak - stages[at - 1][4]) * 2 ** 20 : null,
  };
}

/** The engine as `browse.js` drives it. */
export async function openOurs({ site }) {
  const host = await serve({ '/': site });
  return {
    host,
    // Without the page itself and what every page loads.
    counts: (path) => path.startsWith('/recherche/') && path !== '/recherche/',
    async first(page, query) {
      host.sent.length = 0;
      await page.goto(`${host.url}/recherche/?q=${encodeURIComponent(query)}`, { waitUntil: 'commit' });
      return page.evaluate(shown, { count: 5, before: '' });
    },
    async next(page, query, count = 5) {
      const before = await page.evaluate(() => document.querySelector('#resultats')?.innerText ?? '');
      await page.locator('[data-search] input[type=search]').fill(query);
      return page.evaluate(shown, { count, before });
    },
    time: (page, query) => page.evaluate(keyToResults, query),
  };
}

/** In the page: the addresses of the first results, once they are there and are new. */
async function shown({ count, before }) {
  const links = () => [...document.querySelectorAll('#resultats a')];
  const started = performance.now();
  let since = started;
  for (let last = -1; ;) {
    const list = document.querySelector('#resultats');
    const now = list && list.innerText !== before ? links().length : 0;
    if (now !== last) [last, since] = [now, performance.now()];
    const still = performance.now() - since;
    if (now >= count || (now && still > 400) || performance.now() - started > 20_000) break;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return links().slice(0, count).map((link) => new URL(link.href).pathname);
}

/** In the page: milliseconds from the last letter to the results, `null` when none change. */
async function keyToResults(query) {
  const input = document.querySelector('[data-search] input[type=search]');
  const list = document.querySelector('#resultats');
  const type = (text) => {
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  type(query.slice(0, -1));
  await new Promise((resolve) => setTimeout(resolve, 300));
  return new Promise((resolve) => {
    const start = performance.now();
    const done = (time) => {
      observer.disconnect();
      resolve(time);
    };
    const observer = new MutationObserver((changes) => {
      if (changes.some(({ addedNodes }) => addedNodes.length)) done(performance.now() - start);
    });
    observer.observe(list, { childList: true, subtree: true, characterData: true });
    setTimeout(() => done(null), 2000);
    type(query);
  });
}
