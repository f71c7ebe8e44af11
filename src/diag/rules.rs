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

impl Rule {
    /// The rule of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.name == name).copied()
    }
}

/// Rules as their names, for what is remembered of findings.
pub(super) mod by_name {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    use super::Rule;

    pub(in crate::diag) fn serialize<S: Serializer>(
        rule: &&'static Rule,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(rule.name)
    }

    pub(in crate::diag) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<&'static Rule, D::Error> {
        let name = String::deserialize(deserializer)?;
        Rule::named(&name).ok_or_else(|| D::Error::custom("no rule has this name"))
    }
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
            "Un même caractère accentué ne s’écrit pas de la même façon dans tous les encodages : les accents s’afficheraient mal. Rouvrez le fichier et enregistrez-le avec l’encodage « UTF-8 » (dans le Bloc-notes : Enregistrer sous, puis Encodage). `tt-site check --fix` le fait quand il n’y a pas de doute."
        OUTSIDE_PORTAL "outside-portal" Error
            "Un lien symbolique sort du dossier du portail."
            "Le portail ne publie que ce qu’il contient, pour que le site soit le même sur toutes les machines : copiez le fichier dans le portail."
        MISPLACED_FILE "misplaced-file" Error
            "Le fichier n’est pas à une place connue du portail."
            "La place d’un fichier dit ce qu’il décrit : un fichier de `espaces/` est un espace de travail. Ailleurs, il ne serait jamais publié. Déplacez-le dans le dossier de sa rubrique, ou supprimez-le."
            "content/departements/cantal/telecentres/murat.md" => "content/departements/cantal/espaces/murat.md"
        BAD_NAME "bad-name" Error
            "Le nom du fichier ne peut pas devenir une adresse."
            "Le nom d’un fichier est la fin de l’adresse de sa page ; espaces, accents et majuscules y deviennent illisibles (`%C3%A9t%C3%A9`). Utilisez des minuscules sans accent, des chiffres et des tirets. L’ancienne adresse d’une page déjà publiée va dans `alias`."
            "content/pages/Été indien.md" => "content/pages/ete-indien.md"
        SAME_NAME "same-name" Error
            "Deux fichiers ont des noms que certains systèmes confondent."
            "Windows et macOS ne distinguent ni `Photo.jpg` de `photo.jpg`, ni deux façons de coder un accent : un des deux fichiers remplacerait l’autre. Gardez-en un seul, ou renommez-en un, en minuscules sans accent."
        LIMIT "limit" Error
            "Une limite de taille ou de nombre est dépassée."
            "Chaque limite est bien au-delà de ce qu’un portail demande : la dépasser est presque toujours un accident (fichier collé deux fois, export, lien qui tourne en rond), et ralentirait ou empêcherait la construction. Le message donne la limite."
        HIDDEN_CHARACTER "hidden-character" Error
            "Le texte contient un caractère invisible qui en change le sens."
            "Un caractère de contrôle vient d’une copie abîmée ; un caractère qui inverse le sens de lecture fait voir autre chose que ce qui est écrit. Personne ne les voit et d’autres logiciels s’y trompent : retirez-les. `tt-site check --fix` les retire."
        NO_PORTAL "no-portal" Error
            "Le dossier ne contient pas de `portail.yaml`."
            "Placez-vous dans le dossier du portail, donnez-le avec `--root`, ou créez un portail avec `tt-site init`."
        YAML_SYNTAX "yaml-syntax" Error
            "L’en-tête ou le fichier YAML ne se lit pas."
            "Chaque ligne s’écrit `champ: valeur`. Le plus souvent, un texte contient « : » sans être entre guillemets, une tabulation décale une ligne au lieu d’espaces, ou un guillemet n’est pas refermé. Rien d’autre du fichier n’est jugé tant que cela n’est pas corrigé."
            "titre: Cantal : vivre et travailler" => "titre: \"Cantal : vivre et travailler\""
        YAML_REFUSED "yaml-refused" Error
            "Une valeur commence par un signe qui a un sens spécial."
            "Au début d’une valeur, `&`, `*` et `!` sont des commandes du format YAML, et le texte qui suit serait perdu. Mettez le texte entre guillemets."
            "titre: *Important*" => "titre: \"*Important*\""
        DUPLICATE_KEY "duplicate-key" Error
            "Le même champ est écrit deux fois."
            "Une seule des deux valeurs serait lue, l’autre perdue sans que rien ne le dise : gardez la bonne ligne et retirez l’autre."
            "titre: Murat\ntitre: Le télécentre de Murat" => "titre: Le télécentre de Murat"
        FRONT_MATTER "front-matter" Error
            "L’en-tête du fichier manque ou n’est pas fermé."
            "Un fichier Markdown commence par une ligne `---`, puis ses champs, un par ligne, puis une ligne `---` ; le texte de la page vient après."
            "titre: Essai\n---" => "---\ntitre: Essai\n---"
        UNKNOWN_FIELD "unknown-field" Error
            "Ce champ n’existe pas."
            "Un champ inconnu serait ignoré en silence, et ce qu’il dit ne paraîtrait pas : corrigez son nom ou retirez-le. La liste des champs de chaque contenu est dans `docs/contenu.md`."
            "titer: Essai" => "titre: Essai"
        MISSING_FIELD "missing-field" Error
            "Un champ obligatoire manque."
            "Sans lui, la page n’aurait pas de sens : pas de titre, pas de lieu, pas de date… Ajoutez le champ dans l’en-tête du fichier, comme le message le montre."
            "---\nresume: Une page.\n---" => "---\ntitre: Essai\nresume: Une page.\n---"
        BAD_VALUE "bad-value" Error
            "La valeur ne convient pas au champ."
            "Les dates, nombres, horaires et numéros s’écrivent d’une seule façon, pour que tous les fichiers se lisent et se comparent. Le message dit ce qui est attendu et, quand c’est possible, ce qu’il faut écrire ; `tt-site check --fix` écrit ce qui ne fait aucun doute."
            "date: 31/12/2026" => "date: 2026-12-31"
        CUT_TEXT "cut-text" Warning
            "Un « # » coupe la valeur : la suite n’est pas publiée."
            "Après une espace, « # » commence une note que personne d’autre que vous ne lit. Mettez la valeur entre guillemets droits si le « # » en fait partie ; sinon, mettez la note sur sa propre ligne."
            "titre: Le pass #1" => "titre: \"Le pass #1\""
        UNKNOWN_VALUE "unknown-value" Error
            "La valeur ne fait pas partie des valeurs acceptées."
            "Les listes, les filtres et la carte reposent sur ces mots : ils s’écrivent exactement ainsi, le plus souvent en minuscules et sans accent. Le message les donne tous."
            "type: télécentre" => "type: telecentre"
        UNKNOWN_COMMUNE "unknown-commune" Error
            "La commune n’existe pas dans le département."
            "La commune place la page sur la carte et dans les listes. Écrivez son nom officiel ou son code INSEE (cinq chiffres, qui n’est pas toujours le code postal) ; en cas d’homonymes, le code est nécessaire."
            "commune: Murrat" => "commune: Murat"
        RENAMED_COMMUNE "renamed-commune" Warning
            "La commune a fusionné avec une autre."
            "Elle est comprise comme celle qui lui succède : écrivez ce nom pour que ce soit clair à qui relit le fichier."
            "commune: Chastel-sur-Murat" => "commune: Murat"
        POSITION "position" Error
            "La position est hors du département."
            "La carte montrerait l’endroit en pleine mer ou dans un autre pays. Une position s’écrit `[latitude, longitude]` ; en France métropolitaine la latitude est entre 41 et 52, la longitude entre -5 et 10."
            "position: [2.87, 45.11]" => "position: [45.11, 2.87]"
        UNKNOWN_REFERENCE "unknown-reference" Error
            "Le fichier désigné n’existe pas."
            "Une référence est le nom d’un fichier sans `.md`, précédé de `departement/` s’il est dans un autre département. Elle relie deux pages : sans elle, le lien n’existerait pas."
            "lieu: mura" => "lieu: murat"
        LOST_ROW "lost-row" Warning
            "La page désigne une ligne importée qui n’existe pas, ou qu’une autre page désigne déjà."
            "Ce que la page ne dit pas viendrait de cette ligne. Le lieu a fermé, l’événement est passé, ou l’identifiant a changé : la page vaut alors par ce qu’elle dit elle-même."
            "identifiant: exemple-l" => "identifiant: exemple-1"
        IMPOSSIBLE_DATES "impossible-dates" Error
            "Les dates se contredisent."
            "La fin vient après le début, la clôture après l’ouverture, l’expiration après la publication : l’agenda et les calendriers qui s’y abonnent en dépendent."
            "debut: 2026-12-03T18:00\nfin: 2026-12-03T09:30" => "debut: 2026-12-03T09:30\nfin: 2026-12-03T18:00"
        CONTRADICTION "contradiction" Error
            "Deux informations du contenu se contredisent."
            "Le site ne peut pas savoir laquelle est juste : corrigez ou retirez l’une des deux."
            "nature: logement-vente\nloyer: 98000" => "nature: logement-vente\nprix: 98000"
        MARKDOWN "markdown" Error
            "Un bloc du texte n’est pas correct."
            "Un bloc s’ouvre par `:::nom{…}` et se ferme par une ligne `:::` ; un bloc d’une ligne s’écrit `::nom{…}`. Écrit autrement, il s’afficherait comme du texte, ou avalerait la suite de la page."
            ":::encadre{titre=\"Attention\"}\nLa fibre arrive en 2027." => ":::encadre{titre=\"Attention\"}\nLa fibre arrive en 2027.\n:::"
        BROKEN_LINK "broken-link" Error
            "Un lien ne mène nulle part."
            "Le visiteur tomberait sur une page d’erreur. Un lien vers une autre page est le chemin de son fichier, depuis celui-ci ; il reste juste quand l’adresse de la page change."
            "[Le télécentre](../departements/cantal/espaces/mura.md)" => "[Le télécentre](../departements/cantal/espaces/murat.md)"
        BROKEN_ANCHOR "broken-anchor" Error
            "La page existe, mais pas l’endroit désigné."
            "L’ancre d’un titre est le titre en minuscules, sans accents, avec des tirets : « Nos tarifs » devient `#nos-tarifs`. Le lien mènerait au haut de la page."
            "[les tarifs](#tarif)" => "[les tarifs](#tarifs)"
        UNPUBLISHED_LINK "unpublished-link" Warning
            "Le lien mène à une page qui n’est pas publiée."
            "C’est un brouillon, ou une page à paraître, ou expirée. Le lien s’affiche comme un simple texte jusqu’à ce que la page paraisse."
        MISSING_IMAGE "missing-image" Error
            "L’image n’existe pas."
            "Le chemin d’une image part du fichier qui la montre, ou de la racine du portail s’il commence par `/medias/`. Majuscules, accents et extension (`.jpg`, `.jpeg`) comptent."
        BAD_IMAGE "bad-image" Error
            "L’image ne se lit pas."
            "Utilisez une photo JPEG, PNG ou WebP, de moins de 100 millions de pixels : le programme en fait toutes les tailles utiles."
        MISSING_ALT "missing-alt" Error
            "L’image n’a pas de texte alternatif."
            "Il remplace l’image pour qui ne la voit pas, et la loi le demande (RGAA). Décrivez en une phrase ce que l’image apporte ; écrivez `alt: \"\"` si elle est purement décorative."
            "image: vue.svg" => "image: vue.svg\nalt: La façade en pierre du télécentre"
        ADDRESS_TAKEN "address-taken" Error
            "Deux pages ont la même adresse."
            "Une seule des deux pourrait être vue. Renommez l’un des deux fichiers, ou retirez l’alias."
            "alias: [/cantal/]" => "alias: [/ancien-cantal/]"
        LOST_ADDRESS "lost-address" Error
            "Une adresse de la dernière publication ne répond plus."
            "Elle est dans des favoris, des courriels, des moteurs de recherche : qui la suit ne trouverait rien. Écrivez-la dans `alias` de la page qui la remplace. Seul `tt-site check --previous`, qui reçoit la liste des fichiers publiés, connaît ces adresses."
            "titre: Venir vivre ici" => "titre: Venir vivre ici\nalias: [/sinstaller/]"
        NO_CONSENT "no-consent" Warning
            "La personne n’a pas donné son accord daté : la fiche n’est pas publiée."
            "Un nom, un visage, une parole sont des données personnelles. Demandez l’accord et écrivez sa date dans `consentement`."
            "citation: Je ne repartirais pas." => "citation: Je ne repartirais pas.\nconsentement: 2026-05-04"
        EXPIRED_CONSENT "expired-consent" Warning
            "L’accord de la personne est échu : la fiche n’est plus publiée."
            "Qui a accepté pour un temps n’a pas accepté pour toujours. Demandez un nouvel accord et écrivez ses dates, ou retirez la fiche."
            "consentement: 2023-05-04\nconsentement_fin: 2026-05-04" => "consentement: 2026-11-03\nconsentement_fin: 2029-11-03"
        CONFORMITY "conformity" Error
            "L’état de conformité déclaré n’est pas celui que l’audit permet."
            "Cette déclaration engage l’éditeur du site. « Totalement conforme » veut 100 % des critères du RGAA, « partiellement conforme » la moitié au moins : corrigez `etat`, ou le taux."
            "etat: totalement conforme\n  audit: {date: 2026-05-04, organisme: Cabinet d’essai, taux: 98}" => "etat: partiellement conforme\n  audit: {date: 2026-05-04, organisme: Cabinet d’essai, taux: 98}"
        TEMPLATE "template" Error
            "Un gabarit du thème ne fonctionne pas."
            "Corrigez le gabarit à la place indiquée, ou retirez-le pour revenir à celui du thème."
            "<main>{% if %}</main>" => "<main>{{ content | safe }}</main>"
        THEME "theme" Error
            "Le thème n’est pas utilisable."
            "Corrigez le fichier du thème, ou retirez-le pour revenir au thème livré avec l’outil."
            "styles: [absent.css" => "styles: []"
        CONTRAST "contrast" Error
            "Deux couleurs du thème ne se distinguent pas assez."
            "Sous ce rapport (WCAG 2.2, niveau AA), des visiteurs ne peuvent pas lire : changez la couleur fixée par la feuille de style, ou retirez-la pour laisser le programme la calculer."
            ":root { --good: #5fb87a; --gap: 1rem }" => ":root { --gap: 1rem }"
        BARE_CODE "bare-code" Warning
            "Un code qui commence par zéro n’a pas de guillemets."
            "Le portail publie un éditeur en ligne (`redaction`), qui lit le YAML comme un navigateur : il ferait 7 de `07`. Entre guillemets, le code reste un texte pour tous."
            "code: 07" => "code: \"07\""
        MISSING_TRANSLATION "missing-translation" Error
            "La traduction n’a pas d’original."
            "Une traduction est placée à côté de l’original, qui porte le même nom sans la langue : `page.en.md` à côté de `page.md`. La langue doit être dans `langues`, dans `content/portail.yaml`."
            "content/pages/essais.en.md" => "content/pages/essai.en.md"
    }
    editorial {
        FIGURE_MISMATCH "figure-mismatch" Warning
            "Un chiffre écrit contredit celui que donnent les contenus."
            "Un lecteur qui recompte ne croit plus le reste : corrigez le chiffre, ou complétez les contenus."
            "chiffres: [{libelle: offres ouvertes, valeur: 12}]" => "chiffres: [{libelle: offres ouvertes, valeur: 1}]"
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
        STALE_OVERRIDE "stale-override" Warning
            "Ce qui est écrit à la main passe avant un import aussi récent, ou plus récent."
            "Un relevé de `immobilier.yaml`, ou les champs d’une page dont la `mise_a_jour` est plus ancienne que celle de l’import : le visiteur verrait ce qui est dépassé. Retirez-les s’ils n’apprennent rien de plus."
        OLD_AUDIT "old-audit" Warning
            "L’audit d’accessibilité a plus de trois ans."
            "La déclaration redevient « non conforme » jusqu’au prochain audit : faites-le faire, puis mettez `audit` à jour."
        USELESS_ALT "useless-alt" Warning
            "Le texte alternatif ne dit pas ce que montre l’image."
            "Qui ne voit pas l’image n’a que ce texte : « photo », le nom du fichier, la légende ou le titre répétés ne lui apprennent rien. Dites ce qu’elle montre d’utile ici, ou écrivez `alt: \"\"` si elle ne fait que décorer."
            "![photo](salle.svg)" => "![Une salle claire, douze postes autour d’un poêle](salle.svg)"
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
            "[www.example.org/guide](https://www.example.org/guide)" => "[Le guide de l’accueil](https://www.example.org/guide)"
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
