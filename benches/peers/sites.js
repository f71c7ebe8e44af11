// Writes the pages of `benches/portals/data.js` as a site of Hugo and as a site of Zola.
// `node sites.js N FOLDER [--seed S]`

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { DAY, pages, territories } from '../portals/data.js';
import { slug } from '../portals/places.js';
import { LISTS, NATURES, worded } from './words.js';

const WELCOME = 'Bienvenue dans un portail fait pour mesurer.';
/** The lists of a département that its own page begins. */
const SHOWN = ['agenda', 'temoignages', 'offres', 'actualites'];

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const days = (date) => Math.round((Date.parse(date) - Date.parse(DAY)) / 86_400_000);

/** Writes `FOLDER/hugo` and `FOLDER/zola`; returns what the sites should hold (`contents`). */
export function writeSites(count, folder, seed = 1) {
  const systems = [new Hugo(join(folder, 'hugo')), new Zola(join(folder, 'zola'))];
  const near = neighbors(count, seed);
  const contents = { pages: [], territories: [], lists: new Set(), themes: new Set() };
  for (const page of pages(count, seed)) {
    const entry = entryOf(page, near);
    contents.pages.push(entry.path);
    for (const system of systems) system.entry(entry);
    if (page.department && page.kind !== 'departement') contents.lists.add(dirname(entry.path));
    if (page.facts?.theme) contents.themes.add(page.facts.theme);
  }
  for (const department of territories(count)) {
    const own = Object.values(LISTS).filter(([name]) => contents.lists.has(`${department.slug}/${name}`));
    const territory = { ...department, lists: own };
    contents.territories.push(territory);
    const property = propertyOf(department, near);
    contents.pages.push(property.path);
    for (const system of systems) {
      system.territory(territory);
      system.entry(property);
    }
  }
  for (const system of systems) system.finish(contents.territories);
  return { ...contents, lists: [...contents.lists], themes: [...contents.themes] };
}

/** The path of a page, which is its address in all three systems. */
function pathOf({ kind, department, slug }) {
  if (!department) return slug;
  return kind === 'departement' ? department.slug : `${department.slug}/${LISTS[kind][0]}/${slug}`;
}

const isAhead = ({ date, facts }) => facts.monthly || days(date) >= 0;

/** What pages link to: by town, events to come and homes by département, three at most. */
function neighbors(count, seed) {
  const near = new Map();
  const add = (key, path, most) => {
    const list = near.get(key) ?? near.set(key, []).get(key);
    if (list.length < most) list.push(path);
  };
  for (const page of pages(count, seed)) {
    const path = pathOf(page);
    if (['espace', 'offre', 'temoignage'].includes(page.kind)) add(`${page.kind} ${page.town.code}`, path, 3);
    if (page.kind === 'evenement' && isAhead(page)) {
      add(`evenement ${page.town.code}`, path, 3);
      add(`agenda ${page.department.slug}`, path, 4);
    }
    const isHome = page.facts?.nature?.startsWith('logement');
    if (isHome) add(`immobilier ${page.department.slug}`, path, 12);
  }
  return (key) => near.get(key) ?? [];
}

function entryOf(page, near) {
  const path = pathOf(page);
  return {
    path,
    kind: page.kind,
    department: page.department,
    title: page.title,
    summary: page.summary,
    keywords: page.keywords,
    ...worded(page),
    // News alone carries a date: feeds are made of what is dated.
    date: page.kind === 'actualite' ? page.date : undefined,
    author: page.kind === 'actualite' ? page.facts.author : undefined,
    weight: weightOf(page),
    natures: page.kind === 'offre' ? [NATURES[page.facts.nature]] : [],
    themes: page.kind === 'evenement' ? themesOf(page) : [],
    related: relatedOf(page, path, near),
    sections: page.sections,
    link: page.related && page.department ? pathOf({ ...page.related, department: page.department }) : undefined,
  };
}

/** Events to come by theme, as the agenda of `tt-site` has them, and those that are over. */
const themesOf = (event) => (isAhead(event) ? [event.facts.theme, 'Tous'] : ['Passés']);

/** The place in lists: soonest first then latest first, freshest first, or any. */
function weightOf({ kind, date, facts, ...page }) {
  if (kind === 'evenement') return isAhead({ date, facts }) ? 1 + days(date) : 1000 - days(date);
  if (kind === 'offre') return 1 - days(facts.checked);
  return kind === 'actualite' ? 1 - days(date) : 1;
}

function relatedOf({ kind, town, department }, path, near) {
  if (kind === 'commune') {
    return ['espace', 'offre', 'evenement', 'temoignage'].flatMap((other) => near(`${other} ${town.code}`));
  }
  if (kind !== 'evenement') return [];
  return near(`agenda ${department.slug}`).filter((other) => other !== path).slice(0, 3);
}

function propertyOf(department, near) {
  const prices = department.towns.slice(0, 8).map(({ name, population }) =>
    ({ label: name, value: `${800 + (population % 1700)} € le m² (${20 + (population % 200)} ventes)` }));
  return {
    path: `${department.slug}/immobilier`, kind: 'immobilier', department, title: `Immobilier, ${department.name}`,
    summary: '', keywords: [], label: 'Immobilier', place: department.name, foot: '', facts: prices, blocks: [],
    quote: '', schema: 'WebPage', weight: 1, natures: [], themes: [],
    related: near(`immobilier ${department.slug}`), sections: [],
  };
}

/** What both systems are told alike; each adds where it wants it. */
const common = ({ kind, department, label, place, foot, quote, schema, author, keywords, facts, blocks }) => ({
  kind, territory: department?.slug, department: department?.name, label, place, foot, quote, schema, author,
  keywords, facts, blocks,
});

/** A folder of content and the templates beside this file. */
class System {
  constructor(folder, name) {
    this.folder = folder;
    rmSync(folder, { recursive: true, force: true });
    cpSync(here(name), folder, { recursive: true });
    cpSync(here('style.css'), join(folder, 'static', 'style.css'));
  }

  write(path, fields, text = '') {
    const file = join(this.folder, 'content', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `+++\n${toml(fields)}+++\n${text}\n`);
  }

  body({ sections, link }) {
    const parts = sections.flatMap(({ heading, paragraphs }) =>
      [...(heading ? [`## ${heading}`] : []), ...paragraphs]);
    if (link) parts.push(`[Voir aussi cette page](${this.link(link)}).`);
    return parts.join('\n\n');
  }
}

class Hugo extends System {
  constructor(folder) { super(folder, 'hugo'); }

  link(path) { return `/${path}.md`; }

  entry(entry) {
    const { path, kind, title, summary, date, weight, natures, themes, related } = entry;
    const isTerritory = kind === 'departement';
    const more = isTerritory
      ? { layout: 'departement', outputs: ['html', 'flux'] }
      : { weight, natures: natures.length ? [...natures, 'Toutes'] : [], themes };
    const fields = {
      title, description: summary, date, ...more,
      params: { ...common(entry), related: related.map((other) => `/${other}`) },
    };
    this.write(isTerritory ? `${path}/_index.md` : `${path}.md`, fields, this.body(entry));
  }

  territory({ slug, name, lists }) {
    for (const [weight, [folder, title]] of lists.entries()) {
      const params = { territory: slug, department: name };
      this.write(`${slug}/${folder}/_index.md`, { title, weight: weight + 1, params });
    }
  }

  finish() {
    this.write('_index.md', { title: 'Accueil' }, WELCOME);
    this.write('departements.md', { title: 'Territoires', layout: 'departements' });
  }
}

/**
 * Where a page or list stands in the folders of Zola. Offers go by kind first: all of them are a
 * section then, while a term would be copied whole for each page of its list.
 */
export function inZola(path) {
  const [department, list, ...rest] = path.split('/');
  return list === 'offres' ? [list, department, ...rest].join('/') : path;
}

class Zola extends System {
  texts = new Map();

  news = [];

  /** How many pages lists and terms have: Zola would copy them all to count them. */
  counts = new Map();

  constructor(folder) { super(folder, 'zola'); }

  link(path) { return `@/${inZola(path)}.md`; }

  /** The trail of a page: what stands above it. */
  crumbs({ path, department }) {
    const home = { href: '/', text: 'Accueil' };
    if (!department || path === department.slug) return [home];
    const up = { href: `/${department.slug}/`, text: department.name };
    const [, folder, page] = path.split('/');
    const list = Object.values(LISTS).find(([name]) => name === folder);
    if (!list || !page) return [home, up];
    return [home, up, { href: `/${inZola(`${department.slug}/${folder}`)}/`, text: list[1] }];
  }

  count(list) { this.counts.set(list, (this.counts.get(list) ?? 0) + 1); }

  entry(entry) {
    if (entry.kind === 'departement') {
      this.texts.set(entry.path, entry);
      return;
    }
    const { path, title, summary, date, weight, natures, themes, related } = entry;
    if (date) this.news.push([weight, `${path}.md`]);
    if (entry.kind === 'offre') this.count('natures/Toutes');
    this.count(dirname(path));
    for (const [kind, terms] of Object.entries({ natures, themes })) {
      for (const term of terms) this.count(`${kind}/${term}`);
    }
    this.write(`${inZola(path)}.md`, {
      title, description: summary, date, weight, path,
      taxonomies: { natures, themes },
      extra: {
        ...common(entry), list: path.split('/')[1], crumbs: this.crumbs(entry),
        related: related.map((other) => `${inZola(other)}.md`),
      },
    }, this.body(entry));
  }

  territory({ slug, name, lists }) {
    const entry = this.texts.get(slug);
    const links = [...lists, ['immobilier', 'Immobilier']].map(([folder, text]) => {
      const path = `${slug}/${folder}`;
      return { folder, href: `/${inZola(path)}/`, text, count: this.counts.get(path) };
    });
    const shown = lists.filter(([folder]) => SHOWN.includes(folder))
      .map(([folder]) => `${inZola(`${slug}/${folder}`)}/_index.md`);
    this.write(`${slug}/_index.md`, {
      title: entry.title, description: entry.summary, template: 'departement.html', sort_by: 'weight',
      extra: { ...common(entry), crumbs: this.crumbs(entry), lists: links, shown },
    }, this.body(entry));
    for (const [weight, [folder, title]] of lists.entries()) {
      const path = `${slug}/${folder}`;
      const crumbs = this.crumbs({ path, department: { slug, name } });
      this.write(`${inZola(path)}/_index.md`, {
        title, weight, template: 'list.html', sort_by: 'weight', paginate_by: 12,
        generate_feeds: folder === 'actualites', transparent: folder === 'offres',
        extra: { territory: slug, department: name, list: folder, crumbs },
      });
    }
  }

  finish(all) {
    const settings = readFileSync(join(this.folder, 'config.toml'), 'utf8');
    const without = settings.replace('search_index = true', 'search_index = false');
    writeFileSync(join(this.folder, 'no-search.toml'), without);
    const territories = all.map(({ slug }) => `${slug}/_index.md`);
    const news = this.news.sort(([a], [b]) => a - b).slice(0, 3).map(([, path]) => path);
    const terms = [...this.counts].map(([path, count]) => [...path.split('/'), count])
      .filter(([kind]) => ['natures', 'themes'].includes(kind))
      .map(([kind, text, count]) => {
        const href = text === 'Toutes' ? '/offres/' : `/${kind}/${slug(text)}/`;
        return { kind, href, text, count };
      });
    const extra = { territories, news, terms };
    this.write('_index.md', { title: 'Accueil', template: 'index.html', extra }, WELCOME);
    this.write('offres/_index.md', {
      title: 'Offres', template: 'list.html', sort_by: 'weight', paginate_by: 12,
      extra: { terms: 'natures', crumbs: this.crumbs({}) },
    });
    this.write('departements.md', {
      title: 'Territoires', path: 'departements', template: 'departements.html',
      extra: { territories, crumbs: this.crumbs({}) },
    });
  }
}

/** Fields in TOML: plain ones first, tables after, what is not there left out. */
function toml(fields) {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined);
  const isTable = ([, value]) => typeof value === 'object' && !Array.isArray(value);
  const plain = there.filter((entry) => !isTable(entry)).map(([key, value]) => `${key} = ${inline(value)}\n`);
  const tables = there.filter(isTable).map(([key, value]) => `[${key}]\n${toml(value)}`);
  return [...plain, ...tables].join('');
}

function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'object') {
    const there = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{ ${there.map(([key, item]) => `${key} = ${inline(item)}`).join(', ')} }`;
  }
  return /^\d{4}-\d\d-\d\d$/.test(value) ? value : JSON.stringify(value);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = { seed: { type: 'string', default: '1' } };
  const { values, positionals: [count, folder] } = parseArgs({ options, allowPositionals: true });
  if (!folder) {
    console.error('node sites.js N FOLDER [--seed S]');
    process.exit(2);
  }
  const { pages: written } = writeSites(Number(count), folder, values.seed);
  console.log(`${written.length} pages in ${folder}/hugo and ${folder}/zola`);
}
