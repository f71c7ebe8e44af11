//! Who may ask: a browser that addresses this machine by its own name.

/// Whether a `Host` names this machine and our port. A page elsewhere that has its own
/// name point at 127.0.0.1 sends that name (DNS rebinding).
pub(super) fn is_ours(host: &str, port: u16) -> bool {
    let Some((name, given)) = host.rsplit_once(':') else { return false };
    let is_local =
        matches!(name.to_ascii_lowercase().as_str(), "localhost" | "127.0.0.1" | "[::1]");
    is_local && given.parse() == Ok(port)
}

/// Whether an `Origin` is a page of this server. A page elsewhere that makes a browser send
/// something names itself there.
pub(super) fn is_our_origin(origin: &str, port: u16) -> bool {
    origin.strip_prefix("http://").is_some_and(|host| is_ours(host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_pages_are_ours() {
        assert!(is_our_origin("http://localhost:1111", 1111));
        for origin in [
            "https://localhost:1111",
            "http://evil.example",
            "null",
            "",
            "localhost:1111",
        ] {
            assert!(!is_our_origin(origin, 1111), "{origin}");
        }
    }

    #[test]
    fn only_this_machine_is_ours() {
        for host in ["localhost:1111", "127.0.0.1:1111", "[::1]:1111", "LocalHost:1111"] {
            assert!(is_ours(host, 1111), "{host}");
        }
        for host in [
            "localhost",
            "localhost:1112",
            "evil.example:1111",
            "127.0.0.1.evil.example:1111",
            "localhost.evil.example:1111",
            "192.168.1.2:1111",
            "",
            ":1111",
            "localhost:x",
        ] {
            assert!(!is_ours(host, 1111), "{host}");
        }
    }
}
