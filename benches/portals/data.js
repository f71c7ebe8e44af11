// What the pages of a portal say, whatever system publishes them: titles, texts, facts, places.
// The same for the same number and seed, on every machine.

import { at, capital, of, the, Writer } from './language.js';
import { departments, slug } from './places.js';
import { random } from './random.js';
import { sentences } from './sentences.js';
import * as titles from './titles.js';

/** The day on which the portal is made to be built. */
export const DAY = '2026-11-22';

/** How many pages of a thousand are of each kind; the rest are one of each in a département. */
const SHARES = {
  offre: 290, actualite: 170, evenement: 150, commune: 140, espace: 120, temoignage: 70,
  formation: 40, dispositif: 20,
};

/** A day before (negative) or after the day of the build, as AAAA-MM-JJ. */
function day(offset) {
  return new Date(Date.parse(DAY) + offset * 86_400_000).toISOString().slice(0, 10);
}

/** The départements of a portal of so many pages: 6 at 300, 15 at 3,000, 40 at 30,000. */
export function territories(count) {
  return departments(Math.max(6, Math.min(40, Math.round(6 * (count / 300) ** 0.413))));
}

/**
 * About `count` pages: `{kind, department, slug, title, summary, keywords, sections, town, date,
 * related, facts}`, without `department` for those of the portal. `sections` are
 * `[{heading, paragraphs}]`, `facts` what is proper to the kind.
 */
export function* pages(count, seed = 1) {
  const places = territories(count);
  const taken = new Set();
  const recent = new Map();
  for (const page of drafts(count, seed, places)) {
    const spot = `${page.department?.slug}/${page.kind}`;
    page.slug = unique(slug(page.name ?? page.title).slice(0, 70).replace(/-$/, ''), spot, taken);
    page.related = recent.get(page.department?.slug) ?? null;
    if (page.kind === 'espace' || page.kind === 'offre') {
      recent.set(page.department.slug, { kind: page.kind, slug: page.slug });
    }
    yield page;
  }
}

function unique(name, spot, taken) {
  let free = name;
  for (let n = 2; taken.has(`${spot}/${free}`); n += 1) free = `${name}-${n}`;
  taken.add(`${spot}/${free}`);
  return free;
}

function* drafts(count, seed, places) {
  for (const title of titles.GUIDES) yield draft('page', title, seed, places[0], { title });
  for (const department of places) {
    for (const kind of ['departement', 'accueil', 'reseau']) yield draft(kind, 0, seed, department);
  }
  const rest = count - titles.GUIDES.length - 3 * places.length - 1;
  for (const [kind, share] of Object.entries(SHARES)) {
    const total = Math.round((rest * share) / 1000);
    for (let i = 0; i < total; i += 1) {
      const [place, rank] = [places[i % places.length], Math.floor(i / places.length)];
      // A commune has one page; a portal that has them all gets more offers.
      const known = kind === 'commune' && rank >= place.towns.length ? 'offre' : kind;
      yield draft(known, known === kind ? rank : total + rank, seed, place);
    }
  }
}

/** One page, whose chance depends on what it is alone. */
function draft(kind, rank, seed, department, given = {}) {
  const rng = random(seed, kind, department.code, rank);
  const towns = department.towns;
  const town = kind === 'commune' ? towns[rank % towns.length] : towns[rng.zipf(towns.length)];
  const near = [town, town, towns[rng.zipf(towns.length)]];
  const writer = new Writer(rng, { department, town: () => rng.pick(near) });
  const page = {
    kind,
    department: kind === 'page' ? null : department,
    town,
    summary: sentence(writer),
    keywords: writer.keywords(),
    date: day(-rng.between(1, 600)),
    ...KINDS[kind]?.({ rng, writer, town, department, rank }),
    ...given,
  };
  return { ...page, sections: writer.body(rng.between(150, 600)) };
}

function sentence(writer) {
  const text = writer.fill(writer.rng.pick(sentences.summaries));
  return `${capital(text)}.`;
}

/** What is proper to each kind: title and facts. */
const KINDS = {
  departement: ({ department, writer }) => ({
    title: department.name,
    facts: { slogan: capital(writer.fill('{qualified}, {des} et {many}')) },
  }),

  accueil: ({ department, rng, writer }) => ({
    title: `S’installer dans ${the(department)}`,
    facts: {
      steps: ['Un premier échange', 'Une semaine d’essai', 'Chercher un toit', 'Arriver', 'Faire le point']
        .map((title, i) => ({ title, when: `${5 - i} mois avant`, text: writer.sentence() })),
      contacts: department.towns.slice(0, 6).map(({ code, group }) => ({
        town: code, group: group?.code, name: writer.person(), telephone: telephone(rng),
      })),
      requirements: ['Une activité lancée', 'Une voiture', 'Un accord écrit']
        .map((title) => ({ title, text: writer.sentence() })),
    },
  }),

  reseau: ({ department, writer }) => ({
    title: `Le réseau ${writer.spot().replace(/^l[ae] /, '')}`,
    facts: {
      services: ['Un label', 'Des rencontres', 'Un annuaire', 'Une aide juridique']
        .map((title) => ({ title, text: writer.sentence() })),
      charter: [1, 2, 3].map(() => writer.sentence()),
      members: department.towns.slice(0, 24).map(({ code }) => {
        const [, trade, sector] = writer.rng.pick(titles.TRADES);
        return { name: writer.person(), trade, sector, town: code, since: writer.rng.between(2009, 2025) };
      }),
    },
  }),

  espace: ({ rng, writer, town }) => {
    const [type, word] = titles.WORKSPACES[rng.zipf(titles.WORKSPACES.length)];
    const named = rng.chance(0.5);
    return {
      title: named
        ? `${capital(writer.spot())}, ${word.toLowerCase()} ${at(town.name)}`
        : `${word} ${of(town.name)}`,
      facts: {
        type,
        desks: rng.between(2, 24),
        room: { name: `Salle ${writer.spot().replace(/^l[ae] /, '')}`, seats: rng.between(4, 30) },
        equipment: rng.shuffle(titles.EQUIPMENT).slice(0, rng.between(3, 9)),
        price: rng.between(4, 20),
        month: rng.between(40, 220),
        speed: rng.between(2, 90) * 10,
        hours: rng.pick(['Mo-Fr 08:30-18:30', 'Mo-Fr 09:00-17:30', 'Tu-Sa 09:00-18:00',
          'Mo-Fr 08:00-19:00; Sa 09:00-12:00', 'Mo,Tu,Th,Fr 09:00-17:30']),
        since: rng.between(2009, 2025),
        telephone: telephone(rng),
      },
    };
  },

  offre: ({ rng, writer, town }) => {
    const natures = ['logement-location', 'logement-vente', 'emploi', 'reprise', 'local', 'terrain'];
    const nature = natures[rng.zipf(natures.length)];
    const area = rng.between(18, 240);
    const what = rng.pick(titles.OFFERS[nature]);
    const size = nature.startsWith('logement') && rng.chance(0.4) ? ` de ${area} m²` : '';
    return {
      title: `${what}${size} ${at(town.name)}`,
      facts: {
        nature,
        area,
        land: rng.between(3, 40) * 100,
        rooms: rng.between(1, 7),
        price: rng.between(12, 320) * 1000,
        rent: rng.between(22, 90) * 10,
        contract: rng.pick(['cdi', 'cdd', 'independant', 'alternance']),
        salary: `${rng.between(18, 42)} 000 € brut par an`,
        remote: rng.chance(0.4),
        energy: rng.pick(['A', 'B', 'C', 'D', 'D', 'E', 'F', 'G']),
        channel: rng.pick(['agence', 'notaire', 'mairie', 'particulier', 'marche-cache']),
        checked: day(-rng.between(1, 80)),
        expires: day(rng.between(20, 300)),
        telephone: telephone(rng),
      },
    };
  },

  evenement: ({ rng, writer, town }) => {
    const [theme, what] = rng.pick(titles.EVENTS);
    const start = rng.between(8, 20);
    const date = rng.chance(0.6) ? day(rng.between(1, 200)) : day(-rng.between(1, 300));
    const monthly = rng.chance(0.04);
    return {
      title: rng.chance(0.7) ? `${what} ${at(town.name)}` : `${what} autour ${writer.subject()}`,
      date: monthly ? '2027-01-05' : date,
      facts: {
        theme,
        start: `${String(start).padStart(2, '0')}:30`,
        end: `${String(start + 2).padStart(2, '0')}:00`,
        monthly,
        place: rng.pick([...titles.HALLS, capital(writer.spot())]),
        organizer: rng.pick([...titles.ORGANIZERS, writer.person()]),
        fee: rng.pick(['gratuit', 'prix libre', `${rng.between(2, 15)} €`]),
      },
    };
  },

  formation: ({ rng, writer, town }) => ({
    title: rng.chance(0.5)
      ? `${rng.pick(titles.TRAININGS)} : ${writer.derived(0)} et ${writer.derived(1, 'ement')}`
      : `${rng.pick(titles.TRAININGS)} ${at(town.name)}`,
    facts: {
      provider: rng.pick(['Chambre de métiers', 'Greta', 'Maison familiale rurale', 'Association', 'CCI']),
      audience: rng.shuffle(titles.AUDIENCES).slice(0, 2),
      duration: rng.pick(['deux jours', 'trois soirées', 'une semaine', 'six mois', '35 heures']),
      session: day(rng.between(30, 200)),
      seats: rng.between(6, 24),
    },
  }),

  temoignage: ({ rng, writer, town }) => {
    const [feminine, masculine, sector] = rng.pick(titles.TRADES);
    const person = writer.person();
    const trade = /[eaïé]$|elle$|ique$/.test(person.split(' ')[0]) ? feminine : masculine;
    const quote = rng.pick(titles.QUOTES);
    return {
      title: `${person}, ${trade} ${at(town.name)}`,
      facts: {
        person, trade, sector, quote: `${quote}. ${writer.sentence()}`,
        status: rng.pick(['independant', 'salarie', 'entrepreneur', 'agent-public', 'retraite']),
        origin: rng.pick(titles.ORIGINS),
        arrival: rng.between(2012, 2026),
        consent: day(-rng.between(5, 300)),
      },
    };
  },

  dispositif: ({ rng, writer, department }) => {
    const [type, what] = rng.pick(titles.SCHEMES);
    return {
      title: `${what} ${rng.chance(0.5) ? `autour ${writer.subject()}` : `dans ${the(department)}`}`,
      facts: {
        type,
        holder: rng.pick(['Région', 'Département', 'Communauté de communes', 'ADEME', 'Europe (FEADER)']),
        beneficiaries: rng.shuffle(titles.BENEFICIARIES).slice(0, 2),
        amount: `jusqu’à ${rng.between(2, 90) * 100} €`,
        conditions: [writer.sentence(), writer.sentence()],
      },
    };
  },

  actualite: ({ rng, writer }) => ({
    title: capital(writer.fill(rng.pick(titles.NEWS))),
    facts: { author: writer.person() },
  }),

  commune: ({ rng, writer, town }) => ({
    title: town.name,
    name: town.name,
    facts: {
      for: [1, 2].map(() => ({ title: writer.heading().replace(/ \?$/, ''), text: writer.sentence() })),
      against: [1, 2].map(() => ({ title: writer.heading().replace(/ \?$/, ''), text: writer.sentence() })),
      services: rng.shuffle(titles.SERVICES).slice(0, 5),
    },
  }),
};

// Numbers that are kept for fiction.
function telephone(rng) {
  return `05 36 49 ${String(rng.below(100)).padStart(2, '0')} ${String(rng.below(100)).padStart(2, '0')}`;
}
