//! The table of rules: the one place that names every kind of finding, its weight and
//! why it matters. `docs/regles.md` is written from it.

use crate::diag::Severity;

/// A kind of finding.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    /// Stable name, shown with each finding.
    pub name: &'static str,
    /// Weight of its findings, unless `portail.yaml` gives another one.
    pub severity: Severity,
    /// Whether it judges how the portal is kept, not whether it can be built: only then
    /// can `portail.yaml` change its weight.
    pub editorial: bool,
    /// What is wrong, in French, in one line.
    pub summary: &'static str,
    /// Why it matters and how to mend it, in French.
    pub advice: &'static str,
    /// A fault as it would be written, then the same mended; empty when words say more.
    pub example: (&'static str, &'static str),
}

macro_rules! rules {
    ($($group:ident {
        $($ident:ident $name:literal $severity:ident $summary:literal $advice:literal
            $($before:literal => $after:literal)?)*
    })*) => {
        $($(
            #[doc = $summary]
            pub static $ident: Rule = Rule {
                name: $name,
                severity: Severity::$severity,
                editorial: rules!(@ $group),
                summary: $summary,
                advice: $advice,
                example: rules!(@ example $($before => $after)?),
            };
        )*)*

        /// Every rule, in the order of the table.
        pub static RULES: &[&Rule] = &[$($(&$ident),*),*];
    };
    (@ correctness) => { false };
    (@ editorial) => { true };
    (@ example) => { ("", "") };
    (@ example $before:literal => $after:literal) => { ($before, $after) };
}

rules! {
    correctness {
        ENCODING "encoding" Error
            "Le fichier n’est pas en UTF-8."
            "Les accents s’afficheraient mal. Rouvrez le fichier et enregistrez-le avec l’encodage « UTF-8 »."
        OUTSIDE_PORTAL "outside-portal" Error
            "Un lien symbolique sort du dossier du portail."
            "Le portail ne publie que ce qu’il contient : copiez le fichier dans le portail."
        MISPLACED_FILE "misplaced-file" Error
            "Le fichier n’est pas à une place connue du portail."
            "La place d’un fichier dit ce qu’il décrit. Déplacez-le dans un des dossiers du contrat de contenu, ou supprimez-le."
        BAD_NAME "bad-name" Error
            "Le nom du fichier ne peut pas devenir une adresse."
            "Utilisez des minuscules sans accent, des chiffres et des tirets."
        NO_PORTAL "no-portal" Error
            "Le dossier ne contient pas de `portail.yaml`."
            "Placez-vous dans le dossier du portail, donnez-le avec `--root`, ou créez un portail avec `tt-site init`."
        YAML_SYNTAX "yaml-syntax" Error
            "L’en-tête ou le fichier YAML ne se lit pas."
            "Le plus souvent : un « : » dans un texte sans guillemets, une tabulation au lieu d’espaces, un guillemet oublié."
        YAML_REFUSED "yaml-refused" Error
            "Une écriture YAML qui n’a pas sa place dans un contenu."
            "Ancres (`&`), alias (`*`) et étiquettes (`!`) sont refusés : mettez le texte entre guillemets."
        DUPLICATE_KEY "duplicate-key" Error
            "Le même champ est écrit deux fois."
            "Un seul des deux serait lu : gardez le bon."
        FRONT_MATTER "front-matter" Error
            "L’en-tête du fichier manque ou n’est pas fermé."
            "Un fichier Markdown commence par une ligne `---`, ses champs, puis une ligne `---`."
        UNKNOWN_FIELD "unknown-field" Error
            "Ce champ n’existe pas."
            "Un champ inconnu serait ignoré en silence : corrigez son nom ou retirez-le."
        MISSING_FIELD "missing-field" Error
            "Un champ obligatoire manque."
            "Ajoutez le champ dans l’en-tête du fichier."
        BAD_VALUE "bad-value" Error
            "La valeur ne convient pas au champ."
            "Le message dit ce qui est attendu et, quand c’est certain, ce qu’il faut écrire."
        UNKNOWN_VALUE "unknown-value" Error
            "La valeur ne fait pas partie des valeurs acceptées."
            "Le message donne les valeurs acceptées."
        UNKNOWN_COMMUNE "unknown-commune" Error
            "La commune n’existe pas dans le département."
            "Écrivez son nom officiel ou son code INSEE ; en cas d’homonymes, le code est nécessaire."
        RENAMED_COMMUNE "renamed-commune" Warning
            "La commune a fusionné avec une autre."
            "Elle est comprise comme celle qui lui succède : écrivez ce nom pour que ce soit clair."
        POSITION "position" Error
            "La position est hors du département."
            "Une position s’écrit `[latitude, longitude]` : en France métropolitaine la latitude est entre 41 et 52."
        UNKNOWN_REFERENCE "unknown-reference" Error
            "Le fichier désigné n’existe pas."
            "Une référence est le nom du fichier sans `.md`, précédé de `departement/` s’il est dans un autre département."
        IMPOSSIBLE_DATES "impossible-dates" Error
            "Les dates se contredisent."
            "La fin vient après le début, la clôture après l’ouverture."
        CONTRADICTION "contradiction" Error
            "Deux informations du contenu se contredisent."
            "Corrigez l’une des deux."
        MARKDOWN "markdown" Error
            "Un bloc du texte n’est pas correct."
            "Un bloc s’ouvre par `:::nom{…}` et se ferme par `:::` ; le guide donne la liste des blocs."
        BROKEN_LINK "broken-link" Error
            "Un lien ne mène nulle part."
            "Un lien vers une autre page est le chemin de son fichier, depuis celui-ci."
        BROKEN_ANCHOR "broken-anchor" Error
            "La page existe, mais pas l’endroit désigné."
            "L’ancre d’un titre est le titre en minuscules, sans accents, avec des tirets."
        UNPUBLISHED_LINK "unpublished-link" Warning
            "Le lien mène à une page qui n’est pas publiée."
            "Il s’affichera comme un simple texte jusqu’à ce que la page paraisse."
        MISSING_IMAGE "missing-image" Error
            "L’image n’existe pas."
            "Le chemin d’une image part du fichier qui la montre, ou de la racine du portail s’il commence par `/medias/`."
        BAD_IMAGE "bad-image" Error
            "L’image ne se lit pas."
            "Utilisez une photo JPEG, PNG ou WebP, de moins de 100 millions de pixels."
        MISSING_ALT "missing-alt" Error
            "L’image n’a pas de texte alternatif."
            "Décrivez en une phrase ce que l’image apporte ; écrivez `alt: \"\"` si elle est purement décorative."
        ADDRESS_TAKEN "address-taken" Error
            "Deux pages ont la même adresse."
            "Renommez l’un des deux fichiers, ou retirez l’alias."
        NO_CONSENT "no-consent" Warning
            "La personne n’a pas donné son accord daté : la fiche n’est pas publiée."
            "Demandez l’accord et écrivez sa date dans `consentement`."
        CONFORMITY "conformity" Error
            "L’état de conformité déclaré n’est pas celui que l’audit permet."
            "« Totalement conforme » veut 100 % des critères du RGAA, « partiellement conforme » la moitié au moins : corrigez `etat`, ou le taux."
        TEMPLATE "template" Error
            "Un gabarit du thème ne fonctionne pas."
            "Corrigez le gabarit à la place indiquée, ou retirez-le pour revenir à celui du thème."
        THEME "theme" Error
            "Le thème n’est pas utilisable."
            "Corrigez le fichier du thème, ou retirez-le pour revenir au thème livré avec l’outil."
        CONTRAST "contrast" Error
            "Deux couleurs du thème ne se distinguent pas assez."
            "Sous ce rapport (WCAG 2.2, niveau AA), des visiteurs ne peuvent pas lire : changez la couleur fixée par la feuille de style, ou laissez le programme la calculer."
        MISSING_TRANSLATION "missing-translation" Error
            "La traduction n’a pas d’original."
            "Une traduction est placée à côté de l’original : `page.en.md` à côté de `page.md`."
    }
    editorial {
        FIGURE_MISMATCH "figure-mismatch" Warning
            "Un chiffre écrit contredit celui que donnent les contenus."
            "Corrigez le chiffre, ou complétez les contenus."
        EXPIRED_OFFER "expired-offer" Warning
            "L’offre a dépassé sa date d’expiration."
            "Sa page reste, marquée comme expirée, et elle sort des listes : vérifiez l’offre ou supprimez-la."
        STALE_OFFER "stale-offer" Warning
            "L’offre n’a pas été vérifiée depuis plus de 90 jours."
            "Vérifiez-la et mettez à jour `verifie_le`."
        UNSOURCED_FIGURE "unsourced-figure" Warning
            "Un chiffre n’a ni source ni mention d’exemple."
            "Dites d’où vient le chiffre (`source`), ou écrivez `exemple: oui`."
        OLD_AUDIT "old-audit" Warning
            "L’audit d’accessibilité a plus de trois ans."
            "La déclaration redevient « non conforme » jusqu’au prochain audit : faites-le faire, puis mettez `audit` à jour."
        HEADING_ORDER "heading-order" Warning
            "Les titres sautent un niveau."
            "Les lecteurs d’écran suivent les niveaux : passez de `##` à `###`, sans en sauter."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
