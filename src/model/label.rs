//! The names of fields as forms and schemas show them: the key with its accents.

use crate::text::capital;

/// Keys whose name is more than the key with a capital and spaces.
const LABELS: &[(&str, &str)] = &[
    ("accessibilite", "Accessibilité"),
    ("activite", "Activité"),
    ("aides", "Aides"),
    ("alias", "Anciennes adresses"),
    ("alt", "Texte alternatif"),
    ("annee", "Année"),
    ("annexe_de", "Annexe de"),
    ("arrivee", "Arrivée"),
    ("atteint_le", "Atteint le"),
    ("beneficiaires", "Bénéficiaires"),
    ("ceremonies", "Cérémonies"),
    ("chiffres", "Chiffres clés"),
    ("citation", "Citation"),
    ("cloture", "Clôture"),
    ("comites", "Comités"),
    ("credit", "Crédit"),
    ("dans_le_pied", "Lien en pied de page"),
    ("debit", "Débit"),
    ("debut", "Début"),
    ("departement", "Département"),
    ("departements", "Départements"),
    ("derogations", "Dérogations"),
    ("dpe", "DPE"),
    ("duree", "Durée"),
    ("echeance", "Échéance"),
    ("editeur", "Éditeur"),
    ("en_ligne", "En ligne"),
    ("epci", "Intercommunalité"),
    ("equipements", "Équipements"),
    ("etapes", "Étapes"),
    ("etat", "État"),
    ("hebergeur", "Hébergeur"),
    ("hors_ligne", "Lecture hors ligne"),
    ("inconvenients", "Inconvénients"),
    ("journee_entiere", "Journée entière"),
    ("legende", "Légende"),
    ("libelle", "Libellé"),
    ("lie_a", "Lié à"),
    ("methode", "Méthode"),
    ("metier", "Métier"),
    ("mise_a_jour", "Mise à jour"),
    ("mots_cles", "Mots-clés"),
    ("non_conformites", "Non-conformités"),
    ("pieces", "Pièces"),
    ("portes", "Portes d’entrée"),
    ("prefixe", "Préfixe"),
    ("prerequis", "Prérequis"),
    ("publie_dans", "Publié dans"),
    ("recurrence", "Répétition"),
    ("reference", "Référence"),
    ("regles", "Règles éditoriales"),
    ("releves", "Relevés"),
    ("reseau", "Réseau"),
    ("reservable", "Réservable"),
    ("reservation", "Réservation"),
    ("resultats", "Résultats"),
    ("resume", "Résumé"),
    ("revision", "Révision"),
    ("schema_pluriannuel", "Schéma pluriannuel"),
    ("secteurs_publies", "Secteurs publiés"),
    ("serie", "Série"),
    ("telephone", "Téléphone"),
    ("teletravail", "Télétravail"),
    ("theme", "Thème"),
    ("unite", "Unité"),
    ("url", "Adresse web"),
    ("verifie_le", "Vérifié le"),
];

/// The name of a field.
pub fn label(key: &str) -> String {
    if let Ok(found) = LABELS.binary_search_by_key(&key, |(key, _)| key) {
        return LABELS[found].1.to_owned();
    }
    capital(&key.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_get_their_accents() {
        assert!(LABELS.is_sorted_by_key(|(key, _)| key));
        assert_eq!(label("mots_cles"), "Mots-clés");
        assert_eq!(label("ouvert_depuis"), "Ouvert depuis");
    }
}
