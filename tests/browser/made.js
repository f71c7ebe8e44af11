// Portals made for one test: the starter of `tt-site init`, changed, then built.

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BINARY, BUILD_DAY, ORIGIN } from './portal.js';

/** Makes a portal, lets `change` edit its folder, and builds it. */
export async function made(change) {
  const root = await mkdtemp(join(tmpdir(), 'tt-site-'));
  const content = join(root, 'portal');
  run('init', content);
  await change(content);
  const site = join(root, 'site');
  run('build', '--root', content, '--output', site, '--base-url', ORIGIN, '--date', BUILD_DAY);
  return { content, site, remove: () => rm(root, { recursive: true }) };
}

function run(...words) {
  const { status, stderr } = spawnSync(BINARY, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tt-site ${words[0]}: ${stderr}`);
}
