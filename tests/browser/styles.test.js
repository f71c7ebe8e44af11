// Each page carries only the rules that can match in it: the whole style sheet laid over it
// must change nothing that is seen.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { KINDS } from './kinds.js';
import { ROOT, portal } from './portal.js';

const withPage = portal();
const THEME = join(ROOT, 'themes/default');

/** What a visitor may open on a page, by kind. */
const OPENED = {
  agenda: async (page) => {
    await page.locator('[data-filters] select').first().selectOption({ index: 1 });
    await page.locator('.agenda .pages').waitFor({ state: 'detached' });
  },
};

describe('the whole style sheet adds nothing', () => {
  for (const [kind, path] of KINDS) {
    test(kind, withPage(async (page) => {
      await page.goto(path, { waitUntil: 'networkidle' });
      await OPENED[kind]?.(page);
      const own = await page.screenshot({ fullPage: true });
      await page.addStyleTag({ content: await wholeSheet() });
      const whole = await page.screenshot({ fullPage: true });
      const shots = [own, whole].map((shot) => `data:image/png;base64,${shot.toString('base64')}`);
      assert.equal(await page.evaluate(differingPixels, shots), 0);
    }, { bypassCSP: true }));
  }
});

/** In the page: how many pixels of two pictures differ by more than a smoothed edge. */
async function differingPixels(urls) {
  const [own, whole] = await Promise.all(urls.map(async (url) => {
    const bitmap = await createImageBitmap(await (await fetch(url)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  }));
  if (own.length !== whole.length) return Infinity;
  let differing = 0;
  for (let i = 0; i < own.length; i += 1) differing += Math.abs(own[i] - whole[i]) > 32;
  return differing;
}

/** The style sheets of the theme in their order, but for the fonts, which have come already. */
async function wholeSheet() {
  const manifest = await readFile(join(THEME, 'theme.yaml'), 'utf8');
  const names = /^styles: \[(.*)\]$/m.exec(manifest)[1].split(', ');
  const sheets = await Promise.all(names.map((name) => readFile(join(THEME, 'styles', name), 'utf8')));
  return sheets.join('\n').replaceAll(/@font-face \{[^}]*\}/g, '');
}
