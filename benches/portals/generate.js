// `node generate.js N FOLDER [--seed S]` writes a portal of about N pages in the form that tt-site
// reads. What the pages say comes from data.js.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { DAY, pages, territories } from './data.js';

const FOLDERS = {
  espace: 'espaces', offre: 'offres', accueil: 'accueil', temoignage: 'temoignages',
  evenement: 'agenda', formation: 'formations', reseau: 'reseau', dispositif: 'dispositifs',
  actualite: 'actualites', commune: 'communes',
};

const SYNONYMS = [
  ['coworking', 'tiers-lieu', 'espace de travail partagé'],
  ['emploi', 'travail', 'poste à pourvoir'],
  ['maison', 'logement', 'habitation'],
  ['bébé', 'crèche', 'petite enfance'],
];

/** Writes the portal; returns how many files of content it has. */
export function generate(count, folder, seed = 1) {
  const content = join(folder, 'content');
  rmSync(content, { recursive: true, force: true });
  write(join(content, 'portail.yaml'), settings());
  write(join(content, 'accueil.md'), document(HOME, 'Bienvenue dans un portail fait pour mesurer.'));
  for (const department of territories(count)) {
    const releves = property(department);
    write(join(content, 'departements', department.slug, 'immobilier.yaml'), `${yaml({ releves })}\n`);
  }
  let written = 1;
  for (const page of pages(count, seed)) {
    write(join(content, path(page)), document(front(page), body(page)));
    if (page.kind === 'reseau') {
      write(join(content, members(page)), `${yaml({ membres: directory(page) })}\n`);
    }
    written += 1;
  }
  return written;
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const HOME = {
  titre: 'Et si votre bureau donnait sur un pré ?',
  resume: 'Des lieux pour travailler, des maisons à habiter, des gens pour vous accueillir.',
  portes: [
    { titre: 'Où travailler ?', lien: '/carte/' },
    { titre: 'Où loger ?', lien: '/offres/' },
    { titre: 'Qui rencontrer ?', lien: '/agenda/' },
  ],
};

function settings() {
  return `${yaml({
    titre: 'Campagnes mesurées',
    accroche: 'Un portail fait pour mesurer',
    url: 'https://www.example.org',
    langue: 'fr',
    editeur: { nom: 'Personne' },
    contact: { courriel: 'bonjour@example.org' },
    menu: [{ titre: 'Carte', lien: '/carte/' }, { titre: 'Offres', lien: '/offres/' },
      { titre: 'Agenda', lien: '/agenda/' }],
    accessibilite: { etat: 'non conforme' },
    synonymes: SYNONYMS,
  })}\n`;
}

function path({ kind, department, slug }) {
  if (!department) return `pages/${slug}.md`;
  if (kind === 'departement') return `departements/${department.slug}/departement.md`;
  return `departements/${department.slug}/${FOLDERS[kind]}/${slug}.md`;
}

const members = ({ department }) => `departements/${department.slug}/reseau/membres.yaml`;

function directory({ slug, facts }) {
  return facts.members.map(({ name, trade, sector, town, since }) => ({
    nom: name, activite: trade, secteur: sector, commune: town, depuis: since,
    consentement: DAY, reseau: slug,
  }));
}

function property({ towns }) {
  return towns.slice(0, 8).map(({ code, population }) => ({
    commune: code, type: 'maison', annee: 2025, prix_m2: 800 + (population % 1700),
    effectif: 20 + (population % 200), exemple: true,
  }));
}

function front(page) {
  const { title, summary, keywords } = page;
  const fields = FRONTS[page.kind]?.(page) ?? { titre: title };
  return { ...fields, resume: summary, mots_cles: keywords };
}

const contact = ({ telephone }) => ({ telephone });

const FRONTS = {
  departement: ({ department, facts }) => ({
    code: department.code, nom: department.name, accroche: facts.slogan,
  }),
  accueil: ({ title, facts }) => ({
    titre: title,
    etapes: facts.steps.map((step) => ({ titre: step.title, quand: step.when, texte: step.text })),
    interlocuteurs: facts.contacts.map(({ town, group, name, telephone }, i) => ({
      ...(group && i % 2 ? { epci: group } : { commune: town }), contact: { nom: name, telephone },
    })),
    prerequis: facts.requirements.map(({ title: titre, text }) => ({ titre, texte: text })),
  }),
  reseau: ({ title, facts }) => ({
    titre: title,
    services: facts.services.map(({ title: titre, text }) => ({ titre, texte: text })),
    charte: facts.charter,
  }),
  espace: ({ title, town, facts }) => ({
    titre: title,
    type: facts.type,
    commune: town.code,
    position: town.position,
    postes: facts.desks,
    salles: [{ nom: facts.room.name, places: facts.room.seats, reservable: true }],
    equipements: facts.equipment,
    packs: [
      { nom: 'Journée', prix: facts.price, unite: 'jour' },
      { nom: 'Mois', prix: facts.month, unite: 'mois' },
    ],
    horaires: facts.hours,
    debit: { technologie: 'fibre', descendant: facts.speed, montant: facts.speed },
    ouvert_depuis: String(facts.since),
    contact: contact(facts),
  }),
  offre: ({ title, town, facts }) => ({
    titre: title,
    nature: facts.nature,
    commune: town.code,
    ...OFFERS[facts.nature](facts),
    canal: facts.channel,
    verifie_le: facts.checked,
    expire_le: facts.expires,
    contact: contact(facts),
  }),
  evenement: ({ title, town, date, facts }) => ({
    titre: title,
    debut: `${date}T${facts.start}`,
    fin: `${date}T${facts.end}`,
    ...(facts.monthly && { recurrence: 'chaque mois, 1er mardi, 6 fois' }),
    theme: facts.theme,
    lieu: { nom: facts.place, commune: town.code },
    organisateurs: [facts.organizer],
    tarif: facts.fee,
  }),
  formation: ({ title, town, facts }) => ({
    titre: title,
    organisme: facts.provider,
    publics: facts.audience,
    duree: facts.duration,
    sessions: [{ debut: facts.session, commune: town.code, places: facts.seats }],
    lieu: { nom: 'Salle de formation', commune: town.code },
  }),
  temoignage: ({ title, town, facts }) => ({
    titre: title,
    nom: facts.person,
    metier: facts.trade,
    secteur: facts.sector,
    statut: facts.status,
    commune: town.code,
    origine: facts.origin,
    arrivee: facts.arrival,
    citation: facts.quote,
    consentement: facts.consent,
  }),
  dispositif: ({ title, facts }) => ({
    titre: title,
    type: facts.type,
    porteurs: [facts.holder],
    beneficiaires: facts.beneficiaries,
    montant: facts.amount,
    conditions: facts.conditions,
  }),
  actualite: ({ title, date, facts }) => ({ titre: title, date, auteur: facts.author }),
  commune: ({ town, facts }) => ({
    commune: town.code,
    avantages: facts.for.map(({ title, text }) => ({ titre: title, texte: text })),
    inconvenients: facts.against.map(({ title, text }) => ({ titre: title, texte: text })),
    services: facts.services,
  }),
};

const OFFERS = {
  'logement-vente': ({ price, area, land, rooms, energy }) =>
    ({ prix: price, surface: area, terrain: land, pieces: rooms, dpe: energy }),
  'logement-location': ({ rent, area, rooms, energy }) =>
    ({ loyer: rent, surface: area, pieces: rooms, dpe: energy }),
  reprise: ({ price, area }) => ({ prix: price, surface: area }),
  emploi: ({ contract, salary, remote }) =>
    ({ contrat: contract, salaire: salary, teletravail: remote }),
  local: ({ rent, area }) => ({ loyer: rent, surface: area }),
  terrain: ({ price, land }) => ({ prix: price, terrain: land }),
};

function body({ sections, related, department }) {
  const parts = sections.flatMap(({ heading, paragraphs }) =>
    [...(heading ? [`## ${heading}`] : []), ...paragraphs]);
  if (related && department) {
    parts.push(`[Voir aussi cette page](../${FOLDERS[related.kind]}/${related.slug}.md).`);
  }
  return parts.join('\n\n');
}

function document(fields, text) {
  return `---\n${yaml(fields)}\n---\n${text}\n`;
}

/** Fields one a line, what they hold in flow style. */
function yaml(fields) {
  return Object.entries(fields).map(([key, value]) => `${key}: ${flow(value)}`).join('\n');
}

function flow(value) {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object') {
    return `{${Object.entries(value).map(([key, item]) => `${key}: ${flow(item)}`).join(', ')}}`;
  }
  // Dates and times are written bare.
  return /^\d{4}-\d\d-\d\d/.test(value) ? value : JSON.stringify(value);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = { seed: { type: 'string', default: '1' } };
  const { values, positionals: [count, folder] } = parseArgs({ options, allowPositionals: true });
  if (!folder) {
    console.error('node generate.js N FOLDER [--seed S]');
    process.exit(2);
  }
  console.log(`${generate(Number(count), folder, values.seed)} files of content in ${folder}`);
}
