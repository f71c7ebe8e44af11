//! `_headers`, which Netlify and Cloudflare Pages read: what no page can say of itself. What
//! a page may load stands in each page (see `theme/policy.rs`): it differs from page to page.

use std::fmt::Write as _;

use crate::site::Site;

/// Sent with every file. The policy of each page only adds to this one.
pub const EVERYWHERE: [(&str, &str); 4] = [
    (
        "Content-Security-Policy",
        "frame-ancestors 'self';object-src 'none';base-uri 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    // The map asks where the visitor is, on a click.
    (
        "Permissions-Policy",
        "geolocation=(self),camera=(),microphone=(),payment=(),usb=()",
    ),
];

/// Folders of files whose name changes with their content.
const KEPT: [&str; 2] = ["/theme/", "/medias/"];

/// The file, by path.
pub fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let mut text = format!("{}*\n", site.base.href("/"));
    for (name, value) in EVERYWHERE {
        writeln!(text, "  {name}: {value}").expect("text takes what is written");
    }
    for folder in KEPT {
        let folder = site.base.href(folder);
        let rule = "  Cache-Control: public, max-age=31536000, immutable";
        writeln!(text, "{folder}*\n{rule}").expect("text takes what is written");
    }
    vec![("_headers".into(), text.into_bytes())]
}
