//! What every kind of content shares: contacts, sources, figures, and the front matter
//! that any page may have.

use jiff::civil::Date;

use std::ops::Deref;

use crate::diag::{Diagnostic, rules};
use crate::model::place::Kind;
use crate::model::record::{Context, Reader, Record, Shape, Value, decode_record};
use crate::model::value::{
    AltText, Email, ImagePath, Located, Period, Prose, Target, Url,
};
use crate::text;
use crate::text::phone::Phone;
use crate::text::scalar::yes_or_no;
use crate::yaml::Node;
use crate::{choice, record};

record! {
    /// The fields of a [`Contact`].
    pub struct ContactFields {
        /// Name of the person or desk.
        name "nom": Option<String>, "nom de la personne ou du service", "Mission accueil";
        /// Role of the person.
        role "fonction": Option<String>, "fonction de la personne", "chargée d’accueil";
        /// Organization.
        organization "organisation": Option<String>, "organisation", "Communauté de communes";
        /// Phone number.
        phone "telephone": Option<Phone>, "numéro de téléphone", "04 65 71 00 00";
        /// E-mail address.
        email "courriel": Option<Email>, "adresse électronique", "accueil@exemple.fr";
        /// Postal address.
        address "adresse": Option<String>, "adresse postale", "1 place de la Mairie, 15300 Murat";
        /// Website.
        url "url": Option<Url>, "site web", "https://www.example.org";
    }
}

/// Someone to write to or to call, in at least one way.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact(ContactFields);

impl Deref for Contact {
    type Target = ContactFields;

    fn deref(&self) -> &ContactFields {
        &self.0
    }
}

impl Value for Contact {
    fn shape() -> Shape {
        ContactFields::shape()
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let fields = ContactFields::decode(node, cx)?;
        // A field that cannot be read, or whose name is wrong, is a mistake of its own.
        let says_who = |key: &Node| {
            matches!(key.as_text(), Some("nom" | "fonction" | "organisation"))
        };
        let mut written = node.entries().iter().filter(|(_, value)| !value.is_null());
        if written.all(|(key, _)| says_who(key)) {
            let message = text!(
                "un contact donne au moins `telephone`, `courriel`, `url` ou `adresse`",
                "a contact gives at least one of `telephone`, `courriel`, `url` and `adresse`"
            );
            cx.diags.push(Diagnostic::new(&rules::MISSING_FIELD, message).at(node.span));
        }
        Some(Self(fields))
    }
}

record! {
    /// Where a fact comes from, in full.
    pub struct FullSource {
        /// Title of the publication.
        title "titre": String, "titre de la publication", "Recensement 2022";
        /// Its address.
        url "url": Option<Url>, "adresse de la publication", "https://www.example.org/etude";
        /// When it came out.
        date "date": Option<Period>, "date de parution", "2013-11-20";
        /// Who wrote or published it.
        author "auteur": Option<String>, "auteur ou éditeur", "Insee";
    }
}

/// Where a fact comes from: [`FullSource`], or just its title.
#[derive(Debug, Clone, PartialEq)]
pub struct Source(pub FullSource);

impl Value for Source {
    fn shape() -> Shape {
        Shape::Named(FullSource::fields)
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        if node.as_text().is_none() {
            return decode_record(node, cx).map(Self);
        }
        let title = String::decode(node, cx)?;
        Some(Self(FullSource { title, url: None, date: None, author: None }))
    }
}

record! {
    /// What a figure is compared with.
    pub struct Benchmark {
        /// What the other figure is about.
        label "libelle": String, "ce que dit l’autre chiffre", "moyenne nationale";
        /// The other figure.
        value "valeur": f64, "valeur de l’autre chiffre", "6";
        /// Where it comes from.
        source "source": Option<Source>, "source de l’autre chiffre", "Insee, 2013";
    }
}

record! {
    /// One point of a series.
    pub struct Reading {
        /// When.
        date "date": Period, "année ou date du relevé", "2012";
        /// How much.
        value "valeur": f64, "valeur du relevé", "30";
    }
}

record! {
    /// A figure that the portal puts forward.
    pub struct Figure {
        /// What it counts.
        label "libelle": String, "ce que compte le chiffre", "postes de travail";
        /// How many.
        value "valeur": f64, "le chiffre", "50";
        /// In which unit.
        unit "unite": Option<String>, "unité", "%";
        /// A word before it.
        prefix "prefixe": Option<String>, "mot placé avant le chiffre", "environ";
        /// When it was true.
        date "date": Option<Period>, "année ou date du chiffre", "2014";
        /// Where it comes from.
        source "source": Option<Source>, "source du chiffre", "Conseil général, 2014";
        /// What to compare it with; the ratio is computed.
        reference "reference": Option<Benchmark>, "chiffre auquel le comparer", "{libelle: moyenne nationale, valeur: 6}";
        /// Earlier readings.
        series "serie": Vec<Reading>, "relevés au fil du temps", "[{date: 2012, valeur: 30}]";
        /// Whether it is only an example.
        example "exemple": bool, "chiffre d’exemple", "oui";
    }
}

record! {
    /// An aim with a deadline, and what came of it.
    pub struct Objective {
        /// What is aimed at.
        label "libelle": String, "ce qui est visé", "débit minimal pour tous";
        /// The level to reach.
        threshold "seuil": Option<f64>, "niveau à atteindre", "8";
        /// Its unit.
        unit "unite": Option<String>, "unité du niveau", "Mbit/s";
        /// The share of the population concerned, in percent.
        share "part": Option<f64>, "part de la population, en %", "75";
        /// When it is due.
        deadline "echeance": Period, "année ou date visée", "2025";
        /// What was reached, in the unit of the share or level.
        reached "atteint": Option<f64>, "résultat obtenu", "62";
        /// When that was measured.
        reached_on "atteint_le": Option<Date>, "date du résultat", "2024-12-31";
        /// Where it comes from.
        source "source": Option<Source>, "source de l’objectif", "L’Atelier, 2013";
    }
}

record! {
    /// A point in favor, or a service: a title and a few sentences.
    pub struct Argument {
        /// The point.
        title "titre": String, "titre court", "Pas de trajet";
        /// The few sentences.
        text "texte": Prose, "une à trois phrases", "Le bureau est à cinq minutes.";
        /// Where to read on.
        link "lien": Option<Target>, "page à lire ensuite", "/cantal/espaces/";
    }
}

choice! {
    /// The part of an image that stays in sight where the layout crops it.
    pub enum Focus {
        /// The middle.
        Center = "centre",
        /// The top.
        Top = "haut",
        /// The bottom.
        Bottom = "bas",
        /// The left.
        Left = "gauche",
        /// The right.
        Right = "droite",
        /// The top left corner.
        TopLeft = "haut gauche",
        /// The top right corner.
        TopRight = "haut droite",
        /// The bottom left corner.
        BottomLeft = "bas gauche",
        /// The bottom right corner.
        BottomRight = "bas droite",
    }
}

impl Focus {
    /// The same as a value of `object-position`.
    pub fn css(self) -> &'static str {
        match self {
            Self::Center => "center",
            Self::Top => "top",
            Self::Bottom => "bottom",
            Self::Left => "left",
            Self::Right => "right",
            Self::TopLeft => "left top",
            Self::TopRight => "right top",
            Self::BottomLeft => "left bottom",
            Self::BottomRight => "right bottom",
        }
    }
}

record! {
    /// The front matter that every page may have.
    pub struct Common {
        /// A sentence or two for lists, search and sharing.
        summary "resume": Option<Prose>, "une ou deux phrases pour les listes et la recherche", "Douze postes au cœur du bourg.";
        /// When the page was written.
        date "date": Option<Date>, "date de la page", "2026-03-01";
        /// When it was last brought up to date.
        updated "mise_a_jour": Option<Date>, "date de la dernière mise à jour", "2026-10-12";
        /// Main image.
        image "image": Option<ImagePath>, "image principale, à côté du fichier ou dans /medias/", "facade.jpg";
        /// What the image shows.
        alt "alt": Option<AltText>, "ce que montre l’image, en une phrase", "La façade en pierre du télécentre";
        /// Who made the image.
        credit "credit": Option<String>, "auteur et licence de l’image", "Photo : commune de Murat";
        /// What must stay in sight of the image.
        focus "cadrage": Option<Focus>, "partie de l’image à garder quand la mise en page la recadre", "haut";
        /// Words that search should know.
        keywords "mots_cles": Vec<String>, "mots que la recherche doit connaître", "[fibre, réunion]";
        /// Whether the page is unfinished.
        draft "brouillon": bool, "page non terminée, jamais publiée", "oui";
        /// First day online.
        publish_on "publier_le": Option<Date>, "premier jour en ligne", "2026-12-01";
        /// First day offline.
        expire_on "expire_le": Option<Date>, "jour à partir duquel la page est retirée", "2027-01-01";
        /// Former addresses, which lead here.
        aliases "alias": Vec<Located>, "anciennes adresses de la page", "[/ancienne-page/]";
        /// Where the page's facts come from.
        sources "sources": Vec<Source>, "d’où viennent les informations", "[{titre: Recensement 2022}]";
        /// Figures put forward.
        figures "chiffres": Vec<Figure>, "chiffres clés", "[{libelle: postes, valeur: 12}]";
        /// The imported row that the page stands for.
        row "identifiant": Option<String>, "identifiant de la ligne importée que la page complète", "OpenAgenda-12345678";
        /// Whether the whole page is an example.
        example "exemple": bool, "contenu d’exemple, signalé comme tel", "oui";
    }
}

/// Whether a field of a node has a value, readable or not: a check that looks at this does
/// not add a second mistake to a value that could not be read.
pub(super) fn is_written(node: &Node, key: &str) -> bool {
    node.get(key).is_some_and(|value| !value.is_null())
}

/// Whether a field of the whole file is there, readable or not.
pub(super) fn is_there(reader: &Reader<'_>, key: &str) -> bool {
    let span = reader.span(key);
    span.start < span.end
}

/// Checks what the front matter of a kind says as a whole.
pub fn validate(common: &Common, kind: Kind, reader: &Reader<'_>, cx: &mut Context<'_>) {
    check_alt(common, reader, cx);
    check_dates(common, reader, cx);
    if common.example || is_there(reader, "sources") {
        return;
    }
    check_sources(reader.items("chiffres"), cx);
    if kind == Kind::Training {
        check_sources(reader.items("resultats"), cx);
    }
}

/// An image says what it shows.
fn check_alt(common: &Common, reader: &Reader<'_>, cx: &mut Context<'_>) {
    let Some(image) = &common.image else { return };
    let alt = reader.span("alt");
    if common.alt.is_some() || alt.start != alt.end {
        return;
    }
    let message =
        text!("l’image n’a pas de texte alternatif", "the image has no alternative text");
    cx.diags.push(Diagnostic::new(&rules::MISSING_ALT, message).at(image.span).hint(
        text!(
            "ajoutez une ligne `alt: …` qui dit ce que montre l’image",
            "add a line `alt: …` that says what the image shows"
        ),
    ));
}

/// A page expires after it is published.
fn check_dates(common: &Common, reader: &Reader<'_>, cx: &mut Context<'_>) {
    let (Some(from), Some(to)) = (common.publish_on, common.expire_on) else { return };
    if to > from {
        return;
    }
    let message = text!(
        "la page expire avant d’être publiée",
        "the page expires before it is published"
    );
    cx.diags.push(
        Diagnostic::new(&rules::IMPOSSIBLE_DATES, message)
            .at(reader.span("expire_le"))
            .label(reader.span("publier_le"), text!("publiée ici", "published here")),
    );
}

/// Every figure of a list has a source, or is openly an example.
fn check_sources(figures: &[Node], cx: &mut Context<'_>) {
    for (rank, figure) in (1..).zip(figures) {
        // A figure without a label is already reported as such.
        let Some(label) = figure.get("libelle").and_then(Node::as_text) else { continue };
        if is_written(figure, "source") || says_yes(figure, "exemple") {
            continue;
        }
        let message = text!(
            "le chiffre n° {rank}, « {label} », n’a pas de source",
            "figure {rank}, `{label}`, has no source"
        );
        let fault = Diagnostic::new(&rules::UNSOURCED_FIGURE, message).at(figure.span);
        cx.diags.push(fault.hint(text!(
            "ajoutez `source: …`, ou `exemple: oui`",
            "add `source: …`, or `exemple: oui`"
        )));
    }
}

/// Whether a field that is yes or no has a value other than no.
pub(super) fn says_yes(node: &Node, key: &str) -> bool {
    let text = node.get(key).and_then(Node::as_text);
    let no = text.is_none_or(|text| yes_or_no(text) == Some(false));
    is_written(node, key) && !no
}
