// The visitor's own list: kept by an act, in the browser alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';

import { isFocused, portal } from './portal.js';

const withPage = portal();
const OFFER = '/gers/offres/maison-lectoure/';
const SPACE = '/cantal/espaces/telecentre-murat/';

test('nothing is stored before the visitor asks', withPage(async (page) => {
  for (const path of [OFFER, SPACE, '/ma-selection/']) await page.goto(path);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.match(await page.locator('main [role=status]').innerText(), /^Rien pour l’instant/);
}));

test('pages are kept, listed and let go', withPage(async (page) => {
  for (const path of [OFFER, SPACE]) {
    await page.goto(path);
    const button = page.getByRole('button', { name: 'Garder' });
    await button.press('Enter');
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
  }
  await page.locator('.keep a').click();
  await page.waitForURL('**/ma-selection/');
  assert.deepEqual(await page.locator('.kept a').evaluateAll((links) =>
    links.map((link) => link.getAttribute('href'))), [OFFER, SPACE]);
  assert.match(await page.locator('.kept').innerText(), /Télécentre/);
  await page.locator('.kept button').first().press('Enter');
  assert.equal(await page.locator('.kept a').count(), 1);
  assert.equal(await isFocused(page.locator('main [role=status]')), true);
  await page.goto(SPACE);
  const button = page.getByRole('button', { name: 'Garder' });
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  assert.equal(await page.locator('.keep a').isVisible(), false);
}));

test('a link carries the list to another browser, which keeps it when asked', withPage(async (page) => {
  for (const path of [OFFER, SPACE]) {
    await page.goto(path);
    await page.getByRole('button', { name: 'Garder' }).click();
  }
  await page.goto('/ma-selection/');
  const link = await page.getByRole('link', { name: 'Lien vers cette liste' }).getAttribute('href');
  assert.equal(link, `#${OFFER},${SPACE}`);
  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await page.goto(`/ma-selection/${link},//example.org/,/carte/`);
  assert.equal(await page.locator('.kept a').count(), 0);
  assert.equal(await page.evaluate(() => localStorage.length), 0, 'nothing before it is asked for');
  await page.getByRole('button', { name: 'Garder aussi' }).click();
  await page.locator('.kept a').nth(1).waitFor();
  assert.deepEqual(await page.locator('.kept a').evaluateAll((links) =>
    links.map((item) => item.getAttribute('href'))), [OFFER, SPACE]);
}));

test('the filled list has no fault', withPage(async (page) => {
  await page.goto(OFFER);
  await page.getByRole('button', { name: 'Garder' }).click();
  await page.goto('/ma-selection/');
  await page.evaluate(axe.source);
  const faults = await page.evaluate(async () => (await axe.run()).violations
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)));
  assert.deepEqual(faults, []);
}));

test('without JavaScript the page says why it is empty', withPage(async (page) => {
  await page.goto(OFFER);
  assert.equal(await page.locator('.keep').isVisible(), false);
  await page.goto('/ma-selection/');
  assert.match(await page.locator('noscript').innerText(), /JavaScript/);
  await page.locator('main a[href="/offres/"]').click();
  await page.waitForURL('**/offres/');
}, { javaScriptEnabled: false }));
