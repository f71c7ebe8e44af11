// One address for every kind of page, so that a new kind is added in one place.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DEMO } from './portal.js';

/** The lists of a département. */
const SECTIONS = {
  'section-spaces': '/cantal/espaces/',
  'section-offers': '/gers/offres/',
  'section-welcome': '/gers/accueil/',
  'section-testimonials': '/cantal/temoignages/',
  'section-agenda': '/gers/agenda/',
  'section-trainings': '/lozere/formations/',
  'section-networks': '/orne/reseau/',
  'section-schemes': '/cantal/dispositifs/',
  'section-news': '/gers/actualites/',
  'section-communes': '/cantal/communes/',
};

/** The entries, and those of a kind that look otherwise. */
const ENTRIES = {
  region: '/regions/auvergne/',
  department: '/cantal/',
  'department-en': '/en/gers/',
  workspace: '/cantal/espaces/telecentre-murat/',
  'workspace-rooms': '/orne/espaces/epn-flers/',
  offer: '/gers/offres/maison-lectoure/',
  'offer-job': '/cantal/offres/conseiller-support-teletravail/',
  'offer-bundle': '/cantal/offres/atelier-velos-murat/',
  welcome: '/orne/accueil/accueil-des-arrivants/',
  testimonial: '/cantal/temoignages/fabien-miedzanowski/',
  event: '/lozere/agenda/tour-de-france-du-teletravail/',
  'event-series': '/gers/agenda/rencontre-mensuelle/',
  'event-cancelled': '/cantal/agenda/visite-hiver-annulee/',
  training: '/cantal/formations/management-a-distance/',
  network: '/gers/reseau/soho-solo/',
  'network-directory': '/gers/reseau/soho-solo/annuaire/',
  scheme: '/regions/auvergne/dispositifs/auvergne-2030/',
  article: '/actualites/neuf-sur-dix/',
  commune: '/cantal/communes/murat/',
  'commune-imported': '/cantal/communes/allanche/',
  property: '/gers/immobilier/',
  'property-imported': '/cantal/immobilier/',
  connectivity: '/cantal/connectivite/',
  page: '/a-propos/',
};

/** The pages that the program makes. */
const TOOLS = {
  home: '/',
  'home-en': '/en/',
  departments: '/departements/',
  map: '/carte/',
  agenda: '/agenda/',
  'agenda-page': '/agenda/page/2/',
  'agenda-month': '/agenda/2026/12/',
  'agenda-theme': '/agenda/themes/rencontre/',
  'agenda-past': '/agenda/passes/',
  offers: '/offres/',
  'offers-page': '/offres/page/2/',
  'offers-nature': '/offres/emploi/',
  news: '/actualites/',
  search: '/recherche/',
  compare: '/comparer/',
  'compare-pair': '/comparer/cantal-gers/',
  'compare-towns': '/comparer/communes/',
  neighbors: '/comparer/communes/cc-hautes-terres/',
  budget: '/comparer/budget/',
  data: '/donnees/',
  dataset: '/donnees/espaces/',
  sitemap: '/plan-du-site/',
  statement: '/accessibilite/',
  'statement-en': '/en/accessibilite/',
  shortlist: '/ma-selection/',
  'not-found': '/404.html',
};

const named = Object.entries({ ...TOOLS, ...SECTIONS, ...ENTRIES });

/**
 * Every kind of page, as pairs of its name and an address; with `PAGES=all`, every page of
 * the sitemap, which takes an hour for what takes minutes.
 */
export const KINDS = process.env.PAGES === 'all' ? everyPage() : named;

function everyPage() {
  const kinds = new Map(named.map(([kind, path]) => [path, kind]));
  const sitemap = readFileSync(join(DEMO, 'sitemap.xml'), 'utf8');
  const paths = [...sitemap.matchAll(/<loc>([^<]*)/g)].map(([, url]) => new URL(url).pathname);
  return paths.map((path) => [kinds.get(path) ?? path, path]);
}
