// What commands and folders cost.

import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Runs a command: `{wall, cpu, memory, output}` in seconds and bytes, its children included. */
export function measure(command, options) {
  const form = '%e %U %S %M';
  const { status, stdout, stderr, error } = spawnSync('/usr/bin/time', ['-f', form, command, ...options], {
    encoding: 'utf8', maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${command}: ${error ?? stderr}`);
  const [wall, user, system, kilobytes] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
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
