// Pictures of pages for people to look at: target/screenshots/. Twelve kinds, or those that
// are named, or `all`.

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { KINDS } from './kinds.js';
import { DEMO, ROOT, launch, openPage } from './portal.js';
import { serveFolder } from './server.js';

const FOLDER = join(ROOT, 'target/screenshots');
const WIDTHS = [360, 768, 1440];
const SCHEMES = ['light', 'dark'];
const TWELVE = ['home', 'department', 'workspace', 'offer', 'welcome', 'testimonial', 'event',
  'agenda', 'map', 'network', 'property', 'search'];

const asked = process.argv.length > 2 ? process.argv.slice(2) : TWELVE;
const shown = KINDS.filter(([kind]) => asked.includes('all') || asked.includes(kind));

async function shoot(page, kind) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const path = join(FOLDER, `${kind}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
}

/** Loads the images that would wait for being scrolled to. */
async function loadImages(page) {
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  });
}

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const [host, browser] = await Promise.all([serveFolder(DEMO), launch()]);
try {
  for (const [kind, path] of shown) {
    const { page } = await openPage(browser, host.url);
    await page.goto(path, { waitUntil: 'networkidle' });
    await loadImages(page);
    await shoot(page, kind);
    await page.context().close();
  }
} finally {
  await browser.close();
  host.close();
}
console.log(`${shown.length * WIDTHS.length * SCHEMES.length} pictures in target/screenshots/`);
