// "Open now" is true when the page is read, by the clock of the place.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { portal } from './portal.js';

const withPage = portal();
// Monday to Friday 8:00 to 19:00, Saturday 9:00 to 12:00, closed on public holidays.
const AURILLAC = '/cantal/espaces/telecentre-aurillac/';

const SAID = [
  ['2026-11-23T10:00:00+01:00', 'Ouvert, ferme à 19:00'],
  ['2026-11-23T18:59:30+01:00', 'Ouvert, ferme à 19:00'],
  ['2026-11-23T19:00:00+01:00', 'Fermé, ouvre demain à 8:00'],
  ['2026-11-23T07:00:00+01:00', 'Fermé, ouvre aujourd’hui à 8:00'],
  ['2026-11-28T12:00:00+01:00', 'Fermé, ouvre lundi à 8:00'],
  // The summer clock.
  ['2026-07-06T07:30:00Z', 'Ouvert, ferme à 19:00'],
  // Armistice day, and the Friday after Ascension day, then the Monday of Pentecost.
  ['2026-11-11T10:00:00+01:00', 'Fermé, ouvre demain à 8:00'],
  ['2026-05-14T10:00:00+02:00', 'Fermé, ouvre demain à 8:00'],
  ['2026-05-25T10:00:00+02:00', 'Fermé, ouvre demain à 8:00'],
  ['2027-03-29T10:00:00+02:00', 'Fermé, ouvre demain à 8:00'],
];

for (const [now, words] of SAID) {
  test(`${now}: ${words}`, withPage(async (page) => {
    await page.goto(AURILLAC);
    assert.equal(plain(await page.locator('.open-now').innerText()), plain(words));
  }, { now }));
}

function plain(text) {
  return text.replace(/’/g, "'").replace(/\s/g, ' ');
}

test('the clock is that of the place', withPage(async (page) => {
  await page.goto(AURILLAC);
  assert.match(await page.locator('.open-now').innerText(), /^Ouvert/);
}, { now: '2026-11-23T17:30:00Z', timezoneId: 'Pacific/Auckland' }));

test('it changes when the tab returns', withPage(async (page) => {
  await page.goto(AURILLAC);
  assert.match(await page.locator('.open-now').innerText(), /^Ouvert/);
  await page.clock.setFixedTime(new Date('2026-11-23T20:00:00+01:00'));
  await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
  assert.match(await page.locator('.open-now').innerText(), /^Fermé/);
}, { now: '2026-11-23T10:00:00+01:00' }));

test('in English too', withPage(async (page) => {
  await page.goto('/en/gers/espaces/coworking-auch/');
  const found = page.locator('.open-now');
  assert.match(await page.locator('.open-now').innerText(), /^Open, closes at 18:30/);
}, { now: '2026-11-23T10:00:00+01:00' }));

test('without JavaScript the table alone speaks', withPage(async (page) => {
  await page.goto(AURILLAC);
  assert.equal(await page.locator('.open-now').isVisible(), false);
  assert.match(await page.locator('.entry-side').innerText(), /19\sh/);
}, { javaScriptEnabled: false }));
