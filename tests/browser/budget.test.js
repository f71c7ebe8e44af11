// The budget of a move: numbers checked by hand, the shared address, no script.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';

import { portal } from './portal.js';

const withPage = portal();
const PAGE = '/comparer/budget/';
const plain = (text) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();

/** What the table says: `home`, `way`, `sum`, `time` today (0) and there (1). */
const said = (page) => page.locator('[data-out]').evaluateAll((cells) =>
  Object.fromEntries(cells.map((cell) => [cell.dataset.out, cell.textContent])));

const euros = (text) => Number(plain(text).replace(/[^\d-]/g, ''));

test('a month is worked out as by hand', withPage(async (page) => {
  await page.goto(PAGE);
  const rent = Number(await page.locator('option[value="15014"]').getAttribute('data-rent'));
  const price = Number(await page.locator('option[value="15014"]').getAttribute('data-price'));
  await page.locator('[name=commune]').selectOption('15014');
  let cells = await said(page);
  // 5 days × 3.75 weeks × 2 × 18 km × 0.25 € = 168.75 €; 5 × 3.75 × 2 × 45 min = 28 h 07.
  assert.equal(euros(cells.home0), 1100);
  assert.equal(euros(cells.way0), 169);
  assert.equal(plain(cells.time0), '28 h');
  // 2 days × 3.75 × (12 € + 2 × 6 km × 0.25 €) + 2 × 90 € = 292.50 €.
  assert.equal(euros(cells.home1), Math.round(rent * 100));
  assert.equal(euros(cells.way1), 293);
  assert.equal(plain(cells.time1), '23 h');

  await page.locator('[name=achat]').selectOption('oui');
  await page.locator('[name=taux]').fill('0');
  cells = await said(page);
  // Without interest: the sum in 240 parts.
  assert.equal(euros(cells.home1), Math.round((price * 100 - 20000) / 240));
  await page.locator('[name=taux]').fill('3');
  await page.locator('[name=apport]').fill(String(price * 100 - 100000));
  cells = await said(page);
  // 100,000 € at 3 % over 20 years: 554.60 € a month.
  assert.equal(euros(cells.home1), 555);
}));

test('the address keeps the figures, and sends them to nobody', withPage(async (page) => {
  await page.goto(PAGE);
  await page.locator('[name=logement]').fill('900');
  const { hash, search } = await page.evaluate(() => ({ hash: location.hash, search: location.search }));
  assert.match(hash, /logement=900/);
  assert.equal(search, '');
  // The icon of the site may be late.
  await page.waitForLoadState('networkidle');
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.locator('[name=surface]').fill('80');
  assert.deepEqual(asked, []);
  await page.goto('about:blank');
  await page.goto(PAGE + hash);
  assert.equal(await page.locator('[name=logement]').inputValue(), '900');
  assert.equal(euros((await said(page)).home0), 900);
}));

test('an address that means nothing leaves the form whole', withPage(async (page) => {
  await page.goto(`${PAGE}#length=3&commune=99999&surface=80`);
  assert.equal(await page.locator('[name=surface]').inputValue(), '80');
  const cells = await said(page);
  assert.equal(euros(cells.home0), 1100);
  assert.equal(cells.home1, '–');
}));

test('examples are told, and the form has no fault', withPage(async (page) => {
  await page.goto(PAGE);
  assert.equal(await page.locator('[data-made-up]').isVisible(), true);
  await page.evaluate(axe.source);
  const faults = await page.evaluate(async () => (await axe.run()).violations
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)));
  assert.deepEqual(faults, []);
}));

test('without JavaScript the page tells how it is computed', withPage(async (page) => {
  await page.goto(PAGE);
  assert.equal(await page.locator('form[data-budget]').isVisible(), false);
  assert.match(await page.locator('noscript').innerText(), /JavaScript/);
  assert.match(await page.locator('main').innerText(), /45 semaines/);
}, { javaScriptEnabled: false }));
