//! Words that people write for those that fields and lists have.
//!
//! They only make « vouliez-vous dire » better: nothing is understood from them.

use super::fold::fold;

/// What is written, folded, and the words that may be meant, the likeliest first. Those
/// that a field or a list does not have are passed over.
const SYNONYMS: &[(&str, &[&str])] = &[
    // Fields.
    ("title", &["titre"]),
    ("nom", &["titre"]),
    ("intitule", &["titre"]),
    ("name", &["nom"]),
    ("description", &["resume", "texte"]),
    ("chapo", &["resume"]),
    ("chapeau", &["resume"]),
    ("accroche", &["resume"]),
    ("summary", &["resume"]),
    ("photo", &["image"]),
    ("visuel", &["image"]),
    ("illustration", &["image"]),
    ("legende", &["alt"]),
    ("alternative", &["alt"]),
    ("texte alternatif", &["alt"]),
    ("ville", &["commune"]),
    ("village", &["commune"]),
    ("city", &["commune"]),
    ("gps", &["position"]),
    ("coordonnees", &["position", "contact"]),
    ("latitude", &["position"]),
    ("longitude", &["position"]),
    ("lat", &["position"]),
    ("lon", &["position"]),
    ("lng", &["position"]),
    ("tel", &["telephone"]),
    ("phone", &["telephone"]),
    ("portable", &["telephone"]),
    ("mobile", &["telephone"]),
    ("mail", &["courriel"]),
    ("email", &["courriel"]),
    ("e mail", &["courriel"]),
    ("adresse electronique", &["courriel"]),
    ("site", &["url"]),
    ("site web", &["url", "site"]),
    ("site internet", &["url", "site"]),
    ("lien", &["url"]),
    ("link", &["url", "lien"]),
    ("website", &["url", "site"]),
    ("heures", &["horaires"]),
    ("ouverture", &["horaires"]),
    ("horaire", &["horaires"]),
    ("tags", &["mots_cles"]),
    ("etiquettes", &["mots_cles"]),
    ("keywords", &["mots_cles"]),
    ("draft", &["brouillon"]),
    ("slug", &["alias"]),
    ("categorie", &["type", "nature"]),
    ("category", &["type", "nature"]),
    ("capacite", &["postes", "places"]),
    ("bureaux", &["postes"]),
    ("date debut", &["debut"]),
    ("date de debut", &["debut"]),
    ("start", &["debut"]),
    ("date fin", &["fin"]),
    ("date de fin", &["fin"]),
    ("end", &["fin"]),
    ("date", &["debut"]),
    ("endroit", &["lieu"]),
    ("location", &["lieu", "position", "logement-location"]),
    ("prix de vente", &["prix"]),
    ("tarif", &["prix", "loyer"]),
    ("superficie", &["surface"]),
    ("m2", &["surface"]),
    // Kinds of offers.
    ("a vendre", &["logement-vente"]),
    ("vente", &["logement-vente"]),
    ("maison", &["logement-vente", "logement-location"]),
    ("appartement", &["logement-location", "logement-vente"]),
    ("logement", &["logement-vente", "logement-location"]),
    ("a louer", &["logement-location"]),
    ("louer", &["logement-location"]),
    ("reprise d entreprise", &["reprise"]),
    ("fonds de commerce", &["reprise"]),
    ("commerce", &["reprise", "local"]),
    ("entreprise", &["reprise"]),
    ("job", &["emploi"]),
    ("poste", &["emploi"]),
    ("travail", &["emploi"]),
    ("recrutement", &["emploi"]),
    ("bureau", &["local", "telecentre", "coworking"]),
    ("local commercial", &["local"]),
    ("locaux", &["local"]),
    ("foncier", &["terrain"]),
    ("vendu", &["pourvue"]),
    ("vendue", &["pourvue"]),
    ("loue", &["pourvue"]),
    ("louee", &["pourvue"]),
    ("prise", &["pourvue"]),
    ("libre", &["disponible"]),
    ("compromis", &["sous-option"]),
    ("reserve", &["sous-option"]),
    ("reservee", &["sous-option"]),
    // Workspaces.
    ("espace de coworking", &["coworking"]),
    ("cowork", &["coworking"]),
    ("fab lab", &["fablab"]),
    ("espace public numerique", &["epn"]),
    ("france services", &["epn"]),
    ("incubateur", &["pepiniere"]),
    ("open", &["ouvert"]),
    ("ouverte", &["ouvert"]),
    ("fermee", &["ferme"]),
    ("en projet", &["projet"]),
    ("wi fi", &["wifi"]),
    ("internet", &["fibre", "wifi"]),
    ("visio", &["visioconference"]),
    ("stationnement", &["parking"]),
    ("accessible", &["pmr"]),
    ("handicap", &["pmr"]),
    ("handicape", &["pmr"]),
    ("terrasse", &["exterieur"]),
    ("jardin", &["exterieur"]),
    ("phone box", &["cabine"]),
    ("videoprojecteur", &["ecran"]),
    ("ftth", &["fibre"]),
    ("journee", &["jour"]),
    ("day", &["jour"]),
    ("demi jour", &["demi-journee"]),
    ("month", &["mois"]),
    ("annee", &["an"]),
    ("year", &["an"]),
    // Events.
    ("maintenu", &["prevu"]),
    ("confirme", &["prevu"]),
    ("annulee", &["annule"]),
    ("cancelled", &["annule"]),
    ("reportee", &["reporte"]),
    ("full", &["complet"]),
    ("complete", &["complet"]),
    ("dejeuner", &["repas"]),
    ("pause cafe", &["pause"]),
    ("accueil cafe", &["ouverture", "pause"]),
    // Blocks.
    ("attention", &["encadre"]),
    ("note", &["encadre"]),
    ("info", &["encadre"]),
    ("important", &["encadre"]),
    ("warning", &["encadre"]),
    ("quote", &["citation"]),
    ("map", &["carte"]),
    ("button", &["bouton"]),
    ("questions", &["faq"]),
    ("foire aux questions", &["faq"]),
    ("chiffres cles", &["chiffres"]),
    ("evenements", &["agenda"]),
    // Schemes and people.
    ("subvention", &["aide"]),
    ("prime", &["aide"]),
    ("freelance", &["independant"]),
    ("auto entrepreneur", &["independant", "entrepreneur"]),
    ("micro entrepreneur", &["independant", "entrepreneur"]),
    ("dirigeant", &["entrepreneur"]),
    ("fonctionnaire", &["agent-public"]),
    ("employe", &["salarie"]),
];

/// The words among `known` that are meant by what is written.
pub fn meant(written: &str, known: &[&str]) -> Vec<&'static str> {
    let folded = fold(written);
    let words = SYNONYMS.iter().find(|(word, _)| *word == folded);
    let words = words.map_or(&[][..], |(_, words)| words);
    words.iter().copied().filter(|word| known.contains(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synonyms_are_folded_and_listed_once() {
        let mut seen = std::collections::BTreeSet::new();
        for (word, meant) in SYNONYMS {
            assert_eq!(fold(word), *word);
            assert!(seen.insert(word), "{word}");
            assert!(!meant.is_empty(), "{word}");
        }
    }

    #[test]
    fn only_words_of_the_list_are_meant() {
        let offers = ["logement-vente", "logement-location", "local"];
        assert_eq!(meant("À vendre", &offers), ["logement-vente"]);
        assert_eq!(meant("bureau", &offers), ["local"]);
        assert!(meant("visio", &offers).is_empty());
    }
}
