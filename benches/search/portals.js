// The portals to measure: made, built, and their pages of content apart.

import { linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { DAY } from '../portals/data.js';
import { generate } from '../portals/generate.js';
import { filesOf, measure } from './cost.js';

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

const TARGET = path('target/bench-search');
const BINARY = process.env.TT_SITE ?? path('target/release/tt-site');

// Lists, which no engine should answer with.
const LISTS = new Set(`accessibilite accueil actualites agenda annuaire carte communes comparer
  departements dispositifs donnees emploi espaces formations immobilier local logement-location
  logement-vente ma-selection offres plan-du-site recherche reprise reseau temoignages terrain`
  .split(/\s+/));
const isContent = (url) => !/^\/(agenda|donnees|en)\/|\/page\/\d/.test(url)
  && !LISTS.has(url.split('/').at(-2));

/**
 * A generated portal of about `count` pages: `{name, site, pages, build, indexed, index}`: its
 * folder, the addresses of its pages of content, what its build cost, a folder with these pages
 * alone and a place for an index of them.
 */
export function generated(count) {
  const root = join(TARGET, String(count));
  generate(count, root);
  return built(String(count), root);
}

/** The demonstration portal. */
export function demo() {
  return built('demo', path('.'));
}

function built(name, root) {
  const site = join(TARGET, `${name}-site`);
  rmSync(site, { recursive: true, force: true });
  rmSync(join(root, '.tt-site'), { recursive: true, force: true });
  const options = ['build', '--timings', '--root', root, '--output', site,
    '--base-url', 'https://www.example.org', '--date', DAY];
  const build = measure(BINARY, options);
  const pages = contentOf(site);
  const indexed = copy(pages, site, join(TARGET, `${name}-pages`));
  return { name, site, pages, build, indexed, index: join(TARGET, `${name}-pagefind`) };
}

/** The addresses of the pages that say something. */
function contentOf(site) {
  return filesOf(site)
    .filter(({ path: file }) => file.endsWith('/index.html'))
    .map(({ path: file }) => file.slice(site.length, -'index.html'.length))
    .filter(isContent)
    .sort();
}

/** A folder with these pages alone, for engines that index all that they are given. */
function copy(pages, site, folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const url of pages) {
    mkdirSync(join(folder, url), { recursive: true });
    linkSync(join(site, url, 'index.html'), join(folder, url, 'index.html'));
  }
  return folder;
}

const unescape = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"')
  .replace(/&#39;|&#x27;/g, '’').replace(/&nbsp;/g, ' ').replace(/&amp;/g, '&');

/** What a page says: `{url, title, summary, text}`. */
export function read(site, url) {
  const html = readFileSync(join(site, url, 'index.html'), 'utf8');
  const main = html.slice(html.indexOf('<main'), html.lastIndexOf('</main>'));
  const plain = (part = '') => unescape(part.replace(/<(script|style|svg)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).trim();
  return {
    url,
    title: plain(/<h1\b.*?<\/h1>/s.exec(main)?.[0]),
    summary: unescape(/<meta content="([^"]*)" name=description>/.exec(html)?.[1] ?? ''),
    text: plain(main),
  };
}
