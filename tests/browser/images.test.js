// Photos: as wide as they are shown, in the right format, without a jump, and light.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { portal } from './portal.js';

const withPage = portal();

const PAGES = [
  '/', '/cantal/', '/regions/auvergne/', '/cantal/offres/', '/lozere/agenda/',
  '/cantal/communes/murat/', '/gers/offres/maison-lectoure/', '/actualites/',
  '/actualites/le-portail-ouvre/', '/avant-de-venir/',
];
const WIDTHS = [360, 768, 1100, 1440];

/** In the page: every photo with what was chosen for it. */
async function photos() {
  const images = [...document.querySelectorAll('main img[srcset]')];
  for (const image of images) image.loading = 'eager';
  await Promise.all(images.map((image) => image.decode()));
  return images.map((image) => {
    const { width, height } = image.getBoundingClientRect();
    return {
      kind: image.className || 'text',
      file: new URL(image.currentSrc).pathname,
      // With width descriptors the natural width is what `sizes` says.
      said: image.naturalWidth,
      shown: Math.max(width, height * image.naturalWidth / image.naturalHeight),
      background: getComputedStyle(image).backgroundColor,
      reserved: image.width > 0 && image.hasAttribute('width') && image.hasAttribute('height'),
    };
  });
}

for (const width of WIDTHS) {
  const options = { viewport: { width, height: 800 }, deviceScaleFactor: 2 };
  test(`photos are as wide as "sizes" says, ${width} px`, withPage(async (page) => {
    let count = 0;
    for (const path of PAGES) {
      await page.goto(path);
      for (const photo of await page.evaluate(photos)) {
        const about = `${path} at ${width} px: ${JSON.stringify(photo)}`;
        const ratio = photo.said / photo.shown;
        assert.ok(ratio > 0.85 && ratio < 1.25, `${ratio.toFixed(2)} ${about}`);
        const chosen = Number(photo.file.match(/-(\d+)\.webp$/)?.[1]);
        assert.ok(chosen >= Math.min(1600, 0.9 * 2 * photo.shown), about);
        assert.ok(photo.reserved, about);
        assert.notEqual(photo.background, 'rgba(0, 0, 0, 0)', about);
        count += 1;
      }
    }
    assert.ok(count >= PAGES.length, `${count} photos`);
  }, options));
}
