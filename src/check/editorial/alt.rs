//! Alternative texts that say nothing.

use super::{Review, spot};
use crate::diag::{Diagnostic, Diagnostics, Text, rules};
use crate::model::Entry;
use crate::source::Span;
use crate::text;
use crate::text::fold::fold;
use crate::yaml::Node;

/// A listener keeps a sentence or two in mind.
const MAX_CHARS: usize = 160;

/// Words that name the image instead of what it shows, folded.
const EMPTY_WORDS: [&str; 24] = [
    "photo",
    "photos",
    "photographie",
    "image",
    "images",
    "illustration",
    "visuel",
    "logo",
    "dessin",
    "vignette",
    "banniere",
    "bandeau",
    "capture",
    "capture d ecran",
    "sans titre",
    "img",
    "alt",
    "picture",
    "pictures",
    "screenshot",
    "banner",
    "untitled",
    "photo de la page",
    "image de la page",
];

/// Openings that a screen reader has already said: it announces « image ».
const OPENINGS: [&str; 12] = [
    "image de ",
    "image d’",
    "image d'",
    "photo de ",
    "photo d’",
    "photo d'",
    "photographie de ",
    "photographie d’",
    "photographie d'",
    "image of ",
    "picture of ",
    "photo of ",
];

/// Photos of a sort: what follows is no mere subject.
const SORTS: [&str; 6] = ["famille", "groupe", "classe", "presse", "identité", "mariage"];

/// An image as its page shows it.
struct Shown<'a> {
    alt: &'a str,
    file: &'a str,
    caption: Option<&'a str>,
    /// Whether it is named by a field: only there can it be said to decorate.
    field: bool,
    span: Span,
}

pub fn check(review: &Review<'_>, entry: &Entry, diags: &mut Diagnostics) {
    for image in shown(review, entry) {
        if let Some(why) = useless(&image, &entry.title) {
            diags.push(finding(&image, why));
        } else if let Some(opening) = opening(image.alt) {
            diags.push(redundant(&image, opening));
        } else if image.alt.chars().count() > MAX_CHARS {
            diags.push(long(&image));
        }
    }
}

/// The images that the file itself names, with their alternative texts.
fn shown<'a>(review: &Review<'a>, entry: &'a Entry) -> Vec<Shown<'a>> {
    let mut all = Vec::new();
    if let Some(own) = review.own(entry) {
        all.extend(of_fields(own, entry.common.image.as_ref().map(|i| i.text.as_str())));
        let photos = own.get("bilan").and_then(|report| report.get("photos"));
        for photo in photos.map(Node::items).unwrap_or_default() {
            all.extend(of_fields(photo, None));
        }
    }
    let images = review.body(entry).map(|body| body.images.as_slice());
    let source = review.text(entry);
    all.extend(images.unwrap_or_default().iter().map(|image| {
        let caption = Some(image.title.as_str()).filter(|title| !title.is_empty());
        let place = spot::label(&image.alt, source, image.span.clone());
        let span = Span::new(entry.source, place);
        Shown { alt: &image.alt, file: &image.source, caption, field: false, span }
    }));
    all.retain(|image| !image.alt.trim().is_empty());
    all
}

fn of_fields<'a>(fields: &'a Node, inherited: Option<&'a str>) -> Option<Shown<'a>> {
    let alt = fields.get("alt")?;
    let file = fields.get("image").and_then(Node::as_text).or(inherited)?;
    let caption = fields.get("legende").and_then(Node::as_text);
    Some(Shown { alt: alt.as_text()?.trim(), file, caption, field: true, span: alt.span })
}

/// Why an alternative text is no help to anyone.
fn useless(image: &Shown<'_>, title: &str) -> Option<Text> {
    let alt = bare(image.alt);
    let numbered = alt.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if is_file_name(image.alt, image.file) {
        Some(text!(
            "le texte alternatif est un nom de fichier",
            "the alternative text is the name of a file"
        ))
    } else if EMPTY_WORDS.contains(&numbered) {
        let alt = image.alt;
        Some(text!(
            "« {alt} » ne dit pas ce que montre l’image",
            "`{alt}` does not say what the image shows"
        ))
    } else if image.caption.is_some_and(|caption| bare(caption) == alt) {
        Some(text!(
            "le texte alternatif répète la légende",
            "the alternative text repeats the caption"
        ))
    } else {
        (bare(title) == alt).then(|| {
            text!(
                "le texte alternatif répète le titre de la page",
                "the alternative text repeats the title of the page"
            )
        })
    }
}

/// A text without what does not make it another: case, accents, punctuation.
fn bare(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a text is a name of a file, or the very one of this image.
fn is_file_name(alt: &str, file: &str) -> bool {
    let alt = alt.to_lowercase();
    let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let has_extension = [".jpg", ".jpeg", ".png", ".webp", ".svg", ".gif"]
        .iter()
        .any(|end| alt.ends_with(end));
    let camera =
        ["img_", "img-", "dsc_", "dscn", "dscf", "p10", "pxl_", "whatsapp image"]
            .iter()
            .any(|start| {
                alt.starts_with(start) && alt.contains(|c: char| c.is_ascii_digit())
            });
    let coded = |c: char| c == '_' || c == '-' || c.is_ascii_digit();
    let same = alt == stem && (alt.contains(coded) || !alt.contains(' '));
    alt == name || has_extension || camera || same
}

fn finding(image: &Shown<'_>, why: Text) -> Diagnostic {
    let finding = Diagnostic::new(&rules::USELESS_ALT, why).at(image.span);
    finding.hint(match image.field {
        true => text!(
            "dites en une phrase ce que l’image montre d’utile ici, ou écrivez `alt: \"\"` si elle ne fait que décorer",
            "say in a sentence what the image shows that matters here, or write `alt: \"\"` if it only decorates"
        ),
        false => text!(
            "dites en une phrase ce que l’image montre d’utile ici",
            "say in a sentence what the image shows that matters here"
        ),
    })
}

/// The opening of an alternative text that can go.
fn opening(alt: &str) -> Option<&str> {
    let lower = alt.to_lowercase();
    let start = OPENINGS.iter().find(|start| lower.starts_with(**start))?;
    let rest = alt.get(start.len()..)?;
    let next = rest.split_whitespace().next().unwrap_or_default().to_lowercase();
    let sort = SORTS.contains(&next.as_str());
    (!sort && !rest.is_empty()).then(|| &alt[..start.len()])
}

fn redundant(image: &Shown<'_>, opening: &str) -> Diagnostic {
    let said = opening.trim();
    let message = text!(
        "« {said} » est de trop : les lecteurs d’écran annoncent déjà une image",
        "`{said}` is too much: screen readers already announce an image"
    );
    let rest = &image.alt[opening.len()..];
    let mut letters = rest.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let with: String = first.chain(letters).collect();
    Diagnostic::new(&rules::USELESS_ALT, message).at(image.span).hint(text!(
        "commencez par ce qu’elle montre : « {with} »",
        "start with what it shows: `{with}`"
    ))
}

fn long(image: &Shown<'_>) -> Diagnostic {
    let n_chars = image.alt.chars().count();
    let message = text!(
        "ce texte alternatif a {n_chars} caractères : il s’écoute d’une traite, sans pause ni retour",
        "this alternative text has {n_chars} characters: it is listened to in one go, without pause or return"
    );
    Diagnostic::new(&rules::LONG_ALT, message).at(image.span).hint(text!(
        "gardez l’essentiel en {MAX_CHARS} caractères, et mettez le reste dans le texte de la page",
        "keep the essential in {MAX_CHARS} characters, and put the rest into the text of the page"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_told_from_words() {
        for (alt, file) in [
            ("facade-murat", "facade-murat.jpg"),
            ("facade.jpg", "x.jpg"),
            ("IMG_2041", "salle.jpg"),
            ("DSC_0001", "DSC_0001.JPG"),
            ("facade", "../facade.png"),
        ] {
            assert!(is_file_name(alt, file), "{alt}");
        }
        for (alt, file) in [
            ("Façade en pierre", "facade-en-pierre.jpg"),
            ("Une salle claire", "salle.jpg"),
            ("La place de Murat", "place-de-murat.webp"),
        ] {
            assert!(!is_file_name(alt, file), "{alt}");
        }
    }

    #[test]
    fn openings_go_unless_they_name_a_sort_of_photo() {
        assert_eq!(opening("Photo de la façade"), Some("Photo de "));
        assert_eq!(opening("Image d’un pré"), Some("Image d’"));
        assert_eq!(opening("Photo de famille devant la mairie"), None);
        assert_eq!(opening("Photographe au travail"), None);
    }
}
