// `node save.js [SIZES…] [--saves K] [--output FILE]`: from the start of each server to its first
// page, and from saving one Markdown file to the new text served, by tt-site, Hugo and Zola.

import { spawn } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { DAY } from '../portals/data.js';
import { quantile, table, units } from '../search/table.js';
import { emptyTrash, onePage, written } from './builds.js';
import { HUGO, machine, OURS, ZOLA } from './tools.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { saves: { type: 'string', default: '10' }, output: { type: 'string' } },
});
const sizes = positionals.length ? positionals.map(Number) : [1000, 10_000];

const FAST = 'zola serve --fast --debounce 10';

/** Milliseconds after which a server is said not to answer. */
const patience = (size) => 60_000 + size * 60;

/** The text of a page; nothing where there is none yet. */
function ask(agent, url) {
  return new Promise((resolve) => {
    const request = get(url, { agent }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve(response.statusCode === 200 ? Buffer.concat(parts).toString() : ''));
    });
    request.setTimeout(5000, () => request.destroy(new Error('no answer')));
    request.on('error', () => resolve(''));
  });
}

/** Asks until the page says what it should; milliseconds since `start`. */
async function until(agent, url, text, start, limit) {
  for (;;) {
    if ((await ask(agent, url)).includes(text)) return performance.now() - start;
    if (performance.now() - start > limit) throw new Error(`${url} never said ${text}`);
    await sleep(1);
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Waits until a program has done next to nothing for half a second. */
async function quiet(pid, limit) {
  const spent = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13)
    .reduce((sum, ticks) => sum + Number(ticks), 0);
  const start = performance.now();
  for (let before = -Infinity; spent() - before > 1;) {
    if (performance.now() - start > limit) throw new Error('the server never rests');
    before = spent();
    await sleep(500);
  }
}

/** The servers that are here: `{name, command, options, file, path, draft}`. */
function serversOf(portal) {
  const page = onePage(portal);
  const zola = (...more) => (port) =>
    ['--root', portal.zola, 'serve', '--interface', '127.0.0.1', '--port', port, ...more];
  const hugo = (port) =>
    ['server', '--source', portal.hugo, '--renderToMemory', '--bind', '127.0.0.1', '--port', port];
  const ours = () => ['serve', '--root', portal.ours, '--port', '0', '--date', DAY];
  const draft = join(portal.folder, 'draft.md');
  return [
    { name: 'tt-site serve', command: OURS, file: page.ours, options: ours },
    { name: 'hugo server', command: HUGO, file: page.hugo, options: hugo },
    { name: 'zola serve', command: ZOLA, file: page.zola, options: zola() },
    { name: FAST, command: ZOLA, file: page.zola, options: zola('--fast', '--debounce', '10') },
  ].filter(({ command }) => command).map((server) => ({ ...server, path: page.url, draft }));
}

/** The address that a server says first on its output. */
const said = (child) => new Promise((resolve, reject) => {
  let text = '';
  child.stdout.on('data', (part) => {
    text += part;
    const address = /http:\/\/[^\s/]+/.exec(text)?.[0];
    if (address) resolve(address);
  });
  child.on('exit', () => reject(new Error('the server ended')));
});

let marks = 0;

/** A word that no page has yet: letters alone, which no typography touches. */
const freshMark = () => `Marque${String(marks += 1).replace(/\d/g, (digit) => 'abcdefghij'[digit])}fin`;

/** One server: `{first, saves}` in milliseconds. */
async function probe({ command, options: of, file, path, draft }, size, saves) {
  const text = readFileSync(file, 'utf8');
  const port = String(await freePort());
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const start = performance.now();
  const child = spawn(command, of(port), { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  try {
    const address = command === OURS ? await said(child) : `http://127.0.0.1:${port}`;
    child.stdout.resume();
    const first = await until(agent, `${address}${path}`, '</main>', start, patience(size));
    const times = [];
    for (let n = 0; n < saves; n += 1) {
      await quiet(child.pid, patience(size));
      const mark = freshMark();
      times.push(await saveOnce({ agent, url: `${address}${path}`, file, size, draft, text, mark }));
    }
    return { first, saves: times };
  } finally {
    child.kill();
    agent.destroy();
    await ended;
  }
}

/** Saves the file as editors do, by renaming another to it. */
async function saveOnce({ agent, url, file, size, draft, text, mark }) {
  writeFileSync(draft, `${text}\n${mark}.\n`);
  const start = performance.now();
  renameSync(draft, file);
  return until(agent, url, mark, start, patience(size));
}

const TARGETS = {
  'tt-site serve': 'first page within 1.5 s; saved within 100 ms',
  'hugo server': 'a fifth',
  'zola serve': 'a twentieth',
};

async function measureSize(size) {
  const portal = written(size);
  const results = [];
  for (const server of serversOf(portal)) {
    const result = await probe(server, size, Number(options.saves));
    const each = result.saves.map(units.milliseconds).join(', ');
    console.error(`${size} ${server.name}: first page ${units.milliseconds(result.first)}, saves ${each}`);
    results.push({ name: server.name, ...result });
  }
  portal.leave();
  emptyTrash();
  const median = ({ saves }) => quantile(saves, 0.5);
  const rows = results.map((result) => [
    result.name, units.milliseconds(result.first),
    [Math.min(...result.saves), median(result), Math.max(...result.saves)]
      .map(units.milliseconds).join(' / '),
    (median(results[0]) / median(result)).toFixed(3), TARGETS[result.name] ?? '',
  ]);
  const head = [`${units.count(size)} pages`, 'start to first page', 'saved to served', 'ours over it', 'target'];
  return table(head, rows);
}

const texts = [`${machine()}. ${options.saves} saves, min / median / max.`];
for (const size of sizes) {
  texts.push(await measureSize(size));
  console.log(texts.at(-1), '\n');
}
if (options.output) writeFileSync(options.output, `${texts.join('\n\n')}\n`);
