// A base map of somebody else: nothing is asked before the visitor's click.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { made } from './made.js';
import { portal } from './portal.js';

// One transparent pixel.
const TILE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

const asked = [];
const tiles = createServer((request, response) => {
  asked.push(request.url);
  response.writeHead(200, { 'content-type': 'image/png' }).end(TILE);
});
let own;
const withPage = portal(async () => {
  await new Promise((resolve) => tiles.listen(0, '127.0.0.1', resolve));
  own = await made(async (content) => {
    const settings = join(content, 'content/portail.yaml');
    const fond = `"http://127.0.0.1:${tiles.address().port}/{z}/{x}/{y}.png"\n  attribution: "© Atlas"`;
    await writeFile(settings, (await readFile(settings, 'utf8')).replace('fond: aucun', `fond: ${fond}`));
  });
  return own.site;
});
after(async () => {
  tiles.close();
  tiles.closeAllConnections();
  await own?.remove();
});

/** Waits until every tile that the page shows has been asked for. */
async function allAsked(page) {
  const shown = () => page.locator('.map-view image').evaluateAll((images) =>
    images.map((image) => new URL(image.getAttribute('href')).pathname));
  while (!(await shown()).every((path) => asked.includes(path))) await page.waitForTimeout(20);
}

test('tiles come after the click, with their credit', withPage(async (page, { problems }) => {
  await page.goto('/carte/', { waitUntil: 'networkidle' });
  assert.deepEqual(asked, []);
  const credit = page.getByText('© Atlas');
  assert.equal(await credit.isVisible(), false);
  const button = page.locator('[data-base]');
  assert.match(await button.innerText(), /127\.0\.0\.1/);
  await button.click();
  await page.locator('.map-view image').first().waitFor();
  await allAsked(page);
  assert.equal(await credit.isVisible(), true);
  assert.ok(asked.length >= 4 && asked.length < 60, `${asked.length} tiles`);
  for (const url of asked) {
    const [, z, x, y] = /^\/(\d+)\/(\d+)\/(\d+)\.png$/.exec(url).map(Number);
    // The Cantal lies between 2° and 3.4° E, 44.6° and 45.5° N.
    const lon = (column) => column / 2 ** z * 360 - 180;
    const lat = (row) => Math.atan(Math.sinh(Math.PI * (1 - 2 * row / 2 ** z))) * 180 / Math.PI;
    assert.ok(lon(x + 1) > 1.8 && lon(x) < 3.6 && lat(y) > 44.4 && lat(y + 1) < 45.7, url);
  }
  const before = asked.length;
  await page.locator('[data-zoom="1.8"]').click();
  await allAsked(page);
  assert.ok(asked.length > before, 'zooming asks finer tiles');
  // The tiles are on another origin, which is what the click agreed to.
  problems.splice(0, problems.length, ...problems.filter((problem) => !problem.startsWith('asks another origin')));
}));
