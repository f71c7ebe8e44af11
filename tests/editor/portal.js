// Portals and schemas made by the program under test.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

export const ROOT = new URL('../..', import.meta.url).pathname;
const PROGRAM = join(ROOT, 'target/debug/tt-site');

if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: run \`cargo build\``);

export const uri = (path) => pathToFileURL(path).href;

/** Runs the program. */
export function run(...args) {
  return execFileSync(PROGRAM, ['--lang', 'fr', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A folder that goes away with the test. */
export function folder(test) {
  const path = mkdtempSync(join(tmpdir(), 'tt-site-editor-'));
  test.after(() => rmSync(path, { recursive: true }));
  return path;
}

/** The settings of a folder that VS Code opens, as the language server receives them. */
export function settings(root) {
  const read = JSON.parse(readFileSync(join(root, '.vscode/settings.json'), 'utf8'));
  const schemas = Object.entries(read['yaml.schemas']).map(([path, files]) => [uri(join(root, path)), files]);
  return { validate: true, hover: true, completion: true, schemas: Object.fromEntries(schemas) };
}

/** The files below a folder, by their paths from it. */
export function files(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
