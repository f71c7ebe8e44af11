// `tt-site serve`: the open page follows the files, and tells who writes what to do.

import assert from 'node:assert/strict';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { BUILD_DAY, ROOT, launch, openPage } from './portal.js';
import { servePortal } from './served.js';

/** Long, for a debug build on a busy machine. */
const PATIENCE = 120_000;
const FILE = 'departements/cantal/espaces/telecentre-murat.md';
const PAGE = '/cantal/espaces/telecentre-murat/';

let portal;
let browser;

before(async () => {
  portal = await servePortal();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await portal?.stop();
});

/** Opens a page, until it follows the files. */
async function open(page, path) {
  await page.goto(path);
  await page.getByRole('complementary', { name: 'Rédaction de la page' }).waitFor();
}

/** Runs a test on the page, and puts the files back. */
function onPage(use) {
  return async () => {
    const path = join(portal.folder, 'content', FILE);
    const original = await readFile(path, 'utf8');
    const edit = (from, to) => {
      assert.ok(original.includes(from), from);
      return writeFile(path, original.replace(from, to));
    };
    const { page, problems } = await openPage(browser, portal.url);
    page.setDefaultTimeout(PATIENCE);
    try {
      await open(page, PAGE);
      await use(page, { edit, original, mend: () => writeFile(path, original) });
      assert.deepEqual(problems, []);
    } finally {
      await page.context().close();
      await portal.restore();
    }
  };
}

test('an edit shows in the open page, which keeps its place', onPage(async (page, { edit }) => {
  await page.evaluate(() => scrollTo(0, 300));
  await edit("Murat est l'endroit où", "Murat est bien l'endroit où");
  await page.getByText(/Murat est bien l’endroit où/).waitFor();
  await page.waitForFunction(() => scrollY === 300);
}));

test('an error is laid over the page, and leaves once mended', onPage(async (page, { edit, mend, original }) => {
  await edit('commune: Murat', 'commune: Murrat');
  const overlay = page.getByRole('dialog');
  await overlay.waitFor();
  const text = await overlay.innerText();
  const line = original.slice(0, original.indexOf('commune: Murat')).split('\n').length;
  assert.match(text, /Le site ne se construit pas/);
  assert.ok(text.includes(`${FILE}:${line}:`), text);
  assert.match(text, /Murrat/);
  assert.match(text, /conseil : .*Murat/, 'the nearest commune is offered');
  assert.equal(await page.locator('h1').isVisible(), true, 'the last good page is behind');
  await mend();
  await overlay.waitFor({ state: 'detached' });
}));

test('the overlay can be closed, to see the page', onPage(async (page, { edit }) => {
  await edit('type: telecentre', 'type: telecentr');
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}));

test('the preview names the types of its files', onPage(async (page) => {
  const types = { '/agenda.ics': 'text/calendar', '/plan-du-site/': 'text/html' };
  for (const [path, type] of Object.entries(types)) {
    const response = await page.request.get(portal.url + path);
    assert.equal(response.status(), 200);
    assert.ok(response.headers()['content-type'].startsWith(type), path);
  }
}));

test('a style sheet that changes is swapped, and the page stays', onPage(async (page) => {
  const theme = join(portal.folder, 'theme/styles');
  const styles = await readFile(join(ROOT, 'themes/default/styles/base.css'), 'utf8');
  await page.evaluate(() => { window.stays = true; });
  await mkdir(theme, { recursive: true });
  await writeFile(join(theme, 'base.css'), `${styles}\nh1 { letter-spacing: 7px; }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px');
  assert.equal(await page.evaluate(() => window.stays), true, 'without a reload');
}));

test('a page that a change does not touch is not reloaded', onPage(async (page, { edit }) => {
  await open(page, '/cantal/formations/management-a-distance/');
  await page.evaluate(() => { window.stays = true; });
  const heard = page.waitForResponse((response) => response.url().endsWith('/management-a-distance/'));
  await edit("Murat est l'endroit où", "Murat est toujours l'endroit où");
  await heard;
  await setTimeout(500);
  assert.equal(await page.evaluate(() => window.stays), true);
}));

test('an editor that saves by renaming is heard', onPage(async (page, { original }) => {
  const path = join(portal.folder, 'content', FILE);
  await writeFile(`${path}~`, original.replace("Murat est l'endroit où", "Murat est encore l'endroit où"));
  await rename(`${path}~`, path);
  await page.getByText(/Murat est encore l’endroit où/).waitFor();
}));

test('what was open stays open', onPage(async (page) => {
  const path = join(portal.folder, 'content/pages/avant-de-venir.md');
  await open(page, '/avant-de-venir/');
  const details = page.locator('main details').first();
  await details.evaluate((details) => { details.open = !details.open; });
  const state = await details.evaluate((details) => details.open);
  await writeFile(path, `${await readFile(path, 'utf8')}\nUn mot de plus.\n`);
  await page.getByText('Un mot de plus.').waitFor();
  assert.equal(await details.evaluate((details) => details.open), state);
}));

test('a bar says where the page comes from', onPage(async (page) => {
  const bar = page.getByRole('complementary', { name: 'Rédaction de la page' });
  await bar.waitFor();
  assert.match(await bar.innerText(), new RegExp(FILE));
  const edit = await bar.getByRole('link', { name: 'Modifier cette page' }).getAttribute('href');
  assert.equal(edit, '/redaction/cantal/#/collections/espaces/entries/telecentre-murat');
  await bar.getByRole('button', { name: 'Masquer la barre' }).click();
  await page.reload();
  await setTimeout(500);
  assert.equal(await bar.count(), 0, 'it stays hidden');
}));

test('a draft is shown, and says that it is one', onPage(async (page, { edit }) => {
  await edit('type: telecentre', 'brouillon: oui\ntype: telecentre');
  await page.getByRole('banner').getByText(/brouillon/i).waitFor();
}));

test('the start page lists what is wrong, with the way to mend it', onPage(async (page, { edit, mend }) => {
  await page.goto('/redaction/');
  await page.getByRole('heading', { name: 'Problèmes' }).waitFor();
  await edit('commune: Murat', 'commune: Murrat');
  const finding = page.getByRole('listitem').filter({ hasText: 'Murrat' });
  await finding.waitFor();
  assert.equal(await finding.getByRole('link').getAttribute('href'),
    '/redaction/cantal/?champ=commune#/collections/espaces/entries/telecentre-murat');
  await mend();
  await finding.waitFor({ state: 'detached' });
}));

test('the start page tells what appears and expires soon', onPage(async (page, { edit }) => {
  const soon = new Date(Date.parse(BUILD_DAY) + 5 * 86_400_000).toISOString().slice(0, 10);
  await edit('type: telecentre', `publier_le: ${soon}\ntype: telecentre`);
  await page.getByRole('banner').getByText(/paraîtra|publiée le/i).waitFor();
  await page.goto('/redaction/');
  await page.getByRole('listitem').filter({ hasText: /paraît$/ }).waitFor();
}));
