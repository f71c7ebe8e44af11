// `tt-site serve`: the open page follows the files, on a copy of the portal.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';

import { BINARY, ROOT, launch, openPage } from './portal.js';

/** Long, for a debug build on a busy machine. */
const PATIENCE = 60_000;
const FILE = 'departements/cantal/espaces/telecentre-murat.md';
const PAGE = '/cantal/espaces/telecentre-murat/';

let folder;
let server;
let browser;
let url;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tt-site-reload-'));
  await cp(join(ROOT, 'content'), join(folder, 'content'), { recursive: true });
  server = spawn(BINARY, ['serve', '--root', folder, '--port', '0', '--lang', 'fr'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: server.stdout });
  const [address] = await once(lines, 'line');
  url = new URL(address).origin;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (server?.exitCode === null) {
    server.kill();
    await once(server, 'exit');
  }
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Runs a test on the page, and puts the file back. */
function onPage(use) {
  return async () => {
    const path = join(folder, 'content', FILE);
    const original = await readFile(path, 'utf8');
    const edit = (from, to) => {
      assert.ok(original.includes(from), from);
      return writeFile(path, original.replace(from, to));
    };
    const { page, problems } = await openPage(browser, url);
    page.setDefaultTimeout(PATIENCE);
    try {
      await page.goto(PAGE);
      await use(page, { edit, original, mend: () => writeFile(path, original) });
      assert.deepEqual(problems, []);
    } finally {
      await page.context().close();
      await writeFile(path, original);
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
    const response = await page.request.get(url + path);
    assert.equal(response.status(), 200);
    assert.ok(response.headers()['content-type'].startsWith(type), path);
  }
}));
