// What pages of each kind are called and about, in the words of the trade.

const list = (text) => text.trim().replace(/\s+/g, ' ').split(/\s*;\s*/);

/** Workspaces: type, then what titles call it. */
export const WORKSPACES = [
  ['telecentre', 'Télécentre'], ['tiers-lieu', 'Tiers-lieu'], ['coworking', 'Coworking'],
  ['epn', 'Espace numérique'], ['pepiniere', 'Pépinière'], ['fablab', 'Fablab'],
];

/** Offers: nature, then titles before the place. */
export const OFFERS = {
  'logement-vente': list(`Maison de bourg à vendre; Longère à restaurer; Corps de ferme avec grange;
    Appartement lumineux à vendre; Maison en pierre et jardin clos; Ancien presbytère à vendre;
    Chalet en bois; Maison de plain-pied; Moulin à rénover; Maison d’architecte à ossature bois`),
  'logement-location': list(`Maison à louer à l’année; Appartement meublé à louer; Studio à louer;
    Logement communal à louer; Colocation dans une ferme; Gîte à louer l’hiver; Petite maison avec
    poêle à bois; Duplex au-dessus de l’ancienne poste`),
  reprise: list(`Boulangerie-pâtisserie à reprendre; Épicerie-bar à reprendre; Garage automobile à
    céder; Salon de coiffure à reprendre; Fromagerie fermière à transmettre; Librairie-papeterie à
    reprendre; Auberge de campagne à céder; Menuiserie à reprendre; Camping municipal en gérance;
    Pépinière horticole à transmettre; Scierie artisanale à céder; Brasserie artisanale à reprendre`),
  emploi: list(`Infirmière ou infirmier; Secrétaire de mairie; Développeuse ou développeur web;
    Conductrice ou conducteur de car; Soudeuse ou soudeur; Aide-soignante ou aide-soignant;
    Comptable à distance; Chargée ou chargé de clientèle en télétravail; Cuisinière ou cuisinier;
    Professeure ou professeur de musique; Monteuse-câbleuse ou monteur-câbleur fibre; Vétérinaire
    rural; Kinésithérapeute; Auxiliaire de puériculture; Géomètre-topographe; Charpentière ou
    charpentier; Technicienne ou technicien de rivière`),
  local: list(`Local commercial à louer; Atelier d’artisan à louer; Bureau de deux pièces; Ancien
    cabinet médical à louer; Boutique avec vitrine; Hangar de stockage; Cuisine partagée aux normes`),
  terrain: list(`Terrain à bâtir; Terrain viabilisé en lotissement communal; Terrain maraîcher avec
    puits; Parcelle boisée constructible; Terrain en bord de rivière`),
};

/** Events: theme, then titles before the place or subject. */
export const EVENTS = [
  ['Rencontre', 'Café des télétravailleurs'], ['Rencontre', 'Apéritif des nouveaux arrivants'],
  ['Visite', 'Portes ouvertes'], ['Visite', 'Une semaine pour essayer'],
  ['Atelier', 'Atelier de réparation de vélos'], ['Atelier', 'Atelier de compostage'],
  ['Atelier', 'Initiation à la vannerie'], ['Atelier', 'Fabriquer ses meubles en palettes'],
  ['Formation', 'Soirée comptabilité pour débutants'], ['Formation', 'Réunion sur la facturation électronique'],
  ['Installation', 'Forum de la reprise d’entreprise'], ['Installation', 'Permanence des porteurs de projet'],
  ['Culture', 'Veillée de contes'], ['Culture', 'Concert de la fanfare'], ['Culture', 'Festival de cinéma en plein air'],
  ['Nature', 'Balade botanique'], ['Nature', 'Sortie champignons'], ['Nature', 'Comptage des chauves-souris'],
  ['Marché', 'Foire aux bestiaux'], ['Marché', 'Marché de producteurs'], ['Marché', 'Bourse aux plantes'],
  ['Famille', 'Journée des assistantes maternelles'], ['Famille', 'Bourse aux jouets'],
  ['Santé', 'Café des aidants'], ['Numérique', 'Café numérique'], ['Numérique', 'Nuit du logiciel libre'],
];

export const TRAININGS = list(`Travailler à distance sans s’isoler; Management d’équipe à distance;
  Comptabilité des petites entreprises; Création de site internet; Taille des arbres fruitiers;
  Conduite d’un troupeau laitier; Restauration du bâti en pierre sèche; Premiers secours en montagne;
  Permaculture et maraîchage; Anglais professionnel; Soudure et ferronnerie; Transformation fromagère;
  Accueil à la ferme; Conduite de tracteur; Impression 3D et découpe laser; Apiculture naturelle;
  Certificat de secrétaire de mairie; Écoconstruction en chaux-chanvre; Prise de parole en public;
  Gestion d’un tiers-lieu`);

/** Schemes: type, then titles. */
export const SCHEMES = [
  ['aide', 'Aide à la rénovation énergétique'], ['aide', 'Prime au vélo électrique'],
  ['aide', 'Aide au premier loyer commercial'], ['aide', 'Chèque numérique des artisans'],
  ['accompagnement', 'Accompagnement du conjoint'], ['accompagnement', 'Parrainage des créateurs'],
  ['programme', 'Plan fibre pour tous'], ['programme', 'Villages d’avenir connectés'],
  ['cluster', 'Grappe bois et construction'], ['cluster', 'Grappe des plantes médicinales'],
  ['strategie', 'Stratégie d’accueil'], ['aide', 'Bourse aux étudiants en médecine'],
  ['aide', 'Fonds pour les derniers commerces'], ['programme', 'Navettes à la demande'],
];

/** News: titles with `{slots}`. */
export const NEWS = list(`La fibre arrive {intown}; Une crèche ouvre {intown}; {intown}, la halle
  fait peau neuve; Le marché {oftown} change de place; Un médecin s’installe {intown}; {person}
  reprend l’épicerie {oftown}; L’école {oftown} garde sa classe; Une navette relie {town} à la gare;
  {oftown} à la ville en train; Trois familles de plus {intown}; Le moulin {oftown} produit de
  l’électricité; {intown}, on replante des haies; Un festival naît {intown}; La piscine {oftown}
  rouvre; Le pont {oftown} ferme pour travaux; {person} publie un livre sur {department}; Un
  supermarché coopératif {intown}; Neige : la route {oftown} coupée; Le télécentre {oftown} s’agrandit;
  Budget participatif {intown} : les lauréats; Quatre-vingts ruches {intown}; Un loup aperçu près {oftown}`);

/** Trades: feminine, masculine and sector. */
export const TRADES = list(`graphiste|graphiste|Création; traductrice|traducteur|Langues;
  développeuse|développeur|Informatique; apicultrice|apiculteur|Agriculture; comptable|comptable|Gestion;
  potière|potier|Artisanat; infirmière|infirmier|Santé; architecte|architecte|Construction;
  maraîchère|maraîcher|Agriculture; journaliste|journaliste|Médias; luthière|luthier|Artisanat;
  consultante|consultant|Conseil; fromagère|fromager|Agriculture; institutrice|instituteur|Enseignement;
  brodeuse|brodeur|Artisanat; cheffe de projet|chef de projet|Informatique; illustratrice|illustrateur|Création;
  accordeuse de pianos|accordeur de pianos|Musique; sage-femme|sage-femme|Santé; herboriste|herboriste|Commerce`)
  .map((line) => line.split('|'));

export const QUOTES = list(`Je ne repartirais pas; L’hiver ne m’a pas fait fuir; Ici je connais ma factrice;
  J’ai troqué le métro contre un vélo; On m’a prêté un bureau avant que je demande; Mes clients n’ont rien
  remarqué; J’ai appris à faire du bois; Les enfants vont à l’école à pied; Le premier mois fut long;
  Je voulais voir des étoiles; Nous cherchions une cour, nous avons un pré`);

export const ORIGINS = list(`Lyon; Paris; Nantes; Bruxelles; Lille; Strasbourg; Marseille; Rennes; Toulouse;
  Bordeaux; Nanterre; Genève; Montréal; Londres`);

export const EQUIPMENT = ['wifi', 'fibre', 'imprimante', 'cuisine', 'visioconference', 'parking', 'pmr',
  'casiers', 'cabine', 'ecran', 'cafe', 'velo', 'exterieur'];

export const SERVICES = list(`école; collège; lycée; crèche; médecin; pharmacie; boulangerie; gare; marché;
  médiathèque; cinéma; piscine; maison de santé; épicerie; La Poste; centre hospitalier`);

export const HALLS = list('Salle des fêtes; Foyer rural; Halle; Médiathèque; École');

export const ORGANIZERS = list('Foyer rural; Comité des fêtes; Communauté de communes');

export const AUDIENCES = list('salariés; indépendants; demandeurs d’emploi; bénévoles; élus');

export const BENEFICIARIES = list('artisans; habitants; jeunes entreprises; communes; étudiants');

/** Pages of the portal itself. */
export const GUIDES = list(`Avant de venir; Travailler à distance, mode d’emploi; Choisir une école;
  Se chauffer au bois; Acheter une maison ancienne; Trouver un médecin; Conduire en hiver; Créer son
  entreprise; Demander le télétravail à son employeur; Vivre sans voiture; Scolariser son enfant en
  cours d’année; Contact; À propos; Mentions légales; Données personnelles`);
