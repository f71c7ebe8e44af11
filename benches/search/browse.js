// Visits with a browser: what a first and a following query cost, and how long keys take.

import { chromium } from 'playwright-core';

/** Starts the browser of the machine. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  // Containers run as root, where Chromium has no sandbox.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** Opens a page with a fresh cache, hands it over, closes it. */
async function visit(browser, use) {
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'fr-FR' });
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/**
 * For each query a visit that begins with it and goes on with another:
 * `{first, next}`, lists of `{query, bytes, requests, results}`.
 */
export async function costs(browser, engine, queries) {
  const [first, next] = [[], []];
  for (const [i, query] of queries.entries()) {
    await visit(browser, async (page) => {
      first.push(await weigh(engine, query, () => engine.first(page, query)));
      const other = queries[(i + 7) % queries.length];
      engine.host.sent.length = 0;
      next.push(await weigh(engine, other, () => engine.next(page, other)));
    });
  }
  return { first, next };
}

/** All that was asked for until the results are shown, and its bytes on the wire. */
async function weigh({ host, counts }, query, act) {
  const results = await act();
  const sent = host.sent.filter(({ path }) => counts(path));
  const sizes = await Promise.all(sent.map(({ bytes }) => bytes));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return { query, bytes, requests: sent.length, results: results.length };
}

const SLOWDOWN = 4;
const TIMES = 3;

/** Milliseconds from a key to the results when all is loaded, on a processor slowed down. */
export function latencies(browser, engine, queries) {
  return visit(browser, async (page) => {
    const session = await page.context().newCDPSession(page);
    const times = [];
    await engine.first(page, queries[0]);
    for (const query of queries) {
      await engine.next(page, query);
      await engine.time(page, query);
      await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
      for (let i = 0; i < TIMES; i += 1) times.push(await engine.time(page, query));
      await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    }
    return times.filter((time) => time !== null);
  });
}
