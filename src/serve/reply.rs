//! What an address is answered with: a function of the preview alone.

use percent_encoding::percent_decode_str;

use super::{Build, Preview, overlay};

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

/// What a path leads to.
pub(super) enum Found<'a> {
    /// A file of the site.
    File(&'a [u8]),
    /// A file that may still come.
    Wait,
    /// Nothing.
    Nothing,
}

/// The answer to `GET` for a path, as written in the request line; `Err` with the file that
/// has to be made first.
pub(super) fn reply(
    preview: &Preview,
    path: &str,
    query: Option<&str>,
) -> Result<Reply, String> {
    if path == overlay::SCRIPT_PATH {
        let script = overlay::SCRIPT.as_bytes().to_vec();
        return Ok(Reply::new(200, "text/javascript; charset=utf-8", script));
    }
    if preview.is_bare() {
        return Ok(never_good(preview));
    }
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return Ok(Reply::new(400, TEXT, b"400".to_vec()));
    };
    let name = path.trim_start_matches('/');
    let is_folder = name.is_empty() || name.ends_with('/');
    if !is_folder && preview.told.pages.contains(&format!("{name}/index.html")) {
        return Ok(to_folder(name, query));
    }
    let (file, url) = match is_folder {
        true => (format!("{name}index.html"), format!("/{name}")),
        false => (name.to_owned(), String::new()),
    };
    match preview.find(&file) {
        Found::File(page) if file.ends_with(".html") => {
            Ok(html(200, page, &url, preview))
        }
        Found::File(bytes) => Ok(Reply::new(200, content_type(name), bytes.to_vec())),
        Found::Wait => Err(file),
        // A template failed before the page was ever made.
        Found::Nothing if preview.failed(&file) => Ok(never_good(preview)),
        Found::Nothing => not_found(preview),
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

fn not_found(preview: &Preview) -> Result<Reply, String> {
    const PAGE: &str = "404.html";
    match preview.find(PAGE) {
        Found::File(page) => Ok(html(404, page, "", preview)),
        Found::Wait => Err(PAGE.to_owned()),
        Found::Nothing => Ok(Reply::missing()),
    }
}

fn never_good(preview: &Preview) -> Reply {
    let Build { errors, tongue, .. } = &preview.build;
    let page = errors.as_deref().map(|text| overlay::page(text, *tongue));
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
    use std::collections::BTreeSet;

    use super::*;
    use crate::serve::live::{Live, Round};
    use crate::sink::{Sink, Told, Viewer};

    const FILES: [(&str, &str); 5] = [
        ("index.html", "<p>home"),
        ("b/index.html", "<p>b"),
        ("404.html", "<p>lost"),
        ("agenda.ics", "BEGIN"),
        ("medias/été.jpg", "jpg"),
    ];

    /// A build under way, whose pages may be asked for.
    fn laid(live: &Live) -> Round<'_> {
        let round = live.begin();
        let pages = FILES.iter().map(|(name, _)| (*name).to_owned());
        let pages: BTreeSet<String> = pages.filter(|name| name.ends_with("l")).collect();
        round.laid(Told { pages, ..Told::default() });
        round
    }

    fn built() -> Live {
        let live = Live::new(0);
        let round = laid(&live);
        for (name, text) in FILES {
            round.put(name, text.into());
        }
        round.end(Some(Build::default()));
        live
    }

    fn bad(text: &str) -> Option<Build> {
        Some(Build { errors: Some(text.into()), ..Build::default() })
    }

    fn ready(live: &Live, path: &str) -> Reply {
        reply(&live.preview(), path, Some("q=1")).expect("made")
    }

    #[test]
    fn addresses_lead_to_files() {
        let live = built();
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
            let reply = ready(&live, path);
            assert_eq!((reply.status, reply.content_type), (status, kind), "{path}");
            assert!(reply.body.starts_with(starts.as_bytes()), "{path}");
        }
    }

    #[test]
    fn a_folder_without_its_slash_is_redirected() {
        let reply = ready(&built(), "/b");
        assert_eq!((reply.status, reply.location.as_deref()), (307, Some("/b/?q=1")));
    }

    #[test]
    fn the_script_is_added_to_pages_alone() {
        let live = built();
        let has = |path| {
            let body = ready(&live, path).body;
            String::from_utf8(body).expect("text").contains("/__tt/preview.js?1\"")
        };
        assert!(has("/") && has("/c/"));
        assert!(!has("/agenda.ics"));
    }

    #[test]
    fn a_site_that_was_never_good_shows_its_errors() {
        let live = Live::new(0);
        live.begin().end(bad("erreur <b> & cie"));
        let reply = ready(&live, "/b/");
        assert_eq!(reply.status, 500);
        let page = String::from_utf8(reply.body).expect("text");
        assert!(
            page.contains("erreur &lt;b&gt; &amp; cie") && page.contains("lang=\"fr\"")
        );
    }

    #[test]
    fn a_page_that_was_never_made_shows_the_errors_too() {
        let live = Live::new(0);
        let round = laid(&live);
        round.put("index.html", "<p>home".into());
        round.end(bad("gabarit"));
        assert_eq!((ready(&live, "/").status, ready(&live, "/b/").status), (200, 500));
        assert_eq!(ready(&live, "/nope/").status, 404);
    }

    #[test]
    fn a_page_is_asked_for_while_it_is_not_made_yet() {
        let live = Live::new(0);
        let wait = |path| reply(&live.preview(), path, None).err();
        assert_eq!(wait("/b/").as_deref(), Some("b/index.html"), "nothing is known yet");
        let round = laid(&live);
        assert_eq!(wait("/b/").as_deref(), Some("b/index.html"));
        assert_eq!(wait("/agenda.ics").as_deref(), Some("agenda.ics"));
        assert_eq!(wait("/c/").as_deref(), Some("404.html"), "it is in no plan");
        round.put("b/index.html", "<p>b".into());
        assert_eq!(wait("/b/"), None);
        round.end(Some(Build::default()));
        assert_eq!(ready(&live, "/agenda.ics").status, 404, "it did not come");
    }

    #[test]
    fn the_last_good_site_stays_until_another_is_laid() {
        let live = built();
        let number = live.preview().number;
        let round = live.begin();
        assert!(ready(&live, "/b/").body.starts_with(b"<p>b"), "while it is read");
        round.end(bad("x"));
        assert!(ready(&live, "/b/").body.starts_with(b"<p>b"), "behind its errors");
        assert_eq!(live.preview().number, number + 1);
        live.begin().end(bad("x"));
        assert_eq!(live.preview().number, number + 1, "nothing changed");
        let round = laid(&live);
        assert_eq!(live.preview().number, number + 2);
        assert!(reply(&live.preview(), "/b/", None).is_err(), "the old page is over");
        round.put("b/index.html", "<p>new".into());
        assert!(ready(&live, "/b/").body.starts_with(b"<p>new"));
        round.end(Some(Build::default()));
        assert_eq!(ready(&live, "/agenda.ics").status, 404, "what did not come is gone");
    }

    #[test]
    fn a_later_change_drops_a_build() {
        let live = Live::new(0);
        let round = laid(&live);
        assert!(!round.is_dropped());
        live.change();
        assert!(round.is_dropped());
        assert!(!live.begin().is_dropped());
    }
}
