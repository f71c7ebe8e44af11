// The built portal and a browser before it: what every test starts from.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

import { serveFolder } from './server.js';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** The checkout, whose `content/` is the demonstration portal. */
export const ROOT = path('../..');
/** The program. */
export const BINARY = path('../../target/debug/tt-site');
/** The built demonstration portal. */
export const DEMO = path('../../target/demo');
/** Where it says that it is published. */
export const ORIGIN = 'https://www.example.org';
/** The day on which it is built. */
export const BUILD_DAY = '2026-11-22';
// The day of every command that is run from here, whatever the clock says.
process.env.SOURCE_DATE_EPOCH = String(Date.parse(`${BUILD_DAY}T12:00:00Z`) / 1000);

/** Starts the browser of the machine. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  // Containers run as root, where Chromium has no sandbox.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/**
 * Opens a page at the day of the build, motionless so that nothing is looked at half-way.
 * `problems` collects all that a sound page does not do. With `now: null` its clock runs.
 */
export async function openPage(browser, url, { now = `${BUILD_DAY}T09:00:00+01:00`, ...options } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  if (options.javaScriptEnabled !== false) {
    if (now) await page.clock.setFixedTime(new Date(now));
    atRest(page);
  }
  return { page, problems: watch(page, url) };
}

/**
 * Makes a page loaded only once its scripts have also met its layout: the next test step comes
 * after. Observers are told in the order in which they were made, this one last; frames would
 * say nothing, the clock of the test hands them out.
 */
function atRest(page) {
  for (const name of ['goto', 'reload']) {
    const load = page[name].bind(page);
    page[name] = async (...how) => {
      const response = await load(...how);
      // Asked again where the page has meanwhile loaded itself anew, as previews do.
      await page.waitForFunction(() => new Promise((done) => {
        new ResizeObserver(() => done(true)).observe(document.documentElement);
      }));
      return response;
    };
  }
}

function watch(page, url) {
  const problems = [];
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    const { url: source } = message.location();
    // Asked once in the life of a browser; a test of its own is about the icon.
    if (source.endsWith('/favicon.ico')) return;
    if (['error', 'warning'].includes(message.type())) {
      problems.push(`console: ${message.text()} (${source})`);
    }
  });
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.protocol.startsWith('http') && asked.origin !== url) {
      problems.push(`asks another origin: ${asked}`);
    }
  });
  page.on('requestfailed', (request) => {
    const { errorText } = request.failure();
    // What a page was still loading when the visitor went on.
    if (errorText !== 'net::ERR_ABORTED') problems.push(`${errorText}: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  return problems;
}

/**
 * Starts host and browser for the tests of a file. The answer wraps a test: it hands over
 * a fresh page (and what else it may need), and fails when the page was not sound. `build`
 * says which folder to serve, when it is not the demonstration portal.
 */
export function portal(build = () => DEMO) {
  let host;
  let browser;
  before(async () => {
    [host, browser] = await Promise.all([serveFolder(await build()), launch()]);
  });
  after(async () => {
    await browser?.close();
    host?.close();
  });
  return (use, options) => async (t) => {
    const { page, problems } = await openPage(browser, host.url, options);
    try {
      await use(page, { t, problems, url: host.url });
      assert.deepEqual(problems, []);
    } finally {
      await page.context().close();
    }
  };
}

/** The texts of the visible elements that a selector finds. */
export function visibleTexts(page, selector) {
  return page.locator(selector).filter({ visible: true }).allInnerTexts();
}

/** Whether the one element that a locator finds has the focus. */
export function isFocused(locator) {
  return locator.evaluate((element) => element === document.activeElement);
}
