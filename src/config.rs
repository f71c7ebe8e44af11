//! The portal's own settings: `content/portail.yaml`.

mod weights;

use crate::diag::{Diagnostic, rules};
use crate::model::common::Contact;
use crate::model::record::{Context, Shape, Value, scalar};
use crate::model::value::{Email, Target, Url};
use crate::source::Span;
use crate::text;
use crate::text::locale::{Lang, LangError};
use crate::yaml::Node;
use crate::{choice, record};
use jiff::ToSpan;
use jiff::civil::Date;

pub use weights::{RuleWeights, Weight};

/// Path of the settings, from the portal's root.
pub const SETTINGS: &str = "content/portail.yaml";

impl Value for Lang {
    fn shape() -> Shape {
        Shape::Format("language")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        let read: Result<Self, LangError> = text.parse();
        read.map_err(|error| {
            let message = text!(
                "« {text} » n’est pas le code d’une langue, comme `fr` ou `en`",
                "`{text}` is not the code of a language, such as `fr` or `en`"
            );
            let fault = Diagnostic::new(&rules::BAD_VALUE, message).at(node.span);
            cx.diags.push(match error.fix {
                Some(lang) => fault.fix(node.span, lang.as_str()),
                None => fault,
            });
        })
        .ok()
    }
}

record! {
    /// Who publishes the portal.
    pub struct Editor {
        /// Name.
        name "nom": String, "nom de l’éditeur", "Département du Cantal";
        /// Postal address.
        address "adresse": Option<String>, "adresse postale", "28 avenue Gambetta, 15000 Aurillac";
        /// Director of publication.
        director "directeur": Option<String>, "directeur ou directrice de la publication", "La présidente du conseil départemental";
        /// Who hosts the site.
        host "hebergeur": Option<String>, "hébergeur", "Hébergeur, adresse et téléphone";
        /// E-mail address.
        email "courriel": Option<Email>, "adresse électronique", "contact@exemple.fr";
    }
}

record! {
    /// An entry of the main menu.
    pub struct MenuItem {
        /// Its text.
        title "titre": String, "texte", "Carte";
        /// Where it leads.
        link "lien": Target, "page", "/carte/";
    }
}

record! {
    /// Settings of maps.
    pub struct MapSettings {
        /// `aucun`, or the address of raster tiles.
        tiles "fond": Option<String>, "`aucun`, ou l’adresse d’un fond de carte", "aucun";
        /// Credit of the tiles.
        attribution "attribution": Option<String>, "mention due au fournisseur du fond", "© IGN";
    }
}

choice! {
    /// Outcome of the accessibility audit (décret n° 2019-768).
    #[derive(Default)]
    pub enum Conformity {
        /// Not, or not audited.
        #[default]
        None = "non conforme",
        /// In part.
        Partial = "partiellement conforme",
        /// Wholly.
        Total = "totalement conforme",
    }
}

/// The day of an audit and its place in the settings: whether it is too old is told later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditDay {
    /// The day.
    pub day: Date,
    /// Where it is written.
    pub span: Span,
}

impl Value for AuditDay {
    fn shape() -> Shape {
        Date::shape()
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        Date::decode(node, cx).map(|day| Self { day, span: node.span })
    }
}

record! {
    /// An audit of accessibility.
    pub struct Audit {
        /// Its day.
        date "date": AuditDay, "date de l’audit", "2026-05-04";
        /// Who made it.
        auditor "organisme": String, "qui l’a fait", "Cabinet d’audit";
        /// Part of the criteria that hold, in percent.
        rate "taux": f64, "part des critères du RGAA respectés, en pourcents", "72";
        /// Mean of the rates of the pages, in percent.
        average "taux_moyen": Option<f64>, "taux moyen de conformité des pages, en pourcents", "85";
        /// Pages that were checked.
        pages "pages": Vec<String>, "pages vérifiées", "[Accueil, Carte, Agenda]";
        /// Browsers and screen readers.
        environment "environnement": Vec<String>, "navigateurs et lecteurs d’écran des tests", "[Firefox 140 et NVDA 2026.1]";
        /// Tools.
        tools "outils": Vec<String>, "outils de l’audit", "[Contrast Finder]";
    }
}

impl Audit {
    /// Whether a statement may rest on it: it is done, and its three years are not over.
    pub fn is_valid_on(&self, today: Date) -> bool {
        let day = self.date.day;
        day <= today && today < day.saturating_add(3.years())
    }

    /// The best state that its rate allows (RGAA 4.1, « Obligations »).
    fn allows(&self) -> Conformity {
        match self.rate {
            rate if rate >= 100.0 => Conformity::Total,
            rate if rate >= 50.0 => Conformity::Partial,
            _ => Conformity::None,
        }
    }
}

record! {
    /// What the law asks to state about accessibility.
    #[derive(Default)]
    pub struct Accessibility {
        /// Outcome of the audit.
        state "etat": Conformity, "état de conformité, d’après l’audit", "non conforme";
        /// Day of the statement.
        stated_on "date": Option<Date>, "date de la déclaration", "2026-05-20";
        /// The audit.
        audit "audit": Option<Audit>, "audit de conformité", "{date: 2026-05-04, organisme: Cabinet d’audit, taux: 72}";
        /// What does not hold.
        failures "non_conformites": Vec<String>, "ce qui n’est pas conforme", "[Deux vidéos sans sous-titres]";
        /// What would cost too much to mend.
        burdens "derogations": Vec<String>, "dérogations pour charge disproportionnée", "[Plans cadastraux numérisés]";
        /// What the law leaves out.
        exempt "non_soumis": Vec<String>, "contenus non soumis à l’obligation", "[Documents bureautiques d’avant 2018]";
        /// Plan of several years.
        plan "schema_pluriannuel": Option<Target>, "schéma pluriannuel de mise en accessibilité", "/schema-accessibilite/";
        /// Actions of the year.
        actions "plan_annuel": Option<Target>, "plan d’actions de l’année", "/plan-accessibilite-2026/";
        /// Whom to tell what cannot be reached.
        contact "contact": Option<Contact>, "à qui signaler un défaut ; sinon le contact du portail", "{courriel: accessibilite@exemple.fr}";
    }
}

impl Accessibility {
    /// The audit that still counts on a day.
    pub fn valid_audit(&self, today: Date) -> Option<&Audit> {
        self.audit.as_ref().filter(|audit| audit.is_valid_on(today))
    }

    /// The state that may be stated on a day: no valid audit, no conformity.
    pub fn state_on(&self, today: Date) -> Conformity {
        self.valid_audit(today).map_or(Conformity::None, |_| self.state)
    }
}

choice! {
    /// Where the portal's files are kept, with accounts of their own.
    pub enum Forge {
        /// GitHub.
        GitHub = "github",
        /// GitLab, of the company or of one's own.
        GitLab = "gitlab",
        /// Gitea or Forgejo.
        Gitea = "gitea",
    }
}

record! {
    /// The web editor of the published site, over the repository of the portal.
    pub struct WebEditor {
        /// The kind of forge.
        forge "forge": Forge, "forge qui garde les fichiers du portail", "gitlab";
        /// The repository.
        repository "depot": String, "dépôt du portail dans la forge", "departement/portail";
        /// The branch that is published.
        branch "branche": Option<String>, "branche publiée ; `main` si rien n’est dit", "main";
        /// Address of the forge.
        url "adresse": Option<Url>, "adresse de la forge, si ce n’est pas github.com ou gitlab.com", "https://gitlab.exemple.fr";
        /// Identifier of the application that the forge knows the editor by.
        application "application": Option<String>, "identifiant de l’application déclarée dans la forge (GitLab, Gitea)", "0123abcd";
        /// Server that signs people in, for GitHub.
        login "connexion": Option<Url>, "serveur de connexion OAuth (GitHub)", "https://connexion.exemple.fr";
    }
}

record! {
    /// The settings, in one language.
    pub struct Settings {
        /// Name of the portal.
        title "titre": String, "nom du portail", "Campagnes ouvertes";
        /// A sentence that says what it is for.
        tagline "accroche": Option<String>, "phrase qui dit ce que propose le portail", "S’installer et travailler à la campagne";
        /// Address of the published site.
        url "url": Url, "adresse du site publié", "https://www.example.org";
        /// Default language.
        lang "langue": Option<Lang>, "langue par défaut", "fr";
        /// All languages.
        langs "langues": Vec<Lang>, "langues du portail", "[fr, en]";
        /// Name of the theme.
        theme "theme": Option<String>, "thème", "default";
        /// Who publishes.
        editor "editeur": Editor, "qui publie le portail", "{nom: Département du Cantal}";
        /// Whom to ask.
        contact "contact": Option<Contact>, "contact du portail", "{courriel: contact@exemple.fr}";
        /// Main menu.
        menu "menu": Vec<MenuItem>, "menu principal", "[{titre: Carte, lien: /carte/}]";
        /// Maps.
        map "carte": Option<MapSettings>, "réglages des cartes", "{fond: aucun}";
        /// Whether visited pages are kept for when there is no network.
        offline "hors_ligne": bool, "garder les pages visitées pour les lire sans réseau", "oui";
        /// Accessibility statement.
        accessibility "accessibilite": Option<Accessibility>, "déclaration d’accessibilité", "{etat: non conforme}";
        /// Expressions that search takes for the same.
        synonyms "synonymes": Vec<Vec<String>>, "expressions que la recherche tient pour les mêmes", "[[coworking, tiers-lieu, espace de travail partagé]]";
        /// Web editor of the published site.
        web_editor "redaction": Option<WebEditor>, "éditeur en ligne, publié à `/redaction/`", "{forge: gitlab, depot: departement/portail, application: 0123abcd}";
        /// Weights of editorial rules.
        rules "regles": RuleWeights, "poids des règles éditoriales : erreur, avertissement, conseil ou non", "{hard-to-read: non}";
        /// Accent hue, in degrees of the OKLCH color wheel.
        hue "teinte": Option<f64>, "teinte d’accent, de 0 à 360", "145";
    }
}

impl Settings {
    /// The default language.
    pub fn default_lang(&self) -> Lang {
        self.lang.unwrap_or(Lang::FR)
    }

    /// Every language of the portal, the default one first.
    pub fn all_langs(&self) -> Vec<Lang> {
        let default = self.default_lang();
        let others = self.langs.iter().copied().filter(|lang| *lang != default);
        std::iter::once(default).chain(others).collect()
    }

    /// Template of the address of a raster tile, when the owner turned one on.
    pub fn tiles(&self) -> Option<&str> {
        let tiles = self.map.as_ref()?.tiles.as_deref()?;
        (tiles != "aucun").then_some(tiles)
    }

    /// The origin of these tiles, when it is another host: `https://data.geopf.fr`.
    pub fn tiles_origin(&self) -> Option<&str> {
        let tiles = self.tiles()?;
        let host = tiles.find("://")? + 3;
        let end = tiles[host..].find('/').map_or(tiles.len(), |length| host + length);
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ":/.-".contains(c);
        Some(&tiles[..end]).filter(|origin| origin.chars().all(is_plain))
    }
}

/// Checks what the settings say as a whole.
pub fn validate(settings: &Settings, node: &Node, cx: &mut Context<'_>) {
    let at = |key: &str| node.get(key).map_or(node.span, |value| value.span);
    if settings.hue.is_some_and(|hue| !(0.0..=360.0).contains(&hue)) {
        let message = text!(
            "une teinte est un angle entre 0 et 360",
            "a hue is an angle between 0 and 360"
        );
        cx.diags.push(Diagnostic::new(&rules::BAD_VALUE, message).at(at("teinte")));
    }
    // It stands in every page, in style sheets and scripts too.
    let is_plain = |c: char| c.is_alphanumeric() || "-._~:/%[]".contains(c);
    if !settings.url.0.chars().all(is_plain) {
        let message = text!(
            "l’adresse du site n’a que des lettres, des chiffres et « - . _ / »",
            "the address of the site has letters, digits and `- . _ /` only"
        );
        cx.diags.push(Diagnostic::new(&rules::BAD_VALUE, message).at(at("url")));
    }
    if let Some(editor) = &settings.web_editor {
        validate_editor(editor, at("redaction"), cx);
    }
    if let Some(stated) = &settings.accessibility {
        validate_statement(stated, node.get("accessibilite").unwrap_or(node), cx);
    }
}

/// Each forge signs people in in its own way.
fn validate_editor(editor: &WebEditor, span: Span, cx: &mut Context<'_>) {
    let (key, is_there) = match editor.forge {
        Forge::GitHub => ("connexion", editor.login.is_some()),
        Forge::GitLab | Forge::Gitea => ("application", editor.application.is_some()),
    };
    let forge = editor.forge.word();
    if !is_there {
        let message = text!(
            "avec la forge « {forge} », l’éditeur en ligne a besoin de `{key}`",
            "with the forge `{forge}`, the web editor needs `{key}`"
        );
        cx.diags.push(Diagnostic::new(&rules::MISSING_FIELD, message).at(span).hint(text!(
            "ajoutez `{key}: …` sous `redaction` ; la page « L’éditeur en ligne » du guide dit où la trouver",
            "add `{key}: …` under `redaction`; the guide says where to find it"
        )));
    }
    if editor.forge == Forge::Gitea && editor.url.is_none() {
        let message = text!(
            "l’adresse de la forge Gitea ou Forgejo manque",
            "the address of the Gitea or Forgejo forge is missing"
        );
        cx.diags.push(Diagnostic::new(&rules::MISSING_FIELD, message).at(span).hint(
            text!(
                "ajoutez `adresse: https://…` sous `redaction`",
                "add `adresse: https://…` under `redaction`"
            ),
        ));
    }
}

/// A conformity is stated after an audit, and only as far as its rate allows.
fn validate_statement(stated: &Accessibility, node: &Node, cx: &mut Context<'_>) {
    let span = |key: &str| node.get(key).map_or(node.span, |value| value.span);
    let Some(audit) = &stated.audit else {
        if stated.state != Conformity::None && node.get("audit").is_none() {
            cx.diags.push(missing_audit(span("etat")));
        }
        return;
    };
    if [Some(audit.rate), audit.average]
        .into_iter()
        .flatten()
        .any(|rate| !is_percent(rate))
    {
        let message = text!("un taux est entre 0 et 100", "a rate is between 0 and 100");
        cx.diags.push(Diagnostic::new(&rules::BAD_VALUE, message).at(span("audit")));
    } else if stated.state > audit.allows() {
        let (state, rate) = (stated.state.word(), audit.rate);
        let message = text!(
            "« {state} » ne va pas avec un taux de {rate} % à l’audit",
            "`{state}` does not go with a rate of {rate} % at the audit"
        );
        let best = audit.allows().word();
        cx.diags.push(
            Diagnostic::new(&rules::CONFORMITY, message)
                .at(span("etat"))
                .propose(span("etat"), best)
                .hint(text!(
                    "totalement conforme : 100 % des critères ; partiellement : 50 % au moins",
                    "totalement conforme: 100 % of the criteria; partiellement: 50 % at least"
                )),
        );
    }
}

fn is_percent(rate: f64) -> bool {
    (0.0..=100.0).contains(&rate)
}

fn missing_audit(span: Span) -> Diagnostic {
    let message = text!(
        "une conformité se déclare après un audit : il manque `audit`",
        "conformity is stated after an audit: `audit` is missing"
    );
    Diagnostic::new(&rules::MISSING_FIELD, message).at(span).hint(text!(
        "ajoutez `audit: {{date: 2026-05-04, organisme: Cabinet d’audit, taux: 72}}`, ou écrivez `etat: non conforme`",
        "add `audit: {{date: 2026-05-04, organisme: Cabinet d’audit, taux: 72}}`, or write `etat: non conforme`"
    ))
}
