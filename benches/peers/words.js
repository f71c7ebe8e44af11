// What a page says beside its text, worded, in one form for the templates of Hugo and Zola: facts,
// blocks, the line under a title, what a card shows.

/** The folder of each kind, as `tt-site` names it, and the title of its lists. */
export const LISTS = {
  espace: ['espaces', 'Espaces de travail'],
  offre: ['offres', 'Offres'],
  accueil: ['accueil', 'Accueil'],
  temoignage: ['temoignages', 'Témoignages'],
  evenement: ['agenda', 'Agenda'],
  formation: ['formations', 'Formations'],
  reseau: ['reseau', 'Réseaux'],
  dispositif: ['dispositifs', 'Aides et dispositifs'],
  actualite: ['actualites', 'Actualités'],
  commune: ['communes', 'Communes'],
};

export const NATURES = {
  'logement-vente': 'Logement à vendre',
  'logement-location': 'Logement à louer',
  reprise: 'Activité à reprendre',
  emploi: 'Emploi',
  local: 'Local professionnel',
  terrain: 'Terrain',
};

const SCHEMA = {
  espace: 'LocalBusiness', offre: 'Offer', evenement: 'Event', formation: 'Course', temoignage: 'Review',
  dispositif: 'GovernmentService', actualite: 'NewsArticle', commune: 'City', departement: 'AdministrativeArea',
};

const days = new Intl.DateTimeFormat('fr', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const amounts = new Intl.NumberFormat('fr');

export const day = (date) => days.format(new Date(`${date}T00:00:00Z`));
const euros = (value) => `${amounts.format(value)} €`;

/** Facts without those that are not there. */
const facts = (entries) => Object.entries(entries)
  .filter(([, value]) => value !== undefined)
  .map(([label, value]) => ({ label, value: String(value) }));

const items = (list) => list.map((text) => ({ title: text, text: '' }));

const townOf = ({ towns }, code) => towns.find((town) => town.code === code).name;

/** `{label, place, foot, facts, blocks, quote, schema}` of a page. */
export function worded(page) {
  const said = KINDS[page.kind]?.(page) ?? {};
  return {
    label: '', foot: '', facts: [], blocks: [], quote: '',
    place: page.kind === 'departement' ? '' : page.town.name,
    schema: SCHEMA[page.kind] ?? 'WebPage',
    ...said,
  };
}

const OFFERS = {
  'logement-vente': ({ price, area, land, rooms, energy }) => [euros(price),
    { Pièces: rooms, Surface: `${area} m²`, Terrain: `${land} m²`, Énergie: energy }],
  'logement-location': ({ rent, area, rooms, energy }) => [`${euros(rent)} par mois`,
    { Pièces: rooms, Surface: `${area} m²`, Énergie: energy }],
  reprise: ({ price, area }) => [euros(price), { Surface: `${area} m²` }],
  emploi: ({ contract, salary, remote }) => [salary,
    { Contrat: contract, Télétravail: remote ? 'possible' : 'non' }],
  local: ({ rent, area }) => [`${euros(rent)} par mois`, { Surface: `${area} m²` }],
  terrain: ({ price, land }) => [euros(price), { Terrain: `${land} m²` }],
};

const KINDS = {
  departement: ({ facts: { slogan }, department }) => ({
    label: `Département · ${department.code}`, foot: slogan,
  }),

  accueil: ({ facts: { steps, contacts, requirements }, department }) => ({
    blocks: [
      {
        title: 'Le chemin, étape par étape',
        items: steps.map(({ title, when, text }) => ({ title: `${title}, ${when}`, text })),
      },
      { title: 'Avant de venir', items: requirements },
      {
        title: 'Qui vous répond',
        items: contacts.map(({ town, name, telephone }) => ({
          title: townOf(department, town), text: `${name}, ${telephone}`,
        })),
      },
    ],
  }),

  reseau: ({ facts: { services, charter, members }, department }) => ({
    blocks: [
      { title: 'Ce que nous proposons', items: services },
      { title: 'La charte', items: items(charter) },
      { title: 'L’annuaire', items: members.map(({ name, trade, sector, town, since }) => ({
        title: name,
        text: `${trade} (${sector}), ${townOf(department, town)}, depuis ${since}`,
      })) },
    ],
  }),

  espace: ({ facts: { type, desks, room, equipment, price, month, speed, hours, since, telephone } }) => ({
    label: type,
    foot: `${desks} postes · ${speed} Mbit/s`,
    facts: facts({
      Postes: desks, Salle: `${room.name}, ${room.seats} places`, Équipements: equipment.join(', '),
      Journée: euros(price), Mois: euros(month), Débit: `${speed} Mbit/s`, Horaires: hours,
      'Ouvert depuis': since, Téléphone: telephone,
    }),
  }),

  offre: ({ facts: offer }) => {
    const [price, details] = OFFERS[offer.nature](offer);
    return {
      label: NATURES[offer.nature],
      foot: `${price}, vérifiée le ${day(offer.checked)}`,
      facts: facts({
        Prix: price, ...details, Canal: offer.channel, 'Vérifiée le': day(offer.checked),
        'Valable jusqu’au': day(offer.expires), Téléphone: offer.telephone,
      }),
    };
  },

  evenement: ({ date, facts: { theme, start, end, place, organizer, fee }, town }) => ({
    label: theme,
    place: `${place}, ${town.name}`,
    foot: `${day(date)}, de ${start} à ${end}`,
    facts: facts({
      Quand: `${day(date)}, de ${start} à ${end}`, Où: `${place}, ${town.name}`,
      Organisation: organizer, Tarif: fee,
    }),
  }),

  formation: ({ facts: { provider, audience, duration, session, seats } }) => ({
    label: provider,
    foot: duration,
    facts: facts({
      Organisme: provider, Publics: audience.join(', '), Durée: duration, Session: day(session),
      Places: seats,
    }),
  }),

  temoignage: ({ facts: { person, trade, sector, quote, status, origin, arrival } }) => ({
    label: person,
    quote,
    facts: facts({ 'Venu de': origin, Arrivée: arrival, Statut: status, Secteur: sector, Métier: trade }),
  }),

  dispositif: ({ facts: { type, holder, beneficiaries, amount, conditions } }) => ({
    label: type,
    foot: amount,
    facts: facts({ Porteur: holder, Bénéficiaires: beneficiaries.join(', '), Montant: amount }),
    blocks: [{ title: 'Conditions', items: items(conditions) }],
  }),

  actualite: ({ date, facts: { author } }) => ({ foot: day(date), facts: facts({ Par: author }) }),

  commune: ({ town, facts: { for: pros, against, services } }) => ({
    facts: facts({
      Population: amounts.format(town.population), 'Code postal': town.postcode,
      Intercommunalité: town.group?.name,
    }),
    blocks: [
      { title: 'Les plus', items: pros },
      { title: 'Les moins', items: against },
      { title: 'Services du quotidien', items: items(services) },
    ],
  }),
};
