// The builds that are timed: of each system, cold, over its own output, and after one page changed.

import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { DAY } from '../portals/data.js';
import { generate } from '../portals/generate.js';
import { measure } from '../search/cost.js';
import { inZola, writeSites } from './sites.js';
import { HUGO, OURS, root, TARGET, writeFloor, ZOLA } from './tools.js';

const TRASH = join(TARGET, 'trash');
let removed = 0;

/**
 * Moves folders out of the way. Nothing is deleted while builds are timed: for minutes, ext4 passes
 * over each file that was deleted whenever it makes one, which took most of a cold build.
 */
const remove = (...folders) => {
  mkdirSync(TRASH, { recursive: true });
  for (const folder of folders.filter(existsSync)) {
    removed += 1;
    renameSync(folder, join(TRASH, `${process.pid}-${removed}`));
  }
};

/** Deletes what was moved away. */
export const emptyTrash = () => rmSync(TRASH, { recursive: true, force: true });

/** A portal and its two peers, written: `{contents, folder, ours, hugo, zola, leave}`, the folders of all. */
export function written(count) {
  const folder = join(TARGET, String(count));
  remove(folder);
  const ours = join(folder, 'ours');
  generate(count, ours);
  const [hugo, zola] = [join(folder, 'hugo'), join(folder, 'zola')];
  return { contents: writeSites(count, folder), folder, ours, hugo, zola, leave: () => remove(folder) };
}

/** The file of the same page in each system: an offer in the middle. */
export function onePage({ contents, ours, hugo, zola }) {
  const offers = contents.pages.filter((path) => path.includes('/offres/'));
  const path = offers[Math.floor(offers.length / 2)];
  return {
    url: `/${path}/`,
    ours: join(ours, 'content/departements', `${path}.md`),
    hugo: join(hugo, 'content', `${path}.md`),
    zola: join(zola, 'content', `${inZola(path)}.md`),
  };
}

/** Cold, unchanged and changed builds of one system. `cold` forgets all that it keeps. */
function threeBuilds(name, { site, forget, build, file }) {
  let changes = 0;
  return {
    name,
    site,
    steps: {
      cold: () => {
        remove(site, ...forget);
        return build();
      },
      again: build,
      changed: () => {
        changes += 1;
        appendFileSync(file, `\nUne phrase de plus, la ${changes}e.\n`);
        return build();
      },
    },
  };
}

function ours(portal, page) {
  const site = join(portal.folder, 'ours-site');
  const options = ['build', '--root', portal.ours, '--output', site, '--date', DAY];
  return threeBuilds('tt-site', {
    site, file: page.ours, forget: [join(portal.ours, '.tt-site')], build: () => measure(OURS, options),
  });
}

function hugo(portal, page) {
  const site = join(portal.folder, 'hugo-site');
  const cache = join(portal.folder, 'hugo-cache');
  const options = ['--minify', '--source', portal.hugo, '--cacheDir', cache, '--destination'];
  const system = threeBuilds('Hugo', {
    site, file: page.hugo, forget: [cache, join(portal.hugo, 'resources')],
    build: () => measure(HUGO, [...options, site]),
  });
  const other = `${site}-no-search`;
  system.steps['no search'] = () => {
    remove(other, cache, join(portal.hugo, 'resources'));
    return measure(HUGO, [...options, other, '--config', 'hugo.toml,no-search.toml'], portal.hugo);
  };
  return system;
}

function zola(portal, page) {
  const site = join(portal.folder, 'zola-site');
  const options = (output) => ['build', '--force', '--output-dir', output];
  const build = () => measure(ZOLA, ['--root', portal.zola, ...options(site)]);
  const system = threeBuilds('Zola', { site, file: page.zola, forget: [], build });
  const other = `${site}-no-search`;
  system.steps['no search'] = () => {
    remove(other);
    const config = join(portal.zola, 'no-search.toml');
    return measure(ZOLA, ['--root', portal.zola, '--config', config, ...options(other)]);
  };
  return system;
}

/** The disk alone: our files written by a program that does nothing else, and copied. */
function disk(portal, site) {
  const to = join(portal.folder, 'floor');
  const fresh = (act) => () => {
    remove(to);
    return act();
  };
  return {
    name: 'disk',
    steps: {
      floor: fresh(() => writeFloor(site, to)),
      'cp -r': fresh(() => measure('cp', ['-r', site, to])),
    },
  };
}

/** The systems that are here, ours first, the disk last. */
export function systemsOf(portal) {
  const page = onePage(portal);
  const own = ours(portal, page);
  return [own, HUGO && hugo(portal, page), ZOLA && zola(portal, page), disk(portal, own.site)].filter(Boolean);
}

/**
 * Runs every step of every system `runs` times, in turn, and hands each `(system, step, cost)` to
 * `tell`; returns `{'Hugo cold': [{wall, cpu, memory}]}`.
 */
export function measured(systems, runs, tell) {
  const costs = {};
  for (let run = 0; run < runs; run += 1) {
    for (const { name, steps } of systems) {
      for (const [step, act] of Object.entries(steps)) {
        const cost = act();
        (costs[`${name} ${step}`] ??= []).push(cost);
        tell(`${name} ${step}`, cost);
      }
    }
  }
  return costs;
}

/** The demonstration portal with its images encoded: `{name, site, steps}`, beside the disk. */
export function demoSystems() {
  const folder = join(TARGET, 'demo');
  const site = join(folder, 'site');
  const build = () => measure(OURS, ['build', '--root', root, '--output', site, '--date', DAY]);
  build();
  const demo = () => {
    remove(site);
    return build();
  };
  return [{ name: 'tt-site', site, steps: { demo } }, disk({ folder }, site)];
}
