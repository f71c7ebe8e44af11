//! What an address is answered with: a function of the preview alone.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::{Preview, overlay};

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub status: u16,
    pub content_type: &'static str,
    /// Where to go instead.
    pub location: Option<String>,
    pub body: Vec<u8>,
}

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

impl Reply {
    fn new(status: u16, content_type: &'static str, body: Vec<u8>) -> Self {
        Self { status, content_type, location: None, body }
    }

    /// A page of ours.
    pub fn html(page: String) -> Self {
        Self::new(200, HTML, page.into_bytes())
    }

    /// Data of ours.
    pub fn json(status: u16, value: &serde_json::Value) -> Self {
        Self::new(status, content_type(".json"), value.to_string().into_bytes())
    }

    /// A file, by its name.
    pub fn file(name: &str, content: Vec<u8>) -> Self {
        Self::new(200, content_type(name), content)
    }

    /// Nothing there.
    pub fn missing() -> Self {
        Self::new(404, TEXT, b"404".to_vec())
    }
}

/// The answer to `GET` for a path, as written in the request line.
pub(super) fn reply(preview: &Preview, path: &str, query: Option<&str>) -> Reply {
    if path == overlay::SCRIPT_PATH {
        let script = overlay::SCRIPT.as_bytes().to_vec();
        return Reply::new(200, "text/javascript; charset=utf-8", script);
    }
    let Some(site) = &preview.site else { return never_good(preview) };
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return Reply::new(400, TEXT, b"400".to_vec());
    };
    let name = path.trim_start_matches('/');
    if name.is_empty() || name.ends_with('/') {
        return match site.get(&format!("{name}index.html")) {
            Some(page) => html(200, page, &format!("/{name}"), preview),
            None => not_found(site, preview),
        };
    }
    match site.get(name) {
        Some(page) if name.ends_with(".html") => html(200, page, "", preview),
        Some(file) => Reply::new(200, content_type(name), file.clone()),
        None if site.contains_key(&format!("{name}/index.html")) => {
            to_folder(name, query)
        }
        None => not_found(site, preview),
    }
}

/// A page of the site, found at an address.
fn html(status: u16, page: &[u8], url: &str, preview: &Preview) -> Reply {
    let tag = overlay::script_tag(
        preview.number,
        preview.told.origins.get(url).map(String::as_str),
    );
    let body = [page, tag.as_bytes()].concat();
    Reply::new(status, HTML, body)
}

fn not_found(site: &BTreeMap<String, Vec<u8>>, preview: &Preview) -> Reply {
    match site.get("404.html") {
        Some(page) => html(404, page, "", preview),
        None => Reply::missing(),
    }
}

fn never_good(preview: &Preview) -> Reply {
    let page = preview.errors.as_deref().map(|text| overlay::page(text, preview.tongue));
    html(500, page.unwrap_or_default().as_bytes(), "", preview)
}

/// The name comes decoded from the request; it is in the site, so it can be no other host.
fn to_folder(name: &str, query: Option<&str>) -> Reply {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let encoded: Vec<String> = name.split('/').map(overlay::encode).collect();
    let location = format!("/{}/{query}", encoded.join("/"));
    Reply { location: Some(location), ..Reply::new(307, TEXT, Vec::new()) }
}

/// The content type that the extension of a file tells.
fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "geojson" => "application/geo+json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => TEXT,
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::tests::{bad, good};

    fn preview() -> Preview {
        let files = [
            ("index.html", "<p>home"),
            ("b/index.html", "<p>b"),
            ("404.html", "<p>lost"),
            ("agenda.ics", "BEGIN"),
            ("medias/été.jpg", "jpg"),
        ];
        let mut preview = Preview::default();
        preview.take(good(&files));
        preview
    }

    #[test]
    fn addresses_lead_to_files() {
        let preview = preview();
        for (path, status, kind, starts) in [
            ("/", 200, HTML, "<p>home"),
            ("/index.html", 200, HTML, "<p>home"),
            ("/b/", 200, HTML, "<p>b"),
            ("/c/", 404, HTML, "<p>lost"),
            ("/c", 404, HTML, "<p>lost"),
            ("/agenda.ics", 200, "text/calendar; charset=utf-8", "BEGIN"),
            ("/medias/%C3%A9t%C3%A9.jpg", 200, "image/jpeg", "jpg"),
            ("/%FF", 400, TEXT, "400"),
            ("/../index.html", 404, HTML, "<p>lost"),
        ] {
            let reply = reply(&preview, path, None);
            assert_eq!((reply.status, reply.content_type), (status, kind), "{path}");
            assert!(reply.body.starts_with(starts.as_bytes()), "{path}");
        }
    }

    #[test]
    fn a_folder_without_its_slash_is_redirected() {
        let reply = reply(&preview(), "/b", Some("q=1"));
        assert_eq!((reply.status, reply.location.as_deref()), (307, Some("/b/?q=1")));
    }

    #[test]
    fn the_script_is_added_to_pages_alone() {
        let preview = preview();
        let has = |path| {
            let body = reply(&preview, path, None).body;
            String::from_utf8(body).expect("text").contains("/__tt/preview.js?1\"")
        };
        assert!(has("/") && has("/c/"));
        assert!(!has("/agenda.ics"));
    }

    #[test]
    fn a_site_that_was_never_good_shows_its_errors() {
        let mut preview = Preview::default();
        preview.take(bad("erreur <b> & cie"));
        let reply = reply(&preview, "/b/", None);
        assert_eq!(reply.status, 500);
        let page = String::from_utf8(reply.body).expect("text");
        assert!(
            page.contains("erreur &lt;b&gt; &amp; cie") && page.contains("lang=\"fr\"")
        );
    }
}
