//! The web editor of the preview: `/redaction/` on the machine of whoever writes.
//!
//! Forms for every kind of content, in the browser, without an account: Decap CMS over the
//! portal's own files. Its pages have a security policy of their own, looser than the
//! site's, because it compiles the checks of its forms in the browser.

mod bundle;
mod desk;
mod disk;
mod page;
mod publish;

use std::path::Path;

use serde_json::{Value, json};

use super::Live;
use super::note::EDITOR;
use super::reply::Reply;
use crate::edit::aids::aids;
use crate::edit::collections::config;
use crate::edit::scope::Scope;

pub use bundle::install;
use desk::Desk;
use disk::Disk;
pub use publish::files;

/// Largest request, in bytes: an image travels in one, in base64.
pub(super) const MAX_REQUEST: usize = 50 << 20;
/// Length of the token, in bytes.
const TOKEN: usize = 16;

const SCRIPT: &str = include_str!("editor.js");
const STYLE: &str = include_str!("editor.css");

/// What the editor's pages may load and run: themselves, images from `images` and answers
/// from `answers`.
fn policy(images: &str, answers: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; \
         img-src 'self' blob: data:{images}; font-src 'self' data:; \
         connect-src 'self' blob:{answers}; frame-src 'self'; worker-src 'self' blob:; \
         object-src 'none'; base-uri 'none'"
    )
}

/// The policy of the pages on one's own machine, which no other page may frame.
pub(super) fn own_policy() -> String {
    policy("", "") + "; form-action 'self'; frame-ancestors 'none'"
}

/// The web editor of one portal.
#[derive(Debug)]
pub(super) struct Editor {
    desk: Desk,
    /// What a request that writes must carry: new at each start, known to our pages alone.
    token: String,
}

impl Editor {
    /// The editor of the portal at `root`.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn new(root: &Path) -> anyhow::Result<Self> {
        let mut bytes = [0; TOKEN];
        getrandom::fill(&mut bytes)?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { desk: Desk::new(Disk::new(root)), token })
    }

    /// The portal's folder.
    pub fn root(&self) -> &Path {
        self.desk.disk().root()
    }

    /// Whether an address is one that writes.
    pub fn is_action(&self, path: &str) -> bool {
        path == self.address("api") || path == self.address("installer")
    }

    fn address(&self, action: &str) -> String {
        format!("{EDITOR}{}/{action}", self.token)
    }

    /// The answer to a request that may write.
    pub fn act(&self, path: &str, body: &[u8]) -> Reply {
        let answer = match path == self.address("installer") {
            true => install(self.root(), None)
                .map(|()| json!({ "message": "ok" }))
                .map_err(|error| (500, format!("{error:#}"))),
            false => self
                .desk
                .answer(body)
                .map_err(|refused| (refused.status, refused.text.fr)),
        };
        match answer {
            Ok(value) => Reply::json(200, &value),
            Err((status, why)) => Reply::json(status, &json!({ "error": why })),
        }
    }

    /// The answer to `GET` for an address under [`EDITOR`].
    pub fn show(&self, path: &str, live: &Live) -> Reply {
        let rest = path.strip_prefix(EDITOR).unwrap_or_default();
        match rest.split_once('/') {
            Some(("decap", name)) => match bundle::file(self.root(), name) {
                Some(file) => Reply::file(name, file),
                None => Reply::missing(),
            },
            Some((_, "")) => self.scope(),
            Some((scope, "formulaires.json")) => self.forms(&Scope::named(scope)),
            Some(_) => Reply::missing(),
            None => match rest {
                "editeur.js" => Reply::file("editeur.js", SCRIPT.into()),
                "editeur.css" => Reply::file("editeur.css", STYLE.into()),
                "" => self.home(live),
                _ => Reply::missing(),
            },
        }
    }

    /// An image of `content/medias`, which the site itself shows under other names.
    pub fn shared_image(&self, path: &str) -> Option<Reply> {
        let name = path.strip_prefix("/medias/")?;
        let name = percent_encoding::percent_decode_str(name).decode_utf8().ok()?;
        let bytes = self.desk.disk().bytes(&format!("content/medias/{name}"))?;
        Some(Reply::file(&name, bytes))
    }

    fn home(&self, live: &Live) -> Reply {
        // Read before the preview is locked: a build that waits for the lock holds threads
        // that reading needs.
        let contents = self.desk.contents().unwrap_or_default();
        Reply::html(page::home(&contents, &live.preview()))
    }

    fn scope(&self) -> Reply {
        let page = match bundle::is_installed(self.root()) {
            true => page::editor(bundle::VERSION),
            false => page::install(&self.address("installer"), bundle::VERSION),
        };
        Reply::html(page)
    }

    /// The forms of a scope and what helps to fill them in.
    fn forms(&self, scope: &Scope) -> Reply {
        let contents = match self.desk.contents() {
            Ok(contents) => contents,
            Err(refused) => {
                return Reply::json(refused.status, &json!({ "error": refused.text.fr }));
            }
        };
        let backend: Value = json!({ "name": "proxy", "proxy_url": self.address("api") });
        Reply::json(
            200,
            &json!({
                "config": config(&contents, scope, &backend, Some("tt")),
                "aides": aids(&contents, scope),
            }),
        )
    }
}
