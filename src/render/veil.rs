//! E-mail addresses in pages, written so that they work for everybody and for every program
//! that reads aloud, with and without script, but are not found by those that gather
//! addresses in the source of pages.

/// The page with `%40` in the addresses of its links, and in its texts an element around `@`:
/// nobody hears it, where `<wbr>` is heard as a space.
pub fn veil(html: String) -> String {
    let body = html.find("<body").unwrap_or(html.len());
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in html.match_indices('@').skip_while(|(at, _)| *at < body) {
        let (before, after) = (&html[..at], &html[at + 1..]);
        let put = match place(before) {
            _ if !is_address(before, after) => continue,
            Place::Link => "%40",
            Place::Text => "<span>@</span>",
            Place::Other => continue,
        };
        out.extend([&html[done..at], put]);
        done = at + 1;
    }
    if done == 0 {
        return html;
    }
    out + &html[done..]
}

enum Place {
    Link,
    Text,
    Other,
}

/// What the end of a part of a page stands in.
fn place(before: &str) -> Place {
    let Some(last) = before.rfind(['<', '>']) else { return Place::Other };
    let inside = &before[last..];
    if inside.starts_with('<') {
        let value = inside.rsplit([' ', '"', '\'', '=']).find(|part| !part.is_empty());
        let is_link = value.is_some_and(|value| value.starts_with("mailto:"))
            || inside
                .rsplit(['"', '\''])
                .next()
                .is_some_and(|v| v.starts_with("mailto:"));
        return if is_link { Place::Link } else { Place::Other };
    }
    let tag = before[..last].rsplit('<').next().unwrap_or_default();
    let is_text = !["script", "style", "textarea", "title"].iter().any(|name| {
        tag.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    if is_text { Place::Text } else { Place::Other }
}

/// Whether what stands around `@` makes an address.
fn is_address(before: &str, after: &str) -> bool {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
    let end = after
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '.')
        .unwrap_or(after.len());
    let domain = after[..end].trim_end_matches('.');
    before.ends_with(is_local) && domain.find('.').is_some_and(|dot| dot > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn veiled(body: &str) -> String {
        let html = veil(format!("<head><title>a@b.fr</title><body>{body}</body>"));
        let body = html.strip_prefix("<head><title>a@b.fr</title><body>");
        body.and_then(|body| body.strip_suffix("</body>")).expect("the page").to_owned()
    }

    #[test]
    fn addresses_are_veiled_where_they_are_read_and_followed() {
        for (plain, expected) in [
            ("Écrire à a.b@c.fr.", "Écrire à a.b<span>@</span>c.fr."),
            (
                "<a href=\"mailto:a@b.fr\">a@b.fr</a>",
                "<a href=\"mailto:a%40b.fr\">a<span>@</span>b.fr</a>",
            ),
            (
                "<a class=x href=\"mailto:a@b.fr?subject=Un mot&amp;cc=c@d.fr\">x</a>",
                "<a class=x href=\"mailto:a%40b.fr?subject=Un mot&amp;cc=c%40d.fr\">x</a>",
            ),
            ("<a href=mailto:a@b.fr>x</a>", "<a href=mailto:a%40b.fr>x</a>"),
        ] {
            assert_eq!(veiled(plain), expected);
        }
    }

    #[test]
    fn what_is_no_address_stays() {
        for same in [
            "à 3 @ la fois, @nom, a@b, a@.b",
            "<a href=\"https://a.fr/@b.c\">x</a>",
            "<b title=\"a@b.fr\">x</b>",
            "<script>a@b.fr</script><textarea name=x>a@b.fr</textarea>",
        ] {
            assert_eq!(veiled(same), same);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_page_panics_and_only_addresses_change(page in "[<>a@.é \"'=:]{0,40}") {
            let page = format!("<body>{page}");
            let back = veil(page.clone()).replace("<span>@</span>", "@").replace("%40", "@");
            proptest::prop_assert_eq!(back, page);
        }
    }
}
