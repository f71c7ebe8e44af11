// A map of 10,000 places: none of them is an element, and a pan costs no layout.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { made } from './made.js';
import { isFocused, portal } from './portal.js';

const BUILT = 501;
const SHOWN = 10_000;
let own;
const withPage = portal(async () => {
  own = await made(async (content) => {
    const folder = join(content, 'content/departements/cantal/espaces');
    await mkdir(folder, { recursive: true });
    await Promise.all(Array.from({ length: BUILT }, (_, i) => writeFile(join(folder, `lieu-${i}.md`), [
      '---', `titre: "Lieu ${i}"`, 'type: coworking', 'commune: Murat',
      `position: [${(44.85 + (i % 25) * 0.02).toFixed(3)}, ${(2.3 + (i / 25 | 0) * 0.03).toFixed(3)}]`,
      'contact: {telephone: "04 65 71 15 00"}', '---', ''].join('\n'))));
  });
  return own.site;
});
after(() => own?.remove());

/** Opens the map with 10,000 points in the file that it fetches. */
async function open(page, path = '/carte/') {
  const file = JSON.parse(await readFile(join(own.site, 'carte/lieux.json'), 'utf8'));
  const built = file.points;
  assert.ok(built.length >= BUILT);
  file.points = Array.from({ length: SHOWN }, (_, i) => {
    const [lat, lon, , , ...shared] = built[i % built.length];
    const turn = Math.floor(i / built.length);
    return [lat + turn * 37 % 211, lon + turn * 61 % 307, `/lieu/${i}/`, `Lieu ${i}`, ...shared];
  });
  await page.route('**/carte/lieux.json', (route) => route.fulfill({ json: file }));
  await page.goto(path);
  // The map knows how large it is: it joins its markers no more.
  await page.locator('.map-view[transform]').waitFor({ state: 'attached' });
  await page.locator('.map-points [tabindex="0"]').waitFor({ state: 'attached' });
}

test('the page holds lists, not places', withPage(async (page) => {
  const html = await readFile(join(own.site, 'carte/index.html'), 'utf8');
  assert.ok(html.length < 60_000, `${html.length} bytes`);
  await open(page);
  assert.ok(await page.locator('*').count() < 400);
  await page.locator('.map-list a[href="/cantal/espaces/"]').waitFor();
  assert.match(await page.locator('[data-total]').innerText(), /10\s000\slieux/);
}));

test('without JavaScript the lists lead on', withPage(async (page) => {
  await page.goto('/carte/');
  await page.locator('.map-list a[href="/cantal/espaces/"]').click();
  await page.waitForURL('**/cantal/espaces/');
}, { javaScriptEnabled: false }));

test('arrows walk, Enter parts clusters and tells places', withPage(async (page) => {
  await open(page);
  await page.locator('.map-points [tabindex="0"]').focus();
  const name = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  const place = () => page.evaluate(() => document.activeElement.getAttribute('transform'));
  const first = await place();
  assert.match(await name(), /lieux/);
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await place(), first);
  assert.equal(await page.locator('.map-points [tabindex]').count(), 1);
  for (let i = 0; i < 30 && await page.locator('.map-popup').isHidden(); i++) await page.keyboard.press('Enter');
  assert.equal(await isFocused(page.locator('.map-popup a')), true);
  assert.match(await page.locator('.map-popup').innerText(), /Lieu \d+/);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.map-popup').isHidden(), true);
  assert.match(await name(), /Lieu \d+|lieux/);
}));

test('a click finds what is painted, and filters repaint', withPage(async (page) => {
  await open(page);
  await page.locator('.map-frame').scrollIntoViewIfNeeded();
  const { x, y, width, height } = await page.locator('.map-points [tabindex="0"]').boundingBox();
  await page.mouse.click(x + width / 2, y + height / 2);
  await page.waitForFunction(() => !document.querySelector('.map-popup').hidden || location.hash);
  await page.locator('.map-filters label', { has: page.locator('[name=kind]') }).first().click();
  assert.doesNotMatch(await page.locator('[data-total]').innerText(), /10\s000/);
}));

test('a pan of 60 moves makes no element and no layout', withPage(async (page, { t }) => {
  await open(page);
  await page.locator('[data-zoom="1.8"]').click();
  await page.locator('[data-zoom="1.8"]').click();
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const nodes = await page.locator('*').count();
  const before = await page.locator('.map-view').getAttribute('transform');
  let lasted;
  const events = await traced(client, async () => { lasted = await page.evaluate(pan, 60); });
  assert.notEqual(await page.locator('.map-view').getAttribute('transform'), before);
  assert.equal(await page.locator('*').count(), nodes);
  const named = (name) => events.filter((event) => event.name === name);
  const moved = named('Layout').reduce((sum, { args }) => sum + (args.beginData?.dirtyObjects ?? 0), 0);
  // Only the group whose transform changes and its parents: none of the ten thousand.
  assert.ok(moved <= 4 * 62, `${moved} objects laid out`);
  const styled = named('UpdateLayoutTree').map(({ args }) => args.elementCount ?? 0);
  assert.ok(Math.max(0, ...styled) <= 5, `${Math.max(...styled)} elements restyled at once`);
  const longest = Math.max(...named('FireAnimationFrame').map(({ dur = 0 }) => dur)) / 1000;
  t.diagnostic(`${(59 / lasted * 1000).toFixed(0)} frames a second at 4× slowdown, `
    + `longest script of a frame ${longest.toFixed(1)} ms`);
}, { now: null }));

/** In the page: a drag of that many frames, one move each; how long it lasted. */
function pan(frames) {
  const svg = document.querySelector('.map-svg'), box = svg.getBoundingClientRect();
  const send = (type, step) => svg.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, bubbles: true, clientX: box.left + 400 - step * 3, clientY: box.top + 300 - step * 2,
  }));
  send('pointerdown', 0);
  return new Promise((done) => {
    let step = 0;
    let start;
    requestAnimationFrame(function move(time) {
      start ??= time;
      send('pointermove', ++step);
      if (step < frames) return requestAnimationFrame(move);
      send('pointerup', step);
      done(time - start);
    });
  });
}

async function traced(client, act) {
  const events = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await client.send('Tracing.start', { traceConfig: { includedCategories: ['devtools.timeline'] } });
  await act();
  const done = new Promise((resolve) => { client.once('Tracing.tracingComplete', resolve); });
  await client.send('Tracing.end');
  await done;
  return events;
}
