// The web editor as whoever writes meets it; what it leaves is read from the files and git.

import assert from 'node:assert/strict';
import { access, appendFile, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import axe from 'axe-core';

import { launch, openPage } from './portal.js';
import { servePortal } from './served.js';

/** Long, for a debug build on a busy machine. */
const PATIENCE = 120_000;
const CANTAL = 'content/departements/cantal';
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

// Decap leaves a refusal unhandled after it told it.
const REFUSED = [/^(409|422):/, /^exception: Object$/];
// A page that is not built yet.
const NOT_YET = [/^404: .*\/cantal\//];

let portal;
let browser;

before(async () => {
  portal = await servePortal({ editor: true });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await portal?.stop();
});

/** Runs a test on a page, and puts the portal back. Decap's own warnings are not ours. */
function edited(use, expected = []) {
  return async () => {
    const { page, problems } = await openPage(browser, portal.url, { now: null, viewport: { width: 1440, height: 1000 } });
    page.setDefaultTimeout(PATIENCE);
    page.on('dialog', (dialog) => dialog.accept());
    try {
      await use(page);
      const ours = problems.filter((problem) => !/^console:/.test(problem));
      assert.deepEqual(ours.filter((problem) => !expected.some((known) => known.test(problem))), []);
    } finally {
      await page.context().close();
      await portal.restore();
    }
  };
}

const path = (file) => join(portal.folder, file);
const field = (page, key) => page.locator(`[id^="${key}-field"]`).filter({ visible: true }).first();

async function open(page, scope, entry) {
  await page.goto(`/redaction/${scope}/#/collections/${entry}`);
}

/** Publishes, and gives the server's answer. */
async function publish(page) {
  const answer = page.waitForResponse((response) => /"persistEntry"/.test(response.request().postData() ?? ''));
  await page.getByRole('button', { name: 'Publier', exact: true }).click();
  await page.getByText('Publier maintenant').click();
  return answer;
}

async function change(page, key, text) {
  const input = field(page, key);
  await input.waitFor();
  await input.fill(text);
  const answer = await publish(page);
  assert.equal(answer.status(), 200, await answer.text());
}

/** The lines that a change took out and put in, by file. */
async function changes() {
  const diff = await portal.git('diff', '--unified=0', '--no-color', '--text');
  return diff.split('\n').filter((line) => /^[+-]/.test(line) && !line.startsWith('---'));
}

describe('one field changes one line', () => {
  const cases = [
    ['cantal', 'espaces/entries/telecentre-murat', 'titre', `${CANTAL}/espaces/telecentre-murat.md`],
    ['cantal', 'agenda/entries/cafe-des-teletravailleurs', 'titre', `${CANTAL}/agenda/cafe-des-teletravailleurs.md`],
    ['cantal', 'reseau/entries/telecentres-du-cantal', 'titre', `${CANTAL}/reseau/telecentres-du-cantal.md`],
    ['cantal', 'territoire/entries/immobilier', 'methode', `${CANTAL}/immobilier.yaml`],
    ['portail', 'region-auvergne/entries/region', 'accroche', 'content/regions/auvergne/region.md'],
    ['portail', 'portail/entries/reglages', 'accroche', 'content/portail.yaml'],
  ];
  for (const [scope, entry, key, file] of cases) {
    test(file.replace('content/', ''), edited(async (page) => {
      await open(page, scope, entry);
      await change(page, key, 'Un essai : avec « deux » points');
      assert.equal(await portal.git('diff', '--numstat'), `1\t1\t${file}\n`);
      const [, , line] = await changes();
      assert.match(line, new RegExp(`^\\+${key}: "Un essai : avec « deux » points"$`));
    }));
  }
});

test('marks, line endings, comments and codes stay', edited(async (page) => {
  const file = `${CANTAL}/departement.md`;
  const old = (await readFile(path(file), 'utf8')).replace('code: "15"', '# Le code officiel.\ncode: 15 # sans guillemets');
  const bytes = `\ufeff${old.replaceAll('\n', '\r\n')}`;
  await writeFile(path(file), bytes);
  await open(page, 'cantal', 'territoire/entries/departement');
  await change(page, 'accroche', 'Des volcans.');
  assert.equal(await readFile(path(file), 'utf8'), bytes.replace(/accroche: .*\r/, 'accroche: "Des volcans."\r'));
}));

test('a code without quotes keeps its zero', edited(async (page) => {
  const file = 'content/departements/allier/departement.md';
  const old = (await readFile(path(file), 'utf8')).replace('code: "03"', 'code: 03');
  await writeFile(path(file), old);
  await open(page, 'allier', 'territoire/entries/departement');
  assert.equal(await field(page, 'code').inputValue(), '03');
  await change(page, 'accroche', 'Des bocages.');
  assert.match(await readFile(path(file), 'utf8'), /^code: 03$/m);
}));

test('a new event is written as the guide writes one, and shows', edited(async (page) => {
  await page.goto('/redaction/cantal/#/collections/agenda/new');
  await field(page, 'titre').fill('Goûter des voisins');
  await field(page, 'debut').fill('2027-05-20');
  await page.getByLabel('Heure').first().fill('16:30');
  const answer = await publish(page);
  assert.equal(answer.status(), 200, await answer.text());
  const text = await readFile(path(`${CANTAL}/agenda/gouter-des-voisins.md`), 'utf8');
  assert.equal(text.trimEnd(), '---\ntitre: Goûter des voisins\ndebut: 2027-05-20T16:30\n---');
  await shows(page, '/cantal/agenda/gouter-des-voisins/', 'Goûter des voisins');
}, NOT_YET));

test('a new workspace: its position by a click, by the arrows, and pasted', edited(async (page) => {
  await page.goto('/redaction/cantal/#/collections/espaces/new');
  await field(page, 'titre').fill('Bureau du lavoir');
  await field(page, 'type').fill('cowork');
  await page.keyboard.press('Enter');
  await field(page, 'commune').fill('Murat');
  const map = page.getByRole('application');
  const place = () => Promise.all([field(page, 'position'), page.getByLabel('Longitude')].map((input) => input.inputValue()));
  await map.click();
  const [lat, lon] = await place();
  assert.ok(lat > 44.6 && lat < 45.5 && lon > 2 && lon < 3.4, `${lat} ${lon}`);
  await map.press('ArrowUp');
  assert.ok((await place())[0] > lat, 'north is up');
  await field(page, 'position').fill('45.11, 2.87');
  assert.deepEqual(await place(), ['45.11', '2.87']);
  const answer = await publish(page);
  assert.equal(answer.status(), 200, await answer.text());
  const text = await readFile(path(`${CANTAL}/espaces/bureau-du-lavoir.md`), 'utf8');
  assert.match(text, /^---\ntitre: Bureau du lavoir\ntype: coworking\ncommune: Murat\nposition: \[45\.11, 2\.87\]\n---\n/);
  await shows(page, '/cantal/espaces/bureau-du-lavoir/', 'Bureau du lavoir');
}, NOT_YET));

/** Waits until the build with a page is there. */
async function shows(page, address, text) {
  for (let i = 0; i < 240; i += 1) {
    const answer = await page.request.get(portal.url + address);
    if (answer.ok() && (await answer.text()).includes(text)) return;
    await page.waitForTimeout(500);
  }
  assert.fail(`${address} does not show « ${text} »`);
}

for (const [what, entry, key, text, why] of [
  ['an unknown commune', 'espaces/entries/telecentre-murat', 'commune', 'Murrat', /Murrat/],
  ['a position outside the département', 'espaces/entries/telecentre-murat', 'position', '48.85, 2.35', /Cantal|département/],
]) {
  test(`${what} is refused`, edited(async (page) => {
    await open(page, 'cantal', entry);
    await field(page, key).fill(text);
    const answer = await publish(page);
    assert.equal(answer.status(), 422);
    assert.match((await answer.json()).error, why);
    await page.getByText(why).last().waitFor();
    assert.equal(await portal.git('status', '--porcelain', 'content'), '');
  }, REFUSED));
}

test('a file that changed since it was opened is not overwritten', edited(async (page) => {
  const file = path(`${CANTAL}/espaces/telecentre-murat.md`);
  await open(page, 'cantal', 'espaces/entries/telecentre-murat');
  await field(page, 'titre').fill('Autre titre');
  await appendFile(file, '\nUne ligne de plus.\n');
  const kept = await readFile(file, 'utf8');
  const answer = await publish(page);
  assert.equal(answer.status(), 409);
  await page.getByText(/a changé sur le disque/).first().waitFor();
  assert.equal(await readFile(file, 'utf8'), kept);
}, REFUSED));

test('a page that is removed is kept aside', edited(async (page) => {
  const file = `${CANTAL}/actualites/une-salle-de-plus.md`;
  await open(page, 'cantal', 'actualites/entries/une-salle-de-plus');
  await field(page, 'titre').waitFor();
  const gone = page.waitForResponse((response) => /"deleteFiles?"/.test(response.request().postData() ?? ''));
  await page.getByRole('button', { name: /Supprimer/ }).click();
  assert.equal((await gone).status(), 200);
  await assert.rejects(access(path(file)));
  // What other files were before they were written again is there too.
  const moments = await readdir(path('.tt-site/corbeille'));
  const kept = await Promise.all(moments.map((moment) =>
    readFile(path(`.tt-site/corbeille/${moment}/${file}`), 'utf8').catch(() => null)));
  assert.deepEqual(kept.filter(Boolean), [await portal.git('show', `HEAD:${file}`)]);
}));

test('a translation is written beside, and only there', edited(async (page) => {
  await open(page, 'gers', 'espaces/entries/coworking-auch');
  await field(page, 'titre').waitFor();
  if ((await page.locator('[id^="titre-field"]').count()) === 1) await page.getByTitle('Édition multilingue').click();
  const english = page.locator('[id^="titre-field"]').nth(1);
  await english.waitFor();
  await english.fill('Coworking, tried out');
  assert.equal((await publish(page)).status(), 200);
  assert.equal(await portal.git('diff', '--numstat'), '1\t1\tcontent/departements/gers/espaces/coworking-auch.en.md\n');
}));

test('a word of the text changes its block alone', edited(async (page) => {
  await open(page, 'portail', 'region-auvergne/entries/region');
  const body = page.locator('[data-slate-editor=true]');
  await body.waitFor();
  await body.getByText('comme un ordre de grandeur').dblclick({ position: { x: 5, y: 5 } });
  await page.keyboard.type('Ceci');
  assert.equal((await publish(page)).status(), 200);
  const lines = await changes();
  const added = lines.filter((line) => line.startsWith('+') && !line.startsWith('+++'));
  assert.equal(added.length, 1, lines.join('\n'));
  assert.match(added[0], /ordre de grandeur/);
}));

test('an image lands beside its page, and none is replaced', edited(async (page) => {
  const { address, headers } = await api(page);
  const act = (action, params) => page.request.post(address, { headers, data: { action, params } });
  const asset = { path: `${CANTAL}/espaces/facade.png`, content: PIXEL, encoding: 'base64' };
  assert.equal((await act('persistMedia', { asset })).status(), 200);
  assert.equal((await readFile(path(asset.path))).toString('base64'), PIXEL);
  const other = { ...asset, content: Buffer.from('autre').toString('base64') };
  const refused = await act('persistMedia', { asset: other });
  assert.equal(refused.status(), 409);
  assert.match((await refused.json()).error, /déjà un fichier « facade\.png »/);
}));

test('only our pages write, only content, and not without end', edited(async (page) => {
  const { address, headers } = await api(page);
  const body = JSON.stringify({ action: 'info' });
  assert.equal(await post(address, headers, body), 200);
  assert.equal(await post('/redaction/0123456789abcdef/api', headers, body), 403, 'without the token');
  assert.equal(await post(address, {}, body), 403, 'without an origin');
  assert.equal(await post(address, { origin: 'https://evil.example' }, body), 403);
  assert.equal(await post(address, { ...headers, host: 'evil.example' }, body), 421);
  const outside = JSON.stringify({ action: 'deleteFile', params: { path: 'content/../.git/config' } });
  assert.equal(await post(address, headers, outside), 403);
  assert.equal(await post(address, headers, Buffer.alloc(51 << 20, 32)), 413);
}));

/** Where the editor's requests go, and what they carry. */
async function api(page) {
  const forms = await (await page.request.get(`${portal.url}/redaction/cantal/formulaires.json`)).json();
  return { address: forms.config.backend.proxy_url, headers: { origin: portal.url } };
}

/** The status of a `POST`, whatever its headers; a server may answer before it heard all. */
function post(address, headers, body) {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(address, portal.url), { method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject);
    // Once it has answered, that it hears no more is no fault.
    asked.on('socket', (socket) => socket.on('error', () => {}));
    asked.end(body);
  });
}

test('the link of a problem leads to its field', edited(async (page) => {
  await page.goto('/redaction/cantal/?champ=commune#/collections/espaces/entries/telecentre-murat');
  await field(page, 'commune').waitFor();
  await page.waitForFunction(() => document.activeElement.id.startsWith('commune-field'));
}));

test('the saved page stands beside its form', edited(async (page) => {
  await open(page, 'cantal', 'espaces/entries/telecentre-murat');
  const shown = page.frameLocator('iframe').frameLocator('iframe[title="Page enregistrée"]');
  await shown.getByRole('heading', { level: 1 }).waitFor();
  await change(page, 'titre', 'Un centre à Murat');
  await shown.getByRole('heading', { level: 1, name: 'Un centre à Murat' }).waitFor();
}));

test('axe finds nothing on our own pages', edited(async (page) => {
  await page.goto('/redaction/');
  await audit(page);
  await rm(path('.tt-site/editor'), { recursive: true });
  await page.goto('/redaction/cantal/');
  await page.getByRole('button', { name: 'Installer' }).waitFor();
  await audit(page);
}));

async function audit(page) {
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate(async () => (await window.axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`));
    assert.deepEqual(found, [], colorScheme);
  }
}
