// The styles of every kind of page are valid CSS, and so are the theme's own sheets.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { generate, lexer, parse, walk } from 'css-tree';

import { KINDS } from './kinds.js';
import { DEMO, ROOT } from './portal.js';

/** What is wrong in a style sheet, one line a fault. */
function faults(css) {
  const found = [];
  const onParseError = ({ message }) => found.push(`syntax: ${message}`);
  const tree = parse(css, { onParseError, parseCustomProperty: false });
  walk(tree, { visit: 'Declaration', enter(declaration) {
    const { property, value } = declaration;
    const descriptor = this.atrule?.name === 'font-face';
    // Of CSS View Transitions 2, which the validator does not know yet.
    if (this.atrule?.name === 'view-transition') return;
    if (property.startsWith('--')) return;
    const text = generate(value);
    const { error } = descriptor
      ? lexer.matchAtruleDescriptor(this.atrule.name, property, value)
      : lexer.matchDeclaration(declaration);
    // A value that depends on a custom property is checked by browsers alone.
    if (!error || text.includes('var(')) return;
    found.push(`${property}: ${text}: ${error.message.split('\n')[0]}`);
  } });
  return found;
}

test('the sheets of the theme are valid', async () => {
  const folder = join(ROOT, 'themes/default/styles');
  for (const file of (await readdir(folder)).sort()) {
    assert.deepEqual(faults(await readFile(join(folder, file), 'utf8')), [], file);
  }
});

test('the styles of every kind of page are valid', async () => {
  for (const [kind, path] of KINDS) {
    const file = join(DEMO, path.endsWith('/') ? `${path}index.html` : path);
    const html = await readFile(file, 'utf8');
    const sheets = [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, css]) => css);
    assert.ok(sheets.length > 0, kind);
    assert.deepEqual(sheets.flatMap(faults), [], kind);
  }
});

test('the validator sees faults', () => {
  assert.equal(faults('p { colour: red; margin: 3 apples }').length, 2);
});
