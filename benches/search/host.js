// A host on loopback as a good one would be: texts as brotli 11 makes them, what is compressed
// already as it is. It notes what it sends, headers included, workers of the page too.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const TEXTS = /html|css|javascript|json|svg/;
const compress = promisify(brotliCompress);

/**
 * Serves folders by the beginning of their paths, and `pages`, texts by path, on a free port:
 * `{url, sent, close}`. `sent` lists `{path, bytes}` of each answer, `bytes` a promise.
 */
export async function serve(folders, pages = {}) {
  const kept = new Map();
  const sent = [];
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://host').pathname));
    const before = request.socket.bytesWritten;
    const bytes = new Promise((resolve) => {
      const told = () => resolve(request.socket.bytesWritten - before);
      response.on('finish', told).on('close', told);
    });
    sent.push({ path, bytes });
    answer(path, response);
  });

  async function answer(path, response) {
    const name = path.endsWith('/') ? `${path}index.html` : path;
    if (!kept.has(name)) kept.set(name, await prepare(pages[name] ?? await find(folders, name), name));
    const { status, headers, body } = kept.get(name);
    response.writeHead(status, headers).end(body);
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    sent,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function prepare(body, name) {
  if (body === null) return { status: 404, headers: { 'content-length': 0 }, body: '' };
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  const isText = TEXTS.test(type);
  const packed = isText ? await compress(body) : body;
  const headers = { 'content-type': type, 'content-length': packed.length };
  return { status: 200, headers: { ...headers, ...(isText && { 'content-encoding': 'br' }) }, body: packed };
}

async function find(folders, name) {
  const mount = Object.keys(folders).find((start) => name.startsWith(start));
  if (!mount) return null;
  return readFile(join(folders[mount], name.slice(mount.length))).catch(() => null);
}
