// What is asked for when bytes and times are measured: rare and frequent, one to three words, all
// of which occur in a generated portal of any size.

export const QUERIES = `
télétravail; maison; fibre; crèche; médecin; vannerie; lavande; forgeron; loutre; grainothèque;
recyclerie; visioconférence; orthophoniste; kinésithérapeute; châtaigne; dentelle; luthier; infirmière;
apicultrice; soudeur; covoiturage; gentiane; écran; réseau; relocalisation; mutualiser;
télécentre rodez; coworking; tiers-lieu; boulangerie à reprendre; maison à louer; terrain à bâtir;
gîte hiver; balade botanique; café des aidants; bourse aux plantes; panneau solaire; poêle à bois;
pierre sèche; travailler à distance; facturation électronique; prime vélo électrique; premiers secours
montagne; maison pierre jardin; studio à louer; guéret; saint-brieuc; s’installer dans la creuse;
moulin à rénover; pompe à chaleur`.trim().replace(/\s+/g, ' ').split('; ');
