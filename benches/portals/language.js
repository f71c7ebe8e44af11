// French sentences out of words and templates: articles, plurals, elisions, and a long tail of
// derived words, a few of which are what a text is about.

import { sentences } from './sentences.js';
import {
  ADJECTIVES, ENDINGS, FEMININE, GIVEN, MASCULINE, PLACES, PREFIXES, ROOTS, SURNAMES, VERBS,
} from './words.js';
import { random } from './random.js';

// An h of old French words takes no elision.
const VOWEL = /^(?!hal[lt]|hai|ham)[aeiouyàâéèêëîïôöûùœæh]/i;

export const elide = (short, long, word) => (VOWEL.test(word) ? `${short}’${word}` : `${long} ${word}`);
export const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** « de Murat », « d’Auch », « du Puy », « des Angles », « de L’Aigle ». */
export function of(name) {
  if (/^Les? /.test(name)) return name.replace(/^Le /, 'du ').replace(/^Les /, 'des ');
  return /^L['’]/.test(name) ? `de ${name}` : elide('d', 'de', name);
}

/** « à Murat », « au Puy », « aux Angles ». */
export function at(name) {
  if (/^Les? /.test(name)) return name.replace(/^Le /, 'au ').replace(/^Les /, 'aux ');
  return `à ${name}`;
}

/** A département with its article: « le Lot », « l’Ardèche », « les Côtes-d’Armor ». */
export function the({ name }) {
  if (/^(Hautes-A|Côtes|Landes|Ardennes|Vosges|Deux|Pyrénées|Alpes)/.test(name)) return `les ${name}`;
  return elide('l', /e$/.test(name) || /^Haute-/.test(name) ? 'la' : 'le', name);
}

function plural(noun) {
  const [head, ...rest] = noun.split(' ');
  const many = /[sxz]$/.test(head) ? head
    : /(eau|eu|œu)$/.test(head) ? `${head}x`
      : /al$/.test(head) && !/(festival|récital)/.test(head) ? `${head.slice(0, -2)}aux`
        : `${head}s`;
  return [many, ...rest].join(' ');
}

function join(root, ending) {
  const soft = /^[ao]/.test(ending);
  if (soft && root.endsWith('g')) return `${root}e${ending}`;
  if (soft && root.endsWith('c')) return `${root.slice(0, -1)}ç${ending}`;
  return root + ending;
}

// The long tail: roots, then roots with prefixes, the first most used.
const FAMILIES = [
  ...random('roots').shuffle(ROOTS),
  ...random('families').shuffle(ROOTS.flatMap((root) =>
    PREFIXES.map((pair) => pair[VOWEL.test(root) ? 1 : 0] + root))),
];

const DOMAIN = random('domain').shuffle([
  ...MASCULINE.slice(22).map((word) => ({ word, gender: 'm' })),
  ...FEMININE.slice(22).map((word) => ({ word, gender: 'f' })),
]);
// What such a portal speaks of most comes first.
const NOUNS = [
  ...MASCULINE.slice(0, 22).flatMap((word, i) => [
    { word, gender: 'm' }, { word: FEMININE[i], gender: 'f' },
  ]),
  ...DOMAIN,
];

/** Writes sentences about a topic drawn at its making, in a place `{town(), department}`. */
export class Writer {
  constructor(rng, place) {
    this.rng = rng;
    this.place = place;
    const noun = () => rng.pick(DOMAIN);
    const family = () =>
      (rng.chance(0.5) ? rng.pick(FAMILIES) : FAMILIES[rng.zipf(FAMILIES.length)]);
    this.topic = { nouns: [noun(), noun(), noun()], families: [family(), family(), family()] };
  }

  #family() {
    const { rng, topic } = this;
    return rng.chance(0.4) ? rng.pick(topic.families) : FAMILIES[rng.zipf(FAMILIES.length)];
  }

  #noun() {
    const { rng, topic } = this;
    if (rng.chance(0.2)) {
      const [ending, gender] = ENDINGS.noun[rng.zipf(ENDINGS.noun.length)];
      return { word: join(this.#family(), ending), gender };
    }
    return rng.chance(0.3) ? rng.pick(topic.nouns) : NOUNS[rng.zipf(NOUNS.length)];
  }

  #adjective(gender) {
    const { rng } = this;
    if (rng.chance(0.3)) {
      const [masculine, feminine] = rng.pick(ENDINGS.adjective);
      return join(this.#family(), gender === 'f' ? feminine : masculine);
    }
    const [masculine, feminine] = ADJECTIVES[rng.zipf(ADJECTIVES.length)].split('/');
    return gender === 'f' ? feminine ?? masculine.replace(/e?$/, 'e') : masculine;
  }

  #slots = {
    le: () => {
      const { word, gender } = this.#noun();
      return elide('l', gender === 'f' ? 'la' : 'le', word);
    },
    du: () => {
      const { word, gender } = this.#noun();
      if (VOWEL.test(word)) return `de l’${word}`;
      return gender === 'f' ? `de la ${word}` : `du ${word}`;
    },
    au: () => {
      const { word, gender } = this.#noun();
      if (VOWEL.test(word)) return `à l’${word}`;
      return gender === 'f' ? `à la ${word}` : `au ${word}`;
    },
    un: () => {
      const { word, gender } = this.#noun();
      return `${gender === 'f' ? 'une' : 'un'} ${word}`;
    },
    qualified: () => {
      const { word, gender } = this.#noun();
      return `${gender === 'f' ? 'une' : 'un'} ${word} ${this.#adjective(gender)}`;
    },
    les: () => `les ${plural(this.#noun().word)}`,
    des: () => `des ${plural(this.#noun().word)}`,
    de: () => elide('d', 'de', plural(this.#noun().word)),
    many: () => `${this.rng.between(2, 48)} ${plural(this.#noun().word)}`,
    inf: () => (this.rng.chance(0.5) ? VERBS[this.rng.zipf(VERBS.length)] : join(this.#family(), 'er')),
    toinf: () => elide('d', 'de', this.#slots.inf()),
    present: () => join(this.#family(), ENDINGS.verb.present),
    plural: () => join(this.#family(), ENDINGS.verb.plural),
    imperfect: () => join(this.#family(), ENDINGS.verb.imperfect),
    future: () => join(this.#family(), ENDINGS.verb.future),
    done: () => join(this.#family(), 'é'),
    person: () => this.person(),
    given: () => this.rng.pick(GIVEN),
    spot: () => this.spot(),
    town: () => this.place.town().name,
    intown: () => at(this.place.town().name),
    oftown: () => of(this.place.town().name),
    department: () => the(this.place.department),
    ofdepartment: () => `de ${the(this.place.department)}`.replace('de le ', 'du ').replace('de les ', 'des '),
    year: () => String(this.rng.between(1987, 2026)),
    n: () => String(this.rng.between(2, 60)),
    percent: () => `${this.rng.between(3, 97)} %`,
    euros: () => `${this.rng.between(2, 90) * 10} €`,
    speed: () => (this.rng.chance(0.2) ? '1 Gbit/s' : `${this.rng.between(2, 90) * 10} Mbit/s`),
    area: () => `${this.rng.between(12, 320)} m²`,
    distance: () => `${this.rng.between(2, 70)} km`,
    altitude: () => `${this.rng.between(12, 140) * 10} m`,
    hours: () => `${this.rng.between(7, 20)} h ${this.rng.pick(['', '15', '30', '45'])}`.trim(),
    road: () => `${this.rng.pick(['D', 'N', 'A'])}${this.rng.between(1, 989)}`,
    acronym: () => this.rng.pick(['CCI', 'CMA', 'Insee', 'E.P.N.', 'TPE', 'PME', 'Scop', 'Amap',
      'CAF', 'Urssaf', 'SCIC', 'P.L.U.', 'TER', 'BAFA', 'ADSL', 'VDSL', 'DPE', 'PNR']),
  };

  /** A template with its slots filled: `{le}`, `{qualified}`, `{town}`… */
  fill(template) {
    return template.replace(/\{(\w+)\}/g, (_, name) => this.#slots[name]());
  }

  person() {
    const { rng } = this;
    return `${rng.pick(GIVEN)} ${rng.pick(SURNAMES[0])}${rng.pick(SURNAMES[1])}`;
  }

  /** A named place, « le Mas des Fées ». */
  spot() {
    return `${this.rng.pick(PLACES[0])} ${this.rng.pick(PLACES[1])}`;
  }

  sentence() {
    const { rng } = this;
    const start = rng.chance(0.35) ? `${rng.pick(sentences.openings)} ` : '';
    const end = rng.chance(0.25) ? `, ${rng.pick(sentences.ends)}` : '';
    return `${capital(this.fill(start + rng.pick(sentences.cores) + end))}.`;
  }

  /** Sentences up to about `words` words. */
  paragraph(words) {
    const parts = [];
    for (let length = 0; length < words;) {
      const sentence = this.sentence();
      parts.push(sentence);
      length += sentence.split(' ').length;
    }
    return parts.join(' ');
  }

  heading() {
    return capital(this.fill(this.rng.pick(sentences.headings)));
  }

  /** A body of about `words` words: `[{heading, paragraphs}]`, the first without heading. */
  body(words) {
    const count = Math.max(1, Math.round(words / 130));
    return Array.from({ length: count }, (_, i) => ({
      heading: i ? this.heading() : null,
      paragraphs: this.#paragraphs(this.rng.between(1, 3), words / count),
    }));
  }

  #paragraphs(count, words) {
    return Array.from({ length: count }, () => this.paragraph(words / count));
  }

  /** The words that a text is about. */
  keywords() {
    const { nouns, families } = this.topic;
    return [...new Set([nouns[0].word, nouns[1].word, join(families[0], 'ation')])];
  }

  /** A word of the topic as a title wants it, « de la châtaigne ». */
  subject(rank = 0) {
    const { word, gender } = this.topic.nouns[rank];
    if (VOWEL.test(word)) return `de l’${word}`;
    return gender === 'f' ? `de la ${word}` : `du ${word}`;
  }

  /** A derived word of the topic, « relocalisation ». */
  derived(rank = 0, ending = 'ation') {
    return join(this.topic.families[rank], ending);
  }
}
