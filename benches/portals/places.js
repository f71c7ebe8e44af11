// The territories of the generated portals: real départements and communes, from the tables of
// the program.

import { readFileSync } from 'node:fs';

import { random } from './random.js';

const DATA = new URL('../../src/geo/data/', import.meta.url);

// Forty départements of the countryside, in the order in which they join a growing portal.
const ORDER = ('12 23 22 05 46 07 43 19 09 58 53 65 48 15 32 61 24 36 87 03 16 79 70 52 08 55 88 39 '
  + '04 26 66 11 81 82 47 40 41 18 89 63').split(' ');

function* rows(name) {
  const [head, ...lines] = readFileSync(new URL(name, DATA), 'utf8').trim().split('\n');
  const columns = head.split(',');
  for (const line of lines) {
    const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map((cell) =>
      cell.replace(/,$/, '').replace(/^"|"$/g, '').replaceAll('""', '"'));
    yield Object.fromEntries(columns.map((column, i) => [column, cells[i]]));
  }
}

export function slug(text) {
  return text.toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae').normalize('NFD')
    .replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** The first `count` départements: `[{code, name, slug, towns, capital}]`, towns by size. */
export function departments(count) {
  const outlines = new Map(JSON.parse(readFileSync(new URL('departements.geojson', DATA), 'utf8'))
    .features.map(({ properties, geometry }) => [properties.code, biggest(geometry.coordinates)]));
  const codes = ORDER.slice(0, count);
  const groups = new Map([...rows('epci.csv')].map((epci) => [epci.code, epci.nom]));
  const towns = new Map(codes.map((code) => [code, []]));
  for (const { code, nom, departement, codes_postaux, population, epci } of rows('communes.csv')) {
    towns.get(departement)?.push({
      code,
      name: nom,
      slug: slug(nom),
      postcode: codes_postaux.split(' ')[0],
      population: Number(population),
      group: groups.has(epci) ? { code: epci, name: groups.get(epci) } : null,
    });
  }
  return [...rows('departements.csv')].filter(({ code }) => towns.has(code)).map(({ code, nom }) => {
    const sorted = towns.get(code)
      .filter(({ name }, _, all) => all.filter((town) => town.name === name).length === 1)
      .sort((a, b) => b.population - a.population || (a.code < b.code ? -1 : 1));
    for (const town of sorted) town.position = position(town.code, outlines.get(code));
    return { code, name: nom, slug: slug(nom), towns: sorted };
  }).sort((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code));
}

function biggest(polygons) {
  return polygons.map(([ring]) => ring).sort((a, b) => b.length - a.length)[0];
}

/** Somewhere in the outline, always the same for a town: [latitude, longitude]. */
function position(code, ring) {
  const rng = random('position', code);
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  const within = (all) => Math.min(...all) + rng.next() * (Math.max(...all) - Math.min(...all));
  for (;;) {
    const [x, y] = [within(xs), within(ys)];
    if (inside(x, y, ring)) return [Number(y.toFixed(3)), Number(x.toFixed(3))];
  }
}

function inside(x, y, ring) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [[ax, ay], [bx, by]] = [ring[i], ring[j]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}
