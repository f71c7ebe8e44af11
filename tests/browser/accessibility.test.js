// WCAG 2.2 A and AA by axe, on every kind of page and on what opens above pages.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import axe from 'axe-core';

import { KINDS } from './kinds.js';
import { portal } from './portal.js';

const withPage = portal();
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
// A color scheme changes nothing but colors.
const LOOKS = [
  { colorScheme: 'light', runOnly: { type: 'tag', values: TAGS } },
  { colorScheme: 'dark', runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } },
];
const WIDTHS = [320, 1280];

describe('axe finds no violation', () => {
  for (const [kind, path] of KINDS) {
    test(kind, withPage(async (page) => {
      await page.goto(path);
      assert.deepEqual(await everyLook(page), []);
    }));
  }

  test('the search dialog with results', withPage(async (page) => {
    await page.goto('/');
    await page.keyboard.press('Control+k');
    await page.locator('dialog .search-input').fill('télétravail');
    await page.locator('dialog .search-result').first().waitFor();
    assert.deepEqual(await everyLook(page), []);
  }));

  test('the results page', withPage(async (page) => {
    await page.goto('/recherche/?q=télétravail');
    await page.locator('.search-result').first().waitFor();
    assert.deepEqual(await everyLook(page), []);
  }));

  test('the map with its filters open', withPage(async (page) => {
    await page.goto('/carte/?equip=fibre');
    await page.locator('[name=equip]').first().waitFor();
    assert.deepEqual(await everyLook(page), []);
  }));

  test('the map with a popup', withPage(async (page) => {
    await page.goto('/carte/?dept=allier&kind=coworking');
    await page.locator('.mk:not([hidden])').first().press('Enter');
    await page.locator('.map-popup a').waitFor();
    assert.deepEqual(await everyLook(page), []);
  }));
});

/** The violations of a page at each width, in light and dark. */
async function everyLook(page) {
  await page.evaluate(axe.source);
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const { colorScheme, runOnly } of LOOKS) {
      await page.emulateMedia({ colorScheme });
      const violations = await page.evaluate(violationsOf, runOnly);
      found.push(...violations.map((violation) => `${width} px, ${colorScheme}: ${violation}`));
    }
  }
  return found;
}

/** In the page: what axe finds, one line a node. */
async function violationsOf(runOnly) {
  const { violations } = await window.axe.run(document, { runOnly, resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id} ${target.join(' ')} ${any[0]?.message ?? ''}`),
  );
}
