// What commands and folders cost.

import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs a command: `{wall, cpu, memory, output}` in seconds and bytes, its children included. `time`
 * has to be GNU's.
 */
export function measure(command, options, cwd) {
  // What was written before must not be paid for by what is measured now.
  spawnSync('sync');
  const start = process.hrtime.bigint();
  const { status, stdout, stderr, error } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', command, ...options], {
    cwd, encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 3_600_000,
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${command} ${options.join(' ')}: ${error ?? stderr.slice(-2000)}`);
  const [user, system, kilobytes] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { wall, cpu: user + system, memory: kilobytes * 1024, output: stdout + stderr };
}

/** The files below a folder, `{path, bytes}`. */
export function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => ({ path, bytes: statSync(path).size }));
}

/** Number and bytes of files. */
export function weight(files) {
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}
