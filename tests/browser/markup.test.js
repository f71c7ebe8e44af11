// Every page of the build is valid HTML.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

import { KINDS } from './kinds.js';
import { DEMO } from './portal.js';

const CONFIG = {
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // Forms of filters act at once, and are not shown without a script.
    'wcag/h32': 'off',
    // Minified pages leave out `type=submit`, which is what a button without a type is.
    'no-implicit-button-type': 'off',
  },
};

test('every page is valid HTML', async () => {
  const validator = new HtmlValidate(new StaticConfigLoader(CONFIG));
  const files = await readdir(DEMO, { recursive: true });
  const pages = files.filter((file) => file.endsWith('.html')).sort();
  assert.ok(pages.length >= 120, `${pages.length} pages`);
  const built = new Set(pages);
  const file = (path) => (path.endsWith('/') ? `${path}index.html` : path).slice(1);
  assert.deepEqual(KINDS.filter(([, path]) => !built.has(file(path))), [], 'every kind is there');
  const found = [];
  for (const page of pages) {
    const html = await readFile(join(DEMO, page), 'utf8');
    const { results } = await validator.validateString(html, page);
    const messages = results.flatMap((result) => result.messages);
    found.push(...messages.map(({ ruleId, line, column, message, selector }) =>
      `${page}:${line}:${column} ${ruleId}: ${message} (${selector})`));
  }
  assert.equal(found.length, 0, found.slice(0, 40).join('\n'));
});
