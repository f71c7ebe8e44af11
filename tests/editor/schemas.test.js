// Completion, explanations and findings in the YAML files of a new portal.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { folder, run, settings, uri } from './portal.js';
import { start } from './server.js';

/** A new portal, open in an editor that has read its settings. */
async function portal(t) {
  const root = folder(t);
  run('init', root);
  const server = await start(uri(root), settings(root));
  t.after(() => server.stop());
  const at = (path) => uri(join(root, 'content', path));
  return { root, server, at };
}

const labels = (items) => items.map((item) => item.label);

test('the files of a new portal have no finding', async (t) => {
  const { root, server, at } = await portal(t);
  for (const path of [
    'portail.yaml',
    'departements/cantal/immobilier.yaml',
    'departements/cantal/reseau/membres.yaml',
  ]) {
    const text = readFileSync(join(root, 'content', path), 'utf8');
    assert.match(text, /^# yaml-language-server: \$schema=/);
    assert.deepEqual(await server.open(at(path), text), [], path);
  }
});

test('keys are completed, with their sense in French', async (t) => {
  const { server, at } = await portal(t);
  const items = await server.complete(at('portail.yaml'), 'titre: Essai\n|');
  for (const key of ['accroche', 'editeur', 'menu', 'accessibilite', 'regles']) {
    assert.ok(labels(items).includes(key), key);
  }
  assert.ok(!labels(items).includes('titre'), 'written already');
  const menu = items.find((item) => item.label === 'synonymes');
  assert.match(JSON.stringify(menu.documentation), /Liste/);
  const inner = await server.complete(at('departements/cantal/immobilier.yaml'), 'releves:\n  - type: maison\n    |');
  assert.ok(labels(inner).includes('prix_m2'), labels(inner).join());
});

test('words of closed lists are completed, with what they mean', async (t) => {
  const { server, at } = await portal(t);
  const states = await server.complete(at('portail.yaml'), 'accessibilite:\n  etat: |');
  assert.deepEqual(labels(states), ['non conforme', 'partiellement conforme', 'totalement conforme']);
  const types = await server.complete(
    at('departements/cantal/immobilier.yaml'),
    'releves:\n  - commune: Murat\n    type: |',
  );
  assert.deepEqual(labels(types), ['maison', 'appartement', 'terrain']);
  const weights = await server.complete(at('portail.yaml'), 'regles:\n  stale-offer: |');
  assert.deepEqual(labels(weights), ['erreur', 'avertissement', 'conseil', 'non']);
  assert.match(JSON.stringify(weights[0].documentation), /publier/);
  const rules = await server.complete(at('portail.yaml'), 'regles:\n  |');
  assert.ok(labels(rules).includes('hard-to-read'));
});

test('a key is explained in French', async (t) => {
  const { server, at } = await portal(t);
  const name = await server.hover(at('portail.yaml'), 'titr|e: Essai\n');
  assert.match(name, /#### Nom du portail/);
  assert.match(name, /Texte\. \*\*Obligatoire\.\*\*/);
  assert.match(name, /Campagnes ouvertes/);
  const count = await server.hover(
    at('departements/cantal/immobilier.yaml'),
    'releves:\n  - {commune: Murat, type: maison, annee: 2024, effec|tif: 42}\n',
  );
  assert.match(count, /Nombre de ventes ou de baux/);
  assert.match(count, /Nombre entier/);
});

test('mistakes are found where they are', async (t) => {
  const { server, at } = await portal(t);
  const text = [
    'titre: Essai',
    'url: www.example.org',
    'editeur: {nom: Essai}',
    'menus: []',
    'accessibilite:',
    '  etat: presque conforme',
    '  date: 04/05/2026',
    '',
  ].join('\n');
  const found = await server.open(at('portail.yaml'), text);
  const said = found.map(({ range, message }) => [range.start.line, message]).sort(([a], [b]) => a - b);
  assert.deepEqual(
    said.map(([line]) => line),
    [1, 3, 5, 6],
  );
  assert.match(said[0][1], /adresse web complète/);
  assert.match(said[1][1], /menus n'est pas autorisée/);
  assert.match(said[2][1], /totalement conforme/);
  assert.match(said[3][1], /année-mois-jour : 2026-06-04/);
  const missing = await server.open(at('departements/cantal/reseau/membres.yaml'), 'membres:\n  - nom: Exemple\n');
  assert.match(missing.map(({ message }) => message).join(), /activite/);
});

test('a translation may leave out what its original says', async (t) => {
  const { server, at } = await portal(t);
  assert.deepEqual(await server.open(at('portail.en.yaml'), 'titre: Essay\n'), []);
  const [fault] = await server.open(at('departements/cantal/immobilier.en.yaml'), 'methodes: Median\n');
  assert.match(fault.message, /methodes/);
});

test('a file names its schema for editors that have no settings', async (t) => {
  const { root, at } = await portal(t);
  const bare = await start(uri(root), { validate: true });
  t.after(() => bare.stop());
  const text = readFileSync(join(root, 'content/portail.yaml'), 'utf8');
  const found = await bare.open(at('portail.yaml'), `${text}inconnu: oui\n`);
  assert.equal(found.length, 1);
  assert.match(found[0].message, /inconnu/);
});
