//! The server itself: HTTP on one thread, builds on another.

use std::convert::Infallible;
use std::net::{Ipv4Addr, TcpListener};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{io, thread};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderMap,
    HeaderName, LOCATION, ORIGIN, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::uri::Authority;
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use futures_util::stream::{self, Stream};

use super::editor::{self, Editor};
use super::note::EDITOR;
use super::reply::Reply;
use super::{Build, Changes, Live, Round, guard, overlay};
use crate::failure;
use crate::sink::Viewer;

/// How many ports are tried.
const PORTS: u16 = 50;

/// A preview that has its port.
pub struct Server {
    listener: TcpListener,
    shared: Shared,
}

#[derive(Clone)]
struct Shared {
    port: u16,
    live: Arc<Live>,
    editor: Arc<Editor>,
}

impl Server {
    /// Takes the first free port from `first` on, on this machine alone, for the portal at
    /// `root`.
    ///
    /// # Errors
    /// When none of the next ports is free.
    pub fn bind(first: u16, root: &Path) -> anyhow::Result<Self> {
        let listener = listen(first)?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        // Browsers left open by an earlier run must see another number.
        let live = Arc::new(Live::new(milliseconds()));
        let editor = Arc::new(Editor::new(root)?);
        Ok(Self { listener, shared: Shared { port, live, editor } })
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.shared.port
    }

    /// The address of the site, without a last slash.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.shared.port)
    }
}

fn listen(first: u16) -> anyhow::Result<TcpListener> {
    let last = first.saturating_add(PORTS);
    for port in first..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            listener => return Ok(listener?),
        }
    }
    Err(failure!(
        "tous les ports de {first} à {last} sont pris",
        "all ports from {first} to {last} are taken"
    ))
}

#[expect(clippy::disallowed_methods, reason = "the preview is an edge")]
fn milliseconds() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}

/// Serves until Ctrl-C, and builds at once and after each change; `build` gives `None` when
/// the portal could not even be read, or a later change made the build worthless. `ready` is
/// called when there is something to see.
///
/// # Errors
/// When the system refuses what a server needs.
pub fn run(
    server: Server,
    mut changes: Changes,
    mut build: impl FnMut(&Round<'_>) -> Option<Build> + Send + 'static,
    ready: impl FnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let live = server.shared.live.clone();
    thread::spawn(move || {
        loop {
            changes.wait();
            live.change();
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let live = server.shared.live.clone();
    let handle = runtime.handle().clone();
    thread::spawn(move || {
        let mut changed = live.changes();
        loop {
            changed.mark_unchanged();
            let round = live.begin();
            // A crash is a fault of ours, which must not end the builds after it.
            let built = panic::catch_unwind(AssertUnwindSafe(|| build(&round)));
            let built = built.unwrap_or_else(|_| Some(live.crashed()));
            if !round.is_dropped() {
                round.end(built);
            }
            // Ends with the program: the sender lives as long as `live`.
            let _ = handle.block_on(changed.changed());
        }
    });
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(server.listener)?;
        let live = server.shared.live.clone();
        let serving = axum::serve(listener, router(server.shared));
        tokio::spawn(serving.into_future());
        live.first().await;
        ready()?;
        Ok(tokio::signal::ctrl_c().await?)
    })
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route(overlay::EVENTS_PATH, get(events))
        .route(EDITOR, any(edit))
        .route(&format!("{EDITOR}{{*rest}}"), any(edit))
        .fallback(page)
        .layer(middleware::from_fn_with_state(shared.clone(), guarded))
        .with_state(shared)
}

/// Refuses what is not addressed to this machine or comes from a page elsewhere, and forbids
/// keeping or guessing.
async fn guarded(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let named = request.uri().authority().map(Authority::as_str);
    let is_ours = |host: &str| guard::is_ours(host, shared.port);
    let is_addressed = host.is_some_and(is_ours) && named.is_none_or(is_ours);
    let is_own = !request.headers().contains_key(ORIGIN)
        || is_own_origin(request.headers(), shared.port);
    let mut response = match (is_addressed, is_own) {
        (true, true) => next.run(request).await,
        (true, false) => StatusCode::FORBIDDEN.into_response(),
        (false, _) => StatusCode::MISDIRECTED_REQUEST.into_response(),
    };
    let same_origin = HeaderName::from_static("cross-origin-resource-policy");
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (same_origin, "same-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn page(State(shared): State<Shared>, method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let reply = shared.live.answer(uri.path(), uri.query()).await;
    // Forms show a shared image by the address that its file has in the content.
    let shared_image = || shared.editor.shared_image(uri.path());
    respond(if reply.status == 404 { shared_image().unwrap_or(reply) } else { reply })
}

/// The web editor. A request that writes comes from a page of ours: it knows the token, and
/// its origin is this server. The body of any other is not even read.
async fn edit(State(shared): State<Shared>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    let is_action = shared.editor.is_action(&path);
    let editor = shared.editor.clone();
    let work: Box<dyn FnOnce() -> Reply + Send> = match head.method {
        Method::GET | Method::HEAD if !is_action => {
            Box::new(move || editor.show(&path, &shared.live))
        }
        Method::POST if is_action && is_own_origin(&head.headers, shared.port) => {
            let Ok(body) = to_bytes(body, editor::MAX_REQUEST).await else {
                return StatusCode::PAYLOAD_TOO_LARGE.into_response();
            };
            Box::new(move || editor.act(&path, &body))
        }
        Method::POST => return StatusCode::FORBIDDEN.into_response(),
        _ => return StatusCode::METHOD_NOT_ALLOWED.into_response(),
    };
    let reply = tokio::task::spawn_blocking(work).await;
    let mut response = respond(reply.unwrap_or_else(|_| Reply::missing()));
    let policy = HeaderValue::try_from(editor::own_policy()).ok();
    let policy = policy.map(|policy| (CONTENT_SECURITY_POLICY, policy));
    response.headers_mut().extend(policy);
    response
}

fn is_own_origin(headers: &HeaderMap, port: u16) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let site = text(HeaderName::from_static("sec-fetch-site"));
    text(ORIGIN).is_some_and(|origin| guard::is_our_origin(origin, port))
        && site.is_none_or(|site| site == "same-origin")
}

fn respond(reply: Reply) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(reply.content_type));
    let location =
        reply.location.and_then(|location| HeaderValue::try_from(location).ok());
    headers.extend(location.map(|location| (LOCATION, location)));
    response
}

/// Tells a page the present state at once, then each change of it.
async fn events(
    State(shared): State<Shared>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut news = shared.live.news();
    news.mark_changed();
    let states = stream::unfold((news, shared), |(mut news, shared)| async move {
        news.changed().await.ok()?;
        let data = overlay::event(&shared.live.preview(), shared.editor.root());
        Some((Ok(Event::default().data(data)), (news, shared)))
    });
    Sse::new(states).keep_alive(KeepAlive::default())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;
    use crate::serve::Hearing;
    use crate::serve::reply::reply;
    use crate::sink::{Sink, Told};

    #[test]
    fn a_build_that_crashes_leaves_the_last_good_site() {
        let root = tempfile::tempdir().expect("temporary folder");
        let server = Server::bind(0, root.path()).expect("a port");
        let live = server.shared.live.clone();
        let changes = Changes::watch(root.path(), Hearing::Polling).expect("watched");
        let built = Arc::new(AtomicUsize::new(0));
        let count = built.clone();
        thread::spawn(move || {
            let build = move |round: &Round<'_>| {
                let n = count.fetch_add(1, Ordering::SeqCst);
                let pages = ["index.html".to_owned(), "b/index.html".to_owned()].into();
                round.laid(Told { pages, ..Told::default() });
                round.put("index.html", format!("<p>{n}").into_bytes());
                assert_ne!(n, 1, "what the test is about");
                round.put("b/index.html", format!("<p>{n}").into_bytes());
                Some(Build::default())
            };
            run(server, changes, build, || Ok(()))
        });
        // Three builds: a good one, one that crashes, a good one.
        for (n, b, crashed) in [(1, "<p>0", false), (2, "<p>0", true), (3, "<p>2", false)]
        {
            let is_over = || {
                let page = reply(&live.preview(), "/b/", None);
                let is_bad = live.preview().build.errors.is_some();
                built.load(Ordering::SeqCst) == n
                    && is_bad == crashed
                    && page.is_ok_and(|page| page.body.starts_with(b.as_bytes()))
            };
            let tries = (0..2_000).find(|_| {
                thread::sleep(Duration::from_millis(10));
                is_over()
            });
            assert!(tries.is_some(), "build {n}");
            live.change();
        }
    }
}
