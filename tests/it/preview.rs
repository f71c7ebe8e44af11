//! The preview server against those who mean harm, are slow, or are many.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout};
use std::time::Duration;

use tempfile::TempDir;

use crate::portal;
use crate::program::command;

/// The largest heads of requests that must do no harm, in bytes.
const LARGE_HEAD: usize = 64 << 10;
const SECRET: &str = "mot-de-passe-que-personne-ne-lit";

/// A preview of a small portal, with a secret in its folder.
struct Preview {
    portal: TempDir,
    child: Child,
    _out: BufReader<ChildStdout>,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn new() -> Self {
        let portal = portal::made(3);
        fs::write(portal.path().join("secret.md"), SECRET).expect("writable");
        fs::create_dir_all(portal.path().join("content/medias")).expect("made");
        let mut child =
            command(portal.path(), "serve --port 0").spawn().expect("it runs");
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        let mut url = String::new();
        out.read_line(&mut url).expect("an address");
        let port = url.trim().trim_end_matches('/').rsplit(':').next();
        let port = port.and_then(|port| port.parse().ok()).expect("a port");
        // Nobody reads what it says: it must not wait for that.
        let mut said = child.stderr.take().expect("piped");
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { portal, child, _out: out, port }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("set");
        stream
    }

    /// What is answered to a request as it is written.
    fn answer(&self, request: &str) -> String {
        let mut stream = self.connect();
        // It may be refused before it was written to its end.
        let _ = stream.write_all(request.as_bytes());
        read(stream)
    }

    fn ask(&self, first: &str, headers: &str) -> String {
        let host = format!("Host: 127.0.0.1:{}\r\n", self.port);
        self.answer(&format!(
            "{first} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n"
        ))
    }

    /// The status of an answer.
    fn status(&self, first: &str, headers: &str) -> u16 {
        status(&self.ask(first, headers))
    }

    fn is_well(&self) {
        let home = self.ask("GET /", "");
        assert_eq!(status(&home), 200, "{home}");
        assert!(home.contains("Essai"), "{home}");
    }
}

fn read(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A connection that is cut after the answer was sent whole.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.unwrap_or_else(|| panic!("no status: {answer:?}"))
}

#[cfg(target_os = "linux")]
#[test]
fn many_who_say_nothing_or_half_of_it_stop_nobody() {
    let preview = Preview::new();
    let mut idle: Vec<TcpStream> = (0..500).map(|_| preview.connect()).collect();
    preview.is_well();
    for stream in &mut idle[..250] {
        stream.write_all(b"GET / HTTP/1.1\r\nHos").expect("it listens");
    }
    preview.is_well();
    // Those who waited are answered all the same.
    for mut stream in idle.drain(..2) {
        let rest = format!("t: localhost:{}\r\nConnection: close\r\n\r\n", preview.port);
        stream.write_all(rest.as_bytes()).expect("it listens");
        assert_eq!(status(&read(stream)), 200);
    }
}

#[test]
fn a_request_may_come_a_byte_at_a_time() {
    let preview = Preview::new();
    let request = format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
        preview.port
    );
    let mut stream = preview.connect();
    stream.set_nodelay(true).expect("set");
    for (i, byte) in request.bytes().enumerate() {
        stream.write_all(&[byte]).expect("it listens");
        if i % 16 == 0 {
            preview.is_well();
        }
    }
    assert_eq!(status(&read(stream)), 200);
}

#[test]
fn large_heads_and_bodies_do_no_harm() {
    let preview = Preview::new();
    let padding = |size: usize| format!("X-Padding: {}\r\n", "a".repeat(size));
    assert!(matches!(preview.status("GET /", &padding(LARGE_HEAD)), 200 | 431));
    assert_eq!(preview.status("GET /", &"X: y\r\n".repeat(1_000)), 431);
    let url = format!("GET /{}", "a".repeat(LARGE_HEAD));
    assert!(matches!(preview.status(&url, ""), 404 | 414 | 431));
    let huge = preview.answer(&format!("GET / HTTP/1.1\r\n{}", padding(4 << 20)));
    assert!(huge.is_empty() || status(&huge) == 431, "{huge}");
    let own = format!("Origin: http://127.0.0.1:{}\r\n", preview.port);
    let body = format!("{own}Content-Length: {}\r\n", 1_u64 << 40);
    // Nobody waits for what it will not read.
    assert_eq!(preview.status("POST /redaction/x/api", &body), 403);
    for request in
        ["\r\n\r\n", "GET\r\n\r\n", "\0\u{1}\u{2}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"]
    {
        preview.connect().write_all(request.as_bytes()).expect("it listens");
    }
    preview.is_well();
}

#[test]
fn only_this_machine_and_its_own_pages_are_answered() {
    let preview = Preview::new();
    let port = preview.port;
    let close = "Connection: close\r\n\r\n";
    for host in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1", "0.0.0.0"]
    {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\n{close}");
        assert_eq!(status(&preview.answer(&request)), 421, "{host}");
        let named =
            format!("GET http://{host}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{close}");
        assert_eq!(status(&preview.answer(&named)), 421, "{host}");
    }
    assert_eq!(status(&preview.answer(&format!("GET / HTTP/1.0\r\n{close}"))), 421);
    let own = format!("Origin: http://localhost:{port}\r\n");
    for page in ["/", "/__tt/events/no", "/redaction/"] {
        for origin in
            ["http://evil.example", "null", &format!("https://127.0.0.1:{port}")]
        {
            let foreign = format!("Origin: {origin}\r\n");
            assert_eq!(preview.status(&format!("GET {page}"), &foreign), 403, "{origin}");
        }
        let cross = format!("{own}Sec-Fetch-Site: cross-site\r\n");
        assert_eq!(preview.status(&format!("GET {page}"), &cross), 403);
        assert_ne!(preview.status(&format!("GET {page}"), &own), 403);
    }
    let body = "Content-Length: 2\r\n\r\n{}";
    for token in ["", "0", "api", "00000000000000000000000000000000"] {
        let api = format!("POST /redaction/{token}/api");
        assert_eq!(preview.status(&api, &format!("{own}{body}")), 403, "{token}");
        assert_eq!(preview.status(&api, body), 403, "without an origin");
    }
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE"] {
        assert_eq!(preview.status(&format!("{method} /"), ""), 405, "{method}");
    }
    let home = preview.ask("GET /", "").to_lowercase();
    for header in
        ["cross-origin-resource-policy: same-origin", "x-content-type-options: nosniff"]
    {
        assert!(home.contains(header), "{home}");
    }
    assert!(!home.contains("access-control-allow-origin"), "{home}");
}

#[test]
fn no_path_leaves_the_output() {
    let preview = Preview::new();
    let medias = preview.portal.path().join("content/medias");
    fs::write(medias.join("plan.pdf"), "%PDF-1.4").expect("writable");
    assert_eq!(preview.status("GET /medias/plan.pdf", ""), 200);
    #[cfg(unix)]
    for (link, to) in [("lien.pdf", "../../secret.md"), ("passwd.pdf", "/etc/passwd")] {
        std::os::unix::fs::symlink(to, medias.join(link)).expect("linked");
    }
    for path in [
        "/../secret.md",
        "/../../../../../../etc/passwd",
        "/%2e%2e/secret.md",
        "/..%2fsecret.md",
        "/..%5csecret.md",
        "/.%2e/.%2e/secret.md",
        "//secret.md",
        "///etc/passwd",
        "/./secret.md",
        "/secret.md",
        "/content/portail.yaml",
        "/medias/../../secret.md",
        "/medias/..%2f..%2fsecret.md",
        "/medias/%2e%2e/%2e%2e/secret.md",
        "/medias/lien.pdf",
        "/medias/passwd.pdf",
        "/medias//etc/passwd",
        "/medias/%2fetc%2fpasswd",
        "/medias/plan.pdf%00.md",
        "/redaction/decap/../../../secret.md",
        "/redaction/decap/..%2f..%2f..%2fsecret.md",
        "/redaction/decap/%2fetc%2fpasswd",
        "/redaction/../secret.md",
        "/__tt/../secret.md",
        "/.tt-site/cache",
    ] {
        let answer = preview.ask(&format!("GET {path}"), "");
        assert!(!answer.contains(SECRET) && !answer.contains("root:x:"), "{path}");
        assert!(!answer.contains("editeur:"), "{path}");
        assert!(matches!(status(&answer), 400 | 404), "{path}: {answer}");
    }
}

#[test]
fn what_writes_needs_the_token_and_stays_in_the_content() {
    const LARGEST: usize = 50 << 20;
    let preview = Preview::new();
    let root = preview.portal.path();
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.md", root.join("content/lien.md"))
        .expect("linked");
    let forms = preview.ask("GET /redaction/cantal/formulaires.json", "");
    let api = forms.split('"').find(|text| text.ends_with("/api")).expect("an address");
    let post = |origin: &str, body: &str| {
        let length = body.len();
        let headers = format!("{origin}Content-Length: {length}\r\n\r\n{body}");
        preview.status(&format!("POST {api}"), &headers)
    };
    let own = format!("Origin: http://127.0.0.1:{}\r\n", preview.port);
    let info = "{\"action\":\"info\"}";
    assert_eq!(post(&own, info), 200);
    assert_eq!(post("", info), 403);
    assert_eq!(post("Origin: http://evil.example\r\n", info), 403);
    assert_eq!(preview.status(&format!("GET {api}"), &own), 405);
    for path in [
        "secret.md",
        "content/../secret.md",
        "/etc/passwd",
        "content/lien.md",
        "content/.cache/a.md",
        "content/a.sh",
        "theme/styles/a.css",
    ] {
        let entry =
            format!("{{\"dataFiles\":[{{\"path\":\"{path}\",\"raw\":\"{{}}\"}}]}}");
        let media = format!("{{\"asset\":{{\"path\":\"{path}\",\"content\":\"aGE=\"}}}}");
        let gone = format!("{{\"path\":\"{path}\"}}");
        for (action, params) in
            [("persistEntry", entry), ("persistMedia", media), ("deleteFile", gone)]
        {
            let body = format!("{{\"action\":\"{action}\",\"params\":{params}}}");
            assert_eq!(post(&own, &body), 403, "{action} {path}");
        }
    }
    assert_eq!(fs::read_to_string(root.join("secret.md")).expect("there"), SECRET);
    assert_eq!(post(&own, &" ".repeat(LARGEST + 1)), 413);
    preview.is_well();
}
