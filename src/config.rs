//! The portal's own settings: `content/portail.yaml`.

use crate::diag::{Diagnostic, rules};
use crate::model::common::Contact;
use crate::model::record::{Context, Shape, Value, scalar};
use crate::model::value::{Email, Target, Url};
use crate::text;
use crate::text::locale::{Lang, LangError};
use crate::yaml::Node;
use crate::{choice, record};
use jiff::civil::Date;

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
    pub enum Conformity {
        /// Not, or not audited.
        None = "non conforme",
        /// In part.
        Partial = "partiellement conforme",
        /// Wholly.
        Total = "totalement conforme",
    }
}

record! {
    /// What the law asks to state about accessibility.
    pub struct Accessibility {
        /// Outcome of the audit.
        state "etat": Conformity, "état de conformité", "non conforme";
        /// Date of the audit.
        audit "audit": Option<Date>, "date de l’audit", "2026-05-04";
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
        /// Accessibility statement.
        accessibility "accessibilite": Option<Accessibility>, "déclaration d’accessibilité", "{etat: non conforme}";
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
    let stated = settings.accessibility.as_ref();
    if stated.is_some_and(|a| a.state != Conformity::None && a.audit.is_none()) {
        let message = text!(
            "une conformité se déclare après un audit : il manque sa date",
            "conformity is stated after an audit: its date is missing"
        );
        cx.diags.push(
            Diagnostic::new(&rules::MISSING_FIELD, message)
                .at(at("accessibilite"))
                .hint(text!(
                    "ajoutez `audit: 2026-05-04` sous `accessibilite`, ou écrivez `etat: non conforme`",
                    "add `audit: 2026-05-04` under `accessibilite`, or write `etat: non conforme`"
                )),
        );
    }
}
