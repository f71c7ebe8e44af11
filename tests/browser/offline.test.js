// Pages for when there is no network, where the portal wants them; fetching ahead.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { made } from './made.js';
import { portal } from './portal.js';

let own;
const withPage = portal(async () => {
  own = await made(async (content) => {
    const settings = join(content, 'content/portail.yaml');
    await writeFile(settings, `${await readFile(settings, 'utf8')}\nhors_ligne: oui\n`);
  });
  return own.site;
});
const withDemo = portal();
after(() => own?.remove());

/** Waits until the worker answers for the page. */
function controlled(page) {
  return page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

test('visited pages and the shortlist are there without network', withPage(async (page, { problems }) => {
  await page.goto('/cantal/');
  await controlled(page);
  await page.goto('/cantal/offres/maison-de-bourg/');
  await page.getByRole('button', { name: 'Garder' }).click();
  await page.waitForFunction(async () => (await (await caches.open('selection')).keys()).length === 1);
  await page.context().setOffline(true);
  await page.goto('/cantal/offres/maison-de-bourg/');
  assert.match(await page.locator('h1').innerText(), /Maison/i);
  await page.goto('/cantal/');
  assert.match(await page.locator('h1').innerText(), /Cantal/);
  await page.goto('/agenda/');
  await page.getByText('Vous êtes hors ligne').waitFor();
  assert.equal(await page.locator('.kept a').getAttribute('href'), '/cantal/offres/maison-de-bourg/');
  // Without network, requests fail: that is the point.
  problems.splice(0, problems.length, ...problems.filter((problem) => !/ERR_INTERNET_DISCONNECTED|Failed to load/.test(problem)));
}, { serviceWorkers: 'allow' }));

test('a portal that keeps nothing has no worker, and undoes its former one', withDemo(async (page) => {
  await page.goto('/');
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  await page.evaluate(async () => {
    await caches.open('pages');
    await navigator.serviceWorker.register('/hors-ligne.js');
  });
  await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistrations()).length
    && !(await caches.keys()).length);
}, { serviceWorkers: 'allow' }));

/** The pages that a page fetches ahead when the pointer rests on links, of which `most` come. */
async function fetchedAhead(page, most) {
  await page.goto('/');
  const links = page.locator('header .menu a');
  const ahead = page.locator('link[rel=prefetch]');
  const count = await links.count();
  assert.ok(count > most, `${count} links`);
  for (let i = 0; i < count; i++) {
    await links.nth(i).hover();
    if (i < most) await ahead.nth(i).waitFor({ state: 'attached' });
    else await page.waitForTimeout(120);
  }
  return ahead.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href')));
}

test('the page that one points at is fetched ahead, up to a limit', withDemo(async (page) => {
  const ahead = await fetchedAhead(page, 4);
  assert.equal(ahead.length, 4);
  assert.deepEqual(ahead, [...new Set(ahead)]);
}));

for (const [name, line] of [['Save-Data', { saveData: true }], ['2g', { effectiveType: 'slow-2g' }]]) {
  test(`with ${name} nothing is fetched ahead`, withDemo(async (page) => {
    await page.addInitScript((value) => {
      Object.defineProperty(navigator, 'connection', { value });
    }, line);
    assert.deepEqual(await fetchedAhead(page, 0), []);
  }));
}

test('pages change in a transition, unless motion is refused', withDemo(async (page) => {
  const asked = () => page.evaluate(() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .some((rule) => rule instanceof CSSMediaRule && matchMedia(rule.conditionText).matches
      && [...rule.cssRules].some((inner) => inner.constructor.name === 'CSSViewTransitionRule')));
  await page.goto('/');
  assert.equal(await asked(), false);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  assert.equal(await asked(), true);
}));
