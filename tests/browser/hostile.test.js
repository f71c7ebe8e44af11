// Portals whose every field holds a text that means harm: in a browser no script of theirs
// runs. `cargo test` builds them, from `tests/it/hostile/payloads.txt`.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch } from './portal.js';
import { serveFolder } from './server.js';

const FOLDER = fileURLToPath(new URL('../../target/tmp', import.meta.url));
const PORTALS = readdirSync(FOLDER).filter((name) => name.startsWith('hostile-'));

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** What no page has, whatever is written in it. */
const UNEXPECTED = [
  'iframe', 'object', 'embed', 'applet', 'base', 'math', 'frame', 'video', 'audio',
  'script[src^="http"]', 'script[src^="//"]', 'link[rel=stylesheet][href^="data:"]',
  'meta[http-equiv=refresh]', '[srcdoc]', '[onerror]', '[onload]', '[onclick]', '[onfocus]',
  '[onmouseover]', '[ontoggle]', '[onbegin]', '[href^="javascript:" i]', '[src^="javascript:" i]',
  '[action^="javascript:" i]', '[href^="data:" i]', '[href^="vbscript:" i]',
].join();

test('there are such portals', () => assert.ok(PORTALS.length >= 4, `${PORTALS}`));

for (const name of PORTALS) {
  test(`nothing runs in ${name}`, async () => {
    const folder = join(FOLDER, name);
    const host = await serveFolder(folder);
    const context = await browser.newContext({ baseURL: host.url, locale: 'fr-FR' });
    const harm = [];
    await context.exposeFunction('__pwned', (what) => harm.push(`ran: ${what}`));
    await context.route((url) => url.origin !== host.url && url.protocol !== 'blob:', (route) => {
      harm.push(`asked: ${route.request().url()}`);
      return route.abort();
    });
    try {
      const page = await context.newPage();
      page.on('dialog', (dialog) => {
        harm.push(`dialog: ${dialog.message()}`);
        return dialog.dismiss();
      });
      const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.html'));
      assert.ok(files.length > 40, `${files.length} pages`);
      for (const file of files) {
        const asked = harm.length;
        await page.goto(`/${file}`, { waitUntil: 'load' });
        const found = await page.evaluate(look, UNEXPECTED);
        harm.push(...found);
        harm.slice(asked).forEach((what, i) => { harm[asked + i] = `${file}: ${what}`; });
      }
      // Search shows what it finds, the map what it marks.
      await page.goto('/recherche/?q=pwned', { waitUntil: 'networkidle' });
      harm.push(...await page.evaluate(look, UNEXPECTED));
      assert.deepEqual(harm, []);
    } finally {
      await context.close();
      host.close();
    }
  });
}

/** Wakes what waits for the visitor, then says what should not be there. */
function look(unexpected) {
  for (const element of document.querySelectorAll('details')) element.open = true;
  for (const element of document.querySelectorAll('main *')) {
    element.dispatchEvent(new MouseEvent('mouseover', { bubbles: false }));
    element.dispatchEvent(new FocusEvent('focus', { bubbles: false }));
  }
  return [...document.querySelectorAll(unexpected)].map((element) => element.outerHTML.slice(0, 200));
}
