// Our schemas hold for every file of the demonstration portal: its YAML files, and the
// fields at the head of its Markdown files.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ROOT, files, folder, run, uri } from './portal.js';
import { start } from './server.js';

const KINDS = {
  'portail.yaml': 'portail',
  'accueil.md': 'page-accueil',
  'pages/*.md': 'page',
  '**/actualites/*.md': 'actualite',
  '**/region.md': 'region',
  '**/departement.md': 'departement',
  '**/immobilier.yaml': 'immobilier',
  '**/espaces/*.md': 'espace',
  '**/offres/*.md': 'offre',
  '**/accueil/*.md': 'accueil',
  '**/temoignages/*.md': 'temoignage',
  '**/agenda/*.md': 'evenement',
  '**/formations/*.md': 'formation',
  '**/reseau/*.md': 'reseau',
  '**/reseau/membres.yaml': 'membres',
  '**/dispositifs/*.md': 'dispositif',
  '**/communes/*.md': 'commune',
};

/** The fields of a file, as YAML. */
function fields(path) {
  const text = readFileSync(join(ROOT, 'content', path), 'utf8');
  return path.endsWith('.yaml') ? text : text.split(/^---$/m)[1];
}

/** Where a file is shown to the server: originals and translations apart, all as YAML. */
function shown(path) {
  const translated = /^(.*)\.([a-z]{2})(\.(?:md|yaml))$/.exec(path);
  const plain = translated ? `${translated[1]}${translated[3]}` : path;
  return `${translated ? translated[2] : 'fr'}/${plain}${plain.endsWith('.md') ? '.yaml' : ''}`;
}

test('no file of the demonstration portal has a finding', async (t) => {
  const schemas = folder(t);
  run('schema', '--output', schemas);
  const at = (name) => uri(join(schemas, `${name}.schema.json`));
  const pattern = (lang, files) => `${lang}/${files.replace(/\.md$/, '.md.yaml')}`;
  const associated = Object.entries(KINDS).flatMap(([files, kind]) => [
    [at(kind), pattern('fr', files)],
    [at(`${kind}.traduction`), pattern('en', files)],
  ]);
  const server = await start(uri(schemas), { validate: true, schemas: Object.fromEntries(associated) });
  t.after(() => server.stop());
  const all = files(join(ROOT, 'content')).filter((path) => /\.(md|yaml)$/.test(path));
  assert.ok(all.length > 150, `${all.length} files`);
  const said = await Promise.all(
    all.map(async (path) => {
      const found = await server.open(uri(join(schemas, shown(path))), fields(path));
      return found.map(({ range, message }) => `${path}:${range.start.line + 1}: ${message}`);
    }),
  );
  assert.deepEqual(said.flat(), []);
  // What is silent must be because it was looked at.
  for (const [files, kind] of Object.entries(KINDS)) {
    const path = pattern('fr', files).replaceAll('*', 'essai');
    const found = await server.open(uri(join(schemas, path)), 'inconnu: oui\n');
    assert.match(JSON.stringify(found), /inconnu/, kind);
  }
});
