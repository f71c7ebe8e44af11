// A static host on loopback, as plain as those that portals live on.

import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

const TYPES = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.geojson': 'application/geo+json',
  '.html': 'text/html; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

const TEXTS = /html|css|javascript|json|svg|xml|text/;
const compressed = promisify(brotliCompress);

/**
 * Serves a folder on a free port: `{ url, close }`, the address without a last slash. With
 * `compress`, texts as brotli 11 makes them. What `_headers` says is sent.
 */
export async function serveFolder(folder, { compress = false } = {}) {
  const kept = new Map();
  const rules = headerRules(await readFile(join(folder, '_headers'), 'utf8').catch(() => ''));
  const server = createServer((request, response) =>
    answer({ folder, kept: compress && kept, rules }, request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The rules of a `_headers` file: the start of paths, and what is sent with them. */
function headerRules(text) {
  const rules = [];
  for (const line of text.split('\n').filter(Boolean)) {
    if (line.startsWith('/')) rules.push({ start: line.replace(/\*$/, ''), headers: {} });
    else rules.at(-1).headers[line.split(':')[0].trim().toLowerCase()] = line.slice(line.indexOf(':') + 1).trim();
  }
  return rules;
}

async function answer({ folder, kept, rules }, request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://host').pathname));
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  const found = await stat(file).then((entry) => entry.isFile(), () => false);
  const shown = found ? file : join(folder, '404.html');
  const type = TYPES[extname(shown)] ?? 'application/octet-stream';
  const headers = { 'content-type': type };
  for (const rule of rules) if (path.startsWith(rule.start)) Object.assign(headers, rule.headers);
  let body = await readFile(shown).catch(() => '');
  if (kept && TEXTS.test(type)) {
    headers['content-encoding'] = 'br';
    if (!kept.has(shown)) kept.set(shown, await compressed(body));
    body = kept.get(shown);
  }
  response.writeHead(found ? 200 : 404, headers).end(body);
}
