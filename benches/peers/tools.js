// The programs that are measured, and the disk.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const TARGET = join(root, 'target/bench-peers');

const said = (command, options = []) => {
  const { status, stdout, stderr } = spawnSync(command, options, { encoding: 'utf8' });
  return status === 0 ? `${stdout}${stderr}`.replace(/\x1b\[[\d;]*m/g, '') : null;
};

export const OURS = process.env.TT_SITE ?? join(root, 'target/release/tt-site');
if (!existsSync(OURS)) throw new Error(`${OURS} is not there: cargo build --release, or TT_SITE=`);
export const HUGO = process.env.HUGO ?? realHugo();
export const ZOLA = process.env.ZOLA ?? found('zola');

function found(name) {
  return said('sh', ['-c', `command -v ${name}`])?.trim() || null;
}

/** The program itself: what PyPI installs is a script that says where the program is. */
function realHugo() {
  const program = found('hugo');
  if (!program) return null;
  return / at (\S+)/.exec(said(program, ['version']) ?? '')?.[1] ?? program;
}

let floorMade;

/** Writes as many bytes to as many files as a folder has: `{wall, cpu}`. */
export function writeFloor(from, to) {
  const program = join(TARGET, 'floor');
  mkdirSync(dirname(program), { recursive: true });
  const source = fileURLToPath(new URL('floor.rs', import.meta.url));
  floorMade ??= said('rustc', ['-O', '--edition=2021', '-o', program, source]);
  spawnSync('sync');
  const [wall, cpu] = (said(program, [from, to]) ?? '').trim().split(' ').map(Number);
  if (!wall) throw new Error('the floor could not be measured');
  return { wall, cpu };
}

const version = (program, options) => (program ? said(program, options)?.trim().split('\n').at(-1) : null);

/** Versions and machine, in one line. */
export function machine() {
  const hugo = /hugo v[\d.]+\S*/.exec(version(HUGO, ['version']) ?? '')?.[0];
  return [
    new Date().toISOString().slice(0, 10),
    version(OURS, ['--version']),
    hugo?.replace(/-[0-9a-f]{40}/, '') ?? 'no Hugo',
    version(ZOLA, ['--version']) ?? 'no Zola',
    `Node ${process.version}`,
    `${cpus().length} × ${cpus()[0].model.trim()}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
  ].join(', ');
}
