// Builds the demonstration portal into target/demo when it is not there yet: `tests/run`
// has done it already.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { BINARY, BUILD_DAY, DEMO, ORIGIN, ROOT } from './portal.js';

if (!existsSync(join(DEMO, 'index.html'))) {
  const options = ['--root', ROOT, '--output', DEMO, '--base-url', ORIGIN, '--date', BUILD_DAY];
  const { status, error } = spawnSync(BINARY, ['build', ...options], { stdio: 'inherit' });
  if (error) console.error(`${error.message}: run "cargo build" first`);
  process.exitCode = status ?? 1;
}
