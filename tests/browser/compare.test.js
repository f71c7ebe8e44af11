// Territories and communes side by side: what one chooses is shown, with and without a
// script, stands in the address, and goes to no server.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';

import { portal } from './portal.js';

const withPage = portal();
const TOWNS = '/comparer/communes/';
const MURAT = '/cantal/communes/murat/', AURILLAC = '/cantal/communes/aurillac/', LECTOURE = '/gers/communes/lectoure/';

const columns = (page) => page.locator('.compare thead th').evaluateAll((cells) =>
  cells.filter((cell) => cell.checkVisibility()).map((cell) => cell.textContent.trim()));
const plain = (text) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
const faults = async (page) => {
  await page.evaluate(axe.source);
  return page.evaluate(async () => (await axe.run()).violations
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)));
};

test('territories that are left out leave the table and the address', withPage(async (page) => {
  await page.goto('/comparer/');
  const all = await columns(page);
  assert.ok(all.length > 4, all.join());
  for (const name of all.filter((name) => !['Cantal', 'Gers'].includes(name))) {
    await page.getByLabel(name, { exact: true }).uncheck();
  }
  assert.deepEqual(await columns(page), ['Cantal', 'Gers']);
  const address = await page.evaluate(() => location.hash);
  assert.equal(address, '#/cantal/,/gers/');
  await page.goto('about:blank');
  await page.goto(`/comparer/${address}`);
  assert.deepEqual(await columns(page), ['Cantal', 'Gers']);
  await page.goto('about:blank');
  await page.goto('/comparer/#/nulle-part/');
  assert.deepEqual(await columns(page), all, 'an address that means nothing shows all');
}));

test('without JavaScript one chooses too, and each pair has its page', withPage(async (page) => {
  await page.goto('/comparer/');
  await page.getByLabel('Orne', { exact: true }).uncheck();
  const shown = await columns(page);
  assert.ok(!shown.includes('Orne') && shown.includes('Gers'), shown.join());
  await page.locator('.pairs summary').click();
  await page.getByRole('link', { name: 'Cantal et Gers' }).click();
  assert.equal(new URL(page.url()).pathname, '/comparer/cantal-gers/');
  assert.deepEqual(await columns(page), ['Cantal', 'Gers']);
  await page.goto(TOWNS);
  assert.equal(await page.locator('form[data-towns]').isVisible(), false);
  await page.getByRole('link', { name: 'CC Hautes Terres' }).click();
  assert.match(await page.locator('tr', { hasText: 'Murat' }).innerText(), /1.770/);
}, { javaScriptEnabled: false }));

test('four communes at most, as their own pages tell', withPage(async (page) => {
  await page.goto(MURAT);
  const own = plain(await page.locator('.figure-value').first().innerText());
  await page.getByRole('link', { name: 'Comparer avec d’autres communes' }).click();
  await page.locator('.compare thead th').waitFor();
  assert.equal(plain(await page.locator('.compare tbody td').first().innerText()).startsWith(own), true);
  const add = async (name) => {
    await page.getByLabel('Ajouter une commune').fill(name);
    await page.getByRole('button', { name: 'Ajouter' }).click();
  };
  await add('lectoure (gers)');
  await page.getByRole('link', { name: 'Lectoure (Gers)' }).waitFor();
  await add('Atlantis');
  assert.match(await page.getByRole('status').innerText(), /liste/);
  for (const name of ['Aurillac (Cantal)', 'Ytrac (Cantal)']) {
    await add(name);
    await page.getByRole('link', { name }).waitFor();
  }
  await add('Allanche (Cantal)');
  assert.match(await page.getByRole('status').innerText(), /Quatre/);
  assert.equal((await columns(page)).length, 4);
  await page.getByRole('button', { name: 'Retirer Lectoure (Gers)' }).click();
  await page.getByRole('link', { name: 'Lectoure (Gers)' }).waitFor({ state: 'detached' });
  assert.deepEqual((await page.evaluate(() => location.hash)).slice(1).split(','),
    [MURAT, AURILLAC, '/cantal/communes/ytrac/']);
}));

test('a shared address shows the same communes, and asks this site alone', withPage(async (page) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url())));
  await page.goto(`${TOWNS}#${MURAT},${LECTOURE},https://elsewhere.example/,/a-propos/`);
  await page.getByRole('link', { name: 'Lectoure (Gers)' }).waitFor();
  assert.equal((await columns(page)).length, 2);
  const { origin } = new URL(page.url());
  assert.deepEqual(asked.filter((url) => url.origin !== origin || url.search).map(String), []);
  assert.ok(!asked.some((url) => url.pathname === '/a-propos/'));
  const rows = await page.locator('.compare tbody th').allInnerTexts();
  assert.ok(rows.map(plain).includes('Population'), rows.join());
  assert.deepEqual(await faults(page), []);
}));
