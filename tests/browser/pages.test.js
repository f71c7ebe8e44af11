// What holds for every kind of page.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { KINDS } from './kinds.js';
import { openPage, portal } from './portal.js';

const withPage = portal();

describe('every kind of page', () => {
  for (const [kind, path] of KINDS) {
    test(kind, withPage(async (page, { t, url }) => {
      await t.test('is whole', () => assertWhole(page, path));
      await t.test('lets one skip to its content', () => assertSkipLink(page));
      const links = await page.evaluate(visibleLinks);
      await t.test('is complete without JavaScript', async () => {
        await assertComplete(page.context().browser(), url, path, links);
      });
      await t.test('keeps its content in print', () => assertPrints(page));
      await t.test('fits a phone of 320 px', async () => {
        await page.setViewportSize({ width: 320, height: 640 });
        assert.deepEqual(await page.evaluate(tooWide), []);
      });
    }));
  }
});

async function assertWhole(page, path) {
  const response = await page.goto(path, { waitUntil: 'networkidle' });
  assert.equal(response.status(), 200);
  assert.equal(await page.locator('h1').count(), 1);
  assert.match(await page.locator('h1').innerText(), /\S/);
  assert.match(await page.title(), /\S/);
  const lang = path.startsWith('/en/') ? 'en' : 'fr';
  assert.equal(await page.locator('html').getAttribute('lang'), lang);
}

/** The first Tab reaches the skip link, and the Tab after using it is past the header. */
async function assertSkipLink(page) {
  await page.keyboard.press('Tab');
  const link = page.locator(':focus');
  assert.equal(await link.getAttribute('href'), '#contenu');
  assert.ok((await link.boundingBox()).y >= 0, 'the focused skip link is on the screen');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('main :focus, footer :focus').count(), 1);
}

/** Without a script no text is hidden, and there is every link that there is with one. */
async function assertComplete(browser, url, path, links) {
  const { page, problems } = await openPage(browser, url, { javaScriptEnabled: false });
  try {
    await page.goto(path);
    assert.deepEqual(await page.evaluate(hiddenTexts), []);
    const plain = new Set(await page.evaluate(visibleLinks));
    assert.deepEqual(links.filter((link) => !plain.has(link)), []);
    assert.deepEqual(problems, []);
  } finally {
    await page.context().close();
  }
}

/** In the page: texts of the content that are not displayed. */
function hiddenTexts() {
  const machine = 'script, style, template, title, select, details:not([open])';
  // Controls that work by script alone, and what is said only once time has passed or a
  // filter has left nothing.
  const later = '.filters, .map-filters, .map-tools, .map-base, .keep, [data-over], .empty, '
    + '.budget, .add-town, .add-town ~ .scroll, [data-share], [data-take]';
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const hidden = [];
  while (walker.nextNode()) {
    const { parentElement: parent, data } = walker.currentNode;
    if (!data.trim() || parent.closest(`${machine}, ${later}`)) continue;
    if (!parent.checkVisibility()) hidden.push(data.trim());
  }
  return hidden;
}

/** In the page: where its visible links go. */
function visibleLinks() {
  const links = [...document.querySelectorAll('a[href]')].filter((link) => link.checkVisibility());
  return [...new Set(links.map((link) => link.getAttribute('href')))];
}

/** All that is content stays on paper, dark on white, even of a dark screen. */
async function assertPrints(page) {
  await page.emulateMedia({ colorScheme: 'dark' });
  const onScreen = await page.evaluate(contentTexts);
  assert.ok(onScreen.length > 0);
  await page.emulateMedia({ media: 'print' });
  const printed = new Set(await page.evaluate(contentTexts));
  assert.deepEqual(onScreen.filter((text) => !printed.has(text)), []);
  assert.ok(await page.evaluate(titleIsDark), 'the title is dark on white paper');
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
}

/** In the page: the displayed texts of the content, but for what one does with a screen. */
function contentTexts() {
  const controls = 'nav, form, button, script, .skip, .actions, .keep, .more, .subscribe, .map-tools, [aria-hidden]';
  const blocks = document.querySelectorAll(
    'main :is(h1, h2, h3, h4, p, li, dt, dd, td, th, caption, figcaption)',
  );
  const shown = [...blocks].filter((block) => block.checkVisibility() && !block.closest(controls));
  return shown.map((block) => block.textContent.trim()).filter(Boolean);
}

/** In the page: whether the title is dark, as paper is white. */
function titleIsDark() {
  const { color } = getComputedStyle(document.querySelector('h1'));
  const [red, green, blue] = color.match(/[\d.]+/g).map(Number);
  return red + green + blue < 3 * 80;
}

/** In the page: its elements that make it scroll sideways. */
function tooWide() {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const outside = [...document.body.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
  );
  return [`${scrollWidth} px`, ...outside.slice(0, 5).map(({ outerHTML }) => outerHTML.slice(0, 120))];
}

test('an unknown address shows the page of 404, which leads on', withPage(async (page, { problems }) => {
  const response = await page.goto('/nulle/part/');
  assert.equal(response.status(), 404);
  assert.equal(await page.locator('h1').count(), 1);
  assert.deepEqual(problems.splice(0).filter((problem) => !problem.includes('404')), []);
  await page.locator('main a').first().click();
  await page.waitForURL((url) => url.pathname !== '/nulle/part/');
}));

test('without JavaScript the menu leads on', withPage(async (page) => {
  await page.goto('/');
  await page.locator('.menu a[href="/agenda/"]').click();
  await page.waitForURL((url) => url.pathname === '/agenda/');
}, { javaScriptEnabled: false }));

test('no key of a phrase is left in a text', withPage(async (page) => {
  const found = {};
  for (const [, path] of KINDS) {
    await page.goto(path);
    const text = await page.locator('body').innerText();
    const keys = text.match(/(?<![\w./@-])[a-z]+(_[a-z]+)+(?![\w./@-])/g);
    // The page of a data set names the columns of its files.
    if (keys && !path.startsWith('/donnees/')) found[path] = keys;
  }
  assert.deepEqual(found, {});
}));

test('the portal has an icon', withPage(async (page) => {
  await page.goto('/');
  const icon = await page.locator('link[rel=icon]').getAttribute('href');
  const response = await page.request.get(icon);
  assert.equal(response.status(), 200);
  assert.match(response.headers()['content-type'], /^image\//);
}));

test('the sheet of a commune is a dossier of one page of paper', withPage(async (page) => {
  for (const path of ['/cantal/communes/murat/', '/cantal/communes/allanche/', '/gers/communes/lectoure/']) {
    await page.goto(path);
    const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, path);
  }
}));
