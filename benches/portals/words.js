// The words of the generated portals, written for them: a vocabulary of country life and remote
// work, and the roots, prefixes and endings of which the long tail is made.

const list = (text) => text.trim().replace(/\s+/g, ' ').split(/\s*,\s*/);

/** Masculine nouns. */
export const MASCULINE = list(`
atelier, marché, village, réseau, projet, bureau, logement, débit, métier, bourg, voisin, maire,
contrat, client, jardin, loyer, hameau, artisan, télécentre, salarié, indépendant, train, repas,
accueil, habitant, prix, budget, verger, four à pain, moulin, pont, sentier, chemin, bois, plateau,
vallon, ruisseau, troupeau, fromage, pain, miel, cidre, agriculteur, éleveur, maraîcher,
boulanger, libraire, médecin, infirmier, instituteur, étudiant, télétravailleur, retraité,
bénévole, visiteur, randonneur, musicien, conteur, comptable, notaire, propriétaire, locataire,
repreneur, cédant, créateur, apprenti, formateur, animateur, élu, conseiller, employeur, collègue,
associé, car scolaire, vélo, covoiturage, ordinateur, logiciel, écran, serveur, câble,
raccordement, abonnement, prêt, accord, dossier, formulaire, calendrier, festival, concert,
spectacle, café, goûter, potager, compost, poulailler, rucher, lavoir, clocher, château, musée,
cinéma, théâtre, gymnase, stade, collège, lycée, hôpital, cabinet médical, commerce, restaurant,
hôtel, gîte, camping, chauffage, poêle à bois, toit, mur de pierre, plancher, escalier, grenier,
garage, terrain, pré, étang, lac, col, causse, bocage, châtaignier, noyer, tilleul, ostéopathe,
vétérinaire, plombier, charpentier, couvreur, forgeron, potier, tisserand, luthier, brasseur,
vigneron, berger, pisciculteur, facteur, pompier, secouriste, orchestre, chœur, cœur de village,
œuf fermier, panneau solaire, chantier, échafaudage, enduit à la chaux, isolant, récupérateur
d’eau, puits, lave-linge partagé, bilan, tableau de bord, devis, acompte, statut, diplôme,
stage, tutorat, parrainage, portail, courriel, mot de passe`);

/** Feminine nouns. */
export const FEMININE = list(`
fibre, maison, école, mairie, commune, entreprise, campagne, réunion, association, route, visite,
formation, aide, rencontre, salle, crèche, gare, installation, famille, vallée, équipe, boutique,
connexion, grange, ferme, halle, semaine, journée, garderie, cantine, médiathèque, bibliothèque,
librairie, boulangerie, épicerie, pharmacie, longère, bergerie, cave, terrasse, cour, place,
rue, halte ferroviaire, autoroute, navette, voiture, forêt, rivière, montagne, colline, source,
haie, prairie, tourbière, récolte, cueillette, vendange, transhumance, foire, fête, brocante,
veillée, randonnée, balade, exposition, conférence, soirée, matinée, saison, coopérative,
communauté, région, subvention, prime, garantie, assurance, cotisation, facture, comptabilité,
trésorerie, vente, location, colocation, rénovation, isolation, toiture, charpente, menuiserie,
maçonnerie, poterie, vannerie, couture, cuisine, pâtisserie, fromagerie, brasserie, distillerie,
scierie, imprimante, visioconférence, cabine, permanence, personne, question, réponse, décision,
expérience, envie, solitude, amitié, confiance, sage-femme, kinésithérapeute, orthophoniste,
infirmière, institutrice, factrice, agricultrice, éleveuse, maraîchère, graphiste, traductrice,
illustratrice, développeuse, couturière, céramiste, apicultrice, brodeuse, chorale, fanfare,
bibliothécaire, ludothèque, recyclerie, ressourcerie, bourse aux plantes, grainothèque, ruche,
tondeuse, pompe à chaleur, chaudière, éolienne, citerne, gouttière, lucarne, cheminée, lauze,
ardoise, pierre sèche, argile, laine, toile, teinture, dentelle, gentiane, lavande, châtaigne,
noix, myrtille, truite, abeille, brebis, chèvre, oie, chouette, loutre, cascade, gorge, grotte,
œuvre, monnaie locale, caution, signature, échéance, retraite, carrière, mutation, démission,
messagerie, sauvegarde, panne, antenne, prise, clé`);

/** Adjectives: masculine, then feminine where adding an e is not enough. */
export const ADJECTIVES = list(`
calme, local, partagé, rural, ancien/ancienne, nouveau/nouvelle, gratuit, ouvert, lumineux/lumineuse,
simple, voisin, municipal, numérique, public/publique, collectif/collective, utile, régulier/régulière,
professionnel/professionnelle, familial, modeste, solide, vivant, joyeux/joyeuse, sérieux/sérieuse,
discret/discrète, spacieux/spacieuse, isolé, chaleureux/chaleureuse, saisonnier/saisonnière, durable,
prudent, patient, bilingue, itinérant, communal, départemental, associatif/associative, médiéval,
volcanique, forestier/forestière, pastoral, artisanal, coopératif/coopérative, mensuel/mensuelle,
hebdomadaire, provisoire, définitif/définitive, équipé, rénové, abordable, accessible, désert,
ensoleillé, pentu, boisé, fleuri, humide, venteux/venteuse, frais/fraîche, doux/douce, rude,
lointain, proche, fidèle, curieux/curieuse, généreux/généreuse, silencieux/silencieuse, bavard,
méconnu, inattendu, exigeant, convivial, intergénérationnel/intergénérationnelle, solidaire`);

/** Verbs in -er that take an object. */
export const VERBS = list(`
partager, trouver, louer, visiter, préparer, financer, rénover, installer, raccorder, accueillir,
animer, aider, conseiller, présenter, réserver, ouvrir, garder, transmettre, reprendre, vendre,
montrer, raconter, écouter, comprendre, défendre, entretenir, réparer, construire, planter,
récolter, cuisiner, goûter, chauffer, isoler, mesurer, comparer, vérifier, signer, négocier,
payer, assurer, déclarer, embaucher, encadrer, former, apprendre, enseigner, documenter, traduire,
illustrer, publier, corriger, sauvegarder, connecter, dépanner, relier, desservir, desserrer,
éclairer, fleurir, nettoyer, ranger, vider, remplir, peindre, sculpter, tisser, broder`);

/** Roots of verbs in -er. */
export const ROOTS = list(`
install, aménag, organis, valoris, transform, fabriqu, transport, particip, consult, négoci,
labellis, mutualis, relocalis, expériment, numéris, cartographi, cultiv, irrigu, fertilis, récolt,
sélectionn, gref, élagu, débroussaill, défrich, labour, sem, pâtur, tond, fan, fauch, bêch,
jardin, compost, recycl, répar, rénov, restaur, consolid, isol, ventil, chauff, climatis, éclair,
électrifi, raccord, câbl, branch, connect, configur, programm, héberg, sauvegard, synchronis,
crypt, sécuris, authentifi, identifi, enregistr, archiv, document, class, index, catalogu,
inventori, mesur, calcul, estim, évalu, expertis, diagnostiqu, audit, certifi, homologu, accrédit,
autoris, réglement, normalis, simplifi, accélér, développ, déploy, prolong, élargi, renforc,
intensifi, diversifi, spécialis, qualifi, form, éduqu, enseign, initi, tutor, parrain, accompagn,
orient, conseill, inform, sensibilis, mobilis, fédér, rassembl, associ, jumel, partenari, coordonn,
anim, piloté, gér, administr, gouvern, délibér, vot, élabor, planifi, budgét, financ, subventionn,
indemnis, rembours, factur, encaiss, cotis, capitalis, investi, amorti, écoul, commercialis,
distribu, livr, stock, emball, étiquet, pes, ensach, embouteill, distill, brass, ferment, affin,
sal, fum, conserv, congel, cuisin, mijot, rôti, grill, pétri, enfourn, tamis, mouleu, press,
filtr, pasteuris, dégust, mari, accord, chant, dans, jou, mim, cont, racont, narr, chroniqu,
illustr, dessin, grav, sculpt, model, émaill, tourn, cisel, dor, vernis, laqu, teint, brod, tricot,
tiss, fil, card, feutr, cous, ourl, matelass, tapiss, rempaill, vann, tress, forg, soud, limé,
perc, viss, cloué, rabot, scié, ponç, ajust, assembl, démont, mont, charpent, couvr, ardois, maçonn,
crépi, enduis, jointoy, carrel, dall, pav, goudronn, terrass, drain, canalis, pomp, turbin, barr,
endigu, navigu, pagay, ram, nag, plong, grimp, escalad, randonn, march, pédal, roul, skii, lug,
chevauch, attel, dress, ferr, soign, vaccin, auscult, rééduqu, mass, repos, médit, respir,
observ, photographi, film, enregistr, diffus, publi, édit, imprim, reli, relat, traduis, interprét,
rédig, corrig, relis, annot, comment, débat, argument, pla, concili, arbitr, médiatis, apais,
réconcili, entraid, solidaris, partag, prêt, emprunt, échang, troqu, donn, récupér, glan, cueilli,
ramass, tri, broy, épand, arros, paill, bin, sarcl, buté, taill, pinc, palisse, pollinis, essaim,
apprivois, élev, trait, allait, sevr, agnel, tonsur, estiv, hivern, migr, nich, reboise, replant,
végétalis, renatur, dépollu, assaini, épur, potabilis, désalt, thermalis, vapor, condens, gazéifi,
méthanis, photovolta, solaris, aliment, régul, automatis, robotis, mécanis, motoris, lubrifi,
carbur, covoitur, desserv, achemin, aiguill, signalis, balis, jalonn, orné, décor, fleuri, embelli,
patrimonialis, classifi, fouill, exhum, moul, numérot, périodis, commémor, célébr, bénévol,
habit, résid, log, meubl, emménag, déménag, coloc, bail, caution, hypothéqu, arpent, lotis,
cadastr, born, délimit, viabilis, urbanis, densifi, villagis, ruralis, décentralis, territorialis`)
  .filter((root) => root.length >= 4 && /[^aeéiou]$/.test(root));

/** Prefixes: before a consonant, then before a vowel. */
export const PREFIXES = [
  ['re', 'ré'], ['dé', 'dés'], ['pré', 'pré'], ['sur', 'sur'],
  ['co', 'co'], ['auto-', 'auto-'], ['inter', 'inter'], ['micro-', 'micro-'], ['télé', 'télé'],
  ['éco-', 'éco-'], ['multi', 'multi'], ['sous-', 'sous-'], ['néo-', 'néo-'], ['agro', 'agro'],
  ['thermo', 'thermo'], ['géo', 'géo'], ['contre-', 'contre-'],
];

/** What follows a root, by use: nouns with their gender, adjectives, forms of the verb. */
export const ENDINGS = {
  noun: [['ation', 'f'], ['ement', 'm'], ['ateur', 'm'], ['eur', 'm'], ['euse', 'f'],
    ['abilité', 'f'], ['age', 'm'], ['atrice', 'f'], ['ité', 'f'], ['isme', 'm']],
  adjective: [['able', 'able'], ['é', 'ée'], ['atif', 'ative'], ['eux', 'euse'], ['ant', 'ante']],
  verb: { infinitive: 'er', present: 'e', plural: 'ent', imperfect: 'ait', future: 'era' },
};

/** Given names. */
export const GIVEN = list(`
Agathe, Adèle, Ambre, Anaïs, Apolline, Armelle, Aurore, Baptiste, Bastien, Bérénice, Blandine,
Brieuc, Candice, Capucine, Célestin, Cédric, Chloé, Clémence, Côme, Cyprien, Daphné, Delphine,
Désiré, Dimitri, Dorothée, Edgar, Éléonore, Élie, Éloïse, Émeric, Enora, Estelle, Étienne, Eugénie,
Fanny, Faustine, Félix, Firmin, Flavie, Florent, Gaëtan, Gaspard, Géraldine, Ghislaine, Grégoire,
Guénolé, Hélène, Hippolyte, Honorine, Hortense, Hugues, Inès, Irène, Isaure, Jérémie, Joachim,
Joséphine, Juliette, Justin, Katell, Lazare, Léonie, Léopold, Lilian, Loïc, Lubin, Lucile, Maël,
Maïwenn, Marceau, Marguerite, Mathurin, Maxence, Mélanie, Mireille, Nadège, Nathanaël, Noémie,
Octave, Odile, Olympe, Oscar, Pacôme, Pénélope, Perrine, Philibert, Quentin, Rachid, Raphaëlle,
Rémi, Romane, Rosalie, Salomé, Samia, Séraphine, Sidonie, Solène, Sylvain, Tanguy, Théodore,
Tiphaine, Tristan, Ulysse, Valentine, Violette, Xavière, Yannick, Yasmina, Zéphyr, Zoé`);

/** Beginnings and ends of family names. */
export const SURNAMES = [
  list(`Mont, Val, Font, Roch, Chast, Bois, Cour, Lav, Mar, Fourn, Gran, Pré, Vign, Bel, Cham, Dur,
Escal, Fav, Gour, Hav, Jal, Lac, Maz, Nav, Our, Peyr, Queyr, Riv, Sal, Tail, Vern, Bress, Cazal,
Delb, Estr, Fabr, Garr, Lamb, Mour, Pouj, Rouv, Sauv, Terr, Vial, Bourg, Charb, Falg, Gauth`),
  list(`ier, ard, eau, et, ot, as, ac, ergue, ol, al, in, on, ou, aud, ière, ette, elle, anne, ès, ens,
ouze, ade, igny, eville, ouët, elin, andon, ouillac, erie, aubert`),
];

/** Beginnings and ends of names of places. */
export const PLACES = [
  list(`la Combe, le Mas, la Font, le Puech, la Croix, le Bois, la Roche, le Clos, la Borie, le Moulin,
la Lande, le Pré, la Côte, le Pont, la Chapelle, le Champ, la Ferme, le Plan, la Serre, le Bosc`),
  list(`d’en Haut, du Loup, aux Belettes, des Vents, Saint-Jean, aux Ânes, de Mélusine, de l’Abbesse,
Rouge, des Fées, du Milieu, sans Fin, de la Dîme, aux Moines, Jaune, des Bruyères, du Renard,
de l’Yeuse, de l’Étang, du Gué, des Tilleuls, d’en Bas, du Sel, aux Corneilles, de l’Hermine,
du Tonnerre`),
];
