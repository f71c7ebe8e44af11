// Search, as one types: the dialog of every page and the page of results.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isFocused, portal } from './portal.js';

const withPage = portal();

/** Opens the page of results; answers with the results: title, address, marked words. */
async function resultsOf(page, query, path = '/recherche/') {
  await page.goto(`${path}?q=${encodeURIComponent(query)}`);
  await page.locator('.search-status').filter({ hasText: /\p{L}/u }).waitFor();
  await page.locator('.search-result').first().waitFor();
  return shownResults(page);
}

function shownResults(page) {
  return page.locator('.search-result').filter({ visible: true }).evaluateAll((items) =>
    items.map((item) => ({
      title: item.querySelector('.search-title').textContent,
      href: item.querySelector('.search-title').getAttribute('href'),
      marks: [...item.querySelectorAll('mark')].map((mark) => mark.textContent),
    })));
}

/** The number of results that the status tells. */
async function told(page) {
  const status = await page.locator('.search-status').innerText();
  return Number(/(\d+) résultat/.exec(status)?.[1] ?? NaN);
}

test('accents do not matter, and found words are marked', withPage(async (page) => {
  const results = await resultsOf(page, 'teletravail');
  assert.ok(results.length >= 10, `${results.length} results`);
  const marks = results.flatMap(({ marks }) => marks);
  assert.ok(marks.some((mark) => mark.toLowerCase() === 'télétravail'), marks.join());
  assert.ok(marks.every((mark) => /^t[ée]l[ée]travail/i.test(mark)), marks.join());
}));

const SAME = {
  'a plural and its singular': ['télécentres', 'télécentre'],
  'an elided article': ["l'accueil", 'accueil'],
  'a typographic apostrophe': ['d’hiver', "d'hiver"],
  capitals: ['MURAT', 'murat'],
};
for (const [what, [typed, plain]] of Object.entries(SAME)) {
  test(`${what} finds the same`, withPage(async (page) => {
    const hrefs = async (query) => (await resultsOf(page, `${query} `)).map(({ href }) => href);
    assert.deepEqual(await hrefs(typed), await hrefs(plain));
  }));
}

test('the beginning of a word finds', withPage(async (page) => {
  const results = await resultsOf(page, 'telecent');
  assert.ok(results.some(({ marks }) => marks.some((mark) => /^télécentre/i.test(mark))));
}));

test('a page is found by its title first', withPage(async (page) => {
  const [first] = await resultsOf(page, 'soirée des nouveaux arrivants');
  assert.equal(first.href, '/gers/agenda/soiree-nouveaux-arrivants/');
}));

test('facets narrow the results by what they announce, and live in the address', withPage(async (page) => {
  await resultsOf(page, 'télétravail');
  const all = await told(page);
  const choice = page.locator('.search-choice', { has: page.locator('[name=territoire][value=cantal]') });
  const announced = Number(await choice.locator('.search-count').innerText());
  assert.ok(announced > 0 && announced < all, `${announced} of ${all}`);
  await choice.click();
  assert.equal(await told(page), announced);
  const results = await shownResults(page);
  assert.deepEqual(results.filter(({ href }) => !href.startsWith('/cantal/')), []);
  assert.equal(new URL(page.url()).searchParams.get('territoire'), 'cantal');
  await page.reload();
  await page.locator('.search-result').first().waitFor();
  assert.equal(await told(page), announced);
  await page.goBack();
  await page.waitForURL((url) => !url.searchParams.has('territoire'));
  await page.waitForFunction((n) => document.querySelector('.search-status').textContent.includes(n), String(all));
}));

test('what nothing answers is said, with advice and the index', withPage(async (page) => {
  await page.goto('/recherche/?q=xylophoniste');
  await page.locator('.search-advice').waitFor();
  assert.match(await page.locator('.search-status').innerText(), /Aucun résultat/);
  assert.equal(await page.locator('[data-search-fallback]').isVisible(), true);
}));

test('nothing is fetched before it is needed', withPage(async (page) => {
  const requests = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto('/', { waitUntil: 'networkidle' });
  assert.deepEqual(requests.filter((path) => /recherche|documents|stemmer|engine/.test(path)), []);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.waitForLoadState('networkidle');
  assert.ok(requests.some((path) => /engine/.test(path)));
}));

test('Ctrl+K opens a dialog, Escape closes it and gives the focus back', withPage(async (page) => {
  await page.goto('/cantal/');
  const link = page.locator('.menu a').nth(1);
  await link.focus();
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.keyboard.type('teletravail');
  await dialog.locator('.search-result').first().waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await isFocused(page.locator('.search-title').first()), true);
  await page.keyboard.press('Escape');
  assert.equal(await dialog.count(), 0);
  assert.equal(await isFocused(link), true);
}));

test('the button of the header opens it too, and a slash, but not in a field', withPage(async (page) => {
  await page.goto('/');
  await page.locator('[data-search-open]').first().click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('a/b');
  assert.equal(await page.locator('dialog .search-input').inputValue(), 'a/b');
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.keyboard.press('/');
  await page.getByRole('dialog').waitFor();
}));

test('Enter in the dialog shows the same on the page of results', withPage(async (page) => {
  await page.goto('/');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('fibre');
  await page.locator('dialog .search-result').first().waitFor();
  const inDialog = await shownResults(page);
  await page.keyboard.press('Enter');
  await page.waitForURL(({ pathname, searchParams }) =>
    pathname === '/recherche/' && searchParams.get('q') === 'fibre');
  await page.locator('.search-result').first().waitFor();
  assert.deepEqual(await shownResults(page), inDialog);
}));

test('a failed download is said, and can be tried again', withPage(async (page, { problems }) => {
  await page.route('**/documents-fr.*', (route) => route.abort());
  await page.goto('/recherche/?q=fibre');
  await page.locator('.search-retry').waitFor();
  assert.match(await page.locator('.search-status').innerText(), /n’a pas pu être chargée/);
  await page.unroute('**/documents-fr.*');
  await page.locator('.search-retry').click();
  await page.locator('.search-result').first().waitFor();
  problems.length = 0;
}));

test('an English page searches English pages', withPage(async (page) => {
  const results = await resultsOf(page, 'network', '/en/recherche/');
  assert.ok(results.some(({ href }) => href === '/en/gers/reseau/soho-solo/'));
  assert.deepEqual(results.filter(({ href }) => !href.startsWith('/en/')), []);
}));

test('without JavaScript the index by kind and territory is there', withPage(async (page) => {
  await page.goto('/');
  await page.locator('[data-search-open]').first().click();
  await page.waitForURL('**/recherche/');
  const links = page.locator('[data-search-fallback] a');
  const hrefs = await links.evaluateAll((all) =>
    all.filter((link) => link.checkVisibility()).map((link) => link.getAttribute('href')));
  for (const href of ['/cantal/', '/gers/offres/', '/orne/espaces/', '/agenda/', '/plan-du-site/']) {
    assert.ok(hrefs.includes(href), href);
  }
  assert.equal(await page.locator('.search-results').count(), 0);
}, { javaScriptEnabled: false }));
