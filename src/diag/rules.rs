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
            "Un lecteur qui recompte ne croit plus le reste : corrigez le chiffre, ou complétez les contenus."
            "chiffres: [{libelle: offres ouvertes, valeur: 12}]" => "chiffres: [{libelle: offres ouvertes, valeur: 9}]"
        UNSOURCED_FIGURE "unsourced-figure" Warning
            "Un chiffre n’a ni source ni mention d’exemple."
            "Dites d’où vient le chiffre (`source`), ou écrivez `exemple: oui`."
            "{libelle: adhérents, valeur: 350}" => "{libelle: adhérents, valeur: 350, source: {titre: Rapport d’activité, date: 2025}}"
        UNDATED_FIGURE "undated-figure" Note
            "Un chiffre n’a pas de date."
            "Un chiffre sans date semble d’aujourd’hui, et vieillit sans que personne le voie : donnez son année (`date`), ou celle de sa source."
            "{libelle: adhérents, valeur: 350, source: Challenges}" => "{libelle: adhérents, valeur: 350, date: 2014, source: Challenges}"
        EXPIRED_OFFER "expired-offer" Warning
            "L’offre a dépassé sa date d’expiration."
            "Sa page reste, marquée comme expirée, et elle sort des listes : vérifiez l’offre ou supprimez-la."
        SOON_EXPIRING_OFFER "soon-expiring-offer" Note
            "L’offre expire dans les quatorze jours."
            "Elle sortira des listes ce jour-là : si elle tient toujours, repoussez `expire_le` et mettez à jour `verifie_le`."
        STALE_OFFER "stale-offer" Warning
            "L’offre n’a pas été vérifiée depuis plus de 90 jours."
            "Appeler pour une maison déjà vendue décourage plus que de ne rien trouver : vérifiez l’offre et mettez à jour `verifie_le`."
        OLD_AUDIT "old-audit" Warning
            "L’audit d’accessibilité a plus de trois ans."
            "La déclaration redevient « non conforme » jusqu’au prochain audit : faites-le faire, puis mettez `audit` à jour."
        USELESS_ALT "useless-alt" Warning
            "Le texte alternatif ne dit pas ce que montre l’image."
            "Qui ne voit pas l’image n’a que ce texte : « photo », le nom du fichier, la légende ou le titre répétés ne lui apprennent rien. Dites ce qu’elle montre d’utile ici, ou écrivez `alt: \"\"` si elle ne fait que décorer."
            "![photo](salle.jpg)" => "![Une salle claire, douze postes autour d’un poêle](salle.jpg)"
        LONG_ALT "long-alt" Note
            "Le texte alternatif est trop long."
            "Il s’écoute d’une traite, sans pause ni retour : gardez l’essentiel en 160 caractères, et mettez le reste dans le texte de la page."
        HEADING_ORDER "heading-order" Warning
            "Les titres sautent un niveau."
            "Les lecteurs d’écran suivent les niveaux : passez de `##` à `###`, sans en sauter."
            "#### Horaires" => "### Horaires"
        VAGUE_LINK "vague-link" Warning
            "Le texte d’un lien ne dit pas où il mène."
            "Les lecteurs d’écran listent les liens hors de leur phrase, et l’œil pressé fait de même : mettez dans le lien les mots qui nomment la page."
            "Pour le guide, [cliquez ici](guide.md)." => "Lisez [le guide de l’accueil](guide.md)."
        AMBIGUOUS_LINK "ambiguous-link" Warning
            "Deux liens de la page ont le même texte et mènent à deux endroits."
            "Rien ne les distingue dans la liste des liens : dites dans chacun ce qui le distingue de l’autre."
            "[Télécentre](murat.md) et [télécentre](mauriac.md)" => "[Télécentre de Murat](murat.md) et [télécentre de Mauriac](mauriac.md)"
        BARE_ADDRESS "bare-address" Note
            "Un lien a son adresse pour texte."
            "Elle se lit mal et s’écoute lettre à lettre : nommez ce qu’on y trouve."
            "<https://www.example.org/guide>" => "[Le guide de l’accueil](https://www.example.org/guide)"
        HARD_TO_READ "hard-to-read" Note
            "La page est difficile à lire, ou une phrase est très longue."
            "La note va de 100 (se lit sans effort) à 0 : elle tient compte de la longueur des phrases et des mots (Kandel et Moles pour le français, Flesch pour l’anglais). Coupez les phrases montrées, une idée par phrase, et préférez les mots de tous les jours."
        LONG_PARAGRAPH "long-paragraph" Note
            "Un paragraphe est très long."
            "Sur un téléphone, il remplit l’écran sans une pause : coupez-le là où le sujet change, ou faites-en une liste."
        HEAVY_IMAGE "heavy-image" Note
            "L’image d’origine pèse plus de 5 Mo."
            "Les visiteurs n’en reçoivent qu’une copie légère, mais le dépôt la garde pour toujours et chaque construction la relit : réduisez-la à 2 560 pixels de large avant de l’ajouter."
        ORPHAN_PAGE "orphan-page" Note
            "Aucune page ne mène à celle-ci."
            "Seuls la recherche et le plan du site la trouvent : faites un lien vers elle, ajoutez-la au menu, ou écrivez `dans_le_pied: oui`."
        OLD_TRANSLATION "old-translation" Warning
            "Une traduction est plus ancienne que son original."
            "Ses lecteurs ont peut-être des informations dépassées : reportez ce qui a changé, puis mettez à jour `mise_a_jour` dans la traduction."
        PAST_EVENT "past-event" Warning
            "L’accueil ou le menu met en avant un événement passé."
            "Un portail qui annonce le passé semble abandonné : menez à l’agenda, ou à la prochaine date."
            "lien: /cantal/agenda/portes-ouvertes-2025/" => "lien: /agenda/"
        UNTOLD_EVENT "untold-event" Note
            "Un événement est passé depuis plus de trente jours, sans bilan."
            "Dites ce qu’il a donné (`bilan`), même en une phrase : c’est ce qui fait venir au suivant. Sinon, retirez la page avec `expire_le`."
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
