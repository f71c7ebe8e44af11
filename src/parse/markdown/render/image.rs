//! Images and their captions.

use super::super::Image;
use super::html::void;
use super::{Picture, Writer};

impl Writer<'_> {
    pub(super) fn image(&mut self, index: usize) {
        let image = &self.body.images[index];
        self.picture(image, &image.title);
    }

    /// An image alone in its paragraph: its title is a caption.
    pub(super) fn figure(&mut self, index: usize) {
        let image = &self.body.images[index];
        self.html.line();
        self.html.open("figure", &[("class", "image")]);
        self.picture(image, "");
        self.html.markup("\n<figcaption>");
        let caption = self.host.phrase(&image.title);
        self.html.text(&caption);
        self.html.markup("</figcaption>\n</figure>\n");
    }

    fn picture(&mut self, image: &Image, title: &str) {
        let alt = self.host.phrase(&image.alt);
        let title = self.host.phrase(title);
        if let Some(picture) = self.host.image(image) {
            self.html.chunk(&with_sources(&picture, &img(&picture, &alt, &title)));
        } else {
            self.html.open("span", &[("class", "image-absente")]);
            self.html.text(&alt);
            self.html.close("span");
        }
    }
}

fn img(picture: &Picture, alt: &str, title: &str) -> String {
    let mut attributes = vec![("src", picture.url.as_str()), ("alt", alt)];
    let size = picture.size.map(|(width, height)| [width, height].map(|n| n.to_string()));
    if let Some([width, height]) = &size {
        attributes.extend([("width", width.as_str()), ("height", height)]);
    }
    let optional = [
        ("srcset", picture.srcset.as_str()),
        ("sizes", &picture.sizes),
        ("data-css", &picture.style),
        ("title", title),
    ];
    attributes.extend(optional.into_iter().filter(|(_, value)| !value.is_empty()));
    if picture.lazy {
        attributes.extend([("loading", "lazy"), ("decoding", "async")]);
    }
    void("img", &attributes)
}

fn with_sources(picture: &Picture, img: &str) -> String {
    if picture.sources.is_empty() {
        return img.to_owned();
    }
    let sources = picture.sources.iter().map(|source| {
        let mut attributes =
            vec![("type", source.media_type.as_str()), ("srcset", &source.srcset)];
        if !picture.sizes.is_empty() {
            attributes.push(("sizes", &picture.sizes));
        }
        void("source", &attributes)
    });
    format!("<picture>{}{img}</picture>", sources.collect::<String>())
}
