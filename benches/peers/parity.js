// Whether the three sites hold the same pages, lists and feeds; and what each is made of.

import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { slug } from '../portals/places.js';
import { filesOf, weight } from '../search/cost.js';
import { table, units } from '../search/table.js';
import { inZola } from './sites.js';
import { NATURES } from './words.js';

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Where the lists that all three have stand: `{key, ours, peers, zola}`, the last where it differs. */
function listsOf({ lists, themes }) {
  const same = (path) => ({ key: path, ours: path, peers: path, zola: inZola(path) });
  const natures = Object.entries(NATURES).map(([key, label]) =>
    ({ key: `offres ${key}`, ours: `offres/${key}`, peers: `natures/${slug(label)}` }));
  const agenda = themes.map(slug).map((theme) =>
    ({ key: `agenda ${theme}`, ours: `agenda/themes/${theme}`, peers: `themes/${theme}` }));
  return [
    ...lists.map(same), ...natures, ...agenda,
    { key: 'offres', ours: 'offres', peers: 'natures/toutes', zola: 'offres' },
    { key: 'agenda', ours: 'agenda', peers: 'themes/tous' },
    { key: 'agenda, over', ours: 'agenda/passes', peers: 'themes/passes' },
  ];
}

/** The pages that a list names, over all of its own pages. */
function members(site, path, pages) {
  const found = new Set();
  for (let n = 1; ; n += 1) {
    const html = read(join(site, path, n > 1 ? `page/${n}` : '', 'index.html'));
    if (!html) return found;
    const main = html.slice(html.indexOf('<main'), html.lastIndexOf('</main'));
    for (const [, href] of main.matchAll(/href=["']?\/([^\s"'>]+)\//g)) {
      if (pages.has(href) && href.includes('/')) found.add(href);
    }
  }
}

const feedDays = (xml) => [...xml.matchAll(/<published>(\d{4}-\d\d-\d\d)/g)].map(([, day]) => day).sort();

const feedPath = (name, territory) => {
  if (!territory) return 'flux.xml';
  return name === 'Zola' ? `${territory}/actualites/flux.xml` : `${territory}/flux.xml`;
};

/**
 * Compares the outputs `{name: folder}`, ours first, on what they should hold; returns the
 * differences as sentences and what was compared.
 */
export function compare(contents, sites) {
  const faults = [];
  const [[, own], ...peers] = Object.entries(sites);
  const pages = new Set(contents.pages);
  for (const [name, site] of Object.entries(sites)) {
    const missing = contents.pages.filter((path) => !existsSync(join(site, path, 'index.html')));
    if (missing.length) faults.push(`${name} has no ${missing.slice(0, 3).join(', ')} (${missing.length} pages)`);
  }
  const lists = listsOf(contents);
  let entries = 0;
  for (const list of lists) {
    const ours = [...members(own, list.ours, pages)].sort();
    entries += ours.length;
    for (const [name, site] of peers) {
      const path = name === 'Zola' ? list.zola ?? list.peers : list.peers;
      const theirs = [...members(site, path, pages)].sort();
      if (ours.join() !== theirs.join()) {
        faults.push(`${list.key}: ${ours.length} entries, ${theirs.length} in ${name}`);
      }
    }
  }
  const feeds = [null, ...contents.territories.map((territory) => territory.slug)];
  for (const territory of feeds) {
    const ours = feedDays(read(join(own, feedPath('tt-site', territory))));
    for (const [name, site] of peers) {
      const theirs = feedDays(read(join(site, feedPath(name, territory))));
      if (ours.join() !== theirs.join()) {
        faults.push(`feed of ${territory ?? 'all'}: ${ours.length} entries, ${theirs.length} in ${name}`);
      }
    }
  }
  return { faults, counts: { pages: pages.size, lists: lists.length, entries, feeds: feeds.length } };
}

const CLASSES = ['pages of content', 'lists', 'other pages', 'feeds', 'search index', 'cards of social networks',
  'calendars', 'open data and maps', 'sitemap, styles, scripts, fonts'];

function classOf(path, pages, lists) {
  const page = /^(.*?)\/?(index\.html|404\.html)$/.exec(path);
  if (page) {
    if (pages.has(page[1])) return 'pages of content';
    return lists.has(page[1].replace(/\/?page\/\d+$/, '')) ? 'lists' : 'other pages';
  }
  if (path.endsWith('flux.xml')) return 'feeds';
  if (/^recherche|^theme\/search|search_index|elasticlunr/.test(path)) return 'search index';
  if (path.endsWith('.png')) return 'cards of social networks';
  if (path.endsWith('.ics')) return 'calendars';
  return /\.(csv|geojson|json)$/.test(path) ? 'open data and maps' : 'sitemap, styles, scripts, fonts';
}

/** What each output is made of: files and bytes by class. */
export function composition(contents, sites) {
  const pages = new Set(contents.pages);
  const lists = new Set(listsOf(contents).flatMap(({ ours, peers, zola }) => [ours, peers, zola]));
  const names = Object.keys(sites);
  const parts = names.map((name) => {
    const files = filesOf(sites[name]);
    const part = { all: files };
    for (const file of files) (part[classOf(relative(sites[name], file.path), pages, lists)] ??= []).push(file);
    return part;
  });
  const cell = (files = []) => `${units.count(files.length)} / ${units.megabytes(weight(files).bytes)}`;
  const rows = [...CLASSES, 'all'].map((name) => [name, ...parts.map((part) => cell(part[name]))]);
  return table(['files / bytes', ...names], rows);
}
