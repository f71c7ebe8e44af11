//! Names of files: what an extension promises, and the address of what is published.

use crate::text::slug::slug;

/// Longest slug of a file name, in bytes.
const MAX_SLUG: usize = 60;
/// Digits of the content's hash in a name.
const HASH_DIGITS: usize = 10;

/// Photos that browsers or editors know and that are not read.
const FOREIGN_PHOTOS: [&str; 9] =
    ["avif", "bmp", "gif", "heic", "heif", "jp2", "psd", "tif", "tiff"];

/// Files that are offered as they are. None of them runs in a browser.
const DOCUMENTS: [&str; 24] = [
    "csv", "doc", "docx", "epub", "geojson", "gpx", "ics", "json", "kml", "m4a", "mp3",
    "mp4", "odp", "ods", "odt", "ogg", "pdf", "ppt", "pptx", "rtf", "txt", "vcf", "xls",
    "xlsx",
];
/// Archives and videos, offered as they are too.
const BUNDLES: [&str; 3] = ["7z", "webm", "zip"];

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Photo,
    /// A vector drawing.
    Drawing,
    /// A file to download.
    Document,
    /// A photo in a format that has to be exported to another one.
    ForeignPhoto,
    Unknown,
}

impl Sort {
    pub(super) fn of(path: &str) -> Self {
        let extension = extension(path);
        match extension.as_str() {
            "jpg" | "jpeg" | "png" | "webp" => Self::Photo,
            "svg" => Self::Drawing,
            other if FOREIGN_PHOTOS.contains(&other) => Self::ForeignPhoto,
            other if DOCUMENTS.contains(&other) || BUNDLES.contains(&other) => {
                Self::Document
            }
            _ => Self::Unknown,
        }
    }

    pub(super) fn is_image(self) -> bool {
        matches!(self, Self::Photo | Self::Drawing | Self::ForeignPhoto)
    }
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, file)| file)
}

/// The extension in lower case, without its dot; empty when there is none.
pub(super) fn extension(path: &str) -> String {
    let extension =
        file_name(path).rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.to_lowercase()
}

/// The start of the address of what is made from a file: `/medias/murat.0a1b2c3d4e`.
pub(super) fn base_name(path: &str, digest: &str) -> String {
    let file = file_name(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let slug = slug(stem);
    let slug = slug.get(..MAX_SLUG).unwrap_or(&slug).trim_end_matches('-');
    let slug = if slug.is_empty() { "fichier" } else { slug };
    format!("/medias/{slug}.{}", &digest[..HASH_DIGITS])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_of_files() {
        for (path, expected) in [
            ("a/Photo.JPG", Sort::Photo),
            ("a/b.c/photo.webp", Sort::Photo),
            ("logo.svg", Sort::Drawing),
            ("IMG_0001.HEIC", Sort::ForeignPhoto),
            ("plan.pdf", Sort::Document),
            ("bilan.Zip", Sort::Document),
            ("page.html", Sort::Unknown),
            ("a.pdf/sans-extension", Sort::Unknown),
            ("", Sort::Unknown),
        ] {
            assert_eq!(Sort::of(path), expected, "{path}");
        }
    }

    #[test]
    fn names_of_outputs() {
        let digest = "0123456789abcdef";
        let long = format!("content/{}.jpg", "é".repeat(200));
        for (path, expected) in [
            ("content/medias/Été à Murat.JPG", "/medias/ete-a-murat.0123456789"),
            ("--.png", "/medias/fichier.0123456789"),
            (&long, &format!("/medias/{}.0123456789", "e".repeat(60))),
        ] {
            assert_eq!(base_name(path, digest), expected);
        }
    }
}
