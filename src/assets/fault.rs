//! What can be wrong with a file, in words.

use crate::diag::{Diagnostic, Text, quoted_list, rules};
use crate::source::Span;
use crate::text;
use crate::text::suggest;
use crate::world::World;

use super::name::{Sort, extension, file_name};
use super::svg::Refusal;
use super::{MAX_HEIGHT, MAX_PIXELS};

/// Why a file cannot be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is none at that path.
    Missing,
    /// The disk does not give it.
    Unreadable,
    /// It is not what it was when the build started.
    Changed,
    /// It has more bytes than that.
    TooHeavy { limit: u64 },
    /// Its pixels are too many.
    TooLarge { width: u32, height: u32 },
    /// It is so narrow and tall that no format holds its variants.
    TooTall,
    /// Its end is missing.
    Truncated,
    /// It cannot be decoded.
    Broken,
    /// Its content is of another format than those that are read.
    Disguised,
    /// A photo of a format that is not read.
    ForeignPhoto,
    /// A file that is neither an image nor a known sort of document.
    UnknownExtension,
    /// A drawing that cannot be made safe without changing it.
    Drawing(Refusal),
}

impl Fault {
    /// The finding, where the file was asked for.
    pub(super) fn diagnostic(&self, path: &str, used_at: Option<Span>) -> Diagnostic {
        let diagnostic = Diagnostic::new(&rules::BAD_IMAGE, self.message(path));
        let diagnostic = match used_at {
            Some(span) => diagnostic.at(span),
            None => diagnostic,
        };
        diagnostic.hint(self.advice())
    }

    fn message(&self, path: &str) -> Text {
        match self {
            Self::Missing => text!("« {path} » n’existe pas", "there is no `{path}`"),
            Self::Unreadable => {
                text!("« {path} » ne s’ouvre pas", "`{path}` cannot be opened")
            }
            Self::Changed => text!(
                "« {path} » a changé pendant la construction",
                "`{path}` changed during the build"
            ),
            Self::TooHeavy { limit } => {
                let limit = limit >> 20;
                text!(
                    "« {path} » pèse plus de {limit} Mo",
                    "`{path}` is larger than {limit} MB"
                )
            }
            Self::TooLarge { width, height } => text!(
                "« {path} » annonce {width} × {height} pixels",
                "`{path}` claims {width} × {height} pixels"
            ),
            Self::TooTall => text!(
                "« {path} » est trop étroite pour sa hauteur",
                "`{path}` is too narrow for its height"
            ),
            Self::Truncated => {
                text!("« {path} » est incomplète", "`{path}` is incomplete")
            }
            Self::Broken => text!("« {path} » est abîmée", "`{path}` is damaged"),
            Self::Disguised => {
                let extension = extension(path);
                text!(
                    "« {path} » n’est pas une image {extension}, malgré son nom",
                    "`{path}` is no {extension} image, in spite of its name"
                )
            }
            Self::ForeignPhoto => {
                let extension = extension(path);
                text!(
                    "« {path} » : les images {extension} ne s’affichent pas partout",
                    "`{path}`: not every browser shows {extension} images"
                )
            }
            Self::UnknownExtension => text!(
                "« {path} » n’est ni une image ni un document connu",
                "`{path}` is neither an image nor a known sort of document"
            ),
            Self::Drawing(refusal) => refusal.message(path),
        }
    }

    fn advice(&self) -> Text {
        match self {
            Self::Missing | Self::Unreadable => text!(
                "vérifiez le nom du fichier et les droits d’accès",
                "check the name of the file and its permissions"
            ),
            Self::Changed => text!("relancez la construction", "build again"),
            Self::TooHeavy { .. } => text!(
                "réduisez-le : une image n’a pas besoin de plus de 2 000 pixels de large, un document se compresse",
                "make it smaller: an image needs no more than 2000 pixels in width, a document can be compressed"
            ),
            Self::TooLarge { .. } => {
                let millions = MAX_PIXELS / 1_000_000;
                text!(
                    "réduisez l’image : 2 000 pixels de large suffisent, {millions} millions de pixels sont la limite",
                    "make the image smaller: a width of 2000 pixels is plenty, {millions} million pixels are the limit"
                )
            }
            Self::TooTall => text!(
                "recadrez l’image : {MAX_HEIGHT} pixels de haut sont la limite",
                "crop the image: a height of {MAX_HEIGHT} pixels is the limit"
            ),
            Self::Truncated | Self::Broken => text!(
                "copiez de nouveau le fichier depuis l’original",
                "copy the file again from the original"
            ),
            Self::Disguised | Self::ForeignPhoto => text!(
                "ouvrez l’image dans un logiciel de photo et exportez-la en JPEG ou en PNG",
                "open the image in a photo editor and export it as JPEG or PNG"
            ),
            Self::UnknownExtension => text!(
                "convertissez le document en PDF, ou mettez-le dans un fichier ZIP",
                "convert the document to PDF, or put it into a ZIP file"
            ),
            Self::Drawing(_) => text!(
                "exportez le dessin en « SVG simple », avec les styles en attributs de présentation, ou en PNG",
                "export the drawing as “plain SVG”, with styles as presentation attributes, or as PNG"
            ),
        }
    }
}

/// A file that does not exist, with the nearest names that do.
pub(super) fn missing(world: &World, path: &str, used_at: Option<Span>) -> Diagnostic {
    let is_image = Sort::of(path).is_image();
    let rule = if is_image { &rules::MISSING_IMAGE } else { &rules::BROKEN_LINK };
    let diagnostic = Diagnostic::new(rule, Fault::Missing.message(path));
    let diagnostic = match used_at {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    };
    let written = used_at.map_or("", |span| world.sources.slice(span));
    if written.contains('\\') || written.contains(":/") {
        return diagnostic.hint(text!(
            "copiez l’image à côté du fichier ou dans `content/medias/`, et écrivez son chemin \
             avec des « / » : `photo.jpg`, `/medias/photo.jpg`",
            "copy the image beside the file or into `content/medias/`, and write its path \
             with `/`: `photo.jpg`, `/medias/photo.jpg`"
        ));
    }
    let rivals = || world.assets.keys().filter(|p| Sort::of(p).is_image() == is_image);
    let folder = path.strip_suffix(file_name(path)).unwrap_or_default();
    let beside = rivals().filter_map(|path| path.strip_prefix(folder));
    let near = suggest::nearest(file_name(path), beside);
    if !near.is_empty() {
        return rewrite(diagnostic, world, file_name(path), used_at, &near);
    }
    let near = suggest::nearest(file_name(path), rivals().map(|path| file_name(path)));
    let elsewhere: Vec<_> = rivals().filter(|p| near.contains(&file_name(p))).collect();
    listed(diagnostic, &elsewhere)
}

/// Names of the same folder: one can be pasted when the file name ends what was written.
fn rewrite(
    diagnostic: Diagnostic,
    world: &World,
    file: &str,
    used_at: Option<Span>,
    near: &[&str],
) -> Diagnostic {
    let written = used_at.map(|span| (span, world.sources.slice(span)));
    let Some((span, start)) =
        written.and_then(|(span, text)| Some((span, text.strip_suffix(file)?)))
    else {
        return listed(diagnostic, near);
    };
    let candidates: Vec<_> = near.iter().map(|name| format!("{start}{name}")).collect();
    diagnostic.suggest(span, &candidates)
}

fn listed<S: AsRef<str>>(diagnostic: Diagnostic, near: &[S]) -> Diagnostic {
    if near.is_empty() {
        return diagnostic;
    }
    let (fr, en) = (quoted_list(near, "« ", " »"), quoted_list(near, "`", "`"));
    diagnostic.hint(text!("fichiers proches : {fr}", "nearest files: {en}"))
}
