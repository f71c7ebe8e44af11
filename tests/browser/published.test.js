// The web editor of the published site, over a forge: here a stand-in for one, which hands
// out a file as a repository holds it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { BINARY, BUILD_DAY, ROOT, launch, openPage } from './portal.js';
import { decap } from './served.js';
import { serveFolder } from './server.js';

const run = promisify(execFile);
const SETTINGS = 'redaction:\n  forge: gitlab\n  adresse: https://git.example.org\n  depot: departement/portail\n  application: 0123abcd\n';
const FILE = `---
titre: Essai
type: telecentre
commune: Murat
position: [45.11, 2.87]
code: "07"
sources: [Insee, {titre: Autre}]
chiffres:
  - {libelle: postes, valeur: 3, source: Insee}
---
Bonjour
`;

let folder;
let host;
let browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tt-site-published-'));
  await cp(join(ROOT, 'content'), join(folder, 'content'), { recursive: true });
  await appendFile(join(folder, 'content/portail.yaml'), SETTINGS);
  await assert.rejects(run(BINARY, ['build', '--root', folder]), /tt-site editor/, 'the program is asked for');
  await run(BINARY, ['editor', '--root', folder, '--from', await decap()]);
  await run(BINARY, ['build', '--root', folder, '--date', BUILD_DAY]);
  host = await serveFolder(join(folder, 'public'));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await host?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('people sign in with their forge, and nothing else is asked', async () => {
  const { page, problems } = await openPage(browser, host.url, { now: null });
  await page.goto('/redaction/');
  await page.getByRole('link', { name: 'Cantal' }).click();
  await page.getByRole('button', { name: /GitLab/ }).waitFor();
  assert.deepEqual(problems, []);
  await page.context().close();
});

test('the forms are those of the repository', async () => {
  const { config } = JSON.parse(await readFile(join(folder, 'public/redaction/cantal/formulaires.json'), 'utf8'));
  assert.deepEqual(config.backend, {
    name: 'gitlab', repo: 'departement/portail', branch: 'main', auth_type: 'pkce', app_id: '0123abcd',
    base_url: 'https://git.example.org', api_root: 'https://git.example.org/api/v4',
  });
  assert.equal(config.publish_mode, 'editorial_workflow');
});

test('a file as the repository holds it opens, and one field changes', async () => {
  const { page } = await openPage(browser, host.url, { now: null });
  let written;
  await page.route('**/formulaires.json', async (route) => {
    const forms = await (await route.fetch()).json();
    Object.assign(forms.config, { backend: { name: 'proxy', proxy_url: '/api' }, publish_mode: 'simple' });
    await route.fulfill({ json: forms });
  });
  await page.route('**/api', async (route) => {
    const { action, params } = JSON.parse(route.request().postData());
    const entry = { data: FILE, file: { path: 'content/departements/cantal/espaces/essai.md', id: '1' } };
    if (action === 'persistEntry') written = params.dataFiles[0].raw;
    const answers = { entriesByFolder: [entry], getEntry: entry, persistEntry: { message: 'ok' } };
    await route.fulfill({ json: answers[action] ?? [] });
  });
  await page.goto('/redaction/cantal/#/collections/espaces/entries/essai');
  await page.getByLabel('Titre', { exact: true }).first().fill('Essai réussi');
  await page.getByRole('button', { name: 'Publier' }).click();
  const answered = page.waitForResponse((response) => response.request().postData()?.includes('persistEntry'));
  await page.getByText('Publier maintenant').click();
  await answered;
  assert.match(written, /titre: Essai réussi/);
  assert.match(written, /code: "07"/, 'a code keeps its zero');
  assert.match(written, /- Insee\n/, 'a source by its title alone stays one');
  assert.match(written, /source: Insee/);
  await page.context().close();
});
