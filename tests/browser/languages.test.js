// Languages: the switch, and what each page says about its translations.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';

import { DEMO, ORIGIN, portal } from './portal.js';

const withPage = portal();

/** The link of the header to a language. */
function switchTo(page, lang) {
  return page.locator(`header a[hreflang=${lang}]`);
}

test('the switch goes to the same page in English, and back', withPage(async (page) => {
  await page.goto('/gers/');
  await switchTo(page, 'en').click();
  await page.waitForURL('**/en/gers/');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.match(await page.locator('main').innerText(), /350 independents/);
  await switchTo(page, 'fr').click();
  await page.waitForURL((url) => url.pathname === '/gers/');
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
}));

test('a page that is not translated says so, and leads to the English home', withPage(async (page) => {
  await page.goto('/cantal/espaces/telecentre-murat/');
  const link = switchTo(page, 'en');
  assert.equal(await link.getAttribute('href'), '/en/');
  assert.match(await link.locator('..').innerText(), /non traduite/);
  assert.equal(await page.locator('link[hreflang=en]').count(), 0);
  await link.click();
  await page.waitForURL('**/en/');
}));

test('the English pages speak English', withPage(async (page) => {
  await page.goto('/en/gers/');
  assert.equal(await page.locator('.skip').first().innerText(), 'Skip to content');
  assert.doesNotMatch(await page.locator('header').innerText(), /Rechercher|Carte\b/);
}));

test('hreflang goes both ways, on every page', withPage(async (page) => {
  await page.goto('/');
  const files = await readdir(DEMO, { recursive: true });
  const paths = files.filter((file) => file.endsWith('index.html'))
    .map((file) => `/${file.slice(0, -'index.html'.length)}`);
  const alternates = new Map(await page.evaluate(alternatesOf, paths));
  const translated = [...alternates].filter(([, links]) => links.length > 1);
  assert.ok(translated.length >= 20, `${translated.length} translated pages`);
  for (const [path, links] of translated) {
    const langs = links.map(([lang]) => lang);
    assert.ok(langs.includes('fr') && langs.includes('en'), `${path}: ${langs}`);
    assert.ok(links.some(([, href]) => href === ORIGIN + path), `${path} names itself`);
    for (const [, href] of links) {
      assert.ok(href.startsWith(`${ORIGIN}/`), `${path}: ${href}`);
      assert.deepEqual(alternates.get(href.slice(ORIGIN.length)), links, `${path} and ${href}`);
    }
  }
}, { bypassCSP: true }));

/** In the page: for each address, the languages and addresses that it declares. */
async function alternatesOf(paths) {
  const parser = new DOMParser();
  return Promise.all(paths.map(async (path) => {
    const html = await (await fetch(path)).text();
    const links = parser.parseFromString(html, 'text/html').querySelectorAll('link[hreflang]');
    return [path, [...links].map((link) => [link.hreflang, link.getAttribute('href')])];
  }));
}
