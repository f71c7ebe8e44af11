// Templates of sentences, written for the generated portals. `{slots}` are filled by language.js.

const lines = (text) => text.trim().split('\n').map((line) => line.trim());

export const sentences = {
  openings: lines(`
    depuis {year},
    {intown},
    cette année,
    d’après {person},
    à {distance} {oftown},
    du côté {oftown},
    en {year},
    au lieu-dit {spot},
    à l’automne,
    aujourd’hui,
    vers {hours},
    dès l’arrivée,
    au cœur {du},
    sans {un},
    pour {inf} {des},
    avec l’appui de la {acronym},
    quand {le} {present},
    presqu’à chaque saison,
    lorsqu’il faut {inf},
    après {un},`),
  ends: lines(`
    surtout quand {le} {present}
    mais rarement sans {un}
    et jusqu’à {percent} en hiver
    à moins de {distance}
    comme {intown}
    selon {person}
    qu’il pleuve ou qu’il neige
    ce que {person} confirme
    pour {euros} par mois
    à {altitude} d’altitude
    près {du}
    puisqu’on y {present} {un}
    et c’est gratuit
    c’est-à-dire {n} par an
    d’où {le}`),
  cores: lines(`
    {le} tient une permanence {intown}, à côté {du}
    {person} a repris {un} et s’occupe aussi {du}
    il faut {inf} {le} avant {toinf} {des}
    {les} de la commune se retrouvent autour {du}
    {qualified} attend celles et ceux qui veulent {inf}
    on y compte {many} pour {many}
    {le} dispose d’une connexion à {speed}
    le débit mesuré {au} est de {speed}
    {person} et {person} ont ouvert {un} de {area}
    {le} {future} {des} dès la rentrée
    l’équipe {imperfect} déjà {un} avant la retraite {du}
    rien n’oblige à {inf} {le} tout de suite
    une personne sur {n} a choisi {toinf} {un}
    {le} coûte {euros}, {le} compris
    nous avons {done} {les} avec {qualified}
    {les} {plural} volontiers, à condition {toinf} {un}
    {given} propose {toinf} {le} à la place {du}
    la {acronym} conseille {toinf} {des} pendant l’été
    l’ancien moulin {oftown} est devenu {qualified}
    entre {hours} et {hours}, {le} reste ouvert à tous
    on arrive par la {road}, puis par le chemin {du}
    {les} {ofdepartment} savent {inf} sans se presser
    personne n’a besoin {toinf} {un} pour s’installer
    c’est ici que {person} a voulu {inf} {le}
    {un} vaut mieux que deux quand {le} manque
    {le} et {le} se complètent assez bien
    la mairie prête {un} à qui sait {inf}
    chaque semaine, {le} {present} {les} du canton
    il reste {many} à {inf} d’ici la fin de l’année
    les habitants ont préféré {inf} {le} plutôt qu’{un}
    à l’école, {les} apprennent à {inf} {des}
    on l’appelle {spot}, et l’on y trouve {qualified}
    {person} vient {toinf} {qualified} au bord {du}
    le loyer {du} s’élève à {euros} par mois
    {le} se visite sur rendez-vous, sauf le dimanche
    tout le monde s’accorde à {inf} {le}
    l’hiver, {le} {present} moins et {les} se reposent
    {many} ont été {done}s en {n} jours
    {qualified} accueille {les} venus d’ailleurs
    le bâtiment offre {area}, dont {un}
    l’idée {toinf} {un} est venue de {person}
    {le} n’a rien d’un luxe : c’est {qualified}
    qu’elle soit grande ou petite, une famille y trouve {un}
    de {town} à {town}, {le} prend moins d’une heure
    nos voisins {plural} {des} et ne s’en plaignent pas
    l’aide couvre {percent} du prix {du}
    {person} raconte comment {inf} {un} sans {un}
    on vend là {des}, {des} et parfois {un}
    {le} a été {done} par {many}
    faute {de}, il a fallu {inf} {le}`),
  headings: lines(`
    ce que {le} change
    comment {inf} {le}
    avant {toinf}
    {les} et {les}
    pourquoi {inf}
    du côté {du}
    le rôle {du}
    ce qu’il reste à {inf}
    où trouver {un}
    vu {oftown}
    {un} à partager
    les questions à poser
    et l’hiver ?
    pour aller plus loin
    {qualified}
    combien ça coûte
    {le} au quotidien`),
  summaries: lines(`
    {intown}, {qualified} pour celles et ceux qui veulent {inf} {le} sans renoncer {au}
    {un}, {un} et {many} à deux pas {du}, pour {inf} toute l’année
    {person} et {many} vous attendent près {du} pour {inf} {un}
    à {distance} {oftown}, {qualified} où l’on vient {inf} et parler {du}
    de quoi {inf} {le} à son rythme, avec {qualified} et {les} du pays
    {le}, {le} et {qualified} : ce qu’il faut savoir avant {toinf} {intown}
    une adresse où {les} {plural}, avec {un} de {area} et {qualified}
    {qualified} {ofdepartment}, pensé pour {inf} {des} et accueillir {les}`),
};
